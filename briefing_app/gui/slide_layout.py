"""Where everything on a slide stands.

A slide is laid out once on a page of 1920 by 1080 virtual pixels and drawn from that at any size.
Text that does not fit is set smaller, down to what the back row can read, and then goes on on a
further page; none is ever cut off.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from typing import Final, NamedTuple, overload

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFontMetricsF, QTextLayout

from briefing_app.charts import BarChart
from briefing_app.colours import Theme
from briefing_app.export.direction import runs_leftwards
from briefing_app.gui.plain_text import in_few_lines
from briefing_app.gui.slide_chart import Bars, PlacedRow, lay_out_chart
from briefing_app.gui.slide_type import (
    covered,
    line_texts,
    page_font,
    paragraphs,
    set_paragraph,
    text_height,
    text_width,
)
from briefing_app.presentation import Place
from briefing_app.report import SlideKind
from briefing_app.slides import Role, Slide, SlideText

PAGE: Final = QSizeF(1920, 1080)
"""The size of every page, in virtual pixels."""
MARGIN: Final = 110
"""Nothing stands nearer to the left or right edge than this, in virtual pixels."""
CAUTION_MARK: Final = "Check before presenting"
"""What each page of a cautioned finding says on which its caution doesn't begin."""
CAUTION_LEAD: Final = f"{CAUTION_MARK}.\u200e "
"""With a mark that keeps its full stop at its end before a text that runs from right to left."""

_TOP: Final = 92
_BOTTOM: Final = 1080 - 56
_FOOT_SIZE: Final = 28
_FOOT_LEAST: Final = 26
_FOOT_LINES: Final = 3
_FOOT_LINES_OF_CHART: Final = 5  # what limits the figures stands with them
_FOOT_GAP: Final = 30  # above it
_NUMBER: Final = 300  # of its last line's width, kept for the slide's number
_NUMBER_HEIGHT: Final = 30  # of the number, from the foot up
_CHIP_SIZE: Final = 34
_CHIP_DOT: Final = 26
_CHIP_GAP: Final = 24  # between what stands beside each other in the head
_RISE: Final = 8  # of what stands in the head, at most
_PILL: Final = (18, 4)  # padding of the mark of a caution, across and down
_HEAD: Final = _CHIP_SIZE * 1.3 + 28  # how high the head is, with the gap below it
_LONGEST_HEAD: Final = 300  # characters, more than a line has room for
_RULE: Final = 11  # the width of the rule beside an excerpt
_EXCERPT_INDENT: Final = 46
_QUOTE_RULE: Final = 14
_QUOTE_INDENT: Final = 74
_BOX: Final = (34, 24)  # padding of a caution, across and down
_SHRINK: Final = (1.0, 0.8, 0.6, 0.4, 0.2, 0.0)  # from preferred to least size
_BETWEEN_PARAGRAPHS: Final = 0.4  # of their size
_BLANK_LINE: Final = 0.6  # of their size more, however many there are in a row
# Qt keeps the letters that it has drawn up to this size, in pixels of the screen. Larger ones are
# drawn anew each time, 50 µs each: many of them would make a key wait.
_KEPT: Final = 64
_MANY: Final = 150  # characters
_HALVINGS: Final = 6  # of the room, to find how little of it each page can do with
_HEADING_SHARE: Final = 0.42  # of the room, that a chart's heading takes at most
_HEADING_MOST: Final = 0.6  # the same, where it could else not stand above the bars
_TO_CHART: Final = 44
_ONE_LINE: Final = 1e6  # pixels that no line is wider than
_LONG: Final = 3000  # characters that fit on no page, whatever their size


class _Look(NamedTuple):
    """How a text is set.

    Args:
        size: Pixels, at best and at least.
        colour: A field of `Theme`.
        bold: Whether in bold.
        above: Pixels between it and what stands above.
        indent: Pixels from the left margin.
        tight: The distance of its lines, as a share of what its font asks for.
    """

    size: tuple[int, int]
    colour: str = "ink"
    bold: bool = False
    above: int = 30
    indent: int = 0
    tight: float = 1.0


