"""Reading a workbook, and the mistakes that are reported."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from briefing_app.authoring.csv_files import keep_proof
from briefing_app.authoring.sheets import HOW_TO, SHEETS
from briefing_app.authoring.workbook import read_workbook
from briefing_app.database.builder import build
from briefing_app.database.reader import open_briefing
from briefing_app.database.source_rows import BriefingRows
from briefing_app.errors import SourceError
from tests.authoring.workbooks import (
    Sheets,
    build_problems,
    build_warnings,
    pond_sheets,
    set_cell,
    write_workbook,
)
from tests.golden import GoldenFiles

Change = Callable[[Sheets], object]
Changes = Mapping[str, Any]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ponds.xlsx"


def read(sheets: Sheets, path: Path) -> BriefingRows:
    return read_workbook(write_workbook(sheets, path))


# ---- values -------------------------------------------------------------------------------------


def test_workbook_becomes_a_briefing(path: Path) -> None:
    build(read(pond_sheets(), path), path.with_name("ponds.db"))
    with open_briefing(path.with_name("ponds.db")) as briefing:
        report = briefing.report
    assert (report.title, report.published, report.language) == (
        "Ponds, made up",
        "2020-02",
        "en-GB",
    )
    shallow, care = report.findings
    assert [quote.position for quote in shallow.quotes] == [1, 2]
    assert [force.short_name for force in shallow.forces] == ["Northern", "Southern"]
    assert care.source.title == "The pond book"
    assert [force.short_name for force in report.quotes[0].forces] == ["Western"]
    (measure,) = report.measures
    assert measure.highlight is not None
    assert measure.highlight.short_name == "Northern"
    assert {(f.force.short_name, f.period, f.value, f.marker) for f in measure.figures} == {
        ("Northern", "2019", 9, ""),
        ("Southern", "2019", 1, "p"),
        ("Western", "2019", None, "x"),
    }
    assert report.running_order == ()


def test_rows_have_sheet_and_cells(path: Path) -> None:
    rows = read(pond_sheets(), path)
    finding = rows.tables["findings"][1]
    assert str(finding.location) == "Findings, row 3"
    assert str(finding.location_of("kind")) == "Findings, cell C3 (Kind)"
    assert (
        str(finding.location_of("position"))
        == str(finding.location_of("id"))
        == "Findings, cell A3 (Number)"
    )
    assert str(rows.tables["report"][0].location_of("title")) == "About, cell B2 (Title)"
    assert str(rows.tables["figures"][2].location_of("marker")) == "Figures, cell D4 (Figure)"
    assert str(rows.tables["finding_quotes"][0].location) == "Findings, cell I2 (Quotes)"


def with_help_in_part(sheets: Sheets) -> None:
    for sheet in SHEETS[1:]:
        sheets[sheet.name].insert(1, [heading.help for heading in sheet.headings])
    sheets["Forces"][1][0] = ""


def with_blank_rows(sheets: Sheets) -> None:
    for sheet in SHEETS[1:]:
        for row in range(len(sheets[sheet.name]), 0, -1):
            sheets[sheet.name].insert(row, ["", " ", "\u00a0", "\n"])


def with_titles(sheets: Sheets) -> None:
    for sheet in SHEETS[1:]:
        sheets[sheet.name][:0] = [["Everything about ponds"], []]


def with_columns_turned_round(sheets: Sheets) -> None:
    for sheet in SHEETS[1:]:
        width = len(sheet.headings)
        sheets[sheet.name] = [
            [*reversed([*cells, *[""] * (width - len(cells))])] for cells in sheets[sheet.name]
        ]


def with_headings_spelt_otherwise(sheets: Sheets) -> None:
    for sheet in SHEETS[1:]:
        sheets[sheet.name][0] = [f" {words.upper()}: " for words in sheets[sheet.name][0]]
    sheets["About"][1][0] = "TITLE:"


def with_sheets_spelt_otherwise(sheets: Sheets) -> None:
    for name in list(sheets):
        sheets[f" {name.upper()} "] = sheets.pop(name)


def with_numbers_as_text(sheets: Sheets) -> None:
    for rows in sheets.values():
        for cells in rows[1:]:
            cells[:] = [str(cell) if isinstance(cell, int) else cell for cell in cells]


def without_numbers(sheets: Sheets) -> None:
    for sheet in SHEETS[1:]:
        if sheet.number:
            for cells in sheets[sheet.name][1:]:
                cells[0] = ""


def without_number_columns(sheets: Sheets) -> None:
    for sheet in SHEETS[1:]:
        if sheet.number:
            for cells in sheets[sheet.name]:
                del cells[0]


def with_names_spelt_otherwise(sheets: Sheets) -> None:
    set_cell(sheets, "Findings", "J2", " NORTHERN ;southern  made-up\u00a0police; ")
    set_cell(sheets, "Findings", "I2", "1, 2")
    set_cell(sheets, "Figures", "B2", "Northern Made-up Police")
    set_cell(sheets, "Figures", "B3", 2)
    set_cell(sheets, "Figures", "A3", "ponds counted")
    set_cell(sheets, "Findings", "C2", " Concern ")


def without_the_only_measure_named(sheets: Sheets) -> None:
    for cells in sheets["Figures"][1:]:
        cells[0] = ""


def wide(sheets: Sheets) -> None:
    sheets["Figures"] = [
        ["Force", 2019],
        ["Northern", 9],
        ["Southern", "1 [p]"],
        ["Western", "[x]"],
    ]


@pytest.mark.parametrize(
    "change",
    [
        with_help_in_part,
        with_blank_rows,
        with_titles,
        with_columns_turned_round,
        with_headings_spelt_otherwise,
        with_sheets_spelt_otherwise,
        with_numbers_as_text,
        without_numbers,
        without_number_columns,
        with_names_spelt_otherwise,
        without_the_only_measure_named,
        wide,
    ],
)
def test_layout_of_the_workbook_does_not_matter(path: Path, change: Change) -> None:
    expected = build(read(pond_sheets(), path), path.with_name("one.db")).path.read_bytes()
    sheets = pond_sheets()
    change(sheets)
    again = build(read(sheets, path), path.with_name("two.db"))
    assert again.path.read_bytes() == expected


def test_wide_figures_have_a_column_for_each_period(path: Path) -> None:
    sheets = pond_sheets()
    sheets["Measures"].append([2, "Depth", "", "", "", "", 1])
    sheets["Figures"] = [
        ["Measure", "Force", "2018/19", 2020, dt.date(2021, 3, 31)],
        [1, "Northern", "1,234", "[c]", ""],
        ["Depth", "Northern", "", -0.5, "20 [r]"],
    ]

    def dates(workbook: Any) -> None:
        look = workbook.add_format({"num_format": "yyyy-mm-dd"})
        workbook.get_worksheet_by_name("Figures").write_datetime(0, 4, dt.date(2021, 3, 31), look)

    rows = read_workbook(write_workbook(sheets, path, dates)).tables["figures"]
    assert [tuple(row.values.values()) for row in rows] == [
        (1, 1, 1, "2018/19", 1234, ""),
        (1, 1, 2, "2020", None, "c"),
        (2, 1, 3, "2020", -0.5, ""),
        (2, 1, 4, "2021-03-31", 20, "r"),
    ]
    assert str(rows[0].location_of("period")) == "Figures, cell C2 (2018/19)"


@pytest.mark.parametrize(
    "figures",
    [
        [
            ["Force", "Period", "Figure", "Source", "Where in the source"],
            ["Northern", 2019, 9, "Ponds too shallow", "page 4"],
            ["Northern", 2020, 8, 2, "page 4"],
            ["Southern", 2019, 7, "", ""],
        ],
        [
            ["Force", 2019, 2020, "Source", "Where in the source"],
            ["Northern", 9, 8, 2, "page 4"],
            ["Southern", 7, "", "", ""],
        ],
    ],
    ids=["long", "wide"],
)
def test_figures_of_a_row_may_have_a_source_and_place_of_their_own(
    path: Path, figures: list[list[object]]
) -> None:
    sheets = pond_sheets()
    sheets["Figures"] = figures
    rows = [row.values for row in read(sheets, path).tables["figures"]]
    assert [row["value"] for row in rows] == [9, 8, 7]
    own = [(2, "page 4"), (2, "page 4"), (None, "")]
    assert [(row["source_id"], row["locator"]) for row in rows] == own
    sheets["Figures"][1][-2] = "The ponds"
    (problem, *_) = build_problems(write_workbook(sheets, path))
    assert "there is no source “The ponds”" in problem


def test_text_is_unchanged_except_for_line_breaks(path: Path) -> None:
    sheets = pond_sheets()
    text = "  “it’s”\u00a0\t_x0041_ =1+1\r\nand\rso 👍\u2028 "
    set_cell(sheets, "Findings", "E2", text)
    rows = read(sheets, path).tables["findings"]
    assert rows[0].values["detail"] == text.replace("\r\n", "\n").replace("\r", "\n")


def test_number_in_a_text_column_becomes_text(path: Path) -> None:
    sheets = pond_sheets()
    for place, cell in (("B3", 1984), ("C3", 12.5), ("G3", 1e21)):
        set_cell(sheets, "Sources", place, cell)
    values = read(sheets, path).tables["sources"][1].values
    assert (values["title"], values["publisher"], values["note"]) == (
        "1984",
        "12.5",
        "1" + "0" * 21,
    )


def test_slides_refer_to_content_by_number_or_name(path: Path) -> None:
    sheets = pond_sheets()
    sheets["Slides"] += [
        [1, "title", "", "", "", "", "Say hello", ""],
        [2, "finding", "care"],
        [3, "quote", 2],
        [4, "chart", "Ponds counted", "", "", "", "", "Guess"],
        [5, "number", "Ponds counted", "Northern", "", "", "", "", 3],
        [6, "discussion", "", "", "", "Which pond?", "", "", " 5 ", "", "This one"],
        [7, "Sources"],
    ]
    build(read(sheets, path), path.with_name("ponds.db"))
    with open_briefing(path.with_name("ponds.db")) as briefing:
        order = briefing.report.running_order
    assert [(e.kind.value, e.notes, e.reveal) for e in order] == [
        ("title", "Say hello", "none"),
        ("finding", "", "none"),
        ("quote", "", "none"),
        ("chart", "", "guess"),
        ("number", "", "none"),
        ("discussion", "", "none"),
        ("sources", "", "none"),
    ]
    assert order[1].finding is not None
    assert order[1].finding.key == "care"
    assert order[2].quote is not None
    assert order[2].quote.position == 2
    assert order[3].measure is not None
    assert order[4].measure == order[3].measure
    assert order[4].force is not None
    assert [e.minutes for e in order[4:6]] == [3, 5]
    assert (order[5].text, order[5].answer) == ("Which pond?", "This one")


def test_new_finding_changes_no_slide_that_names_a_finding_by_its_key(path: Path) -> None:
    sheets = pond_sheets()
    sheets["Slides"] += [[1, "finding", "care"], [2, "finding", "shallow"]]
    sheets["Findings"].insert(1, [1, "new", "concern", "New", "", "", "", 1, 1])
    for number, cells in enumerate(sheets["Findings"][1:], 1):
        cells[0] = number
    build(read(sheets, path), path.with_name("ponds.db"))
    with open_briefing(path.with_name("ponds.db")) as briefing:
        shown = [entry.finding for entry in briefing.report.running_order]
    assert [finding.key for finding in shown if finding is not None] == ["care", "shallow"]


def vote(*cells: object) -> list[Any]:
    """Return the row of a vote: the cells are Force, Options, Answer, Measure and maybe Quote."""
    force, *others = cells
    return [1, "discussion", "", force, "", "How many?", "", "", "", *others]


def test_vote_has_options_and_the_figure_or_quote_that_answers_it(path: Path) -> None:
    sheets = pond_sheets()
    sheets["Slides"] += [
        vote("Northern", "Two\nNine", "Nine\nCounted once.", "ponds counted"),
        [2, *vote("", "Two\nNine", "Nine", "", 2)[1:]],
    ]
    build(read(sheets, path), path.with_name("ponds.db"))
    with open_briefing(path.with_name("ponds.db")) as briefing:
        report = briefing.report
    figure, quote = report.running_order
    assert (figure.options, figure.answer) == (("Two", "Nine"), "Nine\nCounted once.")
    assert (figure.measure, figure.force) == (report.measures[0], report.forces[0])
    assert quote.quote is not None
    assert quote.quote.position == 2


def test_proof_is_kept_beside_the_workbook(path: Path) -> None:
    text = b"We measured each pond twice. And the t\xc5\xb7 was damp."
    target = path.with_name("ponds.db")
    built = build(read(pond_sheets(), path), target, source_texts={2: text})
    assert keep_proof(path, built.proof) == path.with_name("ponds.proof.csv")
    assert build(read(pond_sheets(), path), target).verified == {2}


# ---- mistakes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "place", "cell", "message"),
    [
        ("About", "B2", "", "cell B2 (Title): a value is missing"),
        ("About", "B8", "", "cell B8 (Key): a value is missing; write ponds-made-up, and keep it"),
        ("About", "A2", "Titel", "cell A2: this sheet has no entry “Titel”; change it to Title"),
        ("About", "A8", "Title", "cell A8: the entry Title appears twice; delete one"),
        ("Sources", "A3", 1, "cell A3 (Number): the number 1 is already in Sources, cell A2"),
        ("Sources", "A3", "", "cell A3 (Number): the number is missing; number all rows, or none"),
        ("Sources", "A3", "two", "cell A3 (Number): “two” isn’t a row number"),
        ("Sources", "B1", "Titles", "cell B1: this sheet has no heading “Titles”; change it"),
        ("Sources", "C1", "Publishers", "cell C1: this sheet has no heading “Publishers”"),
        ("Sources", "C1", "Title", "cell C1: the heading Title appears twice"),
        ("Sources", "B1", "", "row 1: the heading Title is missing"),
        ("Speakers", "B2", True, "cell B2 (Name): the spreadsheet program turned this into"),
        ("Findings", "B3", "shallow",
         "cell B3 (Key): the key “shallow” is already in Findings, cell B2 (Key)"),
        ("Findings", "C2", "worry", "cell C2 (Kind): “worry” isn’t a kind of finding; use concern"),
        ("Findings", "H2", 9, "cell H2 (Source): there is no source “9”; write a title or number"),
        ("Findings", "H2", "1; 2", "cell H2 (Source): “1; 2” refers to several; write only"),
        ("Measures", "I2", "Northern, Western", "“Northern, Western” refers to several; write"),
        ("Findings", "H2", "The pond bok", "there is no source “The pond bok”; did you mean “The "),
        ("Findings", "I2", "1; 1", "cell I2 (Quotes): “1” appears twice"),
        ("Findings", "I2", "1, 3, 2", "cell I2 (Quotes): there is no quote “3”; write a number"),
        ("Findings", "I2", 1.2, "cell I2 (Quotes): there is no quote “1.2”"),
        ("Findings", "J2", "Nothern", "cell J2 (Forces): there is no force “Nothern”; did you mea"),
        ("Measures", "B3", "More", "cell G3 (Source): a value is missing"),
        ("Figures", "A2", 3, "cell A2 (Measure): there is no measure “3”"),
        ("Figures", "B3", "Northern", "cell C3 (Period): the force’s figure for “2019” is alre"),
        ("Figures", "D2", "", "cell D2 (Figure): the figure is missing; write it, or [x]"),
        ("Figures", "D2", "many", "cell D2 (Figure): “many” isn’t a figure"),
        ("Figures", "D2", "20 [q]", "cell D2 (Figure): “[q]” isn’t a marker; use one of [x], [c]"),
        ("Figures", "D2", "[p]", "cell D2 (Figure): the figure is missing; write it, or [x"),
        ("Figures", "D2", "20 [low]", "cell D2 (Figure): the marker “low” says that the figure ro"),
        ("Figures", "D1", "", "row 1: the heading Figure is missing"),
        ("Slides", "B2", "film", "cell B2 (Kind): “film” isn’t a kind of slide"),
    ],
)  # fmt: skip
def test_mistake_is_reported_with_cell_and_remedy(
    path: Path, sheet: str, place: str, cell: object, message: str
) -> None:
    sheets = pond_sheets()
    set_cell(sheets, sheet, place, cell)
    problems = build_problems(write_workbook(sheets, path))
    assert any(problem.startswith(f"{sheet}, ") and message in problem for problem in problems), (
        problems
    )
    assert all("; " in problem for problem in problems)
    assert (
        len([problem for problem in problems if problem.startswith(f"{sheet}, cell {place}")]) < 2
    )


def test_forces_may_be_separated_by_commas(path: Path) -> None:
    sheets = pond_sheets()
    set_cell(sheets, "Findings", "J2", "Northern, Western; 2")
    links = read(sheets, path).tables["finding_forces"]
    assert [row.values["force_id"] for row in links] == [1, 3, 2]


def test_only_the_first_misspelt_names_get_suggestions(path: Path) -> None:
    sheets = pond_sheets()
    sheets["Figures"] += [[1, "Nothern", str(year), 4] for year in range(1900, 1960)]
    messages = build_problems(write_workbook(sheets, path))
    assert ["did you mean" in problem for problem in messages] == [True] * 50 + [False] * 10


def test_names_that_differ_in_case_are_told_apart(path: Path) -> None:
    sheets = pond_sheets()
    set_cell(sheets, "Forces", "C3", "northern")
    set_cell(sheets, "Figures", "B3", "northern")
    figures = read(sheets, path).tables["figures"]
    assert [row.values["force_id"] for row in figures] == [1, 2, 3]


@pytest.mark.parametrize(
    ("sheet", "number"),
    [
        *(("Sources", ""), ("Speakers", 1), ("Forces", "two"), ("Findings", 0)),
        *(("Quotes", 1), ("Quotes", "two"), ("Measures", ""), ("Measures", 0)),
    ],
)
def test_reference_to_a_wrong_number_is_not_reported(
    path: Path, sheet: str, number: object
) -> None:
    sheets = pond_sheets()
    sheets["Speakers"].append([2, "Another speaker"])
    sheets["Measures"].append([2, "Depth", "", "", "", "", 1, "", "Southern"])
    sheets["Figures"] += [["Depth", "Southern", "2019", 4], [2, 1, "2019", 5]]
    sheets["Quotes"].append([3, "Another speaker", "It was deep.", "", 1, "2, Western"])
    sheets["Slides"] += [
        [1, "finding", 2],
        [2, "finding", "care"],
        [3, "quote", 2],
        [4, "chart", 2],
    ]
    build(read(sheets, path), path.with_name("ponds.db"))
    set_cell(sheets, sheet, "A3", number)
    (problem,) = build_problems(write_workbook(sheets, path))
    assert problem.startswith(f"{sheet}, cell A3 (Number): ")


def test_totals_are_read_if_they_have_a_force(path: Path) -> None:
    sheets = pond_sheets()
    sheets["Forces"].append([4, "All forces", "England and Wales"])
    sheets["Figures"].append([1, "England and Wales", "2019", 10])
    assert read(sheets, path).tables["figures"][3].values["force_id"] == 4


# ---- messages -----------------------------------------------------------------------------------


def with_name(short: str) -> Changes:
    """Return changes that use a force by a name, but leave out its short name."""
    return {
        "Forces!C2": "",
        "Findings!J2": f"{short}; Western",
        "Measures!I2": short,
        "Figures!B2": short,
        "Slides+": [1, "number", 1, short],
    }


def without_period(at: int) -> Changes:
    """Return changes that add a figure without a heading in this column."""
    rows: list[list[object]] = [["Force", 2018, 2019], [], ["Northern", 1, 2], ["Southern", 3, 4]]
    for cells, cell in zip(rows, ["", "", "", 5], strict=True):
        cells[at:at] = [cell]
    return {"Figures": rows}


def with_total(name: str) -> Changes:
    return {"Figures": [["Force", 2019], ["Northern", 9], [name, 9]]}


DEPTH: Final = [2, "Depth", "", "", "", "", 1, ""]
WIDE: Final = [["Force", 2019], ["Northern", 1]]
MESSAGES: Final[Mapping[str, Changes]] = {
    "sheet About is missing": {"About": None},
    "sheet Quotes is misspelt": {"Quotes": None, "Quote": pond_sheets()["Quotes"]},
    "headings are missing, but not those of an empty sheet": {
        "Slides": [],
        "Forces": [["a", "b"]],
    },
    "mistakes are sorted": {
        "Slides!B2": "film",
        "Slides!A2": 1,
        "Figures!D3": "many",
        "Figures!B2": "Estern",
        "Findings!C3": "worry",
        "Findings!I2": "1; 7",
        "Findings!C2": "worry",
        "About!B7": "British",
        "Quotes!E2": "",
        "Measures!I2": "Estern",
        "Sources!D2": "Easter",
    },
    "slide shows no finding": {"Slides+": [1, "finding"]},
    "slide shows no quote": {"Slides+": [1, "quote", ""]},
    "slide shows no measure, without the column": {"Slides": [["Kind"], ["title"], ["chart"]]},
    "slide shows an unknown finding": {"Slides+": [1, "finding", 9]},
    "slide of text shows something": {"Slides+": [1, "text", 1]},
    "way to reveal is unknown": {"Slides+": [1, "chart", 1, "", "", "", "", "yes"]},
    "minutes are no number": {"Slides+": [1, "title", *[""] * 6, "ten"]},
    "measure of a chart is in another column": {"Slides+": [1, "chart", "", *[""] * 8, 1]},
    "measure of a chart is in both columns": {"Slides+": [1, "chart", 1, *[""] * 8, 1]},
    "vote has one option": {"Slides+": vote("", "Two", "", "")},
    "answer is no option": {"Slides+": vote("", "Two\nNine", "Ten", "")},
    "vote has a measure alone": {"Slides+": vote("", "Two\nNine", "", 1)},
    "quote answers no vote": {"Slides+": vote("", "", "", "", 2)},
    "quote of a vote is unknown": {"Slides+": vote("", "Two\nNine", "", "", 9)},
    "measure of a vote is unknown": {"Slides+": vote("", "Two\nNine", "", "Depth")},
    "two forces have one name": {"Forces!C3": "northern ", "Figures!B2": "NORTHERN"},
    "two findings have one key": {"Findings!B3": "shallow", "Slides+": [1, "finding", "shallow"]},
    "short name is missing, but used": with_name("Northern"),
    "short name is missing, the start of the name is used": with_name("northern made-up"),
    "short name is missing, the initials are used": with_name("NMP"),
    "misspelt force beside a missing short name": {
        "Forces!C2": "",
        "Findings!J2": "Western; Souhtern",
    },
    "misspelt forces beside a missing number": {
        "Forces!A3": "",
        "Figures!B2": "Nothern",
        "Figures!B3": "Southern",
        "Quotes!F2": "Western; Estern",
    },
    "misspelt force after a comma": {"Findings!J2": "Northern, Westren"},
    "several misspelt forces": {"Findings!J2": "Nothern; Western; Westren, Sothern"},
    "part of the name of a force": {
        "Forces!C2": "Northern and Isle of Eels",
        "Findings!J2": "Isle of Eels",
        "Figures!B2": "northern",
        "Measures!I2": "",
    },
    "name that is part of several": {"Findings!J2": "Police", "Figures!B2": "Made-up"},
    "name with a comma": {"Forces!C2": "Northern, all", "Findings!J2": "Abc, Xyz"},
    "highlighted force may be that of a figure without one": {"Figures!B2": ""},
    "finding without words": {"Findings!I3": ""},
    "finding without words, about figures": {"Findings!I3": "", "Findings!C3": "figures"},
    "unknown forces with a comma": {"Findings!J2": "Abc, Xyz"},
    "month in words": {"Sources!D2": "March 2025"},
    "month with a slash": {"Sources!D2": "2017/10"},
    "highlighted force has no figure": {
        "Figures": pond_sheets()["Figures"][:3],
        "Measures!I2": 3,
    },
    "period is there twice": {"Figures": [["Force", 2019, "2019"], ["Northern", 1, 2]]},
    "there is no period": {"Figures": [["Force"], ["Northern"]]},
    "figures without the heading Force": {"Figures": [["Measure", 2019], [1, 1]]},
    "heading Force is misspelt": {"Figures": [["Forces", 2019], ["Northern", 9]]},
    "headings like Force": {"Figures": [["Fource", 2019, "Force "], ["Northern", 1, 2]]},
    "wrong figures in columns of periods": {
        "Figures": [["Force", 2018, 2019], ["Northern", 1, "lots"], ["Northern", 2, ""]]
    },
    "figure in a column without heading": without_period(2),
    "figure in the last column, without heading": without_period(3),
    "several measures without the heading Measure": {"Measures+": DEPTH, "Figures": WIDE},
    "several measures and a row without one": {
        "Measures+": DEPTH,
        "Figures": [
            ["Measure", "Force", 2019],
            [1, "Western", 1],
            ["", "Western", 2],
            [2, "Western", 1],
        ],
    },
    "several measures and a figure without one": {
        "Measures+": DEPTH,
        "Figures": [["Measure", "Force", "Period", "Figure"], ["", "Northern", 2019, 1]],
    },
    "figures without a measure": {"Measures": pond_sheets()["Measures"][:1], "Figures": WIDE},
    "rows without numbers, of which some are referred to by number": {
        **dict.fromkeys(("Quotes!A2", "Quotes!A3", "Forces!A2", "Forces!A3", "Forces!A4"), ""),
        "Findings!J2": "Northern",
    },
    "total": with_total("Total"),
    "total of a country": with_total("England and Wales"),
    "total of a region": with_total("North West"),
    "total of all": with_total("All forces"),
    "column without a heading": {"Forces!D3": "my own note"},
    "sheet, entry and column that are not used": {
        "Sheet1": [["my own notes"]],
        HOW_TO: [["1", "do it"]],
        "About+": ["Colour", "blue"],
        "Forces!D1": "Motto",
        "Forces!D2": "x",
    },
    "warnings are sorted": {
        "Slides!N1": "Colour",
        "Findings!D3": "word " * 16,
        "Forces!C2": "Northern ",
        "Sources!H1": "Colour",
    },
}
"""What is changed: a cell, a sheet (None: it is removed), or with a plus, a row that is added."""


def messages(path: Path, changes: Changes) -> list[str]:
    """Build a changed workbook. Return the problems, or the warnings if there are none."""
    sheets = pond_sheets()
    for place, new in changes.items():
        sheet, _, cell = place.partition("!")
        if cell:
            set_cell(sheets, sheet, cell, new)
        elif new is None:
            del sheets[sheet]
        elif sheet.endswith("+"):
            sheets[sheet[:-1]].append(list(new))
        else:
            sheets[sheet] = new
    write_workbook(sheets, path)
    try:
        return [f"Warning: {each}" for each in build_warnings(path)]
    except SourceError as error:
        return [f"Error: {each}" for each in error.problems]


def test_messages_name_place_mistake_and_remedy(path: Path, golden: GoldenFiles) -> None:
    lines = []
    for name, changes in MESSAGES.items():
        lines += [name, *(f"  {each}" for each in messages(path, changes))]
    golden.check("messages-about-workbooks", "\n".join(lines))


# ---- warnings -----------------------------------------------------------------------------------


def test_hidden_cells_are_read_with_a_warning(path: Path) -> None:
    sheets = pond_sheets()

    def hide(workbook: Any) -> None:
        workbook.get_worksheet_by_name("Forces").hide()
        workbook.get_worksheet_by_name("Quotes").set_column(3, 4, None, None, {"hidden": True})
        for row in (1, 2, 3):
            workbook.get_worksheet_by_name("Figures").set_row(row, None, None, {"hidden": True})
        workbook.get_worksheet_by_name("Findings").set_row(2, None, None, {"hidden": True})
        workbook.get_worksheet_by_name("Findings").set_row(9, None, None, {"hidden": True})

    messages = [
        warning.split(";")[0] for warning in build_warnings(write_workbook(sheets, path, hide))
    ]
    assert messages == [
        "Forces: the sheet is hidden, but it is still read",
        "Findings, row 3: the row is hidden or filtered out, but it is still read",
        "Quotes, column D: the column is hidden, but it is still read",
        "Quotes, column E: the column is hidden, but it is still read",
        "Figures, row 2: rows 2–4 are hidden or filtered out, but they are still read",
    ]


LOOSE = "Quotes, cell A3 (Number)"  # without finding and slide
LONG = "Findings, cell D3 (Headline)"
FAR = "Figures, cell D10 (Figure)"


def doubtful() -> Sheets:
    """Return the sample workbook with something for each kind of warning."""
    sheets = pond_sheets()
    set_cell(sheets, "Findings", "D3", " ".join(["word"] * 16))
    set_cell(sheets, "Findings", "I2", "1")
    set_cell(sheets, "Findings", "I3", "1")
    sheets["Measures"].append([2, "Depth", "", "", "", "Made up.", 1, "", ""])
    sheets["Figures"] += [[2, "Northern", str(year), 4] for year in range(2000, 2005)]
    sheets["Figures"].append([2, "Northern", "2005", 500])
    sheets["Slides"].append([1, "title"])
    return sheets


@pytest.mark.parametrize(
    ("sheet", "place", "cell", "silenced"),
    [
        ("Findings", "C2", "worry", []),
        ("Findings", "H3", "", []),
        ("Sources", "A3", "", []),
        ("Figures", "D4", "many", []),
        ("Figures", "D5", "", [FAR]),
        ("Figures", "B5", "Westen", [FAR]),
        ("Figures", "C5", "", [FAR]),
        ("Figures", "D5", "[p]", [FAR]),
        ("Figures", "A5", 3, [FAR]),
        ("Figures", "D1", "Figures", [FAR]),
        ("Measures", "A3", 1, [FAR]),
        ("Forces", "C3", "", []),
        ("Findings", "I3", "3", [LOOSE]),
        ("Findings", "A3", 1, [LOOSE]),
        ("Findings", "I1", "Qotes", [LOOSE, LONG]),
        ("Quotes", "A2", "", [LOOSE]),
        ("Slides", "B2", "qote", [LOOSE]),
        ("Slides", "B2", "quote", [LOOSE]),
        ("Slides", "B2", "finding", []),
    ],
)
def test_mistake_silences_only_warnings_that_depend_on_it(
    path: Path, sheet: str, place: str, cell: object, silenced: list[str]
) -> None:
    sheets = doubtful()
    everything = [LONG, LOOSE, FAR]
    assert [str(warning.location) for warning in read(sheets, path).warnings] == everything
    set_cell(sheets, sheet, place, cell)
    with pytest.raises(SourceError) as raised:
        build(read(sheets, path), path.with_name("ponds.db"))
    messages = [str(warning.location) for warning in raised.value.warnings]
    unchecked = [where for where in messages if where.startswith("Sources, row")]
    expected = [where for where in everything if where not in silenced]
    assert [where for where in messages if where not in unchecked] == expected
