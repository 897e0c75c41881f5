"""The layout of a chart as a picture for documents.

A figure is complete in itself: message, subtitle, rows, notes, caveat and source. It is laid out
once in virtual pixels and drawn at any size, as PNG or SVG. A program that shows the SVG may lack
our font, so every text is measured as if it were in a wider one.
"""

from dataclasses import dataclass
from typing import Final

from briefing_app.gui.slides.text_measurer import QtMeasurer
from briefing_app.layout.bars import ChartMetrics, ChartSizes, lay_out_chart
from briefing_app.layout.measurer import BOLD, TextStyle
from briefing_app.layout.page import WIDTH, Block, PlacedChart, PlacedText, Rect, mirrored
from briefing_app.layout.text import set_text
from briefing_app.layout.theme import LIGHT, Colour, Look, SlideTheme
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
_WIDE: Final = QtMeasurer(WIDER)
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
        block: All shapes, all texts in reading order, and the height in virtual pixels.
        description: All texts except the title, for somebody who does not see the picture.
    """

    chart: BarChart
    theme: SlideTheme
    block: Block
    description: str

    def height(self, width: int) -> int:
        """Return the height for a width, in the same unit."""
        return max(1, round(self.block.height * width / WIDTH))


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
    above = _stacked(_MARGIN, (_TITLE, "", chart.title), (_SUBTITLE, "", chart.subtitle))
    below = _stacked(
        0,
        (_FACT, "", "\n".join(chart.notes)),
        (_BELOW, NOTE_LEAD, chart.caveat),
        (_BELOW, DEFINITION_LEAD, counted),
        (_BELOW, SOURCE_LEAD, chart.source.removeprefix(SOURCE_LEAD)),
    )
    top = above.height + (_TO_ROWS if chart.bars else 0)
    room = _HIGHEST - top - _FROM_ROWS - below.height - _MARGIN
    rows = _placed_rows(chart, Rect(_MARGIN, top, WIDTH - 2 * _MARGIN, room))
    end = rows.area.bottom + _FROM_ROWS
    shown = rows.shown_at(0)
    texts = map(_narrowed, (*above.texts, *shown.texts, *below.moved(end).texts))
    block = Block(shown.shapes, tuple(texts), end + below.height + _MARGIN)
    if right_to_left:
        block = mirrored(block, WIDTH)
    subtitle = f"{chart.subtitle}." if chart.subtitle else ""
    spoken = (subtitle, chart.alt_text, *chart.notes, chart.caveat, counted, chart.source)
    return Figure(chart, theme, block, " ".join(filter(None, spoken)))


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


def _stacked(top: float, *passages: tuple[Look, str, str]) -> Block:
    """Stack passages, each with its look, bold words before its first paragraph, and the text.

    The height of the block is the lower edge of the last one.
    """
    texts = []
    for look, lead, passage in passages:
        style, width = TextStyle(look.best, look.weight), WIDTH - 2 * _MARGIN
        for at, paragraph in enumerate(filter(str.strip, paragraphs(passage))):
            bold = "" if at else lead
            words, length = f"{bold}{paragraph}", len(bold.rstrip())
            text = set_text(words, style, look.colour, width, _WIDE, lead=length)
            texts.append(text.placed(_MARGIN, top + look.above, width))
            top = texts[-1].rect.bottom
    return Block(texts=tuple(texts), height=top)
