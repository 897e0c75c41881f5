"""Reading the rows of a briefing from a folder: report.toml and a CSV file for each table.

Each CSV file is named after its table and has the table's columns as headings, in any order.
Optional columns may be left out. Cells are separated by commas, semicolons or tabs. Blank lines and
other files are ignored.

An apostrophe that keeps a spreadsheet program from running a text as a formula is removed (see
`files.csv`).

All mistakes in all files are reported at once, each with its file, line and column.
"""

import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from briefing_app.authoring.author_warnings import find_warnings
from briefing_app.authoring.csv_files import (
    DELIMITERS,
    csv_lines,
    delimiter_of,
    proof_file,
    read_proof,
    read_text_file,
)
from briefing_app.database.columns import COLUMNS, Column
from briefing_app.database.source_rows import (
    BriefingRows,
    SourceRow,
    Value,
    find_row_problems,
)
from briefing_app.errors import SourceError, UnreadableSourceError
from briefing_app.files.csv import unescape_formula
from briefing_app.files.on_disk import file_status, reason
from briefing_app.files.paths import REPORT_FILE
from briefing_app.model.text import shortened
from briefing_app.model.wording import counted
from briefing_app.problems import FileLocation, Location, Problem

FILES: Final = (REPORT_FILE, *(f"{table}.csv" for table in COLUMNS if table != "report"))
"""The files of a folder from which a briefing is read, except for the proof."""

_MAX_REPORT_LENGTH: Final = 64 * 1024  # characters
_MAX_DOTS: Final = 100  # outside texts, where a report needs none
# A text may end in quotation marks of its own. One without an end takes all that follows: otherwise
# the time would grow with the square of the length.
_TOML_STRING_OR_COMMENT: Final = re.compile(
    r'''
    """ (?:[^\\]|\\.)*? (?:"{3,5}|\\?\Z)
    | \'{3} .*? (?:\'{3,5}|\Z)
    | " (?:[^"\\\n]|\\[^\n])* "?
    | ' [^'\n]* '?
    | \# [^\n]*
    ''',
    re.DOTALL | re.VERBOSE,
)

_WHOLE: Final = re.compile("-?[0-9]{1,18}")
# The smallest numbers have this many digits if they are written out.
_DECIMAL: Final = re.compile(r"-?[0-9]{1,18}\.[0-9]{1,324}")


def read_folder(path: Path) -> BriefingRows:
    """Read all rows of a briefing from a folder.

    Returns:
        The rows with their locations and with warnings. A cell that is not of its column's type is
        kept as text. `builder.build` checks this and the other rules.

    Raises:
        UnreadableSourceError: There is no such folder, or it can't be read.
        SourceError: A file is missing, can't be read, or has the wrong headings. It contains these
            problems, the broken rules of all other rows, and the warnings.
    """
    _check_folder(path)
    problems: list[Problem] = []
    tables: dict[str, list[SourceRow]] = {}
    incomplete = set()
    for table, columns in COLUMNS.items():
        count = len(problems)
        if table == "report":
            tables[table] = _read_report(path / REPORT_FILE, problems)
        else:
            tables[table] = _read_table(path / f"{table}.csv", columns, problems)
        if len(problems) > count:
            incomplete.add(table)
    rows = BriefingRows(path, tables, read_proof(proof_file(path), problems))
    rows = replace(rows, warnings=tuple(find_warnings(rows, incomplete)))
    if problems:
        reported = {problem.location for problem in problems}
        # Rows are missing, so references to them are not to blame.
        broken_rules = find_row_problems(rows, check_references=False)
        problems += [problem for problem in broken_rules if problem.location not in reported]
        raise SourceError(path, problems, rows.warnings)
    return rows


def _check_folder(path: Path) -> None:
    remedy = f"Choose the folder that contains {REPORT_FILE} and a CSV file for each table."
    try:
        is_folder = stat.S_ISDIR(file_status(path).st_mode)
        if is_folder:
            with suppress(FileNotFoundError):
                file_status(path / REPORT_FILE)  # fails if the folder's files can't be reached
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise UnreadableSourceError(path, "There is no such folder.", remedy) from error
    except OSError as error:
        what = f"The folder can’t be read: {reason(error)}."
        remedy = "Check that you have permission to read it."
        raise UnreadableSourceError(path, what, remedy) from error
    if not is_folder:
        raise UnreadableSourceError(path, "This is not a folder.", remedy)


