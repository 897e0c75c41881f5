"""Reading the rows of a briefing from a folder: report.toml and a CSV file for each table.

Each CSV file is named after its table and has the table's columns as headings, in any order.
Optional columns may be left out. Cells are separated by commas, semicolons or tabs. Blank lines and
other files are ignored. Cells are read as those of a workbook, so the messages about them are the
same.

All mistakes in all files are reported at once, each with its file, line and column.
"""

import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from briefing_app.authoring.cells import CellReader, SourceCell, name_in
from briefing_app.authoring.csv_files import (
    DELIMITERS,
    csv_lines,
    delimiter_of,
    proof_file,
    read_proof,
    read_text_file,
)
from briefing_app.authoring.references import NAME_COLUMNS, Names
from briefing_app.authoring.sheets import SHEETS, Content, Heading
from briefing_app.authoring.source_problems import SourceProblems, completed
from briefing_app.database.columns import COLUMNS, LINK_TABLES, Column
from briefing_app.database.source_rows import BriefingRows, SourceRow, Value
from briefing_app.errors import UnreadableSourceError
from briefing_app.files.on_disk import file_status, reason
from briefing_app.files.paths import REPORT_FILE
from briefing_app.files.progress import Progress, ProgressCounter, in_halves, no_progress
from briefing_app.model.text import shortened
from briefing_app.model.wording import counted
from briefing_app.problems import FileLocation, Location, Problem, TableLocation

FILES: Final = (REPORT_FILE, *(f"{table}.csv" for table in COLUMNS if table != "report"))
"""The files of a folder from which a briefing is read, except for the proof."""

_LINES_BETWEEN_REPORTS: Final = 1000

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

_HEADINGS: Final = {
    (sheet.table, heading.column): heading for sheet in SHEETS for heading in sheet.headings
}
"""Table and column to the heading of the workbook whose cells feed it."""

_FIGURE: Final = frozenset({("figures", "value"), ("figures", "marker")})
"""The columns that are read together."""


def read_folder(path: Path, progress: Progress = no_progress) -> BriefingRows:
    """Read all rows of a briefing from a folder.

    Args:
        path: The folder.
        progress: The progress callback.

    Returns:
        The rows with their locations, warnings and problems. If there are no problems, their values
        may still break rules of the format, which `builder.build` checks.

    Raises:
        UnreadableSourceError: There is no such folder, or it can't be read.
    """
    _check_folder(path)
    found = SourceProblems()
    report = _read_report(path / REPORT_FILE, found.problems)
    if not report:
        found.silenced.add(TableLocation("report"))
    tables = _FolderReader(path, found, progress).tables()
    proof = read_proof(proof_file(path), found.problems)
    return completed(BriefingRows(path, {**tables, "report": report}, proof), found)


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


@dataclass(frozen=True, slots=True)
class _LineLocations(Mapping[str, Location]):
    """The locations of a line's cells by column.

    Args:
        line: The location of the line.
        columns: The columns of the table.
    """

    line: FileLocation
    columns: Mapping[str, Column]

    def __getitem__(self, column: str) -> Location:
        return self.line.in_column(column)

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)


class _Line(NamedTuple):
    """A line of a CSV file: its cells by their headings, and the locations of all columns."""

    cells: Mapping[str, str]
    locations: _LineLocations

    def cell(self, column: str) -> SourceCell:
        """Return the cell of a column, which is empty if the file doesn't have that."""
        return SourceCell(self.cells.get(column, ""), self.locations, column)


