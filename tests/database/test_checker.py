"""Each rule of the format is broken once, in a file made without constraints."""

import itertools
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.database.builder import build
from briefing_app.database.checker import check_file, find_problems_in_file, find_violations
from briefing_app.database.columns import COLUMNS, MAX_ROW_NUMBER
from briefing_app.database.connection import connect_read_only, fetch_tables
from briefing_app.database.reader import open_briefing
from briefing_app.database.source_rows import find_row_problems, make_tables
from briefing_app.errors import InvalidBriefingError, SourceError
from briefing_app.problems import Problem
from tests.database.sample_rows import (
    RowsByTable,
    as_briefing_rows,
    contents,
    edit,
    sample_rows,
    write_without_constraints,
)


def problems_of(tables: RowsByTable, path: Path) -> list[Problem]:
    """Write a file of these rows and return its problems; the reader must report the same."""
    write_without_constraints(path, tables)
    before = contents(path.parent)
    problems = check_file(path)
    with pytest.raises(InvalidBriefingError) as raised:
        open_briefing(path)
    assert list(raised.value.problems) == problems
    assert contents(path.parent) == before
    return problems


def test_valid_rows_have_no_problem(tmp_path: Path, briefing_path: Path) -> None:
    path = tmp_path / "loose.db"
    write_without_constraints(path, sample_rows(), search=True)
    assert check_file(path) == []
    assert check_file(briefing_path) == []
    with closing(connect_read_only(briefing_path)) as connection:
        tables = fetch_tables(connection)
        assert find_problems_in_file(briefing_path, connection, tables) == []


class BrokenCell(NamedTuple):
    """A cell with a value that breaks a rule, and the expected problem.

    Args:
        table: The table.
        row: The index of the row in the sample rows.
        column: The column that is changed.
        value: The invalid value, of any type.
        row_text: The row as the problem names it.
        what: A part of the message.
        reported_column: The column that is reported, if it is another one.
    """

    table: str
    row: int
    column: str
    value: Any
    row_text: str
    what: str
    reported_column: str = ""

    def rows(self) -> RowsByTable:
        """Return the sample rows with this cell changed."""
        tables = sample_rows()
        tables[self.table][self.row][self.column] = self.value
        return tables


