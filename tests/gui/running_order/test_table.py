"""The table of the running order: its model, keys, dragging, scrolling and painting."""

from itertools import product
from warnings import catch_warnings, simplefilter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QCursor, QDrag, QDragMoveEvent, QImage, QPixmap
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QSpinBox
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.running_order.editor import RunningOrderEditor
from briefing_app.gui.running_order.slide_rows import ROW_ROLE
from briefing_app.gui.running_order.table import MINUTES, SLIDE, RunningOrderModel
from briefing_app.gui.slides.slide_pages import Shown
from briefing_app.model.written_slide import WrittenKind, written
from tests.gui.pixels import colours
from tests.gui.running_order.running_orders import (
    ORIGINAL,
    REPORT,
    ShowDialog,
    accessible_texts_of,
    labels_of,
    order_of,
    table_of,
)
from tests.gui.slideshows import process_events


def _assert_row_is_visible(dialog: RunningOrderDialog, row: int) -> None:
    """Assert that a row is selected and completely visible."""
    QApplication.processEvents()  # the table may be laid out later
    view = table_of(dialog)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (row, SLIDE)
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
    model = RunningOrderModel(editor)
    editor.changed.connect(model.follow)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(model, mode)
    for edit, one, other in edits:
        count = len(editor.state.order.items)
        editor.select(one % count)
        kept = {
            item.made.key: QPersistentModelIndex(model.index(at, MINUTES))
            for at, item in enumerate(editor.state.order.items)
        }
        if edit == "move":
            editor.move(one % count, other % count)
        elif edit == "write":
            editor.write(written(WrittenKind.BREAK, "Coffee"), other)
        else:
            getattr(editor, edit)()
        order = editor.state.order
        rows = [model.index(row, SLIDE).data(ROW_ROLE) for row in range(model.rowCount())]
        assert [row.item for row in rows] == list(order.items)
        numbers = [row.number for row in rows if row.item.is_shown]
        assert numbers == list(range(1, len(order.slides) + 1))
        if len(order.items) == count:
            assert all(
                (kept[item.made.key].row(), kept[item.made.key].column()) == (at, MINUTES)
                for at, item in enumerate(order.items)
            )
    assert tester is not None


def test_screen_reader_says_number_name_title_minutes_and_marks(show_dialog: ShowDialog) -> None:
    order = ORIGINAL.set_shown(1, shown=False).set_minutes(4, 3)
    dialog = show_dialog(order.write(written(WrittenKind.TEXT, "Welcome"), 5, None))
    assert accessible_texts_of(dialog) == [
        "Slide 1 of 5. Title. A made-up briefing",
        "Finding 1. Concern. Finding number 1. Left out",
        "Slide 2 of 5. Finding 2. Concern. Finding number 2. Source unclear",
        "Slide 3 of 5. Chart. Bravo has more than the others",
        "Slide 4 of 5. Quote 1. “Words number 1.”. 3 minutes",
        "Slide 5 of 5. Text. Welcome. Added for today",
    ]
    model, role = table_of(dialog).model(), Qt.ItemDataRole.AccessibleTextRole
    assert [model.index(row, MINUTES).data(role) for row in (0, 1, 4)] == [
        *("No planned time", "Put back", "3 minutes")
    ]


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


