"""The layout of a slide: positions on pages of 1920 by 1080 virtual pixels.

A page is laid out once and drawn at any size. Text that does not fit is made smaller, down to what
the back row can read, and then continues on the next page; nothing is cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from typing import Final, NamedTuple, overload

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFontMetricsF, QTextLayout

from briefing_app.gui.slides.chart_layout import Bars, PlacedRow, lay_out_chart
from briefing_app.gui.slides.paragraph_layout import (
    covered,
    line_texts,
    page_font,
    set_paragraph,
    text_height,
    text_width,
)
from briefing_app.gui.slides.text_pages import (
    BOX,
    WIDTH,
    Line,
    fewest_pages,
    fitted,
    in_pages,
    look_of,
    opens_caution,
    total_height,
)
from briefing_app.gui.widgets.text_layout import elide_text
from briefing_app.model.charts import BarChart
from briefing_app.model.palette import Theme
from briefing_app.model.report import Reveal, SlideKind
from briefing_app.model.slides import Role, Slide, SlideText
from briefing_app.model.slideshow_state import SlidePosition
from briefing_app.model.text import single_line
from briefing_app.model.text_direction import is_right_to_left
from briefing_app.model.wording import CAUTION_LABEL

MARGIN: Final = 110
"""The margin at the left and right edge, in virtual pixels."""
PAGE: Final = QSizeF(MARGIN + WIDTH + MARGIN, 1080)
"""The size of every page, in virtual pixels."""

_TOP: Final = 92
_BOTTOM: Final = 1080 - 56
_FOOT_SIZE: Final = 28
_FOOT_LEAST: Final = 26
_FOOT_LINES: Final = 3
_FOOT_LINES_OF_CHART: Final = 5  # it includes the caveat
_FOOT_GAP: Final = 30  # above it
_NUMBER: Final = 300  # width at the end of the last line, reserved for the slide number
_NUMBER_HEIGHT: Final = 30  # of the slide number
_CHIP_SIZE: Final = 34
_CHIP_DOT: Final = 26
_CHIP_GAP: Final = 24  # between the parts of the header
_MAX_RISE: Final = 8  # of a part of the header
_BADGE_PADDING: Final = (18, 4)  # of the caution's badge, horizontal and vertical
_HEAD: Final = _CHIP_SIZE * 1.3 + 28  # the height of the header with the gap below it
_MAX_ATTEMPTS: Final = 3  # to shorten a title in the header
_MAX_HEADER_LENGTH: Final = 300  # characters, more than fit a line
_RULE: Final = 11  # the width of the rule next to an excerpt
_QUOTE_RULE: Final = 14
_HEADING_SHARE: Final = 0.42  # of the height, for the heading of a chart at most
_HEADING_MOST: Final = 0.6  # the same, if it would not fit above the bars otherwise
_TO_CHART: Final = 44
_ONE_LINE: Final = 1e6  # pixels, wider than any line
_CENTRED: Final = {SlideKind.TITLE, SlideKind.QUOTE}


class PlacedLine(NamedTuple):
    """One line of text with its position.

    Args:
        layout: The layout that contains the line.
        number: Its index in the layout.
        origin: Where the layout is drawn.
        rect: The rectangle that the line covers.
        size: Its font size in pixels.
        colour: ``#RRGGBB``.
        text: Its text; the lines of a paragraph are joined without a space.
        ends: Whether it ends its paragraph.
        again: Whether it repeats a line of an earlier page, or is a label of ours.
        role: The role of its text; None for the foot and for labels of ours.
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
        number: The index of the page.
        count: The number of pages of the slide.
        shapes: The shapes behind the text.
        lines: The text in reading order.
        bars: The bars of a chart with their names and figures, if this page has any.
        foot: The layout of the source at the foot, if there is one.
        theme: The theme used.
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
        """The number of steps on this page, see `step_count`."""
        if self.slide.has_answer:
            return 1 + ({Role.QUESTION, Role.ANSWER} <= {line.role for line in self.lines})
        if self.bars is None or not self.bars.rows or self.slide.reveal is Reveal.NONE:
            return 1
        if self.slide.reveal is Reveal.GUESS:
            return 2
        return 1 + sum(row.opens for row in self.bars.rows)

    @property
    def text(self) -> str:
        """The complete text, in reading order; paragraphs end with a line break."""
        return self.read(self.steps - 1)

    def lines_at(self, step: int) -> tuple[PlacedLine, ...]:
        """Return the lines that are shown at a step."""
        is_last = step >= self.steps - 1
        return tuple(
            line
            for line in self.lines
            if line.role is None or self.slide.shows(line.role, is_last_step=is_last)
        )

    def read(self, step: int) -> str:
        """Return the text at a step, in reading order; paragraphs end with a line break."""
        shown, lines = self.shown(step), self.lines_at(step)
        rows = self.bars.rows if self.bars is not None else ()
        said = (
            f"{row.name} {row.figure_text}".strip() if row in shown else row.name for row in rows
        )
        return "".join(
            (
                *(_as_read(line) for line in lines if line.layout is not self.foot),
                *(f"{words}\n" for words in said if words),
                *(_as_read(line) for line in lines if line.layout is self.foot),
            )
        )

    def shown(self, step: int) -> tuple[PlacedRow, ...]:
        """Return the rows of the chart whose bar, figure and note are shown at a step."""
        rows = self.bars.rows if self.bars is not None else ()
        if step >= self.steps - 1:
            return rows
        if self.slide.reveal is Reveal.GUESS:
            return ()
        # A continued row is shown together with the row that it continues.
        opened = accumulate(row.opens for row in rows)
        return tuple(row for row, count in zip(rows, opened, strict=True) if count <= step)


