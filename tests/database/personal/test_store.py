"""The file of what belongs to the user."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from briefing_app.database.checked_file import CheckedFile
from briefing_app.database.personal.kept import Kept
from briefing_app.database.personal.notes_table import Notes
from briefing_app.database.personal.slideshows import RunningOrders, Session, Sessions
from briefing_app.database.personal.sources import CheckedFiles, SourceFiles
from briefing_app.database.personal.store import PersonalStore
from briefing_app.errors import PersonalDataError
from briefing_app.model.notes import NO_NOTE, NO_NOTES, Note, NoteItem
from briefing_app.model.slideshow.record import SlideshowRecord
from tests.sample_report import make_report

KEYS = "SELECT key FROM briefings ORDER BY key"
REPORT: Final = make_report()
ITEM: Final = NoteItem("finding x", "A headline")
SESSION: Final = Session("one", "A title", "/a.db")
RECORD: Final = SlideshowRecord("a", 0, 0, 1.0, running=False, saved=datetime.now(UTC))
ADD = "INSERT INTO briefings (key, title) VALUES (?, 'A title')"


def keep(store: PersonalStore, *keys: str) -> None:
    with store.change() as execute:
        for key in keys:
            execute(ADD, key)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "personal.db"


@pytest.fixture
def store(path: Path) -> PersonalStore:
    return PersonalStore(path)


def test_nothing_is_written_until_there_is_something_to_keep(
    store: PersonalStore, path: Path
) -> None:
    assert store.fetch(KEYS) == []
    assert not path.parent.exists()


def test_file_says_what_it_is(store: PersonalStore, path: Path) -> None:
    keep(store, "first")
    header = path.read_bytes()[:100]
    assert header[68:72] == b"BRFP"
    assert header[60:64] == b"\0\0\0\2"


def test_two_windows_keep_their_changes(store: PersonalStore, path: Path) -> None:
    other = PersonalStore(path)
    keep(store, "first")
    keep(other, "second")
    assert store.fetch(KEYS) == other.fetch(KEYS) == [("first",), ("second",)]


def test_private_session_may_be_saved_and_read_in_different_threads() -> None:
    store = PersonalStore(None)
    assert store.is_private
    with ThreadPoolExecutor(1) as thread:
        thread.submit(keep, store, "first").result()
    assert store.fetch(KEYS) == [("first",)]


def test_reading_does_not_end_the_lock_of_a_change(store: PersonalStore, path: Path) -> None:
    keep(store, "first")
    with store.change() as execute:
        execute(ADD, "second")
        store.fetch(KEYS)  # as another thread of this program does
        other = subprocess.run(
            [sys.executable, "-c", OTHER_PROGRAM, str(path)], capture_output=True, check=False
        )
    assert b"locked" in other.stderr
    assert store.fetch(KEYS) == [("first",), ("second",)]


def test_locked_file_is_waited_for_once(
    store: PersonalStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, "first")
    waits, connect = [], sqlite3.connect

    def impatient(name: str, *, timeout: float, **options: object) -> sqlite3.Connection:
        waits.append(timeout)
        return connect(name, timeout=0, **options)  # type: ignore[call-overload, no-any-return]

    with closing(connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr(sqlite3, "connect", impatient)
        for _ in range(2):
            with pytest.raises(PersonalDataError, match="another program is using the file"):
                store.fetch(KEYS)
    keep(store, "second")
    assert store.fetch(KEYS) == [("first",), ("second",)]
    first, second, _, last = waits
    assert second < 0.1 < first == last


def test_change_that_fails_leaves_nothing(store: PersonalStore) -> None:
    for each in (store, PersonalStore(None)):
        keep(each, "first")
        with pytest.raises(PersonalDataError, match="can’t be saved: UNIQUE"):
            keep(each, "second", "first")
        keep(each, "third")
        assert each.fetch(KEYS) == [("first",), ("third",)]


def test_deleting_a_briefing_deletes_all_that_is_kept_for_it(store: PersonalStore) -> None:
    keep(store, "first")
    with store.change() as execute:
        execute("INSERT INTO notes VALUES ('first', 'finding x', 'X', 'A note', 0, '')")
        execute("DELETE FROM briefings")
    assert store.fetch("SELECT * FROM notes") == []


@pytest.mark.parametrize(
    "statement", ["PRAGMA user_version=1", "PRAGMA user_version=3", "PRAGMA application_id=7"]
)
def test_file_of_another_version_is_left_as_it_is(
    store: PersonalStore, path: Path, statement: str
) -> None:
    keep(store, "first")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.execute("ALTER TABLE notes ADD COLUMN colour TEXT")
    before = path.read_bytes()
    with pytest.raises(PersonalDataError, match="another version") as caught:
        keep(store, "second")
    assert caught.value.remedy.startswith("Use the program that made it")
    assert path.read_bytes() == before


def test_table_of_another_version_hides_no_others(store: PersonalStore, path: Path) -> None:
    keep(store, "first")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "DROP TABLE running_orders; CREATE TABLE running_orders (key, lines);"
        )
    with pytest.raises(PersonalDataError, match="read: another version") as caught:
        store.fetch("SELECT minutes FROM running_orders")
    assert caught.value.remedy.startswith("Use the program that made it")
    with (
        pytest.raises(PersonalDataError, match="saved: another version"),
        store.change() as execute,
    ):
        execute("INSERT INTO running_orders VALUES (1, 2, 3)")
    keep(store, "second")
    assert store.fetch(KEYS) == [("first",), ("second",)]


CALLS: Final[list[tuple[Callable[[PersonalStore], object], object]]] = [
    (lambda store: Notes(store).of_briefing("one"), None),
    (lambda store: Notes(store).of_report(REPORT), NO_NOTES),
    (lambda store: Notes(store).save(REPORT, ITEM, NO_NOTE, Note("A note")), None),
    (lambda store: Notes(store).delete("one", ITEM.key), False),
    (lambda store: Sessions(store).of_briefing("one"), None),
    (lambda store: Sessions(store).interrupted(), None),
    (lambda store: Sessions(store).save(SESSION, RECORD), False),
    (lambda store: Sessions(store).dismiss("one"), False),
    (lambda store: RunningOrders(store).lines("one"), ()),
    (lambda store: RunningOrders(store).minutes("one"), 0),
    (lambda store: RunningOrders(store).save_lines("one", "A title", ["a"]), False),
    (lambda store: RunningOrders(store).save_minutes("one", "A title", 45), False),
    (lambda store: CheckedFiles(store).of_size(1), {}),
    (lambda store: CheckedFiles(store).count(), 0),
    (lambda store: CheckedFiles(store).keep(CheckedFile("a hash", 1, {1: "a text"})), False),
    (lambda store: SourceFiles(store).file_of(REPORT, REPORT.sources[0]), None),
    (lambda store: SourceFiles(store).keep(REPORT, REPORT.sources[0], Path("/a.txt")), False),
    (lambda store: Kept(store).briefings(), None),
]


@pytest.mark.parametrize(("call", "default"), CALLS)
def test_failure_is_reported_and_becomes_a_default_or_else_raises(
    path: Path,
    call: Callable[[PersonalStore], object],
    default: object,
    caplog: pytest.LogCaptureFixture,
) -> None:
    path.mkdir(parents=True)  # where the file would be
    store, reported = PersonalStore(path), list[PersonalDataError]()
    with pytest.raises(PersonalDataError):
        call(store)
    store.report = reported.append
    assert call(store) == default
    assert [error.path for error in reported] == [path]
    assert caplog.messages == []  # it is no bug


@pytest.mark.parametrize("call", [call for call, default in CALLS if default is False])
def test_saving_says_that_it_worked(
    store: PersonalStore, call: Callable[[PersonalStore], object]
) -> None:
    assert call(store) is True


OTHER_PROGRAM = """
import sqlite3, sys
sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None).execute("BEGIN IMMEDIATE")
"""
WRITER = """
import sys
from pathlib import Path
from briefing_app.database.personal.store import PersonalStore
store = PersonalStore(Path(sys.argv[1]))
for number in range(1_000_000):
    with store.change() as execute:
        execute("INSERT INTO briefings (key, title) VALUES (?, '')", f"{number:07}")
        execute("INSERT INTO briefings (key, title) VALUES (?, '')", f"{number:07} again")
    print(number, flush=True)
"""


def test_killed_program_leaves_whole_changes(store: PersonalStore, path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        confirmed = [int(next(writer.stdout)) for _ in range(20)]
        writer.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    keys = [str(key) for (key,) in store.fetch(KEYS)]
    assert len(keys) % 2 == 0
    assert len(keys) >= 2 * len(confirmed)
    assert store.fetch("PRAGMA integrity_check") == [("ok",)]
