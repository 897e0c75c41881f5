"""A chart that people guess: each name with an empty box in the place of its bar."""

from typing import Final

from briefing_app.layout.page import Block, Form, PlacedChart, PlacedRow, Rect, Shape
from briefing_app.layout.palette import Colour

_OUTLINE: Final = 4
_RADIUS: Final = 8
_HEIGHT_SHARE: Final = 0.8  # of a row, if no bar is drawn


def asked_chart(chart: PlacedChart) -> PlacedChart:
    """Return the names of a chart with empty boxes, each as long as the longest bar could be."""
    bars = [shape.rect.height for row in chart.rows for shape in row.shapes]
    height = max(bars, default=_HEIGHT_SHARE * chart.area.height / len(chart.rows))
    tracks = [shape.rect.width for shape in chart.fixed.shapes if shape.fill is Colour.PANEL]
    length = max(tracks, default=chart.area.right - chart.zero)

    def box(row: PlacedRow) -> Shape:
        middle = row.name.rect.top + row.name.rect.height / 2
        rect = Rect(chart.zero, round(middle - height / 2), length, height)
        return Shape(Form.BOX, rect, Colour.PANEL, Colour.QUIET_BAR, _OUTLINE, _RADIUS)

    names = tuple(row._replace(shapes=(), texts=()) for row in chart.rows)
    boxes = tuple(map(box, chart.rows))
    return chart._replace(rows=names, fixed=Block(boxes, chart.fixed.texts), front=Block())
