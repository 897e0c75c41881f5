"""Damaged, hostile and unsuitable workbooks."""

import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing_app.authoring import xlsx
from briefing_app.authoring.source import read_source
from briefing_app.errors import UnreadableSourceError
from tests.authoring.workbooks import (
    build_problems,
    build_warnings,
    pond_sheets,
    replace_parts,
    sheet_part,
    write_workbook,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a valid workbook."""
    return write_workbook(pond_sheets(), tmp_path / "ponds.xlsx")


def refusal(path: Path) -> str:
    """Return the error message for a workbook that can't be read."""
    with pytest.raises(UnreadableSourceError) as raised:
        read_source(path)
    assert raised.value.path == path
    assert raised.value.remedy
    assert raised.value.exit_code == 2
    return raised.value.what


def edited(path: Path, sheet: str, before: str, after: str) -> Path:
    """Change the XML of a sheet."""
    return replace_parts(
        path,
        {
            sheet_part(pond_sheets(), sheet): lambda part: part.replace(
                before.encode(), after.encode(), 1
            )
        },
    )


# ---- other files --------------------------------------------------------------------------------


def test_missing_workbook_is_reported(tmp_path: Path) -> None:
    assert refusal(tmp_path / "missing.xlsx") == "There is no such file."
    assert refusal(tmp_path / ("a" * 300 + ".xlsx")).startswith("The file can’t be read")


COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xlsx", b"", "The file is empty."),
        ("a.xlsx", b"id,name\r\n1,Ponds\r\n", "This is not an Excel workbook."),
        (
            "a.xlsx",
            "name\r\nPonds".encode("utf-16"),
            "This is not an Excel workbook.",
        ),
        ("a.xlsx", b"<html><table>", "This is not an Excel workbook."),
        ("a.xlsx", b"PK\x03\x04", "The workbook is damaged."),
        ("report.toml", b"", "This is one of several files of a briefing."),
        ("d.zip", b"PK\x05\x06" + bytes(18), "This is a ZIP file."),
        ("a.xls", COMPOUND_FILE, "This file was saved by an older version of Excel"),
        (
            "a.xlsx",
            COMPOUND_FILE + "EncryptedPackage".encode("utf-16-le"),
            "The workbook is protected with a password.",
        ),
    ],
)
def test_other_file_is_refused_whatever_its_name(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name).startswith(message)


@pytest.mark.parametrize("part", ["xl/VBAPROJECT.bin", "xl/macrosheets/sheet1.xml"])
def test_macros_are_refused_whatever_their_name(path: Path, part: str) -> None:
    replace_parts(path, {}, {part: b"Sub Auto_Open()"})
    assert refusal(path).startswith("The workbook contains macros. They are never run")


