"""The owner of what the window shows: what follows from each thing that a user does."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from briefing_app.model.chart_selection import ChartOrder
from briefing_app.model.charts import LATEST, ChartView
from briefing_app.model.reading import (
    Contents,
    FiguresPlace,
    FindingFilter,
    Item,
    NoteMarks,
    ReadingState,
    item_id,
)
from briefing_app.model.report import FindingKind, Force, finding_key, quote_key
from briefing_app.model.search import NoteMatches
from tests.sample_measures import make_force, make_measure
from tests.sample_reading import SampleReading
from tests.sample_report import NORTH, SOUTH, make_finding, make_quote

QUOTES = (
    *(make_quote(at, forces=(NORTH,) * (at == 3)) for at in range(1, 5)),
    make_quote(5, "Words number 1."),  # the same words again
)
FINDINGS = (
    make_finding(1, quotes=QUOTES[:3]),
    make_finding(2, FindingKind.FIGURES, forces=(NORTH,), caution="Unclear."),
    make_finding(3, quotes=(QUOTES[2],), excerpt="few words"),
    make_finding(4, FindingKind.NEXT_STEP, quotes=(QUOTES[4], QUOTES[0]), forces=(NORTH, SOUTH)),
    make_finding(5, FindingKind.FIGURES, caution="Unclear.", excerpt="other words"),
)
MEASURES = tuple(make_measure(number=number, periods=("2015", "2016")) for number in (1, 2))
IN_ORDER = [1, 3, 2, 5, 4, -4]
"""The rows as the list has them: the findings by kind, and then the quote that none of them has."""


@pytest.fixture
def reading() -> SampleReading:
    """Return a reading of the sample briefing."""
    reading = SampleReading()
    reading.show(FINDINGS, QUOTES, MEASURES)
    return reading


def numbers(items: Iterable[Item | None]) -> list[int]:
    """Return the numbers of findings, and minus those of quotes."""
    return [item_id(each) for each in items if each is not None]


def listed(contents: Contents) -> list[int]:
    """Return the numbers of the rows of the list, from top to bottom, as `numbers` does."""
    return [item_id(each) for items in contents.listed.values() for each in items]


def is_browsing(reading: SampleReading) -> bool:
    """Return whether all quotes are listed in the place of the page."""
    return reading.state.is_browsing


_IDS = st.frozensets(st.integers(1, 5))
_ITEM_IDS = st.frozensets(st.integers(1, 5) | st.just(-4))
_QUOTE_IDS = st.frozensets(st.integers(1, 5), max_size=2)
_TEXTS = st.sampled_from(["a", "b", "c"])


class ReadingMachine(RuleBasedStateMachine):
    """Does at random what a user can do, and looks at what is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.reading = SampleReading()
        self.last: Contents | None = None
        self.reading.changed.connect(self._follow)

    def _follow(self, new: Contents, old: Contents) -> None:
        assert new != old
        assert self.last in {None, old}
        self.last = new

    @initialize()
    def show(self) -> None:
        self.reading.show(FINDINGS, QUOTES, MEASURES)

    @rule(left_out=_IDS, quotes=_IDS, has_measures=st.booleans())
    def reload(self, left_out: frozenset[int], quotes: frozenset[int], has_measures: bool) -> None:
        before = self.reading.contents
        report = before.report._replace(
            findings=tuple(
                each._replace(quotes=tuple(q for q in each.quotes if q.id not in quotes))
                for each in FINDINGS
                if each.id not in left_out
            ),
            quotes=tuple(each for each in QUOTES if each.id not in quotes),
            measures=MEASURES if has_measures else (),
        )
        self.reading.show_report(report, before.state)
        after = self.reading.contents
        item = after.parts.items.get(before.state.item)
        if item is not None and after.is_listed(item):
            assert after.item == item
        if before.state.figures is FiguresPlace.SOURCE:
            assert after.state.figures is FiguresPlace.SOURCE
        for kept in ("search", "filter", "order"):
            if kept != "filter" or after.about_my_force:
                assert getattr(after.state, kept) == getattr(before.state, kept)

    @rule(at=st.integers(0, 4))
    def choose_in_the_list(self, at: int) -> None:
        items = [each for kind in self.reading.contents.listed.values() for each in kind]
        if items:
            item = items[at % len(items)]
            self.reading.choose(item)
            assert self.reading.contents.item is item

    @rule(at=st.integers(0, 4))
    def follow_a_link_to_a_finding(self, at: int) -> None:
        findings = self.reading.contents.report.findings
        if findings:
            finding = findings[at % len(findings)]
            self.reading.show_item(finding)
            assert self.reading.contents.finding is finding
            assert not self.reading.state.is_browsing
            assert self.reading.contents.is_listed(finding)

    @rule(by=st.integers(-2, 2))
    def step(self, by: int) -> None:
        before = self.reading.contents
        order = listed(before)
        has_moved = self.reading.step(by)
        after = self.reading.contents
        assert has_moved is (before.neighbour(by) is not None)
        if has_moved and before.item is not None and after.item is not None:
            moved = order.index(item_id(after.item)) - order.index(item_id(before.item))
            assert moved == by

    @rule(by=st.sampled_from([-1, 1]))
    def step_quote(self, by: int) -> None:
        before = self.reading.contents.quotes
        self.reading.step_quote(by)
        assert self.reading.contents.quotes == before

    @rule(is_browsing=st.booleans())
    def browse(self, is_browsing: bool) -> None:
        self.reading.browse(is_browsing)
        assert self.reading.state.is_browsing is is_browsing
        assert self.reading.state.figures is not FiguresPlace.ENLARGED

    @rule(at=st.integers(0, 4))
    def follow_a_link_to_a_quote(self, at: int) -> None:
        quotes = self.reading.contents.report.quotes
        if quotes:
            quote = quotes[at % len(quotes)]
            self.reading.show_quote(quote)
            assert self.reading.contents.quote is quote
            assert not self.reading.state.is_browsing

    @rule(text=_TEXTS, findings=_IDS, quotes=_QUOTE_IDS)
    def search(self, text: str, findings: frozenset[int], quotes: frozenset[int]) -> None:
        report = self.reading.contents.report
        found = [each for each in report.quotes if each.id in quotes]
        with_quotes = {each.id for each in report.findings if set(each.quotes) & set(found)}
        own = {each.id for each in report.findings if each.id in findings}
        self.reading.find(text, own | with_quotes, [each.id for each in found])

    @rule()
    def end_the_search(self) -> None:
        before = self.reading.contents
        self.reading.search("")
        after = self.reading.contents
        assert after.found is None
        if before.found is not None and after.passes_filter(before.state.read):
            assert after.state.item == before.state.read

    @rule()
    def accept_the_result(self) -> None:
        self.reading.accept_result()

    @rule(chosen=st.sampled_from(FindingFilter))
    def choose_a_filter(self, chosen: FindingFilter) -> None:
        self.reading.set_filter(chosen)

    @rule(name=st.sampled_from(["", NORTH.name, SOUTH.name, "Kent Police"]))
    def choose_my_force(self, name: str) -> None:
        self.reading.set_my_force(name)

    @rule(notes=_ITEM_IDS, bookmarks=_ITEM_IDS)
    def write_notes(self, notes: frozenset[int], bookmarks: frozenset[int]) -> None:
        before = self.reading.contents
        ids = frozenset(map(item_id, before.parts.items.values()))
        self.reading.set_marks(NoteMarks(notes & ids, bookmarks & ids))
        if before.found is None:
            assert self.reading.contents.item is before.item

    @rule(is_enlarged=st.booleans())
    def enlarge(self, is_enlarged: bool) -> None:
        self.reading.enlarge(is_enlarged)

    @rule(is_shown=st.booleans())
    def show_the_source(self, is_shown: bool) -> None:
        self.reading.show_source(is_shown)

    @rule(by=st.sampled_from([-1, 1]), view=st.sampled_from([LATEST, ChartView("2015")]))
    def look_at_figures(self, by: int, view: ChartView) -> None:
        if self.reading.contents.measure is not None:
            self.reading.step_measure(by)
            assert self.reading.contents.view == LATEST
            self.reading.set_view(view)
            assert self.reading.contents.view == view

    @rule()
    def go_back(self) -> None:
        before = self.reading.state
        assert self.reading.back() is (self.reading.state != before)

    @invariant()
    def what_is_shown_is_in_the_list_or_the_list_says_why(self) -> None:
        contents, state = self.reading.contents, self.reading.state
        assert (contents.item is None) is (not contents.parts.items)
        if contents.item is not None and not contents.is_listed(contents.item):
            assert contents.listed_count == 0
            assert contents.list_summary.startswith(("No", "Only"))
        assert contents.quote is None or contents.quote in contents.quotes.values()
        assert bool(contents.quotes) is (contents.quote is not None)
        assert (contents.measure is None) is (not contents.report.measures)
        assert contents.measure is not None or state.figures is not FiguresPlace.ENLARGED
        assert contents.found is not None or not state.read

    @invariant()
    def each_change_is_reported(self) -> None:
        assert self.last in {None, self.reading.contents}


