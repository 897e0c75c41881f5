"""What the main window shows: its state as a value, and what that means in a briefing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cached_property
from itertools import chain
from typing import Final, NamedTuple, TypeVar

from briefing_app.model import forces
from briefing_app.model.chart_selection import ChartOrder
from briefing_app.model.charts import LATEST, ChartView
from briefing_app.model.evidence import Evidence, excerpt_evidence, quote_evidence
from briefing_app.model.report import (
    NO_REPORT,
    Finding,
    FindingKind,
    Force,
    Measure,
    Quote,
    Report,
    finding_key,
    force_labels,
    quote_key,
)
from briefing_app.model.search import NothingFound, SearchResult
from briefing_app.model.wording import counted

_T = TypeVar("_T")


class FindingFilter(Enum):
    """Which findings are listed, besides the limits of a search."""

    ALL = auto()
    MY_FORCE = auto()
    NOTES = auto()
    BOOKMARKS = auto()
    UNCLEAR = auto()


class PagePlace(Enum):
    """What is in the place of the page."""

    FINDING = auto()
    ALL_QUOTES = auto()
    FOUND_QUOTES = auto()
    """All quotes until the search ends, because it found nothing else."""


class FiguresPlace(Enum):
    """Where the figures are."""

    USUAL = auto()
    """Below or beside the page."""
    ENLARGED = auto()
    """In the place of the page."""
    SOURCE = auto()
    """Nowhere: the text of a source is beside the page."""


class ReadingState(NamedTuple):
    """What the window shows of any edition of a briefing, as keys.

    Args:
        finding: The finding that is read; empty if there is none.
        quote: Its quote that the page shows; empty if there is none.
        page: What is in the place of the page.
        browsed: The current one of all quotes.
        figures: Where the figures are.
        search: The text that is searched for.
        read: The finding to return to when the search ends; empty without a search.
        filter: Which findings are listed.
        kept: A finding that stays in the list although it doesn't pass the filter any more.
        measure: The measure whose figures are shown.
        period: The period of the figures; empty for the latest.
        over_time: The name of the force that is shown over time; empty for all forces.
        order: The order of the bars.
    """

    finding: str = ""
    quote: str = ""
    page: PagePlace = PagePlace.FINDING
    browsed: str = ""
    figures: FiguresPlace = FiguresPlace.USUAL
    search: str = ""
    read: str = ""
    filter: FindingFilter = FindingFilter.ALL
    kept: str = ""
    measure: str = ""
    period: str = ""
    over_time: str = ""
    order: ChartOrder = ChartOrder.VALUE


class NoteMarks(NamedTuple):
    """Which findings have a note or a bookmark, of their own or with one of their quotes.

    Args:
        with_notes: The ids of those with a note.
        bookmarked: The ids of those with a bookmark.
        unmatched_count: How many notes match nothing in the briefing.
    """

    with_notes: frozenset[int] = frozenset()
    bookmarked: frozenset[int] = frozenset()
    unmatched_count: int = 0


NO_MARKS: Final = NoteMarks()


class ReportParts:
    """The parts of a briefing by their keys, which are looked up again and again."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._forces: dict[str, Force] = {}
        self._about: dict[str, frozenset[int]] = {}

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """The findings."""
        return _by_key(self.report.findings, finding_key)

    @cached_property
    def quotes(self) -> Mapping[str, Quote]:
        """All quotes."""
        return _by_key(self.report.quotes, quote_key)

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """The measures."""
        return _by_key(self.report.measures, lambda measure: measure.title)

    @cached_property
    def by_kind(self) -> Mapping[FindingKind, Sequence[Finding]]:
        """The findings by kind; the kinds are in the order of their first finding."""
        by_kind: dict[FindingKind, list[Finding]] = {}
        for finding in self.report.findings:
            by_kind.setdefault(finding.kind, []).append(finding)
        return by_kind

    def force(self, name: str) -> Force | None:
        """Return the force with a name, which the briefing may not list; None without a name."""
        if name and name not in self._forces:
            self._forces[name] = forces.force_named(name, self.report.forces)
        return self._forces.get(name)

    def about(self, name: str) -> frozenset[int]:
        """Return the ids of the findings about the force with a name."""
        if name not in self._about:
            force = self.force(name)
            self._about[name] = frozenset(
                finding.id for finding in self.report.findings if force in finding.forces
            )
        return self._about[name]

    @cached_property
    def unclear(self) -> frozenset[int]:
        """The ids of the findings with a caution."""
        return frozenset(finding.id for finding in self.report.findings if finding.caution)


