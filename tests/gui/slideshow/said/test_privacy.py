"""What is typed for the room is seen by the audience only when it is meant to be."""

from typing import Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.said import SAID_TITLE
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshow.said.room import (
    DISCUSSION,
    GUESS,
    VOTE,
    enter,
    room_slides,
    said_field,
    said_panel,
    seen_by_audience,
    type_text,
)
from tests.gui.slideshows import LAPTOP, NOTES, PROJECTOR, Screens, button, press, process_events

_LINE: Final = "Table 7: what nobody else may read"
_GUESS_NUMBER: Final = "471"
_HANDS_NUMBER: Final = "864"
_UNFINISHED: Final = "913"
_SECRETS: Final = (_LINE, _GUESS_NUMBER, _HANDS_NUMBER, _UNFINISHED, NOTES)
_PLACES: Final = {"guess": GUESS, "hands": VOTE, "say in a vote": VOTE, "say": DISCUSSION}
_TYPED: Final = {"guess": _GUESS_NUMBER, "hands": _HANDS_NUMBER, "say in a vote": "1 2 3 4"}
_KEYS: Final = (
    *("D", "R", "Shift+R", "T", "I", "L", "F", "B", "S", "Z", "Home", "End", "PgUp", "PgDown"),
)
_ACTIONS: Final = (
    *_KEYS,
    *("guess", "hands", "say in a vote", "say", "half a line", "half a number", "Up in the field"),
    *("Esc in the field", "We will", "unplug", "plug in"),
)


@pytest.fixture
def slides() -> tuple[Slide, ...]:
    """Return slides that ask the room."""
    return room_slides()


def _takes_number(show: Presentation) -> bool:
    return said_panel(show).isVisible() and said_field(show).accessibleName() != SAID_TITLE


def _say(show: Presentation, action: str) -> None:
    """Go to a slide, enter what is asked there, and leave the field."""
    show.go_to(_PLACES[action])
    process_events()
    if _takes_number(show):
        enter(show, _TYPED[action])
    if action.startswith("say") and not _takes_number(show):
        enter(show, _LINE)
    press(said_field(show), "Esc")


def _act(show: Presentation, screens: Screens, action: str) -> None:
    """Press a key, or do what an action says."""
    match action:
        case "guess" | "hands" | "say in a vote" | "say":
            _say(show, action)
        case "half a line" | "half a number":
            if _takes_number(show) == (action == "half a number"):
                type_text(show, _LINE if action == "half a line" else _UNFINISHED)
        case "We will" if not _takes_number(show):
            button(show.presenter_view, "We will").click()
        case "Up in the field":
            said_field(show).clear()
            press(said_field(show), "Up")
        case "Esc in the field":
            press(said_field(show), "Esc")
        case "unplug" | "plug in":
            screens.set_screens(*((LAPTOP,) if action == "unplug" else (LAPTOP, PROJECTOR)))
        case key if key in _KEYS:
            press(show.audience, key, text="")
    process_events()


def _secrets_seen(show: Presentation) -> set[str]:
    seen = seen_by_audience(show)
    return {secret for secret in _SECRETS if secret in seen}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(actions=["say", "Shift+R", "F", "Home", "Shift+R"])
@example(actions=["Home", "PgDown", "F", "guess", "F", "half a number", "PgDown"])
@example(actions=["hands", "half a number", "PgDown", "PgDown", "PgUp"])
@example(actions=["End", "PgUp", "PgUp", "PgUp", "F", "hands", "PgDown", "PgDown", "F"])
@example(actions=["say in a vote", "Shift+R", "PgUp", "PgDown", "PgDown", "PgDown"])
@given(actions=st.lists(st.sampled_from(_ACTIONS), max_size=15))
def test_audience_sees_nothing_that_is_typed_before_it_is_meant_to(
    start_slideshow: StartSlideshow, fake_screens: Screens, actions: list[str]
) -> None:
    fake_screens.set_screens(LAPTOP, PROJECTOR)
    show = start_slideshow(position=SlidePosition(DISCUSSION))
    shown_for: tuple[int, bool] | None = None  # the slide, and whether it is its question
    may_see_lines = False
    for action in actions:
        was_shown_for, was_frozen = show.state.said.shown_for, show.state.is_frozen
        seen_before = _secrets_seen(show) if was_frozen else set[str]()
        _act(show, fake_screens, action)
        position, seen = show.state.audience.position, _secrets_seen(show)
        own = (show.state.position.slide, bool(show.state.position.question))
        is_switched = action == "Shift+R" and show.state.said.shown_for != was_shown_for
        if is_switched:
            shown_for = own if show.state.said.shown_for else None
        keeps_seen = show.state.is_frozen and not is_switched
        may_see_lines = own == shown_for or (may_see_lines and keeps_seen)
        allowed = set()
        if may_see_lines:
            allowed |= {_LINE}
        if position.slide == GUESS and not position.question:
            allowed |= {_GUESS_NUMBER}
        if position.slide == VOTE and position.step:
            allowed |= {_HANDS_NUMBER}
        assert seen <= allowed
        if was_frozen and show.state.is_frozen:
            assert seen <= seen_before
    show.end()


def test_guess_is_seen_as_soon_as_it_is_entered(start_slideshow: StartSlideshow) -> None:
    show = start_slideshow(position=SlidePosition(GUESS))
    type_text(show, _GUESS_NUMBER)
    process_events()
    assert _secrets_seen(show) == set()
    press(said_field(show), "Return")
    assert _secrets_seen(show) == {_GUESS_NUMBER}
    press(said_field(show), "PgDown")  # draws the bars
    assert _secrets_seen(show) == {_GUESS_NUMBER}
    press(said_field(show), "Up")
    assert _secrets_seen(show) == set()


def test_hands_are_seen_with_the_result(start_slideshow: StartSlideshow) -> None:
    show = start_slideshow(position=SlidePosition(VOTE))
    enter(show, _HANDS_NUMBER)
    assert _secrets_seen(show) == set()
    show.slideshow.update(show.state.go_forward())
    assert _secrets_seen(show) == {_HANDS_NUMBER}
    show.slideshow.update(show.state.go_back())
    assert _secrets_seen(show) == set()