def test_rows_are_dragged_and_dropped_only_between_rows(
    dialog: RunningOrderDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures: list[QPixmap] = []

    class Drag(QDrag):
        def exec(self, *_: object) -> Qt.DropAction:
            pictures.append(self.pixmap())
            return Qt.DropAction.MoveAction

    monkeypatch.setattr("briefing_app.gui.running_order.table.QDrag", Drag)
    view = table_of(dialog)
    model = view.model()
    for column in (SLIDE, MINUTES):
        flags = model.flags(model.index(0, column))
        assert flags & Qt.ItemFlag.ItemIsDragEnabled
        assert not flags & Qt.ItemFlag.ItemIsDropEnabled
    assert model.flags(QModelIndex()) == Qt.ItemFlag.ItemIsDropEnabled
    view.startDrag(Qt.DropAction.MoveAction)
    # The line that shows where it will be dropped stays visible beside the picture.
    assert 0 < pictures[0].deviceIndependentSize().width() < view.viewport().width() * 2 / 3
    assert order_of(dialog) == ORIGINAL


def test_drag_scrolls_faster_and_faster_while_the_pointer_is_at_an_edge(
    long_dialog: RunningOrderDialog, qtbot: QtBot
) -> None:
    view = table_of(long_dialog)
    bar, viewport = view.verticalScrollBar(), view.viewport()
    mime = view.model().mimeData([view.currentIndex()])
    # Otherwise, Qt asks for the source of the drag, which only a real one has.
    view.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)

    def drag(y: int) -> None:
        """Send another event, as systems do also while the pointer rests."""
        QCursor.setPos(viewport.mapToGlobal(QPoint(50, y)))
        with catch_warnings():
            simplefilter("ignore")  # the constructor is deprecated, but every Qt version has it
            event = QDragMoveEvent(
                QPoint(50, y),
                Qt.DropAction.MoveAction,
                mime,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        view.dragMoveEvent(event)

    def has_scrolled(y: int, *, to: range) -> bool:
        drag(y)
        return bar.value() in to

    qtbot.waitUntil(lambda: has_scrolled(viewport.height() - 2, to=range(150, bar.maximum())))
    qtbot.waitUntil(lambda: has_scrolled(2, to=range(1)))
    assert view.hasAutoScroll()


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
    space, delete = Qt.Key.Key_Space, Qt.Key.Key_Delete
    for key, shown in ((space, False), (space, True), (delete, False)):
        QTest.keyClick(view, key)
        assert order_of(dialog) == ORIGINAL.set_shown(1, shown=shown)


# ---- minutes ------------------------------------------------------------------------------------


def _field(view: QAbstractItemView) -> QSpinBox:
    (field,) = (each for each in view.findChildren(QSpinBox) if each.isVisible())
    return field


def test_key_edits_the_minutes_of_the_selected_slide(dialog: RunningOrderDialog) -> None:
    view = table_of(dialog)
    dialog.editor.select(1)
    for key, minutes in ((Qt.Key.Key_M, 12), (Qt.Key.Key_F2, 13)):
        QTest.keyClick(view, key)
        assert _field(view).accessibleName() == "Minutes of Finding 1"
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


def test_click_puts_back_a_slide_that_is_left_out(dialog: RunningOrderDialog) -> None:
    view = table_of(dialog)
    process_events()
    heights = [_rect(view, row).height() for row in range(3)]
    dialog.editor.select(1)
    dialog.editor.toggle()
    process_events()
    assert _rect(view, 1).height() < heights[1] / 2
    QTest.keyClick(view, Qt.Key.Key_M)
    assert not view.findChildren(QSpinBox)
    _click(view, 1, MINUTES)
    process_events()
    assert order_of(dialog) == ORIGINAL
    assert [_rect(view, row).height() for row in range(3)] == heights
    _assert_row_is_visible(dialog, 1)


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


def test_rows_have_one_height_and_grow_with_the_text(
    dialog: RunningOrderDialog, style: Look
) -> None:
    view = table_of(dialog)
    heights: list[int] = []
    for scale in (1.0, 1.5, 2.0):
        style.set_scale(scale)
        QApplication.processEvents()
        rows = {_rect(view, row).height() for row in range(5)}
        assert len(rows) == 1
        heights += rows
        # Both columns share the width.
        assert _rect(view, 0, MINUTES).right() == view.viewport().width() - 1
    assert heights[0] < heights[1] < heights[2]


def test_slide_left_out_is_one_faint_line(
    thumbnails: list[Shown], dialog: RunningOrderDialog, qtbot: QtBot
) -> None:
    view = table_of(dialog)
    qtbot.waitUntil(lambda: len(thumbnails) == 5)
    before = _row(view, 2)
    dialog.editor.select(2)
    dialog.editor.toggle()
    dialog.editor.select(0)
    process_events()
    after = _row(view, 2)
    assert after.height() < before.height() / 2
    assert _darkest(before) < _darkest(after)


def _row(view: QAbstractItemView, row: int) -> QImage:
    return view.viewport().grab(_rect(view, row)).toImage()


def _darkest(image: QImage) -> int:
    """Return the lightness of the darkest pixel, without those at the edge."""
    points = product(range(60, image.width() * 3 // 4), range(3, image.height() - 3))
    return min(image.pixelColor(x, y).lightness() for x, y in points)


def test_thumbnails_are_rendered_only_for_visible_rows(
    thumbnails: list[Shown], long_dialog: RunningOrderDialog, style: Look, qtbot: QtBot
) -> None:
    def is_idle() -> bool:
        before = len(thumbnails)
        process_events()
        return len(thumbnails) == before

    qtbot.waitUntil(is_idle)
    shown = list(thumbnails)
    assert 5 < len(shown) < 15
    long_dialog.editor.move_by(1)
    qtbot.waitUntil(is_idle)
    assert thumbnails == shown  # none of them was rendered again
    style.choose_slide_theme("dark")
    qtbot.waitUntil(lambda: len(thumbnails) == 2 * len(shown))
    assert {each.page.theme.name for each in thumbnails[len(shown) :]} == {"dark"}
