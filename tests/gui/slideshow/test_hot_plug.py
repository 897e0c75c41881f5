"""A slideshow in a program of its own, while monitors are plugged in and out."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtCore import QRect

from briefing_app.database.personal.store import PersonalStore
from tests.gui.hot_plug import (
    SMALLER,
    TIMEOUT_S,
    PluggedSlideshow,
    rect_of,
    run_slideshow,
    settled,
    walk,
)
from tests.gui.monitors import PANEL, PANEL_RECT, PROJECTOR, PROJECTOR_RECT
from tests.gui.slideshows import last_record, last_session
from tools.bench.errors import MissingPartError

_SEED: Final = 259580
_EVENTS: Final = 35  # `make fuzz` walks on


@contextmanager
def _run_slideshow(folder: Path, *, projector: bool, slide: int = 0) -> Iterator[PluggedSlideshow]:
    """Run a slideshow of the bundled briefing, or skip the test without Xvfb."""
    try:
        with run_slideshow(folder, projector=projector, slide=slide) as running:
            yield running
    except MissingPartError as error:
        pytest.skip(str(error))


def _assert_notes_on_the_laptop(state: dict[str, Any], slides: QRect) -> None:
    """Assert that the slides fill a projector, and that the notes are on the laptop."""
    assert rect_of(state["audience"][0]) == slides
    assert PANEL_RECT.contains(rect_of(state["presenter"][0]).center())


def test_late_projector_gets_the_slides_and_keeps_them(tmp_path: Path) -> None:
    with _run_slideshow(tmp_path, projector=False) as running:
        assert settled(running)["presenter"] is None
        running.monitors.plug(PROJECTOR, PROJECTOR_RECT)
        _assert_notes_on_the_laptop(settled(running), PROJECTOR_RECT)
        running.press("B")
        running.monitors.unplug(PROJECTOR)
        state = running.wait_until(lambda state: "still there" if state["audience"] else "")
        assert state["presenter"] is not None
        assert state["black"]
        running.press("Right")
        running.monitors.plug(PROJECTOR, PROJECTOR_RECT)
        state = settled(running)
        _assert_notes_on_the_laptop(state, PROJECTOR_RECT)
        assert state["position"] == [1, 0, 0]
        running.monitors.resize(PROJECTOR, SMALLER, gone=lambda: running.gone(PROJECTOR))
        _assert_notes_on_the_laptop(settled(running), SMALLER)


def test_projector_beside_a_closed_lid_shows_notes_only_after_s(tmp_path: Path) -> None:
    with _run_slideshow(tmp_path, projector=True) as running:
        settled(running)
        running.unplug(PANEL)
        running.wait_until(lambda state: "still there" if state["presenter"] else "")
        assert rect_of(settled(running)["audience"][0]) == PROJECTOR_RECT
        running.press("Right")
        running.monitors.plug(PANEL, PANEL_RECT)
        _assert_notes_on_the_laptop(settled(running), PROJECTOR_RECT)
        running.unplug(PANEL)
        running.wait_until(lambda state: "still there" if state["presenter"] else "")
        running.swap(settled(running))
        assert settled(running)["audience"] is None
        running.reconnect(PROJECTOR, PROJECTOR_RECT)
        state = settled(running)
        assert state["presenter"] is None
        assert rect_of(state["audience"][0]) == PROJECTOR_RECT


def test_killed_slideshow_leaves_its_position(tmp_path: Path) -> None:
    with _run_slideshow(tmp_path, projector=True, slide=2) as running:
        running.press("Right")  # the second part of a long quote
        running.press("Right")
        store = PersonalStore(tmp_path / "show.db")
        deadline = time.monotonic() + TIMEOUT_S
        while (
            last := last_session(store)
        ) is None or last.record.key != "finding little-understanding":
            running.ask()
            assert time.monotonic() < deadline
        os.kill(running.program.pid, signal.SIGKILL)
        running.program.wait(TIMEOUT_S)
        record = last_record(store)
        assert record.running
        assert record.key == "finding little-understanding"


def test_slideshow_survives_random_events(tmp_path: Path) -> None:
    try:
        walk(tmp_path, _SEED, _EVENTS)
    except MissingPartError as error:
        pytest.skip(str(error))
