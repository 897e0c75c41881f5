"""Plugs monitors in and out of an X server in memory.

Xvfb has one output, which represents the laptop's panel. Any other monitor is a part of the desktop
that `xrandr` declares as one. Qt sees all of them as screens and reports each change.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize

from tools.bench.display import VirtualScreen
from tools.bench.errors import MissingPartError

DESKTOP: Final = QSize(3286, 1080)
"""The size of the desktop in pixels: a laptop, and a projector next to it."""
PANEL: Final = "eDP-1"
"""The laptop's own screen. It is always at the top left of the desktop."""
PANEL_RECT: Final = QRect(0, 0, 1366, 768)
PROJECTOR: Final = "HDMI-1"
PROJECTOR_RECT: Final = QRect(1366, 0, 1920, 1080)

_OUTPUT: Final = "screen"  # Xvfb's name
_MONITOR: Final = re.compile(r" *\d+: \+?(\*?)(\S+) (\d+)/\d+x(\d+)/\d+\+(-?\d+)\+(-?\d+)")
_PIXELS_PER_INCH: Final = 96
_SESSION_VARIABLES: Final = ("DBUS_", "DISPLAY", "QT_", "WAYLAND_", "XAUTHORITY", "XDG_")
"""Prefixes of the variables of the user's session, which programs here must not see."""


class Monitor(NamedTuple):
    """A monitor that is plugged in, with the part of the desktop that it shows, in pixels."""

    rect: QRect
    primary: bool


