"""The measures of the main window: each takes floor and program in turns and compares them."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench import large_briefing
from tests.bench.display import VirtualScreen
from tests.bench.errors import NotMeasuredError
from tests.bench.processes import Activity, Memory, activity, memory, threads
from tests.bench.results import Result, Target, Unit
from tests.bench.subjects import Running, Subject, bare_chart, bare_window, program, running

_MS: Final = 1000.0  # from seconds
_ROUNDS: Final = 3  # processes in which keys are pressed, or that are left alone
_STEPS: Final = 11  # rows down from the first one
_SEARCHES: Final = ("victims", "police")
_LARGE_SEARCHES: Final = large_briefing.SEARCHES
_IDLE_SECONDS: Final = 5.0
_REST_SECONDS: Final = 2.0  # until the work after a start is done

_PRESS_TARGET: Final = Target(16.0, of_ratio=False)


@dataclass
class Bench:
    """The screens that measures are taken on, and how often.

    Args:
        screen: The screen that windows open on.
        desk: The desktop of a laptop and a projector.
        folder: Where briefings to measure with are written.
        runs: How many pairs of starts are taken, after one that isn't counted.
        report_progress: Called with what is being measured.
        is_long: Whether to take long stretches.
    """

    screen: VirtualScreen
    desk: VirtualScreen
    folder: Path
    runs: int
    report_progress: Callable[[str], None]
    is_long: bool

    @cached_property
    def size(self) -> tuple[int, int]:
        """The size of the program's window in pixels; the bare windows get the same."""
        with running(self.screen, program()) as started:
            return started.window.area.width, started.window.area.height

    @cached_property
    def large(self) -> Path:
        """The large briefing, built when first needed."""
        self.report_progress("building the large briefing")
        path = self.folder / "large.db"
        large_briefing.build(path)
        return path

    @property
    def rounds(self) -> int:
        """How many pairs of processes are taken if each gives many figures."""
        return min(_ROUNDS, self.runs)

    def painted(self, subject: Subject) -> float:
        """Return the milliseconds from the start of the process until its window is painted."""
        with running(self.screen, subject) as started:
            return started.painted() * _MS

    def starts(
        self, what: str, floor_name: str, floor: Subject, measured: Subject, most: float
    ) -> Result:
        """Start both in turns and compare the time until they are painted."""
        self.painted(floor)  # the first runs fill the caches
        self.painted(measured)
        floors, programs = [], []
        for number in range(1, self.runs + 1):
            self.report_progress(f"{what}: pair {number} of {self.runs}")
            floors.append(self.painted(floor))
            programs.append(self.painted(measured))
        pairs = [mine / least for mine, least in zip(programs, floors, strict=True)]
        return Result(
            what=what,
            floor_name=floor_name,
            unit=Unit.MILLISECONDS,
            floor=floors,
            program=programs,
            pairs=pairs,
            target=Target(most, of_ratio=True),
        )

    def presses(
        self,
        what: str,
        floor: tuple[str, Subject, "Keys"],
        measured: tuple[Subject, "Keys"],
    ) -> Result:
        """Press keys in both in turns and compare the time until they react."""
        floor_name, floor_subject, floor_keys = floor
        floors: list[float] = []
        programs: list[float] = []
        pairs, pressed = [], 0
        for number in range(1, self.rounds + 1):
            self.report_progress(f"{what}: round {number} of {self.rounds}")
            least = [each for each in self._answers(floor_subject, floor_keys) if each is not None]
            answers = self._answers(*measured)
            mine = [each for each in answers if each is not None]
            if not least or not mine:
                silent = floor_subject if not least else measured[0]
                raise NotMeasuredError(f"{silent.name}: no key changes its window ({what})")
            pairs.append(median(mine) / median(least))
            floors += least
            programs += mine
            pressed += len(answers)
        unchanged = pressed - len(programs)
        return Result(
            what=what,
            floor_name=floor_name,
            unit=Unit.MILLISECONDS,
            floor=floors,
            program=programs,
            pairs=pairs,
            target=_PRESS_TARGET,
            note=f"{pressed} presses" + (f", {unchanged} changed nothing" if unchanged else ""),
        )

    def _answers(self, subject: Subject, keys: "Keys") -> list[float | None]:
        with running(self.screen, subject) as started:
            started.focus()
            return [None if each is None else each * _MS for each in keys(started)]


Keys = Callable[[Running], Iterator[float | None]]
"""Presses keys one by one and yields each reaction time in seconds, or None."""


def _choose(started: Running) -> Iterator[float | None]:
    # The first step fills font and glyph caches, as it does for every user, so it counts.
    for _ in range(_STEPS):
        yield started.press("Down")


