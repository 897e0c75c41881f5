"""What a private session leaves on the computer."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.slideshows import Session, Sessions
from briefing_app.database.personal.store import PersonalStore
from briefing_app.files.paths import BUNDLED_BRIEFING, personal_file
from briefing_app.gui.controllers.privacy import PrivateSession
from briefing_app.gui.look import Look
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings
from briefing_app.model.slideshow.record import SlideshowRecord
from tests.gui.slideshows import labels
from tests.hostile_folder import enter_hostile_folder

_USER_FOLDERS = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the home folder of a user who has used the program before."""
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    for name in ("USERPROFILE", "LOCALAPPDATA", "APPDATA", *_USER_FOLDERS):
        monkeypatch.setenv(name, str(home / name))
    record = SlideshowRecord("title", 0, 0, 754, running=True, saved=datetime.now(UTC))
    Sessions(PersonalStore(personal_file())).save(Session("one", "A title", "/a.db"), record)
    personal_file().with_name("briefing-app.log").write_text("an earlier entry\n")
    return home


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_private_session_changes_only_exported_files(home: Path) -> None:
    exports = home / "exports"
    exports.mkdir()
    briefing = exports / "copy.briefing"
    briefing.write_bytes(BUNDLED_BRIEFING.read_bytes())
    (exports / "source.txt").write_text("The text of a source.", "utf-8")
    before = _files(home)
    walk = subprocess.run(
        [sys.executable, "-m", "tests.gui.personal.private_process", "--private", briefing],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=300,
    )
    assert walk.stdout == "done\n", walk.stderr
    changed = {name for name, content in _files(home).items() if before.get(name) != content}
    assert {name.split("/")[1] for name in changed} == {"handout.pdf", "chart.png", "data"}
    assert {name.split("/")[0] for name in changed} == {"exports"}
    assert before.keys() <= _files(home).keys()


def test_window_says_that_the_session_is_private(style: Look) -> None:
    for is_private in (True, False):
        window = MainWindow(Settings(None, is_private=is_private))
        window.open(BUNDLED_BRIEFING)
        window.show()
        title = "Briefing (private session)"
        assert window.windowTitle().endswith(title) is is_private
        shown = "Private session: nothing is kept" in labels(window.status_bar)
        assert shown is is_private
        window.close()
        window.deleteLater()


@pytest.fixture
def session(qapp: QApplication) -> Iterator[PrivateSession]:
    """Return a session that isn't started yet."""
    parent = QObject()
    yield PrivateSession(parent)
    parent.deleteLater()


@pytest.mark.skipif(sys.platform == "win32", reason="Qt shows a message instead of ending")
def test_private_session_imports_nothing_from_the_current_folder(
    session: PrivateSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    mark = enter_hostile_folder(tmp_path, monkeypatch)
    monkeypatch.setenv("QT_QPA_PLATFORM", "none")  # ends it when all modules are imported
    with qtbot.waitSignal(session.failed, timeout=60_000):
        session.start(Path("a.briefing"))
    assert not mark.exists()


def test_private_session_that_cannot_be_started_has_failed(
    session: PrivateSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    with qtbot.waitSignal(session.failed, timeout=1_000):
        session.start(None)
