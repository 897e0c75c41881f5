"""Assigns the available screens to the audience window and the presenter view.

Everything here is a function of values: `ScreenWatcher` takes a `ScreenInfo` of each of Qt's
screens, so that nothing refers to a screen that is gone.
"""

import re
import sys
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from PySide6.QtCore import QRect

from briefing_app.model.text import single_line

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
_MAX_NAME_LENGTH: Final = 40


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


class Situation(Enum):
    """What the screens allow."""

    SEPARATE = auto()
    """The audience sees one screen, the presenter another."""
    SINGLE = auto()
    """There is only one screen."""
    MIRRORED = auto()
    """There are several screens, but all of them show the same."""
    NOTES_HIDDEN = auto()
    """There is another screen, but the notes are shown on it only when S is pressed."""


class Placement(NamedTuple):
    """The screens of the two windows.

    Attributes:
        audience: The screen of the audience window.
        presenter_view: The screen of the presenter view; the same one unless they are separate.
        situation: What the screens allow.
        message: The message for the presenter, in one line.
    """

    audience: ScreenInfo
    presenter_view: ScreenInfo
    situation: Situation
    message: str


class Swap(NamedTuple):
    """Screens that the presenter has swapped.

    Attributes:
        audience: The screen of the audience window.
        presenter_view: The screen of the presenter view.
        known: All screens that there were at the time of the swap.
    """

    audience: ScreenInfo
    presenter_view: ScreenInfo
    known: tuple[ScreenInfo, ...]

    @property
    def placement(self) -> Placement:
        """The placement of the windows."""
        return Placement(
            self.audience, self.presenter_view, Situation.SEPARATE, _audience_message(self.audience)
        )


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


def assign_screens(
    screens: Sequence[ScreenInfo],
    *,
    remembered: str,
    requested: str = "",
    previous: Placement | None = None,
    notes_screens: Sequence[ScreenInfo] = (),
    platform: str = sys.platform,
) -> Placement:
    """Choose the screens of the two windows.

    The audience gets, in this order: the requested screen, the remembered one, one that isn't the
    laptop's own, its previous one, one that isn't the primary one. The presenter gets the laptop's
    own, one that had the notes, or the primary one of the others. A screen whose picture is shown
    elsewhere too is avoided for the notes.

    Args:
        screens: The available screens, in any order.
        remembered: The identity of the audience's last screen, or empty.
        requested: The requested name, model or serial number, in any case, or empty.
        previous: Where the windows are. They don't move to a screen that is no better, as when a
            second projector is plugged in.
        notes_screens: Screens that the presenter put the notes on, with their present geometry.
        platform: The system, for the advice on mirrored screens.

    Raises:
        ValueError: There is no screen.
    """
    if not screens:
        raise ValueError("There is no screen to choose.")
    ordered = sorted(screens, key=_sort_key)
    requested = single_line(requested)
    candidates = _named(ordered, requested) or _remembered(ordered, remembered) or ordered
    pairs = [
        (audience, presenter_view)
        for audience in candidates
        for presenter_view in ordered
        if presenter_view is not audience and not _overlap(audience, presenter_view)
    ]
    if pairs:
        situation = Situation.SEPARATE
        audience, presenter_view = min(
            pairs,
            key=lambda pair: (
                _is_seen_elsewhere(pair[1], ordered),
                _audience_penalty(pair[0], previous, notes_screens),
                _presenter_penalty(pair[1], previous, notes_screens),
            ),
        )
        message = _audience_message(audience)
    else:
        audience = presenter_view = min(
            candidates, key=lambda screen: _audience_penalty(screen, previous, notes_screens)
        )
        if len(ordered) == 1 and not audience.is_duplicated:
            situation = Situation.SINGLE
            message = "Only one screen: press S for slides or notes"
        else:
            situation = Situation.MIRRORED
            message = f"The screens are mirrored: {_how_to_extend(platform)}"
    message = screen_not_found(screens, requested) + message
    return Placement(audience, presenter_view, situation, message)


def screen_not_found(screens: Sequence[ScreenInfo], requested: str) -> str:
    """Return the sentence that says that a requested screen isn't there, or an empty text."""
    ordered = sorted(screens, key=_sort_key)
    requested = single_line(requested)
    if not requested or _named(ordered, requested):
        return ""
    names = ", ".join(screen.readable_name for screen in ordered)
    return f"Screen “{_shortened(requested)}” not found. Available: {names}. "


