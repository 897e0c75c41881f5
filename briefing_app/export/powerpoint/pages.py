"""Distributes the texts and bars of a slide to PowerPoint slides, and chooses their sizes.

PowerPoint does not continue text on another slide. Text that does not fit is made smaller, down to
what the back row can read, and then continues on the next slide; nothing is cut off. All lengths
are in points.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from typing import Final, NamedTuple

from briefing_app.export.powerpoint.bars import BarType, bar_types, best_type, slots
from briefing_app.export.powerpoint.lines import (
    LINE_HEIGHT,
    fit_for_xml,
    lines,
    text_width,
)
from briefing_app.model.charts import Bar, BarChart
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide, SlideText
from briefing_app.model.text import paragraphs
from briefing_app.model.wording import CAUTION_LABEL

CAUTION_LEAD: Final = f"{CAUTION_LABEL}. "
CAUTION_PADDING: Final = (17, 12)  # horizontal and vertical
BETWEEN_PARAGRAPHS: Final = 0.4  # of their size

_CAUTION_AGAIN: Final = f"{CAUTION_LABEL}, continued. "
_BLANK_LINE: Final = 0.6  # of the size, once for any number of blank lines in a row
_SIZE_STEPS: Final = (1.0, 0.8, 0.6, 0.4, 0.2, 0.0)  # from the preferred to the minimum size
_MIN_CHART_HEIGHT: Final = 170  # unless its bars need less
_HEADING_KEEPS: Final = 50  # points below a heading on the same page
_AROUND_SHARE: Final = 0.4  # of a page, for texts that are repeated on each page

_CONTINUED: Final = " (continued)"
_LONGEST_CONTINUED: Final = " (continued 000)"  # to measure with
_LINES_AGAIN: Final = 2  # of a title that is repeated
_LONG_TITLE: Final = 1000  # characters, more than fit
_FEW_LETTERS: Final = 20  # of a word that is longer than a line
_WORD: Final = re.compile(r"\s*\S+")
_SAID_BY: Final = {Role.SPEAKER, Role.SPEAKER_ROLE}


class Look(NamedTuple):
    """The style of a text.

    Args:
        best: The preferred size.
        least: The minimum size.
        above: The gap above it.
        bold: Whether it is bold.
        indent: The indent from the left.
        tight: The line height, as a share of the font's own.
    """

    best: float
    least: float
    above: float = 15
    bold: bool = False
    indent: float = 0
    tight: float = 1.0


class Frame(NamedTuple):
    """The styles of a presentation and the room on its layouts.

    Args:
        looks: The style of each role.
        kind_looks: Exceptions for some kinds of slide.
        title: The maximum width and height of a title.
        body: The maximum width and height of everything else.
        flows: Whether the body starts directly below the title, and `body` includes the title; if
            not, each has a fixed position.
        gap: The gap between title and body, if they flow.
        line: The line height, relative to the font size.
        above_chart: The gap above a chart.
    """

    looks: Mapping[Role, Look]
    kind_looks: Mapping[tuple[SlideKind, Role], Look]
    title: tuple[float, float]
    body: tuple[float, float]
    flows: bool
    gap: float = 20
    line: float = LINE_HEIGHT
    above_chart: float = 0

    @property
    def bar_size(self) -> float:
        """The preferred size of the names of bars."""
        return self.look(SlideKind.CHART, Role.SUBTITLE).least

    def look(self, kind: SlideKind, role: Role) -> Look:
        """Return the style of a text on a kind of slide."""
        return self.kind_looks.get((kind, role), self.looks[role])


class _Line(NamedTuple):
    text: str
    gap: float  # above it
    opens: bool  # a paragraph


@dataclass(frozen=True, slots=True)
class Part:
    """A text, or the part of it that is on one slide.

    Args:
        role: The role of the text.
        look: Its style.
        size: Its font size.
        lines: Its expected lines; only paragraphs are written.
        line: The height of a line.
        lead: The label of ours that it starts with.
    """

    role: Role
    look: Look
    size: float
    lines: tuple[_Line, ...]
    line: float
    lead: str = ""

    @property
    def height(self) -> float:
        """The height, including the box around a caution."""
        return sum(line.gap + self.line for line in self.lines) + 2 * self.padding

    @property
    def padding(self) -> float:
        """The padding above and below it."""
        return CAUTION_PADDING[1] if self.role is Role.CAUTION else 0.0

    @property
    def opening(self) -> int:
        """The number of lines up to the first one with more than our label."""
        said = 0
        for count, line in enumerate(self.lines, 1):
            said += len(line.text)
            if said > len(self.lead):
                return count
        return len(self.lines)

    @property
    def paragraphs(self) -> list[tuple[str, float]]:
        """The paragraphs, each with the gap above it."""
        found: list[tuple[str, float]] = []
        for line in self.lines:
            if line.opens or not found:
                found.append((line.text, line.gap))
            else:
                found[-1] = (found[-1][0] + line.text, found[-1][1])
        return found


@dataclass(frozen=True, slots=True)
class Page:
    """One PowerPoint slide.

    Args:
        slide: The slide that it shows, completely or in part.
        title: The title; empty if the slide has none.
        title_size: The font size of the title.
        title_height: The height of the title.
        parts: The texts below it, from the top.
        chart: The chart, or the part of it with the bars of this page.
        number: The index of the page.
        count: The number of pages of the slide.
        bar_type: The way to set the names, the same on all pages.
        slots: The number of slots for bars on the fullest page.
    """

    slide: Slide
    title: str
    title_size: float
    title_height: float
    parts: tuple[Part, ...]
    chart: BarChart | None = None
    number: int = 0
    count: int = 1
    bar_type: BarType | None = None
    slots: int = 0


def lay_out(
    slide: Slide,
    frame: Frame,
    before: Sequence[SlideText] = (),
    after: Sequence[SlideText] = (),
) -> list[Page]:
    """Return the pages of a slide, at least one.

    Args:
        slide: The slide.
        frame: The styles and the room.
        before: Texts to show on each page before the slide's own.
        after: Texts to show on each page after them.
    """
    # A title must be one paragraph, because lists of slides show it on one line.
    title = "\n".join(text.text for text in slide.texts if text.role is Role.TITLE)
    title = " ".join(part for part in paragraphs(fit_for_xml(title)) if part.strip())
    texts = [text for text in slide.texts if text.role is not Role.TITLE]
    drawn = slide.chart is not None and bool(slide.chart.bars)
    types: list[BarType] = []
    least = 0.0
    if slide.chart is not None and drawn:
        types = bar_types(slide.chart.bars, frame.body[0], frame.bar_size)
        pitch = min(each.pitch for each in types)
        least = min(_MIN_CHART_HEIGHT, len(slots(slide.chart.bars)) * pitch) + frame.above_chart
    for shrink in _SIZE_STEPS:
        page = _titled(slide, title, frame, shrink)
        page = replace(page, parts=_set((*before, *texts, *after), slide, frame, shrink))
        taken = stacked(page.parts) + least
        if page.title_height <= frame.title[1] and taken <= _room(page, frame):
            break
    else:
        pages = _several_pages(slide, title, texts, frame, (before, after))
        if drawn:
            pages.append(replace(_again(pages[0], title, frame), parts=()))
        page = pages.pop()
        return _numbered([*pages, *_with_bars(page, frame, types)], title, frame)
    return _numbered(_with_bars(page, frame, types), title, frame)


def continued(title: str, number: int) -> str:
    """Return the title of a page after the first, by its index."""
    return f"{title}{_CONTINUED}" if number == 1 else f"{title} (continued {number})"


def _room(page: Page, frame: Frame) -> float:
    """Return the height left below the title of a page."""
    if not frame.flows or not page.title:
        return frame.body[1]
    return frame.body[1] - page.title_height - frame.gap


def stacked(parts: Sequence[Part]) -> float:
    """Return the height of stacked parts."""
    return sum(part.height + (part.look.above if at else 0) for at, part in enumerate(parts))


def _set(texts: Sequence[SlideText], slide: Slide, frame: Frame, shrink: float) -> tuple[Part, ...]:
    parts = (_part(text, slide, frame, shrink) for text in texts)
    return tuple(part for part in parts if part.lines)


def _part(text: SlideText, slide: Slide, frame: Frame, shrink: float, lead: str = "") -> Part:
    look = frame.look(slide.kind, text.role)
    size = round(look.least + (look.best - look.least) * shrink)
    width = frame.body[0] - look.indent
    if text.role is Role.CAUTION:
        lead = lead or CAUTION_LEAD
        width -= 2 * CAUTION_PADDING[0]
    found: list[_Line] = []
    gap = 0.0
    for paragraph in paragraphs(lead + fit_for_xml(text.text)):
        if not paragraph.strip():
            # A blank line becomes a gap above the next line, so that blank lines never fill a page.
            gap = max(gap, size * _BLANK_LINE)
            continue
        for at, line in enumerate(lines(paragraph, size, width, bold=look.bold)):
            found.append(_Line(line, 0.0 if at or not found else gap, not at))
        gap = size * BETWEEN_PARAGRAPHS
    return Part(text.role, look, size, tuple(found), size * frame.line * look.tight, lead)


def title_size(title: str, slide: Slide, frame: Frame) -> float:
    """Return the font size of a title that has its own placeholder."""
    return _titled(slide, title, frame).title_size


def _titled(slide: Slide, title: str, frame: Frame, shrink: float = 0.0) -> Page:
    """Return a page with only a title."""
    look = frame.look(slide.kind, Role.TITLE)
    # A title with its own placeholder is as large as fits there.
    for each in (shrink,) if frame.flows else _SIZE_STEPS:
        size = round(look.least + (look.best - look.least) * each)
        count = len(lines(title, size, frame.title[0], bold=look.bold)) if title else 0
        page = Page(slide, title, size, count * size * frame.line * look.tight, ())
        if page.title_height <= frame.title[1]:
            break
    return page


def _several_pages(
    slide: Slide,
    title: str,
    texts: Sequence[SlideText],
    frame: Frame,
    around: tuple[Sequence[SlideText], Sequence[SlideText]],
) -> list[Page]:
    """Return the pages of a slide whose texts do not fit on one, at the minimum size."""
    first = _titled(slide, title, frame)
    if first.title_height > frame.title[1]:
        shown = _shortened(first.title, "", first.title_height, frame, slide)
        first = _titled(slide, f"{shown} …", frame)
        more = SlideText(Role.BODY, f"… {title[len(shown) :].lstrip()}")
        texts = [more, *texts]
    before, after = around
    said_by = [text for text in texts if text.role in _SAID_BY]
    last = max((at for at, text in enumerate(texts) if text.role in _SAID_BY), default=len(texts))
    own = [text for text in texts[:last] if text.role not in _SAID_BY]
    # The caution comes first, so that nobody misses it on a later page.
    own.sort(key=lambda text: text.role is not Role.CAUTION)
    # Words that are not the speaker's never come before the speaker's name.
    own_parts, rest = (_set(each, slide, frame, 0.0) for each in (own, texts[last + 1 :]))
    again = _again(first, title, frame)
    # The label for pages without the caution itself.
    mark = _set([SlideText(Role.CAUTION, "")] if slide.has_caution else [], slide, frame, 0.0)
    marked = sum(part.height + part.look.above for part in mark)
    rooms = (_room(first, frame), _room(again, frame) - marked)
    head = _set(before, slide, frame, 0.0)
    tail, foot = _set(said_by, slide, frame, 0.0), _set(after, slide, frame, 0.0)
    kept = sum(part.height + part.look.above for part in (*head, *tail, *foot))
    least = max(
        (2 * part.padding + max(2, part.opening) * part.line for part in (*own_parts, *rest)),
        default=0.0,
    )
    # These are repeated on each page, unless they leave too little room.
    if kept > min(rooms) * _AROUND_SHARE or min(rooms) - kept < least:
        own_parts, rest = (*head, *own_parts, *tail, *rest, *foot), ()
        own_parts = tuple(sorted(own_parts, key=lambda part: part.role is not Role.CAUTION))
        head, tail, foot, kept = (), (), (), 0.0

    def headed(parts: Sequence[Part]) -> tuple[Part, ...]:
        has_caution = any(part.role is Role.CAUTION for part in parts)
        return (*head, *parts) if has_caution else (*head, *mark, *parts)

    pages: list[tuple[Part, ...]] = [
        (*headed(parts), *tail)
        for parts in _filled(own_parts, slide, frame, (rooms[0] - kept, rooms[1] - kept))
    ]
    if rest:
        kept -= sum(part.height + part.look.above for part in tail)
        others = _filled(rest, slide, frame, (rooms[1] - kept, rooms[1] - kept))
        joined = (*pages[-1], *others[0])
        if stacked((*joined, *foot)) <= rooms[len(pages) > 1]:
            pages[-1] = joined
            others = others[1:]
        pages += map(headed, others)
    return [
        replace(again if number else first, parts=(*parts, *foot))
        for number, parts in enumerate(pages)
    ]


def _filled(
    parts: Sequence[Part], slide: Slide, frame: Frame, rooms: tuple[float, float]
) -> list[list[Part]]:
    """Distribute parts to pages; `rooms` are the heights of the first page and of the others."""
    pages: list[list[Part]] = [[]]
    for part in parts:
        rest = part
        while rest.lines:
            page = pages[-1]
            room = rooms[len(pages) > 1] - stacked(page) - (rest.look.above if page else 0)
            if rest.role is Role.SOURCE_TITLE and page:
                room -= _HEADING_KEEPS
            count = _fitting(rest, room)
            if page and count < min(max(2, rest.opening), len(rest.lines)):
                pages.append([])
                continue
            # A page with only our label would make no progress.
            count = max(count, rest.opening)
            if count == len(rest.lines) - 1 and count > max(2, rest.opening):
                count -= 1  # so that the last line isn't alone
            page.append(replace(rest, lines=rest.lines[:count]))
            rest = _rest_of(rest, count, slide, frame)
    return pages


def _fitting(part: Part, room: float) -> int:
    """Return the number of lines of a part that fit."""
    used = 2 * part.padding
    for count, line in enumerate(part.lines):
        used += line.gap + part.line
        if used > room:
            return count
    return len(part.lines)


def _rest_of(part: Part, count: int, slide: Slide, frame: Frame) -> Part:
    """Return a part without its first lines; a caution repeats its label."""
    rest = part.lines[count:]
    if part.role is Role.CAUTION and rest:
        text = "".join(
            ("\n" if line.opens and at else "") + line.text for at, line in enumerate(rest)
        )
        return _part(SlideText(part.role, text), slide, frame, 0.0, _CAUTION_AGAIN)
    return replace(part, lines=rest)


def _again(page: Page, title: str, frame: Frame) -> Page:
    """Return the template of the following pages; its title may be shortened."""
    if not title:
        return page
    look = frame.look(page.slide.kind, Role.TITLE)
    whole = _titled(page.slide, f"{title}{_LONGEST_CONTINUED}", frame)
    most = min(_LINES_AGAIN * look.least * frame.line * look.tight + 1, frame.title[1])
    shown = title
    if whole.title_height > most or not frame.flows:
        shown = _shortened(title, _LONGEST_CONTINUED, most, frame, page.slide)
        shown = title if shown == title.rstrip() else f"{shown} …"
        whole = _titled(page.slide, f"{shown}{_LONGEST_CONTINUED}", frame)
    return replace(whole, title=shown)


def _shortened(title: str, more: str, most: float, frame: Frame, slide: Slide) -> str:
    """Return the first words of a title that fit in a height together with `more`."""
    look = frame.look(slide.kind, Role.TITLE)
    count = max(1, int(min(most, frame.title[1]) / (look.least * frame.line * look.tight)))
    room = frame.title[0] * 0.9 * count - text_width(f" …{more}", look.least, bold=look.bold)
    shown = ""
    used = 0.0
    for word in _WORD.findall(title[:_LONG_TITLE]):
        used += text_width(word, look.least, bold=look.bold)
        if used > room:
            break
        shown += word
    return shown.rstrip() or title[:_FEW_LETTERS]


def _with_bars(page: Page, frame: Frame, types: Sequence[BarType]) -> list[Page]:
    """Add the chart to a page, on as many pages as its bars need, evenly distributed.

    Args:
        page: The page, without its chart.
        frame: The styles and the room.
        types: The ways to set the names of the bars; empty if there are no bars.
    """
    chart = page.slide.chart
    if chart is None or not types:
        return [page]
    room = _room(page, frame) - stacked(page.parts) - frame.above_chart
    chosen = best_type(types, len(slots(chart.bars)), room)
    parts = _distribute(chart.bars, int(room / chosen.pitch))
    fullest = max(len(slots(part)) for part in parts)
    charts = [chart] if len(parts) == 1 else [replace(chart, bars=part) for part in parts]
    return [replace(page, chart=each, bar_type=chosen, slots=fullest) for each in charts]


def _distribute(bars: Sequence[Bar], most: int) -> list[tuple[Bar, ...]]:
    """Distribute bars evenly to as few pages as possible, without splitting a pair.

    Args:
        bars: The bars, at least one.
        most: The number of slots on a page.
    """
    most = max(most, 2 if any(bar.is_joined for bar in bars) else 1)
    # A page that starts with a pair needs no empty slot before it.
    for count in range(ceil(len(slots(bars)) / (most + 1)), len(bars) + 1):
        ends = [round(at * len(bars) / count) for at in range(count + 1)]
        ends = [end - (0 < end < len(bars) and bars[end].is_joined) for end in ends]
        parts = [tuple(bars[start:end]) for start, end in pairwise(ends) if start < end]
        if all(len(slots(part)) <= most for part in parts):
            break
    return parts


def _numbered(pages: Sequence[Page], title: str, frame: Frame) -> list[Page]:
    """Number the pages; the titles after the first say “continued”."""
    again = _again(pages[0], title, frame)
    return [
        replace(
            page
            if not number
            else replace(
                _titled(again.slide, continued(again.title, number) if title else "", frame),
                parts=page.parts,
                chart=page.chart,
                bar_type=page.bar_type,
                slots=page.slots,
            ),
            number=number,
            count=len(pages),
        )
        for number, page in enumerate(pages)
    ]
