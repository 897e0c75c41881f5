"""What happens to a damaged file of what belongs to the user."""

import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from briefing_app.database.personal import rescue
from briefing_app.database.personal.copies import copy_path
from briefing_app.database.personal.kept import Kept
from briefing_app.database.personal.notes import Notes
from briefing_app.database.personal.schema import file_id, open_database
from briefing_app.database.personal.sessions import Session, Sessions
from briefing_app.database.personal.store import PersonalStore
from briefing_app.errors import PersonalDataError, RepairedDataError
from briefing_app.model.notes import NO_NOTE, Note, NoteItem
from briefing_app.model.slideshow.record import SlideshowRecord
from tests.sample_report import make_report
from tests.systems import needs_replacing

REPORT: Final = make_report()
PAGE: Final = 4096
YESTERDAY_S: Final = 24 * 60 * 60
OF_LATER_SQLITE: Final = {(18, bit) for bit in range(1, 8)} | {(47, bit) for bit in range(8)}
"""Byte and bit that say, if changed, that a later version of SQLite made the file."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file with some notes and the place of a slideshow."""
    path = tmp_path / "personal.db"
    for number in range(3):
        save(path, f"finding {number}", f"Note {number}")
    session = Session(REPORT.key, REPORT.title, "/a.db")
    Sessions(PersonalStore(path)).save(session, SlideshowRecord("a", 0, 0, 9.0, running=False))
    return path


def save(path: Path, item: str, text: str) -> None:
    Notes(PersonalStore(path)).save(REPORT, NoteItem(item, item), NO_NOTE, Note(text))


def notes(path: Path) -> list[str]:
    return [each.note.text for each in Notes(PersonalStore(path)).of_briefing(REPORT.key)]


def root_page(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        return int(connection.execute(sql, (name,)).fetchone()[0])


def overwrite(path: Path, page: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(content)


def empty_index(path: Path, name: str) -> None:
    """Let an index have no entries, which SQLite doesn't notice when it reads."""
    overwrite(path, root_page(path, name), b"\x0a\0\0\0\0\x10\0\0")


def redefine(path: Path, change: str) -> None:
    """Change where SQLite looks for tables, or what it takes for their definitions."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(f"UPDATE sqlite_schema SET {change}")  # noqa: S608
        connection.commit()


def lay_out(path: Path, layout: str) -> None:
    """Write a file anew as another program may do."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA {layout}")
        connection.execute("VACUUM")


def repaired(call: Callable[[], Any]) -> RepairedDataError:
    with pytest.raises(RepairedDataError) as caught:
        call()
    return caught.value


def age(path: Path, seconds: int = YESTERDAY_S) -> None:
    """Let a file have been changed last on an earlier day."""
    status = path.stat()
    os.utime(path, (status.st_atime, status.st_mtime - seconds))


@pytest.mark.parametrize("offset", [*range(60, 64), *range(68, 72)])
def test_no_bit_of_the_files_identity_gives_it_up(path: Path, offset: int) -> None:
    sound = path.read_bytes()
    for bit in range(8):
        overwrite(path, 1, sound[:offset] + bytes([sound[offset] ^ 1 << bit]))
        error = repaired(lambda: save(path, "finding new", "New"))
        assert "Nothing was lost." in error.what
        assert notes(path) == ["Note 0", "Note 1", "Note 2"]
        path.write_bytes(sound)


def test_no_bit_of_the_first_page_costs_a_note(path: Path) -> None:
    sound, random = path.read_bytes(), Random(22)
    for offset in sorted(random.sample(range(PAGE), 120)):
        path.write_bytes(sound)
        bit = random.randrange(8)
        overwrite(path, 1, sound[:offset] + bytes([sound[offset] ^ 1 << bit]))
        was_repaired = False
        for _ in range(2):
            try:
                found = notes(path)
                save(path, "finding new", "New")
                break
            except PersonalDataError:
                was_repaired = True
        else:
            assert (offset, bit) in OF_LATER_SQLITE
            assert path.read_bytes()[PAGE:] == sound[PAGE:]
            continue
        assert found == ["Note 0", "Note 1", "Note 2"], (offset, bit)
        assert was_repaired or "New" in notes(path)


def test_capital_in_the_name_of_a_later_column_costs_nothing(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b", source_files ", b", sOurce_files "))
    error = repaired(lambda: notes(path))
    assert "Nothing was lost." in error.what
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


def test_first_page_has_all_definitions() -> None:
    with closing(open_database(":memory:")) as new:
        assert new.serialize()[100] == 0x0D  # a leaf, so that replacing it replaces them all


