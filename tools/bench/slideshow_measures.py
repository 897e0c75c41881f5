"""Measures of a slideshow, most of them on a desktop with a laptop's screen and a projector."""

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

from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.report import Reveal, RunningOrderEntry, SlideKind
from tests.gui.monitors import PANEL_RECT, PROJECTOR, PROJECTOR_RECT, laptop
from tests.report_source import REPORT_SOURCE
from tools.bench.display import VirtualScreen
from tools.bench.errors import NotMeasuredError
from tools.bench.measures import Bench
from tools.bench.pixels import WHOLE_WINDOW, Area
from tools.bench.processes import Activity, activity, memory, threads
from tools.bench.results import Result, Target, Unit, quantile
from tools.bench.subjects import (
    ROOT,
    RunningSubject,
    Subject,
    bare_opener,
    bare_slide,
    program,
    running,
    slideshow,
    text_detector,
)

_MS: Final = 1000.0  # from seconds
ONE_SCREEN: Final = Area(0, 0, 1920, 1080)
_PASSES: Final = 1  # in each process: through the running order and back
_LONG_PASSES: Final = 3
_IDLE_SECONDS: Final = 60.0
_LONG_IDLE_SECONDS: Final = 600.0
_PAUSE_SECONDS: Final = (0.12, 0.54, 0.19, 0.33, 0.26, 0.4, 0.15)
"""Seconds without a change before the next key press.

They vary, so that some key presses coincide with clock ticks and with saving.
"""
_END_SECONDS: Final = 2.0  # without a reaction: the running order has ended
_MAX_STEPS: Final = 500
_OPEN_SECONDS: Final = 10.0
_SETTLE_SECONDS: Final = 3.0  # until the deferred work of a start is done
_SLIDE_CHANGES: Final = 1000
_DISCUSSION_KEYS: Final = ("Right", "Left", "d", "d")
"""They lead from a finding to the discussion after it and back, then to its question and back."""
_DISCUSSION_PRESSES: Final = 40
_RESTARTS: Final = 10
_TURNS: Final = 200
_POINTER_MOVES: Final = 80
_TURN_SECONDS: Final = 0.04
_REST_SECONDS: Final = 2.0  # until a slideshow is complete, or closed and saved
_RESTARTS_TARGET: Final = Target(9.5, is_ratio=False)  # MiB, which is 10 MB
_ROOM_PRESSES: Final = 16  # on each of the slides
_TYPING_SECONDS: Final = 0.1  # after each key

_KEY_TARGET: Final = Target(11.0, is_ratio=False, fraction=0.99)
_LAUNCH_TARGET: Final = Target(1.6, is_ratio=True)
_SIZE_TARGET: Final = Target(76.3, is_ratio=False)  # MiB, which is 80 MB
_START_TARGET: Final = Target(200.0, is_ratio=False)
_IDLE_TARGET: Final = Target(1.0, is_ratio=False)
_MEMORY_TARGET: Final = Target(4.76, is_ratio=False)  # MiB, which is 5 MB


def _area(rect: QRect) -> Area:
    return Area(rect.x(), rect.y(), rect.width(), rect.height())


AUDIENCE: Final = _area(PROJECTOR_RECT)
PRESENTER: Final = _area(PANEL_RECT)


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


def build_revealing_briefing(folder: Path) -> Path:
    """Build the bundled briefing without countdowns, so that each key goes one step on or back.

    Charts that aren't guessed reveal their bars one by one. Votes, which always count down, are
    questions without options.

    Args:
        folder: Where to write it.

    Raises:
        NotMeasuredError: The build failed.
    """
    path, source = folder / "revealing.db", folder / "revealing"
    if path.is_file():
        return path
    shutil.copytree(REPORT_SOURCE, source)
    file = source / "slides.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        if row["kind"] == "chart" and row["reveal"] != "guess":
            row["reveal"] = "bars"
        if row["kind"] == "discussion":
            row["minutes"] = row["options"] = row["measure_id"] = row["force_id"] = ""
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
        raise NotMeasuredError(f"the briefing could not be built ({built.stderr.strip()})")
    return path


# ---- the measures -------------------------------------------------------------------------------


