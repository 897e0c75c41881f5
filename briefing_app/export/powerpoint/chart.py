"""A native PowerPoint bar chart, whose figures can be edited; lengths are in points."""

import io
from copy import deepcopy
from datetime import datetime
from html import escape
from typing import Any, Final, NamedTuple

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.util import Pt
from xlsxwriter import Workbook

from briefing_app.export.powerpoint.bars import (
    BarType,
    bar_name,
    drawn,
    end_label,
    slots,
)
from briefing_app.export.powerpoint.lines import fit_for_xml
from briefing_app.export.powerpoint.pages import Page
from briefing_app.export.powerpoint.reveal import reveal_bars
from briefing_app.model.charts import Bar, BarChart
from briefing_app.model.palette import LIGHT
from briefing_app.model.report import Reveal
from briefing_app.model.text import single_line
from briefing_app.model.text_direction import is_rtl_language

_MAX_PITCH: Final = 76  # from bar to bar
_FIGURE_SIZES: Final = (14.0, 28.0)
_FIGURE_SHARE: Final = 0.35  # of the width, at most
_TO_BAR: Final = 12
_TO_FIGURE: Final = 14
_GAP: Final = 60  # between bars, in per cent of their thickness
_EXACT_DIGITS: Final = 15  # that PowerPoint and Excel keep
_EXACT_DECIMALS: Final = 30  # that a number format can show
_MAX_CELL_LENGTH: Final = 32_767  # characters in a cell
_UNDATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001, a workbook has no time zone
_SPACES: Final = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def add_chart(
    slide: Any,
    placeholder: Any,
    page: Page,
    box: tuple[float, float, float, float],
    *,
    most: float | None,
    language: str,
) -> Any:
    """Fill a placeholder with a chart.

    Args:
        slide: The slide.
        placeholder: The placeholder, which the chart replaces.
        page: The page; its chart has at least one bar.
        box: Left, top, width and height; the chart is lower if another page has more bars.
        most: The end of the axis; None if PowerPoint may choose.
        language: The language of its text.
    """
    chart, names = page.chart, page.bar_type
    assert chart is not None  # noqa: S101, guaranteed by the caller
    assert names is not None  # noqa: S101, follows from the chart
    left, top, width, height = box
    # Bars have the same thickness on all pages, so that they can be compared.
    height = min(height / page.slots, _MAX_PITCH) * len(slots(chart.bars))
    look = _Setting(names, most, language)
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED,
        *(Pt(length) for length in (left, top, width, height)),
        _chart_data(chart),
    )
    frame.name = "Chart"
    element, old = frame.element, placeholder.element
    element.nvGraphicFramePr.cNvPr.set("descr", fit_for_xml(chart.alt_text))
    element.nvGraphicFramePr.nvPr.append(deepcopy(old.nvSpPr.nvPr.find("{*}ph")))
    old.addprevious(element)
    old.getparent().remove(old)
    _dress(frame.chart, chart, (width, height), look)
    if page.slide.reveal is not Reveal.NONE:
        placed = enumerate(slots(chart.bars))
        bars = (at for at, bar in placed if bar and drawn(bar) is not None)
        title = slide.shapes.title if page.slide.title_comes_last else None
        reveal_bars(slide, frame, bars, title, at_once=page.slide.reveal is Reveal.GUESS)
    return frame


class _Setting(NamedTuple):
    """The settings of a chart.

    Args:
        type: The way to set the names.
        most: The end of the axis; None if PowerPoint may choose.
        language: The language of the text.
    """

    type: BarType
    most: float | None
    language: str


def _chart_data(chart: BarChart) -> Any:
    names = [bar_name(bar) if bar else " " for bar in slots(chart.bars)]
    values = [drawn(bar) if bar else None for bar in slots(chart.bars)]
    head = single_line(fit_for_xml(chart.unit)) or "Figure"

    class _ChartData(CategoryChartData):  # type: ignore[misc]
        """Makes a reproducible workbook in which all names are text."""

        @property
        def xlsx_blob(self) -> bytes:
            return _workbook(names, values, head)

    data = _ChartData(number_format=_number_format(_decimals(chart.bars)))
    data.categories = names
    data.add_series(head, values)
    return data


