"""The window that shows what was said in earlier sessions."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.said import SaidStore
from briefing_app.database.personal.sessions import new_session
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import Briefing
from briefing_app.gui.controllers.said import SaidController
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.dialogs.said import SaidDialog
from briefing_app.gui.look import Look
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.widgets.buttons import CheckBox
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.model.slideshow.said import SaidKind, SaidLine, SaidSession, by_question

NO_TIME = datetime(2026, 10, 24, 14, tzinfo=UTC)


def test_questions_come_once_in_the_order_in_which_they_were_asked() -> None:
    lines = [
        SaidLine("b", "Second?", "", "1"),
        SaidLine("a", "First?", "", "2"),
        SaidLine("b", "Second?", "", "3"),
    ]
    asked = [(question, [line.text for line in said]) for question, said in by_question(lines)]
    assert asked == [("Second?", ["1", "3"]), ("First?", ["2"])]


@pytest.fixture
def said(personal_store: PersonalStore) -> SaidStore:
    return SaidStore(personal_store)


@pytest.fixture
def controller(controllers: Controllers) -> SaidController:
    return controllers.said


@pytest.fixture
def dialog(
    main_window: MainWindow, controller: SaidController, said: SaidStore, briefing: Briefing
) -> SaidDialog:
    """Return the open window with what was said in one session."""
    session = new_session(briefing.report.key, briefing.report.title, str(briefing.path))
    for text in ("=Table 2: ask again", "Table 3: who knew?"):
        said.add(session, SaidLine("discussion", "Who checks?", "", text))
    controller.open_dialog()
    (dialog,) = main_window.findChildren(SaidDialog)
    return dialog


def _texts(dialog: SaidDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog)]


def _press(dialog: SaidDialog, name: str) -> None:
    buttons = dialog.findChildren(QPushButton)
    (button,) = [b for b in buttons if name in {b.text(), b.accessibleName()}]
    button.click()


def test_lines_are_under_their_question(dialog: SaidDialog) -> None:
    texts = _texts(dialog)
    assert texts.index("Who checks?") < texts.index("=Table 2: ask again")


def test_copy_is_a_text_with_the_title_of_the_briefing(dialog: SaidDialog) -> None:
    _press(dialog, "Copy")
    text = QApplication.clipboard().text()
    assert text.splitlines()[0].startswith("What we said: ")
    assert "Who checks?\n– =Table 2: ask again\n– Table 3: who knew?\n" in text


def test_deleted_line_is_gone(dialog: SaidDialog, said: SaidStore, briefing: Briefing) -> None:
    _press(dialog, "Delete “Table 3: who knew?”")
    assert "Table 3: who knew?" not in _texts(dialog)
    (session,) = said.sessions(briefing.report.key)
    assert [line.text for line in session.lines] == ["=Table 2: ask again"]


def test_tab_follows_the_order_that_is_seen(dialog: SaidDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(dialog.isActiveWindow)
    (box,) = dialog.findChildren(CheckBox)
    box.setFocus()
    reached = []
    for _ in range(5):
        QTest.keyClick(dialog, Qt.Key.Key_Tab)
        widget = dialog.focusWidget()
        assert isinstance(widget, QPushButton)
        reached.append(widget.accessibleName() or widget.text())
    lines = ["Delete “=Table 2: ask again”", "Delete “Table 3: who knew?”"]
    assert reached == [*lines, "Copy", "Save as…", "Close"]


def test_large_text_does_not_squeeze_the_session(dialog: SaidDialog, style: Look) -> None:
    style.set_scale(2.0)
    QApplication.processEvents()
    (box,) = dialog.findChildren(CheckBox)
    assert box.size() == box.sizeHint()


def test_kept_session_says_so(dialog: SaidDialog) -> None:
    assert any(text.startswith("Deleted after ") for text in _texts(dialog))
    (box,) = dialog.findChildren(CheckBox)
    box.click()
    assert "Kept until you delete it." in _texts(dialog)


def test_table_is_saved_without_formulas(
    dialog: SaidDialog,
    controller: SaidController,
    said: SaidStore,
    briefing: Briefing,
    tmp_path: Path,
) -> None:
    (session,) = said.sessions(briefing.report.key)
    target = tmp_path / "said.csv"
    controller.save(briefing, session, target)
    rows = target.read_text("utf-8-sig").splitlines()
    assert rows[0].startswith('"Slideshow","Question","What we said","We will",')
    assert rows[1].endswith(''',"Who checks?","'=Table 2: ask again","no","",""''')
    assert "Saved as said.csv" in _texts(dialog)


def test_folder_that_is_gone_is_named(
    dialog: SaidDialog,
    controller: SaidController,
    said: SaidStore,
    briefing: Briefing,
    tmp_path: Path,
) -> None:
    (session,) = said.sessions(briefing.report.key)
    controller.save(briefing, session, tmp_path / "gone" / "said.txt")
    assert any("gone" in text for text in _texts(dialog))


def test_window_without_any_session_says_what_to_do(style: Look, qtbot: QtBot) -> None:
    dialog = SaidDialog((), None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert any("R opens the field" in text for text in _texts(dialog))
    buttons = [button for button in dialog.findChildren(QPushButton) if button.isVisible()]
    assert [button.text() for button in buttons] == ["Close"]
    controls = [*dialog.findChildren(ComboBox), *dialog.findChildren(CheckBox)]
    assert not any(control.isVisible() for control in controls)


def test_numbers_have_the_colour_of_the_room(style: Look, qtbot: QtBot) -> None:
    lines = (
        SaidLine("a", "Who?", "", "Table 2: ask again"),
        SaidLine("a", "Who?", "", "Yes", kind=SaidKind.HANDS, number=14),
        SaidLine("a", "Who?", "", "Kent", kind=SaidKind.GUESS, number=60, force="Kent Police"),
    )
    dialog = SaidDialog((SaidSession(1, NO_TIME, lines),), None)
    qtbot.addWidget(dialog)
    dialog.show()
    shown = {label.text(): label for label in dialog.findChildren(QLabel)}
    colour_of = {
        line.kind: shown[line.marked_text].palette().windowText().color().name().upper()
        for line in lines
    }
    theme = style.theme
    assert colour_of == {
        SaidKind.LINE: theme.ink,
        SaidKind.HANDS: theme.room,
        SaidKind.GUESS: theme.room,
    }


def test_chosen_session_stays_when_another_is_added(style: Look, qtbot: QtBot) -> None:
    first, second = (
        SaidSession(number, NO_TIME, (SaidLine("a", "Who?", "", f"Line {number}"),))
        for number in (1, 2)
    )
    dialog = SaidDialog((first,), None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_sessions((second, first))
    assert "Line 1" in _texts(dialog)
