"""The running order dialog: editing, undo and keyboard use."""

from functools import partial

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
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.widgets.labels import tool_tip_text
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.written_slide import WrittenKind, written
from tests.gui.parts import shows_button
from tests.gui.running_order.running_orders import (
    BREAK,
    ORIGINAL,
    SLIDES,
    ShowDialog,
    click,
    labels_of,
    order_of,
    rows_of,
    slide_text_of,
    table_of,
)
from tests.gui.slideshows import process_events


def test_button_text_is_not_cut_off_when_it_changes(show_dialog: ShowDialog) -> None:
    dialog = show_dialog(ORIGINAL.set_shown(0, shown=False))
    for row, text in ((0, "Put back"), (1, "Leave out")):
        dialog.editor.select(row)
        QApplication.processEvents()  # Qt arranges them before it paints
        buttons = [button for button in dialog.findChildren(QPushButton) if button.isVisible()]
        assert text in {button.text() for button in buttons}
        assert [b.text() for b in buttons if b.width() < b.sizeHint().width()] == []


def test_button_leaves_out_puts_back_or_removes_and_ctrl_z_undoes(
    dialog: RunningOrderDialog,
) -> None:
    dialog.editor.select(1)
    click(dialog, "Leave out")
    assert "4 of 5 slides · no planned time" in labels_of(dialog)
    assert "Finding 1 is left out." in labels_of(dialog)
    click(dialog, "Put back")
    assert order_of(dialog) == ORIGINAL
    dialog.editor.write(BREAK, 10)
    click(dialog, "Remove")
    assert order_of(dialog) == ORIGINAL
    assert not shows_button(dialog, "Remove")
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    click(dialog, "Back to the author’s order")
    assert order_of(dialog) == ORIGINAL
    click(dialog, "Undo")
    assert len(order_of(dialog).slides) == len(ORIGINAL.slides) + 1


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
    assert "<b>Bold</b> & <img src='x.png'>" in rows_of(table_of(dialog))[1]
    kinds = {label.textFormat() for label in dialog.findChildren(QLabel)}
    assert kinds == {Qt.TextFormat.PlainText}


def _buttons(dialog: RunningOrderDialog) -> dict[str, QPushButton]:
    return {button.text(): button for button in dialog.findChildren(QPushButton)}


def _enabled(dialog: RunningOrderDialog) -> set[str]:
    always = {"Add…", "Notes…", "Back to the author’s order", "Close", "Start slideshow"}
    shown = (each for each in _buttons(dialog).items() if each[1].isVisible())
    return {text for text, button in shown if button.isEnabled()} - always


def test_summary_counts_what_is_shown_and_added_and_its_minutes() -> None:
    order = RunningOrder.of(SLIDES[:3]).set_shown(1, shown=False)
    assert order_summary(order) == "2 of 3 slides · no planned time"
    order = order.set_minutes(0, 1).set_minutes(1, 100)
    assert order_summary(order) == "2 of 3 slides · 1 minute"
    order = order.write(BREAK, 0, None).set_minutes(0, 15)
    assert order_summary(order) == "3 of 4 slides, 1 added · 16 minutes"


def test_buttons_that_can_not_be_used_are_disabled(dialog: RunningOrderDialog) -> None:
    assert _enabled(dialog) == {"Leave out", "Move down"}
    dialog.editor.select(1)
    assert _enabled(dialog) == {"Leave out", "Move up", "Move down"}
    dialog.editor.select(4)
    dialog.editor.write(BREAK, 10)
    assert _enabled(dialog) == {"Remove", "Move up"} | {"Undo"}
    dialog.editor.undo()
    assert _enabled(dialog) == {"Leave out", "Move up"}
    for row in range(1, 5):
        dialog.editor.select(row)
        dialog.editor.toggle()
    assert _enabled(dialog) == {"Put back", "Move up"} | {"Undo"}
    dialog.editor.select(0)  # the last one that is shown
    assert _enabled(dialog) == {"Move down"} | {"Undo"}


def test_disabled_buttons_say_why(dialog: RunningOrderDialog) -> None:
    dialog.set_presenting(presenting=True)
    assert _reasons(dialog) == {
        "Move up": "Title is already first.",
        "Undo": "There is nothing to undo.",
        "Start slideshow": "A slideshow is running.",
    }
    dialog.set_presenting(presenting=False)
    assert _buttons(dialog)["Start slideshow"].isEnabled()
    for row in range(1, 5):
        dialog.editor.select(row)
        dialog.editor.toggle()
    dialog.editor.select(0)
    assert _reasons(dialog)["Leave out"].startswith("At least one slide must be shown.")
    assert _buttons(dialog)["Undo"].accessibleDescription() == "Ctrl+Z"


def _reasons(dialog: RunningOrderDialog) -> dict[str, str]:
    """Return what the disabled buttons say to screen readers, and as tool tips."""
    disabled = {text: each for text, each in _buttons(dialog).items() if not each.isEnabled()}
    for button in disabled.values():
        assert button.toolTip() == tool_tip_text(button.accessibleDescription())
    return {text: button.accessibleDescription() for text, button in disabled.items()}


def test_focused_button_is_disabled_when_the_focus_leaves_a_clicked_one_at_once(
    dialog: RunningOrderDialog,
) -> None:
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
    table_of(dialog).setFocus(Qt.FocusReason.TabFocusReason)
    assert not button.isEnabled()
    dialog.editor.select(1)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert order_of(dialog) == ORIGINAL
    assert not button.isEnabled()
    assert dialog.focusWidget() is table_of(dialog)


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
        *("Add…", "Move up", "Move down", "Leave out", "Undo", "Start slideshow", "Close"),
        "Back to the author’s order",
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
    for show in (partial(dialog.show_form, WrittenKind.TEXT), dialog.show_slide_panel):
        show()
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
