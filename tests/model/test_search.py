"""Tests of terms and spans, compared with FTS5 itself."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.search import spans, terms

# Ranges in which FTS5 (Unicode 6.1) and Python agree on what a letter is: up to Cyrillic, general
# punctuation, some CJK, private use, and one block beyond 16 bits.
CHARACTERS = st.one_of(
    st.characters(min_codepoint=0x01, max_codepoint=0x17F),
    st.characters(min_codepoint=0x180, max_codepoint=0x36F),
    st.characters(
        min_codepoint=0x370, max_codepoint=0x51F, exclude_characters="\u037f", categories=("L", "N")
    ),
    st.characters(min_codepoint=0x1E00, max_codepoint=0x1FFF, categories=("L", "N")),
    st.characters(min_codepoint=0x2010, max_codepoint=0x205E),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x4E20),
    st.characters(min_codepoint=0xE000, max_codepoint=0xE010),
    st.characters(min_codepoint=0x1F600, max_codepoint=0x1F610),
    st.sampled_from("aAbBeE éÉ\u0301\u0308\u0305.,-'’"),
)
TEXTS = st.text(CHARACTERS, max_size=20)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    """Provide an empty search table with the tokenizer of the file format."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            'CREATE VIRTUAL TABLE t USING fts5(x, tokenize="unicode61 remove_diacritics 2")'
        )
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
        yield connection


def indexed_words(index: sqlite3.Connection, text: str) -> list[str]:
    """Return the words that FTS5 finds in a text, in order."""
    index.execute("DELETE FROM t")
    index.execute("INSERT INTO t VALUES (?)", (text,))
    return [word for (word,) in index.execute("SELECT term FROM v ORDER BY offset")]


@given(TEXTS)
def test_words_are_those_of_fts5(index: sqlite3.Connection, text: str) -> None:
    words = [word for term in terms(text) for word in term.split(" ")]
    assert list(dict.fromkeys(words)) == list(dict.fromkeys(indexed_words(index, text)))


@given(st.lists(TEXTS, max_size=4))
def test_words_without_a_space_are_one_term(index: sqlite3.Connection, parts: list[str]) -> None:
    typed = " ".join(parts)
    assert terms(typed) == tuple(
        dict.fromkeys(
            " ".join(words) for part in typed.split() if (words := indexed_words(index, part))
        )
    )


@given(TEXTS, TEXTS)
def test_spans_exist_exactly_if_fts5_finds_the_text(
    index: sqlite3.Connection, text: str, typed: str
) -> None:
    indexed_words(index, text)
    for term in terms(typed):
        (found,) = index.execute(
            "SELECT count(*) FROM t WHERE t MATCH ?", (f'"{term}"*',)
        ).fetchone()
        assert bool(spans(text, (term,))) == bool(found)


@given(TEXTS, st.data())
def test_spans_are_ordered_disjoint_and_begin_with_a_term(text: str, data: st.DataObject) -> None:
    words = terms(text)
    chosen = data.draw(st.lists(st.sampled_from(words), max_size=3)) if words else []
    typed = tuple(word[: data.draw(st.integers(1, len(word)))].rstrip() for word in chosen)
    end = 0
    for start, stop in spans(text, typed):
        assert end <= start < stop <= len(text)
        together = "-".join(text[start:stop].split())
        assert terms(together)[0].startswith(typed)
        end = stop


@given(st.lists(st.sampled_from(["a", "ab", "b", "ba", "a-b", "b'a"]), max_size=8), st.data())
def test_joined_words_match_as_a_phrase(
    index: sqlite3.Connection, words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    there = indexed_words(index, text)
    asked = data.draw(st.lists(st.sampled_from(["a", "ab", "b"]), min_size=1, max_size=4))
    (term,) = terms("-".join(asked))
    (found,) = index.execute("SELECT count(*) FROM t WHERE t MATCH ?", (f'"{term}"*',)).fetchone()
    marked = [text[start:end] for start, end in spans(text, (term,))]
    assert bool(marked) == bool(found)
    runs = (there[at : at + len(asked)] for at in range(len(there)))
    fits = [run for run in runs if len(run) == len(asked) and run[:-1] == asked[:-1]]
    assert bool(marked) == any(run[-1].startswith(asked[-1]) for run in fits)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ()),
        (" …–“”()*\"'", ()),
        ("Police work", ("police", "work")),
        ("police POLICE Pólice", ("police",)),
        ("re-inspect", ("re inspect",)),
        ("re-inspect RE/Inspect re inspect", ("re inspect", "re", "inspect")),
        ("- re- -", ("re",)),
        ("tŷ Tŷ ty", ("ty",)),
        ("t\u0302y \u0331to\u0331", ("ty", "to")),
        ("straße STRASSE", ("straße", "strasse")),
        ("99,5", ("99 5",)),
        ("a AND NOT (b)*", ("a", "and", "not", "b")),
        ("one_two", ("one two",)),
    ],
)
def test_query_is_split_and_folded_without_operators(typed: str, words: tuple[str, ...]) -> None:
    assert terms(typed) == words


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Police policing", "poli", ["Poli", "poli"]),
        ("the tŷ by the water", "ty", ["tŷ"]),
        ("cafe\u0301s", "cafe", ["cafe\u0301"]),
        ("cafe\u0301s", "caf", ["caf"]),
        ("“Whilst modern”", "whilst mod", ["Whilst", "mod"]),
        ("inspect inspected", "ins inspect", ["inspect", "inspect"]),
        ("misinspect", "inspect", []),
        ("re-inspection, recent inspections", "re-inspect", ["re-inspect"]),
        ("re: inspection; real-inspect; re", "re-inspect", ["re: inspect"]),
        ("a-b-c", "a-b b-c", ["a-b-c"]),
        ("a-b-c", "a-b c", ["a-b", "c"]),
        ("a-bcd", "bc a-b", ["a-bc"]),
        ("cafe\u0301-cre\u0300me", "cafe-creme", ["cafe\u0301-cre\u0300me"]),
        ("İstanbul", "ist", ["İst"]),
        ("nothing", "", []),
        ("警察", "警", ["警"]),
    ],
)
def test_span_covers_the_beginning_of_the_original_word(
    text: str, typed: str, marked: list[str]
) -> None:
    assert [text[start:end] for start, end in spans(text, terms(typed))] == marked


def test_empty_text_or_query_has_no_spans() -> None:
    assert spans("", ("a",)) == ()
    assert spans("a", ()) == ()
