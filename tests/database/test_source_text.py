"""The words and paragraphs of a source's text, be it plain text or a web page."""

import re
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        "<title>no <b no</title>",
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
    depth = 50_000
    assert paragraphs(page("<div>" * depth + "deep" + "</div>" * depth)) == ["deep"]
    assert paragraphs(page("<template>" * depth + "no" + "</template>" * depth + "yes")) == ["yes"]


@pytest.mark.parametrize("beginning", ["<p ", "<p a='>' ", "<p a\"='>' ", "</p "])
@pytest.mark.parametrize("end", [">", ""])
def test_tag_of_more_than_64_kb_is_refused(beginning: str, end: str) -> None:
    assert paragraphs(page(f"yes{beginning}{'a ' * 30_000}{end}"))[0] == "yes"
    with pytest.raises(SourceTextError, match="has a tag of more than 65,536 characters"):
        read_text(page(f"yes{beginning}{'a ' * 33_000}{end}").encode())


@pytest.mark.parametrize("markup", ["<b>", "<!---->", "&amp;"])
def test_page_with_more_than_300_000_tags_is_refused(markup: str) -> None:
    read_text(page(markup * 299_990).encode())
    with pytest.raises(SourceTextError, match="has more than 300,000 tags") as error:
        read_text(page(markup * 300_001).encode())
    assert error.value.remedy == "save its words as plain text"


def test_reference_to_a_character_with_a_huge_number_is_replaced() -> None:
    assert paragraphs(page(f"a&#{'9' * 5000};b")) == ["a\ufffdb"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_text_of_more_than_500_000_lines_is_refused(end: str) -> None:
    assert len(paragraphs(f"a{end}" * 500_000)) == 500_000
    with pytest.raises(SourceTextError, match="has more than 500,000 lines"):
        read_text(f"a{end}".encode() * 500_002)


@pytest.mark.parametrize("content", ["ab " * 300_000, "<p>" + "ab " * 300_000, "a\0" * 450_000])
def test_reading_a_long_paragraph_takes_little_memory(content: str) -> None:
    tracemalloc.start()
    try:
        read_text(content.encode())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * len(content)


def test_long_paragraph_keeps_its_words_and_loses_its_controls() -> None:
    words = " ".join(f"word{number}" for number in range(30_000))
    assert paragraphs(words.replace(" ", " \t\xa0") + "\0") == [f"{words}\ufffd"]


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
