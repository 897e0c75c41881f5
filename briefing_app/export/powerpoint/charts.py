"""PowerPoint's own charts, whose figures can be edited."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

from xlsxwriter import Workbook

from briefing_app.export.powerpoint.shapes import (
    NO_LINE,
    Run,
    fill_xml,
    lang_xml,
    runs_xml,
    xml_text,
)
from briefing_app.files.archive import without_origin
from briefing_app.files.creation_time import creation_time
from briefing_app.layout.page import Block, PlacedChart, PlacedRow
from briefing_app.layout.palette import Colour
from briefing_app.model.charts import Bar
from briefing_app.model.text import single_line, valid_xml

_NAMES_AXIS: Final = 1001
_FIGURES_AXIS: Final = 1002

_MAX_CELL_LENGTH: Final = 32_767  # characters in a cell
_SPACES: Final = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_EXACT_DIGITS: Final = 15  # that PowerPoint and Excel keep
_EXACT_DECIMALS: Final = 30  # that a number format can show
_AT_END: Final = (
    '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
    '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
    '<c:showBubbleSize val="0"/>'
)
"""What a label shows, and where."""
_TO_LABEL: Final = " "  # before each label, so that it is clear of its bar
_LABEL_SIZE: Final = 36  # of the figures, if all are in words
_MAX_GAP: Final = 500  # between bars, in per cent of their thickness


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """The colours of a chart as XML, empty for that of all text, and the language of its text."""

    colour: Callable[[Colour], str]
    language: str

    def text(self, size: float, *, is_label: bool = False) -> str:
        """Return the format of a text, or of a figure, by its size in virtual pixels."""
        wrap = ' wrap="none"' if is_label else ""
        return (
            f"<c:txPr><a:bodyPr{wrap}/><a:lstStyle/><a:p><a:pPr>"
            f'<a:defRPr{lang_xml(self.language)} sz="{round(size * 50)}" b="{int(is_label)}"/>'
            "</a:pPr><a:endParaRPr/></a:p></c:txPr>"
        )


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart of PowerPoint.

    Args:
        xml: Its ``c:chartSpace``, in which ``rId1`` is the workbook.
        workbook: The workbook with its figures.
        description: What it shows, in words.
        beside: What is behind it and beside it, because PowerPoint's chart can't show it.
    """

    xml: str
    workbook: bytes
    description: str
    beside: Block


_Cell = str | float | None


def native_chart(placed: PlacedChart, style: ChartStyle) -> NativeChart:
    """Return a chart with at least one row; an empty row is between those that leave some out."""
    chart = placed.shown
    xml, workbook = _native_bars(placed, style)
    # PowerPoint has no label for a missing figure, and no column of figures.
    figures = (
        text
        for row in placed.rows
        if _value_of(row.bar) is None or chart.full_scale
        for text in row.texts
    )
    omitted = placed.omitted
    beside = Block(
        (*placed.fixed.shapes, *omitted.shapes), (*placed.fixed.texts, *figures, *omitted.texts)
    )
    return NativeChart(xml, workbook, chart.alt_text, beside)


def _native_bars(placed: PlacedChart, style: ChartStyle) -> tuple[str, bytes]:
    """Return a chart of rows with bars, and its workbook.

    The axis of shares ends with 100; the end of another one is left to PowerPoint, also after a
    figure is edited.
    """
    rows, chart = list(_rows_and_breaks(placed)), placed.shown
    names = [None if row is None else single_line(row.name.text) for row in rows]
    values = [None if row is None else _value_of(row.bar) for row in rows]
    head = single_line(chart.unit) or "Figure"
    drawn = (row.bar for row in placed.rows if _value_of(row.bar) is not None)
    code = _number_format(max(map(_decimals, drawn), default=0))
    points = "".join(
        f'<c:dPt><c:idx val="{at}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"<c:spPr>{fill_xml(style.colour(Colour.BAR))}</c:spPr></c:dPt>"
        for at, row in enumerate(rows)
        if row is not None and row.bar.is_highlighted
    )
    end = max((value for value in values if value is not None), default=0)
    labels = "" if chart.full_scale else _labels(rows, code, style)
    plot = (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'<c:ser><c:idx val="0"/><c:order val="0"/>{_series_name("B", head)}'
        f"<c:spPr>{fill_xml(style.colour(Colour.QUIET_BAR))}</c:spPr>"
        f'<c:invertIfNegative val="0"/>{points}{labels}'
        f"<c:cat>{_words('A', names)}</c:cat><c:val>{_numbers('B', values, code)}</c:val></c:ser>"
        f'<c:gapWidth val="{_gap(placed)}"/><c:axId val="{_NAMES_AXIS}"/>'
        f'<c:axId val="{_FIGURES_AXIS}"/></c:barChart>{_names_axis(placed, style)}'
        f"{_figures_axis(chart.full_scale)}"
    )
    table = [("", head), *zip(names, values, strict=True)]
    return _chart_space(placed, plot, chart.full_scale or end, style), _workbook(table)


def _rows_and_breaks(placed: PlacedChart) -> Iterator[PlacedRow | None]:
    """Yield the rows, and None between two of which others are left out."""
    for at, row in enumerate(placed.rows):
        if at in placed.shown.breaks:
            yield None
        yield row


def _gap(chart: PlacedChart) -> int:
    pitch = chart.area.height / (len(chart.rows) + len(chart.shown.breaks))
    bars = (shape.rect.height for row in chart.rows for shape in row.shapes)
    thickness = max(bars, default=pitch)
    return round(min(max(pitch / thickness - 1, 0) * 100, _MAX_GAP))


