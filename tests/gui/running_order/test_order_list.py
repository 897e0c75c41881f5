"""The list of the running order: keys, dragging, scrolling and painting."""

from itertools import product
from warnings import catch_warnings, simplefilter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QDrag, QDragLeaveEvent, QDragMoveEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QListView,
)
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.running_order.list import RunningOrderList, scroll_step
from briefing_app.gui.slides.slide_pages import Shown
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slide_builder import finding_slide
from tests.gui.pixels import colours
from tests.gui.running_order.running_orders import (
    ORIGINAL,
    ShowDialog,
    accessible_texts_of,
    assert_row_is_visible,
    drop_event,
    labels_of,
    list_of,
    type_keys,
)
from tests.gui.slideshows import press
from tests.sample_report import make_finding, make_report


@pytest.mark.parametrize(
    ("source", "before", "to"), [(0, 3, 2), (4, 1, 1), (2, 5, 4), (3, 0, 0), (0, 2, 1)]
)
def test_dropped_slide_moves_before_another(
    dialog: RunningOrderDialog, qtbot: QtBot, source: int, before: int, to: int
) -> None:
    model = list_of(dialog).model()
    with qtbot.waitSignal(dialog.order_changed) as changed:
        assert model.moveRow(QModelIndex(), source, QModelIndex(), before)
    assert changed.args == [ORIGINAL.move(source, to)]
    assert list_of(dialog).currentIndex().row() == to


@pytest.mark.parametrize(("source", "before"), [(1, 1), (1, 2), (1, 6), (5, 0), (-1, 0)])
def test_invalid_drop_moves_nothing(
    dialog: RunningOrderDialog, qtbot: QtBot, source: int, before: int
) -> None:
    with qtbot.assertNotEmitted(dialog.order_changed):
        assert not list_of(dialog).model().moveRow(QModelIndex(), source, QModelIndex(), before)


def test_rows_can_be_dropped_only_between_rows(dialog: RunningOrderDialog) -> None:
    model = list_of(dialog).model()
    row = model.flags(model.index(0, 0))
    assert row & Qt.ItemFlag.ItemIsDragEnabled
    assert not row & Qt.ItemFlag.ItemIsDropEnabled
    assert model.flags(QModelIndex()) == Qt.ItemFlag.ItemIsDropEnabled


def test_typed_number_moves_selected_slide(dialog: RunningOrderDialog, qtbot: QtBot) -> None:
    dialog.select(0)
    type_keys(dialog, "4")
    assert "Move to number 4? Press Enter to move it, Esc to cancel." in labels_of(dialog)
    with qtbot.waitSignal(dialog.order_changed) as changed:
        type_keys(dialog, "", Qt.Key.Key_Return)
    assert changed.args == [ORIGINAL.move(0, 3)]
    assert list_of(dialog).currentIndex().row() == 3
    assert "Title is now number 4." in labels_of(dialog)
    type_keys(dialog, "1", Qt.Key.Key_Enter)
    assert dialog.order == ORIGINAL


@pytest.mark.parametrize(
    "modifier",
    [
        # On a French keyboard, digits need Shift or Caps Lock.
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    ],
)
def test_number_can_be_typed_if_digits_need_shift(
    show_dialog: ShowDialog, modifier: Qt.KeyboardModifier
) -> None:
    findings = tuple(make_finding(number) for number in range(1, 31))
    order = RunningOrder.of(map(finding_slide, findings))
    dialog = show_dialog(order, make_report(findings))
    view = list_of(dialog)
    for _ in range(2):
        for shift in (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock):
            press(view, shift, text="")
        press(view, Qt.Key.Key_2, modifier, text="2")
    assert "Move to number 22? Press Enter to move it, Esc to cancel." in labels_of(dialog)
    press(view, Qt.Key.Key_Return)
    assert dialog.order == order.move(0, 21)


def test_digit_with_ctrl_or_alt_is_not_typed(dialog: RunningOrderDialog) -> None:
    for modifiers in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier):
        press(list_of(dialog), Qt.Key.Key_4, modifiers, text="4")
        assert not any(text.startswith("Move to number") for text in labels_of(dialog))


def test_typed_number_counts_only_shown_slides(dialog: RunningOrderDialog) -> None:
    dialog.select(1)
    dialog.toggle()
    dialog.select(0)
    type_keys(dialog, "2", Qt.Key.Key_Return)
    assert "Title is now number 2." in labels_of(dialog)
    assert accessible_texts_of(dialog)[2].startswith("Number 2. Title")
    type_keys(dialog, "2", Qt.Key.Key_Return)
    assert "Title is already there." in labels_of(dialog)


