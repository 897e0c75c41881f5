"""The comparison of two briefings on paper."""

import pytest
from hypothesis import HealthCheck, given, settings

from briefing_app.export.handout import comparison_data, make_comparison_pdf, make_handout_pdf
from briefing_app.export.handout_options import HandoutOptions
from briefing_app.model.comparison import (
    Comparison,
    compare,
    unknown_predecessor_note,
    unmatched_measure_lines,
)
from briefing_app.model.report import Finding, FindingKind, Report, SlideKind
from tests.export.pdf_reader import bookmarks, page_texts, tags, text
from tests.sample_measures import AWKWARD, FORTY_THREE, Row, make_measure
from tests.sample_report import SOURCE, make_entry, make_finding, make_report
from tests.sample_report_pairs import pairs


def sample_comparison(rows: tuple[Row, ...] = AWKWARD) -> Comparison:
    """Return a comparison: a finding is followed up twice, one is no longer reported, one new."""
    earlier = make_report(
        (
            make_finding(1, headline="Few were found")._replace(key="few"),
            make_finding(2, headline="None were trained"),
        ),
        measures=(make_measure(rows, periods=("2015",)),),
    )._replace(
        title="The first inspection",
        sources=(SOURCE._replace(title="The first report"),),
    )
    good = FindingKind.GOOD_PRACTICE
    later = make_report(
        (
            make_finding(1, good, headline="More were found")._replace(follows="few"),
            make_finding(2, headline="Not everywhere")._replace(follows="few"),
            make_finding(3, headline="Interpreters are lacking"),
        ),
        measures=(make_measure(rows), make_measure(number=2)),
    )
    return compare(earlier, later)


def without_white_space(words: str) -> str:
    # PDFium reads a hyphen at the end of a line as U+FFFE.
    return "".join(words.split()).replace("\ufffe", "-")


def _kind_and_headline(finding: Finding) -> str:
    return without_white_space(finding.kind.label + finding.headline)


def _assert_complete(comparison: Comparison, pdf: bytes) -> None:
    printed = without_white_space(text(pdf))
    for was, now in comparison.followed:
        assert _kind_and_headline(was) + _kind_and_headline(now) in printed
    for finding in comparison.ended:
        assert _kind_and_headline(finding) in printed
    for finding in comparison.new:
        note = without_white_space(unknown_predecessor_note(finding))
        assert _kind_and_headline(finding) + note in printed
    for line in (comparison.summary, *unmatched_measure_lines(comparison)):
        assert without_white_space(line) in printed
    charts = [change.chart for change in comparison.measures]
    for chart in charts:
        for part in (*chart.notes, chart.source, *(row.force for row in chart.rows)):
            assert without_white_space(part) in printed
    alternatives = [tag.alt for tag in tags(pdf) if tag.role == "/Figure"]
    assert alternatives[len(alternatives) - len(charts) :] == [chart.alt_text for chart in charts]


def test_comparison_pdf_has_all_changes_and_both_briefings() -> None:
    comparison = sample_comparison()
    pdf = make_comparison_pdf(comparison)
    _assert_complete(comparison, pdf)
    for named in ("A made-up briefing", "The first inspection", "The first report"):
        assert named in text(pdf)
    (change,) = comparison.measures
    assert change.headings == ("Force", "2015", "2016", "Change")
    for row in (change.headings, *change.rows):
        assert without_white_space(" ".join(row)) in without_white_space(text(pdf))


def test_tables_have_headers_and_charts_have_alternative_texts() -> None:
    comparison = sample_comparison()
    found = tags(make_comparison_pdf(comparison))
    rows = len(comparison.measures[0].rows)
    roles = [tag.role for tag in found]
    # Then and now; no longer reported; new; force, two periods and change.
    assert (roles.count("/Table"), roles.count("/TH")) == (4, 2 + 1 + 1 + 4)
    assert roles.count("/TD") == 2 * 2 + 1 + 1 + 4 * rows
    assert [tag.alt for tag in found if tag.role == "/Figure"] == [
        comparison.measures[0].chart.alt_text
    ]
    assert [name for depth, name in bookmarks(make_comparison_pdf(comparison)) if depth == 1] == [
        "What has changed since The first inspection, 2016",
        "Sources and what was checked",
    ]


