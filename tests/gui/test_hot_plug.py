"""A show goes on whatever happens to the projector, and nobody but the presenter sees the notes."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtCore import QRect, QSettings

from briefing_app.gui.settings import Settings
from tests.bench.errors import MissingPartError
from tests.gui.monitors import (
    PANEL,
    PANEL_RECT,
    PROJECTOR,
    PROJECTOR_RECT,
    Monitors,
    environment,
    laptop,
)

_MAY_LAST: Final = 20  # seconds
_EVENTS: Final = 100
_SMALLER: Final = QRect(1366, 0, 1280, 720)
_SMALL_PANEL: Final = QRect(0, 0, 1280, 720)
_SECOND: Final = "DP-2"
_SECOND_RECT: Final = QRect(2646, 0, 640, 480)


class _Running:
    """A show in a program of its own, and the monitors that it runs on."""

    def __init__(self, monitors: Monitors, program: "subprocess.Popen[str]", log: Path) -> None:
        self.monitors = monitors
        self.program = program
        self._log = log
        self.place = [0, 0, 0]

    def ask(self, command: str = "state") -> dict[str, Any]:
        """Give a command, and have the answer."""
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        try:
            self.program.stdin.write(f"{command}\n")
            self.program.stdin.flush()
        except OSError:
            pytest.fail(f"The program is gone: {self._log.read_text()}")
        line = self.program.stdout.readline()
        assert line, f"The program is gone: {self._log.read_text()}"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def press(self, key: str) -> None:
        """Press a key, and expect the show to be where that leads."""
        self.place = self.ask(f"press {key}")["place"]

    def until(self, right: Callable[[dict[str, Any]], str]) -> dict[str, Any]:
        """Ask until nothing is wrong, and fail with what is when it takes too long."""
        deadline = time.monotonic() + _MAY_LAST
        while True:
            state = self.ask()
            wrong = self._not_followed(state) or right(state)
            if not wrong:
                return state
            if time.monotonic() > deadline:
                pytest.fail(f"{wrong}: {state}, plugged in: {self.monitors.plugged()}")

    def _not_followed(self, state: dict[str, Any]) -> str:
        plugged = {n: list(m.rect.getRect()) for n, m in self.monitors.plugged().items()}  # type: ignore[call-overload]
        return "" if state["screens"] == plugged else "the program hasn't followed"

    def gone(self, name: str) -> None:
        """Wait until the program has seen a monitor gone."""
        deadline = time.monotonic() + _MAY_LAST
        while name in self.ask()["screens"]:
            assert time.monotonic() < deadline, f"{name} isn't gone"


@contextmanager
def _show(folder: Path, *, projector: bool, slide: int = 0) -> Iterator[_Running]:
    log = folder / "log.txt"
    try:
        with laptop(folder) as (desktop, monitors):
            if projector:
                monitors.plug(PROJECTOR, PROJECTOR_RECT)
            with (
                log.open("ab") as output,
                subprocess.Popen(
                    [sys.executable, "-m", "tests.gui.show_news", folder / "show.ini", str(slide)],
                    env=environment(desktop.name, folder),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=output,
                    text=True,
                ) as program,
            ):
                running = _Running(monitors, program, log)
                running.place = [slide, 0, 0]
                try:
                    yield running
                finally:
                    program.kill()
    except MissingPartError as error:
        pytest.skip(str(error))
    assert not log.read_text(errors="replace")


def _rect(values: list[int]) -> QRect:
    return QRect(*values)


def _apart(screens: list[QRect]) -> bool:
    """Whether there are two that don't show the same."""
    return any(not one.intersects(other) for one, other in combinations(screens, 2))


