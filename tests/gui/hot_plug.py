"""A slideshow in a program of its own, while monitors are plugged in and out: what must hold."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QRect

from tests.gui.monitors import (
    PANEL,
    PANEL_RECT,
    PROJECTOR,
    PROJECTOR_RECT,
    Monitor,
    Monitors,
    environment,
    laptop,
)
from tests.gui.slideshow_program import SlideshowProgram, run_program

TIMEOUT_S: Final = 20
SMALLER: Final = QRect(1366, 0, 1280, 720)
_SMALL_PANEL: Final = QRect(0, 0, 1280, 720)
_OTHER: Final = "DP-9"
"""Another projector in place of the first."""
_SECOND: Final = "DP-2"
_SECOND_RECT: Final = QRect(2646, 0, 640, 480)


class PluggedSlideshow:
    """A slideshow in a program of its own, its monitors, and what the presenter has chosen."""

    def __init__(self, monitors: Monitors, program: SlideshowProgram) -> None:
        self.monitors = monitors
        self.program = program.program
        self.ask = program.ask
        self.position = [0, 0, 0]
        self.audience_screen = PROJECTOR  # the audience's screen, as the presenter last chose it
        self.swapped_notes = ""  # the notes' screen while the slides are on the laptop
        self.notes_screens: set[str] = set()  # screens that S put the notes on
        self.has_requested_notes = False  # whether S showed the notes on a shared screen

    def press(self, key: str) -> None:
        """Press a key and expect the position that results."""
        self.position = self.ask(f"press {key}")["position"]

    def swap(self, state: dict[str, Any]) -> None:
        """Press S, twice if it asks for that, and record on which screen the notes are then.

        Args:
            state: The state before.
        """
        screens = _screens(state)
        after = self.ask("press S")
        if after["asked"]:
            for window in ("audience", "presenter"):
                assert after[window] == state[window], "The first S has moved a window."
            after = self.ask("press S")
        if not _has_separate(screens):
            self.has_requested_notes = True
            if len(screens) == 1:  # a screen with the notes is the presenter's
                (only,) = screens
                self.notes_screens.add(only) if after["presenter"] else self.notes_screens.discard(
                    only
                )
            return
        audience, notes = (_name_at(after[window], screens) for window in ("audience", "presenter"))
        if audience == PANEL:
            self.swapped_notes = notes
            return
        self.swapped_notes = ""
        self.notes_screens.add(notes)
        self.notes_screens.discard(audience)
        if state["presenter"]:
            self.audience_screen = audience

    def drop_outdated_choices(self, state: dict[str, Any]) -> None:
        """Drop choices that don't hold with the present monitors."""
        screens = _screens(state)
        self.has_requested_notes = self.has_requested_notes and not _has_separate(screens)
        notes = screens.get(self.swapped_notes)
        if notes is None or len(screens) < 2 or _is_seen_elsewhere(notes, screens):
            self.swapped_notes = ""

    def unplug(self, name: str) -> None:
        """Unplug a monitor.

        When it returns, it gets notes only if S is pressed, unless it is the laptop's own panel.
        """
        self.monitors.unplug(name)
        self.forget_notes(name)

    def reconnect(self, name: str, rect: QRect) -> None:
        """Unplug a monitor, even the last one, and plug it in again."""
        self.unplug(name)
        self.gone(name)
        self.monitors.plug(name, rect)

    def forget_notes(self, name: str) -> None:
        """Forget that S put the notes on a monitor."""
        self.has_requested_notes = False
        self.notes_screens.discard(name)
        if self.swapped_notes == name:
            self.swapped_notes = ""

    def wait_until(self, problem: Callable[[dict[str, Any]], str]) -> dict[str, Any]:
        """Poll until nothing is wrong; fail with what is wrong after the timeout."""
        # Asked once, because only the test plugs monitors in and out.
        plugged = {n: list(m.rect.getRect()) for n, m in self.monitors.plugged().items()}  # type: ignore[call-overload]
        deadline = time.monotonic() + TIMEOUT_S
        while True:
            state = self.ask()
            has_followed = state["screens"] == plugged
            wrong = problem(state) if has_followed else "the program hasn't followed the monitors"
            # The windows may not have followed the screens yet.
            if not wrong and state == self.ask():
                return state
            if time.monotonic() > deadline:
                wrong = wrong or "it never settles"
                raise AssertionError(f"{wrong}: {state}, plugged in: {plugged}")

    def gone(self, name: str) -> None:
        """Wait until the program has noticed that a monitor is gone."""
        deadline = time.monotonic() + TIMEOUT_S
        while name in self.ask()["screens"]:
            assert time.monotonic() < deadline, f"{name} isn't gone"
        self.forget_notes(name)
        self.drop_outdated_choices(self.ask())


