"""What is proved is called verified, and nothing else."""

import hashlib

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefing_app.database.quote_verification import cited_sources, text_sha256, verify_quotes
from briefing_app.database.source_rows import BriefingRows, VerifiedText
from tests.database.sample_rows import SOURCE_TEXT, RowsByTable, as_briefing_rows, sample_rows

TEXT = SOURCE_TEXT.encode()
SHA256 = hashlib.sha256(TEXT).hexdigest()


def with_note(tables: RowsByTable, note: frozenset[VerifiedText]) -> BriefingRows:
    rows = as_briefing_rows(tables)
    return BriefingRows(rows.origin, rows.tables, note)


def quoting(words: str) -> BriefingRows:
    """Rows of which one quote says these words."""
    tables = sample_rows()
    tables["quotes"][0]["text"] = words
    return as_briefing_rows(tables)


@pytest.fixture
def note() -> frozenset[VerifiedText]:
    """What a build with the source's text leaves."""
    return verify_quotes(as_briefing_rows(sample_rows()), {1: TEXT}).proved


def test_that_words_that_stand_in_the_source_verify_it_by_the_hash_of_its_bytes() -> None:
    proof = verify_quotes(as_briefing_rows(sample_rows()), {1: TEXT})
    assert proof.failures == []
    assert proof.warnings == []
    assert proof.sha256 == {1: SHA256}


@pytest.mark.parametrize(
    "content",
    [b"\xef\xbb\xbf" + TEXT, TEXT.replace(b"\n", b"\r\n"), TEXT.replace(b" ", b"\n  ")],
)
def test_that_a_mark_at_the_start_and_other_white_space_change_the_hash_alone(
    content: bytes,
) -> None:
    proof = verify_quotes(as_briefing_rows(sample_rows()), {1: content})
    assert proof.failures == []
    assert proof.sha256 == {1: hashlib.sha256(content).hexdigest()}


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\ufeff"])
def test_that_a_sign_that_nobody_sees_is_named(sign: str) -> None:
    words, number = "We measured each pond twice,", f"U+{ord(sign):04X}"
    spoilt = words.replace("pond", f"po{sign}nd")
    for quoted, text, told in (
        (words, TEXT.replace(b"pond", f"po{sign}nd".encode()), f" (the source has {number} there,"),
        (spoilt, TEXT, f" (here stands {number}, which is not seen)"),
        (spoilt[5:], TEXT, f" (here stands {number}, which is not seen"),
    ):
        (failure,) = verify_quotes(quoting(quoted), {1: text}).failures
        assert told in failure.what


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "We measured every pond twice,",
            "goes on “each pond twice,” said A Speaker, “and …”, not “every pond twice,”",
        ),
        ("Nobody had asked before", ""),
        ("“Nobody had asked before.”", ""),
        ("We measured each  pond\ntwice,", ""),
        ("“We measured each pond twice,” said\nA Speaker,", ""),
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
            'goes on “before.””, not “before."” (U+201D ”, not U+0022 ")',
        ),
        (
            "A Speaker, “and the tŷ by the water was damp…",
            "“Nobody had …”, not “damp…” (U+002E ., not U+2026 …)",
        ),
        ("Lakes are deep", "not even the beginning"),
        (
            "We measured each pond twice.",
            "after “We measured each pond” the source goes on “twice,”",
        ),
        (
            "We measured each pond twice, and the",
            "after “We measured each pond” the source goes on",
        ),
        ("easured each pond", "within a longer word"),
        ("We measured each pon", "within a longer word"),
        ("and the ty by the water", "after “and the” the source goes on “tŷ by the water"),
        ("Nobody had asked before.” More", "goes on “"),
    ],
)
def test_that_words_that_differ_fail_with_the_place_where_they_do(words: str, told: str) -> None:
    failures = verify_quotes(quoting(words), {1: TEXT}).failures
    if told:
        (failure,) = failures
        assert str(failure.location) == "quotes, line 2, column text"
        assert told in failure.what
        assert failure.remedy
    else:
        assert failures == []


@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "''", "„“", "«»", "»«"])
def test_that_quotation_marks_around_words_that_are_there_are_told(marks: str) -> None:
    words = f"{marks[0]}Ponds are too shallow{marks[1]}"
    (failure,) = verify_quotes(quoting(words), {1: TEXT}).failures
    assert failure.what == "the source has these words, but not the quotation marks around them"
    assert failure.remedy == "leave out the quotation marks around it"


def test_that_what_differs_within_quotation_marks_is_told_with_them() -> None:
    (failure,) = verify_quotes(quoting("‘Ponds are too deep’"), {1: TEXT}).failures
    assert failure.what.startswith("after “Ponds are too” the source goes on “shallow, a report")
    assert failure.remedy.endswith(" as they stand there, without quotation marks around them")


@pytest.mark.parametrize("words", ["“”", "'", "“ ”", '"\n"'])
def test_that_quotation_marks_with_nothing_between_them_are_told(words: str) -> None:
    assert verify_quotes(quoting(words), {1: TEXT}).failures


def test_that_an_excerpt_is_proved_as_a_quote_is() -> None:
    tables = sample_rows()
    tables["findings"][0]["excerpt"] = "Ponds are too deep"
    proof = verify_quotes(as_briefing_rows(tables), {1: TEXT})
    (failure,) = proof.failures
    assert str(failure.location) == "findings, line 2, column excerpt"
    assert proof.sha256 == {}


