"""What the slides of a show say, and the order for one occasion."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.report import (
    Finding,
    FindingKind,
    Measure,
    Quote,
    Report,
    SlideKind,
    finding_key,
    quote_key,
)
from briefing_app.model.running_order import (
    RunningOrder,
    RunningOrderItem,
    addable_items,
    addable_slide,
    restore_running_order,
)
from briefing_app.model.slides import (
    Role,
    Slide,
    SlideText,
    briefing_slides,
    chart_slide,
    finding_slide,
    quote_slide,
)
from tests.sample_measures import make_force, make_measure
from tests.sample_report import make_entry, make_finding, make_quote, make_report

_words = st.sampled_from(["", "Some words", "<b>Others</b> & more", "“Said”", "Geiriau tŷ"])
_NEVER_SHOWN = "only the presenter sees this"


@st.composite
def _findings(draw: st.DrawFn) -> tuple[Finding, ...]:
    quotes = [make_quote(number) for number in range(1, draw(st.integers(0, 3)) + 1)]
    ties = st.just(()) if not quotes else st.lists(st.sampled_from(quotes), unique=True).map(tuple)
    # Keys are the author's own: they may look like anything, another finding's number too.
    keys = st.one_of(st.sampled_from(["1", "2", "a", "a #2", "again 2 finding a"]), _words)
    return tuple(
        replace(
            make_finding(
                number,
                headline=f"Headline {number}",
                detail=draw(_words),
                excerpt=draw(_words),
                caution=draw(_words),
                prompt=draw(st.sampled_from(["", _NEVER_SHOWN])),
                quotes=draw(ties),
            ),
            key=key,
        )
        for number, key in enumerate(
            draw(st.lists(keys.filter(bool), max_size=3, unique=True)), start=1
        )
    )


@st.composite
def _reports(draw: st.DrawFn, *, ordered: bool | None = None) -> Report:
    """Briefings as the database lets them be, with a running order or without."""
    findings = draw(_findings())
    # Two may be the same words, and two measures count the same: a file may say it twice.
    said = draw(st.lists(st.sampled_from(["", "Said twice."]), min_size=3, max_size=3))
    quotes = tuple(make_quote(number, text) for number, text in enumerate(said, start=1))
    measures = tuple(
        make_measure(number=number) for number in range(1, draw(st.integers(0, 2)) + 1)
    )
    shown: list[Finding | Quote | Measure | SlideKind] = [
        SlideKind.TITLE,
        SlideKind.TEXT,
        SlideKind.SOURCES,
        *findings,
        *quotes,
        *measures,
    ]
    wanted = draw(st.booleans()) if ordered is None else ordered
    entry = st.tuples(st.sampled_from(shown), _words, _words, st.booleans())
    entries = st.lists(entry, min_size=1, max_size=6) if wanted else st.just([])
    return make_report(
        findings,
        quotes,
        measures,
        tuple(
            make_entry(number, value, title=title, text=text, notes=_NEVER_SHOWN, reveal=reveal)
            for number, (value, title, text, reveal) in enumerate(draw(entries), start=1)
        ),
    )


def _edited(report: Report, order: RunningOrder, data: st.DataObject) -> RunningOrder:
    """The order after some edits of a presenter."""
    extra = _addable(report)
    for _ in range(data.draw(st.integers(0, 6))):
        at = st.integers(0, len(order.items) - 1)
        edit = data.draw(st.sampled_from(["move", "show", "remove", *(["add"] if extra else [])]))
        if edit == "move":
            order = order.move(data.draw(at), data.draw(at))
        elif edit == "show":
            order = order.set_shown(data.draw(at), shown=data.draw(st.booleans()))
        elif edit == "remove" and len(order.items) > 1:
            order = order.remove(data.draw(at))
        elif edit == "add":
            slide = data.draw(st.sampled_from(extra))
            order = order.add(slide, data.draw(st.integers(0, len(order.items))))
    return order


def _addable(report: Report) -> list[Slide]:
    return [addable_slide(key, what) for key, what in addable_items(report).items()]


def _keys(order: RunningOrder) -> list[str]:
    return [item.slide.key for item in order.items]


# ---- what a slide says --------------------------------------------------------------------------


@given(_reports())
def test_that_each_finding_shown_has_its_caution_its_excerpt_in_marks_and_its_source(
    report: Report,
) -> None:
    findings = {f"Finding {finding.position}": finding for finding in report.findings}
    for slide in briefing_slides(report):
        if slide.kind is not SlideKind.FINDING:
            continue
        finding = findings[slide.name]
        texts = {(text.role, text.text) for text in slide.texts}
        assert slide.has_caution == bool(finding.caution)
        if finding.caution:
            assert (Role.CAUTION, finding.caution) in texts
        if finding.excerpt:
            assert (Role.EXCERPT, f"“{finding.excerpt}”") in texts
        assert slide.source == f"{finding.source.publisher}, {finding.source.title} · a line"


@given(_reports())
def test_that_a_quote_keeps_its_marks_its_speaker_and_its_source_whatever_its_title(
    report: Report,
) -> None:
    said = {f"“{quote.text}”" for quote in report.quotes}
    for slide in briefing_slides(report):
        if slide.kind is SlideKind.QUOTE:
            (words,) = (text.text for text in slide.texts if text.role is Role.QUOTE)
            assert words in said
            assert any(text.role is Role.SPEAKER for text in slide.texts)
            assert slide.source == "The Made-up Post, A proved article · a line"


def test_that_a_slide_is_listed_by_name_and_title_and_never_by_the_same_words_twice() -> None:
    slide = finding_slide(make_finding(1, headline="Few looked"))
    assert slide.list_label == "Finding 1: Few looked"
    assert replace(slide, name="Few looked").list_label == "Few looked"


@given(_reports())
def test_that_what_only_the_presenter_sees_is_never_among_the_texts(report: Report) -> None:
    for slide in (*briefing_slides(report), *_addable(report)):
        shown = [*(text.text for text in slide.texts), slide.source, slide.title, slide.name]
        assert not any(_NEVER_SHOWN in text for text in shown)


@given(_reports(ordered=True))
def test_that_notes_and_prompt_go_with_the_slide(report: Report) -> None:
    for slide, entry in zip(briefing_slides(report), report.running_order, strict=True):
        assert slide.notes == entry.notes
        assert slide.prompt == (entry.finding.prompt if entry.finding else "")


@given(_reports(ordered=True))
def test_that_bars_come_one_by_one_only_where_a_chart_has_them_and_the_author_asks(
    report: Report,
) -> None:
    for slide, entry in zip(briefing_slides(report), report.running_order, strict=True):
        assert slide.reveal == (entry.reveal and entry.kind is SlideKind.CHART)


@given(_reports())
def test_that_no_two_slides_have_one_key(report: Report) -> None:
    slides = briefing_slides(report)
    assert len({slide.key for slide in slides}) == len(slides)


def test_that_the_key_of_a_second_showing_is_no_other_finding_s_key() -> None:
    findings = tuple(
        replace(make_finding(number), key=key)
        for number, key in enumerate(["a", "a #2", "a 2", "2 a", "again 2 finding a"], start=1)
    )
    entries = tuple(make_entry(number, findings[0]) for number in (1, 2))
    slides = briefing_slides(make_report(findings, running_order=entries))
    assert slides[0].key in addable_items(make_report(findings))
    assert slides[1].key not in addable_items(make_report(findings))


@given(_reports(ordered=True), st.data())
def test_that_an_order_means_the_same_slides_when_the_author_inserts_some_and_numbers_anew(
    report: Report, data: st.DataObject
) -> None:
    slides = briefing_slides(report)
    order = _edited(report, RunningOrder.of(slides), data)
    finding, quote = make_finding(90), make_quote(90)
    gained = [make_entry(90, finding), make_entry(91, quote)]
    gained.append(make_entry(92, SlideKind.TEXT, title="Where to find support"))
    at = data.draw(st.integers(0, len(report.running_order)))
    own = report.running_order
    entries = tuple(
        replace(entry, id=number, position=number)
        for number, entry in enumerate([*own[:at], *gained, *own[at:]], start=1)
    )
    later = _numbered_anew(replace(report, running_order=entries), finding, quote)
    now = restore_running_order(later, briefing_slides(later), order.to_lines())
    new = set(briefing_slides(later)[at : at + len(gained)])
    if order.slides:
        known = [(_audience_reads(i.slide), i.is_shown) for i in now.items if i.slide not in new]
        assert known == [(_audience_reads(item.slide), item.is_shown) for item in order.items]
    assert all(item.is_shown for item in now.items if item.slide in new)


def _numbered_anew(report: Report, finding: Finding, quote: Quote) -> Report:
    """A briefing with a finding and a quote before its others, which all get other numbers."""
    quotes = {
        each.id: replace(each, id=number, position=number)
        for number, each in enumerate((quote, *report.quotes), start=1)
    }
    findings = {
        each.id: replace(
            each,
            id=number,
            position=number,
            quotes=tuple(quotes[its.id] for its in each.quotes),
        )
        for number, each in enumerate((finding, *report.findings), start=1)
    }
    measures = {each.id: replace(each, id=each.id + 1) for each in report.measures}
    entries = tuple(
        replace(
            entry,
            finding=findings[entry.finding.id] if entry.finding else None,
            quote=quotes[entry.quote.id] if entry.quote else None,
            measure=measures[entry.measure.id] if entry.measure else None,
        )
        for entry in report.running_order
    )
    return replace(
        report,
        findings=tuple(findings.values()),
        quotes=tuple(quotes.values()),
        measures=tuple(measures.values()),
        running_order=entries,
    )


def _audience_reads(slide: Slide) -> tuple[str, ...]:
    """The words of a slide."""
    return tuple(text.text for text in slide.texts)


def test_that_words_that_changed_make_another_slide_and_spaces_and_capitals_don_t() -> None:
    def key(kind: SlideKind, title: str, text: str) -> str:
        entry = make_entry(1, kind, title=title, text=text)
        return briefing_slides(make_report(running_order=(entry,)))[0].key

    for kind in (SlideKind.TITLE, SlideKind.TEXT, SlideKind.SOURCES):
        same = key(kind, "Key message", "In short")
        assert key(kind, " Key  Message", "in\nshort") == same
        for title, text in (("Key", "message In short"), ("Key message", ""), ("", "In short")):
            assert key(kind, title, text) != same


def test_that_sources_that_were_added_make_another_slide_and_what_was_checked_doesn_t() -> None:
    report = make_report()
    key = briefing_slides(report)[-1].key
    first, second = report.sources
    checked = replace(report, sources=(replace(first, sha256="cd" * 32), second))
    assert briefing_slides(checked)[-1].key == key
    further = replace(report, sources=(*report.sources, replace(first, title="Another")))
    assert briefing_slides(further)[-1].key != key


def test_that_a_quote_is_told_by_its_words_and_speaker_and_a_chart_by_what_it_counts() -> None:
    quote, measure = make_quote(1), make_measure()
    assert quote_slide(replace(quote, id=7, position=7, locator="")).key == quote_slide(quote).key
    assert quote_slide(replace(quote, text="Others.")).key != quote_slide(quote).key
    by_another = replace(quote, speaker=replace(quote.speaker, name="Another speaker"))
    assert quote_slide(by_another).key != quote_slide(quote).key
    later = replace(measure, id=7, message="Now otherwise", caveat="", figures=measure.figures[1:])
    assert chart_slide(later).key == chart_slide(measure).key
    assert chart_slide(replace(measure, unit="other units")).key != chart_slide(measure).key
    assert chart_slide(replace(measure, title="Others")).key != chart_slide(measure).key


def test_that_keys_are_the_same_in_every_run_and_on_every_computer() -> None:
    entry = make_entry(1, SlideKind.TEXT, title="Key message", text="Geiriau tŷ")
    (slide,) = briefing_slides(make_report(running_order=(entry,)))
    assert slide.key == "text 73572b79ca30"


@given(_reports(ordered=True))
def test_that_what_an_earlier_version_remembered_hides_nothing_and_adds_nothing(
    report: Report,
) -> None:
    slides = briefing_slides(report)
    record = [
        line
        for number in range(10)
        for kind in ("entry", "quote", "chart")
        for line in (f"- own {kind} {number}", f"+ added {kind} {number}")
    ]
    assert restore_running_order(report, slides, record) == RunningOrder.of(slides)


@given(_reports(ordered=False))
def test_that_a_briefing_without_a_running_order_is_shown_whole_and_nothing_twice(
    report: Report,
) -> None:
    kinds = [slide.kind for slide in briefing_slides(report)]
    assert kinds[0] is SlideKind.TITLE
    assert kinds[-1] is SlideKind.SOURCES
    assert kinds.count(SlideKind.FINDING) == len(report.findings)
    assert kinds.count(SlideKind.CHART) == len(report.measures)
    said = [
        text.text
        for slide in briefing_slides(report)
        for text in slide.texts
        if text.role is Role.QUOTE
    ]
    assert sorted(said) == sorted(f"“{quote.text}”" for quote in report.quotes)


def test_that_a_quote_of_two_findings_follows_the_first_and_one_of_none_follows_them_all() -> None:
    one, two, alone = make_quote(1), make_quote(2), make_quote(3)
    findings = (make_finding(1, quotes=(one,)), make_finding(2, quotes=(one, two)))
    slides = briefing_slides(make_report(findings, (one, two, alone)))
    assert [slide.name for slide in slides] == [
        *("Title", "Finding 1", "Quote 1", "Finding 2", "Quote 2", "Quote 3", "Sources")
    ]


@given(
    st.lists(st.sampled_from(list(FindingKind)), max_size=30),
    st.lists(st.integers(0, 40), max_size=40),
    st.integers(0, 8),
)
def test_that_an_order_that_is_made_fills_a_session_and_no_more(
    kinds: list[FindingKind], belongs_to: list[int], charts: int
) -> None:
    quotes = [make_quote(number) for number in range(1, len(belongs_to) + 1)]
    findings = tuple(
        make_finding(
            number,
            kind,
            quotes=tuple(
                quote for quote, to in zip(quotes, belongs_to, strict=True) if to == number
            ),
        )
        for number, kind in enumerate(kinds, 1)
    )
    measures = tuple(make_measure(number=number) for number in range(1, charts + 1))
    slides = briefing_slides(make_report(findings, tuple(quotes), measures))
    assert len(slides) == min(16, len(findings) + len(quotes) + len(measures) + 2)
    shown = [slide.kind for slide in slides]
    assert (shown[0], shown[-1]) == (SlideKind.TITLE, SlideKind.SOURCES)
    assert {slide.finding_kind for slide in slides} >= set(kinds)
    assert shown.count(SlideKind.CHART) >= min(charts, 3)
    keys = [slide.key for slide in slides]
    positions = [keys.index(finding_key(each)) for each in findings if finding_key(each) in keys]
    assert positions == sorted(positions)
    for finding in findings:
        for quote in finding.quotes:
            if quote_key(quote) in keys and finding_key(finding) in keys:
                between = slides[
                    keys.index(finding_key(finding)) + 1 : keys.index(quote_key(quote))
                ]
                assert all(slide.kind is SlideKind.QUOTE for slide in between)


def test_that_of_too_much_the_first_findings_are_shown_with_a_quote_each_before_second_ones() -> (
    None
):
    quotes = tuple(make_quote(number) for number in range(1, 41))
    findings = tuple(
        make_finding(number, quotes=quotes[2 * number - 2 : 2 * number]) for number in range(1, 21)
    )
    names = [slide.name for slide in briefing_slides(make_report(findings, quotes))]
    shown = [f"Finding {number}" for number in range(1, 10)]
    assert [name for name in names if name.startswith("Finding")] == shown
    assert [name for name in names if name.startswith("Quote")] == [
        *("Quote 1", "Quote 3", "Quote 5", "Quote 7", "Quote 9")
    ]


def test_that_the_author_s_own_title_takes_the_place_of_the_headline_alone() -> None:
    finding = make_finding(1, detail="In full.", excerpt="few words", caution="Look it up.")
    entry = make_entry(1, finding, title="In short", text="And more.")
    (slide,) = briefing_slides(make_report((finding,), running_order=(entry,)))
    assert [text.text for text in slide.texts] == [
        *("In short", "In full.", "“few words”", "Look it up.", "And more.")
    ]
    assert slide.title == "In short"


def test_that_a_slide_without_a_text_is_called_by_its_name() -> None:
    entry = make_entry(1, SlideKind.TEXT)
    (slide,) = briefing_slides(make_report(running_order=(entry,)))
    assert slide.title == slide.name == "Text"


def test_that_a_chart_s_slide_says_its_message_caveat_and_source_and_lights_my_force() -> None:
    mine = make_force("Alpha")
    slide = chart_slide(make_measure(highlight="Bravo"), mine)
    assert slide.chart is not None
    assert slide.chart.highlighted_bar is not None
    assert slide.chart.highlighted_bar.force == mine
    assert slide.title == "Bravo has more than the others"
    assert slide.source.startswith("Counts, not rates. Source: The Made-up Post")


@pytest.mark.parametrize(
    ("own", "below"),
    [
        ("", "Officers trained, per cent of officers, 2016"),
        ("How do we compare?", "Officers trained, per cent of officers, 2016"),
        ("Officers trained: who leads?", "Per cent of officers, 2016"),
        ("How many per cent of officers?", "Officers trained, 2016"),
    ],
)
def test_that_a_chart_s_slide_says_the_unit_once_whatever_its_author_titles_it(
    own: str, below: str
) -> None:
    measure = replace(make_measure(), title="Officers trained", unit="per cent of officers")
    entry = make_entry(1, measure, title=own)
    [slide] = briefing_slides(make_report(measures=(measure,), running_order=(entry,)))
    assert slide.texts[:2] == (
        SlideText(Role.TITLE, own or measure.message),
        SlideText(Role.SUBTITLE, below),
    )


def test_that_a_message_s_unit_is_said_again_where_an_own_title_takes_the_message_s_place() -> None:
    measure = replace(make_measure(message="99 victims in Bravo"), title="Seen", unit="victims")
    entries = [make_entry(1, measure), make_entry(2, measure, title="Who leads?")]
    one, other = briefing_slides(make_report(measures=(measure,), running_order=tuple(entries)))
    assert [slide.texts[1].text for slide in (one, other)] == ["Seen, 2016", "Seen, victims, 2016"]


def test_that_the_bundled_chart_says_its_unit_in_its_title() -> None:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        [slide] = [each for each in briefing_slides(briefing.report) if each.chart is not None]
    [measure] = briefing.report.measures
    assert slide.texts[1] == SlideText(Role.SUBTITLE, f"{measure.title}, 2016")


def test_that_a_chart_s_slide_says_which_earlier_periods_there_are() -> None:
    slide = chart_slide(make_measure(periods=("2015", "2016", "2017")))
    said = "Counts, not rates. Earlier periods in this briefing: 2015, 2016. Source: "
    assert slide.source.startswith(said)


def test_that_my_force_is_lit_wherever_the_briefing_has_charts() -> None:
    measure, mine = make_measure(highlight="Bravo"), make_force("Charlie")
    entry = make_entry(1, measure, reveal=True)
    for entries in ((), (entry,)):
        report = make_report(measures=(measure,), running_order=entries)
        charts = [slide.chart for slide in briefing_slides(report, mine) if slide.chart]
        assert [chart.highlighted_bar.force for chart in charts if chart.highlighted_bar] == [mine]


def test_that_the_sources_say_what_was_checked_and_only_that() -> None:
    *_, slide = briefing_slides(make_report())
    assert [text.text for text in slide.texts] == [
        "Sources",
        "A made-up article",
        "The Made-up Post",
        "A proved article",
        "The Made-up Post · quotes and excerpts checked word for word against its text when built",
    ]


# ---- the order for one occasion -----------------------------------------------------------------


@given(_reports(), st.data())
def test_that_moving_changes_the_order_and_nothing_else(
    report: Report, data: st.DataObject
) -> None:
    order = _edited(report, RunningOrder.of(briefing_slides(report)), data)
    at = data.draw(st.integers(0, len(order.items) - 1))
    to = data.draw(st.integers(0, len(order.items) - 1))
    moved = order.move(at, to)
    assert moved.items[to] == order.items[at]
    rest = [item for n, item in enumerate(order.items) if n != at]
    assert [item for n, item in enumerate(moved.items) if n != to] == rest
    assert moved.move(to, at) == order


@given(_reports(), st.data())
def test_that_a_slide_that_is_moved_to_a_number_gets_that_number(
    report: Report, data: st.DataObject
) -> None:
    order = _edited(report, RunningOrder.of(briefing_slides(report)), data)
    at = data.draw(st.integers(0, len(order.items) - 1))
    if not order.slides:
        return
    item = order.items[at]
    number = data.draw(st.integers(1, len(order.slides) + (not item.is_shown)))
    to = order.index_for_number(number, at)
    moved = order.move(at, to)
    if item.is_shown:
        assert moved.slides[number - 1] == item.slide
        rest = [slide for slide in order.slides if slide != item.slide]
        assert [slide for slide in moved.slides if slide != item.slide] == rest
    else:
        assert moved.slides == order.slides
        assert moved.set_shown(to, shown=True).slides[number - 1] == item.slide
        neighbour = moved.items[to + 1] if number <= len(order.slides) else moved.items[to - 1]
        assert neighbour.is_shown


@given(_reports(), st.data())
def test_that_what_is_left_out_keeps_its_place_and_comes_back_there(
    report: Report, data: st.DataObject
) -> None:
    order = RunningOrder.of(briefing_slides(report))
    at = data.draw(st.integers(0, len(order.items) - 1))
    without = order.set_shown(at, shown=False)
    assert _keys(without) == _keys(order)
    assert without.slides == order.slides[:at] + order.slides[at + 1 :]
    assert without.set_shown(at, shown=True) == order


@given(_reports(), st.data())
def test_that_an_added_slide_stands_where_it_was_put_and_is_gone_when_removed(
    report: Report, data: st.DataObject
) -> None:
    order = RunningOrder.of(briefing_slides(report))
    new = [slide for slide in _addable(report) if order.index(slide.key) is None]
    if not new:
        return
    slide = data.draw(st.sampled_from(new))
    at = data.draw(st.integers(0, len(order.items)))
    longer = order.add(slide, at)
    assert longer.items[at] == RunningOrderItem(slide, is_shown=True, is_original=False)
    assert longer.index(slide.key) == at
    assert longer.remove(at) == order


@given(_reports(), st.data())
def test_that_one_of_the_briefing_s_own_is_left_out_never_removed(
    report: Report, data: st.DataObject
) -> None:
    order = RunningOrder.of(briefing_slides(report))
    at = data.draw(st.integers(0, len(order.items) - 1))
    assert order.remove(at) == order.set_shown(at, shown=False)


@given(_reports(), st.data())
def test_that_adding_what_is_there_shows_it_where_it_is(
    report: Report, data: st.DataObject
) -> None:
    order = RunningOrder.of(briefing_slides(report))
    at = data.draw(st.integers(0, len(order.items) - 1))
    again = order.set_shown(at, shown=False).add(order.items[at].slide, 0)
    assert again == order


@given(_reports(), st.data())
def test_that_nothing_of_the_briefing_is_ever_lost_from_an_order(
    report: Report, data: st.DataObject
) -> None:
    slides = briefing_slides(report)
    order = _edited(report, RunningOrder.of(slides), data)
    own = [item.slide for item in order.items if item.is_original]
    assert sorted(slide.key for slide in own) == sorted(slide.key for slide in slides)
    assert len(set(_keys(order))) == len(order.items)


@pytest.mark.parametrize(
    ("left_out", "added", "moved", "words"),
    [
        ([], 0, False, ""),
        ([1], 0, False, "1 slide left out"),
        ([0, 2], 0, False, "2 slides left out"),
        ([], 1, False, "1 slide added"),
        ([], 0, True, "slides moved"),
        ([1, 2], 1, True, "2 slides left out, 1 added, some moved"),
    ],
)
def test_that_what_an_order_changes_is_told_in_words(
    left_out: list[int], added: int, moved: bool, words: str
) -> None:
    findings = tuple(make_finding(number) for number in range(1, 6))
    entries = tuple(make_entry(number, findings[number]) for number in range(3))
    report = make_report(findings, running_order=entries)
    slides = briefing_slides(report)
    order = RunningOrder.of(slides)
    for at in left_out:
        order = order.set_shown(at, shown=False)
    for finding in findings[3 : 3 + added]:
        order = order.add(finding_slide(finding), 1)
    if moved:
        order = order.move(0, len(order.items) - 1)
    assert order.describe_changes(slides) == words


@given(_reports(), st.data())
def test_that_an_order_of_which_nothing_is_told_shows_what_the_briefing_s_own_shows(
    report: Report, data: st.DataObject
) -> None:
    slides = briefing_slides(report)
    order = _edited(report, RunningOrder.of(slides), data)
    if not order.describe_changes(slides):
        assert order.slides == slides


# ---- remembered orders --------------------------------------------------------------------------


@given(_reports(), st.data())
def test_that_an_order_remembered_for_the_same_briefing_is_the_same_order(
    report: Report, data: st.DataObject
) -> None:
    slides = briefing_slides(report)
    order = _edited(report, RunningOrder.of(slides), data)
    if order.slides:
        assert restore_running_order(report, slides, order.to_lines()) == order


@given(_reports(), st.lists(st.one_of(st.text(), st.sampled_from(["+", "- own", "+ added "]))))
def test_that_a_record_of_nothing_or_of_garbage_gives_the_briefing_s_own_order(
    report: Report, record: list[str]
) -> None:
    slides = briefing_slides(report)
    assert restore_running_order(report, slides, []) == RunningOrder.of(slides)
    # Words before a key that no version ever wrote, or none at all.
    keys = [slide.key for slide in reversed(slides)]
    garbage = [
        *record,
        *keys,
        *(f"+ mine {key}" for key in keys),
        *(f"* own {key}" for key in keys),
    ]
    assert restore_running_order(report, slides, garbage) == RunningOrder.of(slides)


@given(_reports(ordered=True), st.data())
def test_that_what_is_left_of_a_changed_briefing_keeps_its_order_and_whether_it_is_shown(
    report: Report, data: st.DataObject
) -> None:
    order = _edited(report, RunningOrder.of(briefing_slides(report)), data)
    kept = data.draw(st.lists(st.sampled_from(report.running_order), unique=True, min_size=1))
    entries = tuple(sorted(kept, key=lambda entry: entry.position))
    changed = replace(report, running_order=entries)
    slides = briefing_slides(changed)
    now = restore_running_order(changed, slides, order.to_lines())
    own = {slide.key for slide in slides}
    expected = [
        (item.slide.key, item.is_shown)
        for item in order.items
        if item.slide.key in own or not item.is_original
    ]
    if any(shown for _, shown in expected):
        assert [(item.slide.key, item.is_shown) for item in now.items] == expected
    else:
        assert now == RunningOrder.of(slides)


@given(_reports(ordered=True), st.data())
def test_that_what_a_briefing_gained_is_shown_after_the_slide_that_it_follows(
    report: Report, data: st.DataObject
) -> None:
    old = data.draw(st.lists(st.sampled_from(report.running_order), unique=True, min_size=1))
    before = replace(report, running_order=tuple(sorted(old, key=lambda entry: entry.position)))
    order = _edited(before, RunningOrder.of(briefing_slides(before)), data)
    slides = briefing_slides(report)
    now = restore_running_order(report, slides, order.to_lines())
    known = set(_keys(order))
    if any(item.is_shown for item in order.items):
        # The rest stands as it was.
        assert [key for key in _keys(now) if key in known] == _keys(order)
    keys = [slide.key for slide in slides]
    for at, slide in enumerate(slides):
        if slide.key not in known:
            place = now.index(slide.key)
            assert place is not None
            assert now.items[place].is_shown
            assert _keys(now)[place - 1 : place] == (keys[at - 1 : at] if at else [])


def test_that_what_the_author_took_out_is_not_put_back_but_what_was_added_stays() -> None:
    findings = (make_finding(1), make_finding(2), make_finding(3))
    entries = tuple(make_entry(n, finding) for n, finding in enumerate(findings[:2], start=1))
    report = make_report(findings, running_order=entries)
    order = RunningOrder.of(briefing_slides(report)).add(finding_slide(findings[2]), 0)
    changed = replace(report, running_order=entries[:1])
    now = restore_running_order(changed, briefing_slides(changed), order.to_lines())
    assert [(item.slide.name, item.is_original) for item in now.items] == [
        ("Finding 3", False),
        ("Finding 1", True),
    ]


def test_that_what_was_added_and_then_came_into_the_briefing_s_order_is_its_own() -> None:
    finding, other = make_finding(1), make_finding(2)
    entry, later = make_entry(1, finding), make_entry(2, other)
    report = make_report((finding, other), running_order=(entry,))
    order = RunningOrder.of(briefing_slides(report)).add(finding_slide(other), 0)
    changed = replace(report, running_order=(entry, later))
    now = restore_running_order(changed, briefing_slides(changed), order.to_lines())
    assert [(item.slide.name, item.is_original) for item in now.items] == [
        ("Finding 2", True),
        ("Finding 1", True),
    ]


@given(_reports(ordered=True))
def test_that_a_record_that_would_show_nothing_gives_the_briefing_s_own_order(
    report: Report,
) -> None:
    slides = briefing_slides(report)
    order = RunningOrder(tuple(RunningOrderItem(slide, is_shown=False) for slide in slides))
    assert restore_running_order(report, slides, order.to_lines()) == RunningOrder.of(slides)


def test_that_all_findings_and_quotes_can_be_added() -> None:
    finding, quote = make_finding(7), make_quote(3)
    report = make_report((finding,), (quote,))
    slides: list[Slide] = [finding_slide(finding), quote_slide(quote)]
    assert _addable(report) == slides


def test_that_two_quotes_of_the_same_words_can_both_be_added() -> None:
    quotes = make_quote(1, "Said twice."), replace(make_quote(2, "Said twice."), locator="page 9")
    report = make_report(quotes=quotes)
    assert [slide.source.rpartition(" · ")[2] for slide in _addable(report)] == ["a line", "page 9"]
    order = RunningOrder.of(briefing_slides(make_report()))
    for slide in _addable(report):
        order = order.add(slide, 0)
    slides = briefing_slides(make_report())
    assert restore_running_order(report, slides, order.to_lines()) == order


def test_that_only_the_slides_that_were_added_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    findings = tuple(make_finding(number) for number in range(1, 50))
    report = make_report(findings, running_order=(make_entry(1, findings[0]),))
    slides = briefing_slides(report)
    order = RunningOrder.of(slides).add(finding_slide(findings[40]), 1)
    made: list[Finding] = []

    def make(finding: Finding) -> Slide:
        made.append(finding)
        return finding_slide(finding)

    monkeypatch.setattr("briefing_app.model.running_order.finding_slide", make)
    assert restore_running_order(report, slides, order.to_lines()) == order
    assert made == [findings[40]]
