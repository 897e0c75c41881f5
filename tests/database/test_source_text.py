"""The words and paragraphs of a source's text, be it plain text or a web page."""

import re
from contextlib import nullcontext
from functools import partial
from itertools import chain, repeat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.database import source_text
from briefing_app.database.quotes import verify_quotes
from briefing_app.database.source_text import (
    SourceTextError,
    complete_words,
    find_words,
    read_text,
)
from briefing_app.model.text import CONTROLS
from tests.database.sample_rows import SOURCE_TEXT, as_briefing_rows, sample_rows


def paragraphs(content: str) -> list[str]:
    return read_text(content.encode()).paragraphs


def page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>A title</title></head><body>{body}</body></html>"


# ---- plain text ---------------------------------------------------------------------------------


def test_each_line_of_a_text_is_a_paragraph() -> None:
    long = "A long line. " * 20
    assert paragraphs(f"One\n\n{long}\r\nTwo\n") == ["One", long.strip(), "Two"]
    assert paragraphs("One\nTwo") == ["One", "Two"]


def test_lines_of_a_wrapped_text_belong_together() -> None:
    assert paragraphs("One line\nand more.\n\n  \nTwo\nlines.") == [
        "One line and more.",
        "Two lines.",
    ]


def test_paragraphs_are_counted_from_one() -> None:
    text = read_text(b"One\nTwo words\nThree")
    assert [text.paragraph_at(text.words.index(word)) for word in ("One", "words", "Three")] == [
        1,
        2,
        3,
    ]


@pytest.mark.parametrize("content", [b"", b" \n \n", b"<html></html>"])
def test_text_without_words_has_no_paragraphs(content: bytes) -> None:
    text = read_text(content)
    assert (text.words, text.starts) == ("", ())


@pytest.mark.parametrize(
    "content", [b"caf\xe9", "Text".encode("utf-16"), b"<html><meta charset='latin1'>caf\xe9</html>"]
)
def test_other_encodings_are_refused(content: bytes) -> None:
    with pytest.raises(SourceTextError, match="is not UTF-8") as error:
        read_text(content)
    assert error.value.remedy == "save the text as UTF-8"


def test_characters_that_change_the_direction_are_replaced() -> None:
    assert paragraphs("a\u202eb \x00 c") == ["a\ufffdb \ufffd c"]
    assert paragraphs(page("<p>a&#x202e;b")) == ["a\ufffdb"]


def test_text_about_tags_stays_as_it_is() -> None:
    assert paragraphs("Write <p> before it & after.") == ["Write <p> before it & after."]


# ---- web pages ----------------------------------------------------------------------------------


def test_page_is_read_as_its_reader_sees_it() -> None:
    content = page(
        "<h1>The <em>head</em>line</h1><p>One &amp; a&nbsp;half<br>line <b>bold</b>."
        "<ul><li>First<li>Second</ul><table><tr><td>12</td><td>34</td></tr></table>after"
    )
    assert paragraphs(content) == [
        *("The headline", "One & a half line bold.", "• First", "• Second", "12", "34", "after")
    ]


def test_items_of_a_list_have_the_bullets_that_a_reader_sees() -> None:
    content = page("<ul><li>First<ol><li>Of these</ol><li>Second</ul>After")
    assert paragraphs(content) == ["• First", "Of these", "• Second", "After"]
    closed_twice = page("<ol><ul></ol><li>First</ul><li>Second</ol>After")
    assert paragraphs(closed_twice) == ["• First", "Second", "After"]


def test_words_between_tags_are_compared_without_them() -> None:
    marked = SOURCE_TEXT.replace(" ", " <i class='x'></i>").replace("pond", "po<b>n</b>d")
    content = page(f"<p>{marked}</p>").encode()
    proof = verify_quotes(as_briefing_rows(sample_rows()), {1: content})
    assert proof.failures == []
    assert proof.sha256 == {1: read_text(content).sha256}


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a = 'no<p>'</script>",
        "<style>p { color: red }</style>",
        "<!-- no -->",
        "<template><p>no<template>no</template>no</template>",
        "<noscript>no</noscript>",
        "<svg><text>no</text></svg>",
        "<svg/>",
        "<select><option>no</select>",
        "<iframe src='http://localhost/'>no</iframe>",
        "<img src='http://localhost/no.png' alt='no'>",
        "<![if no]>",
        "<![CDATA[no>",
    ],
)
def test_what_no_reader_sees_is_left_out(hidden: str) -> None:
    assert paragraphs(page(f"<p>yes {hidden}indeed")) == ["yes indeed"]