BROKEN_CELLS = itertools.starmap(
    BrokenCell,
    [
        ("report", 0, "id", 2, "row 2", "id is 2"),
        ("report", 0, "title", "", "row 1", "a value is missing"),
        ("report", 0, "title", " \n", "row 1", "a value is missing"),
        ("report", 0, "subtitle", None, "row 1", "a value is missing"),
        ("report", 0, "published", "2019-02-29", "row 1", "not a date"),
        ("report", 0, "published", "2019-13", "row 1", "not a date"),
        ("report", 0, "published", "24/10/2017", "row 1", "not a date"),
        ("report", 0, "published", "20190229", "row 1", "not a date"),
        ("report", 0, "language", "English", "row 1", "“English” is not a language tag"),
        ("report", 0, "language", "en_GB", "row 1", "not a language tag"),
        ("report", 0, "language", "en-", "row 1", "not a language tag"),
        ("sources", 1, "title", "", "row 2", "a value is missing"),
        ("sources", 1, "published", "0000-01-01", "row 2", "not a date"),
        ("sources", 1, "sha256", "AB" * 32, "row 2", "SHA-256"),
        ("sources", 1, "sha256", "ab" * 31, "row 2", "SHA-256"),
        ("sources", 1, "note", 7, "row 2", "7 is not text"),
        ("speakers", 1, "name", "", "row 2", "a value is missing"),
        ("speakers", 1, "name", "A Speaker", "row 2", "is already in row 1"),
        ("forces", 1, "name", "Northern Made-up Police", "row 1", "is already in row 3"),
        ("forces", 1, "short_name", "", "row 1", "a value is missing"),
        ("findings", 3, "id", 1, "row 1", "the number 1 is already in row 1"),
        ("findings", 2, "id", 0, "row 0", "0 is not a number from 1"),
        (
            "findings",
            2,
            "id",
            MAX_ROW_NUMBER + 1,
            f"row {MAX_ROW_NUMBER + 1}",
            "is not a number from 1",
        ),
        ("findings", 2, "id", "7", "row “7”", "“7” is not a whole number"),
        ("findings", 2, "id", None, "row nothing", "a value is missing"),
        ("findings", 1, "key", "", "row 2", "a value is missing"),
        ("findings", 1, "key", "shallow", "row 2", "the key “shallow” is already in row 1"),
        ("findings", 1, "position", 0, "row 2", "0 is not a number from 1"),
        ("findings", 1, "position", 1.5, "row 2", "1.5 is not a whole number"),
        ("findings", 1, "position", 2, "row 2", "the position 2 is already in row 1"),
        ("findings", 1, "kind", "worry", "row 2", "“worry” isn’t a kind of finding"),
        ("findings", 1, "kind", "Concern", "row 2", "“Concern” isn’t a kind of finding"),
        ("findings", 1, "headline", "\u00a0", "row 2", "a value is missing"),
        ("findings", 1, "excerpt", b"bytes", "row 2", "5 bytes is not text"),
        ("findings", 1, "caution", 1, "row 2", "1 is not text"),
        ("findings", 1, "prompt", None, "row 2", "a value is missing"),
        ("findings", 1, "source_id", 9, "row 2", "there is no source 9"),
        ("findings", 1, "source_id", None, "row 2", "a value is missing"),
        ("findings", 1, "source_id", "1", "row 2", "“1” is not a whole number"),
        ("findings", 1, "detail", "a\x07b", "row 2", "control character, U+0007"),
        ("findings", 1, "detail", "a\x85b", "row 2", "control character, U+0085"),
        ("findings", 1, "detail", "a\x00b", "row 2", "control character, U+0000"),
        ("findings", 1, "detail", "a\rb", "row 2", "control character, U+000D"),
        ("findings", 1, "headline", "\u202elive", "row 2", "control character, U+202E"),
        ("findings", 1, "headline", "li\ufdd1ve", "row 2", "control character, U+FDD1"),
        ("findings", 1, "headline", "long " * 101, "row 2", "the text has 505 characters"),
        ("findings", 1, "headline", "a\n" * 10 + "a", "row 2", "the text has 11 lines"),
        ("findings", 1, "detail", "a\u2028b\u2029" * 150, "row 2", "the text has 301 lines"),
        ("findings", 1, "caution", "\x7f", "row 2", "control character, U+007F"),
        ("quotes", 2, "position", 3, "row 5", "is already in row 1"),
        ("quotes", 2, "speaker_id", 3, "row 5", "there is no speaker 3"),
        ("quotes", 2, "source_id", -1, "row 5", "there is no source -1"),
        ("quotes", 2, "text", "", "row 5", "a value is missing"),
        ("finding_quotes", 0, "finding_id", 99, "row 99–1", "there is no finding 99"),
        ("finding_quotes", 0, "quote_id", 99, "row 2–99", "there is no quote 99"),
        ("finding_quotes", 1, "quote_id", 1, "row 2–1", "is already in row 2–1"),
        ("finding_forces", 0, "force_id", 99, "row 1–99", "there is no force 99"),
        ("quote_forces", 0, "quote_id", 99, "row 99–2", "there is no quote 99"),
        ("measures", 0, "title", "", "row 1", "a value is missing"),
        ("measures", 0, "source_id", 3, "row 1", "there is no source 3"),
        ("measures", 0, "highlight_force_id", 9, "row 1", "there is no force 9"),
        ("measures", 1, "highlight_force_id", 2, "row 2", "no figure for “Western”"),
        ("figures", 0, "force_id", 9, "row 1", "there is no force 9"),
        ("figures", 3, "measure_id", 9, "row 4", "there is no measure 9"),
        ("figures", 0, "source_id", 9, "row 1", "there is no source 9"),
        ("figures", 0, "locator", "a" * 501, "row 1", "the text has 501 characters"),
        ("quotes", 0, "locator", "page 3 ✓ Checked", "row 1", "has a symbol that could be taken"),
        *(
            ("findings", 1, "locator", sign, "row 2", "has a symbol that could be taken")
            for sign in "✔☑✅🗸√⍻\uf0fcꪜ"
        ),
        ("figures", 0, "period", " ", "row 1", "a value is missing"),
        ("figures", 0, "value", "9", "row 1", "“9” is not a number"),
        ("figures", 0, "value", float("inf"), "row 1", "inf is not a number that can be shown"),
        ("figures", 0, "value", -(10**16), "row 1", "is not a number that can be shown"),
        ("figures", 0, "value", None, "row 1", "the figure is missing"),
        ("figures", 0, "marker", "x", "row 1", "“x” says that the figure is missing"),
        ("figures", 0, "marker", "q", "row 1", "“q” isn’t a marker"),
        ("figures", 0, "marker", "low", "row 1", "“low” says that the figure rounds to 0"),
        ("figures", 2, "marker", "low", "row 3", "the figure is missing", "value"),
        ("figures", 2, "marker", "p", "row 3", "the figure is missing", "value"),
        ("figures", 1, "force_id", 3, "row 2", "is already in row 1", "period"),
        ("slides", 1, "kind", "film", "row 2", "“film” isn’t a kind of slide"),
        ("slides", 1, "position", 1, "row 2", "is already in row 1"),
        ("slides", 1, "finding_id", 1, "row 2", "this isn’t shown on a slide of kind “"),
        ("slides", 1, "quote_id", 1, "row 2", "this isn’t shown on a slide of kind “"),
        ("slides", 1, "measure_id", 1, "row 2", "this isn’t shown on a slide of kind “"),
        ("slides", 6, "measure_id", 1, "row 7", "a figure answers only a discussion with options"),
        ("slides", 6, "force_id", 1, "row 7", "names a force, but no measure", "measure_id"),
        ("slides", 8, "measure_id", None, "row 9", "names a force, but no measure"),
        ("slides", 8, "force_id", None, "row 9", "names a measure, but no force"),
        ("slides", 8, "force_id", 2, "row 9", "has no number for “Western” in its newest period"),
        ("slides", 8, "measure_id", 9, "row 9", "there is no measure 9"),
        ("slides", 8, "options", "", "row 9", "answers only a discussion with", "measure_id"),
        ("slides", 6, "quote_id", 1, "row 7", "a quote answers only a discussion with options"),
        ("slides", 8, "quote_id", 1, "row 9", "the discussion names a quote and a measure"),
        ("slides", 8, "options", "Low", "row 9", "a vote has 2 to 6 options, one in each line"),
        ("slides", 8, "options", "9\n8\n7\n6\n5\n4\n3", "row 9", "a vote has 2 to 6 options"),
        ("slides", 8, "options", "High\n\nLow", "row 9", "a line of the options is empty"),
        ("slides", 8, "options", "High\nLow\n", "row 9", "a line of the options is empty"),
        ("slides", 8, "options", " ", "row 9", "a line of the options is empty"),
        ("slides", 8, "options", "Low\nHigh\n low", "row 9", "two of the options are the same"),
        ("slides", 8, "options", "Low\n" + "a" * 497, "row 9", "the text has 501 characters"),
        ("slides", 4, "options", "High\nLow", "row 5", "belongs here only on a slide of kind “di"),
        ("slides", 8, "answer", "low", "row 9", "the first line of the answer is none of the"),
        ("slides", 8, "answer", "\nLow", "row 9", "the first line of the answer is none of the"),
        ("slides", 8, "answer", "Low water", "row 9", "the first line of the answer is none of"),
        ("slides", 2, "finding_id", None, "row 3", "the finding that the slide shows is"),
        ("slides", 3, "quote_id", None, "row 4", "the quote that the slide shows is"),
        ("slides", 4, "measure_id", None, "row 5", "the measure that the slide shows is"),
        ("slides", 4, "measure_id", 9, "row 5", "there is no measure 9"),
        ("slides", 4, "reveal", 2, "row 5", "2 is not text"),
        ("slides", 4, "reveal", "all", "row 5", "“all” isn’t a way to reveal bars"),
        ("slides", 4, "reveal", None, "row 5", "a value is missing"),
        (
            "slides",
            3,
            "reveal",
            "guess",
            "row 4",
            "“guess” belongs here only on a slide of kind “",
        ),
        ("slides", 5, "measure_id", None, "row 6", "the measure that the slide shows is"),
        ("slides", 5, "force_id", None, "row 6", "the force that the slide shows is"),
        ("slides", 5, "force_id", 2, "row 6", "has no number for “Western” in its newest period"),
        ("slides", 4, "force_id", 3, "row 5", "this isn’t shown on a slide of kind “chart”"),
        ("slides", 6, "finding_id", 2, "row 7", "the finding “measured” has no discussion"),
        ("slides", 6, "title", "T", "row 7", "a slide of kind “discussion” has no title"),
        ("slides", 5, "answer", "A", "row 6", "“A” belongs here only on a slide of kind “discuss"),
        ("slides", 6, "minutes", 0, "row 7", "0 is not a number from 1 to 999"),
    ],
)


