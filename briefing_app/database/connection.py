"""The one door through which a briefing is opened to be read.

A briefing is somebody else's file. It is looked at before SQLite opens it: SQLite takes an empty
file for an empty database, would make a missing one, and writes beside a file in write-ahead mode.
It is then opened so that nothing can be written, not even a lock, and nothing in its schema is run.
Whatever SQLite says against it leaves here as one of the errors of `briefing_app.errors`.
"""

import os
import re
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Final

from briefing_app.database.columns import COLUMNS
from briefing_app.database.schema import (
    APPLICATION_ID,
    CREATE_SEARCH_TABLE,
    FORMAT_VERSION,
    SEARCH_COLUMNS,
    SEARCH_TABLE,
)
from briefing_app.database.table_data import Tables, make_table_data
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

_MAGIC: Final = b"SQLite format 3\x00"
HEADER_SIZE: Final = 100  # bytes
"""How much of a file says what it is."""

_WRITE_AHEAD: Final = 2  # in bytes 18 and 19
_UTF_8: Final = 1  # in bytes 56–59

_PLAIN_IN_A_URI: Final = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:"
)

_BUILD_AGAIN: Final = "Build the briefing again from its source, or get another copy."

_IN_MEMORY: Final = 8 * 2**20  # bytes, which take no longer to read whole than page by page

_VIRTUAL: Final = re.compile("CREATE VIRTUAL ", re.IGNORECASE)

_NOT_UTF_8: Final = "a text in it is not UTF-8"

_SHOWN: Final = 80  # characters of a value out of a file

_LIMITS: Final = (
    (sqlite3.SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024),  # bytes in one text: all ids of a search
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),  # bytes
    (sqlite3.SQLITE_LIMIT_COLUMN, 100),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 200),
    (sqlite3.SQLITE_LIMIT_VDBE_OP, 25_000),
    (sqlite3.SQLITE_LIMIT_FUNCTION_ARG, 20),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200),  # bytes
    (sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 50),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)


def connect_read_only(path: Path) -> sqlite3.Connection:
    """Open a briefing to be read.

    Args:
        path: The file.

    Returns:
        A connection that can't write, to a file whose pages are sound and which has every table
        and column of a briefing. What stands in the rows is not looked at. The caller closes it.

    Raises:
        BriefingError: The file can't be opened as a briefing; the class says why.
    """
    _check_path(path)
    _check_header(path, _read_header(path))
    _check_nothing_beside(path)
    with translate_sqlite_errors(path):
        connection = _connect(path)
        try:
            for category, limit in _LIMITS:
                connection.setlimit(category, limit)
            # The file's own CHECK constraints are expressions that we did not write; what they
            # would say, the checker asks in its own words.
            connection.executescript(
                "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA trusted_schema=OFF;"
                "PRAGMA query_only=ON; PRAGMA ignore_check_constraints=ON"
            )
            _check_objects(path, connection)
            _check_tables(path, connection)
            _check_pages(path, connection)
        except BaseException:
            connection.close()
            raise
    return connection


def is_briefing(header: bytes) -> bool:
    """Whether a file says of itself that it is a briefing, of whatever format.

    Args:
        header: Its first `HEADER_SIZE` bytes.
    """
    return header.startswith(_MAGIC) and _number(header, 68) == APPLICATION_ID


@contextmanager
def translate_sqlite_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into an error that names the file.

    Args:
        path: The briefing that is being read.

    Raises:
        BriefingError: SQLite raised an error inside the block.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _named(path, error) from error
    except UnicodeDecodeError as error:  # out of a message of SQLite's own
        raise damaged(path, _NOT_UTF_8) from error


def fetch_tables(connection: sqlite3.Connection) -> Tables:
    """Fetch every row of every table but the search table.

    Indexes are not used: an index is a second copy of what the table says, and a damaged or forged
    one would leave rows out.

    Args:
        connection: A file with the tables and columns of a briefing.

    Raises:
        sqlite3.Error: The file is damaged, or text in it is not UTF-8.
    """
    return {
        name: make_table_data(
            name,
            connection.execute(f"SELECT {', '.join(columns)} FROM {name} NOT INDEXED"),  # noqa: S608
        )
        for name, columns in COLUMNS.items()
    }


