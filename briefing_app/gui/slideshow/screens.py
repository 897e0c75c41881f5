"""The screens: what is known of each, how they are recognised, and watching them."""

import logging
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QRect, QTimer, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QScreen

from briefing_app.gui.os_integration import windows_displays
from briefing_app.model.text import single_line

logger = logging.getLogger(__name__)

_INTERNAL_NAME: Final = r"(?i)(edp|lvds|dsi)(?![a-z])|built-?in|internal|integrated|colou?r lcd"
_EXTERNAL_NAME: Final = r"(?i)(hdmi|dp|displayport|dvi|vga|usb-?c)(?![a-z])"
"""Beginnings of the names of a laptop's internal screen, and of screens on a cable."""
_WINDOWS_DEVICE: Final = r"(?i)\\\\\.\\DISPLAY(\d+)"
_X_DISPLAY: Final = r":\d+(\.\d+)?"
"""How Qt names its placeholder when there is no screen left."""
_DUPLICATE_SEPARATOR: Final = "|"
"""What Qt puts between the names of screens that Windows duplicates."""
_PORT: Final = " @ "
_ROUNDING_PX: Final = 2  # neighbouring screens may overlap by rounded coordinates


class ScreenInfo(NamedTuple):
    r"""The properties of a screen at one moment.

    Attributes:
        name: The system's name: ``HDMI-1``, ``EPSON PJ``, ``\\.\DISPLAY2``.
        model: From the screen itself, like the manufacturer and serial number; may be empty.
        geometry: In device-independent pixels of the desktop.
        device_pixel_ratio: Physical pixels for each of these, along a row.
        primary: Whether it is the primary screen.
        built_in: Whether the system reports it as built into the computer; None if unknown.
        monitors: How many monitors show it, as far as the system says. Mirrored monitors can look
            like a single screen.
    """

    name: str
    model: str
    manufacturer: str
    serial: str
    geometry: QRect
    device_pixel_ratio: float
    primary: bool
    built_in: bool | None = None
    monitors: int = 1

    @property
    def identity(self) -> str:
        """What to remember the screen by: its serial number, model or name; or empty.

        Serial number and model are combined with the name, because manufacturers give the same
        serial number to many screens, or none.
        """
        return next(iter(self.identities), "")

    @property
    def identities(self) -> tuple[str, ...]:
        """Everything that the screen could be remembered by, the most specific first."""
        known = [f"{hardware}{_PORT}{self.name}" for hardware in self.hardware_ids]
        return (*known, f"name:{self.name}") if self.name else tuple(known)

    @property
    def hardware_ids(self) -> tuple[str, ...]:
        """Serial number and model without the name, which depends on the port."""
        serial = self.serial if self.serial.strip("0") else ""  # zeros mean "none"
        kinds = {"serial": serial, "model": self.model}
        return tuple(f"{kind}:{value}" for kind, value in kinds.items() if value)

    @property
    def is_internal(self) -> bool | None:
        """Whether it is the laptop's own screen; None if it is unknown."""
        if self.is_duplicated:
            return None
        if self.built_in is not None:
            return self.built_in
        if re.match(_INTERNAL_NAME, self.name):
            return True
        return False if re.match(_EXTERNAL_NAME, self.name) else None

    @property
    def may_be_internal(self) -> bool:
        """Whether it is the laptop's own screen, or the primary one and nothing else is known."""
        return self.primary if self.is_internal is None else self.is_internal

    @property
    def is_duplicated(self) -> bool:
        """Whether several monitors show the same picture as this screen."""
        is_joint = _DUPLICATE_SEPARATOR in self.name and _DUPLICATE_SEPARATOR in self.manufacturer
        return self.monitors > 1 or is_joint

    @property
    def readable_name(self) -> str:
        """The name to show to users; never empty."""
        name = self.name
        if self.is_duplicated:
            name = " + ".join(part for part in name.split(_DUPLICATE_SEPARATOR) if part)
        elif device := re.fullmatch(_WINDOWS_DEVICE, name):
            name = f"Display {device[1]}"
        elif re.fullmatch(_X_DISPLAY, name):
            name = ""
        return name or self.model or self.manufacturer or "Screen"

    @property
    def label(self) -> str:
        """The name and the size in physical pixels."""
        width, height = (
            round(length * self.device_pixel_ratio)
            for length in (self.geometry.width(), self.geometry.height())
        )
        return f"{self.readable_name} · {width} × {height}"