@dataclass(frozen=True)
class Contents:
    """What the window shows: a state, and what it means in a briefing.

    Args:
        state: The state.
        parts: The parts of the briefing.
        found: What the search found, in notes too; None without a search.
        nothing_found: What is said if it found no finding.
        marks: The findings with the user's notes and bookmarks.
        my_force_name: The name of the user's force, which the briefing may not list; may be empty.
        is_table: Whether the figures are a table.
    """

    state: ReadingState
    parts: ReportParts
    found: SearchResult | None = None
    nothing_found: NothingFound | None = None
    marks: NoteMarks = NO_MARKS
    my_force_name: str = ""
    is_table: bool = False

    @property
    def report(self) -> Report:
        """The briefing."""
        return self.parts.report

    @property
    def terms(self) -> tuple[str, ...]:
        """The words of the search, to be marked in texts."""
        return self.found.terms if self.found is not None else ()

    @property
    def title_terms(self) -> tuple[str, ...]:
        """The words of the search, to be marked in the briefing's title if it looked there."""
        return self.terms if self.found is not None and self.found.is_general else ()

    @property
    def only_in_notes(self) -> frozenset[int]:
        """The ids of the findings that the search found only in the user's note."""
        return self.found.only_in_notes if self.found is not None else frozenset()

    @cached_property
    def my_force(self) -> Force | None:
        """The user's force, if one was chosen."""
        return self.parts.force(self.my_force_name)

    @cached_property
    def mentions(self) -> "forces.ForceMentions | None":
        """Where the briefing mentions the user's force; None if none was chosen."""
        force = self.my_force
        return forces.find_mentions(self.report, force) if force is not None else None

    @property
    def my_force_label(self) -> str:
        """The name of the user's force in lists; empty if none was chosen."""
        force = self.my_force
        if force is None:
            return ""
        return force_labels(self.report.forces).get(force, force.short_name)

    # ---- the list of findings -------------------------------------------------------------------

    @property
    def about_my_force(self) -> frozenset[int]:
        """The ids of the findings about the user's force."""
        return self.parts.about(self.my_force_name)

    @cached_property
    def listed_ids(self) -> frozenset[int] | None:
        """The ids of the findings that pass the filter and the search; None if all do."""
        ids = self._passing(self.state.filter)
        kept = self.parts.findings.get(self.state.kept)
        if ids is not None and kept is not None:
            ids |= {kept.id}
        return self._among_found(ids)

    @cached_property
    def listed(self) -> Mapping[FindingKind, Sequence[Finding]]:
        """The findings in the list, by kind."""
        by_kind, ids = self.parts.by_kind, self.listed_ids
        if ids is None:
            return by_kind
        # This runs on each keystroke of a search, and a function call for every finding would take
        # longer than a frame.
        listed = {
            kind: [each for each in findings if each.id in ids]
            for kind, findings in by_kind.items()
        }
        return {kind: findings for kind, findings in listed.items() if findings}

    @property
    def listed_count(self) -> int:
        """How many findings are in the list."""
        return sum(map(len, self.listed.values()))

    def is_listed(self, finding: Finding) -> bool:
        """Return whether a finding of the briefing is in the list."""
        return self.listed_ids is None or finding.id in self.listed_ids

    def count(self, chosen: FindingFilter) -> int:
        """Return how many findings of the search, or of all, pass a filter."""
        ids = self._among_found(self._passing(chosen))
        return len(self.report.findings) if ids is None else len(ids)

    def can_filter(self, chosen: FindingFilter) -> bool:
        """Return whether a filter can be chosen: it lets findings pass, or is on already."""
        return chosen in {FindingFilter.ALL, self.state.filter} or self.count(chosen) > 0

    @property
    def first(self) -> Finding | None:
        """The first finding in the list."""
        in_order = chain.from_iterable(self.parts.by_kind.values())
        return next(filter(self.is_listed, in_order), None)

    def passes_filter(self, key: str) -> bool:
        """Return whether there is a finding with a key that passes the filter."""
        finding, ids = self.parts.findings.get(key), self._passing(self.state.filter)
        return finding is not None and (ids is None or finding.id in ids)

    def neighbour(self, by: int) -> Finding | None:
        """Return the finding some places further in the list than the one that is read.

        The list has all findings of a kind together. None if it doesn't reach so far.
        """
        findings = list(chain.from_iterable(self.listed.values()))
        finding = self.finding
        if finding not in findings:
            return None
        at = findings.index(finding) + by
        return findings[at] if 0 <= at < len(findings) else None

    @property
    def list_summary(self) -> str:
        """How many findings are in the list; if there is none, why."""
        shown, total = self.listed_count, len(self.report.findings)
        if shown:
            in_notes = len(self.only_in_notes)
            notes = f", {in_notes:,} found in my notes" if in_notes else ""
            return f"{shown:,} of {counted(total, 'finding')} shown{notes}"
        if self.nothing_found is not None:
            return self.nothing_found.spoken
        return "Nothing found with this filter." if total else "This briefing has no findings."

    def _passing(self, chosen: FindingFilter) -> frozenset[int] | None:
        """Return the ids of the findings that pass a filter; None for all."""
        if chosen is FindingFilter.ALL:
            return None
        return {
            FindingFilter.UNCLEAR: self.parts.unclear,
            FindingFilter.MY_FORCE: self.about_my_force,
            FindingFilter.NOTES: self.marks.with_notes,
            FindingFilter.BOOKMARKS: self.marks.bookmarked,
        }[chosen]

    def _among_found(self, ids: frozenset[int] | None) -> frozenset[int] | None:
        if self.found is None:
            return ids
        return self.found.finding_ids if ids is None else ids & self.found.finding_ids

    # ---- the page -------------------------------------------------------------------------------

    @cached_property
    def finding(self) -> Finding | None:
        """The finding that is read, also while all quotes are shown."""
        return self.parts.findings.get(self.state.finding)

    @cached_property
    def quotes(self) -> Mapping[str, Quote]:
        """The quotes of the finding, by their keys."""
        return _by_key(self.finding.quotes if self.finding is not None else (), quote_key)

    @property
    def quote(self) -> Quote | None:
        """The quote of the finding that the page shows."""
        return self.quotes.get(self.state.quote)

    @property
    def quote_index(self) -> int:
        """Which of the quotes of the finding that is; 0 if it has none."""
        return list(self.quotes).index(self.state.quote) if self.quotes else 0

    @property
    def likely_quote(self) -> str:
        """The key of the quote to show: the same, unless a search found only other ones."""
        found = self.found.quote_ids if self.found is not None else frozenset()
        keys = [key for key in (self.state.quote, *self.quotes) if key in self.quotes]
        is_found = (key for key in keys if self.quotes[key].id in found)
        return next(is_found, next(iter(keys), ""))

    @cached_property
    def found_quotes(self) -> Mapping[str, Quote]:
        """All quotes of the briefing, or those that the search found, by their keys."""
        quotes = self.parts.quotes
        if self.found is None:
            return quotes
        return {key: each for key, each in quotes.items() if each.id in self.found.quote_ids}

    @property
    def browsed(self) -> Quote | None:
        """The current one of all quotes."""
        return self.found_quotes.get(self.state.browsed)

    @property
    def is_browsing(self) -> bool:
        """Whether all quotes are in the place of the page."""
        return self.state.page is not PagePlace.FINDING

    @property
    def shown_quotes(self) -> Mapping[str, Quote]:
        """The quotes among which one steps: those of the finding, or all quotes in its place."""
        return self.found_quotes if self.is_browsing else self.quotes

    @property
    def shown_finding(self) -> Finding | None:
        """The finding, unless all quotes are in its place."""
        return None if self.is_browsing else self.finding

    @property
    def shown_quote(self) -> Quote | None:
        """The quote that the page shows, or the current one of all quotes in its place."""
        return self.browsed if self.is_browsing else self.quote

    @property
    def page_evidence(self) -> Evidence | None:
        """The words of a source on the page: the quote, or the excerpt of a finding without one."""
        if self.quote is not None:
            return quote_evidence(self.quote)
        return excerpt_evidence(self.finding) if self.finding is not None else None

    @property
    def evidence(self) -> Evidence | None:
        """The same, or the current one of all quotes in the place of the page."""
        if not self.is_browsing:
            return self.page_evidence
        return quote_evidence(self.browsed) if self.browsed is not None else None

    @property
    def slide_key(self) -> str:
        """The key of the slide of what is read: one of all quotes, or the finding."""
        if self.is_browsing and self.browsed is not None:
            return quote_key(self.browsed)
        return self.state.finding

    # ---- the figures ----------------------------------------------------------------------------

    @property
    def measure(self) -> Measure | None:
        """The measure whose figures are shown; None if the briefing has no figures."""
        return self.parts.measures.get(self.state.measure)

    @property
    def view(self) -> ChartView:
        """The part of the measure that is shown."""
        figures = self.measure.figures if self.measure is not None else ()
        period, name = self.state.period, self.state.over_time
        if name:
            named = (each.force for each in figures if each.force.name == name)
            return ChartView(force=next(named, None))
        return ChartView(period) if any(each.period == period for each in figures) else LATEST


