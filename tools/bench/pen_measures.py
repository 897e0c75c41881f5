"""Measures of the pen: from a movement of the mouse to the pixels of the line."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Final

from briefing_app.files.paths import BUNDLED_BRIEFING
from tools.bench.display import VirtualScreen
from tools.bench.errors import NotMeasuredError
from tools.bench.measures import Bench
from tools.bench.pixels import WHOLE_WINDOW, Area, Frame, RelativeArea
from tools.bench.processes import memory
from tools.bench.results import Result, Target, Unit, quantile
from tools.bench.slideshow_measures import AUDIENCE, ONE_SCREEN, PRESENTER
from tools.bench.subjects import (
    RunningSubject,
    bare_pen,
    program,
    running,
    slideshow,
    text_detector,
)

_MS: Final = 1000.0  # from seconds
_SLIDE: Final = 4  # one with a lot of text
_STROKES: Final = 8  # in each process: pen and highlighter in turn
_MOVES: Final = 40  # in each stroke
_STEP: Final = 10  # pixels that the mouse moves at a time
_REACH: Final = 40  # pixels around the mouse that are observed
_PAUSE_SECONDS: Final = (0.012, 0.03, 0.008, 0.02, 0.016)
_LIMIT_SECONDS: Final = 1.0
_SETTLE_SECONDS: Final = 0.5  # until the row of tools is shown

_RESTARTS: Final = 10
_TURNS: Final = 200
_LINES: Final = 2
_LETTERS: Final = 10  # in each typed line, with the key that ends it
_TURN_SECONDS: Final = 0.04
_REST_SECONDS: Final = 2.0  # until a slideshow is complete, or closed and saved
_GROWTH_TARGET: Final = Target(9.5, is_ratio=False)  # MiB, which is 10 MB

_TARGET: Final = Target(16.0, is_ratio=False, fraction=0.99)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the mouse draws.

    Args:
        screen: The screen or the desktop.
        window: The area of the window.
        slide: An area in it in which the slide is.
        audience: The area of the audience window, if the mouse draws in another one.
    """

    screen: VirtualScreen
    window: Area
    slide: Area
    audience: Area | None = None


def pen(bench: Bench) -> list[Result]:
    """Measure from a movement of the mouse until the line is on screen, in all windows."""
    own = _Place(bench.screen, ONE_SCREEN, ONE_SCREEN)
    slide = PRESENTER.part(RelativeArea(0.04, 0.3, 0.5, 0.65))
    both = _Place(bench.desktop, PRESENTER, slide, AUDIENCE)
    return [
        _drawing(bench, "Pen: mouse to line on the audience’s slide, one screen", own),
        _drawing(bench, "Pen: mouse in the presenter view to line on both screens", both),
    ]


def _drawing(bench: Bench, what: str, place: _Place) -> Result:
    floors: list[float] = []
    programs: list[float] = []
    pairs = []
    subject = slideshow(place.audience or place.window, BUNDLED_BRIEFING, "--at", str(_SLIDE))
    for number in range(1, bench.rounds + 1):
        bench.report_progress(f"{what}: round {number} of {bench.rounds}")
        with running(place.screen, subject) as started:
            started.focus()
            place.screen.press("i")
            time.sleep(_SETTLE_SECONDS)
            program_times = list(_strokes(started, place, changes_tool=True))
        with running(place.screen, bare_pen(place.window)) as started:
            floor_times = list(_strokes(started, place, changes_tool=False))
        pairs.append(median(program_times) / median(floor_times))
        programs += program_times
        floors += floor_times
    return Result(
        what=what,
        floor_name="bare pen",
        unit=Unit.MILLISECONDS,
        floor=floors,
        program=programs,
        pairs=pairs,
        target=_TARGET,
        note=f"{len(programs)} movements; median {median(programs):.1f} ms, "
        f"highest {max(programs):.1f} ms; floor: p99 {quantile(floors, 0.99):.1f} ms",
    )


