"""The room's guesses and hands, typed in the presenter view."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.said import SAID_ADVICE, SAID_TITLE, SaidKind
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshow.presenter.views import resize
from tests.gui.slideshow.said.room import (
    FINDING,
    GUESS,
    MANY,
    VOTE,
    enter,
    room_slides,
    said_field,
    said_panel,
    type_text,
)
from tests.gui.slideshows import SAMPLE_SESSION, button, labels, press, process_events
from tests.sample_measures import make_force


@pytest.fixture
def slides() -> tuple[Slide, ...]:
    """Return slides that ask the room."""
    return room_slides()


@pytest.fixture
def guess(start_slideshow: StartSlideshow) -> Presentation:
    """Return a slideshow at the chart to guess."""
    return start_slideshow(position=SlidePosition(GUESS))


@pytest.fixture
def vote(start_slideshow: StartSlideshow) -> Presentation:
    """Return a slideshow at the vote."""
    return start_slideshow(position=SlidePosition(VOTE))


def _guesses(show: Presentation) -> dict[str, float]:
    numbers = show.state.said.numbers(show.slides[GUESS].key, SaidKind.GUESS)
    return {name.removesuffix(" Made-up Police"): number for name, number in numbers.items()}


def _hands(show: Presentation) -> dict[str, float]:
    return dict(show.state.said.numbers(show.slides[VOTE].key, SaidKind.HANDS))


def _asked(show: Presentation) -> str:
    """Return what the presenter view asks, which the field says, too."""
    name = said_field(show).accessibleName()
    assert name in labels(show.presenter_view)
    if name != SAID_TITLE:
        asked = said_field(show).placeholderText().removeprefix("R: ")
        assert asked in {name, "Type a number"}
    return name


def _says(show: Presentation, text: str) -> bool:
    """Return whether the presenter view shows a text."""
    process_events()
    return text in labels(show.presenter_view)


def test_guesses_are_asked_one_after_the_other(guess: Presentation, heard: list[str]) -> None:
    process_events()
    assert _asked(guess) == "Alpha: our guess?"
    assert _says(guess, "0 of 3 guesses")
    press(guess.presenter_view, "R")
    assert heard[-1].startswith("Alpha: our guess? Type a number.")
    enter(guess, "60")
    assert _guesses(guess) == {"Alpha": 60.0}
    assert heard[-1] == "Alpha: our guess 60. The audience sees it. Bravo: our guess?"
    assert _asked(guess) == "Bravo: our guess?"
    assert _says(guess, "1 of 3 guesses")
    assert _says(guess, "Alpha 60")
    enter(guess, "")
    assert heard[-1] == "Skipped. Charlie: our guess?"
    assert _asked(guess) == "Charlie: our guess?"
    enter(guess, "1250")
    assert _guesses(guess) == {"Alpha": 60.0, "Charlie": 1250.0}
    assert heard[-1].endswith("The audience sees it. Nothing more to guess")
    assert _says(guess, "2 of 3 guesses")
    assert _says(guess, "Alpha 60 · Charlie 1,250")
    assert said_panel(guess).is_typing


def test_nothing_more_is_taken_after_the_last_guess(guess: Presentation) -> None:
    for text in ("1", "2", "3", ""):
        enter(guess, text)
    enter(guess, "4")
    assert _guesses(guess) == {"Alpha": 1.0, "Bravo": 2.0, "Charlie": 3.0}
    assert said_field(guess).text() == "4"
    assert _says(guess, "Nothing more to guess. Up takes the last one back.")


def test_line_below_the_field_says_what_can_be_typed(guess: Presentation) -> None:
    resize(guess, 1366, 768)

    def advice() -> list[str]:
        process_events()
        return [label.text() for label in said_panel(guess).findChildren(QLabel)]

    assert "Enter alone skips a bar." in advice()
    for text in ("60", "", "1250"):
        enter(guess, text)
    assert "Up takes the last one back." in advice()


def test_numbers_can_be_typed_as_soon_as_the_slide_is_there(guess: Presentation) -> None:
    """Without waiting for the presenter view."""
    press(guess.presenter_view, "R")
    for key in ("6", "Return", "7", "Return", "8", "Return"):
        press(said_field(guess), key, text=key if key.isdigit() else "")
    assert _guesses(guess) == {"Alpha": 6.0, "Bravo": 7.0, "Charlie": 8.0}


def test_hands_are_counted_one_by_one(vote: Presentation, heard: list[str]) -> None:
    process_events()
    assert _asked(vote) == "A 6: hands?"
    press(vote.presenter_view, "R")
    assert heard[-1].startswith("A 6: hands? Type how many, or the numbers for all options.")
    enter(vote, "3")
    assert heard[-1] == "A 6: 3 hands. Hidden from the audience until the result. B 16: hands?"
    for text in ("5", "", "1"):
        enter(vote, text)
    assert _hands(vote) == {"6": 3.0, "16": 5.0, "160": 1.0}
    assert "D 160: 1 hand. Hidden from the audience until the result. 9 hands." in heard[-1]
    assert _says(vote, "9 hands")
    assert _says(vote, "A 3 · B 5 · D 1")


def test_hands_are_counted_for_all_options_at_once(vote: Presentation, heard: list[str]) -> None:
    enter(vote, "3 5 9 2")
    assert _hands(vote) == {"6": 3.0, "16": 5.0, "60": 9.0, "160": 2.0}
    assert heard[-1].startswith("A 6: 3 hands, B 16: 5 hands, C 60: 9 hands, D 160: 2 hands.")
    assert "19 hands. Type what was said." in heard[-1]


def test_lines_are_typed_after_the_hands(vote: Presentation) -> None:
    mark = button(vote.presenter_view, "We will")
    assert not mark.isVisible()
    assert not _says(vote, SAID_ADVICE)
    enter(vote, "3 5 9 2")
    assert _asked(vote) == SAID_TITLE
    assert _says(vote, SAID_ADVICE)
    assert mark.isVisible()
    enter(vote, "I thought of another force")
    assert _says(vote, "19 hands · 1 line")
    (line,) = vote.state.said.of(vote.slides[VOTE].key)
    assert line.text == "I thought of another force"
    press(vote.presenter_view, "Shift+R")
    assert _says(vote, "19 hands · 1 line · on screen")


def test_bad_input_is_answered_and_stays_in_the_field(
    guess: Presentation, heard: list[str]
) -> None:
    before = labels(guess.presenter_view)
    for slide, numbers in ((GUESS, _guesses), (VOTE, _hands)):
        guess.go_to(slide)
        process_events()
        for text in ("abc", "-3", "1e400", "12,5", "1,250", "12 %", "1 2 3 4 5"):
            heard.clear()
            enter(guess, text)
            assert said_field(guess).text() == text
            assert numbers(guess) == {}
            assert said_panel(guess).is_typing
            (answer,) = [each for each in labels(guess.presenter_view) if each == heard[-1]]
            assert answer not in before
            assert len(answer) <= 50
        enter(guess, "5")
        assert numbers(guess)
        assert answer not in labels(guess.presenter_view)


def test_enter_with_shift_is_enter_for_numbers(guess: Presentation) -> None:
    for number, key in (("60", "Return"), ("70", "Shift+Return")):
        type_text(guess, number)
        press(said_field(guess), key)
    assert _guesses(guess) == {"Alpha": 60.0, "Bravo": 70.0}


def test_up_takes_the_last_number_back(guess: Presentation, heard: list[str]) -> None:
    for text in ("60", "", "1250"):
        enter(guess, text)
    field = said_field(guess)
    press(field, "Up")
    process_events()
    assert field.text() == "1250"
    assert _guesses(guess) == {"Alpha": 60.0}
    assert _asked(guess) == "Charlie: our guess?"
    assert heard[-1].startswith("Charlie: our guess?")
    assert field.selectedText() == "1250"  # the next digit replaces it
    enter(guess, "125")
    assert _guesses(guess) == {"Alpha": 60.0, "Charlie": 125.0}
    for text in ("125", "", "60"):
        press(field, "Up")
        assert field.text() == text
        field.clear()
    press(field, "Up")
    process_events()
    assert _guesses(guess) == {}
    assert _asked(guess) == "Alpha: our guess?"


def test_up_takes_lines_back_before_hands(vote: Presentation) -> None:
    enter(vote, "3 5 9 2")
    enter(vote, "A line")
    field = said_field(vote)
    press(field, "Up")
    assert field.text() == "A line"
    field.clear()
    press(field, "Up")
    assert field.text() == "2"
    assert _hands(vote) == {"6": 3.0, "16": 5.0, "60": 9.0}
    press(field, "Return")
    assert _hands(vote)["160"] == 2.0
    assert vote.state.said.of(vote.slides[VOTE].key) == ()


def test_all_hands_can_be_counted_again(vote: Presentation) -> None:
    enter(vote, "3 5 9 2")
    press(said_field(vote), "Up")
    enter(vote, "1 2 3 4")
    assert list(_hands(vote).values()) == [1.0, 2.0, 3.0, 4.0]


def test_number_that_was_not_entered_is_dropped_when_its_slide_is_left(
    guess: Presentation,
) -> None:
    for slide in (GUESS, VOTE):
        guess.go_to(slide)
        process_events()
        type_text(guess, "47")
        guess.go_to(FINDING)
        process_events()
        assert said_field(guess).text() == ""
    type_text(guess, "")
    assert guess.state.said.lines == ()
    guess.go_to(GUESS)
    process_events()
    type_text(guess, "47")
    guess.end()
    assert guess.state.said.lines == ()


def test_clicker_turns_slides_while_numbers_are_typed(guess: Presentation) -> None:
    press(guess.presenter_view, "R")
    for key in ("F", "B", "1"):
        press(said_field(guess), key, text=key.lower())
    assert said_field(guess).text() == "fb1"
    press(said_field(guess), "PgDown")
    process_events()
    assert guess.state.position == SlidePosition(GUESS, step=1)
    assert said_field(guess).text() == "fb1"  # still the same slide
    press(said_field(guess), "PgUp")
    press(said_field(guess), "PgUp")
    process_events()
    assert guess.state.position.slide == FINDING
    assert not said_panel(guess).isVisible()


@pytest.mark.parametrize("window", ["audience", "presenter_view"])
def test_clicker_is_enough_for_all_but_typing(
    guess: Presentation, monkeypatch: pytest.MonkeyPatch, window: str
) -> None:
    seconds = [0.0]
    monkeypatch.setattr(guess.slideshow, "now", lambda: seconds[0])

    def click() -> None:
        seconds[0] += 10
        is_in_field = window == "presenter_view" and said_panel(guess).is_typing
        press(said_field(guess) if is_in_field else getattr(guess, window), "PgDown")
        process_events()

    enter(guess, "60")
    click()
    assert guess.state.position == SlidePosition(GUESS, step=1)  # the bars
    click()
    assert guess.state.position == SlidePosition(VOTE)
    click()
    countdown = guess.state.visible_countdown
    assert countdown is not None
    assert countdown.is_running
    enter(guess, "3 5 9 2")
    click()
    assert guess.state.shows_answer
    assert said_panel(guess).is_typing
    click()
    assert guess.state.position == SlidePosition(MANY)
    assert not said_panel(guess).is_typing
    click()
    assert guess.state.position == SlidePosition(MANY, step=1)
    assert _guesses(guess) == {"Alpha": 60.0}
    assert list(_hands(guess).values()) == [3.0, 5.0, 9.0, 2.0]


def test_escape_leaves_the_field_and_r_asks_the_same_again(guess: Presentation) -> None:
    enter(guess, "60")
    enter(guess, "")
    press(said_field(guess), "Esc")
    assert not said_panel(guess).is_typing
    press(guess.presenter_view, "R")
    assert _asked(guess) == "Charlie: our guess?"


def test_slide_that_is_shown_again_asks_for_what_comes_after_the_last_number(
    guess: Presentation,
) -> None:
    enter(guess, "60")
    guess.go_to(VOTE)
    process_events()
    enter(guess, "3")
    guess.go_to(GUESS)
    process_events()
    assert _asked(guess) == "Bravo: our guess?"
    guess.go_to(VOTE)
    process_events()
    assert _asked(guess) == "B 16: hands?"


def test_presenter_is_told_if_the_audience_sees_the_guess_later(
    guess: Presentation, heard: list[str]
) -> None:
    for key, force, after in (("F", "Alpha", "freeze"), ("B", "Bravo", "black screen")):
        press(guess.presenter_view, key)
        process_events()
        enter(guess, "60")
        assert f"{force}: our guess 60. The audience sees it after the {after}." in heard[-1]
        press(said_field(guess), "Esc")
        press(guess.presenter_view, key)


def test_hands_after_the_result_are_seen_at_once(vote: Presentation, heard: list[str]) -> None:
    vote.slideshow.update(vote.state.go_forward())
    process_events()
    enter(vote, "3")
    assert heard[-1].startswith("A 6: 3 hands. The audience sees them.")


def test_frozen_audience_gets_no_number(guess: Presentation) -> None:
    enter(guess, "60")
    press(said_field(guess), "Esc")
    press(guess.presenter_view, "F")
    enter(guess, "70")
    seen = guess.state.audience.said.numbers(guess.slides[GUESS].key, SaidKind.GUESS)
    assert seen == {make_force("Alpha").name: 60.0}
    assert _guesses(guess) == {"Alpha": 60.0, "Bravo": 70.0}


def test_numbers_are_back_after_a_crash(
    start_slideshow: StartSlideshow, personal: PersonalData
) -> None:
    killed = start_slideshow(position=SlidePosition(GUESS))
    enter(killed, "60")
    killed.go_to(VOTE)
    process_events()
    enter(killed, "3 5")
    kept = personal.said.lines(SAMPLE_SESSION.id)
    assert [line.marked_text for line in kept] == [
        "Alpha: our guess 60",
        "6: 3 hands in this room",
        "16: 5 hands in this room",
    ]
    resumed = start_slideshow(position=SlidePosition(VOTE))
    process_events()
    assert _guesses(resumed) == {"Alpha": 60.0}
    assert _hands(resumed) == {"6": 3.0, "16": 5.0}
    assert _asked(resumed) == "C 60: hands?"
    enter(resumed, "9")
    press(said_field(resumed), "Up")
    process_events()
    assert len(personal.said.lines(SAMPLE_SESSION.id)) == 3


def test_guess_that_an_earlier_version_kept_is_back_at_its_bar(
    start_slideshow: StartSlideshow, personal: PersonalData
) -> None:
    killed = start_slideshow(position=SlidePosition(GUESS))
    enter(killed, "60")
    (kept,) = personal.said.lines(SAMPLE_SESSION.id)
    assert kept.id is not None
    personal.said.remove(kept.id)
    personal.said.add(SAMPLE_SESSION, replace(kept, force=""))
    resumed = start_slideshow(position=SlidePosition(GUESS))
    process_events()
    assert _guesses(resumed) == {"Alpha": 60.0}
    assert _asked(resumed) == "Bravo: our guess?"
    enter(resumed, "7")
    assert [each.text for each in personal.said.lines(SAMPLE_SESSION.id)] == ["Alpha", "Bravo"]


def test_chart_with_many_bars_and_no_highlight_says_why_it_takes_no_guess(
    guess: Presentation,
) -> None:
    guess.go_to(MANY)
    process_events()
    assert not said_panel(guess).isVisible()
    press(guess.presenter_view, "R")
    assert _says(guess, "More than six bars, and none is highlighted: say the guesses aloud.")
    for key in ("5", "Return"):  # typed all the same
        press(guess.presenter_view, key, text="5" if key == "5" else "")
    assert guess.state.position == SlidePosition(MANY)


def test_board_of_a_guess_is_refused_with_a_reason(guess: Presentation) -> None:
    press(guess.presenter_view, "Shift+R")
    assert _says(guess, "The audience sees each guess when you press Enter. Next shows the bars.")
    assert not guess.state.said.shown_for
    assert not button(guess.presenter_view, "Show to audience").isVisible()
