"""README and docs name commands, menus, sheets and messages that exist."""

import re
import shlex
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from briefing_app.authoring.source import read_source
from briefing_app.authoring.spreadsheets.grid import read_grids
from briefing_app.authoring.spreadsheets.sheet_marks import column_number
from briefing_app.authoring.spreadsheets.sheets import SHEETS
from briefing_app.authoring.template.how_to import RULES, STEPS
from briefing_app.authoring.template.workbook import create_template
from briefing_app.cli import main as cli
from briefing_app.database.builder import build
from briefing_app.database.source_row_reader import read_source_rows
from briefing_app.errors import SourceError, UnreadableSourceError
from briefing_app.files.paths import BUNDLED_BRIEFING, DEMONSTRATION
from briefing_app.gui.main_window.actions import MENUS
from briefing_app.gui.main_window.window import MainWindow
from tests.authoring.workbooks import Sheets, ponds, repacked, written

ROOT: Final = Path(__file__).parents[1]
AUTHORING: Final = (ROOT / "docs" / "authoring.md").read_text("utf-8")
README: Final = (ROOT / "README.md").read_text("utf-8")
DOCS: Final = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"))
}

SOURCE: Final = 1  # everything that the bundled briefing quotes is from this one

_Change = Callable[[Any], object]


def section(text: str, heading: str) -> str:
    """Return the text below a heading, up to the next heading of its level or above."""
    (level,) = re.findall(rf"(?m)^(#+) {re.escape(heading)}$", text)
    below = text.partition(f"{level} {heading}\n")[2]
    return re.split(rf"(?m)^#{{1,{len(level)}}} ", below)[0]


def tables(text: str) -> Iterator[list[list[str]]]:
    """Yield the rows of each table, without its headings."""
    for table in re.findall(r"(?m)(?:^\|.*\n)+", text):
        rows = [
            [cell.strip() for cell in row.strip("|\n").split("|")] for row in table.splitlines()
        ]
        yield rows[2:]


def example_sheets(path: Path) -> Sheets:
    """Return the cells of the example workbook, which contains the bundled briefing.

    Args:
        path: Where to write the workbook.
    """
    path.write_bytes(create_template(read_source_rows(BUNDLED_BRIEFING)))
    sheets: Sheets = {}
    for grid in read_grids(path, lambda _: True, lambda _done, _of: None):
        rows = sheets[grid.name] = [[] for _ in range(1 + max(row for row, _ in grid.rows))]
        for row, cells in grid.rows:
            rows[row] = list(cells)
    return sheets


def set_cell(sheets: Sheets, sheet: str, place: str, cell: object) -> None:
    """Set a cell, given its name in a spreadsheet: B2."""
    letters = place.rstrip("0123456789")
    row, column = int(place[len(letters) :]) - 1, column_number(letters)
    cells = sheets[sheet][row]
    cells += [""] * (column + 1 - len(cells))
    cells[column] = cell


# ---- pictures, links, menus ---------------------------------------------------------------------


