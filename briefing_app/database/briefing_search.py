"""The search in an open briefing, what it suggests if nothing is found, and its table."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Final

from briefing_app.database.columns import SEARCH_COLUMNS, SEARCH_TABLE
from briefing_app.database.connection import Tables, check_search_index, limit_time
from briefing_app.database.file_checks import damaged_file_error, translate_sqlite_errors
from briefing_app.model.abbreviations import meanings
from briefing_app.model.report import Finding, Report
from briefing_app.model.search import (
    Query,
    SearchResult,
    Suggestion,
    matches,
    spans,
    terms,
    written_words,
)
from briefing_app.model.text import single_line

# FTS5 refuses an expression with more than 256 parts.
_MAX_TERMS_PER_QUERY: Final = 20
_ALL_BUT_SOURCE: Final = "{title body forces}"
_ALL: Final = "{title body forces source}"
_MAX_WORDS: Final = 50_000  # of the vocabulary
_MAX_WORD_LENGTH: Final = 40  # characters
_MAX_CHARACTERS: Final = 500_000  # in which abbreviations are looked up
_MIN_LIKENESS: Final = 0.75  # of `difflib`: one letter of four may be another one
_MIN_LENGTH: Final = 4  # letters of a word that may be misspelt, and of the right one
_MAX_SUGGESTIONS: Final = 3  # that are tried
_MAX_TEXTS: Final = 100  # in which a suggested word is looked up as it is written

_Ids = tuple[frozenset[int], frozenset[int]]
"""The ids of findings and of quotes."""


class BriefingSearch:
    """Finds what contains every word of a text, ignoring case and accents.

    A word also matches longer words that begin with it, so that each letter typed narrows the
    result. An abbreviation matches what the briefing writes in full. Words with no space between
    them are matched as a phrase: "re-inspect" doesn't find "recent inspections". Nothing in the
    text is an operator.

    Sources and the title say little about a single finding, since many have the same. They count
    only if nothing else is found.

    Args:
        path: The briefing.
        connection: A connection to it, from `connect_read_only`.
        report: Its content.
        findings_of_quote: The id of each quote to those of its findings.
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

    def find(self, text: str) -> SearchResult | None:
        """Find what contains every word of a text.

        Args:
            text: What was typed.

        Returns:
            What was found, or None if the text has no letter or digit to search for.

        Raises:
            DamagedFileError: The search index is damaged.
            UnreadableFileError: The search takes too long.
        """
        query = tuple(map(self._forms, terms(text)))
        if not query:
            return None
        found = self._match(query, _ALL_BUT_SOURCE)
        if found is not None:
            return SearchResult(query, *found)
        found = self._match(query, _ALL) or self._match_with_title(query)
        if found is not None:
            return SearchResult(query, *found, is_general=True)
        source = self._uncited_source(query)
        return SearchResult(query, frozenset(), frozenset(), uncited_source=source)

    def suggest(self, text: str) -> Suggestion | None:
        """Return a search that finds something, with near words for those that find nothing.

        Args:
            text: What was typed; nothing was found for it.

        Raises:
            DamagedFileError: The search index is damaged.
            UnreadableFileError: The search takes too long.
        """
        unknown = [
            (written, at, self._near(word))
            for written, word, at in written_words(text)
            if not any(self._has_beginning(form.partition(" ")[0]) for form in self._forms(word))
        ]
        if not unknown or not all(near for *_, near in unknown):
            return None
        for number in range(_MAX_SUGGESTIONS):
            places = [(at, at + len(written)) for written, at, _ in unknown]
            words = [near[min(number, len(near) - 1)] for *_, near in unknown]
            result = self.find(_replaced(text, places, words))
            if result is not None and (result.finding_ids or result.quote_ids):
                words = [self._as_written(word, result) for word in words]
                return Suggestion(single_line(_replaced(text, places, words)), result)
        return None

    def _forms(self, term: str) -> tuple[str, ...]:
        """Return a term, and what it stands for if it is an abbreviation."""
        parts = term.split(" ")
        is_dotted = all(len(part) == 1 for part in parts)  # "N.C.A."
        abbreviation = "".join(parts) if is_dotted else term
        return tuple(dict.fromkeys((term, *meanings(abbreviation, self._text))))

    @cached_property
    def _text(self) -> str:
        """The texts in which abbreviations may be written in full, those that matter most first."""
        report = self._report
        texts = chain(
            (report.title, report.subtitle, report.summary),
            chain.from_iterable((source.title, source.publisher) for source in report.sources),
            (force.name for force in report.forces),
            chain.from_iterable(map(_texts_of_finding, report.findings)),
            (quote.text for quote in report.quotes),
        )
        return "\n".join(texts)[:_MAX_CHARACTERS]

    def _has_beginning(self, beginning: str) -> bool:
        return any(word.startswith(beginning) for word in self._vocabulary)

    def _near(self, word: str) -> list[str]:
        """Return the words of the briefing that resemble a word; the nearest first."""
        if len(word) < _MIN_LENGTH or not word.isalpha():  # another year is no misspelling
            return []
        others = [other for other in self._vocabulary if len(other) >= _MIN_LENGTH]
        return get_close_matches(word, others, _MAX_SUGGESTIONS, _MIN_LIKENESS)

    @cached_property
    def _vocabulary(self) -> list[str]:
        """The words of the briefing, folded."""
        connection = self._connection
        with translate_sqlite_errors(self._path):
            limit_time(connection, self._path)
            self._check_index()
            # The table is only a view of the index, and the file has been copied anyway.
            connection.execute("PRAGMA query_only=OFF")
            try:
                connection.execute(
                    "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, search, row)"
                )
            finally:
                connection.execute("PRAGMA query_only=ON")
            rows = connection.execute(
                "SELECT term FROM temp.vocabulary WHERE length(term) <= ? LIMIT ?",
                (_MAX_WORD_LENGTH, _MAX_WORDS),
            ).fetchall()
        return [word for (word,) in rows]

    def _match(self, query: Query, columns: str) -> _Ids | None:
        """Return what matches, with the findings of the quotes that do; None if nothing does."""
        # A word that another one begins with finds nothing more.
        needed = [
            each
            for each in query
            if not any(
                other is not each and all(spelling.startswith(each) for spelling in other)
                for other in query
            )
        ]
        parts = range(0, len(needed), _MAX_TERMS_PER_QUERY)
        found = [self._fetch(needed[at : at + _MAX_TERMS_PER_QUERY], columns) for at in parts]
        finding_ids = frozenset.intersection(*(findings for findings, _ in found))
        quote_ids = frozenset.intersection(*(quotes for _, quotes in found))
        if not finding_ids and not quote_ids:
            return None
        return self._with_findings_of(quote_ids, finding_ids), quote_ids

    def _with_findings_of(
        self, quote_ids: frozenset[int], finding_ids: frozenset[int]
    ) -> frozenset[int]:
        try:
            linked = map(self._findings_of_quote.__getitem__, quote_ids)
            return finding_ids.union(chain.from_iterable(linked))
        except KeyError as error:
            reason = "the search index names a quote that does not exist"
            raise damaged_file_error(self._path, reason) from error

    def _fetch(self, query: Sequence[tuple[str, ...]], columns: str) -> _Ids:
        """Return the ids of the findings and of the quotes that match by themselves."""
        alternatives = (" OR ".join(f'"{term}"*' for term in each) for each in query)
        expression = f"{columns} : ({' AND '.join(f'({each})' for each in alternatives)})"
        limit_time(self._connection, self._path)
        with translate_sqlite_errors(self._path):
            self._check_index()
            # One row with all ids: fetching them one by one takes twice as long.
            findings, quotes = self._connection.execute(
                "SELECT json_group_array(rowid / 2) FILTER (WHERE rowid % 2 = 0),"
                " json_group_array(rowid / 2) FILTER (WHERE rowid % 2 = 1)"
                " FROM search WHERE search MATCH ?",
                (expression,),
            ).fetchone()
        return frozenset(json.loads(findings)), frozenset(json.loads(quotes))

    def _check_index(self) -> None:
        if not self._is_index_checked:
            check_search_index(self._connection)
            self._is_index_checked = True

    def _match_with_title(self, query: Query) -> _Ids | None:
        """Return what matches the terms that are not in the title of the briefing."""
        report = self._report
        rest = tuple(
            each for each in query if not spans(f"{report.title}\n{report.subtitle}", each)
        )
        if rest:
            return self._match(rest, _ALL_BUT_SOURCE) or self._match(rest, _ALL)
        finding_ids = frozenset(finding.id for finding in report.findings)
        return finding_ids, frozenset(quote.id for quote in report.quotes)

    def _uncited_source(self, query: Query) -> str:
        for source in self._report.sources:
            if matches(f"{source.title}\n{source.publisher}", query):
                return source.title
        return ""

    def _as_written(self, word: str, result: SearchResult) -> str:
        """Return a folded word as the texts write it that were found: with capitals and accents."""
        report = self._report
        texts = chain(
            chain.from_iterable(
                _texts_of_finding(each) for each in report.findings if each.id in result.finding_ids
            ),
            chain.from_iterable(
                (each.speaker.name, each.text)
                for each in report.quotes
                if each.id in result.quote_ids
            ),
        )
        forms = dict.fromkeys(
            written
            for text in islice(texts, _MAX_TEXTS)
            for written, folded, _ in written_words(text)
            if folded == word
        )
        return word if word in forms else next(iter(forms), word)


