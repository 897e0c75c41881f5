"""A short run of `make fuzz`."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tools.fuzz.test_exports import LargestExport, run_export
from tools.fuzz.test_killed_typing import kill_while_typing

_ROOT: Final = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("part", ["briefings", "sources", "personal", "keys"])
def test_short_run_of_hypothesis_finds_nothing(part: str) -> None:
    options = ["-n0", "-ofaulthandler_timeout=0", "--hypothesis-profile=short"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, f"tools/fuzz/test_{part}.py"],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_export_beyond_its_limits_fails(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="memory <="):
        run_export(LargestExport("data", "texts", times=1, max_memory=1), tmp_path)


def test_small_charts_of_a_handout_are_not_measured_before_they_are_set(tmp_path: Path) -> None:
    run_export(LargestExport("handout", "small charts", times=250, max_memory=220), tmp_path)


def test_killed_while_typing_a_note_leaves_what_was_saved(tmp_path: Path) -> None:
    assert kill_while_typing(tmp_path / "personal.db", 0.3, first="saved").kept
