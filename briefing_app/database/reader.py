"""Opens a briefing: checks the file and its rows, loads the report, searches it.

Everything imported here is loaded before the first finding is on screen, so it imports little.
"""

import gc
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from briefing_app.database.checker import find_problems_in_file
from briefing_app.database.connection import connect_read_only, fetch_tables, limit_time
from briefing_app.database.file_errors import damaged_file_error, translate_sqlite_errors
from briefing_app.database.report_loader import link_findings_to_quotes, make_report
from briefing_app.database.table_data import Tables
from briefing_app.errors import InvalidBriefingError
from briefing_app.model.report import Report
from briefing_app.model.search import terms

_MAX_WORDS_PER_QUERY: Final = 50  # FTS5 refuses an expression with more than 256 parts


class SearchResult(NamedTuple):
    """What a search found.

    Args:
        terms: The words that were searched for, in the form that `search.spans` takes; at least
            one.
        finding_ids: The findings that contain all of them or belong to a quote that does.
        quote_ids: The quotes that contain all of them in their text or their speaker's name.
    """

    terms: tuple[str, ...]
    finding_ids: frozenset[int]
    quote_ids: frozenset[int]


class Briefing:
    """An open briefing. It is immutable; a large file stays open for searching.

    Use it in one thread at a time. Close it, or use it as a context manager.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        report: Report,
        findings_of_quote: Mapping[int, Sequence[int]],
    ) -> None:
        self._path = path
        self._connection = connection
        self._report = report
        self._findings_of_quote = findings_of_quote

    @property
    def path(self) -> Path:
        """The file, as it was given."""
        return self._path

    @property
    def report(self) -> Report:
        """The content of the briefing."""
        return self._report

    def search(self, text: str) -> SearchResult | None:
        """Find what contains every word of a text, ignoring case and accents.

        A word also matches longer words that begin with it, so that each letter typed narrows the
        result. Words with no space between them are matched as a phrase: "re-inspect" doesn't find
        "recent inspections". Nothing in the text is an operator.

        Args:
            text: What was typed.

        Returns:
            What was found, or None if the text has no letter or digit to search for.

        Raises:
            DamagedFileError: The search index is damaged.
            UnreadableFileError: The search takes too long.
        """
        words = terms(text)
        if not words:
            return None
        # A word that another one begins with finds nothing more.
        needed = [
            word
            for word in words
            if not any(other != word and other.startswith(word) for other in words)
        ]
        finding_ids, quote_ids = self._find(needed[:_MAX_WORDS_PER_QUERY])
        for start in range(_MAX_WORDS_PER_QUERY, len(needed), _MAX_WORDS_PER_QUERY):
            findings, quotes = self._find(needed[start : start + _MAX_WORDS_PER_QUERY])
            finding_ids &= findings
            quote_ids &= quotes
        try:
            linked = map(self._findings_of_quote.__getitem__, quote_ids)
            finding_ids = finding_ids.union(chain.from_iterable(linked))
        except KeyError as error:
            reason = "the search index names a quote that does not exist"
            raise damaged_file_error(self._path, reason) from error
        return SearchResult(words, finding_ids, quote_ids)

    def close(self) -> None:
        """Close the file. The report stays valid, but searching is no longer possible."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _find(self, words: Sequence[str]) -> tuple[frozenset[int], frozenset[int]]:
        """Return the ids of the findings and of the quotes that contain every word."""
        import json  # noqa: PLC0415, not needed to open a briefing

        expression = " AND ".join(f'"{word}"*' for word in words)
        limit_time(self._connection, self._path)
        with translate_sqlite_errors(self._path):
            # One row with all ids: fetching them one by one takes twice as long.
            findings, quotes = self._connection.execute(
                "SELECT json_group_array(rowid / 2) FILTER (WHERE rowid % 2 = 0),"
                " json_group_array(rowid / 2) FILTER (WHERE rowid % 2 = 1)"
                " FROM search WHERE search MATCH ?",
                (expression,),
            ).fetchone()
        return frozenset(json.loads(findings)), frozenset(json.loads(quotes))


def open_briefing(path: Path) -> Briefing:
    """Open a briefing and load its report.

    Args:
        path: The file; nothing is written to it or beside it.

    Returns:
        The briefing; its rows follow every rule of the format.

    Raises:
        BriefingError: The file can't be opened, or (`InvalidBriefingError`) rows break a rule.
    """
    connection = connect_read_only(path)
    try:
        with translate_sqlite_errors(path), _no_garbage_collection():
            tables = fetch_checked_tables(path, connection)
            findings_of_quote = link_findings_to_quotes(tables)
            report = make_report(tables, findings_of_quote)
            return Briefing(path, connection, report, findings_of_quote)
    except BaseException:
        connection.close()
        raise


def fetch_checked_tables(path: Path, connection: sqlite3.Connection) -> Tables:
    """Fetch every row of a briefing.

    Args:
        path: The file.
        connection: A connection to it, from `connect_read_only`.

    Raises:
        InvalidBriefingError: Rows break a rule.
        sqlite3.Error: The file is damaged.
    """
    tables = fetch_tables(connection)
    problems = find_problems_in_file(path, connection, tables)
    if problems:
        raise InvalidBriefingError(path, problems)
    return tables


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    # Loading makes tens of thousands of values, none of them garbage, which would be scanned again
    # and again.
    is_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_enabled:
            gc.enable()