class _FolderReader:
    """Reads the rows of all tables but that of the report.

    Args:
        folder: The folder.
        problems: Collects what is wrong.
        progress: The progress callback.
    """

    def __init__(self, folder: Path, problems: SourceProblems, progress: Progress) -> None:
        self._folder = folder
        self._problems = problems
        self._progress = progress
        self._lines: dict[str, list[_Line]] = {}
        self._numbers: dict[str, list[int | None]] = {}
        self._names: dict[str, Names] = {}
        self._reader = CellReader(problems, self._names)

    def tables(self) -> dict[str, list[SourceRow]]:
        """Return the rows of each table."""
        tables = [table for table in COLUMNS if table != "report"]
        reading_files, reading_lines = in_halves(self._progress)
        counter = ProgressCounter(reading_files, len(tables))
        for table in tables:
            self._read_lines(table, counter)
            counter.advance()
        lines_in_all = sum(map(len, self._lines.values()))
        counter = ProgressCounter(reading_lines, lines_in_all, every=_LINES_BETWEEN_REPORTS)
        return {table: list(self._rows(table, counter)) for table in tables}

    def _read_lines(self, table: str, counter: ProgressCounter) -> None:
        problems = self._problems.problems
        count = len(problems)
        lines = _read_lines(self._folder / _file(table), COLUMNS[table], problems, counter)
        is_complete = len(problems) == count
        self._lines[table] = lines
        if table in LINK_TABLES:
            return
        self._numbers[table] = self._reader.row_numbers(line.cell("id") for line in lines)
        if table in NAME_COLUMNS and is_complete:  # or references may be to rows that are missing
            named = [
                (number, [name_in(line.cells.get(name, "")) for name in NAME_COLUMNS[table]])
                for number, line in zip(self._numbers[table], lines, strict=True)
            ]
            self._names[table] = Names(table, _file(table), named)

    def _rows(self, table: str, counter: ProgressCounter) -> Iterator[SourceRow]:
        for index, line in enumerate(self._lines[table]):
            counter.advance()
            values: dict[str, Value] = {}
            for column in line.cells:
                if column == "id":
                    values[column] = self._numbers[table][index]
                elif (table, column) not in _FIGURE:
                    values[column] = self._value(table, line, column)
            if table == "figures":
                values |= self._figure(line)
            yield SourceRow(line.locations.line, values)

    def _value(self, table: str, line: _Line, column: str) -> Value:
        about = COLUMNS[table][column]
        cell = line.cell(column)
        if (table, column) == ("figures", "measure_id"):
            return self._reader.measure(cell)
        if about.references:
            return self._reader.one(cell, about.references)
        heading = _HEADINGS.get((table, column)) or _plain_heading(column, about)
        return self._reader.value(cell, heading, table)

    def _figure(self, line: _Line) -> dict[str, Value]:
        """Return the figure, and its marker in its own column or, as in a workbook, behind it."""
        value, marker = self._reader.figure(line.cell("value"))
        return {"value": value, "marker": line.cells.get("marker", "").strip() or marker}


def _file(table: str) -> str:
    return f"{table}.csv"


def _plain_heading(column: str, about: Column) -> Heading:
    """Return the heading of a column that a workbook doesn't have."""
    content = Content.TEXT if about.type == "TEXT" else Content.WHOLE_NUMBER
    return Heading(column, column, content, about.description)


def _read_lines(
    file: Path, columns: Mapping[str, Column], problems: list[Problem], counter: ProgressCounter
) -> list[_Line]:
    """Return the lines below the headings. Those that can't be read are added to the problems."""
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
    for count, (line, cells) in enumerate(lines, 1):
        if not count % _LINES_BETWEEN_REPORTS:
            counter.advance(0)
        if len(cells) != len(headings):
            what = f"there {'is' if len(cells) == 1 else 'are'} {counted(len(cells), 'cell')}, but"
            what += f" {counted(len(headings), 'heading')}"
            remedy = f"put texts with {delimiter}s in quotation marks, and write every {delimiter}"
            problems.append(Problem(FileLocation(file.name, line), what, remedy))
            continue
        locations = _LineLocations(FileLocation(file.name, line), columns)
        rows.append(_Line(dict(zip(headings, cells, strict=True)), locations))
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
