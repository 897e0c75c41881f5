"""The layout of a chart as a picture for documents.

A figure is complete in itself: message, subtitle, rows, notes, caveat and source. It is laid out
once in virtual pixels and drawn at any size, as PNG or SVG. A program that shows the SVG may lack
our font, so every text is measured as if it were in a wider one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from briefing_app.gui.slides.text_measurer import MEASURER
from briefing_app.layout.bars import lay_out_chart
from briefing_app.layout.chart_metrics import ChartMetrics, ChartSizes
from briefing_app.layout.looks import Look
from briefing_app.layout.measurer import BOLD, MeasuredLine, TextStyle
from briefing_app.layout.page import (
    WIDTH,
    PlacedChart,
    PlacedText,
    Rect,
    Shape,
)
from briefing_app.layout.placing import place_lines
from briefing_app.layout.slide_theme import LIGHT, Colour, SlideTheme
from briefing_app.model.charts import BarChart
from briefing_app.model.text import paragraphs
from briefing_app.model.wording import DEFINITION_LEAD, NOTE_LEAD, SOURCE_LEAD

WIDER: Final = 1.25
"""The width of a font that may replace ours (DejaVu Sans), relative to ours."""

_MARGIN: Final = 56
_TO_ROWS: Final = 40
_FROM_ROWS: Final = 36
_HIGHEST: Final = 1.45 * WIDTH  # the height to prefer, so that it fits on A4
_UNLIMITED: Final = 1e9
_CHART: Final = ChartMetrics(
    # On a page 170 mm wide, names are in 11 points, or in 9 points if there are very many.
    sizes=(ChartSizes(44, 54, 40), ChartSizes(40, 46, 38), ChartSizes(36, 38, 34)),
    name_share=0.42,
    gap=12,
    max_pitch=128,
    bar_share=0.74,
    to_figure=24,
    dot=36,
    names_at_start=True,
)


_TITLE: Final = Look(64, 64, BOLD, above=0)
_SUBTITLE: Final = Look(44, 44, colour=Colour.MUTED, above=14)
_FACT: Final = Look(40, 40, above=14)
_BELOW: Final = Look(38, 38, colour=Colour.MUTED, above=12)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart laid out as a picture, `WIDTH` virtual pixels wide.

    Args:
        chart: The chart.
        theme: The colours.
        virtual_height: Its height in virtual pixels.
        texts: All texts, in reading order.
        rows: The rows with the legend of a change; its texts are as wide as in a wider font.
        description: All texts except the title, for somebody who does not see the picture.
    """

    chart: BarChart
    theme: SlideTheme
    virtual_height: float
    texts: tuple[PlacedText, ...]
    rows: PlacedChart
    description: str

    def height(self, width: int) -> int:
        """Return the height for a width, in the same unit."""
        return max(1, round(self.virtual_height * width / WIDTH))

    @property
    def shapes(self) -> Iterator[Shape]:
        """Bars and dots."""
        return self.rows.shapes_at(0)


class _WideMeasurer:
    """Measures texts as if they were in a font `WIDER` than ours."""

    def width(self, text: str, style: TextStyle) -> float:
        return WIDER * MEASURER.width(text, style)

    def break_lines(
        self, paragraph: str, style: TextStyle, width: float, lead: int = 0
    ) -> list[MeasuredLine]:
        lines = MEASURER.break_lines(paragraph, style, width / WIDER, lead)
        return [line._replace(width=WIDER * line.width) for line in lines]


_WIDE: Final = _WideMeasurer()


def lay_out_figure(
    chart: BarChart,
    theme: SlideTheme = LIGHT,
    *,
    right_to_left: bool = False,
    definition: bool = False,
) -> Figure:
    """Lay out a chart as a picture, in type as large as fits on a page.

    Args:
        chart: The chart.
        theme: The colours.
        right_to_left: Whether its language is right-to-left, so that the figure is mirrored.
        definition: Whether to say how the figures were counted.
    """
    counted = chart.definition if definition else ""
    above = _Stack(_MARGIN, at_end=right_to_left)
    above.put(_TITLE, chart.title)
    above.put(_SUBTITLE, chart.subtitle)
    below = _Stack(0, at_end=right_to_left)
    below.put(_FACT, *chart.notes)
    below.put(_BELOW, chart.caveat, lead=NOTE_LEAD)
    below.put(_BELOW, counted, lead=DEFINITION_LEAD)
    below.put(_BELOW, chart.source.removeprefix(SOURCE_LEAD), lead=SOURCE_LEAD)
    top = above.bottom + (_TO_ROWS if chart.bars else 0)
    room = _HIGHEST - top - _FROM_ROWS - below.bottom - _MARGIN
    rows = _placed_rows(chart, Rect(_MARGIN, top, WIDTH - 2 * _MARGIN, room))
    if right_to_left:
        rows = rows.mirrored(WIDTH)
    end = rows.area.bottom + _FROM_ROWS
    moved = (text.moved(end) for text in below.texts)
    texts = map(_narrowed, (*above.texts, *rows.texts_at(0), *moved))
    subtitle = f"{chart.subtitle}." if chart.subtitle else ""
    spoken = (subtitle, chart.alt_text, *chart.notes, chart.caveat, counted, chart.source)
    height = end + below.bottom + _MARGIN
    return Figure(chart, theme, height, tuple(texts), rows, " ".join(filter(None, spoken)))


def _placed_rows(chart: BarChart, area: Rect) -> PlacedChart:
    """Return all rows, at the smallest size if they would be too high for a page."""
    parts = lay_out_chart(chart, area, _CHART, _WIDE)
    if len(parts) > 1:
        smallest = _CHART._replace(sizes=_CHART.sizes[-1:], max_pitch=0)
        parts = lay_out_chart(chart, area._replace(height=_UNLIMITED), smallest, _WIDE)
    return parts[0]


def _narrowed(text: PlacedText) -> PlacedText:
    """Return a text whose lines are as wide as in our font."""
    lines = (line._replace(width=line.width / WIDER) for line in text.lines)
    return text._replace(lines=tuple(lines))


class _Stack:
    """Stacks paragraphs; `bottom` is the lower edge of the last one."""

    def __init__(self, top: float, *, at_end: bool) -> None:
        self._at_end = at_end
        self.bottom = top
        self.texts: list[PlacedText] = []

    def put(self, look: Look, *texts: str, lead: str = "") -> None:
        """Add paragraphs in one style, the first after a lead in bold."""
        for paragraph in filter(str.strip, paragraphs("\n".join(texts))):
            words, bold = f"{lead}{paragraph}", len(lead.rstrip())
            rect = Rect(_MARGIN, self.bottom + look.above, WIDTH - 2 * _MARGIN, 0)
            style = TextStyle(look.best, look.weight)
            lines = _WIDE.break_lines(words, style, rect.width, bold)
            at_end = self._at_end
            text = place_lines(lines, style, look.colour, rect, at_end=at_end, lead=bold)
            self.texts.append(text)
            self.bottom = text.rect.bottom
            lead = ""