def slideshow_key(bench: Bench) -> list[Result]:
    """Measure from a key press to the last changed pixel of the audience window."""
    what = "Slideshow: key to the audience’s slide"
    subject = slideshow(AUDIENCE, build_revealing_briefing(bench.folder))
    first: list[float] = []  # the first pass in each process
    programs: list[float] = []
    floors: list[float] = []
    pairs = []
    steps, passes = 0, _LONG_PASSES if bench.is_long else _PASSES
    for number in range(1, bench.rounds + 1):
        bench.report_progress(f"{what}: round {number} of {bench.rounds}")
        with running(bench.desktop, subject) as started:
            steps = steps or _steps(started)
        with running(bench.desktop, subject) as started:
            program_times = [each for _ in range(passes) for each in _pass(started, steps)]
        with running(bench.desktop, bare_slide(AUDIENCE)) as started:
            started.focus()
            floor_times = [_reaction_ms(started, "Right", at) for at in range(len(program_times))]
        pairs.append(median(program_times) / median(floor_times))
        first += program_times[: 2 * steps]
        programs += program_times
        floors += floor_times
    return [
        Result(
            what=what,
            floor_name="bare slide",
            unit=Unit.MILLISECONDS,
            floor=floors,
            program=programs,
            pairs=pairs,
            target=_KEY_TARGET,
            note=f"{len(programs)} key presses, {steps} forward and {steps} back in each pass; "
            f"in the first pass of each process: median {median(first):.1f} ms, "
            f"p99 {quantile(first, _KEY_TARGET.fraction):.1f} ms, "
            f"highest {max(first):.1f} ms",
        )
    ]


def _steps(started: RunningSubject) -> int:
    """Return how many key presses lead through the running order."""
    for count in range(_MAX_STEPS):
        if started.press("Right", limit=_END_SECONDS, quiet=min(_PAUSE_SECONDS)) is None:
            if not count:
                break
            return count
    raise NotMeasuredError(
        f"{started.subject.name}: no key press reaches the end of the running order"
    )


def _pass(started: RunningSubject, steps: int) -> Iterator[float]:
    for at in range(2 * steps):
        yield _reaction_ms(started, "Right" if at < steps else "Left", at)


def _reaction_ms(started: RunningSubject, keys: str | Sequence[str], at: int) -> float:
    """Return the milliseconds from pressing a key, or keys together, to the last changed pixel."""
    pressed = (keys,) if isinstance(keys, str) else keys
    seconds = started.press(
        *pressed, limit=_END_SECONDS, quiet=_PAUSE_SECONDS[at % len(_PAUSE_SECONDS)]
    )
    if seconds is None:
        raise NotMeasuredError(f"{started.subject.name}: a key press changed nothing")
    return seconds * _MS


def slideshow_discussion(bench: Bench) -> list[Result]:
    """Measure like `slideshow_key`, but into a discussion and out of it."""
    what = "Slideshow: key into or out of a discussion"
    path = build_revealing_briefing(bench.folder)
    with open_briefing(path) as briefing:
        kinds = [entry.kind for entry in briefing.report.running_order]
    before = kinds.index(SlideKind.DISCUSSION)  # the number of the slide before it, from 1
    subject = slideshow(AUDIENCE, path, "--at", str(before))

    def times() -> Iterator[float]:
        with running(bench.desktop, subject) as started:
            for at in range(_DISCUSSION_PRESSES):
                yield _reaction_ms(started, _DISCUSSION_KEYS[at % len(_DISCUSSION_KEYS)], at)

    return _compared_with_bare_slide(bench, what, times, ", ".join(_DISCUSSION_KEYS))


def _compared_with_bare_slide(
    bench: Bench, what: str, measure: Callable[[], Iterator[float]], keys: str
) -> list[Result]:
    """Return the times of key presses in each round beside as many of a bare slide."""
    floors: list[float] = []
    programs: list[float] = []
    pairs = []
    for number in range(1, bench.rounds + 1):
        bench.report_progress(f"{what}: round {number} of {bench.rounds}")
        times = list(measure())
        with running(bench.desktop, bare_slide(AUDIENCE)) as started:
            started.focus()
            floor_times = [_reaction_ms(started, "Right", at) for at in range(len(times))]
        pairs.append(median(times) / median(floor_times))
        programs += times
        floors += floor_times
    return [
        Result(
            what=what,
            floor_name="bare slide",
            unit=Unit.MILLISECONDS,
            floor=floors,
            program=programs,
            pairs=pairs,
            target=_KEY_TARGET,
            note=f"{len(programs)} key presses: {keys}",
        )
    ]


