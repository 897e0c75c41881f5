"""Files of version 1, which kept what people said in a room."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from briefing_app.database.personal.copies import copy_path
from briefing_app.database.personal.notes import Notes
from briefing_app.database.personal.slideshows import RunningOrders
from briefing_app.database.personal.sources import CheckedFiles
from briefing_app.database.personal.store import PersonalStore
from briefing_app.errors import ReplacedDataError
from briefing_app.model.notes import NO_NOTE, Note, NoteItem
from tests.sample_report import make_report

REPORT: Final = make_report()
REMARK: Final = b"a remark of an officer"
PAGE: Final = 4096
TABLES: Final = """
CREATE TABLE briefings (
    key TEXT PRIMARY KEY CHECK (key <> ''),
    title TEXT NOT NULL
) STRICT;
CREATE TABLE notes (
    briefing TEXT NOT NULL REFERENCES briefings (key) ON DELETE CASCADE,
    item TEXT NOT NULL CHECK (item <> ''),
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    is_bookmarked INTEGER NOT NULL CHECK (is_bookmarked IN (0, 1)),
    changed TEXT NOT NULL,
    PRIMARY KEY (briefing, item)
) STRICT;
CREATE TABLE running_orders (
    briefing TEXT PRIMARY KEY REFERENCES briefings (key) ON DELETE CASCADE,
    lines TEXT NOT NULL DEFAULT '[]',
    minutes INTEGER NOT NULL DEFAULT 0 CHECK (minutes >= 0)
) STRICT;
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    briefing TEXT NOT NULL REFERENCES briefings (key) ON DELETE CASCADE,
    path TEXT NOT NULL,
    is_rehearsal INTEGER NOT NULL CHECK (is_rehearsal IN (0, 1)),
    started TEXT NOT NULL,
    changed TEXT NOT NULL
) STRICT;
CREATE TABLE said (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    slide TEXT NOT NULL,
    question TEXT NOT NULL,
    about TEXT NOT NULL,
    text TEXT NOT NULL,
    said TEXT NOT NULL,
    is_kept INTEGER NOT NULL CHECK (is_kept IN (0, 1))
) STRICT;
CREATE TABLE checked (
    file TEXT NOT NULL,
    size INTEGER NOT NULL,
    source INTEGER NOT NULL,
    text TEXT NOT NULL,
    checked TEXT NOT NULL,
    PRIMARY KEY (file, source)
) STRICT;
CREATE INDEX said_by_session ON said (session_id);
CREATE TABLE "a table of ""another"" program" (text);
"""
SOURCE_FILES: Final = "ALTER TABLE briefings ADD COLUMN source_files TEXT NOT NULL DEFAULT '{}'"


def make_file(path: Path, *, has_source_files: bool) -> None:
    """Write a file as a program of the first version did."""
    with closing(sqlite3.connect(path)) as file, file:
        file.executescript(TABLES)
        if has_source_files:
            file.execute(SOURCE_FILES)
        file.execute("PRAGMA application_id=0x42524650")
        file.execute("PRAGMA user_version=1")
        file.execute("INSERT INTO briefings (key, title) VALUES (?, 'A title')", (REPORT.key,))
        now = "2026-11-27T10:00:00.000000+00:00"
        row = (REPORT.key, "finding a", "A headline", "A note", 1, now)
        file.execute("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?)", row)
        file.execute("INSERT INTO running_orders VALUES (?, '[\"a line\"]', 45)", (REPORT.key,))
        file.execute("INSERT INTO checked VALUES ('a hash', 1, 1, 'another', ?)", (now,))
        file.execute("INSERT INTO sessions VALUES (1, ?, '/a.db', 0, ?, ?)", (REPORT.key, now, now))
        for number in range(200):
            text = f"{REMARK.decode()} {number} " * 30
            line = (number, 1, "slide", "Why?", "", text, now, 0)
            file.execute("INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, ?, ?)", line)
        file.execute("INSERT INTO 'a table of \"another\" program' VALUES (?)", (REMARK.decode(),))


@pytest.fixture(params=[True, False], ids=["latest", "earlier"])
def path(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return a file of version 1 with a copy and two damaged files beside it."""
    path = tmp_path / "personal.db"
    make_file(path, has_source_files=request.param)
    shutil.copyfile(path, copy_path(path))
    shutil.copyfile(path, tmp_path / "personal-damaged-20261127-100000.db")
    content = path.read_bytes()
    (tmp_path / "personal-damaged-20261127-110000.db").write_bytes(b"\xff" * PAGE + content[PAGE:])
    return path