def _type(words: Sequence[str], *, find: bool) -> Keys:
    def keys(started: Running) -> Iterator[float | None]:
        if find:
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
    """Measure from the start of the process until findings and quote are painted."""
    floor = bare_window(bench.size)
    return [
        bench.starts("Start to findings and quote", "bare window", floor, program(), most=1.3),
    ]


def chart(bench: Bench) -> list[Result]:
    """Measure from the start of the process until the chart is painted."""
    floor, measured = bare_chart(bench.size), program(chart=True)
    return [bench.starts("Start to chart", "bare pyqtgraph chart", floor, measured, most=1.15)]


def choose(bench: Bench) -> list[Result]:
    """Measure from a key in the list until the chosen finding is painted."""
    floor = ("bare list", bare_window(bench.size), _choose)
    return [bench.presses("Choosing a finding", floor, (program(), _choose))]


def search(bench: Bench) -> list[Result]:
    """Measure from a key in the search field until list and quote are painted."""
    keys = _type(_SEARCHES, find=False)
    floor = ("bare line edit", bare_window(bench.size, line_edit=True), keys)
    measured = (program(), _type(_SEARCHES, find=True))
    return [bench.presses("Search keystroke", floor, measured)]


def large_start(bench: Bench) -> list[Result]:
    """Measure from the start of the process until the large briefing's findings are painted."""
    what = "Large briefing: start to findings and quote"
    return [bench.starts(what, "bundled briefing", program(), program(bench.large), most=2.0)]


def large_choose(bench: Bench) -> list[Result]:
    """Measure the same as `choose`, with the large briefing."""
    floor = ("bare list", bare_window(bench.size), _choose)
    measured = (program(bench.large), _choose)
    return [bench.presses("Large briefing: choosing a finding", floor, measured)]


def large_search(bench: Bench) -> list[Result]:
    """Measure the same as `search`, with the large briefing."""
    keys = _type(_LARGE_SEARCHES, find=False)
    floor = ("bare line edit", bare_window(bench.size, line_edit=True), keys)
    measured = (program(bench.large), _type(_LARGE_SEARCHES, find=True))
    return [bench.presses("Large briefing: search keystroke", floor, measured)]


def at_rest(bench: Bench) -> list[Result]:
    """Measure wake-ups and memory while the program is idle."""
    idle: dict[str, list[Activity]] = {"floor": [], "program": []}
    taken: dict[str, list[Memory]] = {"floor": [], "program": []}
    for number in range(1, bench.rounds + 1):
        bench.report_progress(f"At rest: round {number} of {bench.rounds}")
        for who, subject in (("floor", bare_window(bench.size)), ("program", program(chart=True))):
            with running(bench.screen, subject) as started:
                started.focus()
                time.sleep(_REST_SECONDS)
                taken[who].append(memory(started.pid))
                before = threads(started.pid)
                time.sleep(_IDLE_SECONDS)
                idle[who].append(activity(started.pid, before, threads(started.pid)))
    others = max(each.others for each in idle["program"])
    busy = max(each.busy_ms for each in idle["program"])
    names = sorted({name for each in idle["program"] for name in each.threads})
    woken = f" ({', '.join(names)})" if names else ""
    wakes = Result(
        what=f"Idle for {_IDLE_SECONDS:.0f} s: wake-ups of the main thread",
        floor_name="bare window",
        unit=Unit.WAKE_UPS,
        floor=[each.main for each in idle["floor"]],
        program=[each.main for each in idle["program"]],
        target=Target(0, of_ratio=False),
        note=f"other threads at most {others}{woken}, processor time at most {busy:.0f} ms",
    )
    return [wakes, *_memory(taken["floor"], taken["program"])]


def _memory(floor: Sequence[Memory], measured: Sequence[Memory]) -> Iterator[Result]:
    for name, size in (("PSS", lambda each: each.pss), ("RSS", lambda each: each.rss)):
        floors, programs = list(map(size, floor)), list(map(size, measured))
        yield Result(
            what=f"Memory with the chart ({name})",
            floor_name="bare window",
            unit=Unit.MEBIBYTES,
            floor=floors,
            program=programs,
            pairs=[mine / least for mine, least in zip(programs, floors, strict=True)],
        )


MEASURES: Final[Mapping[str, Callable[[Bench], list[Result]]]] = {
    "start": start,
    "chart": chart,
    "choose": choose,
    "search": search,
    "large-start": large_start,
    "large-choose": large_choose,
    "large-search": large_search,
    "rest": at_rest,
}
"""The measures by their name for ``--only``."""
