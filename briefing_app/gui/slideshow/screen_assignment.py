"""Which screen the audience’s window goes to, of those that there are.

`choose` knows nothing of Qt’s own screens: it is a function of values, which
`screen_watcher` takes of them. So a screen that is gone is never held on to.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, NamedTuple

from PySide6.QtCore import QRect

_OWN: Final = re.compile(r"(?i)(edp|lvds|dsi)(?![a-z])|built-?in|internal|integrated|colou?r lcd")
_EXTERNAL: Final = re.compile(r"(?i)(hdmi|dp|displayport|dvi|vga|usb-?c)(?![a-z])")
"""How the names begin of what is built into a laptop, and of what a cable leads to."""
_WINDOWS_DEVICE: Final = re.compile(r"(?i)\\\\\.\\DISPLAY(\d+)")
_X_DISPLAY: Final = re.compile(r":\d+(\.\d+)?")
"""What Qt calls the placeholder that stands for the last screen when that is gone."""
_JOINT: Final = "|"
"""What Qt puts between the names of the screens that Windows shows the same picture on."""
_PORT: Final = " @ "
_ROUNDING: Final = 2  # pixels that neighbours may overlap by, their places being rounded
_LONGEST_NAME: Final = 40  # characters of what was asked for that a bar has room for


@dataclass(frozen=True, slots=True)
class ScreenInfo:
    r"""A screen, as it was when it was looked at.

    Attributes:
        name: What the system calls it: ``HDMI-1``, ``EPSON PJ``, ``\\.\DISPLAY2``.
        model: From the screen itself, as are the next two; each may be empty.
        geometry: In device-independent pixels of the desktop.
        device_pixel_ratio: How many of its own pixels one of these takes, in a row.
        built_in: Whether the system knows it to be built into the computer; None where it doesn’t
            tell.
        monitors: How many show it, as far as the system tells; mirrored ones can look like one.
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
        """What to remember it by: its serial, else its model, else its name; or empty.

        The first two go with the name as well, since makers give many screens the same serial or
        none: of two that are alike, the one with the remembered name is meant.
        """
        return next(iter(self.identities), "")

    @property
    def identities(self) -> tuple[str, ...]:
        """All that it could be remembered by, the surest first."""
        kept = [f"{hardware}{_PORT}{self.name}" for hardware in self.hardware]
        return (*kept, f"name:{self.name}") if self.name else tuple(kept)

    @property
    def hardware(self) -> tuple[str, ...]:
        """The same without its name, which changes when it is plugged in elsewhere."""
        serial = self.serial if self.serial.strip("0") else ""  # zeros stand for “none”
        kinds = {"serial": serial, "model": self.model}
        return tuple(f"{kind}:{value}" for kind, value in kinds.items() if value)

    @property
    def own(self) -> bool | None:
        """Whether it is the laptop’s own; None where neither the system nor the name tells."""
        if self.doubled:
            return None
        if self.built_in is not None:
            return self.built_in
        if _OWN.match(self.name):
            return True
        return False if _EXTERNAL.match(self.name) else None

    @property
    def maybe_own(self) -> bool:
        """Whether it is the laptop’s own, or may be: the primary one, of which no name tells."""
        return self.primary if self.own is None else self.own

    @property
    def doubled(self) -> bool:
        """Whether it stands for several screens that Windows shows the same picture on."""
        return self.monitors > 1 or (_JOINT in self.name and _JOINT in self.manufacturer)

    @property
    def readable_name(self) -> str:
        """Its name for people; never empty."""
        name = self.name
        if self.doubled:
            name = " + ".join(part for part in name.split(_JOINT) if part)
        elif device := _WINDOWS_DEVICE.fullmatch(name):
            name = f"Display {device[1]}"
        elif _X_DISPLAY.fullmatch(name):
            name = ""
        return name or self.model or self.manufacturer or "Screen"

    @property
    def label(self) -> str:
        """Its name and its size in pixels of its own."""
        width, height = (
            round(length * self.device_pixel_ratio)
            for length in (self.geometry.width(), self.geometry.height())
        )
        return f"{self.readable_name} · {width} × {height}"


class Situation(Enum):
    """What the screens allow."""

    TWO = auto()
    """The audience sees one screen, the presenter another."""
    SINGLE = auto()
    """There is one screen for both."""
    MIRRORED = auto()
    """There are several, but the audience sees whatever the presenter sees."""
    WAITING = auto()
    """There is another one, but the notes go there only when they are asked for."""


