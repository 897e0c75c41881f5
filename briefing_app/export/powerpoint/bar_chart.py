"""A native PowerPoint bar chart of the bars on a page."""

from collections.abc import Sequence
from typing import Final

from briefing_app.export.powerpoint.chart_xml import (
    FIGURES_AXIS,
    NAMES_AXIS,
    ChartStyle,
    chart_space,
    numbers,
    series_name,
    value_axis,
    value_of,
    words,
    workbook,
)
from briefing_app.export.powerpoint.shapes import NO_LINE, Run, fill_xml, outline_xml, runs_xml
from briefing_app.layout.page import PlacedChart, PlacedRow
from briefing_app.layout.theme import Colour
from briefing_app.model.charts import Bar
from briefing_app.model.text import single_line

_EXACT_DIGITS: Final = 15  # that PowerPoint and Excel keep
_EXACT_DECIMALS: Final = 30  # that a number format can show
_AT_END: Final = (
    '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
    '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
    '<c:showBubbleSize val="0"/>'
)
"""What a label shows, and where."""
_MAX_GAP: Final = 500  # between bars, in per cent of their thickness


def native_bars(
    chart: PlacedChart, unit: str, style: ChartStyle, *, has_end: bool
) -> tuple[str, bytes]:
    """Return a chart of rows with one bar each, and its workbook.

    If it `has_end`, the axis ends with the longest bar, so that bars on several slides can be
    compared; if not, PowerPoint chooses, also after a figure is edited.
    """
    rows = chart.rows
    names = [single_line(row.name.text) for row in rows]
    values = [value_of(row.bars[0]) for row in rows]
    head = single_line(unit) or "Figure"
    drawn = (row.bars[0] for row in rows if value_of(row.bars[0]) is not None)
    code = _number_format(max(map(_decimals, drawn), default=0))
    points = "".join(
        f'<c:dPt><c:idx val="{at}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"<c:spPr>{fill_xml(style.colour(Colour.BAR))}</c:spPr></c:dPt>"
        for at, row in enumerate(rows)
        if row.bars[0].is_highlighted
    )
    end = max((value for value in values if value is not None), default=0)
    axis_end = end if has_end else None
    plot = (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'<c:ser><c:idx val="0"/><c:order val="0"/>{series_name("B", head)}'
        f"<c:spPr>{fill_xml(style.colour(Colour.QUIET_BAR))}</c:spPr>"
        f'<c:invertIfNegative val="0"/>{points}{_labels(rows, code, style)}'
        f"<c:cat>{words('A', names)}</c:cat><c:val>{numbers('B', values, code)}</c:val></c:ser>"
        f'<c:gapWidth val="{_gap(chart)}"/><c:axId val="{NAMES_AXIS}"/>'
        f'<c:axId val="{FIGURES_AXIS}"/></c:barChart>{_names_axis(chart, style)}'
        f"{value_axis(FIGURES_AXIS, NAMES_AXIS, axis_end)}"
    )
    table = [("", head), *zip(names, values, strict=True)]
    return chart_space(chart, plot, end, style), workbook(table)


def _gap(chart: PlacedChart) -> int:
    pitch = chart.area.height / len(chart.rows)
    bars = (shape.rect.height for row in chart.rows for shape in row.shapes)
    thickness = max(bars, default=pitch)
    return round(min(max(pitch / thickness - 1, 0) * 100, _MAX_GAP))


def _names_axis(chart: PlacedChart, style: ChartStyle) -> str:
    size = chart.rows[0].name.style.size
    line = NO_LINE
    for axis in chart.fixed.shapes:  # for the audience to guess
        line = outline_xml(axis.rect.width, style.colour(Colour.QUIET_BAR))
    return (
        f'<c:catAx><c:axId val="{NAMES_AXIS}"/><c:scaling><c:orientation val="maxMin"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{line}</c:spPr>'
        f'{style.text(size)}<c:crossAx val="{FIGURES_AXIS}"/><c:crosses val="autoZero"/>'
        # Without a skip of 1, PowerPoint omits names if there are many.
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _labels(rows: Sequence[PlacedRow], code: str, style: ChartStyle) -> str:
    """Label the end of each bar with its figure, with exactly the digits of the source."""
    size = max((row.texts[0].style.size for row in rows if not row.bars[0].is_in_words), default=0)
    size = size or rows[0].name.style.size

    def format_of(code: str) -> str:
        return (
            f'<c:numFmt formatCode="{code}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
            f"{style.text(size, is_label=True)}{_AT_END}"
        )

    own = ""
    for at, row in enumerate(rows):
        (bar,) = row.bars
        if value_of(bar) is None:
            continue
        label = format_of(_number_format(_decimals(bar)))
        if bar.is_in_words or bar.note or not _is_exact(bar):
            note = f"  {single_line(bar.note)}" if bar.note else ""
            runs = (
                Run(bar.text, row.texts[0].style.size, bold=not bar.is_in_words),
                Run(note, row.texts[-1].style.size, bold=False, colour=style.colour(Colour.MUTED)),
            )
            label = (
                '<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p>'
                f"{runs_xml(runs, style.language)}</a:p></c:rich></c:tx>{_AT_END}"
            )
        if label != format_of(code):
            own += f'<c:dLbl><c:idx val="{at}"/>{label}</c:dLbl>'
    return f"<c:dLbls>{own}{format_of(code)}</c:dLbls>"


def _decimals(bar: Bar) -> int:
    return len(bar.text.partition(".")[2])


def _number_format(decimals: int) -> str:
    return "#,##0" + ("." + "0" * min(decimals, _EXACT_DECIMALS) if decimals else "")


def _is_exact(bar: Bar) -> bool:
    """Return whether a number format can show exactly the digits of the source."""
    digits = bar.text.replace(",", "").replace(".", "").lstrip("-0")
    return len(digits) <= _EXACT_DIGITS and _decimals(bar) <= _EXACT_DECIMALS
