"""Rows of `personal.db` become values here, and only if they are sound.

The tables are STRICT, but a damaged file, or another program, can have anything in a cell. A row
that isn't sound is left out wherever it is read, and stays in the file as it is.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

logger = logging.getLogger(__name__)

DAMAGED_CELL: Final = (TypeError, ValueError, RecursionError)
"""The errors that mean that a cell isn't what its column may hold."""

_Value = TypeVar("_Value")


class DamagedRows:
    """The rows that were left out. Each is logged once, by its table and rowid, without words."""

    def __init__(self) -> None:
        self._rows: set[tuple[str, int]] = set()

    def __bool__(self) -> bool:
        return bool(self._rows)

    def sound(
        self,
        table: str,
        rows: Iterable[Sequence[Any]],
        make: Callable[..., _Value],
    ) -> list[_Value]:
        """Return the values of the sound rows of a table.

        Args:
            table: The name of the table.
            rows: The rowid and the cells of each row.
            make: Makes a value from the cells. It raises one of `DAMAGED_CELL` if they are not
                what the table may hold.
        """
        values = []
        for row, *cells in rows:
            try:
                values.append(make(*cells))
            except DAMAGED_CELL:
                self.leave_out(table, row)
        return values

    def leave_out(self, table: str, row: int) -> None:
        """Log that a row, or a part of it, isn't sound."""
        if (table, row) not in self._rows:
            self._rows.add((table, row))
            logger.error("Personal data is damaged: %s, row %d is left out", table, row)


MAX_TEXT: Final = 2_000_000
"""How many characters a text may have: more than a running order with a note on each slide."""


def text(cell: object, most: int = MAX_TEXT) -> str:
    """Return a cell that is a text, of a length for which a window needn't wait.

    Raises:
        TypeError: It is something else.
        ValueError: It is longer than the most that the program keeps there.
    """
    if not isinstance(cell, str):
        raise TypeError
    if len(cell) > most:
        raise ValueError
    return cell


def number(cell: object, least: int, most: int) -> int:
    """Return a cell that is a whole number within limits.

    Raises:
        TypeError: It is no whole number.
        ValueError: It is beyond a limit.
    """
    if type(cell) is not int:
        raise TypeError
    if not least <= cell <= most:
        raise ValueError
    return cell


def flag(cell: object) -> bool:
    """Return a cell that is 0 or 1.

    Raises:
        TypeError: It is no whole number.
        ValueError: It is another number.
    """
    return bool(number(cell, 0, 1))


def seconds(cell: object) -> float:
    """Return a cell that is a number of seconds, of 30 years at most.

    Raises:
        TypeError: It is no number.
        ValueError: It is beyond a limit.
    """
    if type(cell) not in {int, float}:
        raise TypeError
    if not 0 <= float(cell) <= 1e9:  # type: ignore[arg-type]
        raise ValueError
    return float(cell)  # type: ignore[arg-type]


def moment(cell: object) -> datetime:
    """Return a cell that is a time as it is stored, one that every system can show as local time.

    Raises:
        TypeError: It is no text.
        ValueError: It is no such time, or of another century.
    """
    found = datetime.fromisoformat(text(cell))
    if found.tzinfo != UTC or not 2000 <= found.year < 2100:
        raise ValueError
    return found
