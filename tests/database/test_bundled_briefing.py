"""The bundled briefing equals a build of its source rows and agrees with the article."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from briefing_app.authoring.folder import read_folder
from briefing_app.database.builder import build
from briefing_app.database.checker import check_file
from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.report import Check, FindingKind, Report, Reveal, SlideKind
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import Slide, all_words
from tests.report_source import REPORT_SOURCE
from tools.bundled_hash import FILE, hash_module


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


def test_words_in_quotation_marks_are_those_of_the_article(report: Report) -> None:
    quoted = [quote.text for quote in report.quotes]
    quoted += (finding.excerpt for finding in report.findings)
    article = "\n".join(quoted).lower()
    ours = [text for each in report.findings for text in (each.detail, each.caution, each.prompt)]
    ours += (text for each in report.running_order for text in (each.notes, each.answer))
    marked = re.findall("“([^”]*)”", "\n".join(ours))
    assert marked
    assert [words for words in marked if words.lower() not in article] == []


def test_only_sources_speak_of_the_report_that_was_not_used(report: Report) -> None:
    used = {quote.source for quote in report.quotes} | {each.source for each in report.findings}
    (unused,) = set(report.sources) - used
    assert unused.title.startswith("Stolen freedom")
    for finding in report.findings:
        assert "report" not in finding.caution
    for entry in report.running_order:
        assert "Stolen freedom" not in entry.notes
        is_about_it = "inspectorate’s report" in entry.notes
        assert is_about_it == (entry.kind is SlideKind.SOURCES)


def test_session_is_at_most_an_hour_and_half_of_it_is_talk(report: Report) -> None:
    minutes = {entry: entry.minutes or 0 for entry in report.running_order}
    assert all(minutes.values())
    assert 45 <= sum(minutes.values()) <= 60
    talk = sum(planned for entry, planned in minutes.items() if entry.kind is SlideKind.DISCUSSION)
    assert talk >= sum(minutes.values()) / 2


def test_every_finding_is_shown_once(report: Report) -> None:
    entries = report.running_order
    shown = [entry.finding for entry in entries if entry.kind is SlideKind.FINDING]
    shown += (
        finding
        for entry in entries
        if entry.kind is not SlideKind.FINDING
        for finding in report.findings
        if (entry.measure and finding.kind is FindingKind.FIGURES)
        or (entry.quote and entry.quote in finding.quotes)
    )
    assert len(shown) == len(set(shown)) == len(report.findings)


def test_no_quote_is_shown_twice_in_a_row(report: Report) -> None:
    for one, other in pairwise(report.findings):
        assert not {*one.quotes} & {*other.quotes}


def test_what_forces_have_begun_is_progress_and_not_a_step_to_come(report: Report) -> None:
    (finding,) = (each for each in report.findings if "already begun to act" in each.excerpt)
    assert finding.kind is FindingKind.PROGRESS


def test_chart_warns_of_what_the_finding_about_its_figures_warns_of(report: Report) -> None:
    (measure,) = report.measures
    (finding,) = (each for each in report.findings if each.kind is FindingKind.FIGURES)
    assert finding.caution
    for caution in (finding.caution, measure.caveat):
        assert "“the most prolific”" in caution
        assert "without saying among which forces" in caution


def test_one_vote_is_about_practice_and_one_about_the_article(report: Report) -> None:
    votes = [entry for entry in report.running_order if entry.options]
    practice, article = sorted(votes, key=lambda entry: bool(entry.answer))
    assert practice.answer == ""
    assert article.answer.splitlines()[0] in article.options
    for option in (*practice.options, *article.options):
        assert not re.search("[0-9]", option)


def test_no_slide_asks_for_what_was_shown_before(report: Report) -> None:
    slides = briefing_slides(report)
    guess = next(at for at, slide in enumerate(slides) if slide.reveal is Reveal.GUESS)
    (measure,) = report.measures
    for figure in measure.figures:
        assert not re.search(rf"\b{figure.value}\b", _shown(slides[:guess]))
    at, vote = next(
        (at, entry)
        for at, entry in enumerate(report.running_order)
        if entry.options and entry.answer
    )
    before = f"{_shown(slides[:at])}\n{vote.text}\n{slides[at].source}"
    assert vote.answer.splitlines()[0].lower() not in before.lower()


def _shown(slides: Sequence[Slide]) -> str:
    """Return all that the audience reads on slides."""
    return "\n".join(words for slide in slides for words in (*all_words(slide), slide.source))


def test_findings_have_discussion_questions_and_slides_have_notes(report: Report) -> None:
    assert all(finding.prompt for finding in report.findings)
    assert all(slide.notes for slide in report.running_order)