@pytest.mark.parametrize("name", DOCS)
def test_every_link_has_a_target(name: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", DOCS[name]):
        file, _, anchor = target.partition("#")
        if "://" in file:
            continue
        path = (ROOT / name).parent / file if file else ROOT / name
        assert path.exists(), target
        if anchor:
            headings = re.findall(r"(?m)^#+ (.*)$", path.read_text("utf-8"))
            plain = [re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings]
            assert anchor in plain, target


def test_every_screenshot_is_used_and_drawn_by_make_screenshots() -> None:
    (made,) = re.findall(r"(?m)^SCREENSHOTS := (.*)$", (ROOT / "Makefile").read_text("utf-8"))
    used = re.findall(r"screenshots/([\w-]+)\.png", "".join(DOCS.values()))
    existing = [path.stem for path in (ROOT / "docs" / "screenshots").iterdir()]
    assert set(used) == set(made.split())
    assert set(existing) == set(made.split())


def test_readme_is_read_in_two_minutes() -> None:
    assert len(README.split()) <= 900


@pytest.mark.parametrize("name", ["all documents", "the workbook"])
def test_menus_in_the_text_exist_with_their_keys(name: str, main_window: MainWindow) -> None:
    menus = "|".join(menu.replace("&", "") for menu in MENUS)
    entries = []
    for entry in main_window.actions_by_id.records:
        menu, _, submenu = entry.menu.replace("&", "").partition("/")
        entries.append((menu, submenu or entry.text.replace("&", ""), entry.keys))
    texts = [*DOCS.values()] if name == "all documents" else [step.text for step in STEPS]
    text = " ".join(" ".join(texts).split())
    found = re.findall(rf"\b({menus}) ▸ ([A-Z][\w ]*…?)(?: \(([A-Z]\w*\+[\w+]+)\))?", text)
    assert found
    for menu, words, key in found:
        known = [keys for of, name_, keys in entries if of == menu and words.startswith(name_)]
        assert known, words
        assert not key or any(key in keys for keys in known), words


# ---- the sheets ---------------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_that_the_table_of_a_sheet_has_its_columns_with_examples_of_the_bundled_briefing(
    sheet: Any, tmp_path: Path
) -> None:
    cells = example_sheets(tmp_path / "example.xlsx")[sheet.name]
    (table,) = tables(section(AUTHORING, sheet.name))
    assert [words for words, *_ in table] == [heading.title for heading in sheet.headings]
    for at, (words, _, _, example) in enumerate(table):
        if sheet.name == "About":
            (there,) = [row[1:2] for row in cells if row[0] == words]
        else:
            there = [row[at] for row in cells[2:] if len(row) > at]
        filled = [f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in there if cell]
        if example == "–":
            assert not filled, words
        else:
            begin = example.removesuffix("…").rstrip()
            assert any(
                cell.startswith(begin) if example.endswith("…") else cell == begin
                for cell in filled
            ), words


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_that_what_must_be_filled_must_be_and_nothing_else(sheet: Any, tmp_path: Path) -> None:
    (table,) = tables(section(AUTHORING, sheet.name))
    for at, (words, _, filled, _) in enumerate(table):
        sheets = ponds()
        sheets["Slides"].append([1, "title", "", "", "", "", ""])
        rows = sheets[sheet.name]
        if sheet.name == "About":
            rows[at + 1][1] = ""
        else:
            set_cell(sheets, sheet.name, f"{chr(ord('A') + at)}2", "")
        path = written(sheets, tmp_path / "ponds.xlsx")
        if filled == "yes":
            with pytest.raises(SourceError):
                build(read_source(path), tmp_path / "ponds.db")
        elif filled == "no":
            build(read_source(path), tmp_path / "ponds.db")
        else:
            assert words in {"Number", "Measure", "Shows"}


def test_that_the_six_steps_are_those_of_the_workbook() -> None:
    steps = section(AUTHORING, "Six steps")
    assert re.findall(r"(?m)^\d\. \*\*(.*)\.\*\*", steps) == [step.heading for step in STEPS]
    assert re.findall(r"(?m)^- (.*)$", steps) == list(RULES)


def test_that_the_way_through_the_window_is_told_before_the_command_line() -> None:
    for told in (section(AUTHORING, "Six steps"), "".join(step.text for step in STEPS)):
        assert "New briefing from workbook…" in told.partition("briefing-app build")[0]


# ---- messages -----------------------------------------------------------------------------------


class Mistake(NamedTuple):
    """What an author did to the example.

    Args:
        sheet: The sheet.
        place: The cell; empty for the sheet as a whole.
        cell: What stands in the cell, or what the sheet is called now.
        change: Called with the workbook, for what is no matter of a cell.
        proved: Whether it is built with the source's text.
    """

    sheet: str
    place: str = ""
    cell: object = ""
    change: _Change | None = None
    proved: bool = False


def formula(text: str, value: object) -> Callable[[Any, int, int], object]:
    """A cell with a formula, and what that was worked out to."""
    return lambda sheet, row, column: sheet.write_formula(row, column, text, None, value)


