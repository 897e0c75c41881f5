"""The running order dialog: editing, undo and keyboard use."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QTextEdit,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.running_order.header import order_summary
from briefing_app.gui.running_order.table import SLIDE
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.widgets.labels import tool_tip_text
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.written_slide import WrittenKind, written
from tests.gui.running_order.running_orders import (
    BREAK,
    ORIGINAL,
    SLIDES,
    click,
    labels_of,
    order_of,
    rows_of,
    slide_text_of,
    table_of,
)
from tests.gui.slideshows import process_events


def test_buttons_remove_undo_and_restore(dialog: RunningOrderDialog) -> None:
    dialog.editor.select(1)
    dialog.editor.write(BREAK, 10)
    click(dialog, "Remove")
    assert order_of(dialog) == ORIGINAL
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    click(dialog, "Back to the author’s order")
    assert order_of(dialog) == ORIGINAL
    click(dialog, "Undo")
    assert len(order_of(dialog).slides) == len(ORIGINAL.slides) + 1


def test_button_that_can_do_nothing_says_why(dialog: RunningOrderDialog) -> None:
    for text, message in (
        ("Change…", "Only a slide that you added can be changed."),
        ("Remove", "Title belongs to the briefing. Leave it out instead."),
        ("Move up", "Title is already first."),
        ("Undo", "There is nothing to undo."),
        ("Back to the author’s order", "This is already the author’s order."),
    ):
        click(dialog, text)
        assert message in labels_of(dialog)
    assert order_of(dialog) == ORIGINAL
    assert _buttons(dialog)["Move up"].accessibleDescription() == "Alt+Up"


def test_start_is_disabled_during_a_slideshow_and_says_why(dialog: RunningOrderDialog) -> None:
    start = _buttons(dialog)["Start slideshow"]
    dialog.set_presenting(presenting=True)
    assert not start.isEnabled()
    assert start.accessibleDescription() == "A slideshow is running."
    assert start.toolTip() == tool_tip_text("A slideshow is running.")
    dialog.set_presenting(presenting=False)
    assert start.isEnabled()


def test_space_and_enter_press_the_same_button_again(dialog: RunningOrderDialog) -> None:
    dialog.editor.select(1)
    QTest.keyClick(table_of(dialog), Qt.Key.Key_Return)  # clicks no button
    assert order_of(dialog) == ORIGINAL
    assert dialog.isVisible()
    button = _buttons(dialog)["Move up"]
    button.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Space):
        QTest.keyClick(button, key)
        assert dialog.focusWidget() is button
    assert order_of(dialog) == ORIGINAL.move(1, 0)


def test_click_on_a_button_leaves_the_focus_in_the_table(dialog: RunningOrderDialog) -> None:
    dialog.editor.select(1)
    QTest.mouseClick(_buttons(dialog)["Move down"], Qt.MouseButton.LeftButton)
    assert order_of(dialog) == ORIGINAL.move(1, 2)
    assert dialog.focusWidget() is table_of(dialog)


def test_selected_slide_is_shown_with_its_notes(dialog: RunningOrderDialog) -> None:
    dialog.resize(1100, 700)
    assert "Saved on this computer, not in the briefing." in labels_of(dialog)
    (slide,) = dialog.findChildren(SlideView)
    for row, notes in ((1, "Say this."), (2, "No notes for this slide.")):
        dialog.editor.select(row)
        assert slide.isVisible()
        assert slide.page is not None
        assert slide.page.slide is order_of(dialog).items[row].slide
        assert slide_text_of(dialog) == notes


def test_number_of_the_selected_slide_does_not_count_slides_left_out(
    dialog: RunningOrderDialog,
) -> None:
    (slide,) = dialog.findChildren(SlideView)
    last = len(order_of(dialog).items) - 1
    dialog.editor.select(0)
    QTest.keyClick(table_of(dialog), Qt.Key.Key_Space)
    assert not order_of(dialog).items[0].is_shown
    for row, name in ((0, f"Slide 1 of {last + 1}"), (last, f"Slide {last} of {last}")):
        dialog.editor.select(row)
        assert slide.accessibleName().startswith(f"{name}:")


def test_markup_in_slide_is_shown_as_text(dialog: RunningOrderDialog) -> None:
    dialog.editor.write(written(WrittenKind.TEXT, "<b>Bold</b> & <img src='x.png'>"), 0)
    assert "<b>Bold</b> & <img src='x.png'>" in rows_of(table_of(dialog), column=SLIDE)[1]
    kinds = {label.textFormat() for label in dialog.findChildren(QLabel)}
    assert kinds == {Qt.TextFormat.PlainText}


def _buttons(dialog: RunningOrderDialog) -> dict[str, QPushButton]:
    return {button.text(): button for button in dialog.findChildren(QPushButton)}


def test_summary_counts_what_is_shown_and_added_and_its_minutes() -> None:
    order = RunningOrder.of(SLIDES[:3]).set_shown(1, shown=False)
    assert order_summary(order) == "2 of 3 slides · no planned time"
    order = order.set_minutes(0, 1).set_minutes(1, 100)
    assert order_summary(order) == "2 of 3 slides · 1 minute"
    order = order.write(BREAK, 0, None).set_minutes(0, 15)
    assert order_summary(order) == "3 of 4 slides, 1 added · 16 minutes"


def test_focus_starts_in_table_and_tab_reaches_everything(dialog: RunningOrderDialog) -> None:
    dialog.resize(1100, 700)
    dialog.editor.toggle()
    dialog.editor.select(1)
    first = dialog.focusWidget()
    assert first is table_of(dialog)
    reached = []
    while True:
        dialog.focusNextChild()
        if dialog.focusWidget() is first:
            break
        reached.append(dialog.focusWidget())
    buttons = [widget.text() for widget in reached if isinstance(widget, QPushButton)]
    assert buttons == [
        *("Add…", "Change…", "Remove", "Move up", "Move down", "Undo"),
        *("Start slideshow", "Close", "Back to the author’s order"),
    ]
    assert sum(isinstance(widget, QTextEdit) for widget in reached) == 1


def test_seven_rows_are_visible_in_a_window_800_px_high(
    long_dialog: RunningOrderDialog,
) -> None:
    long_dialog.resize(900, 800)
    QApplication.processEvents()
    view = table_of(long_dialog)
    assert view.viewport().height() >= 7 * view.visualRect(view.model().index(0, 0)).height()


def test_dialog_works_on_a_small_screen_with_large_text(
    dialog: RunningOrderDialog, style: Look
) -> None:
    style.set_scale(2.0)
    dialog.resize(944, 560)  # a screen of 1024 by 640 without frame and task bar
    for _ in range(3):  # rows that wrap change their height later
        QApplication.processEvents()
    dialog.resize(944, 560)
    QApplication.processEvents()
    assert dialog.size() == QSize(944, 560)
    view = table_of(dialog)
    assert view.viewport().height() >= view.visualRect(view.model().index(0, 0)).height()
    for button in _buttons(dialog).values():
        if button.isVisible():
            assert button.width() >= button.sizeHint().width()
            at = button.mapTo(dialog, button.rect().bottomRight())
            assert dialog.rect().contains(at)
    dialog.add_own()
    process_events()
    dialog.resize(944, 560)
    process_events()
    assert dialog.height() == 560
    assert not view.isVisible()
    focused = dialog.focusWidget()
    assert focused is not None
    assert dialog.rect().contains(focused.mapTo(dialog, focused.rect().bottomRight()))
    dialog.show_table()
    assert view.isVisible()


def test_closed_dialog_is_deleted(dialog: RunningOrderDialog, style: Look, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.destroyed):
        click(dialog, "Close")
    assert not isValid(dialog)
    style.choose(ThemeChoice.DARK)
