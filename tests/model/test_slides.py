"""Tests of the slides made from a briefing."""

import pytest
from hypothesis import given

from briefing_app.model.report import FindingKind, Measure, Report, Reveal, SlideKind, finding_key
from briefing_app.model.slide_builder import (
    briefing_slides,
    chart_slide,
    finding_slide,
    quote_slide,
)
from briefing_app.model.slides import (
    KindCount,
    Role,
    Slide,
    SlideText,
    matching_slides,
)
from tests.model.report_strategies import PRESENTER_ONLY, reports
from tests.sample_measures import THREE, highlighted, make_force, make_measure
from tests.sample_report import (
    SOURCE,
    VERIFIED_SOURCE,
    make_discussion,
    make_entry,
    make_finding,
    make_number,
    make_quote,
    make_report,
)


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
        elif finding.detail:
            assert (Role.NOTE, finding.detail) in texts
        words = finding.excerpt or next((quote.text for quote in finding.quotes), "")
        assert ((Role.EXCERPT, f"“{words}”") in texts) == bool(words)
        assert f"{finding.source.publisher}, " in slide.source


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
            assert slide.source == "The Made-up Post, A checked article, a line"


def test_list_label_never_repeats_the_same_words() -> None:
    slide = finding_slide(make_finding(1, headline="Few looked"))
    assert slide.list_label == "Finding 1: Few looked"
    assert slide._replace(name="Few looked").list_label == "Few looked"


@given(reports())
def test_presenter_texts_are_never_shown_to_the_audience(report: Report) -> None:
    for slide in briefing_slides(report):
        shown = [*(text.text for text in slide.texts), slide.source, slide.title, slide.name]
        assert not any(PRESENTER_ONLY in text for text in shown)


@given(reports(ordered=True))
def test_slide_has_its_notes_and_discussion_question(report: Report) -> None:
    for slide, entry in zip(briefing_slides(report), report.running_order, strict=True):
        assert slide.notes == entry.notes
        is_finding = entry.finding is not None and entry.kind is SlideKind.FINDING
        assert slide.prompt == (entry.finding.prompt if entry.finding and is_finding else "")


@given(reports(ordered=True))
def test_reveal_needs_a_chart_and_the_authors_request(
    report: Report,
) -> None:
    for slide, entry in zip(briefing_slides(report), report.running_order, strict=True):
        is_chart = entry.kind is SlideKind.CHART
        assert slide.reveal is (entry.reveal if is_chart else Reveal.NONE)


@given(reports())
def test_slide_keys_are_unique(report: Report) -> None:
    slides = briefing_slides(report)
    assert len({slide.key for slide in slides}) == len(slides)


def test_key_of_repeated_finding_is_not_another_findings_key() -> None:
    findings = tuple(
        make_finding(number)._replace(key=key)
        for number, key in enumerate(["a", "a #2", "a 2", "2 a", "again 2 finding a"], start=1)
    )
    entries = tuple(make_entry(number, findings[0]) for number in (1, 2))
    slides = briefing_slides(make_report(findings, running_order=entries))
    keys = {finding_key(finding) for finding in findings}
    assert slides[0].key in keys
    assert slides[1].key not in keys


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
    checked = report._replace(sources=(first._replace(sha256="cd" * 32), second))
    assert briefing_slides(checked)[-1].key == key
    further = report._replace(sources=(*report.sources, first._replace(title="Another")))
    assert briefing_slides(further)[-1].key != key


def test_keys_of_quotes_and_charts_depend_on_their_words() -> None:
    quote, measure = make_quote(1), make_measure()
    assert quote_slide(quote._replace(id=7, position=7, locator="")).key == quote_slide(quote).key
    assert quote_slide(quote._replace(text="Others.")).key != quote_slide(quote).key
    by_another = quote._replace(speaker=quote.speaker._replace(name="Another speaker"))
    assert quote_slide(by_another).key != quote_slide(quote).key
    later = measure._replace(id=7, message="Now otherwise", caveat="", figures=measure.figures[1:])
    assert chart_slide(later).key == chart_slide(measure).key
    assert chart_slide(measure._replace(unit="other units")).key != chart_slide(measure).key
    assert chart_slide(measure._replace(title="Others")).key != chart_slide(measure).key


def test_key_is_the_same_in_every_run() -> None:
    entry = make_entry(1, SlideKind.TEXT, title="Key message", text="Geiriau tŷ")
    (slide,) = briefing_slides(make_report(running_order=(entry,)))
    assert slide.key == "text b1ef736f68700945"


