"""Texts as messages show them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.text import (
    CONTROLS,
    as_sentence,
    cleaned,
    hyphenated,
    is_right_to_left,
    parts_at_sentences,
    printable,
    shortened,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb\n", "a�[31mb�"),
        ("\x9b2J", "�2J"),
        ("\u202elive\u2066", "�live�"),
        ("a\r\tb\u2028c", "a��b�c"),
        ("tŷ by 警 “£5” \u00a0👩\u200d🚒", "tŷ by 警 “£5” \u00a0👩\u200d🚒"),
    ],
)
def test_control_characters_are_not_printed(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("text", "shares", "parts"),
    [
        ("One. Two. Three four!", (1, 1), ["One. Two.", "Three four!"]),
        ("One. Two. Three four!", (1, 3), ["One.", "Two. Three four!"]),
        ("One? Two… Three!", (1, 1, 1), ["One?", "Two…", "Three!"]),
        ("One. Two.", (1, 1, 1), ["One.", "Two."]),
        ("One 1.5 two", (1, 1), ["One 1.5 two"]),
        ("", (1, 1), [""]),
    ],
)
def test_text_is_divided_where_sentences_end(
    text: str, shares: tuple[int, ...], parts: list[str]
) -> None:
    assert parts_at_sentences(text, shares) == parts


@given(st.text("aW. \n!"), st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_parts_of_a_text_have_all_its_words_in_order(text: str, shares: list[int]) -> None:
    parts = parts_at_sentences(text, shares)
    assert len(parts) <= len(shares)
    assert [word for part in parts for word in part.split()] == text.split()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07c\x1b[31md\x7f\x9b", "abc[31md"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h\ti", "a\nb\nc\nd\ne\nf\ng\nh\ti"),
        ("\u202eevil\u202c \u2067a\u2069 \u2068", "evil a "),
        ("half \ud83d of a pair", "half  of a pair"),
        ("begin\ufdd0 and end\ufdd1 of a frame", "begin and end of a frame"),
        (
            "שלום\u200f, עולם\u200e 24 \u061c؟ می\u200cخواهم",
            "שלום\u200f, עולם\u200e 24 \u061c؟ می\u200cخواهم",
        ),
        ("tŷ by 警 “£5” 👩\u200d🚒", "tŷ by 警 “£5” 👩\u200d🚒"),
    ],
)
def test_typed_text_keeps_all_but_controls(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


@given(st.text())
def test_cleaned_text_has_no_controls_and_stays_so(text: str) -> None:
    assert not re.search(CONTROLS, cleaned(text))
    assert cleaned(cleaned(text)) == cleaned(text)


def test_long_text_is_shortened_and_printable() -> None:
    assert shortened("\x1b" + "x" * 79) == "�" + "x" * 79
    assert shortened("One option\nAnother\r\nA third\n") == "One option Another A third�"
    assert shortened("\x1b" + "x" * 1000) == "�" + "x" * 78 + "…"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Police response to modern slavery", "police-response-to-modern-slavery"),
        ("  Tŷ & _garden_: 2nd (edition)! ", "tŷ-garden-2nd-edition"),
        ("…", ""),
        ("word " * 100, "-".join(["word"] * 20)),
    ],
)
def test_words_are_joined_by_hyphens(text: str, made: str) -> None:
    assert hyphenated(text) == made


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", ""),
        ("Made up", "Made up."),
        ("Counts, not rates ", "Counts, not rates."),
        ("The Post (made up)", "The Post (made up)."),
        ("Counts, not rates.", "Counts, not rates."),
        ("(Counts, not rates.)", "(Counts, not rates.)"),
        ("They ask: “Is it so?”", "They ask: “Is it so?”"),
    ],
)
def test_sentence_has_one_mark_at_its_end(text: str, sentence: str) -> None:
    assert as_sentence(text) == sentence


@pytest.mark.parametrize(
    ("text", "is_rtl"),
    [
        ("", False),
        ("2017: Kent", False),
        ("“لم يُعرف", True),
        ("24 שלום Kent", True),
        ("Kent: שלום", False),
        ("Ŵyn שלום", False),
        ("24 · 25", False),
    ],
)
def test_first_letter_gives_the_direction_of_a_text(text: str, *, is_rtl: bool) -> None:
    assert is_right_to_left(text) == is_rtl
