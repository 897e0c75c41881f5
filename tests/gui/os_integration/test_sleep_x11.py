"""The X11 mechanism keeps the X server's screen saver off until release.

The server is one in memory, whose screen saver comes on after a second. Another process, a second
client of the server, asks it whether the screen saver is on.
"""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtGui import QGuiApplication

from briefing_app.gui.os_integration.sleep_mechanisms import has_x_server
from tests.gui.monitors import environment
from tools.bench.display import VirtualScreen
from tools.bench.errors import MissingPartError

_TIMEOUT_S: Final = 60.0  # the machine may be slow or busy
_NO_BUS: Final = "unix:path=/nonexistent/bus"
_INHIBITING_PROGRAM: Final = """\
import sys
from PySide6.QtGui import QGuiApplication
from briefing_app.gui.os_integration.sleep import SleepInhibitor
application = QGuiApplication([])
inhibitor = SleepInhibitor()
assert "libXss" not in open("/proc/self/maps").read()
inhibitor.inhibit("A briefing is presented")
print(inhibitor.warning, flush=True)
sys.stdin.readline()
inhibitor.release()
print("released", flush=True)
sys.stdin.readline()
"""
_QUERYING_PROGRAM: Final = """\
import ctypes, sys, time

class Info(ctypes.Structure):
    _fields_ = [
        ("window", ctypes.c_ulong), ("state", ctypes.c_int), ("kind", ctypes.c_int),
        ("til_or_since", ctypes.c_ulong), ("idle", ctypes.c_ulong), ("mask", ctypes.c_ulong),
    ]

xlib, extension = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
xlib.XOpenDisplay.restype = ctypes.c_void_p
xlib.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
xlib.XDefaultRootWindow.restype = ctypes.c_ulong
xlib.XSetScreenSaver.argtypes = [ctypes.c_void_p] + [ctypes.c_int] * 4
xlib.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
query = extension.XScreenSaverQueryInfo
query.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.POINTER(Info)]
connection, info = xlib.XOpenDisplay(None), Info()
root = xlib.XDefaultRootWindow(connection)
xlib.XSetScreenSaver(connection, 1, 1, 1, 1)
xlib.XSync(connection, 0)
print("ready", flush=True)
for _ in sys.stdin:
    time.sleep(0.02)  # whoever asks again and again doesn't keep the server busy
    query(connection, root, ctypes.byref(info))
    print(info.state, info.idle, flush=True)
"""
_SCREEN_SAVER_DELAY_MS: Final = 1_000


class _ScreenSaver:
    """Asks the server about its screen saver."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def query(self) -> tuple[bool, int]:
        """Return whether the screen saver is on, and the milliseconds without input."""
        is_on, idle_ms = _continue(self._process).split()
        return is_on == "1", int(idle_ms)

    def wait_until_on(self) -> None:
        """Wait for the screen saver to come on."""
        deadline = time.monotonic() + _TIMEOUT_S
        while not self.query()[0]:
            assert time.monotonic() < deadline, "The screen saver doesn't come on."

    def assert_stays_off(self) -> None:
        """Wait twice its delay, by the server's own clock, and check that it is still off."""
        is_on, start_ms = self.query()
        idle_ms = start_ms
        while not is_on and idle_ms < start_ms + 2 * _SCREEN_SAVER_DELAY_MS:
            is_on, idle_ms = self.query()
        assert not is_on, f"The screen saver came on after {idle_ms} ms."


@pytest.fixture
def server(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a program on an X server of its own, without a message bus."""
    try:
        ctypes.CDLL("libXss.so.1")
    except OSError:
        pytest.skip("libXss is missing (Debian: libxss1)")
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    try:
        with VirtualScreen(tmp_path) as screen:
            yield environment(screen.name, home) | {"DBUS_SYSTEM_BUS_ADDRESS": _NO_BUS}
    except MissingPartError as error:
        pytest.skip(str(error))


@contextmanager
def _running(script: str, env: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-c", script],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _read_line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _continue(process: "subprocess.Popen[str]") -> str:
    """Let a process continue, and return the line that it prints."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    return _read_line(process)


@pytest.mark.parametrize("killed", [False, True], ids=["released", "killed"])
def test_screen_saver_stays_off_until_release_or_death(
    server: dict[str, str], *, killed: bool
) -> None:
    with _running(_INHIBITING_PROGRAM, server) as program:
        assert _read_line(program).startswith("This computer may go to sleep")
        with _running(_QUERYING_PROGRAM, server) as process:
            assert _read_line(process) == "ready"
            screen_saver = _ScreenSaver(process)
            screen_saver.assert_stays_off()
            if killed:
                program.send_signal(signal.SIGKILL)
            else:
                assert _continue(program) == "released"
            screen_saver.wait_until_on()


def test_missing_library_causes_a_warning(server: dict[str, str]) -> None:
    missing = (
        "import ctypes\n"
        "class Missing(ctypes.CDLL):\n"
        "    def __init__(self, name):\n"
        "        raise OSError(name)\n"
        "ctypes.CDLL = Missing\n"
    )
    with _running(missing + _INHIBITING_PROGRAM, server) as program:
        assert _read_line(program) == (
            "This computer may go to sleep: the library libXss is not installed and there is no "
            "desktop session. Turn off sleep and the screen saver in the system settings."
        )
        assert _continue(program) == "released"


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("platform", ["wayland", "offscreen"])
def test_other_windowing_systems_have_no_x_server(
    monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: platform)
    assert not has_x_server()
