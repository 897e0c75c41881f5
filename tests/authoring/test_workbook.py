"""Reading a workbook, and the mistakes that are reported."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing_app.authoring.csv_files import keep_proof
from briefing_app.authoring.sheets import HOW_TO, SHEETS
from briefing_app.authoring.workbook import read_workbook
from briefing_app.database.builder import build
from briefing_app.database.reader import open_briefing
from briefing_app.database.source_rows import BriefingRows
from briefing_app.errors import BriefingAppError, SourceError
from tests.authoring.workbooks import (
    Sheets,
    build_problems,
    build_warnings,
    pond_sheets,
    set_cell,
    write_workbook,
)

Change = Callable[[Sheets], object]


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


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (("", "Two", "", ""), "cell J2 (Options): a vote has 2 to 6 options, one in each line"),
        (("", "Two\nNine", "Ten", ""), "cell K2 (Answer): the first line of the answer is none of"),
        (("", "Two\nNine", "", 1), "cell D2 (Force): the discussion names a measure, but no force"),
        (("", "", "", "", 2), "cell M2 (Quote): a quote answers only a discussion with options"),
        (("", "Two\nNine", "", "", 9), "cell M2 (Quote): there is no"),
        (("", "Two\nNine", "", "Depth"), "cell L2 (Measure): there is no measure “Depth”"),
    ],
)
def test_mistake_in_a_vote_is_reported_by_its_cell(
    path: Path, cells: tuple[object, ...], problem: str
) -> None:
    sheets = pond_sheets()
    sheets["Slides"].append(vote(*cells))
    found = build_problems(write_workbook(sheets, path))
    assert any(each.startswith(f"Slides, {problem}") for each in found), found


@pytest.mark.parametrize("shown", ["", 1])
def test_measure_of_a_chart_belongs_in_the_column_shows(path: Path, shown: object) -> None:
    sheets = pond_sheets()
    sheets["Slides"].append([1, "chart", shown, *[""] * 8, 1])
    (problem,) = build_problems(write_workbook(sheets, path))
    assert problem.startswith("Slides, cell L2 (Measure): a slide of the kind “chart” has this in")


def test_proof_is_kept_beside_the_workbook(path: Path) -> None:
    text = b"We measured each pond twice. And the t\xc5\xb7 was damp."
    target = path.with_name("ponds.db")
    built = build(read(pond_sheets(), path), target, source_texts={2: text})
    assert keep_proof(path, built.proof) == path.with_name("ponds.proof.csv")
    assert build(read(pond_sheets(), path), target).verified == {2}


# ---- progress -----------------------------------------------------------------------------------


def test_progress_never_goes_back(path: Path) -> None:
    sheets = pond_sheets()
    sheets["Forces"] += [[number, f"Force {number}", f"F {number}"] for number in range(4, 3000)]
    message: list[tuple[int, int]] = []
    read_workbook(write_workbook(sheets, path), lambda done, total: message.append((done, total)))
    assert len(message) > 5
    assert [done for done, _ in message] == sorted(done for done, _ in message)
    assert all(0 <= done <= total for done, total in message)
    assert message[-1][0] > message[-1][1] / 2


def test_reading_stops_at_every_progress_call(path: Path) -> None:
    class StoppedError(BriefingAppError):
        pass

    write_workbook(pond_sheets(), path)
    count = 0

    def report(_done: int, _total: int) -> None:
        nonlocal count
        count += 1

    read_workbook(path, report)
    for stop_at in range(1, count + 1):
        left = stop_at

        def stop(_done: int, _total: int) -> None:
            nonlocal left
            left -= 1
            if not left:
                raise StoppedError("stopped")

        with pytest.raises(StoppedError):
            read_workbook(path, stop)


# ---- mistakes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "place", "cell", "message"),
    [
        ("About", "B2", "", "cell B2 (Title): a value is missing"),
        ("About", "B8", "", "cell B8 (Key): a value is missing; write ponds-made-up, and keep it"),
        ("About", "A2", "Titel", "cell A2: this sheet has no entry “Titel”; change it to Title"),
        ("About", "A8", "Title", "cell A8: the entry Title appears twice; delete one"),
        ("Sources", "A3", 1, "cell A3 (Number): the number 1 is already in cell A2"),
        ("Sources", "A3", "", "cell A3 (Number): the number is missing; number all rows, or none"),
        ("Sources", "A3", "two", "cell A3 (Number): “two” isn’t a row number"),
        ("Sources", "B1", "Titles", "cell B1: this sheet has no heading “Titles”; change it"),
        ("Sources", "C1", "Publishers", "cell C1: this sheet has no heading “Publishers”"),
        ("Sources", "C1", "Title", "cell C1: the heading Title appears twice"),
        ("Sources", "B1", "", "row 1: the heading Title is missing"),
        ("Speakers", "B2", True, "cell B2 (Name): the spreadsheet program turned this into"),
        ("Findings", "B3", "shallow",
         "cell B3 (Key): key “shallow” is already used in Findings, row 2"),
        ("Findings", "C2", "worry", "cell C2 (Kind): “worry” isn’t a kind of finding; use concern"),
        ("Findings", "H2", 9, "cell H2 (Source): there is no source “9”; write a number or name"),
        ("Findings", "H2", "1; 2", "cell H2 (Source): “1; 2” refers to several; write only"),
        ("Measures", "I2", "Northern, Western", "“Northern, Western” refers to several; write"),
        ("Findings", "H2", "The pond bok", "there is no source “The pond bok”; did you mean “The "),
        ("Findings", "I2", "1; 1", "cell I2 (Quotes): “1” appears twice"),
        ("Findings", "I2", "1, 3, 2", "cell I2 (Quotes): there is no quote “3”; write a number"),
        ("Findings", "I2", 1.2, "cell I2 (Quotes): there is no quote “1.2”"),
        ("Findings", "J2", "Nothern", "cell J2 (Forces): there is no force “Nothern”; did you mea"),
        ("Measures", "B3", "More", "cell G3 (Source): a value is missing"),
        ("Figures", "A2", 3, "cell A2 (Measure): there is no measure “3”"),
        ("Figures", "B3", "Northern", "cell C3 (Period): the force’s figure for 2019 is alread"),
        ("Figures", "D2", "", "cell D2 (Figure): the figure is missing; write it, or [x]"),
        ("Figures", "D2", "many", "cell D2 (Figure): “many” isn’t a figure"),
        ("Figures", "D2", "20 [q]", "cell D2 (Figure): “[q]” isn’t a marker; use one of [x], [c]"),
        ("Figures", "D2", "[p]", "cell D2 (Figure): [p] needs a figure before it; write it"),
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


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            [1, "finding"],
            "cell C2 (Shows): the finding that the slide shows is missing; write a number or",
        ),
        (
            [1, "quote", ""],
            "the quote that the slide shows is missing; write a number from the sheet Quotes",
        ),
        ([1, "finding", 9], "cell C2 (Shows): there is no finding “9”"),
        (
            [1, "text", 1],
            "cell C2 (Shows): a slide of the kind “text” doesn’t show a row of another",
        ),
        (
            [1, "chart", 1, "", "", "", "", "yes"],
            "cell H2 (Reveal): “yes” isn’t a way to reveal bars; use none or guess",
        ),
        (
            [1, "title", "", "", "", "", "", "", "ten"],
            "cell I2 (Minutes): “ten” is not a whole number",
        ),
    ],
)
def test_wrong_slide_content_is_reported(path: Path, cells: list[object], message: str) -> None:
    sheets = pond_sheets()
    sheets["Slides"].append(cells)
    (problem,) = build_problems(write_workbook(sheets, path))
    assert message in problem


@pytest.mark.parametrize(
    ("sheet", "renamed", "remedy"),
    [
        ("About", "", "add it with its headings, even if it has no rows"),
        ("Quotes", "Quote", "rename the sheet “Quote” to Quotes if that is the one"),
    ],
)
def test_missing_sheet_is_the_only_problem(
    path: Path, sheet: str, renamed: str, remedy: str
) -> None:
    sheets = pond_sheets()
    rows = sheets.pop(sheet)
    if renamed:
        sheets[renamed] = rows
    assert build_problems(write_workbook(sheets, path)) == [
        f"{sheet}: the sheet is missing; {remedy}"
    ]


def test_sheet_without_headings_is_reported_empty_one_is_not(
    path: Path,
) -> None:
    sheets = pond_sheets()
    sheets["Slides"] = []
    sheets["Forces"] = [["a", "b"]]
    (problem,) = build_problems(write_workbook(sheets, path))
    assert problem.startswith(
        "Forces: the headings are missing; write these headings in one row: Number, Name"
    )


def test_mistakes_in_many_sheets_are_sorted(path: Path) -> None:
    sheets = pond_sheets()
    for sheet, place, cell in (
        ("Slides", "B2", "film"),
        ("Figures", "D3", "many"),
        ("Figures", "B2", "Estern"),
        ("Findings", "C3", "worry"),
        ("Findings", "I2", "1; 7"),
        ("Findings", "C2", "worry"),
        ("About", "B7", "British"),
        ("Quotes", "E2", ""),
        ("Measures", "I2", "Estern"),
        ("Sources", "D2", "Easter"),
    ):
        set_cell(sheets, sheet, place, cell)
    set_cell(sheets, "Slides", "A2", 1)
    places = [problem.split(" (")[0] for problem in build_problems(write_workbook(sheets, path))]
    assert places == [
        "About, cell B7",
        "Sources, cell D2",
        "Findings, cell C2",
        "Findings, cell I2",
        "Findings, cell C3",
        "Quotes, cell E2",
        "Measures, cell I2",
        "Figures, cell B2",
        "Figures, cell D3",
        "Slides, cell B2",
    ]


def test_shared_name_is_reported_with_the_numbers(path: Path) -> None:
    sheets = pond_sheets()
    set_cell(sheets, "Forces", "C3", "northern ")
    set_cell(sheets, "Figures", "B2", "NORTHERN")
    problems = build_problems(write_workbook(sheets, path))
    assert any(
        "several rows of the sheet Forces have the name “NORTHERN”; write a number instead: 1, 2"
        in problem
        for problem in problems
        if problem.startswith("Figures, cell B2 (Force): ")
    )


@pytest.mark.parametrize("short", ["Northern", "northern made-up", "NMP"])
def test_missing_short_name_is_the_only_problem(path: Path, short: str) -> None:
    sheets = pond_sheets()
    set_cell(sheets, "Forces", "C2", "")
    set_cell(sheets, "Findings", "J2", f"{short}; Western")
    set_cell(sheets, "Measures", "I2", short)
    set_cell(sheets, "Figures", "B2", short)
    sheets["Slides"].append([1, "number", 1, short])
    assert build_problems(write_workbook(sheets, path)) == [
        "Forces, cell C2 (Short name): a value is missing; fill it in"
    ]


def test_misspelt_name_is_reported_beside_a_missing_short_name(path: Path) -> None:
    sheets = pond_sheets()
    set_cell(sheets, "Forces", "C2", "")
    set_cell(sheets, "Findings", "J2", "Western; Souhtern")
    assert [problem.split(";")[0] for problem in build_problems(write_workbook(sheets, path))] == [
        "Forces, cell C2 (Short name): a value is missing",
        "Findings, cell J2 (Forces): there is no force “Souhtern”",
    ]


def test_forces_may_be_separated_by_commas(path: Path) -> None:
    sheets = pond_sheets()
    set_cell(sheets, "Findings", "J2", "Northern, Western; 2")
    links = read(sheets, path).tables["finding_forces"]
    assert [row.values["force_id"] for row in links] == [1, 3, 2]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("Northern, Westren", "there is no force “Westren”; did you mean “Western”?"),
        ("Abc, Xyz", "there is no force “Abc, Xyz”; separate several with semicolons: Abc; Xyz"),
    ],
)
def test_unknown_force_between_commas_is_named(path: Path, cell: str, message: str) -> None:
    sheets = pond_sheets()
    set_cell(sheets, "Findings", "J2", cell)
    (problem,) = build_problems(write_workbook(sheets, path))
    assert problem == f"Findings, cell J2 (Forces): {message}"


@pytest.mark.parametrize(("written", "exact"), [("March 2025", "2025-03"), ("2017/10", "2017-10")])
def test_date_in_words_is_answered_with_the_text_to_type(
    path: Path, written: str, exact: str
) -> None:
    sheets = pond_sheets()
    set_cell(sheets, "Sources", "D2", written)
    (problem,) = build_problems(write_workbook(sheets, path))
    assert problem == f"Sources, cell D2 (Published): “{written}” is not a date; write {exact}"


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


def test_slide_without_shows_column_is_reported_by_row(path: Path) -> None:
    sheets = pond_sheets()
    sheets["Slides"] = [["Kind"], ["title"], ["chart"]]
    (problem,) = build_problems(write_workbook(sheets, path))
    assert problem == (
        "Slides, row 3: the measure that the slide shows is missing; write a number or name from"
        " the sheet Measures"
    )


def test_highlighted_force_without_figure_is_named(path: Path) -> None:
    sheets = pond_sheets()
    del sheets["Figures"][3]
    set_cell(sheets, "Measures", "I2", 3)
    (problem,) = build_problems(write_workbook(sheets, path))
    assert problem == (
        "Measures, cell I2 (Highlight): this measure has no figure for Western; choose a force that"
        " has one, or empty the cell"
    )


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


def test_misspelt_name_is_reported_beside_a_wrong_number(path: Path) -> None:
    sheets = pond_sheets()
    set_cell(sheets, "Forces", "A3", "")
    set_cell(sheets, "Figures", "B2", "Nothern")
    set_cell(sheets, "Figures", "B3", "Southern")
    set_cell(sheets, "Quotes", "F2", "Western; Estern")
    assert [problem.split(";")[0] for problem in build_problems(write_workbook(sheets, path))] == [
        "Forces, cell A3 (Number): the number is missing",
        "Quotes, cell F2 (Forces): there is no force “Estern”",
        "Figures, cell B2 (Force): there is no force “Nothern”",
    ]


@pytest.mark.parametrize(
    ("headings", "message"),
    [
        (["Force", 2019, "2019"], "cell C1: the heading 2019 appears twice"),
        (["Force"], "row 1: there is no column of figures"),
        (["Fource", 2019, "Force "], None),
        (["Measure", 2019], "row 1: the heading Force is missing"),
    ],
)
def test_wrong_headings_of_wide_figures_are_reported(
    path: Path, headings: list[object], message: str | None
) -> None:
    sheets = pond_sheets()
    sheets["Figures"] = [headings, ["Northern", 1, 2]]
    if message is None:
        assert build_problems(write_workbook(sheets, path))
    else:
        assert any(message in problem for problem in build_problems(write_workbook(sheets, path)))


def test_wrong_wide_figure_is_reported_by_cell(path: Path) -> None:
    sheets = pond_sheets()
    sheets["Figures"] = [["Force", 2018, 2019], ["Northern", 1, "lots"], ["Northern", 2, ""]]
    assert [problem.split(";")[0] for problem in build_problems(write_workbook(sheets, path))] == [
        "Figures, cell C2 (2019): “lots” isn’t a figure",
        (
            "Figures, cell B3 (2018): the force’s figure for 2018 is already in"
            " Figures, cell B2 (2018)"
        ),
    ]


@pytest.mark.parametrize("at", [2, 3])
def test_figures_without_period_are_reported(path: Path, at: int) -> None:
    sheets = pond_sheets()
    sheets["Figures"] = [["Force", 2018, 2019], [], ["Northern", 1, 2], ["Southern", 3, 4]]
    for cells, cell in zip(sheets["Figures"], ["", "", "", 5], strict=True):
        cells[at:at] = [cell]
    (problem,) = build_problems(write_workbook(sheets, path))
    assert problem == (
        f"Figures, cell {'ABCD'[at]}1: there is no heading above cell {'ABCD'[at]}4;"
        " write the period there, or delete the column"
    )


def test_column_without_heading_gets_a_warning(
    path: Path,
) -> None:
    sheets = pond_sheets()
    sheets["Forces"][2].append("my own note")
    (warning,) = build_warnings(write_workbook(sheets, path))
    assert warning == (
        "Forces, cell D1: there is no heading above cell D3, so the column is ignored;"
        " delete it if you don’t need it"
    )


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        ([["Force", 2019], ["Northern", 1]], "row 1: there are several measures, but no heading"),
        (
            [["Measure", "Force", 2019], [1, "Western", 1], ["", "Western", 2], [2, "Western", 1]],
            "cell A3 (Measure): the measure is missing, and there are several; write the",
        ),
        (
            [["Measure", "Force", "Period", "Figure"], ["", "Northern", 2019, 1]],
            "cell A2 (Measure): the measure is missing, and there are several; write the",
        ),
    ],
)
def test_figure_needs_its_measure_if_there_are_several(
    path: Path, figures: list[list[object]], message: str
) -> None:
    sheets = pond_sheets()
    sheets["Measures"].append([2, "Depth", "", "", "", "", 1, ""])
    sheets["Figures"] = figures
    (problem,) = build_problems(write_workbook(sheets, path))
    assert problem.startswith(f"Figures, {message}")


def test_figures_without_any_measure_are_reported(path: Path) -> None:
    sheets = pond_sheets()
    del sheets["Measures"][1:]
    sheets["Figures"] = [["Force", 2019], ["Northern", 1]]
    assert build_problems(write_workbook(sheets, path)) == [
        (
            "Figures, row 2: this figure doesn’t belong to any measure; describe it in"
            " the sheet Measures"
        )
    ]


@pytest.mark.parametrize("total", ["Total", "England and Wales", "All forces"])
def test_row_of_totals_is_recognised(path: Path, total: str) -> None:
    sheets = pond_sheets()
    sheets["Figures"] = [["Force", 2019], ["Northern", 9], [total, 9]]
    (problem,) = build_problems(write_workbook(sheets, path))
    assert problem == (
        f"Figures, cell A3 (Force): there is no force “{total}”; delete the row if it is a total"
        " of several forces"
    )


def test_totals_are_read_if_they_have_a_force(path: Path) -> None:
    sheets = pond_sheets()
    sheets["Forces"].append([4, "All forces", "England and Wales"])
    sheets["Figures"].append([1, "England and Wales", "2019", 10])
    assert read(sheets, path).tables["figures"][3].values["force_id"] == 4


def test_misspelt_heading_is_suggested_if_none_is_known(path: Path) -> None:
    sheets = pond_sheets()
    sheets["Figures"] = [["Forces", 2019], ["Northern", 9]]
    assert build_problems(write_workbook(sheets, path)) == [
        "Figures, cell A1: this sheet has no heading “Forces”; change it to Force if you mean that"
    ]


# ---- warnings -----------------------------------------------------------------------------------


def test_unknown_sheets_columns_and_entries_get_warnings(
    path: Path,
) -> None:
    sheets = pond_sheets()
    sheets["Sheet1"] = [["my own notes"]]
    sheets[HOW_TO] = [["1", "do it"]]
    sheets["About"].append(["Colour", "blue"])
    for row, cells in enumerate(sheets["Forces"]):
        cells.append("Motto" if row == 0 else "x")
    assert build_warnings(write_workbook(sheets, path)) == [
        (
            "About, cell A9: this sheet has no entry “Colour”, so it is ignored;"
            " delete it if you don’t need it"
        ),
        (
            "Forces, cell D1: this sheet has no heading “Motto”, so the column is ignored;"
            " delete it if you don’t need it"
        ),
        "Sheet1: a briefing has no such sheet, so it is ignored; delete it if you don’t need it",
    ]


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


def test_all_warnings_are_sorted(path: Path) -> None:
    sheets = pond_sheets()
    sheets["Slides"][0].append("Colour")
    set_cell(sheets, "Findings", "D3", " ".join(["word"] * 16))
    set_cell(sheets, "Forces", "C2", "Northern ")
    sheets["Sources"][0].append("Colour")
    messages = [warning.split(":")[0] for warning in build_warnings(write_workbook(sheets, path))]
    assert messages == [
        "Sources, cell H1",
        "Forces, cell C2 (Short name)",
        "Findings, cell D3 (Headline)",
        "Slides, cell N1",
    ]


LOOSE = "Quotes, cell A3 (Number)"  # without finding and slide
LONG = "Findings, cell D3 (Headline)"
FAR = "Figures, cell D10 (Figure)"


def doubtful() -> Sheets:
    """Return the sample workbook with something for each kind of warning."""
    sheets = pond_sheets()
    set_cell(sheets, "Findings", "D3", " ".join(["word"] * 16))
    set_cell(sheets, "Findings", "I2", "1")
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
    assert messages == [where for where in everything if where not in silenced]
