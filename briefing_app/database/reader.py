"""Reads a briefing: the file is checked whole, then its rows become the values of `report`.

Everything that is imported here is imported before the first finding is on screen, so little is.
"""

import gc
import sqlite3
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from itertools import chain, repeat
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple, Self, TypeVar

from briefing_app.database.checker import find_problems_in_file
from briefing_app.database.connection import connect_read_only, fetch_tables
from briefing_app.database.file_errors import damaged_file_error, translate_sqlite_errors
from briefing_app.database.table_data import TableData, Tables
from briefing_app.errors import InvalidBriefingError
from briefing_app.model.report import (
    Figure,
    Finding,
    FindingKind,
    Force,
    Measure,
    Quote,
    Report,
    RunningOrderEntry,
    SlideKind,
    Source,
    Speaker,
)
from briefing_app.model.search import terms

_WORDS_AT_ONCE: Final = 50  # FTS5 refuses an expression of more than 256 parts

_POSITION: Final = attrgetter("position")

_V = TypeVar("_V")
_I = TypeVar("_I", Source, Speaker, Force, Quote, Finding, Measure)


class SearchResult(NamedTuple):
    """What a search found.

    Args:
        terms: What was looked for, as `matching.spans` takes it; at least one.
        finding_ids: The findings that have all of them, and those tied to a quote that has.
        quote_ids: The quotes that have all of them, in their words and their speaker's name.
    """

    terms: tuple[str, ...]
    finding_ids: frozenset[int]
    quote_ids: frozenset[int]


