"""Measures of exports, compared with the time that the libraries need for a minimal file."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from briefing_app.files.paths import BUNDLED_BRIEFING
from tools.bench import large_briefing
from tools.bench.errors import NotMeasuredError
from tools.bench.measures import Bench
from tools.bench.results import Result, Target, Unit
from tools.bench.subjects import FLOORS, ROOT

_SIZES: Final = (100, 999)  # findings; with the title, as many slides as there can be
_EXPORTS: Final = 3  # in one process; the first one includes the imports

_NAMES: Final = {
    "handout": ("handout", "typst, one line"),
    "slides": ("PowerPoint", "python-pptx, one slide"),
    "chart": ("chart as PNG", "Qt, one colour as PNG"),
    "pictures": ("slides as PNG", "Qt, one colour as PNG"),
    "data": ("data as ZIP", "one CSV file in a ZIP"),
}
_MAX_MS: Final = {"handout": 1000.0, "slides": 1000.0, "chart": 200.0}


def _export(bench: Bench, kind: str) -> list[Result]:
    """Measure an export of the bundled briefing: the first in a process and later ones."""
    name, floor_name = _NAMES[kind]
    floors, programs, again = [], [], []
    for number in range(1, bench.runs + 1):
        bench.report_progress(f"Export: {name}: pair {number} of {bench.runs}")
        floors.append(_floor_time(kind))
        first, *later = _export_times(kind, BUNDLED_BRIEFING, _EXPORTS)
        programs.append(first)
        again += later
    target = Target(_MAX_MS[kind], is_ratio=False) if kind in _MAX_MS else None
    what = f"Export: {name}"
    pairs = [program / floor for program, floor in zip(programs, floors, strict=True)]
    return [
        Result(what, floor_name, Unit.MILLISECONDS, floors, programs, pairs, target),
        Result(f"{what}, again", floor_name, Unit.MILLISECONDS, floors, again),
    ]


def _growth(bench: Bench) -> list[Result]:
    """Measure how exports scale: the floor is a briefing with a tenth of the findings."""
    paths = [bench.folder / f"findings-{size}.db" for size in _SIZES]
    for path, size in zip(paths, _SIZES, strict=True):
        bench.report_progress(f"building a briefing of {size} findings")
        large_briefing.build(path, size, has_slides=True)
    results = []
    for kind in ("handout", "slides", "data"):
        floors: list[float] = []
        programs: list[float] = []
        for number in range(1, bench.rounds + 1):
            bench.report_progress(
                f"Export: {_NAMES[kind][0]}, larger: pair {number} of {bench.rounds}"
            )
            floors += _export_times(kind, paths[0], 1)
            programs += _export_times(kind, paths[1], 1)
        results.append(
            Result(
                f"Export: {_NAMES[kind][0]} of {_SIZES[1]:,} findings",
                f"of {_SIZES[0]:,} findings",
                Unit.MILLISECONDS,
                floors,
                programs,
                [program / floor for program, floor in zip(programs, floors, strict=True)],
            )
        )
    return results


def _floor_time(kind: str) -> float:
    (time,) = _run([str(FLOORS / "bare_exports.py"), kind], ["1"])
    return time


def _export_times(kind: str, briefing: Path, times: int) -> Sequence[float]:
    return _run(["-m", "tools.bench.export_run", kind, str(briefing)], [str(times)])


def _run(before: Sequence[str], after: Sequence[str]) -> Sequence[float]:
    """Return the milliseconds that a process prints. Its output folder is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-export-") as folder:
        ended = subprocess.run(
            [sys.executable, *before, folder, *after],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=False,
        )
    if ended.returncode:
        last = ended.stderr.strip().splitlines()[-1:]
        raise NotMeasuredError(f"an export ended with an error ({' '.join(last)})")
    return [float(line) for line in ended.stdout.split()]


EXPORT_MEASURES: Final[Mapping[str, Callable[[Bench], list[Result]]]] = {
    **{f"export-{kind}": partial(_export, kind=kind) for kind in _NAMES},
    "export-growth": _growth,
}
"""The measures by their names for ``--only``."""