@pytest.fixture(
    params=BROKEN_CELLS,
    ids=lambda cell: f"{cell.table}.{cell.column}={cell.value!r}"[:60],  # Windows limits its length
)
def broken(request: pytest.FixtureRequest) -> BrokenCell:
    """One broken cell."""
    cell: BrokenCell = request.param
    return cell


def test_broken_rule_is_reported_with_table_row_and_column(
    tmp_path: Path, broken: BrokenCell
) -> None:
    path, column = tmp_path / "loose.db", broken.reported_column or broken.column
    write_without_constraints(path, broken.rows())
    place = f"{broken.table} {broken.row_text}, column {column}"
    found = [each for each in check_file(path) if str(each.location) == place]
    assert any(broken.what in each.what for each in found)
    assert all(each.remedy for each in found)
    line = f"{broken.table}, line {broken.row + 2}, column {column}"
    in_source = find_row_problems(as_briefing_rows(broken.rows()))
    assert line in {str(each.location) for each in in_source}


@pytest.mark.parametrize(
    ("table", "row", "changes"),
    [
        ("findings", 0, {"detail": "a\tb\nc"}),
        ("findings", 0, {"detail": "a\u00a0b £ – “c” 警 😀"}),
        *(("sources", 0, {"published": date}) for date in ("", "1066", "2017-10", "2017-10-24")),
        *(("report", 0, {"language": tag}) for tag in ("cy", "en-GB", "sr-Latn-RS", "gsw")),
        ("quotes", 0, {"locator": "§ 3 ¶ 2, № 5, £ + €, p. 4°–6 ½ “tŷ” ④™ 警"}),
        ("slides", 6, {"finding_id": 2, "text": "Why?"}),  # the finding has no question
        ("slides", 8, {"answer": ""}),
        ("slides", 8, {"answer": "High"}),
        ("slides", 8, {"answer": "Nobody knows \nNot even the keeper."}),
        *(
            (
                "slides",
                8,
                {"options": options, "answer": "1", "measure_id": None, "force_id": None},
            )
            for options in ("0\n1", "0\n1\n2\n3\n4\n5")
        ),
        ("slides", 8, {"quote_id": 1, "measure_id": None, "force_id": None}),
    ],
)
def test_what_keeps_the_rules_is_accepted(table: str, row: int, changes: dict[str, Any]) -> None:
    tables = sample_rows()
    tables[table][row].update(changes)
    assert find_row_problems(as_briefing_rows(tables)) == []