def update_swap(
    swap: Swap, screens: Sequence[ScreenInfo], latest: Sequence[ScreenInfo]
) -> Swap | None:
    """Return a swap with the present state of its screens, or None if it is over.

    It holds as long as both screens are there and no other screen has begun to show the notes too:
    a screen that is plugged in later never gets them by itself.

    Args:
        swap: What the presenter chose.
        screens: The available screens, in any order.
        latest: The screens that were available before.
    """
    audience = find_again(swap.audience, screens, latest)
    presenter_view = find_again(swap.presenter_view, screens, latest)
    if (
        audience is None
        or presenter_view is None
        or audience is presenter_view
        or _overlap(audience, presenter_view)
    ):
        return None
    also_show_notes = (
        other
        for other in screens
        if other is not presenter_view and _overlap(other, presenter_view)
    )
    if not all(any(is_same(other, known) for known in swap.known) for other in also_show_notes):
        return None
    return swap._replace(audience=audience, presenter_view=presenter_view)


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


def next_audience_screen(screens: Sequence[ScreenInfo], current: ScreenInfo) -> ScreenInfo | None:
    """Return the screen that gets the audience window next, or None.

    The screens take turns in a fixed order. One that shows the same picture is skipped.

    Args:
        screens: The available screens, in any order.
        current: The one that the audience window is on, among them.
    """
    ordered = sorted(screens, key=_sort_key)
    index = ordered.index(current)
    turns = (*ordered[index + 1 :], *ordered[:index])
    return next((screen for screen in turns if not _overlap(screen, current)), None)


def is_same(one: ScreenInfo, other: ScreenInfo) -> bool:
    """Return whether two values describe the same screen, wherever it was and in whatever size."""
    return (one.name, one.model, one.manufacturer, one.serial) == (
        *(other.name, other.model, other.manufacturer),
        other.serial,
    )


def contains_unmoved(screens: Sequence[ScreenInfo], screen: ScreenInfo) -> bool:
    """Return whether a screen is among others, unmoved, and not just another of its kind."""
    return any(not _distance(screen, each) for each in screens)


def _overlap(one: ScreenInfo, other: ScreenInfo) -> bool:
    shared = one.geometry.intersected(other.geometry)
    return shared.width() > _ROUNDING_PX and shared.height() > _ROUNDING_PX


def _audience_message(screen: ScreenInfo) -> str:
    return f"Audience: {screen.label}"


def _is_seen_elsewhere(screen: ScreenInfo, screens: Sequence[ScreenInfo]) -> bool:
    return screen.is_duplicated or any(
        other is not screen and _overlap(screen, other) for other in screens
    )


def _named(screens: Sequence[ScreenInfo], requested: str) -> list[ScreenInfo]:
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


def _remembered(screens: Sequence[ScreenInfo], identity: str) -> list[ScreenInfo]:
    """Return the remembered screen; several if they look alike; none if it isn't there."""
    exact = [screen for screen in screens if identity in screen.identities]
    return exact or [
        screen
        for screen in screens
        if any(identity.startswith(hardware + _PORT) for hardware in screen.hardware_ids)
    ]


def _sort_key(screen: ScreenInfo) -> tuple[object, ...]:
    """Decide between equally good screens, independently of the order in which they came."""
    return (
        *(screen.name, screen.serial, screen.model, screen.manufacturer),
        *(screen.geometry.getRect(), screen.device_pixel_ratio, screen.primary),
    )


def _audience_penalty(
    screen: ScreenInfo, previous: Placement | None, notes_screens: Sequence[ScreenInfo]
) -> tuple[int, ...]:
    """Return how little a screen suits the audience; the smallest value wins."""
    distance = _distance(screen, previous.audience) if previous else 0
    had_notes = contains_unmoved(notes_screens, screen)
    is_internal = screen.is_internal
    return is_internal is True, had_notes, distance, screen.primary, is_internal is None


def _presenter_penalty(
    screen: ScreenInfo, previous: Placement | None, notes_screens: Sequence[ScreenInfo]
) -> tuple[int, ...]:
    """Return how little a screen suits the presenter view; the smallest value wins."""
    distance = _distance(screen, previous.presenter_view) if previous else 0
    had_notes = contains_unmoved(notes_screens, screen)
    is_internal = screen.is_internal
    return (
        *(is_internal is not True, not had_notes, distance),
        *(not screen.primary, is_internal is False),
    )


def _distance(screen: ScreenInfo, previous: ScreenInfo) -> int:
    """Return 0 for the same screen, 1 if it has moved, 2 for another one."""
    if not is_same(screen, previous):
        return 2
    # Two screens of a kind can have the same name: only the geometry distinguishes them.
    return int(screen.geometry != previous.geometry)


def _how_to_extend(platform: str) -> str:
    if platform == "win32":
        return "press Windows+P and choose Extend"
    return "choose Extend or Join in the display settings"


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_NAME_LENGTH else text[: _MAX_NAME_LENGTH - 1] + "…"
