"""Tests of the bar chart on screen."""

from collections.abc import Callable, Iterator
from itertools import groupby

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.charts.bar_chart import BarChartView
from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.model.chart_selection import OtherPeriods, with_per_cent_sign
from briefing_app.model.charts import bar_chart
from tests.gui.panes.figures import choose_row, is_row_chosen, row_rect
from tests.gui.parts import double_click
from tests.sample_measures import AWKWARD, FORTY_THREE, THREE, Row, make_force, make_measure

Show = Callable[..., BarChartView]


@pytest.fixture
def show(qtbot: QtBot, style: Look) -> Show:
    """Provide a function that shows rows as a chart in a focused window."""
    windows: list[QWidget] = []  # which nothing else keeps

    def shown(
        rows: tuple[Row, ...] = THREE,
        size: tuple[int, int] = (700, 400),
        highlight: str = "Bravo",
        max_columns: int = 1,
    ) -> BarChartView:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        chart = BarChartView(window)
        chart.resize(*size)
        window.resize(*size)
        measure = make_measure(rows, highlight=highlight)
        chart.set_chart(bar_chart(measure), max_columns=max_columns)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        chart.setFocus()
        QApplication.processEvents()
        return chart

    return shown


def _bar(chart: BarChartView, row: int, style: Look) -> QRect:
    """Return where the bar of a row is painted: the longest run of its colours."""
    image, place = _picture(chart), row_rect(chart, row)
    colours = {style.theme.accent, style.theme.quiet_bar}
    middle = place.center()
    across = range(place.left() + 6, place.right() - 6)  # inside of the focus ring
    has_colour = [_colour_at(image, QPoint(x, middle.y())) in colours for x in across]
    runs = groupby(across, lambda x: has_colour[x - across.start])
    longest = max(([*xs] for is_coloured, xs in runs if is_coloured), key=len, default=[])
    if len(longest) < 9:  # part of a letter
        return QRect()
    down = range(place.top() + 3, middle.y())
    top = next(y for y in down if _colour_at(image, QPoint(longest[-2], y)) in colours)
    return QRect(QPoint(longest[0], top), QPoint(longest[-1], 2 * middle.y() - top))


def _picture(chart: BarChartView) -> QImage:
    return chart.viewport().grab().toImage()


def _colour_at(image: QImage, point: QPoint) -> str:
    return image.pixelColor(point).name().upper()


def _points(rect: QRect) -> Iterator[QPoint]:
    for x in range(rect.left(), rect.right() + 1):
        for y in range(rect.top(), rect.bottom() + 1):
            yield QPoint(x, y)


