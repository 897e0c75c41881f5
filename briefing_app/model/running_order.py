"""The running order for one occasion: the briefing's own, as the presenter changed it.

It is kept in the user's settings and never written to the briefing.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from briefing_app.model.report import (
    Finding,
    Quote,
    Report,
    Reveal,
    SlideKind,
    finding_key,
    quote_key,
)
from briefing_app.model.slide_builder import SlideMarks, finding_slide, quote_slide
from briefing_app.model.slides import Slide, unique_keys
from briefing_app.model.wording import counted

_REVEALS: Final = frozenset(map(str, Reveal))


@dataclass(frozen=True, slots=True)
class RunningOrderItem:
    """A slide in the running order.

    Args:
        slide: The slide.
        is_shown: Whether it is shown; otherwise it is left out.
        is_original: Whether it is in the briefing's own order; otherwise the presenter added it.
        authors_reveal: How the author lets the bars appear, if the presenter chose another way.
    """

    slide: Slide
    is_shown: bool = True
    is_original: bool = True
    authors_reveal: Reveal | None = None

    def with_reveal(self, reveal: Reveal | None) -> "RunningOrderItem":
        """Let the bars of a chart appear in another way; None for the author's."""
        if not self.slide.can_reveal:
            return self
        authors = self.slide.reveal if self.authors_reveal is None else self.authors_reveal
        chosen = authors if reveal is None else reveal
        return replace(
            self,
            slide=replace(self.slide, reveal=chosen),
            authors_reveal=None if chosen is authors else authors,
        )


@dataclass(frozen=True, slots=True)
class RunningOrder:
    """The slides for one occasion, including those that are left out; each edit makes another."""

    items: tuple[RunningOrderItem, ...]

    @classmethod
    def of(cls, slides: Iterable[Slide]) -> "RunningOrder":
        """Return the briefing's own order."""
        return cls(tuple(map(RunningOrderItem, slides)))

    @property
    def slides(self) -> tuple[Slide, ...]:
        """The slides that are shown, in order."""
        return tuple(item.slide for item in self.items if item.is_shown)

    def move(self, index: int, to: int) -> "RunningOrder":
        """Move the item at an index, so that its index becomes `to`."""
        items = list(self.items)
        items.insert(to, items.pop(index))
        return RunningOrder(tuple(items))

    def index_for_number(self, number: int, index: int) -> int:
        """Return the index to move an item to, so that it gets a slide number.

        Args:
            number: A number from 1 to the count of shown slides. For an item that is left out, it
                is the number that the item would have if it were shown, so one more is possible.
            index: The item's present index.
        """
        shown = [
            other - (other > index)  # the index after the item is taken out
            for other, item in enumerate(self.items)
            if item.is_shown and other != index
        ]
        if number <= len(shown):
            return shown[number - 1]
        return shown[-1] + 1 if shown else index

    def set_shown(self, index: int, *, shown: bool) -> "RunningOrder":
        """Show an item or leave it out."""
        items = list(self.items)
        items[index] = replace(items[index], is_shown=shown)
        return RunningOrder(tuple(items))

    def set_reveal(self, index: int, reveal: Reveal | None) -> "RunningOrder":
        """Let the bars of an item's chart appear in another way; None for the author's."""
        items = list(self.items)
        items[index] = items[index].with_reveal(reveal)
        return RunningOrder(tuple(items))

    def add(self, slide: Slide, index: int) -> "RunningOrder":
        """Add a slide at an index; a slide that is in the order already is shown at its place."""
        present = self.index_of(slide.key)
        if present is not None:
            return self.set_shown(present, shown=True)
        item = RunningOrderItem(slide, is_original=False)
        return RunningOrder((*self.items[:index], item, *self.items[index:]))

    def add_at_end(self, slides: Sequence[Slide], replaced: Iterable[str]) -> "RunningOrder":
        """Add slides at the end, but before the sources if these are last.

        Args:
            slides: Slides that are not in the order yet.
            replaced: The keys of slides added earlier, which are removed.
        """
        removed = set(replaced)
        items = [item for item in self.items if item.is_original or item.slide.key not in removed]
        end = len(items)
        if items and items[-1].slide.kind is SlideKind.SOURCES:
            end -= 1
        items[end:end] = [RunningOrderItem(slide, is_original=False) for slide in slides]
        return RunningOrder(tuple(items))

    def remove(self, index: int) -> "RunningOrder":
        """Remove an item that was added; one of the briefing's own is only left out."""
        if self.items[index].is_original:
            return self.set_shown(index, shown=False)
        return RunningOrder(self.items[:index] + self.items[index + 1 :])

    def index_of(self, key: str) -> int | None:
        """Return the index of the slide with a key among all items, or None."""
        return next((at for at, item in enumerate(self.items) if item.slide.key == key), None)

    def describe_changes(self, slides: Sequence[Slide]) -> str:
        """Return what was left out, added, moved or shown in another way; may be empty.

        Args:
            slides: The briefing's own order.
        """
        left_out = sum(item.is_original and not item.is_shown for item in self.items)
        added = sum(item.is_shown and not item.is_original for item in self.items)
        own_keys = [item.slide.key for item in self.items if item.is_original]
        parts: list[str] = []
        for count, change in ((left_out, "left out"), (added, "added")):
            if count:
                noun = "" if parts else " slide" if count == 1 else " slides"
                parts.append(f"{count:,}{noun} {change}")
        if own_keys != [slide.key for slide in slides]:
            parts.append("some moved" if parts else "slides moved")
        revealed = sum(item.is_shown and item.authors_reveal is not None for item in self.items)
        if revealed:
            parts.append(f"bars of {counted(revealed, 'chart')} appear in another way")
        return ", ".join(parts)

    def to_lines(self) -> list[str]:
        """Return the order as lines to store.

        Each has ``+`` or ``-``, followed by how the bars appear if the presenter chose it, then
        ``own`` or ``added``, and the key: ``+guess own …``.
        """
        return [
            f"{'+' if item.is_shown else '-'}"
            f"{item.slide.reveal if item.authors_reveal is not None else ''} "
            f"{'own' if item.is_original else 'added'} {item.slide.key}"
            for item in self.items
        ]


