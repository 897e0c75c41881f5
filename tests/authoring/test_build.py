"""Building briefings and saving templates."""

from dataclasses import replace
from pathlib import Path

import pytest

from briefing_app.authoring.build import BuildRequest, build_briefing, save_template
from briefing_app.authoring.source import read_source
from briefing_app.authoring.source_matching import GivenTexts
from briefing_app.authoring.template import create_template
from briefing_app.database.builder import read_source_rows
from briefing_app.database.reader import open_briefing
from briefing_app.errors import (
    CancelledError,
    OutputError,
    TargetExistsError,
    UnreadableSourceError,
)
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.report import Check
from tests.authoring.workbooks import pond_sheets, write_workbook
from tests.database.sample_rows import contents
from tests.systems import make_link


def no_progress(_done: int, _of: int) -> None:
    """Ignore progress."""


@pytest.fixture(scope="session")
def example() -> bytes:
    return create_template(read_source_rows(BUNDLED_BRIEFING))


@pytest.fixture
def new(tmp_path: Path, example: bytes) -> BuildRequest:
    """Return a request to build the bundled briefing from a workbook."""
    source = tmp_path / "example.xlsx"
    source.write_bytes(example)
    return BuildRequest(source, tmp_path / "example.db")


def test_workbook_is_built_with_warnings(new: BuildRequest) -> None:
    outcome = build_briefing(new, no_progress)
    assert (outcome.path, outcome.errors) == (new.target, ())
    assert any("not checked against its text" in warning.what for warning in outcome.warnings)
    assert [(source.id, source.cited) for source in outcome.sources] == [(1, 21), (2, 0)]
    with open_briefing(new.target) as briefing, open_briefing(BUNDLED_BRIEFING) as bundled:
        assert briefing.report.title == bundled.report.title


def test_warnings_about_sources_are_sorted_by_sheet(tmp_path: Path) -> None:
    sheets = pond_sheets()
    sheets["Findings"][2][3] = " ".join(["word"] * 16)
    source = write_workbook(sheets, tmp_path / "ponds.xlsx")
    outcome = build_briefing(BuildRequest(source, tmp_path / "ponds.db"), no_progress)
    assert [warning.location.container for warning in outcome.warnings] == [
        "Sources",
        "Findings",
    ]


def test_quotes_missing_from_the_text_are_errors(new: BuildRequest, tmp_path: Path) -> None:
    text = tmp_path / "another.txt"
    text.write_text("Another text.", encoding="utf-8")
    outcome = build_briefing(replace(new, texts=GivenTexts(others=(text,))), no_progress)
    assert outcome.path is None
    assert all("source" in error.what for error in outcome.errors)
    assert outcome.sources
    assert not new.target.exists()


def test_all_mistakes_are_reported_with_words_that_differ(tmp_path: Path) -> None:
    sheets = pond_sheets()
    sheets["Findings"][1][2] = "worry"
    sheets["Findings"][2][9] = "Nothern; Sothern"
    sheets["Quotes"][1][2] = "We measured each pond thrice."
    text = tmp_path / "source.txt"
    text.write_text("We measured each pond twice. And the tŷ was damp.", encoding="utf-8")
    source = write_workbook(sheets, tmp_path / "ponds.xlsx")
    outcome = build_briefing(
        BuildRequest(source, tmp_path / "ponds.db", texts=GivenTexts({2: text}))
    )
    assert [str(error.location) for error in outcome.errors] == [
        "Findings, cell C2 (Kind)",
        "Findings, cell J3 (Forces)",
        "Findings, cell J3 (Forces)",
        "Quotes, cell C2 (Quote)",
    ]
    assert [str(warning.location) for warning in outcome.warnings] == [
        "Quotes, cell D3 (Where in the source)"
    ]
    assert [source.id for source in outcome.sources if source.cited] == [2]


