"""The presenter's choice of screens while screens are plugged in and out."""

from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from briefing_app.gui.slideshow.screen_assignment import Placement, ScreenInfo, Situation, is_same
from briefing_app.gui.slideshow.screen_policy import ScreenPolicy
from tests.gui.slideshows import LAPTOP, PROJECTOR

_OUTSIDE: Final = [
    replace(PROJECTOR, name=name, geometry=QRect(1366, 1080 * row, 1920, 1080))
    for row, name in enumerate(("HDMI-1", "DP-2", "DP-3", "VGA-1", "EPSON PJ"))
]
"""Projectors; of one, no name tells where it is plugged in."""


_S: Final = "S"


_CHANGES: Final = st.integers(0, len(_OUTSIDE))
"""Which one is plugged in or out; the laptop's own is opened or closed."""


class _Desk:
    """A laptop, what is plugged into it, and the choice that follows."""

    def __init__(self, own: ScreenInfo) -> None:
        self.is_internal = own
        self.there = [own, _OUTSIDE[0]]
        self.choice = ScreenPolicy("")
        self.chosen = _OUTSIDE[0]
        """The presenter's choice for the slides."""
        self.for_notes = [own]
        """Where nobody minds the notes, since the presenter put them there."""
        self.placement = self.choice.update(self.there)

    def press_s(self) -> None:
        """Swap where there are two, or have the notes that wait."""
        before = self.placement
        if before.situation is Situation.SINGLE:
            return
        self.choice.swap(self.there, before)
        now = self.placement = self.choice.update(self.there)
        assert now.situation is Situation.SEPARATE
        if before.situation is Situation.NOTES_HIDDEN:
            assert now.audience == before.audience
        else:
            assert now.audience != before.audience
            if now.audience is self.is_internal:
                return  # lent
            self.chosen = now.audience
        self.take_for_slides(now.audience)
        self.for_notes.append(now.presenter_view)

    def take_for_slides(self, screen: ScreenInfo) -> None:
        """Where an audience saw the slides, it is not to see the notes."""
        self.for_notes = [each for each in self.for_notes if each != screen]

    def change(self, at: int) -> None:
        """Plug one in or out; the last one stays."""
        changed = [self.is_internal, *_OUTSIDE][at]
        rest = [screen for screen in self.there if screen != changed]
        came = len(rest) == len(self.there)
        self.there = [*rest, changed] if came else rest or self.there
        now = self.placement = self.choice.update(self.there)
        if now.situation is Situation.SEPARATE and now.audience is not self.is_internal:
            self.take_for_slides(now.audience)


_EVENTS: Final = st.lists(_CHANGES | st.just(_S), max_size=60)


@pytest.mark.parametrize("name", ["eDP-1", "Display A"])
@given(events=_EVENTS)
def test_slides_stay_and_notes_go_only_where_they_were_put(
    name: str, events: list[int | str]
) -> None:
    desk = _Desk(replace(LAPTOP, name=name))
    for event in events:
        before = desk.placement
        if isinstance(event, str):
            desk.press_s()
            continue
        desk.change(event)
        after, there = desk.placement, desk.there
        if len(there) < 2:
            continue
        assert {after.audience, after.presenter_view} <= set(there)
        assert _may_have_notes(after, before, desk)
        if (
            before.presenter_view not in there
            and desk.is_internal.is_internal
            and desk.is_internal in there
        ):
            assert after.presenter_view is desk.is_internal
        if _stays(before, desk):
            assert after.audience == before.audience or is_same(after.audience, desk.chosen)


def _may_have_notes(after: Placement, before: Placement, desk: _Desk) -> bool:
    """Whether the notes are nowhere but where the presenter put them, and there if they can be."""
    if after.situation is Situation.NOTES_HIDDEN:
        free = [screen for screen in desk.there if screen != after.audience]
        return not set(free) & set(desk.for_notes)
    return after.presenter_view in desk.for_notes or after == before


def _stays(before: Placement, desk: _Desk) -> bool:
    """Whether the slides were on a screen of their own, not the laptop's, and it is still there."""
    return (
        before.situation is Situation.SEPARATE
        and before.audience in desk.there
        and before.audience is not desk.is_internal
    )


@given(events=_EVENTS)
def test_windows_return_to_the_chosen_screens(
    events: list[int | str],
) -> None:
    desk = _Desk(LAPTOP)
    for event in events:
        if isinstance(event, str):
            desk.press_s()
        else:
            desk.change(event)
    assert desk.choice.remembered == desk.chosen.identity
    desk.there = [desk.is_internal]
    desk.choice.update(desk.there)
    desk.there = [desk.is_internal, *_OUTSIDE]
    after = desk.choice.update(desk.there)
    assert is_same(after.audience, desk.chosen)
    assert after.presenter_view is desk.is_internal


def test_identical_projector_does_not_inherit_the_notes() -> None:
    one, other = (replace(PROJECTOR, geometry=QRect(left, 0, 1920, 1080)) for left in (1366, 3286))
    choice = ScreenPolicy("")
    now = choice.update([LAPTOP, one])
    choice.swap([LAPTOP, one], now)
    assert choice.update([LAPTOP, one]).presenter_view == one
    assert choice.update([LAPTOP, one, other]).presenter_view == one
    assert choice.update([LAPTOP, other]).presenter_view == LAPTOP


def test_notes_stay_on_a_screen_that_moves() -> None:
    one, other = (replace(PROJECTOR, geometry=QRect(left, 0, 1920, 1080)) for left in (1366, 3286))
    choice = ScreenPolicy("")
    choice.update([LAPTOP, one])
    waiting = choice.update([one, other])
    assert waiting.situation is Situation.NOTES_HIDDEN
    choice.swap([one, other], waiting)
    assert choice.update([one, other]).presenter_view == other
    moved = replace(other, geometry=QRect(3286, 0, 1280, 720))
    assert choice.update([one, moved]).presenter_view == moved


def test_s_moves_slides_to_the_new_screen() -> None:
    desk, came = (
        replace(PROJECTOR, name=name, geometry=QRect(left, 0, 1920, 1080))
        for name, left in (("DP-1", 0), ("HDMI-1", 1920))
    )
    choice = ScreenPolicy("")
    choice.update([desk])
    waiting = choice.update([desk, came])
    assert (waiting.audience, waiting.situation) == (desk, Situation.NOTES_HIDDEN)
    choice.swap([desk, came], waiting)
    assert choice.update([desk, came])[:3] == (came, desk, Situation.SEPARATE)