def _as_read(line: PlacedLine) -> str:
    return line.text + ("\n" if line.ends else "")


class SlidePages(Sequence[Sequence[int]]):
    """The pages of a slideshow, as the outline of a `SlideshowState`.

    A slide is laid out when it is first needed, because a briefing may have a thousand.

    Args:
        slides: The slides, in order.
        theme: The colours.
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
        """Return the pages of a slide, by its index; at least one."""
        pages = self._laid_out.get(slide)
        if pages is None:
            pages = self._laid_out[slide] = lay_out(self._slides[slide], self._theme)
        return pages

    def page(self, position: SlidePosition) -> Page:
        """Return the page at a position."""
        return self.pages(position.slide)[position.page]

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


class _Foot(NamedTuple):
    """The source at the foot of each page; `rest` are texts that do not fit there."""

    layout: QTextLayout | None = None
    lines: Sequence[str] = ()
    top: float = _BOTTOM - 1.3 * _FOOT_SIZE
    rest: tuple[SlideText, ...] = ()
    size: int = _FOOT_SIZE


def _set_foot(slide: Slide) -> _Foot:
    """Return the complete source line; if it does not fit, a chart's source without the caveat."""
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
    """Return a source for the foot, or None if it takes too many lines."""
    width = WIDTH
    layouts = [(size, _foot_layout(source, size, width)) for size in (_FOOT_SIZE, _FOOT_LEAST)]
    # Smaller only if that saves a line.
    size, layout = min(layouts, key=lambda each: each[1].lineCount())
    if layout.lineCount() > most:
        return None
    top = _BOTTOM - text_height(layout)
    return _Foot(layout, line_texts(source, layout), top, size=size)


def _foot_layout(source: str, size: float, width: float) -> QTextLayout:
    """Lay out a source so that the slide number fits next to the last line."""
    layout = set_paragraph(source, page_font(size), width, last=width - _NUMBER)
    lowest = layout.lineCount() - 1
    # Lines of some scripts are so low that the number is next to the line above, too.
    if lowest > 0 and text_height(layout) - layout.lineAt(lowest).y() < _NUMBER_HEIGHT:
        layout = set_paragraph(source, page_font(size), width - _NUMBER)
    return layout


