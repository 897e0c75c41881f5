"""The file of what belongs to the user."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from briefing_app.database.personal.store import PersonalStore
from briefing_app.errors import PersonalDataError
from tests.systems import needs_permissions

KEYS = "SELECT key FROM briefings ORDER BY key"
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


def test_what_was_kept_is_there_for_the_next_program(store: PersonalStore, path: Path) -> None:
    keep(store, "first")
    assert PersonalStore(path).fetch(KEYS) == [("first",)]


def test_file_says_what_it_is(store: PersonalStore, path: Path) -> None:
    keep(store, "first")
    header = path.read_bytes()[:100]
    assert header[68:72] == b"BRFP"
    assert header[60:64] == b"\0\0\0\2"


@needs_permissions
def test_only_the_owner_may_read_the_file(store: PersonalStore, path: Path) -> None:
    keep(store, "first")
    assert path.stat().st_mode & 0o777 == 0o600


def test_two_windows_keep_their_changes(store: PersonalStore, path: Path) -> None:
    other = PersonalStore(path)
    keep(store, "first")
    keep(other, "second")
    assert store.fetch(KEYS) == other.fetch(KEYS) == [("first",), ("second",)]


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


def test_private_session_writes_no_file(tmp_path: Path) -> None:
    store = PersonalStore(None)
    keep(store, "first")
    assert store.fetch(KEYS) == [("first",)]
    assert store.is_private
    assert list(tmp_path.iterdir()) == []


def test_deleting_a_briefing_deletes_all_that_is_kept_for_it(store: PersonalStore) -> None:
    keep(store, "first")
    with store.change() as execute:
        execute("INSERT INTO notes VALUES ('first', 'finding x', 'X', 'A note', 0, '')")
        execute("DELETE FROM briefings")
    assert store.fetch("SELECT * FROM notes") == []


def test_deleted_words_are_not_left_in_the_file(store: PersonalStore, path: Path) -> None:
    keep(store, "a-key-to-forget")
    assert b"a-key-to-forget" in path.read_bytes()
    with store.change() as execute:
        execute("DELETE FROM briefings")
    assert b"a-key-to-forget" not in path.read_bytes()


def test_damaged_file_is_kept_and_a_new_one_begun(store: PersonalStore, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database " * 100)
    with pytest.raises(PersonalDataError, match="kept as personal-damaged-"):
        store.fetch(KEYS)
    keep(store, "first")
    (kept,) = path.parent.glob("personal-damaged-*.db")
    assert kept.read_bytes() == b"not a database " * 100
    assert store.fetch(KEYS) == [("first",)]


@pytest.mark.parametrize("statement", ["PRAGMA user_version=3", "PRAGMA application_id=7"])
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


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    path = tmp_path / "data" / "personal.db"
    with pytest.raises(PersonalDataError) as caught:
        keep(PersonalStore(path), "first")
    assert str(path) in str(caught.value)


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
