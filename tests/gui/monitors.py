"""Monitors that come and go on a screen in memory, as on a laptop that is carried to a projector.

Xvfb has one output, which is made the laptop's own panel; any other monitor is a part of the
desktop that `xrandr` declares to be one. Qt sees all of them as screens and tells of each change.
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

from tests.bench.display import VirtualScreen
from tests.bench.errors import MissingPartError

DESKTOP: Final = QSize(3286, 1080)
"""The desktop that the monitors show parts of, in pixels: a laptop and a projector beside it."""
PANEL: Final = "eDP-1"
"""The laptop's own screen. It is always at the desktop's corner."""
PANEL_RECT: Final = QRect(0, 0, 1366, 768)
PROJECTOR: Final = "HDMI-1"
PROJECTOR_RECT: Final = QRect(1366, 0, 1920, 1080)

_OUTPUT: Final = "screen"  # Xvfb's name of its only one
_MONITOR: Final = re.compile(r" *\d+: \+?(\*?)(\S+) (\d+)/\d+x(\d+)/\d+\+(-?\d+)\+(-?\d+)")
_PER_INCH: Final = 96
_OF_THE_SESSION: Final = ("DBUS_", "DISPLAY", "QT_", "WAYLAND_", "XAUTHORITY", "XDG_")
"""How the names begin of what a program here must not know of the user's own session."""


class Monitor(NamedTuple):
    """A monitor that is plugged in, and the part of the desktop that it shows, in pixels."""

    rect: QRect
    primary: bool


class Monitors:
    """Plugs monitors in and out.

    It remembers nothing: any process that knows the display may make one of its own, also the
    program that is tried. A call returns as soon as the X server has done it, which is before the
    program has heard of it. Qt asks the server for all monitors at each news, so it may see two
    calls at once.

    Args:
        display: The name of the X server's display.
    """

    def __init__(self, display: str) -> None:
        self._display = display

    def plugged(self) -> dict[str, Monitor]:
        """The monitors that there are, by name."""
        found = {
            match[2]: (QRect(*(int(match[part]) for part in (5, 6, 3, 4))), bool(match[1]))
            for match in map(_MONITOR.match, self._xrandr("--listactivemonitors").splitlines())
            if match
        }
        # Where none is marked, the first one is it.
        chosen = next(
            (name for name, (_, marked) in found.items() if marked), next(iter(found), "")
        )
        return {name: Monitor(rect, name == chosen) for name, (rect, _) in found.items()}

    def plug(self, name: str, rect: QRect, *, primary: bool = False) -> None:
        """Plug a monitor in.

        A name that was unplugged before may come back elsewhere or in another size only after the
        program has seen it gone: of a monitor that was there before and is there now, Qt takes no
        new geometry.

        Args:
            name: `PANEL`, or any other.
            rect: The part of the desktop that it shows; two that show the same are mirrored.
            primary: Whether it becomes the primary one in the same moment; not for the panel.

        Raises:
            ValueError: It is plugged in, or that can't be shown.
        """
        if name in self.plugged():
            raise ValueError(f"{name} is plugged in already.")
        if name == PANEL:
            if primary:
                raise ValueError(f"{PANEL} is made the primary one when it is there.")
            self._set_panel(rect)
        else:
            self._xrandr(*_declaration(name, rect, primary=primary))

    def unplug(self, name: str) -> None:
        """Pull the plug of a monitor, or close the lid; also of the last one.

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
        """Let a monitor show another part of the desktop.

        The panel changes its size in place: Qt emits ``geometryChanged``. Any other goes away and
        comes back, as a projector does when its mode is changed.

        Args:
            name: Which one.
            rect: The new part; the panel's stays at the corner.
            gone: Returns when the program has seen the monitor gone; needed but for the panel.

        Raises:
            KeyError: It isn't plugged in.
            ValueError: The desktop hasn't got that, or nobody waits for the program.
        """
        monitor = self.plugged()[name]
        if name == PANEL:
            self._set_panel(rect)
            return
        if gone is None:
            raise ValueError(f"{name} can't be resized unless the program sees it gone.")
        declaration = _declaration(name, rect, primary=monitor.primary)
        self.unplug(name)
        gone()
        self._xrandr(*declaration)

    def make_primary(self, name: str) -> None:
        """Make a monitor the primary one.

        The program sees just that; or, where it is quick, one of the others go and come back first.

        Raises:
            KeyError: It isn't plugged in.
        """
        monitors = self.plugged()
        if monitors[name].primary:
            return
        # A monitor is marked when it is declared, and the panel, the first one declared, is the
        # primary one where no other is marked: taken away, it would leave Xvfb's own in its place.
        if name == PANEL:
            again = {other: monitor.rect for other, monitor in monitors.items() if monitor.primary}
        else:
            again = {name: monitors[name].rect}
        for other, rect in again.items():
            self._xrandr("--delmonitor", other, *_declaration(other, rect, primary=other == name))

    def _set_panel(self, rect: QRect) -> None:
        if rect.topLeft() != PANEL_RECT.topLeft():
            raise ValueError(f"{PANEL} is at the desktop's corner.")
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
    """A desktop of its own, with the panel plugged in, as long as the ``with`` block lasts.

    Args:
        folder: Where the server may keep its framebuffer.

    Returns:
        The desktop, for its pixels, windows and keys, and what plugs monitors into it.

    Raises:
        MissingPartError: Xvfb, xrandr or a library is not installed.
    """
    if shutil.which("xrandr") is None:
        raise MissingPartError(
            "xrandr is not installed. On Debian and Ubuntu: sudo apt-get install x11-xserver-utils"
        )
    with VirtualScreen(folder, (DESKTOP.width(), DESKTOP.height())) as screen:
        monitors = Monitors(screen.name)
        monitors.plug(PANEL, PANEL_RECT)
        yield screen, monitors


def environment(display: str, home: Path) -> dict[str, str]:
    """What a program on that desktop is told: nothing of the user's own session and settings.

    Args:
        display: The name of the X server's display.
        home: A folder in which it may write.
    """
    kept = {name: text for name, text in os.environ.items() if not name.startswith(_OF_THE_SESSION)}
    return kept | {
        "DISPLAY": display,
        "HOME": str(home),
        "QT_QPA_PLATFORM": "xcb",
        "XDG_RUNTIME_DIR": str(home),
        # Left unset, libdbus would start a bus of its own that outlives the process.
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    }


def _declaration(name: str, rect: QRect, *, primary: bool) -> tuple[str, ...]:
    _check(rect)
    width, height = (round(length * 25.4 / _PER_INCH) for length in (rect.width(), rect.height()))
    place = f"{rect.width()}/{width}x{rect.height()}/{height}+{rect.x()}+{rect.y()}"
    return "--setmonitor", f"*{name}" if primary else name, place, "none"


def _check(rect: QRect) -> None:
    if not QRect(QPoint(0, 0), DESKTOP).contains(rect):
        raise ValueError(f"The desktop has no such part: {rect}.")


def _size(size: QSize) -> str:
    return f"{size.width()}x{size.height()}"
