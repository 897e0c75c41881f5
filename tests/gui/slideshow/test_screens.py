"""Which screens the two windows get, at once and while screens are plugged in and out."""

import random
from typing import Any, Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.placement import Placement, ScreenPolicy, Situation, assign_screens
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.screens import ScreenInfo, audience_choices, is_same
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshows import (
    LAPTOP,
    MIRROR,
    PROJECTOR,
    SECOND_PROJECTOR,
    Screens,
    labels,
    press,
)


def _screen(
    name: str,
    *place: int,
    model: str = "",
    manufacturer: str = "",
    serial: str = "",
    ratio: float = 1.0,
    primary: bool = False,
) -> ScreenInfo:
    """Return a screen, by default of 1920 × 1080 at the top left."""
    rect = QRect(*place, *(0, 0, 1920, 1080)[len(place) :])
    return ScreenInfo(name, model, manufacturer, serial, rect, ratio, primary)


_PANEL: Final = _screen("eDP-1", 0, 0, 1366, 768, primary=True)


_PROJECTOR: Final = _screen("HDMI-1", 1366, 0, 1920, 1080, model="EB-W06", serial="X3AB")


_TEXTS: Final = st.sampled_from(["", "0", "000", "A", "a", "B @ C", "serial:A", "X|Y"]) | st.text(
    max_size=3
)


_NAMES: Final = _TEXTS | st.sampled_from(
    ["eDP-1", "LVDS1", "HDMI-1", "DP-2", r"\\.\DISPLAY1", ":0.0"]
)


_SCREENS: Final = st.builds(
    ScreenInfo,
    name=_NAMES,
    model=_TEXTS,
    manufacturer=_TEXTS,
    serial=_TEXTS,
    geometry=st.builds(
        QRect,
        *(st.sampled_from([-1920, 0, 1, 1366, 1919, 1920]), st.sampled_from([-1080, 0, 1080])),
        *(st.sampled_from([800, 1366, 1920]), st.sampled_from([600, 768, 1080])),
    ),
    device_pixel_ratio=st.sampled_from([1.0, 1.25, 1.5, 2.0]),
    primary=st.booleans(),
    built_in=st.none(),
    monitors=st.just(1),
)


_SCREEN_LISTS: Final = st.lists(_SCREENS, min_size=1, max_size=5)


def _share_pixels(one: ScreenInfo, other: ScreenInfo) -> bool:
    shared = one.geometry.intersected(other.geometry)
    return shared.width() > 2 and shared.height() > 2


_OTHER: Final = _screen("DP-1", 3840, 0, 1920, 1080)
_MOVED: Final = _PROJECTOR._replace(name="DP-2", geometry=QRect(0, 1080, 1280, 800))
_MIRROR: Final = _screen("HDMI-1", 0, 0, 1366, 768)
_SECOND: Final = _screen("DP-2", 1366, 0, 1920, 1080)
_TWINS: Final = [
    _screen(f"HDMI-{number}", 1920 * number, 0, 1920, 1080, model="EB-W06", serial="0000")
    for number in (1, 2)
]
_DUPLICATED: Final = _screen("|EPSON PJ", 0, 0, 1366, 768, model="|EB-W06", manufacturer="LEN|SEC")
_ON_TWO_MONITORS: Final = _screen("EPSON PJ")._replace(monitors=2)
_OPENED: Final = _PANEL._replace(geometry=QRect(0, 2000, 1366, 768), primary=False)
_MONITOR: Final = _screen("DP-1", 0, 0, 1920, 1080, primary=True)
_EXTEND: Final = "choose Extend or Join in the display settings"
_WINDOWS_P: Final = "press Windows+P and choose Extend"
_NO_HDMI_9: Final = "Screen “HDMI-9” not found. Available: HDMI-1, eDP-1. "
_ON_ONE: Final = "Only one screen: press S for slides or notes"


