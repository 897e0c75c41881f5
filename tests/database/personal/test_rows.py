"""What is read of a file in whose cells anything can be."""

import logging
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from briefing_app.database.checked_file import CheckedFile
from briefing_app.database.personal.kept import Kept, KeptKind
from briefing_app.database.personal.notes_table import Notes
from briefing_app.database.personal.schema import open_database
from briefing_app.database.personal.slideshows import RunningOrders, Session, Sessions
from briefing_app.database.personal.sources import CheckedFiles, SourceFiles
from briefing_app.database.personal.store import PersonalStore
from briefing_app.model.notes import NO_NOTE, Note, NoteItem
from briefing_app.model.slideshow.record import SlideshowRecord
from tests.sample_report import make_report

REPORT: Final = make_report()
KEY: Final = REPORT.key
VALUES: Final = [
    *("x'fffe'", "CAST(x'41ff42' AS TEXT)", "1 << 40", "-1", "9e999", "'words'", "'[[[]]]'"),
    "'2026-02-30T10:00:00+00:00'",
    *("'9999-12-31T23:59:59+00:00'", "'{\"a\": [240, 1.5, true]}'", '\'{"a": ["240", 1, 1, 1]}\''),
]

LONG: Final = "'[\"' || hex(zeroblob(999998)) || '\"]'"  # two million characters in JSON


def make_file(path: Path, *briefings: str) -> None:
    """Make a file as a program without STRICT would.

    Args:
        path: The file.
        briefings: The key of the briefing of each row; each table has at least one for each.
    """
    store = PersonalStore(path)
    for number, briefing in enumerate(briefings):
        item = NoteItem(f"finding {number}", "A headline")
        Notes(store).save(REPORT, item, NO_NOTE, Note("A note"))
        record = SlideshowRecord("a", 1, 0, 60.0, running=True, saved=datetime.now(UTC))
        for key in (briefing, f"briefing {number}"):
            Sessions(store).save(Session(key, "A title", "/a.db"), record)
            RunningOrders(store).save_lines(key, "A title", ["a"])
        CheckedFiles(store).keep(CheckedFile(f"{number}", 1, {1: "a hash"}))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '')")
        connection.commit()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file with rows of two briefings, the second one the sample report."""
    path = tmp_path / "personal.db"
    make_file(path, "other", KEY)
    return path


@pytest.fixture(scope="module")
def many_rows(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a file with a row of the sample report in each table for each of the values."""
    path = tmp_path_factory.mktemp("rows") / "personal.db"
    make_file(path, *[KEY] * len(VALUES))
    return path.read_bytes()


