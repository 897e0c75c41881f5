"""The form for a slide that the presenter writes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QSpinBox, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.model.slide_builder import SlideMarks
from briefing_app.model.slides import VOTE_S
from briefing_app.model.written_slide import WrittenKind, written
from tests.gui.running_order.running_orders import (
    ORIGINAL,
    REPORT,
    accessible_texts_of,
    click,
    labels_of,
    order_of,
    table_of,
    text_view,
)
from tests.gui.slideshows import process_events

_ADD = "Add after the selected slide"
_OPTIONS = "Options for a show of hands, one in each line; none for a discussion"
_VOTE = written(WrittenKind.QUESTION, "Who asks first?", options="A sergeant\nAnybody")


def _begin(dialog: RunningOrderDialog, kind: str) -> None:
    click(dialog, "Add…")
    _kind(dialog).setCurrentText(kind)


def _kind(dialog: RunningOrderDialog) -> QComboBox:
    boxes = dialog.findChildren(QComboBox)
    return next(box for box in boxes if box.accessibleName() == "Kind")


def _type(dialog: RunningOrderDialog, **texts: str) -> None:
    names = {"question": "Question", "title": "Title", "text": "Text", "options": _OPTIONS}
    for name, text in texts.items():
        field = text_view(dialog, names[name])
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        for at, line in enumerate(text.split("\n")):
            if at:
                QTest.keyClick(field, Qt.Key.Key_Return)
            QTest.keyClicks(field, line)


def _minutes(dialog: RunningOrderDialog) -> QSpinBox:
    fields = dialog.findChildren(QSpinBox)
    return next(field for field in fields if field.accessibleName() == "Minutes of this slide")


def test_own_vote_is_added_after_the_selected_slide(dialog: RunningOrderDialog) -> None:
    dialog.editor.select(1)
    _begin(dialog, "Question")
    _type(dialog, question="Who asks first?", options="A sergeant\nAnybody")
    _minutes(dialog).setValue(0)
    assert f"Without minutes, a vote has {VOTE_S} seconds." in labels_of(dialog)
    click(dialog, _ADD)
    assert order_of(dialog) == ORIGINAL.write(_VOTE, 2, SlideMarks(REPORT)).set_minutes(2, 0)
    assert order_of(dialog).slides[2].countdown_s == VOTE_S
    assert table_of(dialog).currentIndex().row() == 2
    assert dialog.focusWidget() is table_of(dialog)
    assert accessible_texts_of(dialog)[2] == (
        "Slide 3 of 6. Who asks first?. Show of hands. 2 options. Added for today"
    )
    assert "“Who asks first?” was added as number 3." in labels_of(dialog)
    dialog.editor.undo()
    assert order_of(dialog) == ORIGINAL


def test_own_slide_and_break_are_added(dialog: RunningOrderDialog) -> None:
    _begin(dialog, "Slide")
    _type(dialog, title="Welcome", text="Fire exits are\nleft and right.")
    click(dialog, _ADD)
    _begin(dialog, "Break")
    _minutes(dialog).setValue(15)
    click(dialog, _ADD)
    text, pause = order_of(dialog).slides[1:3]
    assert [each.text for each in text.texts] == ["Welcome", "Fire exits are\nleft and right."]
    assert (text.minutes, pause.title, pause.countdown_s) == (2, "Break", 900)
    assert accessible_texts_of(dialog)[2] == "Slide 3 of 7. Break. Added for today. 15 minutes"


def test_each_kind_offers_its_minutes_and_fields(dialog: RunningOrderDialog) -> None:
    dialog.resize(1100, 700)
    for kind, minutes, names in (
        ("Question", 5, {"Question", _OPTIONS}),
        ("Break", 10, {"Title"}),
        ("Slide", 2, {"Title", "Text"}),
    ):
        _begin(dialog, kind)
        assert _minutes(dialog).value() == minutes
        fields = (each for each in dialog.findChildren(QTextEdit) if each.isVisible())
        assert {field.accessibleName() for field in fields} == names


def test_enter_goes_from_the_title_to_the_minutes_and_there_adds_the_slide(
    dialog: RunningOrderDialog,
) -> None:
    _begin(dialog, "Break")
    _type(dialog, title="Coffee")
    title, field = text_view(dialog, "Title"), _minutes(dialog)
    title.setFocus()
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert title.toPlainText() == "Coffee"
    assert dialog.focusWidget() is field
    field.selectAll()
    QTest.keyClicks(field, "6")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "“Coffee” was added as number 2." in labels_of(dialog)
    assert len(order_of(dialog).slides) == len(ORIGINAL.slides) + 1
    assert order_of(dialog).slides[1].minutes == 6


def test_what_is_wrong_is_said_and_nothing_is_added(dialog: RunningOrderDialog) -> None:
    _begin(dialog, "Question")
    click(dialog, _ADD)
    assert "Type a question." in labels_of(dialog)
    _type(dialog, question="Who?", options="One")
    assert "Type a question." not in labels_of(dialog)
    click(dialog, _ADD)
    assert "A vote has 2 to 6 options, one in each line." in labels_of(dialog)
    assert order_of(dialog) == ORIGINAL


def test_own_slide_is_changed_in_its_place_although_another_is_selected(
    dialog: RunningOrderDialog,
) -> None:
    dialog.resize(1100, 700)
    _begin(dialog, "Question")
    _type(dialog, question="Who?", options="One\nTwo")
    click(dialog, _ADD)
    click(dialog, "Change…")
    assert not _kind(dialog).isEnabled()
    assert text_view(dialog, _OPTIONS).toPlainText() == "One\nTwo"
    _type(dialog, question="Who else?", options="")
    dialog.editor.select(3)
    click(dialog, "Save")
    slide = order_of(dialog).slides[1]
    assert (slide.title, slide.minutes, len(slide.texts)) == ("Who else?", 5, 1)
    assert dialog.editor.state.row == 1
    dialog.editor.undo()
    assert order_of(dialog).slides[1].title == "Who?"


def test_each_form_starts_anew(dialog: RunningOrderDialog) -> None:
    dialog.resize(1100, 700)
    _begin(dialog, "Slide")
    _type(dialog, title="Welcome")
    click(dialog, _ADD)
    click(dialog, "Change…")
    click(dialog, "Cancel")
    _begin(dialog, "Slide")
    assert text_view(dialog, "Title").toPlainText() == ""
    assert _kind(dialog).isEnabled()


def test_ctrl_z_in_a_field_undoes_typing_only(dialog: RunningOrderDialog) -> None:
    dialog.resize(1100, 700)
    dialog.editor.move(0, 1)
    _begin(dialog, "Break")
    field = text_view(dialog, "Title")
    field.setFocus()
    QTest.keyClicks(field, "Tea")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == ""
    assert order_of(dialog) == ORIGINAL.move(0, 1)


def test_esc_leaves_the_form_and_then_the_dialog(dialog: RunningOrderDialog, qtbot: QtBot) -> None:
    click(dialog, "Add…")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
    assert dialog.focusWidget() is table_of(dialog)
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)


@pytest.mark.parametrize("kind", ["Question", "Break", "Slide"])
def test_form_is_reached_with_tab_and_complete_with_large_text(
    dialog: RunningOrderDialog, style: Look, kind: str
) -> None:
    style.set_scale(2.0)
    dialog.resize(944, 560)
    _begin(dialog, kind)
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
    assert _ADD in texts
    count = 1 if kind == "Break" else 2
    assert sum(isinstance(each, QTextEdit) for each in reached) == count