_LOOKS: Final = {
    Role.TITLE: _Look((88, 64), bold=True, above=0, tight=0.95),
    Role.SUBTITLE: _Look((46, 44), "muted", above=22),
    Role.BODY: _Look((54, 44), above=36),
    Role.EXCERPT: _Look((50, 44), "muted", above=40, indent=_EXCERPT_INDENT),
    Role.CAUTION: _Look((46, 44), "caution", above=40),
    Role.QUOTE: _Look((76, 44), above=0, indent=_QUOTE_INDENT),
    Role.SPEAKER: _Look((46, 44), bold=True, above=44, indent=_QUOTE_INDENT),
    Role.SPEAKER_ROLE: _Look((44, 44), "muted", above=4, indent=_QUOTE_INDENT),
    Role.SOURCE_TITLE: _Look((44, 44), bold=True, above=44),
    Role.SOURCE_DETAIL: _Look((34, 28), "muted", above=10),
}
_KIND_LOOKS: Final = {  # where a kind of slide sets a text in another way
    (SlideKind.TITLE, Role.TITLE): _Look((116, 64), bold=True, above=0, tight=0.95),
    (SlideKind.TITLE, Role.SUBTITLE): _Look((52, 44), "muted", above=40),
    (SlideKind.TEXT, Role.BODY): _Look((72, 44), above=48),
    (SlideKind.CHART, Role.TITLE): _Look((72, 64), bold=True, above=0, tight=0.95),
    (SlideKind.QUOTE, Role.TITLE): _Look((64, 64), bold=True, above=0, tight=0.95),
    (SlideKind.QUOTE, Role.BODY): _Look((48, 44), above=44, indent=_QUOTE_INDENT),
    (SlideKind.SOURCES, Role.SOURCE_DETAIL): _Look((44, 28), "muted", above=10),
}
_EVEN: Final = {Role.TITLE, Role.QUOTE}  # what stands large; lines of plain text fill their width
_CENTRED: Final = {SlideKind.TITLE, SlideKind.QUOTE}


class PlacedLine(NamedTuple):
    """One line of text where it stands.

    Args:
        layout: Holds the line.
        number: Which of the layout's lines it is.
        origin: Where that line is drawn.
        rect: What it covers.
        size: Its height of type, in pixels.
        colour: ``#RRGGBB``.
        text: What it says; lines of one paragraph follow each other without a gap.
        ends: Whether it ends its paragraph.
        again: Whether it stood on a page before and is repeated here, or are a few words of ours.
        role: What its text is; None for the foot and for words of ours.
    """

    layout: QTextLayout
    number: int
    origin: QPointF
    rect: QRectF
    size: int
    colour: str
    text: str
    ends: bool
    again: bool = False
    role: Role | None = None