def test_slide_left_out_can_be_moved_after_last_shown_slide(
    dialog: RunningOrderDialog, qtbot: QtBot
) -> None:
    dialog.select(1)
    dialog.toggle()
    type_keys(dialog, "5", Qt.Key.Key_Return)
    assert dialog.order == ORIGINAL.set_shown(1, shown=False).move(1, 4)
    assert "Finding 1 is now 5 in the list, left out." in labels_of(dialog)
    dialog.select(4)
    dialog.toggle()
    assert "Finding 1 is shown as number 5." in labels_of(dialog)
    dialog.toggle()
    with qtbot.assertNotEmitted(dialog.order_changed):
        type_keys(dialog, "5", Qt.Key.Key_Return)
        assert "Finding 1 is already there." in labels_of(dialog)
        type_keys(dialog, "6", Qt.Key.Key_Return)
        assert "There is no number 6. Numbers go from 1 to 5." in labels_of(dialog)


@pytest.mark.parametrize("typed", ["0", "6", "99999"])
def test_number_out_of_range_moves_nothing(
    dialog: RunningOrderDialog, qtbot: QtBot, typed: str
) -> None:
    with qtbot.assertNotEmitted(dialog.order_changed):
        type_keys(dialog, typed, Qt.Key.Key_Return)
    assert f"There is no number {int(typed)}. Numbers go from 1 to 5." in labels_of(dialog)


def test_other_keys_drop_typed_number(dialog: RunningOrderDialog, qtbot: QtBot) -> None:
    def is_question_shown() -> bool:
        return any(text.startswith("Move to number") for text in labels_of(dialog))

    with qtbot.assertNotEmitted(dialog.order_changed):
        for key in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Down):
            type_keys(dialog, "4")
            assert is_question_shown()
            type_keys(dialog, "", key)
            assert not is_question_shown()
        type_keys(dialog, "4")
        dialog.show_add_panel()
        assert not is_question_shown()
        dialog.show_list()
        type_keys(dialog, "", Qt.Key.Key_Return)
    assert dialog.isVisible()


@given(st.integers(0, 600), st.integers(1, 200))
def test_drag_scrolls_faster_nearer_to_edge(y: int, edge: int) -> None:
    height = 600
    by = scroll_step(y, height, edge)
    assert (by < 0) == (y < edge)
    assert (by > 0) == (y > height - edge)
    assert scroll_step(height - y, height, edge) == -by
    if y < height / 2:
        assert scroll_step(y - 1, height, edge) <= by
    assert scroll_step(-500, height, edge) == scroll_step(0, height, edge)


