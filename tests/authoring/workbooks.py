"""Workbooks for tests, as values or with changed bytes."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from briefing_app.authoring.sheets import SHEETS
from briefing_app.authoring.source import read_source
from briefing_app.database.builder import build
from briefing_app.errors import SourceError

Sheets = dict[str, list[list[Any]]]
"""Sheet name to rows of cells."""


def pond_sheets() -> Sheets:
    """Return a small sample briefing without help texts."""
    headings = {sheet.name: [heading.title for heading in sheet.headings] for sheet in SHEETS[1:]}
    return {
        "About": [
            ["Entry", "Your text", "What it is"],
            ["Title", "Ponds, made up"],
            ["Subtitle", ""],
            ["Publisher", "Nobody"],
            ["Published", "2020-02"],
            ["Summary", "It is about ponds."],
            ["Language", "en-GB"],
            ["Key", "ponds"],
        ],
        "Sources": [
            headings["Sources"],
            [1, "The pond book", "Nobody", "1999", "", "", ""],
            [2, "Ponds too shallow", "", "", "", "", ""],
        ],
        "Speakers": [headings["Speakers"], [1, "A Speaker", "measurer"]],
        "Forces": [
            headings["Forces"],
            [1, "Northern Made-up Police", "Northern"],
            [2, "Southern Made-up Police", "Southern"],
            [3, "Western Made-up Police", "Western"],
        ],
        "Findings": [
            headings["Findings"],
            [1, "shallow", "concern", "Too little water", "", "", "", 1, "1; 2", "Northern; 2"],
            [2, "care", "good practice", "They took care", "", "", "", "The pond book", 2, ""],
        ],
        "Quotes": [
            headings["Quotes"],
            [1, "A Speaker", "We measured each pond twice.", "first line", 2, "western"],
            [2, 1, "And the tŷ was damp.", "", 2, ""],
        ],
        "Measures": [
            headings["Measures"],
            [
                1,
                "Ponds counted",
                "Northern has more than Southern",
                "ponds",
                "",
                "The figures are made up.",
                1,
                "table 2",
                "Northern",
            ],
        ],
        "Figures": [
            headings["Figures"],
            [1, "Northern", "2019", 9],
            [1, "Southern", "2019", "1 [p]"],
            [1, "Western", "2019", "[x]"],
        ],
        "Slides": [headings["Slides"]],
    }


def set_cell(sheets: Sheets, sheet: str, place: str, cell: object) -> None:
    """Set a cell by its name, such as ``B2``."""
    row, column = int(place[1:]) - 1, ord(place[0]) - ord("A")
    rows = sheets[sheet]
    while len(rows) <= row:
        rows.append([])
    while len(rows[row]) <= column:
        rows[row].append("")
    rows[row][column] = cell


def write_workbook(
    sheets: Sheets, path: Path, change: Callable[[Workbook], object] | None = None
) -> Path:
    """Write sheets as a workbook.

    Args:
        sheets: The cells: texts, numbers and truth values. A function is called with the sheet, the
            row and the column to write the cell itself.
        path: The file.
        change: Called with the workbook before it is closed.
    """
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = Workbook(path, options)
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if callable(cell):
                    cell(sheet, row, column)
                elif isinstance(cell, str) and cell:
                    sheet.write_string(row, column, cell)
                elif cell != "":
                    sheet.write(row, column, cell)
    if change is not None:
        change(workbook)
    workbook.close()
    return path


def build_problems(path: Path) -> list[str]:
    """Return the problems of a workbook that can't be built."""
    target = path.with_name("never.db")
    with pytest.raises(SourceError) as raised:
        build(read_source(path), target)
    assert not target.exists()
    return [str(problem) for problem in raised.value.problems]


def build_warnings(path: Path) -> list[str]:
    """Return the warnings of a workbook that can be built."""
    rows = read_source(path)
    build(rows, path.with_name("ponds.db"))
    return [str(warning) for warning in rows.warnings]


def replace_parts(
    path: Path,
    change: Mapping[str, Callable[[bytes], bytes]],
    new: Mapping[str, bytes] | None = None,
) -> Path:
    """Change parts of a workbook.

    Args:
        path: The workbook.
        change: Part name to a function that changes the part.
        new: Parts to add.
    """
    content = io.BytesIO()
    with (
        zipfile.ZipFile(path) as before,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = before.read(name)
            if name in change:
                changed = change[name](part)
                assert changed != part
                part = changed
            after.writestr(name, part)
        for name, part in (new or {}).items():
            after.writestr(name, part)
    path.write_bytes(content.getvalue())
    return path


def sheet_part(sheets: Sheets, name: str) -> str:
    """Return the name of the part with a sheet, in a workbook from `write_workbook`."""
    return f"xl/worksheets/sheet{list(sheets).index(name) + 1}.xml"
