"""What the cells of an Excel workbook refer to: shared texts, number formats and dates."""

import datetime as dt
import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from briefing_app.authoring.archive import (
    Advance,
    LocalNames,
    NotASheetError,
    create_parser,
    parse,
)
from briefing_app.authoring.grid import Cell

_DEPTH_OF_TEXTS: Final = 2
_ESCAPED: Final = re.compile("_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")  # no half of a character

_TEXT_IN_FORMAT: Final = re.compile(r'"[^"]*"|[\\_*].')
_ELAPSED_TIME: Final = re.compile(r"(?i)\[(?:h+|m+|s+)\]")
_IN_BRACKETS: Final = re.compile(r"\[[^\]]*\]")
_PART_OF_DATE: Final = re.compile("(?i)[dmyhs]")

_NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?")
_MS_OF_DAY: Final = 24 * 60 * 60 * 1000
_LEAP_DAY_OF_1900: Final = 60  # Excel counts this day, which never was


_BUILT_IN_DATES: Final = (*range(14, 23), *range(27, 37), 45, 47, *range(50, 59))


class NumberFormat(Enum):
    """How a cell shows its number, if not as a number."""

    PERCENTAGE = auto()
    DATE = auto()
    ELAPSED_TIME = auto()


_BUILT_IN_FORMATS: Final = (
    dict.fromkeys(("9", "10"), NumberFormat.PERCENTAGE)
    | dict.fromkeys(map(str, _BUILT_IN_DATES), NumberFormat.DATE)
    | {"46": NumberFormat.ELAPSED_TIME}
)
"""The formats that workbooks need not define."""


def read_shared_texts(part: bytes, advance: Advance) -> list[str]:
    """Return the texts that cells refer to by their index."""
    local_names = LocalNames()
    texts: list[str] = []
    path: list[str] = []
    pieces: list[str] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        local = local_names[name]
        path.append(local)
        if (local == "sst", local == "si") != (len(path) == 1, len(path) == _DEPTH_OF_TEXTS):
            raise NotASheetError
        if local == "si":
            texts.append("")
        pieces.clear()

    def end(_name: str) -> None:
        if is_piece_of_text(path):
            texts[-1] += unescaped("".join(pieces))
        path.pop()

    parse(create_parser(start, end, pieces.append), part, advance)
    return texts


def is_piece_of_text(path: Sequence[str]) -> bool:
    """Return whether an element contains a part of a cell's text.

    Args:
        path: The names of the elements around it, and its own.
    """
    return path[-1] == "t" and "rPh" not in path  # the pronunciation of a text


def unescaped(text: str) -> str:
    """Return a text with the characters that XML can't contain, written as ``_x000D_``."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def read_number_formats(part: bytes, advance: Advance) -> dict[str, NumberFormat]:
    """Return the number formats of styles, by the name with which cells refer to the style."""
    local_names = LocalNames()
    formats = dict(_BUILT_IN_FORMATS)
    found: dict[str, NumberFormat] = {}
    styles = 0
    path: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal styles
        path.append(local_names[name])
        number = attributes.get("numFmtId", "")
        if path[-1] == "numFmt":
            formats.pop(number, None)
            if number_format := _number_format(attributes.get("formatCode", "")):
                formats[number] = number_format
        elif path[-2:] == ["cellXfs", "xf"]:
            if number in formats:
                found[str(styles)] = formats[number]
            styles += 1

    parse(create_parser(start, lambda _name: path.pop()), part, advance)
    return found


def read_number(text: str) -> float:
    """Return a number as a workbook stores it.

    Raises:
        NotASheetError: It is none, or too large.
    """
    if not _NUMBER.fullmatch(text) or (number := float(text)) in {float("inf"), -float("inf")}:
        raise NotASheetError
    return number


def read_time(days: float, number_format: NumberFormat, *, is_from_1904: bool) -> Cell:
    """Return the date, the time or both that a cell shows; its number if that means none.

    Args:
        days: The number of the cell: days since the first date, or an elapsed time.
        number_format: Which of the two it is.
        is_from_1904: Whether dates count from 1904, as in some old workbooks.
    """
    try:
        length = dt.timedelta(milliseconds=round(days * _MS_OF_DAY))
        if number_format is NumberFormat.ELAPSED_TIME:
            return length
        first = dt.date(1904, 1, 1) if is_from_1904 else dt.date(1899, 12, 30)
        if length.days < _LEAP_DAY_OF_1900 and not is_from_1904:
            first = dt.date(1899, 12, 31)
        moment = dt.datetime.combine(first, dt.time()) + length
    except OverflowError:
        return days
    if days < 0:
        return days
    if days < 1:
        return moment.time()
    return moment if moment.time() != dt.time() else moment.date()


def _number_format(code: str) -> NumberFormat | None:
    code = _TEXT_IN_FORMAT.sub("", code)
    if _ELAPSED_TIME.search(code):
        return NumberFormat.ELAPSED_TIME
    code = _IN_BRACKETS.sub("", code)
    if "%" in code:
        return NumberFormat.PERCENTAGE
    return NumberFormat.DATE if _PART_OF_DATE.search(code) else None
