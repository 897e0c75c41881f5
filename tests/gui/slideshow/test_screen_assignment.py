"""Which screens the two windows get."""

import random
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from briefing_app.gui.slideshow.screens.assignment import (
    ScreenInfo,
    Situation,
    assign_screens,
    audience_choices,
    is_same,
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
    rect = QRect(*(place or (0, 0, 1920, 1080)))
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


@given(_SCREEN_LISTS, _TEXTS, _TEXTS)
def test_both_windows_get_an_available_screen(
    screens: list[ScreenInfo], remembered: str, asked: str
) -> None:
    placement = assign_screens(screens, remembered=remembered, requested=asked)
    assert placement.audience in screens
    assert placement.presenter_view in screens
    assert placement.message


@given(_SCREEN_LISTS, _TEXTS, _TEXTS)
def test_windows_are_separate_or_on_the_same_screen(
    screens: list[ScreenInfo], remembered: str, asked: str
) -> None:
    audience, presenter_view, situation, _ = assign_screens(
        screens, remembered=remembered, requested=asked
    )
    if situation is Situation.SEPARATE:
        assert not _share_pixels(audience, presenter_view)
    else:
        assert audience == presenter_view


@given(_SCREEN_LISTS)
def test_two_different_screens_are_always_separate(
    screens: list[ScreenInfo],
) -> None:
    assume(any(not _share_pixels(one, other) for one in screens for other in screens))
    assert assign_screens(screens, remembered="").situation is Situation.SEPARATE


@given(_SCREEN_LISTS, st.data())
def test_notes_find_a_screen_beside_any_audience_screen(
    screens: list[ScreenInfo], data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from(screens))
    assume(chosen.identity)
    audience, _, situation, _ = assign_screens(screens, remembered=chosen.identity)
    if any(not _share_pixels(audience, other) for other in screens):
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
def test_remembered_screen_gets_the_audience(
    screens: list[ScreenInfo], data: st.DataObject
) -> None:
    known = data.draw(st.sampled_from(screens))
    assume(known.identity)
    assert known.identity in assign_screens(screens, remembered=known.identity).audience.identities


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


@given(_SCREEN_LISTS, st.booleans())
def test_laptop_screen_gets_the_notes(
    screens: list[ScreenInfo],
    primary: bool,
) -> None:
    unknown = [screen._replace(primary=not primary) for screen in screens if not screen.is_internal]
    assume(unknown)
    internal, *others = _in_a_row(_PANEL._replace(primary=primary), *unknown)
    placement = assign_screens([*others, internal], remembered="")
    assert placement.audience in others
    assert placement.presenter_view == internal


@given(_SCREEN_LISTS, st.sampled_from(["A", "HDMI-1", "Z"]))
def test_primary_screen_gets_the_notes_among_unknown_ones(
    screens: list[ScreenInfo],
    name: str,
) -> None:
    unknown = [screen._replace(primary=False) for screen in screens if not screen.is_internal]
    assume(unknown)
    primary, *others = _in_a_row(_screen(name, primary=True), *unknown)
    placement = assign_screens([*others, primary], remembered="")
    assert placement.audience in others
    assert placement.presenter_view == primary


def _in_a_row(*screens: ScreenInfo) -> list[ScreenInfo]:
    """Return the same screens side by side, none of them duplicated."""
    return [
        screen._replace(manufacturer="", geometry=QRect(1920 * index, 0, 1920, 1080))
        for index, screen in enumerate(screens)
    ]


def test_message_names_the_screen_of_the_audience() -> None:
    placement = assign_screens([_PANEL, _PROJECTOR], remembered="")
    assert placement == (_PROJECTOR, _PANEL, Situation.SEPARATE, "Audience: HDMI-1 · 1920 × 1080")


def test_projector_is_preferred_to_a_primary_monitor() -> None:
    laptop, monitor, projector = _in_a_row(
        _screen("eDP-1"), _screen("DP-1", primary=True), _screen("HDMI-1")
    )
    placement = assign_screens([laptop, monitor, projector], remembered="")
    assert (placement.audience, placement.presenter_view) == (projector, laptop)


def test_single_screen_is_used_for_both() -> None:
    placement = assign_screens([_PANEL], remembered=_PROJECTOR.identity)
    message = "Only one screen: press S to switch between slides and notes"
    assert placement == (_PANEL, _PANEL, Situation.SINGLE, message)


def test_no_screen_is_an_error() -> None:
    with pytest.raises(ValueError, match="no screen"):
        assign_screens([], remembered="")


@pytest.mark.parametrize("place", [(0, 0, 1366, 768), (0, 0, 1920, 1080), (1360, 700, 800, 600)])
@pytest.mark.parametrize(
    ("platform", "advice"),
    [
        ("win32", "press Windows+P and choose Extend"),
        ("linux", "choose Extend or Join in the display settings"),
    ],
)
def test_mirrored_screens_come_with_advice(
    place: tuple[int, ...], platform: str, advice: str
) -> None:
    projector = _screen("HDMI-1", *place)
    placement = assign_screens([_PANEL, projector], remembered="", platform=platform)
    message = f"The screens are mirrored: {advice}"
    assert placement == (projector, projector, Situation.MIRRORED, message)


def test_screens_duplicated_by_windows_are_detected() -> None:
    both = _screen("|EPSON PJ", 0, 0, 1366, 768, model="|EB-W06", manufacturer="LEN|SEC")
    placement = assign_screens([both], remembered="", platform="win32")
    assert placement.situation is Situation.MIRRORED
    assert "Windows+P" in placement.message
    assert both.label == "EPSON PJ · 1366 × 768"


def test_rounding_overlap_is_not_mirroring() -> None:
    placement = assign_screens([_PANEL, _screen("HDMI-1", 1364, 0, 1920, 1080)], remembered="")
    assert placement.situation is Situation.SEPARATE


def test_notes_avoid_a_mirrored_screen() -> None:
    mirror, other = _screen("HDMI-1", 0, 0, 1366, 768), _screen("DP-2", 1366, 0, 1920, 1080)
    placement = assign_screens([_PANEL, mirror, other], remembered="")
    assert (placement.audience, placement.presenter_view) == (mirror, other)


def test_remembered_projector_is_known_on_another_port() -> None:
    moved = _screen("DP-2", 0, 1080, 1280, 800, model="EB-W06", serial="X3AB")
    other = _screen("DP-1", 3840, 0, 1920, 1080)
    assert assign_screens([_PANEL, other, moved], remembered="").audience == other
    assert assign_screens([_PANEL, other, moved], remembered=_PROJECTOR.identity).audience == moved


def test_port_distinguishes_two_identical_projectors() -> None:
    one, two = (
        _screen(f"HDMI-{number}", 1920 * number, 0, 1920, 1080, model="EB-W06", serial="0000")
        for number in (1, 2)
    )
    assert one.identity != two.identity
    for known in (one, two):
        assert assign_screens([one, two, _PANEL], remembered=known.identity).audience == known
    elsewhere = _screen("DP-7", model="EB-W06").identity
    assert assign_screens([one, two, _PANEL], remembered=elsewhere).audience in (one, two)


def test_screen_remembered_by_name_is_known_with_a_serial() -> None:
    known = _screen("HDMI-1").identity
    other = _screen("DP-1", 3840, 0, 1920, 1080)
    assert assign_screens([_PANEL, other, _PROJECTOR], remembered=known).audience == _PROJECTOR


@pytest.mark.parametrize("asked", ["hdmi-1", " HDMI-1 ", "eb-w06", "x3ab"])
def test_screen_can_be_requested_in_any_case(asked: str) -> None:
    other = _screen("DP-1", 3840, 0, 1920, 1080)
    placement = assign_screens(
        [_PANEL, other, _PROJECTOR], remembered=other.identity, requested=asked
    )
    assert placement.audience == _PROJECTOR


def test_laptop_screen_can_be_requested() -> None:
    placement = assign_screens([_PANEL, _PROJECTOR], remembered="", requested="edp-1")
    assert (placement.audience, placement.presenter_view) == (_PANEL, _PROJECTOR)


def test_unknown_screen_is_answered_with_the_available_ones() -> None:
    placement = assign_screens([_PROJECTOR, _PANEL], remembered="", requested="HDMI-9")
    assert placement.audience == _PROJECTOR
    assert placement.message == (
        "Screen “HDMI-9” not found. Available: HDMI-1, eDP-1. Audience: HDMI-1 · 1920 × 1080"
    )
    assert "x" * 39 + "…”" in assign_screens([_PANEL], remembered="", requested="x" * 999).message


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


def test_screen_on_two_monitors_is_mirrored() -> None:
    both = _screen("EPSON PJ")._replace(monitors=2)
    placement = assign_screens([both], remembered="", platform="win32")
    assert placement.situation is Situation.MIRRORED
    assert "Windows+P" in placement.message


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


def test_opened_laptop_gets_the_notes() -> None:
    monitor, projector = _in_a_row(_screen("DP-1", primary=True), _screen("HDMI-1"))
    before = assign_screens([monitor, projector], remembered="")
    internal = _PANEL._replace(geometry=QRect(0, 2000, 1366, 768), primary=False)
    after = assign_screens([monitor, projector, internal], remembered="", previous=before)
    assert (after.audience, after.presenter_view) == (projector, internal)


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


@pytest.mark.parametrize("text", ["", "nonsense", "name:", "serial: @ ", " @ HDMI-1", "model:"])
def test_damaged_identity_matches_no_screen(text: str) -> None:
    assert (
        assign_screens([_PANEL, _screen("", 1366, 0, 800, 600)], remembered=text).presenter_view
        == _PANEL
    )
