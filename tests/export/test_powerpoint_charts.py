"""Tests of the charts of a PowerPoint export and their animation."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.enum.dml import MSO_THEME_COLOR

from briefing_app.export.arial_measurer import ArialMeasurer
from briefing_app.export.powerpoint.slides import powerpoint
from briefing_app.layout.measurer import TextStyle
from briefing_app.model.chart_selection import bars_for_slide
from briefing_app.model.charts import bar_chart
from briefing_app.model.report import Reveal
from briefing_app.model.slide_builder import briefing_slides
from tests.export.powerpoint_slides import (
    CHART_NAMESPACE,
    LONG_NAMES,
    MAIN_NAMESPACE,
    UNKEPT,
    chart_shape,
    make_slides,
    many_bars,
    slide_texts,
)
from tests.sample_measures import FORTY_THREE, make_measure
from tests.sample_report import make_report


def test_chart_is_editable_and_shows_the_figures() -> None:
    rows = (("Alpha", 16, ""), ("Bravo", 1234, "p"), ("Charlie", None, "c"), ("Delta", 0, ""))
    measure = make_measure(rows, highlight="Alpha")
    [made] = make_slides(measure)
    frame = chart_shape(made)
    chart = frame.chart
    [series] = chart.plots[0].series
    assert list(chart.plots[0].categories) == [
        "Bravo",
        "Alpha",
        "Delta",
        "Charlie",
    ]
    assert list(series.values) == [1234, 16, 0, None]
    assert frame.element.nvGraphicFramePr.cNvPr.get("descr") == bar_chart(measure).alt_text
    assert frame.is_placeholder
    assert not chart.has_legend
    assert not chart.value_axis.has_major_gridlines
    assert chart.value_axis.minimum_scale == 0
    assert chart.category_axis.reverse_order
    assert series.points[1].format.fill.fore_color.theme_color == MSO_THEME_COLOR.ACCENT_1
    assert series.format.fill.fore_color.theme_color == MSO_THEME_COLOR.ACCENT_5
    assert _labels(made)[:2] == [" 1,234  provisional", "16"]
    said = "\n".join(slide_texts(made))
    assert "confidential" in said.splitlines()
    assert "Made-up measure 1, things counted, 2016" in said
    assert "Counts, not rates." in said.splitlines()
    assert "The Made-up Post, A made-up article" in said.translate(UNKEPT)
    assert "Things, counted once each." in made.notes_slide.notes_text_frame.text


def _labels(made: Any) -> list[str]:
    """Return the label at the end of each bar, as far as plain number formats give it."""
    chart = chart_shape(made).chart
    labels = chart.element.find(f".//{CHART_NAMESPACE}dLbls")
    own = {
        int(label.find(f"{CHART_NAMESPACE}idx").get("val")): label
        for label in labels.findall(f"{CHART_NAMESPACE}dLbl")
    }
    said = []
    for at, value in enumerate(chart.plots[0].series[0].values):
        label = own.get(at, labels)
        text = "".join(run.text for run in label.iter(f"{MAIN_NAMESPACE}t")) if at in own else ""
        form = label.find(f"{CHART_NAMESPACE}numFmt")
        if text or form is None:
            said.append(text)
        elif value is not None:
            said.append(f"{value:,.{len(form.get('formatCode').partition('.')[2])}f}")
    return said


@given(
    st.lists(
        st.one_of(
            st.integers(0, 2**63 - 1),
            st.integers(0, 10_000),
            st.floats(0, 1e308, allow_nan=False),
            st.decimals(0, 1000, places=2).map(float),
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=20)
def test_figure_keeps_the_digits_of_the_source(values: list[float]) -> None:
    for value in values:
        measure = make_measure([("Force", value, "")])
        [made] = make_slides(measure)
        assert [label.strip() for label in _labels(made)] == [bar_chart(measure).bars[0].text]


def test_value_is_clear_of_its_bar() -> None:
    """LibreOffice and PowerPoint put a label at the end of a bar without a gap."""
    [made] = make_slides(make_measure((("A", 5, ""), ("B", 4, "p"))))
    labels = chart_shape(made).chart.element.find(f".//{CHART_NAMESPACE}dLbls")
    formats = {each.get("formatCode") for each in labels.iter(f"{CHART_NAMESPACE}numFmt")}
    assert formats == {'" "#,##0'}
    assert next(labels.iter(f"{MAIN_NAMESPACE}t")).text.startswith(" ")


def test_shares_are_on_a_scale_of_100_with_their_figures_in_a_column() -> None:
    measure = make_measure((("A", 88.5, ""), ("B", 34, "")))._replace(unit="per cent of officers")
    [made] = make_slides(measure)
    chart = chart_shape(made).chart
    assert (chart.value_axis.minimum_scale, chart.value_axis.maximum_scale) == (0, 100)
    assert chart.element.find(f".//{CHART_NAMESPACE}dLbls") is None
    assert {"0", "50%", "100%", "88.5%", "34%"} <= set(slide_texts(made))


def test_bars_that_are_left_out_leave_an_empty_row() -> None:
    measure = make_measure(FORTY_THREE, highlight=FORTY_THREE[19][0])
    [made] = make_slides(measure)
    frame = chart_shape(made)
    bars = bars_for_slide(bar_chart(measure)).bars
    expected = [*(bar.label for bar in bars[:10]), "", bars[10].label, "", bars[11].label]
    assert list(frame.chart.plots[0].categories) == expected
    values = list(frame.chart.plots[0].series[0].values)
    assert [value for value in values if value is not None] == [bar.value for bar in bars]
    [point] = frame.chart.element.iter(f"{CHART_NAMESPACE}dPt")
    assert expected[int(point.find(f"{CHART_NAMESPACE}idx").get("val"))] == FORTY_THREE[19][0]
    assert "and 31 more in the handout" in slide_texts(made)
    pitch = frame.height / len(expected)
    assert frame.chart.plots[0].gap_width == pytest.approx(100 / 0.76 - 100, abs=2)
    dots = [shape for shape in made.shapes if shape.name == "Dot"]
    rows = {int((dot.top + dot.height / 2 - frame.top) // pitch) for dot in dots}
    assert rows == {10, 12}
    description = frame.element.nvGraphicFramePr.cNvPr.get("descr")
    assert description.count("Force with the number") == 13  # one is highlighted
    assert "and 31 more in the handout" in description


@pytest.mark.parametrize("count", [9, 43])
@pytest.mark.parametrize("names", [LONG_NAMES[:1], LONG_NAMES], ids=["short", "long"])
def test_names_have_room_in_legible_type(count: int, names: Sequence[str]) -> None:
    starts = set()
    for slide in make_slides(many_bars(count, names)):
        frame = chart_shape(slide)
        size = frame.chart.category_axis.tick_labels.font.size.pt
        assert size >= 15  # 30 of 1920 pixels
        categories = list(frame.chart.plots[0].categories)
        layout = frame.chart.element.find(f".//{CHART_NAMESPACE}manualLayout")
        start = float(layout.find(f"{CHART_NAMESPACE}x").get("val")) * frame.width / 12_700
        starts.add(round(start))
        for name in categories:
            lines = ArialMeasurer().break_lines(name, TextStyle(size), start)
            taken = sum(line.height for line in lines)
            assert taken <= frame.height / 12_700 / len(categories)
    assert len(starts) == 1


def test_earlier_periods_are_listed_below_the_chart() -> None:
    [made] = make_slides(make_measure(periods=("2015", "2016", "2017")))
    assert "Earlier periods in this briefing: 2015, 2016." in slide_texts(made)[-2]


def test_chart_without_figures_says_so() -> None:
    [made] = make_slides(make_measure(()))
    assert not any(shape.has_chart for shape in made.shapes)
    assert "There are no figures to show." in "\n".join(slide_texts(made))


def test_name_is_neither_formula_nor_link_in_the_workbook() -> None:
    names = ["=1+1", "http://example.org/a", "+2", "{=3}"]
    measure = make_measure([(name, at, "") for at, name in enumerate(names)])
    report = make_report((), (), (measure,))
    with zipfile.ZipFile(io.BytesIO(powerpoint(briefing_slides(report), report))) as package:
        [workbook] = [name for name in package.namelist() if name.endswith(".xlsx")]
        with zipfile.ZipFile(package.open(workbook)) as sheets:
            sheet = sheets.read("xl/worksheets/sheet1.xml")
            assert b"<f>" not in sheet
            assert b"hyperlink" not in sheet
            strings = sheets.read("xl/sharedStrings.xml").decode()
            assert all(f">{name}<" in strings for name in names)


def test_guess_is_a_slide_with_names_and_then_the_chart() -> None:
    measure = make_measure([("B", 7654, ""), ("A", 4321, "p"), ("C", None, "c")], highlight="B")
    asked, shown = make_slides(measure, reveal=Reveal.GUESS)
    chart = chart_shape(shown).chart
    assert list(chart.plots[0].categories) == ["A", "B", "C"]
    assert not list(shown.element.iter("{*}timing"))
    assert _labels(shown)[:2] == [" 4,321  provisional", "7,654"]
    assert shown.shapes.title.text_frame.text == measure.message
    counted = "Made-up measure 1, things counted, 2016"
    assert slide_texts(shown).count(counted) == 1

    assert asked.shapes.title.text_frame.text == f"{counted}: your guess?"
    assert not any(shape.has_chart for shape in asked.shapes)
    names = [shape for shape in asked.shapes if shape.has_text_frame and len(shape.text) == 1]
    boxes = [shape for shape in asked.shapes if shape.name == "Box"]
    assert [shape.text for shape in names] == ["A", "B", "C", "1"]  # and the slide number
    for name, box in zip(names, boxes, strict=False):
        assert name.left + name.width < box.left
        assert box.top < name.top < name.top + name.height < box.top + box.height
    for word in (b"7654", b"4321", b"7,654", b"confidential", b"provisional", b"Made-up Post"):
        assert word not in asked.part.blob
