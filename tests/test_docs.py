"""The README and the docs match the program: links, menus, sheets, messages and commands."""

import re
import shlex
import shutil
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

from briefing_app.authoring.grid import column_number
from briefing_app.authoring.sheets import SHEETS, Sheet
from briefing_app.authoring.source import read_source
from briefing_app.authoring.template import RULES, STEPS, create_template
from briefing_app.authoring.xlsx import read_grids
from briefing_app.cli import main as cli
from briefing_app.database.builder import build, read_source_rows
from briefing_app.errors import SourceError
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.main_window.actions import MENUS
from briefing_app.gui.main_window.window import MainWindow
from tests.authoring.workbooks import Sheets, pond_sheets, write_workbook

ROOT: Final = Path(__file__).parents[1]
WRITE: Final = (ROOT / "docs" / "guide" / "write.md").read_text("utf-8")
README: Final = (ROOT / "README.md").read_text("utf-8")
DOCS: Final = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
}


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


def set_cell(sheets: Sheets, sheet: str, cell: str, value: object) -> None:
    """Set a cell, given its name in a spreadsheet: B2."""
    letters = cell.rstrip("0123456789")
    row, column = int(cell[len(letters) :]) - 1, column_number(letters)
    cells = sheets[sheet][row]
    cells += [""] * (column + 1 - len(cells))
    cells[column] = value


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


def test_notes_for_it_departments_need_no_page_that_a_bundle_lacks() -> None:
    text = DOCS["docs/it.md"]
    assert "](" not in text
    assert set(re.findall(r"\w+\.md", text)) == set()


@cache
def all_tests() -> str:
    """Return the code of all tests."""
    return "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))


@pytest.mark.parametrize("name", DOCS)
def test_named_tests_files_and_commands_exist(name: str) -> None:
    quoted = set(re.findall(r"`([^`\n]+)`", DOCS[name]))
    tests = all_tests()
    makefile = (ROOT / "Makefile").read_text("utf-8")
    folders = (ROOT, ROOT / "briefing_app")
    for each in quoted:
        if re.fullmatch(r"test_\w+", each):
            assert f"def {each}(" in tests
        elif re.fullmatch(r"(tests|packaging|resources|gui|database|model|export)/[\w./-]+", each):
            assert any((folder / each).exists() for folder in folders), each
        elif re.fullmatch(r"make [a-z-]+", each):
            assert f"\n{each.removeprefix('make ')}:" in makefile, each


def test_every_screenshot_is_used_and_drawn_by_make_screenshots() -> None:
    (listed,) = re.findall(r"(?m)^SCREENSHOTS := (.*)$", (ROOT / "Makefile").read_text("utf-8"))
    used = re.findall(r"screenshots/([\w-]+)\.png", "".join(DOCS.values()))
    existing = [path.stem for path in (ROOT / "docs" / "screenshots").iterdir()]
    assert set(used) == set(listed.split())
    assert set(existing) == set(listed.split())


@pytest.mark.parametrize("name", ["all documents", "the workbook"])
def test_menus_in_the_text_exist_with_their_keys(name: str, main_window: MainWindow) -> None:
    assert main_window.menus is not None
    menus = "|".join(menu.replace("&", "") for menu in MENUS)
    entries = []
    for path, action in main_window.menus.actions.items():
        menu, entry, *_ = path.split(" › ")
        entries.append((menu, entry.partition(",")[0], action.keys))
    texts = [*DOCS.values()] if name == "all documents" else [step.text for step in STEPS]
    text = " ".join(" ".join(texts).split())
    found = re.findall(rf"\b({menus}) › ([A-Z][\w ]*…?)(?: \(`?([A-Z]\w*\+[\w+]+)`?\))?", text)
    assert found
    for menu, words, key in found:
        known = [keys for of, name_, keys in entries if of == menu and words.startswith(name_)]
        assert known, words
        assert not key or any(key in keys for keys in known), words


# ---- the sheets ---------------------------------------------------------------------------------


def columns_by_sheet() -> dict[str, list[str]]:
    """Return the columns of each sheet, as the table of the sheets has them."""
    (table,) = tables(section(WRITE, "The sheets"))
    return {sheet: columns.split(", ") for sheet, columns in table}


