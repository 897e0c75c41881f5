"""Discussions in a slideshow: the question of a slide, and the keys of the countdown."""

from collections.abc import Callable
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.report import FindingKind, SlideKind
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import (
    VOTE_S,
    Role,
    Slide,
    countdown_seconds,
    matching_slides,
    option_letter,
    question_slide,
)
from briefing_app.model.slideshow.state import (
    AudienceView,
    Question,
    SlidePosition,
    SlideshowState,
)
from briefing_app.model.slideshow.time import Countdown
from tests.model.sample_outline import sample_outlines
from tests.sample_measures import make_measure
from tests.sample_report import (
    make_discussion,
    make_entry,
    make_finding,
    make_number,
    make_quote,
    make_report,
)

_Key = Callable[[SlideshowState], SlideshowState]

_NOW: Final = 100.0
_OUTLINES: Final = (
    *sample_outlines([[1]]),
    ((False, True),),
    *sample_outlines([[1, 1], [1]]),
)
_STATE: Final = SlideshowState(_OUTLINES, countdowns={1: 240, 3: 120})
"""A slideshow whose second slide is a discussion with an answer, and its last one without."""
_ANSWERED: Final = Question((False, True), 180)
"""A question with an answer, which is its second step."""
_moments = st.floats(0, 1e4)
_answers = st.sampled_from([(False,), (False, True), (False, True, True)])
_questions = st.builds(Question, _answers, st.none() | st.integers(30, 540))
_keys: st.SearchStrategy[_Key] = st.one_of(
    _moments.map(lambda now: lambda state: state.advance(now)),
    st.sampled_from([SlideshowState.go_back, SlideshowState.go_to_last]),
    st.integers(0, 4).map(lambda slide: lambda state: state.go_to_slide(slide)),
    _questions.map(lambda question: lambda state: state.toggle_question(question)),
    _moments.map(lambda now: lambda state: state.toggle_countdown(now)),
    _moments.map(lambda now: lambda state: state.extend_countdown(now)),
    _moments.map(lambda now: lambda state: state.settle_countdowns(now)),
    st.sampled_from([SlideshowState.go_to_first, SlideshowState.toggle_black]),
)


def _slides() -> tuple[Slide, ...]:
    asked = make_finding(1, prompt="Who asks?")
    other = make_finding(2, prompt="Who answers?")
    lonely = make_finding(3, prompt="Who cares?")
    silent = make_finding(4)
    entries = (
        make_entry(1, asked),
        make_discussion(2, finding=asked, answer="Nobody", minutes=5),
        make_entry(3, other),
        make_discussion(4, "Something else?", finding=other, minutes=3),
        make_entry(5, lonely),
        make_entry(6, silent),
        make_discussion(7, "And you?"),
    )
    return briefing_slides(make_report((asked, other, lonely, silent), running_order=entries))


def test_planned_discussion_with_the_same_question_is_shown_itself() -> None:
    slides = _slides()
    assert question_slide(slides, 0) is slides[1]


def test_question_has_minutes_of_a_discussion_of_its_finding_or_none() -> None:
    slides = _slides()
    question = question_slide(slides, 2)
    assert question is not None
    assert [(text.role, text.text) for text in question.texts] == [(Role.QUESTION, "Who answers?")]
    assert question.minutes == 3
    assert question.source == slides[2].list_label
    lonely = question_slide(slides, 4)
    assert lonely is not None
    assert lonely.kind is SlideKind.DISCUSSION
    assert lonely.minutes is None


def test_slide_without_question_and_discussion_itself_have_none() -> None:
    slides = _slides()
    assert [question_slide(slides, index) for index in (1, 5, 6)] == [None] * 3
    assert countdown_seconds(slides) == {1: 300, 3: 180}