def _strokes(started: RunningSubject, place: _Place, *, changes_tool: bool) -> Iterator[float]:
    """Draw strokes one below the other; yield the milliseconds of each movement."""
    screen, slide = place.screen, place.slide
    audience = place.audience if changes_tool else None
    for stroke in range(_STROKES):
        if changes_tool and stroke:
            screen.press("h")
            time.sleep(_SETTLE_SECONDS)
        x, y = slide.left + slide.width // 20, slide.top + slide.height * (2 + stroke) // 12
        before = None if audience is None else screen.pixels.grab(audience)
        screen.move_pointer(x, y)
        screen.press_button()
        time.sleep(_SETTLE_SECONDS)
        others = [] if before is None else [_changed_rows(before, screen.pixels.grab(before.area))]
        for move in range(_MOVES):
            time.sleep(_PAUSE_SECONDS[move % len(_PAUSE_SECONDS)])
            x, y = x + _STEP, y + move % 3 - 1
            around = Area(x - _REACH // 2, y - _REACH // 2, _REACH, _REACH)
            seconds = started.move(x, y, [around, *others], _LIMIT_SECONDS)
            if seconds is None:
                raise NotMeasuredError(f"{started.subject.name}: the mouse drew nothing")
            yield seconds * _MS
        screen.press_button(is_release=True)
        time.sleep(_SETTLE_SECONDS)


def _changed_rows(before: Frame, after: Frame) -> Area:
    """Return the rows of the audience window in which the dot is that a stroke begins with.

    Observing all of it would take longer than drawing.
    """
    rows = zip(before.rows(WHOLE_WINDOW), after.rows(WHOLE_WINDOW), strict=True)
    row = next((number for number, (one, other) in enumerate(rows) if one != other), None)
    if row is None:
        raise NotMeasuredError("the audience doesn’t see what is drawn in the presenter view")
    area = before.area
    return Area(area.left, area.top + max(row - _REACH, 0), area.width, 3 * _REACH)


def restarts(bench: Bench) -> list[Result]:
    """Measure how memory grows while slideshows are run one after the other in one process."""
    inputs = _TURNS + _MOVES * _LINES + _LETTERS * _LINES
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
    return [
        Result(
            what=f"Slideshow: growth over {_RESTARTS} restarts, {_RESTARTS * inputs} inputs (RSS)",
            floor_name="none",
            unit=Unit.MEBIBYTES,
            floor=[0.0],
            program=[growth[-1] - growth[0]],
            target=_GROWTH_TARGET,
            note=f"from the end of the first slideshow, which itself added {growth[0]:.1f} MiB",
        )
    ]


def _use_slideshow(screen: VirtualScreen) -> None:
    """Turn slides, draw lines and type what is said at the question of a finding."""
    for turn in range(_TURNS):
        screen.press("Right" if turn % 40 < 20 else "Left")
        time.sleep(_TURN_SECONDS)
    screen.press("i")
    for line in range(_LINES):
        screen.move_pointer(300, 200 + 60 * line)
        screen.press_button()
        for move in range(_MOVES):
            screen.move_pointer(300 + 20 * move, 200 + 60 * line + move % 3)
            time.sleep(_TURN_SECONDS / 4)
        screen.press_button(is_release=True)
    for key in ("i", "5", "Return", "d", "r"):
        screen.press(key)
        time.sleep(_TURN_SECONDS)
    for _ in range(_LINES):
        for letter in range(_LETTERS - 1):
            screen.press("abcdefghij"[letter % 10])
            time.sleep(_TURN_SECONDS / 4)
        screen.press("Return")
    screen.press("Escape")  # leaves the field
    time.sleep(_TURN_SECONDS)


PEN_MEASURES: Final[Mapping[str, Callable[[Bench], list[Result]]]] = {
    "pen": pen,
    "slideshow-restarts": restarts,
}
"""The measures of the pen by their names for ``--only``."""