def test_words_of_a_source_that_nothing_names_are_found_in_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The pond book\nAnd the tŷ was damp.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("We measured each pond twice.", encoding="utf-8")
    texts = GivenTexts(others=(tmp_path / "a.txt", tmp_path / "b.txt"))
    source = write_workbook(pond_sheets(), tmp_path / "ponds.xlsx")
    outcome = build_briefing(BuildRequest(source, tmp_path / "ponds.db", texts=texts))
    (error,) = outcome.errors
    assert str(error).startswith(
        "Quotes, cell E3 (Source): these words are in source 1, not in source 2; write 1"
    )


def all_that_is_quoted(source: Path) -> str:
    tables = read_source(source).tables
    quotes = [str(row.values["text"]) for row in tables["quotes"]]
    return "\n".join([*quotes, *(str(row.values.get("excerpt")) for row in tables["findings"])])


@pytest.mark.parametrize("keep", [True, False])
def test_text_verifies_quotes_and_proof_is_kept_on_request(
    new: BuildRequest, tmp_path: Path, *, keep: bool
) -> None:
    text = tmp_path / "source.txt"
    text.write_text(all_that_is_quoted(new.source), encoding="utf-8")
    outcome = build_briefing(
        replace(new, texts=GivenTexts(others=(text,)), keep_proof=keep), no_progress
    )
    assert outcome.path == new.target
    with open_briefing(new.target) as briefing:
        assert briefing.report.check is Check.CLAIMED
    build_briefing(replace(new, replace=True), no_progress)
    with open_briefing(new.target) as briefing:
        assert briefing.report.check is (Check.CLAIMED if keep else Check.NONE)


@pytest.mark.parametrize("made_from", ["the workbook", "a link", "its text", "its proof"])
def test_source_files_are_never_overwritten(
    new: BuildRequest, tmp_path: Path, made_from: str
) -> None:
    link, text = tmp_path / "link.db", tmp_path / "text.txt"
    make_link(link, new.source.name)
    text.write_text(all_that_is_quoted(new.source), encoding="utf-8")
    target = {
        "the workbook": new.source,
        "a link": link,
        "its text": text,
        "its proof": tmp_path / "example.proof.csv",  # does not exist yet
    }[made_from]
    wanted = replace(
        new, target=target, replace=True, texts=GivenTexts(others=(text,)), keep_proof=True
    )
    before = contents(tmp_path)
    with pytest.raises(OutputError, match="would overwrite its own source"):
        build_briefing(wanted, no_progress)
    assert contents(tmp_path) == before


def test_unreadable_text_is_named(new: BuildRequest, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match=r"gone\.txt"):
        build_briefing(replace(new, texts=GivenTexts(others=(tmp_path / "gone.txt",))), no_progress)


@pytest.mark.parametrize("at", [0, 1, 2, -1])
def test_stopped_build_writes_nothing(new: BuildRequest, at: int) -> None:
    calls: list[int] = []

    def count(_done: int, _of: int) -> None:
        calls.append(len(calls))

    build_briefing(new, count)
    new.target.unlink()
    last = range(len(calls))[at]

    def stop(_done: int, _of: int) -> None:
        calls.append(0)
        if len(calls) > last:
            raise CancelledError("Stopped.")

    calls.clear()
    with pytest.raises(CancelledError):
        build_briefing(new, stop)
    assert sorted(path.name for path in new.target.parent.iterdir()) == ["example.xlsx"]


@pytest.mark.parametrize("example", [True, False])
def test_saved_template_can_be_built(tmp_path: Path, *, example: bool) -> None:
    file = tmp_path / "template.xlsx"
    assert save_template(file, no_progress, example=example, replace=False) == file
    outcome = build_briefing(BuildRequest(file, tmp_path / "made.db"), no_progress)
    assert bool(outcome.path) is example
    with pytest.raises(TargetExistsError):
        save_template(file, no_progress, example=example, replace=False)