def test_damaged_index_loses_nothing(path: Path) -> None:
    overwrite(path, root_page(path, "sqlite_autoindex_notes_1"), b"\xff" * PAGE)
    error = repaired(lambda: notes(path))
    assert "Nothing was lost." in error.what
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]
    assert PersonalStore(path).fetch("PRAGMA integrity_check") == [("ok",)]


def test_index_that_hides_notes_is_noticed_on_the_next_day(path: Path) -> None:
    empty_index(path, "sqlite_autoindex_notes_1")
    assert notes(path) == []
    age(path)
    repaired(lambda: save(path, "finding new", "New"))
    save(path, "finding new", "New")
    assert notes(path) == ["Note 0", "Note 1", "Note 2", "New"]


def test_table_that_is_looked_for_in_the_wrong_place_is_noticed(path: Path) -> None:
    redefine(path, f"rootpage = {root_page(path, 'running_orders')} WHERE name = 'notes'")
    repaired(lambda: notes(path))
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


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
    error = repaired(lambda: save(path, "finding new", "New"))
    assert "Nothing was lost." in error.what
    save(path, "finding new", "New")
    assert notes(path) == ["Note 0", "Note 1", "Note 2", "New"]


def test_letter_of_a_columns_name_costs_nothing(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"label TEXT", b"lacel TEXT"))
    repaired(lambda: notes(path))
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


def test_notes_survive_the_loss_of_their_briefing_and_can_be_forgotten(path: Path) -> None:
    overwrite(path, root_page(path, "briefings"), b"\xff" * PAGE)
    error = repaired(lambda: Kept(PersonalStore(path)).briefings())
    assert error.what.endswith(": where the texts of sources are.")
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]
    (kept,) = Kept(PersonalStore(path)).briefings()
    assert (kept.key, kept.notes) == (REPORT.key, 3)


def test_what_belonged_to_a_lost_session_is_said_to_be_lost(path: Path) -> None:
    overwrite(path, root_page(path, "sessions"), b"\xff" * PAGE)
    error = repaired(lambda: Sessions(PersonalStore(path)).interrupted())
    assert error.what.endswith(": where slideshows stopped.")
    assert PersonalStore(path).fetch("PRAGMA foreign_key_check") == []


def test_journal_of_a_damaged_file_is_not_applied_to_the_new_one(path: Path) -> None:
    journal = path.with_name(f"{path.name}-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    overwrite(path, 1, b"\xff" * PAGE)
    repaired(lambda: notes(path))
    assert not journal.exists()
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


def test_file_that_another_program_has_compacted_is_read_and_can_be_rescued(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]
    overwrite(path, 1, b"\xff" * PAGE)
    repaired(lambda: notes(path))
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


@pytest.mark.parametrize("layout", ["page_size=1024", "auto_vacuum=FULL"])
def test_file_that_another_program_has_laid_out_anew_loses_nothing(path: Path, layout: str) -> None:
    lay_out(path, layout)
    error = repaired(lambda: notes(path))
    assert "Nothing was lost." in error.what
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]
    assert Sessions(PersonalStore(path)).of_briefing(REPORT.key)
    assert PersonalStore(path).fetch("PRAGMA integrity_check") == [("ok",)]


def test_damaged_header_and_table_address_are_not_taken_for_another_layout(path: Path) -> None:
    redefine(path, "rootpage = 99 WHERE name = 'notes'")
    sound = path.read_bytes()
    for place, damage in ((16, b"\x04\0"), (52, b"\0\0\0\x10")):
        path.write_bytes(sound[:place] + damage + sound[place + len(damage) :])
        error = repaired(lambda: notes(path))
        assert "Nothing was lost." in error.what
        assert notes(path) == ["Note 0", "Note 1", "Note 2"]


@pytest.mark.parametrize("page", [0, 2, 99_999])
def test_wrong_address_in_a_file_that_was_laid_out_anew_costs_no_note(
    path: Path, page: int
) -> None:
    lay_out(path, "page_size=1024")
    redefine(path, f"rootpage = {page} WHERE name = 'sessions'")
    error = repaired(lambda: notes(path))
    assert "where slideshows stopped" in error.what
    assert "notes" not in error.what.partition("may be lost")[2]
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


