"""The measure of an export, compared with the time that Qt needs for a minimal picture."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from typing import Final

from tools.bench.errors import NotMeasuredError
from tools.bench.measures import Bench
from tools.bench.results import Result, Unit
from tools.bench.subjects import FLOORS, ROOT


def export(bench: Bench) -> list[Result]:
    """Measure the export of the bundled briefing that takes longest: its slides as pictures."""
    what = "Export: slides as PNG"
    floors, programs = [], []
    for number in range(1, bench.runs + 1):
        bench.report_progress(f"{what}: pair {number} of {bench.runs}")
        floors.append(_run(str(FLOORS / "bare_export.py")))
        programs.append(_run("-m", "tools.bench.export_run"))
    pairs = [program / floor for program, floor in zip(programs, floors, strict=True)]
    return [Result(what, "one colour as PNG", Unit.MILLISECONDS, floors, programs, pairs)]


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


EXPORT_MEASURES: Final[Mapping[str, Callable[[Bench], list[Result]]]] = {"export": export}
"""The measures by their names for ``--only``."""