@pytest.mark.parametrize(
    ("screens", "options", "audience", "presenter_view", "message"),
    [
        ([_PANEL], {"remembered": _PROJECTOR.identity}, _PANEL, _PANEL, _ON_ONE),
        ([_PANEL, _PROJECTOR], {}, _PROJECTOR, _PANEL, "Audience: HDMI-1 · 1920 × 1080"),
        ([_PANEL, _screen("HDMI-1", 1364)], {}, "HDMI-1", _PANEL, "Audience"),  # rounded
        ([_OPENED, _MONITOR, _PROJECTOR], {}, _PROJECTOR, _OPENED, "Audience"),
        # mirrored
        ([_PANEL, _MIRROR], {"platform": "win32"}, _MIRROR, _MIRROR, _WINDOWS_P),
        ([_PANEL, _MIRROR], {"platform": "linux"}, _MIRROR, _MIRROR, _EXTEND),
        ([_PANEL, _screen("HDMI-1")], {}, "HDMI-1", "HDMI-1", "mirrored"),  # a larger one
        ([_PANEL, _screen("HDMI-1", 1360, 700)], {}, "HDMI-1", "HDMI-1", "mirrored"),
        ([_DUPLICATED], {}, _DUPLICATED, _DUPLICATED, "mirrored"),
        ([_ON_TWO_MONITORS], {}, _ON_TWO_MONITORS, _ON_TWO_MONITORS, "mirrored"),
        ([_PANEL, _MIRROR, _SECOND], {}, _MIRROR, _SECOND, "Audience"),
        # remembered
        ([_PANEL, _OTHER, _MOVED], {}, _OTHER, _PANEL, "Audience"),
        ([_PANEL, _OTHER, _MOVED], {"remembered": _PROJECTOR.identity}, _MOVED, _PANEL, ""),
        ([_PANEL, _OTHER, _PROJECTOR], {"remembered": "name:HDMI-1"}, _PROJECTOR, _PANEL, ""),
        ([*_TWINS, _PANEL], {"remembered": _TWINS[0].identity}, _TWINS[0], _PANEL, ""),
        ([*_TWINS, _PANEL], {"remembered": _TWINS[1].identity}, _TWINS[1], _PANEL, ""),
        ([*_TWINS, _PANEL], {"remembered": "model:EB-W06 @ DP-7"}, _TWINS[0], _PANEL, ""),
        *(
            ([_PANEL, _screen("", 1366)], {"remembered": damaged}, "", _PANEL, "")
            for damaged in ("nonsense", "name:", "serial: @ ", " @ HDMI-1", "model:")
        ),
        # requested
        *(
            (
                [_PANEL, _OTHER, _PROJECTOR],
                {"remembered": _OTHER.identity, "requested": requested},
                *(_PROJECTOR, _PANEL, ""),
            )
            for requested in ("hdmi-1", " HDMI-1 ", "eb-w06", "x3ab")
        ),
        ([_PANEL, _PROJECTOR], {"requested": "edp-1"}, _PANEL, _PROJECTOR, ""),
        ([_PANEL, _PROJECTOR], {"requested": "HDMI-9"}, _PROJECTOR, _PANEL, _NO_HDMI_9),
        ([_PANEL], {"requested": "x" * 999}, _PANEL, _PANEL, "x" * 39 + "…”"),
    ],
)
def test_screens_of_both_windows(
    screens: list[ScreenInfo],
    options: dict[str, Any],
    audience: ScreenInfo | str,
    presenter_view: ScreenInfo | str,
    message: str,
) -> None:
    placement = assign_screens(screens, **{"remembered": "", **options})
    for screen, expected in zip(placement[:2], (audience, presenter_view), strict=True):
        assert expected in (screen, screen.name)
    assert message in placement.message
    situation = Situation.SINGLE if audience == presenter_view else Situation.SEPARATE
    is_mirrored = "mirrored" in placement.message
    assert placement.situation is (Situation.MIRRORED if is_mirrored else situation)


def test_opened_laptop_gets_the_notes() -> None:
    before = assign_screens([_MONITOR, _PROJECTOR], remembered="")
    after = assign_screens([_MONITOR, _PROJECTOR, _OPENED], remembered="", previous=before)
    assert (after.audience, after.presenter_view) == (_PROJECTOR, _OPENED)


def test_no_screen_is_an_error() -> None:
    with pytest.raises(ValueError, match="no screen"):
        assign_screens([], remembered="")


@given(_SCREEN_LISTS, _TEXTS, _TEXTS)
def test_windows_are_separate_or_on_the_same_of_the_screens(
    screens: list[ScreenInfo], remembered: str, asked: str
) -> None:
    audience, presenter_view, situation, message = assign_screens(
        screens, remembered=remembered, requested=asked
    )
    assert {audience, presenter_view} <= set(screens)
    assert message
    if situation is Situation.SEPARATE:
        assert not _share_pixels(audience, presenter_view)
    else:
        assert audience == presenter_view


