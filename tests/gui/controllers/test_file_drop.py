"""Dropping files onto the main window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.controllers.files import Drop, FileDropHandler, choose_file
from briefing_app.gui.main_window.header_bar import SearchField
from briefing_app.gui.main_window.window import MainWindow
from tests.gui.dragging import drop, enter, files, move
from tests.refused_drive import any_refusal, refuse

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


class Switch:
    """A switch for whether drops are refused."""

    is_off = False


@pytest.fixture
def switch() -> Switch:
    return Switch()


@pytest.fixture
def handler(hidden_window: MainWindow, switch: Switch) -> FileDropHandler:
    return FileDropHandler(hidden_window, lambda: switch.is_off)


def drag(widget: QWidget, data: QMimeData) -> bool:
    """Drag data over a widget and drop it. Return whether it was accepted."""
    is_accepted = enter(widget, data)
    assert move(widget, data) is is_accepted
    if is_accepted:
        drop(widget, data)
    return is_accepted


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["b.db"], Drop(briefing=Path("b.db"))),
        (["a.DB"], Drop(briefing=Path("a.DB"))),
        (["a.xlsx", "b.briefing"], Drop(briefing=Path("b.briefing"), unused=(Path("a.xlsx"),))),
        (
            ["a.xlsx", "b.db", "c.db"],
            Drop(briefing=Path("b.db"), unused=(Path("a.xlsx"), Path("c.db"))),
        ),
        (
            ["a.ods", "b.xlsx", "c.xlsx"],
            Drop(source=Path("b.xlsx"), unused=(Path("a.ods"), Path("c.xlsx"))),
        ),
        (["a.txt", "gone"], Drop(unused=(Path("a.txt"), Path("gone")))),
        ([], Drop()),
    ],
)
def test_first_briefing_or_else_first_workbook_is_used(names: list[str], expected: Drop) -> None:
    assert choose_file(map(Path, names)) == expected


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (
            ["a.txt"],
            (
                "a.txt can’t be opened. Drop a briefing (.briefing), a workbook (.xlsx), or a "
                "folder with report.toml."
            ),
        ),
        (["a.db", "b.db"], "Only one file is opened at a time. Not opened: b.db."),
        (
            ["a.db", "b.db", "c.txt"],
            "Only one file is opened at a time. Not opened: b.db and 1 more.",
        ),
        (["a.xlsx", "b.txt"], "Only one file is opened at a time. Not opened: b.txt."),
    ],
)
def test_other_files_are_refused_with_a_message(
    qtbot: QtBot,
    hidden_window: MainWindow,
    handler: FileDropHandler,
    names: list[str],
    message: str,
) -> None:
    with qtbot.waitSignal(handler.files_refused) as refused:
        assert drag(hidden_window, files(*map(Path, names)))
    assert refused.args == [message]


def test_folder_with_report_is_a_source(tmp_path: Path) -> None:
    assert choose_file([tmp_path]) == Drop(unused=(tmp_path,))
    (tmp_path / "report.toml").touch()
    assert choose_file([tmp_path]) == Drop(source=tmp_path)


@any_refusal
def test_drop_from_a_drive_that_refuses_is_answered(
    *,
    qtbot: QtBot,
    hidden_window: MainWindow,
    handler: FileDropHandler,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    refusal: OSError,
) -> None:
    refuse(monkeypatch, tmp_path, refusal)
    with qtbot.waitSignal(handler.files_refused) as refused:
        assert drag(hidden_window, files(tmp_path / "folder"))
    (message,) = refused.args or [None]
    assert str(message).startswith("folder can’t be opened. Drop a briefing")
    with qtbot.waitSignal(handler.briefing_dropped):
        assert drag(hidden_window, files(tmp_path / "a.briefing"))


def test_briefing_is_opened_and_workbook_is_built(
    qtbot: QtBot, hidden_window: MainWindow, handler: FileDropHandler
) -> None:
    with qtbot.waitSignal(handler.briefing_dropped) as opened:
        assert drag(hidden_window, files(Path("/made/up.db")))
    assert opened.args == [Path("/made/up.db")]
    with qtbot.waitSignal(handler.source_dropped) as made:
        assert drag(hidden_window, files(Path("/made/up.xlsx")))
    assert made.args == [Path("/made/up.xlsx")]


@pytest.mark.usefixtures("handler")
def test_drop_of_other_files_is_not_accepted(hidden_window: MainWindow) -> None:
    text = QMimeData()
    text.setText("/made/up.db")
    web = QMimeData()
    web.setUrls([QUrl("https://example.org/up.db")])
    assert not any(drag(hidden_window, data) for data in (text, web))


def test_drops_are_ignored_during_slideshow(
    hidden_window: MainWindow, handler: FileDropHandler, switch: Switch
) -> None:
    switch.is_off = True
    assert not drag(hidden_window, files(Path("/made/up.db")))
    switch.is_off = False
    assert drag(hidden_window, files(Path("/made/up.db")))
    assert handler.parent() is hidden_window


def test_search_field_accepts_text_but_no_files(
    qtbot: QtBot, hidden_window: MainWindow, handler: FileDropHandler
) -> None:
    (search,) = hidden_window.header.findChildren(SearchField)
    with qtbot.waitSignal(handler.briefing_dropped):
        assert drag(search, files(Path("/made/up.db")))
    assert search.text() == ""
    text = QMimeData()
    text.setText("victim")
    assert drag(search, text)
    assert search.text() == "victim"