_FINDING_TEXTS: Final = ("detail", "excerpt", "caution", "prompt")
"""The columns of findings that are searched besides the headline."""


def _texts_of_finding(finding: Finding) -> Iterator[str]:
    yield finding.headline
    yield from (getattr(finding, column) for column in _FINDING_TEXTS)


def _replaced(text: str, places: Sequence[tuple[int, int]], words: Sequence[str]) -> str:
    """Return a text with other words in some places, which are in order."""
    for (start, end), word in reversed(list(zip(places, words, strict=True))):
        text = text[:start] + word + text[end:]
    return text


SearchRow = tuple[int, str, str, str, str, int | None, int | None]
"""The rowid, then `SEARCH_COLUMNS`."""


def search_rows(tables: Tables) -> list[SearchRow]:
    """Return the rows of the search table in the order of their rowids.

    Args:
        tables: The rows of a briefing; each id that is referred to exists.
    """
    speakers = {number: name for number, name, *_ in tables["speakers"].rows}
    sources = {
        number: f"{title}\n{publisher}" for number, title, publisher, *_ in tables["sources"].rows
    }
    findings, quotes = tables["findings"].columns, tables["quotes"].columns
    forces = _force_names(tables, "finding_forces")
    texts = zip(*(findings[name] for name in _FINDING_TEXTS), strict=True)
    rows: list[SearchRow] = [
        (2 * number, title, "\n".join(body), forces.get(number, ""), sources[source], number, None)
        for number, title, body, source in zip(
            findings["id"], findings["headline"], texts, findings["source_id"], strict=True
        )
    ]
    forces = _force_names(tables, "quote_forces")
    spoken = map(speakers.__getitem__, quotes["speaker_id"])
    rows += [
        (2 * number + 1, speaker, text, forces.get(number, ""), sources[source], None, number)
        for number, speaker, text, source in zip(
            quotes["id"], spoken, quotes["text"], quotes["source_id"], strict=True
        )
    ]
    return sorted(rows)


def _force_names(tables: Tables, link_table: str) -> dict[int, str]:
    """Return each linked id to the names and short names of its forces, a line each."""
    texts = {number: f"{name}\n{short_name}" for number, name, short_name in tables["forces"].rows}
    names: dict[int, str] = {}
    for number, force in sorted(tables[link_table].rows):
        before = names.get(number)
        names[number] = texts[force] if before is None else f"{before}\n{texts[force]}"
    return names


def fill_search_table(connection: sqlite3.Connection, tables: Tables) -> None:
    """Insert the rows of the search table, which is empty.

    Args:
        connection: A connection that can write; the caller commits.
        tables: The rows of the briefing.
    """
    columns = ", ".join(SEARCH_COLUMNS)
    places = ", ".join("?" * (1 + len(SEARCH_COLUMNS)))
    connection.executemany(
        f"INSERT INTO {SEARCH_TABLE} (rowid, {columns}) VALUES ({places})",  # noqa: S608
        search_rows(tables),
    )
    # Merge the index into one segment; versions of SQLite differ in how many they leave.
    connection.execute(
        f"INSERT INTO {SEARCH_TABLE} ({SEARCH_TABLE}) VALUES ('optimize')"  # noqa: S608
    )
