"""Tests of the slides made from a briefing."""

from dataclasses import replace

import pytest
from hypothesis import given

from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.report import (
    Report,
    SlideKind,
)
from briefing_app.model.running_order import (
    addable_items,
    addable_slide,
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
from tests.model.report_strategies import PRESENTER_ONLY, reports
from tests.sample_measures import make_force, make_measure
from tests.sample_report import make_entry, make_finding, make_quote, make_report


def _addable(report: Report) -> list[Slide]:
    return [addable_slide(key, what) for key, what in addable_items(report).items()]


@given(reports())
def test_finding_slide_has_caution_excerpt_and_source(
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


@given(reports())
def test_quote_slide_keeps_quote_speaker_and_source(
    report: Report,
) -> None:
    said = {f"“{quote.text}”" for quote in report.quotes}
    for slide in briefing_slides(report):
        if slide.kind is SlideKind.QUOTE:
            (words,) = (text.text for text in slide.texts if text.role is Role.QUOTE)
            assert words in said
            assert any(text.role is Role.SPEAKER for text in slide.texts)
            assert slide.source == "The Made-up Post, A checked article · a line"


def test_list_label_never_repeats_the_same_words() -> None:
    slide = finding_slide(make_finding(1, headline="Few looked"))
    assert slide.list_label == "Finding 1: Few looked"
    assert replace(slide, name="Few looked").list_label == "Few looked"


@given(reports())
def test_presenter_texts_are_never_shown_to_the_audience(report: Report) -> None:
    for slide in (*briefing_slides(report), *_addable(report)):
        shown = [*(text.text for text in slide.texts), slide.source, slide.title, slide.name]
        assert not any(PRESENTER_ONLY in text for text in shown)


@given(reports(ordered=True))
def test_slide_has_its_notes_and_discussion_question(report: Report) -> None:
    for slide, entry in zip(briefing_slides(report), report.running_order, strict=True):
        assert slide.notes == entry.notes
        assert slide.prompt == (entry.finding.prompt if entry.finding else "")


@given(reports(ordered=True))
def test_reveal_needs_a_chart_and_the_authors_request(
    report: Report,
) -> None:
    for slide, entry in zip(briefing_slides(report), report.running_order, strict=True):
        assert slide.reveal == (entry.reveal and entry.kind is SlideKind.CHART)


@given(reports())
def test_slide_keys_are_unique(report: Report) -> None:
    slides = briefing_slides(report)
    assert len({slide.key for slide in slides}) == len(slides)


def test_key_of_repeated_finding_is_not_another_findings_key() -> None:
    findings = tuple(
        replace(make_finding(number), key=key)
        for number, key in enumerate(["a", "a #2", "a 2", "2 a", "again 2 finding a"], start=1)
    )
    entries = tuple(make_entry(number, findings[0]) for number in (1, 2))
    slides = briefing_slides(make_report(findings, running_order=entries))
    assert slides[0].key in addable_items(make_report(findings))
    assert slides[1].key not in addable_items(make_report(findings))


def test_key_changes_with_words_but_not_with_case_or_space() -> None:
    def key(kind: SlideKind, title: str, text: str) -> str:
        entry = make_entry(1, kind, title=title, text=text)
        return briefing_slides(make_report(running_order=(entry,)))[0].key

    for kind in (SlideKind.TITLE, SlideKind.TEXT, SlideKind.SOURCES):
        same = key(kind, "Key message", "In short")
        assert key(kind, " Key  Message", "in\nshort") == same
        for title, text in (("Key", "message In short"), ("Key message", ""), ("", "In short")):
            assert key(kind, title, text) != same


def test_key_changes_with_added_source_not_with_its_check() -> None:
    report = make_report()
    key = briefing_slides(report)[-1].key
    first, second = report.sources
    checked = replace(report, sources=(replace(first, sha256="cd" * 32), second))
    assert briefing_slides(checked)[-1].key == key
    further = replace(report, sources=(*report.sources, replace(first, title="Another")))
    assert briefing_slides(further)[-1].key != key


def test_keys_of_quotes_and_charts_depend_on_their_words() -> None:
    quote, measure = make_quote(1), make_measure()
    assert quote_slide(replace(quote, id=7, position=7, locator="")).key == quote_slide(quote).key
    assert quote_slide(replace(quote, text="Others.")).key != quote_slide(quote).key
    by_another = replace(quote, speaker=replace(quote.speaker, name="Another speaker"))
    assert quote_slide(by_another).key != quote_slide(quote).key
    later = replace(measure, id=7, message="Now otherwise", caveat="", figures=measure.figures[1:])
    assert chart_slide(later).key == chart_slide(measure).key
    assert chart_slide(replace(measure, unit="other units")).key != chart_slide(measure).key
    assert chart_slide(replace(measure, title="Others")).key != chart_slide(measure).key


def test_key_is_the_same_in_every_run() -> None:
    entry = make_entry(1, SlideKind.TEXT, title="Key message", text="Geiriau tŷ")
    (slide,) = briefing_slides(make_report(running_order=(entry,)))
    assert slide.key == "text 73572b79ca30"


def test_authors_title_replaces_only_the_headline() -> None:
    finding = make_finding(1, detail="In full.", excerpt="few words", caution="Look it up.")
    entry = make_entry(1, finding, title="In short", text="And more.")
    (slide,) = briefing_slides(make_report((finding,), running_order=(entry,)))
    assert [text.text for text in slide.texts] == [
        *("In short", "In full.", "“few words”", "Look it up.", "And more.")
    ]
    assert slide.title == "In short"


def test_slide_without_text_is_titled_by_its_name() -> None:
    entry = make_entry(1, SlideKind.TEXT)
    (slide,) = briefing_slides(make_report(running_order=(entry,)))
    assert slide.title == slide.name == "Text"


def test_chart_slide_has_message_source_and_my_force() -> None:
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
def test_chart_slide_states_unit_once_with_any_title(own: str, below: str) -> None:
    measure = replace(make_measure(), title="Officers trained", unit="per cent of officers")
    entry = make_entry(1, measure, title=own)
    [slide] = briefing_slides(make_report(measures=(measure,), running_order=(entry,)))
    assert slide.texts[:2] == (
        SlideText(Role.TITLE, own or measure.message),
        SlideText(Role.SUBTITLE, below),
    )


def test_authors_title_without_unit_puts_it_in_subtitle() -> None:
    measure = replace(make_measure(message="99 victims in Bravo"), title="Seen", unit="victims")
    entries = [make_entry(1, measure), make_entry(2, measure, title="Who leads?")]
    one, other = briefing_slides(make_report(measures=(measure,), running_order=tuple(entries)))
    assert [slide.texts[1].text for slide in (one, other)] == ["Seen, 2016", "Seen, victims, 2016"]


def test_bundled_chart_states_its_unit_in_the_title() -> None:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        [slide] = [each for each in briefing_slides(briefing.report) if each.chart is not None]
    [measure] = briefing.report.measures
    assert slide.texts[1] == SlideText(Role.SUBTITLE, f"{measure.title}, 2016")


def test_message_comes_last_unless_the_author_chose_a_title() -> None:
    measure = make_measure()
    entries = (
        make_entry(1, measure, reveal=True),
        make_entry(2, measure, reveal=True, title="Who leads?"),
        make_entry(3, replace(measure, message=""), reveal=True),
        make_entry(4, measure),
    )
    slides = briefing_slides(make_report(measures=(measure,), running_order=entries))
    assert [slide.title_comes_last for slide in slides] == [True, False, False, False]


def test_chart_slide_lists_earlier_periods() -> None:
    slide = chart_slide(make_measure(periods=("2015", "2016", "2017")))
    said = "Counts, not rates. Earlier periods in this briefing: 2015, 2016. Source: "
    assert slide.source.startswith(said)


def test_my_force_is_highlighted_in_every_chart() -> None:
    measure, mine = make_measure(highlight="Bravo"), make_force("Charlie")
    entry = make_entry(1, measure, reveal=True)
    for entries in ((), (entry,)):
        report = make_report(measures=(measure,), running_order=entries)
        charts = [slide.chart for slide in briefing_slides(report, mine) if slide.chart]
        assert [chart.highlighted_bar.force for chart in charts if chart.highlighted_bar] == [mine]


def test_sources_slide_says_only_what_was_checked() -> None:
    *_, slide = briefing_slides(make_report())
    assert [text.text for text in slide.texts] == [
        "Sources",
        "A made-up article",
        "The Made-up Post",
        "A checked article",
        "The Made-up Post · quotes and excerpts checked word for word against its text when built",
    ]