class Placement(NamedTuple):
    """Where the two windows go.

    Attributes:
        audience: The screen for the audience’s window.
        console: The screen for the presenter’s; the same one unless the situation is TWO.
        sentence: What to tell the presenter of it, in a line without a full stop at its end.
    """

    audience: ScreenInfo
    presenter_view: ScreenInfo
    situation: Situation
    sentence: str


class Swap(NamedTuple):
    """Screens that the presenter gave to the two windows.

    Attributes:
        audience: The audience’s.
        console: The presenter’s.
        among: All that there were when it was given.
        latest: All that there were when they were last looked at.
    """

    audience: ScreenInfo
    presenter_view: ScreenInfo
    among: tuple[ScreenInfo, ...]
    latest: tuple[ScreenInfo, ...]

    @property
    def placement(self) -> Placement:
        """Where it puts the windows."""
        return Placement(
            self.audience, self.presenter_view, Situation.TWO, _of_audience(self.audience)
        )


def choose(
    screens: Sequence[ScreenInfo],
    *,
    remembered: str,
    asked: str = "",
    before: Placement | None = None,
    for_notes: Sequence[ScreenInfo] = (),
    platform: str = sys.platform,
) -> Placement:
    """Choose the screens for the two windows.

    The audience gets the screen that was asked for; else the remembered one; else one that is not
    the laptop’s own; else the one that it had; else one that is not the primary one. The presenter
    gets the laptop’s own, else the one with the notes, else the primary one of the others. Where
    screens overlap, the presenter’s is rather one that nobody sees elsewhere.

    Args:
        screens: Those that are there, in any order.
        remembered: The identity of the screen that the audience last had, or empty.
        asked: A name, model or serial that was asked for, in any case, or empty.
        before: Where the windows were, if they were; neither moves from there to a screen that is
            no better, as when a second projector is plugged in.
        for_notes: Screens that the notes are on rather than the slides, as they stand now; the
            laptop’s own is before them.
        platform: The system, for what to do where screens are mirrored.

    Raises:
        ValueError: There is no screen.
    """
    if not screens:
        raise ValueError("There is no screen to choose.")
    ordered = sorted(screens, key=_place_in_order)
    asked = " ".join(asked.split())
    named = _named(ordered, asked)
    audiences = named or _remembered(ordered, remembered) or ordered
    pairs = [
        (audience, presenter_view)
        for audience in audiences
        for presenter_view in ordered
        if presenter_view is not audience and not _overlap(audience, presenter_view)
    ]
    if pairs:
        situation = Situation.TWO
        audience, presenter_view = min(
            pairs,
            key=lambda pair: (
                _is_seen_elsewhere(pair[1], ordered),
                _against_audience(pair[0], before, for_notes),
                _against_console(pair[1], before, for_notes),
            ),
        )
        sentence = _of_audience(audience)
    else:
        audience = presenter_view = min(
            audiences, key=lambda screen: _against_audience(screen, before, for_notes)
        )
        if len(ordered) == 1 and not audience.doubled:
            situation = Situation.SINGLE
            sentence = "One screen only: S turns from the slide to the notes and back"
        else:
            situation = Situation.MIRRORED
            sentence = f"The screens are mirrored: {_how_to_extend(platform)}"
    return Placement(audience, presenter_view, situation, no_such_screen(screens, asked) + sentence)


def no_such_screen(screens: Sequence[ScreenInfo], asked: str) -> str:
    """What to tell before anything else where a screen was asked for that isn't there, or empty."""
    ordered = sorted(screens, key=_place_in_order)
    asked = " ".join(asked.split())
    if not asked or _named(ordered, asked):
        return ""
    names = ", ".join(screen.readable_name for screen in ordered)
    return f"No screen “{_shortened(asked)}” among {names}. "


def as_swapped(swap: Swap, screens: Sequence[ScreenInfo]) -> Swap | None:
    """The same swap with the screens that there are now, while it holds.

    It holds as long as both screens are there and the notes are seen nowhere else than they were:
    what is plugged in later never gets them by itself.

    Args:
        swap: What the presenter chose.
        screens: Those that are there, in any order.
    """
    audience = found_again(swap.audience, screens, swap.latest)
    presenter_view = found_again(swap.presenter_view, screens, swap.latest)
    if (
        audience is None
        or presenter_view is None
        or audience is presenter_view
        or _overlap(audience, presenter_view)
    ):
        return None
    also_seen_on = (
        other
        for other in screens
        if other is not presenter_view and _overlap(other, presenter_view)
    )
    if not all(any(is_same(other, known) for known in swap.among) for other in also_seen_on):
        return None
    return Swap(audience, presenter_view, swap.among, tuple(screens))


