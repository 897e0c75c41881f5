"""Locks on files."""

import errno
import importlib.util
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from briefing_app.files import lock as lock_module
from briefing_app.files.lock import NoLocksError, hold, hold_when_free, lock

LOCKING_PROCESS = """
import sys
from pathlib import Path
from briefing_app.files.lock import hold
with hold(Path(sys.argv[1])):
    print("locked", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file to lock."""
    path = tmp_path / "lock"
    path.touch()
    return path


def test_lock_is_held_until_the_file_is_closed(path: Path) -> None:
    with path.open("r+b") as one, path.open("r+b") as other:
        assert lock(one)
        assert not lock(other)
        one.close()
        assert lock(other)


def test_lock_of_another_process_ends_with_it(path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LOCKING_PROCESS, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "locked\n"
    with pytest.raises(BlockingIOError), hold(path):
        pass
    process.kill()
    process.communicate()
    with hold(path):
        pass


def test_lock_of_another_window_is_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ExitStack() as other:
        other.enter_context(hold(path))
        with pytest.raises(BlockingIOError), hold_when_free(path, 0):
            pass
        monkeypatch.setattr(time, "sleep", lambda _: other.close())
        with hold_when_free(path, 60), pytest.raises(BlockingIOError), hold(path):
            pass


def module_for_windows(monkeypatch: pytest.MonkeyPatch, msvcrt: object) -> ModuleType:
    """Return the module as Windows imports it, with a fake of its library."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)
    spec = importlib.util.spec_from_file_location("lock_for_windows", lock_module.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("number", [errno.EACCES, errno.EDEADLK, 0, errno.EIO])
def test_lock_that_windows_refuses_for_any_reason_is_held_elsewhere(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    calls: list[tuple[int, int, int]] = []

    def refuse(descriptor: int, mode: int, count: int) -> None:
        calls.append((descriptor, mode, count))
        raise OSError(number, "refused")

    windows = module_for_windows(monkeypatch, SimpleNamespace(locking=refuse, LK_NBLCK=2))
    with path.open("r+b") as file:
        assert not windows.lock(file)
        assert calls == [(file.fileno(), 2, 1)]


def test_drive_without_locks_is_reported_on_windows(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    windows = module_for_windows(monkeypatch, SimpleNamespace(locking=refuse, LK_NBLCK=2))
    with path.open("r+b") as file, pytest.raises(windows.NoLocksError):
        windows.lock(file)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks files in another way")
@pytest.mark.parametrize(
    ("number", "is_reported"), [(errno.ENOLCK, True), (errno.ENOTSUP, True), (errno.EIO, False)]
)
def test_only_a_drive_without_locks_is_reported(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, *, is_reported: bool
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr("fcntl.flock", refuse)
    with path.open("r+b") as file:
        if is_reported:
            with pytest.raises(NoLocksError):
                lock(file)
        else:
            assert not lock(file)
