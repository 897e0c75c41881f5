"""Where the files with the texts of sources are."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from briefing_app.database.personal.kept import Kept, KeptKind
from briefing_app.database.personal.notes import Notes
from briefing_app.database.personal.source_files import SourceFiles
from briefing_app.database.personal.store import PersonalStore
from briefing_app.model.notes import NO_NOTE, Note, NoteItem
from briefing_app.model.report import Report, source_key
from tests.sample_report import make_report

REPORT = make_report()
KEY = REPORT.key


@pytest.fixture
def path(personal_store: PersonalStore) -> Path:
    assert personal_store.path is not None
    return personal_store.path


def keep(store: PersonalStore, source: str, path: str, report: Report = REPORT) -> None:
    SourceFiles(store).keep(report.key, report.title, source, path)


def test_file_of_each_source_is_found_again(personal_store: PersonalStore) -> None:
    keep(personal_store, "source a", "/a.txt")
    keep(personal_store, "source b", "/b.txt")
    keep(personal_store, "source a", "/moved/a.txt")
    keep(personal_store, "source a", "/other.txt", REPORT._replace(key="other"))
    files = SourceFiles(PersonalStore(personal_store.path)).of_briefing(KEY)
    assert files == {"source a": "/moved/a.txt", "source b": "/b.txt"}


@pytest.mark.parametrize("name", ["/caf\xe9.txt", "/not-utf-8-\udce9.txt", '/a "b".txt'])
def test_any_name_of_a_file_is_kept(personal_store: PersonalStore, name: str) -> None:
    keep(personal_store, "source a", name)
    assert SourceFiles(personal_store).of_briefing(KEY) == {"source a": name}


def test_reading_makes_no_file(personal_store: PersonalStore, path: Path) -> None:
    assert SourceFiles(personal_store).of_briefing(KEY) == {}
    assert not path.exists()


def test_briefing_of_which_only_that_is_kept_is_forgotten_with_it(
    personal_store: PersonalStore, path: Path
) -> None:
    keep(personal_store, "source a", "/secret.txt")
    (kept,) = Kept(personal_store).briefings()
    assert (kept.key, kept.source_files) == (KEY, 1)
    Kept(personal_store).forget(KEY, KeptKind.NOTES)
    assert SourceFiles(personal_store).of_briefing(KEY) == {"source a": "/secret.txt"}
    Kept(personal_store).forget(KEY, KeptKind.SOURCE_FILES)
    assert Kept(personal_store).briefings() == []
    assert b"secret" not in path.read_bytes()


@pytest.mark.parametrize("damage", ["7", "'not json'", "'[]'", "'{\"source a\": 7}'", "x'ff'"])
def test_damaged_files_count_as_unknown_and_can_be_replaced(
    personal_store: PersonalStore, path: Path, damage: str
) -> None:
    item = NoteItem("finding a", "A headline")
    keep(personal_store, "source a", "/a.txt")
    Notes(personal_store).save(REPORT, item, NO_NOTE, Note("A note"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '')")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute(f"UPDATE briefings SET source_files = {damage}")  # noqa: S608
    store = PersonalStore(path)
    assert SourceFiles(store).of_briefing(KEY) == {}
    assert [each.note.text for each in Notes(store).of_briefing(KEY)] == ["A note"]
    (kept,) = Kept(store).briefings()
    assert kept.source_files == 1
    keep(store, "source a", "/b.txt")
    assert SourceFiles(store).of_briefing(KEY) == {"source a": "/b.txt"}


def test_source_is_the_same_in_each_edition() -> None:
    source = REPORT.sources[0]
    assert source_key(source._replace(id=7, note="Another", sha256="ab" * 32)) == source_key(source)
    assert source_key(source._replace(published="2019")) != source_key(source)