def test_authors_title_replaces_only_the_headline() -> None:
    finding = make_finding(1, detail="In full.", excerpt="few words", caution="Look it up.")
    entry = make_entry(1, finding, title="In short", text="And more.")
    (slide,) = briefing_slides(make_report((finding,), running_order=(entry,)))
    assert [text.text for text in slide.texts] == [
        "In short",
        "“few words”",
        "Look it up.",
        "And more.",
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
    assert highlighted(slide.chart) == [mine.short_name]
    assert slide.title == "Bravo has more than the others"
    assert slide.texts[-1] == SlideText(Role.NOTE, "Counts, not rates.")
    assert slide.source == "The Made-up Post, A made-up article"
    without = chart_slide(make_measure()._replace(caveat=""))
    assert [text.role for text in without.texts] == [Role.TITLE, Role.SUBTITLE]


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
    measure = make_measure()._replace(title="Officers trained", unit="per cent of officers")
    entry = make_entry(1, measure, title=own)
    [slide] = briefing_slides(make_report(measures=(measure,), running_order=(entry,)))
    assert slide.texts[:2] == (
        SlideText(Role.TITLE, own or measure.message),
        SlideText(Role.SUBTITLE, below),
    )


def test_authors_title_without_unit_puts_it_in_subtitle() -> None:
    measure = make_measure(message="99 victims in Bravo")._replace(title="Seen", unit="victims")
    entries = [make_entry(1, measure), make_entry(2, measure, title="Who leads?")]
    one, other = briefing_slides(make_report(measures=(measure,), running_order=tuple(entries)))
    assert [slide.texts[1].text for slide in (one, other)] == ["Seen, 2016", "Seen, victims, 2016"]


def test_chart_slide_lists_earlier_periods() -> None:
    slide = chart_slide(make_measure(periods=("2015", "2016", "2017")))
    said = "Counts, not rates. Earlier periods in this briefing: 2015, 2016."
    assert slide.texts[-1] == SlideText(Role.NOTE, said)


def test_my_force_is_highlighted_in_every_chart() -> None:
    measure, mine = make_measure(highlight="Bravo"), make_force("Charlie")
    entry = make_entry(1, measure, reveal=Reveal.GUESS)
    for entries in ((), (entry,)):
        report = make_report(measures=(measure,), running_order=entries)
        charts = [slide.chart for slide in briefing_slides(report, mine) if slide.chart]
        assert [label for chart in charts for label in highlighted(chart)] == [mine.short_name]


def test_our_words_say_that_they_are_ours() -> None:
    measures = make_measure(), make_measure(number=2, message="")
    report = make_report((make_finding(1, excerpt="few words"),), measures=measures)
    report = report._replace(summary="In short.")
    entries = (
        make_entry(1, SlideKind.TEXT, title="Key message", text="In short."),
        make_entry(2, SlideKind.TEXT, title="Before we start", text="Fire exits."),
    )
    _, summary, finding, chart, plain_chart, _ = briefing_slides(report)
    planned, other = briefing_slides(report._replace(running_order=entries))
    assert summary.foot == planned.foot
    assert summary.foot == "Our summary of the source · The Made-up Post, A made-up article"
    assert other.foot == "Our words, not part of the report"
    assert finding.foot.startswith("Headline: ours · ")
    assert finding.foot.endswith(", a line")
    assert chart.foot.startswith("Message: ours · ")
    assert "ours" not in plain_chart.foot


def test_sources_slide_has_title_publisher_and_date() -> None:
    report = make_report()
    first, second = report.sources
    dated = second._replace(published="2017-10-24", note="A note", licence="A licence")
    *_, slide = briefing_slides(report._replace(sources=(first, dated)))
    assert [text.text for text in slide.texts] == [
        "Sources",
        "Named, but not used here",
        "A made-up article",
        "The Made-up Post",
        "Named, but not used here",
        "A checked article",
        "The Made-up Post · 24 October 2017",
        "Headlines and questions",
        "Ours, for training",
        "Not part of a source",
    ]


@pytest.mark.parametrize(
    ("excerpt", "quoted", "has_figures", "used"),
    [
        ("few words", False, True, "Every quotation and figure"),
        ("few words", True, True, "Some quotations and every figure"),
        ("", True, True, "Every figure"),
        ("few words", False, False, "Every quotation"),
        ("", True, False, "Named by a finding, but not quoted"),
    ],
)
def test_sources_slide_says_what_comes_from_a_source(
    excerpt: str, used: str, *, quoted: bool, has_figures: bool
) -> None:
    quotes = (make_quote(1),) if quoted else ()  # from the second source
    measures = (make_measure(),) if has_figures else ()
    finding = make_finding(1, excerpt=excerpt)
    report = make_report((finding,), measures=measures)._replace(quotes=quotes)
    *_, slide = briefing_slides(report)
    uses = [text.text for text in slide.texts if text.role is Role.SOURCE_USE]
    assert (uses[0], uses[-1]) == (used, "Headlines and questions")


def test_sources_slide_says_of_each_source_that_is_quoted_whether_its_words_were_checked() -> None:
    finding = make_finding(1, excerpt="few words")
    report = make_report((finding,), (make_quote(1),))
    unused = SOURCE._replace(id=9, title="Another")
    *_, slide = briefing_slides(report._replace(sources=(SOURCE, VERIFIED_SOURCE, unused)))
    details = [text.text for text in slide.texts if text.role is Role.SOURCE_DETAIL]
    assert details == [
        *("The Made-up Post", "Quotes and excerpts not checked against it"),
        *("The Made-up Post", "Quotes and excerpts checked against it"),
        *("The Made-up Post", "Not part of a source"),
    ]


def test_title_slide_counts_the_kinds_of_findings() -> None:
    kinds = (FindingKind.NEXT_STEP, FindingKind.CONCERN, FindingKind.NEXT_STEP)
    findings = tuple(make_finding(number, kind) for number, kind in enumerate(kinds, start=1))
    slide, *_ = briefing_slides(make_report(findings)._replace(published="2017-10"))
    assert slide.kind_counts == (
        KindCount(FindingKind.CONCERN, 1),
        KindCount(FindingKind.NEXT_STEP, 2),
    )
    assert slide.source == "The Made-up Inspectorate · October 2017"


def test_title_slide_has_the_title_of_its_entry_or_of_the_briefing() -> None:
    entries = (make_entry(1, SlideKind.TITLE), make_entry(2, SlideKind.TITLE, title="Day one"))
    report = make_report(running_order=entries)._replace(title="Made up")
    assert [slide.title for slide in briefing_slides(report)] == ["Made up", "Day one"]


def test_finding_without_excerpt_shows_its_first_quote() -> None:
    quotes = (make_quote(1, "We looked."), make_quote(2, "Twice."))
    slide = finding_slide(make_finding(1, detail="In full.", quotes=quotes))
    assert slide.texts[1:] == (
        SlideText(Role.EXCERPT, "“We looked.”"),
        SlideText(Role.NOTE, "In full."),
    )
    who = "A speaker, who is made up"
    assert slide.source == f"{who} · The Made-up Post, A checked article, a line"


def test_finding_names_who_said_its_excerpt() -> None:
    quote = make_quote(1, "We saw few words.")
    finding = make_finding(1, excerpt="few words", quotes=(quote,))
    where = "The Made-up Post, A made-up article, a line"
    # The quote is from another document.
    assert finding_slide(finding).source == where
    same = finding._replace(quotes=(quote._replace(source=finding.source),))
    assert finding_slide(same).source == f"A speaker, who is made up · {where}"
    assert finding_slide(same._replace(excerpt="other words")).source == where


def test_finding_without_words_says_where_it_is() -> None:
    slide = finding_slide(make_finding(1, detail="Ours."))
    assert slide.texts == (
        SlideText(Role.TITLE, "Finding number 1"),
        SlideText(Role.NOTE, "Ours."),
    )
    assert slide.source == "The Made-up Post, A made-up article, a line"


def test_caution_is_shown_instead_of_the_detail() -> None:
    slide = finding_slide(make_finding(1, detail="Ours.")._replace(caution="Unclear."))
    assert slide.texts[1:] == (SlideText(Role.CAUTION, "Unclear."),)


def test_source_is_named_by_its_publisher_if_that_is_enough() -> None:
    finding = make_finding(1)
    publishers = {finding.source.publisher}
    assert finding_slide(finding, publishers).source == "The Made-up Post, a line"


def test_slides_of_a_made_up_briefing_say_so_and_know_its_names() -> None:
    finding = make_finding(1, headline="Alpha Made-up Police waited")
    report = make_report((finding,), measures=(make_measure(),))
    report = report._replace(forces=(make_force("Alpha"),))
    assert not finding_slide(finding).is_made_up
    for title, is_made_up in (("Made up: a test", True), ("A test", False)):
        slides = briefing_slides(report._replace(title=title))
        assert {slide.is_made_up for slide in slides} == {is_made_up}
    (slide,) = (slide for slide in slides if slide.kind is SlideKind.FINDING)
    assert "Alpha Made-up Police" in slide.names


def test_quote_slide_has_the_role_of_its_speaker_if_there_is_one() -> None:
    quote = make_quote(1)
    speaker = SlideText(Role.SPEAKER, "A speaker")
    assert quote_slide(quote).texts[1:] == (
        speaker,
        SlideText(Role.SPEAKER_ROLE, "who is made up"),
    )
    without = quote._replace(speaker=quote.speaker._replace(role=""))
    assert quote_slide(without).texts[1:] == (speaker,)


def number(measure: Measure, force: str, title: str = "") -> Slide:
    """Return the slide of a force's newest figure."""
    entry = make_number(1, measure, make_force(force), title)._replace(text="And more.")
    [slide] = briefing_slides(make_report(measures=(measure,), running_order=(entry,)))
    return slide


def note_of(slide: Slide) -> str:
    (note,) = (text.text for text in slide.texts if text.role is Role.NOTE)
    return note


def test_figures_of_many_forces_are_not_beside_a_number() -> None:
    rows = tuple((name, 5, "") for name in ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Fox"))
    roles = {text.role for text in number(make_measure(rows), "Alpha").texts}
    assert Role.OTHER_FIGURE not in roles


def test_percentage_on_a_number_slide_has_its_sign() -> None:
    measure = make_measure()._replace(unit="per cent of officers")
    said = {text.text for text in number(measure, "Bravo").texts}
    assert {"99%", "16%"} <= said


def test_number_slide_shows_newest_figure_with_message_and_caveat() -> None:
    measure = make_measure(periods=("2015", "2016"), highlight="Bravo")
    earlier = [figure._replace(value=7) for figure in measure.figures[:3]]
    slide = number(measure._replace(figures=(*measure.figures[3:], *earlier)), "Bravo")
    assert slide.texts == (
        SlideText(Role.NUMBER, "99"),
        SlideText(Role.STATEMENT, measure.message),
        SlideText(Role.OTHER_FIGURE, "20"),
        SlideText(Role.OTHER_FORCE, "Charlie"),
        SlideText(Role.OTHER_FIGURE, "16"),
        SlideText(Role.OTHER_FORCE, "Alpha"),
        SlideText(Role.NOTE, note_of(slide)),
        SlideText(Role.BODY, "And more."),
    )
    assert measure.caveat in note_of(slide)
    assert "2016" in note_of(slide)
    assert slide.title == f"99 {measure.message}"


def test_number_slide_has_the_message_only_if_it_is_about_this_force() -> None:
    slide = number(make_measure(highlight="Bravo"), "Alpha")
    assert slide.texts[1].text == ("Alpha Made-up Police: Made-up measure 1, things counted, 2016")
    assert number(make_measure(highlight="Bravo"), "Alpha", "in Alpha").texts[1].text == "in Alpha"


def test_number_slide_names_its_force_once() -> None:
    measure = make_measure(highlight="Bravo")
    assert "Alpha Made-up Police" not in note_of(number(measure, "Alpha", "in Alpha"))
    assert note_of(number(measure, "Alpha", "in one")).startswith("Alpha Made-up Police, 2016. ")


def test_number_slide_says_unit_and_period_once() -> None:
    measure = make_measure(message="99 victims in Bravo", highlight="Bravo")
    measure = measure._replace(title="Seen", unit="victims", caveat="")
    assert note_of(number(measure, "Bravo")) == "Seen, 2016."
    assert number(measure, "Alpha").texts[1].text == "Alpha Made-up Police: Seen, victims, 2016"
    assert note_of(number(measure, "Alpha", "in Alpha")) == "2016."
    roles = {text.role for text in number(measure, "Alpha", "in Alpha in 2016").texts}
    assert Role.NOTE not in roles


def test_number_slide_says_that_its_figure_is_provisional() -> None:
    measure = make_measure((("Alpha", 16, ""), ("Bravo", 9, "p")))
    assert "rovisional. " in note_of(number(measure, "Bravo"))


def test_discussion_asks_its_own_question_or_the_findings() -> None:
    finding = make_finding(3, prompt="Who looked?")
    entries = (
        make_discussion(1, finding=finding, answer="Nobody", minutes=5),
        make_discussion(2, "And now?", finding=finding),
        make_discussion(3, "And then?"),
    )
    slides = briefing_slides(make_report((finding,), running_order=entries))
    assert [slide.texts for slide in slides] == [
        (SlideText(Role.QUESTION, "Who looked?"), SlideText(Role.ANSWER, "Nobody")),
        (SlideText(Role.QUESTION, "And now?"),),
        (SlideText(Role.QUESTION, "And then?"),),
    ]
    assert [slide.source for slide in slides] == [*["Finding 3: Finding number 3"] * 2, ""]
    assert [slide.minutes for slide in slides] == [5, None, None]
    assert {slide.finding_kind for slide in slides} == {None}


def test_options_of_a_vote_are_between_question_and_answer() -> None:
    entry = make_discussion(1, "How many?", options=("Two", "Nine"), answer="Nine\nOf ten.")
    (slide,) = briefing_slides(make_report(running_order=(entry,)))
    assert [(text.role, text.text) for text in slide.texts] == [
        (Role.QUESTION, "How many?"),
        (Role.OPTION, "Two"),
        (Role.OPTION, "Nine"),
        (Role.ANSWER, "Nine\nOf ten."),
    ]
    assert slide.title == "How many?"


@pytest.mark.parametrize("has_order", [True, False])
def test_slides_of_figures_name_a_source_as_briefly_as_the_others_allow(*, has_order: bool) -> None:
    measure = make_measure()._replace(locator="table 2")
    entries = (make_entry(1, measure), make_number(2, measure, make_force("Alpha"), "99 of them"))
    report = make_report(measures=(measure,), running_order=entries if has_order else ())
    for titles, named in (
        (["A"], "The Made-up Post, table 2"),
        (["A", "B"], "The Made-up Post, A made-up article, table 2"),
    ):
        sources = tuple(measure.source._replace(title=title) for title in titles)
        slides = briefing_slides(report._replace(sources=sources))
        shown = [each.source for each in slides if each.kind in {SlideKind.CHART, SlideKind.NUMBER}]
        assert shown == [named] * (2 if has_order else 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [0, 1, 2]),
        ("few", [0, 1]),
        ("look few", [1]),
        ("two", [2]),
        ("3", [2]),
        ("1", [0]),
        (" 2 ", [1, 0]),  # and the slide that contains 2
        ("0", []),
        ("4", []),
        ("²", []),
    ],
)
def test_slides_are_found_by_their_words_or_number(text: str, found: list[int]) -> None:
    slides = [
        Slide("a", SlideKind.TEXT, "Text", (SlideText(Role.BODY, "Few of 2"),)),
        Slide("b", SlideKind.TEXT, "Few", (SlideText(Role.BODY, "looked"),)),
        Slide("c", SlideKind.TEXT, "Text", (SlideText(Role.BODY, "One Two"),)),
    ]
    assert matching_slides(slides, text) == found