@given(_SCREEN_LISTS, st.data())
def test_remembered_screen_gets_the_audience_and_another_the_notes_if_possible(
    screens: list[ScreenInfo], data: st.DataObject
) -> None:
    remembered = data.draw(st.sampled_from(["", *(screen.identity for screen in screens)]))
    audience, _, situation, _ = assign_screens(screens, remembered=remembered)
    assert not remembered or remembered in audience.identities
    possible = [audience] if remembered else screens
    if any(not _share_pixels(one, other) for one in possible for other in screens):
        assert situation is Situation.SEPARATE


@given(_SCREEN_LISTS, _TEXTS, _TEXTS, st.randoms(use_true_random=False))
def test_order_of_the_screens_does_not_matter(
    screens: list[ScreenInfo], remembered: str, asked: str, chance: random.Random
) -> None:
    remembered = chance.choice(["", remembered, screens[0].identity])
    asked = chance.choice(["", asked, screens[-1].name])
    placement = assign_screens(screens, remembered=remembered, requested=asked)
    shuffled = chance.sample(screens, len(screens))
    assert assign_screens(shuffled, remembered=remembered, requested=asked) == placement


@given(_SCREEN_LISTS, st.data())
def test_requested_screen_precedes_the_remembered_one(
    screens: list[ScreenInfo], data: st.DataObject
) -> None:
    asked, known = data.draw(st.sampled_from(screens)), data.draw(st.sampled_from(screens))
    name = " ".join(asked.readable_name.split())
    assume(name == asked.readable_name)
    audience, _, _, message = assign_screens(screens, remembered=known.identity, requested=name)
    assert name.casefold() in {
        text.casefold()
        for text in (audience.name, audience.readable_name, audience.model, audience.serial)
    }
    assert "not found" not in message.removesuffix(audience.label)


@given(
    _SCREEN_LISTS,
    st.sampled_from([_PANEL, _PANEL._replace(primary=False)])
    | st.sampled_from(["A", "HDMI-1", "Z"]).map(lambda name: _screen(name, primary=True)),
)
def test_laptop_or_else_primary_screen_gets_the_notes(
    screens: list[ScreenInfo], expected: ScreenInfo
) -> None:
    unknown = [
        screen._replace(primary=not expected.primary)
        for screen in screens
        if not screen.is_internal
    ]
    assume(unknown)
    expected, *others = _in_a_row(expected, *unknown)
    placement = assign_screens([*others, expected], remembered="")
    assert placement.audience in others
    assert placement.presenter_view == expected


def _in_a_row(*screens: ScreenInfo) -> list[ScreenInfo]:
    """Return the same screens side by side, none of them duplicated."""
    return [
        screen._replace(manufacturer="", geometry=QRect(1920 * index, 0, 1920, 1080))
        for index, screen in enumerate(screens)
    ]


@pytest.mark.parametrize(
    ("name", "internal"),
    [
        *((name, True) for name in ("eDP-1", "eDP1", "eDP-1-1", "LVDS-1", "DSI-1", "edp")),
        *((name, True) for name in ("Built-in Retina Display", "Built-In Display", "Color LCD")),
        *((name, False) for name in ("HDMI-1", "HDMI-A-1", "DP-2", "DVI-D-0", "VGA1", "HDMI")),
        *((name, None) for name in ("", ":0.0", r"\\.\DISPLAY1", "EPSON PJ", "Dpaper", "DSIGN")),
    ],
)
def test_laptop_screen_is_known_by_its_name(name: str, internal: bool | None) -> None:
    assert _screen(name).is_internal is internal


@pytest.mark.parametrize("name", ["EPSON PJ", "HDMI-1", "eDP-1"])
@pytest.mark.parametrize("built_in", [True, False])
def test_system_information_precedes_the_name(name: str, built_in: bool) -> None:
    screen = _screen(name)._replace(built_in=built_in)
    assert screen.is_internal is built_in
    assert screen.may_be_internal is built_in
    assert screen._replace(monitors=2).is_internal is None


@pytest.mark.parametrize("primary", [True, False])
def test_unknown_primary_screen_may_be_the_laptop_s(primary: bool) -> None:
    assert _screen("EPSON PJ", primary=primary).may_be_internal is primary
    assert not _screen("HDMI-1", primary=primary).may_be_internal


