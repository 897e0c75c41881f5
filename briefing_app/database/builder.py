"""Builds a briefing from rows, atomically, and reads a briefing back into such rows.

The same rows give the same bytes, in any order of the rows and, as far as SQLite allows, with any
version of SQLite; sqlite-utils words the statements that make the tables. The database is made in
memory and written to a temporary file beside the target. That file is checked like any other
briefing and then replaces the target in one step. If anything fails, the target is unchanged and
the temporary file is removed.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, overload

from briefing_app.database.briefing_search import fill_search_table
from briefing_app.database.checked_file import CheckedFile, checked_file
from briefing_app.database.checker import check_file
from briefing_app.database.columns import (
    APPLICATION_ID,
    COLUMNS,
    CREATE_SEARCH_TABLE,
    FORMAT_VERSION,
    UNIQUE_COLUMNS,
    primary_key,
)
from briefing_app.database.connection import Tables, connect_read_only
from briefing_app.database.file_checks import (
    HEADER_SIZE,
    LOG_SUFFIXES,
    is_briefing,
    translate_sqlite_errors,
)
from briefing_app.database.quotes import verified_texts, verify_quotes
from briefing_app.database.reader import fetch_checked_tables, link_findings_to_quotes, make_report
from briefing_app.database.source_rows import (
    BriefingRows,
    SourceRow,
    VerifiedText,
    find_row_problems,
    make_tables,
)
from briefing_app.database.source_text import SourceText
from briefing_app.errors import BriefingError, ChangedFileError, OutputError, SourceError
from briefing_app.files.atomic import atomic_replacement, check_target, output_error
from briefing_app.files.on_disk import exists, retried
from briefing_app.files.progress import Progress, no_progress
from briefing_app.model.report import Report
from briefing_app.problems import Problem, TableLocation

_PAGE_SIZE: Final = 4096  # bytes
_INSTRUCTIONS_PER_PROGRESS_CALL: Final = 50_000  # of SQLite's virtual machine; a few milliseconds
_SQLITE_VERSION_NUMBER: Final = 3_037_000  # the first version with STRICT tables

_NO_TEXTS: Final[Mapping[int, bytes | SourceText]] = {}


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A briefing that was built.

    Args:
        path: The file.
        warnings: What the author should look at, why a source is not verified, and whether a
            briefing of another key was replaced.
        verified: The ids of the sources from which every quote and excerpt was verified.
        proof: The verified texts, for later builds without the sources' texts.
        checked: The file, and the texts given with which it was compared.
    """

    path: Path
    warnings: tuple[Problem, ...]
    verified: frozenset[int]
    proof: frozenset[VerifiedText]
    checked: CheckedFile


def build(
    rows: BriefingRows,
    target: Path,
    *,
    source_texts: Mapping[int, bytes | SourceText] = _NO_TEXTS,
    keep_proof: Callable[[frozenset[VerifiedText]], object] | None = None,
    progress: Progress = no_progress,
) -> BuildResult:
    """Build a briefing.

    Args:
        rows: The content of the briefing.
        target: The file to write. An existing briefing is replaced; no other file is.
        source_texts: Source id to that source's text, or the bytes of a file with it, by which
            quotes and excerpts are verified (see `quotes`).
        keep_proof: Called with the verified texts just before the finished briefing replaces the
            target. If it raises an exception, nothing is written.
        progress: Called several times a second.

    Raises:
        SourceError: Rows could not be read or break a rule, or quotes are not in their source. It
            has all problems; nothing was written.
        OutputError: As raised by `check_build_target`, or the file can't be written.
    """
    check_build_target(target)
    typed_hashes = _find_typed_hashes(rows)
    progress(0, 0)
    verification = verify_quotes(rows, source_texts)
    problems = list(typed_hashes)
    for found in (rows.problems or find_row_problems(rows), verification.failures):
        reported = {problem.location for problem in problems}
        problems += [problem for problem in found if problem.location not in reported]
    if problems:
        # A mistake in a cell explains what else is unusual about it.
        reported = {problem.location for problem in problems}
        warnings = (*rows.warnings, *verification.warnings)
        others = [warning for warning in warnings if warning.location not in reported]
        raise SourceError(rows.origin, problems, others)
    content = _database_file(make_tables(rows), verification.sha256, progress)
    other_key = _find_other_key(rows, target)
    progress(0, 0)
    with atomic_replacement(target, content) as temporary_file:
        progress(0, 0)
        problems = check_file(temporary_file)
        if problems:
            raise SourceError(rows.origin, problems)
        if keep_proof is not None:
            keep_proof(verification.verified_texts)
    return BuildResult(
        target,
        (*rows.warnings, *other_key, *verification.warnings),
        frozenset(verification.sha256),
        verification.verified_texts,
        checked_file(content, verification.compared),
    )


