"""Opens a briefing: checks the file and its rows, makes a `Report` from them, searches it.

Everything imported here is loaded before the first finding is on screen, so it imports little.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple, Self, TypeVar

from briefing_app.database.checked_file import Checks, Texts, compared_texts, no_checks
from briefing_app.database.checker import find_problems_in_file
from briefing_app.database.connection import (
    TableData,
    Tables,
    check_search_index,
    connect_read_only,
    fetch_tables,
    limit_time,
)
from briefing_app.database.file_checks import damaged_file_error, translate_sqlite_errors
from briefing_app.errors import InvalidBriefingError
from briefing_app.model.report import (
    Figure,
    Finding,
    FindingKind,
    Force,
    Measure,
    Quote,
    Report,
    Reveal,
    RunningOrderEntry,
    SlideKind,
    Source,
    Speaker,
    vote_options,
)
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
    """An open briefing. It is immutable, and its file is closed.

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
        self._is_index_checked = False

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
        """Free its memory. The report stays valid, but searching is no longer possible."""
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
        expression = " AND ".join(f'"{word}"*' for word in words)
        limit_time(self._connection, self._path)
        with translate_sqlite_errors(self._path):
            if not self._is_index_checked:
                check_search_index(self._connection)
                self._is_index_checked = True
            # One row with all ids: fetching them one by one takes twice as long.
            findings, quotes = self._connection.execute(
                "SELECT json_group_array(rowid / 2) FILTER (WHERE rowid % 2 = 0),"
                " json_group_array(rowid / 2) FILTER (WHERE rowid % 2 = 1)"
                " FROM search WHERE search MATCH ?",
                (expression,),
            ).fetchone()
        return frozenset(json.loads(findings)), frozenset(json.loads(quotes))


def open_briefing(path: Path, checks: Checks = no_checks) -> Briefing:
    """Open a briefing and load its report.

    Args:
        path: The file; nothing is written to it or beside it.
        checks: Which files were compared with their sources on this computer.

    Returns:
        The briefing; its rows follow every rule of the format.

    Raises:
        BriefingError: The file can't be opened, or (`InvalidBriefingError`) rows break a rule.
    """
    connection = connect_read_only(path)
    try:
        with translate_sqlite_errors(path):
            tables = fetch_checked_tables(path, connection)
            findings_of_quote = link_findings_to_quotes(tables)
            compared = compared_texts(connection, tables, checks)
            report = make_report(tables, findings_of_quote, compared)
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


_POSITION: Final = attrgetter("position")

_V = TypeVar("_V", Quote, Finding)
_I = TypeVar("_I", Source, Speaker, Force, Quote, Finding, Measure)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """The values loaded so far, by id, which later values refer to."""

    sources: dict[int, Source]
    speakers: dict[int, Speaker]
    forces: dict[int, Force]


def make_report(
    tables: Tables, findings_of_quote: Mapping[int, Sequence[int]], compared: Texts
) -> Report:
    """Make a report from the rows of a briefing.

    Args:
        tables: The rows; they follow every rule, so each id that is referred to exists.
        findings_of_quote: From `link_findings_to_quotes`.
        compared: The texts with which its words were compared on this computer.
    """
    loaded = _Loaded(
        _by_id(Source(*(*row, compared.get(row[0], ""))) for row in tables["sources"].rows),
        _by_id(Speaker(*row) for row in tables["speakers"].rows),
        _by_id(Force(*row) for row in sorted(tables["forces"].rows)),
    )
    quotes = _make_quotes(tables, loaded)
    quotes_in_order = tuple(sorted(quotes.values(), key=_POSITION))
    findings = _make_findings(tables, loaded, _linked_values(quotes_in_order, findings_of_quote))
    measures = _make_measures(tables, loaded)
    running_order = _make_running_order(tables, loaded, findings, quotes, measures)
    ((_, key, title, subtitle, publisher, published, summary, language),) = tables["report"].rows
    return Report(
        key,
        title,
        subtitle,
        publisher,
        published,
        summary,
        language,
        tuple(loaded.sources.values()),
        tuple(loaded.speakers.values()),
        tuple(loaded.forces.values()),
        tuple(sorted(findings.values(), key=_POSITION)),
        quotes_in_order,
        tuple(measures.values()),
        running_order,
    )


def link_findings_to_quotes(tables: Tables) -> dict[int, Sequence[int]]:
    """Return the id of each quote to the ids of the findings that it belongs to."""
    return _links(tables["finding_quotes"], tables["quotes"])


