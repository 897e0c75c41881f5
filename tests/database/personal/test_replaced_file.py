"""What happens if the file of what belongs to the user is damaged or missing."""

import os
import sqlite3
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from briefing_app.database.personal import copies
from briefing_app.database.personal.copies import copy_path, replace_by_copy
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


def date_copy(path: Path) -> str:
    """Let the copy be of a certain day. Return that as people write it, in local time."""
    os.utime(copy_path(path), (1_750_000_000, 1_750_000_000))
    written = datetime.fromtimestamp(1_750_000_000, UTC).astimezone()
    return f"{written.day} June 2025, {written:%H:%M}"


def damage_end(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: -PAGE - 100])


def damage_page(path: Path) -> None:
    overwrite(path, root_page(path, "checked"), b"\xff" * PAGE)


def damage_all(path: Path) -> None:
    path.write_bytes(b"damaged " * 1000)


def damage_index(path: Path) -> None:
    overwrite(path, root_page(path, "sqlite_autoindex_notes_1"), b"\xff" * PAGE)


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    "damage", [damage_first_page, damage_end, damage_page, damage_all, damage_index, empty]
)
def test_copy_takes_the_place_of_a_damaged_file(path: Path, damage: Callable[[Path], None]) -> None:
    copy_now(path)
    save(path, "finding new", "New")
    damage(path)
    damaged, copy, when = path.read_bytes(), copy_path(path).read_bytes(), date_copy(path)
    error = replaced(lambda: save(path, "finding newer", "Newer"))
    (kept,) = moved_aside(path)
    assert error.what == (
        f"The file with your notes and running orders was damaged. Its copy of {when} is used now; "
        "what was saved later is lost."
    )
    assert error.remedy == f"The damaged file is kept as {kept.name}."
    assert kept.read_bytes() == damaged
    assert path.read_bytes() == copy_path(path).read_bytes() == copy
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


@pytest.mark.parametrize("call", [notes, lambda path: save(path, "finding new", "New")])
def test_copy_takes_the_place_of_a_missing_file(path: Path, call: Callable[[Path], object]) -> None:
    copy_now(path)
    path.unlink()
    when = date_copy(path)
    error = replaced(lambda: call(path))
    assert error.what == (
        f"The file with your notes and running orders was missing. Its copy of {when} is used now; "
        "what was saved later is lost."
    )
    assert copy_path(path).exists()
    call(path)
    assert notes(path)[:3] == ["Note 0", "Note 1", "Note 2"]
    assert not moved_aside(path)


