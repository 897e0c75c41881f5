"""Words that were marked in a source, as a row that is pasted into the workbook."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from briefing_app.authoring.source import read_source
from briefing_app.authoring.source_comparison import (
    MarkedWords,
    paste_message,
    pasted_row,
    sheet_of,
)
from briefing_app.database.builder import build
from tests.authoring.workbooks import build_problems, pond_sheets, write_workbook

BOOK = "We measured each pond twice. And the tŷ was damp."


def cells(row: str) -> list[str]:
    """Return the cells that a spreadsheet program pastes."""
    (pasted,) = csv.reader([row], dialect="excel-tab")
    return pasted


def marked(words: str, speaker: str = "A Speaker") -> MarkedWords:
    return MarkedWords(words, 12, 12, 2, speaker)


def test_row_has_the_columns_of_its_sheet() -> None:
    words = MarkedWords("a pond", 3, 5, 2, "A Speaker")
    assert pasted_row("quotes", 7, words) == "7\tA Speaker\ta pond\tparagraphs 3 to 5\t2\t"
    row = dict(
        zip(
            (heading.title for heading in sheet_of("findings").headings),
            cells(pasted_row("findings", 3, words)),
            strict=True,
        )
    )
    assert {title: cell for title, cell in row.items() if cell} == {
        "Number": "3",
        "Key": "a-pond",
        "Excerpt": "a pond",
        "Where in the source": "paragraphs 3 to 5",
        "Source": "2",
    }


@pytest.mark.parametrize(
    "words",
    ["was so deep", "“was so deep”", '"so deep" it was', "- deep", "=1+1", '"=deep', "deep; -2 m"],
)
def test_pasted_row_of_a_quote_checks(tmp_path: Path, words: str) -> None:
    sheets = pond_sheets()
    sheets["Quotes"].append([*cells(pasted_row("quotes", 3, marked(words)))])
    sheets["Findings"][1][8] = "1; 2; 3"
    path = write_workbook(sheets, tmp_path / "ponds.xlsx")
    text = "\n".join([BOOK, *["Another paragraph."] * 10, words])
    built = build(read_source(path), tmp_path / "ponds.db", source_texts={2: text.encode()})
    assert built.verified == {2}
    of_row = [str(each) for each in built.warnings if "Quotes" in str(each) and "4" in str(each)]
    assert of_row == []


def test_only_what_the_author_must_say_is_missing(tmp_path: Path) -> None:
    sheets = pond_sheets()
    sheets["Quotes"].append([*cells(pasted_row("quotes", 3, marked("so deep", "")))])
    sheets["Findings"].append([*cells(pasted_row("findings", 3, marked("so deep")))])
    problems = build_problems(write_workbook(sheets, tmp_path / "ponds.xlsx"))
    assert [each.partition(":")[0] for each in problems] == [
        "Findings, cell C4 (Kind)",
        "Findings, cell D4 (Headline)",
        "Quotes, cell B4 (Speaker)",
    ]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("“Frogs, toads and newts live there”", "frogs-toads-and-newts"),
        ("so deep", "finding-7"),
        ("…", "finding-7"),
    ],
)
def test_finding_has_a_new_key(words: str, key: str) -> None:
    assert cells(pasted_row("findings", 7, marked(words), {"so-deep"}))[1] == key


GUESSED = replace(marked("so deep"), is_guess=True)


@pytest.mark.parametrize(
    ("table", "words", "said"),
    [
        ("quotes", marked("so deep"), ""),
        ("quotes", marked("so deep", ""), " and add the speaker"),
        ("quotes", GUESSED, ". Check the speaker: A Speaker is quoted or named last before"),
        ("findings", marked("so deep", ""), ""),
    ],
)
def test_message_names_the_sheet_and_what_is_only_likely(
    table: str, words: MarkedWords, said: str
) -> None:
    where = f"Copied as number 1,204 of the sheet {table.capitalize()}: paste it into an empty row"
    assert paste_message(table, 1204, words) == f"{where}{said}"


@pytest.mark.parametrize("words", ["=1+1", "+44", "@home", "-5", "\u200b=1", '"=1'])
def test_pasted_cell_is_never_a_formula(words: str) -> None:
    assert cells(pasted_row("findings", 1, marked(words)))[5] == f"'{words}"
