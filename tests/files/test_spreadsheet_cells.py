"""No text runs as a formula, and every text comes back to the character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.files.spreadsheet_cells import escape_formula, unescape_formula

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

any_text = st.text() | st.text(st.sampled_from(["'", "’", " ", "a", "1", *STARTS]), max_size=6)


@pytest.mark.parametrize("start", STARTS)
def test_that_a_text_that_would_run_gets_an_apostrophe(start: str) -> None:
    assert escape_formula(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "a=1", " =1", "’=1", "'", "''", "'tis", "1-2", "99"])
def test_that_other_texts_stay_as_they_are_both_ways(text: str) -> None:
    assert escape_formula(text) == text
    assert unescape_formula(text) == text


@given(any_text)
def test_that_no_cell_starts_as_a_formula_does(text: str) -> None:
    assert not escape_formula(text).startswith(STARTS)


@given(any_text)
def test_that_every_text_comes_back_to_the_character(text: str) -> None:
    assert unescape_formula(escape_formula(text)) == text


@given(any_text)
def test_that_no_two_texts_become_the_same_cell(text: str) -> None:
    assert (
        escape_formula(escape_formula(text)) != escape_formula(text) or escape_formula(text) == text
    )


def test_that_a_formula_that_an_author_wrote_bare_is_read_as_its_text() -> None:
    assert unescape_formula("=1+1") == "=1+1"
