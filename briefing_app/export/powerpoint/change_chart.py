"""A native PowerPoint chart of changes: two dots for each force, and the line between them.

It is a scatter chart, of which PowerPoint can edit the figures. Names and figures are text boxes
beside it.
"""

from collections.abc import Sequence
from typing import Final

from briefing_app.export.powerpoint.chart_xml import (
    FIGURES_AXIS,
    NAMES_AXIS,
    NO_LINE,
    Cell,
    ChartStyle,
    Formula,
    NativeChart,
    chart_space,
    numbers,
    one_line,
    plot_layout,
    series_name,
    value_axis,
    value_of,
    workbook,
)
from briefing_app.export.powerpoint.shapes import EMU
from briefing_app.layout.page import Form, PlacedChart, PlacedRow

_MAX_DOT: Final = 72  # points, in the file format
_HOLE: Final = 0.68  # of the diameter of a hollow dot


def native_changes(chart: PlacedChart, periods: tuple[str, str], style: ChartStyle) -> NativeChart:
    """Return a chart of changes.

    Args:
        chart: The rows, each with one or two figures.
        periods: The earlier and the later period.
        style: Its style.
    """
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
    mirrored = any(row.name.rect.left >= chart.zero for row in rows)
    shapes = [shape.rect.height for row in rows for shape in row.shapes if shape.form is Form.DOT]
    dot = max(shapes, default=0.0)
    track = min((shape.rect.height for row in rows for shape in row.shapes), default=dot)
    names = [one_line(period) for period in periods]
    ends, heights = (
        [value for pair in zip(*columns, strict=True) for value in (*pair, None)]
        for columns in ((earlier, later), (of_earlier, of_later))
    )
    series = (
        _series(0, ("F", "Line"), ends, ("G", heights), _line(track, style.track)),
        # A ring is two dots, because LibreOffice draws no outline.
        _series(1, ("B", names[0]), earlier, ("D", of_earlier), _dot(dot, style.quiet)),
        _series(2, ("B", names[0]), earlier, ("D", of_earlier), _dot(dot * _HOLE, style.ground)),
        _series(3, ("C", names[1]), later, ("E", of_later), _dot(dot, style.bar)),
    )
    plot = (
        f"{plot_layout(chart, end, mirrored=mirrored)}"
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f"{''.join(series)}"
        f'<c:axId val="{FIGURES_AXIS}"/><c:axId val="{NAMES_AXIS}"/></c:scatterChart>'
        f"{value_axis(FIGURES_AXIS, NAMES_AXIS, end, reverse=mirrored)}"
        f"{value_axis(NAMES_AXIS, FIGURES_AXIS, len(rows), reverse=True, side='l')}"
    )
    forces = [one_line(row.name.text) for row in rows]
    table: list[list[Cell]] = [["", *names, "Height", "Height", "Line", "Height"]]
    columns = (earlier, later, of_earlier, of_later)
    table += ([force, *row] for force, *row in zip(forces, *columns, strict=True))
    _add_lines(table, ends, heights)
    return NativeChart(chart_space(plot, rows[0].name.style.size, style), workbook(table))


def _dot_value(row: PlacedRow, period: str) -> float | None:
    """Return the figure of a period; None if it has no dot: words beside it say why."""
    bars = (bar for bar in row.bars if bar.period == period and not bar.is_in_words)
    return next((value_of(bar) for bar in bars), None)


def _add_lines(
    table: list[list[Cell]], ends: Sequence[float | None], heights: Sequence[float | None]
) -> None:
    """Add the columns of the lines, which follow the figures that they connect."""
    count = len(table) - 1
    for at, (value, height) in enumerate(zip(ends, heights, strict=True), start=1):
        if at > count:
            table.append(["", None, None, None, None])
        force, end = divmod(at - 1, 3)
        formula = Formula(f"={'BC'[end]}{force + 2}", value) if value is not None else None
        table[at] += [formula, height]


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
    size = min(max(round(diameter / 2), 2), _MAX_DOT)
    return (
        f'<c:spPr>{NO_LINE}</c:spPr><c:marker><c:symbol val="circle"/><c:size val="{size}"/>'
        f"<c:spPr><a:solidFill>{colour}</a:solidFill>{NO_LINE}</c:spPr></c:marker>"
    )


def _line(thickness: float, colour: str) -> str:
    return (
        f'<c:spPr><a:ln w="{round(thickness * EMU)}"><a:solidFill>{colour}</a:solidFill></a:ln>'
        '</c:spPr><c:marker><c:symbol val="none"/></c:marker>'
    )
