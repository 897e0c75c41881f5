"""Atomic writing of one file."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_app.errors import OutputError
from briefing_app.files.atomic import (
    check_target,
    write_file,
    write_folder,
)
from tests.files.folders import contents
from tests.systems import needs_permissions


def test_written_file_leaves_no_temporary_file(tmp_path: Path) -> None:
    write_file(tmp_path / "handout.pdf", b"new")
    assert contents(tmp_path) == {"handout.pdf": b"new"}


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_full_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    target = tmp_path / "handout.pdf"
    target.write_bytes(b"before")
    monkeypatch.setattr(step, fail)
    with pytest.raises(OutputError, match="disk is full") as raised:
        write_file(target, b"new")
    assert raised.value.path == target
    assert contents(tmp_path) == {"handout.pdf": b"before"}


def test_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="This is a folder"):
        write_file(tmp_path, b"new")


@pytest.mark.parametrize("name", ["a\0b.pdf", "a" * 300 + ".pdf"])
def test_invalid_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError):
        write_file(tmp_path / name, b"new")
    assert contents(tmp_path) == {}


def write_one(target: Path) -> None:
    write_file(target, b"new")


@needs_permissions
def test_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        target = tmp_path / "slide-1.png"
        for mode in (0o600, 0o644, 0o666, 0o604):
            target.write_bytes(b"before")
            target.chmod(mode)
            write_one(target)
            assert target.read_bytes() == b"new"
            assert target.stat().st_mode & 0o777 == mode
            target.unlink()
            write_one(target)
            assert target.stat().st_mode & 0o777 == 0o640  # the default of a new file
        write_folder(tmp_path / "new", [("slide-1.png", b"new")])
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o750
    finally:
        os.umask(before)


@pytest.mark.parametrize("write", [check_target, write_one])
def test_read_only_file_is_not_replaced(tmp_path: Path, write: Callable[[Path], None]) -> None:
    target = tmp_path / "slide-1.png"
    target.write_bytes(b"before")
    before = contents(tmp_path)
    target.chmod(0o444)
    try:
        with pytest.raises(
            OutputError, match=r"This file is read-only\. Allow writing to it"
        ) as raised:
            write(target)
        assert raised.value.path == target
        assert contents(tmp_path) == before
    finally:
        target.chmod(0o644)


def test_too_long_name_is_refused(tmp_path: Path) -> None:
    name = "n" * 300
    with pytest.raises(OutputError, match=r"The name is too long\. Choose a shorter one\."):
        check_target(tmp_path / f"{name}.pdf")
    with pytest.raises(OutputError, match=r"The name is too long\. Choose a shorter one\."):
        write_folder(tmp_path / name, [])


@pytest.mark.skipif(os.name == "nt", reason="Windows locks files in another way")
def test_drive_without_locks_can_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr("fcntl.flock", refuse)
    write_file(tmp_path / "handout.pdf", b"new")
    write_folder(tmp_path / "slides", [("slide-1.png", b"1")])
    assert contents(tmp_path) == {"handout.pdf": b"new", "slides/slide-1.png": b"1"}
    assert len(list(tmp_path.iterdir())) == 2
