"""Files that are dragged onto the main window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.controllers.file_drop import Dropped, FileDropHandler, dropped
from briefing_app.gui.main_window.window import MainWindow

COPY = Qt.DropAction.CopyAction
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


class Doors:
    """Whether a show goes on."""

    closed = False


@pytest.fixture
def doors() -> Doors:
    return Doors()


@pytest.fixture
def target(main_window: MainWindow, doors: Doors) -> FileDropHandler:
    return FileDropHandler(main_window, lambda: doors.closed)


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drag(widget: QWidget, data: QMimeData) -> bool:
    """Drag something over a widget and drop it where that is taken; says whether it was."""
    enter = QDragEnterEvent(QPointF(5, 5), COPY, data, LEFT, NONE)
    QApplication.sendEvent(widget, enter)
    move = QDragMoveEvent(QPointF(6, 5), COPY, data, LEFT, NONE)
    QApplication.sendEvent(widget, move)
    assert enter.isAccepted() is move.isAccepted()
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(6, 5), COPY, data, LEFT, NONE))
    return enter.isAccepted()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["b.db"], Dropped(briefing=Path("b.db"))),
        (["a.DB"], Dropped(briefing=Path("a.DB"))),
        (
            ["a.xlsx", "b.db", "c.db"],
            Dropped(briefing=Path("b.db"), left=(Path("a.xlsx"), Path("c.db"))),
        ),
        (
            ["a.txt", "b.ods", "c.xlsx"],
            Dropped(source=Path("b.ods"), left=(Path("a.txt"), Path("c.xlsx"))),
        ),
        (["a.txt", "gone"], Dropped(left=(Path("a.txt"), Path("gone")))),
        ([], Dropped()),
    ],
)
def test_first_briefing_or_else_first_workbook_is_used(names: list[str], expected: Dropped) -> None:
    assert dropped(map(Path, names)) == expected


@pytest.mark.parametrize(
    ("names", "news"),
    [
        (
            ["a.txt"],
            (
                "a.txt can’t be opened. Drop a briefing (.db), or a workbook or a folder with "
                "report.toml to make one from."
            ),
        ),
        (["a.db", "b.db"], "One at a time: nothing was done with b.db."),
        (["a.db", "b.db", "c.txt"], "One at a time: nothing was done with b.db and 1 more."),
        (["a.xlsx", "b.txt"], "One at a time: nothing was done with b.txt."),
    ],
)
def test_other_files_are_refused_with_a_message(
    qtbot: QtBot, main_window: MainWindow, target: FileDropHandler, names: list[str], news: str
) -> None:
    with qtbot.waitSignal(target.left_over) as told:
        assert drag(main_window, files(*map(Path, names)))
    assert told.args == [news]


def test_folder_with_report_is_a_source(tmp_path: Path) -> None:
    assert dropped([tmp_path]) == Dropped(left=(tmp_path,))
    (tmp_path / "report.toml").touch()
    assert dropped([tmp_path]) == Dropped(source=tmp_path)


def test_briefing_is_opened_and_workbook_is_built(
    qtbot: QtBot, main_window: MainWindow, target: FileDropHandler
) -> None:
    with qtbot.waitSignal(target.briefing_dropped) as opened:
        assert drag(main_window, files(Path("/made/up.db")))
    assert opened.args == [Path("/made/up.db")]
    with qtbot.waitSignal(target.source_dropped) as made:
        assert drag(main_window, files(Path("/made/up.xlsx")))
    assert made.args == [Path("/made/up.xlsx")]


@pytest.mark.usefixtures("target")
def test_drop_of_other_files_is_not_accepted(main_window: MainWindow) -> None:
    text = QMimeData()
    text.setText("/made/up.db")
    web = QMimeData()
    web.setUrls([QUrl("https://example.org/up.db")])
    assert not any(drag(main_window, data) for data in (text, web))


def test_drops_are_ignored_during_slideshow(
    main_window: MainWindow, target: FileDropHandler, doors: Doors
) -> None:
    doors.closed = True
    assert not drag(main_window, files(Path("/made/up.db")))
    doors.closed = False
    assert drag(main_window, files(Path("/made/up.db")))
    assert target.parent() is main_window


def test_search_field_accepts_text_but_no_files(
    qtbot: QtBot, main_window: MainWindow, target: FileDropHandler
) -> None:
    search = main_window.header._search
    with qtbot.waitSignal(target.briefing_dropped):
        assert drag(search, files(Path("/made/up.db")))
    assert search.text() == ""
    text = QMimeData()
    text.setText("victim")
    assert drag(search, text)
    assert search.text() == "victim"
