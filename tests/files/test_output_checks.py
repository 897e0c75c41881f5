"""Checks of an output path."""

import re
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
)
from tests.refused_drive import any_refusal, refuse
from tests.systems import make_link


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
