"""The two bundled demonstration briefings are marked as made up."""

from pathlib import Path

import pytest

from briefing_app.authoring.folder import read_folder
from briefing_app.database.builder import build
from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING, DEMONSTRATION
from briefing_app.model.report import Report, Reveal, SlideKind


def _built(name: str, folder: Path) -> Report:
    target = folder / f"{name}.db"
    build(read_folder(DEMONSTRATION / name), target)
    with open_briefing(target) as briefing:
        return briefing.report


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Report]:
    folder = tmp_path_factory.mktemp("demonstration")
    return _built("earlier", folder), _built("later", folder)


@pytest.mark.parametrize("name", ["earlier", "later"])
def test_example_is_what_its_source_builds(name: str, tmp_path: Path) -> None:
    built = build(read_folder(DEMONSTRATION / name), tmp_path / "built.briefing")
    example = DEMONSTRATION / f"{name}.briefing"
    assert example.read_bytes() == built.path.read_bytes(), "run: make db"


def test_everything_made_up_says_so(demonstration: tuple[Report, Report]) -> None:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        real = {force.name for force in briefing.report.forces}
    for report in demonstration:
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
        for entry in report.running_order:
            said = (entry.text, entry.notes, *([entry.title] if entry.force is not None else []))
            assert all("made up" in words.replace("-", " ").lower() for words in said if words)
        assert not report.quotes
        assert not report.speakers


def test_each_demonstrates_discussion_number_guess_and_minutes(
    demonstration: tuple[Report, Report],
) -> None:
    for report in demonstration:
        kinds = {entry.kind for entry in report.running_order}
        assert kinds >= {SlideKind.DISCUSSION, SlideKind.NUMBER}
        assert Reveal.GUESS in {entry.reveal for entry in report.running_order}
        assert all(entry.minutes for entry in report.running_order)
    earlier, later = demonstration
    assert earlier.key == later.key