@pytest.mark.parametrize(("count", "expected"), [(0, "there is no row"), (2, "there are 2 rows")])
def test_briefing_must_have_exactly_one_report(tmp_path: Path, count: int, expected: str) -> None:
    tables = sample_rows()
    tables["report"] *= count
    assert [
        str(problem.location)
        for problem in problems_of(tables, tmp_path / "x.db")
        if expected in problem.what
    ] == ["report"]


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("connection", "checker"):
        monkeypatch.setattr(f"briefing_app.database.{module}.MAX_ROWS", 4)
    rows = sample_rows()
    assert (len(rows["findings"]), len(rows["slides"])) == (4, 9)
    (problem,) = problems_of(rows, tmp_path / "x.db")
    assert str(problem.location) == "slides"
    assert problem.what == "there are more than 4 rows"


def test_too_many_forces_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing_app.database.checker.MAX_FORCES", 2)
    (problem,) = problems_of(sample_rows(), tmp_path / "x.db")
    assert (str(problem.location), problem.what) == ("forces", "there are more than 2 rows")


def test_all_texts_together_have_at_most_20_million_characters() -> None:
    tables = sample_rows()
    tables["findings"] += [
        {**tables["findings"][0], "id": number, "key": str(number), "position": number}
        for number in range(10_000, 10_999)
    ]
    length = sum(
        len(value)
        for name, table in make_tables(as_briefing_rows(tables)).items()
        for column, values in table.columns.items()
        if COLUMNS[name][column].type == "TEXT"
        for value in values
    )
    for finding in tables["findings"]:
        added = min(20_000 - len(str(finding.get("detail", ""))), 20_000_000 - length)
        finding["detail"] = f"{finding.get('detail', '')}{'.' * added}"
        length += added
    assert find_row_problems(as_briefing_rows(tables)) == []
    tables["report"][0]["summary"] = f"{tables['report'][0].get('summary', '')}."
    (problem,) = find_row_problems(as_briefing_rows(tables))
    assert str(problem.location) == "report"
    assert problem.what == ("all texts together have 20,000,001 characters, more than 20,000,000")