class Shape(NamedTuple):
    """A rule, a box or a dot: a rectangle with rounded corners, in ``#RRGGBB``."""

    rect: QRectF
    fill: str
    outline: str = ""
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a slide, laid out.

    Args:
        slide: The slide.
        number: Which page of it this is, from 0.
        count: How many pages it takes.
        shapes: What stands behind the text.
        lines: The text, in the order in which it is read.
        bars: The bars of a chart, with their names and figures, if this page has some.
        foot: The layout of the source at its foot, if one stands there.
        theme: The theme that it was laid out in.
    """

    slide: Slide
    number: int
    count: int
    shapes: tuple[Shape, ...]
    lines: tuple[PlacedLine, ...]
    bars: Bars | None
    foot: QTextLayout | None
    theme: Theme

    @property
    def steps(self) -> int:
        """In how many steps it is shown: bars that come one by one come after a step without."""
        if self.bars is None or not self.bars.rows or not self.slide.reveal:
            return 1
        return 1 + sum(row.opens for row in self.bars.rows)

    @property
    def text(self) -> str:
        """All that can be read on it, in reading order; paragraphs end with a line break."""
        return self.read(self.steps - 1)

    def read(self, step: int) -> str:
        """What can be read on it at a step, in reading order; paragraphs end with a line break."""
        shown = self.shown(step)
        rows = self.bars.rows if self.bars is not None else ()
        said = (f"{row.name} {row.told}".strip() if row in shown else row.name for row in rows)
        return "".join(
            (
                *(_as_read(line) for line in self.lines if line.layout is not self.foot),
                *(f"{words}\n" for words in said if words),
                *(_as_read(line) for line in self.lines if line.layout is self.foot),
            )
        )

    def shown(self, step: int) -> tuple[PlacedRow, ...]:
        """The rows of the chart whose bar, figure and note are shown at a step."""
        rows = self.bars.rows if self.bars is not None else ()
        if self.steps == 1:
            return rows
        # What a row goes on with comes with it.
        opened = accumulate(row.opens for row in rows)
        return tuple(row for row, count in zip(rows, opened, strict=True) if count <= step)


def _as_read(line: PlacedLine) -> str:
    return line.text + ("\n" if line.ends else "")


class SlidePages(Sequence[Sequence[int]]):
    """The slides of a show, laid out: an outline for `presentation.Presentation`.

    A slide is laid out when it is first asked for, since a briefing may have a thousand.

    Args:
        slides: What is shown, in order.
        theme: Its colours.
    """

    def __init__(self, slides: Sequence[Slide], theme: Theme) -> None:
        self._slides = tuple(slides)
        self._theme = theme
        self._laid_out: dict[int, tuple[Page, ...]] = {}

    @property
    def slides(self) -> tuple[Slide, ...]:
        """The slides, in order."""
        return self._slides

    def pages(self, slide: int) -> tuple[Page, ...]:
        """The pages of a slide, at least one.

        Args:
            slide: Its index.
        """
        pages = self._laid_out.get(slide)
        if pages is None:
            pages = self._laid_out[slide] = lay_out(self._slides[slide], self._theme)
        return pages

    def page(self, place: Place) -> Page:
        """The page at a place of the show."""
        return self.pages(place.slide)[place.page]

    def __len__(self) -> int:
        return len(self._slides)

    @overload
    def __getitem__(self, index: int) -> Sequence[int]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[int]]: ...
    def __getitem__(self, index: int | slice) -> Sequence[int] | Sequence[Sequence[int]]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        return tuple(page.steps for page in self.pages(range(len(self))[index]))


# ---- lines --------------------------------------------------------------------------------------


class _Line(NamedTuple):
    """A line that has no place yet.

    Args:
        layout: Holds it.
        number: Which of the layout's lines.
        text: What it says.
        block: Which of the slide's texts it is part of.
        above: Pixels above it, unless it comes first on a page.
        height: Pixels that it takes.
        size: Its height of type, in pixels.
        colour: ``#RRGGBB``.
        left: Pixels from the left margin.
        ends: Whether it ends its paragraph.
        role: What its text is.
        stays: Whether no page may end after it.
    """

    layout: QTextLayout
    number: int
    text: str
    block: int
    above: float
    height: float
    size: int
    colour: str
    left: float
    ends: bool
    role: Role
    stays: bool = False


def _look(kind: SlideKind, role: Role) -> _Look:
    return _KIND_LOOKS.get((kind, role), _LOOKS[role])


def _set_text(
    text: SlideText, block: int, look: _Look, shrink: float, theme: Theme, *, mirrored: bool
) -> list[_Line]:
    """One text of a slide in lines.

    Args:
        text: The text.
        block: Which of the slide's texts it is.
        look: How it is set.
        shrink: The share of the way from its least to its best size.
        theme: Its colours.
        mirrored: Whether it is indented at the right, where it begins.
    """
    best, least = look.size
    if len(text.text) > _MANY and text.role is not Role.TITLE:
        best = min(best, _KEPT)
    size = round(least + (best - least) * shrink)
    width = PAGE.width() - 2 * MARGIN - look.indent
    left: float = 0 if mirrored else look.indent
    lead = ""
    if text.role is Role.CAUTION:
        width -= 2 * _BOX[0]
        left += _BOX[0]
        lead = CAUTION_LEAD
    font = page_font(size, bold=look.bold)
    lines: list[_Line] = []
    gap: float = look.above
    for at, paragraph in enumerate(paragraphs(lead + text.text)):
        layout = set_paragraph(
            paragraph,
            font,
            width,
            bold_until=0 if at else len(lead),
            align_right=mirrored,
            even=text.role in _EVEN,
        )
        texts = line_texts(paragraph, layout)
        blank = not paragraph.strip()
        for number, said in enumerate(texts):
            # A blank line is a gap above the next one, so that none fills a page.
            height = 0.0 if blank else layout.lineAt(number).height() * look.tight
            lines.append(
                _Line(
                    layout,
                    number,
                    said,
                    block,
                    0.0 if number or blank else gap,
                    height,
                    size,
                    getattr(theme, look.colour),
                    left,
                    number == len(texts) - 1,
                    text.role,
                )
            )
        gap = max(gap, round(size * _BLANK_LINE)) if blank else round(size * _BETWEEN_PARAGRAPHS)
    return lines


def _set_texts(
    slide: Slide, texts: Iterable[SlideText], shrink: float, theme: Theme
) -> list[_Line]:
    lines: list[_Line] = []
    for block, text in enumerate(texts):
        look = _look(slide.kind, text.role)
        mirrored = bool(look.indent) and _is_mirrored(slide, text)
        lines += _set_text(text, block, look, shrink, theme, mirrored=mirrored)
    return lines


def _is_mirrored(slide: Slide, text: SlideText) -> bool:
    """Whether the rule beside a text stands at the right; who said a quote stands as the quote."""
    if slide.kind is SlideKind.QUOTE:
        return any(runs_leftwards(each.text) for each in slide.texts if each.role is Role.QUOTE)
    return runs_leftwards(text.text)


def _height(lines: Sequence[_Line]) -> float:
    """How high lines are, one after the other from the top of a page."""
    height = 0.0
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        opens = line.role is Role.CAUTION and (before is None or before.block != line.block)
        after = lines[at + 1] if at + 1 < len(lines) else None
        closes = line.role is Role.CAUTION and (after is None or after.block != line.block)
        height += (line.above if at else 0.0) + line.height + _BOX[1] * (opens + closes)
    return height


def _held_together(lines: Sequence[_Line], room: float) -> list[_Line]:
    """The lines with those marked that no page may end after.

    No line of a text stands alone at the end or the start of a page, a heading is not parted from
    what follows, nor a speaker from what was said. What fits on a page stands whole if it is a
    caution or one of several texts alike.
    """
    blocks: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        blocks.setdefault(line.block, []).append(at)
    alike = Counter(lines[block[0]].role for block in blocks.values())
    stays = [False] * len(lines)
    heading: list[int] = []
    for block in blocks.values():
        role = lines[block[0]].role
        said = [at for at in block if lines[at].height] or block
        if len(said) >= 4:
            kept = [*range(said[0], said[1]), *range(said[-2], said[-1])]
        else:
            kept = list(range(said[0], said[-1]))
        for at in kept:
            stays[at] = True
        whole = role is Role.CAUTION or alike[role] > 1
        if whole and _height([lines[at] for at in (*heading, *block)]) <= room:
            for at in block[:-1]:
                stays[at] = True
        heading = block if role in {Role.TITLE, Role.SOURCE_TITLE} else []
        if heading and block[-1] + 1 < len(lines):
            stays[block[-1]] = True
        if role in {Role.SPEAKER, Role.SPEAKER_ROLE} and block[0]:
            stays[block[0] - 1] = True
    return [line._replace(stays=stay) for line, stay in zip(lines, stays, strict=True)]


def _broken_into_pages(lines: Sequence[_Line], room: float) -> Iterator[Sequence[_Line]]:
    """As many lines on each page as its room holds, in pixels."""
    start = 0
    while start < len(lines):
        end = start + 1
        used = _height(lines[start:end])
        while end < len(lines):
            line = lines[end]
            inside = line.role is Role.CAUTION and line.block == lines[end - 1].block
            box = 0 if line.role is not Role.CAUTION or inside else 2 * _BOX[1]
            used += line.above + line.height + box
            if used > room:
                break
            end += 1
        if end < len(lines):
            last = end
            while last > start and lines[last - 1].stays:
                last -= 1
            end = last if last > start else end
        yield lines[start:end]
        start = end


# ---- pages --------------------------------------------------------------------------------------


class _Foot(NamedTuple):
    """The source at the foot of each page, as far as it fits there; `rest` is what doesn't."""

    layout: QTextLayout | None = None
    lines: Sequence[str] = ()
    top: float = _BOTTOM - 1.3 * _FOOT_SIZE
    rest: tuple[SlideText, ...] = ()
    size: int = _FOOT_SIZE


