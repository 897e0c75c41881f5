"""Read-only connections: which files are refused, with which error, and that nothing is written."""

import os
import sqlite3
import stat
import struct
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from briefing_app.database.checker import check_file
from briefing_app.database.columns import COLUMNS, FORMAT_VERSION
from briefing_app.database.connection import (
    connect_read_only,
    sqlite_uri,
)
from briefing_app.database.reader import open_briefing
from briefing_app.errors import (
    BriefingError,
    DamagedFileError,
    EmptyFileError,
    FormatVersionError,
    MissingFileError,
    NotABriefingError,
    SchemaError,
    UnfinishedFileError,
    UnreadableFileError,
)
from briefing_app.files.paths import BUNDLED_BRIEFING
from tests.database.sample_rows import contents, edit, sample_rows, write_without_constraints

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


def refused(path: Path, kind: type[BriefingError]) -> BriefingError:
    """Assert that reader and checker refuse a file alike and write nothing; return the error."""
    before = contents(path.parent) if path.parent.is_dir() else {}
    with pytest.raises(BriefingError) as by_reader:
        open_briefing(path)
    with pytest.raises(BriefingError) as by_checker:
        check_file(path)
    assert type(by_reader.value) is kind
    assert str(by_reader.value) == str(by_checker.value)
    assert str(by_reader.value).startswith(f"{path}: ")
    assert by_reader.value.remedy.endswith(".")
    assert (contents(path.parent) if path.parent.is_dir() else {}) == before
    return by_reader.value