def _wrong(state: dict[str, Any], running: _Running, *, notes_asked: bool = False) -> str:
    """What is wrong with where the windows stand, or empty."""
    screens = {name: _rect(values) for name, values in state["screens"].items()}
    audience = _rect(state["audience"][0]) if state["audience"] else None
    console = _rect(state["console"][1]) if state["console"] else None
    mirrored = any(one.intersects(other) for one, other in combinations(screens.values(), 2))
    projector = screens.get(PROJECTOR)
    wrong = {
        "the position changed": state["place"] != running.place,
        "no window is shown": audience is None and console is None,
        "the audience's window fills no screen": audience and audience not in screens.values(),
        "the notes are on the audience's screen": audience
        and console
        and console.intersects(audience),
        "the notes are on the projector": projector
        and console
        and not mirrored
        and console.intersects(projector),
        "a window is hidden": _apart(list(screens.values())) and not (audience and console),
        "the notes are shown to everybody": mirrored
        and console
        and not audience
        and not notes_asked,
        "the audience isn't on the projector": projector
        and len(screens) > 1
        and not mirrored
        and audience != projector,
    }
    return next((what for what, holds in wrong.items() if holds), "")


def _settled(running: _Running) -> dict[str, Any]:
    return running.until(lambda state: _wrong(state, running))


# ---- one after the other ------------------------------------------------------------------------


def test_that_the_audience_is_on_the_projector_and_the_notes_are_on_the_laptop(
    tmp_path: Path,
) -> None:
    with _show(tmp_path, projector=True) as running:
        state = _settled(running)
        assert _rect(state["audience"][0]) == PROJECTOR_RECT
        assert PANEL_RECT.contains(_rect(state["console"][0]).center())


def test_that_a_projector_plugged_in_late_gets_the_slides_and_the_laptop_the_notes(
    tmp_path: Path,
) -> None:
    with _show(tmp_path, projector=False, slide=3) as running:
        state = _settled(running)
        assert state["console"] is None
        running.monitors.plug(PROJECTOR, PROJECTOR_RECT)
        assert _rect(_settled(running)["audience"][0]) == PROJECTOR_RECT


def test_that_an_unplugged_projector_hides_the_slides_and_has_them_back_covered_as_they_were(
    tmp_path: Path,
) -> None:
    with _show(tmp_path, projector=True) as running:
        _settled(running)
        running.press("B")
        running.monitors.unplug(PROJECTOR)
        state = running.until(lambda state: "still there" if state["audience"] else "")
        assert state["console"] is not None
        assert state["cover"] == "black"
        running.press("Right")
        running.monitors.plug(PROJECTOR, PROJECTOR_RECT)
        state = _settled(running)
        assert _rect(state["audience"][0]) == PROJECTOR_RECT
        assert state["place"] == [1, 0, 0]


def test_that_the_projector_keeps_the_slides_when_the_laptop_is_closed(tmp_path: Path) -> None:
    with _show(tmp_path, projector=True) as running:
        _settled(running)
        running.monitors.unplug(PANEL)
        running.until(lambda state: "still there" if state["console"] else "")
        assert _rect(_settled(running)["audience"][0]) == PROJECTOR_RECT
        running.press("Right")
        running.monitors.plug(PANEL, PANEL_RECT)
        state = _settled(running)
        assert PANEL_RECT.contains(_rect(state["console"][0]).center())


def test_that_the_slides_fill_a_projector_that_changes_its_resolution(tmp_path: Path) -> None:
    with _show(tmp_path, projector=True) as running:
        _settled(running)
        running.monitors.resize(PROJECTOR, _SMALLER, gone=lambda: running.gone(PROJECTOR))
        assert _rect(_settled(running)["audience"][0]) == _SMALLER


def test_that_mirrored_screens_show_the_notes_only_when_they_are_asked_for(tmp_path: Path) -> None:
    with _show(tmp_path, projector=True) as running:
        _settled(running)
        running.monitors.resize(PROJECTOR, PANEL_RECT, gone=lambda: running.gone(PROJECTOR))
        assert _settled(running)["console"] is None
        running.press("S")
        running.until(
            lambda state: (
                _wrong(state, running, notes_asked=True) or ("" if state["console"] else "no notes")
            )
        )