def _set_foot(slide: Slide) -> _Foot:
    """The whole source, or else that of a chart alone, without what limits its figures."""
    if not slide.source:
        return _Foot()
    most = _FOOT_LINES if slide.chart is None else _FOOT_LINES_OF_CHART
    foot = _foot_of(slide.source, most)
    if foot is not None:
        return foot
    short = slide.chart.source if slide.chart is not None else ""
    limits = slide.source.removesuffix(short).rstrip()
    foot = _foot_of(short, _FOOT_LINES) if short and slide.source.endswith(short) else None
    if foot is not None and limits:
        return foot._replace(rest=(SlideText(Role.SOURCE_DETAIL, limits),))
    return _Foot(rest=(SlideText(Role.SOURCE_DETAIL, slide.source),))


def _foot_of(source: str, most: int) -> _Foot | None:
    """A source at the foot, if it takes no more lines than it may."""
    width = PAGE.width() - 2 * MARGIN
    layouts = [(size, _foot_layout(source, size, width)) for size in (_FOOT_SIZE, _FOOT_LEAST)]
    # Smaller only where that makes it a line shorter.
    size, layout = min(layouts, key=lambda each: each[1].lineCount())
    if layout.lineCount() > most:
        return None
    top = _BOTTOM - text_height(layout)
    return _Foot(layout, line_texts(source, layout), top, size=size)


