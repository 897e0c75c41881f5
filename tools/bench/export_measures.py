"""Measures of exports, compared with the time that the libraries need for a minimal file."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from tools.bench.errors import NotMeasuredError
from tools.bench.measures import Bench
from tools.bench.results import Result, Target, Unit
from tools.bench.subjects import FLOORS, ROOT

_NAMES: Final = {
    "handout": ("handout", "typst, one line"),
    "slides": ("PowerPoint", "python-pptx, one slide"),
    "pictures": ("slides as PNG", "Qt, one colour as PNG"),
}
_MAX_MS: Final = {"handout": 1000.0, "slides": 1000.0}


def _export(bench: Bench, kind: str) -> list[Result]:
    """Measure an export of the bundled briefing."""
    name, floor_name = _NAMES[kind]
    floors, programs = [], []
    for number in range(1, bench.runs + 1):
        bench.report_progress(f"Export: {name}: pair {number} of {bench.runs}")
        floors.append(_run(str(FLOORS / "bare_exports.py"), kind))
        programs.append(_run("-m", "tools.bench.export_run", kind))
    target = Target(_MAX_MS[kind], is_ratio=False) if kind in _MAX_MS else None
    what = f"Export: {name}"
    pairs = [program / floor for program, floor in zip(programs, floors, strict=True)]
    return [Result(what, floor_name, Unit.MILLISECONDS, floors, programs, pairs, target)]


def _run(*command: str) -> float:
    """Return the milliseconds that a process prints. Its output folder is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-export-") as folder:
        ended = subprocess.run(
            [sys.executable, *command, folder],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=False,
        )
    if ended.returncode:
        last = ended.stderr.strip().splitlines()[-1:]
        raise NotMeasuredError(f"an export ended with an error ({' '.join(last)})")
    return float(ended.stdout)


EXPORT_MEASURES: Final[Mapping[str, Callable[[Bench], list[Result]]]] = {
    f"export-{kind}": partial(_export, kind=kind) for kind in _NAMES
}
"""The measures by their names for ``--only``."""