@given(_SCREEN_LISTS, _SCREENS)
def test_additional_screen_changes_nothing(screens: list[ScreenInfo], another: ScreenInfo) -> None:
    assume(not any(screen.is_internal for screen in (*screens, another)))
    *there, another = _in_a_row(*screens, another)
    before = assign_screens(there, remembered="")
    assume(before.situation is Situation.SEPARATE)
    assume(not any(is_same(another, screen) for screen in there))
    now = [screen._replace(primary=False) for screen in there] if another.primary else there
    after = assign_screens([*now, another], remembered="", previous=before)
    assert is_same(after.audience, before.audience)
    assert is_same(after.presenter_view, before.presenter_view)


@pytest.mark.parametrize(
    ("screen", "label"),
    [
        (_screen("HDMI-1", 0, 0, 1536, 864, ratio=1.25), "HDMI-1 · 1920 × 1080"),
        (_screen("eDP-1", 0, 0, 1093, 614, ratio=1.25), "eDP-1 · 1366 × 768"),
        (_screen(r"\\.\DISPLAY2", 0, 0, 1024, 768), "Display 2 · 1024 × 768"),
        (_screen("", 0, 0, 800, 600, model="EB-W06"), "EB-W06 · 800 × 600"),
        (_screen(":0.0", 0, 0, 800, 600), "Screen · 800 × 600"),
    ],
)
def test_label_has_readable_name_and_size(screen: ScreenInfo, label: str) -> None:
    assert screen.label == label


@pytest.mark.parametrize(
    ("screen", "identity"),
    [
        (_PROJECTOR, "serial:X3AB @ HDMI-1"),
        (_screen("HDMI-1", model="EB-W06", serial="000000"), "model:EB-W06 @ HDMI-1"),
        (_screen("HDMI-1"), "name:HDMI-1"),
        (_screen(""), ""),
    ],
)
def test_identities_match_those_in_saved_settings(screen: ScreenInfo, identity: str) -> None:
    assert screen.identity == identity


@pytest.mark.parametrize(
    ("remembered", "choices"),
    [
        ("", {"serial:X3AB @ HDMI-1": "HDMI-1 · 1920 × 1080"}),
        ("model:EB-W06 @ HDMI-1", {"model:EB-W06 @ HDMI-1": "HDMI-1 · 1920 × 1080"}),
        (
            "serial:4 @ VGA-1",
            {
                "serial:X3AB @ HDMI-1": "HDMI-1 · 1920 × 1080",
                "serial:4 @ VGA-1": "VGA-1 (not connected)",
            },
        ),
    ],
)
def test_screens_to_choose_are_those_of_an_audience_and_the_remembered_one(
    remembered: str, choices: dict[str, str]
) -> None:
    found = audience_choices([_PANEL, _PROJECTOR], remembered)
    assert found == {"": "Chosen by the program", **choices}


_PROJECTORS: Final = [
    PROJECTOR._replace(name=name, geometry=QRect(1366, 1080 * row, 1920, 1080))
    for row, name in enumerate(("HDMI-1", "DP-2", "DP-3", "VGA-1", "EPSON PJ"))
]
"""Projectors; the name of one doesn't say its port."""


_RECONNECT: Final = 100


_CHANGES: Final = st.integers(0, len(_PROJECTORS))
"""The index of the screen that is plugged in or out; 0 opens or closes the laptop."""


