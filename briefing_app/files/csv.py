"""Writes CSV files that a spreadsheet program opens without running anything."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final, TypeAlias

Cell: TypeAlias = str | int | float | None

# Programs skip spaces and characters that can't be seen, and take full-width and small signs for
# the ASCII ones. Quotation marks vanish where a cell starts with them.
_SKIPPED: Final = (
    r"'\"\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5"
    r"\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff"
    r"\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_FORMULA: Final = rf"[{_SKIPPED}]*[-=+@＝＋－＠﹦﹢﹣﹫]"

# A program that expects another delimiter than the comma starts a cell after each of these, even
# between quotation marks, which it heeds only where a cell starts with one.
_START: Final = r"(?:\A|(?<=[;|\t\n\r]))"
_TO_ESCAPE: Final = rf"{_START}(?={_FORMULA})|\A(?='*[\t\n\r])"
_ESCAPED: Final = rf"{_START}'(?={_FORMULA})|\A'(?='*[\t\n\r])"


def escape_formula(text: str) -> str:
    """Return a cell that shows the text and is never run as a formula, nor is a part of it."""
    return re.sub(_TO_ESCAPE, "'", text)


def unescape_formula(cell: str) -> str:
    """Return the text that `escape_formula` was given; an unescaped formula is returned as is."""
    return re.sub(_ESCAPED, "", cell)


def csv_file(headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """Return a CSV file as spreadsheets open it: UTF-8 with a byte order mark, no formulas."""
    lines = (",".join(map(_cell, row)) for row in (headings, *rows))
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _cell(value: Cell) -> str:
    if isinstance(value, str):
        return '"{}"'.format(escape_formula(value).replace('"', '""'))
    if isinstance(value, float):
        # All digits and no exponent: people, and some programs, can't read exponents.
        return f"{Decimal(repr(value)):f}"
    return "" if value is None else str(value)
