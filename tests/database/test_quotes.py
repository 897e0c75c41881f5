"""Only sources whose quotes and excerpts all match are verified."""

import hashlib
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefing_app.database.quotes import (
    cited_words,
    describe_difference,
    hash_text,
    verify_quotes,
)
from briefing_app.database.source_rows import BriefingRows, VerifiedText
from tests.database.sample_rows import SOURCE_TEXT, RowsByTable, as_briefing_rows, sample_rows

TEXT = SOURCE_TEXT.encode()
SHA256 = hashlib.sha256(TEXT).hexdigest()


def with_record(tables: RowsByTable, record: frozenset[VerifiedText]) -> BriefingRows:
    rows = as_briefing_rows(tables)
    return BriefingRows(rows.origin, rows.tables, record)


def rows_quoting(words: str) -> BriefingRows:
    """Return the sample rows with these words in one quote."""
    tables = sample_rows()
    tables["quotes"][0]["text"] = words
    return as_briefing_rows(tables)


@pytest.fixture
def record() -> frozenset[VerifiedText]:
    """The record of a build with the source's text."""
    return verify_quotes(as_briefing_rows(sample_rows()), {1: TEXT}).verified_texts


def test_matching_quotes_verify_their_source() -> None:
    proof = verify_quotes(as_briefing_rows(sample_rows()), {1: TEXT})
    assert proof.failures == []
    assert proof.sha256 == {1: SHA256}


@pytest.mark.parametrize(
    "content",
    [b"\xef\xbb\xbf" + TEXT, TEXT.replace(b"\n", b"\r\n"), TEXT.replace(b" ", b"\n  ")],
)
def test_byte_order_mark_and_white_space_are_ignored(content: bytes) -> None:
    proof = verify_quotes(as_briefing_rows(sample_rows()), {1: content})
    assert proof.failures == []
    assert proof.sha256 == {1: hashlib.sha256(content).hexdigest()}


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\ufeff"])
def test_invisible_character_is_named(sign: str) -> None:
    words, number = "We measured each pond twice,", f"U+{ord(sign):04X}"
    changed = words.replace("pond", f"po{sign}nd")
    for quote, text, expected in (
        (
            words,
            TEXT.replace(b"pond", f"po{sign}nd".encode()),
            f" (the source has an invisible {number} there)",
        ),
        (changed, TEXT, f" (there is an invisible {number} here)"),
        (changed[5:], TEXT, f" (there is an invisible {number} here"),
    ):
        (failure,) = verify_quotes(rows_quoting(quote), {1: text}).failures
        assert expected in failure.what


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "We measured every pond twice,",
            "continues “each pond twice,” said A Speaker, “and …”, not “every pond twice,”",
        ),
        (
            "we measured each pond twice,",
            "before “measured each pond twice,” the source has ““We”, not “we”",
        ),
        (
            "Ducks say: “We measured each pond",
            "before ““We measured each pond” the source has “report says.”, not “Ducks say:”",
        ),
        (
            "‘We measured each pond twice,",
            "the source has ““We”, not “‘We” (U+201C “, not U+2018 ‘)",
        ),
        (
            'Nobody had asked before."',
            'continues “before.””, not “before."” (U+201D ”, not U+0022 ")',
        ),
        (
            "A Speaker, “and the tŷ by the water was damp…",
            "“Nobody had …”, not “damp…” (U+002E ., not U+2026 …)",
        ),
        ("Lakes are deep", "not even the beginning"),
        (
            "We measured each pond twice.",
            "after “We measured each pond” the source continues “twice,”",
        ),
        (
            "We measured each pond twice, and the",
            "after “We measured each pond” the source continues",
        ),
        ("easured each pond", "in the middle of a word"),
        ("We measured each pon", "in the middle of a word"),
        ("and the ty by the water", "after “and the” the source continues “tŷ by the water"),
        ("Nobody had asked before.” More", "continues “"),
    ],
)
def test_difference_from_the_source_is_described(words: str, expected: str) -> None:
    (failure,) = verify_quotes(rows_quoting(words), {1: TEXT}).failures
    assert str(failure.location) == "quotes, line 2, column text"
    assert expected in failure.what
    assert failure.remedy


PARAGRAPHS: Final = "It was dry.\nIt was deep.\nWe saw a\npond. It was dry.\nIt was damp."


