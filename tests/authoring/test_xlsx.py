"""Reading the values of cells as an independent reader of workbooks does."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from python_calamine import load_workbook
from xlsxwriter import Workbook

from briefing_app.authoring.grid import Cell
from briefing_app.authoring.xlsx import read_grids
from briefing_app.errors import UnreadableSourceError
from briefing_app.files.progress import no_progress
from tests.authoring.workbooks import replace_parts

SHEET = "xl/worksheets/sheet1.xml"
FORMATS = (
    *("General", "0", "0.00E+00", "@", "yyyy-mm-dd", "hh:mm", "mmss.0", "AM/PM", "m/d/yy h:mm"),
    *("[h]:mm", "[ss]", "[mm]:ss", "[$-809]dd mmmm yyyy;@", "[Red]0", "0%", '0.0"%"', '0 "days"'),
    *(r"0.0\d", "0_d", "*d0", "[$€-2] #,##0", '"d"0;[Red]-0'),
)
NUMBERS = (0, 0.25, 1, 1.5, 59, 61, 2017, 43032, 43032.25, 43032.123456789, 2958465, 2958466)


def values(path: Path) -> list[list[Cell]]:
    """Return the cells of the first sheet."""
    (grid, *_) = read_grids(path, lambda _: True, no_progress)
    return [cells for _, cells in grid.rows]


def other_values(path: Path) -> list[list[Any]]:
    """Return the cells of the first sheet as the independent reader finds them."""
    with load_workbook(path) as workbook:
        return workbook.get_sheet_by_index(0).to_python()


def with_cells(path: Path, cells: str, texts: str = "") -> Path:
    """Write a workbook with these cells in its first row, and with shared texts from index 1 on."""
    with Workbook(path) as workbook:
        look = workbook.add_format({"num_format": "yyyy-mm-dd"})
        workbook.add_worksheet().write_string(0, 0, "first", look)
    rows = f'<row r="1">{cells}</row>'.encode()
    replace_parts(
        path,
        {SHEET: lambda part: part.partition(b"<row")[0] + rows + part.partition(b"</row>")[2]},
    )
    if texts:
        added = f"{texts}</sst>".encode()
        strings = "xl/sharedStrings.xml"
        replace_parts(path, {strings: lambda part: part.replace(b"</sst>", added)})
    return path


@pytest.mark.parametrize("is_from_1904", [False, True])
def test_numbers_dates_and_times_are_those_of_another_reader(
    tmp_path: Path, is_from_1904: bool
) -> None:
    path = tmp_path / "a.xlsx"
    with Workbook(path, {"date_1904": is_from_1904}) as workbook:
        sheet = workbook.add_worksheet()
        for column, code in enumerate(FORMATS):
            look = workbook.add_format({"num_format": code})
            for row, number in enumerate(NUMBERS):
                sheet.write_number(row, column, number, look)
    read = values(path)
    assert read == other_values(path)
    assert {type(cell) for row in read for cell in row} == {
        float,
        dt.date,
        dt.datetime,
        dt.time,
        dt.timedelta,
    }


def test_built_in_number_formats_are_those_of_another_reader(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for number in range(100):
            sheet.write_number(number, 0, 43032.25, workbook.add_format({"num_format": number}))
    assert values(path) == other_values(path)


@pytest.mark.parametrize(
    "text",
    [
        "<t>a</t>",
        '<t xml:space="preserve"> a </t>',
        ' <r> <t xml:space="preserve">a </t> </r><r><t>b</t></r> ',
        '<t>a</t><rPh sb="0" eb="1"><t>b</t></rPh>',
        "<t>a_x000D_\nb_x005F_x000D_c_x_</t>",
        "<t>&lt;a&gt; &amp; &#8217;ŷ 😀</t>",
        "",
    ],
)
def test_texts_are_those_of_another_reader(tmp_path: Path, text: str) -> None:
    cells = '<c r="A1"><v>1</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>'
    shared = f"<si>{text}</si><si><t>c</t></si>"
    path = with_cells(tmp_path / "shared.xlsx", cells, shared)
    assert values(path) == other_values(path)
    cells = f'<c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is>{text}</is></c>'
    path = with_cells(tmp_path / "inline.xlsx", cells)
    ((_, *other),) = other_values(path)
    assert values(path) == [[1, *filter(None, other)]]


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="A1" t="str"><f>B1</f><v> a &amp; b </v></c>',
        '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>',
        '<c r="A1" t="n"><v>1.5e-3</v></c><c r="C1"><v>-2</v></c>',
        '<c r="A1"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1"><v>2</v></c>',
        '<c r="A1" t="d"><v>2017-10-24</v></c><c r="B1" t="d"><v>2017-10-24T06:00:00</v></c>',
        '<c r="C1"><v>3</v></c><c r="A1"><v>1</v></c>',
        "<c><v>1</v></c><c/><c><v>3</v></c>",
    ],
)
def test_values_of_each_type_are_those_of_another_reader(tmp_path: Path, cells: str) -> None:
    path = with_cells(tmp_path / "a.xlsx", cells)
    assert values(path)
    assert values(path) == other_values(path)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('t="s"><v>1</v>', "half _xD83D_ of it"),
        ('s="1"><v>1e14</v>', 1e14),
        ('t="d"><v>06:30:00</v>', dt.time(6, 30)),
        ('t="d"><v>2017-10-24T00:00:00Z</v>', dt.date(2017, 10, 24)),
    ],
)
def test_rare_values_are_read(tmp_path: Path, cell: str, value: Cell) -> None:
    texts = "<si><t>half _xD83D_ of it</t></si>"
    path = with_cells(tmp_path / "a.xlsx", f'<c r="A1" {cell}</c>', texts)
    assert values(path) == [[value]]


@pytest.mark.parametrize(
    "cell",
    [
        "><v>a</v>",
        "><v>nan</v>",
        "><v>1e999</v>",
        "><v>1_000</v>",
        ' t="b"><v>2</v>',
        ' t="d"><v>yesterday</v>',
        ' t="s"><v>2</v>',
        ' t="s"><v>-1</v>',
        ' t="unknown"><v>1</v>',
    ],
)
def test_impossible_values_are_refused(tmp_path: Path, cell: str) -> None:
    path = with_cells(tmp_path / "a.xlsx", f'<c r="A1"{cell}</c>', "<si><t>a</t></si>")
    with pytest.raises(UnreadableSourceError, match="The workbook is damaged"):
        values(path)