class _Setup:
    """A laptop, its projectors and the policy for them."""

    def __init__(self, laptop: ScreenInfo) -> None:
        self.laptop = laptop
        self.available = [laptop, _PROJECTORS[0]]
        self.policy = ScreenPolicy("")
        self.chosen = _PROJECTORS[0]
        """The screen that the presenter chose for the slides."""
        self.notes_screens = [laptop]
        """The screens that the presenter put the notes on."""
        self.placement = self.policy.update(self.available)

    def happen(self, event: int | str) -> None:
        """Press S, or let something happen to a screen."""
        if isinstance(event, str):
            self.press_s()
        elif event >= _RECONNECT:
            self.reconnect(event - _RECONNECT)
        else:
            self.change(event)

    def press_s(self) -> None:
        """Swap the screens, or show hidden notes."""
        before = self.placement
        if before.situation is Situation.SINGLE:
            return
        self.policy.swap(self.available, before)
        now = self.placement = self.policy.update(self.available)
        assert now.situation is Situation.SEPARATE
        if before.situation is Situation.NOTES_HIDDEN:
            assert now.audience == before.audience
        else:
            assert now.audience != before.audience
            if now.audience is self.laptop:
                return  # for now
            self.chosen = now.audience
        self.use_for_slides(now.audience)
        self.notes_screens.append(now.presenter_view)

    def use_for_slides(self, screen: ScreenInfo) -> None:
        """Keep notes off a screen where an audience saw slides."""
        self.notes_screens = [each for each in self.notes_screens if each != screen]

    def reconnect(self, at: int) -> None:
        """Unplug a screen and plug it in before the program can follow."""
        screen = [self.laptop, *_PROJECTORS][at]
        if screen in self.available:
            self.disconnect(screen)
            self.placement = self.policy.update(self.available)

    def disconnect(self, screen: ScreenInfo) -> None:
        """Keep notes off a screen that may come back with an audience."""
        self.policy.forget(screen)
        if not screen.is_internal:
            self.notes_screens = [each for each in self.notes_screens if each != screen]

    def change(self, at: int) -> None:
        """Plug a screen in or out, unless it is the last one."""
        changed = [self.laptop, *_PROJECTORS][at]
        rest = [screen for screen in self.available if screen != changed]
        added = len(rest) == len(self.available)
        if not added and rest:
            self.disconnect(changed)
        self.available = [*rest, changed] if added else rest or self.available
        now = self.placement = self.policy.update(self.available)
        if now.situation is Situation.SEPARATE and now.audience is not self.laptop:
            self.use_for_slides(now.audience)


_RECONNECTIONS: Final = _CHANGES.map(lambda index: _RECONNECT + index)
"""Reconnections that the program sees only when they are over."""


_EVENTS: Final = st.lists(_CHANGES | _RECONNECTIONS | st.just("S"), max_size=60)


@pytest.mark.parametrize("name", ["eDP-1", "Display A"])
@given(events=_EVENTS)
def test_slides_stay_and_notes_go_only_where_they_were_put(
    name: str, events: list[int | str]
) -> None:
    setup = _Setup(LAPTOP._replace(name=name))
    for event in events:
        before = setup.placement
        setup.happen(event)
        after, available = setup.placement, setup.available
        if isinstance(event, str) or len(available) < 2:
            continue
        assert {after.audience, after.presenter_view} <= set(available)
        assert _may_have_notes(after, before, setup)
        if (
            before.presenter_view not in available
            and setup.laptop.is_internal
            and setup.laptop in available
        ):
            assert after.presenter_view is setup.laptop
        if _may_stay(before, setup):
            assert after.audience == before.audience or is_same(after.audience, setup.chosen)


def _may_have_notes(after: Placement, before: Placement, setup: _Setup) -> bool:
    """Return whether the notes are only where the presenter put them, and there if possible."""
    if after.situation is Situation.NOTES_HIDDEN:
        free = [screen for screen in setup.available if screen != after.audience]
        return not set(free) & set(setup.notes_screens)
    return after.presenter_view in setup.notes_screens or after == before


def _may_stay(before: Placement, setup: _Setup) -> bool:
    """Return whether the slides were on a projector of their own that is still there."""
    return (
        before.situation is Situation.SEPARATE
        and before.audience in setup.available
        and before.audience is not setup.laptop
    )


@given(events=_EVENTS)
def test_windows_return_to_the_chosen_screens(events: list[int | str]) -> None:
    setup = _Setup(LAPTOP)
    for event in events:
        setup.happen(event)
    assert setup.policy.remembered == setup.chosen.identity
    setup.available = [setup.laptop]
    setup.policy.update(setup.available)
    setup.available = [setup.laptop, *_PROJECTORS]
    after = setup.policy.update(setup.available)
    assert is_same(after.audience, setup.chosen)
    assert after.presenter_view is setup.laptop