def test_time_of_the_copy_may_be_any(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_now(path)
    path.unlink()
    distant = os.stat_result((0o100600, *[0] * 7, 1e15, 0))
    monkeypatch.setattr(copies, "file_status", lambda _path: distant)
    assert "Its copy of an unknown day is used now" in replaced(lambda: notes(path)).what


def test_file_that_disappears_while_it_is_used_is_replaced(path: Path) -> None:
    store = PersonalStore(path)
    with store.change() as change:
        change.has_removed = True
    path.unlink()
    with pytest.raises(ReplacedDataError), store.change():
        pass
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


def test_new_file_begins_if_there_is_no_copy(path: Path) -> None:
    contents = [b"damaged %d " % number * 1000 for number in range(3)]
    for content in contents:
        path.write_bytes(content)
        error = replaced(lambda: notes(path))
        assert error.what == (
            "The file with your notes and running orders was damaged, and has no sound copy, so "
            "the program uses a new one."
        )
        assert notes(path) == []
    kept = moved_aside(path)
    assert sorted(file.read_bytes() for file in kept) == contents
    save(path, "finding new", "New")
    assert notes(path) == ["New"]
    assert {each.name for each in path.parent.iterdir()} == {
        *(path.name, "personal.lock"),
        *(file.name for file in kept),
    }


def of_another_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=3")


@pytest.mark.parametrize("damage", [damage_first_page, damage_page, of_another_version])
@pytest.mark.parametrize("is_missing", [True, False])
def test_copy_that_cannot_be_used_is_kept_aside(
    path: Path, *, damage: Callable[[Path], None], is_missing: bool
) -> None:
    copy_now(path)
    damage(copy_path(path))
    lost = [copy_path(path).read_bytes()]
    if is_missing:
        path.unlink()
    else:
        damage_all(path)
        lost.append(path.read_bytes())
    error = replaced(lambda: notes(path))
    assert "and has no sound copy, so the program uses a new one" in error.what
    kept = moved_aside(path)
    assert sorted(file.read_bytes() for file in kept) == sorted(lost)
    assert all(file.name in error.remedy for file in kept)
    assert notes(path) == []
    assert not copy_path(path).exists()


def make_folder(path: Path) -> None:
    path.mkdir()


def make_link(path: Path) -> None:
    elsewhere = path.with_name("elsewhere.db")
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def make_link_to_nowhere(path: Path) -> None:
    path.symlink_to("nowhere")


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
@pytest.mark.parametrize("make", [make_folder, make_link, make_link_to_nowhere, make_pipe])
def test_what_is_no_ordinary_file_is_no_copy_and_is_left_alone(
    path: Path, make: Callable[[Path], None]
) -> None:
    copy_now(path)
    if make is not make_link:
        copy_path(path).unlink()
    make(copy_path(path))
    before = copy_path(path).lstat()
    age(path)
    save(path, "finding new", "New")
    assert Notes(PersonalStore(path)).delete(REPORT.key, "finding new")
    copy_now(path)
    damage_all(path)
    replaced(lambda: notes(path))
    path.unlink()
    assert notes(path) == []
    save(path, "finding new", "New")
    assert notes(path) == ["New"]
    after = copy_path(path).lstat()
    assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)
    assert not any(file.is_symlink() for file in moved_aside(path))


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TRIGGER x AFTER INSERT ON notes BEGIN DELETE FROM notes; END",
        "CREATE TRIGGER x BEFORE INSERT ON notes BEGIN SELECT raise(IGNORE); END",
        "DROP TABLE notes; CREATE VIEW notes AS SELECT 1 AS briefing",
    ],
)
def test_triggers_and_views_of_another_program_are_damage(path: Path, script: str) -> None:
    copy_now(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    replaced(lambda: save(path, "finding new", "New"))
    save(path, "finding new", "New")
    assert notes(path) == ["Note 0", "Note 1", "Note 2", "New"]


@pytest.mark.parametrize("lose", [damage_first_page, Path.unlink])
def test_journal_of_a_lost_file_is_not_applied_to_its_copy(
    path: Path, lose: Callable[[Path], None]
) -> None:
    for number in range(100):
        save(path, f"finding {number}", "later " * 200)
    journal = path.with_name(f"{path.name}-journal")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")  # so that pages are written before the commit
        connection.execute("BEGIN")
        connection.execute("UPDATE notes SET text = 'x'")
        content = journal.read_bytes()
        connection.execute("COMMIT")
    copy_now(path)
    journal.write_bytes(content)
    lose(path)
    replaced(lambda: notes(path))
    assert set(notes(path)) == {"x"}
    assert not journal.exists()


@pytest.mark.parametrize("function", ["os.fsync", "pathlib.Path.rename"])
def test_file_that_cannot_be_replaced_stays_as_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    copy_now(path)
    damage_all(path)
    monkeypatch.setattr(function, refuse)
    with pytest.raises(PersonalDataError) as caught:
        notes(path)
    assert caught.value.what.endswith(
        " are damaged, and the file can’t be replaced: No space left on device."
    )
    assert path.read_bytes() == b"damaged " * 1000
    assert not moved_aside(path)


def test_copy_takes_the_place_later_if_the_program_ends_when_the_file_is_moved_aside(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*_: object) -> None:
        raise KeyboardInterrupt

    copy_now(path)
    damage_all(path)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", end)
        with pytest.raises(KeyboardInterrupt):
            notes(path)
    assert len(moved_aside(path)) == 1
    replaced(lambda: notes(path))
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


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


@pytest.mark.parametrize("lose", [damage_first_page, Path.unlink])
def test_two_windows_that_lose_the_file_at_once_replace_it_once(
    path: Path, lose: Callable[[Path], None]
) -> None:
    copy_now(path)
    lose(path)
    damaged = file_id(path)
    both = threading.Barrier(2)
    found: list[ReplacedDataError] = []

    def open_window() -> None:
        both.wait()
        found.append(replace_by_copy(path, damaged))

    windows = [threading.Thread(target=open_window) for _ in range(2)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert [error.remedy for error in found].count("Another window replaced it.") == 1
    assert notes(path) == ["Note 0", "Note 1", "Note 2"]


def test_file_that_is_locked_is_not_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_now(path)
    damage_index(path)
    damaged = path.read_bytes()
    monkeypatch.setattr(copies, "BUSY_SECONDS", 0)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(PersonalDataError, match="another program is using the file"):
            notes(path)
        assert path.read_bytes() == damaged
    replaced(lambda: notes(path))
    assert len(notes(path)) == 3