def test_figures_have_the_question_of_a_finding_about_them() -> None:
    measure = make_measure()
    force = measure.figures[0].force
    other = make_finding(1, prompt="About something else?")
    silent = make_finding(2, FindingKind.FIGURES)
    asked = make_finding(3, FindingKind.FIGURES, prompt="Why so few?", forces=(force,))
    findings = (other, silent, asked)
    entries = (make_entry(1, measure), make_number(2, measure, force), make_entry(3, asked))
    report = make_report(findings, measures=(measure,), running_order=entries)
    slides = briefing_slides(report)
    (question,) = {question_slide(slides, index) for index in range(3)}
    assert question is not None
    assert question.title == "Why so few?"
    assert question.source == slides[2].list_label
    assert slides[0].prompt == ""
    default = briefing_slides(report._replace(running_order=()))
    (chart,) = (at for at, slide in enumerate(default) if slide.kind is SlideKind.CHART)
    assert question_slide(default, chart) == question
    without = make_report((other, silent), measures=(measure,), running_order=entries[:2])
    assert question_slide(briefing_slides(without), 0) is None


def test_vote_without_minutes_has_30_seconds() -> None:
    options = ("Two", "Nine")
    finding = make_finding(1, prompt="How many?")
    entries = (
        make_entry(1, finding, minutes=3),
        make_discussion(2, finding=finding, options=options),
        make_discussion(3, "How few?", options=options, minutes=2),
    )
    slides = briefing_slides(make_report((finding,), running_order=entries))
    assert countdown_seconds(slides) == {1: VOTE_S, 2: 120}
    assert question_slide(slides, 0) is slides[1]
    assert VOTE_S == 30


def test_vote_knows_what_is_right_and_what_else_is_said() -> None:
    options = ("Two", "Nine")
    entries = (
        make_discussion(1, "Neither?", options=options),
        make_discussion(2, "How many?", options=options, answer="Nine\nSince May.\nNot before."),
        make_discussion(3, "Why?", answer="Nine"),
    )
    neither, nine, talk = briefing_slides(make_report(running_order=entries))
    assert [slide.is_vote for slide in (neither, nine, talk)] == [True, True, False]
    assert [slide.right_option for slide in (neither, nine, talk)] == ["", "Nine", ""]
    assert nine.further_answer == "Since May.\nNot before."
    assert [slide.has_answer for slide in (neither, nine, talk)] == [False, True, True]
    assert neither.name == "Show of hands"
    assert [option_letter(at) for at in (0, 1, 25, 26)] == ["A", "B", "Z", "A"]


def test_vote_has_the_newest_figure_of_its_force_with_its_place() -> None:
    measure = make_measure((("A", 12.5, "p"), ("B", 9, "")))
    measure = measure._replace(unit="per cent of cases", locator="page 4")
    force, other = (figure.force for figure in measure.figures)
    vote = make_discussion(1, "How many?", options=("6", "16"))._replace(measure=measure)
    report = make_report(measures=(measure,), running_order=(vote._replace(force=force),))
    (slide,) = briefing_slides(report)
    assert slide.evidence is not None
    number, statement, *_ = (text.text for text in slide.evidence.texts)
    assert number == "12.5%"
    assert statement.startswith(f"{force.name}: {measure.title}")
    assert statement.endswith("2016, provisional")
    assert slide.evidence.source.endswith("page 4")
    assert matching_slides([slide], measure.title) == matching_slides([slide], "page 4") == [0]
    assert slide.has_answer
    fewer = measure._replace(figures=measure.figures[:1])
    entries = (vote._replace(measure=fewer, force=other),)
    (without,) = briefing_slides(make_report(measures=(fewer,), running_order=entries))
    assert without.evidence is None


def test_vote_has_the_words_that_answer_it_with_speaker_and_place() -> None:
    quote = make_quote(1)
    entry = make_discussion(1, "Why?", options=("A", "B"))._replace(quote=quote)
    (slide,) = briefing_slides(make_report(quotes=(quote,), running_order=(entry,)))
    assert slide.has_answer
    assert slide.evidence is not None
    assert [text.text for text in slide.evidence.texts] == [
        *(f"“{quote.text}”", quote.speaker.name, quote.speaker.role)
    ]
    assert quote.locator in slide.evidence.source
    assert matching_slides([slide], quote.text) == [0]


