"""News of screens that come and go, and the values that `screen_assignment` chooses from."""

import sys
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QScreen

from briefing_app.gui.os_integration.windows_displays import Output
from briefing_app.gui.slideshow.screen_assignment import ScreenInfo, is_same


class ScreenWatcher(QObject):
    """Tells of screens that come, go, move or become the primary one.

    Args:
        application: Whose screens; it also owns the watcher.
    """

    changed = Signal()
    """Once after all that changed together, and not before there is a screen again."""

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._outputs: Mapping[tuple[int, int], Output] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._tell)
        application.screenAdded.connect(self._add)
        application.screenRemoved.connect(self._remove)
        application.primaryScreenChanged.connect(self._note)
        for screen in application.screens():
            self._listen(screen)

    def screens(self) -> list[ScreenInfo]:
        """Those that are there now; for a moment, that may be none."""
        return [self.info(screen) for screen in QGuiApplication.screens()]

    def info(self, screen: QScreen) -> ScreenInfo:
        """What there is to know of one that is there."""
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

    def look_again(self) -> None:
        """Tell of what Qt doesn't: on Windows, a monitor that comes to show the same as another.

        That costs a question to the system there, and elsewhere nothing.
        """
        known = self._outputs
        if known is not None and known != (outputs := _system_outputs()):
            self._outputs = outputs
            self._soon.start()

    def screen(self, info: ScreenInfo) -> QScreen | None:
        """The screen that a value was taken of, if it is there; not to be kept.

        It may have moved, changed its size or become the primary one in the meantime.
        """
        there = [(self.info(screen), screen) for screen in QGuiApplication.screens()]
        same = [(now, screen) for now, screen in there if is_same(now, info)]
        # Two of a kind can have the same name: where they stand tells which is which.
        same.sort(key=lambda pair: (pair[0] != info, pair[0].geometry != info.geometry))
        return same[0][1] if same else None

    def _add(self, screen: QScreen) -> None:
        self._listen(screen)
        self._note()

    def _remove(self, screen: QScreen) -> None:
        for signal in _signals(screen):
            signal.disconnect(self._note)
        self._note()

    def _listen(self, screen: QScreen) -> None:
        for signal in _signals(screen):
            signal.connect(self._note)

    def _note(self) -> None:
        self._outputs = None
        self._soon.start()

    def _tell(self) -> None:
        if QGuiApplication.screens():
            self.changed.emit()


def _system_outputs(platform: str = sys.platform) -> Mapping[tuple[int, int], Output]:
    """What the system knows; elsewhere than on Windows, the screens' names tell."""
    if platform != "win32":
        return {}
    from briefing_app.gui.os_integration.windows_displays import outputs  # noqa: PLC0415, only where it is of use

    return outputs()


def _signals(screen: QScreen) -> Iterator[SignalInstance]:
    """What tells that geometry, pixel ratio or mode changed; the ratio has no signal of its own."""
    yield screen.geometryChanged
    yield screen.logicalDotsPerInchChanged
    yield screen.physicalDotsPerInchChanged
    yield screen.refreshRateChanged


def _cleaned(text: str) -> str:
    """Without the zeros, line ends and spaces that screens fill their names up with."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
