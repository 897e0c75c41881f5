"""A briefing written as a folder of CSV files, one for each table, and ``report.toml``.

Every CSV file is named as its table and its headings as the table's columns, in any order. A
column that need not be filled may be left out, and a line without text is passed over. Cells are
separated by commas, semicolons or tabs, as the headings are. Other files in the folder are passed
over too.

``report.toml`` holds the one row of the table ``report``. ``proof.csv``, if it is there, is what an
earlier build proved.

An apostrophe that keeps a spreadsheet from running a text as a formula is no part of the text:
where one or more apostrophes are followed by ``=``, ``+``, ``-``, ``@``, by one of these in full
width, by a tab or by a line break, one is taken off (see `spreadsheet_cells`). Others stay.

Whatever is wrong is found at once, in all files, and each problem names its file, line and column.
"""

import codecs
import csv
import io
import os
import re
import stat
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from briefing_app.authoring.author_warnings import advice
from briefing_app.database.columns import COLUMNS, Column
from briefing_app.database.source_rows import (
    BriefingRows,
    SourceRow,
    Value,
    VerifiedText,
    find_row_problems,
)
from briefing_app.errors import (
    FileLocation,
    Location,
    OutputError,
    Problem,
    SourceError,
    UnreadableSourceError,
)
from briefing_app.files.atomic_write import write_file
from briefing_app.files.safe_read import UnsuitableFileError, read_regular_file
from briefing_app.files.spreadsheet_cells import unescape_formula
from briefing_app.model.wording import counted

REPORT_FILE: Final = "report.toml"
PROOF_FILE: Final = "proof.csv"
FILES: Final = (REPORT_FILE, *(f"{table}.csv" for table in COLUMNS if table != "report"))
"""All that a briefing is read from in a folder, but for the proof."""

_LARGEST: Final = 50 * 2**20  # bytes; ten thousand findings take two million
_PROOF_COLUMNS: Final = VerifiedText._fields
_WHOLE: Final = re.compile("-?[0-9]{1,18}")
# As many digits as the smallest numbers take when they are written out.
_DECIMAL: Final = re.compile(r"-?[0-9]{1,18}\.[0-9]{1,324}")
_PROOF_LINE: Final = re.compile("[0-9]{1,18},[0-9a-f]{64},[0-9a-f]{64}")
_DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab"}
_YES_NO: Final = {"yes": 1, "no": 0}


def read_folder(path: Path) -> BriefingRows:
    """Read all rows of a briefing from a folder.

    Args:
        path: The folder.

    Returns:
        The rows, each knowing its file and line. A cell that is not of its column's type stands in
        them as text: that, and all that the rules say of rows, is for `builder.build` to find. What
        their author may want to look at is among their warnings.

    Raises:
        UnreadableSourceError: There is no such folder, or it can't be read.
        SourceError: A file is missing, can't be read, or is not laid out as its table. What the
            rules say of the rows that could be read is named with it, and what else their author
            may want to look at.
    """
    _check_folder(path)
    problems: list[Problem] = []
    tables = {"report": _read_report(path / REPORT_FILE, problems)}
    incomplete = {"report"} if problems else set()
    for table in COLUMNS:
        if table != "report":
            count = len(problems)
            tables[table] = _read_table(path / f"{table}.csv", COLUMNS[table], problems)
            if len(problems) > count:
                incomplete.add(table)
    rows = BriefingRows(path, tables, read_proof(proof_file(path), problems))
    rows = replace(rows, warnings=tuple(advice(rows, incomplete)))
    if problems:
        told = {problem.location for problem in problems}
        # Rows are missing, so a row that names one of them is not to blame.
        found = find_row_problems(rows, check_references=False)
        problems += [problem for problem in found if problem.location not in told]
        raise SourceError(path, problems, rows.warnings)
    return rows


