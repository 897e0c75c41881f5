"""That an X server's own screen saver doesn't come on in a show, and may after it.

The server is one in memory of the test's own, whose screen saver is to come on after a second. Who
asks it how that stands is a process of its own, as the server's client at another desk.
"""

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

from briefing_app.gui.os_integration import x11_screensaver
from briefing_app.gui.os_integration.x11_screensaver import X11Saver
from tests.bench.display import VirtualScreen
from tests.bench.errors import MissingPartError
from tests.gui.monitors import environment

_PATIENCE: Final = 60.0  # seconds for anything to come: the machine may be slow or busy
_NO_BUS: Final = "unix:path=/nonexistent/bus"
_HOLDER: Final = """\
import sys
from PySide6.QtGui import QGuiApplication
from briefing_app.gui.os_integration.sleep_inhibitor import KeepAwake
application = QGuiApplication([])
awake = KeepAwake()
assert "libXss" not in open("/proc/self/maps").read()
awake.hold("A briefing is presented")
print(awake.trouble, flush=True)
sys.stdin.readline()
awake.release()
print("released", flush=True)
sys.stdin.readline()
"""
_LOOKER: Final = """\
import ctypes, sys

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
    query(connection, root, ctypes.byref(info))
    print(info.state, info.idle, flush=True)
"""
_AFTER: Final = 1_000
"""Milliseconds without a key after which the screen saver comes on."""


class _Looker:
    """Asks the server how its screen saver stands."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def look(self) -> tuple[bool, int]:
        """Whether the screen saver is on, and the milliseconds since the last key."""
        on, idle = _say(self._process).split()
        return on == "1", int(idle)

    def see_it_come_on(self) -> None:
        """Wait for the screen saver."""
        deadline = time.monotonic() + _PATIENCE
        while not self.look()[0]:
            assert time.monotonic() < deadline, "It doesn't come on."

    def see_it_stay_off(self) -> None:
        """Wait until it should have come on, by the server's own clock; it hasn't."""
        on, begun = self.look()
        idle = begun
        while not on and idle < begun + 2 * _AFTER:
            on, idle = self.look()
        assert not on, f"It came on after {idle} ms."


@pytest.fixture
def server(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The surroundings of a program on an X server of its own, where there is no bus."""
    try:
        x11_screensaver._libraries()
    except OSError:
        pytest.skip("libXss is missing (Debian: libxss1)")
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    try:
        with VirtualScreen(tmp_path) as screen:
            surroundings = environment(screen.name, home)
            yield surroundings | {"DBUS_SYSTEM_BUS_ADDRESS": _NO_BUS}
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


def _said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _say(process: "subprocess.Popen[str]") -> str:
    """Let a process go on, and hear what it says."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    return _said(process)


@pytest.mark.parametrize("killed", [False, True], ids=["released", "killed"])
def test_that_the_screen_saver_stays_off_until_the_end_of_what_holds_it_off(
    server: dict[str, str], *, killed: bool
) -> None:
    with _running(_HOLDER, server) as holder:
        assert _said(holder).startswith("Only the screen saver is held off here, and not sleep")
        with _running(_LOOKER, server) as process:
            assert _said(process) == "ready"
            looker = _Looker(process)
            looker.see_it_stay_off()
            if killed:
                holder.send_signal(signal.SIGKILL)
            else:
                assert _say(holder) == "released"
            looker.see_it_come_on()


def test_that_without_the_library_it_is_told(server: dict[str, str]) -> None:
    missing = (
        "import ctypes\n"
        "class Gone(ctypes.CDLL):\n"
        "    def __init__(self, name):\n"
        "        raise OSError(name)\n"
        "ctypes.CDLL = Gone\n"
    )
    with _running(missing + _HOLDER, server) as holder:
        assert _said(holder) == (
            "The screen saver can’t be held off here: there is no desktop session to ask, and the "
            "library libXss is missing."
        )
        assert _say(holder) == "released"


@pytest.mark.usefixtures("qapp")
def test_that_where_there_is_no_x_server_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland")
    monkeypatch.setattr(x11_screensaver, "_libraries", lambda: pytest.fail("It is loaded."))
    saver = X11Saver()
    saver.hold()
    assert not saver.held
    assert saver.why == ""
    saver.release()
