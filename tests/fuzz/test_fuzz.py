"""A short run of `make fuzz`."""

import pytest

from tests.fuzz.runner import run_cases


@pytest.mark.parametrize(("kind", "count"), [("briefings", 60), ("sources", 30)])
def test_mutated_files_are_accepted_or_refused_with_a_known_error(kind: str, count: int) -> None:
    results = run_cases(kind, seed=1, first=0, count=count)
    assert results.failures == []
    assert sum(results.counts.values()) == count
    assert results.counts["refused"]