def test_sheets_and_their_columns_are_those_of_the_program() -> None:
    listed = {
        name: [title.strip("*") for title in columns]
        for name, columns in columns_by_sheet().items()
    }
    assert listed == {
        sheet.name: [each.title for each in sheet.headings if each is not sheet.number]
        for sheet in SHEETS
    }


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_only_columns_in_bold_must_be_filled_in(sheet: Sheet, tmp_path: Path) -> None:
    columns = columns_by_sheet()[sheet.name]
    in_bold = {title.strip("*") for title in columns if title.startswith("**")}
    for column, heading in enumerate(sheet.headings):
        if heading is sheet.number:
            continue
        sheets = pond_sheets()
        sheets["Slides"].append([1, "title"])
        if sheet.name == "About":
            sheets["About"][column + 1][1] = ""
        else:
            set_cell(sheets, sheet.name, f"{chr(ord('A') + column)}2", "")
        path = write_workbook(sheets, tmp_path / "ponds.xlsx")
        if heading.title in in_bold:
            with pytest.raises(SourceError):
                build(read_source(path), tmp_path / "ponds.db")
        else:
            build(read_source(path), tmp_path / "ponds.db")


def test_six_steps_match_the_template() -> None:
    steps = section(WRITE, "Six steps")
    assert re.findall(r"(?m)^\d\. \*\*(.*)\.\*\*", steps) == [step.heading for step in STEPS]
    assert re.findall(r"(?m)^- (.*)$", steps) == list(RULES)


# ---- messages -----------------------------------------------------------------------------------


def test_documented_message_is_that_of_the_program(tmp_path: Path) -> None:
    (documented,) = re.findall(r"(?m)^- `(.*)`$", section(WRITE, "Build and correct"))
    sheets = example_sheets(tmp_path / "example.xlsx")
    set_cell(sheets, "Findings", "J11", "West Midlands; West Mersea")
    with pytest.raises(SourceError) as raised:
        build(
            read_source(write_workbook(sheets, tmp_path / "mistake.xlsx")), tmp_path / "mistake.db"
        )
    assert [str(each) for each in raised.value.problems] == [documented]


# ---- commands -----------------------------------------------------------------------------------


def commands(text: str) -> list[str]:
    """Return the commands in code blocks."""
    return re.findall(r"(?m)^ {4,}(briefing-app .*)$", text)


def _provide_inputs(arguments: Sequence[str]) -> None:
    """Create the files that a command reads in the current folder, according to their suffixes."""
    outputs = [
        after
        for option, after in pairwise(arguments)
        if option == "-o" and "--force" not in arguments
    ]
    for name in arguments:
        path = Path(name.rpartition("=")[2])
        if name in outputs or path.exists():
            continue
        if path.suffix == ".xlsx":
            write_workbook(pond_sheets(), path)
        elif path.suffix == ".txt":
            path.write_text("We measured each pond twice. And the tŷ was damp.", "utf-8")
        elif path.parts[:1] == ("resources",):
            shutil.copytree(ROOT / path, path)
        elif path.suffix == ".briefing":
            build(read_source(write_workbook(pond_sheets(), Path("source.xlsx"))), path)
        elif name == "next-inspection":
            shutil.copytree(ROOT / "resources" / "report", name)


@pytest.mark.parametrize(
    "command", dict.fromkeys(commands("\n".join(DOCS.values()))), ids=lambda text: text[13:]
)
def test_documented_command_works(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = shlex.split(command)[1:]
    monkeypatch.chdir(tmp_path)
    _provide_inputs(arguments)
    if arguments[0] not in {"template", "build", "export", "check"}:
        assert arguments[0] == "present" or Path(arguments[0]).exists()  # opens a window
        return
    if arguments[:2] == ["export", "pictures"]:
        arguments += ["--width", "320"]  # drawn quickly
    assert cli.main(arguments) == 0, capsys.readouterr().err
    if "-o" in arguments:
        assert Path(arguments[arguments.index("-o") + 1]).exists()
