"""Opens a briefing: checks the file and its rows, makes a `Report` from them, searches it.

Everything imported here is loaded before the first finding is on screen, so it imports little.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import repeat
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple, Self, TypeVar

from briefing_app.database import briefing_search, checker
from briefing_app.database.checked_file import (
    Checks,
    Texts,
    bundled_texts,
    compared_texts,
    is_bundled,
    no_checks,
)
from briefing_app.database.connection import (
    TableData,
    Tables,
    connect_read_only,
    fetch_tables,
)
from briefing_app.database.file_checks import translate_sqlite_errors
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
from briefing_app.model.search import SearchResult, Suggestion


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

    @property
    def path(self) -> Path:
        """The file, as it was given."""
        return self._path

    @property
    def report(self) -> Report:
        """The content of the briefing."""
        return self._report

    def search(self, text: str) -> SearchResult | None:
        """Find what contains every word of a text; see `briefing_search.BriefingSearch`.

        Raises:
            DamagedFileError: The search index is damaged.
            UnreadableFileError: The search takes too long.
        """
        return self._search.find(text)

    def suggest(self, text: str) -> Suggestion | None:
        """Return a search like one that found nothing, but with words that the briefing has.

        Raises:
            DamagedFileError: The search index is damaged.
            UnreadableFileError: The search takes too long.
        """
        return self._search.suggest(text)

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

    @cached_property
    def _search(self) -> "briefing_search.BriefingSearch":
        return briefing_search.BriefingSearch(
            self._path, self._connection, self._report, self._findings_of_quote
        )


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
            if is_bundled(connection):
                tables = fetch_tables(connection)
                compared = bundled_texts(tables)
            else:
                tables = fetch_checked_tables(path, connection)
                compared = compared_texts(connection, checks)
            findings_of_quote = link_findings_to_quotes(tables)
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
    problems = checker.find_problems_in_file(path, connection, tables)
    if problems:
        raise InvalidBriefingError(path, problems)
    return tables


_POSITION: Final = attrgetter("position")

_V = TypeVar("_V", Quote, Finding)
_I = TypeVar("_I", Source, Speaker, Force, Quote, Finding, Measure)


class _Loaded(NamedTuple):
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
        _by_id(Force(*row) for row in tables["forces"].rows),
    )
    quotes = _make_quotes(tables, loaded)
    quotes_in_order = tuple(sorted(quotes.values(), key=_POSITION))
    findings = _make_findings(tables, loaded, _linked_values(quotes_in_order, findings_of_quote))
    measures = _make_measures(tables, loaded)
    running_order = _make_running_order(tables, loaded, findings, quotes, measures)
    ((_, title, subtitle, publisher, published, summary, language, key),) = tables["report"].rows
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
    for _, measure, force, period, value, marker, source, locator in tables["figures"].rows:
        own_source = None if source is None else loaded.sources[source]
        figure = Figure(loaded.forces[force], period, value, marker, own_source, locator)
        figures[measure].append(figure)
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
            force,
            title,
            text,
            notes,
            reveal,
            minutes,
            options,
            answer,
            measure,
            quote,
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