class _Placer:
    """Positions lines and shapes on one page."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.shapes: list[Shape] = []
        self.lines: list[PlacedLine] = []

    def line(self, line: Line, top: float, *, again: bool = False) -> None:
        """Add a line with its upper edge at `top`."""
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
        """Add a short text on one line."""
        font = page_font(size, bold=bold)
        # Exactly as wide as the text, so that it starts there in either direction.
        width = ceil(text_width(set_paragraph(text, font, _ONE_LINE))) + 1
        layout = set_paragraph(text, font, width)
        line = layout.lineAt(0)
        # Keep the baseline of the neighbouring texts, even in a script with taller letters.
        higher = line.ascent() - QFontMetricsF(font).ascent()
        at -= QPointF(0, max(0.0, min(higher, _MAX_RISE)))
        rect = covered(line).translated(at)
        self.lines.append(
            PlacedLine(layout, 0, at, rect, size, colour, text, ends=True, again=True)
        )
        return rect

    def mirror(self) -> None:
        """Mirror everything added so far."""
        for at, line in enumerate(self.lines):
            by = PAGE.width() - line.rect.right() - line.rect.left()
            self.lines[at] = line._replace(
                origin=line.origin + QPointF(by, 0), rect=line.rect.translated(by, 0)
            )
        for at, shape in enumerate(self.shapes):
            rect = QRectF(shape.rect)
            rect.moveLeft(PAGE.width() - shape.rect.right())
            self.shapes[at] = shape._replace(rect=rect)

    def stack(self, lines: Sequence[Line], top: float, *, again: bool = False) -> float:
        """Add lines below each other, with their boxes and rules.

        Returns:
            The lower edge of the last one.
        """
        theme = self._theme
        spans: dict[int, tuple[float, float]] = {}
        boxed = {line.block for line in lines if line.role is Role.CAUTION}
        y = top
        for at, line in enumerate(lines):
            y += line.above if at else 0.0
            if line.block in boxed and line.block not in spans:
                y += BOX[1]
            start = spans.get(line.block, (y, y))[0]
            self.line(line, y, again=again)
            y += line.height
            spans[line.block] = (start, y)
            last = at + 1 == len(lines) or lines[at + 1].block != line.block
            if line.block in boxed and last:
                y += BOX[1]
        for block, (start, end) in spans.items():
            role = next(line.role for line in lines if line.block == block)
            if role is Role.CAUTION:
                rect = QRectF(MARGIN, start - BOX[1], WIDTH, 0)
                rect.setBottom(end + BOX[1])
                outline = theme.caution if theme.outlined else ""
                self.shapes.append(Shape(rect, theme.caution_soft, outline, 10))
            elif role is Role.EXCERPT and end > start:
                mirrored = all(line.left == 0 for line in lines if line.block == block)
                left = PAGE.width() - MARGIN - _RULE if mirrored else MARGIN
                rule = QRectF(left, start + 6, _RULE, end - start - 6)
                self.shapes.append(Shape(rule, theme.quiet_bar))
        return y


def lay_out(slide: Slide, theme: Theme) -> tuple[Page, ...]:
    """Lay out a slide on as many pages as it needs, at least one.

    Args:
        slide: The slide.
        theme: The colours.
    """
    foot = _set_foot(slide)
    texts = (*slide.texts, *foot.rest)
    head = _HEAD if slide.finding_kind is not None else 0.0
    room = foot.top - _FOOT_GAP - _TOP - head
    if slide.chart is not None:
        return _chart_pages(slide, slide.chart, theme, foot)
    lines, fits = fitted(slide, texts, theme, room)
    if fits:
        return (_page(slide, 0, 1, lines=lines, foot=foot, theme=theme),)
    broken = fewest_pages(slide, texts, lines, theme, foot.top - _FOOT_GAP - _TOP - _HEAD)
    return tuple(
        _page(slide, number, len(broken), lines=part, foot=foot, theme=theme)
        for number, part in enumerate(broken)
    )


def _page(
    slide: Slide, number: int, count: int, *, lines: Sequence[Line], foot: _Foot, theme: Theme
) -> Page:
    placer = _Placer(theme)
    marked = slide.has_caution and not any(map(opens_caution, lines))
    top = _put_head(placer, slide, number, theme, marked=marked)
    if count == 1 and slide.kind in _CENTRED:
        # Optically centred, which is a little above the middle.
        spare = foot.top - _FOOT_GAP - top - total_height(lines)
        top += max(0.0, spare * 0.46)
    placer.stack(lines, top)
    if slide.kind is SlideKind.QUOTE:
        said = [at for at, line in enumerate(lines) if look_of(slide.kind, line.role).indent]
        if said:
            start, end = (placer.lines[at - len(lines)].rect for at in (said[0], said[-1]))
            mirrored = lines[said[0]].left == 0
            left = PAGE.width() - MARGIN - _QUOTE_RULE if mirrored else MARGIN
            rule = QRectF(left, start.top() - 4, _QUOTE_RULE, end.bottom() - start.top() + 8)
            placer.shapes.append(Shape(rule, theme.accent))
    if slide.kind is SlideKind.TITLE and number == 0:
        first = placer.lines[-len(lines)].rect.top() if lines else top
        left = PAGE.width() - MARGIN - 150 if is_right_to_left(slide.title) else MARGIN
        placer.shapes.append(Shape(QRectF(left, first - 44, 150, 12), theme.accent))
    _put_foot(placer, foot, theme, again=number > 0)
    return Page(
        slide, number, count, tuple(placer.shapes), tuple(placer.lines), None, foot.layout, theme
    )


def _put_head(
    placer: _Placer, slide: Slide, number: int, theme: Theme, *, marked: bool = False
) -> float:
    """Add the header above the text and return its lower edge.

    Args:
        placer: The page.
        slide: The slide; a finding's kind is shown.
        number: The index of the page; pages after the first say what continues.
        theme: The colours.
        marked: Whether to show the caution's badge, because its box is on another page.
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
        across, down = _BADGE_PADDING
        at = QPointF(left + across, _TOP)
        rect = placer.words(CAUTION_LABEL, _CHIP_SIZE, theme.caution, at, bold=True)
        chip = rect.adjusted(-across, -down, across, down)
        outline = theme.caution if theme.outlined else ""
        placer.shapes.append(Shape(chip, theme.caution_soft, outline, 10))
        left = chip.right() + _CHIP_GAP
    if number:
        words = _continuation_text(slide, PAGE.width() - MARGIN - left)
        placer.words(words, _CHIP_SIZE, theme.muted, QPointF(left, _TOP), bold=False)
    # The header is on the side where the title starts.
    if kind is not None and is_right_to_left(slide.title):
        placer.mirror()
    return _TOP + _HEAD


