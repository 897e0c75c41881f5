"""Tests of what was said in discussions, as values."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide, SlideText
from briefing_app.model.slideshow.said import (
    SaidCount,
    SaidKind,
    SaidLine,
    SaidLines,
    SaidSession,
    by_question,
    deletion_text,
    room_number_text,
    said_count,
    said_line,
    session_name,
)

SLIDE = Slide(
    "key",
    SlideKind.DISCUSSION,
    "Talk about it",
    (SlideText(Role.TITLE, "A title"), SlideText(Role.QUESTION, "How many?")),
    about="a finding",
)
ONE, TWO = SaidLine("a", "?", "", "1"), SaidLine("a", "?", "", "2")
OTHER = SaidLine("b", "?", "", "3")
NOON = datetime(2016, 2, 29, 12, tzinfo=UTC).astimezone()


def line(question: str, text: str) -> SaidLine:
    return SaidLine("key", question, "", text)


def session(number: int) -> SaidSession:
    return SaidSession(number, NOON, (line("?", "!"),))


def test_numbers_are_no_lines_and_a_vote_is_counted_once() -> None:
    guesses = [replace(ONE, kind=SaidKind.GUESS, text=name) for name in ("Alpha", "Bravo")]
    hands = [replace(each, kind=SaidKind.HANDS) for each in (ONE, TWO, OTHER)]
    assert said_count([ONE, *guesses, *hands]) == SaidCount(lines=1, guesses=2, votes=2)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("  Ten,\tat least\n", "Ten, at least"),
        ("a\x00b", "ab"),
        ("x" * 300, "x" * 300),
        ("x" * 301, "x" * 300),
    ],
)
def test_typed_text_is_one_line_about_the_question(typed: str, text: str) -> None:
    assert said_line(SLIDE, typed) == SaidLine("key", "How many?", "a finding", text)


def test_only_the_chosen_one_of_equal_lines_is_marked() -> None:
    first, second = line("?", "Ask"), line("?", "Ask")
    marked = SaidLines((first, second)).marked(second, is_action=True)
    assert [each.marked_text for each in marked.lines] == ["Ask", "We will: Ask"]
    assert marked.marked(marked.lines[1], is_action=False).lines == (first, second)


def test_line_has_no_number_and_no_mark_by_itself() -> None:
    typed = said_line(SLIDE, "Ten")
    assert typed is not None
    assert (typed.number, typed.is_action, typed.kind) == (0.0, False, SaidKind.LINE)


def test_nothing_is_no_line() -> None:
    assert said_line(SLIDE, " \n\x00") is None


def test_lines_are_grouped_by_question_as_they_were_asked() -> None:
    lines = [line("A", "1"), line("B", "2"), line("A", "3"), line("C", "4")]
    found = [(question, [each.text for each in group]) for question, group in by_question(lines)]
    assert found == [("A", ["1", "3"]), ("B", ["2"]), ("C", ["4"])]


def test_session_is_named_by_its_local_time() -> None:
    name = f"29 February 2016, {NOON:%H:%M}"
    assert session_name(SaidSession(1, NOON, (ONE,))) == name


def test_session_says_how_long_it_is_kept() -> None:
    kept = session(1)
    assert deletion_text(kept) == "Kept until you delete it."
    limited = kept._replace(deleted_after=NOON + timedelta(days=1))
    assert deletion_text(limited) == "Deleted after 1 March 2016, unless you keep it."


def test_audience_sees_only_the_lines_of_the_discussion_that_is_shown() -> None:
    lines = SaidLines((ONE, OTHER, TWO))
    assert lines.of("a") == (ONE, TWO)
    assert lines.seen("a") == lines.seen("") == ()
    shown = SaidLines(lines.lines, shown_for="a")
    assert shown.seen("a") == (ONE, TWO)
    assert shown.seen("b") == ()


def test_last_of_equal_lines_is_removed() -> None:
    again = SaidLine("a", "?", "", "1", id=7)
    assert again == ONE
    lines = SaidLines((ONE, TWO), shown_for="a").added(again).without(ONE)
    assert lines == SaidLines((ONE, TWO), shown_for="a")
    assert lines.lines[0].id is None
    assert lines.kept([TWO, OTHER]) == SaidLines((TWO,), shown_for="a")


GUESS = SaidLine("c", "How many?", "", "Kent", kind=SaidKind.GUESS, number=1250.0)
HANDS = SaidLine("a", "?", "", "Ask again", kind=SaidKind.HANDS, number=1.0)


def test_numbers_of_the_room_are_apart_from_what_was_said() -> None:
    lines = SaidLines((ONE, HANDS, GUESS), shown_for="a")
    assert lines.of("a") == lines.seen("a") == (ONE,)
    assert lines.numbers("a", SaidKind.HANDS) == {"Ask again": 1.0}
    assert lines.numbers("a", SaidKind.GUESS) == {}
    assert GUESS.marked_text == "Kent: our guess 1,250"
    assert HANDS.marked_text == "Ask again: 1 hand in this room"


def test_new_numbers_replace_those_of_the_same_slide_and_kind() -> None:
    lines = SaidLines((ONE, HANDS, GUESS))
    other = replace(HANDS, text="Wait", number=3.0)
    assert lines.with_numbers("a", SaidKind.HANDS, [other]).lines == (ONE, GUESS, other)
    assert lines.with_numbers("a", SaidKind.HANDS, []).lines == (ONE, GUESS)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        *((99.0, "99"), (12.5, "12.5"), (1250.0, "1,250"), (-0.25, "-0.25")),
        *((9_999_999_999.0, "9,999,999,999"), (1e10, "1e+10"), (-12_345_678_901.0, "-1.23e+10")),
    ],
)
def test_number_of_the_room_is_written_without_needless_decimals(number: float, text: str) -> None:
    assert room_number_text(number) == text


def test_numbers_of_a_question_that_was_asked_again_say_which_are_from_before() -> None:
    earlier, later = (
        replace(HANDS, slide=slide, number=n) for slide, n in (("a", 1.0), ("b", 4.0))
    )
    ((question, lines),) = by_question((ONE, earlier, TWO, later))
    assert question == "?"
    assert [line.marked_text for line in lines] == [
        *("1", "Ask again (before): 1 hand in this room", "2"),
        "Ask again: 4 hands in this room",
    ]
