"""The running order for one occasion: the briefing's own, as the presenter changed it.

It is kept with the user's own data and never written to the briefing.
"""

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import chain, count
from typing import NamedTuple

from briefing_app.model.report import MAX_MINUTES, Report
from briefing_app.model.slide_builder import SlideMarks
from briefing_app.model.slides import Slide
from briefing_app.model.text import cleaned
from briefing_app.model.written_slide import (
    WrittenKind,
    WrittenSlide,
    written,
    written_key,
    written_slide,
)


class RunningOrderItem(NamedTuple):
    """A slide in the running order.

    Args:
        made: The slide without the presenter's changes.
        is_shown: Whether it is shown; otherwise it is left out.
        minutes: The planned minutes that the presenter chose, 0 for none; None for the author's.
        written: What it was made from, if the presenter wrote it; None if the briefing has it.
    """

    made: Slide
    is_shown: bool = True
    minutes: int | None = None
    written: WrittenSlide | None = None

    @property
    def is_original(self) -> bool:
        """Whether it is in the briefing's own order."""
        return self.written is None

    @property
    def slide(self) -> Slide:
        """The slide as it is shown, with the presenter's minutes."""
        if self.minutes is None:
            return self.made
        return self.made._replace(minutes=self.minutes or None)

    def with_minutes(self, minutes: int | None) -> "RunningOrderItem":
        """Plan minutes for the slide, 0 for none; None for the author's."""
        if minutes == (self.made.minutes or 0):
            minutes = None
        return self._replace(minutes=minutes)

    def to_line(self) -> str:
        """Return the item as text to store; see `RunningOrder.to_lines`."""
        origin = "own"
        more: dict[str, object] = {}
        if self.written is not None:
            origin = "written"
            fields = self.written
            more |= {"kind": fields.kind, "title": fields.title, "text": fields.text}
            more["options"] = fields.options
        more["minutes"] = self.minutes
        kept = {name: value for name, value in more.items() if value not in (None, "", ())}
        line = f"{'+' if self.is_shown else '-'} {origin} {self.made.key}"
        return f"{line}\n{json.dumps(kept, ensure_ascii=False)}" if kept else line


class RunningOrder(NamedTuple):
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

    def set_shown(self, index: int, *, shown: bool) -> "RunningOrder":
        """Show an item or leave it out."""
        return self.with_item(index, self.items[index]._replace(is_shown=shown))

    def set_minutes(self, index: int, minutes: int | None) -> "RunningOrder":
        """Plan minutes for an item, 0 for none; None for the author's."""
        return self.with_item(index, self.items[index].with_minutes(minutes))

    def with_item(self, index: int, item: RunningOrderItem) -> "RunningOrder":
        """Replace the item at an index."""
        return RunningOrder((*self.items[:index], item, *self.items[index + 1 :]))

    def write(self, what: WrittenSlide, index: int, marks: SlideMarks | None) -> "RunningOrder":
        """Add what the presenter wrote at an index.

        Args:
            what: What the presenter wrote.
            index: The index.
            marks: What the briefing says about all of its slides; None for nothing.
        """
        made = _written_slide(what, self._free_key(what, self.items), marks)
        return self._with_new(RunningOrderItem(made, written=what), index)

    def rewrite(self, what: WrittenSlide, index: int, marks: SlideMarks | None) -> "RunningOrder":
        """Change what the presenter wrote; its minutes and place stay. See `write`."""
        item = self.items[index]
        others = (*self.items[:index], *self.items[index + 1 :])
        made = _written_slide(what, self._free_key(what, others), marks)
        return self.with_item(index, item._replace(made=made, written=what))

    def _with_new(self, item: RunningOrderItem, index: int) -> "RunningOrder":
        return RunningOrder((*self.items[:index], item, *self.items[index:]))

    @staticmethod
    def _free_key(what: WrittenSlide, items: Iterable[RunningOrderItem]) -> str:
        """Return the key of what was written; another one if one of the items has it."""
        key, used = written_key(what), {item.made.key for item in items}
        numbered = (f"again {number} {key}" for number in count(2))
        return next(each for each in chain((key,), numbered) if each not in used)

    def remove(self, index: int) -> "RunningOrder":
        """Remove an item that the presenter wrote."""
        return RunningOrder(self.items[:index] + self.items[index + 1 :])

    def index_of(self, key: str) -> int | None:
        """Return the index of the slide with a key among all items, or None."""
        return next((at for at, item in enumerate(self.items) if item.made.key == key), None)

    def describe_changes(self, slides: Sequence[Slide]) -> str:
        """Return what was left out, added, moved or changed; may be empty.

        Args:
            slides: The briefing's own order.
        """
        left_out = sum(item.is_original and not item.is_shown for item in self.items)
        added = sum(item.is_shown and not item.is_original for item in self.items)
        own_keys = [item.made.key for item in self.items if item.is_original]
        parts: list[str] = []
        for number, change in ((left_out, "left out"), (added, "added")):
            if number:
                noun = "" if parts else " slide" if number == 1 else " slides"
                parts.append(f"{number:,}{noun} {change}")
        if own_keys != [slide.key for slide in slides]:
            parts.append("some moved" if parts else "slides moved")
        shown = [item for item in self.items if item.is_shown]
        if any(item.minutes is not None for item in shown if item.written is None):
            parts.append("other minutes")
        return ", ".join(parts)

    def to_lines(self) -> list[str]:
        """Return the order as lines to store, one for each item.

        Each has ``+`` or ``-``, ``own`` or ``written``, and the key. After a line break comes what
        the presenter changed or wrote, if anything, as a JSON object.
        """
        return [item.to_line() for item in self.items]


