"""Watches Qt's screens and describes them as `ScreenInfo` values."""

import logging
import sys
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QScreen

from briefing_app.gui.os_integration import windows_displays
from briefing_app.gui.slideshow.screens.assignment import ScreenInfo, is_same
from briefing_app.model.text import single_line

logger = logging.getLogger(__name__)

_Outputs = Mapping[tuple[int, int], "windows_displays.Output"]


class ScreenWatcher(QObject):
    """Reports screens that are plugged in or out, move or become the primary screen.

    Args:
        application: The application, which also owns the watcher.
    """

    changed = Signal()
    """Emitted once after simultaneous changes, and only while there is a screen."""
    removed = Signal(ScreenInfo)
    """Emitted before `changed` for each screen that was disconnected, even if it has returned."""

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._outputs: _Outputs | None = None
        self._added: dict[QScreen, ScreenInfo] = {}  # as they were when they were connected
        self._emit_soon = QTimer(self)
        self._emit_soon.setSingleShot(True)
        self._emit_soon.setInterval(0)
        self._emit_soon.timeout.connect(self._emit_changed)
        application.screenAdded.connect(self._add)
        application.screenRemoved.connect(self._remove)
        application.primaryScreenChanged.connect(self._note_change)
        for screen in application.screens():
            self._listen(screen)
        self._outputs = None  # they may change before the first slideshow

    def screens(self) -> list[ScreenInfo]:
        """Return the available screens; for a moment, there may be none."""
        return [self.info(screen) for screen in QGuiApplication.screens()]

    def info(self, screen: QScreen) -> ScreenInfo:
        """Return the properties of an available screen."""
        if self._outputs is None:
            self._outputs = _system_outputs()
        # In pixels of the desktop, whatever the ratio of the screen.
        corner = screen.geometry().topLeft()
        output = self._outputs.get((corner.x(), corner.y()))
        return ScreenInfo(
            name=_cleaned(screen.name()),
            model=_cleaned(screen.model()),
            manufacturer=_cleaned(screen.manufacturer()),
            serial=_cleaned(screen.serialNumber()),
            geometry=screen.geometry(),
            device_pixel_ratio=screen.devicePixelRatio(),
            primary=screen == QGuiApplication.primaryScreen(),
            built_in=output.built_in if output else None,
            monitors=output.monitors if output else 1,
        )

    def check_outputs(self) -> None:
        """Look for changes that Qt doesn't report: on Windows, a monitor that mirrors another.

        Costs a system call on Windows and nothing elsewhere.
        """
        known = self._outputs
        if known is not None and known != (outputs := _system_outputs()):
            self._outputs = outputs
            self._emit_soon.start()

    def screen(self, info: ScreenInfo) -> QScreen | None:
        """Return Qt's screen of a value, or None if it is gone. Don't keep the result.

        The screen may have moved, changed its size or become the primary one in the meantime.
        """
        available = [(self.info(screen), screen) for screen in QGuiApplication.screens()]
        same = [(now, screen) for now, screen in available if is_same(now, info)]
        # Two screens of a kind can have the same name: only the geometry distinguishes them.
        same.sort(key=lambda pair: (pair[0] != info, pair[0].geometry != info.geometry))
        return same[0][1] if same else None

    def _add(self, screen: QScreen) -> None:
        self._outputs = None
        self._listen(screen)
        self._note_change()

    def _remove(self, screen: QScreen) -> None:
        info = self._added.pop(screen, None)
        if info is None:  # it was removed before
            return
        for signal in _change_signals(screen):
            signal.disconnect(self._note_change)
        # On X11, Qt keeps the last screen under another name until a screen is connected.
        self.removed.emit(info)
        self._note_change()

    def _listen(self, screen: QScreen) -> None:
        self._added[screen] = self.info(screen)
        for signal in _change_signals(screen):
            signal.connect(self._note_change)

    def _note_change(self) -> None:
        self._outputs = None
        self._emit_soon.start()

    def _emit_changed(self) -> None:
        screens = QGuiApplication.screens()
        sizes = [f"{screen.size().width()} × {screen.size().height()}" for screen in screens]
        logger.info("Screens changed: %s", ", ".join(sizes) or "none")
        if screens:
            self.changed.emit()


def _system_outputs() -> _Outputs:
    """Return what Windows knows of its outputs. Elsewhere the screens' names are enough."""
    if sys.platform == "win32":
        return windows_displays.windows_outputs()
    return {}


def _change_signals(screen: QScreen) -> Iterator[SignalInstance]:
    """Yield the signals for changes of geometry, pixel ratio and mode; the ratio has none."""
    yield screen.geometryChanged
    yield screen.logicalDotsPerInchChanged
    yield screen.physicalDotsPerInchChanged
    yield screen.refreshRateChanged


def _cleaned(text: str) -> str:
    """Remove the zeros, line ends and spaces that screens pad their names with."""
    return single_line("".join(c if c.isprintable() else " " for c in text))
