"""The lock that says in other programs that a slideshow is running."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSysInfo

from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import Briefing
from briefing_app.gui.slideshow.launcher import SlideshowLauncher, StartOptions
from briefing_app.gui.slideshow.recorder import SlideshowLock
from tests.gui.slideshows import running_slideshow


def test_lock_file_that_names_another_python_is_stale(personal_store: PersonalStore) -> None:
    assert personal_store.path is not None
    personal_store.path.parent.mkdir()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as another:
        lines = (another.pid, Path(sys.executable).resolve().name, QSysInfo.machineHostName())
        personal_store.path.with_name("slideshow.lock").write_text(
            "".join(f"{line}\n" for line in lines)
        )
        assert not SlideshowLock(personal_store.path).is_taken_elsewhere()
        assert another.poll() is None
        another.kill()


def test_checking_the_lock_creates_no_file(personal_store: PersonalStore) -> None:
    assert personal_store.path is not None
    assert not SlideshowLock(personal_store.path).is_taken_elsewhere()
    assert not personal_store.path.with_name("slideshow.lock").exists()


def test_lock_is_held_until_the_slideshow_ends(
    launcher: SlideshowLauncher, briefing: Briefing, personal_store: PersonalStore
) -> None:
    another = SlideshowLock(personal_store.path)
    assert not another.is_taken_elsewhere()
    launcher.present(briefing, StartOptions())
    assert another.is_taken_elsewhere()
    running_slideshow(launcher).end()
    assert not another.is_taken_elsewhere()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks files in another way")
@pytest.mark.parametrize(
    ("number", "is_taken"),
    [(errno.EWOULDBLOCK, True), (errno.EIO, True), (0, True), (errno.ENOTSUP, False)],
    ids=["held", "input error", "unknown", "drive without locks"],
)
def test_lock_that_is_refused_for_an_unknown_reason_counts_as_taken(
    *,
    personal_store: PersonalStore,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    number: int,
    is_taken: bool,
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr("fcntl.flock", refuse)
    lock = SlideshowLock(personal_store.path)
    assert lock.take() is not is_taken
    lock.release()
    assert lock.is_taken_elsewhere() is is_taken
    assert ("Slideshows of other programs can't be noticed" in caplog.text) is not is_taken


def test_lock_file_that_another_program_keeps_open_counts_as_taken(
    personal_store: PersonalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        error = PermissionError(errno.EACCES, "The process cannot access the file")
        error.winerror = 32  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr("time.sleep", lambda _: None)
    assert SlideshowLock(personal_store.path).is_taken_elsewhere()