def restore_running_order(
    report: Report,
    slides: Sequence[Slide],
    lines: Iterable[str],
) -> RunningOrder:
    """Return a stored running order, adapted to the briefing as it is now.

    Slides that the author has taken out are dropped. Slides that the author has added come after
    the slide that they follow in the briefing. Unreadable lines are ignored. If no slide would be
    shown, the result is the briefing's own order.

    Args:
        report: The briefing.
        slides: The briefing's own order.
        lines: What `RunningOrder.to_lines` returned.
    """
    own = {slide.key: slide for slide in slides}
    stored = _parse_lines(lines, own)
    made = _written_slides(report, stored) | own
    items = {key: line.item(made[key]) for key, line in stored.items()}
    new_slides = _new_slides(slides, items)
    order = [*new_slides[None]]
    for key, item in items.items():
        order += (item, *new_slides[key])
    if not any(item.is_shown for item in order):
        return RunningOrder.of(slides)
    return RunningOrder(tuple(order))


class _Line(NamedTuple):
    """A stored line without its key; the fields are those of a `RunningOrderItem`."""

    is_shown: bool
    minutes: int | None
    written: WrittenSlide | None = None

    def item(self, made: Slide) -> RunningOrderItem:
        """Return the item with its slide."""
        item = RunningOrderItem(made, self.is_shown, written=self.written)
        return item.with_minutes(self.minutes)


def _parse_lines(lines: Iterable[str], own: Container[str]) -> dict[str, _Line]:
    """Return the lines that can be read and shown, by their keys.

    Earlier versions wrote ``added`` for further findings, quotes, questions and charts, of which
    those that the author has adopted since keep their place. After the sign, they wrote how the
    bars of a chart appear, and among the fields notes; both are ignored.
    """
    stored: dict[str, _Line] = {}
    for line in lines:
        text, _, more = line.partition("\n")
        first, _, rest = text.partition(" ")
        sign = first[:1]
        origin, _, key = rest.partition(" ")
        fields = _parse_fields(more)
        has_words = origin == "written" and key == cleaned(key) and key not in own
        what = _parse_written(fields) if has_words else None
        is_known = {"own": key in own, "added": key in own, "written": what is not None}
        if sign in {"+", "-"} and is_known.get(origin):
            stored.setdefault(key, _Line(sign == "+", _parse_minutes(fields), what))
    return stored


def _parse_fields(text: str) -> Mapping[str, object]:
    """Return a stored JSON object; an empty one if it can't be read."""
    try:
        fields = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _parse_text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _parse_minutes(fields: Mapping[str, object]) -> int | None:
    value = fields.get("minutes")
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= MAX_MINUTES else None


def _parse_written(fields: Mapping[str, object]) -> WrittenSlide | None:
    """Return what the presenter wrote; None if it can't be read or shown."""
    kind, options = _parse_text(fields, "kind"), fields.get("options", [])
    if kind not in frozenset(map(str, WrittenKind)) or not isinstance(options, list):
        return None
    if not all(isinstance(option, str) for option in options):
        return None
    what = written(
        WrittenKind(kind),
        _parse_text(fields, "title"),
        _parse_text(fields, "text"),
        "\n".join(options),
    )
    return None if what.problem else what


def _written_slides(report: Report, stored: Mapping[str, _Line]) -> dict[str, Slide]:
    """Return the slides that the presenter wrote, by their keys."""
    written_lines = {key: line.written for key, line in stored.items() if line.written is not None}
    marks = SlideMarks(report) if written_lines else None
    return {key: _written_slide(what, key, marks) for key, what in written_lines.items()}


def _written_slide(what: WrittenSlide, key: str, marks: SlideMarks | None) -> Slide:
    slide = written_slide(what, key)
    return slide if marks is None or slide.is_break else marks.on(slide)


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
