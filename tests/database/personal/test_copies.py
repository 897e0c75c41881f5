"""The copy of the file of what belongs to the user."""

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from briefing_app.database.checked_file import CheckedFile
from briefing_app.database.personal.copies import copy_path
from briefing_app.database.personal.kept import Kept, KeptKind
from briefing_app.database.personal.notes_table import Notes
from briefing_app.database.personal.schema import file_id
from briefing_app.database.personal.slideshows import RunningOrders, Session, Sessions
from briefing_app.database.personal.sources import CheckedFiles, SourceFiles
from briefing_app.database.personal.store import PersonalStore
from briefing_app.errors import PersonalDataError
from briefing_app.model.notes import NO_NOTE, Note, NoteItem
from briefing_app.model.slideshow.record import SlideshowRecord
from tests.sample_report import make_report

REPORT: Final = make_report()
ITEM: Final = NoteItem("finding a", "A headline")
SESSION: Final = Session(REPORT.key, REPORT.title, "/a.db")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "personal.db"


@pytest.fixture
def store(path: Path) -> PersonalStore:
    return PersonalStore(path)


def save(store: PersonalStore, text: str) -> None:
    note = next(iter(Notes(store).of_briefing(REPORT.key) or []), None)
    Notes(store).save(REPORT, ITEM, note.note if note else NO_NOTE, Note(text))


def set_days_ago(path: Path, days: int) -> None:
    """Let a file have been changed last on an earlier day."""
    then = path.stat().st_mtime - timedelta(days=days).total_seconds()
    os.utime(path, (then, then))


def copied_notes(path: Path) -> list[str]:
    notes = Notes(PersonalStore(copy_path(path))).of_briefing(REPORT.key)
    return [each.note.text for each in notes or []]


def test_first_change_of_a_day_copies_what_was_there(store: PersonalStore, path: Path) -> None:
    save(store, "first day")
    assert not copy_path(path).exists()
    set_days_ago(path, 1)
    save(store, "first day, second day")
    save(store, "first day, second day, still the second day")
    assert copied_notes(path) == ["first day"]
    set_days_ago(path, -1)  # the clock was wrong
    save(store, "first day, second day, still the second day, third day")
    assert copied_notes(path) == ["first day, second day, still the second day"]