TestReadingMachine = ReadingMachine.TestCase
TestReadingMachine.settings = settings(max_examples=40, stateful_step_count=25)


# ---- back ---------------------------------------------------------------------------------------


def test_back_closes_source_figures_quotes_search_and_filter_in_this_order(
    reading: SampleReading,
) -> None:
    reading.set_filter(FindingFilter.UNCLEAR)
    reading.find("x", {2, 5}, {1})
    for open_ in (reading.show_source, reading.enlarge):
        open_(True)
        reading.browse(True)
        open_(True)
        assert reading.back()
        assert reading.state.figures is FiguresPlace.USUAL
    assert is_browsing(reading)
    assert reading.back()
    assert not is_browsing(reading)
    assert reading.state.search == "x"
    assert reading.back()
    assert reading.state.search == ""
    assert listed(reading.contents) == [2, 5]
    assert reading.back()
    assert listed(reading.contents) == IN_ORDER
    assert not reading.back()


# ---- the search ---------------------------------------------------------------------------------


def test_search_shows_its_first_result_and_returns_to_what_was_read(reading: SampleReading) -> None:
    reading.choose(FINDINGS[2])
    reading.find("a", {2, 4})
    assert reading.contents.finding is FINDINGS[1]
    reading.find("ab", {4})
    assert reading.contents.finding is FINDINGS[3]
    reading.search("")
    assert reading.contents.finding is FINDINGS[2]


