"""The slides of rows that are being written."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_app.authoring.build import BuildRequest, Outcome, build_briefing
from briefing_app.authoring.draft import Draft, RowSlide
from briefing_app.database.builder import read_source_rows
from briefing_app.database.columns import COLUMNS
from briefing_app.database.source_rows import BriefingRows, SourceRow
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.report import FindingKind
from briefing_app.problems import FileLocation, Location, SheetLocation
from tests.authoring.workbooks import Sheets, pond_sheets, set_cell, write_workbook


def build(sheets: Sheets, path: Path) -> Outcome:
    write_workbook(sheets, path)
    return build_briefing(BuildRequest(path, path.with_suffix(".briefing"), replace=True))


def row_slide(outcome: Outcome, sheet: str, row: int) -> RowSlide:
    assert outcome.draft is not None
    return outcome.draft.row_slide(SheetLocation(sheet, row))


def texts(shown: RowSlide) -> list[str]:
    assert shown.slide is not None
    return [text.text for text in shown.slide.texts]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ponds.xlsx"


def test_row_makes_the_slide_that_the_briefing_has(path: Path) -> None:
    outcome = build(pond_sheets(), path)
    assert outcome.path is not None
    finding = row_slide(outcome, "Findings", 2)
    assert texts(finding)[0] == "Too little water"
    assert finding.slide is not None
    assert finding.slide.wrong == ""
    assert (finding.number, finding.total) == (3, 8)
    assert texts(row_slide(outcome, "Quotes", 2))[0] == "“We measured each pond twice.”"
    assert texts(row_slide(outcome, "Measures", 2)) == texts(row_slide(outcome, "Figures", 3))
    assert texts(row_slide(outcome, "About", 2))[0] == "Ponds, made up"
    assert row_slide(outcome, "About", 2).number == 1
    assert "The pond book" in texts(row_slide(outcome, "Sources", 2))


def test_wrong_values_are_named_on_the_slide(path: Path) -> None:
    sheets = pond_sheets()
    set_cell(sheets, "Findings", "C2", "worry")
    set_cell(sheets, "Findings", "D2", "")
    outcome = build(sheets, path)
    assert len(outcome.errors) == 2
    wrong, right = (row_slide(outcome, "Findings", row).slide for row in (2, 3))
    assert wrong is not None
    assert right is not None
    assert wrong.wrong == "Kind: “worry”? · Headline?"
    assert wrong.finding_kind is None
    assert (right.wrong, right.finding_kind) == ("", FindingKind.GOOD_PRACTICE)


def test_slide_is_shown_without_what_cannot_be_read(path: Path) -> None:
    sheets = pond_sheets()
    set_cell(sheets, "Quotes", "B2", "Nobody")
    set_cell(sheets, "Findings", "H2", "No such book")
    set_cell(sheets, "Figures", "D3", "many")
    outcome = build(sheets, path)
    quote = row_slide(outcome, "Quotes", 2)
    assert texts(quote)[0] == "“We measured each pond twice.”"
    assert quote.slide is not None
    assert quote.slide.wrong == "Speaker?"
    finding = row_slide(outcome, "Findings", 2).slide
    assert finding is not None
    assert finding.wrong == "Source?"
    chart = row_slide(outcome, "Figures", 3).slide
    assert chart is not None
    assert chart.chart is not None
    assert [bar.label for bar in chart.chart.bars] == ["Northern", "Western"]


def test_row_without_a_slide_says_so(path: Path) -> None:
    sheets = pond_sheets()
    sheets["Slides"] += [[1, "title"], [2, "film"], [3, "number", 1, "Western"], [4, "chart"]]
    sheets["Measures"].append([2, "Depth", "", "", "", "", 1])
    outcome = build(sheets, path)
    for sheet, row in (
        *(("Slides", 3), ("Slides", 4), ("Slides", 5), ("Measures", 3)),
        *(("Forces", 2), ("Speakers", 2), ("Findings", 1), ("Findings", 99), ("Nothing", 0)),
    ):
        assert row_slide(outcome, sheet, row) == RowSlide()
    assert row_slide(outcome, "Slides", 2).number == 1


def test_slide_of_the_running_order_has_its_own_texts(path: Path) -> None:
    sheets = pond_sheets()
    sheets["Slides"] += [[1, "title"], [2, "finding", 1, "", "Dry ponds", "", "", "sideways"]]
    outcome = build(sheets, path)
    shown = row_slide(outcome, "Slides", 3)
    assert texts(shown)[0] == "Dry ponds"
    assert (shown.number, shown.total) == (2, 2)
    assert shown.slide is not None
    assert shown.slide.wrong == "Reveal: “sideways”?"


def test_line_of_a_csv_file_makes_a_slide() -> None:
    location = FileLocation("findings.csv", 2)
    bundled = read_source_rows(BUNDLED_BRIEFING)
    first = SourceRow(location, bundled.tables["findings"][0].values)
    draft = Draft(BriefingRows(Path("x"), {**bundled.tables, "findings": [first]}), ())
    assert draft.row_slide(FileLocation("findings.csv", 2, "kind")).slide is not None
    assert draft.row_slide(FileLocation("findings.csv", 3)).slide is None


_BUNDLED = read_source_rows(BUNDLED_BRIEFING)
_CELLS = [
    (table, row, column)
    for table, rows in _BUNDLED.tables.items()
    for row in range(len(rows))
    for column in COLUMNS[table]
]
_VALUES = st.one_of(
    st.none(), st.text(max_size=40), st.integers(-5, 2**40), st.floats(), st.just("x" * 30_000)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(_CELLS), _VALUES), max_size=12))
def test_any_wrong_value_leaves_a_preview(
    changes: list[tuple[tuple[str, int, str], object]],
) -> None:
    tables = {name: list(rows) for name, rows in _BUNDLED.tables.items()}
    for (table, at, column), value in changes:
        row = tables[table][at]
        tables[table][at] = SourceRow(row.location, {**row.values, column: value})  # type: ignore[dict-item]
    places: dict[Location, SourceRow] = {}
    for table, rows in tables.items():
        for at, row in enumerate(rows):
            place = FileLocation(f"{table}.csv", at + 2)
            rows[at] = places[place] = SourceRow(place, row.values)
    draft = Draft(BriefingRows(Path("x"), tables), ())
    shown = [draft.row_slide(place) for place in places]
    assert any(each.slide is not None for each in shown)
