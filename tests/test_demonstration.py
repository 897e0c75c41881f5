"""The demonstration briefing is marked as made up, and shows what a briefing can have."""

from pathlib import Path

import pytest

from briefing_app.authoring.folder import read_folder
from briefing_app.database.builder import build
from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING, DEMONSTRATION, DEMONSTRATION_SOURCE
from briefing_app.model.chart_selection import is_percentage
from briefing_app.model.charts import bar_chart, periods
from briefing_app.model.report import FindingKind, Report, Reveal, SlideKind


@pytest.fixture(scope="module")
def report() -> Report:
    with open_briefing(DEMONSTRATION) as briefing:
        return briefing.report


def test_demonstration_is_what_its_source_builds(tmp_path: Path) -> None:
    built = build(read_folder(DEMONSTRATION_SOURCE), tmp_path / "built.briefing")
    assert DEMONSTRATION.read_bytes() == built.path.read_bytes(), "run: make db"


def test_everything_made_up_says_so(report: Report) -> None:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        real = {force.name for force in briefing.report.forces}
    assert report.title.startswith("Made up: ")
    assert all("Made up" in source.note for source in report.sources)
    assert all(finding.detail.startswith("Made up") for finding in report.findings)
    for force in report.forces:
        assert force.name.startswith("Made-up ")
        assert force.short_name.startswith("Made-up ")
        assert force.name not in real
    for measure in report.measures:
        assert measure.title.startswith("Made-up ")
        assert measure.message.startswith("Made up: ")
        assert measure.caveat.startswith("Made-up figures for demonstration")
    texts = [text for each in report.findings for text in (each.excerpt, each.caution, each.prompt)]
    texts += [text for quote in report.quotes for text in (quote.text, quote.speaker.role)]
    for entry in report.running_order:
        texts += [entry.text, entry.notes, *([entry.title] if entry.force is not None else [])]
    assert all("made up" in words.replace("-", " ").lower() for words in texts if words)


def test_demonstration_has_every_kind_of_finding_and_slide(report: Report) -> None:
    assert {finding.kind for finding in report.findings} == set(FindingKind)
    assert {entry.kind for entry in report.running_order} == set(SlideKind)
    assert {entry.reveal for entry in report.running_order} == set(Reveal)
    assert any(finding.caution for finding in report.findings)
    assert all(entry.minutes for entry in report.running_order)


def test_demonstration_has_twelve_forces_two_periods_and_every_marker(report: Report) -> None:
    assert len(report.forces) == 12
    counted, shares, _ = report.measures
    assert len(bar_chart(counted).bars) == len(bar_chart(shares).bars) == 12
    assert periods(counted) == periods(shares) == ("2022", "2021")
    assert is_percentage(shares.unit)
    markers = {figure.marker for each in report.measures for figure in each.figures}
    assert markers == {"", "x", "c", "z", "p", "r", "low"}
    newest = {figure.marker for figure in shares.figures if figure.period == "2022"}
    assert newest >= {"c", "p", "low"}


def test_demonstration_answers_votes_in_every_way(report: Report) -> None:
    votes = [entry for entry in report.running_order if entry.options]
    in_words, by_quote, by_figure = votes
    assert len(in_words.answer.splitlines()) > 1
    assert by_quote.quote is not None
    assert by_figure.measure is not None
    assert all(entry.answer.splitlines()[0] in entry.options for entry in votes)