def audience_choices(screens: Sequence[ScreenInfo], remembered: str) -> dict[str, str]:
    """Return the screens to choose for the audience: their identities and labels.

    The first one is no particular screen. The remembered one is there even if it isn't connected;
    the laptop's own isn't.
    """
    choices = {"": "Chosen by the program"}
    for screen in screens:
        if remembered in screen.identities:
            choices[remembered] = screen.label
        elif not screen.may_be_internal and screen.identity:
            choices[screen.identity] = screen.label
    name = remembered.rpartition(_PORT)[2].removeprefix("name:")
    return {**choices, remembered: choices.get(remembered, f"{name} (not connected)")}


def find_again(
    wanted: ScreenInfo, screens: Sequence[ScreenInfo], latest: Sequence[ScreenInfo]
) -> ScreenInfo | None:
    """Find a screen that may have moved, but never another of its kind that was next to it.

    Args:
        wanted: The screen as it was last seen.
        screens: The available screens.
        latest: The screens that were available before.
    """
    same = [screen for screen in screens if is_same(screen, wanted)]
    unmoved = next((screen for screen in same if screen.geometry == wanted.geometry), None)
    if unmoved is not None:
        return unmoved
    occupied = [screen.geometry for screen in latest if is_same(screen, wanted)]
    return next((screen for screen in same if screen.geometry not in occupied), None)


def is_same(one: ScreenInfo, other: ScreenInfo) -> bool:
    """Return whether two values describe the same screen, wherever it was and in whatever size."""
    return (one.name, one.model, one.manufacturer, one.serial) == (
        *(other.name, other.model, other.manufacturer),
        other.serial,
    )


def contains_unmoved(screens: Sequence[ScreenInfo], screen: ScreenInfo) -> bool:
    """Return whether a screen is among others, unmoved, and not just another of its kind."""
    return any(not distance_between(screen, each) for each in screens)


def overlap(one: ScreenInfo, other: ScreenInfo) -> bool:
    """Return whether two screens show a part of the same picture."""
    shared = one.geometry.intersected(other.geometry)
    return shared.width() > _ROUNDING_PX and shared.height() > _ROUNDING_PX


def distance_between(screen: ScreenInfo, previous: ScreenInfo) -> int:
    """Return 0 for the same screen, 1 if it has moved, 2 for another one."""
    if not is_same(screen, previous):
        return 2
    # Two screens of a kind can have the same name: only the geometry distinguishes them.
    return int(screen.geometry != previous.geometry)


def in_fixed_order(screens: Iterable[ScreenInfo]) -> list[ScreenInfo]:
    """Return screens in an order that doesn't depend on the one in which they come."""
    return sorted(screens, key=_sort_key)


def _sort_key(screen: ScreenInfo) -> tuple[object, ...]:
    return (
        *(screen.name, screen.serial, screen.model, screen.manufacturer),
        *(screen.geometry.getRect(), screen.device_pixel_ratio, screen.primary),
    )


def named_screens(screens: Sequence[ScreenInfo], requested: str) -> list[ScreenInfo]:
    """Return the screens with a requested name, model or serial number."""
    wanted = requested.casefold()
    return [
        screen
        for screen in screens
        if wanted
        and wanted
        in {
            text.casefold()
            for text in (screen.name, screen.readable_name, screen.model, screen.serial)
        }
    ]


def remembered_screens(screens: Sequence[ScreenInfo], identity: str) -> list[ScreenInfo]:
    """Return the remembered screen; several if they look alike; none if it isn't there."""
    exact = [screen for screen in screens if identity in screen.identities]
    return exact or [
        screen
        for screen in screens
        if any(identity.startswith(hardware + _PORT) for hardware in screen.hardware_ids)
    ]


def next_audience_screen(screens: Sequence[ScreenInfo], current: ScreenInfo) -> ScreenInfo | None:
    """Return the screen that gets the audience window next, or None.

    The screens take turns in a fixed order. One that shows the same picture is skipped.

    Args:
        screens: The available screens, in any order.
        current: The one that the audience window is on, among them.
    """
    ordered = in_fixed_order(screens)
    index = ordered.index(current)
    turns = (*ordered[index + 1 :], *ordered[:index])
    return next((screen for screen in turns if not overlap(screen, current)), None)


def is_seen_elsewhere(screen: ScreenInfo, screens: Sequence[ScreenInfo]) -> bool:
    """Return whether the picture of a screen, or a part of it, is on another one too."""
    return screen.is_duplicated or any(
        other is not screen and overlap(screen, other) for other in screens
    )


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