def test_day_changes_at_midnight(
    store: PersonalStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    midnight = 20_001 * 24 * 60 * 60
    save(store, "One")
    for changed, now, text in (
        (midnight, midnight + 86_399.9, "One, two"),
        (midnight - 1, midnight, "One, two, three"),
    ):
        assert not copy_path(path).exists()
        os.utime(path, (changed, changed))
        monkeypatch.setattr("time.time", lambda now=now: now)
        save(store, text)
    assert copied_notes(path) == ["One, two"]


def test_file_with_a_write_ahead_log_is_copied_too(store: PersonalStore, path: Path) -> None:
    save(store, "first day")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    set_days_ago(path, 1)
    save(store, "first day, second day")
    assert copied_notes(path) == ["first day"]


def test_reading_copies_nothing(store: PersonalStore, path: Path) -> None:
    save(store, "first day")
    set_days_ago(path, 1)
    Notes(store).of_briefing(REPORT.key)
    assert not copy_path(path).exists()


def test_row_that_makes_no_sense_is_copied_too(store: PersonalStore, path: Path) -> None:
    save(store, "first day")
    with store.change() as execute:
        execute("PRAGMA ignore_check_constraints=ON")
        execute("UPDATE notes SET is_bookmarked = 7")
    set_days_ago(path, 1)
    save(store, "second day")
    assert copy_path(path).exists()


def test_work_continues_if_the_copy_cannot_be_written(
    store: PersonalStore,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    save(store, "first day")
    set_days_ago(path, 1)
    monkeypatch.setattr(os, "fsync", refuse)
    save(store, "first day, second day")
    notes = Notes(store).of_briefing(REPORT.key) or []
    assert [each.note.text for each in notes] == ["first day, second day"]
    assert all(record.exc_info for record in caplog.records)
    assert caplog.messages == ["The copy can't be written"]


def remove_note(store: PersonalStore) -> None:
    Notes(store).delete(REPORT.key, ITEM.key)


def empty_note(store: PersonalStore) -> None:
    Notes(store).save(REPORT, ITEM, Note("a secret"), NO_NOTE)


def restore_order(store: PersonalStore) -> None:
    RunningOrders(store).save_lines(REPORT.key, REPORT.title, [])


def forget_checks(store: PersonalStore) -> None:
    CheckedFiles(store).forget()


def forget_all(store: PersonalStore) -> None:
    for kind in KeptKind:
        Kept(store).forget(REPORT.key, kind)


@pytest.mark.parametrize(
    "remove",
    [
        *(remove_note, empty_note, restore_order),
        *(forget_checks, forget_all),
    ],
)
def test_nothing_that_was_removed_is_left_in_the_copy(
    store: PersonalStore, path: Path, remove: Callable[[PersonalStore], None]
) -> None:
    if remove in (remove_note, empty_note, forget_all):
        save(store, "a secret")
    if remove in (restore_order, forget_all):
        RunningOrders(store).save_lines(REPORT.key, REPORT.title, ["a secret"])
    if remove is forget_all:
        SourceFiles(store).keep(REPORT, REPORT.sources[0], Path("/a secret.txt"))
    if remove is forget_checks:
        CheckedFiles(store).keep(CheckedFile("a secret", 1, {1: "a hash"}))
    set_days_ago(path, 1)
    RunningOrders(store).save_minutes("other", "Another", 45)
    assert b"a secret" in copy_path(path).read_bytes()
    remove(store)
    assert b"a secret" not in copy_path(path).read_bytes()
    assert b"a secret" not in path.read_bytes()
    assert b"Another" in copy_path(path).read_bytes()


def shorten_note(store: PersonalStore) -> None:
    save(store, "The rest.")


def remove_bookmark(store: PersonalStore) -> None:
    note = (Notes(store).of_briefing(REPORT.key) or [])[0].note
    Notes(store).save(REPORT, ITEM, note, Note(note.text))


def remove_question(store: PersonalStore) -> None:
    RunningOrders(store).save_lines(REPORT.key, REPORT.title, ["the rest"])


def remove_minutes(store: PersonalStore) -> None:
    RunningOrders(store).save_minutes(REPORT.key, REPORT.title, 0)


def replace_source_file(store: PersonalStore) -> None:
    SourceFiles(store).keep(REPORT, REPORT.sources[0], Path("/b.txt"))


def everything(path: Path) -> list[object]:
    """Return all that a file has about the user, but for the time of changes."""
    with closing(sqlite3.connect(path)) as connection:
        return [
            *connection.execute("SELECT item, text, is_bookmarked FROM notes"),
            *connection.execute("SELECT lines, minutes FROM running_orders"),
            *connection.execute("SELECT source_files FROM briefings"),
        ]


@pytest.mark.parametrize(
    "edit",
    [
        *(shorten_note, remove_bookmark, remove_question, remove_minutes),
        replace_source_file,
    ],
)
def test_nothing_that_was_edited_away_is_left_in_the_copy(
    store: PersonalStore, path: Path, edit: Callable[[PersonalStore], None]
) -> None:
    Notes(store).save(REPORT, ITEM, NO_NOTE, Note("Mrs Secretname said it. The rest.", True))
    RunningOrders(store).save_lines(REPORT.key, REPORT.title, ["a secret", "the rest"])
    RunningOrders(store).save_minutes(REPORT.key, REPORT.title, 45)
    SourceFiles(store).keep(REPORT, REPORT.sources[0], Path("/a secret.txt"))
    set_days_ago(path, 1)
    CheckedFiles(store).keep(CheckedFile("a file", 1, {1: "a hash"}))
    before = everything(path)
    assert everything(copy_path(path)) == before
    edit(store)
    assert everything(copy_path(path)) == everything(path) != before


def test_typing_more_does_not_renew_the_copy(store: PersonalStore, path: Path) -> None:
    save(store, "first day")
    Sessions(store).save(
        SESSION, SlideshowRecord("a", 0, 0, 9.0, running=True, saved=datetime.now(UTC))
    )
    set_days_ago(path, 1)
    save(store, "first day and")
    copied = copy_path(path).read_bytes()
    save(store, "the first day and the second")
    Sessions(store).save(
        SESSION, SlideshowRecord("b", 0, 0, 11.0, running=True, saved=datetime.now(UTC))
    )
    assert copy_path(path).read_bytes() == copied


def test_copy_that_cannot_be_renewed_is_removed(
    store: PersonalStore,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    save(store, "a secret")
    set_days_ago(path, 1)
    RunningOrders(store).save_minutes("other", "Another", 45)

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refuse)
    for _ in range(2):  # the second time, there is no copy
        remove_note(store)
        assert [each.name for each in path.parent.iterdir()] == [path.name]
        assert Notes(store).of_briefing(REPORT.key) == []
        save(store, "another secret")
    assert all(record.exc_info for record in caplog.records)
    assert caplog.messages == ["The copy can't be written"] * 2


def test_copy_is_written_when_the_program_ends(store: PersonalStore, path: Path) -> None:
    store.end()
    assert not path.parent.joinpath("personal.db").exists()
    save(store, "first day")
    store.end()
    assert copied_notes(path) == ["first day"]


def test_program_that_changed_nothing_leaves_the_copy(store: PersonalStore, path: Path) -> None:
    save(store, "first day")
    store.end()
    copied = file_id(copy_path(path))
    other = PersonalStore(path)
    Notes(other).of_briefing(REPORT.key)
    other.end()
    store.end()
    assert file_id(copy_path(path)) == copied


def test_file_that_is_missing_at_the_end_keeps_its_copy(store: PersonalStore, path: Path) -> None:
    save(store, "first day")
    store.end()
    save(store, "first day, edited")
    path.unlink()
    store.end()
    assert not path.exists()
    assert copied_notes(path) == ["first day"]


def test_drive_that_refuses_at_the_end_is_a_known_error(
    store: PersonalStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> bool:
        raise PermissionError(errno.EACCES, "refused")

    save(store, "first day")
    monkeypatch.setattr(Path, "exists", refuse)
    with pytest.raises(PersonalDataError):
        store.end()


def test_damaged_file_never_replaces_its_copy(store: PersonalStore, path: Path) -> None:
    save(store, "first day")
    store.end()
    copied = copy_path(path).read_bytes()
    save(store, "first day, edited")
    content = path.read_bytes()
    path.write_bytes(content[: content.index(b"first day, edited") - 200] + bytes(9000))
    with pytest.raises(PersonalDataError):
        store.end()
    assert copy_path(path).read_bytes() == copied


def test_private_session_has_no_copy(tmp_path: Path) -> None:
    store = PersonalStore(None)
    save(store, "a secret")
    remove_note(store)
    store.end()
    assert list(tmp_path.iterdir()) == []