class Briefing:
    """An open briefing. Nothing about it changes; a large file stays open for searching.

    Use it in one thread at a time, and close it, or use it as a context manager.
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
        """All that stands in the briefing."""
        return self._report

    def search(self, text: str) -> SearchResult | None:
        """Find what has every word of a text; case and accents are ignored.

        The beginning of a word is enough, so that each letter typed narrows the result. Words with
        no space between them are looked for together: "re-inspect" doesn't find "recent
        inspections". Nothing in the text is an operator.

        Args:
            text: What was typed.

        Returns:
            What was found, or None if the text has no letter or digit to look for.

        Raises:
            DamagedFileError: The search index is damaged.
        """
        words = terms(text)
        if not words:
            return None
        # A word that begins another one finds nothing less.
        needed = [
            word
            for word in words
            if not any(other != word and other.startswith(word) for other in words)
        ]
        finding_ids, quote_ids = self._matching(needed[:_WORDS_AT_ONCE])
        for start in range(_WORDS_AT_ONCE, len(needed), _WORDS_AT_ONCE):
            findings, quotes = self._matching(needed[start : start + _WORDS_AT_ONCE])
            finding_ids &= findings
            quote_ids &= quotes
        try:
            tied = map(self._findings_of_quote.__getitem__, quote_ids)
            finding_ids = finding_ids.union(chain.from_iterable(tied))
        except KeyError as error:
            raise damaged_file_error(
                self._path, "the search names a quote that is not there"
            ) from error
        return SearchResult(words, finding_ids, quote_ids)

    def close(self) -> None:
        """Close it. The report stays; searching is over. Closing again does nothing."""
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

    def _matching(self, words: Sequence[str]) -> tuple[frozenset[int], frozenset[int]]:
        """The findings and the quotes that have each word themselves, or one that it begins."""
        import json  # noqa: PLC0415, not needed to open a briefing

        expression = " AND ".join(f'"{word}"*' for word in words)
        with translate_sqlite_errors(self._path):
            # One row with all numbers: fetching them one by one takes twice as long.
            findings, quotes = self._connection.execute(
                "SELECT json_group_array(rowid / 2) FILTER (WHERE rowid % 2 = 0),"
                " json_group_array(rowid / 2) FILTER (WHERE rowid % 2 = 1)"
                " FROM search WHERE search MATCH ?",
                (expression,),
            ).fetchone()
        return frozenset(json.loads(findings)), frozenset(json.loads(quotes))


def open_briefing(path: Path) -> Briefing:
    """Open a briefing and read it.

    Args:
        path: The file; nothing is written to it or beside it.

    Returns:
        The briefing, every rule of the format holding.

    Raises:
        BriefingError: The file can't be opened, or `InvalidBriefingError`: rows in it break a rule.
    """
    connection = connect_read_only(path)
    try:
        with translate_sqlite_errors(path), _no_garbage_collection():
            tables = fetch_checked_tables(path, connection)
            findings_of_quote = _linked(tables["finding_quotes"], tables["quotes"])
            return Briefing(path, connection, _report(tables, findings_of_quote), findings_of_quote)
    except BaseException:
        connection.close()
        raise


def fetch_checked_tables(path: Path, connection: sqlite3.Connection) -> Tables:
    """Fetch every row of a briefing.

    Args:
        path: The file.
        connection: The same, from `connect_read_only`.

    Raises:
        InvalidBriefingError: Rows in it break a rule.
        sqlite3.Error: The file is damaged.
    """
    tables = fetch_tables(connection)
    problems = find_problems_in_file(connection, tables)
    if problems:
        raise InvalidBriefingError(path, problems)
    return tables


def make_report_from_tables(tables: Tables) -> Report:
    """The values that rows stand for.

    Args:
        tables: From `fetch_checked_tables`.
    """
    return _report(tables, _linked(tables["finding_quotes"], tables["quotes"]))


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    # Values by the ten thousand, none of them garbage, would be gone through again and again.
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _report(tables: Tables, findings_of_quote: Mapping[int, Sequence[int]]) -> Report:
    """The values that the rows stand for; the rules hold, so each id that is looked up is there."""
    nothing: repeat[tuple[Any, ...]] = repeat(())
    sources = _by_id(Source(*row) for row in tables["sources"].rows)
    speakers = _by_id(Speaker(*row) for row in tables["speakers"].rows)
    forces = _by_id(Force(*row) for row in sorted(tables["forces"].rows))

    quotes_of_force = _linked(tables["quote_forces"], tables["forces"])
    forces_of_quote = _tied(forces.values(), quotes_of_force)
    columns = dict(tables["quotes"].columns)
    quotes = _by_id(
        _values(
            Quote,
            speaker=map(speakers.__getitem__, columns.pop("speaker_id")),
            source=map(sources.__getitem__, columns.pop("source_id")),
            forces=map(forces_of_quote.get, columns["id"], nothing),
            **columns,
        )
    )
    quotes_in_order = tuple(sorted(quotes.values(), key=_POSITION))

    findings_of_force = _linked(tables["finding_forces"], tables["forces"])
    forces_of_finding = _tied(forces.values(), findings_of_force)
    quotes_of_finding = _tied(quotes_in_order, findings_of_quote)
    columns = dict(tables["findings"].columns)
    kinds = {str(kind): kind for kind in FindingKind}
    findings = _by_id(
        _values(
            Finding,
            kind=map(kinds.__getitem__, columns.pop("kind")),
            source=map(sources.__getitem__, columns.pop("source_id")),
            quotes=map(quotes_of_finding.get, columns["id"], nothing),
            forces=map(forces_of_finding.get, columns["id"], nothing),
            **columns,
        )
    )

    figures: defaultdict[int, list[Figure]] = defaultdict(list)
    for _, measure, force, period, value, marker in tables["figures"].rows:
        figures[measure].append(Figure(forces[force], period, value, marker))
    measures = _by_id(
        Measure(
            row_id,
            title,
            message,
            unit,
            definition,
            caveat,
            sources[source],
            None if highlight is None else forces[highlight],
            tuple(figures[row_id]),
        )
        for row_id, title, message, unit, definition, caveat, source, highlight in tables[
            "measures"
        ].rows
    )

    slides = [
        RunningOrderEntry(
            row_id,
            position,
            SlideKind(kind),
            None if finding is None else findings[finding],
            None if quote is None else quotes[quote],
            None if measure is None else measures[measure],
            title,
            text,
            notes,
            bool(reveal),
        )
        for row_id, position, kind, finding, quote, measure, title, text, notes, reveal in tables[
            "slides"
        ].rows
    ]

    ((_, title, subtitle, publisher, published, summary, language),) = tables["report"].rows
    return Report(
        title,
        subtitle,
        publisher,
        published,
        summary,
        language,
        tuple(sources.values()),
        tuple(speakers.values()),
        tuple(forces.values()),
        tuple(sorted(findings.values(), key=_POSITION)),
        quotes_in_order,
        tuple(measures.values()),
        tuple(sorted(slides, key=_POSITION)),
    )


def _values(kind: type[_V], /, **columns: Iterable[Any]) -> list[_V]:
    """Make many values of a frozen class with slots.

    Its constructor would set field by field, value by value, in Python; this sets one field of all
    values at a time, in C, and takes a third of the time.

    Args:
        kind: The class.
        columns: For each of its fields, that field's content for every value.
    """
    ids = tuple(columns.pop("id"))
    values = list(map(object.__new__, repeat(kind, len(ids))))
    for field in fields(kind):  # type: ignore[arg-type]
        column = columns.pop(field.name) if field.name != "id" else ids
        deque(map(getattr(kind, field.name).__set__, values, column), maxlen=0)
    return values


def _by_id(values: Iterable[_I]) -> dict[int, _I]:
    return {value.id: value for value in values}


def _linked(links: TableData, others: TableData) -> dict[int, Sequence[int]]:
    """The second id of each pair of a link table to the first ids it is paired with."""
    linked: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in links.rows:
        linked[other].append(one)
    return {**dict.fromkeys(others.columns["id"], ()), **linked}


def _tied(values: Iterable[_I], linked: Mapping[int, Sequence[int]]) -> dict[int, tuple[_I, ...]]:
    """The values that are tied to each id, in the order in which they are given."""
    tied: defaultdict[int, list[_I]] = defaultdict(list)
    for value in values:
        for one in linked[value.id]:
            tied[one].append(value)
    return {one: tuple(several) for one, several in tied.items()}
