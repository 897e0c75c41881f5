"""A slideshow on Wayland, where windows can be given a screen but not a position."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QRect

from tests.gui.monitors import environment
from tests.gui.slideshow_program import SlideshowProgram, run_program
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


def _wait_until(
    running: SlideshowProgram, audience: QRect, presenter_view: QRect, message: str
) -> None:
    """Poll until the windows are on these screens and the message is this one."""
    deadline = time.monotonic() + _TIMEOUT_S
    wanted = [list(rect.getRect()) for rect in (audience, presenter_view)]  # type: ignore[call-overload]
    while True:
        state = running.ask()
        at = [window and window[0] for window in (state["audience"], state["presenter"])]
        if at == wanted and message in state["texts"]:
            return
        assert time.monotonic() < deadline, (wanted, message, state)


def test_windows_fill_two_screens_on_wayland_and_s_swaps_them(
    tmp_path: Path,
) -> None:
    with _weston(tmp_path) as environ, run_program(tmp_path, environ, 2) as running:
        _wait_until(running, _SECOND, _FIRST, "Audience: screen1 · 1024 × 768")
        for _ in range(2):  # the projector would show the notes
            running.ask("press S")
        _wait_until(running, _FIRST, _SECOND, "Audience: screen0 · 1280 × 720")
        running.ask("press Right")
        running.ask("press S")
        _wait_until(running, _SECOND, _FIRST, "Audience: screen1 · 1024 × 768")
        assert running.ask()["position"] == [2, 0, 1]
