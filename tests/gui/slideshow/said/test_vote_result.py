"""The result of a vote in a running slideshow: what the audience sees of the room's hands."""

import pytest

from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.status_text import next_slide_text, position_text
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.state import SlidePosition, SlideshowState
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshow.said.room import (
    GUESS,
    VOTE,
    enter,
    room_slides,
    said_field,
    seen_by_audience,
)
from tests.gui.slideshows import press, process_events
from tests.layout.vote_samples import FIGURE, NUMBERS
from tests.layout.vote_samples import vote as vote_sample
from tests.sample_report import make_discussion, make_report


@pytest.fixture
def slides() -> tuple[Slide, ...]:
    """Return slides that ask the room."""
    return room_slides()


@pytest.fixture
def vote(start_slideshow: StartSlideshow) -> Presentation:
    """Return a slideshow at the vote."""
    return start_slideshow(position=SlidePosition(VOTE))


def _show_result(show: Presentation) -> None:
    show.slideshow.update(show.state.go_forward())
    process_events()


def test_result_has_the_hands_that_were_counted_before(vote: Presentation) -> None:
    enter(vote, "3 5 9 2")
    assert "19 hands" not in seen_by_audience(vote)
    _show_result(vote)
    assert "This room: 19 hands" in seen_by_audience(vote)
    assert "B 16, right, 5 hands" in seen_by_audience(vote)
    _, page, step, *_ = vote.state.position
    assert (page, step) == (0, 1)
    press(said_field(vote), "Esc")
    press(vote.presenter_view, "PgUp")
    process_events()
    assert "19 hands" not in seen_by_audience(vote)


def test_screen_reader_hears_the_result_as_the_audience_sees_it(
    start_slideshow: StartSlideshow, heard: list[str]
) -> None:
    vote = start_slideshow(position=SlidePosition(VOTE))
    enter(vote, "3 5 9 2")
    _show_result(vote)
    assert heard[-1].startswith(
        "Answer. This room: 19 hands. A 6, 3 hands. B 16, right, 5 hands. C 60, 9 hands."
        " D 160, 2 hands."
    )
    vote.slideshow.update(vote.state.go_back())
    process_events()
    assert heard[-1] == "Question"


@pytest.mark.parametrize("slides", [(vote_sample(NUMBERS, "16", FIGURE),)])
def test_screen_reader_hears_the_figure_of_the_report_with_the_result(
    start_slideshow: StartSlideshow, heard: list[str]
) -> None:
    show = start_slideshow()
    process_events()
    _show_result(show)
    assert f"The report. {FIGURE.statement}" in heard[-1]
    assert " 16. " in heard[-1]


def test_screen_reader_hears_the_figures_beside_the_guesses(
    start_slideshow: StartSlideshow, heard: list[str]
) -> None:
    guess = start_slideshow(position=SlidePosition(GUESS))
    enter(guess, "60")
    _show_result(guess)
    assert heard[-1].startswith("All bars.")
    assert "Alpha 16 our guess 60. Bravo 99. Charlie 20." in heard[-1]


def test_hands_that_are_counted_late_appear_on_the_result(vote: Presentation) -> None:
    _show_result(vote)
    assert "right" in seen_by_audience(vote)
    enter(vote, "3 5 9 2")
    assert "This room: 19 hands" in seen_by_audience(vote)


def test_result_is_not_covered_by_what_was_said(vote: Presentation) -> None:
    enter(vote, "3 5 9 2")
    enter(vote, "Nobody was sure")
    press(said_field(vote), "Esc")
    press(vote.presenter_view, "Shift+R")
    process_events()
    assert "Nobody was sure" in seen_by_audience(vote)
    _show_result(vote)
    assert "Nobody was sure" not in seen_by_audience(vote)
    assert "19 hands" in seen_by_audience(vote)


@pytest.mark.parametrize(("answer", "name"), [("", "result"), ("6", "answer")])
def test_presenter_reads_what_follows_a_vote(answer: str, name: str) -> None:
    entry = make_discussion(1, "How many?", options=("6", "16"), answer=answer)
    slides = briefing_slides(make_report(running_order=(entry,)))
    pages = SlidePages(slides)
    state = SlideshowState(pages, countdowns={0: 30}).advance(0)
    assert next_slide_text(state, pages) == name.capitalize()
    assert position_text(state.position, pages) == "1 of 1 · question"
    assert position_text(state.go_forward().position, pages) == f"1 of 1 · {name}"
