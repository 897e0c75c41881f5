"""Tests of the bar chart on screen."""

from collections.abc import Callable
from math import floor

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import (
    QBasicTimer,
    QEvent,
    QObject,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAccessible, QAction, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from briefing_app.gui.charts import bar_chart as bar_chart_module
from briefing_app.gui.charts.bar_chart import BarChartWidget
from briefing_app.gui.charts.window_layout import WindowLayout, lay_out_in_window, name_rect
from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.model.chart_selection import OtherPeriods
from briefing_app.model.charts import BarChart, bar_chart
from tests.gui.panes.figures import canvas_of, layout_of
from tests.gui.parts import double_click
from tests.gui.pixels import pixels
from tests.sample_measures import AWKWARD, FORTY_THREE, THREE, Row, make_force, make_measure

Show = Callable[..., BarChartWidget]


@pytest.fixture
def show(qtbot: QtBot, style: Look) -> Show:
    """Provide a function that shows rows as a chart in a focused window."""

    def shown(
        rows: tuple[Row, ...] = THREE, size: tuple[int, int] = (700, 400), highlight: str = "Bravo"
    ) -> BarChartWidget:
        chart = BarChartWidget()
        qtbot.addWidget(chart)
        chart.resize(*size)
        chart.set_chart(bar_chart(make_measure(rows, highlight=highlight)))
        with qtbot.waitExposed(chart):
            chart.show()
        chart.activateWindow()
        chart.setFocus()
        return chart

    return shown


def _picture(chart: BarChartWidget) -> QImage:
    return chart.grab().toImage()


def _colour_at(image: QImage, point: QPointF) -> str:
    return image.pixelColor(point.toPoint()).name().upper()


def _bars(chart: BarChartWidget) -> list[QRectF]:
    shapes = [shape for row in layout_of(chart).rows for shape in row.shapes]
    return [QRectF(*shape.rect) for shape in shapes]


def _click(chart: BarChartWidget, point: QPointF) -> None:
    place = canvas_of(chart).mapTo(chart, point.toPoint())
    # To the window, so that Qt chooses the widget.
    QTest.mouseClick(
        chart.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )


def _press(chart: BarChartWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(chart, key)


def _labels(chart: BarChartWidget) -> list[str]:
    return [row.bar.label for row in layout_of(chart).rows]


@pytest.mark.parametrize("rows", [THREE, FORTY_THREE], ids=len)
def test_pyqtgraph_draws_every_bar_where_the_layout_says(show: Show, rows: tuple[Row, ...]) -> None:
    chart = show(rows)
    (item,) = (each for each in canvas_of(chart).items() if isinstance(each, pg.BarGraphItem))
    rects = item._rectarray.instances()  # noqa: SLF001, pyqtgraph has no public name for them
    drawn = [item.mapRectToScene(rect) for rect in rects]
    for rect, bar in zip(drawn, _bars(chart), strict=True):
        assert rect.left() == pytest.approx(layout_of(chart).columns[0].chart.zero)
        assert rect.left() == pytest.approx(bar.left())
        assert rect.width() == pytest.approx(bar.width())
        assert rect.top() == pytest.approx(bar.top())
        assert rect.height() == pytest.approx(bar.height())


def test_pixels_outside_the_bars_are_background(show: Show, style: Look) -> None:
    chart = show()
    image = _picture(chart)
    for bar in _bars(chart):
        middle = bar.center().y()
        assert _colour_at(image, QPointF(bar.left() - 2, middle)) == style.theme.ground
        assert _colour_at(image, QPointF(bar.right() + 2, middle)) == style.theme.ground
        assert _colour_at(image, QPointF(bar.left() + 1, middle)) != style.theme.ground


def test_only_highlighted_bar_has_the_accent(show: Show, style: Look) -> None:
    chart = show(highlight="Charlie")
    image = _picture(chart)
    colours = [_colour_at(image, bar.center()) for bar in _bars(chart)]
    assert _labels(chart) == ["Bravo", "Charlie", "Alpha"]
    assert colours == [style.theme.quiet_bar, style.theme.accent, style.theme.quiet_bar]


def test_theme_change_is_painted_at_once(show: Show, style: Look) -> None:
    chart = show()
    for choice in (ThemeChoice.DARK, ThemeChoice.CONTRAST_DARK, ThemeChoice.CONTRAST_LIGHT):
        style.choose(choice)
        image = _picture(chart)
        bars = _bars(chart)
        assert _colour_at(image, bars[0].center()) == style.theme.accent
        assert _colour_at(image, bars[1].center()) == style.theme.quiet_bar
        corner = image.pixelColor(image.width() - 3, image.height() - 3)
        assert corner == QColor(style.theme.ground)
    for bar in bars:  # high contrast outlines them on every side
        for edge in (
            QPointF(bar.left(), bar.center().y()),
            QPointF(bar.left() - 1, bar.center().y()),
            QPointF(bar.center().x(), bar.top()),
            QPointF(bar.center().x(), bar.bottom()),
        ):
            assert _colour_at(image, edge) == style.theme.ink


def test_three_bars_do_not_scroll_and_forty_three_do(show: Show) -> None:
    assert not show(THREE).verticalScrollBar().isVisible()
    many = show(FORTY_THREE)
    assert many.verticalScrollBar().isVisible()
    assert canvas_of(many).height() == round(layout_of(many).least_height)
    assert canvas_of(many).width() <= many.viewport().width()


def test_each_size_is_laid_out_once(
    show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[QSize] = []

    def noted(chart: BarChart, size: QSize, scroll_bar: int, columns: int = 1) -> WindowLayout:
        sizes.append(QSize(size))
        return lay_out_in_window(chart, size, scroll_bar, columns)

    monkeypatch.setattr(bar_chart_module, "lay_out_in_window", noted)
    chart = show(THREE)
    sizes.clear()
    # Their scroll bar takes some of the width.
    chart.set_chart(bar_chart(make_measure(FORTY_THREE)))
    QApplication.processEvents()
    chart.resize(600, 300)
    qtbot.waitUntil(lambda: QSize(600, 300) in sizes)
    QApplication.processEvents()
    assert sizes == [QSize(700, 400), QSize(600, 300)]


def test_wheel_scrolls_and_does_not_zoom(show: Show) -> None:
    chart = show(FORTY_THREE)
    lengths = _bars(chart)
    QTest.wheelEvent(chart.windowHandle(), QPointF(100, 100), QPoint(0, -240))
    assert chart.verticalScrollBar().value() > 0
    assert _bars(chart) == lengths


def test_click_anywhere_in_a_row_selects_the_force(show: Show) -> None:
    chart, charlie = show(), make_force("Charlie")
    chosen: list[object] = []
    chart.force_chosen.connect(chosen.append)
    first, second = (bar.center() for bar in _bars(chart)[:2])
    for x in (5, 300, 695):
        for _ in range(2):
            _click(chart, QPointF(x, second.y()))
    assert chosen == [charlie, None] * 3
    chosen.clear()
    double_click(chart.windowHandle(), second.toPoint())
    assert chosen == [charlie]
    viewport = chart.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=first.toPoint())
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=second.toPoint())
    _click(chart, QPointF(300, chart.height() - 3))  # below the rows
    assert chosen == [charlie]
    chart.set_chart(bar_chart(make_measure(())))
    _press(chart, Qt.Key.Key_Down, Qt.Key.Key_Return)
    _click(chart, QPointF(5, 5))
    assert (chart.row_count(), chart.current_row()) == (0, 0)
    assert chosen == [charlie]


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
    edges = [QPointF(350, chart.row_rect(row).top() + 1) for row in range(3)]
    _press(chart, Qt.Key.Key_Down)
    image = _picture(chart)
    ringed = [_colour_at(image, edge) == style.theme.accent for edge in edges]
    assert ringed == [False, True, False]


def test_keyboard_scrolls_to_the_current_bar(show: Show) -> None:
    chart = show(FORTY_THREE)
    _press(chart, Qt.Key.Key_End)
    last = chart.row_rect(42).translated(canvas_of(chart).pos())
    assert chart.viewport().rect().contains(last.center())
    _press(chart, Qt.Key.Key_Home, Qt.Key.Key_PageDown)
    assert 1 < chart.current_row() < 42


def test_unused_keys_are_left_to_the_window(show: Show) -> None:
    chart = show()
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F6, Qt.Key.Key_A):
        _press(chart, key)
    QTest.keyClick(chart, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert chart.current_row() == 0


def test_selected_bar_is_recognizable_by_shape(show: Show, style: Look) -> None:
    chart = show()
    chart.clearFocus()
    name = name_rect(layout_of(chart).rows[2].name)
    edge = QPointF(name.center().x(), floor(name.top() - 1))
    before = _colour_at(_picture(chart), edge)
    chart.set_chosen(make_force("Alpha"))
    after = _colour_at(_picture(chart), edge)
    assert (before, after) == (style.theme.ground, style.theme.accent)
    chart.set_chosen(None)
    assert _colour_at(_picture(chart), edge) == style.theme.ground


def test_selecting_a_bar_moves_nothing(show: Show) -> None:
    chart = show(AWKWARD)
    before = layout_of(chart)
    chart.choose_row(1)
    assert layout_of(chart) == before


def test_no_timer_runs_after_painting(show: Show) -> None:
    chart = show(FORTY_THREE)
    QApplication.processEvents()
    things: list[QObject] = [chart, *chart.findChildren(QObject), canvas_of(chart).scene()]
    assert not [t for t in things if isinstance(t, QTimer) and t.isActive()]
    fired = _TimerEvents()
    for thing in things:
        thing.installEventFilter(fired)
    QApplication.processEvents()
    assert fired.count == 0


class _TimerEvents(QObject):
    """An event filter that counts timer events, also those of a `QBasicTimer`."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self._own = QBasicTimer()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        self.count += event.type() is QEvent.Type.Timer
        return False


def _hover(chart: BarChartWidget, row: int) -> None:
    QTest.mouseMove(chart.viewport(), chart.row_rect(row).center())
    QApplication.processEvents()


def _detailed(chart: BarChartWidget) -> BarChartWidget:
    measure = make_measure(periods=("2020", "2021"))
    others = OtherPeriods(measure, {"2021"})
    chart.set_chart(bar_chart(measure), details=others.text)
    return chart


def test_row_under_the_mouse_reads_out_its_figures(show: Show, style: Look) -> None:
    chart = _detailed(show())
    before = _picture(chart)
    _hover(chart, 1)
    assert chart.readout(1) == ["Charlie Made-up Police, 2021: 20", "2020: 20"]
    picture, row = _picture(chart), chart.row_rect(1)
    band = QPointF(row.left() + 3, row.center().y())
    assert _colour_at(picture, band) == style.theme.accent_soft
    assert _colour_at(before, band) == style.theme.ground
    beside = [_colour_at(picture, QPointF(x, row.center().y() + 12)) for x in range(row.right())]
    assert beside.count(style.theme.ink) > 100
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert _picture(chart) == before


def test_chart_has_no_action_of_pyqtgraph(show: Show) -> None:
    assert show().findChildren(QAction) == []


def test_arrow_keys_read_out_the_figures(show: Show, style: Look) -> None:
    chart = _detailed(show())
    _press(chart, Qt.Key.Key_Down)
    row = chart.row_rect(1)
    band = QPointF(row.left() + 5, row.center().y())  # inside the focus ring
    assert _colour_at(_picture(chart), band) == style.theme.accent_soft
    assert chart.row_text(1) == "Charlie Made-up Police: 20. 2020: 20"
    chart.clearFocus()
    assert _colour_at(_picture(chart), band) == style.theme.ground


def test_hovered_bar_stands_out_from_its_band(show: Show, style: Look) -> None:
    chart = show(highlight="Charlie")
    colours = []
    for row in (0, 1):
        _hover(chart, row)
        colours.append(_colour_at(_picture(chart), _bars(chart)[row].center()))
    assert colours == [style.theme.muted, style.theme.accent]


@pytest.mark.parametrize("size", [(700, 400), (300, 90)], ids=str)
def test_readout_is_inside_the_chart(show: Show, style: Look, size: tuple[int, int]) -> None:
    chart = _detailed(show(size=size))
    for row in (0, 2):
        _hover(chart, row)
        picture = _picture(chart)
        ys, xs = np.nonzero(pixels(picture) == QColor(style.theme.ink).rgb())
        assert xs.size > 2000
        assert 0 <= min(xs) < max(xs) < picture.width() - 1 or max(xs) == picture.width() - 1
        assert max(ys) < picture.height()


def test_arrow_keys_move_between_two_columns(qtbot: QtBot, style: Look) -> None:
    chart = BarChartWidget()
    chart.set_max_columns(2)
    qtbot.addWidget(chart)
    chart.resize(860, 416)
    chart.set_chart(bar_chart(make_measure(FORTY_THREE)))
    with qtbot.waitExposed(chart):
        chart.show()
    chart.activateWindow()
    chart.setFocus()
    assert not chart.verticalScrollBar().isVisible()
    rows = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        _press(chart, key)
        rows.append(chart.current_row())
    first = layout_of(chart).columns[1].first
    assert rows == [1, first + 1, first + 2, 2]
    place = QPointF(chart.row_rect(first).center())
    _click(chart, place)
    assert chart.is_row_selected(first)


def test_current_force_is_kept_when_the_chart_changes(show: Show) -> None:
    chart = show()
    _press(chart, Qt.Key.Key_Down)
    chart.set_chart(bar_chart(make_measure((("Zulu", 500, ""), *THREE))))
    assert _labels(chart)[chart.current_row()] == "Charlie"


def test_size_hint_is_for_all_rows(show: Show) -> None:
    chart = show(FORTY_THREE)
    assert chart.minimumSizeHint().height() == pytest.approx(43 * 24, abs=43)
    assert chart.sizeHint().height() == 43 * 34


def test_screen_reader_gets_message_and_alt_text(
    show: Show,
) -> None:
    chart = show()
    interface = QAccessible.queryAccessibleInterface(chart)
    assert interface.role() is QAccessible.Role.Chart
    assert interface.text(QAccessible.Text.Name) == "Bravo has more than the others"
    assert interface.text(QAccessible.Text.Description) == (
        "Bar chart, 3 bars, longest first. Bravo 99, Charlie 20, Alpha 16. Bravo is highlighted."
    )


def test_screen_reader_can_walk_through_the_bars(show: Show) -> None:
    chart = show()
    chart.set_chosen(make_force("Alpha"))
    interface = QAccessible.queryAccessibleInterface(chart)
    bars = [interface.child(at) for at in range(interface.childCount())]
    assert [bar.text(QAccessible.Text.Name) for bar in bars] == [
        "Bravo Made-up Police: 99",
        "Charlie Made-up Police: 20",
        "Alpha Made-up Police: 16",
    ]
    assert [bar.state().selected for bar in bars] == [0, 0, 1]
    assert [bar.state().focused for bar in bars] == [0, 0, 1]
    assert [interface.indexOfChild(bar) for bar in bars] == [0, 1, 2]
    middle = bars[1].rect().center()
    assert interface.childAt(middle.x(), middle.y()).text(QAccessible.Text.Name).startswith("Cha")
    focused = interface.focusChild()
    assert focused.text(QAccessible.Text.Name).startswith("Alpha")
    assert all(bar.role() is QAccessible.Role.ListItem for bar in bars)
    assert bars[0].parent().role() is QAccessible.Role.Chart
    assert interface.child(3) is None


def test_bars_of_a_hidden_chart_are_invisible_to_a_screen_reader(show: Show) -> None:
    chart = show()
    bar = QAccessible.queryAccessibleInterface(chart).child(0)
    assert not bar.state().invisible
    chart.hide()
    assert bar.state().invisible


def test_accessible_bars_become_invalid_with_the_chart(qtbot: QtBot, style: Look) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    chart = BarChartWidget()
    column.addWidget(chart)
    chart.set_chart(bar_chart(make_measure()))
    interface = QAccessible.queryAccessibleInterface(chart)
    numbers = [QAccessible.uniqueId(interface.child(at)) for at in range(3)]
    assert all(QAccessible.accessibleInterface(number).isValid() for number in numbers)
    chart.set_chart(bar_chart(make_measure(THREE[:2])))
    assert not QAccessible.accessibleInterface(numbers[2]).isValid()
    del interface
    chart.deleteLater()
    QApplication.sendPostedEvents(chart, QEvent.Type.DeferredDelete.value)
    assert not isValid(chart)
    assert [QAccessible.accessibleInterface(number) for number in numbers] == [None] * 3
    assert QAccessible.queryAccessibleInterface(window).childCount() == 0


def test_resizing_back_and_forth_restores_the_layout(show: Show, style: Look) -> None:
    chart, layouts = show(AWKWARD), []
    for scale in (1.0, 0.8, 2.0):
        style.set_scale(scale)
        layouts.append(layout_of(chart))
        for size in (QSize(480, 220), QSize(1900, 1000)):
            chart.resize(size)
            QApplication.processEvents()
            chart.resize(700, 400)
            QApplication.processEvents()
            assert layout_of(chart) == layouts[-1]
    assert layouts[2].columns[0].chart.zero > layouts[0].columns[0].chart.zero


def test_highlighting_a_bar_is_announced(show: Show, heard: list[str]) -> None:
    chart = show()
    _press(chart, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert heard == [
        "Bravo Made-up Police highlighted",
        "Bravo Made-up Police no longer highlighted",
    ]
