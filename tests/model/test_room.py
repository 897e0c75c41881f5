"""What a slide asks the room, and how the numbers that are typed are read."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.report import Measure, Reveal
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.room import (
    MAX_GUESSES,
    Asking,
    RoomAnswers,
    RoomNumberError,
    RoomQuestions,
    plain_number_text,
    room_questions,
    with_forces,
)
from briefing_app.model.slideshow.said import SAID_ADVICE, SaidKind, SaidLine, SaidLines
from tests.sample_measures import make_force, make_measure
from tests.sample_report import make_discussion, make_entry, make_report


def _asked(slide: Slide) -> RoomQuestions:
    questions = room_questions(slide)
    assert questions is not None
    return questions


def _chart(measure: Measure, reveal: Reveal = Reveal.GUESS, title: str = "") -> Slide:
    entries = (make_entry(1, measure, reveal=reveal, title=title),)
    return briefing_slides(make_report(measures=(measure,), running_order=entries))[0]


def _vote(*options: str) -> RoomQuestions:
    entries = (make_discussion(1, "How many?", options=options),)
    return _asked(briefing_slides(make_report(running_order=entries))[0])


@pytest.fixture
def measure() -> Measure:
    return make_measure()


@pytest.fixture
def vote() -> RoomQuestions:
    """Return what a vote with four options asks."""
    return _vote("6", "16", "60", "160")


@pytest.fixture
def guess(measure: Measure) -> RoomQuestions:
    """Return what a chart asks."""
    return _asked(_chart(measure))


def test_chart_asks_for_each_bar_in_the_order_of_names(guess: RoomQuestions) -> None:
    assert guess.kind is SaidKind.GUESS
    assert [each.label for each in guess.each] == ["Alpha", "Bravo", "Charlie"]
    assert guess.prompt(0) == "Alpha: our guess?"
    assert guess.prompt(3) == "Nothing more to guess"


def test_bars_whose_names_look_the_same_have_guesses_of_their_own() -> None:
    rows = [("Dyfed Powys", 12, ""), ("Dyfed\N{NO-BREAK SPACE}Powys", 3, "")]
    questions = _asked(_chart(make_measure(rows)))
    one, other = questions.each
    assert one.name == other.name
    lines = questions.lines({one.key: 60.0})
    numbers = SaidLines(tuple(lines)).numbers(questions.slide.key, SaidKind.GUESS)
    assert questions.count_text(numbers) == "1 of 2 guesses"
    assert questions.after_last(numbers) == 1


@pytest.mark.parametrize("reveal", [Reveal.NONE, Reveal.BARS])
def test_chart_without_a_guess_asks_nothing(measure: Measure, reveal: Reveal) -> None:
    assert room_questions(_chart(measure, reveal)) is None


def test_chart_with_many_bars_asks_only_for_the_highlighted_one() -> None:
    rows = [(f"Force {number}", number, "") for number in range(1, MAX_GUESSES + 1)]
    assert len(_asked(_chart(make_measure(rows)))) == MAX_GUESSES
    many = [*rows, ("Last", 3, "")]
    assert [each.name for each in _asked(_chart(make_measure(many, highlight="Last"))).each] == [
        "Last"
    ]
    assert room_questions(_chart(make_measure(many))) is None


def test_missing_figure_is_not_asked_for() -> None:
    rows = (("Alpha", None, "x"), ("Bravo", 0, "low"), ("Charlie", 3, ""))
    assert [each.name for each in _asked(_chart(make_measure(rows))).each] == ["Bravo", "Charlie"]
    assert room_questions(_chart(make_measure(rows[:1]))) is None


def test_vote_asks_for_the_hands_of_each_option(vote: RoomQuestions) -> None:
    assert vote.kind is SaidKind.HANDS
    assert [each.label for each in vote.each] == ["A 6", "B 16", "C 60", "D 160"]
    assert vote.prompt(0) == "A 6: hands?"
    discussion = make_discussion(1, "Why?")
    assert (room_questions(briefing_slides(make_report(running_order=(discussion,)))[0])) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("60", 60.0), ("  12.5 ", 12.5), (".5", 0.5), ("0", 0.0), ("1000000000000000", 1e15)],
)
def test_guess_is_a_number(guess: RoomQuestions, text: str, number: float) -> None:
    assert guess.read(text, 1) == (1, (number,))


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_skips_the_question(guess: RoomQuestions, vote: RoomQuestions, text: str) -> None:
    assert guess.read(text, 1) == vote.read(text, 1) == (1, ())


@pytest.mark.parametrize(
    ("text", "at", "numbers"),
    [
        ("3 5 9 2", 0, (0, (3, 5, 9, 2))),
        ("3 5 9 2", 2, (0, (3, 5, 9, 2))),  # all of them once more
        ("3", 1, (1, (3,))),
        ("9  2", 2, (2, (9, 2))),
        ("0", 3, (3, (0,))),
    ],
)
def test_hands_are_for_one_option_or_for_all_that_are_left(
    vote: RoomQuestions, text: str, at: int, numbers: tuple[int, tuple[float, ...]]
) -> None:
    assert vote.read(text, at) == numbers


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("abc", "Not a number. Type digits, such as 60 or 12.5."),
        ("1e400", "Not a number. Type digits, such as 60 or 12.5."),
        ("nan", "Not a number. Type digits, such as 60 or 12.5."),
        ("1_000", "Not a number. Type digits, such as 60 or 12.5."),
        ("3 x", "Not a number. Type digits, such as 60 or 12.5."),
        ("60 40", "One number at a time, such as 60 or 12.5."),
        ("12,5", "A point, not a comma, such as 60 or 12.5."),
        ("1,250", "No comma, such as 60 or 12.5."),
        ("12%", "Type only the number, without “%”."),
        ("12 %", "Type only the number, without “%”."),
        ("-3", "Below zero. Type 0 or more."),
        ("9" * 300, "That number is too large. Type a smaller one."),
    ],
)
def test_what_is_no_guess_is_refused(guess: RoomQuestions, text: str, says: str) -> None:
    with pytest.raises(RoomNumberError) as refused:
        guess.read(text, 0)
    assert str(refused.value) == says


def test_guess_of_a_share_is_100_per_cent_at_most(measure: Measure) -> None:
    share = _asked(_chart(measure._replace(unit="per cent of cases")))
    assert share.read("100", 0) == (0, (100.0,))
    with pytest.raises(RoomNumberError, match=r"^More than 100%\. Type 0 to 100\.$"):
        share.read("100.5", 0)


@pytest.mark.parametrize(
    ("text", "at", "says"),
    [
        ("abc", 0, "Not a number. Type digits, such as 3 5 9 2."),
        ("1e400", 0, "Not a number. Type digits, such as 3 5 9 2."),
        ("3,5,9,2", 0, "No comma, such as 3 5 9 2."),
        ("12,5", 0, "No comma, such as 3 5 9 2."),
        ("12 %", 0, "Type only the number, without “%”."),
        ("-3", 0, "Below zero. Type 0 or more."),
        ("2.5", 0, "Hands are whole numbers, such as 3 5 9 2."),
        ("10000", 0, "Too many hands. Type 9999 or fewer."),
        ("1 2 3 4 5", 0, "5 numbers for 4 options. Type up to 4."),
        ("3 x", 0, "Not a number. Type digits, such as 3 5 9 2."),
        ("1 2 3", 2, "3 numbers for 2 options. Type 2 numbers, or all 4."),
        ("1 2", 3, "2 numbers for 1 option. Type 1 number, or all 4."),
        ("1", 4, "Nothing more to count. Up takes the last one back."),
    ],
)
def test_what_are_no_hands_is_refused(vote: RoomQuestions, text: str, at: int, says: str) -> None:
    with pytest.raises(RoomNumberError) as refused:
        vote.read(text, at)
    assert str(refused.value) == says


@pytest.mark.parametrize(("options", "example"), [("ab", "3 5"), ("abcdef", "3 5 9 2 4 1")])
def test_example_has_a_number_for_each_option(options: str, example: str) -> None:
    vote = _vote(*options)
    assert vote.example == example
    with pytest.raises(RoomNumberError, match=f"such as {example}."):
        vote.read("many", 0)


@given(text=st.text(), at=st.integers(0, 4))
def test_whatever_is_typed_is_a_sound_number_or_refused(text: str, at: int) -> None:
    for asked in (_vote("a", "b", "c", "d"), _asked(_chart(make_measure()))):
        with suppress(RoomNumberError):
            first, numbers = asked.read(text, min(at, len(asked)))
            assert first + len(numbers) <= len(asked)
            assert all(0 <= number <= 1e15 for number in numbers)


def test_what_was_typed_is_not_in_the_message(guess: RoomQuestions) -> None:
    """Such a message may be over the slide, if the presenter view is hidden."""
    for typed in ("4711,5", "4,711", "4711%", "-4711", "4711e4711", "4711 4711"):
        with pytest.raises(RoomNumberError) as refused:
            guess.read(typed, 0)
        assert "4711" not in str(refused.value)


def test_numbers_are_kept_with_what_they_are_for(measure: Measure, vote: RoomQuestions) -> None:
    assert vote.lines({"160": 2.0, "6": 3.0}) == [
        SaidLine(vote.slide.key, "How many?", "", "6", kind=SaidKind.HANDS, number=3.0),
        SaidLine(vote.slide.key, "How many?", "", "160", kind=SaidKind.HANDS, number=2.0),
    ]
    slide = _chart(measure)
    (line,) = _asked(slide).lines({make_force("Bravo").name: 60.0})
    assert (line.text, line.kind, line.number) == ("Bravo", SaidKind.GUESS, 60.0)
    assert line.force == make_force("Bravo").name


@pytest.mark.parametrize("title", ["", "How many?"])
@pytest.mark.parametrize("message", ["", "Bravo has more"])
def test_question_of_a_guess_is_what_the_chart_counts(
    measure: Measure, message: str, title: str
) -> None:
    slide = _chart(measure._replace(message=message), title=title)
    (line,) = _asked(slide).lines({make_force("Alpha").name: 1.0})
    assert line.question == "Made-up measure 1, things counted, 2016"


def test_first_question_is_the_one_after_the_last_number(vote: RoomQuestions) -> None:
    assert vote.after_last({}) == 0
    assert vote.after_last({"16": 5.0}) == 2
    assert vote.after_last({"160": 5.0, "another": 1.0}) == 4


def test_numbers_are_put_into_words(vote: RoomQuestions, guess: RoomQuestions) -> None:
    hands, guesses = {"6": 3.0, "60": 1.0}, {make_force("Bravo").name: 1250.0}
    assert vote.count_text(hands) == "2 of 4 counted"
    assert vote.sum_text(hands) == "4 hands"
    assert vote.taken_text(hands) == "A 3 · C 1"
    assert vote.spoken(2, (1.0, 2.0)) == "C 60: 1 hand, D 160: 2 hands"
    assert guess.count_text(guesses) == "1 of 3 guesses"
    assert guess.taken_text(guesses) == "Bravo 1,250"
    assert guess.spoken(1, (1250.0,)) == "Bravo: our guess 1,250"


@given(st.floats(0, 1e15))
def test_number_that_is_taken_back_can_be_typed_again(number: float) -> None:
    assert float(plain_number_text(number)) == number
    assert plain_number_text(1250.0) == "1250"
    assert "," not in plain_number_text(number)


def test_vote_takes_what_people_say_after_its_hands(vote: RoomQuestions) -> None:
    hands = {"6": 3.0, "60": 1.0}
    asking = Asking(vote, 3, hands)
    assert asking.takes_number
    assert (asking.heading, asking.count_text) == ("Hands for D", "2 of 4 counted")
    assert asking.advice == "Or all at once: 3 5 9 2"
    assert not Asking(vote, 4, hands).takes_number
    assert Asking(vote, 4, hands).count_text == "4 hands"
    assert Asking(vote, 4, {}).count_text == ""


def test_guess_takes_numbers_only(guess: RoomQuestions) -> None:
    numbers = {make_force("Alpha").name: 60.0}
    asking = Asking(guess, 3, numbers)
    assert asking.takes_number
    assert (asking.prompt, asking.count_text) == ("Nothing more to guess", "1 of 3 guesses")
    assert (asking.heading, asking.taken_text) == ("Our guess", "Alpha 60")
    assert asking.advice == "Up takes the last one back."
    assert Asking(guess, 2, numbers).advice == "Enter alone skips a bar."
    assert Asking(guess, 1, numbers).heading == "Guess for Bravo"


def test_field_is_for_a_number_until_all_hands_are_counted(vote: RoomQuestions) -> None:
    problem = "Below zero. Type 0 or more."
    counting = RoomAnswers(asking=Asking(vote, 3, {}, problem))
    assert counting.label == "D 160: hands?"
    assert counting.problem == counting.note == problem
    assert RoomAnswers(asking=Asking(vote, 3, {})).note == "Or all at once: 3 5 9 2"
    for answers in (RoomAnswers(), RoomAnswers(asking=Asking(vote, 4, {}, problem))):
        assert answers.number_asked is None
        assert (answers.label, answers.problem, answers.note) == (SAID_ADVICE, "", "")


def test_what_was_said_is_summed_up(vote: RoomQuestions) -> None:
    lines = ["Ask", "Listen", "Wait"]
    assert [RoomAnswers(lines[:n]).kept for n in range(4)] == [
        *("", "Line 1: Ask", "Line 2: Listen", "Line 3: Wait")
    ]
    assert RoomAnswers(is_shown=True).count_text == ""
    assert RoomAnswers(lines).count_text == "3 lines"
    assert RoomAnswers(lines, is_covered=True).count_text == "3 lines"
    assert RoomAnswers(lines, is_shown=True, is_covered=True).count_text == "3 lines"
    shown = RoomAnswers(lines, is_shown=True, asking=Asking(vote, 4, {"6": 19.0}))
    assert shown.count_text == "19 hands · 3 lines · on screen"


def test_guess_of_an_earlier_version_gets_the_force_of_its_bar(
    measure: Measure, guess: RoomQuestions, vote: RoomQuestions
) -> None:
    kept = guess.lines({make_force(name).name: 60.0 for name in ("Alpha", "Charlie")})
    earlier = [replace(line, force="") for line in kept]
    assert with_forces(earlier, [vote.slide, guess.slide]) == kept
    others = [
        replace(kept[0], force="Another force"),
        replace(earlier[0], text="Another bar"),
        replace(earlier[0], slide="another slide"),
        replace(earlier[0], slide=vote.slide.key),
        *vote.lines({"6": 3.0}),
        replace(earlier[0], kind=SaidKind.LINE),
    ]
    assert with_forces(others, [vote.slide, guess.slide]) == others
    unasked = _chart(measure, Reveal.NONE)
    assert unasked.key == guess.slide.key
    assert with_forces(earlier, [unasked]) == earlier


def test_latest_line_gives_way_to_numbers_that_are_asked_for(vote: RoomQuestions) -> None:
    lines, hands = ["Ask"], {"6": 3.0}
    assert RoomAnswers(lines, asking=Asking(vote, 4, hands)).kept == "Line 1: Ask"
    assert RoomAnswers(lines, asking=Asking(vote, 1, hands)).kept == "A 3"
    assert RoomAnswers(asking=Asking(vote, 4, hands)).kept == "A 3"