def check_build_target(target: Path) -> None:
    """Check that a briefing can be written to a path.

    Raises:
        OutputError: No file can be written there, the existing file is not a briefing, or a log of
            it is beside it.
    """
    check_target(target)
    if not _is_replaceable(target):
        raise OutputError(
            target,
            "This file is not a briefing, so it is not overwritten.",
            "Choose another name, or move that file away.",
        )
    _check_no_log(target)


def _find_typed_hashes(rows: BriefingRows) -> list[Problem]:
    """Return a problem for each hash in the rows: it would mark an unchecked source as verified."""
    return [
        Problem(
            row.location_of("sha256"),
            "a hash is set by the build, never typed",
            "leave it empty",
        )
        for row in rows.tables.get("sources", ())
        if row.values.get("sha256")
    ]


def _find_other_key(rows: BriefingRows, target: Path) -> list[Problem]:
    """Return a warning if the file to replace is a briefing of another key."""
    (report,) = rows.tables["report"]
    with (
        suppress(BriefingError),
        translate_sqlite_errors(target),
        closing(connect_read_only(target)) as connection,
    ):
        for (key,) in connection.execute("SELECT key FROM report"):
            if key != report.values["key"]:
                return [
                    Problem(
                        report.location_of("key"),
                        f"the briefing that was replaced had the key “{key}”, so its notes don’t"
                        " belong to this one",
                        "if both are editions of one briefing, write that key and build again",
                    )
                ]
    return []


def _database_file(tables: Tables, sha256: Mapping[int, str], progress: Progress) -> bytes:
    """Return the bytes of the finished file."""
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        _interrupted_by(progress, connection),
    ):
        _set_format(connection)
        _make_tables(connection, tables, sha256)
        connection.execute(CREATE_SEARCH_TABLE)
        with connection:
            fill_search_table(connection, tables)
        connection.execute("VACUUM")
        content = bytearray(connection.serialize())
    for page_start in range(0, len(content), _PAGE_SIZE):
        _clear_unused_bytes(content, page_start)
    # The change counters and the version of the SQLite that wrote the file differ between builds.
    content[24:28] = content[40:44] = content[92:96] = (1).to_bytes(4, "big")
    content[96:100] = _SQLITE_VERSION_NUMBER.to_bytes(4, "big")
    return bytes(content)


def _set_format(connection: sqlite3.Connection) -> None:
    connection.executescript(
        # Without secure_delete, unused bytes keep what was there before.
        "PRAGMA secure_delete=ON;"
        f"PRAGMA page_size={_PAGE_SIZE}; PRAGMA encoding='UTF-8'; PRAGMA auto_vacuum=NONE;"
        f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={FORMAT_VERSION};"
        "PRAGMA foreign_keys=ON"
    )


def _make_tables(connection: sqlite3.Connection, tables: Tables, sha256: Mapping[int, str]) -> None:
    """Create the tables with their rows."""
    # Exports read rows with this module, and importing sqlite-utils takes longer than reading them.
    from sqlite_utils import Database  # noqa: PLC0415

    # Plugins could add anything to the file.
    database = Database(connection, execute_plugins=False)
    for name, columns in COLUMNS.items():
        table = database.table(name)
        table.create(
            {column: about.type for column, about in columns.items()},
            pk=primary_key(name),
            foreign_keys=[
                (column, about.references, "id")
                for column, about in columns.items()
                if about.references
            ],
            not_null=[column for column, about in columns.items() if not about.is_nullable],
            strict=True,
        )
        for unique in UNIQUE_COLUMNS.get(name, ()):
            table.create_index(unique, unique=True)
        records = [dict(zip(columns, row, strict=True)) for row in sorted(tables[name].rows)]
        if name == "sources":
            records = [{**record, "sha256": sha256.get(record["id"], "")} for record in records]
        table.insert_all(records)