NOTHING: Final = Contents(ReadingState(), ReportParts(NO_REPORT))
"""What is shown before a briefing is open."""


def settled(contents: Contents) -> Contents:
    """Return contents in which all that is shown exists and is listed.

    If the list is empty, it says why, and the finding stays.
    """
    state, report = contents.state, contents.report
    if state.filter is FindingFilter.MY_FORCE and not contents.about_my_force:
        state = state._replace(filter=FindingFilter.ALL)
        contents = replace(contents, state=state)
    finding = contents.finding
    if finding is None or not (contents.nothing_found or contents.is_listed(finding)):
        finding = contents.first or finding or next(iter(report.findings), None)
        key = finding_key(finding) if finding is not None else ""
        state = state._replace(finding=key, quote="" if key != state.finding else state.quote)
        contents = replace(contents, state=state)
    if contents.quote is None:
        state = state._replace(quote=contents.likely_quote)
    if contents.is_browsing and contents.browsed is None:
        state = state._replace(browsed=next(iter(contents.found_quotes), ""))
    if state.measure not in contents.parts.measures:
        state = state._replace(
            measure=next(iter(contents.parts.measures), ""), period="", over_time=""
        )
    if state.figures is FiguresPlace.ENLARGED and not report.measures:
        state = state._replace(figures=FiguresPlace.USUAL)
    if contents.found is None:
        page = PagePlace.FINDING if state.page is PagePlace.FOUND_QUOTES else state.page
        state = state._replace(read="", page=page)
    elif not contents.passes_filter(state.read):
        state = state._replace(read=state.finding)
    return replace(contents, state=state)


def key_of(item: Quote | Measure, by_key: Mapping[str, Quote] | Mapping[str, Measure]) -> str:
    """Return the key of an item among those that may have it."""
    return next(key for key, each in by_key.items() if each.id == item.id)


def _by_key(items: Iterable[_T], key_of: Callable[[_T], str]) -> dict[str, _T]:
    """Return items by their keys; if several have the same one, each of them can be reached."""
    counts: Counter[str] = Counter()
    by_key: dict[str, _T] = {}
    for item in items:
        key = key_of(item)
        counts[key] += 1
        by_key[key if counts[key] == 1 else f"{key}\0{counts[key]}"] = item
    return by_key
