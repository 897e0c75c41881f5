"""The measures of a slideshow, most of them on a desktop of a laptop and a projector."""

import csv
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Final

from PySide6.QtCore import QRect

from briefing_app.files.paths import BUNDLED_BRIEFING, REPORT_SOURCE
from tests.bench.display import VirtualScreen
from tests.bench.errors import NotMeasuredError
from tests.bench.measures import Bench
from tests.bench.pixels import WHOLE, Area
from tests.bench.processes import Activity, activity, memory, threads
from tests.bench.results import Result, Target, Unit, quantile
from tests.bench.subjects import (
    ROOT,
    Running,
    Subject,
    bare_opener,
    bare_slide,
    program,
    running,
    show,
    text_in,
)
from tests.gui.monitors import PANEL_RECT, PROJECTOR, PROJECTOR_RECT, laptop

_MS: Final = 1000.0  # from seconds
_ONE_SCREEN: Final = Area(0, 0, 1920, 1080)
_PASSES: Final = 1  # through the running order and back, in each process
_LONG_PASSES: Final = 3
_STRETCH: Final = 60.0  # seconds
_LONG_STRETCH: Final = 600.0
_PAUSES: Final = (0.12, 0.54, 0.19, 0.33, 0.26, 0.4, 0.15)
"""Seconds without a change before the next key: some keys coincide with clock ticks and saving."""
_END_LIMIT: Final = 2.0  # seconds without a reaction: the end of the running order
_MOST_PLACES: Final = 500  # in a running order
_OPEN_LIMIT: Final = 10.0  # seconds
_REST_SECONDS: Final = 3.0  # until the work after a start is done
_CHANGES: Final = 1000
_CHART: Final = 12  # the number of the slide that costs most to paint

_KEY_TARGET: Final = Target(16.7, of_ratio=False, share=0.99)
_START_TARGET: Final = Target(200.0, of_ratio=False)
_IDLE_TARGET: Final = Target(1.0, of_ratio=False)
_MEMORY_TARGET: Final = Target(4.76, of_ratio=False)  # 5 MB


def _area(rect: QRect) -> Area:
    return Area(rect.x(), rect.y(), rect.width(), rect.height())


_AUDIENCE: Final = _area(PROJECTOR_RECT)
_CONSOLE: Final = _area(PANEL_RECT)


@contextmanager
def desk(folder: Path) -> Iterator[VirtualScreen]:
    """Provide a desktop of a laptop and a projector for the ``with`` block.

    Args:
        folder: Where the server may create a folder for its framebuffer.

    Yields:
        The desktop.

    Raises:
        MissingPartError: Xvfb, xrandr or a library is not installed.
    """
    own = folder / "desk"
    own.mkdir()
    with laptop(own) as (screen, monitors):
        monitors.plug(PROJECTOR, PROJECTOR_RECT)
        yield screen