def of_sheet(name: str, change: _Change) -> _Change:
    """A change of one sheet of a workbook."""
    return lambda workbook: change(workbook.get_worksheet_by_name(name))


LONG: Final = (
    "In 2016 West Midlands referred 99 victims of slavery and trafficking,"
    " West Mercia 20 and Staffordshire 16 of them"
)
REMEMBERED: Final = (
    "We found inconsistent, even ineffective, recognition of victims and investigations closed"
    " prematurely."
)
TYPED: Final = (
    "When we return to re-inspect, we will report on policing's progress against this benchmark"
    " inspection. I hope to see real and consistent improvement."
)

MISTAKES: Final = (
    Mistake("About", "B2", ""),
    Mistake("About", "B5", "October 2017"),
    Mistake("Findings", "C4", "worry"),
    Mistake("Findings", "B8", "commitment"),
    Mistake("Findings", "I4", "3; 9"),
    Mistake("Findings", "J11", "West Midlands; West Mersea"),
    Mistake("Findings", "H4", "1; 2"),
    Mistake("Findings", "A4", 1),
    Mistake("Findings", "D1", "Headlines"),
    Mistake("Findings", cell="Finding"),
    Mistake("Figures", "D4", ""),
    Mistake("Figures", "D4", "n/k"),
    Mistake("Figures", "D4", "12,5"),
    Mistake("Figures", "D4", "20 %"),
    Mistake("Figures", "D4", "20 [e]"),
    Mistake("Figures", "D4", "20 [x]"),
    Mistake("Figures", "B4", "West Midlands"),
    Mistake("Figures", "D4", formula("=D3-79", "")),
    Mistake("Figures", "D4", formula("=D3/0", "#DIV/0!")),
    Mistake("Figures", change=of_sheet("Figures", lambda sheet: sheet.merge_range("B4:B5", "x"))),
    Mistake("Slides", "C4", 2),
    Mistake("Slides", "C5", ""),
    Mistake("Slides", "G7", "maybe"),
    Mistake("Measures", "H3", "Cumbria"),
    Mistake("Quotes", "C5", REMEMBERED, proved=True),
    Mistake("Quotes", "C10", TYPED, proved=True),
    Mistake("Quotes", "C5", "Nobody was identified.", proved=True),
    Mistake("Quotes", "C5", "“investigations closed prematurely”", proved=True),
    # Warnings
    Mistake("About", "B4", "Nobody"),
    Mistake("Findings", "D4", LONG),
    Mistake("Findings", "I10", ""),
    Mistake("Forces", "C4", "West Mercia "),
    Mistake("Measures", "C3", "West Midlands referred 91 victims"),
    Mistake("Figures", "D4", formula("=D3-79", 20)),
    Mistake(
        "Figures",
        change=of_sheet("Figures", lambda sheet: sheet.set_row(3, None, None, {"hidden": True})),
    ),
    Mistake("Findings", "N1", "My remarks"),
    Mistake("Sheet1", cell="Sheet1"),
)


def told_of(mistake: Mistake, path: Path) -> tuple[list[str], list[str]]:
    """The errors and the warnings of a mistake.

    Args:
        mistake: What was done to the example.
        path: Where to write it.
    """
    sheets = example_sheets(path)
    rows = read_source_rows(BUNDLED_BRIEFING)
    words = [
        str(row.values[column])
        for table, column in (("quotes", "text"), ("findings", "excerpt"))
        for row in rows.tables[table]
    ]
    if mistake.place:
        set_cell(sheets, mistake.sheet, mistake.place, mistake.cell)
    elif mistake.cell:
        sheets[str(mistake.cell)] = sheets.pop(mistake.sheet, [["my own notes"]])
    written(sheets, path, mistake.change)
    texts = {SOURCE: "\n".join(words).encode()} if mistake.proved else {}
    try:
        built = build(read_source(path), path.with_suffix(".db"), source_texts=texts)
    except SourceError as error:
        return [str(each) for each in error.problems], [str(each) for each in error.warnings]
    return [], [str(each) for each in built.warnings]