def _read_report(file: Path, problems: list[Problem]) -> list[SourceRow]:
    remedy = "create it; it contains the briefing’s title and language"
    text = read_text_file(file, problems, remedy)
    if text is None:
        return []
    try:
        entries = _parse_toml(text)
    except ValueError as error:
        what = f"the file isn’t valid TOML: {error}"
        remedy = 'write each line in this form: title = "Text"'
        problems.append(Problem(FileLocation(file.name), what, remedy))
        return []
    locations: dict[str, Location] = {
        column: FileLocation(file.name, column=column)
        for column in COLUMNS["report"]
        if column != "id"
    }
    values: dict[str, Value] = {"id": 1}
    for name, value in entries.items():
        location = FileLocation(file.name, column=shortened(name))
        if name not in locations:
            remedy = f"use only: {', '.join(locations)}"
            problems.append(Problem(location, "a report has no such entry", remedy))
        elif isinstance(value, str):
            values[name] = value
        else:
            problems.append(Problem(location, "this isn’t text", "put it in quotation marks"))
    return [SourceRow(FileLocation(file.name), values, locations)]


def _parse_toml(text: str) -> dict[str, Any]:
    """Parse a file that contains nothing but texts, each with a plain name.

    Raises:
        ValueError: It is not valid TOML, or far larger or more nested than such a file.
    """
    if len(text) > _MAX_REPORT_LENGTH:
        what = f"it has {len(text):,} characters, more than {_MAX_REPORT_LENGTH:,}"
        raise ValueError(what)
    # The time and memory that tomllib needs grow with the square of the parts of a name.
    if _TOML_STRING_OR_COMMENT.sub("", text).count(".") > _MAX_DOTS:
        raise ValueError("it has names with too many dots")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except ValueError as error:  # of int
        raise ValueError("it has a number with too many digits") from error
    except (MemoryError, RecursionError) as error:
        raise ValueError("it is nested too deeply") from error


def _read_table(
    file: Path, columns: Mapping[str, Column], problems: list[Problem]
) -> list[SourceRow]:
    required = ", ".join(name for name, column in columns.items() if not column.is_optional)
    remedy = f"create it; without rows, the headings {required} are enough"
    text = read_text_file(file, problems, remedy)
    if text is None:
        return []
    lines = csv_lines(file, text, problems)
    line, cells = next(lines, (1, []))
    headings = [heading.strip() for heading in cells]
    wrong = list(_wrong_headings(FileLocation(file.name, line), headings, columns))
    if wrong:
        problems += wrong
        return []
    rows = []
    delimiter = DELIMITERS[delimiter_of(text)]
    for line, cells in lines:
        location = FileLocation(file.name, line)
        if len(cells) != len(headings):
            what = f"there {'is' if len(cells) == 1 else 'are'} {counted(len(cells), 'cell')}, but"
            what += f" {counted(len(headings), 'heading')}"
            remedy = f"put texts with {delimiter}s in quotation marks, and write every {delimiter}"
            problems.append(Problem(location, what, remedy))
            continue
        values = {
            heading: _value(cell, columns[heading])
            for heading, cell in zip(headings, cells, strict=True)
        }
        rows.append(SourceRow(location, values))
    return rows


def _wrong_headings(
    location: Location, headings: list[str], columns: Mapping[str, Column]
) -> Iterator[Problem]:
    for index, heading in enumerate(headings):
        if heading not in columns:
            what = f"there is no column “{shortened(heading)}”"
            yield Problem(location, what, f"use only: {', '.join(columns)}")
        elif heading in headings[:index]:
            what = f"the column {heading} appears twice"
            yield Problem(location, what, "delete one of the two")
    for name, column in columns.items():
        if name not in headings and not column.is_optional:
            yield Problem(location, f"the column {name} is missing", "add it")


def _value(cell: str, column: Column) -> Value:
    """Return a cell as its column's type, or as text if it is not of that type."""
    if column.type == "TEXT":
        return unescape_formula(cell) or column.default
    text = cell.strip()
    if not text:
        return column.default
    if _WHOLE.fullmatch(text):
        return int(text)
    if column.type == "ANY" and _DECIMAL.fullmatch(text):
        return float(text)
    return text