def damage(path: Path, table: str, column: str, *values: str) -> int:
    """Set cells of the last rows of a table. Return the rowid of the last one."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        sql = f"SELECT rowid FROM {table} ORDER BY rowid DESC LIMIT {len(values)}"  # noqa: S608
        rows = [row for (row,) in connection.execute(sql)]
        for row, value in zip(rows, values, strict=True):
            sql = f"UPDATE {table} SET {column} = {value} WHERE rowid = {row}"  # noqa: S608
            with suppress(sqlite3.IntegrityError):  # not even a damaged file has this as a rowid
                connection.execute(sql)
        connection.commit()
    return int(rows[0])


def read_all(store: PersonalStore) -> None:
    for number in range(len(VALUES)):
        RunningOrders(store).lines(f"briefing {number}")
        RunningOrders(store).minutes(f"briefing {number}")
        Sessions(store).of_briefing(f"briefing {number}")
    Notes(store).of_report(REPORT)
    Sessions(store).interrupted()
    Kept(store).briefings()
    CheckedFiles(store).of_size(1)
    CheckedFiles(store).count()
    SourceFiles(store).file_of(REPORT, REPORT.sources[0])


def columns() -> list[tuple[str, str]]:
    """Return the name of each column, behind that of its table."""
    sql = "SELECT tables.name, columns.name FROM pragma_table_list AS tables"
    sql += " JOIN pragma_table_info(tables.name) AS columns WHERE tables.strict"
    with closing(open_database(":memory:")) as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.parametrize(("table", "column"), columns())
def test_whatever_is_in_a_cell_everything_is_read(
    tmp_path: Path, many_rows: bytes, table: str, column: str
) -> None:
    path = tmp_path / "personal.db"
    path.write_bytes(many_rows)
    damage(path, table, column, *VALUES)
    read_all(PersonalStore(path))


def test_damaged_row_is_left_out_and_logged_without_words(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    row = damage(path, "notes", "is_bookmarked", "'a secret'")
    before = path.read_bytes()
    store = PersonalStore(path)
    for _ in range(2):
        assert len(Notes(store).of_briefing(KEY) or []) == 1
    assert store.damaged_rows
    assert caplog.record_tuples == [
        (
            "briefing_app.database.personal.rows",
            logging.ERROR,
            f"Personal data is damaged: notes, row {row} is left out",
        )
    ]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("running_orders", "lines", "'{}'"),
        ("running_orders", "minutes", "1 << 40"),
        ("sessions", "saved", "'a while ago'"),
    ],
)
def test_damaged_row_costs_no_other(path: Path, table: str, column: str, value: str) -> None:
    damage(path, table, column, value)
    store = PersonalStore(path)
    read_all(store)
    assert store.damaged_rows
    assert len(Notes(store).of_briefing(KEY) or []) == 2
    assert RunningOrders(store).lines("other") == ("a",)


def countdowns(*stored: str) -> list[str]:
    """Return cells with one countdown each."""
    return [f"'{{\"a\": {each}}}'" for each in stored]


@pytest.mark.parametrize(
    ("table", "column", "largest", "too_large"),
    [
        ("sessions", "page", "1000000", "1000001"),
        ("sessions", "elapsed", "1e9", "1000000001"),
        ("sessions", "pages", "'[1, 1000000]'", "'[1, 1000001]'"),
        ("running_orders", "minutes", "1440", "1441"),
        ("running_orders", "lines", LONG, f"{LONG} || ' '"),
        ("notes", "text", "hex(zeroblob(100000))", "hex(zeroblob(100001))"),
        # SQLite counts characters up to the first NUL.
        ("notes", "text", "char(0) || 'a'", "char(0) || hex(zeroblob(100001))"),
        ("sessions", "saved", "'2000-01-01T00:00:00+00:00'", "'1999-12-31T23:59:59+00:00'"),
        ("sessions", "saved", "'2099-12-31T23:59:59+00:00'", "'2100-01-01T00:00:00+00:00'"),
        ("sessions", "saved", "'2026-01-01T00:00:00+00:00'", "'2026-01-01T00:00:00+01:00'"),
        ("sessions", "page", "0", "-1"),
        ("sessions", "page", "1", "1.5"),
        ("sessions", "elapsed", "0", "-1"),
        ("sessions", "countdowns", *countdowns("[1, 0, 1, 0]", "[0, 0, 1, 0]")),
        ("sessions", "countdowns", *countdowns("[14400, 1.5, 1, 0]", '[14400, "1.5", 1, 0]')),
    ],
)
def test_value_beyond_its_limit_is_damaged(
    path: Path, table: str, column: str, largest: str, too_large: str
) -> None:
    for value in (largest, too_large):
        damage(path, table, column, value)
        store = PersonalStore(path)
        read_all(store)
        assert bool(store.damaged_rows) == (value == too_large)


def test_text_that_is_not_utf_8_is_read_and_written_back_only_if_it_is_edited(path: Path) -> None:
    damage(path, "notes", "text", "CAST(x'41ff42' AS TEXT)")
    notes = Notes(PersonalStore(path))
    kept = next(each for each in notes.of_briefing(KEY) or [] if each.note.text == "A\ufffdB")
    marked = Note(kept.note.text, is_bookmarked=True)
    notes.save(REPORT, kept.item, kept.note, marked)
    assert b"A\xffB" in path.read_bytes()
    notes.save(REPORT, kept.item, marked, Note("Edited"))
    assert b"A\xffB" not in path.read_bytes()
    assert {each.note.text for each in notes.of_briefing(KEY) or []} == {"A note", "Edited"}


def test_damaged_rows_can_be_forgotten(path: Path) -> None:
    damage(path, "sessions", "saved", "'a while ago'")
    kept = Kept(PersonalStore(path))
    assert all(each.has_place for each in kept.briefings() or [])
    for each in kept.briefings() or []:
        kept.forget(each.key, KeptKind.PLACE)
    assert not any(each.has_place for each in kept.briefings() or [])