def test_next_starts_the_countdown_then_shows_the_answer_then_goes_on() -> None:
    state = _STATE.go_to_slide(1)
    assert state.waits_for_start
    state = state.toggle_black().advance(_NOW)
    assert (state.position, state.is_black) == (SlidePosition(1), False)
    assert state.visible_countdown == Countdown(240).started(_NOW)
    state = state.advance(_NOW + 89.5)
    assert state.position == SlidePosition(1, 0, 1)
    assert state.visible_countdown is None
    state = state.advance(_NOW + 89.6)
    assert state.position == SlidePosition(2)
    assert state.visible_countdown is None


@pytest.mark.parametrize("start", [SlideshowState.advance, SlideshowState.toggle_countdown])
def test_next_is_ignored_for_two_seconds_after_any_start(
    start: Callable[[SlideshowState, float], SlideshowState],
) -> None:
    waiting = _STATE.go_to_slide(1)
    paused = waiting.advance(_NOW - 60).toggle_countdown(_NOW - 30)
    for state in (start(waiting, _NOW), paused.toggle_countdown(_NOW)):
        assert state.advance(_NOW + 1.9) == state
        assert state.advance(_NOW + 2).shows_answer


def _left(state: SlideshowState, now: float) -> float:
    countdown = state.visible_countdown
    assert countdown is not None
    return countdown.left(now)


@pytest.mark.parametrize(
    "leave",
    [
        SlideshowState.go_forward,  # to the answer
        SlideshowState.go_back,
        SlideshowState.go_to_last,
        lambda state: state.go_forward().go_forward(),
    ],
)
def test_countdown_stops_out_of_sight_and_continues_on_return_if_it_was_running(
    leave: _Key,
) -> None:
    running = _STATE.go_to_slide(1).advance(_NOW)
    for state, later in ((running, _NOW + 40), (running.toggle_countdown(_NOW + 30), _NOW + 30)):
        left = leave(state).settle_countdowns(_NOW + 30)
        assert left.visible_countdown is None or left.position.slide == 3
        returned = left.go_to_slide(1).settle_countdowns(_NOW + 500)
        assert _left(returned, _NOW + 510) == 240 - (later - _NOW)


def test_countdown_of_a_question_in_front_of_a_slide_waits_until_it_is_asked_again() -> None:
    asked = _STATE.toggle_question(_ANSWERED).advance(_NOW)
    left = asked.go_to_slide(3).settle_countdowns(_NOW + 10)
    returned = left.go_to_slide(0).settle_countdowns(_NOW + 100)
    again = returned.toggle_question(_ANSWERED).settle_countdowns(_NOW + 200)
    assert _left(again, _NOW + 205) == 180 - 15
    answered = again.go_forward().settle_countdowns(_NOW + 205)
    assert answered.visible_countdown is None
    assert _left(answered.go_back().settle_countdowns(_NOW + 300), _NOW + 301) == 180 - 16


def test_countdown_that_a_frozen_audience_sees_runs_until_it_is_out_of_sight() -> None:
    frozen = _STATE.go_to_slide(1).advance(_NOW).toggle_freeze()
    away = frozen.go_to_slide(2).settle_countdowns(_NOW + 10)
    released = away.toggle_freeze().settle_countdowns(_NOW + 30)
    assert _left(released.go_to_slide(1).settle_countdowns(_NOW + 90), _NOW + 90) == 210


@given(st.lists(_keys, max_size=15), _moments)
def test_only_the_countdown_on_screen_runs(keys: list[_Key], now: float) -> None:
    state = _STATE
    for key in keys:
        state = key(state)
    settled = state.settle_countdowns(now)
    assert settled.settle_countdowns(now + 1) == settled
    running = {slide for slide, each in settled.counted.items() if each.is_running}
    assert running <= {settled.position.slide}
    assert not (settled.shows_answer and running)


def test_countdown_on_screen_is_extended() -> None:
    waiting = _STATE.go_to_slide(1)
    assert _left(waiting.extend_countdown(_NOW), _NOW) == 300
    assert _left(waiting.advance(_NOW).extend_countdown(_NOW + 10), _NOW + 30) == 270
    assert _STATE.extend_countdown(_NOW) == _STATE