@contextmanager
def run_slideshow(folder: Path, *, projector: bool, slide: int = 0) -> Iterator[PluggedSlideshow]:
    """Run a slideshow of the bundled briefing on a laptop until the ``with`` block ends.

    Args:
        folder: Where the program keeps its files.
        projector: Whether a projector is plugged in from the start.
        slide: The index of the first slide.

    Raises:
        AssertionError: The program has printed a warning or an error.
        MissingPartError: Xvfb, xrandr or a library is not installed.
    """
    with laptop(folder) as (desktop, monitors):
        if projector:
            monitors.plug(PROJECTOR, PROJECTOR_RECT)
        with run_program(folder, environment(desktop.name, folder), slide) as program:
            running = PluggedSlideshow(monitors, program)
            running.position = [slide, 0, 0]
            yield running
    assert not (folder / "log.txt").read_text(errors="replace")


def rect_of(values: list[int]) -> QRect:
    return QRect(*values)


def _screens(state: dict[str, Any]) -> dict[str, QRect]:
    return {name: rect_of(values) for name, values in state["screens"].items()}


def _name_at(window: list[list[int]], screens: dict[str, QRect]) -> str:
    """Return the name of the screen that a window is on; empty if it is gone."""
    middle = rect_of(window[0]).center()
    return next((name for name, rect in screens.items() if rect.contains(middle)), "")


def _has_separate(screens: dict[str, QRect]) -> bool:
    """Return whether there are two screens that aren't mirrored."""
    return any(not one.intersects(other) for one, other in combinations(screens.values(), 2))


def _is_seen_elsewhere(screen: QRect, screens: dict[str, QRect]) -> bool:
    return sum(screen.intersects(other) for other in screens.values()) > 1


def _is_partly_mirrored(state: dict[str, Any]) -> bool:
    """Return whether some screens are mirrored and another isn't."""
    screens = _screens(state)
    return _has_separate(screens) and any(
        _is_seen_elsewhere(rect, screens) for rect in screens.values()
    )


def _wrong(state: dict[str, Any], running: PluggedSlideshow) -> str:
    """Return what is wrong with the windows, or an empty text."""
    screens = _screens(state)
    audience = rect_of(state["audience"][0]) if state["audience"] else None
    presenter_view = rect_of(state["presenter"][1]) if state["presenter"] else None
    mirrored = any(one.intersects(other) for one, other in combinations(screens.values(), 2))
    audience_screen = screens.get(running.audience_screen)
    notes = _name_at(state["presenter"], screens) if state["presenter"] else ""
    wrong = {
        "the position changed": state["position"] != running.position,
        "no window is shown": audience is None and presenter_view is None,
        "the audience's window fills no screen": audience and audience not in screens.values(),
        "the notes are on the audience's screen": audience
        and presenter_view
        and presenter_view.intersects(audience),
        "the notes are where the presenter didn't put them": presenter_view
        and not mirrored
        and not running.has_requested_notes
        and notes not in {PANEL, running.swapped_notes, *running.notes_screens},
        "a window is hidden": (_has_separate(screens) and not audience)
        or (PANEL in screens and len(screens) > 1 and not mirrored and not presenter_view),
        "the notes are shown to everybody": mirrored
        and presenter_view
        and not audience
        and not running.has_requested_notes,
        "the audience isn't on its screen": audience_screen
        and len(screens) > 1
        and not mirrored
        and not running.swapped_notes
        and audience != audience_screen,
    }
    return next((what for what, holds in wrong.items() if holds), "")