def _make_quotes(tables: Tables, loaded: _Loaded) -> dict[int, Quote]:
    quotes_of_force = _links(tables["quote_forces"], tables["forces"])
    forces_of_quote = _linked_values(loaded.forces.values(), quotes_of_force)
    columns = tables["quotes"].columns
    values: dict[str, Iterable[Any]] = {
        **columns,
        "speaker": map(loaded.speakers.__getitem__, columns["speaker_id"]),
        "source": map(loaded.sources.__getitem__, columns["source_id"]),
        "forces": map(forces_of_quote.get, columns["id"], repeat(())),
    }
    return _by_id(_make_values(Quote, values))


def _make_findings(
    tables: Tables, loaded: _Loaded, quotes_of_finding: Mapping[int, tuple[Quote, ...]]
) -> dict[int, Finding]:
    findings_of_force = _links(tables["finding_forces"], tables["forces"])
    forces_of_finding = _linked_values(loaded.forces.values(), findings_of_force)
    columns = tables["findings"].columns
    kinds = {str(kind): kind for kind in FindingKind}
    values: dict[str, Iterable[Any]] = {
        **columns,
        "kind": map(kinds.__getitem__, columns["kind"]),
        "source": map(loaded.sources.__getitem__, columns["source_id"]),
        "quotes": map(quotes_of_finding.get, columns["id"], repeat(())),
        "forces": map(forces_of_finding.get, columns["id"], repeat(())),
    }
    return _by_id(_make_values(Finding, values))


def _make_measures(tables: Tables, loaded: _Loaded) -> dict[int, Measure]:
    figures: defaultdict[int, list[Figure]] = defaultdict(list)
    for _, measure, force, period, value, marker in tables["figures"].rows:
        figures[measure].append(Figure(loaded.forces[force], period, value, marker))
    return _by_id(
        Measure(
            row_id,
            title,
            message,
            unit,
            definition,
            caveat,
            loaded.sources[source],
            locator,
            None if highlight is None else loaded.forces[highlight],
            tuple(figures[row_id]),
        )
        for (
            row_id,
            title,
            message,
            unit,
            definition,
            caveat,
            source,
            locator,
            highlight,
        ) in tables["measures"].rows
    )


def _make_running_order(
    tables: Tables,
    loaded: _Loaded,
    findings: Mapping[int, Finding],
    quotes: Mapping[int, Quote],
    measures: Mapping[int, Measure],
) -> tuple[RunningOrderEntry, ...]:
    entries = [
        RunningOrderEntry(
            row_id,
            position,
            SlideKind(kind),
            findings.get(finding),
            quotes.get(quote),
            measures.get(measure),
            loaded.forces.get(force),
            title,
            text,
            notes,
            Reveal(reveal),
            minutes,
            vote_options(options),
            answer,
        )
        for (
            row_id,
            position,
            kind,
            finding,
            quote,
            measure,
            force,
            title,
            text,
            notes,
            reveal,
            minutes,
            options,
            answer,
        ) in tables["slides"].rows
    ]
    return tuple(sorted(entries, key=_POSITION))


def _make_values(value_type: type[_V], columns: Mapping[str, Iterable[Any]]) -> list[_V]:
    """Make values from the content of each of their fields. Other columns are ignored."""
    rows = zip(*(columns[name] for name in value_type._fields), strict=True)
    return list(map(value_type._make, rows))


def _by_id(values: Iterable[_I]) -> dict[int, _I]:
    return {value.id: value for value in values}


def _links(link_table: TableData, second_table: TableData) -> dict[int, Sequence[int]]:
    """Return each id of the second table to the first ids that a link table pairs with it."""
    links: defaultdict[int, list[int]] = defaultdict(list)
    for first_id, second_id in link_table.rows:
        links[second_id].append(first_id)
    return {**dict.fromkeys(second_table.columns["id"], ()), **links}


def _linked_values(
    values: Iterable[_I], links: Mapping[int, Sequence[int]]
) -> dict[int, tuple[_I, ...]]:
    """Return each linked id to the values that are linked to it, in the given order."""
    linked: defaultdict[int, list[_I]] = defaultdict(list)
    for value in values:
        for linked_id in links[value.id]:
            linked[linked_id].append(value)
    return {linked_id: tuple(several) for linked_id, several in linked.items()}
