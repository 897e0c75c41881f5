"""What happens to a damaged file of what belongs to the user."""

import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from briefing_app.database.personal import rescue
from briefing_app.database.personal.copies import copy_path
from briefing_app.database.personal.kept import Kept
from briefing_app.database.personal.notes_table import Notes
from briefing_app.database.personal.schema import file_id
from briefing_app.database.personal.slideshows import Session, Sessions
from briefing_app.database.personal.store import PersonalStore
from briefing_app.errors import PersonalDataError, ReplacedDataError
from briefing_app.model.notes import NO_NOTE, Note, NoteItem
from briefing_app.model.slideshow.record import SlideshowRecord
from tests.sample_report import make_report
from tests.systems import needs_replacing

REPORT: Final = make_report()
PAGE: Final = 4096
YESTERDAY_S: Final = 24 * 60 * 60


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file with some notes and the place of a slideshow."""
    path = tmp_path / "personal.db"
    for number in range(3):
        save(path, f"finding {number}", f"Note {number}")
    session = Session(REPORT.key, REPORT.title, "/a.db")
    Sessions(PersonalStore(path)).save(
        session, SlideshowRecord("a", 0, 0, 9.0, running=False, saved=datetime.now(UTC))
    )
    return path


def save(path: Path, item: str, text: str) -> None:
    Notes(PersonalStore(path)).save(REPORT, NoteItem(item, item), NO_NOTE, Note(text))


def notes(path: Path) -> list[str]:
    return [each.note.text for each in Notes(PersonalStore(path)).of_briefing(REPORT.key) or []]


def root_page(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        return int(connection.execute(sql, (name,)).fetchone()[0])


def overwrite(path: Path, page: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(content)


def damage_first_page(path: Path) -> None:
    overwrite(path, 1, b"\xff" * PAGE)


def copy_now(path: Path) -> None:
    """Write the copy as a program does that ends."""
    store = PersonalStore(path)
    with store.change():
        pass
    store.end()


def moved_aside(path: Path) -> list[Path]:
    return sorted(path.parent.glob("personal-damaged-*.db"))


def replaced(call: Callable[[], Any]) -> ReplacedDataError:
    with pytest.raises(ReplacedDataError) as caught:
        call()
    return caught.value


def age(path: Path) -> None:
    """Let a file have been changed last on an earlier day."""
    status = path.stat()
    os.utime(path, (status.st_atime, status.st_mtime - YESTERDAY_S))


@pytest.mark.parametrize("damage", ["its first page", "its end", "all of it"])
def test_copy_takes_the_place_of_a_damaged_file(path: Path, damage: str) -> None:
    copy_now(path)
    save(path, "finding new", "New")
    match damage:
        case "its first page":
            damage_first_page(path)
        case "its end":
            path.write_bytes(path.read_bytes()[: -PAGE - 100])
        case _:
            path.write_bytes(b"damaged " * 1000)
    damaged = path.read_bytes()
    os.utime(copy_path(path), (0, 0))
    error = replaced(lambda: notes(path))
    (kept,) = moved_aside(path)
    assert error.what.endswith(
        "was damaged. Its copy of 1 January 1970 and what can still be read are used."
    )
    assert error.remedy == f"The damaged one is kept as {kept.name}."
    assert kept.read_bytes() == damaged
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


def test_rows_that_can_be_read_are_newer_than_those_of_the_copy(path: Path) -> None:
    copy_now(path)
    Notes(PersonalStore(path)).save(
        REPORT, NoteItem("finding 1", "1"), Note("Note 1"), Note("Note 1, edited")
    )
    save(path, "finding new", "New")
    overwrite(path, root_page(path, "sessions"), b"\xff" * PAGE)
    replaced(lambda: notes(path))
    assert sorted(notes(path)) == ["New", "Note 0", "Note 1, edited", "Note 2"]
    stopped = Sessions(PersonalStore(path)).of_briefing(REPORT.key)
    assert stopped is not None
    assert stopped.session.path == "/a.db"


def test_damaged_copy_is_not_used(path: Path) -> None:
    copy_now(path)
    overwrite(copy_path(path), root_page(path, "notes"), b"\xff" * PAGE)
    overwrite(path, root_page(path, "sessions"), b"\xff" * PAGE)
    error = replaced(lambda: notes(path))
    assert error.what.endswith("was damaged. What can still be read is used.")
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


def test_view_of_another_program_is_not_read(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "DROP TABLE notes;"
            "CREATE VIEW notes AS SELECT key AS briefing, 'finding x' AS item, 'x' AS label,"
            " 'from a view' AS text, 0 AS is_bookmarked, '' AS changed, 1 AS rowid FROM briefings"
        )
    replaced(lambda: notes(path))
    assert notes(path) == []
    assert [each.key for each in Kept(PersonalStore(path)).briefings() or []] == [REPORT.key]


def test_file_is_checked_as_a_whole_when_the_program_first_uses_it(path: Path) -> None:
    copy_now(path)
    overwrite(path, root_page(path, "checked"), b"\xff" * PAGE)
    replaced(lambda: notes(path))
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


def test_damaged_index_loses_nothing(path: Path) -> None:
    overwrite(path, root_page(path, "sqlite_autoindex_notes_1"), b"\xff" * PAGE)
    error = replaced(lambda: notes(path))
    assert "Nothing was lost." in error.what
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]
    assert PersonalStore(path).fetch("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize(
    "does",
    [
        "AFTER INSERT ON notes BEGIN DELETE FROM notes",
        "BEFORE INSERT ON notes BEGIN SELECT raise(IGNORE)",
    ],
)
def test_triggers_of_another_program_never_run(path: Path, does: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TRIGGER x {does}; END")
    error = replaced(lambda: save(path, "finding new", "New"))
    assert "Nothing was lost." in error.what
    save(path, "finding new", "New")
    assert notes(path) == ["Note 0", "Note 1", "Note 2", "New"]


def test_notes_survive_the_loss_of_their_briefing_and_can_be_forgotten(path: Path) -> None:
    overwrite(path, root_page(path, "briefings"), b"\xff" * PAGE)
    replaced(lambda: Kept(PersonalStore(path)).briefings())
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]
    (kept,) = Kept(PersonalStore(path)).briefings() or []
    assert (kept.key, kept.notes) == (REPORT.key, 3)


def test_journal_of_a_damaged_file_is_not_applied_to_the_new_one(path: Path) -> None:
    journal = path.with_name(f"{path.name}-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    copy_now(path)
    damage_first_page(path)
    replaced(lambda: notes(path))
    assert not journal.exists()
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


def test_empty_file_is_filled_from_the_copy(path: Path) -> None:
    age(path)
    save(path, "finding new", "New")
    copy = copy_path(path).read_bytes()
    path.write_bytes(b"")
    age(path)
    error = replaced(lambda: save(path, "finding new", "New"))
    assert "Its copy of " in error.what
    assert [file.read_bytes() for file in moved_aside(path)] == [b""]
    assert copy_path(path).read_bytes() == copy
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


def test_file_that_was_deleted_does_not_come_back_from_the_copy(path: Path) -> None:
    age(path)
    save(path, "finding new", "New")
    path.unlink()
    assert notes(path) == []
    save(path, "finding new", "New")
    assert notes(path) == ["New"]
    assert not copy_path(path).exists()


def test_rows_before_and_after_a_damaged_page_are_kept(path: Path) -> None:
    for number in range(10, 50):
        save(path, f"finding {number}", f"{number} " * 300)
    overwrite(path, path.read_bytes().index(b"30 " * 100) // PAGE + 1, b"\xff" * PAGE)
    replaced(lambda: notes(path))
    found = notes(path)
    assert 38 <= len(found) < 43
    assert (found[0], found[-1]) == ("Note 0", "49 " * 300)


def test_page_that_lists_the_same_row_again_and_again_is_read_once(path: Path) -> None:
    page = root_page(path, "notes")
    header = path.read_bytes()[(page - 1) * PAGE :][:10]
    overwrite(path, page, header + header[8:] * 2)
    error = rescue.rescue(path, file_id(path))
    assert error.what.endswith("What can still be read is used.")
    assert len(notes(path)) == 1


def test_damaged_text_stays_as_it_is(path: Path) -> None:
    with PersonalStore(path).change() as execute:
        execute("UPDATE notes SET text = CAST(x'41ff42' AS TEXT) WHERE item = 'finding 1'")
    overwrite(path, root_page(path, "sqlite_autoindex_notes_1"), b"\xff" * PAGE)
    replaced(lambda: notes(path))
    assert b"A\xffB" in path.read_bytes()


def test_earlier_damaged_files_are_never_overwritten(path: Path) -> None:
    contents = [b"damaged %d " % number * 1000 for number in range(3)]
    for content in contents:
        path.write_bytes(content)
        error = replaced(lambda: notes(path))
        assert error.what.endswith(" is damaged, so the program uses a new one.")
    assert sorted(file.read_bytes() for file in moved_aside(path)) == contents


def test_file_that_cannot_be_replaced_stays_as_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path.write_bytes(b"damaged " * 1000)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PersonalDataError) as caught:
        notes(path)
    assert caught.value.what.endswith(
        " are damaged, and the file can’t be replaced: No space left on device."
    )
    assert path.read_bytes() == b"damaged " * 1000
    assert not moved_aside(path)


def test_file_is_copied_aside_where_there_are_no_links(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    path.write_bytes(b"damaged " * 1000)
    replaced(lambda: notes(path))
    (kept,) = moved_aside(path)
    assert kept.read_bytes() == b"damaged " * 1000


def test_file_that_another_window_has_replaced_is_left_alone(path: Path) -> None:
    damaged = file_id(path)
    damage_first_page(path)
    first = rescue.rescue(path, damaged)
    save(path, "finding new", "New")
    before = path.read_bytes()
    second = rescue.rescue(path, damaged)
    assert path.read_bytes() == before
    assert "kept as" in first.remedy
    assert second.remedy == "Another window replaced it."
    assert len(moved_aside(path)) == 1


@needs_replacing
def test_change_that_waited_goes_into_the_new_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, is_connected = sqlite3.connect, threading.Event()

    def reporting(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **kwargs)
        is_connected.set()
        return connection

    with closing(connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr(sqlite3, "connect", reporting)
        window = threading.Thread(target=save, args=(path, "finding new", "New"))
        window.start()
        assert is_connected.wait(10)
        new = path.with_name("new.db")
        new.write_bytes(path.read_bytes())
        new.replace(path)
    window.join()
    assert "New" in notes(path)


def test_two_windows_that_find_the_damage_at_once_replace_it_once(path: Path) -> None:
    copy_now(path)
    damage_first_page(path)
    damaged = file_id(path)
    both = threading.Barrier(2)
    found: list[ReplacedDataError] = []

    def open_window() -> None:
        both.wait()
        found.append(rescue.rescue(path, damaged))

    windows = [threading.Thread(target=open_window) for _ in range(2)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert len(found) == 2
    assert len(moved_aside(path)) == 1
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


def test_file_that_is_locked_is_not_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    overwrite(path, root_page(path, "sqlite_autoindex_notes_1"), b"\xff" * PAGE)
    damaged = path.read_bytes()
    monkeypatch.setattr(rescue, "BUSY_SECONDS", 0)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(PersonalDataError, match="another program is using the file"):
            notes(path)
        assert path.read_bytes() == damaged
    replaced(lambda: notes(path))
    assert len(notes(path)) == 3


def test_nothing_else_is_left_beside_the_file(path: Path) -> None:
    path.write_bytes(b"damaged " * 1000)
    replaced(lambda: notes(path))
    (kept,) = moved_aside(path)
    assert {each.name for each in path.parent.iterdir()} == {path.name, kept.name, "personal.lock"}
    assert not copy_path(path).exists()
