"""Only the user may read what the program keeps, also if files or folders were there before."""

import logging
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from briefing_app.database.personal.copies import copy_path, replace_by_copy
from briefing_app.database.personal.notes_table import Notes
from briefing_app.database.personal.schema import file_id
from briefing_app.database.personal.store import PersonalStore
from briefing_app.files.log_file import LOG_NAME, log_to_file
from briefing_app.files.paths import personal_file, settings_file, user_data_folder
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.recorder import SlideshowLock
from briefing_app.model.notes import NO_NOTE, Note, NoteItem
from tests.sample_report import make_report

DAY_S: Final = 24 * 60 * 60

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for the user's data; the one for settings is beside it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return user_data_folder()


@pytest.fixture(autouse=True)
def _usual_permissions() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def save(path: Path, text: str) -> None:
    Notes(PersonalStore(path)).save(make_report(), NoteItem(text, text), NO_NOTE, Note(text))


def keep_everything() -> None:
    """Let the program write each of its files."""
    path = personal_file()
    save(path, "first day")
    os.utime(path, (path.stat().st_atime, path.stat().st_mtime - DAY_S))
    save(path, "second day")
    replace_by_copy(path, file_id(path))
    lock = SlideshowLock(path)
    assert lock.take()
    lock.release()
    with log_to_file("info"):
        logging.getLogger("briefing_app").info("text")
    settings = Settings(settings_file())
    settings.my_force = "A force"
    settings.save()


def modes(*folders: Path) -> dict[str, str]:
    """Return the permission bits of all files and folders in some folders, and of those."""
    paths = [each for folder in folders for each in (folder, *folder.rglob("*"))]
    return {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in paths}


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("are_there", [False, True])
def test_files_and_folders_are_private(folder: Path, are_there: bool) -> None:
    path, settings = personal_file(), settings_file()
    files = [
        *(path, copy_path(path), folder / "personal.lock", folder / "slideshow.lock"),
        *(folder / LOG_NAME, settings, settings.with_suffix(".lock")),
    ]
    if are_there:
        for file in files:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
    keep_everything()
    assert all(file.stat().st_size for file in files if file.suffix != ".lock")
    found = modes(folder, settings.parent)
    assert {file.name for file in files} < found.keys()
    kept = next(name for name in found if name.startswith("personal-damaged-"))
    private = {file.name: "0o600" for file in files} | {kept: "0o600"}
    assert found == private | {folder.name: "0o700"}


def test_file_that_may_only_be_read_stays_so(folder: Path) -> None:
    path = personal_file()
    save(path, "A note")
    path.chmod(0o444)
    PersonalStore(path).fetch("SELECT 1")
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
