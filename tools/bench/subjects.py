"""The measured processes: the program and the bare windows, observed on a virtual screen."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from briefing_app.layout.palette import LIGHT
from tools.bench.display import VirtualScreen, Window
from tools.bench.errors import NotMeasuredError
from tools.bench.pixels import WHOLE_WINDOW, Area, Frame, RelativeArea, bar_sizes, count_dark_pixels

ROOT: Final = Path(__file__).resolve().parents[2]
FLOORS: Final = Path(__file__).resolve().parent / "floors"
BAR_COLOURS: Final = (LIGHT.accent, LIGHT.quiet_bar)

_POLL_SECONDS: Final = 0.0005  # between reads of the screen: the program needs the cores
_QUIET_SECONDS: Final = 0.6  # without a change: the start is complete
_START_LIMIT_SECONDS: Final = 60.0
_PRESS_QUIET_SECONDS: Final = 0.25  # without a change: the reaction is complete
_PRESS_LIMIT_SECONDS: Final = 0.6  # without any change: there is no reaction
_SETTLE_LIMIT_SECONDS: Final = 10.0
_MIN_TEXT_PIXELS: Final = 200  # a line of small text has more
_COMPLETE_FRACTION: Final = 0.95  # of the final number of pixels

Detector = Callable[[Frame], int]
"""Counts the pixels of the expected content in a frame; 0 if it is not visible."""


def text_detector(part: RelativeArea) -> Detector:
    """Return a detector of text in a part of the window."""

    def count(frame: Frame) -> int:
        dark = count_dark_pixels(frame, part)
        return dark if dark >= _MIN_TEXT_PIXELS else 0

    return count


def bar_detector(part: RelativeArea) -> Detector:
    """Return a detector of three bars in a part of the window."""

    def count(frame: Frame) -> int:
        found = bar_sizes(frame, part, BAR_COLOURS)
        return sum(found) if len(found) == 3 else 0

    return count


@dataclass(frozen=True, slots=True)
class Subject:
    """A process to measure and the expected content of its window.

    Args:
        name: Its name in error messages.
        command: The program and its arguments.
        detectors: The content that the window must show to count as painted, by name.
        content: The parts of the window that are observed after a key press.
        place: The area of the observed window; by default, the largest window is observed.
    """

    name: str
    command: tuple[str, ...]
    detectors: dict[str, Detector]
    content: tuple[RelativeArea, ...] = (WHOLE_WINDOW,)
    place: Area | None = None


@dataclass(frozen=True, slots=True)
class TimedFrame:
    """The window's pixels after a change.

    Args:
        seconds: The time since just before the process was started.
        frame: The window's pixels.
    """

    seconds: float
    frame: Frame


@dataclass(slots=True)
class RunningSubject:
    """A subject whose window is open and no longer changes; its home folder is removed later."""

    subject: Subject
    screen: VirtualScreen
    home: Path
    pid: int
    window: Window
    frames: list[TimedFrame] = field(repr=False)

    def painted_seconds(self) -> float:
        """Return the seconds from the start of the process until all expected content was painted.

        Content counts as painted when it has nearly all of its final pixels.
        """
        last = self.frames[-1].frame
        return max(
            next(
                timed.seconds
                for timed in self.frames
                if detector(timed.frame) >= _COMPLETE_FRACTION * detector(last)
            )
            for detector in self.subject.detectors.values()
        )

    def focus(self) -> None:
        """Give the window the keyboard focus and wait until it stops changing."""
        self.screen.focus(self.window)
        self.settle()

    def settle(self) -> None:
        """Wait until the window stops changing.

        Raises:
            NotMeasuredError: It keeps changing.
        """
        pixels, area = self.screen.pixels, self.window.area
        changed = started = time.perf_counter()
        seen = pixels.digest(area)
        while (now := time.perf_counter()) - changed < _QUIET_SECONDS / 2:
            if (digest := pixels.digest(area)) != seen:
                seen, changed = digest, now
            if now - started > _SETTLE_LIMIT_SECONDS:
                raise NotMeasuredError(f"{self.subject.name}: the window keeps changing")
            time.sleep(_POLL_SECONDS)

    def press(
        self,
        *keys: str,
        area: Area | None = None,
        limit: float = _PRESS_LIMIT_SECONDS,
        quiet: float = _PRESS_QUIET_SECONDS,
    ) -> float | None:
        """Press keys together and wait until the reaction is complete.

        Args:
            keys: Their X keysym names, as for `VirtualScreen.press`.
            area: The observed area of the screen; the window's content by default.
            limit: Seconds without any change after which there is no reaction.
            quiet: Seconds without a change after which the reaction is complete.

        Returns:
            Seconds from the key press to the last change; None if nothing changed.
        """
        pixels = self.screen.pixels
        contents = [self.window.area.part(part) for part in self.subject.content]
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
            time.sleep(_POLL_SECONDS)


@contextmanager
def running(screen: VirtualScreen, subject: Subject) -> Iterator[RunningSubject]:
    """Start a subject as a new process without settings, and stop it after the block.

    Args:
        screen: The screen for its window.
        subject: What to start.

    Yields:
        The subject when its window is painted and no longer changes.

    Raises:
        NotMeasuredError: The process ended or didn't show the expected content.
    """
    with tempfile.TemporaryDirectory(prefix="bench-home-") as home:
        errors = Path(home, "stderr")
        with errors.open("wb") as log:
            started = time.perf_counter()
            process = subprocess.Popen(
                subject.command,
                cwd=ROOT,
                env=_environment(screen, home),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        try:
            try:
                window, frames = _watch(screen, subject, process, started)
            except NotMeasuredError as error:
                output = errors.read_text(errors="replace").strip().splitlines()
                last = output[-1].replace(f"{ROOT}{os.sep}", "") if output else "no message"
                raise NotMeasuredError(f"{subject.name}: {error} ({last})") from error
            yield RunningSubject(subject, screen, Path(home), process.pid, window, frames)
        finally:
            _stop(process)


def _environment(screen: VirtualScreen, home: str) -> dict[str, str]:
    """Return an environment without the user's session and settings."""
    excluded = ("QT_", "XDG_", "PYTHON", "WAYLAND_", "DBUS_", "LC_")
    kept = {name: text for name, text in os.environ.items() if not name.startswith(excluded)}
    return kept | {
        "DISPLAY": screen.name,
        "HOME": home,
        "LANG": "C.UTF-8",
        "XDG_CONFIG_HOME": home,
        "XDG_RUNTIME_DIR": home,
        # If this was unset, libdbus would start its own bus, which outlives the process.
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    }


