"""A native PowerPoint chart of changes: two dots for each force, and the line between them.

It is a scatter chart, of which PowerPoint can edit the figures. Names and figures are text boxes
beside it. LibreOffice draws the first series in front and PowerPoint the last, so lines end at the
edges of the dots.
"""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from briefing_app.export.powerpoint.chart_xml import (
    FIGURES_AXIS,
    NAMES_AXIS,
    Cell,
    ChartStyle,
    Formula,
    chart_space,
    numbers,
    series_name,
    value_axis,
    value_of,
    workbook,
)
from briefing_app.export.powerpoint.shapes import NO_LINE, fill_xml, outline_xml
from briefing_app.layout.page import Form, PlacedChart, PlacedRow
from briefing_app.layout.theme import Colour
from briefing_app.model.text import single_line

_MAX_DOT: Final = 72  # points, in the file format
_HOLE: Final = 0.52  # of the diameter of a ring, a little less than what the outline leaves
_OUTLINE: Final = 0.16
_NO_FIGURES: Final = ("", None, None, None, None)


def native_changes(
    chart: PlacedChart, periods: tuple[str, str], style: ChartStyle
) -> tuple[str, bytes]:
    """Return a chart of rows with one or two figures, of two periods, and its workbook."""
    rows = chart.rows
    earlier, later = ([_dot_value(row, period) for row in rows] for period in periods)
    # From the top, in the middle of each row. Without a height, a point isn't drawn: PowerPoint
    # takes an empty figure for 0.
    places = [at + 0.5 for at in range(len(rows))]
    of_earlier, of_later = (
        [place if value is not None else None for place, value in zip(places, values, strict=True)]
        for values in (earlier, later)
    )
    end = max((value for value in (*earlier, *later) if value is not None), default=0)
    shapes = [shape.rect.height for row in rows for shape in row.shapes if shape.form is Form.DOT]
    dot = max(shapes, default=0.0)
    track = min((shape.rect.height for row in rows for shape in row.shapes), default=dot)
    names = [single_line(period) for period in periods]
    radius = dot / 2 / chart.per_unit if chart.per_unit else 0.0
    line = [
        end
        for at, pair in enumerate(zip(earlier, later, strict=True))
        for end in _connection(at, pair, radius)
    ]
    ends = [formula.result if formula is not None else None for formula, _ in line]
    heights = [height for _, height in line]
    ground, quiet, strong = map(style.colour, (Colour.GROUND, Colour.QUIET_BAR, Colour.BAR))
    series = (
        _series(0, ("F", "Line"), ends, ("G", heights), _line(track, style.colour(Colour.TRACK))),
        # LibreOffice draws a ring as a dot; there, the hole is in front of it.
        _series(1, ("B", names[0]), earlier, ("D", of_earlier), _dot(dot * _HOLE, ground)),
        _series(2, ("B", names[0]), earlier, ("D", of_earlier), _ring(dot, quiet)),
        _series(3, ("C", names[1]), later, ("E", of_later), _dot(dot, strong)),
    )
    plot = (
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f"{''.join(series)}"
        f'<c:axId val="{FIGURES_AXIS}"/><c:axId val="{NAMES_AXIS}"/></c:scatterChart>'
        f"{value_axis(FIGURES_AXIS, NAMES_AXIS, end)}"
        f"{value_axis(NAMES_AXIS, FIGURES_AXIS, len(rows), reverse=True, side='l')}"
    )
    forces = [single_line(row.name.text) for row in rows]
    table: list[list[Cell]] = [["", *names, "Height", "Height", "Line", "Height"]]
    columns = (earlier, later, of_earlier, of_later)
    figures = zip(forces, *columns, strict=True)
    table += ([*left, *right] for left, right in zip_longest(figures, line, fillvalue=_NO_FIGURES))
    return chart_space(chart, plot, end, style), workbook(table)


def _dot_value(row: PlacedRow, period: str) -> float | None:
    """Return the figure of a period; None if it has no dot: words beside it say why."""
    bars = (bar for bar in row.bars if bar.period == period and not bar.is_in_words)
    return next((value_of(bar) for bar in bars), None)


def _connection(
    at: int, pair: tuple[float | None, float | None], radius: float
) -> list[tuple[Formula | None, float | None]]:
    """Return both ends of a line with their heights, if there are two figures, and a gap.

    Args:
        at: The number of the row, from 0.
        pair: The figures, which the line follows if they are edited.
        radius: The radius of a dot, in the unit of the figures.
    """
    earlier, later = pair
    if earlier is None or later is None:
        return [(None, None)] * 3
    ends: list[tuple[Formula | None, float | None]] = []
    half = (later - earlier) / 2
    for cell, value, sign, inset in (
        (f"B{at + 2}", earlier, 1, radius * (1 - _OUTLINE)),
        (f"C{at + 2}", later, -1, radius),
    ):
        limits = f"{-inset!r},{inset!r}"
        text = f"={cell}{sign:+}*MEDIAN({limits},(C{at + 2}-B{at + 2})/2)"
        ends.append((Formula(text, value + sign * min(max(half, -inset), inset)), at + 0.5))
    return [*ends, (None, None)]


def _series(
    order: int,
    head: tuple[str, str],
    values: Sequence[float | None],
    heights: tuple[str, Sequence[float | None]],
    look: str,
) -> str:
    """Return points.

    Args:
        order: The number of the series; later ones are in front.
        head: The column of the values, and its head.
        values: The values.
        heights: The column of the positions from the top, and the positions.
        look: The format of dots and lines.
    """
    column, name = head
    return (
        f'<c:ser><c:idx val="{order}"/><c:order val="{order}"/>{series_name(column, name)}{look}'
        f"<c:xVal>{numbers(column, values)}</c:xVal><c:yVal>{numbers(*heights)}</c:yVal>"
        '<c:smooth val="0"/></c:ser>'
    )


def _dot(diameter: float, colour: str) -> str:
    return _marker(diameter, f"{fill_xml(colour)}{NO_LINE}")


def _ring(diameter: float, colour: str) -> str:
    outline = diameter * _OUTLINE
    return _marker(diameter - outline, f"<a:noFill/>{outline_xml(outline, colour)}")


def _marker(diameter: float, look: str) -> str:
    size = min(max(round(diameter / 2), 2), _MAX_DOT)
    return (
        f'<c:spPr>{NO_LINE}</c:spPr><c:marker><c:symbol val="circle"/><c:size val="{size}"/>'
        f"<c:spPr>{look}</c:spPr></c:marker>"
    )


def _line(thickness: float, colour: str) -> str:
    line = outline_xml(thickness, colour)
    return f'<c:spPr>{line}</c:spPr><c:marker><c:symbol val="none"/></c:marker>'
