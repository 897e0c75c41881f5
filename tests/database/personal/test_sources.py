"""Which files were compared with the texts of their sources, and where those texts are."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from briefing_app.database.checked_file import CheckedFile
from briefing_app.database.personal.kept import Kept
from briefing_app.database.personal.notes_table import Notes
from briefing_app.database.personal.sources import CheckedFiles, SourceFiles
from briefing_app.database.personal.store import PersonalStore
from briefing_app.model.notes import NO_NOTE, Note, NoteItem
from briefing_app.model.report import source_key
from tests.sample_report import make_report

FILE = CheckedFile("ab" * 32, 4096, {1: "cd" * 32, 2: "ef" * 32})
REPORT = make_report()
KEY = REPORT.key
SOURCE = REPORT.sources[0]
NO_PATH = json.dumps({source_key(SOURCE): 7})


@pytest.fixture
def path(personal_store: PersonalStore) -> Path:
    assert personal_store.path is not None
    return personal_store.path


@pytest.fixture
def checked(personal_store: PersonalStore) -> CheckedFiles:
    return CheckedFiles(personal_store)


def test_checked_file_is_found_by_its_size(
    checked: CheckedFiles, personal_store: PersonalStore
) -> None:
    checked.keep(FILE)
    later = CheckedFiles(personal_store)
    assert later.of_size(4096) == {FILE.sha256: FILE.texts}
    assert later.of_size(8192) == {}
    assert later.count() == 1


def test_file_that_is_checked_again_has_the_texts_of_both_times(checked: CheckedFiles) -> None:
    checked.keep(CheckedFile(FILE.sha256, 4096, {1: "cd" * 32}))
    checked.keep(CheckedFile(FILE.sha256, 4096, {1: "00" * 32, 2: "ef" * 32}))
    assert checked.of_size(4096) == {FILE.sha256: {1: "00" * 32, 2: "ef" * 32}}
    assert checked.count() == 1


def test_file_of_each_source_is_found_again(personal_store: PersonalStore) -> None:
    files, other = SourceFiles(personal_store), SOURCE._replace(title="Another source")
    files.keep(REPORT, SOURCE, Path("/a.txt"))
    files.keep(REPORT, other, Path("/b.txt"))
    files.keep(REPORT, SOURCE, Path("/moved/a.txt"))
    files.keep(REPORT._replace(key="other"), SOURCE, Path("/other.txt"))
    again = SourceFiles(PersonalStore(personal_store.path))
    assert again.file_of(REPORT, SOURCE) == Path("/moved/a.txt")
    assert again.file_of(REPORT, other) == Path("/b.txt")


@pytest.mark.parametrize("name", ["/caf\xe9.txt", "/not-utf-8-\udce9.txt", '/a "b".txt'])
def test_any_name_of_a_file_is_kept(personal_store: PersonalStore, name: str) -> None:
    files = SourceFiles(personal_store)
    files.keep(REPORT, SOURCE, Path(name))
    assert files.file_of(REPORT, SOURCE) == Path(name)


@pytest.mark.parametrize("damage", ["7", "'not json'", "'[]'", f"'{NO_PATH}'", "x'ff'"])
def test_damaged_files_count_as_unknown_and_can_be_replaced(
    personal_store: PersonalStore, path: Path, damage: str
) -> None:
    item = NoteItem("finding a", "A headline")
    SourceFiles(personal_store).keep(REPORT, SOURCE, Path("/a.txt"))
    Notes(personal_store).save(REPORT, item, NO_NOTE, Note("A note"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '')")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute(f"UPDATE briefings SET source_files = {damage}")  # noqa: S608
    store = PersonalStore(path)
    assert SourceFiles(store).file_of(REPORT, SOURCE) is None
    assert [each.note.text for each in Notes(store).of_briefing(KEY) or []] == ["A note"]
    (kept,) = Kept(store).briefings() or []
    assert kept.source_files == 1
    SourceFiles(store).keep(REPORT, SOURCE, Path("/b.txt"))
    assert SourceFiles(store).file_of(REPORT, SOURCE) == Path("/b.txt")


def test_source_is_the_same_in_each_edition() -> None:
    edited = SOURCE._replace(id=7, note="Another", sha256="ab" * 32)
    assert source_key(edited) == source_key(SOURCE)
    assert source_key(SOURCE._replace(published="2019")) != source_key(SOURCE)
