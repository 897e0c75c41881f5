"""Measures of a slideshow, most of them on a desktop with a laptop's screen and a projector."""

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Final

from PySide6.QtCore import QRect

from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from tests.gui.monitors import PROJECTOR, PROJECTOR_RECT, laptop
from tests.report_source import REPORT_SOURCE
from tools.bench.display import VirtualScreen
from tools.bench.errors import NotMeasuredError
from tools.bench.measures import Bench
from tools.bench.pixels import Area
from tools.bench.processes import memory
from tools.bench.results import Result, Target, Unit
from tools.bench.subjects import (
    ROOT,
    RunningSubject,
    bare_slide,
    running,
    slideshow,
)

_MS: Final = 1000.0  # from seconds
_WALK_SECONDS: Final = 1.0  # without a change, before the next key press
_COUNTED_DOWN: Final = {"minutes", "options", "measure_id", "force_id", "quote_id"}
_END_SECONDS: Final = 2.0  # without a reaction: the running order has ended

_KEY_TARGET: Final = Target(1.5, is_ratio=True, fraction=0.99)
_SIZE_TARGET: Final = Target(76.3, is_ratio=False)  # MiB, which is 80 MB


def _area(rect: QRect) -> Area:
    return Area(rect.x(), rect.y(), rect.width(), rect.height())


_AUDIENCE: Final = _area(PROJECTOR_RECT)


@contextmanager
def open_desktop(folder: Path) -> Iterator[VirtualScreen]:
    """Provide a desktop with a laptop's screen and a projector during the ``with`` block.

    Args:
        folder: Where the server may create a folder for its framebuffer.

    Yields:
        The desktop.

    Raises:
        MissingPartError: Xvfb, xrandr or a library is not installed.
    """
    server_folder = folder / "desktop"
    server_folder.mkdir()
    with laptop(server_folder) as (screen, monitors):
        monitors.plug(PROJECTOR, PROJECTOR_RECT)
        yield screen


def _build_without_countdowns(folder: Path) -> Path:
    """Build the bundled briefing without countdowns, so that each key goes one step on or back.

    Votes, which always count down, are questions without options.

    Args:
        folder: Where to write it.

    Raises:
        NotMeasuredError: The build failed.
    """
    path, source = folder / "steps.db", folder / "steps"
    if path.is_file():
        return path
    shutil.copytree(REPORT_SOURCE, source)
    file = source / "slides.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        if row["kind"] == "discussion":
            row.update(dict.fromkeys(_COUNTED_DOWN & row.keys(), ""))
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    _run_python("-m", "briefing_app", "build", str(source), "-o", str(path))
    return path


def _run_python(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotMeasuredError(f"{' '.join(arguments)} failed ({done.stderr.strip()})")


# ---- the measures -------------------------------------------------------------------------------


def slideshow_key(bench: Bench) -> list[Result]:
    """Measure from a key press to the last changed pixel of the audience window.

    The keys are pressed as by a person: a first walk through the slides, a press a second.
    """
    what = "Slideshow: key to the audience’s slide"
    subject = slideshow(_AUDIENCE, _build_without_countdowns(bench.folder))
    floor = bare_slide(_AUDIENCE, _write_texts(bench.folder))
    programs: list[float] = []
    floors: list[float] = []
    pairs = []
    for number in range(1, bench.rounds + 1):
        bench.report_progress(f"{what}: round {number} of {bench.rounds}")
        with running(bench.desktop, subject) as started:
            program_times = list(_walk(started))
        if not program_times:
            raise NotMeasuredError(f"{subject.name}: a key press changed nothing")
        with running(bench.desktop, floor) as started:
            started.focus()
            floor_times = list(islice(_walk(started), len(program_times)))
        pairs.append(median(program_times) / median(floor_times))
        programs += program_times
        floors += floor_times
    return [
        Result(
            what=what,
            floor_name="bare slide with as much text",
            unit=Unit.MILLISECONDS,
            floor=floors,
            program=programs,
            pairs=pairs,
            target=_KEY_TARGET,
            note=f"{len(programs)} key presses, the slides once in each round",
        )
    ]


def _walk(started: RunningSubject) -> Iterator[float]:
    """Press a key each second, until one changes nothing; yield the milliseconds to each slide."""
    while (seconds := started.press("Right", limit=_END_SECONDS, quiet=_WALK_SECONDS)) is not None:
        yield seconds * _MS


def _write_texts(folder: Path) -> Path:
    """Write the findings' words and the quotes of the bundled briefing, as much as slides show."""
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        report = briefing.report
    findings = [f"{each.headline}\n\n{each.excerpt}" for each in report.findings]
    path = folder / "texts.json"
    path.write_text(json.dumps([*findings, *(each.text for each in report.quotes)]), "utf-8")
    return path


def slideshow_memory(bench: Bench) -> list[Result]:
    """Measure the memory of a slideshow whose first slide is painted."""
    what = "Slideshow: memory (PSS)"
    subjects = (bare_slide(_AUDIENCE), slideshow(_AUDIENCE, BUNDLED_BRIEFING))
    sizes: tuple[list[float], list[float]] = ([], [])
    for number in range(1, bench.rounds + 1):
        bench.report_progress(f"{what}: round {number} of {bench.rounds}")
        for subject, figures in zip(subjects, sizes, strict=True):
            with running(bench.desktop, subject) as started:
                figures.append(memory(started.pid).pss)
    floors, programs = sizes
    return [
        Result(
            what=what,
            floor_name="bare slide",
            unit=Unit.MEBIBYTES,
            floor=floors,
            program=programs,
            pairs=[program / floor for program, floor in zip(programs, floors, strict=True)],
            target=_SIZE_TARGET,
        )
    ]


SLIDESHOW_MEASURES: Final[Mapping[str, Callable[[Bench], list[Result]]]] = {
    "slideshow-key": slideshow_key,
    "slideshow-memory": slideshow_memory,
}
"""The measures of a slideshow by their names for ``--only``."""