def _workbook(names: list[str], values: list[float | int | None], head: str) -> bytes:
    """Return the workbook in which PowerPoint expects the figures."""
    file = io.BytesIO()
    # write_string: a name that starts with "=" or "http:" is neither a formula nor a link.
    with Workbook(file, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": _UNDATED})
        sheet = workbook.add_worksheet("Sheet1")
        sheet.set_column(0, 0, 40)
        sheet.write_string(0, 1, head[:_MAX_CELL_LENGTH])
        for row, (name, value) in enumerate(zip(names, values, strict=True), start=1):
            sheet.write_string(row, 0, name[:_MAX_CELL_LENGTH])
            if value is not None:
                sheet.write_number(row, 1, value)
    return file.getvalue()


def _decimals(bars: tuple[Bar, ...]) -> int:
    return max((_decimals_of(bar) for bar in bars if drawn(bar) is not None), default=0)


def _decimals_of(bar: Bar) -> int:
    return len(bar.text.partition(".")[2])


def _number_format(decimals: int) -> str:
    return "#,##0" + ("." + "0" * min(decimals, _EXACT_DECIMALS) if decimals else "")


def _exact(bar: Bar) -> bool:
    """Return whether a number format can show exactly the digits of the source."""
    digits = bar.text.replace(",", "").replace(".", "").lstrip("-0")
    return len(digits) <= _EXACT_DIGITS and _decimals_of(bar) <= _EXACT_DECIMALS


def _dress(made: Any, chart: BarChart, size: tuple[float, float], look: _Setting) -> None:
    """Format a chart like our own."""
    width, height = size
    pitch = height / len(slots(chart.bars))
    label_size = look.type.size
    figure = look.type.figure
    figure_size = _between(min(pitch * 0.6, width * _FIGURE_SHARE / figure), _FIGURE_SIZES)
    made.has_legend = False
    made.has_title = False
    made.font.size = Pt(label_size)
    names, figures = made.category_axis, made.value_axis
    names.reverse_order = True
    names.has_major_gridlines = False
    names.major_tick_mark = names.minor_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.fill.background()
    names.tick_labels.font.size = Pt(label_size)
    figures.has_major_gridlines = False
    figures.minimum_scale = 0
    if look.most:
        figures.maximum_scale = look.most
    figures.visible = False
    mirrored = is_rtl_language(look.language)
    figures.reverse_order = mirrored
    plot = made.plots[0]
    plot.gap_width = _GAP
    plot.vary_by_categories = False
    series = plot.series[0]
    _fill(series.format, highlighted=False)
    for at, bar in enumerate(slots(chart.bars)):
        if bar and bar.is_highlighted and drawn(bar) is not None:
            _fill(series.points[at].format, highlighted=True)
    start = look.type.column + _TO_BAR
    end = min(figure * figure_size, width * _FIGURE_SHARE) + _TO_FIGURE
    _label(series, chart, figure_size)
    _place_plot(made.element, (end, start) if mirrored else (start, end), width)
    # Otherwise PowerPoint skips names if there are many.
    axis = made.element.chart.plotArea.find("{*}catAx")
    after = axis.find("{*}noMultiLvlLbl")
    skip = parse_xml(f'<c:tickLblSkip {_SPACES} val="1"/>')
    if after is not None:
        after.addprevious(skip)
    else:
        axis.append(skip)
    if look.language:
        for properties in made.element.iter("{*}defRPr", "{*}rPr"):
            properties.set("lang", look.language)
    if mirrored:
        for properties in made.element.iter("{*}pPr"):
            properties.set("rtl", "1")


def _place_plot(space: Any, sides: tuple[float, float], width: float) -> None:
    """Leave room at the left and right of the bars."""
    left, right = sides
    area = space.chart.plotArea
    for old in area.findall("{*}layout"):
        area.remove(old)
    area.insert(
        0,
        parse_xml(
            f'<c:layout {_SPACES}><c:manualLayout><c:layoutTarget val="inner"/>'
            '<c:xMode val="edge"/><c:yMode val="edge"/>'
            f'<c:x val="{left / width:.4f}"/><c:y val="0"/>'
            f'<c:w val="{(width - left - right) / width:.4f}"/><c:h val="1"/>'
            "</c:manualLayout></c:layout>"
        ),
    )


def _between(size: float, sizes: tuple[float, float]) -> float:
    return round(min(max(size, sizes[0]), sizes[1]))


def _fill(form: Any, *, highlighted: bool) -> None:
    form.fill.solid()
    if highlighted:
        form.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    else:
        form.fill.fore_color.rgb = RGBColor.from_string(LIGHT.quiet_bar[1:])


def _label(series: Any, chart: BarChart, size: float) -> None:
    """Label the end of each bar with its figure, with exactly the digits of the source."""
    decimals = _decimals(chart.bars)
    text = (
        '<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="{round(size * 100)}" b="1"/></a:pPr><a:endParaRPr/></a:p></c:txPr>'
    )
    shown = (
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/>'
    )
    own = []
    for at, bar in enumerate(slots(chart.bars)):
        if bar is None or drawn(bar) is None:
            continue
        if bar.is_in_words or not _exact(bar) or end_label(bar) != bar.text:
            said = (
                f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:r>'
                f'<a:rPr sz="{round(size * 100)}" b="1"/><a:t>{escape(end_label(bar))}</a:t></a:r>'
                "</a:p></c:rich></c:tx>"
            )
            own.append(f'<c:dLbl><c:idx val="{at}"/>{said}{shown}</c:dLbl>')
        elif _decimals_of(bar) != decimals:
            form = _number_format(_decimals_of(bar))
            own.append(
                f'<c:dLbl><c:idx val="{at}"/><c:numFmt formatCode="{form}" sourceLinked="0"/>'
                f"<c:spPr><a:noFill/></c:spPr>{text}{shown}</c:dLbl>"
            )
    form = _number_format(decimals)
    labels = parse_xml(
        f"<c:dLbls {_SPACES}>{''.join(own)}"
        f'<c:numFmt formatCode="{form}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/></c:spPr>{text}{shown}</c:dLbls>"
    )
    element = series._element  # noqa: SLF001, python-pptx cannot format a single label
    element._insert_dLbls(labels)  # noqa: SLF001
