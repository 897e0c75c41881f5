"""Dropping files onto the main window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QWidget

from briefing_app.gui.authoring.build_dialog import NewBriefingDialog
from briefing_app.gui.controllers.files import Drop, FileDropHandler, choose_file
from briefing_app.gui.main_window.header_bar import SearchField
from briefing_app.gui.main_window.window import MainWindow
from tests.forged_briefing import honest_copy
from tests.gui.dragging import drop, enter, files, move
from tests.gui.parts import briefing_of, message_of
from tests.gui.slideshows import process_events
from tests.refused_drive import any_refusal, refuse


@pytest.fixture
def used(hidden_window: MainWindow) -> list[Drop]:
    """Return what was dropped on the hidden window."""
    drops: list[Drop] = []
    FileDropHandler(hidden_window, lambda: False, drops.append)
    return drops


def drag(widget: QWidget, data: QMimeData) -> bool:
    """Drag data over a widget and drop it. Return whether it was accepted."""
    is_accepted = enter(widget, data)
    assert move(widget, data) is is_accepted
    if is_accepted:
        drop(widget, data)
        process_events()
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
def test_message_names_files_that_are_not_used(names: list[str], message: str) -> None:
    assert choose_file(map(Path, names)).warning == message


def test_folder_with_report_is_a_source(tmp_path: Path) -> None:
    assert choose_file([tmp_path]) == Drop(unused=(tmp_path,))
    (tmp_path / "report.toml").touch()
    assert choose_file([tmp_path]) == Drop(source=tmp_path)


@any_refusal
def test_drop_from_a_drive_that_refuses_is_answered(
    *,
    hidden_window: MainWindow,
    used: list[Drop],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    refusal: OSError,
) -> None:
    folder, briefing = tmp_path / "folder", tmp_path / "a.briefing"
    refuse(monkeypatch, tmp_path, refusal)
    assert drag(hidden_window, files(folder))
    assert drag(hidden_window, files(briefing))
    assert used == [Drop(unused=(folder,)), Drop(briefing)]


@pytest.mark.usefixtures("controllers")
def test_window_opens_builds_or_refuses_what_is_dropped(
    main_window: MainWindow, tmp_path: Path
) -> None:
    copy = honest_copy(tmp_path / "copy.briefing")
    assert drag(main_window, files(copy, tmp_path / "other.briefing"))
    assert briefing_of(main_window).path == copy
    assert "Not opened: other.briefing." in message_of(main_window)
    assert drag(main_window, files(tmp_path / "next.xlsx"))
    (dialog,) = main_window.findChildren(NewBriefingDialog)
    assert dialog.isVisible()
    assert briefing_of(main_window).path == copy


def test_only_files_are_accepted_and_none_during_a_slideshow(hidden_window: MainWindow) -> None:
    used: list[Drop] = []
    is_presenting = False
    FileDropHandler(hidden_window, lambda: is_presenting, used.append)
    text, web, briefing = QMimeData(), QMimeData(), Path("/made/up.db")
    text.setText(str(briefing))
    web.setUrls([QUrl("https://example.org/up.db")])
    assert not any(drag(hidden_window, data) for data in (text, web))
    assert drag(hidden_window, files(briefing))
    is_presenting = True
    assert not drag(hidden_window, files(briefing))
    assert used == [Drop(briefing)]


def test_search_field_accepts_text_but_no_files(
    hidden_window: MainWindow, used: list[Drop]
) -> None:
    (search,) = hidden_window.header.findChildren(SearchField)
    briefing = Path("/made/up.db")
    assert drag(search, files(briefing))
    assert used == [Drop(briefing)]
    assert search.text() == ""
    text = QMimeData()
    text.setText("victim")
    assert drag(search, text)
    assert search.text() == "victim"
