"""Runs mutated cases in processes of their own and collects those that fail."""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

_ROOT: Final = Path(__file__).resolve().parents[2]


class Failure(NamedTuple):
    """A case that ended in anything but success or a known error.

    Args:
        number: The number of the case.
        report: What its process printed on standard error.
    """

    number: int
    report: str


class Results(NamedTuple):
    """The results of all cases of one kind.

    Args:
        counts: How many were accepted, and how many were refused.
        failures: The cases that failed.
    """

    counts: Counter[str]
    failures: list[Failure]


def run_cases(kind: str, seed: int, first: int, count: int) -> Results:
    """Run cases of one kind; a failure doesn't stop the others.

    Args:
        kind: One of `worker.KINDS`.
        seed: With the number of a case, it determines its file.
        first: The number of the first case.
        count: How many cases to run.
    """
    results = Results(Counter(), [])
    end = first + count
    while first < end:
        words = [kind, str(seed), str(first), str(end - first)]
        done = subprocess.run(
            [sys.executable, "-m", "tools.fuzz.worker", *words],
            cwd=_ROOT,
            capture_output=True,
            text=True,
            errors="backslashreplace",
            check=False,
        )
        lines = [line.split() for line in done.stdout.splitlines()]
        results.counts.update(line[1] for line in lines if len(line) == 2)
        if done.returncode == 0:
            break
        failed = int(lines[-1][0]) if lines else first
        results.failures.append(Failure(failed, done.stderr))
        first = failed + 1
    return results
