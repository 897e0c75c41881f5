"""The parts of which native PowerPoint charts are made, and the workbook with their figures."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from math import isfinite
from typing import Final, NamedTuple

from xlsxwriter import Workbook

from briefing_app.export.powerpoint.shapes import lang_xml, xml_text
from briefing_app.layout.page import PlacedChart
from briefing_app.layout.theme import Colour
from briefing_app.model.charts import Bar
from briefing_app.model.text import valid_xml

NAMES_AXIS: Final = 1001
FIGURES_AXIS: Final = 1002

_MAX_CELL_LENGTH: Final = 32_767  # characters in a cell
_UNDATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001, a workbook has no time zone
_SPACES: Final = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


class Formula(NamedTuple):
    """A formula of a workbook, with its result."""

    text: str
    result: float


Cell = str | float | Formula | None


class ChartStyle(NamedTuple):
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


def value_of(bar: Bar) -> float | None:
    """Return the value that a bar or dot represents; None if there is none."""
    return bar.value if bar.value is not None and isfinite(bar.value) else None


def chart_space(chart: PlacedChart, plot: str, end: float, style: ChartStyle) -> str:
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


def value_axis(
    number: int, crossing: int, end: float | None, *, reverse: bool = False, side: str = "b"
) -> str:
    """Return a hidden axis that starts at 0, at the top if it is reversed.

    Without an end, PowerPoint chooses one. The side of the chart is ``b`` or ``l``.
    """
    direction = "maxMin" if reverse else "minMax"
    most = f'<c:max val="{end!r}"/>' if end else ""
    return (
        f'<c:valAx><c:axId val="{number}"/><c:scaling><c:orientation val="{direction}"/>{most}'
        f'<c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="{side}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="{crossing}"/><c:crosses val="autoZero"/></c:valAx>'
    )


def series_name(column: str, name: str) -> str:
    """Return the name of a series, the head of its column."""
    return f"<c:tx>{_reference('str', f'${column}$1', [name])}</c:tx>"


def words(column: str, texts: Sequence[str]) -> str:
    """Return a column of texts."""
    return _reference("str", f"${column}$2:${column}${len(texts) + 1}", texts)


def numbers(column: str, values: Sequence[float | None], code: str = "General") -> str:
    """Return a column of numbers with their format."""
    return _reference("num", f"${column}$2:${column}${len(values) + 1}", values, code)


def _reference(kind: str, cells: str, values: Sequence[Cell], code: str = "") -> str:
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


def workbook(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the workbook in which PowerPoint expects the figures; the same rows give the same."""
    file = io.BytesIO()
    # write_string: a name that starts with "=" or "http:" is neither a formula nor a link.
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": _UNDATED})
        sheet = book.add_worksheet("Sheet1")
        sheet.set_column(0, 0, 40)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(row, column, valid_xml(cell)[:_MAX_CELL_LENGTH])
                elif isinstance(cell, Formula):
                    sheet.write_formula(row, column, cell.text, None, cell.result)
                elif cell is not None:
                    sheet.write_number(row, column, cell)
    return file.getvalue()