@pytest.mark.parametrize(
    ("table", "column", "largest", "too_large"),
    [
        ("quotes", "text", "a" * 20_000, "a" * 20_001),
        ("quotes", "text", "a\n" * 299 + "a", "a\n" * 300 + "a"),
        ("findings", "headline", "a" * 500, "a" * 501),
        ("findings", "headline", "a\n" * 9 + "a", "a\n" * 10 + "a"),
        ("forces", "short_name", "a" * 150, "a" * 151),
        ("forces", "short_name", "a\nb", "a\nb\nc"),
        ("figures", "value", 10**15, 10**15 + 1),
        ("figures", "value", -(10**15), -(10**15) - 1),
        ("findings", "position", 2_000_000_000, 2_000_000_001),
        ("slides", "minutes", 999, 1_000),
    ],
)
def test_largest_value_is_accepted(table: str, column: str, largest: Any, too_large: Any) -> None:
    tables = sample_rows()
    tables[table][0][column] = largest
    assert find_row_problems(as_briefing_rows(tables)) == []
    tables[table][0][column] = too_large
    (problem,) = find_row_problems(as_briefing_rows(tables))
    assert str(problem.location) == f"{table}, line 2, column {column}"


@pytest.mark.parametrize(("value", "marker"), [(None, "x"), (0, "low")])
def test_slide_needs_a_figure_that_is_a_number(value: float | None, marker: str) -> None:
    tables = sample_rows()
    tables["figures"][3].update(value=value, marker=marker)
    number, vote = find_row_problems(as_briefing_rows(tables))
    assert str(number.location) == "slides, line 7, column force_id"
    assert str(vote.location) == "slides, line 10, column force_id"
    what = "the measure has no number for “Southern” in its newest period"
    assert (number.what, vote.what) == (what, what)


