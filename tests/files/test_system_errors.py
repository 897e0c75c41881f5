"""Errors of the operating system, above all those of Windows."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing_app.errors import OutputError
from briefing_app.files.atomic import delete_files, write_file, write_folder
from briefing_app.files.on_disk import read_regular_file, reason, retried
from tests.files.folders import contents


def windows_error(number: int, kind: type[OSError] = PermissionError) -> OSError:
    """Return an error as Windows raises it."""
    error = kind(errno.EACCES, "The process cannot access the file.")
    error.winerror = number  # type: ignore[attr-defined]
    return error


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the pauses in seconds, none of which are made."""
    seconds: list[float] = []
    monkeypatch.setattr("time.sleep", seconds.append)
    return seconds


def failing(
    change: Callable[..., object], times: int, error: OSError
) -> Callable[[Path, Path], object]:
    """Return a change to the file system that fails some times before it succeeds."""
    left = [error] * times

    def fail_or_change(path: Path, target: Path) -> object:
        if left:
            raise left.pop()
        return change(path, target)

    return fail_or_change


@pytest.mark.parametrize("number", [5, 32, 33])
def test_file_that_a_virus_scanner_holds_for_a_moment_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waits: list[float], number: int
) -> None:
    target = tmp_path / "handout.pdf"
    target.write_bytes(b"before")
    monkeypatch.setattr(Path, "replace", failing(Path.replace, 3, windows_error(number)))
    monkeypatch.setattr(Path, "rename", failing(Path.rename, 3, windows_error(number)))
    write_file(target, b"new")
    write_folder(tmp_path / "slides", [("slide-1.png", b"1")])
    assert contents(tmp_path) == {"handout.pdf": b"new", "slides/slide-1.png": b"1"}
    assert waits[:3] == sorted(waits[:3])
    assert len(waits) == 6


def test_file_that_is_held_for_a_moment_is_read_and_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waits: list[float]
) -> None:
    held = tmp_path / "personal.db"
    held.write_bytes(b"words")
    unlink, open_file = Path.unlink, Path.open
    errors = [windows_error(5), windows_error(32)]

    def fail_first(change: Callable[..., Any]) -> Callable[..., Any]:
        def fail_or_change(*arguments: Any, **named: Any) -> Any:
            if errors:
                raise errors.pop()
            return change(*arguments, **named)

        return fail_or_change

    monkeypatch.setattr(Path, "open", fail_first(open_file))
    assert read_regular_file(held, 99) == b"words"
    errors.append(windows_error(32))
    monkeypatch.setattr(Path, "unlink", fail_first(unlink))
    delete_files([held])
    assert list(tmp_path.iterdir()) == []
    assert len(waits) == 3


def test_file_that_stays_open_elsewhere_is_named_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waits: list[float]
) -> None:
    target = tmp_path / "handout.pdf"
    target.write_bytes(b"before")
    monkeypatch.setattr(Path, "replace", failing(Path.replace, 99, windows_error(32)))
    with pytest.raises(OutputError, match=r"Another program has it open\. Close it there"):
        write_file(target, b"new")
    assert contents(tmp_path) == {"handout.pdf": b"before"}
    assert 0.5 < sum(waits) < 2


def test_other_errors_are_not_waited_for(waits: list[float]) -> None:
    def fail() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(OSError, match="No space"):
        retried(fail)
    assert waits == []


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (windows_error(32), "another program has it open"),
        (windows_error(206, OSError), "the name is too long"),
        (OSError(errno.EIO, "The device is not connected.\r\n"), "The device is not connected"),
        (OSError("no number"), "no number"),
    ],
)
def test_reason_ends_a_sentence_without_its_full_stop(error: OSError, expected: str) -> None:
    assert reason(error) == expected


def test_path_that_windows_cannot_resolve_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> Path:
        raise windows_error(206, OSError)

    monkeypatch.setattr(Path, "resolve", refuse)
    for write in (
        lambda: write_file(tmp_path / "a.pdf", b""),
        lambda: write_folder(tmp_path / "a", []),
    ):
        with pytest.raises(OutputError, match=r"The name is too long\. Choose a shorter one\."):
            write()