def test_handout_has_the_comparison_on_pages_of_its_own() -> None:
    comparison = sample_comparison()
    without, pdf = (
        make_handout_pdf(comparison.later),
        make_handout_pdf(comparison.later, comparison=comparison),
    )
    _assert_complete(comparison, pdf)
    assert "What has changed" not in text(without)
    first_page = next(page for page in page_texts(pdf) if "What has changed" in page)
    assert "What has changed" in first_page[:140]  # below the running head
    assert "Bravo has more than the others" not in first_page


def test_comparison_pdf_asks_no_questions() -> None:
    comparison = sample_comparison()
    question = make_entry(1, SlideKind.DISCUSSION, text="Why so?")._replace(answer="So.")
    later = comparison.later._replace(running_order=(question,))
    assert "Why so?" in text(make_handout_pdf(later))
    printed = text(make_comparison_pdf(comparison._replace(later=later)))
    assert "Why so?" not in printed
    assert "Answers" not in printed


def test_chart_of_many_forces_continues_on_further_pages() -> None:
    comparison = sample_comparison(FORTY_THREE)
    _assert_complete(comparison, make_comparison_pdf(comparison))


def test_change_is_a_dumbbell_with_a_legend_and_both_figures() -> None:
    rows = tuple((f"Force {number}", 10 + number, "") for number in range(3))
    comparison = sample_comparison(rows)
    data = comparison_data(comparison)
    (measure,) = data["comparison"]["measures"]
    assert measure["bars"] == []
    assert measure["legend"] == ["2015", "2016"]
    for row in measure["dots"]:
        assert [dot["is_later"] for dot in row["dots"]] == [False, True]
    assert len(measure["dots"]) == 3
    printed = text(make_comparison_pdf(comparison))
    assert "Force 2 12 12 no change" in printed


@pytest.mark.parametrize("large", [False, True])
def test_figures_of_a_change_are_not_above_their_names_of_many_forces(large: bool) -> None:
    comparison = sample_comparison(FORTY_THREE)
    options = HandoutOptions(large_print=large)
    pages = page_texts(make_handout_pdf(comparison.later, options, comparison))
    printed = without_white_space(" ".join(pages))
    for name, figure, _ in FORTY_THREE:
        assert without_white_space(f"{name}{figure:,}{figure:,}nochange") in printed


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("value", [8.457155209936628e-248, 5e-324])
def test_figures_with_very_many_digits_are_complete(large: bool, value: float) -> None:
    names = "BC"  # few enough to be kept on one page
    comparison = sample_comparison((("A", value, ""), *((name, None, "x") for name in names)))
    later = comparison.later._replace(measures=(make_measure((("A", 0, ""),)),))
    earlier = comparison.earlier._replace(findings=())
    comparison = compare(earlier, later._replace(findings=()))
    options = HandoutOptions(large_print=large)
    printed = without_white_space(text(make_handout_pdf(comparison.later, options, comparison)))
    (change,) = comparison.measures
    assert len(change.chart.bars) == 2 + len(names)
    long, short = change.chart.bars[:2], change.chart.bars[2:]
    for bar in short:
        assert without_white_space(f"{bar.label}{bar.figure}") in printed
    for row in change.rows[-len(names) :]:
        assert without_white_space(" ".join(row)) in printed
    # A figure longer than a page may continue on the next one, in the middle of its digits.
    assert printed.count("0") >= 2 * sum(bar.figure.count("0") for bar in long)


@given(pairs)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_two_briefings_make_a_comparison(pair: tuple[Report, Report]) -> None:
    comparison = compare(*pair)
    for pdf in (
        make_comparison_pdf(comparison),
        make_handout_pdf(comparison.later, HandoutOptions(large_print=True), comparison=comparison),
    ):
        _assert_complete(comparison, pdf)