@pytest.mark.parametrize(
    ("words", "place", "expected"),
    [
        ("was deep", "", "the place is missing; write “paragraph 2”"),
        ("was deep", " ", "the place is missing; write “paragraph 2”"),
        ("saw a pond", "", "the place is missing; write “paragraphs 3 to 4”"),
        ("was dry", "", "the place is missing; write “paragraph 1” or “paragraph 4”"),
        ("It was", "", ""),
        ("was deep", "paragraph 3", "the words are in paragraph 2, not in paragraph 3; write “par"),
        ("was deep", "Paragraph\n12", "the words are in paragraph 2, not in Paragraph 12; write “"),
        ("was deep", "paragraph 2", ""),
        ("was deep", "paragraphs 1 to 2", ""),
        ("was deep", "paragraphs 3–4", "the words are in paragraph 2, not in paragraphs 3–4; wri"),
        ("saw a pond", "paragraph 4", ""),
        ("was dry", "paragraph 4", ""),
        ("was deep", "page 3", ""),
        ("was deep", "paragraph 3 of the statement", ""),
        ("was deep", "third paragraph", ""),
    ],
)
def test_missing_and_wrong_places_get_a_warning(words: str, place: str, expected: str) -> None:
    tables = sample_rows()
    tables["quotes"][0] |= {"text": words, "locator": place}
    tables["quotes"] = tables["quotes"][:1]
    for finding in tables["findings"]:
        finding["excerpt"] = ""
    proof = verify_quotes(as_briefing_rows(tables), {1: PARAGRAPHS.encode()})
    assert not proof.failures
    found = [f"{each.what}; {each.remedy}" for each in proof.warnings]
    assert [each[: len(expected)] for each in found] == ([expected] if expected else [])
    assert all(each.location.column == "locator" for each in proof.warnings)  # type: ignore[attr-defined]


def test_words_of_another_source_say_so() -> None:
    tables = sample_rows()
    tables["quotes"][0]["text"] = "Lakes are deep"
    proof = verify_quotes(as_briefing_rows(tables), {1: TEXT, 2: b"They say: Lakes are deep."})
    (failure,) = proof.failures
    assert str(failure) == (
        "quotes, line 2, column source_id: these words are in source 2, not in source 1;"
        " write 2, or copy the words from source 1"
    )


@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "''", "„“", "«»", "»«"])
def test_added_quotation_marks_are_reported(marks: str) -> None:
    words = f"{marks[0]}Ponds are too shallow{marks[1]}"
    (failure,) = verify_quotes(rows_quoting(words), {1: TEXT}).failures
    assert failure.what == "the source has these words, but not the quotation marks around them"
    assert failure.remedy == "delete the quotation marks around them"


def test_difference_inside_added_quotation_marks_is_described() -> None:
    (failure,) = verify_quotes(rows_quoting("‘Ponds are too deep’"), {1: TEXT}).failures
    assert failure.what.startswith("after “Ponds are too” the source continues “shallow, a report")
    assert failure.remedy.endswith("from the source, without quotation marks around them")


@pytest.mark.parametrize("words", ["“”", "'", "“ ”", '"\n"'])
def test_empty_quotation_marks_fail(words: str) -> None:
    assert verify_quotes(rows_quoting(words), {1: TEXT}).failures


def test_excerpts_are_verified_like_quotes() -> None:
    tables = sample_rows()
    tables["findings"][0]["excerpt"] = "Ponds are too deep"
    proof = verify_quotes(as_briefing_rows(tables), {1: TEXT})
    (failure,) = proof.failures
    assert str(failure.location) == "findings, line 2, column excerpt"
    assert proof.sha256 == {}


def test_every_failure_is_reported() -> None:
    tables = sample_rows()
    for quote in tables["quotes"]:
        quote["text"] = "Not there"
    assert len(verify_quotes(as_briefing_rows(tables), {1: TEXT}).failures) == 3


def test_source_text_that_is_not_utf_8_fails() -> None:
    (failure,) = verify_quotes(as_briefing_rows(sample_rows()), {1: b"abc\xff"}).failures
    assert str(failure.location) == "sources, line 2"
    assert "byte 3" in failure.what


def test_source_text_without_a_source_fails() -> None:
    proof = verify_quotes(as_briefing_rows(sample_rows()), {1: TEXT, 9: TEXT})
    assert ["9" in failure.what for failure in proof.failures] == [True]


def test_source_without_quotes_is_not_verified() -> None:
    proof = verify_quotes(as_briefing_rows(sample_rows()), {1: TEXT, 2: b"Anything"})
    assert proof.sha256 == {1: SHA256}


def test_without_text_or_record_a_warning_is_given() -> None:
    proof = verify_quotes(as_briefing_rows(sample_rows()), {})
    assert proof.sha256 == {}
    assert proof.failures == []
    assert [str(warning.location) for warning in proof.warnings] == ["sources, line 2"]
    assert "not checked" in proof.warnings[0].what


def test_record_verifies_unchanged_texts(record: frozenset[VerifiedText]) -> None:
    proof = verify_quotes(with_record(sample_rows(), record), {})
    assert proof.sha256 == {1: SHA256}
    assert proof.warnings == []
    assert proof.verified_texts == record


def test_text_changed_since_the_record_is_reported(record: frozenset[VerifiedText]) -> None:
    tables = sample_rows()
    tables["quotes"][2]["text"] = "Nobody had asked before!"
    proof = verify_quotes(with_record(tables, record), {})
    assert proof.sha256 == {}
    assert proof.failures == []
    assert proof.verified_texts == frozenset()
    assert [str(warning.location) for warning in proof.warnings] == ["quotes, line 4, column text"]


