"""Reading only ordinary files of a limited size."""

import os
from pathlib import Path

import pytest

from briefing_app.files.reading import (
    UnsuitableFileError,
    UnsuitableReason,
    read_regular_file,
)


def test_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"12345")
    assert read_regular_file(file, 5) == b"12345"


def test_unsuitable_file_is_refused_with_the_reason(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(2 * 2**20 + 1)
    cases = {
        tmp_path: (UnsuitableReason.FOLDER, "not an ordinary file"),
        tmp_path / "large": (UnsuitableReason.LARGE, "larger than 2 MB"),
    }
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        cases[tmp_path / "pipe"] = (UnsuitableReason.DEVICE, "not an ordinary file")
    for path, expected in cases.items():
        with pytest.raises(UnsuitableFileError) as raised:
            read_regular_file(path, 2 * 2**20)
        assert (raised.value.reason, raised.value.what) == expected


def test_missing_file_raises_the_system_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_regular_file(tmp_path / "missing", 5)