def _continuation_text(slide: Slide, width: float) -> str:
    """Return the line that says what continues: the title of a finding or chart if it fits.

    Args:
        slide: The slide.
        width: The width available, in pixels.
    """
    font = page_font(_CHIP_SIZE)

    def measured(text: str) -> float:
        return text_width(set_paragraph(text, font, _ONE_LINE))

    end = ", continued"
    names = [slide.name]
    if slide.kind is SlideKind.FINDING:
        names.insert(0, slide.title)
    elif slide.chart is not None:
        names.insert(0, slide.title)
        period = slide.chart.period
        end += f": {period}" if period and measured(f"{end}: {period}") < width / 2 else ""
    for each in names:
        words = single_line(each[:_MAX_HEADER_LENGTH]).rstrip(".,;:")
        words += "…" if len(each) > _MAX_HEADER_LENGTH else ""
        left = width - ceil(measured(end)) - 1
        # The end can be wider after another script than by itself.
        for _ in range(_MAX_ATTEMPTS):
            shown = elide_text(words, font, left, 1).text()
            if shown.endswith(" …"):
                shown = shown.rstrip("… ") + "…"
            over = measured(shown + end) - width
            if not shown.strip("…"):
                break
            if over <= 0:
                return shown + end
            left -= ceil(over)
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
    """Return the pages of a chart; each page with bars repeats the heading."""
    top = _TOP + _HEAD
    room = foot.top - _FOOT_GAP - top
    headed = _headed_chart(slide, chart, theme, foot)
    pages: list[_ChartPage] = []
    if headed is None:  # the heading leaves no room for bars, so it gets pages before them
        heading = in_pages(slide, (*slide.texts, *foot.rest), theme, room)
        pages += (_ChartPage(part) for part in heading)
        bars = _bars(slide, chart, theme, _area(top, foot))
        pages += (_ChartPage((), each) for each in bars)
    else:
        pages += headed
        if foot.rest and all(line.role is not Role.SOURCE_DETAIL for line in headed[0].lines):
            rest = [text._replace(role=Role.BODY) for text in foot.rest]
            pages += (_ChartPage(part) for part in in_pages(slide, rest, theme, room))
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
    """The lines on a page of a chart: its heading, if the page has bars."""

    lines: Sequence[Line]
    bars: Bars | None = None


def _headed_chart(
    slide: Slide, chart: BarChart, theme: Theme, foot: _Foot
) -> list[_ChartPage] | None:
    """Return the bars, on each page below the complete heading; None if it is too high.

    The heading includes what did not fit at the foot, unless that takes too much room.
    """
    room = foot.top - _FOOT_GAP - _TOP
    whole = (*slide.texts, *foot.rest)
    for texts, share, most in (
        (whole, _HEADING_SHARE, None),
        (whole, _HEADING_MOST, 1),
        (slide.texts, _HEADING_SHARE, None),
        (slide.texts, _HEADING_MOST, None),
    ):
        heading, fits = fitted(slide, texts, theme, room * share)
        if fits:
            area = _area(_TOP + total_height(heading) + _TO_CHART, foot)
            charts = _bars(slide, chart, theme, area)
            if most is None or len(charts) <= most:
                return [_ChartPage(heading, bars) for bars in charts]
    return None


def _bars(slide: Slide, chart: BarChart, theme: Theme, area: QRectF) -> list[Bars]:
    return lay_out_chart(chart.bars, theme, area, mirrored=is_right_to_left(slide.title))


def _area(top: float, foot: _Foot) -> QRectF:
    """Return the rectangle for bars on a page, in virtual pixels."""
    return QRectF(MARGIN, top, WIDTH, foot.top - _FOOT_GAP - top)
