"""Try mutated files, the largest exports, kills, keys, and monitors plugged in: ``make fuzz``.

Exit code: 0 if the program accepted each file or refused it with a known error, saved what was
typed into a damaged file or showed a message, made each export quickly and with little memory,
lost at most the last moment of a note when it was killed, did what each key promises, and kept
notes off the audience's screens whatever was plugged in. 1 otherwise.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tests.environment import isolate
from tests.gui.hot_plug import walk
from tools.bench.errors import MissingPartError
from tools.fuzz.exports import LARGEST_EXPORTS, run_export
from tools.fuzz.keys import press_keys
from tools.fuzz.killed_typing import KILLS, kill_while_typing
from tools.fuzz.runner import Results, run_cases
from tools.fuzz.worker import KINDS

_COUNTS: Final = {"briefings": 10_000, "sources": 2_000, "personal": 3_000}
_EXPORTS: Final = "exports"
_NOTES: Final = "notes"
_KEYS: Final = "keys"
_MONITORS: Final = "monitors"
_KEY_WALKS: Final = 20
_STEPS_PER_WALK: Final = 250
_WALKS: Final = 20
_EVENTS_PER_WALK: Final = 100
_CASES_PER_PROCESS: Final = 250


def main() -> int:
    """Run all cases and print the numbers of those that failed."""
    others = (_EXPORTS, _NOTES, _KEYS, _MONITORS)
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="chooses the mutations (default: 1)")
    parser.add_argument("--first", type=int, default=0, help="the first case (default: 0)")
    parser.add_argument("--count", type=int, help="how many cases of each kind")
    parser.add_argument("--only", choices=(*KINDS, *others), help="one kind of case")
    options = parser.parse_args()
    isolate()
    kinds = [options.only] if options.only else [*KINDS, *others]
    has_failed = False
    for kind in kinds:
        if kind == _EXPORTS:
            has_failed |= _run_exports()
            continue
        if kind == _NOTES:
            has_failed |= _kill_while_typing(options.seed, options.count or KILLS)
            continue
        if kind == _KEYS:
            has_failed |= _press_keys(options.seed, options.count or _KEY_WALKS)
            continue
        if kind == _MONITORS:
            has_failed |= _plug_monitors(options.seed, options.count or _WALKS)
            continue
        count = _COUNTS[kind] if options.count is None else options.count
        accepted = refused = 0
        for results in _run(kind, options.seed, options.first, count):
            accepted += results.counts["accepted"]
            refused += results.counts["refused"]
            for failure in results.failures:
                has_failed = True
                print(f"{kind} --seed {options.seed} --first {failure.number} --count 1 failed:")
                print(failure.report, flush=True)
            print(f"{kind}: {accepted + refused:,} of {count:,}", file=sys.stderr, flush=True)
        print(f"{kind}: {accepted:,} accepted, {refused:,} refused", flush=True)
    return int(has_failed)


def _run_exports() -> bool:
    """Run the largest exports, one after the other. Return whether any failed."""
    has_failed = False
    for export in LARGEST_EXPORTS:
        outcome = run_export(export)
        has_failed |= bool(outcome.problem)
        figures = f"{outcome.seconds:.0f} s, {outcome.memory:,.0f} MiB"
        problem = f" failed: {outcome.problem}" if outcome.problem else ""
        print(f"largest export, {export}: {figures}{problem}", flush=True)
    return has_failed


def _kill_while_typing(seed: int, count: int) -> bool:
    """Kill the program while a note is typed. Return whether that ever lost too much."""
    outcomes = [kill_while_typing(seed + number) for number in range(count)]
    failed = [each for each in outcomes if each.problem or each.is_late]
    for each in failed:
        print(f"killed while typing: {each}", flush=True)
    lost = max(each.lost_seconds for each in outcomes)
    save = max(each.longest_save for each in outcomes)
    print(
        f"killed while typing: {count:,} times, at most the last {lost * 1000:.0f} ms lost, "
        f"the longest save took {save * 1000:.0f} ms",
        flush=True,
    )
    return bool(failed)


def _press_keys(seed: int, count: int) -> bool:
    """Press keys during slideshows. Return whether anything was ever wrong."""
    has_failed = False
    for number in range(seed, seed + count):
        if problem := press_keys(number, _STEPS_PER_WALK):
            has_failed = True
            print(f"keys --seed {number} --count 1 failed:\n{problem}", flush=True)
    print(f"keys: {count:,} walks of {_STEPS_PER_WALK} steps", flush=True)
    return has_failed


def _plug_monitors(seed: int, count: int) -> bool:
    """Plug monitors in and out during slideshows. Return whether anything was ever wrong."""
    has_failed = False
    for number in range(seed, seed + count):
        with tempfile.TemporaryDirectory(prefix="fuzz-monitors-") as folder:
            try:
                walk(Path(folder), number, _EVENTS_PER_WALK)
            except MissingPartError as error:
                print(f"monitors: not tried. {error}", flush=True)
                return False
            except AssertionError as error:
                has_failed = True
                print(f"monitors --seed {number} --count 1 failed:\n{error}", flush=True)
    print(f"monitors: {count:,} walks of {_EVENTS_PER_WALK} changes", flush=True)
    return has_failed


def _run(kind: str, seed: int, first: int, count: int) -> Iterator[Results]:
    starts = range(first, first + count, _CASES_PER_PROCESS)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(
            lambda start: run_cases(
                kind, seed, start, min(_CASES_PER_PROCESS, first + count - start)
            ),
            starts,
        )


if __name__ == "__main__":
    sys.exit(main())