def _names_axis(chart: PlacedChart, style: ChartStyle) -> str:
    size = chart.rows[0].name.style.size
    return (
        f'<c:catAx><c:axId val="{_NAMES_AXIS}"/><c:scaling><c:orientation val="maxMin"/>'
        '</c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{NO_LINE}</c:spPr>'
        f'{style.text(size)}<c:crossAx val="{_FIGURES_AXIS}"/><c:crosses val="autoZero"/>'
        # Without a skip of 1, PowerPoint omits names if there are many.
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _labels(rows: Sequence[PlacedRow | None], code: str, style: ChartStyle) -> str:
    """Label the end of each bar with its figure, with exactly the digits of the source."""
    with_bars = [
        (at, row)
        for at, row in enumerate(rows)
        if row is not None and _value_of(row.bar) is not None
    ]
    numbers = (row.texts[0].style.size for _, row in with_bars if not row.bar.is_in_words)
    size = max(numbers, default=_LABEL_SIZE)

    def format_of(code: str) -> str:
        return (
            f'<c:numFmt formatCode="{xml_text(code)}" sourceLinked="0"/>'
            "<c:spPr><a:noFill/></c:spPr>"
            f"{style.text(size, is_label=True)}{_AT_END}"
        )

    own = ""
    for at, row in with_bars:
        bar = row.bar
        label = format_of(_number_format(_decimals(bar)))
        if bar.is_in_words or bar.note or not _is_exact(bar):
            note = f"  {single_line(bar.note)}" if bar.note else ""
            runs = (
                Run(f"{_TO_LABEL}{bar.text}", row.texts[0].style.size, bold=not bar.is_in_words),
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
    return len(bar.text.removesuffix("%").partition(".")[2])


def _number_format(decimals: int) -> str:
    digits = "." + "0" * min(decimals, _EXACT_DECIMALS) if decimals else ""
    return f'"{_TO_LABEL}"#,##0{digits}'


def _is_exact(bar: Bar) -> bool:
    """Return whether a number format can show exactly the digits of the source."""
    digits = bar.text.replace(",", "").replace(".", "").lstrip("-0")
    return len(digits) <= _EXACT_DIGITS and _decimals(bar) <= _EXACT_DECIMALS


def _value_of(bar: Bar) -> float | None:
    """Return the value that a bar represents; None if there is none."""
    return bar.value if bar.value is not None and isfinite(bar.value) else None


def _chart_space(chart: PlacedChart, plot: str, end: float, style: ChartStyle) -> str:
    """Return a chart of plots and axes, given as XML, up to the largest value."""
    return (
        f'<c:chartSpace {_SPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{_plot_layout(chart, end)}{plot}'
        '</c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"{style.text(chart.rows[0].name.style.size)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _plot_layout(chart: PlacedChart, end: float) -> str:
    """Return the region between the zero line and the largest value, as shares of the chart."""
    length = max(end * chart.per_unit, 1.0) if end else chart.area.right - chart.zero
    left = chart.zero - chart.area.left
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/>'
        '<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{left / chart.area.width:.4f}"/><c:y val="0"/>'
        f'<c:w val="{length / chart.area.width:.4f}"/><c:h val="1"/>'
        "</c:manualLayout></c:layout>"
    )


def _figures_axis(end: float | None) -> str:
    """Return a hidden axis that starts at 0. Without an end, PowerPoint chooses one."""
    most = f'<c:max val="{end!r}"/>' if end else ""
    return (
        f'<c:valAx><c:axId val="{_FIGURES_AXIS}"/><c:scaling><c:orientation val="minMax"/>{most}'
        '<c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="b"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="{_NAMES_AXIS}"/><c:crosses val="autoZero"/></c:valAx>'
    )


def _series_name(column: str, name: str) -> str:
    """Return the name of a series, the head of its column."""
    return f"<c:tx>{_reference('str', f'${column}$1', [name])}</c:tx>"


def _words(column: str, texts: Sequence[str | None]) -> str:
    """Return a column of texts."""
    return _reference("str", f"${column}$2:${column}${len(texts) + 1}", texts)


def _numbers(column: str, values: Sequence[float | None], code: str) -> str:
    """Return a column of numbers with their format."""
    return _reference("num", f"${column}$2:${column}${len(values) + 1}", values, code)


def _reference(kind: str, cells: str, values: Sequence[_Cell], code: str = "") -> str:
    form = f"<c:formatCode>{xml_text(code)}</c:formatCode>" if code else ""
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{xml_text(str(value))}</c:v></c:pt>'
        for at, value in enumerate(values)
        if value is not None
    )
    return (
        f"<c:{kind}Ref><c:f>Sheet1!{cells}</c:f>"
        f'<c:{kind}Cache>{form}<c:ptCount val="{len(values)}"/>{points}</c:{kind}Cache>'
        f"</c:{kind}Ref>"
    )


def _workbook(rows: Iterable[Sequence[_Cell]]) -> bytes:
    """Return the workbook in which PowerPoint expects the figures."""
    file = io.BytesIO()
    # write_string: a name that starts with "=" or "http:" is neither a formula nor a link.
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": creation_time()})
        sheet = book.add_worksheet("Sheet1")
        sheet.set_column(0, 0, 40)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(row, column, valid_xml(cell)[:_MAX_CELL_LENGTH])
                elif cell is not None:
                    sheet.write_number(row, column, cell)
    return without_origin(file.getvalue())