_S: Final = "S"
_SS: Final = "S again"
"""The key that must be pressed twice, because a projector may have the slides."""
_L, _P, _Q, _M = LAPTOP, PROJECTOR, SECOND_PROJECTOR, MIRROR
_N: Final = _P._replace(name="DP-9")  # a new projector, where the other one was
_A: Final = _P._replace(name="DP-1", primary=True)  # a monitor on a desk
_U: Final = _L._replace(name="Display A")  # a laptop's screen that isn't known as one
_TWIN: Final = _P._replace(geometry=QRect(3286, 0, 1920, 1080))
_SMALL_TWIN: Final = _P._replace(geometry=QRect(3286, 0, 1280, 720))
_COPY: Final = _P._replace(name="HDMI-2")  # shows the same as the projector
_SMALL_P: Final = _P._replace(geometry=QRect(0, 0, 1280, 720), primary=True)
_SMALL_L: Final = _L._replace(geometry=QRect(0, 0, 1280, 720), primary=False)
_PRIMARY_P: Final = _P._replace(primary=True)

_Step = tuple[list[ScreenInfo] | str, ScreenInfo | None, ScreenInfo | None, str]
"""The screens that there are then, or the key S in the window in front, once or twice; the
screen of the slides and that of the notes, or None if they are hidden; how a message to the
presenter begins."""

_SEQUENCES: Final[dict[str, list[_Step]]] = {
    "one screen": [
        ([_L], _L, None, ""),
        (_S, None, _L, "Only one screen"),
        (_S, _L, None, ""),
        (_S, None, _L, ""),
        ([_P], _P, None, ""),  # may be another one
    ],
    "mirrored screens": [
        ([_L, _M], _M, None, ""),
        (_SS, None, _M, "The screens are mirrored"),
    ],
    "projector unplugged": [
        ([_L, _P], _P, _L, "Audience: HDMI-1"),
        ([_L], None, _L, "Projector disconnected"),
        ([_P], _P, None, "Only the audience’s screen"),
        ([_L], None, _L, ""),
        ([_Q], _Q, None, ""),
        ([_L, _P], _P, _L, "Audience: HDMI-1"),
    ],
    "no screen for a moment": [
        ([_L, _P], _P, _L, ""),
        ([], _P, _L, ""),
    ],
    "lid closed": [
        ([_L, _P], _P, _L, ""),
        ([_P], _P, None, ""),
        ([_SMALL_P], _SMALL_P, None, ""),
        (_SS, None, _SMALL_P, "Only the audience’s screen"),
        ([_L, _P], _P, _L, ""),
    ],
    "lid closed, second projector": [
        ([_L, _P], _P, _L, ""),
        ([_P], _P, None, ""),
        ([_P, _Q], _P, None, "Notes are hidden: press S to show them on DP-3"),
        (_SS, _P, _Q, ""),
        ([_P], _P, None, ""),
        ([_P, _Q], _P, None, ""),
    ],
    "notes move with their screen": [
        ([_L, _P], _P, _L, ""),
        ([_P, _TWIN], _P, None, ""),
        (_SS, _P, _TWIN, ""),
        ([_P, _SMALL_TWIN], _P, _SMALL_TWIN, ""),
    ],
    "S turns through three screens": [
        ([_Q, _L, _P], _Q, _L, ""),
        (_SS, _P, _L, ""),
        (_SS, _L, _Q, ""),
        (_S, _Q, _L, ""),
    ],
    "S skips a mirrored screen": [
        ([_L, _P, _COPY], _P, _L, ""),
        (_SS, _L, _P, ""),
        (_S, _P, _L, ""),
    ],
    "S reaches identical projectors": [
        ([_L, _P, _TWIN], _P, _L, ""),
        (_SS, _TWIN, _L, ""),
        (_SS, _L, _P, ""),
    ],
    "S with the lid closed is for good": [
        ([_A, _Q], _Q, _A, ""),
        (_SS, _A, _Q, ""),
        ([_A], _A, None, ""),
        ([_Q], _Q, None, ""),
        ([_A, _Q, _N], _A, None, ""),
        (_SS, _A, _Q, ""),
        (_SS, _Q, _A, ""),
        ([_A], None, _A, ""),
        ([_Q], _Q, None, ""),
        ([_A, _Q, _N], _Q, None, ""),
        (_SS, _Q, _A, ""),
    ],
    "swap holds": [
        ([_L, _P], _P, _L, ""),
        (_SS, _L, _P, ""),
        ([_L, _P, _Q], _L, _P, ""),
        ([_SMALL_L, _PRIMARY_P], _SMALL_L, _PRIMARY_P, ""),
    ],
    "swap ends with an identical projector": [
        ([_L, _P], _P, _L, ""),
        (_SS, _L, _P, ""),
        ([_L, _P, _TWIN], _L, _P, ""),
        ([_L, _TWIN], _TWIN, _L, ""),
    ],
    # The screen that is plugged in after a swap never gets notes by itself.
    **{
        f"swap, then {' and '.join(screen.name for screen in between)}": [
            ([_L, _P], _P, _L, ""),
            (_SS, _L, _P, ""),
            (between, *during, ""),
            ([_L, plugged], plugged, _L, ""),
        ]
        for between, during, plugged in (
            ([_L, _N], (_N, _L), _P),
            ([_L, _P, _N], (_P, _L), _P),
            ([_L], (_L, None), _P),
            ([_L, _M], (_M, None), _N),
            ([_N], (_N, None), _N),
            ([_P], (_P, None), _P),
        )
    },
    # A laptop's screen that isn't known as one may be another one then: the notes wait for S.
    **{
        f"swap with {_U.name}, then {' and '.join(screen.name for screen in between)}": [
            ([_U, _P], _P, _U, ""),
            (_SS, _U, _P, ""),
            (between, *during, ""),
            ([_U, plugged], plugged, None if _U not in between else _U, ""),
        ]
        for between, during, plugged in (
            ([_U], (_U, None), _N),
            ([_U, _M], (_M, None), _P),
            ([_N], (_N, None), _P),
            ([_P], (_P, None), _N),
        )
    },
    "only screen reconnected": [
        ([_P], _P, None, ""),
        (_S, None, _P, ""),
        ([], None, None, ""),
        ([_P], _P, None, ""),
        (_S, None, _P, ""),
        ([_L], None, _L, ""),
        ([_P], _P, None, ""),
    ],
    "slides on the only screen": [
        ([_P], _P, None, ""),
        (_S, None, _P, ""),
        (_S, _P, None, ""),
        ([_P, _Q], _P, None, "Press S to move the slides to DP-3"),
        (_SS, _Q, _P, ""),
    ],
    "notes on the only screen": [
        ([_A], _A, None, ""),
        (_S, None, _A, ""),
        ([_A, _Q], _Q, _A, ""),
    ],
}


