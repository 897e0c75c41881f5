"""Where everything stands in a picture of a chart, made to be put into a document.

A figure is complete in itself: message, what was counted, bars, and all that limits and sources
them. It is laid out once in virtual pixels and drawn from that at any size, as pixels or as SVG.
Whoever draws the SVG may lack our font: there is room for one that is wider.
"""

from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTextLayout

from briefing_app.gui.slides.chart_layout import Bars, PlacedRow, PlacedText, lay_out_column
from briefing_app.gui.slides.paragraph_layout import (
    page_font,
    set_paragraph,
    text_height,
)
from briefing_app.model.charts import BarChart
from briefing_app.model.palette import Theme
from briefing_app.model.text import paragraphs
from briefing_app.model.text_direction import is_right_to_left

# The wider a figure is in virtual pixels, the smaller its type once it is as wide as a column of
# text. 170 mm wide, names are set in 11 points, and in 9 where there are very many.
_WIDTHS: Final = (1920, 2160, 2400)
_HIGHEST: Final = 1.45  # times its width, where that can be: it fits on a page of A4 then
_LEAST_ROW: Final = 56  # a row is higher
_MARGIN: Final = 56
_TO_BARS: Final = 40
_FROM_BARS: Final = 36
WIDER: Final = 1.25
"""Times as wide as ours is what other programs may set instead: DejaVu Sans."""

_EDGE: Final = 8  # kept free beside it even in a wider font


class _Look(NamedTuple):
    """How a text is set: pixels, pixels above it, colour as a field of `Theme`, weight."""

    size: int
    above: int
    colour: str = "muted"
    bold: bool = False


_TITLE: Final = _Look(64, 0, "ink", bold=True)
_SUBTITLE: Final = _Look(44, 14)
_NOTE: Final = _Look(40, 14, "ink")
_BELOW: Final = _Look(38, 12)


class FigureText(NamedTuple):
    """A paragraph and where it is drawn.

    Args:
        layout: Its lines.
        origin: Where they are drawn.
        colour: As ``#RRGGBB``.
        at_right: Whether its lines end at one edge, rather than start at one.
    """

    layout: QTextLayout
    origin: QPointF
    colour: str
    at_right: bool = False