def test_that_every_failure_is_told() -> None:
    tables = sample_rows()
    for quote in tables["quotes"]:
        quote["text"] = "Not there"
    assert len(verify_quotes(as_briefing_rows(tables), {1: TEXT}).failures) == 3


def test_that_a_text_that_is_not_utf_8_fails() -> None:
    (failure,) = verify_quotes(as_briefing_rows(sample_rows()), {1: b"abc\xff"}).failures
    assert str(failure.location) == "sources, line 2"
    assert "byte 3" in failure.what


def test_that_a_text_for_no_source_fails() -> None:
    proof = verify_quotes(as_briefing_rows(sample_rows()), {1: TEXT, 9: TEXT})
    assert ["9" in failure.what for failure in proof.failures] == [True]


def test_that_a_source_of_which_nothing_is_quoted_is_not_verified_by_its_text() -> None:
    proof = verify_quotes(as_briefing_rows(sample_rows()), {1: TEXT, 2: b"Anything"})
    assert proof.sha256 == {1: SHA256}
    assert [str(warning.location) for warning in proof.warnings] == ["sources, line 3"]


def test_that_without_text_or_note_nothing_is_verified_and_that_is_told() -> None:
    proof = verify_quotes(as_briefing_rows(sample_rows()), {})
    assert proof.sha256 == {}
    assert proof.failures == []
    assert [str(warning.location) for warning in proof.warnings] == ["sources, line 2"]
    assert "not verified" in proof.warnings[0].what


def test_that_a_note_verifies_what_it_names(note: frozenset[VerifiedText]) -> None:
    proof = verify_quotes(with_note(sample_rows(), note), {})
    assert proof.sha256 == {1: SHA256}
    assert proof.warnings == []
    assert proof.proved == note


def test_that_words_changed_since_the_note_are_named_and_unverify_their_source(
    note: frozenset[VerifiedText],
) -> None:
    tables = sample_rows()
    tables["quotes"][2]["text"] = "Nobody had asked before!"
    proof = verify_quotes(with_note(tables, note), {})
    assert proof.sha256 == {}
    assert proof.failures == []
    assert proof.proved == frozenset()
    assert [str(warning.location) for warning in proof.warnings] == ["quotes, line 4, column text"]


def test_that_words_moved_to_another_source_are_not_verified_there(
    note: frozenset[VerifiedText],
) -> None:
    tables = sample_rows()
    tables["quotes"][0]["source_id"] = 2
    assert verify_quotes(with_note(tables, note), {}).sha256 == {1: SHA256}


def test_that_a_note_of_two_texts_of_one_source_verifies_nothing(
    note: frozenset[VerifiedText],
) -> None:
    other = {VerifiedText(1, "0" * 64, text_sha256("and more"))}
    proof = verify_quotes(with_note(sample_rows(), note | other), {})
    assert proof.sha256 == {}
    assert "several texts" in proof.warnings[0].what


def test_that_a_text_is_believed_before_a_note(note: frozenset[VerifiedText]) -> None:
    tables = sample_rows()
    assert verify_quotes(with_note(tables, note), {1: b"Something else"}).failures
    tables["quotes"][0]["text"] = "A Speaker"
    assert verify_quotes(with_note(tables, note), {1: TEXT}).sha256 == {1: SHA256}


def test_that_the_note_names_each_text_once_and_forgets_what_is_gone(
    note: frozenset[VerifiedText],
) -> None:
    assert len(note) == 4  # three quotes and an excerpt
    tables = sample_rows()
    tables["quotes"].pop()
    assert verify_quotes(with_note(tables, note), {}).proved < note


def test_that_an_excerpt_of_white_space_cites_nothing() -> None:
    tables = sample_rows()
    tables["findings"][2]["excerpt"] = " "
    assert cited_sources(as_briefing_rows(tables)) == {1}
    assert verify_quotes(as_briefing_rows(tables), {1: TEXT, 2: TEXT}).sha256 == {1: SHA256}


WORDS = SOURCE_TEXT.split()


@given(st.integers(0, len(WORDS) - 1), st.integers(1, len(WORDS)), st.sampled_from([" ", "\n\n"]))
@settings(deadline=None)
def test_that_any_run_of_the_sources_words_is_proved(start: int, count: int, space: str) -> None:
    words = space.join(WORDS[start : start + count])
    assert verify_quotes(quoting(words), {1: TEXT}).failures == []


@given(
    st.integers(0, len(WORDS) - 1),
    st.integers(2, len(WORDS)),
    st.text(st.characters(categories=["L", "N"]), min_size=1),
    st.data(),
)
@settings(deadline=None)
def test_that_a_word_put_in_is_always_found_out(
    start: int, count: int, other: str, data: st.DataObject
) -> None:
    words = WORDS[start : start + count]
    words.insert(data.draw(st.integers(0, len(words))), other)
    run = " ".join(words)
    assume(run not in " ".join(WORDS))
    assert verify_quotes(quoting(run), {1: TEXT}).failures


def test_that_hashes_are_alike_for_texts_that_differ_in_white_space_alone() -> None:
    assert text_sha256("a  b\n") == text_sha256("a b") != text_sha256("ab")
