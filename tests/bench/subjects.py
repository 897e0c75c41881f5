"""What is measured: the program and the bare windows, started fresh and watched from outside."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import ne
from pathlib import Path
from typing import Final

from briefing_app.model.palette import LIGHT
from tests.bench.display import VirtualScreen, Window
from tests.bench.errors import NotMeasuredError
from tests.bench.pixels import WHOLE, Area, Frame, Share, bars, ink

ROOT: Final = Path(__file__).resolve().parents[2]
FLOORS: Final = Path(__file__).resolve().parent / "floors"
BAR_COLOURS: Final = (LIGHT.accent, LIGHT.quiet_bar)

_LOOK_SECONDS: Final = 0.0005  # between two looks at the screen: both cores are needed elsewhere
_QUIET_SECONDS: Final = 0.6  # without a change: the start is over
_START_LIMIT: Final = 60.0
_PRESS_QUIET_SECONDS: Final = 0.25  # without a change: what a key caused is over
_PRESS_LIMIT: Final = 0.6  # without any change: the key caused none
_TURN_QUIET_SECONDS: Final = 0.02
_TURN_LIMIT: Final = 3.0
_SETTLE_LIMIT: Final = 10.0
_LEAST_INK: Final = 200  # pixels: a line of small text has more
_COMPLETE: Final = 0.95  # of what is there in the end

Sight = Callable[[Frame], int]
"""Counts the pixels of a frame that belong to what is waited for; 0 where it is not there."""


def text_in(share: Share) -> Sight:
    """Sees text in a part of the window."""

    def count(frame: Frame) -> int:
        dark = ink(frame, share)
        return dark if dark >= _LEAST_INK else 0

    return count


def bars_in(share: Share, number: int = 3) -> Sight:
    """Sees so many bars in a part of the window."""

    def count(frame: Frame) -> int:
        found = bars(frame, share, BAR_COLOURS)
        return sum(found) if len(found) == number else 0

    return count


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that is started and looked at.

    Args:
        name: What it is called where it can't be measured.
        command: The words after the Python interpreter.
        sights: What its window must show before it counts as painted, by name.
        content: The parts of the window in which the answer to a key is waited for.
        place: What its window takes up, where it has several; the largest one counts otherwise.
    """

    name: str
    command: tuple[str, ...]
    sights: dict[str, Sight]
    content: tuple[Share, ...] = (WHOLE,)
    place: Area | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """What the window showed from a time on.

    Args:
        seconds: Since just before the process was started.
        frame: The window's pixels.
    """

    seconds: float
    frame: Frame