@pytest.mark.parametrize("part", ["word/document.xml", "xl/workbook.bin", "content.xml"])
def test_other_document_is_refused(tmp_path: Path, part: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<a/>")
    assert refusal(tmp_path / "a.xlsx") == "This is not an Excel workbook."


def test_opendocument_spreadsheet_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refusal(tmp_path / "a.ods").startswith("This is an OpenDocument spreadsheet (.ods).")


def test_folder_named_like_a_workbook_is_read_as_folder(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    assert str(read_source(tmp_path / "a.xlsx").problems[0].location) == "report.toml"


# ---- too large ----------------------------------------------------------------------------------


def test_too_large_file_is_refused_before_it_is_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with path.open("ab") as file:
        file.truncate(100 * 2**20)
    tracemalloc.start()
    try:
        assert refusal(path) == "The workbook is larger than 50 MB."
        assert tracemalloc.get_traced_memory()[1] < 120 * 2**20
    finally:
        tracemalloc.stop()


BOMB_SIZE = 201 * 2**20  # bytes; more than a workbook may have
ZEROS = bytes(20 * 2**20)  # packed, less than a two-hundredth of that


@pytest.fixture(scope="module")
def bomb(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a workbook with a huge part, packed to less than 1 MB."""
    path = write_workbook(pond_sheets(), tmp_path_factory.mktemp("bomb") / "ponds.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/bomb.xml", bytes(BOMB_SIZE))
    content = path.read_bytes()
    assert len(content) < 2**20
    return content


@pytest.mark.parametrize(
    ("says", "message"),
    [(BOMB_SIZE, "Unpacked, the workbook is larger"), (1000, "The workbook is damaged.")],
    ids=["honest", "dishonest"],
)
def test_zip_bomb_is_not_unpacked(path: Path, bomb: bytes, says: int, message: str) -> None:
    before = struct.pack("<I", BOMB_SIZE)
    assert before in bomb
    path.write_bytes(bomb.replace(before, struct.pack("<I", says)))
    tracemalloc.start()
    try:
        assert refusal(path).startswith(message)
        assert tracemalloc.get_traced_memory()[1] < 40 * 2**20
    finally:
        tracemalloc.stop()


def test_extreme_compression_is_refused(path: Path) -> None:
    replace_parts(path, {}, {"xl/bomb.xml": ZEROS})
    assert refusal(path).startswith("Unpacked, the workbook is larger")


@pytest.mark.parametrize(
    ("method", "part"),
    [
        (zipfile.ZIP_LZMA, "xl/workbook.xml"),
        (zipfile.ZIP_BZIP2, "mimetype"),
        (zipfile.ZIP_BZIP2, "docProps/app.xml"),
    ],
)
def test_other_compression_is_refused(path: Path, part: str, method: int) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**parts, part: parts.get(part, b"")}.items():
            archive.writestr(name, content, method if name == part else zipfile.ZIP_DEFLATED)
    assert refusal(path).startswith("The workbook is compressed in a way")


def test_bad_option_of_a_compression_is_refused(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/lzma.xml", b"<lzma/>", zipfile.ZIP_LZMA)
    content = path.read_bytes()
    # After the name come a version of two bytes, the length of the options, and the options.
    at = content.index(b"xl/lzma.xml") + len("xl/lzma.xml") + 4
    path.write_bytes(content[:at] + b"\xff" + content[at + 1 :])
    assert refusal(path).startswith("The workbook is compressed in a way")


def test_pictures_are_not_unpacked(path: Path) -> None:
    replace_parts(path, {}, {"xl/media/picture.png": ZEROS})
    build_warnings(path)


@pytest.mark.parametrize("place", ["A1048576", "XFD1", "XFD1048576"])
def test_distant_cell_allocates_nothing_in_between(path: Path, place: str) -> None:
    row = "".join(filter(str.isdigit, place))
    stray = f'<row r="{row}"><c r="{place}"><v>1</v></c></row></sheetData>'
    if row == "1":
        edited(path, "Forces", "</row>", f'<c r="{place}"><v>1</v></c></row>')
    else:
        edited(path, "Forces", "</sheetData>", stray)
    if place == "XFD1048576":
        assert refusal(path).startswith("The sheet Forces extends to cell XFD1048576")
    else:
        messages = build_warnings(path) if place == "XFD1" else build_problems(path)
        assert any(
            f"Forces, cell {place}" in each or "Forces, cell B1048576" in each for each in messages
        )


def test_formatted_empty_rows_cost_nothing(path: Path) -> None:
    styled = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(10, 2000))
    last = '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    edited(path, "Forces", "</sheetData>", styled + last)
    build_warnings(path)


def test_too_many_cells_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_CELLS", 50)
    assert refusal(path) == "The workbook has more than 50 cells."


LONG = 20_000  # characters of a text


@pytest.fixture
def few_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limit the number of characters to less than ten long texts."""
    monkeypatch.setattr(xlsx, "MAX_CHARACTERS", 9 * LONG)


TOO_MUCH_TEXT = "The texts in the workbook have more than 180,000 characters."


@pytest.mark.usefixtures("few_characters")
@pytest.mark.parametrize(
    ("texts", "index", "refused"),
    [
        ("<si><t>{long}</t></si>", 0, True),
        ("<si><r><t>{half}</t></r><r><t>{half}</t></r></si>", 0, True),
        ("<si/><si><r/></si><si><t>{long}</t></si>", 2, True),
        ("<si><t>{long}</t></si><si><t>a</t></si>", 1, False),
    ],
)
def test_shared_text_counts_for_each_cell(
    path: Path, texts: str, index: int, refused: bool
) -> None:
    long = "a" * LONG
    new = texts.format(long=long, half=long[: LONG // 2]).encode()
    with zipfile.ZipFile(path) as archive:
        index += archive.read("xl/sharedStrings.xml").count(b"<si>")
    cells = "".join(f'<c r="{letter}9" t="s"><v>{index}</v></c>' for letter in "DEFGHIJKLM")
    edited(path, "Forces", "</sheetData>", f'<row r="9">{cells}</row></sheetData>')
    replace_parts(
        path, {"xl/sharedStrings.xml": lambda part: part.replace(b"</sst>", new + b"</sst>")}
    )
    if refused:
        assert refusal(path) == TOO_MUCH_TEXT
    else:
        assert all("Forces, " in problem for problem in build_problems(path))  # it was read


@pytest.mark.usefixtures("few_characters")
@pytest.mark.parametrize(
    "cell",
    [
        '<c r="{place}" t="inlineStr"><is><t>{long}</t></is></c>',
        '<c r="{place}" t="str"><f>A1</f><v>{long}</v></c>',
    ],
)
def test_inline_texts_count(path: Path, cell: str) -> None:
    cells = "".join(cell.format(place=f"{letter}9", long="a" * LONG) for letter in "DEFGHIJKLM")
    edited(path, "Forces", "</sheetData>", f'<row r="9">{cells}</row></sheetData>')
    assert refusal(path) == TOO_MUCH_TEXT


@pytest.mark.parametrize(
    "number", ["<v>1<!-- -->0</v>", "<v>1&#48;</v>", "<v> 10</v>", "<v>1e1</v>", "<v>999999</v>"]
)
def test_ambiguous_number_of_a_shared_text_is_refused(path: Path, number: str) -> None:
    row = f'<row r="9"><c r="D9" t="s">{number}</c></row></sheetData>'
    edited(path, "Forces", "</sheetData>", row)
    assert refusal(path) == "The workbook is damaged."


def test_nested_shared_texts_are_refused(path: Path) -> None:
    new = b"<si><si><t>a</t></si></si></sst>"
    replace_parts(path, {"xl/sharedStrings.xml": lambda part: part.replace(b"</sst>", new)})
    assert refusal(path) == "The workbook is damaged."


# ---- what is measured is what is read -----------------------------------------------------------

_FAR = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1"><v>1</v></c></row>'
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)
_FAR_NAMED = b'<Relationship Id="rId99" Type="x/worksheet" Target="worksheets/far.xml"/>'


def with_far_sheet(path: Path, change: Callable[[bytes, bytes], tuple[bytes, bytes]]) -> Path:
    """Add a huge sheet to the parts and to the directory of a workbook.

    Args:
        path: A valid workbook.
        change: Takes and returns the list of sheets and the list of their parts.
    """
    book, names = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    with zipfile.ZipFile(path) as archive:
        listed = change(archive.read(book), archive.read(names))
    return replace_parts(
        path,
        {book: lambda _: listed[0] + b"\n", names: lambda _: listed[1] + b"\n"},
        {"xl/worksheets/far.xml": _FAR},
    )


def last(part: bytes, new: bytes) -> bytes:
    return part.replace(b"</Relationships>", new + b"</Relationships>")


@pytest.mark.parametrize(
    "change",
    [
        lambda book, names: (
            book.replace(b"<sheets>", b'<sheets><sheet name="Forces" sheetId="99" r:id="rId99"/>'),
            last(names, _FAR_NAMED),
        ),
        lambda book, names: (
            book.replace(
                b"</sheets>", b'<sheet name="Forces" sheetId="99" r:id="rId99"/></sheets>'
            ),
            last(names, _FAR_NAMED),
        ),
        lambda book, names: (
            book,
            last(names, _FAR_NAMED.replace(b"rId99", b"rId4").replace(b"worksheet", b"chart", 1)),
        ),
        lambda book, names: (book, last(names, _FAR_NAMED.replace(b"rId99", b"rId4"))),
        lambda book, names: (
            book.replace(
                b'r:id="rId4"',
                b'xmlns:a="urn:a" a:id="rId4" xmlns:p="http://purl.oclc.org/ooxml/officeDocument/'
                b'relationships" p:id="rId4" r:id="rId99"',
            ),
            last(names, _FAR_NAMED),
        ),
    ],
    ids=["name before", "name after", "id of another type", "id", "ids in a sheet"],
)
def test_sheet_listed_twice_is_refused(
    path: Path, change: Callable[[bytes, bytes], tuple[bytes, bytes]]
) -> None:
    assert refusal(with_far_sheet(path, change)) == "The workbook is damaged."


def test_relationship_namespace_decides_the_sheet(path: Path) -> None:
    with_far_sheet(
        path,
        lambda book, names: (
            book.replace(b'r:id="rId4"', b'xmlns:a="urn:a" a:id="rId4" r:id="rId99"'),
            last(names, _FAR_NAMED),
        ),
    )
    assert refusal(path).startswith("The sheet Forces extends to cell XFD1048576")


def test_content_types_of_the_package_are_ignored(path: Path) -> None:
    other = b"<workbook/>"
    replace_parts(
        path,
        {"_rels/.rels": lambda part: part.replace(b"xl/workbook.xml", b"xl/other.xml")},
        {"xl/other.xml": other},
    )
    build_warnings(path)


def test_parts_differing_only_in_case_are_refused(path: Path) -> None:
    replace_parts(path, {}, {"xl/worksheets/SHEET4.xml": _FAR})
    assert refusal(path) == "The workbook is damaged."


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1048576"><c r="XFC9"><v>1</v></c><c><v>1</v></c></row>',
        '<row r="1048576"><c r="A9"><c r="XFD1048576"><v>1</v></c></c></row>',
        '<row r="1048576"><row r="9"/><c><v>1</v></c></row>',
        '<row r="1048576" xmlns:x="urn:x"><x:y><c r="XFD1048576"><v>1</v></c></x:y></row>',
        '</sheetData><sheetData><row r="9"><c r="A9"><v>1</v></c></row>',
    ],
    ids=["places mixed", "cells in cells", "rows in rows", "cells elsewhere", "cells twice"],
)
def test_ambiguous_cell_positions_are_refused(path: Path, cells: str) -> None:
    edited(path, "Forces", "</sheetData>", f"{cells}</sheetData>")
    assert refusal(path) == "The workbook is damaged."


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_other_encoding_of_a_sheet_is_refused(path: Path, encoding: str) -> None:
    other = _FAR.replace(b"XFD1048576", b"A9").decode().encode(encoding)
    replace_parts(path, {sheet_part(pond_sheets(), "Forces"): lambda _: other})
    assert refusal(path) == "The workbook is damaged."


def test_distant_columns_allocate_nothing_in_rows(path: Path) -> None:
    far = "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(9, 600))
    edited(path, "Forces", "</sheetData>", f"{far}</sheetData>")
    assert refusal(path).startswith("The sheet Forces extends to cell XFD599")


# ---- XML that no spreadsheet program writes -----------------------------------------------------


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
    ],
)
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet4.xml"])
def test_document_type_is_refused(path: Path, doctype: str, part: str) -> None:
    replace_parts(path, {part: lambda xml: xml.replace(b"?>", b"?>" + doctype.encode(), 1)})
    assert refusal(path) == "The workbook is damaged."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('r="A2"', 'r="A0"'),
        ('r="A2"', 'r="a2"'),
        ('r="A2"', 'r="AAAA2"'),
        ('r="A2"', 'r="A99999999999"'),
        ('r="A2"', 'r="2"'),
        ("</row>", ""),
        ("<sheetData>", "<sheetData>\x00"),
        ('encoding="UTF-8"', 'encoding="UTF-0"'),
    ],
)
def test_impossible_cell_positions_are_refused(path: Path, before: str, after: str) -> None:
    edited(path, "Forces", before, after)
    assert refusal(path) == "The workbook is damaged."


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet4.xml"])
def test_missing_part_is_refused(path: Path, part: str) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != part}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert refusal(path).startswith(("The workbook is damaged", "This is not an Excel"))


