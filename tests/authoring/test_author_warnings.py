"""Warnings for authors about likely mistakes."""

from pathlib import Path

import pytest

from briefing_app.authoring.author_warnings import find_warnings
from briefing_app.authoring.folder import read_folder
from briefing_app.authoring.source import read_source
from briefing_app.database.builder import build
from briefing_app.database.reader import open_briefing
from briefing_app.database.source_rows import Value
from briefing_app.export.data import make_data_files
from briefing_app.files.atomic import write_folder
from briefing_app.model.slide_builder import briefing_slides
from tests.authoring.workbooks import build_warnings, pond_sheets, write_workbook
from tests.database.sample_rows import RowsByTable, as_briefing_rows, sample_rows
from tests.report_source import REPORT_SOURCE


def warnings_for(tables: RowsByTable) -> list[str]:
    return [str(warning) for warning in find_warnings(as_briefing_rows(tables))]


def test_bundled_briefing_has_no_warnings() -> None:
    assert find_warnings(read_folder(REPORT_SOURCE)) == []
    assert read_source(REPORT_SOURCE).warnings == ()


def test_workbook_and_folder_get_the_same_warnings(tmp_path: Path) -> None:
    sheets = pond_sheets()
    sheets["Findings"][1][8] = "2"
    sheets["Slides"].append([1, "title"])
    sheets["Findings"][2][3] = " ".join(["word"] * 16)
    path = write_workbook(sheets, tmp_path / "ponds.xlsx")
    of_workbook = read_source(path)
    built = build(of_workbook, tmp_path / "ponds.db")
    write_folder(tmp_path / "data", make_data_files(built.path))
    of_folder = read_source(tmp_path / "data")
    assert [warning.what for warning in of_folder.warnings] == [
        warning.what for warning in of_workbook.warnings
    ]
    assert build_warnings(path) == [
        (
            "Findings, cell D3 (Headline): this has 16 words, too many to read on a slide; use"
            " at most 15"
        ),
        (
            "Quotes, cell A2 (Number): this quote belongs to no finding and is on no slide; add its"
            " number to a finding, or add a slide for it"
        ),
    ]


def test_workbook_with_only_a_title_gets_a_warning(tmp_path: Path) -> None:
    sheets = {name: rows if name == "About" else rows[:1] for name, rows in pond_sheets().items()}
    assert build_warnings(write_workbook(sheets, tmp_path / "ponds.xlsx")) == [
        (
            "About, cell B2 (Title): the briefing has no finding, quote, measure or slide; fill in"
            " what it should show"
        )
    ]


@pytest.mark.parametrize("table", ["findings", "quotes", "measures", "slides"])
def test_briefing_with_anything_to_show_is_not_empty(table: str) -> None:
    tables = {
        name: rows if name in {"report", table} else [] for name, rows in sample_rows().items()
    }
    assert not [each for each in warnings_for(tables) if "the briefing has no finding" in each]


def test_rows_that_could_not_be_read_do_not_count_as_none() -> None:
    rows = as_briefing_rows({"report": sample_rows()["report"]})
    assert find_warnings(rows, {"findings"}) == []
    assert len(find_warnings(rows)) == 1


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("report", "title"),
        ("findings", "headline"),
        ("measures", "title"),
        ("measures", "message"),
        ("slides", "title"),
    ],
)
def test_title_of_more_than_fifteen_words_gets_a_warning(table: str, column: str) -> None:
    tables = sample_rows()
    before = warnings_for(tables)
    tables[table][0][column] = " ".join(["word"] * 15)
    assert warnings_for(tables) == before
    tables[table][0][column] = " ".join(["word"] * 16)
    (message,) = set(warnings_for(tables)) - set(before)
    assert message.startswith(f"{table}, line 2, column {column}: this has 16 words, too many")


