"""Escaping text that a spreadsheet program would run as a formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.files.csv import escape_formula, unescape_formula

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

any_text = st.text() | st.text(st.sampled_from(["'", "’", " ", "a", "1", *STARTS]), max_size=6)


@pytest.mark.parametrize("start", STARTS)
def test_formula_gets_an_apostrophe(start: str) -> None:
    assert escape_formula(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "a=1", " =1", "’=1", "'", "''", "'tis", "1-2", "99"])
def test_other_text_is_unchanged_both_ways(text: str) -> None:
    assert escape_formula(text) == text
    assert unescape_formula(text) == text


@given(any_text)
def test_escaped_text_is_no_formula_and_unescapes_to_itself(text: str) -> None:
    cell = escape_formula(text)
    assert not cell.startswith(STARTS)
    assert unescape_formula(cell) == text


@given(any_text)
def test_escaping_changes_its_own_result(text: str) -> None:
    assert escape_formula(escape_formula(text)) != escape_formula(text) or (
        escape_formula(text) == text
    )


def test_unescaped_formula_is_read_as_its_text() -> None:
    assert unescape_formula("=1+1") == "=1+1"
