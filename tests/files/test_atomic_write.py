"""Atomic writing of one file, and the checks of its path before that."""

import errno
import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from briefing_app.errors import OutputError
from briefing_app.files.atomic import (
    check_target,
    is_windows_name,
    refuse_existing,
    refuse_if_open_elsewhere,
    refuse_source_as_target,
    same_file,
    write_file,
    write_folder,
)
from tests.files.folders import contents
from tests.refused_drive import any_refusal, refuse
from tests.systems import make_link, needs_permissions


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


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a\0b", r"A file can’t have this name\. Choose another name\."),
        ("n" * 300, r"The name is too long\. Choose a shorter one\."),
    ],
)
def test_invalid_name_is_refused(tmp_path: Path, name: str, expected: str) -> None:
    for write in (check_target, write_one, partial(write_folder, files=[])):
        with pytest.raises(OutputError, match=expected):
            write(tmp_path / name)
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


def test_missing_parent_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"The folder .* doesn’t exist"):
        check_target(tmp_path / "missing" / "handout.pdf")


@any_refusal
def test_drive_that_refuses_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: OSError
) -> None:
    refuse(monkeypatch, tmp_path, refusal)
    with pytest.raises(OutputError, match="can no longer be reached"):
        check_target(tmp_path / "handout.pdf")


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("CON", True),
        ("nul.pdf", True),
        ("com1.tar.gz", True),
        ("notes: final.pdf", True),
        ("what?.pdf", True),
        ("ends with a dot.", True),
        ("console.pdf", False),
        ("Llandŵ ‘final’.pdf", False),
        ("com10.pdf", False),
    ],
)
def test_names_reserved_on_windows_are_recognised(name: str, *, refused: bool) -> None:
    assert is_windows_name(name) is not refused


def test_existing_file_is_refused(tmp_path: Path) -> None:
    refuse_existing(tmp_path / "handout.pdf")
    (tmp_path / "handout.pdf").touch()
    with pytest.raises(OutputError, match="already exists"):
        refuse_existing(tmp_path / "handout.pdf")


@pytest.mark.parametrize("lock", [".~lock.handout.pptx#", "~$handout.pptx", "~$ndout.pptx"])
def test_file_open_in_an_office_program_is_refused(tmp_path: Path, lock: str) -> None:
    refuse_if_open_elsewhere(tmp_path / "handout.pptx")
    (tmp_path / lock).touch()
    with pytest.raises(OutputError, match=re.escape(lock)):
        refuse_if_open_elsewhere(tmp_path / "handout.pptx")


def test_links_lead_to_the_same_file(tmp_path: Path) -> None:
    one = tmp_path / "one"
    one.touch()
    make_link(tmp_path / "link", "one")
    (tmp_path / "hard").hardlink_to(one)
    (tmp_path / "copy").touch()
    make_link(tmp_path / "folder", tmp_path)
    for name in ("one", "link", "hard", "folder/one"):
        assert same_file(tmp_path / name, one)
    assert not same_file(tmp_path / "copy", one)
    assert same_file(tmp_path / "folder" / "new", tmp_path / "new")
    assert not same_file(tmp_path / "newer", tmp_path / "new")
    assert not same_file(tmp_path / "no\0name", one)
    with pytest.raises(OutputError, match="own source, one"):
        refuse_source_as_target(tmp_path / "link", [tmp_path / "copy", one])
    refuse_source_as_target(tmp_path / "copy", [one])


def test_longest_possible_name_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / f"{'n' * 251}.pdf"  # the name of its lock file would be too long
    check_target(target)
    refuse_existing(target)
    refuse_if_open_elsewhere(target)
    write_file(target, b"new")
    assert target.read_bytes() == b"new"