def slideshow_room(bench: Bench) -> list[Result]:
    """Measure like `slideshow_key` where the audience sees what the presenter typed.

    These are the rings of guesses as they are entered, the bars with the rings, the hands of a
    vote, and the board of a discussion.
    """

    def times() -> Iterator[float]:
        yield from _guess_times(bench)
        yield from _vote_times(bench)
        yield from _board_times(bench)

    keys = "guesses entered and revealed, hands revealed, the board shown and hidden"
    return _compared_with_bare_slide(bench, "Slideshow: key to what the room said", times, keys)


def _guess_times(bench: Bench) -> Iterator[float]:
    """Yield the times of entering two guesses, and of showing and hiding the bars."""
    at = _number_of(BUNDLED_BRIEFING, lambda entry: entry.reveal is Reveal.GUESS)
    with running(bench.desktop, slideshow(AUDIENCE, BUNDLED_BRIEFING, "--at", str(at))) as started:
        _type(started, "r")
        for digits in ("60", "35"):
            _type(started, *digits)
            yield _reaction_ms(started, "Return", 0)
        _type(started, "Escape")
        yield from _there_and_back(started, "Right", "Left")


def _vote_times(bench: Bench) -> Iterator[float]:
    """Yield the times of showing the hands of a vote, and its question again."""
    at = _number_of(BUNDLED_BRIEFING, lambda entry: bool(entry.options))
    with running(bench.desktop, slideshow(AUDIENCE, BUNDLED_BRIEFING, "--at", str(at))) as started:
        _type(started, "Right")
        time.sleep(_SETTLE_SECONDS)  # Next does nothing soon after the countdown began
        _type(started, "t", "r", "3", "space", "5", "Return", "Escape")
        yield from _there_and_back(started, "Right", "Left")


def _board_times(bench: Bench) -> Iterator[float]:
    """Yield the times of showing and hiding the board of a discussion."""
    path = build_revealing_briefing(bench.folder)
    at = _number_of(path, lambda entry: entry.kind is SlideKind.DISCUSSION)
    with running(bench.desktop, slideshow(AUDIENCE, path, "--at", str(at))) as started:
        _type(started, "r", *"first", "Return", *"second", "Return", "Escape")
        yield from _there_and_back(started, ("Shift_L", "r"), ("Shift_L", "r"))


def _number_of(path: Path, is_meant: Callable[[RunningOrderEntry], bool]) -> int:
    """Return the number of the first slide of a kind, from 1."""
    with open_briefing(path) as briefing:
        entries = briefing.report.running_order
    return next(at for at, entry in enumerate(entries, 1) if is_meant(entry))


def _type(started: RunningSubject, *keys: str) -> None:
    """Press keys that change nothing on the audience's screen, or of which that isn't measured."""
    for key in keys:
        started.screen.press(key)
        time.sleep(_TYPING_SECONDS)


def _there_and_back(
    started: RunningSubject, there: str | Sequence[str], back: str | Sequence[str]
) -> Iterator[float]:
    for at in range(_ROOM_PRESSES):
        keys = back if at % 2 else there
        yield _reaction_ms(started, keys, at)


def slideshow_launch(bench: Bench) -> list[Result]:
    """Measure from the start of the process until the first slide is painted, and its memory."""
    what = "Slideshow: start to the first slide"
    subjects = (bare_slide(AUDIENCE), slideshow(AUDIENCE, BUNDLED_BRIEFING))
    times: tuple[list[float], list[float]] = ([], [])
    sizes: tuple[list[float], list[float]] = ([], [])
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
            floor_name="bare slide",
            unit=unit,
            floor=floors,
            program=programs,
            pairs=[program / floor for program, floor in zip(programs, floors, strict=True)],
            target=target,
        )
        for name, unit, (floors, programs), target in (
            (what, Unit.MILLISECONDS, times, _LAUNCH_TARGET),
            ("Slideshow: memory (PSS)", Unit.MEBIBYTES, sizes, _SIZE_TARGET),
        )
    ]