def _watch(
    screen: VirtualScreen, subject: Subject, process: subprocess.Popen[bytes], started: float
) -> tuple[Window, list[TimedFrame]]:
    """Record the window at each change until the expected content is shown and nothing changes."""
    window = _first_window(screen, process, started, subject.place)
    pixels, area = screen.pixels, window.area
    frames: list[TimedFrame] = []
    seen, changed = None, time.perf_counter()
    while True:
        digest, now = pixels.digest(area), time.perf_counter()
        if digest != seen:
            frames.append(TimedFrame(now - started, pixels.grab(area)))
            seen, changed = digest, now
        elif now - changed > _QUIET_SECONDS:
            last = frames[-1].frame
            missing = [name for name, detector in subject.detectors.items() if not detector(last)]
            if not missing:
                break
            if now - started > _START_LIMIT_SECONDS:
                raise NotMeasuredError(f"its window does not show {' and '.join(missing)}")
            _require_alive(process)
            changed = now
        time.sleep(_POLL_SECONDS)
    _require_alive(process)
    if screen.window(subject.place) != window:
        raise NotMeasuredError("its window moved or changed its size after it was shown")
    return window, frames


def _first_window(
    screen: VirtualScreen, process: subprocess.Popen[bytes], started: float, place: Area | None
) -> Window:
    while (window := screen.window(place)) is None:
        _require_alive(process)
        if time.perf_counter() - started > _START_LIMIT_SECONDS:
            raise NotMeasuredError("no window was shown")
        time.sleep(_POLL_SECONDS)
    return window


def _require_alive(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        raise NotMeasuredError("the process ended unexpectedly")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(3)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


# ---- the subjects -------------------------------------------------------------------------------

# Parts of the windows, with a margin to the edges of the named pane.
_LIST: Final = RelativeArea(0.02, 0.20, 0.35, 0.92)
_QUOTE: Final = RelativeArea(0.40, 0.19, 0.97, 0.32)
_FIGURES: Final = RelativeArea(0.40, 0.50, 0.985, 0.95)
# The list and the right side, without scroll bars and without the search field with its cursor.
_CONTENT: Final = (RelativeArea(0.0, 0.13, 0.36, 1.0), RelativeArea(0.385, 0.13, 0.965, 1.0))
_BARE_LIST: Final = RelativeArea(0.01, 0.01, 0.35, 0.98)
_BARE_TEXT: Final = RelativeArea(0.40, 0.01, 0.98, 0.98)
_BARE_LINE: Final = RelativeArea(0.0, 0.0, 1.0, 0.05)
_PROGRAM: Final = (sys.executable, "-m", "briefing_app")


def program(*, chart: bool = False) -> Subject:
    """Return the program with its main window.

    Args:
        chart: Whether the chart is expected instead of the findings and the quote.
    """
    detectors = (
        {"the chart’s three bars": bar_detector(_FIGURES)}
        if chart
        else {"the list’s text": text_detector(_LIST), "the quote’s text": text_detector(_QUOTE)}
    )
    return Subject("the program", _PROGRAM, detectors, _CONTENT)


def slideshow(place: Area, briefing: Path) -> Subject:
    """Return a slideshow that the program starts from the command line.

    Args:
        place: The area of the audience window.
        briefing: The file to present.
    """
    command = (*_PROGRAM, "present", str(briefing))
    return Subject(
        "the slideshow", command, {"a slide’s text": text_detector(WHOLE_WINDOW)}, place=place
    )


def bare_slide(place: Area, texts: Path | None = None) -> Subject:
    """Return the bare window with a plain colour and a text, which change at each key press.

    Args:
        place: The area of the window.
        texts: A JSON file with the texts; by default, numbers are shown.
    """
    command = (sys.executable, str(FLOORS / "bare_slide.py"), *map(str, place))
    return Subject(
        "the bare slide",
        command if texts is None else (*command, "--texts", str(texts)),
        {"the text": text_detector(WHOLE_WINDOW)},
        place=place,
    )


def bare_window(size: tuple[int, int], *, line_edit: bool = False) -> Subject:
    """Return the bare window with a list and a text view.

    Args:
        size: Width and height in pixels.
        line_edit: Whether it has a focused line edit above them.
    """
    command = (sys.executable, str(FLOORS / "bare_window.py"), *map(str, size))
    return Subject(
        "the bare window",
        (*command, "--line-edit") if line_edit else command,
        {"the list’s text": text_detector(_BARE_LIST), "the paragraph": text_detector(_BARE_TEXT)},
        (_BARE_LINE if line_edit else _BARE_LIST,),
    )
