"""Measures of the main window: floor and program are measured alternately and compared."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Final

from tools.bench.display import VirtualScreen
from tools.bench.errors import NotMeasuredError
from tools.bench.processes import memory
from tools.bench.results import Result, Target, Unit
from tools.bench.subjects import RunningSubject, Subject, bare_window, program, running

_MS: Final = 1000.0  # from seconds
_MAX_ROUNDS: Final = 3  # processes of a measure that takes many figures from each
_STEPS: Final = 11  # from the first row to the last one
_SEARCHES: Final = ("victims", "police")
_SETTLE_SECONDS: Final = 2.0  # until the deferred work of a start is done

_CHOOSE_TARGET: Final = Target(12.0, is_ratio=False)
_SEARCH_TARGET: Final = Target(16.0, is_ratio=False)


@dataclass
class Bench:
    """The virtual screens and the options of all measures.

    Args:
        screen: A single screen.
        desktop: A desktop with a laptop's screen and a projector.
        folder: Where briefings for the measures are written.
        runs: How many pairs of starts to measure, after one that isn't counted.
        report_progress: Called with what is being measured.
    """

    screen: VirtualScreen
    desktop: VirtualScreen
    folder: Path
    runs: int
    report_progress: Callable[[str], None]

    @cached_property
    def window_size(self) -> tuple[int, int]:
        """The size of the program's window in pixels, also used for the bare windows."""
        with running(self.screen, program()) as started:
            return started.window.area.width, started.window.area.height

    @property
    def rounds(self) -> int:
        """How many pairs of processes to run if each gives many figures."""
        return min(_MAX_ROUNDS, self.runs)

    def measure_start(self, subject: Subject) -> float:
        """Return the milliseconds from the start of a process until its window is painted."""
        with running(self.screen, subject) as started:
            return started.painted_seconds() * _MS

    def measure_starts(
        self, what: str, floor_name: str, floor: Subject, measured: Subject, limit: float
    ) -> Result:
        """Start both alternately and compare the time until they are painted."""
        self.measure_start(floor)  # the first runs fill the caches
        self.measure_start(measured)
        floors, programs = [], []
        for number in range(1, self.runs + 1):
            self.report_progress(f"{what}: pair {number} of {self.runs}")
            floors.append(self.measure_start(floor))
            programs.append(self.measure_start(measured))
        pairs = [program / floor for program, floor in zip(programs, floors, strict=True)]
        return Result(
            what=what,
            floor_name=floor_name,
            unit=Unit.MILLISECONDS,
            floor=floors,
            program=programs,
            pairs=pairs,
            target=Target(limit, is_ratio=True),
        )

    def measure_presses(
        self,
        what: str,
        floor: tuple[str, Subject, "Keys"],
        measured: tuple[Subject, "Keys"],
        target: Target,
    ) -> Result:
        """Press keys in both alternately and compare the time until they react."""
        floor_name, floor_subject, floor_keys = floor
        floors: list[float] = []
        programs: list[float] = []
        pairs, pressed = [], 0
        for number in range(1, self.rounds + 1):
            self.report_progress(f"{what}: round {number} of {self.rounds}")
            floor_times = [
                each for each in self._reaction_times(floor_subject, floor_keys) if each is not None
            ]
            times = self._reaction_times(*measured)
            program_times = [each for each in times if each is not None]
            if not floor_times or not program_times:
                silent = floor_subject if not floor_times else measured[0]
                raise NotMeasuredError(f"{silent.name}: no key press changed its window ({what})")
            pairs.append(median(program_times) / median(floor_times))
            floors += floor_times
            programs += program_times
            pressed += len(times)
        unchanged = pressed - len(programs)
        return Result(
            what=what,
            floor_name=floor_name,
            unit=Unit.MILLISECONDS,
            floor=floors,
            program=programs,
            pairs=pairs,
            target=target,
            note=f"{pressed} key presses"
            + (f", {unchanged} without a change" if unchanged else ""),
        )

    def _reaction_times(self, subject: Subject, keys: "Keys") -> list[float | None]:
        with running(self.screen, subject) as started:
            started.focus()
            return [None if each is None else each * _MS for each in keys(started)]


Keys = Callable[[RunningSubject], Iterator[float | None]]
"""Presses keys one by one and yields each reaction time in seconds, or None if nothing changed."""


def _press_down(started: RunningSubject) -> Iterator[float | None]:
    # The first step counts although it fills the font caches: users wait for it too.
    for _ in range(_STEPS):
        yield started.press("Down")


def _type_words(words: Sequence[str], *, open_search: bool) -> Keys:
    def keys(started: RunningSubject) -> Iterator[float | None]:
        if open_search:
            started.screen.press("Control_L", "f")
            started.settle()
        for word in words:
            for letter in word:
                yield started.press(letter)
            for _ in word:
                yield started.press("BackSpace")

    return keys


# ---- the measures -------------------------------------------------------------------------------


def start(bench: Bench) -> list[Result]:
    """Measure from the start of the process until the findings and the quote are painted."""
    floor = bare_window(bench.window_size)
    return [
        bench.measure_starts(
            "Start to findings and quote", "bare window", floor, program(), limit=2.1
        ),
    ]


def choose(bench: Bench) -> list[Result]:
    """Measure from a key press in the list until the finding is painted."""
    floor = ("bare list", bare_window(bench.window_size), _press_down)
    measured = (program(), _press_down)
    return [bench.measure_presses("Choosing a finding", floor, measured, _CHOOSE_TARGET)]


def search(bench: Bench) -> list[Result]:
    """Measure from a key press in the search field until list and quote are painted."""
    keys = _type_words(_SEARCHES, open_search=False)
    floor = ("bare line edit", bare_window(bench.window_size, line_edit=True), keys)
    measured = (program(), _type_words(_SEARCHES, open_search=True))
    return [bench.measure_presses("Search keystroke", floor, measured, _SEARCH_TARGET)]


def window_memory(bench: Bench) -> list[Result]:
    """Measure the memory of the window with its chart."""
    floors, programs = [], []
    for number in range(1, bench.rounds + 1):
        bench.report_progress(f"Memory: round {number} of {bench.rounds}")
        floors.append(_settled_memory(bench, bare_window(bench.window_size)))
        programs.append(_settled_memory(bench, program(chart=True)))
    return [
        Result(
            what="Memory with the chart (PSS)",
            floor_name="bare window",
            unit=Unit.MEBIBYTES,
            floor=floors,
            program=programs,
            pairs=[program / floor for program, floor in zip(programs, floors, strict=True)],
        )
    ]


def _settled_memory(bench: Bench, subject: Subject) -> float:
    with running(bench.screen, subject) as started:
        started.focus()
        time.sleep(_SETTLE_SECONDS)
        return memory(started.pid).pss


MEASURES: Final[Mapping[str, Callable[[Bench], list[Result]]]] = {
    "start": start,
    "choose": choose,
    "search": search,
    "memory": window_memory,
}
"""The measures by their names for ``--only``."""
