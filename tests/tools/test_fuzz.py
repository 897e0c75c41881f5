"""A short run of `make fuzz`."""

import pytest

from tools.fuzz.exports import LargestExport, run_export
from tools.fuzz.keys import press_keys
from tools.fuzz.killed_typing import kill_while_typing
from tools.fuzz.runner import run_cases


@pytest.mark.parametrize(("kind", "count"), [("briefings", 30), ("sources", 60), ("personal", 12)])
def test_mutated_files_are_accepted_or_refused_with_a_known_error(kind: str, count: int) -> None:
    results = run_cases(kind, seed=1, first=0, count=count)
    assert results.failures == []
    assert sum(results.counts.values()) == count
    assert results.counts["refused"]


def test_export_beyond_its_limits_fails() -> None:
    export = LargestExport("data", "texts", times=1)
    assert run_export(export).problem == ""
    assert "needs more than 1 MiB" in run_export(export._replace(max_memory=1)).problem


def test_small_charts_of_a_handout_are_not_measured_before_they_are_set() -> None:
    export = LargestExport("handout", "small charts", times=250, max_memory=220)
    assert run_export(export).problem == ""


def test_no_key_surprises_in_windows_on_two_screens() -> None:
    assert press_keys(seed=1, count=30) == ""


def test_killed_while_typing_a_note_leaves_what_was_saved() -> None:
    outcome = kill_while_typing(1, is_saved_first=True)
    assert outcome.problem == ""
    assert outcome.kept
