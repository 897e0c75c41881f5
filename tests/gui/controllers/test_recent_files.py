"""File › Open recent."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAction

from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.controllers.files import MAX_RECENT_FILES
from briefing_app.gui.main_window.messages import ErrorPage
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings
from tests.gui.menus import trigger
from tests.gui.parts import briefing_of, texts_of
from tests.refused_drive import any_refusal, refuse


def copy_to(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(BUNDLED_BRIEFING.read_bytes())
    return path


def entries(window: MainWindow) -> list[QAction]:
    """Return the entries of the menu for files, before the one that clears it and the examples."""
    assert window.menus is not None
    menu = window.menus.menu("File › Open recent")
    menu.aboutToShow.emit()
    (*others, clear, separator, bundled, made_up) = menu.actions()
    assert clear.isEnabled() is bool(others)
    assert separator.isSeparator()
    names = [each.text().replace("&", "") for each in (bundled, made_up)]
    assert names == ["Police response to modern slavery", "Made up: an inspection of twelve forces"]
    return [action for action in others if not action.isSeparator()]


def captions(window: MainWindow) -> list[str]:
    return [action.text() for action in entries(window)]


def test_eight_latest_files_are_listed_newest_first(
    main_window: MainWindow, settings: Settings, tmp_path: Path
) -> None:
    for number in range(MAX_RECENT_FILES + 2):
        main_window.open(copy_to(tmp_path / f"{number}.db"))
    main_window.open(tmp_path / "5.db")
    order = [5, 9, 8, 7, 6, 4, 3, 2]
    assert captions(main_window) == [f"&{at}  {name}.db" for at, name in enumerate(order, 1)]
    assert [Path(file).stem for file in settings.recent_files] == [str(name) for name in order]


def test_entry_opens_its_file_until_the_list_is_cleared(
    main_window: MainWindow, settings: Settings, tmp_path: Path
) -> None:
    assert captions(main_window) == []  # the bundled briefing is never listed
    main_window.open(copy_to(tmp_path / "a & b.db"))
    main_window.open(BUNDLED_BRIEFING)
    (entry,) = entries(main_window)
    assert entry.text() == "&1  a && b.db"
    entry.trigger()
    assert briefing_of(main_window).path == tmp_path / "a & b.db"
    settings.recent_files = tuple(f"/{number}.db" for number in range(MAX_RECENT_FILES + 2))
    assert len(captions(main_window)) == MAX_RECENT_FILES
    trigger(main_window, "Clear this list")
    assert captions(main_window) == []


def test_files_with_the_same_name_show_their_folders(
    main_window: MainWindow, tmp_path: Path
) -> None:
    for folder in ("one", "two"):
        main_window.open(copy_to(tmp_path / folder / "same.db"))
    assert captions(main_window) == [
        f"&1  same.db, in {tmp_path / 'two'}",
        f"&2  same.db, in {tmp_path / 'one'}",
    ]


def test_missing_file_is_removed_damaged_file_stays(
    main_window: MainWindow, tmp_path: Path
) -> None:
    for name in ("gone.db", "spoilt.db"):
        main_window.open(copy_to(tmp_path / name))
    main_window.open(BUNDLED_BRIEFING)
    (tmp_path / "gone.db").unlink()
    (tmp_path / "spoilt.db").write_bytes(b"spoilt")
    for at, messages in ((0, "some other kind of file"), (1, "There is no such file")):
        entries(main_window)[at].trigger()
        (page,) = main_window.findChildren(ErrorPage)
        assert messages in texts_of(page)
    assert captions(main_window) == ["&1  spoilt.db"]


@any_refusal
def test_file_on_a_drive_that_refuses_stays(
    main_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: OSError
) -> None:
    main_window.open(copy_to(tmp_path / "stick" / "a.db"))
    main_window.open(BUNDLED_BRIEFING)
    refuse(monkeypatch, tmp_path / "stick", refusal)
    entries(main_window)[0].trigger()
    (page,) = main_window.findChildren(ErrorPage)
    assert f"The file can’t be read: {refusal.strerror}" in texts_of(page)
    assert captions(main_window) == ["&1  a.db"]