def slideshow_start(bench: Bench) -> list[Result]:
    """Measure from F5 in the main window until the first slide is painted."""
    return [
        _opening(bench, "Slideshow: F5 to the first slide, one screen", bench.screen, ONE_SCREEN),
        _opening(
            bench, "Slideshow: F5 to the first slide on the projector", bench.desktop, AUDIENCE
        ),
    ]


def _opening(bench: Bench, what: str, screen: VirtualScreen, place: Area) -> Result:
    floors, programs = [], []
    for number in range(bench.runs + 1):
        bench.report_progress(f"{what}: pair {number} of {bench.runs}")
        floor_ms = _opening_ms(screen, bare_opener(place), place)
        program_ms = _opening_ms(screen, program(chart=True), place)
        if number:  # the first runs fill the caches
            floors.append(floor_ms)
            programs.append(program_ms)
    return Result(
        what=what,
        floor_name="bare slide",
        unit=Unit.MILLISECONDS,
        floor=floors,
        program=programs,
        pairs=[program / floor for program, floor in zip(programs, floors, strict=True)],
        target=_START_TARGET,
    )


def _opening_ms(screen: VirtualScreen, subject: Subject, place: Area) -> float:
    """Return the milliseconds from F5 to the last changed pixel of the window that it opens."""
    with running(screen, subject) as started:
        started.focus()
        seconds = started.press("F5", area=place, limit=_OPEN_SECONDS, quiet=_SETTLE_SECONDS / 2)
        if seconds is None or screen.window(place) is None:
            raise NotMeasuredError(f"{subject.name}: F5 opened no window at {place}")
        if not text_detector(WHOLE_WINDOW)(screen.pixels.grab(place)):
            raise NotMeasuredError(f"{subject.name}: the window opened by F5 shows no text")
        return seconds * _MS


def slideshow_idle(bench: Bench) -> list[Result]:
    """Measure the processor time of an idle slideshow."""
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        kinds = [entry.kind for entry in briefing.report.running_order]
    chart_number = kinds.index(SlideKind.CHART) + 1  # the slide that takes longest to paint
    arguments = ("--at", str(chart_number), "--minutes", "45")
    subject = slideshow(AUDIENCE, BUNDLED_BRIEFING, *arguments)
    idle_seconds = _LONG_IDLE_SECONDS if bench.is_long else _IDLE_SECONDS
    bench.report_progress(f"Idle slideshow: {idle_seconds:.0f} s, and a minute for the floor")
    floor = _idle_activity(bench.desktop, bare_slide(AUDIENCE, "--clock"), _IDLE_SECONDS)
    program_activity = _idle_activity(bench.desktop, subject, idle_seconds)
    wake_ups_per_second = program_activity.main / idle_seconds
    return [
        Result(
            what=f"Slideshow idle for {idle_seconds:.0f} s",
            floor_name="bare slide and clock",
            unit=Unit.PERCENT,
            floor=[floor.busy_ms / _IDLE_SECONDS / _MS * 100],
            program=[program_activity.busy_ms / idle_seconds / _MS * 100],
            target=_IDLE_TARGET,
            note=f"processor time {program_activity.busy_ms:.0f} ms; wake-ups of the main thread "
            f"{wake_ups_per_second:.1f} per second, of others {program_activity.others} in total",
        )
    ]


def _idle_activity(screen: VirtualScreen, subject: Subject, seconds: float) -> Activity:
    with running(screen, subject) as started:
        time.sleep(_SETTLE_SECONDS)
        clock = screen.pixels.digest(PRESENTER)
        before = threads(started.pid)
        time.sleep(seconds)
        after = threads(started.pid)
        if screen.pixels.digest(PRESENTER) == clock:
            raise NotMeasuredError(f"{subject.name}: its clock does not run")
        return activity(started.pid, before, after)


