"""Killing the program while a user types a note, and what is in the file afterwards."""

import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from briefing_app.database.personal.notes_table import Notes
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.personal.notebook import AUTOSAVE_DELAY_MS
from tools.fuzz.typing_process import ALPHABET

_KILLS: Final = 200
_MAX_LOSS_MS: Final = 250
"""A kill loses at most what was typed in this time."""
_ROOT: Final = Path(__file__).resolve().parents[2]
_MAX_TYPING_S: Final = 1.5
_TOLERANCE_S: Final = 0.05  # until a busy machine runs a timer that is due


class Outcome(NamedTuple):
    """What is left after a kill.

    Args:
        kept: How many characters are in the file.
        lost_seconds: For how long the first character that was lost had been in the field.
        longest_save: The seconds that the longest save took; it may be the one that was killed.
    """

    kept: int
    lost_seconds: float
    longest_save: float


@pytest.mark.parametrize("number", range(_KILLS))
def test_kill_while_typing_loses_at_most_the_last_moment(tmp_path: Path, number: int) -> None:
    """Kill the program at one of many moments after the first key."""
    outcome = kill_while_typing(tmp_path / "personal.db", _MAX_TYPING_S * number / _KILLS)
    # A machine that saves slowly can't keep the promise.
    possible = AUTOSAVE_DELAY_MS / 1000 + outcome.longest_save + _TOLERANCE_S
    assert outcome.lost_seconds <= max(_MAX_LOSS_MS / 1000, possible)


def kill_while_typing(path: Path, seconds: float, *, first: str = "typed") -> Outcome:
    """Let a program type a note, kill it, and check that what it has saved is there.

    Args:
        path: The file for notes.
        seconds: When it is killed, after it has printed a certain line.
        first: How that line starts.
    """
    lines, killed = _run_until_killed(path, seconds, first)
    typed = {int(length): float(at) for what, length, at in lines if what == "typed"}
    saves = [(int(length), float(took)) for what, length, took in lines if what == "saved"]
    begun = [float(at) for what, _, at in lines if what == "saving"]
    durations = [took for _, took in saves]
    if len(begun) > len(saves):
        durations.append(killed - begun[-1])
    store = PersonalStore(path)
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        texts = [each.note.text for each in Notes(store).of_briefing(briefing.report.key) or ()]
    text = "".join(texts)
    assert not path.exists() or store.fetch("PRAGMA integrity_check") == [("ok",)]
    assert text == "".join(islice(cycle(ALPHABET), len(text)))
    assert len(text) >= max((length for length, _ in saves), default=0)
    lost = [at for length, at in typed.items() if length > len(text)]
    return Outcome(
        len(text),
        max(0.0, killed - min(lost)) if lost else 0.0,
        max(durations, default=0.0),
    )


def _run_until_killed(path: Path, seconds: float, first: str) -> tuple[list[list[str]], float]:
    with subprocess.Popen(
        [sys.executable, "-m", "tools.fuzz.typing_process", str(path)],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        lines: list[str] = []
        for line in process.stdout:
            lines.append(line)
            if line.startswith(first):
                break
        else:
            raise RuntimeError("The program ended before it was killed.")
        time.sleep(seconds)
        killed = time.monotonic()
        process.kill()
        lines += process.stdout.readlines()
    return [line.split() for line in lines if line.endswith("\n")], killed