def check_that_only_the_rest_is_kept(path: Path) -> None:
    store = PersonalStore(path)
    (note,) = Notes(store).of_briefing(REPORT.key) or []
    assert (note.item.label, note.note) == ("A headline", Note("A note", is_bookmarked=True))
    assert RunningOrders(store).lines(REPORT.key) == ("a line",)
    assert RunningOrders(store).minutes(REPORT.key) == 45
    assert CheckedFiles(store).of_size(1) == {"a hash": {1: "another"}}
    assert store.fetch("PRAGMA integrity_check") == [("ok",)]


def files_with_remarks(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if REMARK in file.read_bytes()]


def test_notes_orders_and_checks_are_kept_and_nothing_that_people_said(path: Path) -> None:
    assert len(files_with_remarks(path.parent)) == 4
    Notes(PersonalStore(path)).of_briefing(REPORT.key)  # reading is enough
    assert files_with_remarks(path.parent) == []
    check_that_only_the_rest_is_kept(path)
    check_that_only_the_rest_is_kept(copy_path(path))
    Notes(PersonalStore(path)).save(REPORT, NoteItem("finding b", "B"), NO_NOTE, Note("New"))
    assert len(Notes(PersonalStore(path)).of_briefing(REPORT.key) or []) == 2


def test_damaged_file_that_can_be_read_keeps_its_notes(path: Path) -> None:
    Notes(PersonalStore(path)).of_briefing(REPORT.key)
    readable, unreadable = sorted(path.parent.glob("personal-damaged-*.db"))
    with closing(sqlite3.connect(readable)) as file:
        assert file.execute("SELECT text FROM notes").fetchall() == [("A note",)]
    with closing(sqlite3.connect(unreadable)) as file:
        assert file.execute("SELECT text FROM notes").fetchall() == []


def test_nothing_that_people_said_is_left_of_a_damaged_file(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: -PAGE // 2])
    with pytest.raises(ReplacedDataError):
        Notes(PersonalStore(path)).of_briefing(REPORT.key)
    assert files_with_remarks(path.parent) == []
    assert len(list(path.parent.glob("personal-damaged-*.db"))) == 3
    check_that_only_the_rest_is_kept(path)


def test_nothing_is_left_of_a_damaged_file_without_a_header_and_a_copy(path: Path) -> None:
    copy_path(path).unlink()
    path.write_bytes(bytes(100) + path.read_bytes()[100:])
    with pytest.raises(ReplacedDataError):
        Notes(PersonalStore(path)).of_briefing(REPORT.key)
    assert files_with_remarks(path.parent) == []


def test_damaged_files_are_cleaned_if_the_file_itself_was_deleted(path: Path) -> None:
    path.unlink()
    copy_path(path).unlink()
    max(path.parent.iterdir()).unlink()  # the one that nothing shows to be of version 1
    Notes(PersonalStore(path)).save(REPORT, NoteItem("finding b", "B"), NO_NOTE, Note("New"))
    assert files_with_remarks(path.parent) == []


def test_file_is_as_before_if_what_is_beside_it_cannot_be_cleaned(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        with pytest.raises(Exception, match="can’t be read"):
            Notes(PersonalStore(path)).of_briefing(REPORT.key)
    Notes(PersonalStore(path)).of_briefing(REPORT.key)
    assert files_with_remarks(path.parent) == []
    check_that_only_the_rest_is_kept(path)
