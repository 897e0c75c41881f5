"""What is beside the running order: the selected slide, or what the presenter writes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QSpinBox, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.model.slide_builder import SlideMarks
from briefing_app.model.slides import VOTE_S
from briefing_app.model.written_slide import WrittenKind, written
from tests.gui.parts import shows_button
from tests.gui.running_order.running_orders import (
    ORIGINAL,
    REPORT,
    accessible_texts_of,
    choose,
    click,
    labels_of,
    order_of,
    table_of,
    text_view,
)
from tests.gui.slideshows import process_events

_NOTES = "Notes of the selected slide"
_OPTIONS = "Options for a show of hands, one in each line; none for a discussion"
_VOTE = written(WrittenKind.QUESTION, "Who asks first?", options="A sergeant\nAnybody")


def test_selected_slide_is_reached_if_there_is_space_for_one_column(
    dialog: RunningOrderDialog, style: Look
) -> None:
    style.set_scale(2.0)
    dialog.resize(944, 560)
    process_events()
    assert not text_view(dialog, _NOTES).isVisible()
    click(dialog, "Notes…")
    process_events()
    assert not table_of(dialog).isVisible()
    QTest.keyClick(text_view(dialog, _NOTES), Qt.Key.Key_Escape)
    assert table_of(dialog).isVisible()
    click(dialog, "Notes…")
    click(dialog, "Back to the list")
    assert table_of(dialog).isVisible()
    dialog.resize(2200, 1000)
    process_events()
    assert not shows_button(dialog, "Notes…")
    assert not shows_button(dialog, "Back to the list")


# ---- slides that the presenter writes -----------------------------------------------------------


def _type(dialog: RunningOrderDialog, **texts: str) -> None:
    names = {"question": "Question", "title": "Title", "text": "Text", "options": _OPTIONS}
    for name, text in texts.items():
        field = text_view(dialog, names[name])
        field.selectAll()
        for at, line in enumerate(text.split("\n")):
            if at:
                QTest.keyClick(field, Qt.Key.Key_Return)
            QTest.keyClicks(field, line)


def _minutes(dialog: RunningOrderDialog) -> QSpinBox:
    fields = dialog.findChildren(QSpinBox)
    return next(field for field in fields if field.accessibleName() == "Minutes of this slide")


def _go_back(dialog: RunningOrderDialog) -> None:
    (button,) = (each for each in dialog.findChildren(QPushButton) if each.text() == "Back")
    button.click()


def test_own_vote_is_added_after_the_selected_slide(dialog: RunningOrderDialog) -> None:
    dialog.editor.select(1)
    choose(dialog, "What to add", "Question of your own")
    _type(dialog, question="Who asks first?", options="A sergeant\nAnybody")
    click(dialog, "Add after the selected slide")
    assert order_of(dialog) == ORIGINAL.write(_VOTE, 2, SlideMarks(REPORT)).set_minutes(2, 0)
    assert order_of(dialog).slides[2].countdown_s == VOTE_S
    assert table_of(dialog).currentIndex().row() == 2
    assert dialog.focusWidget() is table_of(dialog)
    assert accessible_texts_of(dialog)[2] == (
        "Slide 3 of 6. Show of hands. 2 options. Who asks first?. Added for today"
    )
    assert "“Who asks first?” was added as number 3." in labels_of(dialog)
    dialog.editor.undo()
    assert order_of(dialog) == ORIGINAL


def test_minutes_that_are_offered_depend_on_whether_it_is_a_vote(
    dialog: RunningOrderDialog,
) -> None:
    dialog.show_form(WrittenKind.QUESTION)
    field, options = _minutes(dialog), text_view(dialog, _OPTIONS)
    assert field.text() == "5"
    _type(dialog, options="A\nB")
    assert field.text().strip() == ""
    assert "30 seconds if empty" in labels_of(dialog)
    options.clear()
    assert field.text() == "5"
    assert "30 seconds if empty" not in labels_of(dialog)
    field.setValue(3)
    _type(dialog, options="A\nB")
    assert field.text() == "3"


def test_own_text_and_break_are_added(dialog: RunningOrderDialog) -> None:
    choose(dialog, "What to add", "Text of your own")
    _type(dialog, title="Welcome", text="Fire exits are\nleft and right.")
    click(dialog, "Add after the selected slide")
    choose(dialog, "What to add", "Break")
    _minutes(dialog).setValue(15)
    click(dialog, "Add after the selected slide")
    text, pause = order_of(dialog).slides[1:3]
    assert [each.text for each in text.texts] == ["Welcome", "Fire exits are\nleft and right."]
    assert (text.minutes, pause.title, pause.countdown_s) == (2, "Break", 900)
    assert accessible_texts_of(dialog)[2] == "Slide 3 of 7. Break. 15 minutes. Added for today"


def test_enter_goes_from_the_title_to_the_minutes_and_there_adds_the_slide(
    dialog: RunningOrderDialog,
) -> None:
    dialog.show_form(WrittenKind.BREAK)
    _type(dialog, title="Coffee")
    title, field = text_view(dialog, "Title"), _minutes(dialog)
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert title.toPlainText() == "Coffee"
    assert dialog.focusWidget() is field
    QTest.keyClicks(field, "6")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "“Coffee” was added as number 2." in labels_of(dialog)
    assert len(order_of(dialog).slides) == len(ORIGINAL.slides) + 1
    assert order_of(dialog).slides[1].minutes == 6


def test_what_is_wrong_is_said_and_nothing_is_added(dialog: RunningOrderDialog) -> None:
    dialog.show_form(WrittenKind.QUESTION)
    click(dialog, "Add after the selected slide")
    assert "Type a question." in labels_of(dialog)
    _type(dialog, question="Who?", options="One")
    assert "Type a question." not in labels_of(dialog)
    click(dialog, "Add after the selected slide")
    assert "A vote has 2 to 6 options, one in each line." in labels_of(dialog)
    assert order_of(dialog) == ORIGINAL


def test_written_slide_is_edited_and_keeps_its_place(dialog: RunningOrderDialog) -> None:
    dialog.resize(1100, 700)
    dialog.editor.select(1)
    dialog.edit_written()  # the author's are not edited
    assert not shows_button(dialog, "Edit…")
    assert not shows_button(dialog, "Save")
    dialog.editor.select(0)
    dialog.show_form(WrittenKind.QUESTION)
    _type(dialog, question="Who?", options="One\nTwo")
    click(dialog, "Add after the selected slide")
    click(dialog, "Edit…")
    assert text_view(dialog, _OPTIONS).toPlainText() == "One\nTwo"
    _type(dialog, question="Who else?", options="")
    text_view(dialog, _OPTIONS).clear()
    click(dialog, "Save")
    slide = order_of(dialog).slides[1]
    assert (slide.title, slide.minutes, len(slide.texts)) == ("Who else?", 5, 1)
    dialog.editor.undo()
    assert order_of(dialog).slides[1].title == "Who?"


def test_esc_leaves_the_form_and_then_the_dialog(dialog: RunningOrderDialog, qtbot: QtBot) -> None:
    dialog.show_form(WrittenKind.BREAK)
    field = dialog.focusWidget()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert dialog.focusWidget() is table_of(dialog)
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)


def test_what_was_typed_is_kept_until_it_is_added(dialog: RunningOrderDialog) -> None:
    dialog.show_form(WrittenKind.QUESTION)
    _type(dialog, question="Who?", options="One\nTwo")
    _minutes(dialog).setValue(3)
    _go_back(dialog)
    dialog.show_form(WrittenKind.TEXT)
    assert text_view(dialog, "Title").toPlainText() == ""
    assert _minutes(dialog).value() == 2
    _type(dialog, title="Welcome")
    dialog.show_table()
    dialog.show_form(WrittenKind.QUESTION)
    assert text_view(dialog, "Question").toPlainText() == "Who?"
    assert text_view(dialog, _OPTIONS).toPlainText() == "One\nTwo"
    assert _minutes(dialog).text() == "3"
    click(dialog, "Add after the selected slide")
    dialog.show_form(WrittenKind.QUESTION)
    assert text_view(dialog, "Question").toPlainText() == ""
    assert _minutes(dialog).text() == "5"
    dialog.show_form(WrittenKind.TEXT)
    assert text_view(dialog, "Title").toPlainText() == "Welcome"


def test_edit_is_kept_for_its_slide_until_that_changes(dialog: RunningOrderDialog) -> None:
    dialog.resize(1100, 700)
    for question in ("One?", "Two?"):
        dialog.show_form(WrittenKind.QUESTION)
        _type(dialog, question=question)
        click(dialog, "Add after the selected slide")
    click(dialog, "Edit…")
    _type(dialog, question="Three?")
    _go_back(dialog)
    dialog.editor.select(1)
    click(dialog, "Edit…")
    assert text_view(dialog, "Question").toPlainText() == "One?"
    dialog.editor.select(2)
    dialog.edit_written()
    assert text_view(dialog, "Question").toPlainText() == "Three?"
    click(dialog, "Save")
    dialog.editor.undo()
    dialog.edit_written()
    assert text_view(dialog, "Question").toPlainText() == "Two?"


@pytest.mark.parametrize("kind", WrittenKind)
def test_form_is_reached_with_tab_and_complete_with_large_text(
    dialog: RunningOrderDialog, style: Look, kind: WrittenKind
) -> None:
    style.set_scale(2.0)
    dialog.resize(944, 560)
    dialog.show_form(kind)
    process_events()
    dialog.resize(944, 560)
    reached: list[QWidget] = []
    while (focused := dialog.focusWidget()) not in reached:
        assert focused is not None
        reached.append(focused)
        process_events()
        top_left = focused.mapTo(dialog, focused.rect().topLeft())
        assert dialog.rect().contains(top_left)
        dialog.focusNextChild()
    for widget in reached:
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface.text(QAccessible.Text.Name), widget
    texts = [each.text() for each in reached if isinstance(each, QPushButton)]
    assert "Add after the selected slide" in texts
    count = 1 if kind is WrittenKind.BREAK else 2
    assert sum(isinstance(each, QTextEdit) for each in reached) == count