@pytest.mark.parametrize(
    ("slide", "message"),
    [
        ({"title": "ponds"}, ""),
        ({"title": ""}, ""),
        ({"title": "", "force_id": 1}, "column title: no sentence says what the figure means"),
    ],
)
def test_figure_on_a_slide_needs_a_sentence(slide: dict[str, Value], message: str) -> None:
    tables = sample_rows()
    before = warnings_for(tables)
    tables["slides"][5].update({"measure_id": 1, "force_id": 3} | slide)
    found = set(warnings_for(tables)) - set(before)
    assert len(found) == bool(message)
    assert all(message in warning for warning in found)


def _vote(options: str, answer: str, *, figure: float = 138, unit: str = "ponds") -> RowsByTable:
    """Return the rows of a vote that a figure answers."""
    tables = sample_rows()
    tables["measures"][0]["unit"] = unit
    tables["figures"][0]["value"] = figure
    shown: dict[str, Value] = {"id": 20, "position": 20, "kind": "discussion", "text": "How many?"}
    vote: dict[str, Value] = {"measure_id": 1, "force_id": 3, "options": options, "answer": answer}
    tables["slides"].append(shown | vote)
    return tables


def _votes_warned(tables: RowsByTable) -> list[str]:
    return [text for text in warnings_for(tables) if "right option" in text]


def test_vote_whose_right_option_is_not_its_figure_gets_a_warning() -> None:
    (message,) = _votes_warned(_vote("60\n100\n138", "60\nOf all ponds."))
    assert message.endswith(
        "column answer: “60” is the right option, but “138” is nearer to the figure, 138; write"
        " “138” as the answer, or choose another figure"
    )


@pytest.mark.parametrize(
    ("options", "answer", "figure", "unit", "is_warned"),
    [
        ("60\n100\n138", "138", 138, "ponds", False),
        ("60\n100\n138", "", 138, "ponds", False),
        ("60\n100\n140", "140", 138, "ponds", False),  # rounded
        ("60\n100\n140", "100", 138, "ponds", True),
        ("130\n146", "146", 138, "ponds", False),  # as near as the other one
        ("60\n124.2", "60", 138, "ponds", True),
        ("60\n124.1", "60", 138, "ponds", False),  # too far from the figure to be it, rounded
        ("60\n-124.2", "60", -138, "ponds", True),
        ("2015\n2016\n2017", "2016", 138, "ponds", False),
        ("2\n5\n10", "5", 138, "ponds", False),
        ("0\n1", "1", 0, "ponds", True),
        ("Few\nMany\n138", "Many", 138, "ponds", False),
        ("Few\nMany", "Few", 138, "ponds", False),
        ("about 60\n138", "about 60", 138, "ponds", False),
        ("1–60\n138", "1–60", 138, "ponds", False),
        ("60\n1,000", "60", 1000, "ponds", True),
        ("1,000\n1", "1,000", 1000, "ponds", False),
        ("1 000\n2 000", "2 000", 1000, "ponds", True),
        ("60 ponds\n138 Ponds", "60 ponds", 138, "ponds", True),
        ("60\n138 garden ponds", "60", 138, " Garden\nponds ", True),
        ("60 lakes\n138 ponds", "60 lakes", 138, "ponds", False),
        ("60 %\n138", "60 %", 138, "ponds", False),
        ("12%\n60 %", "12%", 60, "per cent of ponds", True),
        ("12%\n60 per cent", "60 per cent", 60, "per cent of ponds", False),
        ("12%\n60% of ponds", "12%", 60, "% of ponds", True),
        ("12% of men\n60%", "12% of men", 60, "% of ponds", False),
        ("12\n60", "12", 60, "%", True),
        ("12,5\n60", "12,5", 60, "ponds", False),
        ("0.1\n0.2", "0.1", 0.2, "ponds", True),
        ("-1\n1", "1", -1, "ponds", True),
        ("[low]\n138", "[low]", 138, "ponds", False),
        ("60 [p]\n138", "60 [p]", 138, "ponds", False),
        ("[x]\n138", "[x]", 138, "ponds", False),
        ("60\n138", "61", 138, "ponds", False),  # breaks a rule
        (f"{'9' * 340}.5\n138", f"{'9' * 340}.5", 138, "ponds", False),
        (f"{'9' * 340}\n1", "1", float("inf"), "ponds", False),
        ("60\n138", "60", 138, "", True),
    ],
)
def test_only_options_that_are_numbers_are_compared_with_the_figure(
    options: str, answer: str, figure: float, unit: str, is_warned: bool
) -> None:
    tables = _vote(options, answer, figure=figure, unit=unit)
    assert bool(_votes_warned(tables)) == is_warned


