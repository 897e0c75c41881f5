"""Escaping text that a spreadsheet program would run as a formula, and quoting all texts."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.files.csv import csv_file, escape_formula, unescape_formula

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫")
INVISIBLE = (
    *(" ", "\xa0", "\u2003", "\u3000", "\0", "\x1b", "\x85", "\xad", "\u200b", "\u200d", "\u2060"),
    *("\ufeff", "\u202e", "\u2066", "\u061c", "\u3164", "\u2800", "\ufe0f", "\U000e0020"),
)
DELIMITERS = (",", ";", "\t", "|")

any_text = st.text() | st.text(
    st.sampled_from(["'", "’", '"', "a", "1", *INVISIBLE, *STARTS, *SIGNS, *DELIMITERS]), max_size=8
)


@pytest.mark.parametrize("start", STARTS)
def test_formula_gets_an_apostrophe(start: str) -> None:
    assert escape_formula(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "a=1", "a; b", "’=1", " a", "'", "''", "'tis", "1-2", "99"])
def test_other_text_is_unchanged_both_ways(text: str) -> None:
    assert escape_formula(text) == text
    assert unescape_formula(text) == text


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("invisible", INVISIBLE)
def test_invisible_characters_in_front_do_not_hide_a_formula(invisible: str, sign: str) -> None:
    text = f"{invisible}{invisible}{sign}1"
    assert escape_formula(text) == f"'{text}"
    assert unescape_formula(f"'{text}") == text


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_program_with_another_delimiter_runs_no_formula(delimiter: str) -> None:
    text = f"a{delimiter}=2*21{delimiter}b\n=2*21{delimiter}"
    file = csv_file(("id", "a", "b"), [(1, text, text)]).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(file), delimiter=delimiter) for cell in row]
    assert sum(cell == "'=2*21" for cell in cells) == 4
    assert not any(cell.startswith("=") for cell in cells)


@given(st.lists(st.tuples(st.integers(), any_text, any_text), min_size=1))
def test_any_text_is_read_back_and_is_a_formula_nowhere(rows: list[tuple[int, str, str]]) -> None:
    file = csv_file(("id", "a", "b"), rows).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(file, newline=""), strict=True))
    assert [(int(row[0]), *map(unescape_formula, row[1:])) for row in read[1:]] == rows
    for delimiter in DELIMITERS:
        for row in csv.reader(io.StringIO(file, newline=""), delimiter=delimiter):
            # What is in the first place and a number is ours.
            shown = [cell.lstrip('"' + "".join(INVISIBLE)) for cell in row[1:]]
            assert not any(cell.startswith(SIGNS) for cell in shown), (delimiter, row)


def test_texts_are_quoted_and_numbers_and_gaps_are_not() -> None:
    rows = [("a", "", 1, -0.25, None), ('so "a"', "x", 0, 1e21, None)]
    assert csv_file(("t", "u", "i", "f", "n"), rows).decode("utf-8-sig").splitlines() == [
        '"t","u","i","f","n"',
        '"a","",1,-0.25,',
        '"so ""a""","x",0,1000000000000000000000,',
    ]


@given(any_text)
def test_escaped_text_is_no_formula_and_unescapes_to_itself(text: str) -> None:
    cell = escape_formula(text)
    assert not cell.startswith(STARTS)
    assert not cell.lstrip("\t\r\n" + "".join(INVISIBLE)).startswith(SIGNS)
    assert unescape_formula(cell) == text


@given(any_text)
def test_escaping_changes_its_own_result(text: str) -> None:
    assert escape_formula(escape_formula(text)) != escape_formula(text) or (
        escape_formula(text) == text
    )


def test_unescaped_formula_is_read_as_its_text() -> None:
    assert unescape_formula("=1+1") == "=1+1"