@dataclass(slots=True)
class Running:
    """A subject whose window is up and at rest."""

    subject: Subject
    screen: VirtualScreen
    pid: int
    window: Window
    moments: list[Moment] = field(repr=False)

    def painted(self) -> float:
        """When the last of the sights was complete, in seconds from the start of the process.

        Complete is nearly as much as is there in the end: a half-painted text doesn't count.
        """
        last = self.moments[-1].frame
        return max(
            next(
                moment.seconds
                for moment in self.moments
                if sight(moment.frame) >= _COMPLETE * sight(last)
            )
            for sight in self.subject.sights.values()
        )

    def focus(self) -> None:
        """Give the window the keyboard and wait until it rests."""
        self.screen.focus(self.window)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing in the window changes.

        Raises:
            NotMeasuredError: It goes on changing.
        """
        pixels, area = self.screen.pixels, self.window.area
        changed = started = time.perf_counter()
        seen = pixels.digest(area)
        while (now := time.perf_counter()) - changed < _QUIET_SECONDS / 2:
            if (digest := pixels.digest(area)) != seen:
                seen, changed = digest, now
            if now - started > _SETTLE_LIMIT:
                raise NotMeasuredError(f"{self.subject.name}: the window does not come to rest")
            time.sleep(_LOOK_SECONDS)

    def press(
        self,
        *keys: str,
        area: Area | None = None,
        limit: float = _PRESS_LIMIT,
        quiet: float = _PRESS_QUIET_SECONDS,
    ) -> float | None:
        """Press keys together and wait for what they cause to be over.

        Args:
            keys: Their names, as `VirtualScreen.press` takes them.
            area: The part of the screen to look at; the window's content by default.
            limit: Seconds after which the keys have caused nothing.
            quiet: Seconds without a change after which what they caused is over.

        Returns:
            Seconds from the press to the last changed pixel of the content; None if none changed.
        """
        pixels = self.screen.pixels
        contents = [self.window.area.part(share) for share in self.subject.content]
        areas = contents if area is None else [area]
        seen = [pixels.digest(area) for area in areas]
        changed = None
        started = time.perf_counter()
        self.screen.press(*keys)
        while True:
            digests, now = [pixels.digest(area) for area in areas], time.perf_counter()
            if digests != seen:
                seen, changed = digests, now
            elif changed is None and now - started > limit:
                return None
            elif changed is not None and now - changed > quiet:
                return changed - started
            time.sleep(_LOOK_SECONDS)

    def turn(self, key: str, areas: Sequence[Area]) -> None:
        """Press a key and wait until several parts of the screen have changed because of it.

        Raises:
            NotMeasuredError: One of them doesn't.
        """
        pixels = self.screen.pixels
        before = seen = [pixels.digest(area) for area in areas]
        started = changed = time.perf_counter()
        self.screen.press(key)
        while True:
            digests, now = [pixels.digest(area) for area in areas], time.perf_counter()
            if digests != seen:
                seen, changed = digests, now
            elif now - changed > _TURN_QUIET_SECONDS and all(map(ne, seen, before)):
                return
            elif now - started > _TURN_LIMIT:
                raise NotMeasuredError(f"{self.subject.name}: the key {key} changes nothing")
            time.sleep(_LOOK_SECONDS)


@contextmanager
def running(screen: VirtualScreen, subject: Subject) -> Iterator[Running]:
    """Start a subject as a fresh process without settings, and end it after the block.

    Args:
        screen: Where its window comes up.
        subject: What to start.

    Yields:
        The subject with its window painted and at rest.

    Raises:
        NotMeasuredError: It ended, or did not show what it should.
    """
    with tempfile.TemporaryDirectory(prefix="bench-home-") as home:
        errors = Path(home, "stderr")
        with errors.open("wb") as log:
            started = time.perf_counter()
            process = subprocess.Popen(
                [sys.executable, *subject.command],
                cwd=ROOT,
                env=_environment(screen, home),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        try:
            try:
                window, moments = _watch(screen, subject, process, started)
            except NotMeasuredError as error:
                said = errors.read_text(errors="replace").strip().splitlines()
                last = said[-1].replace(f"{ROOT}{os.sep}", "") if said else "no message"
                raise NotMeasuredError(f"{subject.name}: {error} ({last})") from error
            yield Running(subject, screen, process.pid, window, moments)
        finally:
            _end(process)


def _environment(screen: VirtualScreen, home: str) -> dict[str, str]:
    """The environment of the process: nothing of the user's session or settings reaches it."""
    left_out = ("QT_", "XDG_", "PYTHON", "WAYLAND_", "DBUS_", "LC_")
    kept = {name: text for name, text in os.environ.items() if not name.startswith(left_out)}
    return kept | {
        "DISPLAY": screen.name,
        "HOME": home,
        "LANG": "C.UTF-8",
        "XDG_CONFIG_HOME": home,
        "XDG_RUNTIME_DIR": home,
        # Left unset, libdbus would start a bus of its own that outlives the process.
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    }


def _watch(
    screen: VirtualScreen, subject: Subject, process: subprocess.Popen[bytes], started: float
) -> tuple[Window, list[Moment]]:
    """Keep what the window shows each time that it changes, until all is there and at rest."""
    window = _first_window(screen, process, started, subject.place)
    pixels, area = screen.pixels, window.area
    moments: list[Moment] = []
    seen, changed = None, time.perf_counter()
    while True:
        digest, now = pixels.digest(area), time.perf_counter()
        if digest != seen:
            moments.append(Moment(now - started, pixels.grab(area)))
            seen, changed = digest, now
        elif now - changed > _QUIET_SECONDS:
            last = moments[-1].frame
            missing = [name for name, sight in subject.sights.items() if not sight(last)]
            if not missing:
                break
            if now - started > _START_LIMIT:
                raise NotMeasuredError(f"its window does not show {' and '.join(missing)}")
            _require_alive(process)
            changed = now
        time.sleep(_LOOK_SECONDS)
    _require_alive(process)
    if screen.window(subject.place) != window:
        raise NotMeasuredError("its window moved or changed its size after it came up")
    return window, moments