def settled(running: PluggedSlideshow) -> dict[str, Any]:
    """Wait until everything is right; return the state."""

    def problem(state: dict[str, Any]) -> str:
        running.drop_outdated_choices(state)
        return _wrong(state, running)

    state = running.wait_until(problem)
    if (
        state["presenter"]
        and _name_at(state["presenter"], _screens(state)) != running.swapped_notes
    ):
        running.swapped_notes = ""  # a screen was gone for a moment
    if state["presenter"] and state["audience"] and not running.swapped_notes:
        running.notes_screens.discard(_name_at(state["audience"], _screens(state)))
    return state


_Event = tuple[str, Callable[[], object]]


def _projector_events(
    running: PluggedSlideshow, plugged: dict[str, Monitor], name: str
) -> Iterator[_Event]:
    """Yield the possible events of one of two projectors, at most one of which is plugged in."""
    monitors = running.monitors
    if name not in plugged:
        rect_for_it = PROJECTOR_RECT if _SECOND not in plugged else SMALLER
        yield f"plug {name} in", lambda: monitors.plug(name, rect_for_it)
        if PANEL in plugged:
            yield f"mirror on {name}", lambda: monitors.plug(name, plugged[PANEL].rect)
        return
    if len(plugged) > 1:
        yield f"unplug {name}", lambda: running.unplug(name)
    rect = plugged[name].rect
    yield f"reconnect {name}", lambda: running.reconnect(name, rect)
    other = SMALLER if rect != SMALLER or _SECOND in plugged else PROJECTOR_RECT
    if other != rect:
        yield (
            "another resolution",
            lambda: monitors.resize(name, other, gone=lambda: running.gone(name)),
        )


def _events(running: PluggedSlideshow, chance: random.Random) -> Iterator[_Event]:
    """Yield the possible events of the present monitors."""
    monitors = running.monitors
    plugged = monitors.plugged()
    projectors = [name for name in (PROJECTOR, _OTHER) if name in plugged]
    for name in projectors or (PROJECTOR, _OTHER):
        yield from _projector_events(running, plugged, name)
    projector = plugged[projectors[0]].rect if projectors else None
    if _SECOND in plugged and len(plugged) > 1:
        yield "unplug the second", lambda: running.unplug(_SECOND)
    elif _SECOND not in plugged and (projector is None or projector == SMALLER):
        yield "plug the second in", lambda: monitors.plug(_SECOND, _SECOND_RECT)
    if PANEL not in plugged:
        yield "open the lid", lambda: monitors.plug(PANEL, PANEL_RECT)
        return
    if len(plugged) > 1:
        yield "close the lid", lambda: monitors.unplug(PANEL)
    if not (projector is not None and projector.intersects(PANEL_RECT)):
        panel = _SMALL_PANEL if plugged[PANEL].rect == PANEL_RECT else PANEL_RECT
        yield "the panel's resolution", lambda: monitors.resize(PANEL, panel)
    primary = chance.choice(sorted(plugged))
    yield f"{primary} becomes the primary one", lambda: monitors.make_primary(primary)


_KEYS: Final = (*("Right", "Left", "PageDown", "Home", "B", "F", "D", "T", "L", "Return"),)


def walk(folder: Path, seed: int, count: int) -> None:
    """Plug monitors in and out and press keys, all at random.

    Args:
        folder: Where the program keeps its files.
        seed: Determines what happens.
        count: How many changes of the monitors.

    Raises:
        AssertionError: Something is wrong; the text has the changes until then.
        MissingPartError: Xvfb, xrandr or a library is not installed.
    """
    chance = random.Random(seed)
    events: list[str] = [f"seed {seed}"]
    with run_slideshow(folder, projector=True, slide=4) as running:
        state = settled(running)
        for _ in range(count):
            name, happen = chance.choice(list(_events(running, chance)))
            events.append(name)
            happen()
            try:
                state = settled(running)
                if chance.random() < 0.5:
                    running.press(chance.choice(_KEYS))
                if chance.random() < 0.3 and not _is_partly_mirrored(state):
                    events.append("S")
                    running.swap(state)
                    settled(running)
            except AssertionError as error:
                raise AssertionError("\n".join((*events, str(error)))) from error