def _shown(slideshow: Presentation) -> tuple[ScreenInfo | None, ScreenInfo | None]:
    """Return the screen of the slides and that of the notes, or None if they are hidden."""
    windows, placement = slideshow.windows, slideshow.windows.placement
    assert placement is not None
    return (
        placement.audience if windows.audience.isVisible() else None,
        placement.presenter_view if windows.presenter_view.isVisible() else None,
    )


@pytest.mark.parametrize("steps", _SEQUENCES.values(), ids=_SEQUENCES)
def test_slides_and_notes_follow_the_screens(
    start_slideshow: StartSlideshow, fake_screens: Screens, steps: list[_Step]
) -> None:
    (first, *_), *_ = steps
    assert isinstance(first, list)
    fake_screens.available = first
    slideshow = start_slideshow()
    audience, presenter_view = slideshow.windows.audience, slideshow.windows.presenter_view
    for number, (event, slides, notes, message) in enumerate(steps):
        if isinstance(event, str):
            before = _shown(slideshow)
            if event == _SS:
                press(audience if presenter_view.isHidden() else presenter_view, _S)
                assert (number, _shown(slideshow)) == (number, before)
            press(audience if presenter_view.isHidden() else presenter_view, _S)
        elif number > 0:
            fake_screens.set_screens(*event)
        assert (number, _shown(slideshow)) == (number, (slides, notes))
        assert any(text.startswith(message) for text in labels(presenter_view))


def test_slides_stay_on_the_requested_only_screen(
    start_slideshow: StartSlideshow, fake_screens: Screens, settings: Settings
) -> None:
    fake_screens.available = [_P]
    slideshow = start_slideshow(screen=_P.name)
    fake_screens.set_screens(_P, _Q)
    assert not settings.audience_screen
    assert f"Notes are hidden: press S to show them on {_Q.label}" in labels(
        slideshow.windows.presenter_view
    )
    for _ in range(2):
        press(slideshow.windows.audience, "S")
    assert slideshow.windows.placement is not None
    assert slideshow.windows.placement[:2] == (_P, _Q)