def test_duplicate_parts_are_refused(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(path) == "The workbook is damaged."


@pytest.mark.parametrize(
    ("find", "offset", "byte"),
    [(bytes.index, 15, 0xFF), (bytes.rindex, -40, 99), (bytes.rindex, -38, 1)],
    ids=["packed data", "version of the format", "password"],
)
def test_part_that_cannot_be_unpacked_is_refused(
    path: Path, find: Callable[[bytes, bytes], int], offset: int, byte: int
) -> None:
    content = bytearray(path.read_bytes())
    # Its name is before its data, and at the end of its entry in the list of parts.
    content[find(bytes(content), b"xl/workbook.xml") + offset] = byte
    path.write_bytes(content)
    assert refusal(path) == "The workbook is damaged."


# ---- formulas, errors, dates, percentages and merged cells --------------------------------------


def formula(text: str, value: object) -> Callable[[Any, int, int], object]:
    """Return a function that writes a formula and its result."""
    return lambda sheet, row, column: sheet.write_formula(row, column, text, None, value)


def test_formula_result_is_read_with_a_warning_for_figures(tmp_path: Path) -> None:
    sheets = pond_sheets()
    sheets["Sources"][1][1] = formula('="The "&"pond book"', "The pond book")
    sheets["Figures"][1][3] = formula("=4+5", 9)
    path = write_workbook(sheets, tmp_path / "a.xlsx")
    assert build_warnings(path) == [
        (
            "Figures, cell D2 (Figure): a formula calculates this figure;"
            " write the source’s own figure"
        )
    ]


def test_uncalculated_formula_is_reported(tmp_path: Path) -> None:
    sheets = pond_sheets()
    sheets["Findings"][1][3] = formula('="a"&"b"', "")
    sheets["Findings"][1][8] = formula("=1", "")
    sheets["Figures"][1][3] = formula("=4+5", "")
    sheets["Quotes"][1][0] = formula("=1", "")
    messages = build_problems(write_workbook(sheets, tmp_path / "a.xlsx"))
    never = "the formula was never calculated"
    assert [problem.split(": ")[0] for problem in messages if never in problem] == [
        "Findings, cell D2 (Headline)",
        "Findings, cell I2 (Quotes)",
        "Quotes, cell A2 (Number)",
        "Figures, cell D2 (Figure)",
    ]
    assert all(never in problem for problem in messages)


def empty(path: Path, sheet: str, place: str) -> None:
    """Make the result of a formula an empty text, as Excel writes it."""
    edited(path, sheet, f'<c r="{place}"><f>', f'<c r="{place}" t="str"><f>')


def test_empty_formula_result_is_an_empty_cell(tmp_path: Path) -> None:
    sheets = pond_sheets()
    sheets["Findings"][1][4] = formula('=""', "")
    sheets["Quotes"][1][3] = formula('=""', "")
    path = write_workbook(sheets, tmp_path / "a.xlsx")
    empty(path, "Findings", "E2")
    empty(path, "Quotes", "D2")
    assert build_warnings(path) == []
    assert read_source(path).tables["findings"][0].values["detail"] == ""


def test_empty_formula_result_in_a_period_is_no_figure(tmp_path: Path) -> None:
    sheets = pond_sheets()
    sheets["Figures"] = [
        ["Measure", "Force", "2019", "2020"],
        [1, "Northern", 9, formula('=""', "")],
        [1, "Southern", 8, ""],
    ]
    path = write_workbook(sheets, tmp_path / "a.xlsx")
    empty(path, "Figures", "D2")
    assert build_warnings(path) == []
    assert len(read_source(path).tables["figures"]) == 2


def with_what_the_template_has_below_the_cells(workbook: Any) -> None:
    for sheet in workbook.worksheets():
        sheet.set_footer("&L&9&A&R&9&P / &N")
        sheet.data_validation(1, 20, 9, 20, {"validate": "list", "source": "=Forces!$C$3:$C$99"})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "the formula was never calculated"),
        ("#DIV/0!", "the cell shows the error #DIV/0!;"),
    ],
)
def test_elements_after_the_cells_are_ignored(tmp_path: Path, value: str, message: str) -> None:
    sheets = pond_sheets()
    sheets["Figures"][-1][3] = formula("=A1/0", value)
    path = write_workbook(sheets, tmp_path / "a.xlsx", with_what_the_template_has_below_the_cells)
    (problem,) = build_problems(path)
    assert problem.startswith(f"Figures, cell D4 (Figure): {message}")


