"""The presenter's choice of screens holds through all that is plugged in and out."""

from dataclasses import replace
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from briefing_app.gui.screen_choice import ScreenChoice
from briefing_app.gui.screens import Placement, ScreenInfo, Situation, is_same
from tests.gui.shows import LAPTOP, PROJECTOR

_OUTSIDE: Final = [
    replace(PROJECTOR, name=name, geometry=QRect(1366, 1080 * row, 1920, 1080))
    for row, name in enumerate(("HDMI-1", "HDMI-1", "DP-2", "VGA-1", "EPSON PJ"))
]
"""Projectors; two are of one kind, and of one no name tells where it is plugged in."""

_S: Final = "S"
_CHANGES: Final = st.integers(0, len(_OUTSIDE))
"""Which one is plugged in or out; the laptop's own is opened or closed."""


class _Desk:
    """A laptop, what is plugged into it, and the choice that follows."""

    def __init__(self, own: ScreenInfo) -> None:
        self.own = own
        self.there = [own, _OUTSIDE[0]]
        self.choice = ScreenChoice("")
        self.chosen = _OUTSIDE[0]
        """The presenter's choice for the slides."""
        self.placement = self.choice.follow(self.there)

    def press_s(self) -> None:
        """Swap, where there are two."""
        before = self.placement
        if before.situation is not Situation.TWO:
            return
        self.choice.turn(self.there, before)
        self.placement = self.choice.follow(self.there)
        assert self.placement.audience != before.audience
        if self.placement.audience is not self.own:
            self.chosen = self.placement.audience

    def change(self, at: int) -> ScreenInfo | None:
        """Plug one in or out; the last one stays. Tells which one came, if one did."""
        changed = [self.own, *_OUTSIDE][at]
        rest = [screen for screen in self.there if screen != changed]
        came = len(rest) == len(self.there)
        self.there = [*rest, changed] if came else rest or self.there
        self.placement = self.choice.follow(self.there)
        return changed if came else None


_EVENTS: Final = st.lists(_CHANGES | st.just(_S), max_size=60)


@pytest.mark.parametrize("name", ["eDP-1", "Display A"])
@given(events=_EVENTS)
@example(events=["S", 2, 1, 1])  # one of two alike goes, with the notes on it
def test_that_nothing_moves_to_a_screen_that_came_unless_that_is_better(
    name: str, events: list[int | str]
) -> None:
    desk = _Desk(replace(LAPTOP, name=name))
    for event in events:
        before = desk.placement
        if isinstance(event, str):
            desk.press_s()
            continue
        came = desk.change(event)
        after, there = desk.placement, desk.there
        if len(there) < 2:
            continue
        assert after.situation is Situation.TWO
        assert {after.audience, after.console} <= set(there)
        if after.console == came:
            assert came is desk.own or set(there) == {after.audience, came}
        if before.console not in there and desk.own.own and desk.own in there:
            assert after.console is desk.own
        if _stays(before, desk):
            assert after.audience == before.audience or is_same(after.audience, desk.chosen)


def _stays(before: Placement, desk: _Desk) -> bool:
    """Whether the slides were on a screen of their own, not the laptop's, and it is still there."""
    return (
        before.situation is Situation.TWO
        and before.audience in desk.there
        and before.audience is not desk.own
    )


@given(events=_EVENTS)
def test_that_slides_and_notes_return_to_the_projector_that_was_chosen_and_the_laptop(
    events: list[int | str],
) -> None:
    desk = _Desk(LAPTOP)
    for event in events:
        if isinstance(event, str):
            desk.press_s()
        else:
            desk.change(event)
    assert desk.choice.remembered == desk.chosen.identity
    desk.there = [desk.own]
    desk.choice.follow(desk.there)
    desk.there = [desk.own, *_OUTSIDE]
    after = desk.choice.follow(desk.there)
    assert is_same(after.audience, desk.chosen)
    assert after.console is desk.own
