"""What is on disk: there is an answer for each path; only suitable files are read."""

import os
import sys
from pathlib import Path

import pytest

from briefing_app.files import on_disk
from briefing_app.files.paths import resolved
from tests.refused_drive import any_refusal, refuse

ASK = (
    on_disk.is_folder,
    on_disk.is_file,
    on_disk.exists,
    on_disk.file_size,
    on_disk.file_stamp,
    on_disk.is_ordinary_file,
)


def test_what_is_there_is_found(tmp_path: Path) -> None:
    empty, file = tmp_path / "empty", tmp_path / "a.db"
    empty.mkdir()
    file.write_bytes(b"12")
    assert [ask(empty) for ask in ASK[:3]] == [True, False, True]
    assert [ask(file) for ask in ASK[:4]] == [False, True, True, 2]
    assert on_disk.files_named(tmp_path, "*.db") == [file]
    assert on_disk.file_status(file).st_size == 2


def test_stamp_changes_with_the_file(tmp_path: Path) -> None:
    file, other = tmp_path / "a.db", tmp_path / "b.db"
    file.write_bytes(b"12")
    other.write_bytes(b"12")
    before = on_disk.file_stamp(file)
    assert on_disk.file_stamp(file) == before is not None
    other.replace(file)
    assert on_disk.file_stamp(file) != before


@any_refusal
def test_refusal_is_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: OSError
) -> None:
    file = tmp_path / "folder" / "a.db"
    file.parent.mkdir()
    file.write_bytes(b"12")
    refuse(monkeypatch, file.parent, refusal)
    for path in (file, file.parent):
        assert not any(ask(path) for ask in ASK)
        assert not on_disk.is_missing(path)
        assert not on_disk.is_unused(path)
        assert resolved(path) == path
    assert on_disk.files_named(file.parent, "*.db") == []
    with pytest.raises(OSError, match=str(refusal.strerror)):
        on_disk.file_status(file)


@pytest.mark.parametrize("name", ["a\0b", "n" * 5000, "missing"])
def test_impossible_name_is_an_answer(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert not any(ask(path) for ask in ASK)
    assert on_disk.files_named(path, "*") == []
    # Windows finds nothing, other systems refuse a name of this length.
    assert on_disk.is_missing(path) is (len(name) < 5000 or sys.platform == "win32")
    assert resolved(path).name == name


def test_only_an_ordinary_file_of_limited_size_is_read(tmp_path: Path) -> None:
    fitting, large = tmp_path / "fitting", tmp_path / "large"
    fitting.write_bytes(bytes(2**20))
    large.write_bytes(bytes(2**20 + 1))
    assert on_disk.read_regular_file(fitting, 2**20) == fitting.read_bytes()
    refused = {tmp_path: "not an ordinary file", large: "larger than 1 MB"}
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        refused[tmp_path / "pipe"] = "not an ordinary file"
    for path, what in refused.items():
        with pytest.raises(on_disk.UnsuitableFileError, match=what):
            on_disk.read_regular_file(path, 2**20)
    with pytest.raises(FileNotFoundError):
        on_disk.read_regular_file(tmp_path / "missing", 5)