def keep_proof(path: Path, proof: Iterable[VerifiedText]) -> Path:
    """Leave in a folder, or beside a workbook, what a build proved, for builds without the texts.

    What was kept there before stays if this can't be written whole.

    Args:
        path: The folder or the workbook.
        proof: What `builder.build` proved.

    Returns:
        The file written.

    Raises:
        OutputError: The file can't be written, or is something else than a proof.
    """
    file = proof_file(path)
    _refuse_what_is_no_proof(file)
    lines = [_PROOF_COLUMNS, *sorted(proof)]
    try:
        write_file(file, "".join(f"{','.join(map(str, line))}\n" for line in lines).encode())
    except OutputError as error:
        raise OutputError(file, f"The proof can’t be kept. {error.what}", error.remedy) from error
    return file


def proof_file(path: Path) -> Path:
    """Where the proof of a folder or of a workbook is kept."""
    # Unlike Path.is_file, it doesn't raise for a name that no file can have.
    is_file = os.path.isfile(path)  # noqa: PTH113
    return path.with_name(f"{path.stem}.{PROOF_FILE}") if is_file else path / PROOF_FILE


def _refuse_what_is_no_proof(file: Path) -> None:
    no_proof: list[Problem] = []
    if file.is_file():
        read_proof(file, no_proof)
    if no_proof:
        raise OutputError(
            file,
            f"The proof can’t be kept. {file.name} is there, and is no proof.",
            "Move that file away.",
        )


def _check_folder(path: Path) -> None:
    remedy = f"Name the folder that holds {REPORT_FILE} and a CSV file for each table."
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
        if is_folder:
            with suppress(FileNotFoundError):
                # Which fails where the files of a folder may not be reached.
                (path / REPORT_FILE).stat()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise UnreadableSourceError(path, "There is no such folder.", remedy) from error
    except OSError as error:
        what = f"It can’t be read: {error.strerror or error}."
        raise UnreadableSourceError(path, what, "Check that you may read it.") from error
    if not is_folder:
        raise UnreadableSourceError(path, "This is not a folder.", remedy)


def _read_text(file: Path, problems: list[Problem], remedy: str) -> str | None:
    try:
        content = read_regular_file(file, _LARGEST)
    except UnsuitableFileError as error:
        what = f"the file can’t be read: it is {error.what}"
        problems.append(Problem(FileLocation(file.name), what, "put a file of text in its place"))
        return None
    except FileNotFoundError:
        problems.append(Problem(FileLocation(file.name), "the file is missing", remedy))
        return None
    except OSError as error:
        what = f"the file can’t be read: {error.strerror or error}"
        problems.append(Problem(FileLocation(file.name), what, "check that you may read it"))
        return None
    if b"\0" in content[:2] or content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        what = "the file is UTF-16, which programs call Unicode text, not UTF-8"
        problems.append(Problem(FileLocation(file.name), what, _as_utf_8(file)))
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = "the file is not UTF-8, but perhaps of Windows’ own encoding"
        problems.append(Problem(FileLocation(file.name, line), what, _as_utf_8(file)))
        return None


def _as_utf_8(file: Path) -> str:
    return f"save it as {'CSV ' if file.suffix == '.csv' else ''}UTF-8"


def _read_report(file: Path, problems: list[Problem]) -> list[SourceRow]:
    text = _read_text(file, problems, "make it; it holds the briefing’s title and language")
    if text is None:
        return []
    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what = f"the file is not TOML: {error}"
        problems.append(
            Problem(FileLocation(file.name), what, 'write each line as: title = "Text"')
        )
        return []
    columns = [column for column in COLUMNS["report"] if column != "id"]
    values: dict[str, Value] = {"id": 1}
    for name, value in entries.items():
        location = FileLocation(file.name, column=name)
        if name not in columns:
            what = "a briefing has no such entry"
            problems.append(Problem(location, what, f"use only: {', '.join(columns)}"))
        elif isinstance(value, str):
            values[name] = value
        else:
            problems.append(Problem(location, "this is not text", "put it in quotation marks"))
    places = {column: FileLocation(file.name, column=column) for column in columns}
    return [SourceRow(FileLocation(file.name), values, places)]