def test_that_swapped_screens_stay_swapped_when_the_projector_comes_back(tmp_path: Path) -> None:
    with _show(tmp_path, projector=True) as running:
        _settled(running)
        running.press("S")
        on_panel = lambda state: (  # noqa: E731
            "" if state["audience"] and _rect(state["audience"][0]) == PANEL_RECT else "not swapped"
        )
        state = running.until(on_panel)
        assert PROJECTOR_RECT.contains(_rect(state["console"][0]).center())
        running.monitors.unplug(PROJECTOR)
        running.gone(PROJECTOR)
        running.monitors.plug(PROJECTOR, PROJECTOR_RECT)
        running.until(on_panel)


def test_that_a_show_that_is_killed_leaves_where_it_was(tmp_path: Path) -> None:
    with _show(tmp_path, projector=True, slide=2) as running:
        running.press("Right")
        store = tmp_path / "show.ini"
        deadline = time.monotonic() + _MAY_LAST
        while "finding little-understanding" not in store.read_text():
            running.ask()
            assert time.monotonic() < deadline
        os.kill(running.program.pid, signal.SIGKILL)
        running.program.wait(_MAY_LAST)
        record = Settings(QSettings(str(store), QSettings.Format.IniFormat)).show_record
        assert record is not None
        assert record.running
        assert record.key == "finding little-understanding"


# ---- in any order -------------------------------------------------------------------------------


def _events(running: _Running, chance: random.Random) -> Iterator[tuple[str, Callable[[], object]]]:
    """What can happen to the monitors as they are now."""
    monitors = running.monitors
    plugged = monitors.plugged()
    projector = plugged[PROJECTOR].rect if PROJECTOR in plugged else None
    if projector is None:
        room = PROJECTOR_RECT if _SECOND not in plugged else _SMALLER
        yield "plug the projector in", lambda: monitors.plug(PROJECTOR, room)
        if PANEL in plugged:
            yield "mirror", lambda: monitors.plug(PROJECTOR, plugged[PANEL].rect)
    else:
        if len(plugged) > 1:
            yield "unplug the projector", lambda: monitors.unplug(PROJECTOR)
        other = _SMALLER if projector != _SMALLER or _SECOND in plugged else PROJECTOR_RECT
        if other != projector:
            yield (
                "another resolution",
                lambda: monitors.resize(PROJECTOR, other, gone=lambda: running.gone(PROJECTOR)),
            )
    if _SECOND in plugged and len(plugged) > 1:
        yield "unplug the second", lambda: monitors.unplug(_SECOND)
    elif _SECOND not in plugged and (projector is None or projector == _SMALLER):
        yield "plug the second in", lambda: monitors.plug(_SECOND, _SECOND_RECT)
    if PANEL not in plugged:
        yield "open the lid", lambda: monitors.plug(PANEL, PANEL_RECT)
        return
    if len(plugged) > 1:
        yield "close the lid", lambda: monitors.unplug(PANEL)
    if not (projector is not None and projector.intersects(PANEL_RECT)):
        panel = _SMALL_PANEL if plugged[PANEL].rect == PANEL_RECT else PANEL_RECT
        yield "the panel's resolution", lambda: monitors.resize(PANEL, panel)
    name = chance.choice(sorted(plugged))
    yield f"{name} becomes the primary one", lambda: monitors.make_primary(name)


def test_that_a_show_survives_a_hundred_events_in_any_order(tmp_path: Path) -> None:
    seed = random.randrange(10**6)  # noqa: S311, no secret
    chance = random.Random(seed)  # noqa: S311
    told: list[str] = [f"seed {seed}"]
    with _show(tmp_path, projector=True, slide=4) as running:
        _settled(running)
        for _ in range(_EVENTS):
            name, happen = chance.choice(list(_events(running, chance)))
            told.append(name)
            happen()
            try:
                _settled(running)
                if chance.random() < 0.5:
                    running.press(chance.choice(("Right", "Left", "PageDown", "Home", "B", "F")))
            except BaseException:
                print("\n".join(told))
                raise
