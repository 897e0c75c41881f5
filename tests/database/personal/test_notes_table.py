"""Notes and bookmarks in the file of what belongs to the user."""

from pathlib import Path

import pytest

from briefing_app.database.personal.notes_table import Notes
from briefing_app.database.personal.store import PersonalStore
from briefing_app.model.notes import NO_NOTE, OTHER_TEXT_LINE, KeptNote, Note, NoteItem
from tests.sample_report import make_report

REPORT = make_report()
ITEM = NoteItem("finding x", "A headline")
OTHER = NoteItem("quote y", "“Words”")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "personal.db"


@pytest.fixture
def notes(path: Path) -> Notes:
    return Notes(PersonalStore(path))


def test_note_is_there_for_the_next_program(notes: Notes, path: Path) -> None:
    notes.save(REPORT, ITEM, NO_NOTE, Note("Text\nin two lines", is_bookmarked=True))
    (kept,) = Notes(PersonalStore(path)).of_briefing(REPORT.key) or []
    assert kept == KeptNote(ITEM, Note("Text\nin two lines", is_bookmarked=True))


def test_other_briefing_has_no_such_note(notes: Notes) -> None:
    notes.save(REPORT, ITEM, NO_NOTE, Note("Text"))
    assert notes.of_briefing("another") == []


def test_note_changed_last_is_at_the_end(notes: Notes, path: Path) -> None:
    notes.save(REPORT, ITEM, NO_NOTE, Note("1"))
    notes.save(REPORT, OTHER, NO_NOTE, Note("2"))
    with PersonalStore(path).change() as execute:
        execute("UPDATE notes SET changed = '9999' WHERE item = ?", ITEM.key)
    assert [kept.item for kept in notes.of_briefing(REPORT.key) or []] == [OTHER, ITEM]


def test_empty_note_is_deleted(notes: Notes) -> None:
    saved = notes.save(REPORT, ITEM, NO_NOTE, Note("Text"))
    assert notes.save(REPORT, ITEM, saved, NO_NOTE) == NO_NOTE
    assert notes.of_briefing(REPORT.key) == []


def test_texts_of_two_windows_are_both_kept(notes: Notes, path: Path) -> None:
    other_window = Notes(PersonalStore(path))
    notes.save(REPORT, ITEM, NO_NOTE, Note("theirs"))
    merged = other_window.save(REPORT, ITEM, NO_NOTE, Note("mine"))
    assert merged is not None
    assert merged.text == f"theirs\n\n{OTHER_TEXT_LINE}\nmine"
    assert [kept.note for kept in notes.of_briefing(REPORT.key) or []] == [merged]