@pytest.mark.parametrize("error", ["#REF!", "#N/A"])
def test_error_in_a_cell_is_reported(tmp_path: Path, error: str) -> None:
    sheets = pond_sheets()
    sheets["Findings"][1][4] = formula("=A1/0", error)
    sheets["Figures"][1][3] = formula("=A1/0", error)
    assert [
        problem.split(";")[0]
        for problem in build_problems(write_workbook(sheets, tmp_path / "a.xlsx"))
    ] == [
        f"Findings, cell E2 (Detail): the cell shows the error {error}",
        f"Figures, cell D2 (Figure): the cell shows the error {error}",
    ]


@pytest.mark.parametrize(
    ("sheet", "place", "value", "message"),
    [
        ("About", (4, 1), 43032, None),  # 2017-10-24
        ("About", (4, 1), 43009, "turned this into 2017-10-01, which may mean a month"),
        ("About", (4, 1), 43032.25, "2017-10-24 06:00:00 contains a time of day"),
        ("About", (4, 1), 0.25, "the spreadsheet program turned this into the time 06:00:00"),
        ("Figures", (1, 2), 43032, None),
        ("Figures", (1, 2), 43009, "format the cell as text and write 2017-10-01 or 2017-10"),
        ("Figures", (1, 3), 43032, "turned this into the date 2017-10-24; format"),
        (
            "Findings",
            (1, 6),
            43032,
            "turned this into the date 2017-10-24; format the cell",
        ),
        ("Findings", (1, 8), 43032, "there is no quote “2017-10-24”"),
    ],
)
def test_spreadsheet_dates_are_read_only_in_date_columns(
    tmp_path: Path, sheet: str, place: tuple[int, int], value: float, message: str | None
) -> None:
    sheets = pond_sheets()
    row, column = place
    cells = sheets[sheet][row]
    cells += [""] * (column + 1 - len(cells))
    cells[column] = ""

    def write(workbook: Any) -> None:
        look = workbook.add_format({"num_format": "yyyy-mm-dd" if value >= 1 else "hh:mm"})
        workbook.get_worksheet_by_name(sheet).write_number(row, column, value, look)

    path = write_workbook(sheets, tmp_path / "a.xlsx", write)
    if message is None:
        rows = read_source(path)
        written_as = {"About": ("report", "published"), "Figures": ("figures", "period")}[sheet]
        assert rows.tables[written_as[0]][0].values[written_as[1]] == "2017-10-24"
    else:
        (problem,) = build_problems(path)
        assert message in problem


