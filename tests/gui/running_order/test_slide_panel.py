"""The notes of a slide in the running order."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.model.written_slide import WrittenKind, written
from tests.gui.running_order.running_orders import (
    ORIGINAL,
    ShowDialog,
    click,
    list_of,
    slide_text_of,
    text_view,
)
from tests.gui.slideshows import process_events

_OWN = "My notes for today"


def test_own_notes_are_kept_beside_the_authors(dialog: RunningOrderDialog, qtbot: QtBot) -> None:
    dialog.resize(1100, 700)
    dialog.select(1)
    field = text_view(dialog, _OWN)
    with qtbot.waitSignal(dialog.order_changed) as changed:
        QTest.keyClicks(field, "Ask first.")
    assert changed.args == [ORIGINAL.set_notes(1, "Ask first.")]
    assert slide_text_of(dialog) == "Say this."
    assert dialog.order.slides[1].notes == "Say this.\nAdded for today:\nAsk first."
    dialog.select(2)
    assert field.toPlainText() == ""
    dialog.select(1)
    assert field.toPlainText() == "Ask first."


def test_notes_are_kept_when_another_slide_is_selected_or_moved_at_once(
    dialog: RunningOrderDialog,
) -> None:
    dialog.resize(1100, 700)
    dialog.select(1)
    QTest.keyClicks(text_view(dialog, _OWN), "One")
    dialog.select(2)
    assert dialog.order == ORIGINAL.set_notes(1, "One")
    QTest.keyClicks(text_view(dialog, _OWN), "Two")
    dialog.move_by(1)
    assert dialog.order == ORIGINAL.set_notes(1, "One").set_notes(2, "Two").move(2, 3)
    assert text_view(dialog, _OWN).toPlainText() == "Two"


def test_notes_are_kept_when_the_dialog_closes(dialog: RunningOrderDialog, qtbot: QtBot) -> None:
    dialog.resize(1100, 700)
    QTest.keyClicks(text_view(dialog, _OWN), "One")
    with qtbot.waitSignal(dialog.order_changed) as changed:
        click(dialog, "Close")
    assert changed.args == [ORIGINAL.set_notes(0, "One")]


def test_edits_of_the_same_notes_are_undone_together(dialog: RunningOrderDialog) -> None:
    dialog.resize(1100, 700)
    dialog.toggle()
    before = dialog.order
    for letter in "abc":
        QTest.keyClicks(text_view(dialog, _OWN), letter)
        list_of(dialog).setFocus()
        text_view(dialog, _OWN).setFocus()
    assert dialog.order == before.set_notes(0, "abc")
    dialog.undo()
    assert dialog.order == before
    assert text_view(dialog, _OWN).toPlainText() == ""


def test_notes_of_a_written_slide_are_its_only_ones(show_dialog: ShowDialog) -> None:
    order = ORIGINAL.write(written(WrittenKind.BREAK, ""), 1, None).set_notes(1, "Tea.")
    dialog = show_dialog(order)
    dialog.resize(1100, 700)
    dialog.select(1)
    process_events()
    assert text_view(dialog, _OWN).toPlainText() == "Tea."
    assert not text_view(dialog, "Notes of the selected slide").isVisible()


def test_notes_are_reached_where_there_is_space_for_one_column(
    dialog: RunningOrderDialog, style: Look
) -> None:
    style.set_scale(2.0)
    dialog.resize(944, 560)
    process_events()
    assert not text_view(dialog, _OWN).isVisible()
    click(dialog, "Notes…")
    process_events()
    assert not list_of(dialog).isVisible()
    assert text_view(dialog, _OWN).isVisible()
    text_view(dialog, _OWN).setFocus()
    QTest.keyClicks(text_view(dialog, _OWN), "One")
    QTest.keyClick(text_view(dialog, _OWN), Qt.Key.Key_Escape)
    assert list_of(dialog).isVisible()
    assert dialog.order == ORIGINAL.set_notes(0, "One")
    click(dialog, "Notes…")
    click(dialog, "Back to the list")
    assert list_of(dialog).isVisible()
    dialog.resize(2200, 1000)
    process_events()
    shown = {each.text() for each in dialog.findChildren(QPushButton) if each.isVisible()}
    assert not shown & {"Notes…", "Back to the list"}
