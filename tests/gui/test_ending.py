"""What is saved if the system ends the program."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from briefing_app.database.personal.notes_table import Notes
from briefing_app.database.personal.store import PersonalStore
from briefing_app.files.paths import personal_file
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.slideshow.launcher import SlideshowLauncher, StartOptions
from tests.gui.parts import briefing_of
from tests.gui.slideshows import last_record, running_slideshow

_KEY = "modern-slavery"
_FOLDERS = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PersonalStore:
    """Return the store of a user who hasn't used the program yet."""
    for name in _FOLDERS:
        monkeypatch.setenv(name, str(tmp_path / name))
    return PersonalStore(personal_file())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells programs of a log-off itself")
@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("note", ["SIGTERM"]),
        ("note", ["SIGHUP"]),
        ("note", ["SIGHUP", "SIGTERM"]),
        ("slideshow", ["SIGINT"]),
    ],
)
def test_signal_ends_the_program_and_loses_nothing(
    store: PersonalStore, what: str, names: list[str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.ending_process", what, *names],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=120,
    )
    assert (done.returncode, done.stdout) == (128 + signal.Signals[names[-1]], ""), done.stderr
    if what == "note":
        notes = Notes(store).of_briefing(_KEY) or ()
        assert [each.note.text for each in notes] == ["typed just now"]
    else:
        assert last_record(store).running


def test_log_off_saves_the_place_of_the_slideshow(
    qapp: QApplication,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    personal_store: PersonalStore,
) -> None:
    launcher.present(briefing_of(main_window), StartOptions(windowed=True))
    slideshow = running_slideshow(launcher)
    slideshow.model.go_to(3)
    qapp.commitDataRequest.emit(None)
    record = last_record(personal_store)
    assert (record.key, record.running) == (slideshow.model.slides[3].key, True)