@contextmanager
def _interrupted_by(progress: Progress, connection: sqlite3.Connection) -> Iterator[None]:
    """Let the progress callback interrupt SQLite, whose statements can take seconds."""
    raised: list[BaseException] = []

    def call_progress() -> int:
        try:
            progress(0, 0)
        except BaseException as error:  # SQLite would discard it; it is raised below
            raised.append(error)
        return len(raised)

    connection.set_progress_handler(call_progress, _INSTRUCTIONS_PER_PROGRESS_CALL)
    try:
        yield
    except sqlite3.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _clear_unused_bytes(content: bytearray, page_start: int) -> None:
    """Clear the unused bytes in the middle of a page of a table or an index.

    SQLite before 3.44 leaves earlier content there. Overflow pages, which continue a long value,
    are left alone: they begin with a page number and so with a zero byte.
    """
    header = page_start + (100 if page_start == 0 else 0)
    page_type = content[header]
    if page_type not in {2, 5, 10, 13}:
        return
    cell_count = int.from_bytes(content[header + 3 : header + 5], "big")
    cells_start = int.from_bytes(content[header + 5 : header + 7], "big") or 65_536
    begin = header + (8 if page_type in {10, 13} else 12) + 2 * cell_count
    end = page_start + cells_start
    content[begin:end] = bytes(end - begin)


def _is_replaceable(target: Path) -> bool:
    """Return whether the target is missing, empty or a briefing of any format version."""
    try:
        with retried(lambda: target.open("rb")) as file:
            header = file.read(HEADER_SIZE)
    except FileNotFoundError:
        return True
    except OSError as error:
        raise output_error(target, error) from error
    return not header or is_briefing(header)


def _check_no_log(target: Path) -> None:
    """Refuse a target with a log of the old file, which SQLite would apply to the new file."""
    for suffix in LOG_SUFFIXES:
        log = target.with_name(target.name + suffix)
        if exists(log):
            raise OutputError(
                target,
                f"Another program is writing this file or was interrupted: {log.name} exists.",
                "Close that program, or move the file away together with that log.",
            )


def read_source_rows(path: Path, expected: Report | None = None) -> BriefingRows:
    """Read the rows of a briefing, such that `builder.build` makes the same briefing from them.

    Args:
        path: The file; nothing is written to it or beside it.
        expected: The report that the file must still contain, if any.

    Returns:
        Every row with all its columns, in the order of the keys, but without the hashes of the
        sources: a build sets those from the proof. The hash of a source that nothing is quoted from
        is lost, since no build verifies such a source.

    Raises:
        ChangedFileError: The file no longer contains the expected report.
        BriefingError: As raised by `reader.open_briefing`.
    """
    with translate_sqlite_errors(path), closing(connect_read_only(path)) as connection:
        tables = fetch_checked_tables(path, connection)
    if expected is not None:
        # Compare the rows that are returned: if read again, the file might differ once more.
        compared = {source.id: source.compared_sha256 for source in expected.sources}
        if make_report(tables, link_findings_to_quotes(tables), compared) != expected:
            raise ChangedFileError(
                path, "The briefing has changed since it was opened.", "Reload it (Ctrl+Shift+R)."
            )
    rows = _source_rows(path, tables)
    sources = [replace(row, values={**row.values, "sha256": ""}) for row in rows.tables["sources"]]
    return replace(rows, tables={**rows.tables, "sources": sources}, proof=verified_texts(rows))


def read_words(path: Path) -> tuple[BriefingRows, bytes]:
    """Read the rows of a briefing and its bytes, to compare its words with other texts.

    Returns:
        Every row, without proof of earlier comparisons, and the content of the same file.

    Raises:
        BriefingError: As raised by `reader.open_briefing`.
    """
    with translate_sqlite_errors(path), closing(connect_read_only(path)) as connection:
        rows = _source_rows(path, fetch_checked_tables(path, connection))
        return rows, connection.serialize()


def _source_rows(path: Path, tables: Tables) -> BriefingRows:
    return BriefingRows(
        path, {name: _StoredRows(name, sorted(table.rows)) for name, table in tables.items()}
    )


class _StoredRows(Sequence[SourceRow]):
    """The rows of a table, each made when it is used: 100,000 need more memory than the file.

    Args:
        table: The table.
        rows: Its rows, their values in the order of `columns.COLUMNS`.
    """

    def __init__(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        self._table = table
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> SourceRow: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[SourceRow]: ...
    def __getitem__(self, at: int | slice) -> SourceRow | Sequence[SourceRow]:
        if isinstance(at, slice):
            return [self[each] for each in range(len(self))[at]]
        number = range(1, len(self) + 1)[at]
        values = zip(COLUMNS[self._table], self._rows[at], strict=True)
        return SourceRow(TableLocation(self._table, (str(number),)), dict(values))