def test_remedy_says_whether_one_row_or_one_value_is_too_much() -> None:
    tables = sample_rows()
    tables["speakers"][1]["id"] = tables["speakers"][0]["id"]
    tables["finding_quotes"].append(tables["finding_quotes"][0])
    found = find_violations(make_tables(as_briefing_rows(tables)), check_references=False)
    assert [each.remedy for each in found] == ["give each row its own", "delete one of the two"]


def test_measure_must_have_a_figure(tmp_path: Path) -> None:
    tables = sample_rows()
    tables["figures"].pop()
    (problem,) = problems_of(tables, tmp_path / "x.db")
    assert str(problem.location) == "measures row 2, column id"
    assert problem.what == "this measure has no figures"


def test_broken_cells_are_reported_once_and_in_order(tmp_path: Path) -> None:
    tables = sample_rows()
    tables["findings"][3].update(kind="", headline="", position=-1)
    tables["findings"][0].update(kind=None, source_id=9)
    tables["speakers"][0]["role"] = "\x01"
    where = [str(problem.location) for problem in problems_of(tables, tmp_path / "x.db")]
    assert len(where) == len(set(where))
    assert where[0] == "speakers row 1, column role"
    assert [place.split(",")[0] for place in where[1:]] == [
        *["findings row 1"] * 2,
        *["findings row 4"] * 3,
    ]


def test_lone_surrogate_is_refused() -> None:
    tables = sample_rows()
    tables["findings"][1]["detail"] = "a\ud83d"
    (problem,) = find_row_problems(as_briefing_rows(tables))
    assert str(problem.location) == "findings, line 3, column detail"
    assert "U+D83D" in problem.what


def test_rules_across_rows_can_be_skipped() -> None:
    tables = sample_rows()
    tables["sources"].clear()
    tables["report"].clear()
    tables["figures"].clear()
    assert find_violations(make_tables(as_briefing_rows(tables)), check_references=False) == []
    assert find_violations(make_tables(as_briefing_rows(tables))) != []


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE findings SET kind = 'worry' WHERE id = 1", "findings row 1, column kind"),
        ("UPDATE findings SET source_id = 9 WHERE id = 1", "findings row 1, column source_id"),
        ("UPDATE report SET title = ''", "report row 1, column title"),
        ("UPDATE slides SET reveal = 2 WHERE id = 5", "slides row 5, column reveal"),
        ("UPDATE figures SET marker = 'x' WHERE id = 1", "figures row 1, column marker"),
    ],
)
def test_invalid_edited_row_is_a_problem_not_damage(
    briefing_path: Path, statement: str, where: str
) -> None:
    edit(briefing_path, statement)
    assert [str(problem.location) for problem in check_file(briefing_path)] == [where]


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE search SET title = 'other' WHERE finding_id = 1", "findings row 1"),
        ("UPDATE search SET body = body || ' ' WHERE finding_id = 4", "findings row 4"),
        ("UPDATE search SET body = 'other' WHERE quote_id = 5", "quotes row 5"),
        ("UPDATE search SET title = 'other' WHERE quote_id = 5", "quotes row 5"),
        ("UPDATE search SET forces = 'other' WHERE finding_id = 1", "findings row 1"),
        ("UPDATE search SET source = 'other' WHERE quote_id = 2", "quotes row 2"),
        ("UPDATE findings SET prompt = 'other' WHERE id = 1", "findings row 1"),
        ("UPDATE forces SET short_name = 'other' WHERE id = 2", "quotes row 5"),
        ("UPDATE search SET quote_id = 1 WHERE finding_id = 1", "findings row 1"),
        ("UPDATE search SET quote_id = 2 WHERE quote_id = 5", "quotes row 5"),
        ("UPDATE search SET rowid = 99 WHERE quote_id = 5", "quotes row 5"),
        ("DELETE FROM search WHERE finding_id = 2", "findings row 2"),
        ("UPDATE quotes SET text = 'other' WHERE id = 1", "quotes row 1"),
        ("UPDATE speakers SET name = 'other' WHERE id = 2", "quotes row 5"),
        ("UPDATE findings SET caution = 'other' WHERE id = 2", "findings row 2"),
    ],
)
def test_search_index_that_differs_from_its_rows_is_reported(
    briefing_path: Path, statement: str, where: str
) -> None:
    edit(briefing_path, statement)
    assert [str(problem.location) for problem in check_file(briefing_path)] == [where]
    with pytest.raises(InvalidBriefingError):
        open_briefing(briefing_path)


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, "has 1 entry for no finding or quote"), (2, "has 2 entries for no finding or quote")],
)
def test_surplus_search_entries_are_counted(briefing_path: Path, count: int, expected: str) -> None:
    edit(briefing_path, *["INSERT INTO search (title, body) VALUES ('more', 'text')"] * count)
    (problem,) = check_file(briefing_path)
    assert str(problem.location) == "search"
    assert expected in problem.what
    with pytest.raises(InvalidBriefingError):
        open_briefing(briefing_path)


