"""A slideshow on Wayland, where windows can be given a screen but not a position."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtCore import QRect

from tests.gui.monitors import environment
from tools.bench.display import VirtualScreen
from tools.bench.errors import MissingPartError

_SOCKET: Final = "briefing"
_OUTPUTS: Final = """
[core]
idle-time=0
[output]
name=screen0
mode=1280x720
[output]
name=screen1
mode=1024x768
"""
_FIRST, _SECOND = QRect(0, 0, 1280, 720), QRect(1280, 0, 1024, 768)
_TIMEOUT_S: Final = 20


@contextmanager
def _weston(folder: Path) -> Iterator[dict[str, str]]:
    """Run a compositor with two screens; yield the environment of its programs."""
    if shutil.which("weston") is None:
        pytest.skip("weston is missing (Debian: weston)")
    config = folder / "weston.ini"
    config.write_text(_OUTPUTS, encoding="utf-8")
    folder.chmod(0o700)
    try:
        screen = VirtualScreen(folder, (1280, 800))
    except MissingPartError as error:
        pytest.skip(str(error))
    with screen:
        words = ["--output-count=2", "--use-pixman", f"--config={config}", f"--socket={_SOCKET}"]
        with subprocess.Popen(
            ["weston", "--backend=x11-backend.so", *words],
            env=environment(screen.name, folder),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as compositor:
            try:
                assert compositor.stderr is not None
                for line in compositor.stderr:
                    if "launching" in line and "desktop-shell" in line:
                        break
                else:
                    pytest.skip("weston does not start here.")
                yield environment("", folder) | {
                    "QT_QPA_PLATFORM": "wayland",
                    "WAYLAND_DISPLAY": _SOCKET,
                }
            finally:
                compositor.terminate()


class _Program:
    """A slideshow in a program of its own."""

    def __init__(self, program: "subprocess.Popen[str]") -> None:
        self._program = program

    def ask(self, command: str) -> dict[str, Any]:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(f"{command}\n")
        self._program.stdin.flush()
        line = self._program.stdout.readline()
        assert line, "the program has ended"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def wait_until(self, audience: QRect, presenter_view: QRect, message: str) -> None:
        """Poll until the windows are on these screens and the message is this one."""
        deadline = time.monotonic() + _TIMEOUT_S
        wanted = [list(rect.getRect()) for rect in (audience, presenter_view)]  # type: ignore[call-overload]
        while True:
            state = self.ask("state")
            at = [window and window[0] for window in (state["audience"], state["presenter"])]
            if at == wanted and message in state["texts"]:
                return
            assert time.monotonic() < deadline, (wanted, message, state)


@contextmanager
def _run_slideshow(folder: Path) -> Iterator[_Program]:
    with (
        _weston(folder) as environ,
        subprocess.Popen(
            [sys.executable, "-m", "tests.gui.slideshow_process", folder / "show.json", "2"],
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # Qt reports what the compositor can't do
            text=True,
        ) as program,
    ):
        try:
            yield _Program(program)
        finally:
            program.kill()


def test_windows_fill_two_screens_on_wayland_and_s_swaps_them(
    tmp_path: Path,
) -> None:
    with _run_slideshow(tmp_path) as running:
        running.wait_until(_SECOND, _FIRST, "Audience: screen1 · 1024 × 768")
        running.ask("press S")
        running.wait_until(_FIRST, _SECOND, "Audience: screen0 · 1280 × 720")
        running.ask("press Right")
        running.ask("press S")
        running.wait_until(_SECOND, _FIRST, "Audience: screen1 · 1024 × 768")
        assert running.ask("state")["position"] == [2, 0, 1]