def _foot_layout(source: str, size: float, width: float) -> QTextLayout:
    """A source in lines that leave room for the slide's number beside the last one."""
    layout = set_paragraph(source, page_font(size), width, last=width - _NUMBER)
    lowest = layout.lineCount() - 1
    # The letters of some scripts stand in lower lines than ours: the one above is beside it, too.
    if lowest > 0 and text_height(layout) - layout.lineAt(lowest).y() < _NUMBER_HEIGHT:
        layout = set_paragraph(source, page_font(size), width - _NUMBER)
    return layout


class _Placer:
    """Puts lines and shapes in their places on one page."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.shapes: list[Shape] = []
        self.lines: list[PlacedLine] = []

    def line(self, line: _Line, top: float, *, again: bool = False) -> None:
        """Put one line so that its upper edge is at `top`."""
        within = line.layout.lineAt(line.number)
        origin = QPointF(MARGIN + line.left, top - within.y())
        rect = covered(within).translated(origin)
        if not line.height:
            rect.setHeight(0)
        self.lines.append(
            PlacedLine(
                line.layout,
                line.number,
                origin,
                rect,
                line.size,
                line.colour,
                line.text,
                line.ends,
                again,
                line.role,
            )
        )

    def words(self, text: str, size: int, colour: str, at: QPointF, *, bold: bool) -> QRectF:
        """Put a few words in one line, which there is room for."""
        font = page_font(size, bold=bold)
        # As wide as they are, so that they start there in whichever direction they run.
        width = ceil(text_width(set_paragraph(text, font, _ONE_LINE))) + 1
        layout = set_paragraph(text, font, width)
        line = layout.lineAt(0)
        # On one line with what stands beside it, also in a script whose letters are higher.
        higher = line.ascent() - QFontMetricsF(font).ascent()
        at -= QPointF(0, max(0.0, min(higher, _RISE)))
        rect = covered(line).translated(at)
        self.lines.append(
            PlacedLine(layout, 0, at, rect, size, colour, text, ends=True, again=True)
        )
        return rect

    def mirror(self) -> None:
        """Move all that was put so far to the other side of the page."""
        for at, line in enumerate(self.lines):
            by = PAGE.width() - line.rect.right() - line.rect.left()
            self.lines[at] = line._replace(
                origin=line.origin + QPointF(by, 0), rect=line.rect.translated(by, 0)
            )
        for at, shape in enumerate(self.shapes):
            rect = QRectF(shape.rect)
            rect.moveLeft(PAGE.width() - shape.rect.right())
            self.shapes[at] = shape._replace(rect=rect)

    def stack(self, lines: Sequence[_Line], top: float, *, again: bool = False) -> float:
        """Put lines below each other, with the boxes and rules that belong to them.

        Returns:
            Where the last one ends.
        """
        theme = self._theme
        spans: dict[int, tuple[float, float]] = {}
        boxed = {line.block for line in lines if line.role is Role.CAUTION}
        y = top
        for at, line in enumerate(lines):
            y += line.above if at else 0.0
            if line.block in boxed and line.block not in spans:
                y += _BOX[1]
            start = spans.get(line.block, (y, y))[0]
            self.line(line, y, again=again)
            y += line.height
            spans[line.block] = (start, y)
            last = at + 1 == len(lines) or lines[at + 1].block != line.block
            if line.block in boxed and last:
                y += _BOX[1]
        for block, (start, end) in spans.items():
            role = next(line.role for line in lines if line.block == block)
            if role is Role.CAUTION:
                rect = QRectF(MARGIN, start - _BOX[1], PAGE.width() - 2 * MARGIN, 0)
                rect.setBottom(end + _BOX[1])
                outline = theme.caution if theme.outlined else ""
                self.shapes.append(Shape(rect, theme.caution_soft, outline, 10))
            elif role is Role.EXCERPT and end > start:
                mirrored = all(line.left == 0 for line in lines if line.block == block)
                left = PAGE.width() - MARGIN - _RULE if mirrored else MARGIN
                rule = QRectF(left, start + 6, _RULE, end - start - 6)
                self.shapes.append(Shape(rule, theme.quiet_bar))
        return y


def lay_out(slide: Slide, theme: Theme) -> tuple[Page, ...]:
    """Lay a slide out on as many pages as it takes, at least one.

    Args:
        slide: The slide.
        theme: Its colours.
    """
    foot = _set_foot(slide)
    texts = (*slide.texts, *foot.rest)
    head = _HEAD if slide.finding_kind is not None else 0.0
    room = foot.top - _FOOT_GAP - _TOP - head
    if slide.chart is not None:
        return _chart_pages(slide, slide.chart, theme, foot)
    lines, fits = _fitted(slide, texts, theme, room)
    if fits:
        return (_page(slide, 0, 1, lines=lines, foot=foot, theme=theme),)
    broken = _fewest_pages(slide, texts, lines, theme, foot.top - _FOOT_GAP - _TOP - _HEAD)
    return tuple(
        _page(slide, number, len(broken), lines=part, foot=foot, theme=theme)
        for number, part in enumerate(broken)
    )


def _fitted(
    slide: Slide, texts: Sequence[SlideText], theme: Theme, room: float
) -> tuple[list[_Line], bool]:
    """The lines as large as they fit, or at their least size where they don't; and whether."""
    shares = _SHRINK if sum(len(text.text) for text in texts) < _LONG else _SHRINK[-1:]
    lines: list[_Line] = []
    for share in shares:
        lines = _set_texts(slide, texts, share, theme)
        if _height(lines) <= room:
            return lines, True
    return lines, False


