"""The chart on screen: rows, texts and bars at any size of the window and of the text."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSize

from briefing_app.gui.charts import window_layout
from briefing_app.gui.charts.window_layout import (
    lay_out_in_window,
    name_rect,
    with_my_force,
)
from briefing_app.gui.look import Look
from briefing_app.layout.bars import lay_out_chart
from briefing_app.layout.page import PlacedChart, Rect
from briefing_app.model.charts import BarChart, bar_chart
from tests.sample_measures import AWKWARD, FORTY_THREE, THREE, Row, make_force, make_measure

SCROLL_BAR = 14

LONG_NAMES: tuple[Row, ...] = tuple(
    (f"The Combined Constabulary of the Northern, Outer and Further Districts {at}", at, "")
    for at in range(1, 9)
)


def sample_chart(rows: tuple[Row, ...]) -> BarChart:
    return bar_chart(make_measure(rows))


@pytest.fixture(params=[THREE[:1], THREE, FORTY_THREE, AWKWARD, LONG_NAMES], ids=len)
def chart(request: pytest.FixtureRequest) -> BarChart:
    return sample_chart(request.param)


@pytest.fixture(
    params=[(0.8, 300, 220), (2.0, 300, 220), (1.0, 700, 400), (2.0, 1900, 1000)], ids=str
)
def size(request: pytest.FixtureRequest, style: Look) -> QSize:
    """Return a size, and set a text size."""
    scale, width, height = request.param
    style.set_scale(scale)
    return QSize(width, height)


def test_texts_are_complete_apart_and_inside_their_rows(chart: BarChart, size: QSize) -> None:
    layout = lay_out_in_window(chart, size, SCROLL_BAR)
    places = [[name_rect(text) for text in row.all_texts] for row in layout.rows]
    for one, other in pairwise(places):
        assert max(rect.bottom() for rect in one) <= min(rect.top() for rect in other) + 0.01
    for index, (row, rects) in enumerate(zip(layout.rows, places, strict=True)):
        assert "".join(row.name.text.split()) == "".join(row.bar.label.split())
        name, *texts = rects
        assert name.right() < layout.columns[0].chart.zero
        for shape in row.shapes:
            assert all(shape.rect.right < text.left() for text in texts)
        assert all(one.right() < other.left() for one, other in pairwise(texts))
        place = layout.row_rect(index).adjusted(0, -0.01, 0.01, 0.01)
        assert all(place.contains(rect) for rect in rects)
    assert layout.columns[0].edges[-1] <= layout.size.height() + 1


def test_bars_start_at_zero_are_proportional_and_large_enough_to_click(
    chart: BarChart, size: QSize
) -> None:
    layout = lay_out_in_window(chart, size, SCROLL_BAR)
    scale = layout.columns[0].chart
    for index, row in enumerate(layout.rows):
        value = row.bar.drawn_value
        assert len(row.shapes) == bool(value)
        for bar in row.shapes:
            assert bar.rect.left == scale.zero
            assert bar.rect.width == pytest.approx(max(2, value * scale.per_unit))
        assert layout.row_at(layout.row_rect(index).center()) == index
    middle = layout.size.width() / 2
    for y in (-1, layout.columns[0].edges[-1] + 1):
        assert layout.row_at(QPointF(middle, y)) is None
    fits = layout.size.width() == size.width()
    assert (layout.size.height() == size.height()) == fits
    assert fits or layout.least_height > size.height()
    # Smaller rows may avoid scrolling.
    is_small = layout.least_height > size.height() and layout.size == size
    heights = [layout.row_rect(row).height() for row in range(len(layout.rows))]
    assert min(heights) >= (12 if is_small else 24)


def test_high_row_is_complete_above_lower_ones(style: Look) -> None:
    style.set_scale(2.0)
    bravo = make_force("Bravo")
    rows = tuple((name, value, "p") for name, value, _ in THREE)
    chart = with_my_force(bar_chart(make_measure(rows), bravo), bravo)
    layout = lay_out_in_window(chart, QSize(560, 300), SCROLL_BAR)
    notes = [name_rect(row.texts[-1]) for row in layout.rows]
    assert notes[0].height() > notes[1].height()
    assert all(layout.row_rect(at).contains(note) for at, note in enumerate(notes))


FORTY_SIX: tuple[Row, ...] = tuple((f"Made-up shire {at:02}", 214 - 4 * at, "") for at in range(46))
ON_LAPTOP = QSize(860, 416)
"""The room for bars in a window of 1366 × 696 pixels."""


def test_forty_six_forces_are_on_one_screen_in_two_columns(style: Look) -> None:
    layout = lay_out_in_window(sample_chart(FORTY_SIX), ON_LAPTOP, SCROLL_BAR, max_columns=2)
    assert layout.size == ON_LAPTOP
    assert [len(column.chart.rows) for column in layout.columns] == [23, 23]
    assert min(row.name.style.size for row in layout.rows) >= 12
    assert [row.bar.label for row in layout.rows] == [name for name, _, _ in FORTY_SIX]
    rects = [layout.row_rect(row) for row in range(46)]
    assert not any(one.intersects(other) for one, other in pairwise(rects))
    assert [rect.top() for rect in rects[:23]] == [rect.top() for rect in rects[23:]]
    assert len({(each.chart.zero, each.chart.per_unit) for each in layout.columns}) == 1
    assert layout.columns[-1].rect.right() <= ON_LAPTOP.width()


def test_two_columns_are_used_only_if_one_is_not_enough(style: Look) -> None:
    def columns(count: int, size: QSize = ON_LAPTOP) -> int:
        chart = sample_chart(FORTY_SIX[:count])
        return len(lay_out_in_window(chart, size, SCROLL_BAR, max_columns=2).columns)

    assert [columns(count) for count in (3, 21, 22, 46)] == [1, 1, 2, 2]
    assert columns(46, QSize(430, 416)) == 1  # too narrow for two
    assert columns(46, QSize(860, 1200)) == 1


def test_row_beside_is_at_the_same_height(style: Look) -> None:
    layout = lay_out_in_window(sample_chart(FORTY_SIX[:45]), ON_LAPTOP, SCROLL_BAR, max_columns=2)
    firsts = [column.first for column in layout.columns]
    assert layout.row_beside(3, 1) == firsts[1] + 3
    assert layout.row_beside(firsts[1] + 3, -1) == 3
    assert [layout.row_beside(3, -1), layout.row_beside(firsts[1], 1)] == [3, firsts[1]]
    assert layout.row_beside(firsts[1] - 1, 1) in (firsts[1] * 2 - 1, 44)


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


def test_my_force_is_labelled_after_its_figure(style: Look) -> None:
    measure = make_measure((*THREE[:2], ("Charlie", 20, "p")))
    alpha, charlie = make_force("Alpha"), make_force("Charlie")
    chart = with_my_force(bar_chart(measure, charlie), charlie)
    layout = lay_out_in_window(chart, QSize(700, 400), SCROLL_BAR)
    texts = [[text.text.strip() for text in row.all_texts] for row in layout.rows]
    assert texts == [["Bravo", "99"], ["Charlie", "20", "provisional, my force"], ["Alpha", "16"]]
    assert with_my_force(bar_chart(measure, charlie), None) == bar_chart(measure, charlie)
    assert with_my_force(bar_chart(measure, charlie), alpha) == bar_chart(measure, charlie)