def test_what_may_be_lost_is_said_and_the_rest_is_kept(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    overwrite(path, root_page(path, "sessions"), b"\xff" * PAGE)
    error = repaired(lambda: Sessions(PersonalStore(path)).of_briefing(REPORT.key))
    assert error.what.endswith(" repaired. Some of these may be lost: where slideshows stopped.")
    assert caplog.messages == ["Personal data was damaged; incomplete: sessions"]
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


def test_copy_of_the_day_before_fills_what_cannot_be_read(path: Path) -> None:
    age(path)
    save(path, "finding new", "New")
    overwrite(path, root_page(path, "notes"), b"\xff" * PAGE)
    error = repaired(lambda: notes(path))
    assert "Changes since " in error.what
    assert error.what.endswith(": notes and bookmarks.")
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


def test_empty_file_is_filled_from_the_copy(path: Path) -> None:
    age(path)
    save(path, "finding new", "New")
    copy = copy_path(path).read_bytes()
    path.write_bytes(b"")
    age(path)
    error = repaired(lambda: save(path, "finding new", "New"))
    assert "Changes since " in error.what
    assert "notes and bookmarks" in error.what
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
    repaired(lambda: notes(path))
    found = notes(path)
    assert 38 <= len(found) < 43
    assert (found[0], found[-1]) == ("Note 0", "49 " * 300)


def test_page_that_lists_the_same_row_again_and_again_is_read_once(path: Path) -> None:
    page = root_page(path, "notes")
    header = path.read_bytes()[(page - 1) * PAGE :][:10]
    overwrite(path, page, header + header[8:] * 2)
    error = rescue.rescue(path, file_id(path))
    assert error.what.endswith("Some of these may be lost: notes and bookmarks.")
    assert len(notes(path)) == 1


def test_truncated_file_keeps_what_is_left(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: root_page(path, "checked") * PAGE - 100])
    repaired(lambda: notes(path))
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


def test_damaged_text_stays_as_it_is(path: Path) -> None:
    with PersonalStore(path).change() as execute:
        execute("UPDATE notes SET text = CAST(x'41ff42' AS TEXT) WHERE item = 'finding 1'")
    overwrite(path, root_page(path, "sqlite_autoindex_notes_1"), b"\xff" * PAGE)
    repaired(lambda: notes(path))
    assert b"A\xffB" in path.read_bytes()


def test_earlier_damaged_files_are_never_overwritten(path: Path) -> None:
    contents = [b"damaged %d " % number * 1000 for number in range(3)]
    for content in contents:
        path.write_bytes(content)
        error = repaired(lambda: notes(path))
        assert error.what.endswith(" is damaged, so the program uses a new one.")
    kept = path.parent.glob("personal-damaged-*.db")
    assert sorted(file.read_bytes() for file in kept) == contents


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        (OSError(28, "No space left on device"), "No space left on device"),
        (OSError("no space"), "no space"),
    ],
)
def test_file_that_cannot_be_repaired_stays_as_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch, refusal: OSError, reason: str
) -> None:
    def refuse(*_: object) -> None:
        raise refusal

    path.write_bytes(b"damaged " * 1000)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PersonalDataError) as caught:
        notes(path)
    assert caught.value.what.endswith(f" are damaged, and the file can’t be repaired: {reason}.")
    assert path.read_bytes() == b"damaged " * 1000
    assert not list(path.parent.glob("personal-damaged-*.db"))


def test_file_is_copied_aside_where_there_are_no_links(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    path.write_bytes(b"damaged " * 1000)
    repaired(lambda: notes(path))
    (kept,) = path.parent.glob("personal-damaged-*.db")
    assert kept.read_bytes() == b"damaged " * 1000


def test_file_that_another_window_has_repaired_is_left_alone(path: Path) -> None:
    damaged = file_id(path)
    overwrite(path, 1, b"\xff" * PAGE)
    first = rescue.rescue(path, damaged)
    save(path, "finding new", "New")
    before = path.read_bytes()
    second = rescue.rescue(path, damaged)
    assert path.read_bytes() == before
    assert "has been repaired" in first.what
    assert second.remedy == "Another window repaired it."
    assert len(list(path.parent.glob("personal-damaged-*.db"))) == 1


@needs_replacing
def test_change_that_waited_for_the_repair_goes_into_the_new_file(
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


def test_two_windows_that_find_the_damage_at_once_repair_it_once(path: Path) -> None:
    overwrite(path, 1, b"\xff" * PAGE)
    damaged = file_id(path)
    both = threading.Barrier(2)
    found: list[RepairedDataError] = []

    def open_window() -> None:
        both.wait()
        found.append(rescue.rescue(path, damaged))

    windows = [threading.Thread(target=open_window) for _ in range(2)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert len(found) == 2
    assert len(list(path.parent.glob("personal-damaged-*.db"))) == 1
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
    repaired(lambda: notes(path))
    assert len(notes(path)) == 3


def test_nothing_else_is_left_beside_the_file(path: Path) -> None:
    path.write_bytes(b"damaged " * 1000)
    repaired(lambda: notes(path))
    (kept,) = path.parent.glob("personal-damaged-*.db")
    assert {each.name for each in path.parent.iterdir()} == {path.name, kept.name, "personal.lock"}
    assert not copy_path(path).exists()
