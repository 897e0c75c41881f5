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

Item = Finding | Quote
"""What a row of the list shows: a finding, or a quote that no finding has."""


def item_id(item: Item) -> int:
    """Return what identifies a row of the list: the id of a finding, or minus that of a quote."""
    return item.id if isinstance(item, Finding) else -item.id


def item_kind(item: Item) -> FindingKind | None:
    """Return the kind of a finding; None for a quote."""
    return item.kind if isinstance(item, Finding) else None


def item_title(item: Item) -> str:
    """Return what a row of the list says: a headline, or the words of a quote."""
    return item.headline if isinstance(item, Finding) else f"“{item.text}”"


def _item_key(item: Item) -> str:
    return finding_key(item) if isinstance(item, Finding) else quote_key(item)


class FindingFilter(Enum):
    """Which rows are listed, besides the limits of a search."""

    ALL = auto()
    MY_FORCE = auto()
    NOTES = auto()
    BOOKMARKS = auto()
    UNCLEAR = auto()


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
        item: The row of the list that is read; empty if there is none.
        quote: Its quote that the page shows; empty if there is none.
        is_browsing: Whether the list of all quotes is in the place of the page.
        figures: Where the figures are.
        search: The text that is searched for.
        read: The row to return to when the search ends; empty without a search.
        filter: Which rows are listed.
        kept: A row that stays in the list although it doesn't pass the filter any more.
        measure: The measure whose figures are shown.
        period: The period of the figures; empty for the latest.
        over_time: The name of the force that is shown over time; empty for all forces.
        order: The order of the bars.
    """

    item: str = ""
    quote: str = ""
    is_browsing: bool = False
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
    """Which rows of the list have a note or a bookmark, of their own or with one of their quotes.

    Args:
        with_notes: The `item_id` of each with a note.
        bookmarked: The `item_id` of each with a bookmark.
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
    def other_words(self) -> Sequence[Quote]:
        """The quotes that no finding has."""
        return [quote for quote in self.report.quotes if quote.id not in self.findings_of]

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """What the list has if nothing limits it: the findings, and then the other words."""
        return _by_key((*self.report.findings, *self.other_words), _item_key)

    @cached_property
    def item_keys(self) -> Mapping[int, str]:
        """The keys of `items` by their `item_id`."""
        return {item_id(item): key for key, item in self.items.items()}

    @cached_property
    def findings_of(self) -> Mapping[int, Sequence[Finding]]:
        """The findings that have a quote, by its id."""
        findings: dict[int, list[Finding]] = {}
        for finding in self.report.findings:
            for quote in finding.quotes:
                findings.setdefault(quote.id, []).append(finding)
        return findings

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """The measures."""
        return _by_key(self.report.measures, lambda measure: measure.title)

    @cached_property
    def by_kind(self) -> Mapping[FindingKind | None, Sequence[Item]]:
        """The findings by kind, in the order of their first, and then the other words by None."""
        by_kind: dict[FindingKind | None, list[Item]] = {}
        for item in self.items.values():
            by_kind.setdefault(item_kind(item), []).append(item)
        return by_kind

    def force(self, name: str) -> Force | None:
        """Return the force with a name, which the briefing may not list; None without a name."""
        if name and name not in self._forces:
            self._forces[name] = forces.force_named(name, self.report.forces)
        return self._forces.get(name)

    def about(self, name: str) -> frozenset[int]:
        """Return the `item_id` of each row of the list about the force with a name."""
        if name not in self._about:
            force = self.force(name)
            about = (item for item in self.items.values() if force in item.forces)
            self._about[name] = frozenset(map(item_id, about))
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
        marks: The rows of the list with the user's notes and bookmarks.
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

    @cached_property
    def found_ids(self) -> frozenset[int]:
        """The `item_id` of each row that the search found; none without a search."""
        found = self.found
        return self._rows_of(found.finding_ids, found.quote_ids) if found else frozenset()

    @cached_property
    def only_in_notes(self) -> frozenset[int]:
        """The `item_id` of each row that the search found only in the user's note."""
        found = self.found
        if found is None:
            return frozenset()
        return self._rows_of(found.only_in_notes, found.quotes_only_in_notes)

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

    # ---- the list -------------------------------------------------------------------------------

    @property
    def about_my_force(self) -> frozenset[int]:
        """The `item_id` of each row about the user's force."""
        return self.parts.about(self.my_force_name)

    @cached_property
    def listed_ids(self) -> frozenset[int] | None:
        """The `item_id` of each row that passes the filter and the search; None if all do."""
        ids = self._passing(self.state.filter)
        kept = self.parts.items.get(self.state.kept)
        if ids is not None and kept is not None:
            ids |= {item_id(kept)}
        return self._among_found(ids)

    @cached_property
    def listed(self) -> Mapping[FindingKind | None, Sequence[Item]]:
        """The rows of the list: findings by kind, and then the other words by None."""
        by_kind, ids = self.parts.by_kind, self.listed_ids
        if ids is None:
            return by_kind
        # This runs on each keystroke of a search, and a function call for every finding would take
        # longer than a frame.
        listed = {
            kind: [each for each in items if (each.id if kind else -each.id) in ids]
            for kind, items in by_kind.items()
        }
        return {kind: items for kind, items in listed.items() if items}

    @property
    def listed_count(self) -> int:
        """How many findings and other words are in the list."""
        return sum(map(len, self.listed.values()))

    def is_listed(self, item: Item) -> bool:
        """Return whether a finding, or other words, are in the list."""
        return self.listed_ids is None or item_id(item) in self.listed_ids

    def count(self, chosen: FindingFilter) -> int:
        """Return how many rows of the search, or of all, pass a filter."""
        ids = self._among_found(self._passing(chosen))
        return len(self.parts.items) if ids is None else len(ids)

    def can_filter(self, chosen: FindingFilter) -> bool:
        """Return whether a filter can be chosen: it lets rows pass, or is on already."""
        return chosen in {FindingFilter.ALL, self.state.filter} or self.count(chosen) > 0

    @property
    def first(self) -> Item | None:
        """The first row of the list."""
        in_order = chain.from_iterable(self.parts.by_kind.values())
        return next(filter(self.is_listed, in_order), None)

    def passes_filter(self, key: str) -> bool:
        """Return whether there is a row with a key that passes the filter."""
        item, ids = self.parts.items.get(key), self._passing(self.state.filter)
        return item is not None and (ids is None or item_id(item) in ids)

    def neighbour(self, by: int) -> Item | None:
        """Return the row some places further in the list than the one that is read.

        The list has all findings of a kind together. None if it doesn't reach so far.
        """
        items = list(chain.from_iterable(self.listed.values()))
        item = self.item
        if item not in items:
            return None
        at = items.index(item) + by
        return items[at] if 0 <= at < len(items) else None

    @property
    def list_summary(self) -> str:
        """How many findings and other words are in the list; if there is none, why."""
        if self.listed_count:
            others = len(self.listed.get(None, ()))
            counts = (
                (self.listed_count - others, self.report.findings, "finding"),
                (others, self.parts.other_words, "other quote"),
            )
            parts = [f"{n:,} of {counted(len(all_), noun)}" for n, all_, noun in counts if n]
            in_notes = len(self.only_in_notes)
            notes = f", {in_notes:,} found in my notes" if in_notes else ""
            return f"{' and '.join(parts)} shown{notes}"
        if self.nothing_found is not None:
            return self.nothing_found.spoken
        if self.parts.items:
            return "Nothing found with this filter."
        return "This briefing has no findings."

    def _rows_of(self, finding_ids: frozenset[int], quote_ids: frozenset[int]) -> frozenset[int]:
        """Return the `item_id` of each row that findings and quotes have; these by their ids."""
        others = (-each.id for each in self.parts.other_words if each.id in quote_ids)
        return finding_ids.union(others) if quote_ids else finding_ids

    def _passing(self, chosen: FindingFilter) -> frozenset[int] | None:
        """Return the `item_id` of each row that passes a filter; None for all."""
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
        return self.found_ids if ids is None else ids & self.found_ids

    # ---- the page -------------------------------------------------------------------------------

    @property
    def item(self) -> Item | None:
        """The row of the list that is read, also while all quotes are listed."""
        return self.parts.items.get(self.state.item)

    @property
    def finding(self) -> Finding | None:
        """The finding that is read; None while other words are."""
        return self.item if isinstance(self.item, Finding) else None

    @property
    def place(self) -> tuple[int, int]:
        """Which of the findings, or of the other words, is read, from 1, and how many there are."""
        item = self.item
        if isinstance(item, Quote):
            others = self.parts.other_words
            return others.index(item) + 1, len(others)
        return (item.position if item is not None else 0), len(self.report.findings)

    @cached_property
    def quotes(self) -> Mapping[str, Quote]:
        """The quotes of the finding, or the other words that are read, by their keys."""
        return quotes_of(self.item) if self.item is not None else {}

    @property
    def quote(self) -> Quote | None:
        """The one of these that the page shows."""
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

    @property
    def found_quotes(self) -> Sequence[Quote]:
        """All quotes of the briefing, or those that the search found."""
        quotes = self.report.quotes
        if self.found is None:
            return quotes
        return [each for each in quotes if each.id in self.found.quote_ids]

    @property
    def evidence(self) -> Evidence | None:
        """The words of a source on the page: the quote, or the excerpt of a finding without one."""
        if self.quote is not None:
            return quote_evidence(self.quote)
        return excerpt_evidence(self.finding) if self.finding is not None else None

    @property
    def slide_key(self) -> str:
        """The key of the slide of what is read; empty if nothing is."""
        return _item_key(self.item) if self.item is not None else ""

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

    If the list is empty, it says why, and what is read stays.
    """
    state, report, parts = contents.state, contents.report, contents.parts
    if state.filter is FindingFilter.MY_FORCE and not contents.about_my_force:
        state = state._replace(filter=FindingFilter.ALL)
        contents = replace(contents, state=state)
    item = contents.item
    if item is None or not (contents.nothing_found or contents.is_listed(item)):
        item = contents.first or item or next(iter(parts.items.values()), None)
        key = parts.item_keys[item_id(item)] if item is not None else ""
        state = state._replace(item=key, quote="" if key != state.item else state.quote)
        contents = replace(contents, state=state)
    if contents.quote is None:
        state = state._replace(quote=contents.likely_quote)
    if state.measure not in contents.parts.measures:
        state = state._replace(
            measure=next(iter(contents.parts.measures), ""), period="", over_time=""
        )
    if state.figures is FiguresPlace.ENLARGED and not report.measures:
        state = state._replace(figures=FiguresPlace.USUAL)
    if contents.found is None:
        state = state._replace(read="")
    elif not contents.passes_filter(state.read):
        state = state._replace(read=state.item)
    return replace(contents, state=state)


def quotes_of(item: Item) -> Mapping[str, Quote]:
    """Return the quotes of a finding, or other words by themselves, by their keys."""
    return _by_key(item.quotes if isinstance(item, Finding) else (item,), quote_key)


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