def revealing(folder: Path) -> Path:
    """Build the bundled briefing with charts whose bars are revealed one by one.

    Args:
        folder: Where to write it.

    Raises:
        NotMeasuredError: It can't be built.
    """
    path, source = folder / "revealing.db", folder / "revealing"
    if path.is_file():
        return path
    shutil.copytree(REPORT_SOURCE, source)
    file = source / "slides.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        row["reveal"] = "1" if row["kind"] == "chart" else row["reveal"]
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    built = subprocess.run(
        [sys.executable, "-m", "briefing_app", "build", str(source), "-o", str(path)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if built.returncode:
        raise NotMeasuredError(f"the briefing can’t be built ({built.stderr.strip()})")
    return path


# ---- the measures -------------------------------------------------------------------------------


def show_key(bench: Bench) -> list[Result]:
    """Measure from a key to the audience's pixels, through the running order and back."""
    what = "Slideshow: key to the audience’s slide"
    subject = show(_AUDIENCE, revealing(bench.folder))
    first: list[float] = []  # of each process' first pass
    programs: list[float] = []
    floors: list[float] = []
    pairs = []
    steps, passes = 0, _LONG_PASSES if bench.is_long else _PASSES
    for number in range(1, bench.rounds + 1):
        bench.report_progress(f"{what}: round {number} of {bench.rounds}")
        with running(bench.desk, subject) as started:
            steps = steps or _steps(started)
        with running(bench.desk, subject) as started:
            mine = [each for _ in range(passes) for each in _pass(started, steps)]
        with running(bench.desk, bare_slide(_AUDIENCE)) as started:
            started.focus()
            least = [_answered(started, "Right", at) for at in range(len(mine))]
        pairs.append(median(mine) / median(least))
        first += mine[: 2 * steps]
        programs += mine
        floors += least
    return [
        Result(
            what=what,
            floor_name="bare slide",
            unit=Unit.MILLISECONDS,
            floor=floors,
            program=programs,
            pairs=pairs,
            target=_KEY_TARGET,
            note=f"{len(programs)} presses, {steps} forward and {steps} back in each pass; "
            f"in the first pass of each show median {median(first):.1f} ms, "
            f"p99 {quantile(first, _KEY_TARGET.share):.1f} ms, "
            f"highest {max(first):.1f} ms",
        )
    ]


def _steps(started: Running) -> int:
    """Return how many keys lead from the beginning to the end of the running order."""
    for count in range(_MOST_PLACES):
        if started.press("Right", limit=_END_LIMIT, quiet=min(_PAUSES)) is None:
            if not count:
                break
            return count
    raise NotMeasuredError(f"{started.subject.name}: no key leads to the end")


def _pass(started: Running, steps: int) -> Iterator[float]:
    for at in range(2 * steps):
        yield _answered(started, "Right" if at < steps else "Left", at)


def _answered(started: Running, key: str, at: int) -> float:
    seconds = started.press(key, limit=_END_LIMIT, quiet=_PAUSES[at % len(_PAUSES)])
    if seconds is None:
        raise NotMeasuredError(f"{started.subject.name}: a key changes nothing")
    return seconds * _MS


def show_start(bench: Bench) -> list[Result]:
    """Measure from F5 in the main window to the first slide."""
    return [
        _opening(bench, "Slideshow: F5 to the first slide, one screen", bench.screen, _ONE_SCREEN),
        _opening(bench, "Slideshow: F5 to the first slide on the projector", bench.desk, _AUDIENCE),
    ]


def _opening(bench: Bench, what: str, screen: VirtualScreen, place: Area) -> Result:
    floors, programs = [], []
    for number in range(bench.runs + 1):
        bench.report_progress(f"{what}: pair {number} of {bench.runs}")
        least = _opened(screen, bare_opener(place), place)
        mine = _opened(screen, program(chart=True), place)
        if number:  # the first runs fill the caches
            floors.append(least)
            programs.append(mine)
    return Result(
        what=what,
        floor_name="bare slide",
        unit=Unit.MILLISECONDS,
        floor=floors,
        program=programs,
        pairs=[mine / least for mine, least in zip(programs, floors, strict=True)],
        target=_START_TARGET,
    )


def _opened(screen: VirtualScreen, subject: Subject, place: Area) -> float:
    """Return the milliseconds from F5 to the last changed pixel of the window that it opens."""
    with running(screen, subject) as started:
        started.focus()
        seconds = started.press("F5", area=place, limit=_OPEN_LIMIT, quiet=_REST_SECONDS / 2)
        if seconds is None or screen.window(place) is None:
            raise NotMeasuredError(f"{subject.name}: F5 opens no window at {place}")
        if not text_in(WHOLE)(screen.pixels.grab(place)):
            raise NotMeasuredError(f"{subject.name}: the window that F5 opens shows no text")
        return seconds * _MS


def show_idle(bench: Bench) -> list[Result]:
    """Measure the processor time of a slideshow that nobody touches."""
    words = ("--at", str(_CHART), "--minutes", "45")
    subject = show(_AUDIENCE, BUNDLED_BRIEFING, *words)
    stretch = _LONG_STRETCH if bench.is_long else _STRETCH
    bench.report_progress(f"Slideshow at rest: {stretch:.0f} s, and a minute for the floor")
    least = _left_alone(bench.desk, bare_slide(_AUDIENCE, "--clock"), _STRETCH)
    mine = _left_alone(bench.desk, subject, stretch)
    each_second = mine.main / stretch
    return [
        Result(
            what=f"Slideshow at rest for {stretch:.0f} s",
            floor_name="bare slide and clock",
            unit=Unit.PERCENT,
            floor=[least.busy_ms / _STRETCH / _MS * 100],
            program=[mine.busy_ms / stretch / _MS * 100],
            target=_IDLE_TARGET,
            note=f"processor time {mine.busy_ms:.0f} ms; wake-ups of the main thread "
            f"{each_second:.1f} each second, of others {mine.others} in all",
        )
    ]


def _left_alone(screen: VirtualScreen, subject: Subject, seconds: float) -> Activity:
    with running(screen, subject) as started:
        time.sleep(_REST_SECONDS)
        clock = screen.pixels.digest(_CONSOLE)
        before = threads(started.pid)
        time.sleep(seconds)
        after = threads(started.pid)
        if screen.pixels.digest(_CONSOLE) == clock:
            raise NotMeasuredError(f"{subject.name}: its clock doesn’t run")
        return activity(started.pid, before, after)


def show_memory(bench: Bench) -> list[Result]:
    """Measure how much memory a slideshow takes up while slides change."""
    what = f"Slideshow: growth over {_CHANGES} changes of slide (RSS)"
    subject = show(_AUDIENCE, revealing(bench.folder))
    with running(bench.desk, subject) as started:
        steps = _steps(started)
    rounds = min(2, bench.runs)
    programs, floors, halves = [], [], []
    for number in range(1, rounds + 1):
        bench.report_progress(f"{what}: round {number} of {rounds}")
        floors.append(_growth(bench.desk, bare_slide(_AUDIENCE), steps, [_AUDIENCE])[-1])
        grown = _growth(bench.desk, subject, steps, [_AUDIENCE, _CONSOLE])
        programs.append(grown[-1])
        halves.append(grown[0])
    return [
        Result(
            what=what,
            floor_name="bare slide",
            unit=Unit.MEBIBYTES,
            floor=floors,
            program=programs,
            target=_MEMORY_TARGET,
            note=f"from the first key; the first half of the changes makes {max(halves):.1f} MiB "
            "of it at most",
        )
    ]


def _growth(
    screen: VirtualScreen, subject: Subject, steps: int, areas: Sequence[Area]
) -> tuple[float, float]:
    """Return the growth in MiB after half of the changes and after all of them."""
    with running(screen, subject) as started:
        if len(areas) == 1:
            started.focus()
        keys = ["Right"] * steps + ["Left"] * steps
        time.sleep(_REST_SECONDS)
        before = memory(started.pid).rss
        grown = []
        for at in range(_CHANGES):
            started.turn(keys[at % len(keys)], areas)
            if at + 1 in {_CHANGES // 2, _CHANGES}:
                grown.append(memory(started.pid).rss - before)
        return grown[0], grown[1]


SHOW_MEASURES: Final[Mapping[str, Callable[[Bench], list[Result]]]] = {
    "show-key": show_key,
    "show-start": show_start,
    "show-idle": show_idle,
    "show-memory": show_memory,
}
"""The measures of a slideshow by their name for ``--only``."""
