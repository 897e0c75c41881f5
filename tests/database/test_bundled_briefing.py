"""The bundled briefing equals a build of its source rows and agrees with the article."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_app.authoring.folder import read_folder
from briefing_app.database.builder import build
from briefing_app.database.checker import check_file
from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.report import Check, FindingKind, Report, SlideKind
from tests.bundled_hash import FILE, hash_module
from tests.report_source import REPORT_SOURCE


@pytest.fixture
def report() -> Iterator[Report]:
    """The bundled report."""
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        yield briefing.report


def test_committed_file_equals_a_new_build(tmp_path: Path) -> None:
    built = build(read_folder(REPORT_SOURCE), tmp_path / "report.db")
    assert built.warnings == ()
    assert BUNDLED_BRIEFING.read_bytes() == built.path.read_bytes(), "run: make db"


def test_bundled_briefing_has_no_problem() -> None:
    assert check_file(BUNDLED_BRIEFING) == []


def test_words_of_the_bundled_briefing_are_proved(report: Report) -> None:
    assert report.check is Check.BUILT
    assert FILE.read_text(encoding="utf-8") == hash_module(), "run: make db"


def test_excerpts_from_several_paragraphs_keep_line_breaks(report: Report) -> None:
    several = [finding for finding in report.findings if "paragraphs" in finding.locator]
    assert several
    assert all("\n" in finding.excerpt for finding in several)


@pytest.mark.parametrize(
    ("key", "words"),
    [("good-work", "good work"), ("commitment", "committed to tackling slavery or trafficking")],
)
def test_excerpt_has_the_words_that_support_its_finding(
    report: Report, key: str, words: str
) -> None:
    (finding,) = (finding for finding in report.findings if finding.key == key)
    assert words in finding.excerpt


def test_every_paragraph_of_the_statement_is_quoted(report: Report) -> None:
    assert len(report.quotes) == 8
    assert {quote.speaker.name for quote in report.quotes} == {"Wendy Williams"}
    assert report.quotes[0].text.startswith("In the UK, today and every day, thousands of men,")
    assert report.quotes[-1].text.endswith("I hope to see real and consistent improvement.")


def test_figures_are_those_of_the_article(report: Report) -> None:
    (measure,) = report.measures
    assert {
        (figure.force.short_name, figure.period, figure.value, figure.marker)
        for figure in measure.figures
    } == {
        ("West Midlands", "2016", 99, ""),
        ("West Mercia", "2016", 20, ""),
        ("Staffordshire", "2016", 16, ""),
    }


def test_figures_are_where_their_finding_says(report: Report) -> None:
    (measure,) = report.measures
    (finding,) = (finding for finding in report.findings if finding.kind is FindingKind.FIGURES)
    assert measure.locator == finding.locator == "first and second paragraphs after the bullets"


def test_contradiction_in_the_article_has_a_caution(report: Report) -> None:
    (finding,) = (
        finding for finding in report.findings if "knew what powers they have" in finding.excerpt
    )
    assert finding.caution


def test_cautions_are_facts_without_advice(report: Report) -> None:
    cautions = " ".join(finding.caution for finding in report.findings)
    assert "Check" not in cautions
    assert "Do not" not in cautions


def test_answers_are_figures_of_the_article(report: Report) -> None:
    (measure,) = report.measures
    figures = {str(figure.value) for figure in measure.figures}
    discussions = [e for e in report.running_order if e.kind is SlideKind.DISCUSSION]
    assert len(discussions) == 3
    (answer,) = (entry.answer for entry in discussions if entry.answer)
    assert set(re.findall("[0-9]+", answer)) < figures


def test_session_has_a_planned_time(report: Report) -> None:
    minutes = [entry.minutes for entry in report.running_order]
    assert all(minutes)
    assert sum(filter(None, minutes)) <= 45


def test_findings_have_discussion_questions_and_slides_have_notes(report: Report) -> None:
    assert all(finding.prompt for finding in report.findings)
    assert all(slide.notes for slide in report.running_order)
