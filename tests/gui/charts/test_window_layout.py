"""The chart on screen: rows, texts and bars at any size of the window and of the text."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSize

from briefing_app.gui.charts import bar_chart as window_layout
from briefing_app.gui.charts.bar_chart import (
    WindowLayout,
    lay_out_in_window,
    name_rect,
    with_my_force,
)
from briefing_app.gui.look import Look
from briefing_app.layout.bars import lay_out_chart
from briefing_app.layout.page import Form, PlacedChart, Rect
from briefing_app.model.charts import BarChart, ChartView, bar_chart
from tests.sample_measures import AWKWARD, FORTY_THREE, THREE, Row, make_force, make_measure

SCROLL_BAR = 14

LONG_NAMES: tuple[Row, ...] = tuple(
    (f"The Combined Constabulary of the Northern, Outer and Further Districts {at}", at, "")
    for at in range(1, 9)
)


def sample_chart(rows: tuple[Row, ...], *, is_change: bool = False) -> BarChart:
    if not is_change:
        return bar_chart(make_measure(rows))
    return bar_chart(make_measure(rows, periods=("2015", "2016")), view=ChartView("2016", "2015"))


@pytest.fixture(params=[THREE[:1], THREE, FORTY_THREE, AWKWARD, LONG_NAMES], ids=len)
def chart(request: pytest.FixtureRequest) -> BarChart:
    return sample_chart(request.param)


@pytest.fixture(params=[(300, 220), (700, 400), (1900, 1000)], ids=str)
def size(request: pytest.FixtureRequest) -> QSize:
    return QSize(*request.param)


@pytest.fixture(params=[0.8, 1.0, 2.0])
def layout(
    request: pytest.FixtureRequest, style: Look, chart: BarChart, size: QSize
) -> WindowLayout:
    style.set_scale(request.param)
    return lay_out_in_window(chart, size, SCROLL_BAR)


def test_rows_are_in_order_and_texts_do_not_touch(layout: WindowLayout) -> None:
    places = [[name_rect(text) for text in row.texts_at(0)] for row in layout.rows]
    for one, other in pairwise(places):
        assert max(rect.bottom() for rect in one) <= min(rect.top() for rect in other) + 0.01
    for row, (name, *texts) in zip(layout.rows, places, strict=True):
        assert name.right() < layout.chart.zero
        for shape in row.shapes:
            assert all(shape.rect.right < text.left() for text in texts)
        assert all(one.right() < other.left() for one, other in pairwise(texts))


def test_every_text_is_inside_its_row(layout: WindowLayout) -> None:
    for index, row in enumerate(layout.rows):
        place = layout.row_rect(index).adjusted(0, -0.01, 0.01, 0.01)
        assert all(place.contains(name_rect(text)) for text in row.texts_at(0))
    assert layout.edges[-1] <= layout.size.height() + 1


def test_high_row_is_complete_above_lower_ones(style: Look) -> None:
    style.set_scale(2.0)
    bravo = make_force("Bravo")
    change = bar_chart(
        make_measure(periods=("2015", "2016")), bravo, view=ChartView("2016", "2015")
    )
    layout = lay_out_in_window(with_my_force(change, bravo), QSize(560, 300), SCROLL_BAR)
    notes = [name_rect(row.texts[-1]) for row in layout.rows]
    assert notes[0].height() > 2 * notes[1].height()
    assert all(layout.row_rect(at).contains(note) for at, note in enumerate(notes))


def test_no_name_is_shortened(layout: WindowLayout) -> None:
    for row in layout.rows:
        assert "".join(row.name.text.split()) == "".join(row.bars[0].label.split())


def test_bars_start_at_zero_and_are_proportional(layout: WindowLayout) -> None:
    for row in layout.rows:
        value = row.bars[0].drawn_value
        assert len(row.shapes) == bool(value)
        for bar in row.shapes:
            assert bar.rect.left == layout.chart.zero
            assert bar.rect.width == pytest.approx(max(2, value * layout.chart.per_unit))


def test_layout_exceeds_the_height_only_if_it_does_not_fit(
    layout: WindowLayout, size: QSize
) -> None:
    fits = layout.size.width() == size.width()
    assert (layout.size.height() == size.height()) == fits
    assert fits or layout.least_height > size.height()


def test_rows_are_high_enough_to_click(layout: WindowLayout) -> None:
    assert all(other - one >= 24 for one, other in pairwise(layout.edges))


def test_rows_are_found_by_height(layout: WindowLayout) -> None:
    for index in range(len(layout.rows)):
        middle = layout.row_rect(index).center().y()
        assert list(layout.rows_between(middle, middle)) == [index]
    for outside in (-1, layout.edges[-1] + 1):
        assert list(layout.rows_between(outside, outside)) == []


@example(values=[2.2e-313], width=700, height=400)
@given(
    values=st.lists(st.none() | st.floats(allow_nan=False) | st.integers(), max_size=8),
    width=st.integers(1, 2000),
    height=st.integers(0, 1200),
)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
)
def test_any_figure_at_any_size_gives_a_bar_that_can_be_drawn(
    style: Look, values: list[float | None], width: int, height: int
) -> None:
    rows = tuple((f"F{at}", value, "x" if value is None else "") for at, value in enumerate(values))
    layout = lay_out_in_window(sample_chart(rows), QSize(width, height), SCROLL_BAR)
    assert len(layout.rows) == len(rows)
    for row in layout.rows:
        assert all(0 < bar.rect.width <= max(2, width) for bar in row.shapes)


def test_few_rows_in_a_large_window_have_larger_type(style: Look) -> None:
    chart = sample_chart(THREE)
    sizes = []
    for size in (QSize(700, 200), QSize(700, 400), QSize(500, 400)):
        layout = lay_out_in_window(chart, size, SCROLL_BAR)
        sizes.append(layout.rows[0].name.style.size)
    assert sizes == [17, 22, 17]


@pytest.mark.parametrize(("rows", "again"), [(THREE, 1), (FORTY_THREE, 0)], ids=["few", "many"])
def test_another_height_needs_no_other_compact_layout(
    style: Look, monkeypatch: pytest.MonkeyPatch, rows: tuple[Row, ...], again: int
) -> None:
    laid_out: list[Rect] = []

    def noted(chart: BarChart, area: Rect, *rest: object) -> list[PlacedChart]:
        laid_out.append(area)
        return lay_out_chart(chart, area, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(window_layout, "lay_out_chart", noted)
    chart = sample_chart((*rows, ("Only here", 5, "")))
    lay_out_in_window(chart, QSize(700, 400), SCROLL_BAR)
    laid_out.clear()
    lay_out_in_window(chart, QSize(700, 420), SCROLL_BAR)
    assert len(laid_out) == again


@pytest.mark.parametrize("rows", [THREE, FORTY_THREE], ids=len)
def test_change_has_one_row_with_two_dots_for_each_force(
    style: Look, rows: tuple[Row, ...]
) -> None:
    chart = sample_chart(rows, is_change=True)
    layout = lay_out_in_window(chart, QSize(700, 400), SCROLL_BAR)
    assert len(layout.rows) == len(rows)
    assert all([bar.period for bar in row.bars] == ["2015", "2016"] for row in layout.rows)
    assert all(
        [shape.form for shape in row.shapes] == [Form.BOX, Form.DOT, Form.DOT]
        for row in layout.rows
    )
    assert [text.text.strip() for text in layout.chart.fixed.texts] == ["2015", "2016"]
    assert layout.edges[0] >= max(name_rect(text).bottom() for text in layout.chart.fixed.texts)


def test_my_force_is_labelled_after_its_figure(style: Look) -> None:
    measure = make_measure((*THREE[:2], ("Charlie", 20, "p")))
    alpha, charlie = make_force("Alpha"), make_force("Charlie")
    chart = with_my_force(bar_chart(measure, charlie), charlie)
    layout = lay_out_in_window(chart, QSize(700, 400), SCROLL_BAR)
    texts = [[text.text.strip() for text in row.texts_at(0)] for row in layout.rows]
    assert texts == [["Bravo", "99"], ["Charlie", "20", "provisional, my force"], ["Alpha", "16"]]
    assert with_my_force(bar_chart(measure, charlie), None) == bar_chart(measure, charlie)
    assert with_my_force(bar_chart(measure, charlie), alpha) == bar_chart(measure, charlie)