@pytest.mark.parametrize("stays", ["choose", "accept_result", "step"])
def test_result_that_the_user_has_chosen_stays_after_the_search(
    reading: SampleReading, stays: str
) -> None:
    reading.find("a", {2, 4, 5})
    if stays == "choose":
        reading.choose(FINDINGS[3])
    elif stays == "step":
        assert reading.step(1)
    else:
        reading.accept_result()
    shown = reading.contents.finding
    assert shown is not FINDINGS[0]
    reading.search("")
    assert reading.contents.finding is shown


def test_search_that_finds_nothing_in_particular_leaves_what_is_read(
    reading: SampleReading,
) -> None:
    reading.choose(FINDINGS[2])
    reading.find("a", {2, 4})
    reading.find("ax")
    assert reading.contents.finding is FINDINGS[2]
    assert reading.contents.list_summary == "Nothing found for “ax”."
    reading.find("b", range(1, 6), is_general=True)
    assert reading.contents.finding is FINDINGS[2]
    assert reading.contents.title_terms == ("b",)


def test_other_words_are_found_and_read_as_a_finding_is(reading: SampleReading) -> None:
    reading.find("a", (), {4})
    contents = reading.contents
    assert contents.quote is QUOTES[3]
    assert (contents.item, contents.finding, contents.place) == (QUOTES[3], None, (1, 1))
    assert contents.list_summary == "1 of 1 other quote shown"
    assert contents.slide_key == quote_key(QUOTES[3])
    assert contents.nothing_found is None
    reading.find("ab")
    assert reading.contents.nothing_found is not None
    reading.search("")
    assert reading.contents.finding is FINDINGS[0]