def _first_window(
    screen: VirtualScreen, process: subprocess.Popen[bytes], started: float, place: Area | None
) -> Window:
    while (window := screen.window(place)) is None:
        _require_alive(process)
        if time.perf_counter() - started > _START_LIMIT:
            raise NotMeasuredError("no window came up")
        time.sleep(_LOOK_SECONDS)
    return window


def _require_alive(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        raise NotMeasuredError("it ended by itself")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(3)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


# ---- the subjects -------------------------------------------------------------------------------

# Parts of the windows, well inside what they name.
_LIST: Final = Share(0.02, 0.20, 0.35, 0.92)
_QUOTE: Final = Share(0.40, 0.19, 0.97, 0.32)
_FIGURES: Final = Share(0.40, 0.50, 0.985, 0.95)
# List and right side without their scroll bars, and without the search field and its caret.
_CONTENT: Final = (Share(0.0, 0.13, 0.36, 1.0), Share(0.385, 0.13, 0.965, 1.0))
_BARE_LIST: Final = Share(0.01, 0.01, 0.35, 0.98)
_BARE_TEXT: Final = Share(0.40, 0.01, 0.98, 0.98)
_BARE_LINE: Final = Share(0.0, 0.0, 1.0, 0.05)


def program(briefing: Path | None = None, *, chart: bool = False) -> Subject:
    """The program.

    Args:
        briefing: What it opens; the bundled briefing by default.
        chart: Whether the chart is waited for, rather than findings and quote.
    """
    name = "the program" if briefing is None else "the program with the large briefing"
    command = ("-m", "briefing_app", *([] if briefing is None else [str(briefing)]))
    sights = (
        {"the chart’s three bars": bars_in(_FIGURES)}
        if chart
        else {"the list’s text": text_in(_LIST), "the quote’s text": text_in(_QUOTE)}
    )
    return Subject(name, command, sights, _CONTENT)


def show(place: Area, briefing: Path, *words: str) -> Subject:
    """The program presenting, from the beginning.

    Args:
        place: What the audience's window takes up.
        briefing: What is presented.
        words: More words of the command.
    """
    command = ("-m", "briefing_app", "present", str(briefing), *words)
    return Subject("the show", command, {"a slide’s text": text_in(WHOLE)}, place=place)


def bare_slide(place: Area, *words: str) -> Subject:
    """The bare window with a plain colour and a number, both of them others after each key.

    Args:
        place: What it takes up.
        words: More words of the command.
    """
    command = (str(FLOORS / "bare_slide.py"), *map(str, place), *words)
    return Subject("the bare slide", command, {"the number": text_in(WHOLE)}, place=place)


def bare_opener(place: Area) -> Subject:
    """A small bare window that opens the bare slide when a key is pressed.

    Args:
        place: What the bare slide will take up.
    """
    command = (str(FLOORS / "bare_slide.py"), *map(str, place), "--after-key")
    return Subject("the bare slide", command, {"the text": text_in(WHOLE)})


def bare_window(size: tuple[int, int], *, line_edit: bool = False) -> Subject:
    """The bare window with a list and a text view.

    Args:
        size: Width and height in pixels.
        line_edit: Whether it has a line edit, with the keyboard, above them.
    """
    command = (str(FLOORS / "bare_window.py"), *map(str, size))
    return Subject(
        "the bare window",
        (*command, "--line-edit") if line_edit else command,
        {"the list’s text": text_in(_BARE_LIST), "the paragraph": text_in(_BARE_TEXT)},
        (_BARE_LINE if line_edit else _BARE_LIST,),
    )


def bare_chart(size: tuple[int, int]) -> Subject:
    """The bare window with three bars drawn by pyqtgraph.

    Args:
        size: Width and height in pixels.
    """
    command = (str(FLOORS / "bare_chart.py"), *map(str, size), *BAR_COLOURS)
    return Subject("the bare chart", command, {"three bars": bars_in(WHOLE)})