def _press(chart: BarChartView, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(chart, key)


def _current(chart: BarChartView) -> int:
    return chart.currentIndex().row()


def test_bars_are_as_long_as_their_figures(show: Show, style: Look) -> None:
    chart = show()
    bars = [_bar(chart, row, style) for row in range(3)]
    assert len({bar.left() for bar in bars}) == 1
    for bar, value in zip(bars, (99, 20, 16), strict=True):
        assert bar.width() / bars[0].width() == pytest.approx(value / 99, abs=0.01)


def test_figure_is_beside_its_bar_and_not_on_it(show: Show, style: Look) -> None:
    chart = show()
    image = _picture(chart)
    for row in range(3):
        bar = _bar(chart, row, style).adjusted(2, 2, -2, -2)  # inside of its corners
        assert len({_colour_at(image, point) for point in _points(bar)}) == 1
        beside = QRect(bar.right() + 4, bar.top(), 30, bar.height())
        ground = _colour_at(image, beside.topLeft())
        inked = {point.x() for point in _points(beside) if _colour_at(image, point) != ground}
        assert beside.left() < min(inked) < beside.left() + 16


def test_bars_of_percentages_are_on_a_scale_to_100(show: Show, style: Look) -> None:
    chart = show()
    full = _bar(chart, 0, style).width()
    measure = make_measure((("Alpha", 50, ""),))._replace(unit="per cent")
    chart.set_chart(with_per_cent_sign(bar_chart(measure, make_force("Alpha"))))
    QApplication.processEvents()
    assert _bar(chart, 0, style).width() < 0.6 * full


def test_only_highlighted_bar_has_the_accent(show: Show, style: Look) -> None:
    chart = show(highlight="Charlie")
    image = _picture(chart)
    bars = [_bar(chart, row, style) for row in range(3)]
    colours = [_colour_at(image, bar.center()) for bar in bars]
    assert colours == [style.theme.quiet_bar, style.theme.accent, style.theme.quiet_bar]


def test_high_contrast_outlines_the_bars(show: Show, style: Look) -> None:
    chart = show()
    for choice in (ThemeChoice.CONTRAST_DARK, ThemeChoice.CONTRAST_LIGHT):
        style.choose(choice)
        bar, image = _bar(chart, 0, style), _picture(chart)
        edges = [_colour_at(image, QPoint(bar.center().x(), bar.top() - 1 - at)) for at in (0, 1)]
        assert style.theme.ink in edges


def test_row_that_has_no_figure_says_so_and_has_no_bar(show: Show, style: Look) -> None:
    chart = show((("Alpha", None, "c"), ("Bravo", 3, "")))
    assert _bar(chart, 1, style).isNull()
    assert not _bar(chart, 0, style).isNull()


def test_three_bars_do_not_scroll_and_forty_three_do(show: Show) -> None:
    assert not show(THREE).verticalScrollBar().isVisible()
    many = show(FORTY_THREE)
    assert many.verticalScrollBar().isVisible()
    assert row_rect(many, 0).height() == 24  # can be clicked
    assert row_rect(many, 0).width() <= many.viewport().width()


def test_scroll_bar_comes_and_goes_with_the_rows(show: Show) -> None:
    chart = show()
    for rows, is_there in ((FORTY_THREE, True), (THREE, False)):
        chart.set_chart(bar_chart(make_measure(rows)))
        QApplication.processEvents()
        assert chart.verticalScrollBar().isVisible() is is_there


def test_wheel_scrolls_and_does_not_zoom(show: Show) -> None:
    chart = show(FORTY_THREE)
    before = row_rect(chart, 0)
    QTest.wheelEvent(chart.window().windowHandle(), QPointF(100, 100), QPoint(0, -240))
    after = row_rect(chart, 0)
    assert after.top() < before.top()
    assert after.size() == before.size()


def test_click_anywhere_in_a_row_selects_the_force(show: Show) -> None:
    chart, charlie = show(), make_force("Charlie")
    chosen: list[object] = []
    chart.force_chosen.connect(chosen.append)
    row, window = row_rect(chart, 1), chart.window().windowHandle()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for x in (5, 300, row.right() - 3):
        for _ in range(2):
            QTest.mouseClick(window, left, none, QPoint(x, row.center().y()))
            QTest.qWait(0)
    assert chosen == [charlie, None] * 3
    QTest.mouseClick(window, left, none, QPoint(300, chart.height() - 3))  # below the rows
    assert chosen == [charlie, None] * 3


def test_double_click_selects_once(show: Show) -> None:
    chart = show()
    chosen: list[object] = []
    chart.force_chosen.connect(chosen.append)
    double_click(chart.window().windowHandle(), row_rect(chart, 1).center())
    assert chosen == [make_force("Charlie")]


def test_mouse_that_leaves_the_pressed_row_selects_nothing(show: Show) -> None:
    chart = show()
    chosen: list[object] = []
    chart.force_chosen.connect(chosen.append)
    first, second = (row_rect(chart, row).center() for row in (0, 1))
    QTest.mousePress(chart.viewport(), Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(chart.viewport(), second)
    QTest.mouseRelease(chart.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert not chosen


def test_chart_without_bars_takes_keys_and_clicks(show: Show) -> None:
    chart = show(())
    _press(chart, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_End)
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert chart.model().rowCount() == 0


def test_keys_move_between_bars_and_select(show: Show) -> None:
    chart = show()
    chosen: list[object] = []
    chart.force_chosen.connect(chosen.append)
    names = ("Bravo", "Charlie", "Alpha")
    for keys, row, choose in (
        ([], 0, Qt.Key.Key_Return),
        ([Qt.Key.Key_Down], 1, Qt.Key.Key_Enter),
        ([Qt.Key.Key_End], 2, Qt.Key.Key_Space),
        ([Qt.Key.Key_Down], 2, Qt.Key.Key_Return),
        ([Qt.Key.Key_Up], 1, Qt.Key.Key_Enter),
        ([Qt.Key.Key_Home, Qt.Key.Key_Up], 0, Qt.Key.Key_Space),
    ):
        _press(chart, *keys, choose, choose)
        assert chosen == [make_force(names[row]), None]
        chosen.clear()


def test_focus_ring_is_on_the_current_bar(show: Show, style: Look) -> None:
    chart = show()
    _press(chart, Qt.Key.Key_Down)
    image = _picture(chart)
    tops = [row_rect(chart, row).top() for row in range(3)]
    ringed = [_colour_at(image, QPoint(350, top)) == style.theme.accent for top in tops]
    assert ringed == [False, True, False]


def test_keyboard_scrolls_to_the_current_bar(show: Show) -> None:
    chart = show(FORTY_THREE)
    _press(chart, Qt.Key.Key_End)
    assert chart.viewport().rect().contains(row_rect(chart, 42))
    _press(chart, Qt.Key.Key_Home, Qt.Key.Key_PageDown)
    assert 1 < _current(chart) < 42


def test_arrow_keys_move_between_two_columns(show: Show) -> None:
    chart = show(FORTY_THREE, (860, 416), max_columns=2)
    assert not chart.verticalScrollBar().isVisible()
    assert all(chart.viewport().rect().contains(row_rect(chart, row)) for row in range(43))
    rows = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        _press(chart, key)
        rows.append(_current(chart))
    first = next(row for row in range(43) if row_rect(chart, row).left() > 400)
    assert rows == [1, first + 1, first + 2, 2]
    choose_row(chart, first)
    assert is_row_chosen(chart, first)


def test_keys_of_the_window_are_left_to_it(show: Show) -> None:
    chart = show()
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F6):
        _press(chart, key)
    assert _current(chart) == 0


def test_typing_finds_a_force_by_its_name(show: Show) -> None:
    chart = show()
    _press(chart, Qt.Key.Key_A)
    assert chart.currentIndex().data() == "Alpha"


def test_selected_bar_is_recognizable_by_shape(show: Show, style: Look) -> None:
    chart = show()
    chart.clearFocus()
    edge = row_rect(chart, 2).topLeft() + QPoint(1, 5)
    before = _colour_at(_picture(chart), edge)
    chart.set_chosen(make_force("Alpha"))
    assert (before != style.theme.accent, _colour_at(_picture(chart), edge)) == (
        True,
        style.theme.accent,
    )
    chart.set_chosen(None)
    assert _colour_at(_picture(chart), edge) == before


def test_selecting_a_bar_moves_nothing(show: Show, style: Look) -> None:
    chart = show(AWKWARD, highlight=AWKWARD[1][0])
    before = [(_bar(chart, row, style), row_rect(chart, row)) for row in (0, 1)]
    chart.set_chosen(make_force(AWKWARD[0][0]))
    assert [(_bar(chart, row, style), row_rect(chart, row)) for row in (0, 1)] == before


def test_no_timer_runs_after_painting(show: Show) -> None:
    chart = show(FORTY_THREE)
    QApplication.processEvents()
    things: list[QObject] = [chart, *chart.findChildren(QObject)]
    assert not [t for t in things if isinstance(t, QTimer) and t.isActive()]


def test_row_that_a_key_reached_says_all_that_is_known_of_its_force(show: Show) -> None:
    chart = show()
    measure = make_measure(periods=("2020", "2021"))
    chart.set_chart(bar_chart(measure), details=OtherPeriods(measure, {"2021"}).text)
    chart.setFocus()
    _press(chart, Qt.Key.Key_Home, Qt.Key.Key_Down)
    assert QToolTip.text() == "<b>Charlie Made-up Police, 2021: 20</b><br>2020: 20"
    role = Qt.ItemDataRole.ToolTipRole
    assert chart.model().index(1, 0).data(role) == QToolTip.text()


def test_markup_in_a_name_is_text(show: Show) -> None:
    chart = show(AWKWARD)
    tips = [chart.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(5)]
    assert not any("<img" in str(tip) for tip in tips)


def test_current_force_is_kept_when_the_chart_changes(show: Show) -> None:
    chart = show()
    _press(chart, Qt.Key.Key_Down)
    chart.set_chart(bar_chart(make_measure((("Zulu", 500, ""), *THREE))))
    assert chart.currentIndex().data() == "Charlie"


def test_screen_reader_gets_message_alt_text_and_every_bar(show: Show) -> None:
    chart = show()
    chart.set_chosen(make_force("Alpha"))
    interface = QAccessible.queryAccessibleInterface(chart)
    assert interface.role() is QAccessible.Role.List
    assert interface.text(QAccessible.Text.Name) == "Bravo has more than the others"
    assert interface.text(QAccessible.Text.Description) == (
        "Bar chart, 3 bars, longest first. Bravo 99, Charlie 20, Alpha 16. Bravo is highlighted."
    )
    bars = [interface.child(at) for at in range(interface.childCount())]
    assert [bar.text(QAccessible.Text.Name) for bar in bars] == [
        "Bravo Made-up Police: 99",
        "Charlie Made-up Police: 20",
        "Alpha Made-up Police: 16",
    ]
    assert [bar.state().selected for bar in bars] == [0, 0, 1]
    assert [bar.state().focused for bar in bars] == [0, 0, 1]


def test_highlighting_a_bar_is_announced(show: Show, heard: list[str]) -> None:
    chart = show()
    _press(chart, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert heard == [
        "Bravo Made-up Police highlighted",
        "Bravo Made-up Police no longer highlighted",
    ]


def test_model_passes_qt_model_tester(show: Show) -> None:
    chart = show()
    tester = QAbstractItemModelTester(
        chart.model(), QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    chart.set_chart(bar_chart(make_measure(FORTY_THREE)))
    chart.set_chart(bar_chart(make_measure(())))
    assert tester.model().rowCount() == 0


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_no_figure_is_cut_off(show: Show, style: Look, scale: float) -> None:
    style.set_scale(scale)
    for rows in (THREE, FORTY_THREE):
        chart = show(rows, (600, 300))
        chart.clearFocus()  # its ring reaches the edge
        image, count = _picture(chart), len(rows)
        edge = [
            _colour_at(image, QPoint(chart.viewport().width() - 1, y))
            for y in range(image.height())
        ]
        assert len(set(edge)) == 1, count  # nothing reaches the edge