def test_right_option_is_compared_with_the_newest_figure_of_the_force() -> None:
    tables = _vote("9\n138", "9")
    older, other = (dict(tables["figures"][0], id=30 + at) for at in range(2))
    tables["figures"] += [older | {"period": "2018"}, other | {"force_id": 2, "period": "2019"}]
    assert _votes_warned(tables) != []
    tables["figures"][0]["value"] = 9
    assert _votes_warned(tables) == []
    tables["figures"][0] |= {"value": 0, "marker": "low"}
    tables["slides"][-1]["answer"] = "138"
    assert _votes_warned(tables) == []
    without_measures = find_warnings(as_briefing_rows(_vote("9\n138", "9")), {"measures"})
    assert not any("nearer" in warning.what for warning in without_measures)


@pytest.mark.parametrize("has_slides", [True, False])
@pytest.mark.parametrize(("count", "left_out"), [(12, ""), (13, "1"), (1_043, "1,031")])
def test_chart_with_more_bars_than_a_slide_shows_gets_a_warning(
    count: int, left_out: str, *, has_slides: bool
) -> None:
    tables = sample_rows()
    tables["forces"] = [{"id": at, "name": f"F{at}", "short_name": f"F{at}"} for at in range(count)]
    periods = {"2015": count + 5, "2016": count}
    tables["measures"] = [{"id": 1, "title": "Made up", "unit": "people", "source_id": 1}]
    tables["figures"] = [
        {"id": at, "measure_id": 1, "force_id": at, "period": period, "value": 30}
        for period, forces in periods.items()
        for at in range(forces)
    ]
    tables["slides"] = [
        {"id": 1, "position": 1, "kind": "chart", "measure_id": 1},
        {"id": 2, "position": 2, "kind": "number", "measure_id": 1, "title": "were counted"},
    ]
    if not has_slides:
        tables["slides"].clear()
    place = f"{'slides' if has_slides else 'measures'}, line 2, column "
    place += "measure_id" if has_slides else "title"
    warnings = [each for each in warnings_for(tables) if "bars" in each]
    expected = (
        f"{place}: this chart has {count:,} bars, of which its slide leaves {left_out} out; "
        "check what the slide shows; the handout has all bars"
    )
    assert warnings == [expected] * bool(left_out)


@pytest.mark.parametrize(("table", "column"), [("quotes", "text"), ("findings", "excerpt")])
@pytest.mark.parametrize(
    ("text", "is_warned"),
    [
        ("“Don’t close it.”", True),
        (""" 'Don't close it.' """, True),
        ('"Don’t close it."', True),
        ("“Don’t”, she said, “close it.”", False),
        ("“Don’t” was all she said.", False),
        ("", False),
    ],
)
def test_quotation_marks_around_a_quote_get_a_warning(
    table: str, column: str, text: str, is_warned: bool
) -> None:
    tables = sample_rows()
    before = warnings_for(tables)
    tables[table][0][column] = text
    found = set(warnings_for(tables)) - set(before)
    assert len(found) == is_warned
    assert all("the program adds its own; delete them" in warning for warning in found)


def test_quote_without_finding_and_slide_gets_a_warning() -> None:
    tables = sample_rows()
    tables["findings"][3]["excerpt"] = "dry"
    (message,) = warnings_for(tables)
    assert message.startswith(
        "quotes, line 4, column id: this quote belongs to no finding and is on"
    )
    tables["slides"].append({"id": 20, "position": 20, "kind": "quote", "quote_id": 5})
    assert warnings_for(tables) == []
    tables["slides"][-1] |= {"kind": "discussion", "text": "Why?", "options": "A\nB"}
    assert warnings_for(tables) == []


