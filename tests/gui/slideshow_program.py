"""Runs `slideshow_process` and sends it commands."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final


class SlideshowProgram:
    """A slideshow in a program of its own.

    Args:
        program: The program.
        log: The file that it writes warnings and errors to.
    """

    def __init__(self, program: "subprocess.Popen[str]", log: Path) -> None:
        self.program = program
        self._log = log

    def ask(self, command: str = "state") -> dict[str, Any]:
        """Run a command and return the answer."""
        assert self.program.stdout is not None
        try:
            self._send(command)
        except OSError as error:
            raise AssertionError(f"The program is gone: {self._log.read_text()}") from error
        line = self.program.stdout.readline()
        assert line, f"The program is gone: {self._log.read_text()}"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end(self) -> None:
        """End the slideshow and the program."""
        self._send("end")
        assert self.program.wait() == 0

    def _send(self, command: str) -> None:
        assert self.program.stdin is not None
        self.program.stdin.write(f"{command}\n")
        self.program.stdin.flush()


_RECTS: Final = ((0, 0, 1366, 768), (1366, 0, 1920, 1080))


def offscreen_platform(folder: Path, names: Sequence[str]) -> str:
    """Return a Qt platform with two fake screens next to each other, or with one of them.

    Args:
        folder: For a file that describes them.
        names: The names of the screens: the laptop's, then the projector's.
    """
    screens = [
        {
            "name": name,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1,
            **dict(zip(("x", "y", "width", "height"), rect, strict=True)),
        }
        for name, rect in zip(names, _RECTS, strict=False)
    ]
    config = {
        "synchronousWindowSystemEvents": False,
        "windowFrameMargins": True,
        "screens": screens,
    }
    path = folder / "screens.json"
    path.write_text(json.dumps(config), encoding="utf-8")
    return f"offscreen:configfile={path}"


@contextmanager
def run_program(
    folder: Path, environ: Mapping[str, str], slide: int, *words: str
) -> Iterator[SlideshowProgram]:
    """Run a slideshow of the bundled briefing until the ``with`` block ends.

    Args:
        folder: For ``show.json``, its settings, ``show.db``, what it saves, and ``log.txt``.
        environ: The environment of the program.
        slide: The index of the first slide.
        words: Further arguments of the program.
    """
    log = folder / "log.txt"
    arguments = [str(folder / "show.json"), str(slide), *words]
    with (
        log.open("ab") as output,
        subprocess.Popen(
            [sys.executable, "-m", "tests.gui.slideshow_process", *arguments],
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            text=True,
        ) as program,
    ):
        try:
            yield SlideshowProgram(program, log)
        finally:
            program.kill()
