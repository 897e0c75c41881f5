"""Writing CSV files that spreadsheet programs open without running anything."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from briefing_app.files.spreadsheet_cells import escape_formula

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
