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
from tools.bench.pixels import WHOLE_WINDOW, Area
from tools.bench.processes import memory
from tools.bench.results import Result, Target, Unit
from tools.bench.subjects import (
    ROOT,
    RunningSubject,
    Subject,
    bare_opener,
    bare_slide,
    pdfpc,
    program,
    running,
    slideshow,
    text_detector,
)

_MS: Final = 1000.0  # from seconds
_WALK_SECONDS: Final = 1.0  # without a change, before the next key press
_COUNTED_DOWN: Final = {"minutes", "options", "measure_id", "force_id", "quote_id"}
_END_SECONDS: Final = 2.0  # without a reaction: the running order has ended
_OPEN_SECONDS: Final = 10.0
_QUIET_SECONDS: Final = 1.5  # without a change: the slide is complete

_KEY_TARGET: Final = Target(1.5, is_ratio=True, fraction=0.99)
_LAUNCH_TARGET: Final = Target(1.9, is_ratio=True)
_PDFPC_TARGET: Final = Target(1.0, is_ratio=True)
_SIZE_TARGET: Final = Target(76.3, is_ratio=False)  # MiB, which is 80 MB
_START_TARGET: Final = Target(200.0, is_ratio=False)


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


def slideshow_launch(bench: Bench) -> list[Result]:
    """Measure from the start of the process until the first slide is painted, and its memory.

    If pdfpc is installed, it is started beside the program, with the same slides as a PDF file.
    """
    what = "Slideshow: start to the first slide"
    subjects = [bare_slide(_AUDIENCE), slideshow(_AUDIENCE, BUNDLED_BRIEFING)]
    if shutil.which("pdfpc") is not None:
        subjects.append(pdfpc(_AUDIENCE[2:], _write_slides(bench.folder)))
    else:
        bench.report_progress("pdfpc is missing (Debian: pdf-presenter-console)")
    times: list[list[float]] = [[] for _ in subjects]
    sizes: list[list[float]] = [[] for _ in subjects]
    for number in range(bench.runs + 1):
        bench.report_progress(f"{what}: pair {number} of {bench.runs}")
        for at, subject in enumerate(subjects):
            with running(bench.desktop, subject) as started:
                if number:  # the first runs fill the caches
                    times[at].append(started.painted_seconds() * _MS)
                    sizes[at].append(memory(started.pid).pss)
    return [
        Result(
            what=name,
            floor_name=floor.name.removeprefix("the "),
            unit=unit,
            floor=floors,
            program=figures[1],
            pairs=[program / other for program, other in zip(figures[1], floors, strict=True)],
            target=target,
        )
        for name, unit, figures, targets in (
            (what, Unit.MILLISECONDS, times, (_LAUNCH_TARGET, _PDFPC_TARGET)),
            ("Slideshow: memory (PSS)", Unit.MEBIBYTES, sizes, (_SIZE_TARGET, None)),
        )
        for floor, floors, target in zip(
            (subjects[0], *subjects[2:]), (figures[0], *figures[2:]), targets, strict=False
        )
    ]


def _write_slides(folder: Path) -> Path:
    """Write the slides of the bundled briefing into a PDF file, as vectors."""
    path = folder / "slides.pdf"
    _run_python("-m", "tools.bench.slides_pdf", str(path))
    return path


def slideshow_start(bench: Bench) -> list[Result]:
    """Measure from F5 in the main window until the first slide is painted on the projector."""
    what = "Slideshow: F5 to the first slide"
    floors, programs = [], []
    for number in range(bench.runs + 1):
        bench.report_progress(f"{what}: pair {number} of {bench.runs}")
        floor_ms = _opening_ms(bench.desktop, bare_opener(_AUDIENCE))
        program_ms = _opening_ms(bench.desktop, program(chart=True))
        if number:  # the first runs fill the caches
            floors.append(floor_ms)
            programs.append(program_ms)
    return [
        Result(
            what=what,
            floor_name="bare slide",
            unit=Unit.MILLISECONDS,
            floor=floors,
            program=programs,
            pairs=[program / floor for program, floor in zip(programs, floors, strict=True)],
            target=_START_TARGET,
        )
    ]


def _opening_ms(screen: VirtualScreen, subject: Subject) -> float:
    """Return the milliseconds from F5 to the last changed pixel of the window that it opens."""
    with running(screen, subject) as started:
        started.focus()
        seconds = started.press("F5", area=_AUDIENCE, limit=_OPEN_SECONDS, quiet=_QUIET_SECONDS)
        if seconds is None or screen.window(_AUDIENCE) is None:
            raise NotMeasuredError(f"{subject.name}: F5 opened no window on the projector")
        if not text_detector(WHOLE_WINDOW)(screen.pixels.grab(_AUDIENCE)):
            raise NotMeasuredError(f"{subject.name}: the window opened by F5 shows no text")
        return seconds * _MS


SLIDESHOW_MEASURES: Final[Mapping[str, Callable[[Bench], list[Result]]]] = {
    "slideshow-key": slideshow_key,
    "slideshow-launch": slideshow_launch,
    "slideshow-start": slideshow_start,
}
"""The measures of a slideshow by their names for ``--only``."""