@pytest.mark.parametrize(
    ("look", "is_percentage"),
    [
        ("0%", True),
        ("0.00%", True),
        ("0.0 %", True),
        ('0.0"around"%;[Red]-0%', True),
        ('0.0" %"', False),
        (r"0.0\%", False),
        ("0.00", False),
    ],
)
def test_number_shown_as_percentage_is_reported(
    tmp_path: Path, look: str, is_percentage: bool
) -> None:
    sheets = pond_sheets()
    sheets["Figures"] = [["Measure", "Force", "2019"], [1, "Northern", ""]]

    def with_look(workbook: Any) -> None:
        for name, place in (("Findings", (1, 4)), ("Figures", (1, 2))):
            sheet = workbook.get_worksheet_by_name(name)
            sheet.write_number(*place, 0.2, workbook.add_format({"num_format": look}))

    path = write_workbook(sheets, tmp_path / "a.xlsx", with_look)
    if not is_percentage:
        assert build_warnings(path) == []
        return
    assert build_problems(path) == [
        (
            "Findings, cell E2 (Detail): the spreadsheet program turned this into a percentage and"
            " stores 0.2; format the cell as text and type it again"
        ),
        (
            "Figures, cell C2 (2019): the spreadsheet program turned this into a percentage and"
            " stores 0.2; format the cell as text and type only the number; “%” belongs in the"
            " measure’s unit"
        ),
    ]


def test_only_merged_cells_that_are_read_are_reported(tmp_path: Path) -> None:
    def merge(workbook: Any) -> None:
        workbook.get_worksheet_by_name("Findings").merge_range(1, 2, 2, 2, "concern")
        workbook.get_worksheet_by_name("Figures").merge_range(1, 1, 1, 2, "Northern")
        workbook.get_worksheet_by_name("Quotes").merge_range(20, 0, 30, 3, "")
        workbook.get_worksheet_by_name("Forces").merge_range(0, 5, 3, 9, "")
        workbook.get_worksheet_by_name("About").merge_range(1, 1, 1, 2, "Ponds")

    messages = build_problems(write_workbook(pond_sheets(), tmp_path / "a.xlsx", merge))
    merged = [problem for problem in messages if "merged" in problem]
    assert [problem.split(":")[0] for problem in merged] == [
        "Findings, cell C2",
        "Figures, cell B2",
    ]
    assert merged[0].startswith(
        "Findings, cell C2: the cells C2:C3 are merged, so only the first has a value;"
    )
