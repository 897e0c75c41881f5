"""Reading the text and CSV files of a folder."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from briefing_app.files.reading import UnsuitableFileError, read_regular_file
from briefing_app.problems import FileLocation, Problem

_MAX_SIZE: Final = 50 * 2**20  # bytes; ten thousand findings take two million

DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab"}
"""Delimiter to its name."""


def read_text_file(file: Path, problems: list[Problem], remedy_if_missing: str) -> str | None:
    """Return the text of a file; None if it can't be read, which is added to the problems."""
    location = FileLocation(file.name)
    try:
        content = read_regular_file(file, _MAX_SIZE)
    except UnsuitableFileError as error:
        what = f"the file can’t be read: it is {error.what}"
        problems.append(Problem(location, what, "replace it with a text file"))
        return None
    except FileNotFoundError:
        problems.append(Problem(location, "the file is missing", remedy_if_missing))
        return None
    except OSError as error:
        what = f"the file can’t be read: {error.strerror or error}"
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
