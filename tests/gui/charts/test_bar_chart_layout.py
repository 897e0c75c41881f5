"""Tests of the layout of bars and their texts."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF

from briefing_app.gui.charts import bar_chart_layout
from briefing_app.gui.charts.bar_chart_layout import BarLayout, TextWidths, lay_out
from briefing_app.gui.style import Style
from briefing_app.model.chart_builder import ChartView, bar_chart
from briefing_app.model.charts import Bar
from tests.sample_measures import AWKWARD, FORTY_THREE, THREE, Row, make_measure

SCROLL_BAR = 14

everywhere = [
    pytest.mark.parametrize("rows", [THREE[:1], THREE, FORTY_THREE, AWKWARD], ids=len),
    pytest.mark.parametrize("size", [(480, 220), (700, 400), (1900, 1000)], ids=str),
    pytest.mark.parametrize("scale", [0.8, 1.0, 2.0]),
]


@pytest.fixture
def bars(rows: tuple[Row, ...]) -> tuple[Bar, ...]:
    return bar_chart(make_measure(rows)).bars


@pytest.fixture
def layout(style: Style, bars: tuple[Bar, ...], size: tuple[int, int], scale: float) -> BarLayout:
    style.set_scale(scale)
    return lay_out(bars, style, QSize(*size), SCROLL_BAR, TextWidths())


def at_every_size(test: object) -> object:
    for mark in everywhere:
        test = mark(test)
    return test


@at_every_size
def test_rows_are_in_order_and_texts_do_not_touch(layout: BarLayout) -> None:
    for one, other in pairwise(layout.rows):
        assert one.label.bottom() <= other.label.top()
        assert one.bar.bottom() < other.bar.top()
        assert one.target.bottom() <= other.target.top()
    for row in layout.rows:
        assert row.label.right() < row.bar.left()
        assert row.bar.right() < row.figure.left()


@at_every_size
def test_every_text_is_inside_the_chart(layout: BarLayout) -> None:
    for row in layout.rows:
        assert row.target.left() >= 0
        assert row.chip.left() >= row.target.left()
        assert row.target.right() <= layout.size.width() + 0.01
        assert row.target.top() >= 0
        assert row.target.bottom() <= layout.size.height()


@at_every_size
def test_texts_fit_their_rectangles(layout: BarLayout, bars: tuple[Bar, ...]) -> None:
    label, figure = QFontMetricsF(layout.bold_font), QFontMetricsF(layout.figure_font)
    for row, bar in zip(layout.rows, bars, strict=True):
        for line in row.label_lines:
            assert label.horizontalAdvance(line) <= row.label.width() + 0.01
        assert row.label.height() >= len(row.label_lines) * label.height() - 0.01
        assert row.label.height() <= layout.pitch
        if bar.value is not None:
            assert figure.horizontalAdvance(bar.text) <= row.figure.width() + 0.01
        assert figure.height() <= layout.pitch


@at_every_size
def test_labels_take_at_most_two_fifths_of_the_width(layout: BarLayout) -> None:
    assert layout.zero <= layout.size.width() * 0.4 + 1


@at_every_size
def test_bars_start_at_zero_and_are_proportional(layout: BarLayout, bars: tuple[Bar, ...]) -> None:
    longest = max(bar.value for bar in bars if bar.value is not None)
    for row, bar in zip(layout.rows, bars, strict=True):
        assert row.bar.left() == layout.zero
        share = (bar.value or 0) / longest
        assert row.bar.width() == pytest.approx(share * layout.longest, abs=1)
        assert (row.bar.width() >= 1) == bool(bar.value)


@at_every_size
def test_layout_exceeds_the_height_only_if_it_does_not_fit(
    layout: BarLayout, size: tuple[int, int]
) -> None:
    fits = len(layout.rows) * layout.least_pitch <= size[1]
    assert (layout.size.height() == size[1]) == fits
    if not fits:
        assert layout.pitch == layout.least_pitch
        assert layout.size.width() == size[0] - SCROLL_BAR


@pytest.mark.parametrize(("rows", "size", "scale"), [(THREE, (760, 330), 1.0)])
def test_three_bars_share_the_height(layout: BarLayout) -> None:
    assert layout.rows[-1].target.bottom() > 0.9 * layout.size.height()


@pytest.mark.parametrize(("rows", "size", "scale"), [(AWKWARD, (480, 220), 1.0)])
def test_long_name_wraps_before_it_is_shortened(layout: BarLayout) -> None:
    lines = {row.label_lines for row in layout.rows}
    wrapped = next(block for block in lines if block[0].startswith("The Combined"))
    assert len(wrapped) == 2
    assert not wrapped[0].endswith("…")
    assert any("…" in block[-1] for block in lines)


@pytest.mark.parametrize("width", [300, 480, 700])
def test_long_names_with_different_ends_stay_distinct(style: Style, width: int) -> None:
    name = "The Combined Constabulary of the Northern, Outer and Further Districts, Area"
    rows: tuple[Row, ...] = tuple((f"{name} {number}", number, "") for number in range(1, 9))
    bars = bar_chart(make_measure(rows)).bars
    layout = lay_out(bars, style, QSize(width, 600), SCROLL_BAR, TextWidths())
    labels = {row.label_lines for row in layout.rows}
    assert all("…" in lines[-1] for lines in labels)
    assert len(labels) == len(rows)


@given(
    values=st.lists(st.none() | st.floats(allow_nan=False) | st.integers(), max_size=8),
    width=st.integers(1, 2000),
    height=st.integers(0, 1200),
)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
)
def test_any_figure_at_any_size_gives_a_bar_within_its_share(
    style: Style, values: list[float | None], width: int, height: int
) -> None:
    rows = [(f"F{at}", value, "x" if value is None else "") for at, value in enumerate(values)]
    bars = bar_chart(make_measure(rows)).bars
    layout = lay_out(bars, style, QSize(width, height), SCROLL_BAR, TextWidths())
    assert [row.bar.left() for row in layout.rows] == [layout.zero] * len(bars)
    for row in layout.rows:
        assert 0 <= row.bar.width() <= max(layout.longest, 1.0)


@pytest.mark.parametrize(("rows", "size", "scale"), [(FORTY_THREE, (700, 400), 1.0)], ids=["43"])
def test_rows_are_found_by_height(layout: BarLayout) -> None:
    for index, row in enumerate(layout.rows):
        middle = row.target.center().y()
        assert list(layout.rows_between(middle, middle)) == [index]
    assert list(layout.rows_between(-50, -1)) == []
    assert list(layout.rows_between(layout.size.height() + 1, layout.size.height() + 50)) == []


@at_every_size
def test_rows_are_high_enough_to_click(layout: BarLayout) -> None:
    assert layout.least_pitch >= 24


class _CountedMetrics(QFontMetricsF):
    """Font metrics that count the texts measured."""

    count = 0

    def horizontalAdvance(self, text: str) -> float:  # type: ignore[override]  # noqa: N802
        _CountedMetrics.count += 1
        return super().horizontalAdvance(text)


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> type[_CountedMetrics]:
    """Provide the texts measured from now on."""
    monkeypatch.setattr(bar_chart_layout, "QFontMetricsF", _CountedMetrics)
    monkeypatch.setattr(_CountedMetrics, "count", 0)
    return _CountedMetrics


def test_texts_are_measured_only_once(style: Style, measured: type[_CountedMetrics]) -> None:
    bars = bar_chart(make_measure((*FORTY_THREE, *AWKWARD))).bars
    widths = TextWidths()
    sizes = [QSize(700, 4000), QSize(480, 220), QSize(300, 220)]
    before = [lay_out(bars, style, size, SCROLL_BAR, widths) for size in sizes]
    assert measured.count > len(bars)
    measured.count = 0
    assert [lay_out(bars, style, size, SCROLL_BAR, widths) for size in sizes] == before
    assert measured.count == 0


def test_too_many_bars_are_measured_in_one_size_only(
    style: Style, measured: type[_CountedMetrics]
) -> None:
    rows = tuple((f"F{number}", number, "") for number in range(500))
    bars = bar_chart(make_measure(rows)).bars
    lay_out(bars, style, QSize(700, 400), SCROLL_BAR, TextWidths())
    assert len(bars) < measured.count <= 2 * len(bars)


def test_text_size_change_is_measured_again(style: Style) -> None:
    bars = bar_chart(make_measure(AWKWARD)).bars
    widths = TextWidths()
    lay_out(bars, style, QSize(700, 400), SCROLL_BAR, widths)
    style.set_scale(2.0)
    fresh = lay_out(bars, style, QSize(700, 400), SCROLL_BAR, TextWidths())
    assert lay_out(bars, style, QSize(700, 400), SCROLL_BAR, widths) == fresh


def _pairs(rows: tuple[Row, ...]) -> tuple[Bar, ...]:
    measure = make_measure(rows, periods=("2015", "2016"))
    return bar_chart(measure, view=ChartView("2016", "2015")).bars


@pytest.mark.parametrize("rows", [THREE[:1], THREE, FORTY_THREE], ids=len)
@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5])
def test_pair_has_one_name_and_a_period_for_each_bar(
    style: Style, rows: tuple[Row, ...], scale: float
) -> None:
    style.set_scale(scale)
    bars = _pairs(rows)
    layout = lay_out(bars, style, QSize(800, 500), SCROLL_BAR, TextWidths())
    assert [row.label_lines for row in layout.rows] == [("2015",), ("2016",)] * len(rows)
    for at in range(0, len(bars), 2):
        first, second = layout.rows[at : at + 2]
        assert " ".join(first.name_lines) == bars[at].label.removesuffix(" 2015")
        assert second.name_lines == ()
        assert second.chip.isEmpty()
        assert abs(first.name.center().y() - (first.bar.top() + second.bar.bottom()) / 2) <= 1
        for row in (first, second):
            assert first.chip.contains(row.label.center())
            assert first.name.right() < row.ring.left() < row.label.left()
            assert row.target.left() <= first.chip.left()
            assert row.target.contains(row.ring)
        assert first.chip.contains(first.name.center())
        assert first.target.top() <= first.name.top()
        assert first.name.bottom() <= second.target.bottom()


def test_long_name_does_not_make_pairs_higher(style: Style) -> None:
    size = QSize(620, 500)
    long = ("Hampshire and Isle of Wight and the Channel", 5, "")
    plain = lay_out(_pairs(FORTY_THREE), style, size, SCROLL_BAR, TextWidths())
    longer = lay_out(_pairs((*FORTY_THREE, long)), style, size, SCROLL_BAR, TextWidths())
    assert max(len(row.name_lines) for row in longer.rows) == 2
    assert longer.pitch == plain.pitch


@pytest.mark.parametrize("width", [200, 260])
def test_pairs_get_full_labels_if_a_name_does_not_fit(style: Style, width: int) -> None:
    bars = _pairs((("Northamptonshire", 5, ""),))
    layout = lay_out(bars, style, QSize(width, 500), SCROLL_BAR, TextWidths())
    assert [row.name_lines for row in layout.rows] == [(), ()]
    assert [row.label_lines[-1][-4:] for row in layout.rows] == ["2015", "2016"]
    assert all(row.ring == row.target for row in layout.rows)


@pytest.mark.parametrize("rows", [THREE[:1], THREE, FORTY_THREE, AWKWARD], ids=len)
@pytest.mark.parametrize("size", [(300, 220), (700, 400), (1900, 2400)], ids=str)
@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_bars_of_a_pair_are_closer_than_to_the_next_pair(
    style: Style, rows: tuple[Row, ...], size: tuple[int, int], scale: float
) -> None:
    style.set_scale(scale)
    bars = _pairs(rows)
    layout = lay_out(bars, style, QSize(*size), SCROLL_BAR, TextWidths())
    chips = [row.chip for row in layout.rows if not row.chip.isEmpty()]
    assert len(chips) in {len(rows), len(bars)}
    assert all(one.bottom() <= other.top() for one, other in pairwise(chips))
    within: set[float] = set()
    between: set[float] = set()
    for index, (one, other) in enumerate(pairwise(layout.rows), start=1):
        assert one.label.bottom() <= other.label.top()
        assert one.bar.bottom() < other.bar.top()
        (within if bars[index].is_joined else between).add(other.bar.top() - one.bar.bottom())
    for index, row in enumerate(layout.rows):
        for part in (row.label, row.bar):
            assert row.target.top() <= part.top()
            assert part.bottom() <= row.target.bottom()
        middle = row.bar.center().y()
        assert abs(middle - row.figure.center().y()) <= 1
        assert abs(middle - row.label.center().y()) <= 1
        assert list(layout.rows_between(middle, middle)) == [index]
    assert all(2 * near <= far for near in within for far in between)