def _read_table(file: Path, columns: dict[str, Column], problems: list[Problem]) -> list[SourceRow]:
    needed = [name for name, column in columns.items() if not column.is_optional]
    text = _read_text(
        file, problems, f"make it; the headings {', '.join(needed)} are enough if it has no rows"
    )
    if text is None:
        return []
    lines = _lines(file, text, problems)
    line, headings = next(lines, (1, []))
    headings = [heading.strip() for heading in headings]
    wrong = list(_wrong_headings(FileLocation(file.name, line), headings, columns))
    if wrong:
        problems += wrong
        return []
    rows = []
    sign = _DELIMITERS[_delimiter(text)]
    for line, cells in lines:
        location = FileLocation(file.name, line)
        if len(cells) != len(headings):
            verb = "is" if len(cells) == 1 else "are"
            under = counted(len(headings), "heading")
            what = f"there {verb} {counted(len(cells), 'cell')} under {under}"
            remedy = f"put text with {sign}s in quotation marks, and write every {sign}"
            problems.append(Problem(location, what, remedy))
            continue
        values = {
            heading: _value(cell, columns[heading])
            for heading, cell in zip(headings, cells, strict=True)
        }
        rows.append(SourceRow(location, values))
    return rows


def _lines(file: Path, text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The number of each line that is not blank, and its cells.

    Cells are in the file's own words, but for line breaks, which are made alike. A spreadsheet may
    write empty cells after the last heading; they are taken off. Where a comma stands before
    decimals, spreadsheets set semicolons between the cells.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=_delimiter(text))
    width = 0
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            what = f"from here on the file is not CSV: {error}"
            remedy = "check that each quotation mark has its partner"
            problems.append(Problem(FileLocation(file.name, line), what, remedy))
            return
        if not any(cell.strip() for cell in cells):
            continue
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        width = width or len(cells)
        yield line, [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]


def _delimiter(text: str) -> str:
    """What stands between the cells, which is the same as between the headings."""
    headings = re.split("[\r\n]", text.lstrip(), maxsplit=1)[0]
    return next((sign for sign in _DELIMITERS if sign in headings), ",")


def _wrong_headings(
    location: Location, headings: list[str], columns: dict[str, Column]
) -> Iterator[Problem]:
    for number, heading in enumerate(headings):
        if heading not in columns:
            what = f"there is no column “{heading}”"
            yield Problem(location, what, f"use only: {', '.join(columns)}")
        elif heading in headings[:number]:
            yield Problem(location, f"the column {heading} stands twice", "take one of them out")
    for name, column in columns.items():
        if name not in headings and not column.is_optional:
            yield Problem(location, f"the column {name} is missing", "add it")


def _value(cell: str, column: Column) -> Value:
    """A cell as its column's type, or as its text if it is not of that type."""
    if column.type == "TEXT":
        return unescape_formula(cell)
    text = cell.strip()
    if not text:
        return column.default
    if column.is_boolean and text.lower() in _YES_NO:
        return _YES_NO[text.lower()]
    if _WHOLE.fullmatch(text):
        return int(text)
    if column.type == "ANY" and _DECIMAL.fullmatch(text):
        return float(text)
    return text


def read_proof(file: Path, problems: list[Problem]) -> frozenset[VerifiedText]:
    """Read what an earlier build proved; nothing if it left no such file.

    Args:
        file: The file, as `proof_file` names it.
        problems: Where to tell what is wrong with it.
    """
    if not file.exists():
        return frozenset()
    text = _read_text(file, problems, "")
    proof: list[VerifiedText] = []
    for line, cells in () if text is None else _lines(file, text, problems):
        if tuple(cells) == _PROOF_COLUMNS and not proof:
            continue
        if not _PROOF_LINE.fullmatch(",".join(cells)):
            what = "this is not a line of a proof"
            remedy = "move it away or delete it, and build with the source’s text to write it anew"
            problems.append(Problem(FileLocation(file.name, line), what, remedy))
            continue
        source, source_sha256, text_sha256 = cells
        proof.append(VerifiedText(int(source), source_sha256, text_sha256))
    return frozenset(proof)