def _fewest_pages(
    slide: Slide, texts: Sequence[SlideText], least: list[_Line], theme: Theme, room: float
) -> list[Sequence[_Line]]:
    """The lines in pages: as few as there are at the least size, as large as they fit there.

    Args:
        slide: The slide.
        texts: What is set.
        least: The same in lines of the least size.
        theme: The colours.
        room: Pixels that each page has.
    """
    lines = _held_together(least, room)
    count = len(list(_broken_into_pages(lines, room)))
    if sum(len(text.text) for text in texts) < _LONG:
        for share in _SHRINK[:-1]:
            larger = _held_together(_set_texts(slide, texts, share, theme), room)
            if len(list(_broken_into_pages(larger, room))) == count:
                lines = larger
                break
    return _evenly_filled(lines, room)


def _in_pages(
    slide: Slide, texts: Sequence[SlideText], theme: Theme, room: float
) -> list[Sequence[_Line]]:
    """The lines in as few pages as they take."""
    lines, fits = _fitted(slide, texts, theme, room)
    return [lines] if fits else _fewest_pages(slide, texts, lines, theme, room)


def _evenly_filled(lines: Sequence[_Line], room: float) -> list[Sequence[_Line]]:
    """The lines on as few pages as they take, the last one about as full as the others."""
    best = list(_broken_into_pages(lines, room))
    low, high = room / 2, room
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        tried = list(_broken_into_pages(lines, middle))
        if len(tried) == len(best) and _parted(tried) <= _parted(best):
            best, high = tried, middle
        else:
            low = middle
    return best


def _parted(pages: Sequence[Sequence[_Line]]) -> int:
    """How many pages end where none should."""
    return sum(page[-1].stays for page in pages[:-1])