def slideshow_memory(bench: Bench) -> list[Result]:
    """Measure how the memory of a slideshow grows while slides change."""
    what = f"Slideshow: growth over {_SLIDE_CHANGES} slide changes (RSS)"
    subject = slideshow(AUDIENCE, build_revealing_briefing(bench.folder))
    with running(bench.desktop, subject) as started:
        steps = _steps(started)
    rounds = min(2, bench.runs)
    programs, floors, halves = [], [], []
    for number in range(1, rounds + 1):
        bench.report_progress(f"{what}: round {number} of {rounds}")
        floors.append(_memory_growth(bench.desktop, bare_slide(AUDIENCE), steps, [AUDIENCE])[-1])
        growth = _memory_growth(bench.desktop, subject, steps, [AUDIENCE, PRESENTER])
        programs.append(growth[-1])
        halves.append(growth[0])
    return [
        Result(
            what=what,
            floor_name="bare slide",
            unit=Unit.MEBIBYTES,
            floor=floors,
            program=programs,
            target=_MEMORY_TARGET,
            note="from the first key press; after half of the changes at most "
            f"{max(halves):.1f} MiB",
        )
    ]


def _memory_growth(
    screen: VirtualScreen, subject: Subject, steps: int, areas: Sequence[Area]
) -> tuple[float, float]:
    """Return the growth in MiB after half of the changes and after all of them."""
    with running(screen, subject) as started:
        if len(areas) == 1:
            started.focus()
        keys = ["Right"] * steps + ["Left"] * steps
        time.sleep(_SETTLE_SECONDS)
        before = memory(started.pid).rss
        growth = []
        for at in range(_SLIDE_CHANGES):
            started.press_and_wait(keys[at % len(keys)], areas)
            if at + 1 in {_SLIDE_CHANGES // 2, _SLIDE_CHANGES}:
                growth.append(memory(started.pid).rss - before)
        return growth[0], growth[1]


def slideshow_restarts(bench: Bench) -> list[Result]:
    """Measure how memory grows while slideshows are run one after the other in one process."""
    growth: list[float] = []
    with running(bench.screen, program(chart=True)) as started:
        started.focus()
        time.sleep(_REST_SECONDS)
        before = memory(started.pid).rss
        for number in range(1, _RESTARTS + 1):
            bench.report_progress(f"Slideshow: restart {number} of {_RESTARTS}")
            bench.screen.press("F5")
            time.sleep(_REST_SECONDS)
            _use_slideshow(bench.screen)
            bench.screen.press("Escape")
            time.sleep(_REST_SECONDS)
            growth.append(memory(started.pid).rss - before)
        if not text_detector(WHOLE_WINDOW)(bench.screen.pixels.grab(started.window.area)):
            raise NotMeasuredError("the window shows no text after the last slideshow")
    inputs = _TURNS + _POINTER_MOVES
    return [
        Result(
            what=f"Slideshow: growth over {_RESTARTS} restarts, {_RESTARTS * inputs} inputs (RSS)",
            floor_name="none",
            unit=Unit.MEBIBYTES,
            floor=[0.0],
            program=[growth[-1] - growth[0]],
            target=_RESTARTS_TARGET,
            note=f"from the end of the first slideshow, which itself added {growth[0]:.1f} MiB",
        )
    ]


def _use_slideshow(screen: VirtualScreen) -> None:
    """Turn slides, then move the pointer over one."""
    for turn in range(_TURNS):
        screen.press("Right" if turn % 40 < 20 else "Left")
        time.sleep(_TURN_SECONDS)
    screen.press("l")
    for move in range(_POINTER_MOVES):
        screen.move_pointer(300 + 10 * move, 200)
        time.sleep(_TURN_SECONDS / 4)


SLIDESHOW_MEASURES: Final[Mapping[str, Callable[[Bench], list[Result]]]] = {
    "slideshow-key": slideshow_key,
    "slideshow-discussion": slideshow_discussion,
    "slideshow-room": slideshow_room,
    "slideshow-launch": slideshow_launch,
    "slideshow-start": slideshow_start,
    "slideshow-idle": slideshow_idle,
    "slideshow-memory": slideshow_memory,
    "slideshow-restarts": slideshow_restarts,
}
"""The measures of a slideshow by their names for ``--only``."""
