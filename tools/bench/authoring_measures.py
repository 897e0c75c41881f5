"""Measures of authoring: building a checked briefing from a large workbook."""

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from briefing_app.authoring.template import create_template
from briefing_app.database.builder import read_source_rows
from briefing_app.database.source_rows import BriefingRows, SourceRow, Value
from briefing_app.problems import FileLocation
from tools.bench.errors import NotMeasuredError
from tools.bench.measures import Bench
from tools.bench.results import Result, Target, Unit
from tools.bench.subjects import FLOORS, ROOT

_MEASURES: Final = 31
_PERIODS: Final = 30  # with the forces of the large briefing, this makes 40,000 figures
_MAX_SECONDS: Final = 10.0
_MAX_MEMORY_MB: Final = 500.0

_PEAK_MEMORY: Final = Path(__file__).with_name("peak_memory.py")
_MS: Final = 1000.0  # from seconds
_MIB: Final = 1024.0  # from KiB
_MEGABYTES: Final = 2**20 / 10**6  # from MiB


class _Run(NamedTuple):
    """The duration and the peak memory of a process."""

    duration_ms: float
    peak_mib: float


def build_workbook(bench: Bench) -> list[Result]:
    """Measure a build from a workbook of 10,000 findings and 40,000 figures."""
    bench.report_progress("writing the large workbook")
    source, target = bench.folder / "large.xlsx", bench.folder / "built.db"
    source.write_bytes(create_template(_draw_bars(read_source_rows(bench.large_path))))
    floors, programs = [], []
    for number in range(1, bench.rounds + 1):
        bench.report_progress(f"Building from a workbook: pair {number} of {bench.rounds}")
        floors.append(_run([str(FLOORS / "bare_calamine.py"), str(source)]))
        build = ["briefing_app", "build", str(source), "-o", str(target), "--force"]
        programs.append(_run(build))
    what = "Build: 10,000 findings, 40,000 figures"
    pairs = list(zip(programs, floors, strict=True))
    return [
        Result(
            f"{what} from .xlsx",
            "python-calamine alone",
            Unit.MILLISECONDS,
            [each.duration_ms for each in floors],
            [each.duration_ms for each in programs],
            [program.duration_ms / floor.duration_ms for program, floor in pairs],
            Target(_MAX_SECONDS * _MS, is_ratio=False),
        ),
        Result(
            f"{what}, memory (RSS)",
            "python-calamine alone",
            Unit.MEBIBYTES,
            [each.peak_mib for each in floors],
            [each.peak_mib for each in programs],
            [program.peak_mib / floor.peak_mib for program, floor in pairs],
            Target(_MAX_MEMORY_MB / _MEGABYTES, is_ratio=False),
        ),
    ]


def _draw_bars(rows: BriefingRows) -> BriefingRows:
    """Return the large briefing with many more fictional measures and figures."""
    (first, *_) = rows.tables["measures"]
    measures: list[SourceRow] = []
    figures: list[SourceRow] = []
    for number in range(1, _MEASURES + 1):
        measure_values: dict[str, Value] = {
            **first.values,
            "id": number,
            "title": f"Fictional {number}",
        }
        measures.append(SourceRow(FileLocation("measures", number), measure_values))
        for force in rows.tables["forces"]:
            for year in range(2000, 2000 + _PERIODS):
                figure_values: dict[str, Value] = {
                    "id": len(figures) + 1,
                    "measure_id": number,
                    "force_id": force.values["id"],
                    "period": str(year),
                    "value": len(figures) % 997,
                    "marker": "",
                }
                figures.append(SourceRow(FileLocation("figures", len(figures) + 1), figure_values))
    return replace(rows, tables={**rows.tables, "measures": measures, "figures": figures})


def _run(arguments: Sequence[str]) -> _Run:
    started = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, str(_PEAK_MEMORY), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - started
    if ended.returncode:
        last = ended.stderr.strip().splitlines()[-1:]
        raise NotMeasuredError(f"{Path(arguments[0]).name} ended with an error ({' '.join(last)})")
    return _Run(seconds * _MS, int(ended.stdout.split()[-1]) / _MIB)


AUTHORING_MEASURES: Final[Mapping[str, Callable[[Bench], list[Result]]]] = {
    "build-workbook": build_workbook,
}
"""The measures by their names for ``--only``."""
