"""The layout of a chart as a picture for documents.

A figure is complete in itself: message, subtitle, bars, notes, caveat, definition and source. It is
laid out once in virtual pixels and drawn at any size, as PNG or SVG. A program that shows the SVG
may lack our font, so the layout leaves room for a wider one.
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

# The wider a figure is in virtual pixels, the smaller its type once it is scaled to a text column.
# At a width of 170 mm, names are in 11 points, or in 9 points if there are very many.
_WIDTHS: Final = (1920, 2160, 2400)
_HIGHEST: Final = 1.45  # the height to prefer, relative to the width, so that it fits on A4
_LEAST_ROW: Final = 56  # the minimum height of a row
_MARGIN: Final = 56
_TO_BARS: Final = 40
_FROM_BARS: Final = 36
WIDER: Final = 1.25
"""The width of a font that may replace ours (DejaVu Sans), relative to ours."""

_EDGE: Final = 8  # the margin that remains with a wider font


class _Look(NamedTuple):
    """The style of a text: size and gap above in pixels, colour as a field of `Theme`, weight."""

    size: int
    above: int
    colour: str = "muted"
    bold: bool = False


_TITLE: Final = _Look(64, 0, "ink", bold=True)
_SUBTITLE: Final = _Look(44, 14)
_NOTE: Final = _Look(40, 14, "ink")
_BELOW: Final = _Look(38, 12)


class FigureText(NamedTuple):
    """A paragraph with its position.

    Args:
        layout: Its lines.
        origin: Where they are drawn.
        colour: ``#RRGGBB``.
        at_right: Whether its lines are aligned at their right edge.
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
        theme: The theme used.
        size: Its size.
        above: The texts above the bars, from the top.
        bars: The bars with their names and figures.
        below: The texts below them.
        right_to_left: Whether it is mirrored, for a right-to-left language.
    """

    chart: BarChart
    theme: Theme
    size: QSizeF
    above: tuple[FigureText, ...]
    bars: Bars
    below: tuple[FigureText, ...]
    right_to_left: bool = False

    def height(self, width: int) -> int:
        """Return the height for a width, in the same unit."""
        return max(1, round(self.size.height() * width / self.size.width()))

    @property
    def row_texts(self) -> tuple[RowTexts, ...]:
        """The texts next to the bars, from the top."""
        ink, muted, turned = self.theme.ink, self.theme.muted, self.right_to_left
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
        """All texts, in reading order."""
        row_texts = (text for row in self.row_texts for text in row if text is not None)
        return (*self.above, *row_texts, *self.below)


def lay_out_figure(chart: BarChart, theme: Theme, *, right_to_left: bool = False) -> Figure:
    """Lay out a chart as a picture, in type as large as fits on a page.

    Args:
        chart: The chart.
        theme: The colours.
        right_to_left: Whether its language is right-to-left, so that the figure is mirrored.
    """
    rows = len(chart.bars) * _LEAST_ROW
    # Skip the widths for which the bars alone would be too high.
    for width in (each for each in _WIDTHS[:-1] if rows < each * _HIGHEST):
        figure = _laid_out(chart, theme, width, right_to_left=right_to_left)
        if figure.size.height() <= width * _HIGHEST:
            return figure
    return _laid_out(chart, theme, _WIDTHS[-1], right_to_left=right_to_left)


def _laid_out(chart: BarChart, theme: Theme, width: int, *, right_to_left: bool) -> Figure:
    room = width - 2 * _MARGIN
    above = _Stack(theme, width, _MARGIN, right_to_left=right_to_left)
    above.put(_TITLE, chart.title)
    above.put(_SUBTITLE, chart.subtitle)
    top = above.bottom + _TO_BARS
    bars, end = lay_out_column(chart.bars, theme, _MARGIN, top, room)
    left, right = _lacking_room(bars, width)
    if left or right:
        bars, end = lay_out_column(chart.bars, theme, _MARGIN + left, top, room - left - right)
    end = end if chart.bars else above.bottom
    if right_to_left:
        bars = replace(bars, rows=tuple(_turned(row, width) for row in bars.rows))
    below = _Stack(theme, width, end + _FROM_BARS, right_to_left=right_to_left)
    below.put(_NOTE, *chart.notes)
    below.put(_BELOW, chart.caveat, chart.definition, chart.source)
    size = QSizeF(width, below.bottom + _MARGIN)
    return Figure(chart, theme, size, tuple(above.texts), bars, tuple(below.texts), right_to_left)


def _lacking_room(bars: Bars, width: float) -> tuple[float, float]:
    """Return how far names and figures would exceed the left and right edge in a wider font."""
    left, right = 0.0, 0.0
    for row in bars.rows:
        name, figure = row.label.rect, row.figure.rect.united((row.note or row.figure).rect)
        starts = name.right() - WIDER * name.width()
        ends = figure.left() + WIDER * figure.width()
        left, right = max(left, _EDGE - starts), max(right, ends - (width - _EDGE))
    return left, right


def _turned(row: PlacedRow, width: float) -> PlacedRow:
    """Mirror a row.

    Args:
        row: The row.
        width: The width of the figure.
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
    """Mirror a rectangle."""
    return QRectF(width - rect.right(), rect.top(), rect.width(), rect.height())


def _align(layout: QTextLayout, width: float, *, at_right: bool) -> None:
    """Align all lines at the right or the left edge, whatever their direction."""
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        drawn = line.naturalTextRect()
        by = width - drawn.right() if at_right else -drawn.left()
        line.setPosition(line.position() + QPointF(by, 0))


class _Stack:
    """Stacks texts; `bottom` is the lower edge of the last one.

    Args:
        theme: The colours.
        width: The width of the figure.
        top: The upper edge of the first one.
        right_to_left: Whether all texts are at the right; right-to-left texts always are.
    """

    def __init__(self, theme: Theme, width: float, top: float, *, right_to_left: bool) -> None:
        self._theme = theme
        self._width = (width - _MARGIN - _EDGE) / WIDER
        self._right = width - _MARGIN
        self._right_to_left = right_to_left
        self.bottom = top
        self.texts: list[FigureText] = []

    def put(self, look: _Look, *texts: str) -> None:
        """Add paragraphs in one style."""
        font = page_font(look.size, bold=look.bold)
        for paragraph in filter(str.strip, paragraphs("\n".join(texts))):
            layout = set_paragraph(paragraph, font, self._width)
            at_right = self._right_to_left or is_right_to_left(paragraph)
            _align(layout, self._width, at_right=at_right)
            left = self._right - self._width if at_right else _MARGIN
            origin, colour = (
                QPointF(left, self.bottom + look.above),
                getattr(self._theme, look.colour),
            )
            self.texts.append(FigureText(layout, origin, colour, at_right))
            self.bottom = origin.y() + text_height(layout)