def test_forged_index_is_not_used(briefing_path: Path) -> None:
    edit(
        briefing_path,
        # With a further column in the table, the index is the shorter way to the same columns.
        "ALTER TABLE speakers ADD COLUMN theirs TEXT",
        "CREATE INDEX theirs ON speakers ('forged ' || name, role)",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET sql = 'CREATE INDEX theirs ON speakers (name, role)'"
        " WHERE name = 'theirs'",
    )
    with open_briefing(briefing_path) as briefing:
        assert [speaker.name for speaker in briefing.report.speakers] == ["A Speaker", "The keeper"]


@pytest.fixture(scope="module")
def any_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path at which each example builds its file."""
    return tmp_path_factory.mktemp("any") / "any.db"


VALUES = st.one_of(
    st.none(),
    st.integers(-1, 10),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.sampled_from(["", "concern", "finding", "x", "p", "2017-10", "2017-02-30", "en", "ab" * 32]),
    st.text(max_size=5),
    st.text(st.characters(codec=None), max_size=3),
)
CELLS = st.sampled_from(
    [
        (table, row, column)
        for table, rows in sample_rows().items()
        for row in range(len(rows))
        for column in COLUMNS[table]
    ]
)


@given(st.lists(st.tuples(CELLS, VALUES), min_size=1, max_size=4))
def test_rows_that_pass_the_rules_can_be_built_and_opened(
    any_path: Path, changes: list[tuple[tuple[str, int, str], str | float | None]]
) -> None:
    tables = sample_rows()
    for (table, row, column), value in changes:
        tables[table][row][column] = value
    any_path.unlink(missing_ok=True)
    try:
        build(as_briefing_rows(tables), any_path)
    except SourceError:
        assert not any_path.exists()
    else:
        with open_briefing(any_path) as briefing:
            assert len(briefing.report.findings) == len(tables["findings"])


def is_constraint_violated(connection: sqlite3.Connection, statement: str) -> bool:
    try:
        connection.execute(statement)
    except sqlite3.IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE findings SET position = 1 WHERE id = 1",
        "UPDATE findings SET source_id = 9 WHERE id = 1",
        "UPDATE findings SET detail = NULL WHERE id = 1",
        "UPDATE slides SET minutes = 'ten' WHERE id = 1",
    ],
)
def test_other_programs_cannot_break_types_keys_and_references(
    briefing_path: Path, statement: str
) -> None:
    with closing(sqlite3.connect(briefing_path)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        assert is_constraint_violated(connection, statement)