def test_drag_keeps_scrolling_while_pointer_rests_at_edge(
    show_dialog: ShowDialog, qtbot: QtBot
) -> None:
    findings = tuple(make_finding(number) for number in range(1, 25))
    report = make_report(findings)
    dialog = show_dialog(RunningOrder.of(map(finding_slide, findings)), report)
    view = list_of(dialog)
    assert isinstance(view, RunningOrderList)
    bar, timer = view.verticalScrollBar(), view.findChildren(QTimer)[0]
    mime = QMimeData()

    def drag(y: int) -> None:
        left, move = Qt.MouseButton.LeftButton, Qt.DropAction.MoveAction
        with catch_warnings():
            simplefilter("ignore")  # the constructor is deprecated, but every Qt version has it
            event = QDragMoveEvent(QPoint(50, y), move, mime, left, Qt.KeyboardModifier.NoModifier)
        view.dragMoveEvent(event)

    drag(view.viewport().height() - 1)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    drag(1)
    qtbot.waitUntil(lambda: bar.value() == 0)
    drag(view.viewport().height() - 1)
    qtbot.waitUntil(lambda: bar.value() > 0)
    assert timer.isActive()
    drag(view.viewport().height() // 2)
    assert not timer.isActive()
    drag(1)
    view.dragLeaveEvent(QDragLeaveEvent())
    assert not timer.isActive()
    drag(1)
    assert timer.isActive()
    view.dropEvent(drop_event(mime))
    assert not timer.isActive()


def test_list_scrolls_to_row_selected_by_key(long_dialog: RunningOrderDialog) -> None:
    view = list_of(long_dialog)
    for key, row in ((Qt.Key.Key_End, 58), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(view, key)
        assert_row_is_visible(long_dialog, row)
    for row in range(1, 31):
        QTest.keyClick(view, Qt.Key.Key_Down)
        assert_row_is_visible(long_dialog, row)


def test_list_scrolls_to_slide_moved_by_key(long_dialog: RunningOrderDialog) -> None:
    view = list_of(long_dialog)
    for row in range(1, 31):
        QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert_row_is_visible(long_dialog, row)
    for row in range(29, -1, -1):
        QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert_row_is_visible(long_dialog, row)


def test_list_scrolls_to_slide_moved_by_number_and_by_undo(
    long_dialog: RunningOrderDialog,
) -> None:
    for number in (59, 30, 1):
        type_keys(long_dialog, str(number), Qt.Key.Key_Return)
        assert_row_is_visible(long_dialog, number - 1)
    for row in (29, 58, 0):
        long_dialog.undo()
        assert_row_is_visible(long_dialog, row)


def test_list_scrolls_to_slide_that_is_left_out(long_dialog: RunningOrderDialog) -> None:
    view = list_of(long_dialog)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert_row_is_visible(long_dialog, 0)


@pytest.mark.parametrize("width", [720, 1100])
def test_list_scrolls_to_added_slide(long_dialog: RunningOrderDialog, width: int) -> None:
    long_dialog.resize(width, 700)
    view = list_of(long_dialog)
    QTest.keyClick(view, Qt.Key.Key_End)
    long_dialog.show_add_panel()
    QTest.keyClick(long_dialog.focusWidget(), Qt.Key.Key_Return)
    long_dialog.show_list()  # the list may be hidden by it
    assert_row_is_visible(long_dialog, 59)
    long_dialog.undo()
    view.verticalScrollBar().setValue(0)
    long_dialog.show_add_panel()
    QTest.keyClick(long_dialog.focusWidget(), Qt.Key.Key_Return)
    long_dialog.show_list()
    assert_row_is_visible(long_dialog, 59)


def test_shrinking_list_keeps_selected_row_visible(
    long_dialog: RunningOrderDialog,
) -> None:
    view = list_of(long_dialog)
    bar = view.verticalScrollBar()
    QTest.keyClick(view, Qt.Key.Key_End)
    long_dialog.resize(long_dialog.width(), long_dialog.height() - 150)
    assert_row_is_visible(long_dialog, 58)
    bar.setValue(0)
    long_dialog.resize(long_dialog.width(), long_dialog.height() - 20)
    QApplication.processEvents()
    assert bar.value() == 0


def test_autoscroll_is_off_only_during_drag(
    long_dialog: RunningOrderDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = list_of(long_dialog)
    scrolls: list[bool] = []

    class Drag(QDrag):
        def exec(self, *_: object) -> Qt.DropAction:
            scrolls.append(view.hasAutoScroll())
            return Qt.DropAction.IgnoreAction

    monkeypatch.setattr("briefing_app.gui.running_order.list.QDrag", Drag)
    view.startDrag(Qt.DropAction.MoveAction)
    assert scrolls == [False]
    QTest.keyClick(view, Qt.Key.Key_End)
    assert_row_is_visible(long_dialog, 58)


def test_arrow_keys_select_without_editing(dialog: RunningOrderDialog, qtbot: QtBot) -> None:
    view = list_of(dialog)
    with qtbot.assertNotEmitted(dialog.order_changed):
        for key, row in (
            (Qt.Key.Key_End, 4),
            (Qt.Key.Key_Up, 3),
            (Qt.Key.Key_Home, 0),
            (Qt.Key.Key_Down, 1),
        ):
            QTest.keyClick(view, key)
            assert view.currentIndex().row() == row


def test_theme_change_recolours_rows_at_once(dialog: RunningOrderDialog, style: Look) -> None:
    dialog.select(0)
    style.choose(ThemeChoice.DARK)
    view = list_of(dialog)
    box = QRect(view.mapTo(dialog, view.rect().topLeft()), view.size())
    seen = colours(dialog.grab().toImage().copy(box))
    assert {style.theme.surface, style.theme.accent_soft, style.theme.caution} <= seen


def test_rows_have_one_height_and_grow_with_the_text(
    dialog: RunningOrderDialog, style: Look
) -> None:
    view = list_of(dialog)
    heights: list[int] = []
    for scale in (1.0, 1.5, 2.0):
        style.set_scale(scale)
        QApplication.processEvents()
        rows = {view.visualRect(view.model().index(row, 0)).height() for row in range(5)}
        assert len(rows) == 1
        heights += rows
    assert heights[0] < heights[1] < heights[2]


def test_slide_left_out_is_one_faint_line(
    thumbnails: list[Shown], dialog: RunningOrderDialog, qtbot: QtBot
) -> None:
    view = list_of(dialog)
    qtbot.waitUntil(lambda: len(thumbnails) == 5)
    dialog.select(0)
    before = _row(view, 2)
    dialog.select(2)
    dialog.toggle()
    dialog.select(0)
    after = _row(view, 2)
    assert after.height() < before.height() / 2
    assert _darkest(before) < _darkest(after)


def _row(view: QListView, row: int) -> QImage:
    return view.viewport().grab(view.visualRect(view.model().index(row, 0))).toImage()


def _darkest(image: QImage) -> int:
    """Return the lightness of the darkest pixel, without those at the edge."""
    points = product(range(60, image.width() * 3 // 4), range(3, image.height() - 3))
    return min(image.pixelColor(x, y).lightness() for x, y in points)
