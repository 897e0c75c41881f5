"""The copy of the file of what belongs to the user."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from briefing_app.database.checked_file import CheckedFile
from briefing_app.database.personal.checked import CheckedFiles
from briefing_app.database.personal.copies import copy_path
from briefing_app.database.personal.kept import Kept, KeptKind
from briefing_app.database.personal.notes import Notes
from briefing_app.database.personal.running_orders import RunningOrders
from briefing_app.database.personal.said import SaidStore
from briefing_app.database.personal.sessions import SavedInk, new_session
from briefing_app.database.personal.store import PersonalStore
from briefing_app.model.notes import NO_NOTE, Note, NoteItem
from briefing_app.model.slideshow.ink import NO_INK, Ink, InkColour, PageInk, Stroke, Tool
from briefing_app.model.slideshow.said import SaidLine
from tests.sample_report import make_report
from tests.systems import needs_permissions

REPORT: Final = make_report()
ITEM: Final = NoteItem("finding a", "A headline")
SESSION: Final = new_session(REPORT.key, REPORT.title, "/a.db")
INK: Final = Ink({("a secret", 0): PageInk((Stroke(Tool.PEN, InkColour.RED, ((1, 2),)),))})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "personal.db"


@pytest.fixture
def store(path: Path) -> PersonalStore:
    return PersonalStore(path)


def save(store: PersonalStore, text: str) -> None:
    note = next(iter(Notes(store).of_briefing(REPORT.key)), None)
    Notes(store).save(REPORT, ITEM, note.note if note else NO_NOTE, Note(text))


def set_days_ago(path: Path, days: int) -> None:
    """Let a file have been changed last on an earlier day."""
    then = path.stat().st_mtime - timedelta(days=days).total_seconds()
    os.utime(path, (then, then))


def copied_notes(path: Path) -> list[str]:
    notes = Notes(PersonalStore(copy_path(path))).of_briefing(REPORT.key)
    return [each.note.text for each in notes]


def test_first_change_of_a_day_copies_what_was_there(store: PersonalStore, path: Path) -> None:
    save(store, "first day")
    assert not copy_path(path).exists()
    set_days_ago(path, 1)
    save(store, "second day")
    save(store, "still the second day")
    assert copied_notes(path) == ["first day"]
    set_days_ago(path, -1)  # the clock was wrong
    save(store, "third day")
    assert copied_notes(path) == ["still the second day"]


def test_file_with_a_write_ahead_log_is_copied_too(store: PersonalStore, path: Path) -> None:
    save(store, "first day")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    set_days_ago(path, 1)
    save(store, "second day")
    assert copied_notes(path) == ["first day"]


def test_reading_copies_nothing(store: PersonalStore, path: Path) -> None:
    save(store, "first day")
    set_days_ago(path, 1)
    Notes(store).of_briefing(REPORT.key)
    assert not copy_path(path).exists()


@needs_permissions
def test_only_the_owner_may_read_the_copy(store: PersonalStore, path: Path) -> None:
    save(store, "first day")
    set_days_ago(path, 1)
    save(store, "second day")
    assert copy_path(path).stat().st_mode & 0o777 == 0o600


def test_row_that_makes_no_sense_is_copied_too(store: PersonalStore, path: Path) -> None:
    save(store, "first day")
    with store.change() as execute:
        execute("PRAGMA ignore_check_constraints=ON")
        execute("UPDATE notes SET is_bookmarked = 7")
    set_days_ago(path, 1)
    save(store, "second day")
    assert copy_path(path).exists()


def test_work_continues_if_the_copy_cannot_be_written(store: PersonalStore, path: Path) -> None:
    copy_path(path).mkdir()
    save(store, "first day")
    set_days_ago(path, 1)
    save(store, "second day")
    assert [each.note.text for each in Notes(store).of_briefing(REPORT.key)] == ["second day"]


def remove_note(store: PersonalStore) -> None:
    Notes(store).delete(REPORT.key, ITEM.key)


def empty_note(store: PersonalStore) -> None:
    Notes(store).save(REPORT, ITEM, Note("a secret"), NO_NOTE)


def remove_line(store: PersonalStore) -> None:
    (line,) = SaidStore(store).lines(SESSION.id)
    assert line.id is not None
    SaidStore(store).remove(line.id)


def let_line_expire(store: PersonalStore) -> None:
    for days in (31, 32):
        later = datetime.now(UTC) + timedelta(days=days)
        SaidStore(store, lambda later=later: later).remove_old()  # type: ignore[misc]


def erase_ink(store: PersonalStore) -> None:
    SavedInk(store).save(SESSION, NO_INK.changes_since(INK))


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
        *(remove_note, empty_note, remove_line, let_line_expire, erase_ink, restore_order),
        *(forget_checks, forget_all),
    ],
)
def test_nothing_that_was_removed_is_left_in_the_copy(
    store: PersonalStore, path: Path, remove: Callable[[PersonalStore], None]
) -> None:
    if remove in (remove_note, empty_note, forget_all):
        save(store, "a secret")
    if remove in (remove_line, let_line_expire, forget_all):
        SaidStore(store).add(SESSION, SaidLine("a", "Why?", "", "a secret"))
    if remove in (erase_ink, forget_all):
        SavedInk(store).save(SESSION, INK.changes_since(None))
    if remove in (restore_order, forget_all):
        RunningOrders(store).save_lines(REPORT.key, REPORT.title, ["a secret"])
    if remove is forget_checks:
        CheckedFiles(store).keep(CheckedFile("a secret", 1, {1: "a hash"}))
    set_days_ago(path, 1)
    RunningOrders(store).save_minutes("other", "Another", 45)
    assert b"a secret" in copy_path(path).read_bytes()
    remove(store)
    assert b"a secret" not in copy_path(path).read_bytes()
    assert b"a secret" not in path.read_bytes()
    assert b"Another" in copy_path(path).read_bytes()


def test_copy_that_cannot_be_renewed_is_removed(
    store: PersonalStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(store, "a secret")
    set_days_ago(path, 1)
    RunningOrders(store).save_minutes("other", "Another", 45)

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refuse)
    remove_note(store)
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert Notes(store).of_briefing(REPORT.key) == []


def test_private_session_has_no_copy(tmp_path: Path) -> None:
    store = PersonalStore(None)
    save(store, "a secret")
    remove_note(store)
    assert list(tmp_path.iterdir()) == []
