"""The slides of the rows that a briefing was built from."""

from pathlib import Path

import pytest

from briefing_app.authoring.build import BuildRequest, Outcome, build_briefing
from briefing_app.authoring.row_slides import RowSlide
from briefing_app.problems import FileLocation, Location, SheetLocation
from tests.authoring.workbooks import Sheets, pond_sheets, set_cell, write_workbook
from tests.report_source import REPORT_SOURCE


def build(sheets: Sheets, path: Path) -> Outcome:
    write_workbook(sheets, path)
    return build_briefing(BuildRequest(path, path.with_suffix(".briefing"), replace=True))


def row_slide(outcome: Outcome, location: Location) -> RowSlide:
    assert outcome.slides is not None
    return outcome.slides.row_slide(location)


def texts(shown: RowSlide) -> list[str]:
    assert shown.slide is not None
    return [text.text for text in shown.slide.texts]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ponds.xlsx"


def test_row_makes_the_slide_that_the_briefing_has(path: Path) -> None:
    outcome = build(pond_sheets(), path)

    def row(sheet: str, number: int) -> RowSlide:
        return row_slide(outcome, SheetLocation(sheet, number))

    assert texts(row("Findings", 2))[0] == "Too little water"
    assert row("Findings", 2)[1:] == (3, 8)
    assert texts(row("Quotes", 2))[0] == "“We measured each pond twice.”"
    assert texts(row("Measures", 2)) == texts(row("Figures", 3))
    assert texts(row("About", 2))[0] == "Ponds, made up"
    assert row("About", 2).number == 1
    assert "The pond book" in texts(row("Sources", 2))


def test_row_without_a_slide_says_so(path: Path) -> None:
    sheets = pond_sheets()
    sheets["Slides"].append([1, "finding", 1])
    outcome = build(sheets, path)
    for sheet, row in (
        *(("About", 2), ("Sources", 2), ("Forces", 2), ("Speakers", 2)),
        *(("Findings", 1), ("Findings", 99), ("Nothing", 0)),
    ):
        assert row_slide(outcome, SheetLocation(sheet, row)) == RowSlide(), sheet


def test_slide_of_the_running_order_has_its_own_texts(path: Path) -> None:
    sheets = pond_sheets()
    sheets["Slides"] += [[1, "title"], [2, "finding", 1, "", "Dry ponds"]]
    shown = row_slide(build(sheets, path), SheetLocation("Slides", 3))
    assert texts(shown)[0] == "Dry ponds"
    assert (shown.number, shown.total) == (2, 2)


def test_line_of_a_csv_file_makes_a_slide(tmp_path: Path) -> None:
    outcome = build_briefing(BuildRequest(REPORT_SOURCE, tmp_path / "new.briefing"))
    assert row_slide(outcome, FileLocation("findings.csv", 2, "kind")).slide is not None
    assert row_slide(outcome, FileLocation("findings.csv", 999)).slide is None


def test_source_with_errors_has_no_slides(path: Path) -> None:
    sheets = pond_sheets()
    set_cell(sheets, "Findings", "C2", "worry")
    assert build(sheets, path).slides is None