def test_unclosed_script_hides_the_rest_as_in_a_browser() -> None:
    assert paragraphs(page("<p>yes<script>no<p>no")) == ["yes"]
    assert paragraphs(page("<p>yes<script src='x'/>no</script> indeed")) == ["yes indeed"]


@pytest.mark.parametrize(
    "beginning",
    [
        "\ufeff<!doctype html>",
        "\n<!-- saved from a site -->\n<html lang='en'>",
        "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'><html><script src='x'/>",
        "<HTML>",
        "<p class='a'>",
        "<div\n>",
        "<meta charset=utf-8>",
    ],
)
def test_page_is_recognised_by_how_it_begins(beginning: str) -> None:
    assert paragraphs(f"{beginning}<p>Words<b>!</b></p>") == ["Words!"]


# ---- hostile files ------------------------------------------------------------------------------


def test_many_comments_before_a_text_are_no_page() -> None:
    text = "<!---->" * 1000 + "Words"
    assert paragraphs(text) == [text]


def test_deep_nesting_is_read() -> None:
    depth = 200_000
    assert paragraphs(page("<div>" * depth + "deep" + "</div>" * depth)) == ["deep"]
    assert paragraphs(page("<template>" * depth + "no" + "</template>" * depth + "yes")) == ["yes"]


def test_page_that_takes_more_than_20_seconds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for seconds in (20.0, 20.5):
        times = chain([0.0], repeat(seconds))
        monkeypatch.setattr(source_text, "thread_time", partial(next, times))
        refused = pytest.raises(SourceTextError, match="damaged or too large")
        with refused if seconds > 20 else nullcontext():
            read_text(page("<p>" * 10).encode())


_MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            ["<![", "<![CDATA[", "]]>", "<!", "<!--", "-->", "<", "</", ">", "/>", "<?"]
        ),
        st.sampled_from(["a", "p", "script", "svg", "title", " ", "=", "'", '"', "\x00", "\u202e"]),
        st.sampled_from(["&", "&#", "&amp;", "<br/>", "<p>", "<script>", "</script>", "</p>"]),
    ),
    max_size=40,
)


@given(_MARKUP)
def test_damaged_page_is_read_somehow(parts: list[str]) -> None:
    text = read_text(f"<html>{''.join(parts)}".encode())
    assert re.search(CONTROLS, text.words) is None
    assert all(line.split() == line.split(" ") for line in text.paragraphs)


# ---- finding words ------------------------------------------------------------------------------


def test_words_are_found_if_they_are_complete() -> None:
    assert find_words("pond", "ponds and a pond") == 12
    assert find_words("pond", "ponds") == -1
    assert find_words("“pond", "a “pond") == 2
    assert find_words("", "pond") == -1
    assert find_words("pond it", "upond it, ponds it, pond its, pond it") == 30
    assert find_words("“pond", "““ponds ““pond") == 9


class _SearchedText(str):
    """Counts how often it is searched."""

    __slots__ = ("searches",)
    searches: int

    def find(self, *args: Any) -> int:
        self.searches += 1
        return super().find(*args)


@pytest.mark.parametrize("words", ["aa", "a" * 500])
def test_part_of_a_long_word_is_searched_once_in_it(words: str) -> None:
    text = _SearchedText(f"{'a' * 10_000} {'a' * 10_000}")
    text.searches = 0
    assert find_words(words, text) == -1
    assert text.searches <= 2


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (0, 5, "A pond"),  # up to the middle of a word
        (4, 6, "pond"),  # from the middle of a word
        (2, 7, "pond"),
        (1, 7, "pond"),  # with white space around it
        (1, 2, ""),
        (6, 7, ""),
        (4, 4, ""),  # in the middle of a word
        (7, 11, "is deep"),
        (10, 12, "deep"),
        (13, 15, "deep."),
        (14, 15, "."),
    ],
)
def test_selected_part_is_completed_to_words(start: int, end: int, words: str) -> None:
    text = "A pond is deep."
    first, last = complete_words(text, start, end)
    assert text[first:last] == words
    assert 0 <= first <= last <= len(text)