@pytest.mark.parametrize(
    ("findings", "quotes", "tied"),
    [
        *((0, 1, 0), (0, 20, 0), (3, 3, 1), (3, 11, 9), (14, 3, 0), (14, 11, 1)),
        *((14, 20, 9), (30, 1, 1), (30, 11, 0), (30, 20, 0), (30, 20, 9)),
        (6, 40, 30),  # several quotes for each finding, in another order than that of their rows
    ],
)
def test_quote_missing_from_default_order_gets_a_warning(
    tmp_path: Path, findings: int, quotes: int, tied: int
) -> None:
    tables = sample_rows()
    tables["slides"] = []
    first = tables["findings"][0]
    tables["findings"] = [
        {**first, "id": number, "key": str(number), "position": 99 - number}
        for number in range(1, findings + 1)
    ]
    tables["quotes"] = [
        {**tables["quotes"][0], "id": number, "position": 99 - number}
        for number in range(1, quotes + 1)
    ]
    tables["finding_quotes"] = [
        {"finding_id": at % findings + 1, "quote_id": at + 1} for at in range(min(tied, quotes))
    ]
    of_findings = {row["quote_id"] for row in tables["finding_quotes"]}
    tables["finding_forces"] = tables["quote_forces"] = []
    built = build(as_briefing_rows(tables), tmp_path / "ponds.db")
    with open_briefing(built.path) as briefing:
        slides = {slide.name for slide in briefing_slides(briefing.report)}
    assert [message for message in warnings_for(tables) if "quote" in message] == [
        (
            f"quotes, line {number + 1}, column id: this quote belongs to no finding and isn’t in"
            " the default running order; add its number to a finding, or list the slides yourself"
        )
        for number in range(1, quotes + 1)
        if number not in of_findings and f"Quote {99 - number}" not in slides
    ]


@pytest.mark.parametrize(
    ("table", "column"), [("forces", "short_name"), ("figures", "period"), ("findings", "key")]
)
def test_space_around_a_name_gets_a_warning(table: str, column: str) -> None:
    tables = sample_rows()
    tables[table][0][column] = f"{tables[table][0][column]}\u00a0"
    messages = [each for each in warnings_for(tables) if "a space" in each]
    assert messages == [
        (f"{table}, line 2, column {column}: there is a space before or after the text; delete it")
    ]


def figures(*values: Value, across: str) -> RowsByTable:
    """Return the sample briefing with only these figures, for several forces or periods."""
    tables = sample_rows()
    tables["figures"] = [
        {
            "id": number,
            "measure_id": 1,
            "force_id": number if across == "forces" else 3,
            "period": "2019" if across == "forces" else str(2000 + number),
            "value": value,
        }
        for number, value in enumerate(values, 1)
    ]
    tables["measures"][0]["message"] = ""
    return tables