def test_own_title_of_a_chart_to_guess_is_the_question() -> None:
    measure = make_measure()
    entry = make_entry(1, measure, reveal=Reveal.GUESS, title="Who leads?")
    [slide] = briefing_slides(make_report(running_order=(entry,)))
    assert slide.title == "Who leads?"
    assert slide.asked_texts[0] == SlideText(Role.TITLE, "Who leads?")
    assert slide.chart is not None
    assert slide.result_texts == (
        SlideText(Role.TITLE, measure.message),
        SlideText(Role.SUBTITLE, slide.chart.measured),
        SlideText(Role.NOTE, measure.caveat),
    )
    at_once = slide._replace(reveal=Reveal.NONE)
    assert at_once.result_texts == at_once.texts == slide.texts


def test_default_order_can_be_guessed_without_its_message() -> None:
    measure = make_measure()
    slides = briefing_slides(make_report(measures=(measure,)))
    (chart,) = (each._replace(reveal=Reveal.GUESS) for each in slides if each.chart is not None)
    assert chart.title == measure.message
    assert measure.message not in [text.text for text in chart.asked_texts]
    assert chart.result_texts == chart.texts


def test_order_of_a_chart_to_guess_tells_nothing() -> None:
    entry = make_entry(1, make_measure(THREE), reveal=Reveal.GUESS)
    [slide] = briefing_slides(make_report(running_order=(entry,)))
    assert slide.shown_chart is not None
    assert [bar.label for bar in slide.shown_chart.bars] == ["Alpha", "Bravo", "Charlie"]
    assert "sorted by name" in slide.shown_chart.alt_text
    assert slide._replace(reveal=Reveal.NONE).shown_chart == slide.chart
    assert finding_slide(make_finding(1)).shown_chart is None
