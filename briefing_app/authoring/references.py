"""References from one sheet to the rows of another, by number or by name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from briefing_app.authoring.cell_values import (
    CellError,
    displayed,
    read_whole_number,
)
from briefing_app.authoring.grid import Cell, is_blank
from briefing_app.model.text import single_line

SEPARATOR: Final = ";"

NAME_COLUMNS: Final = {
    "sources": ("title",),
    "speakers": ("name",),
    "forces": ("short_name", "name"),
    "findings": ("key",),
    "quotes": (),
    "measures": ("title",),
}
"""Table to the columns by which a row can be named; the first is the one that people write."""

SINGULAR: Final = {
    "sources": "source",
    "speakers": "speaker",
    "forces": "force",
    "findings": "finding",
    "quotes": "quote",
    "measures": "measure",
}
"""Table to the word for one of its rows."""

_TOTAL: Final = re.compile(  # total rows that tables have below the forces
    r"(grand )?totals?\b.*|sum|all( forces)?|overall|average|mean|median"
    r"|england( (and|&) wales)?|wales|(the )?united kingdom|uk|(great )?britain"
)
_MAX_SUGGESTIONS: Final = 50  # each takes a while among ten thousand names


class MissingReferenceError(CellError):
    """A reference to a row that may exist, but whose number could not be read."""


class Names:
    """The numbers and names by which the rows of a table can be referred to.

    A row of whose names the first is missing is explained by that alone: what is probably its
    short form refers to it, and is no mistake of its own.

    Args:
        table: The table.
        sheet: The sheet with its rows.
        rows: The number of each row, None if it could not be read, and the row's names.
    """

    def __init__(
        self, table: str, sheet: str, rows: Iterable[tuple[int | None, Sequence[str]]]
    ) -> None:
        self._singular = SINGULAR[table]
        self._sheet = sheet
        self._numbers: set[int] = set()
        self._by_name: defaultdict[str, set[int]] = defaultdict(set)
        self._by_folded_name: defaultdict[str, set[int]] = defaultdict(set)
        self._spelling: dict[str, str] = {}
        self._first_names: dict[int, str] = {}
        self._suggestions_left = _MAX_SUGGESTIONS
        self._has_unreadable_rows = False
        self._unreadable_names: set[str] = set()
        self._names_to_shorten: list[str] = []
        self.count = 0
        for number, names in rows:
            self.count += 1
            if number is None:
                self._has_unreadable_rows = True
                self._unreadable_names.update(map(_folded, names))
                continue
            self._numbers.add(number)
            if names and not names[0].strip():
                self._names_to_shorten += filter(str.strip, names[1:])
            self._first_names.update((number, name) for name in names[:1] if name)
            for name in filter(None, names):
                self._by_name[name].add(number)
                self._by_folded_name[_folded(name)].add(number)
                self._spelling[_folded(name)] = name

    def name_of(self, number: int) -> str:
        """Return the first name of a row, or its number if it has no name."""
        return self._first_names.get(number, str(number))

    @property
    def only(self) -> int | None:
        """The number of the only row, if there is just one."""
        return next(iter(self._numbers), None) if self.count == 1 else None

    def one(self, cell: Cell) -> int | None:
        """Return the row that a cell refers to; None if the cell is blank.

        Raises:
            MissingReferenceError: It may refer to a row whose number could not be read.
            CellError: There is no such row, several have the name, or the cell names several.
        """
        if is_blank(cell):
            return None
        found = self._find(cell)
        if found is not None:
            return found
        if isinstance(cell, str) and self._names_several(cell):
            raise CellError(f"“{cell}” refers to several", f"write only one {self._singular}")
        raise self._unknown(cell)

    def several(self, cell: Cell) -> list[int]:
        """Return the rows that a cell refers to, separated by semicolons or commas, in its order.

        Raises:
            MissingReferenceError: It may refer to a row whose number could not be read.
            CellError: There is no such row, several have the name, or one appears twice.
        """
        found: list[int] = []
        text = cell if isinstance(cell, str) else displayed(cell)
        for part in _parts(text):
            number = self._find(part)
            numbers = [number] if number is not None else self._find_between_commas(part)
            for each in numbers:
                if each in found:
                    raise CellError(f"“{part}” appears twice", "delete one of the two")
                found.append(each)
        return found

    def _find_between_commas(self, part: str) -> list[int]:
        """Find rows that are separated by commas instead of semicolons."""
        parts = _parts(part, ",")
        numbers = [self._find(each) for each in parts]
        found = [number for number in numbers if number is not None]
        if len(parts) > 1 and len(found) == len(parts):
            return found
        if found:  # so the commas do separate
            raise self._unknown(parts[numbers.index(None)])
        raise self._unknown(part, *parts)

    def _names_several(self, cell: str) -> bool:
        """Return whether semicolons, or commas between known rows, separate a cell's text."""
        by_comma = _parts(cell, ",")
        return len(_parts(cell)) > 1 or (
            len(by_comma) > 1 and all(self._find(part) is not None for part in by_comma)
        )

    def _find(self, cell: Cell) -> int | None:
        number = read_whole_number(cell)
        if number in self._numbers:
            return number
        name = cell if isinstance(cell, str) else displayed(cell)
        found = self._by_name.get(name) or self._by_folded_name.get(_folded(name), set())
        if len(found) > 1:
            numbers = ", ".join(map(str, sorted(found)))
            what = f"several rows of the sheet {self._sheet} have the name “{name.strip()}”"
            raise CellError(what, f"write a number instead: {numbers}")
        return next(iter(found), None)

    def _may_be_unreadable(self, cell: Cell) -> bool:
        is_number = read_whole_number(cell) is not None
        name = displayed(cell)
        return any(_may_shorten(name, full) for full in self._names_to_shorten) or (
            self._has_unreadable_rows and (is_number or _folded(name) in self._unreadable_names)
        )

    def _unknown(self, cell: Cell, *parts: str) -> CellError:
        """Return the error for a cell, or for one of its parts, that refers to nothing."""
        name = displayed(cell)
        what = f"there is no {self._singular} “{name}”"
        if any(map(self._may_be_unreadable, (cell, *parts))):
            return MissingReferenceError(what, f"fix the numbers in the sheet {self._sheet} first")
        if self._singular == "force" and _TOTAL.fullmatch(_folded(name)):
            return CellError(what, "delete the row if it is a total of several forces")
        suggestion = self._suggestion(name)
        if suggestion:
            return CellError(what, f"did you mean “{suggestion}”?")
        if len(parts) > 1:
            return CellError(what, f"separate several with semicolons: {'; '.join(parts)}")
        number_or_name = "number or name" if self._spelling else "number"
        return CellError(what, f"write a {number_or_name} from the sheet {self._sheet}")

    def _suggestion(self, name: str) -> str:
        if not self._suggestions_left:
            return ""
        self._suggestions_left -= 1
        near = get_close_matches(_folded(name), list(self._spelling), n=1)
        return self._spelling[near[0]] if near else ""


def _parts(cell: str, separator: str = SEPARATOR) -> list[str]:
    return [part for part in (part.strip() for part in cell.split(separator)) if part]


def _may_shorten(short: str, name: str) -> bool:
    """Return whether a text may be the short form of a name: some of its words, or initials."""
    words, own = _folded(name).split(), _folded(short).replace(".", "").split()
    if not own:
        return False
    are_words = all(any(word.startswith(each) for word in words) for each in own)
    initials = "".join(word[0] for word in words)
    return are_words or (len(own) == 1 and len(own[0]) > 1 and initials.startswith(own[0]))


def _folded(name: str) -> str:
    """Return a name without differences in white space, case and shape of apostrophes."""
    return single_line(name).casefold().replace("’", "'")