@pytest.fixture(autouse=True, params=["in memory", "in the file"])
def _read_mode(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test with a briefing read from memory and with one read from the file."""
    if request.param == "in the file":
        monkeypatch.setattr("briefing_app.database.connection._MAX_BYTES_IN_MEMORY", -1)


def overwrite(path: Path, offset: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)


def test_missing_file_is_refused_and_not_created(tmp_path: Path) -> None:
    refused(tmp_path / "missing.db", MissingFileError)


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "missing" / "report.db", MissingFileError)


def test_impossible_file_name_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "a\0b", MissingFileError)
    refused(tmp_path / ("a" * 5000), UnreadableFileError)


def test_broken_link_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "missing.db")
    refused(link, MissingFileError)


def test_folder_is_refused(tmp_path: Path) -> None:
    assert "folder" in refused(tmp_path, UnreadableFileError).what


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_pipe_is_refused_without_blocking(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "pipe" in refused(pipe, UnreadableFileError).what
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.usefixtures("not_root")
def test_file_without_read_permission_is_refused(briefing_path: Path) -> None:
    briefing_path.chmod(0)
    with pytest.raises(UnreadableFileError, match="can’t be read"):
        open_briefing(briefing_path)


def test_disk_error_is_reported(briefing_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(UnreadableFileError, match="Input/output error"):
        open_briefing(briefing_path)


def test_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    refused(path, EmptyFileError)


@pytest.mark.parametrize(
    "content", [b"x", b"Ponds are too shallow.\n" * 100, PNG, b"SQLite format 2\x00" + bytes(200)]
)
def test_file_that_is_not_sqlite_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    refused(path, NotABriefingError)


@pytest.mark.parametrize("size", [1, 15, 16, 99])
def test_truncated_header_is_refused(briefing_path: Path, size: int) -> None:
    briefing_path.write_bytes(briefing_path.read_bytes()[:size])
    assert str(size) in refused(briefing_path, DamagedFileError).what


def test_database_of_another_application_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE report (id INTEGER PRIMARY KEY, title TEXT)")
    assert "another application" in refused(path, NotABriefingError).what


@pytest.mark.parametrize(
    ("version", "remedy"),
    [
        (FORMAT_VERSION + 1, "newer version of this program"),
        (FORMAT_VERSION - 1, "again"),
        (-1, "again"),
    ],
)
def test_other_format_version_is_refused(briefing_path: Path, version: int, remedy: str) -> None:
    edit(briefing_path, f"PRAGMA user_version={version}")
    error = refused(briefing_path, FormatVersionError)
    assert f"format {version};" in error.what
    assert f"format {FORMAT_VERSION}." in error.what
    assert remedy in error.remedy


def test_write_ahead_mode_is_refused(briefing_path: Path) -> None:
    edit(briefing_path, "PRAGMA journal_mode=WAL", "UPDATE report SET title = 'x'")
    refused(briefing_path, UnfinishedFileError)


@pytest.mark.parametrize("suffix", ["-journal", "-wal"])
def test_log_beside_the_file_is_refused_by_name(briefing_path: Path, suffix: str) -> None:
    beside = briefing_path.with_name(briefing_path.name + suffix)
    beside.write_bytes(b"left")
    assert beside.name in refused(briefing_path, UnfinishedFileError).what


def test_log_beside_the_target_of_a_link_is_refused(briefing_path: Path, tmp_path: Path) -> None:
    briefing_path.with_name(briefing_path.name + "-journal").write_bytes(b"left")
    link = tmp_path / "link.db"
    link.symlink_to(briefing_path)
    refused(link, UnfinishedFileError)


def test_empty_log_beside_the_file_is_accepted(briefing_path: Path) -> None:
    briefing_path.with_name(briefing_path.name + "-journal").touch()
    open_briefing(briefing_path).close()


@pytest.mark.parametrize("encoding", [0, 2, 3])
def test_text_encoding_other_than_utf_8_is_refused(briefing_path: Path, encoding: int) -> None:
    overwrite(briefing_path, 56, struct.pack(">I", encoding))
    assert "UTF-8" in refused(briefing_path, SchemaError).what


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
    ("table", "column"), [("findings", "caution"), ("figures", "marker"), ("slides", "notes")]
)
def test_missing_column_is_refused_by_name(tmp_path: Path, table: str, column: str) -> None:
    path = tmp_path / "ponds.db"
    write_without_constraints(path, sample_rows(), search=True)
    edit(path, f"ALTER TABLE {table} RENAME COLUMN {column} TO other")
    assert f"{table} has no column {column}." in refused(path, SchemaError).what


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


def test_generated_column_is_refused(briefing_path: Path) -> None:
    edit(briefing_path, "ALTER TABLE speakers ADD COLUMN loud TEXT AS (upper(name))")
    assert "computed" in refused(briefing_path, SchemaError).what


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
        ("search_content", f"(id INTEGER PRIMARY KEY, c0, c1, c2, c3, {SLOW_COLUMN})"),
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


def test_check_that_takes_too_long_is_stopped(
    briefing_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing_app.database.connection._INSTRUCTIONS_PER_CLOCK_CHECK", 1)
    monkeypatch.setattr("briefing_app.database.connection.CHECK_SECONDS", -1)
    error = refused(briefing_path, UnreadableFileError)
    assert "takes too long" in error.what
    assert "Copy the file to this computer" in error.remedy


def test_search_that_takes_too_long_is_stopped(
    briefing_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing_app.database.connection._INSTRUCTIONS_PER_CLOCK_CHECK", 1)
    with open_briefing(briefing_path) as briefing:
        monkeypatch.setattr("briefing_app.database.connection.CHECK_SECONDS", -1)
        with pytest.raises(UnreadableFileError, match="takes too long"):
            briefing.search("pond")


def test_lack_of_memory_is_reported(briefing_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr("briefing_app.database.connection._check_pages", fail)
    assert "memory" in refused(briefing_path, UnreadableFileError).what


def test_schema_with_too_many_objects_is_refused(briefing_path: Path) -> None:
    edit(briefing_path, *(f"CREATE TABLE theirs_{number} (x)" for number in range(250)))
    assert "more than 200 tables" in refused(briefing_path, SchemaError).what


def test_schema_with_too_much_sql_is_refused(briefing_path: Path) -> None:
    column = f"x DEFAULT '{'y' * 90_000}'"
    edit(briefing_path, *(f"CREATE TABLE theirs_{number} ({column})" for number in range(3)))
    assert "table definitions" in refused(briefing_path, SchemaError).what


def test_largest_schema_of_other_programs_is_accepted(briefing_path: Path) -> None:
    columns = ", ".join(f"c{number} INTEGER NOT NULL" for number in range(40))
    edit(briefing_path, *(f"CREATE TABLE theirs_{number} ({columns})" for number in range(160)))
    assert check_file(briefing_path) == []
    open_briefing(briefing_path).close()


def test_schema_whose_pages_form_a_circle_is_refused(briefing_path: Path) -> None:
    overwrite(briefing_path, 100, struct.pack(">BHHHBI", 5, 0, 0, 0, 0, 1))
    refused(briefing_path, SchemaError)


def test_file_that_is_too_large_is_refused_with_its_size(briefing_path: Path) -> None:
    with briefing_path.open("r+b") as file:
        file.truncate(300 * 2**20 + 1)
    with pytest.raises(UnreadableFileError, match="has 301 MB"):
        open_briefing(briefing_path)
    with pytest.raises(UnreadableFileError, match="has 301 MB"):
        check_file(briefing_path)


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
    link.symlink_to(briefing_path)
    monkeypatch.chdir(tmp_path)
    with open_briefing(Path("link.db")) as briefing:
        assert briefing.path == Path("link.db")
        assert briefing.report.title == "Ponds"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/a b/c#?.db"), "file:///a%20b/c%23%3F.db"),
        (PureWindowsPath("C:\\a\\b.db"), "file:///C:/a/b.db"),
        # SQLite accepts no host name, but a path that begins with two slashes.
        (PureWindowsPath("\\\\server\\share\\b.db"), "file:////server/share/b.db"),
    ],
)
def test_sqlite_uri_has_the_form_that_sqlite_accepts(
    path: PurePosixPath | PureWindowsPath, uri: str
) -> None:
    assert sqlite_uri(path) == uri


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


def test_search_continues_after_the_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "small.db"
    path.write_bytes(BUNDLED_BRIEFING.read_bytes())
    with open_briefing(path) as briefing:
        before = briefing.search("victim")
        other = tmp_path / "other.db"
        other.write_bytes(b"another file")
        other.replace(path)
        assert before is not None
        assert before.finding_ids
        assert briefing.search("victim") == before


@pytest.mark.parametrize("_read_mode", ["in memory"], indirect=True)
def test_search_in_memory_continues_after_the_file_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "small.db"
    path.write_bytes(BUNDLED_BRIEFING.read_bytes())
    with open_briefing(path) as briefing:
        before = briefing.search("victim")
        path.write_bytes(b"copied over it")
        assert before is not None
        assert briefing.search("victim") == before


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
    monkeypatch.setattr(
        "briefing_app.database.connection._LIMITS", ((sqlite3.SQLITE_LIMIT_LENGTH, 5_000),)
    )
    edit(briefing_path, "UPDATE report SET summary = hex(zeroblob(5000))")
    assert "length" in refused(briefing_path, DamagedFileError).what
