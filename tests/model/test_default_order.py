"""Tests of the slides shown if the author gives no running order."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.report import (
    FindingKind,
    Report,
    SlideKind,
    finding_key,
    quote_key,
)
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import Role
from tests.model.report_strategies import reports
from tests.sample_measures import make_measure
from tests.sample_report import make_finding, make_quote, make_report


@given(reports(ordered=False))
def test_default_slides_show_everything_once(
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


def test_default_order_has_the_summary_as_key_message() -> None:
    report = make_report((make_finding(1),))._replace(summary="Victims are not recognised.")
    title, key_message, *_ = briefing_slides(report)
    assert (title.kind, key_message.kind) == (SlideKind.TITLE, SlideKind.TEXT)
    assert [text.text for text in key_message.texts] == [
        "Key message",
        "Victims are not recognised.",
    ]
    assert len(briefing_slides(report._replace(summary=""))) == len(briefing_slides(report)) - 1


def test_quotes_follow_their_first_finding_or_come_last() -> None:
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
def test_default_order_fills_a_session_and_no_more(
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


def test_default_order_prefers_one_quote_per_finding() -> None:
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


def test_default_order_keeps_three_charts_among_many_findings_and_quotes() -> None:
    quotes = tuple(make_quote(number) for number in range(1, 13))
    findings = tuple(make_finding(number) for number in range(1, 13))
    measures = tuple(make_measure(number=number) for number in range(1, 6))
    kinds = Counter(
        slide.kind for slide in briefing_slides(make_report(findings, quotes, measures))
    )
    assert (kinds[SlideKind.FINDING], kinds[SlideKind.QUOTE], kinds[SlideKind.CHART]) == (7, 4, 3)
