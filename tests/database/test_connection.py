"""Read-only connections: which schemas and pages are refused, and that nothing is written."""

import errno
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from briefing_app.database.builder import build
from briefing_app.database.checker import check_file
from briefing_app.database.columns import COLUMNS
from briefing_app.database.connection import (
    CHECK_SECONDS,
    connect_read_only,
    limit_time,
)
from briefing_app.database.reader import open_briefing
from briefing_app.errors import (
    DamagedFileError,
    SchemaError,
    UnreadableFileError,
)
from briefing_app.files.paths import BUNDLED_BRIEFING
from tests.database.refused_files import overwrite, refused
from tests.database.sample_rows import (
    as_briefing_rows,
    contents,
    edit,
    sample_rows,
    write_without_constraints,
)
from tests.systems import make_link, require_name


@pytest.mark.usefixtures("not_root")
def test_file_without_read_permission_is_refused(briefing_path: Path) -> None:
    briefing_path.chmod(0)
    with pytest.raises(UnreadableFileError, match="can’t be read"):
        open_briefing(briefing_path)


def test_truncated_file_is_refused(briefing_path: Path) -> None:
    content = briefing_path.read_bytes()
    for size in (100, 512, 4096, len(content) // 2, len(content) - 4096):
        briefing_path.write_bytes(content[:size])
        refused(briefing_path, DamagedFileError)


@pytest.mark.parametrize("table", [*COLUMNS, "search_content"])
def test_damaged_page_is_refused(briefing_path: Path, table: str) -> None:
    with closing(sqlite3.connect(briefing_path)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()
    overwrite(briefing_path, (root - 1) * 4096, b"\xff" * 64)
    refused(briefing_path, DamagedFileError)


def test_checker_reports_page_that_is_used_twice(briefing_path: Path) -> None:
    edit(
        briefing_path,
        "CREATE TABLE theirs (id INTEGER PRIMARY KEY, x)",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET rootpage ="
        " (SELECT rootpage FROM sqlite_schema WHERE name = 'slides') WHERE name = 'theirs'",
    )
    open_briefing(briefing_path).close()
    with pytest.raises(DamagedFileError):
        check_file(briefing_path)


@pytest.mark.parametrize("table", [*COLUMNS, "search"])
def test_missing_table_is_refused_by_name(briefing_path: Path, table: str) -> None:
    edit(briefing_path, f"DROP TABLE {table}")
    assert f"no table {table}." in refused(briefing_path, SchemaError).what


@pytest.mark.parametrize(
    ("table", "column"), [("findings", "caution"), ("figures", "source_id"), ("slides", "notes")]
)
def test_missing_column_is_refused_by_name(tmp_path: Path, table: str, column: str) -> None:
    path = tmp_path / "ponds.db"
    write_without_constraints(path, sample_rows(), search=True)
    edit(path, f"ALTER TABLE {table} RENAME COLUMN {column} TO other")
    error = refused(path, SchemaError)
    assert f"{table} has no column {column}." in error.what
    assert error.remedy.startswith("Build the briefing again")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW easy AS SELECT * FROM findings",
        "CREATE TRIGGER eager AFTER INSERT ON findings BEGIN SELECT 1; END",
        "CREATE VIRTUAL TABLE more USING fts5(text)",
        "create  virtual\ttable more using fts5(text)",
    ],
)
def test_view_trigger_and_virtual_table_are_refused(briefing_path: Path, statement: str) -> None:
    edit(briefing_path, statement)
    refused(briefing_path, SchemaError)


def test_virtual_table_with_a_forged_statement_is_refused(briefing_path: Path) -> None:
    edit(
        briefing_path,
        "CREATE VIRTUAL TABLE more USING fts4(text)",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET sql = 'CREATE/**/VIRTUAL TABLE more USING fts4(text)'"
        " WHERE name = 'more'",
    )
    assert "virtual table, “more”" in refused(briefing_path, SchemaError).what


def test_view_with_the_name_of_a_table_is_refused(briefing_path: Path) -> None:
    edit(
        briefing_path,
        "CREATE TABLE other AS SELECT * FROM speakers",
        "DROP TABLE speakers",
        "CREATE VIEW speakers AS SELECT * FROM other",
    )
    assert "view, “speakers”" in refused(briefing_path, SchemaError).what