def test_other_words_are_marked_and_pass_filters(reading: SampleReading) -> None:
    lone = make_quote(6, forces=(NORTH,))
    reading.show(FINDINGS, (*QUOTES, lone))
    reading.set_my_force(NORTH.name)
    reading.set_marks(NoteMarks(frozenset({-4}), frozenset({-6})))
    for chosen, rows in (
        (FindingFilter.MY_FORCE, [2, 4, -6]),
        (FindingFilter.NOTES, [-4]),
        (FindingFilter.BOOKMARKS, [-6]),
    ):
        assert reading.contents.count(chosen) == len(rows)
        reading.set_filter(chosen)
        assert listed(reading.contents) == rows


def test_other_words_with_the_same_words_are_stepped_through(reading: SampleReading) -> None:
    quotes = (make_quote(1, "The same."), make_quote(2, "The same."))
    reading.show(FINDINGS[1:2], quotes)
    visited = [reading.contents.item]
    while reading.step(1):
        visited.append(reading.contents.item)
        assert reading.contents.quote is reading.contents.item
    assert numbers(visited) == [2, -1, -2]


def test_other_words_that_only_my_note_has_are_marked_so(reading: SampleReading) -> None:
    reading.use_notes(lambda _: NoteMatches(quote_ids=frozenset({4})))
    reading.find("a", {1})
    assert reading.contents.only_in_notes == {-4}
    assert listed(reading.contents) == [1, -4]


def test_quote_that_the_search_found_is_shown_with_its_finding(reading: SampleReading) -> None:
    reading.choose(FINDINGS[3])
    reading.find("a", {1}, {2, 3})
    assert reading.contents.quote is QUOTES[1]
    reading.step_quote(1)
    reading.find("ab", {1}, {3})
    assert reading.contents.quote is QUOTES[2]
    reading.find("abc", {1}, {1})
    assert reading.contents.quote is QUOTES[0]
    reading.step_quote(1)
    reading.find("abcd", {1})
    assert reading.contents.quote is QUOTES[1]


def test_filter_that_hides_what_was_read_keeps_the_result(reading: SampleReading) -> None:
    reading.find("a", {4, 5})
    reading.set_filter(FindingFilter.UNCLEAR)
    reading.search("")
    assert reading.contents.finding is FINDINGS[4]


def test_suggestion_is_made_if_nothing_at_all_was_found(reading: SampleReading) -> None:
    reading.find("xyz", suggestion="words")
    assert reading.contents.list_summary == (
        "Nothing found for “xyz”. Did you mean words? 5 findings"
    )
    reading.find("abc", (), {4})
    assert "Did you mean" not in reading.contents.list_summary
    assert reading.asked == ["xyz"]


# ---- the list -----------------------------------------------------------------------------------


def test_finding_that_lost_its_note_stays_until_another_filter_is_chosen(
    reading: SampleReading,
) -> None:
    reading.set_marks(NoteMarks(frozenset({2, 4})))
    reading.set_filter(FindingFilter.NOTES)
    reading.choose(FINDINGS[3])
    reading.set_marks(NoteMarks(frozenset({2})))
    assert listed(reading.contents) == [2, 4]
    assert reading.contents.finding is FINDINGS[3]
    reading.set_filter(FindingFilter.ALL)
    reading.set_filter(FindingFilter.NOTES)
    assert listed(reading.contents) == [2]


