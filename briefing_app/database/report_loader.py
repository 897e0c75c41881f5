"""Makes a `Report` from the rows of a valid briefing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeVar

from briefing_app.database.table_data import TableData, Tables
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
)

_POSITION: Final = attrgetter("position")

_V = TypeVar("_V", Quote, Finding)
_I = TypeVar("_I", Source, Speaker, Force, Quote, Finding, Measure)


class _Loaded(NamedTuple):
    """The values loaded so far, by id, which later values refer to."""

    sources: dict[int, Source]
    speakers: dict[int, Speaker]
    forces: dict[int, Force]


def make_report(
    tables: Tables, findings_of_quote: Mapping[int, Sequence[int]] | None = None
) -> Report:
    """Make a report from the rows of a briefing.

    Args:
        tables: The rows; they follow every rule, so each id that is referred to exists.
        findings_of_quote: From `link_findings_to_quotes`, if the caller has it already.
    """
    if findings_of_quote is None:
        findings_of_quote = link_findings_to_quotes(tables)
    loaded = _Loaded(
        _by_id(Source(*row) for row in tables["sources"].rows),
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
            None if highlight is None else loaded.forces[highlight],
            tuple(figures[row_id]),
        )
        for row_id, title, message, unit, definition, caveat, source, highlight in tables[
            "measures"
        ].rows
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
