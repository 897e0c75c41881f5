"""Builds a briefing from rows: checked before, checked after, and all or nothing.

The same rows give the same bytes, in whatever order they are written and, as far as SQLite
allows, by whatever version of it. The file is made in memory, written beside its target under
another name, checked there as any briefing is, and put in place in one step. If anything goes
wrong, what stood in the target's place stands there still, and nothing is left beside it.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from briefing_app.database import quote_verification
from briefing_app.database.checker import check_file
from briefing_app.database.columns import COLUMNS
from briefing_app.database.file_checks import HEADER_SIZE, LOG_SUFFIXES, is_briefing
from briefing_app.database.schema import (
    APPLICATION_ID,
    CREATE_SEARCH_TABLE,
    CREATE_TABLES,
    FORMAT_VERSION,
    SEARCH_COLUMNS,
    SEARCH_ROWS_SQL,
    SEARCH_TABLE,
)
from briefing_app.database.source_rows import (
    BriefingRows,
    VerifiedText,
    find_row_problems,
    make_tables,
)
from briefing_app.database.table_data import Tables
from briefing_app.errors import OutputError, Problem, SourceError
from briefing_app.files.atomic_write import atomic_replacement
from briefing_app.files.output_checks import check_target, output_error
from briefing_app.files.progress import Progress, no_progress

_PAGE_SIZE: Final = 4096  # bytes
_STEPS: Final = 50_000  # of SQLite's machine between two calls of a progress hook; milliseconds
_WRITTEN_BY: Final = 3_037_000  # the first SQLite that has STRICT tables

_NO_TEXTS: Final[Mapping[int, bytes]] = {}


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A briefing that was built.

    Args:
        path: The file.
        warnings: What the rows' author may want to look at, and why a source is not verified; the
            briefing is good all the same.
        verified: The ids of the sources from which everything was proved.
        proof: What was proved, to be kept for a build without the sources' texts.
    """

    path: Path
    warnings: tuple[Problem, ...]
    verified: frozenset[int]
    proof: frozenset[VerifiedText]


def build(
    rows: BriefingRows,
    target: Path,
    *,
    source_texts: Mapping[int, bytes] = _NO_TEXTS,
    keep_proof: Callable[[frozenset[VerifiedText]], object] | None = None,
    progress: Progress = no_progress,
) -> BuildResult:
    """Build a briefing.

    Args:
        rows: Everything that is to stand in it.
        target: The file to write; a briefing that is there is replaced, and nothing else is.
        source_texts: Source id to the bytes of a file with that source's text in UTF-8, to prove
            quotes and excerpts against (see `proof`).
        keep_proof: Called with what was proved when the briefing is finished and about to take its
            place; what it raises stops that, and nothing is written.
        progress: Called several times in a second while the file is made.

    Raises:
        SourceError: The rows break a rule, or quote what does not stand in the source. All problems
            are named at once, and nothing is written.
        OutputError: As `check_build_target` raises it, or the file can't be written.
    """
    check_build_target(target)
    typed = _typed_hashes(rows)
    told = {problem.location for problem in typed}
    problems = [problem for problem in find_row_problems(rows) if problem.location not in told]
    if typed or problems:
        raise SourceError(rows.origin, [*typed, *problems], rows.warnings)
    progress(0, 0)
    proved = quote_verification.verify_quotes(rows, source_texts)
    if proved.failures:
        raise SourceError(rows.origin, proved.failures, rows.warnings)
    content = _database(make_tables(rows), proved.sha256, progress)
    progress(0, 0)
    with atomic_replacement(target, content) as unfinished:
        progress(0, 0)
        _check_again(unfinished, rows.origin)
        if keep_proof is not None:
            keep_proof(proved.proved)
    warnings = (*rows.warnings, *proved.warnings)
    return BuildResult(target, warnings, frozenset(proved.sha256), proved.proved)


def check_build_target(target: Path) -> None:
    """Refuse a place that no briefing can be written to, before any work is done.

    Raises:
        OutputError: No file can be written there, what is there is no briefing and would be lost,
            or a log of it lies beside it.
    """
    check_target(target)
    if not _may_be_replaced(target):
        raise OutputError(
            target,
            "What is there is no briefing, and is not written over.",
            "Choose another name, or move that file away.",
        )
    _check_no_log(target)