def test_discussion_without_minutes_goes_straight_to_its_answer() -> None:
    state = _STATE._replace(countdowns={}).go_to_slide(1).advance(_NOW)
    assert state.position == SlidePosition(1, 0, 1)


def test_countdown_of_the_first_slide_waits_for_its_start() -> None:
    assert _STATE._replace(countdowns={0: 240}).go_to_first().waits_for_start


def test_question_is_shown_in_front_of_the_slide_and_left_at_its_end() -> None:
    state = _STATE.go_to_position(SlidePosition(2, 1)).toggle_question(_ANSWERED)
    seen = []
    for presses in range(4):
        seen.append((state.position.question, state.waits_for_start))
        state = state.advance(_NOW + 5 * presses)
    assert seen == [(1, True), (1, False), (2, False), (0, False)]
    assert state.position == SlidePosition(3)  # from the page on which D was pressed
    question = _STATE.toggle_question(_ANSWERED).advance(_NOW).advance(_NOW + 5)
    assert question.go_back().position.question == 1
    assert question.go_back().go_back().position == SlidePosition(0)


def test_started_countdown_goes_on_while_d_shows_the_slide() -> None:
    started = _STATE.toggle_question(_ANSWERED).advance(_NOW)
    slide = started.toggle_question(_ANSWERED)
    assert slide.position == SlidePosition(0)
    assert slide.visible_countdown is None
    assert slide.toggle_countdown(_NOW) == slide
    again = slide.toggle_question(_ANSWERED)
    assert again.visible_countdown == started.visible_countdown


def test_end_of_the_slideshow_stops_the_countdown() -> None:
    ended = _STATE.toggle_question(_ANSWERED).advance(_NOW).end(_NOW + 20)
    assert ended.position == SlidePosition(0)
    assert ended.counted == {0: Countdown(180).started(_NOW).held(_NOW + 20)}


def test_black_and_a_freeze_keep_the_countdown_running() -> None:
    started = _STATE.go_to_slide(1).advance(_NOW)
    black = started.toggle_black()
    assert black.audience.countdown == started.visible_countdown
    frozen = started.toggle_freeze().go_to_slide(3).toggle_countdown(_NOW)
    assert frozen.audience == started.audience
    returned = frozen.settle_countdowns(_NOW + 5).go_to_slide(1).toggle_freeze()
    assert returned.audience == started.audience


@given(st.lists(_keys, max_size=30))
def test_keys_of_discussions_never_leave_the_slideshow(keys: list[_Key]) -> None:
    state = _STATE
    for key in keys:
        state = key(state)
        slide, page, step, question = state.position
        assert 0 <= step < len(state.outlines[slide][page])
        assert 0 <= question <= len(state.question.steps)
        is_discussion = question > 0 or slide in state.countdowns
        assert state.shows_answer <= is_discussion
        assert state.visible_countdown is None or is_discussion


@given(st.lists(_keys, max_size=10), _questions)
def test_d_twice_shows_the_same_slide_again(keys: list[_Key], question: Question) -> None:
    state = _STATE
    for key in keys:
        state = key(state)
    again = state.toggle_question(question).toggle_question(question)
    assert again.position[:3] == state.position[:3]
    assert bool(again.position.question) == bool(state.position.question)
    assert again.counted == state.counted


@given(st.lists(_keys, max_size=10), st.lists(_keys, max_size=10))
def test_frozen_audience_sees_nothing_of_discussions(before: list[_Key], keys: list[_Key]) -> None:
    state = _STATE
    for key in before:
        state = key(state)
    seen = state.audience
    state = state.toggle_freeze()
    for key in keys:
        state = key(state)
        assert state.audience == seen
    released = state.toggle_freeze()
    assert released.audience == AudienceView(
        state.position, state.is_black, state.visible_countdown
    )


@given(st.lists(_keys, max_size=15))
def test_clicker_alone_leads_to_the_end(keys: list[_Key]) -> None:
    state = _STATE
    for key in keys:
        state = key(state)
    for presses in range(0, 90, 3):
        if state.next_position is None and not state.waits_for_start:
            break
        state = state.advance(1e5 + presses)
    assert state.position == SlidePosition(3)
