"""The presenter's policy of screens while screens are plugged in and out."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from briefing_app.gui.slideshow.screens.assignment import Placement, ScreenInfo, Situation, is_same
from briefing_app.gui.slideshow.screens.policy import ScreenPolicy
from tests.gui.slideshows import LAPTOP, PROJECTOR

_PROJECTORS: Final = [
    PROJECTOR._replace(name=name, geometry=QRect(1366, 1080 * row, 1920, 1080))
    for row, name in enumerate(("HDMI-1", "DP-2", "DP-3", "VGA-1", "EPSON PJ"))
]
"""Projectors; the name of one doesn't say its port."""


_S: Final = "S"


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


_EVENTS: Final = st.lists(_CHANGES | _RECONNECTIONS | st.just(_S), max_size=60)


@pytest.mark.parametrize("name", ["eDP-1", "Display A"])
@given(events=_EVENTS)
def test_slides_stay_and_notes_go_only_where_they_were_put(
    name: str, events: list[int | str]
) -> None:
    setup = _Setup(LAPTOP._replace(name=name))
    for event in events:
        before = setup.placement
        if isinstance(event, str):
            setup.press_s()
            continue
        if event >= _RECONNECT:
            setup.reconnect(event - _RECONNECT)
        else:
            setup.change(event)
        after, available = setup.placement, setup.available
        if len(available) < 2:
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
def test_windows_return_to_the_chosen_screens(
    events: list[int | str],
) -> None:
    setup = _Setup(LAPTOP)
    for event in events:
        if isinstance(event, str):
            setup.press_s()
        elif event >= _RECONNECT:
            setup.reconnect(event - _RECONNECT)
        else:
            setup.change(event)
    assert setup.policy.remembered == setup.chosen.identity
    setup.available = [setup.laptop]
    setup.policy.update(setup.available)
    setup.available = [setup.laptop, *_PROJECTORS]
    after = setup.policy.update(setup.available)
    assert is_same(after.audience, setup.chosen)
    assert after.presenter_view is setup.laptop


def test_identical_projector_does_not_inherit_the_notes() -> None:
    one, other = (PROJECTOR._replace(geometry=QRect(left, 0, 1920, 1080)) for left in (1366, 3286))
    policy = ScreenPolicy("")
    now = policy.update([LAPTOP, one])
    policy.swap([LAPTOP, one], now)
    assert policy.update([LAPTOP, one]).presenter_view == one
    assert policy.update([LAPTOP, one, other]).presenter_view == one
    assert policy.update([LAPTOP, other]).presenter_view == LAPTOP


def test_notes_stay_on_a_screen_that_moves() -> None:
    one, other = (PROJECTOR._replace(geometry=QRect(left, 0, 1920, 1080)) for left in (1366, 3286))
    policy = ScreenPolicy("")
    policy.update([LAPTOP, one])
    hidden = policy.update([one, other])
    assert hidden.situation is Situation.NOTES_HIDDEN
    policy.swap([one, other], hidden)
    assert policy.update([one, other]).presenter_view == other
    moved = other._replace(geometry=QRect(3286, 0, 1280, 720))
    assert policy.update([one, moved]).presenter_view == moved


def test_s_moves_slides_to_the_new_screen() -> None:
    setup, added = (
        PROJECTOR._replace(name=name, geometry=QRect(left, 0, 1920, 1080))
        for name, left in (("DP-1", 0), ("HDMI-1", 1920))
    )
    policy = ScreenPolicy("")
    policy.update([setup])
    hidden = policy.update([setup, added])
    assert (hidden.audience, hidden.situation) == (setup, Situation.NOTES_HIDDEN)
    policy.swap([setup, added], hidden)
    assert policy.update([setup, added])[:3] == (added, setup, Situation.SEPARATE)


@pytest.mark.parametrize("keys", [[True], [True, False]], ids=["notes", "notes-and-slides"])
def test_only_screen_is_the_presenters_while_notes_are_in_front(keys: list[bool]) -> None:
    one, added = (
        PROJECTOR._replace(name=name, geometry=QRect(left, 0, 1920, 1080))
        for name, left in (("DP-1", 0), ("HDMI-1", 1920))
    )
    policy = ScreenPolicy("")
    policy.update([one])
    for notes in keys:
        policy.record_front_window(one, notes=notes)
    placement = policy.update([one, added])
    is_separate = placement.situation is Situation.SEPARATE
    assert is_separate is keys[-1]