def _typed_hashes(rows: BriefingRows) -> list[Problem]:
    """A hash that the author wrote: it would call verified what nobody proved."""
    return [
        Problem(
            row.location_of("sha256"),
            "a hash is worked out when the source’s text is given, never typed",
            "leave it empty",
        )
        for row in rows.tables.get("sources", ())
        if row.values.get("sha256")
    ]


def _database(tables: Tables, sha256: Mapping[int, str], progress: Progress) -> bytes:
    """The finished file."""
    # Importing it takes longer than reading a briefing.
    from sqlite_utils import Database  # noqa: PLC0415

    with closing(sqlite3.connect(":memory:")) as connection, _asking(connection, progress):
        connection.executescript(
            # Left to itself, SQLite keeps whatever stood in bytes that are not in use.
            "PRAGMA secure_delete=ON;"
            f"PRAGMA page_size={_PAGE_SIZE}; PRAGMA encoding='UTF-8'; PRAGMA auto_vacuum=NONE;"
            f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={FORMAT_VERSION};"
            "PRAGMA foreign_keys=ON;" + ";".join([*CREATE_TABLES.values(), CREATE_SEARCH_TABLE])
        )
        # Plugins could add anything to the file.
        database = Database(connection, execute_plugins=False)
        for name, table in tables.items():
            records = [dict(zip(COLUMNS[name], row, strict=True)) for row in table.rows]
            if name == "sources":
                records = [{**record, "sha256": sha256.get(record["id"], "")} for record in records]
            database.table(name).insert_all(records)
        with connection:
            columns = ", ".join(SEARCH_COLUMNS)
            connection.execute(f"INSERT INTO {SEARCH_TABLE} (rowid, {columns}) {SEARCH_ROWS_SQL}")
            # One segment, whatever the version of SQLite would have left.
            connection.execute(
                f"INSERT INTO {SEARCH_TABLE} ({SEARCH_TABLE}) VALUES ('optimize')"  # noqa: S608
            )
        connection.execute("VACUUM")
        content = bytearray(connection.serialize())
    for start in range(0, len(content), _PAGE_SIZE):
        _blank_unused(content, start)
    # How often file and schema were changed, and which SQLite did it, is no part of what it says.
    content[24:28] = content[40:44] = content[92:96] = (1).to_bytes(4, "big")
    content[96:100] = _WRITTEN_BY.to_bytes(4, "big")
    return bytes(content)


@contextmanager
def _asking(connection: sqlite3.Connection, progress: Progress) -> Iterator[None]:
    """Let a progress hook end what SQLite is doing, too; its statements can take seconds."""
    raised: list[BaseException] = []

    def ask() -> int:
        try:
            progress(0, 0)
        except BaseException as error:  # SQLite would swallow it; it is raised below
            raised.append(error)
        return len(raised)

    connection.set_progress_handler(ask, _STEPS)
    try:
        yield
    except sqlite3.OperationalError:
        if raised:  # that interrupted it
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _blank_unused(content: bytearray, start: int) -> None:
    """Blank what lies between the directory and the cells of a page of a table or an index.

    Nothing reads it, but SQLite before 3.44 leaves there what it had there before. Other pages,
    which go on with a long value, begin with the number of a page, and so with a zero.
    """
    head = start + (100 if start == 0 else 0)
    kind = content[head]
    if kind not in {2, 5, 10, 13}:
        return
    cells = int.from_bytes(content[head + 3 : head + 5], "big")
    end = start + (int.from_bytes(content[head + 5 : head + 7], "big") or 65_536)
    begin = head + (8 if kind in {10, 13} else 12) + 2 * cells
    content[begin:end] = bytes(end - begin)


def _may_be_replaced(target: Path) -> bool:
    """Whether nothing but a briefing, of whatever format, would be lost there."""
    try:
        with target.open("rb") as file:
            header = file.read(HEADER_SIZE)
    except FileNotFoundError:
        return True
    except OSError as error:
        raise output_error(target, error) from error
    return not header or is_briefing(header)


def _check_no_log(target: Path) -> None:
    """Refuse to write beside a log of the old file, which SQLite would take for one of the new."""
    for suffix in LOG_SUFFIXES:
        beside = target.with_name(target.name + suffix)
        if beside.exists():
            raise OutputError(
                target,
                f"Another program is writing this file, or was interrupted: {beside.name} is"
                " there.",
                "Close that program, or move the file away with what is beside it.",
            )


def _check_again(file: Path, origin: Path) -> None:
    problems = check_file(file)
    if problems:
        raise SourceError(origin, problems)