def _page(
    slide: Slide, number: int, count: int, *, lines: Sequence[_Line], foot: _Foot, theme: Theme
) -> Page:
    placer = _Placer(theme)
    marked = slide.cautioned and not any(map(_opens_caution, lines))
    top = _put_head(placer, slide, number, theme, marked=marked)
    if count == 1 and slide.kind in _CENTRED:
        # A little above the middle, where the eye looks for it.
        spare = foot.top - _FOOT_GAP - top - _height(lines)
        top += max(0.0, spare * 0.46)
    placer.stack(lines, top)
    if slide.kind is SlideKind.QUOTE:
        said = [at for at, line in enumerate(lines) if _look(slide.kind, line.role).indent]
        if said:
            start, end = (placer.lines[at - len(lines)].rect for at in (said[0], said[-1]))
            mirrored = lines[said[0]].left == 0
            left = PAGE.width() - MARGIN - _QUOTE_RULE if mirrored else MARGIN
            rule = QRectF(left, start.top() - 4, _QUOTE_RULE, end.bottom() - start.top() + 8)
            placer.shapes.append(Shape(rule, theme.accent))
    if slide.kind is SlideKind.TITLE and number == 0:
        first = placer.lines[-len(lines)].rect.top() if lines else top
        left = PAGE.width() - MARGIN - 150 if runs_leftwards(slide.title) else MARGIN
        placer.shapes.append(Shape(QRectF(left, first - 44, 150, 12), theme.accent))
    _put_foot(placer, foot, theme, again=number > 0)
    return Page(
        slide, number, count, tuple(placer.shapes), tuple(placer.lines), None, foot.layout, theme
    )


def _opens_caution(line: _Line) -> bool:
    """Whether a line says of a caution that it is one."""
    return line.role is Role.CAUTION and line.text.startswith(CAUTION_MARK)


def _put_head(
    placer: _Placer, slide: Slide, number: int, theme: Theme, *, marked: bool = False
) -> float:
    """What stands above the text; returns its end.

    Args:
        placer: Puts it there.
        slide: The slide: the kind of a finding is told.
        number: Which of its pages this is, from 0: the others say what goes on there.
        theme: Its colours.
        marked: Whether a caution is told of whose box doesn't stand here.
    """
    kind = slide.finding_kind
    if kind is None and not number and not marked:
        return _TOP
    left: float = MARGIN
    if kind is not None:
        colour, _ = theme.kind_colours(kind)
        text_left = QPointF(MARGIN + _CHIP_DOT + 18, _TOP)
        rect = placer.words(kind.label, _CHIP_SIZE, colour, text_left, bold=True)
        dot = QRectF(MARGIN, rect.center().y() - _CHIP_DOT / 2, _CHIP_DOT, _CHIP_DOT)
        placer.shapes.append(Shape(dot, colour, radius=_CHIP_DOT / 2))
        left = rect.right() + _CHIP_GAP
    if marked:
        across, down = _PILL
        at = QPointF(left + across, _TOP)
        rect = placer.words(CAUTION_MARK, _CHIP_SIZE, theme.caution, at, bold=True)
        pill = rect.adjusted(-across, -down, across, down)
        outline = theme.caution if theme.outlined else ""
        placer.shapes.append(Shape(pill, theme.caution_soft, outline, 10))
        left = pill.right() + _CHIP_GAP
    if number:
        words = _what_continues(slide, PAGE.width() - MARGIN - left)
        placer.words(words, _CHIP_SIZE, theme.muted, QPointF(left, _TOP), bold=False)
    # As the title: what a slide of a finding goes by.
    if kind is not None and runs_leftwards(slide.title):
        placer.mirror()
    return _TOP + _HEAD


