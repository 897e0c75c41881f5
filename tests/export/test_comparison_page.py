"""What has changed between two briefings on paper."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from briefing_app.export.handout import HandoutOptions, make_comparison_pdf, make_handout_pdf
from briefing_app.model.comparison import Comparison, compare
from briefing_app.model.comparison_text import (
    finding_label,
    new_finding_label,
    unmatched_measure_lines,
)
from briefing_app.model.report import FindingKind, Report
from tests.export.pdf_reader import baselines, bookmarks, page_texts, tags, text
from tests.sample_measures import AWKWARD, FORTY_THREE, Row, make_measure
from tests.sample_report import SOURCE, make_finding, make_report
from tests.sample_report_pairs import pairs


def changed(rows: tuple[Row, ...] = AWKWARD) -> Comparison:
    """One finding that is followed twice, one that is reported no longer, one new."""
    earlier = replace(
        make_report(
            (
                replace(make_finding(1, headline="Few were found"), key="few"),
                make_finding(2, headline="None were trained"),
            ),
            measures=(make_measure(rows, periods=("2015",)),),
        ),
        title="The first inspection",
        sources=(replace(SOURCE, title="The first report"),),
    )
    good = FindingKind.GOOD_PRACTICE
    later = make_report(
        (
            replace(make_finding(1, good, headline="More were found"), follows="few"),
            replace(make_finding(2, headline="Not everywhere"), follows="few"),
            make_finding(3, headline="Interpreters are lacking"),
        ),
        measures=(make_measure(rows), make_measure(number=2)),
    )
    return compare(earlier, later)


def closed_up(words: str) -> str:
    # PDFium reads a hyphen at the end of a line as U+FFFE.
    return "".join(words.split()).replace("\ufffe", "-")


def _assert_all_said(comparison: Comparison, pdf: bytes) -> None:
    said = closed_up(text(pdf))
    for was, now in comparison.followed:
        assert closed_up(finding_label(was) + finding_label(now)) in said
    for finding in comparison.ended:
        assert closed_up(finding_label(finding)) in said
    for finding in comparison.new:
        assert closed_up(new_finding_label(finding)) in said
    for line in (comparison.summary, *unmatched_measure_lines(comparison)):
        assert closed_up(line) in said
    charts = [change.chart for change in comparison.measures]
    for chart in charts:
        for part in (*chart.notes, chart.source, *(row.force for row in chart.rows)):
            assert closed_up(part) in said
    told = [tag.alt for tag in tags(pdf) if tag.role == "/Figure"]
    assert told[len(told) - len(charts) :] == [chart.alt_text for chart in charts]


def test_that_the_page_says_all_that_has_changed_and_names_both_briefings() -> None:
    comparison = changed()
    pdf = make_comparison_pdf(comparison)
    _assert_all_said(comparison, pdf)
    for named in ("A made-up briefing", "The first inspection", "The first report"):
        assert named in text(pdf)
    for row in comparison.measures[0].chart.rows:
        assert closed_up(" ".join(row)) in closed_up(text(pdf))


def test_that_its_tables_have_headings_and_its_charts_say_their_bars() -> None:
    comparison = changed()
    found = tags(make_comparison_pdf(comparison))
    rows = len(comparison.measures[0].chart.rows)
    roles = [tag.role for tag in found]
    # Was and is now; no longer reported; new; force, figure and period.
    assert (roles.count("/Table"), roles.count("/TH")) == (4, 2 + 1 + 1 + 3)
    assert roles.count("/TD") == 2 * 2 + 1 + 1 + 3 * rows
    assert [tag.alt for tag in found if tag.role == "/Figure"] == [
        comparison.measures[0].chart.alt_text
    ]
    assert [name for depth, name in bookmarks(make_comparison_pdf(comparison)) if depth == 1] == [
        "What has changed since The first inspection, 2016",
        "Sources and what was checked",
    ]


def test_that_the_handout_has_it_on_pages_of_its_own() -> None:
    comparison = changed()
    without, pdf = (
        make_handout_pdf(comparison.later),
        make_handout_pdf(comparison.later, comparison=comparison),
    )
    _assert_all_said(comparison, pdf)
    assert "What has changed" not in text(without)
    start = next(page for page in page_texts(pdf) if "What has changed" in page)
    assert "What has changed" in start[:140]  # below the running head
    assert "Bravo has more than the others" not in start


def test_that_pairs_of_very_many_forces_go_over_as_many_pages_as_they_need() -> None:
    comparison = changed(FORTY_THREE)
    _assert_all_said(comparison, make_comparison_pdf(comparison))


@pytest.mark.parametrize("large", [False, True])
def test_that_a_pair_of_bars_is_never_parted_by_a_page(large: bool) -> None:
    comparison = changed(FORTY_THREE)
    options = HandoutOptions(large_print=large)
    pages = page_texts(make_handout_pdf(comparison.later, options, None, comparison))
    for name, _, _ in FORTY_THREE:
        stands = [
            [at for at, page in enumerate(pages) if f"{name} {period}" in page]
            for period in ("2015", "2016")
        ]
        assert stands[0] == stands[1]
        assert len(stands[0]) == 1


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("value", [8.457155209936628e-248, 5e-324])
def test_that_nothing_is_cut_of_figures_of_very_many_digits(large: bool, value: float) -> None:
    names = "BC"  # so few that they would stand together on a page
    comparison = changed((("A", value, ""), *((name, None, "x") for name in names)))
    later = replace(comparison.later, measures=(make_measure((("A", 0, ""),)),))
    earlier = replace(comparison.earlier, findings=())
    comparison = compare(earlier, replace(later, findings=()))
    options = HandoutOptions(large_print=large)
    said = closed_up(text(make_handout_pdf(comparison.later, options, None, comparison)))
    (change,) = comparison.measures
    assert len(change.chart.bars) == 2 + len(names)
    long, short = change.chart.bars[:2], change.chart.bars[2:]
    for bar in short:  # in the chart, and in the table
        assert closed_up(f"{bar.label}{bar.figure}") in said
        assert closed_up(f"{bar.force.name}{bar.figure}{bar.period}") in said
    # What is longer than a page is high may go on on the next one, amid its digits.
    assert said.count("0") >= 2 * sum(bar.figure.count("0") for bar in long)


def test_that_names_of_several_lines_are_further_apart_than_their_lines() -> None:
    name = "Police Service of the Northern Counties and Isles"
    pdf = make_comparison_pdf(changed(((name, 20, ""),)))
    earlier, later, *_ = baselines(pdf, "Police Service")
    _, ends, *_ = baselines(pdf, "2015")  # the first stands above the chart
    assert earlier > ends > later
    assert ends - later > earlier - ends


@given(pairs)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_that_any_two_briefings_make_a_page(pair: tuple[Report, Report]) -> None:
    comparison = compare(*pair)
    for pdf in (
        make_comparison_pdf(comparison),
        make_handout_pdf(comparison.later, HandoutOptions(large_print=True), comparison=comparison),
    ):
        _assert_all_said(comparison, pdf)
