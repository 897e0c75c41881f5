"""The text and CSV files of a source, and the proof file among them.

The proof file records the quotes that a build checked against the source’s text.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from briefing_app.database.source_rows import VerifiedText
from briefing_app.errors import OutputError
from briefing_app.files.atomic import write_file
from briefing_app.files.on_disk import (
    UnsuitableFileError,
    exists,
    is_file,
    read_regular_file,
    reason,
)
from briefing_app.problems import FileLocation, Problem

_MAX_SIZE: Final = 50 * 2**20  # bytes; ten thousand findings take two million

DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab"}
"""Delimiter to its name."""

PROOF_FILE: Final = "proof.csv"
PROOF_COLUMNS: Final = VerifiedText._fields
_PROOF_LINE: Final = re.compile("[0-9]{1,18},[0-9a-f]{64},[0-9a-f]{64}")


def read_text_file(file: Path, problems: list[Problem], remedy_if_missing: str) -> str | None:
    """Return the text of a file; None if it can't be read, which is added to the problems."""
    location = FileLocation(file.name)
    try:
        content = read_regular_file(file, _MAX_SIZE)
    except UnsuitableFileError as error:
        what = f"the file can’t be read: it is {error}"
        problems.append(Problem(location, what, "replace it with a text file"))
        return None
    except FileNotFoundError:
        problems.append(Problem(location, "the file is missing", remedy_if_missing))
        return None
    except OSError as error:
        what = f"the file can’t be read: {reason(error)}"
        problems.append(Problem(location, what, "check that you have permission to read it"))
        return None
    if b"\0" in content[:2] or content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        what = "the file is in UTF-16, also called Unicode text, instead of UTF-8"
        problems.append(Problem(location, what, _save_as_utf_8(file)))
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = "the file isn’t in UTF-8, but probably in a Windows encoding"
        problems.append(Problem(FileLocation(file.name, line), what, _save_as_utf_8(file)))
        return None


def csv_lines(file: Path, text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    r"""Yield the number of each line that is not blank, and its cells.

    Line breaks within cells become ``\n``; empty cells after the last heading, which spreadsheet
    programs may write, are removed.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter_of(text))
    width = 0
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            what = f"from here on, the file isn’t valid CSV: {error}"
            remedy = "check that each quotation mark has a closing one"
            problems.append(Problem(FileLocation(file.name, line), what, remedy))
            return
        if not any(cell.strip() for cell in cells):
            continue
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        width = width or len(cells)
        yield line, [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]


def delimiter_of(text: str) -> str:
    """Return the delimiter of the headings, which all lines use.

    Spreadsheet programs use semicolons in countries with a decimal comma.
    """
    headings = re.split("[\r\n]", text.lstrip(), maxsplit=1)[0]
    return next((delimiter for delimiter in DELIMITERS if delimiter in headings), ",")


def _save_as_utf_8(file: Path) -> str:
    return f"save it as {'CSV ' if file.suffix == '.csv' else ''}UTF-8"


def proof_file(source: Path) -> Path:
    """Return the path of the proof file of a folder or a workbook."""
    return (
        source.with_name(f"{source.stem}.{PROOF_FILE}") if is_file(source) else source / PROOF_FILE
    )


def read_proof(file: Path, problems: list[Problem]) -> frozenset[VerifiedText]:
    """Read a proof file; return nothing if there is none.

    Args:
        file: The file, from `proof_file`.
        problems: Collects what is wrong with it.
    """
    if not exists(file):
        return frozenset()
    text = read_text_file(file, problems, "")
    proof: list[VerifiedText] = []
    for line, cells in () if text is None else csv_lines(file, text, problems):
        if tuple(cells) == PROOF_COLUMNS and not proof:
            continue
        if not _PROOF_LINE.fullmatch(",".join(cells)):
            what = "this isn’t a line of a proof file"
            remedy = "delete the file, and build with the source’s text to write it again"
            problems.append(Problem(FileLocation(file.name, line), what, remedy))
            continue
        source_id, source_sha256, text_sha256 = cells
        proof.append(VerifiedText(int(source_id), source_sha256, text_sha256))
    return frozenset(proof)


def keep_proof(source: Path, proof: Iterable[VerifiedText]) -> Path:
    """Write the proof file of a folder or a workbook, for builds without the source's text.

    Args:
        source: The folder or the workbook.
        proof: The texts that `builder.build` verified.

    Returns:
        The file.

    Raises:
        OutputError: The file can't be written, or is not a proof file. It is unchanged.
    """
    file = proof_file(source)
    _refuse_other_file(file)
    lines = [PROOF_COLUMNS, *sorted(proof)]
    try:
        write_file(file, "".join(f"{','.join(map(str, line))}\n" for line in lines).encode())
    except OutputError as error:
        what = f"The proof can’t be saved. {error.what}"
        raise OutputError(file, what, error.remedy) from error
    return file


def _refuse_other_file(file: Path) -> None:
    problems: list[Problem] = []
    if is_file(file):
        read_proof(file, problems)
    if problems:
        what = f"The proof can’t be saved: {file.name} exists and isn’t a proof file."
        raise OutputError(file, what, "Move that file away.")