def sqlite_uri(path: PurePath) -> str:
    """A file's address as SQLite wants it, whatever characters its name has.

    Args:
        path: An absolute path.
    """
    # Not by as_uri: urllib, which that imports, would hold up the first paint. Nor would SQLite
    # take file://server/share/…, which it makes of a Windows share.
    name = "".join(
        chr(byte) if byte in _PLAIN_IN_A_URI else f"%{byte:02X}"
        for byte in os.fsencode(path.as_posix())
    )
    return f"file://{name}" if name.startswith("/") else f"file:///{name}"


def damaged(path: Path, said: str) -> DamagedFileError:
    """The error for a file that SQLite can't make sense of.

    Args:
        path: The file.
        said: What SQLite says.
    """
    reason = " ".join(said.split()).removeprefix("*** in database main *** ").rstrip(".")
    return DamagedFileError(path, f"The file is damaged ({to_printable(reason)}).", _BUILD_AGAIN)


def shown(value: object) -> str:
    """A value out of a file as a message shows it: short, on one line, and unable to do harm."""
    if value is None:
        return "nothing"
    if isinstance(value, bytes):
        return f"{len(value):,} byte{'' if len(value) == 1 else 's'}"
    return f"“{to_printable(value)}”" if isinstance(value, str) else str(value)


def to_printable(text: str) -> str:
    """The beginning of a text out of a file, without anything that a terminal would obey."""
    short = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return "".join(letter if letter.isprintable() else "�" for letter in short)


def _connect(path: Path) -> sqlite3.Connection:
    """A connection to a file, or to a copy in memory.

    From a copy, a search goes on in what was opened whatever becomes of the file, and the file can
    be replaced where a system keeps what is open from that, as Windows does. Copying a large one
    would keep whoever opens it waiting.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= _IN_MEMORY else None
    except OSError as error:
        raise _unreadable(path, error) from error
    if content is None:
        uri = sqlite_uri(path.resolve()) + "?mode=ro&immutable=1"
        return sqlite3.connect(uri, uri=True, isolation_level=None)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(content)
    return connection


def _check_path(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise MissingFileError(
            path, "There is no such file.", "Check the name and the folder."
        ) from error
    except OSError as error:
        raise _unreadable(path, error) from error
    if stat.S_ISDIR(mode):
        raise UnreadableFileError(
            path, "This is a folder, not a briefing.", "Choose the briefing file inside it."
        )
    if not stat.S_ISREG(mode):
        raise UnreadableFileError(
            path,
            "This is a device or a pipe, not a file on disk.",
            "Copy the briefing to a file and open that.",
        )


def _read_header(path: Path) -> bytes:
    try:
        with path.open("rb", buffering=0) as file:
            return file.read(HEADER_SIZE)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> UnreadableFileError:
    reason = error.strerror or str(error)
    return UnreadableFileError(
        path,
        f"The file can’t be read: {reason}.",
        "Check that you may read it and that the disk or network drive it is on is there.",
    )


def _check_header(path: Path, header: bytes) -> None:
    if not header:
        raise EmptyFileError(path, "The file is empty.", _BUILD_AGAIN)
    if not header.startswith(_MAGIC[: len(header)]):
        raise NotABriefingError(
            path,
            "This is not a briefing but some other kind of file.",
            "Choose a briefing: a .db file that this program or its build command made.",
        )
    if len(header) < HEADER_SIZE:
        raise DamagedFileError(
            path, f"The file breaks off after {len(header)} bytes.", _BUILD_AGAIN
        )
    if _number(header, 68) != APPLICATION_ID:
        raise NotABriefingError(
            path,
            "This is the database of another application, not a briefing.",
            "Choose a briefing: a .db file that this program or its build command made.",
        )
    version = _number(header, 60)
    if version != FORMAT_VERSION:
        raise FormatVersionError(
            path,
            f"The briefing has format {version}; this program reads format {FORMAT_VERSION}.",
            "Get a newer version of this program."
            if version > FORMAT_VERSION
            else "Build the briefing again from its source with this version of the program.",
        )
    if _WRITE_AHEAD in header[18:20]:
        raise UnfinishedFileError(
            path,
            "The file is in write-ahead mode, so part of it may stand in a log beside it.",
            "Close the program that edited it and build the briefing again from its source.",
        )
    if _number(header, 56) != _UTF_8:
        raise SchemaError(path, "The file’s text is not stored as UTF-8.", _BUILD_AGAIN)


def _number(header: bytes, offset: int) -> int:
    return int.from_bytes(header[offset : offset + 4], "big", signed=True)


def _check_nothing_beside(path: Path) -> None:
    # SQLite would look beside the file that a link leads to.
    target = path.resolve()
    for suffix in ("-journal", "-wal"):
        beside = target.with_name(target.name + suffix)
        try:
            size = beside.stat().st_size
        except OSError:  # not there, or not to be seen
            continue
        if size:
            raise UnfinishedFileError(
                path,
                f"A program was interrupted while writing it: {beside.name} was left beside it.",
                "Build the briefing again from its source, or get a finished copy.",
            )


def _check_objects(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a file in which reading a table could run something.

    Other people's ordinary tables and their indexes are let be: they are never read, and tools such
    as Datasette or sqlite-utils keep notes of their own that way.
    """
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_schema"):
        statement = _one_line(sql)
        if kind == "index" or (kind == "table" and not _VIRTUAL.match(statement)):
            continue
        if name == SEARCH_TABLE and statement == _one_line(CREATE_SEARCH_TABLE):
            continue
        what = "a virtual table" if kind == "table" else f"a {kind}"
        raise SchemaError(
            path,
            f"The file holds {to_printable(what)}, {shown(name)}; a briefing has plain tables and"
            f" its own {SEARCH_TABLE} table only.",
            _BUILD_AGAIN,
        )