def test_filter_by_my_force_ends_if_no_finding_is_about_another_one(
    reading: SampleReading,
) -> None:
    reading.set_my_force(NORTH.name)
    reading.set_filter(FindingFilter.MY_FORCE)
    assert listed(reading.contents) == [2, 4]
    reading.set_my_force("Kent Police")
    assert listed(reading.contents) == IN_ORDER


def test_list_says_how_many_findings_it_has_or_why_it_has_none(reading: SampleReading) -> None:
    reading.find("a", {1, 4}, in_notes={4})
    said = [reading.contents.list_summary]
    reading.set_filter(FindingFilter.UNCLEAR)
    said.append(reading.contents.list_summary)
    reading.clear()
    said.append(reading.contents.list_summary)
    assert reading.contents.count(FindingFilter.ALL) == len(FINDINGS) + 1
    reading.show()
    said.append(reading.contents.list_summary)
    assert said == [
        "2 of 5 findings shown, 1 found in my notes",
        "Nothing found with this filter.",
        "5 of 5 findings and 1 of 1 other quote shown",
        "This briefing has no findings.",
    ]


def test_words_of_a_search_are_marked_until_it_ends(reading: SampleReading) -> None:
    reading.find("a", {1})
    assert (reading.contents.terms, reading.contents.title_terms) == (("a",), ())
    reading.search("")
    assert reading.contents.terms == ()


def test_my_force_is_named_with_its_places(reading: SampleReading) -> None:
    assert (reading.contents.mentions, reading.contents.my_force_label) == (None, "")
    reading.set_my_force(NORTH.name)
    mentions = reading.contents.mentions
    assert mentions is not None
    assert mentions.findings == (FINDINGS[1], FINDINGS[3])
    assert reading.contents.my_force_label == "Northern"
    reading.set_my_force("Kent Police")
    assert reading.contents.my_force_label == "Kent"


def test_link_to_a_hidden_finding_or_quote_ends_the_search_and_the_filter(
    reading: SampleReading,
) -> None:
    follows: list[Callable[[], None]] = [
        lambda: reading.show_item(FINDINGS[0]),
        lambda: reading.show_quote(QUOTES[0]),
    ]
    for follow in follows:
        reading.set_filter(FindingFilter.UNCLEAR)
        reading.find("a", {2}, {4})
        follow()
        assert (reading.state.search, reading.state.filter) == ("", FindingFilter.ALL)


_FORCES = st.sets(st.sampled_from([NORTH, SOUTH])).map(tuple)


@given(
    st.lists(st.tuples(st.sampled_from(FindingKind), _FORCES, st.booleans()), max_size=8),
    st.sampled_from(FindingFilter),
    st.none() | st.sampled_from([NORTH, SOUTH]),
    st.none() | st.frozensets(st.integers(1, 8)),
    st.frozensets(st.integers(1, 8)),
)
def test_list_has_the_findings_that_pass_filter_and_search_by_kind(
    made: list[tuple[FindingKind, tuple[Force, ...], bool]],
    chosen: FindingFilter,
    force: Force | None,
    found: frozenset[int] | None,
    noted: frozenset[int],
) -> None:
    findings = tuple(
        make_finding(n, kind, forces=forces, caution="Unclear" if is_unclear else "")
        for n, (kind, forces, is_unclear) in enumerate(made, 1)
    )
    ids = frozenset(finding.id for finding in findings)
    noted &= ids
    found = ids if found is None else found & ids
    reading = SampleReading()
    reading.show(findings)
    reading.set_my_force(force.name if force is not None else "")
    reading.set_marks(NoteMarks(with_notes=noted, bookmarked=ids - noted))
    reading.find("x", found)
    passes = {
        FindingFilter.ALL: ids,
        FindingFilter.MY_FORCE: {each.id for each in findings if force in each.forces},
        FindingFilter.NOTES: noted,
        FindingFilter.BOOKMARKS: ids - noted,
        FindingFilter.UNCLEAR: {each.id for each in findings if each.caution},
    }
    contents = reading.contents
    assert {each: contents.count(each) for each in FindingFilter} == {
        each: len(found & members) for each, members in passes.items()
    }
    reading.set_filter(chosen)
    contents = reading.contents
    passing = passes[contents.state.filter]
    kinds = dict.fromkeys(each.kind for each in findings)
    expected = [
        each.position
        for kind in kinds
        for each in findings
        if each.kind is kind and each.id in passing & found
    ]
    assert listed(contents) == expected
    assert contents.listed_count == len(expected)


