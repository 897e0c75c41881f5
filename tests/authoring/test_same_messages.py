"""A folder of CSV files gives the messages of a workbook, but for the names of places."""

import csv
import io
import re
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from briefing_app.authoring.build import BuildRequest, build_briefing
from briefing_app.authoring.sheets import SHEETS, Content
from briefing_app.authoring.source import read_source
from briefing_app.database.builder import build
from briefing_app.export.data import make_data_files
from briefing_app.files.atomic import write_folder
from briefing_app.problems import FileLocation, Location, Problem, SheetLocation
from tests.authoring.workbooks import Sheets, pond_sheets, set_cell, write_workbook


def sheets_with_slides() -> Sheets:
    sheets = pond_sheets()
    set_cell(sheets, "Findings", "L2", "Which pond?")
    sheets["Measures"].append([2, "Depth", "Deep", "m", "", "Made up.", 1, "", ""])
    sheets["Figures"].append([2, "Southern", "2019", 4])
    sheets["Slides"] += [
        [1, "finding", "care"],
        [2, "quote", 2],
        [3, "number", 1, "Northern"],
        [4, "discussion", "shallow"],
        [5, "text"],
    ]
    return sheets


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the files of the folder that says the same as the workbook."""
    folder = tmp_path_factory.mktemp("ponds")
    workbook = write_workbook(sheets_with_slides(), folder / "ponds.xlsx")
    built = build(read_source(workbook), folder / "ponds.db").path
    write_folder(folder / "data", make_data_files(built))
    return {path.name: path.read_text("utf-8-sig") for path in (folder / "data").iterdir()}


class Mistake(NamedTuple):
    """A wrong value in a row, counted from 1 with the headings, and how its message begins."""

    table: str
    row: int
    column: str
    value: object
    message: str


def change_workbook(sheets: Sheets, mistake: Mistake) -> None:
    column = mistake.column
    sheet = next(each for each in SHEETS if each.table == mistake.table)
    at = next(
        index
        for index, heading in enumerate(sheet.headings)
        if heading.column == column
        or (heading.content is Content.SLIDE_CONTENT and column == "finding_id")
    )
    set_cell(sheets, sheet.name, f"{chr(ord('A') + at)}{mistake.row}", mistake.value)


def change_folder(files: dict[str, str], folder: Path, mistake: Mistake) -> None:
    write_folder(folder, {name: text.encode() for name, text in files.items()}.items())
    path = folder / f"{mistake.table}.csv"
    rows = list(csv.reader(io.StringIO(files[path.name], newline="")))
    rows[mistake.row - 1][rows[0].index(mistake.column)] = str(mistake.value)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def comparable(problem: Problem) -> tuple[str, int, str, str]:
    """Return the table, the row, what is wrong and the remedy, without names of places."""
    table, row = table_and_row(problem.location)
    texts = problem.what, problem.remedy
    for sheet in SHEETS:
        place = rf"{sheet.name}, cell [A-Z]+([0-9]+)( \([^)]*\))?"
        file_place = rf"{sheet.table}\.csv, line ([0-9]+)(, column \w+)?"
        names = rf"the sheet {sheet.name}\b|\b{sheet.table}\.csv"
        texts = tuple(re.sub(f"{place}|{file_place}", sheet.table, text) for text in texts)  # type: ignore[assignment]
        texts = tuple(re.sub(names, sheet.table, text) for text in texts)  # type: ignore[assignment]
    return (table, row, *texts)


def table_and_row(location: Location) -> tuple[str, int]:
    match location:
        case SheetLocation():
            sheets = {sheet.name: sheet.table for sheet in SHEETS}
            return sheets[location.container], location.row
        case FileLocation():
            return location.container.removesuffix(".csv"), location.line
    raise AssertionError(location)


MISTAKES: Final = (
    ("sources", 3, "id", 1, "the number 1 is already in sources; give each row its own"),
    ("sources", 3, "id", "two", "“two” isn’t a row number; write a whole number from 1 to 2,000,0"),
    ("sources", 3, "title", "", "a value is missing; fill it in"),
    ("sources", 2, "published", "October 2017", "“October 2017” is not a date; write 2017-10"),
    ("forces", 4, "id", "", "the number is missing; number all rows, or none of them"),
    ("forces", 3, "name", "Northern Made-up Police", "the name “Northern Made-up Police” is alrea"),
    ("findings", 2, "locator", "a" * 501, "the text has 501 characters; shorten it to 500 or f"),
    ("findings", 2, "kind", "worry", "“worry” isn’t a kind of finding; use concern, good practic"),
    ("findings", 2, "source_id", "The pond bok", "there is no source “The pond bok”; did you mea"),
    ("findings", 2, "source_id", 9, "there is no source “9”; write a title or number from sources"),
    ("findings", 2, "source_id", "1; 2", "“1; 2” refers to several; write only one source"),
    ("findings", 2, "source_id", "", "a value is missing; fill it in"),
    ("findings", 2, "headline", "a\n" * 10 + "a", "the text has 11 lines; shorten it to 10 or fe"),
    ("quotes", 2, "speaker_id", "A Speker", "there is no speaker “A Speker”; did you mean “A Spe"),
    ("quotes", 2, "text", "", "a value is missing; fill it in"),
    ("measures", 2, "highlight_force_id", "Nothern", "there is no force “Nothern”; did you mean “"),
    ("measures", 3, "highlight_force_id", 3, "this measure has no figure for “Western”; choose a"),
    ("figures", 2, "measure_id", "", "the measure is missing, and there are several; write the n"),
    ("figures", 2, "measure_id", "Width", "there is no measure “Width”; did you mean “Depth”?"),
    ("figures", 2, "force_id", "Total", "there is no force “Total”; delete the row if it is a to"),
    ("figures", 3, "force_id", 1, "the force’s figure for “2019” is already in figures; delete o"),
    ("figures", 2, "value", "", "the figure is missing; write it, or [x] if the source gives none"),
    ("figures", 2, "value", "many", "“many” isn’t a figure; write a number such as 1,234.5, or o"),
    ("figures", 2, "value", "12,5", "“12,5” isn’t a figure; write a decimal point instead of a co"),
    ("figures", 2, "value", "20 [q]", "“[q]” isn’t a marker; use one of [x], [c], [z], [p], [r],"),
    ("figures", 2, "source_id", "The ponds", "there is no source “The ponds”; "),
    ("slides", 2, "kind", "film", "“film” isn’t a kind of slide; use title, text, finding, quote"),
    ("slides", 2, "finding_id", "", "the finding that the slide shows is missing; write its key"),
    ("slides", 2, "finding_id", "caer", "there is no finding “caer”; did you mean “care”?"),
    ("slides", 4, "force_id", "", "the force that the slide shows is missing; write its short na"),
    ("slides", 4, "force_id", "Western", "the measure has no number for “Western” in its newest"),
    ("slides", 5, "finding_id", "care", "the finding “care” has no discussion question; write th"),
    ("slides", 5, "finding_id", 9, "there is no finding “9”; write a key or number from findings"),
    ("slides", 6, "finding_id", 1, "this isn’t shown on a slide of kind “text”; empty it, or cha"),
    ("slides", 2, "minutes", "ten", "“ten” is not a whole number; write digits only"),
)  # fmt: skip


@pytest.mark.parametrize("mistake", [Mistake(*each) for each in MISTAKES])
def test_folder_and_workbook_give_the_same_messages(
    tmp_path: Path, files: dict[str, str], mistake: Mistake
) -> None:
    sheets = sheets_with_slides()
    change_workbook(sheets, mistake)
    workbook = write_workbook(sheets, tmp_path / "ponds.xlsx")
    change_folder(files, tmp_path / "ponds", mistake)
    target = tmp_path / "never.db"
    of_workbook = build_briefing(BuildRequest(workbook, target))
    of_folder = build_briefing(BuildRequest(tmp_path / "ponds", target))
    found = [comparable(error) for error in of_workbook.errors]
    assert [comparable(error) for error in of_folder.errors] == found
    assert any(f"{what}; {remedy}".startswith(mistake.message) for *_, what, remedy in found), found
    warnings = [comparable(warning) for warning in of_workbook.warnings]
    assert [comparable(warning) for warning in of_folder.warnings] == warnings
