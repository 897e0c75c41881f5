"""Measures of the memory of long use, without a floor: nothing may be left of what is over."""

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from tools.bench.errors import NotMeasuredError
from tools.bench.measures import Bench
from tools.bench.pixels import WHOLE_WINDOW
from tools.bench.processes import memory
from tools.bench.results import Result, Target, Unit
from tools.bench.subjects import RunningSubject, program, running, text_detector

_WARM_UP_SECONDS: Final = 60.0  # after which memory is compared
_TARGET: Final = Target(9.5, is_ratio=False)  # MiB, which is 10 MB
_REST_SECONDS: Final = 2.0  # until a slideshow is complete, or closed and saved
_KEY_SECONDS: Final = 1.0

_SLIDESHOW_SECONDS: Final = 600.0
_STEPS: Final = (12, 40)
"""How many keys a slideshow gets, in turn: it ends on the way, or goes on to its last slide."""
_COUNTDOWN_STEP: Final = 3
"""After so many keys a countdown of the talk is started, by the key D."""

_ROUNDS: Final = 20
_FINDINGS: Final = 10  # in a round
_SEARCHES: Final = ("victims", "police", "NCA", "kent", "training")
_SEARCHES_IN_ROUND: Final = (2, 3)  # in turn
_EXPORT_SECONDS: Final = 30.0


def long_slideshow(bench: Bench) -> list[Result]:
    """Measure how memory grows in ten minutes of slideshows with countdowns, one after another."""
    with running(bench.screen, program(chart=True)) as started:
        started.focus()
        growth = _growth(bench, "Long use: slideshows", started, _slideshows(started))
        _require_text(bench, started)
    return [_result("Long use: growth in ten minutes of slideshows (RSS)", growth)]


def _slideshows(started: RunningSubject) -> Iterator[None]:
    screen, end = started.screen, time.monotonic() + _SLIDESHOW_SECONDS
    number = 0
    while time.monotonic() < end:
        screen.press("F5")
        time.sleep(_REST_SECONDS)
        for step in range(_STEPS[number % 2]):
            screen.press("d" if step == _COUNTDOWN_STEP else "Right")
            time.sleep(_KEY_SECONDS)
        screen.press("Escape")
        time.sleep(_REST_SECONDS)
        number += 1
        yield


def long_reading(bench: Bench) -> list[Result]:
    """Measure how memory grows while 200 findings, 50 searches and 20 exports are made."""
    with running(bench.screen, program(chart=True)) as started:
        started.focus()
        growth = _growth(bench, "Long use: reading", started, _reading(started))
        _require_text(bench, started)
    searches = _ROUNDS * sum(_SEARCHES_IN_ROUND) // len(_SEARCHES_IN_ROUND)
    counts = f"{_ROUNDS * _FINDINGS} findings, {searches} searches, {_ROUNDS} exports"
    return [_result(f"Long use: growth over {counts} (RSS)", growth)]


def _reading(started: RunningSubject) -> Iterator[None]:
    screen = started.screen
    for number in range(_ROUNDS):
        for _ in range(_FINDINGS):
            screen.press("Down" if number % 2 == 0 else "Up")
            started.settle()
        for at in range(_SEARCHES_IN_ROUND[number % 2]):
            screen.press("Control_L", "f")
            for letter in _SEARCHES[(number + at) % len(_SEARCHES)].lower():
                screen.press(letter)
                started.settle()
            screen.press("Escape")
            started.settle()
        screen.press("Control_L", "e")
        started.settle()
        screen.press("Return")
        _remove_exported(started)
        screen.press("Escape")
        started.focus()
        yield


def _remove_exported(started: RunningSubject) -> None:
    """Wait for the file of an export, and remove it, so that the next one has its name."""
    limit = time.monotonic() + _EXPORT_SECONDS
    while not (files := [each for each in started.home.rglob("*.pdf") if each.stat().st_size]):
        if time.monotonic() > limit:
            raise NotMeasuredError("no export was written")
        time.sleep(_KEY_SECONDS / 10)
    time.sleep(_KEY_SECONDS)  # the dialog reports it
    for each in files:
        each.unlink()


def _growth(
    bench: Bench, what: str, started: RunningSubject, rounds: Iterator[None]
) -> list[float]:
    """Return the growth in MiB after each round that ends later than the warm-up."""
    begun = time.monotonic()
    sizes: list[float] = []
    for number, _ in enumerate(rounds, 1):
        bench.report_progress(f"{what}: round {number}")
        if time.monotonic() - begun > _WARM_UP_SECONDS:
            sizes.append(memory(started.pid).rss)
    if len(sizes) < 2:
        raise NotMeasuredError("it ended before memory could be compared")
    return [size - sizes[0] for size in sizes]


def _require_text(bench: Bench, started: RunningSubject) -> None:
    if not text_detector(WHOLE_WINDOW)(bench.screen.pixels.grab(started.window.area)):
        raise NotMeasuredError("the window shows no text at the end")


def _result(what: str, growth: list[float]) -> Result:
    return Result(
        what=what,
        floor_name="none",
        unit=Unit.MEBIBYTES,
        floor=[0.0],
        program=[growth[-1]],
        target=_TARGET,
        note=f"after the first minute; at most {max(growth):.1f} MiB on the way",
    )


LONG_MEASURES: Final[Mapping[str, Callable[[Bench], list[Result]]]] = {
    "long-slideshow": long_slideshow,
    "long-reading": long_reading,
}
"""The measures by their names for ``--only``."""
