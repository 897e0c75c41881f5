"""Measures of the pen: from a movement of the mouse to the pixels of the line."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Final

from briefing_app.files.paths import BUNDLED_BRIEFING
from tests.bench.display import VirtualScreen
from tests.bench.errors import NotMeasuredError
from tests.bench.measures import Bench
from tests.bench.pixels import WHOLE_WINDOW, Area, Frame, RelativeArea
from tests.bench.results import Result, Target, Unit, quantile
from tests.bench.slideshow_measures import AUDIENCE, ONE_SCREEN, PRESENTER
from tests.bench.subjects import RunningSubject, bare_pen, running, slideshow

_MS: Final = 1000.0  # from seconds
_SLIDE: Final = 4  # one with a lot of text
_STROKES: Final = 8  # in each process: pen and highlighter in turn
_MOVES: Final = 40  # in each stroke
_STEP: Final = 10  # pixels that the mouse moves at a time
_REACH: Final = 40  # pixels around the mouse that are observed
_PAUSE_SECONDS: Final = (0.012, 0.03, 0.008, 0.02, 0.016)
_LIMIT_SECONDS: Final = 1.0
_SETTLE_SECONDS: Final = 0.5  # until the row of tools is shown

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


PEN_MEASURES: Final[Mapping[str, Callable[[Bench], list[Result]]]] = {"pen": pen}
"""The measures of the pen by their names for ``--only``."""