def _one_line(sql: object) -> str:
    return " ".join(str(sql or "").split())


def _check_tables(path: Path, connection: sqlite3.Connection) -> None:
    found: dict[str, dict[str, int]] = {}
    kinds: dict[str, str] = {}
    for table, kind, column, hidden in connection.execute(
        "SELECT t.name, t.type, c.name, c.hidden FROM pragma_table_list AS t"
        " JOIN pragma_table_xinfo(t.name) AS c WHERE t.schema = 'main'"
    ):
        kinds[table] = kind
        found.setdefault(table, {})[column] = hidden
    wanted = {table: ("table", tuple(columns)) for table, columns in COLUMNS.items()}
    wanted[SEARCH_TABLE] = ("virtual", SEARCH_COLUMNS)
    for table, (kind, columns) in wanted.items():
        if table not in found:
            raise SchemaError(path, f"The file has no table {table}.", _BUILD_AGAIN)
        if kinds[table] != kind:
            raise SchemaError(
                path, f"The file’s table {table} is not what a briefing has there.", _BUILD_AGAIN
            )
        for column in columns:
            if column not in found[table]:
                raise SchemaError(
                    path, f"The file’s table {table} has no column {column}.", _BUILD_AGAIN
                )
        if kind == "table" and any(found[table].values()):
            raise SchemaError(
                path,
                f"A column of the file’s table {table} is worked out, not stored.",
                _BUILD_AGAIN,
            )


def _check_pages(path: Path, connection: sqlite3.Connection) -> None:
    # Table by table: a check of the whole file would also take the search index apart word by word,
    # which costs ten times all the rest. A damaged index is noticed when it is searched.
    for table in (*COLUMNS, f"{SEARCH_TABLE}_content"):
        for (said,) in connection.execute(f"PRAGMA quick_check('{table}')"):
            if said != "ok":
                raise damaged(path, said)


def _named(path: Path, error: sqlite3.Error) -> BriefingError:
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}:
        return UnreadableFileError(
            path,
            f"The file can’t be read ({error}).",
            "Check that you may read it and that the disk or network drive it is on is there.",
        )
    if primary == sqlite3.SQLITE_TOOBIG:
        return DamagedFileError(path, "The file holds a text of impossible length.", _BUILD_AGAIN)
    said = str(error)
    return damaged(path, _NOT_UTF_8 if said.startswith("Could not decode") else said)
