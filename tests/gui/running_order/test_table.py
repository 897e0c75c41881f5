"""The table of the running order: its model, keys, dragging, scrolling and painting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QRect,
    Qt,
)
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QSpinBox

from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.running_order.editor import RunningOrderEditor
from briefing_app.gui.running_order.table import MINUTES, SHOWN, SLIDE, RunningOrderModel
from briefing_app.model.written_slide import WrittenKind, written
from tests.gui.pixels import colours
from tests.gui.running_order.running_orders import (
    BREAK,
    ORIGINAL,
    REPORT,
    ShowDialog,
    accessible_texts_of,
    labels_of,
    order_of,
    rows_of,
    table_of,
)
from tests.gui.slideshows import process_events


def _assert_row_is_visible(dialog: RunningOrderDialog, row: int) -> None:
    """Assert that a row is selected and completely visible."""
    QApplication.processEvents()  # the table may be laid out later
    view = table_of(dialog)
    assert view.currentIndex().row() == row
    rect = view.visualRect(view.currentIndex())
    assert 0 <= rect.top() < rect.bottom() <= view.viewport().height()  # Qt is a pixel short


def _rect(view: QAbstractItemView, row: int, column: int = SLIDE) -> QRect:
    return view.visualRect(view.model().index(row, column))


def _click(view: QAbstractItemView, row: int, column: int) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(view.viewport(), left, pos=_rect(view, row, column).center())


# ---- the model ----------------------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["move", "toggle", "write", "remove", "restore"]),
            st.integers(0, 10),
            st.integers(0, 10),
        ),
        max_size=12,
    )
)
def test_model_shows_the_order_and_passes_qts_model_tester(
    edits: list[tuple[str, int, int]],
) -> None:
    editor = RunningOrderEditor(REPORT, ORIGINAL)
    model = RunningOrderModel(editor, editor)
    editor.changed.connect(model.follow)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(model, mode)
    for edit, one, other in edits:
        count = len(editor.state.order.items)
        editor.select(one % count)
        if edit == "move":
            editor.move(one % count, other % count)
        elif edit == "write":
            editor.write(written(WrittenKind.BREAK, "Coffee"), other)
        else:
            getattr(editor, edit)()
        order = editor.state.order
        shown = [model.index(row, SHOWN) for row in range(model.rowCount())]
        assert [index.data(Qt.ItemDataRole.CheckStateRole) for index in shown] == [
            Qt.CheckState.Checked if item.is_shown else Qt.CheckState.Unchecked
            for item in order.items
        ]
        numbers = [index.data() for index in shown if index.data()]
        assert numbers == [str(number) for number in range(1, len(order.slides) + 1)]
        assert list(model.rows) == list(order.items)
    assert tester is not None


def test_screen_reader_says_number_name_title_minutes_and_marks(show_dialog: ShowDialog) -> None:
    order = ORIGINAL.set_shown(1, shown=False).set_minutes(4, 3)
    dialog = show_dialog(order.write(written(WrittenKind.TEXT, "Welcome"), 5, None))
    assert accessible_texts_of(dialog) == [
        "Slide 1 of 5. A made-up briefing. Title",
        "Left out. Finding number 1. Finding 1. Concern",
        "Slide 2 of 5. Finding number 2. Finding 2. Concern. Source unclear",
        "Slide 3 of 5. Bravo has more than the others. Chart",
        "Slide 4 of 5. “Words number 1.”. Quote 1. 3 minutes",
        "Slide 5 of 5. Welcome. Text. Added for today",
    ]
    role = Qt.ItemDataRole.AccessibleTextRole
    assert rows_of(table_of(dialog), role, MINUTES) == ["", "", "", "", "3", ""]


# ---- moving -------------------------------------------------------------------------------------


def test_dropped_slide_moves_before_another(dialog: RunningOrderDialog) -> None:
    view = table_of(dialog)
    mime, move = QMimeData(), Qt.DropAction.MoveAction
    for source, before, to in (
        *((0, 3, 2), (4, 1, 1), (2, -1, 4), (3, 0, 0), (0, 2, 1)),
        *((1, 1, 1), (1, 2, 1)),
    ):
        dialog.editor.select(source)
        view.model().dropMimeData(mime, move, before, 0, QModelIndex())
        assert order_of(dialog) == ORIGINAL.move(source, to)
        assert view.currentIndex().row() == to
        dialog.editor.restore()


def test_rows_are_dragged_and_dropped_only_between_rows(dialog: RunningOrderDialog) -> None:
    view = table_of(dialog)
    model = view.model()
    for column in (SHOWN, SLIDE, MINUTES):
        flags = model.flags(model.index(0, column))
        assert flags & Qt.ItemFlag.ItemIsDragEnabled
        assert not flags & Qt.ItemFlag.ItemIsDropEnabled
    assert model.flags(QModelIndex()) == Qt.ItemFlag.ItemIsDropEnabled
    assert view.dragDropMode() is QAbstractItemView.DragDropMode.InternalMove
    assert not view.dragDropOverwriteMode()


def test_keys_select_move_leave_out_and_remove(dialog: RunningOrderDialog) -> None:
    view, alt = table_of(dialog), Qt.KeyboardModifier.AltModifier
    for key, row in (
        (Qt.Key.Key_End, 4),
        (Qt.Key.Key_Up, 3),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Down, 1),
    ):
        QTest.keyClick(view, key)
        assert view.currentIndex().row() == dialog.editor.state.row == row
    assert order_of(dialog) == ORIGINAL
    for key, order, row in (
        (Qt.Key.Key_Down, ORIGINAL.move(1, 2), 2),
        (Qt.Key.Key_Up, ORIGINAL, 1),
    ):
        QTest.keyClick(view, key, alt)
        assert order_of(dialog) == order
        assert view.currentIndex().row() == row
    for shown in (False, True):
        QTest.keyClick(view, Qt.Key.Key_Space)
        assert order_of(dialog) == ORIGINAL.set_shown(1, shown=shown)
    dialog.editor.write(BREAK, 10)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert order_of(dialog) == ORIGINAL


def test_click_on_a_check_box_leaves_a_slide_out_and_shows_it_again(
    dialog: RunningOrderDialog,
) -> None:
    view = table_of(dialog)
    for shown in (False, True):
        _click(view, 1, SHOWN)
        assert order_of(dialog) == ORIGINAL.set_shown(1, shown=shown)
        assert view.model().setData(
            view.model().index(2, SHOWN), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole
        )
        dialog.editor.undo()


def test_long_title_is_cut_and_complete_in_its_tool_tip(show_dialog: ShowDialog) -> None:
    title = "Word " * 100 + "end"
    dialog = show_dialog(ORIGINAL.write(written(WrittenKind.TEXT, title), 1, None))
    index = table_of(dialog).model().index(1, SLIDE)
    assert index.data().startswith("Word Word")
    assert "…" in index.data()
    assert len(index.data()) < 200
    assert "end" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.siblingAtRow(0).data(Qt.ItemDataRole.ToolTipRole) is None


# ---- minutes ------------------------------------------------------------------------------------


def _field(view: QAbstractItemView) -> QSpinBox:
    (field,) = (each for each in view.findChildren(QSpinBox) if each.isVisible())
    return field


def test_key_edits_the_minutes_of_the_selected_slide(dialog: RunningOrderDialog) -> None:
    view = table_of(dialog)
    dialog.editor.select(1)
    for key, minutes in ((Qt.Key.Key_M, 12), (Qt.Key.Key_F2, 13)):
        QTest.keyClick(view, key)
        assert _field(view).accessibleName() == "Minutes of Finding number 1"
        QTest.keyClicks(_field(view), str(minutes))
        QTest.keyClick(_field(view), Qt.Key.Key_Return)
        process_events()
        assert order_of(dialog) == ORIGINAL.set_minutes(1, minutes)
        assert accessible_texts_of(dialog)[1].endswith(f". {minutes} minutes")
        assert f"Finding 1: {minutes} minutes." in labels_of(dialog)
        assert dialog.focusWidget() is view
        _assert_row_is_visible(dialog, 1)


@pytest.mark.parametrize("by_key", [True, False])
def test_tab_goes_on_to_the_minutes_of_the_next_slide(
    dialog: RunningOrderDialog, by_key: bool
) -> None:
    view = table_of(dialog)
    if by_key:
        dialog.editor.select(1)
        QTest.keyClick(view, Qt.Key.Key_M)
    else:
        _click(view, 1, MINUTES)
    QTest.keyClicks(_field(view), "3")
    QTest.keyClick(_field(view), Qt.Key.Key_Tab)
    QTest.keyClicks(_field(view), "4")
    QTest.keyClick(_field(view), Qt.Key.Key_Return)
    process_events()
    assert order_of(dialog) == ORIGINAL.set_minutes(1, 3).set_minutes(2, 4)


def test_click_on_another_slide_keeps_typed_minutes(dialog: RunningOrderDialog) -> None:
    view = table_of(dialog)
    _click(view, 1, MINUTES)
    QTest.keyClicks(_field(view), "3")
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    _click(view, 3, SLIDE)
    process_events()
    assert order_of(dialog) == ORIGINAL.set_minutes(1, 3)
    assert not view.findChildren(QSpinBox)
    _assert_row_is_visible(dialog, 3)


def test_esc_discards_minutes_and_keeps_the_dialog_open(dialog: RunningOrderDialog) -> None:
    view = table_of(dialog)
    QTest.keyClick(view, Qt.Key.Key_M)
    QTest.keyClicks(_field(view), "7")
    QTest.keyClick(_field(view), Qt.Key.Key_Escape)
    process_events()
    assert order_of(dialog) == ORIGINAL
    assert dialog.isVisible()


# ---- scrolling ----------------------------------------------------------------------------------


def test_table_scrolls_to_row_selected_or_moved_by_key(long_dialog: RunningOrderDialog) -> None:
    view, alt = table_of(long_dialog), Qt.KeyboardModifier.AltModifier
    for key, row in ((Qt.Key.Key_End, 58), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(view, key)
        _assert_row_is_visible(long_dialog, row)
    for row in range(1, 16):
        QTest.keyClick(view, Qt.Key.Key_Down)
        _assert_row_is_visible(long_dialog, row)
    for row in range(14, -1, -1):
        QTest.keyClick(view, Qt.Key.Key_Up, alt)
        _assert_row_is_visible(long_dialog, row)


def test_table_scrolls_to_slide_moved_by_undo_or_left_out(
    long_dialog: RunningOrderDialog,
) -> None:
    view = table_of(long_dialog)
    for by, row in ((58, 58), (-29, 29), (-29, 0)):
        long_dialog.editor.move_by(by)
        _assert_row_is_visible(long_dialog, row)
    for row in (29, 58, 0):
        long_dialog.editor.undo()
        _assert_row_is_visible(long_dialog, row)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    QTest.keyClick(view, Qt.Key.Key_Space)
    _assert_row_is_visible(long_dialog, 0)


def test_shrinking_table_keeps_selected_row_visible(long_dialog: RunningOrderDialog) -> None:
    view = table_of(long_dialog)
    bar = view.verticalScrollBar()
    QTest.keyClick(view, Qt.Key.Key_End)
    long_dialog.resize(long_dialog.width(), long_dialog.height() - 150)
    _assert_row_is_visible(long_dialog, 58)
    bar.setValue(0)
    long_dialog.resize(long_dialog.width(), long_dialog.height() - 20)
    QApplication.processEvents()
    assert bar.value() == 0


# ---- painting -----------------------------------------------------------------------------------


def test_theme_change_recolours_rows_at_once(dialog: RunningOrderDialog, style: Look) -> None:
    style.choose(ThemeChoice.DARK)
    view = table_of(dialog)
    box = QRect(view.mapTo(dialog, view.rect().topLeft()), view.size())
    seen = colours(dialog.grab().toImage().copy(box))
    assert {style.theme.surface, style.theme.accent_soft, style.theme.caution} <= seen
