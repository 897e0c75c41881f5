"""Notes: to which finding or quote they belong, and how two windows' texts are merged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.notes import (
    OTHER_TEXT_LINE,
    UNREAD_TEXT_LINE,
    KeptNote,
    Note,
    NoteItem,
    continue_note,
    find_in_notes,
    finding_item,
    match_notes,
    merge_notes,
    note_marks,
    quote_item,
)
from briefing_app.model.reading import NoteMarks, ReportParts
from briefing_app.model.search import NoteMatches
from briefing_app.model.text import cleaned
from tests.sample_report import make_finding, make_quote, make_report

TEXTS = st.text(max_size=12).map(cleaned)
NOTES = st.builds(Note, TEXTS, st.booleans())


def test_notes_stay_with_findings_and_quotes_of_a_new_edition() -> None:
    old_finding, old_quote = make_finding(1), make_quote(1)
    kept = [
        KeptNote(finding_item(old_finding), Note("about the finding")),
        KeptNote(quote_item(old_quote), Note(is_bookmarked=True)),
    ]
    finding = old_finding._replace(id=7, position=7, headline="Reworded")
    quote = old_quote._replace(id=9, position=9)
    notes = match_notes(make_report(findings=(finding,), quotes=(quote,)), kept)
    assert notes.of_finding(finding) == Note("about the finding")
    assert notes.of_quote(quote) == Note(is_bookmarked=True)
    assert notes.unmatched == ()


def test_note_about_what_an_edition_lacks_is_unmatched() -> None:
    gone = KeptNote(NoteItem("finding gone", "An old headline"), Note("kept"))
    reworded = KeptNote(quote_item(make_quote(1)), Note("kept too"))
    quote = make_quote(1, "Words that were corrected.")
    report = make_report(findings=(make_finding(1),), quotes=(quote,))
    assert match_notes(report, [gone, reworded]).unmatched == (gone, reworded)


def test_empty_note_is_not_listed() -> None:
    kept = KeptNote(NoteItem("finding gone", "An old headline"), Note())
    assert match_notes(make_report(), [kept]).is_empty


@pytest.mark.parametrize(
    ("loaded", "written", "stored", "merged"),
    [
        ("", "mine", "", "mine"),
        ("old", "old and mine", "old", "old and mine"),
        ("old", "", "old", ""),
        ("old", "old", "theirs", "theirs"),
        ("old", "", "theirs", "theirs"),
        ("old", "mine", "", "mine"),
        ("old", "mine", "theirs", f"theirs\n\n{OTHER_TEXT_LINE}\nmine"),
        (
            "theirs",
            "theirs, longer",
            f"theirs\n\n{OTHER_TEXT_LINE}\nmine",
            f"theirs, longer\n\n{OTHER_TEXT_LINE}\nmine",
        ),
    ],
)
def test_texts_of_two_windows_are_merged(
    loaded: str, written: str, stored: str, merged: str
) -> None:
    assert merge_notes(Note(loaded), Note(written), Note(stored)).text == merged


def test_text_that_could_not_be_read_is_kept_above_what_was_written_meanwhile() -> None:
    merged = merge_notes(None, Note("mine"), Note("earlier", is_bookmarked=True))
    assert merged == Note(f"earlier\n\n{UNREAD_TEXT_LINE}\nmine", is_bookmarked=True)
    assert merge_notes(None, Note(), Note("earlier")) == Note("earlier")


@given(NOTES, NOTES, NOTES)
def test_merging_loses_no_text_that_was_written(loaded: Note, written: Note, stored: Note) -> None:
    text = merge_notes(loaded, written, stored).text
    assert written.text in {loaded.text, ""} or written.text in text
    assert stored.text in {loaded.text, ""} or stored.text in text


@given(NOTES, NOTES, NOTES)
def test_bookmark_follows_the_window_that_toggled_it(
    loaded: Note, written: Note, stored: Note
) -> None:
    merged = merge_notes(loaded, written, stored).is_bookmarked
    if written.is_bookmarked != loaded.is_bookmarked:
        assert merged is written.is_bookmarked
    else:
        assert merged is stored.is_bookmarked


def test_findings_are_marked_for_their_notes_and_those_of_their_quotes() -> None:
    quotes = make_quote(1), make_quote(2)
    findings = (
        make_finding(1),
        make_finding(2, quotes=quotes[:1]),
        make_finding(3, quotes=quotes),
        make_finding(4),
    )
    report = make_report(findings, quotes)
    kept = [
        KeptNote(finding_item(findings[0]), Note("Ask twice")),
        KeptNote(quote_item(quotes[0]), Note("Ask once", is_bookmarked=True)),
        KeptNote(quote_item(quotes[1]), Note(is_bookmarked=True)),
    ]
    notes, parts = match_notes(report, kept), ReportParts(report)
    assert not notes.is_empty
    assert note_marks(parts, notes) == NoteMarks(frozenset({1, 2, 3}), frozenset({2, 3}))
    assert note_marks(parts, match_notes(report, [])) == NoteMarks()
    assert note_marks(parts, match_notes(report, kept[:1])) == NoteMarks(frozenset({1}))
    of_quote = NoteMarks(frozenset(), frozenset({3}))
    assert note_marks(parts, match_notes(report, kept[2:])) == of_quote
    without = report._replace(findings=findings[:2])
    of_other_words = NoteMarks(frozenset(), frozenset({-2}))
    assert note_marks(ReportParts(without), match_notes(without, kept[2:])) == of_other_words
    assert find_in_notes(report, notes, (("ask",),)) == NoteMatches(
        frozenset({1, 2, 3}), frozenset({1})
    )
    assert find_in_notes(report, notes, (("ask",), ("twice",))) == NoteMatches(frozenset({1}))


def test_what_was_typed_during_a_save_follows_the_own_text() -> None:
    before, behind = f"theirs\n\n{OTHER_TEXT_LINE}\n", f"\n\n{OTHER_TEXT_LINE}\ntheirs"
    saved = continue_note(Note("mine"), Note("mine, longer"), Note(f"{before}mine"))
    assert saved.text == f"{before}mine, longer"
    saved = continue_note(Note("mine"), Note("mine, longer"), Note(f"mine{behind}"))
    assert saved.text == f"mine, longer{behind}"


def test_bookmark_that_was_set_during_a_save_or_in_another_window_stays() -> None:
    plain, marked = Note("mine"), Note("mine", is_bookmarked=True)
    assert continue_note(plain, plain, marked) == marked
    assert continue_note(plain, marked, plain) == marked
    assert continue_note(marked, plain, marked) == plain


def test_label_is_one_line_of_limited_length() -> None:
    assert finding_item(make_finding(1, headline="x" * 200)).label == "x" * 200
    label = finding_item(make_finding(1, headline="two\nlines " * 100)).label
    assert label.startswith("two lines two lines")
    assert label.endswith("…")
    assert len(label) == 200


@given(NOTES, NOTES, NOTES, TEXTS)
def test_typing_on_while_a_note_is_saved_loses_no_text(
    loaded: Note, written: Note, stored: Note, more: str
) -> None:
    saved = merge_notes(loaded, written, stored)
    current = Note(written.text + more, written.is_bookmarked)
    text = continue_note(written, current, saved).text
    assert current.text in text or written.text in {loaded.text, ""}
    assert more in text
    assert stored.text in {loaded.text, ""} or stored.text in text
    if saved.text == written.text:
        assert text == current.text