def quoted(rows: list[list[str]], column: int) -> list[str]:
    """The messages in a column of a table."""
    return [row[column].strip("`") for row in rows]


def test_that_every_message_of_the_workbook_is_what_the_program_says(tmp_path: Path) -> None:
    errors, warnings = tables(section(AUTHORING, "Errors and warnings"))
    documented = {*quoted(errors, 0)}, {*quoted(warnings, 0)}
    said: tuple[set[str], set[str]] = (set(), set())
    for mistake in MISTAKES:
        told = told_of(mistake, tmp_path / "example.xlsx")
        assert any(set(new) & known for new, known in zip(told, documented, strict=True)), told
        for all_of_them, new in zip(said, told, strict=True):
            all_of_them.update(new)
    assert documented[0] <= said[0]
    assert documented[1] <= said[1]


def _with_a_password(path: Path) -> Path:
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + name + bytes(2000))
    return path


def _with_macros(path: Path) -> Path:
    return repacked(written(ponds(), path), {}, {"xl/vbaProject.bin": b"Sub Auto_Open()"})


def _old(path: Path) -> Path:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    return path


def _damaged(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    return path


def _single_csv(path: Path) -> Path:
    path = path.with_suffix(".csv")
    path.write_text("id,name", "utf-8")
    return path


def test_that_every_file_that_can_t_be_read_is_told_as_it_is_written(tmp_path: Path) -> None:
    (table,) = tables(section(AUTHORING, "What can't be read"))
    told = []
    for make in (_with_a_password, _with_macros, _old, _damaged, _single_csv):
        with pytest.raises(UnreadableSourceError) as raised:
            read_source(make(tmp_path / "book.xlsx"))
        told.append(f"{raised.value.what} {raised.value.remedy}")
    assert quoted(table, 1) == told


def test_that_every_message_of_a_folder_is_what_the_program_says(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    shutil.copytree(ROOT / "resources" / "report", folder)
    (folder / "quotes.csv").write_text("id,position", "utf-16")
    findings = (folder / "findings.csv").read_text("utf-8")
    (folder / "findings.csv").write_text(findings, "cp1252")
    with pytest.raises(SourceError) as raised:
        read_source(folder)
    said = {f"{problem.what}; {problem.remedy}" for problem in raised.value.problems}
    below = section(AUTHORING, "CSV files instead of a workbook")
    assert said == set(re.findall(r"`(the file is[^`]*)`", below))


# ---- commands -----------------------------------------------------------------------------------


def commands(text: str) -> list[str]:
    """Return the commands on lines of their own."""
    return re.findall(r"(?m)^ {4,}(briefing-app .*)$", text)


def _provide_inputs(words: Sequence[str]) -> None:
    """Create, in the current folder, the files that a command reads: each by its ending."""
    shutil.copytree(ROOT / "resources", "resources")
    outputs = [after for word, after in pairwise(words) if word == "-o" and "--force" not in words]
    for name in words:
        path = Path(name.rpartition("=")[2])
        if name in outputs or path.exists():
            continue
        if path.suffix == ".xlsx":
            written(ponds(), path)
        elif path.suffix == ".txt":
            path.write_text("We measured each pond twice. And the tŷ was damp.", "utf-8")
        elif name in {"earlier.db", "later.db"}:
            build(read_source(DEMONSTRATION / path.stem), path)
        elif path.suffix == ".db":
            build(read_source(written(ponds(), Path("source.xlsx"))), path)
        elif name == "next-inspection":
            shutil.copytree(Path("resources", "report"), name)


@pytest.mark.parametrize(
    "command", dict.fromkeys(commands("\n".join(DOCS.values()))), ids=lambda text: text[13:]
)
def test_documented_command_works(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = shlex.split(command)[1:]
    monkeypatch.chdir(tmp_path)
    _provide_inputs(words)
    if words[0] not in {"template", "build", "export", "check"}:
        assert words[0] in {"present", "snapshot"} or Path(words[0]).exists()  # opens a window
        return
    assert cli.main(words) == 0, capsys.readouterr().err
    if "-o" in words:
        assert Path(words[words.index("-o") + 1]).exists()
