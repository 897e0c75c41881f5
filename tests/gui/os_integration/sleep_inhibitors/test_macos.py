"""The macOS mechanism, with a child process that behaves like caffeinate."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from pytestqt.qtbot import QtBot

from briefing_app.gui.os_integration.sleep_inhibitors.macos import Caffeinate
from briefing_app.gui.os_integration.sleep_inhibitors.mechanism import Failure

pytestmark = pytest.mark.skipif(
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


@pytest.mark.usefixtures("qapp")
def test_end_of_the_child_is_reported(qtbot: QtBot, tmp_path: Path) -> None:
    run = _Run(sys.executable, "-c", _CHILD, str(tmp_path / "ends"))
    qtbot.waitUntil(lambda: len(run.answers) == 2, timeout=_TIMEOUT_MS)
    assert run.answers == [None, Failure.CAFFEINATE_ENDED]
    run.mechanism.release()


@pytest.mark.usefixtures("qapp")
def test_missing_program_is_reported(qtbot: QtBot, tmp_path: Path) -> None:
    run = _Run(str(tmp_path / "none"))
    qtbot.waitUntil(lambda: bool(run.answers), timeout=_TIMEOUT_MS)
    assert run.answers == [Failure.CAFFEINATE_NOT_STARTED]
    run.mechanism.release()