def restore_running_order(
    report: Report,
    slides: Sequence[Slide],
    lines: Iterable[str],
    comparison_slides: Sequence[Slide] = (),
) -> RunningOrder:
    """Return a stored running order, adapted to the briefing as it is now.

    Slides that no longer exist, or that the author has taken out, are dropped. Slides that the
    author has added come after the slide that they follow in the briefing. Unreadable lines are
    ignored. If no slide would be shown, the result is the briefing's own order.

    Args:
        report: The briefing.
        slides: The briefing's own order.
        lines: What `RunningOrder.to_lines` returned.
        comparison_slides: Slides of no briefing that may have been added.
    """
    own = {slide.key: slide for slide in slides}
    stored = _parse_lines(lines, own)
    added = added_slides(report, [key for key in stored if key not in own], comparison_slides)
    items = {
        key: RunningOrderItem(
            own.get(key) or added[key], is_shown, is_original=key in own
        ).with_reveal(reveal)
        for key, (is_shown, reveal) in stored.items()
        if key in own or key in added
    }
    new_slides = _new_slides(slides, items)
    order = [*new_slides[None]]
    for key, item in items.items():
        order += (item, *new_slides[key])
    if not any(item.is_shown for item in order):
        return RunningOrder.of(slides)
    return RunningOrder(tuple(order))


def _parse_lines(
    lines: Iterable[str], own: Container[str]
) -> dict[str, tuple[bool, Reveal | None]]:
    """Return the stored keys, each with whether its slide is shown and how its bars appear."""
    stored: dict[str, tuple[bool, Reveal | None]] = {}
    for line in lines:
        first, _, rest = line.partition(" ")
        sign, reveal = first[:1], first[1:]
        origin, _, key = rest.partition(" ")
        is_known = origin == "added" or (origin == "own" and key in own)
        if sign in {"+", "-"} and is_known:
            stored.setdefault(key, (sign == "+", Reveal(reveal) if reveal in _REVEALS else None))
    return stored


def _new_slides(
    slides: Sequence[Slide], stored: Container[str]
) -> defaultdict[str | None, list[RunningOrderItem]]:
    """Return the slides that are not stored, by the key of the stored slide before them."""
    new_slides: defaultdict[str | None, list[RunningOrderItem]] = defaultdict(list)
    before = None
    for slide in slides:
        if slide.key in stored:
            before = slide.key
        else:
            new_slides[before].append(RunningOrderItem(slide))
    return new_slides


def added_slides(
    report: Report, keys: Sequence[str], comparison_slides: Iterable[Slide] = ()
) -> dict[str, Slide]:
    """Return the slides that the presenter added, by their keys, as far as they still exist.

    Only these are made, because a briefing may have ten thousand.
    """
    existing = {slide.key: slide for slide in comparison_slides}
    wanted = [key for key in keys if key not in existing]
    items: dict[str, Finding | Quote] = {}
    if wanted:
        items |= {finding_key(finding): finding for finding in report.findings}
    if not items.keys() >= set(wanted):
        items = addable_items(report)
    marks = SlideMarks(report)
    made = {key: addable_slide(key, items[key]) for key in wanted if key in items}
    return existing | {key: marks.on(slide) for key, slide in made.items()}


def addable_items(report: Report) -> dict[str, Finding | Quote]:
    """Return every finding and quote, by the keys of the slides that can be added for them."""
    keys = chain(map(finding_key, report.findings), map(quote_key, report.quotes))
    return dict(zip(unique_keys(keys), (*report.findings, *report.quotes), strict=True))


def addable_slide(key: str, item: Finding | Quote) -> Slide:
    """Return the slide of an item of `addable_items`, with its key."""
    slide = finding_slide(item) if isinstance(item, Finding) else quote_slide(item)
    return replace(slide, key=key)
