"""Output that cannot be printed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefing_app.cli import main as cli
from briefing_app.files.paths import BUNDLED_BRIEFING
from tests.cli.program import run_program

_FULL = Path("/dev/full")
_HAS_FULL = pytest.mark.skipif(not _FULL.exists(), reason="there is no /dev/full")


@contextmanager
def _unread_pipe() -> Iterator[int]:
    """Yield the writing end of a pipe whose reading end is closed."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        yield writing
    finally:
        os.close(writing)


@_HAS_FULL
@pytest.mark.parametrize(
    ("arguments", "unbuffered"),
    [
        (["--version"], ""),
        (["check", "--help"], ""),
        (["check", "--help"], "1"),
        (["check", str(BUNDLED_BRIEFING)], ""),
        (["check", str(BUNDLED_BRIEFING)], "1"),
        (["export", "pictures", "-o", "out", "--width", "320"], ""),
    ],
    ids=lambda value: " ".join(value[:2]),
)
def test_output_that_cannot_be_printed_ends_with_two_and_one_line(
    arguments: list[str], unbuffered: str, tmp_path: Path
) -> None:
    placed = [str(tmp_path / word) if word == "out" else word for word in arguments]
    with _FULL.open("w") as full:
        done = run_program(*placed, stdout=full, PYTHONUNBUFFERED=unbuffered)
    assert done.stderr == (
        "briefing-app: The output can’t be printed: No space left on device. "
        "Redirect it to a file, or free some disk space.\n"
    )
    assert done.returncode == 2


@_HAS_FULL
@pytest.mark.parametrize(("arguments", "code"), [(["check", "missing.db"], 2), (["--version"], 0)])
def test_errors_that_cannot_be_printed_keep_the_exit_code(arguments: list[str], code: int) -> None:
    command = [sys.executable, "-m", "briefing_app", *arguments]
    with _FULL.open("w") as full:
        done = subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=full, timeout=60, check=False
        )
    assert done.returncode == code


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX pipes")
@pytest.mark.parametrize(
    ("arguments", "unbuffered"),
    [(["--help"], ""), (["check", str(BUNDLED_BRIEFING)], "1")],
    ids=["help", "check, unbuffered"],
)
def test_closed_pipe_is_not_an_error(arguments: list[str], unbuffered: str) -> None:
    with _unread_pipe() as pipe:
        done = run_program(*arguments, stdout=pipe, PYTHONUNBUFFERED=unbuffered)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "arguments", [["--version"], ["check", str(BUNDLED_BRIEFING)]], ids=" ".join
)
def test_missing_standard_output_is_reported(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert cli.main(arguments) == 2
    assert "there is no standard output" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["--wrong"], ["check"], ["check", "missing.db"], ["build", "x", "-o", "y"]],
    ids=" ".join,
)
def test_without_any_stream_a_command_ends_with_its_code(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert cli.main(arguments) == 2


def test_without_any_stream_the_window_opens(
    monkeypatch: pytest.MonkeyPatch, opened: list[Path]
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert cli.main([]) == 0
    assert opened == [BUNDLED_BRIEFING]


def test_warnings_without_standard_error_stay_out_of_the_output(
    source: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (source / "proof.csv").unlink()
    monkeypatch.setattr(sys, "stderr", None)
    target = tmp_path / "out.db"
    assert cli.main(["build", str(source), "-o", str(target)]) == 0
    assert capsys.readouterr().out == f"{target}\n"
