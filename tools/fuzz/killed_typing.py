"""Killing the program while a user types a note, and what is in the file afterwards."""

import random
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Final, NamedTuple

from briefing_app.database.personal.notes_table import Notes
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.personal.notebook import AUTOSAVE_DELAY_MS
from tools.fuzz.typing_process import ALPHABET

KILLS: Final = 200
MAX_LOSS_MS: Final = 250
"""A crash loses at most what was typed in this time."""
_ROOT: Final = Path(__file__).resolve().parents[2]
_MAX_TYPING_S: Final = 1.5
_TOLERANCE_S: Final = 0.05  # until a busy machine runs a timer that is due


class Outcome(NamedTuple):
    """What is left after a kill.

    Args:
        typed: How many characters were typed.
        kept: How many of them are in the file.
        lost_seconds: For how long the first character that was lost had been in the field.
        longest_save: The seconds that the longest save took; it may be the one that was killed.
        problem: What is wrong with the file or the text; empty if nothing is.
    """

    typed: int
    kept: int
    lost_seconds: float
    longest_save: float
    problem: str

    @property
    def is_late(self) -> bool:
        """Whether more was lost than is promised, although this machine is not too slow for it."""
        possible = AUTOSAVE_DELAY_MS / 1000 + self.longest_save + _TOLERANCE_S
        return self.lost_seconds > max(MAX_LOSS_MS / 1000, possible)


def kill_while_typing(seed: int, *, is_saved_first: bool = False) -> Outcome:
    """Let a program type a note, kill it, and look at what it has saved.

    Args:
        seed: Determines when it is killed.
        is_saved_first: Whether that is after something was saved.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "personal.db"
        seconds = random.Random(seed).uniform(0, _MAX_TYPING_S)
        lines, killed = _run_until_killed(path, seconds, "saved" if is_saved_first else "typed")
        return _outcome(path, lines, killed)


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


def _outcome(path: Path, lines: list[list[str]], killed: float) -> Outcome:
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
    problem = ""
    if path.exists() and store.fetch("PRAGMA integrity_check") != [("ok",)]:
        problem = "the file is damaged"
    elif text != "".join(islice(cycle(ALPHABET), len(text))):
        problem = f"the text is another one: {text!r}"
    elif len(text) < max((length for length, _ in saves), default=0):
        problem = "what was saved is not there"
    lost = [at for length, at in typed.items() if length > len(text)]
    return Outcome(
        len(typed),
        len(text),
        max(0.0, killed - min(lost)) if lost else 0.0,
        max(durations, default=0.0),
        problem,
    )