# ---- reloading ----------------------------------------------------------------------------------


def test_reload_keeps_what_is_still_there(reading: SampleReading) -> None:
    reading.choose(FINDINGS[3])
    reading.step_quote(1)
    reading.set_my_force(NORTH.name)
    reading.show_measure(MEASURES[1])
    reading.set_view(ChartView(force=make_force("Bravo")))
    reading.set_order(ChartOrder.NAME)
    reading.enlarge(True)
    reading.browse(True)
    reading.enlarge(True)
    before, report = reading.state, reading.contents.report
    edition = report._replace(
        findings=tuple(each._replace(id=each.id + 50) for each in FINDINGS[1:]),
        quotes=tuple(each._replace(id=each.id + 50) for each in reversed(QUOTES)),
        measures=tuple(each._replace(id=each.id + 50) for each in MEASURES),
    )
    reading.show_report(edition, before)
    assert reading.state == before
    assert reading.contents.finding is edition.findings[2]
    assert reading.contents.quote is QUOTES[0]
    assert reading.contents.view == ChartView(force=make_force("Bravo"))
    reading.show_report(edition._replace(findings=(FINDINGS[4],), measures=MEASURES[:1]), before)
    assert reading.contents.finding is FINDINGS[4]
    assert reading.contents.measure is MEASURES[0]
    assert reading.contents.view == LATEST
    reading.show_report(edition, before._replace(period="2014", over_time=""))
    assert reading.contents.view == LATEST
    reading.show_report(edition._replace(measures=()), before)
    assert reading.state.measure == ""
    assert reading.state.figures is FiguresPlace.USUAL


def test_another_briefing_keeps_only_what_concerns_all(reading: SampleReading) -> None:
    reading.set_my_force(NORTH.name)
    reading.set_order(ChartOrder.NAME)
    reading.show_table(True)
    reading.set_filter(FindingFilter.MY_FORCE)
    reading.find("a", {4}, {1})
    reading.browse(True)
    reading.enlarge(True)
    reading.show_report(reading.contents.report._replace(key="other"))
    assert reading.state == ReadingState(
        item=finding_key(FINDINGS[0]),
        quote=reading.contents.likely_quote,
        measure=MEASURES[0].title,
        order=ChartOrder.NAME,
    )
    assert reading.contents.my_force == NORTH
    assert reading.contents.is_table


# ---- quotes -------------------------------------------------------------------------------------


def test_quotes_of_a_finding_are_stepped_through(reading: SampleReading) -> None:
    reading.choose(FINDINGS[3])
    visited = [reading.contents.quote]
    while reading.step_quote(1):
        visited.append(reading.contents.quote)
    assert numbers(visited) == [-5, -1]


def test_quote_is_shown_where_it_belongs(reading: SampleReading) -> None:
    for quote, item in ((QUOTES[2], FINDINGS[0]), (QUOTES[3], QUOTES[3]), (QUOTES[4], FINDINGS[3])):
        reading.browse(True)
        reading.show_quote(quote)
        assert not is_browsing(reading)
        assert (reading.contents.item, reading.contents.quote) == (item, quote)
    reading.find("a", {3}, {3})
    reading.show_quote(QUOTES[2])
    assert (reading.contents.item, reading.contents.quote) == (FINDINGS[2], QUOTES[2])
    assert reading.state.search == "a"