@pytest.mark.parametrize(
    ("across", "others"), [("forces", "for any other force"), ("periods", "in any other period")]
)
@pytest.mark.parametrize(
    ("values", "suggestions"),
    [
        ((1300, 1.35, 1402, 1500), {3: 1350}),
        ((1300, 1.35, 1402, 1.5, 1500), {3: 1350, 5: 1500}),
        ((1300, 14, 1402, 1500), {3: None}),
        ((1300, 14.5, 1402, 1500), {3: None}),
        ((1300, 130, 1402, 1500), {}),  # exactly a tenth
        ((1300, 0, 1402, 1500), {}),  # possible
        ((1300, 1.35, 1402), {}),  # too few others
        ((19, 1, 18, 17), {}),  # all of them small
        ((1.3, 0.01, 1.4, 1.5), {}),
        ((1.35, 1.302, 1.402, 1500), {5: "more"}),
        ((-5, 1300, 1200, 1100), {}),
        ((12, 15, 11, 1400), {5: "more"}),
        ((12, 15, 11, 150), {}),  # exactly ten times
        ((99, 20, 16), {}),  # too few others
        ((0, 0, 0, 19), {}),  # all of them small
        ((0, 0, 0, 20), {5: "more"}),
        ((1, None, None, 100), {}),
        ((12, 1400, 11, 1500), {}),
        ((-5, -6, -7, 30), {5: "more"}),
    ],
)
def test_figure_far_from_the_others_gets_a_warning(
    across: str, others: str, values: tuple[Value, ...], suggestions: dict[int, object]
) -> None:
    found = [each for each in warnings_for(figures(*values, across=across)) if "figure" in each]
    assert found == [
        f"figures, line {line}, column value: the figure is "
        + (
            f"more than 10 times as high as {others}; check it against the source"
            if meant == "more"
            else f"less than a tenth of the figure {others}; check it against the source"
            + (f"; did you mean {meant:,}?" if meant else "")
        )
        for line, meant in suggestions.items()
    ]


@pytest.mark.parametrize(
    ("report", "title", "caveat", "is_warned"),
    [
        ("Ponds, made up", "Ponds counted", "", True),
        ("MADE-UP ponds", "Ponds counted", "Some dry up.", True),
        ("Ponds, made up", "Ponds counted, made-up", "", False),
        ("Ponds, made up", "Ponds counted", "All figures are Made Up.", False),
        ("Ponds", "Ponds counted", "", False),
        ("Ponds that handmade upper dams", "Ponds counted", "", False),
    ],
)
def test_measure_of_made_up_briefing_must_say_so(
    report: str, title: str, caveat: str, is_warned: bool
) -> None:
    tables = sample_rows()
    tables["report"][0]["title"] = report
    for measure in tables["measures"]:
        measure["title"], measure["caveat"] = "Made up", ""
    tables["measures"][0].update(title=title, caveat=caveat)
    expected = (
        "measures, line 2, column title: the briefing’s title says “made up”, but this"
        " measure’s title and caveat don’t; add it to one of them, because a chart may be shared"
        " on its own"
    )
    found = [each for each in warnings_for(tables) if "made up" in each]
    assert found == ([expected] if is_warned else [])


@pytest.mark.parametrize(
    ("period", "date"),
    [
        ("42644", "2016-10-01"),
        ("32874", "1990-01-01"),
        ("32873", None),
        ("58806", "2060-12-31"),
        ("58807", None),
        ("2016", None),
        ("2016/17", None),
        ("426440", None),
    ],
)
def test_period_that_is_a_date_number_gets_one_warning(period: str, date: str | None) -> None:
    tables = figures(4, 4, 4, across="forces")
    for row in tables["figures"]:
        row["period"] = period
    found = [each for each in warnings_for(tables) if "spreadsheet stores" in each]
    assert found == (
        []
        if date is None
        else [
            (
                f"figures, line 2, column period: “{period}” looks like the number that a"
                f" spreadsheet stores for {date}; write the period as text"
            )
        ]
    )


@pytest.mark.parametrize(
    ("periods", "lines"),
    [
        (("2019", "2020", "Total"), [4]),
        (("Total", "2019", "Change"), [2, 4]),
        (("2019/20", "year to March 2021"), []),
        (("before", "after"), []),
        (("pilot",), []),
    ],
)
def test_unlikely_period_among_others_gets_a_warning(
    periods: tuple[str, ...], lines: list[int]
) -> None:
    tables = figures(*[4] * len(periods), across="periods")
    for row, period in zip(tables["figures"], periods, strict=True):
        row["period"] = period
    assert sorted(each for each in warnings_for(tables) if "a period" in each) == [
        (
            f"figures, line {line}, column period: “{periods[line - 2]}” doesn’t look like a"
            " period, unlike the others; delete it if it isn’t one; the last in sorting order is"
            " shown as the latest"
        )
        for line in lines
    ]