def found_again(
    wanted: ScreenInfo, screens: Sequence[ScreenInfo], latest: Sequence[ScreenInfo]
) -> ScreenInfo | None:
    """A screen, perhaps moved; never another of its kind that stood beside it.

    Args:
        wanted: As it was when it was last seen.
        screens: Those that are there now.
        latest: Those that there were before.
    """
    alike = [screen for screen in screens if is_same(screen, wanted)]
    there = next((screen for screen in alike if screen.geometry == wanted.geometry), None)
    if there is not None:
        return there
    beside = [screen.geometry for screen in latest if is_same(screen, wanted)]
    return next((screen for screen in alike if screen.geometry not in beside), None)


def next_for_audience(screens: Sequence[ScreenInfo], present: ScreenInfo) -> ScreenInfo | None:
    """The screen that gets the audience's window after the present one.

    They take turns in an order that stays the same; one that shows the same picture is left out.

    Args:
        screens: Those that are there, in any order.
        present: The one that the audience's window is on, among them.
    """
    ordered = sorted(screens, key=_place_in_order)
    at = ordered.index(present)
    turns = (*ordered[at + 1 :], *ordered[:at])
    return next((screen for screen in turns if not _overlap(screen, present)), None)


def is_same(one: ScreenInfo, other: ScreenInfo) -> bool:
    """Whether two values were taken of one screen, wherever it stood and whatever its size."""
    return (one.name, one.model, one.manufacturer, one.serial) == (
        *(other.name, other.model, other.manufacturer),
        other.serial,
    )


def _overlap(one: ScreenInfo, other: ScreenInfo) -> bool:
    shared = one.geometry.intersected(other.geometry)
    return shared.width() > _ROUNDING and shared.height() > _ROUNDING


def _of_audience(screen: ScreenInfo) -> str:
    return f"Audience: {screen.label}"


def _is_seen_elsewhere(screen: ScreenInfo, screens: Sequence[ScreenInfo]) -> bool:
    return screen.doubled or any(
        other is not screen and _overlap(screen, other) for other in screens
    )


def _named(screens: Sequence[ScreenInfo], asked: str) -> list[ScreenInfo]:
    """Those that go by a name, model or serial."""
    wanted = asked.casefold()
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
    """The one that is remembered; several where they can’t be told apart; perhaps none."""
    exactly = [screen for screen in screens if identity in screen.identities]
    return exactly or [
        screen
        for screen in screens
        if any(identity.startswith(hardware + _PORT) for hardware in screen.hardware)
    ]


def _place_in_order(screen: ScreenInfo) -> tuple[object, ...]:
    """Decides between screens that are equally good, whatever order they came in."""
    return (
        *(screen.name, screen.serial, screen.model, screen.manufacturer),
        *(screen.geometry.getRect(), screen.device_pixel_ratio, screen.primary),
    )


def _against_audience(
    screen: ScreenInfo, before: Placement | None, for_notes: Sequence[ScreenInfo]
) -> tuple[int, ...]:
    moved = _moved(screen, before.audience) if before else 0
    kept = is_among(for_notes, screen)
    return screen.own is True, kept, moved, screen.primary, screen.own is None


def _against_console(
    screen: ScreenInfo, before: Placement | None, for_notes: Sequence[ScreenInfo]
) -> tuple[int, ...]:
    moved = _moved(screen, before.presenter_view) if before else 0
    kept = is_among(for_notes, screen)
    return screen.own is not True, not kept, moved, not screen.primary, screen.own is False


def is_among(screens: Sequence[ScreenInfo], screen: ScreenInfo) -> bool:
    """Whether a screen is one of those, unmoved, and not another of its kind."""
    return any(not _moved(screen, each) for each in screens)


def _moved(screen: ScreenInfo, before: ScreenInfo) -> int:
    """How far a screen is from being the one that was: 0 for itself, 2 for another one."""
    if not is_same(screen, before):
        return 2
    # Two of a kind can have the same name: where they stand tells which is which.
    return int(screen.geometry != before.geometry)


def _how_to_extend(platform: str) -> str:
    if platform == "win32":
        return "press Windows key + P and choose Extend"
    if platform == "darwin":
        return "in System Settings, Displays, choose “Extended display”"
    return "in the display settings, choose Extend or Join"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…"