def test_quote_of_the_page_stays_while_the_list_is_empty(reading: SampleReading) -> None:
    reading.step_quote(1)
    reading.set_filter(FindingFilter.BOOKMARKS)
    assert listed(reading.contents) == []
    assert reading.contents.quote is QUOTES[1]
    assert reading.contents.quote_index == 1
    reading.choose(FINDINGS[1])
    assert reading.contents.quote_index == 0


def test_another_finding_is_shown_at_its_first_quote_even_if_it_has_the_last_one_too(
    reading: SampleReading,
) -> None:
    findings = (make_finding(1, quotes=QUOTES[1:3]), make_finding(2, quotes=QUOTES[:2]))
    reading.show(findings, QUOTES)
    assert reading.contents.quote is QUOTES[1]
    reading.set_marks(NoteMarks(bookmarked=frozenset({2})))
    reading.set_filter(FindingFilter.BOOKMARKS)
    assert reading.contents.finding is findings[1]
    assert reading.contents.quote is QUOTES[0]


def test_list_of_all_quotes_leaves_what_is_read_until_something_is_chosen(
    reading: SampleReading,
) -> None:
    reading.step_quote(1)
    reading.browse(True)
    assert list(reading.contents.found_quotes) == [*QUOTES]
    assert reading.contents.quote is QUOTES[1]
    choices: list[Callable[[], object]] = [
        lambda: reading.choose(FINDINGS[2]),
        lambda: reading.step(1),
        lambda: reading.choose(FINDINGS[0]),
        lambda: reading.step_quote(1),
        lambda: reading.show_source(True),
    ]
    for choose in choices:
        reading.browse(True)
        reading.find("a", range(1, 6), {2, 3})
        assert list(reading.contents.found_quotes) == [*QUOTES[1:3]]
        reading.search("")
        assert is_browsing(reading)
        choose()
        assert not is_browsing(reading)


def test_evidence_is_the_words_on_the_page(reading: SampleReading) -> None:
    texts = []
    for finding in (FINDINGS[2], FINDINGS[4], FINDINGS[1]):
        reading.choose(finding)
        evidence = reading.contents.evidence
        texts.append(evidence.text if evidence is not None else "")
    assert texts == [QUOTES[2].text, "other words", ""]
    reading.show_quote(QUOTES[3])
    evidence = reading.contents.evidence
    assert evidence is not None
    assert evidence.text == QUOTES[3].text


def test_briefing_without_findings_and_figures_shows_nothing(reading: SampleReading) -> None:
    reading.show()
    contents = reading.contents
    assert (contents.finding, contents.evidence, contents.measure) == (None, None, None)
    assert contents.view == LATEST


def test_findings_are_stepped_through_as_they_are_listed(reading: SampleReading) -> None:
    visited = [reading.contents.item]
    while reading.step(1):
        visited.append(reading.contents.item)
    assert numbers(visited) == IN_ORDER
    back = [reading.contents.item]
    while reading.step(-1):
        back.append(reading.contents.item)
    assert back == visited[::-1]


# ---- figures ------------------------------------------------------------------------------------


def test_figures_of_my_force_are_shown_with_its_newest_one(reading: SampleReading) -> None:
    force = make_force("Alpha")
    kept = [each for each in MEASURES[1].figures if (each.force, each.period) != (force, "2016")]
    measures = (MEASURES[0], MEASURES[1]._replace(figures=tuple(kept)))
    reading.show(FINDINGS, QUOTES, measures)
    reading.set_my_force(force.name)
    reading.show_my_figure(measures[1])
    assert reading.contents.measure is measures[1]
    assert reading.contents.view == ChartView("2015")
    reading.show_my_figure(measures[0])
    assert reading.contents.view == LATEST