def _what_continues(slide: Slide, width: float) -> str:
    """That a slide goes on, in one line: a finding or a chart with its title, as far as it fits.

    Args:
        slide: The slide.
        width: Pixels that there are for it.
    """
    font = page_font(_CHIP_SIZE)

    def measured(text: str) -> float:
        return text_width(set_paragraph(text, font, _ONE_LINE))

    end = ", continued"
    told = [slide.name]
    if slide.kind is SlideKind.FINDING:
        told.insert(0, slide.title)
    elif slide.chart is not None:
        told.insert(0, slide.title)
        period = slide.chart.period
        end += f": {period}" if period and measured(f"{end}: {period}") < width / 2 else ""
    left = width - ceil(measured(end)) - 1
    for each in told:
        words = " ".join(each[:_LONGEST_HEAD].split()).rstrip(".,;:")
        words += "…" if len(each) > _LONGEST_HEAD else ""
        shown = in_few_lines(words, font, left, 1).text()
        if shown.endswith(" …"):
            shown = shown.rstrip("… ") + "…"
        if shown.strip("…") and measured(shown + end) <= width:
            return shown + end
    return end.removeprefix(", ").capitalize()


def _put_foot(placer: _Placer, foot: _Foot, theme: Theme, *, again: bool) -> None:
    if foot.layout is None:
        return
    count = foot.layout.lineCount()
    for number in range(count):
        line = foot.layout.lineAt(number)
        origin = QPointF(MARGIN, foot.top)
        placer.lines.append(
            PlacedLine(
                foot.layout,
                number,
                origin,
                covered(line).translated(origin),
                foot.size,
                theme.muted,
                foot.lines[number],
                number == count - 1,
                again,
            )
        )


def _chart_pages(slide: Slide, chart: BarChart, theme: Theme, foot: _Foot) -> tuple[Page, ...]:
    """The pages of a chart, its heading on each of those with bars."""
    top = _TOP + _HEAD
    room = foot.top - _FOOT_GAP - top
    headed = _headed_chart(slide, chart, theme, foot)
    pages: list[_ChartPage] = []
    if headed is None:  # a heading that leaves no room for bars stands on pages before them
        heading = _in_pages(slide, (*slide.texts, *foot.rest), theme, room)
        pages += (_ChartPage(part) for part in heading)
        bars = _bars(slide, chart, theme, _area(top, foot))
        pages += (_ChartPage((), each) for each in bars)
    else:
        pages += headed
        if foot.rest and all(line.role is not Role.SOURCE_DETAIL for line in headed[0].lines):
            rest = [text._replace(role=Role.BODY) for text in foot.rest]
            pages += (_ChartPage(part) for part in _in_pages(slide, rest, theme, room))
    made = []
    for number, (lines, bars_here) in enumerate(pages):
        placer = _Placer(theme)
        if lines and bars_here is not None:
            placer.stack(lines, _TOP, again=number > 0)
        else:
            placer.stack(lines, _put_head(placer, slide, number, theme))
        _put_foot(placer, foot, theme, again=number > 0)
        shapes, placed = tuple(placer.shapes), tuple(placer.lines)
        made.append(Page(slide, number, len(pages), shapes, placed, bars_here, foot.layout, theme))
    return tuple(made)


class _ChartPage(NamedTuple):
    """The lines on a page of a chart, which are its heading where it has bars."""

    lines: Sequence[_Line]
    bars: Bars | None = None


def _headed_chart(
    slide: Slide, chart: BarChart, theme: Theme, foot: _Foot
) -> list[_ChartPage] | None:
    """The bars, each page of them below all of the heading; None where that is too high.

    What didn't fit at the foot stands in the heading, too, unless it would take too much of it.
    """
    room = foot.top - _FOOT_GAP - _TOP
    whole = (*slide.texts, *foot.rest)
    for texts, share, most in (
        (whole, _HEADING_SHARE, None),
        (whole, _HEADING_MOST, 1),
        (slide.texts, _HEADING_SHARE, None),
        (slide.texts, _HEADING_MOST, None),
    ):
        heading, fits = _fitted(slide, texts, theme, room * share)
        if fits:
            area = _area(_TOP + _height(heading) + _TO_CHART, foot)
            charts = _bars(slide, chart, theme, area)
            if most is None or len(charts) <= most:
                return [_ChartPage(heading, bars) for bars in charts]
    return None


def _bars(slide: Slide, chart: BarChart, theme: Theme, area: QRectF) -> list[Bars]:
    return lay_out_chart(chart.bars, theme, area, mirrored=runs_leftwards(slide.title))


def _area(top: float, foot: _Foot) -> QRectF:
    """Where bars go on a page, in virtual pixels."""
    return QRectF(MARGIN, top, PAGE.width() - 2 * MARGIN, foot.top - _FOOT_GAP - top)
