"""The minutes of each slide in the list of the running order."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.running_order.list import SlideMinutesField
from briefing_app.model.running_order import RunningOrder
from tests.gui.running_order.running_orders import (
    ORIGINAL,
    SLIDES,
    ShowDialog,
    accessible_texts_of,
    labels_of,
    list_of,
)
from tests.gui.slideshows import process_events


def _field(view: QListView) -> SlideMinutesField:
    (field,) = (each for each in view.findChildren(SlideMinutesField) if each.isVisible())
    return field


def _box(view: QListView, row: int) -> QPoint:
    """Return the middle of the box of a row's minutes."""
    rect = view.visualRect(view.model().index(row, 0))
    return QPoint(rect.right() - 70, rect.center().y())


@pytest.mark.parametrize("key", [Qt.Key.Key_M, Qt.Key.Key_F2])
def test_key_edits_the_minutes_of_the_selected_slide(
    dialog: RunningOrderDialog, qtbot: QtBot, key: Qt.Key
) -> None:
    view = list_of(dialog)
    dialog.select(1)
    QTest.keyClick(view, key)
    assert _field(view).accessibleName() == "Minutes of Finding 1"
    QTest.keyClicks(_field(view), "12")
    with qtbot.waitSignal(dialog.order_changed) as changed:
        QTest.keyClick(_field(view), Qt.Key.Key_Return)
    assert changed.args == [ORIGINAL.set_minutes(1, 12)]
    assert accessible_texts_of(dialog)[1].endswith(". 12 minutes")
    assert "Finding 1: 12 minutes." in labels_of(dialog)
    process_events()
    assert dialog.focusWidget() is view
    dialog.undo()
    assert dialog.order == ORIGINAL


def test_click_edits_minutes_and_tab_those_of_the_next_slide(dialog: RunningOrderDialog) -> None:
    view = list_of(dialog)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_box(view, 1))
    QTest.keyClicks(_field(view), "3")
    QTest.keyClick(_field(view), Qt.Key.Key_Tab)
    QTest.keyClicks(_field(view), "4")
    QTest.keyClick(_field(view), Qt.Key.Key_Return)
    process_events()
    assert dialog.order == ORIGINAL.set_minutes(1, 3).set_minutes(2, 4)


def test_click_puts_back_a_slide_that_is_left_out(dialog: RunningOrderDialog) -> None:
    view = list_of(dialog)
    heights = [view.visualRect(view.model().index(row, 0)).height() for row in range(3)]
    dialog.select(1)
    dialog.toggle()
    rect = view.visualRect(view.model().index(1, 0))
    assert rect.height() < heights[1] / 2
    QTest.keyClick(view, Qt.Key.Key_M)
    assert not view.findChildren(SlideMinutesField)
    at = QPoint(rect.right() - 20, rect.center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert dialog.order == ORIGINAL
    assert [view.visualRect(view.model().index(row, 0)).height() for row in range(3)] == heights


def test_esc_discards_minutes_and_keeps_the_dialog_open(dialog: RunningOrderDialog) -> None:
    view = list_of(dialog)
    QTest.keyClick(view, Qt.Key.Key_M)
    QTest.keyClicks(_field(view), "7")
    QTest.keyClick(_field(view), Qt.Key.Key_Escape)
    process_events()
    assert dialog.order == ORIGINAL
    assert dialog.isVisible()


def test_click_beside_the_box_only_selects(dialog: RunningOrderDialog) -> None:
    view = list_of(dialog)
    at = _box(view, 2) - QPoint(200, 0)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.currentIndex().row() == 2
    assert not view.findChildren(SlideMinutesField)


def test_zero_removes_the_plan_of_a_slide(show_dialog: ShowDialog) -> None:
    order = RunningOrder.of([slide._replace(minutes=3) for slide in SLIDES])
    dialog = show_dialog(order)
    view = list_of(dialog)
    QTest.keyClick(view, Qt.Key.Key_M)
    QTest.keyClicks(_field(view), "0")
    QTest.keyClick(_field(view), Qt.Key.Key_Return)
    process_events()
    assert dialog.order.slides[0].minutes is None
    assert "Title: no planned time." in labels_of(dialog)
