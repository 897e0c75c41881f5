"""The Windows and macOS mechanisms, with fakes of what those systems provide."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from pytestqt.qtbot import QtBot

from briefing_app.gui.os_integration.sleep_mechanisms import (
    Caffeinate,
    Failure,
    ThreadExecutionState,
)

_WATCHED: Final = pytest.mark.skipif(
    sys.platform == "win32", reason="the child is watched as macOS does it"
)
_TIMEOUT_MS: Final = 60_000  # the machine may be slow or busy
_CHILD: Final = """\
import json, os, signal, sys
with open(sys.argv[1] + "~", "w") as file:
    json.dump([os.getpid(), *sys.argv[2:]], file)
os.rename(sys.argv[1] + "~", sys.argv[1])
if not sys.argv[1].endswith("ends"):
    signal.pause()
"""


# ---- Windows -----------------------------------------------------------------------------------


def test_display_and_system_are_required_until_release() -> None:
    states: list[int] = []
    answers: list[Failure | None] = []

    def set_state(state: int) -> int:
        states.append(state)
        return 0x80000000  # the previous state

    mechanism = ThreadExecutionState(set_state)
    mechanism.inhibit("A briefing is presented", answers.append)
    assert states == [0x80000003]
    assert answers == [None]
    mechanism.release()
    assert states == [0x80000003, 0x80000000]


def test_refusal_is_reported() -> None:
    answers: list[Failure | None] = []
    ThreadExecutionState(lambda _: 0).inhibit("A briefing is presented", answers.append)
    assert answers == [Failure.WINDOWS_REFUSED]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has the function")
def test_missing_function_counts_as_refusal() -> None:
    answers: list[Failure | None] = []
    mechanism = ThreadExecutionState()
    mechanism.inhibit("A briefing is presented", answers.append)
    mechanism.release()
    assert answers == [Failure.WINDOWS_REFUSED]


# ---- macOS: a child process that behaves like caffeinate -----------------------------------------


class _Run:
    """A mechanism and the answers that it has reported."""

    def __init__(self, *command: str) -> None:
        self.answers: list[Failure | None] = []
        self.mechanism = Caffeinate(*command)
        self.mechanism.inhibit("A briefing is presented", self.answers.append)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[_Run]:
    """A child that runs until it is killed."""
    run = _Run(sys.executable, "-c", _CHILD, str(tmp_path / "arguments"))
    yield run
    run.mechanism.release()


@_WATCHED
@pytest.mark.usefixtures("qapp")
def test_child_watches_this_process_and_ends_on_release(
    running: _Run, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "arguments"
    qtbot.waitUntil(file.exists, timeout=_TIMEOUT_MS)
    qtbot.waitUntil(lambda: bool(running.answers), timeout=_TIMEOUT_MS)
    assert running.answers == [None]
    child, *arguments = json.loads(file.read_text())
    assert arguments == ["-d", "-i", "-w", str(os.getpid())]
    running.mechanism.release()
    assert running.answers == [None]
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@_WATCHED
@pytest.mark.usefixtures("qapp")
def test_end_of_the_child_is_reported(qtbot: QtBot, tmp_path: Path) -> None:
    run = _Run(sys.executable, "-c", _CHILD, str(tmp_path / "ends"))
    qtbot.waitUntil(lambda: len(run.answers) == 2, timeout=_TIMEOUT_MS)
    assert run.answers == [None, Failure.CAFFEINATE_ENDED]
    run.mechanism.release()


@_WATCHED
@pytest.mark.usefixtures("qapp")
def test_missing_program_is_reported(qtbot: QtBot, tmp_path: Path) -> None:
    run = _Run(str(tmp_path / "none"))
    qtbot.waitUntil(lambda: bool(run.answers), timeout=_TIMEOUT_MS)
    assert run.answers == [Failure.CAFFEINATE_NOT_STARTED]
    run.mechanism.release()