class RowTexts(NamedTuple):
    """The texts of a bar, in reading order."""

    label: FigureText
    figure: FigureText
    note: FigureText | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart laid out as a picture, in virtual pixels.

    Args:
        chart: The chart.
        theme: The theme that it was laid out in.
        size: How large it is.
        above: What stands above the bars, from the top.
        bars: The bars with their names and figures.
        below: What stands below them.
        leftwards: Whether it is read from right to left: all in it stands the other way round.
    """

    chart: BarChart
    theme: Theme
    size: QSizeF
    above: tuple[FigureText, ...]
    bars: Bars
    below: tuple[FigureText, ...]
    leftwards: bool = False

    def height(self, width: int) -> int:
        """How high it is where it is so wide; both in the same unit."""
        return max(1, round(self.size.height() * width / self.size.width()))

    @property
    def beside(self) -> tuple[RowTexts, ...]:
        """The texts beside the bars, from the top."""
        ink, muted, turned = self.theme.ink, self.theme.muted, self.leftwards
        return tuple(
            RowTexts(
                FigureText(row.label.layout, row.label.origin, ink, not turned),
                FigureText(row.figure.layout, row.figure.origin, ink, turned),
                FigureText(row.note.layout, row.note.origin, muted, turned) if row.note else None,
            )
            for row in self.bars.rows
        )

    @property
    def texts(self) -> tuple[FigureText, ...]:
        """Every text in it, in reading order."""
        beside = (text for row in self.beside for text in row if text is not None)
        return (*self.above, *beside, *self.below)


def lay_out_figure(chart: BarChart, theme: Theme, *, leftwards: bool = False) -> Figure:
    """Lay a chart out as a picture: as large as it fits on a page, or as small as can be read.

    Args:
        chart: The chart.
        theme: Its colours.
        leftwards: Whether its language is read from right to left: bars grow that way then.
    """
    rows = len(chart.bars) * _LEAST_ROW
    # Those widths that the bars alone would be too high for are not tried.
    for width in (each for each in _WIDTHS[:-1] if rows < each * _HIGHEST):
        figure = _laid_out(chart, theme, width, leftwards=leftwards)
        if figure.size.height() <= width * _HIGHEST:
            return figure
    return _laid_out(chart, theme, _WIDTHS[-1], leftwards=leftwards)


def _laid_out(chart: BarChart, theme: Theme, width: int, *, leftwards: bool) -> Figure:
    room = width - 2 * _MARGIN
    above = _Stack(theme, width, _MARGIN, leftwards=leftwards)
    above.put(_TITLE, chart.title)
    above.put(_SUBTITLE, chart.subtitle)
    top = above.bottom + _TO_BARS
    bars, end = lay_out_column(chart.bars, theme, _MARGIN, top, room)
    left, right = _lacking_room(bars, width)
    if left or right:
        bars, end = lay_out_column(chart.bars, theme, _MARGIN + left, top, room - left - right)
    end = end if chart.bars else above.bottom
    if leftwards:
        bars = replace(bars, rows=tuple(_turned(row, width) for row in bars.rows))
    below = _Stack(theme, width, end + _FROM_BARS, leftwards=leftwards)
    below.put(_NOTE, *chart.notes)
    below.put(_BELOW, chart.caveat, chart.definition, chart.source)
    size = QSizeF(width, below.bottom + _MARGIN)
    return Figure(chart, theme, size, tuple(above.texts), bars, tuple(below.texts), leftwards)


def _lacking_room(bars: Bars, width: float) -> tuple[float, float]:
    """By how much names and figures would run over the left and the right edge in a wider font."""
    left, right = 0.0, 0.0
    for row in bars.rows:
        name, figure = row.label.rect, row.figure.rect.united((row.note or row.figure).rect)
        starts = name.right() - WIDER * name.width()
        ends = figure.left() + WIDER * figure.width()
        left, right = max(left, _EDGE - starts), max(right, ends - (width - _EDGE))
    return left, right


def _turned(row: PlacedRow, width: float) -> PlacedRow:
    """A row where it stands in a figure that is read from right to left.

    Args:
        row: The row as it stands in one that is read from left to right.
        width: Of the figure.
    """
    return row._replace(
        rect=_across(row.rect, width),
        label=_turned_text(row.label, width, at_right=False),
        figure=_turned_text(row.figure, width, at_right=True),
        note=_turned_text(row.note, width, at_right=True) if row.note else None,
    )


def _turned_text(text: PlacedText, width: float, *, at_right: bool) -> PlacedText:
    rect = _across(text.rect, width)
    _align(text.layout, rect.width(), at_right=at_right)
    return text._replace(origin=QPointF(rect.left(), text.origin.y()), rect=rect)


def _across(rect: QRectF, width: float) -> QRectF:
    """Where something stands as seen in a mirror."""
    return QRectF(width - rect.right(), rect.top(), rect.width(), rect.height())


def _align(layout: QTextLayout, width: float, *, at_right: bool) -> None:
    """Let all lines end at a width, or start at the left, whichever way their words run."""
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        drawn = line.naturalTextRect()
        by = width - drawn.right() if at_right else -drawn.left()
        line.setPosition(line.position() + QPointF(by, 0))


class _Stack:
    """Puts texts below each other; `bottom` is where the last one ends.

    Args:
        theme: Its colours.
        width: Of the figure.
        top: Where the first one begins.
        leftwards: Whether all of them start at the right; those that run that way always do.
    """

    def __init__(self, theme: Theme, width: float, top: float, *, leftwards: bool) -> None:
        self._theme = theme
        self._width = (width - _MARGIN - _EDGE) / WIDER
        self._right = width - _MARGIN
        self._leftwards = leftwards
        self.bottom = top
        self.texts: list[FigureText] = []

    def put(self, look: _Look, *texts: str) -> None:
        """Put paragraphs that are set alike."""
        font = page_font(look.size, bold=look.bold)
        for paragraph in filter(str.strip, paragraphs("\n".join(texts))):
            layout = set_paragraph(paragraph, font, self._width)
            at_right = self._leftwards or is_right_to_left(paragraph)
            _align(layout, self._width, at_right=at_right)
            left = self._right - self._width if at_right else _MARGIN
            origin, colour = (
                QPointF(left, self.bottom + look.above),
                getattr(self._theme, look.colour),
            )
            self.texts.append(FigureText(layout, origin, colour, at_right))
            self.bottom = origin.y() + text_height(layout)