SLOW_COLUMN = "z NOT NULL AS (length(hex(zeroblob(30000000 + id))))"


def replace_table(path: Path, name: str, definition: str) -> None:
    """Replace a table by one with the same rows and another definition, behind SQLite's back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE theirs {definition}")
        (sql,) = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = 'theirs'"
        ).fetchone()
        connection.execute("DROP TABLE theirs")
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = ? WHERE name = ?",
            (sql.replace("theirs", f"'{name}'"), name),
        )
        connection.commit()


@pytest.mark.parametrize(
    ("table", "definition"),
    [
        ("search_content", f"(id INTEGER PRIMARY KEY, c0, c1, c2, c3, c4, c5, {SLOW_COLUMN})"),
        ("search_docsize", f"(id INTEGER PRIMARY KEY, sz BLOB, {SLOW_COLUMN})"),
        ("search_data", f"(id INTEGER PRIMARY KEY, block BLOB, {SLOW_COLUMN})"),
        (
            "search_config",
            "(k PRIMARY KEY, v, z NOT NULL AS (length(hex(zeroblob(30000000)))))  WITHOUT ROWID",
        ),
        ("search_config", "(k PRIMARY KEY, v AS (hex(zeroblob(30000000)))) WITHOUT ROWID"),
    ],
)
def test_generated_column_of_a_search_table_is_refused(
    briefing_path: Path, table: str, definition: str
) -> None:
    replace_table(briefing_path, table, definition)
    assert f"“{table}” is computed" in refused(briefing_path, SchemaError).what


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE speakers ADD COLUMN loud TEXT AS (upper(name))",
        f"CREATE TABLE theirs (id INTEGER PRIMARY KEY, {SLOW_COLUMN})",
        f"CREATE TABLE theirs (id INTEGER PRIMARY KEY, {SLOW_COLUMN} STORED)",
        "CREATE INDEX theirs ON findings (length(hex(zeroblob(30000000 + id))))",
        "CREATE INDEX theirs ON search_content (hex(c0))",
        "CREATE INDEX theirs ON findings (id) WHERE length(hex(zeroblob(id))) > 1",
        "CREATE INDEX theirs ON search_docsize (id) WHERE length(hex(zeroblob(id))) > 1",
    ],
)
def test_computed_column_or_index_of_any_table_is_refused(
    briefing_path: Path, statement: str
) -> None:
    edit(
        briefing_path,
        "DELETE FROM findings",
        "DELETE FROM search_content",
        "DELETE FROM search_docsize",
        statement,
    )
    assert "is computed, not stored" in refused(briefing_path, SchemaError).what


class Clock:
    """A clock of the processor that goes on by some seconds whenever it is read."""

    def __init__(self) -> None:
        self.now = 0.0
        self.step = 0.0

    def read(self) -> float:
        self.now += self.step
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("briefing_app.database.connection.time.thread_time", clock.read)
    return clock


@pytest.fixture
def long_briefing(tmp_path: Path) -> Path:
    """A briefing whose checks and searches take more than a moment."""
    tables = sample_rows()
    first = tables["findings"][0]
    tables["findings"] += [
        {**first, "id": number, "position": number, "key": str(number)} for number in range(10, 500)
    ]
    path = tmp_path / "long.db"
    build(as_briefing_rows(tables), path)
    return path


def test_check_that_takes_too_long_is_stopped(long_briefing: Path, clock: Clock) -> None:
    open_briefing(long_briefing).close()
    clock.step = CHECK_SECONDS + 0.1
    error = refused(long_briefing, UnreadableFileError)
    assert "takes too long" in error.what


def test_time_that_other_programs_take_does_not_count(
    long_briefing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    clock.step = CHECK_SECONDS + 0.1
    monkeypatch.setattr("time.monotonic", clock.read)
    monkeypatch.setattr("time.perf_counter", clock.read)
    assert check_file(long_briefing) == []
    with open_briefing(long_briefing) as briefing:
        assert briefing.search("shallow") is not None


def test_search_that_takes_too_long_is_stopped(long_briefing: Path, clock: Clock) -> None:
    with open_briefing(long_briefing) as briefing:
        assert briefing.search("shallow") is not None
        clock.step = CHECK_SECONDS + 0.1
        with pytest.raises(UnreadableFileError, match="takes too long"):
            briefing.search("shallow")


@pytest.mark.parametrize(("megabytes", "seconds"), [(0, 5), (7, 5), (8, 6), (24, 8), (150, 23)])
def test_time_for_a_check_grows_with_the_file(
    briefing_path: Path, clock: Clock, megabytes: int, seconds: int
) -> None:
    with briefing_path.open("r+b") as file:
        file.truncate(max(megabytes * 2**20, briefing_path.stat().st_size))
    counting = (
        "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number LIMIT 1000)"
        " SELECT max(n) FROM number"
    )
    with closing(connect_read_only(briefing_path)) as connection:
        clock.now = seconds
        assert connection.execute(counting).fetchone() == (1000,)
        clock.now = seconds + 0.1
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            connection.execute(counting).fetchone()
        limit_time(connection, briefing_path.with_name("gone.db"))
        assert connection.execute(counting).fetchone() == (1000,)


def test_clock_is_read_every_thousand_instructions(briefing_path: Path, clock: Clock) -> None:
    with closing(connect_read_only(briefing_path)) as connection:
        clock.step = 0.001
        connection.execute(
            "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number LIMIT 10000)"
            " SELECT max(n) FROM number"
        ).fetchone()
    assert 0.05 < clock.now < 0.5  # some ten instructions for each number


def test_connection_limits_what_a_file_can_make_sqlite_do(briefing_path: Path) -> None:
    with closing(connect_read_only(briefing_path)) as connection:
        limits = {
            sqlite3.SQLITE_LIMIT_LENGTH: 67_108_864,
            sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
            sqlite3.SQLITE_LIMIT_COLUMN: 100,
            sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
            sqlite3.SQLITE_LIMIT_VDBE_OP: 500_000,
            sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 20,
            sqlite3.SQLITE_LIMIT_ATTACHED: 0,
            sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
            sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 50,
            sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
            sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
        }
        assert {category: connection.getlimit(category) for category in limits} == limits


def test_lack_of_memory_is_reported(briefing_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr("briefing_app.database.connection.limit_time", fail)
    assert "memory" in refused(briefing_path, UnreadableFileError).what


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE search (title, body, finding_id, quote_id)",
        "CREATE VIRTUAL TABLE search USING fts5(title, body, finding_id, quote_id)",
        "CREATE VIRTUAL TABLE search USING fts4(title, body, finding_id, quote_id)",
    ],
)
def test_other_search_table_definition_is_refused(briefing_path: Path, statement: str) -> None:
    edit(briefing_path, "DROP TABLE search", statement)
    refused(briefing_path, SchemaError)


def test_additional_tables_indexes_and_columns_are_accepted(briefing_path: Path) -> None:
    edit(
        briefing_path,
        "CREATE TABLE _counts (name TEXT PRIMARY KEY, count INTEGER)",
        "CREATE INDEX findings_by_kind ON findings (kind)",
        "ALTER TABLE findings ADD COLUMN theirs TEXT",
    )
    assert check_file(briefing_path) == []
    open_briefing(briefing_path).close()


@pytest.mark.parametrize(
    "name",
    [
        "a#b.db",
        "a?b.db",
        "a?mode=rwc.db",
        "100%.db",
        "%41.db",
        "two words.db",
        "tŷ 警.db",
        "a'b\"c.db",
    ],
)
def test_file_names_with_special_characters_open(briefing_path: Path, name: str) -> None:
    require_name(name)
    path = briefing_path.rename(briefing_path.with_name(name))
    before = contents(path.parent)
    with open_briefing(path) as briefing:
        assert briefing.path == path
        assert briefing.report.title == "Ponds"
        assert briefing.search("pond") is not None
    assert check_file(path) == []
    assert contents(path.parent) == before


def test_relative_path_and_link_open(
    briefing_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "link.db"
    make_link(link, briefing_path)
    monkeypatch.chdir(tmp_path)
    with open_briefing(Path("link.db")) as briefing:
        assert briefing.path == Path("link.db")
        assert briefing.report.title == "Ponds"


@pytest.mark.usefixtures("nothing_written")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE report SET title = 'x'",
        "CREATE TABLE x (y)",
        "PRAGMA user_version=9",
        "PRAGMA journal_mode=WAL",
        "INSERT INTO search (search) VALUES ('optimize')",
        "ATTACH 'beside.db' AS beside",
        "VACUUM INTO 'beside.db'",
    ],
)
def test_connection_is_read_only(
    briefing_path: Path, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(briefing_path.parent)
    with closing(connect_read_only(briefing_path)) as connection:
        try:
            connection.execute(statement).fetchall()
        except sqlite3.Error:
            return
        # SQLite ignores some pragmas; the fixture checks that they changed nothing.
        assert statement.startswith("PRAGMA")


@pytest.mark.usefixtures("nothing_written")
def test_locked_file_opens_without_waiting(briefing_path: Path) -> None:
    with closing(sqlite3.connect(briefing_path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with open_briefing(briefing_path) as briefing:
            assert briefing.search("pond") is not None


@pytest.mark.parametrize("megabytes", [0, 9])
@pytest.mark.parametrize("change", ["replaced", "overwritten", "deleted"])
def test_file_of_any_size_is_not_needed_after_opening(
    tmp_path: Path, megabytes: int, change: str
) -> None:
    path = tmp_path / "training.db"
    path.write_bytes(BUNDLED_BRIEFING.read_bytes().ljust(megabytes * 2**20, b"\0"))
    with open_briefing(path) as briefing:
        before = briefing.search("victim")
        other = tmp_path / "other.db"
        other.write_bytes(b"another file")
        match change:
            case "replaced":
                other.replace(path)
            case "overwritten":
                path.write_bytes(b"copied over it")
            case _:
                path.unlink()
        assert before is not None
        assert before.finding_ids
        assert briefing.search("victim") == before


def test_open_briefing_of_any_size_can_be_replaced(briefing_path: Path, tmp_path: Path) -> None:
    with briefing_path.open("r+b") as file:
        file.truncate(9 * 2**20)
    other = tmp_path / "other.db"
    other.write_bytes(b"other")
    with open_briefing(briefing_path):
        other.replace(briefing_path)  # Windows refuses while the file is open
    assert briefing_path.read_bytes() == b"other"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")
def test_file_of_any_size_is_closed(briefing_path: Path) -> None:
    with briefing_path.open("r+b") as file:
        file.truncate(9 * 2**20)
    with open_briefing(briefing_path):
        opened = [Path(os.path.realpath(each)) for each in Path("/proc/self/fd").iterdir()]
    assert briefing_path.resolve() not in opened


def test_path_that_windows_cannot_resolve_is_opened_as_it_is(
    briefing_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> Path:
        raise OSError(errno.EINVAL, "The specified network name is no longer available")

    monkeypatch.setattr(Path, "resolve", refuse)
    open_briefing(briefing_path).close()


@pytest.mark.usefixtures("nothing_written")
def test_read_only_folder_opens(briefing_path: Path) -> None:
    briefing_path.chmod(0o444)
    briefing_path.parent.chmod(0o555)
    try:
        with open_briefing(briefing_path) as briefing:
            assert briefing.search("pond") is not None
    finally:
        briefing_path.parent.chmod(0o755)


def test_invalid_utf_8_is_refused(briefing_path: Path) -> None:
    edit(briefing_path, "UPDATE report SET summary = CAST(x'ff61' AS TEXT)")
    assert "UTF-8" in refused(briefing_path, DamagedFileError).what


def test_text_beyond_the_maximum_length_is_refused(
    briefing_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A private name: a text that exceeds the real limit would take 64 MB.
    monkeypatch.setattr(
        "briefing_app.database.connection._LIMITS", ((sqlite3.SQLITE_LIMIT_LENGTH, 5_000),)
    )
    edit(briefing_path, "UPDATE report SET summary = hex(zeroblob(5000))")
    assert "length" in refused(briefing_path, DamagedFileError).what
