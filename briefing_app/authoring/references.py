"""How one sheet names the rows of another: by their numbers, or by what they are called."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from briefing_app.authoring.spreadsheets.cell_values import CellError, is_blank, number, shown
from briefing_app.authoring.spreadsheets.grid import Cell
from briefing_app.model.text import single_line

SEPARATOR: Final = ";"
_TOTAL: Final = re.compile(  # what stands below the forces in a table
    r"(grand )?totals?\b.*|sum|all( forces)?|overall|average|mean|median"
    r"|england( (and|&) wales)?|wales|(the )?united kingdom|uk|(great )?britain"
)
_MOST_GUESSES: Final = 50  # of what may be meant: among ten thousand names each takes a while
SINGULAR: Final = {
    "sources": "source",
    "speakers": "speaker",
    "forces": "force",
    "findings": "finding",
    "quotes": "quote",
    "measures": "measure",
}
"""What a row of a table is called."""


class MissingReferenceError(CellError):
    """A row that may well be there, but whose number can't be told."""


class Names:
    """What the rows of a table can be named by.

    Args:
        table: The table.
        sheet: The sheet that its rows stand in.
        rows: The number of each row, if it can be told, and what it is called.
    """

    def __init__(
        self, table: str, sheet: str, rows: Iterable[tuple[int | None, Sequence[str]]]
    ) -> None:
        self._called = SINGULAR[table]
        self._sheet = sheet
        self._numbers: set[int] = set()
        self._exact: defaultdict[str, set[int]] = defaultdict(set)
        self._alike: defaultdict[str, set[int]] = defaultdict(set)
        self._spelt: dict[str, str] = {}
        self._first: dict[int, str] = {}
        self._guesses = _MOST_GUESSES
        self._is_lost = False
        self.count = 0
        self._lost: set[str] = set()
        for row, names in rows:
            self.count += 1
            if row is None:
                self._is_lost = True
                self._lost.update(map(_folded, names))
                continue
            self._numbers.add(row)
            self._first.update((row, name) for name in names[:1] if name)
            for name in filter(None, names):
                self._exact[name].add(row)
                self._alike[_folded(name)].add(row)
                self._spelt[_folded(name)] = name

    def called(self, row: int) -> str:
        """The first of what a row is called; its number where it is called nothing."""
        return self._first.get(row, str(row))

    @property
    def only(self) -> int | None:
        """The number of the one row that there is, if there is just one."""
        return next(iter(self._numbers), None) if self.count == 1 else None

    def one(self, cell: Cell) -> int | None:
        """The row that a cell names; None if the cell is blank.

        Raises:
            LostRowError: It may name a row whose number can't be told.
            CellError: There is no such row, several are called so, or several are named.
        """
        if is_blank(cell):
            return None
        found = self._find(cell)
        if found is not None:
            return found
        if isinstance(cell, str) and len(list(_parts(cell))) > 1:
            raise CellError(f"“{cell}” names several", f"name one {self._called}")
        raise self._unknown(cell)

    def several(self, cell: Cell) -> list[int]:
        """The rows that a cell names, with semicolons between, in its order.

        Raises:
            LostRowError: It may name a row whose number can't be told.
            CellError: There is no such row, several are called so, or one is named twice.
        """
        found: list[int] = []
        if not isinstance(cell, str):
            cell = shown(cell)
        for part in _parts(cell):
            row = self._find(part)
            rows = [row] if row is not None else self._with_commas(part)
            for each in rows:
                if each in found:
                    raise CellError(f"“{part}” is named twice", "take one of them out")
                found.append(each)
        return found

    def _with_commas(self, part: str) -> list[int]:
        """The rows of a part in which commas stand for semicolons."""
        parts = [each.strip() for each in part.split(",") if each.strip()]
        rows = [self._find(each) for each in parts]
        if len(rows) > 1 and all(number(each) is not None for each in parts) and None in rows:
            raise self._unknown(parts[rows.index(None)])
        if len(rows) < 2 or None in rows:
            raise self._unknown(part, *parts)
        return [row for row in rows if row is not None]

    def _find(self, cell: Cell) -> int | None:
        by_number = number(cell)
        if by_number in self._numbers:
            return by_number
        name = cell if isinstance(cell, str) else shown(cell)
        rows = self._exact.get(name) or self._alike.get(_folded(name), set())
        if len(rows) > 1:
            numbers = ", ".join(map(str, sorted(rows)))
            raise CellError(
                f"several are called “{name.strip()}”", f"write a number instead: {numbers}"
            )
        return next(iter(rows), None)

    def _may_be_lost(self, cell: Cell) -> bool:
        return self._is_lost and (number(cell) is not None or _folded(shown(cell)) in self._lost)

    def _unknown(self, cell: Cell, *parts: Cell) -> CellError:
        """What to tell of a cell, or of one of the parts that it may be made of."""
        from difflib import get_close_matches  # noqa: PLC0415, seldom needed

        name = shown(cell)
        what = f"there is no {self._called} “{name}”"
        if any(map(self._may_be_lost, (cell, *parts))):
            return MissingReferenceError(what, f"mend the numbers in the sheet {self._sheet} first")
        if self._called == "force" and _TOTAL.fullmatch(_folded(name)):
            return CellError(what, "leave it out if it stands for several forces together")
        near = []
        if self._guesses:
            self._guesses -= 1
            near = get_close_matches(_folded(name), list(self._spelt), n=1)
        if near:
            return CellError(what, f"did you mean “{self._spelt[near[0]]}”?")
        by = "its number or name" if self._spelt else "its number"
        return CellError(what, f"write {by} as it stands in the sheet {self._sheet}")


def _parts(cell: str) -> list[str]:
    return [part for part in (part.strip() for part in re.split(SEPARATOR, cell)) if part]


def _folded(name: str) -> str:
    """A name without what nobody sees: white space, capitals, and the shape of apostrophes."""
    return single_line(name).casefold().replace("’", "'")
