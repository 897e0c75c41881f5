"""Writes CSV files that a spreadsheet program opens without running anything."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

# Programs may skip leading tabs and line breaks, and take full-width signs for the ASCII ones.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def escape_formula(text: str) -> str:
    """Return a cell that shows the text and is never run as a formula."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA_STARTS) else text


def unescape_formula(cell: str) -> str:
    """Return the text that `escape_formula` was given; an unescaped formula is returned as is."""
    if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA_STARTS):
        return cell[1:]
    return cell


Cell = str | int | float | None


def csv_file(headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """Return a CSV file as spreadsheets open it: UTF-8 with a byte order mark, no formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(map(_cell, row) for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Cell) -> str:
    if isinstance(value, str):
        return escape_formula(value)
    if isinstance(value, float):
        # All digits and no exponent: people, and some programs, can't read exponents.
        return f"{Decimal(repr(value)):f}"
    return "" if value is None else str(value)