class Monitors:
    """Plugs monitors in and out.

    It keeps no state: any process that knows the display may create one. A call returns when the X
    server is done, which is before Qt reports the change. Qt may see two calls at once, because it
    asks the server for all monitors at each change.

    Args:
        display: The name of the X server's display.
    """

    def __init__(self, display: str) -> None:
        self._display = display

    def plugged(self) -> dict[str, Monitor]:
        """Return the monitors that are plugged in, by name."""
        found = {
            match[2]: (QRect(*(int(match[part]) for part in (5, 6, 3, 4))), bool(match[1]))
            for match in map(_MONITOR.match, self._xrandr("--listactivemonitors").splitlines())
            if match
        }
        # If none is marked as primary, the first one is.
        chosen = next(
            (name for name, (_, marked) in found.items() if marked), next(iter(found), "")
        )
        return {name: Monitor(rect, name == chosen) for name, (rect, _) in found.items()}

    def plug(self, name: str, rect: QRect) -> None:
        """Plug a monitor in.

        If it was unplugged before, a new position or size has an effect only after the program has
        noticed that it was gone: Qt ignores the new geometry of a monitor that it knows.

        Args:
            name: `PANEL`, or any other.
            rect: The part of the desktop that it shows. Two that show the same are mirrored.

        Raises:
            ValueError: It is plugged in already, or the desktop has no such part.
        """
        if name in self.plugged():
            raise ValueError(f"{name} is plugged in already.")
        if name == PANEL:
            self._set_panel(rect)
        else:
            self._xrandr(*_declaration(name, rect, primary=False))

    def unplug(self, name: str) -> None:
        """Unplug a monitor, even the last one, or close the lid.

        Raises:
            KeyError: It isn't plugged in.
        """
        if name not in self.plugged():
            raise KeyError(name)
        if name == PANEL:
            self._xrandr("--fb", _size(DESKTOP), "--output", _OUTPUT, "--off")
        else:
            self._xrandr("--delmonitor", name)

    def resize(self, name: str, rect: QRect, *, gone: Callable[[], object] | None = None) -> None:
        """Change the part of the desktop that a monitor shows.

        The panel is resized in place, and Qt emits ``geometryChanged``. Any other monitor is
        unplugged and plugged in again, as happens when the mode of a projector is changed.

        Args:
            name: The monitor.
            rect: The new part; the panel stays at the top left.
            gone: Returns when the program has noticed that the monitor is gone. Required for all
                monitors except the panel.

        Raises:
            KeyError: It isn't plugged in.
            ValueError: The desktop has no such part, or `gone` is missing.
        """
        monitor = self.plugged()[name]
        if name == PANEL:
            self._set_panel(rect)
            return
        if gone is None:
            raise ValueError(f"{name} can't be resized without `gone`.")
        declaration = _declaration(name, rect, primary=monitor.primary)
        self.unplug(name)
        gone()
        self._xrandr(*declaration)

    def make_primary(self, name: str) -> None:
        """Make a monitor the primary one.

        A fast program may also see another monitor being unplugged and plugged in again.

        Raises:
            KeyError: It isn't plugged in.
        """
        monitors = self.plugged()
        if monitors[name].primary:
            return
        # A monitor is marked when it is declared. The panel, declared first, is the primary one if
        # no other is marked; it can't be declared again, because Xvfb's own would replace it.
        if name == PANEL:
            again = {other: monitor.rect for other, monitor in monitors.items() if monitor.primary}
        else:
            again = {name: monitors[name].rect}
        for other, rect in again.items():
            self._xrandr("--delmonitor", other, *_declaration(other, rect, primary=other == name))

    def _set_panel(self, rect: QRect) -> None:
        if rect.topLeft() != PANEL_RECT.topLeft():
            raise ValueError(f"{PANEL} is always at the top left.")
        _check(rect)
        mode = _size(rect.size())
        known = self._xrandr("--query")
        if f" {mode} " not in known:
            width, height = str(rect.width()), str(rect.height())
            clock = str(rect.width() * rect.height() * 60 / 1e6)
            self._xrandr("--newmode", mode, clock, *([width] * 4), *([height] * 4))
            self._xrandr("--addmode", _OUTPUT, mode)
        self._xrandr("--fb", _size(DESKTOP), "--output", _OUTPUT, "--mode", mode)
        if PANEL not in self.plugged():
            self._xrandr("--setmonitor", PANEL, "auto", _OUTPUT)

    def _xrandr(self, *words: str) -> str:
        return subprocess.run(
            ["xrandr", "--display", self._display, *words],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout


@contextmanager
def laptop(folder: Path) -> Iterator[tuple[VirtualScreen, Monitors]]:
    """Run a desktop with the panel plugged in until the ``with`` block ends.

    Args:
        folder: Where the server keeps its framebuffer.

    Returns:
        The desktop, for its pixels, windows and keys, and its monitors.

    Raises:
        MissingPartError: Xvfb, xrandr or a library is not installed.
    """
    if shutil.which("xrandr") is None:
        raise MissingPartError("xrandr is missing (Debian: x11-xserver-utils)")
    with VirtualScreen(folder, (DESKTOP.width(), DESKTOP.height())) as screen:
        monitors = Monitors(screen.name)
        monitors.plug(PANEL, PANEL_RECT)
        yield screen, monitors


def environment(display: str, home: Path) -> dict[str, str]:
    """Return the environment of a program on the desktop, without the user's own session.

    Args:
        display: The name of the X server's display.
        home: A folder that the program may write to.
    """
    kept = {
        name: text for name, text in os.environ.items() if not name.startswith(_SESSION_VARIABLES)
    }
    return kept | {
        "DISPLAY": display,
        "HOME": str(home),
        "QT_QPA_PLATFORM": "xcb",
        "XDG_RUNTIME_DIR": str(home),
        # If unset, libdbus would start a bus that outlives the process.
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    }


def _declaration(name: str, rect: QRect, *, primary: bool) -> tuple[str, ...]:
    _check(rect)
    width, height = (
        round(length * 25.4 / _PIXELS_PER_INCH) for length in (rect.width(), rect.height())
    )
    place = f"{rect.width()}/{width}x{rect.height()}/{height}+{rect.x()}+{rect.y()}"
    return "--setmonitor", f"*{name}" if primary else name, place, "none"


def _check(rect: QRect) -> None:
    if not QRect(QPoint(0, 0), DESKTOP).contains(rect):
        raise ValueError(f"The desktop has no such part: {rect}.")


def _size(size: QSize) -> str:
    return f"{size.width()}x{size.height()}"