def test_record_does_not_verify_a_text_moved_to_another_source(
    record: frozenset[VerifiedText],
) -> None:
    tables = sample_rows()
    tables["quotes"][0]["source_id"] = 2
    assert verify_quotes(with_record(tables, record), {}).sha256 == {1: SHA256}


def test_record_of_two_texts_of_one_source_verifies_nothing(
    record: frozenset[VerifiedText],
) -> None:
    other = {VerifiedText(1, "0" * 64, hash_text("and more"))}
    proof = verify_quotes(with_record(sample_rows(), record | other), {})
    assert proof.sha256 == {}
    assert "several texts" in proof.warnings[0].what


def test_source_text_takes_precedence_over_the_record(record: frozenset[VerifiedText]) -> None:
    tables = sample_rows()
    assert verify_quotes(with_record(tables, record), {1: b"Something else"}).failures
    tables["quotes"][0]["text"] = "A Speaker"
    assert verify_quotes(with_record(tables, record), {1: TEXT}).sha256 == {1: SHA256}


def test_new_record_omits_deleted_texts(record: frozenset[VerifiedText]) -> None:
    assert len(record) == 4  # three quotes and an excerpt
    tables = sample_rows()
    tables["quotes"].pop()
    assert verify_quotes(with_record(tables, record), {}).verified_texts < record


def test_blank_excerpt_cites_no_source() -> None:
    tables = sample_rows()
    tables["findings"][2]["excerpt"] = " "
    assert cited_words(as_briefing_rows(tables)).keys() == {1}
    assert verify_quotes(as_briefing_rows(tables), {1: TEXT, 2: TEXT}).sha256 == {1: SHA256}


WORDS = SOURCE_TEXT.split()


@given(st.integers(0, len(WORDS) - 1), st.integers(1, len(WORDS)), st.sampled_from([" ", "\n\n"]))
def test_any_run_of_the_source_is_verified(start: int, count: int, space: str) -> None:
    words = space.join(WORDS[start : start + count])
    assert verify_quotes(rows_quoting(words), {1: TEXT}).failures == []


@given(
    st.integers(0, len(WORDS) - 1),
    st.integers(2, len(WORDS)),
    st.text(st.characters(categories=["L", "N"]), min_size=1),
    st.data(),
)
def test_an_inserted_word_is_always_found(
    start: int, count: int, other: str, data: st.DataObject
) -> None:
    words = WORDS[start : start + count]
    words.insert(data.draw(st.integers(0, len(words))), other)
    run = " ".join(words)
    assume(run not in " ".join(WORDS))
    assert verify_quotes(rows_quoting(run), {1: TEXT}).failures


def test_hash_ignores_differences_in_white_space() -> None:
    assert hash_text("a  b\n") == hash_text("a b") != hash_text("ab")


@pytest.mark.parametrize(
    ("quote", "source", "what"),
    [
        # What begins or ends with a sign may follow or precede a letter.
        ("(twice)", "We measured(twice)each pond.", ""),
        # Only signs that look alike are named by their numbers.
        (
            "We saw a pond",
            "We saw a lake",
            "after “We saw a” the source continues “lake”, not “pond”",
        ),
        (
            "We saw a pond.",
            "We saw a pond, too.",
            "after “We saw a” the source continues “pond, too.”, not “pond.”",
        ),
        (
            f"{'a' * 40} in the pond",
            f"{'b' * 40} in the pond",
            f"before “in the pond” the source has “{'b' * 40}”, not “{'a' * 40}”",
        ),
        # Three words at the end are enough to find the place, two aren't.
        ("A in the pond", "B in the pond", "before “in the pond” the source has “B”, not “A”"),
        ("A the pond", "B the pond", "not even the beginning of these words is in the source"),
        (
            f"A {'b' * 40}",
            f"A {'c' * 40}",
            f"after “A” the source continues “{'c' * 40}”, not “{'b' * 40}”",
        ),
        # The nearest words are compared, not the first that begin alike.
        (
            "It is wrong for me to wait long",
            f"It is wrong today. {'We asked. ' * 9}It is wrong to wait long.",
            "after “It is wrong” the source continues “to wait long.”, not “for me to wait long”",
        ),
        (
            "We know that victims wait for months before we hear",
            f"We know it. {'They said. ' * 9}So, victims wait for months until we hear from them.",
            "the nearest words in the source are “They said. So, victims wait for months …”",
        ),
        (
            "Yes, we saw a pond, and it was deep",
            "we saw a lake",
            "the nearest words in the source are “we saw a lake”",
        ),
        (
            f"A {'b' * 41}",
            f"A {'c' * 41}",
            f"after “A” the source continues “{'c' * 40} …”, not “{'b' * 40} …”",
        ),
        (
            f"A {'b' * 35} dddddd",
            f"A {'c' * 35} dddddd",
            f"after “A” the source continues “{'c' * 35} …”, not “{'b' * 35} …”",
        ),
    ],
)
def test_difference_is_described_in_few_words(quote: str, source: str, what: str) -> None:
    assert describe_difference(quote, source)[0] == what
