"""A short run of `make fuzz`."""

import pytest

from tests.fuzz import exports
from tests.fuzz.exports import LargestExport, run_export
from tests.fuzz.runner import run_cases


@pytest.mark.parametrize(("kind", "count"), [("briefings", 60), ("sources", 30)])
def test_mutated_files_are_accepted_or_refused_with_a_known_error(kind: str, count: int) -> None:
    results = run_cases(kind, seed=1, first=0, count=count)
    assert results.failures == []
    assert sum(results.counts.values()) == count
    assert results.counts["refused"]


def test_export_beyond_its_limits_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    export = LargestExport("data", "texts", times=1)
    assert run_export(export).problem == ""
    monkeypatch.setattr(exports, "_MAX_MEMORY_MIB", 1)
    assert "needs more than 1 MiB" in run_export(export).problem
