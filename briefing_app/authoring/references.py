"""References from one sheet to the rows of another, by number or by name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from briefing_app.authoring.cell_values import (
    CellError,
    displayed,
    read_whole_number,
)
from briefing_app.authoring.grid import Cell, is_blank
from briefing_app.database.columns import UNIQUE_COLUMNS
from briefing_app.database.rules import SINGULAR, WRITTEN
from briefing_app.model.text import single_line

SEPARATOR: Final = ";"

NAME_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "sources": ("title",),
    "speakers": ("name",),
    "forces": ("short_name", "name"),
    "findings": ("key",),
    "quotes": (),
    "measures": ("title",),
}
"""Table to the columns by which a row can be named; the first is the one that people write."""

_TOTAL: Final = re.compile(  # total rows that tables have below the forces
    r"(grand )?totals?\b.*|sum|all( forces)?|overall|average|mean|median"
    r"|england( (and|&) wales)?|wales|(the )?united kingdom|uk|(great )?britain"
    r"|(the )?(north|south)[ -](east|west)|(the )?east midlands|yorkshire (and|&) the humber"
)
_MAX_SUGGESTIONS: Final = 50  # each takes a while among ten thousand names
_MAX_SUGGESTED: Final = 3  # names of one suggestion


class MissingReferenceError(CellError):
    """A reference to a row that may exist, but whose number or name is a mistake of its own."""


class Names:
    """The numbers and names by which the rows of a table can be referred to.

    A row of whose names the first is missing is explained by that alone: what is probably its
    short form refers to it, and is no mistake of its own.

    Args:
        table: The table.
        place: The sheet or the file with its rows, in words.
        rows: The number of each row, None if it could not be read, and the row's names.
    """

    def __init__(
        self, table: str, place: str, rows: Iterable[tuple[int | None, Sequence[str]]]
    ) -> None:
        self._singular = SINGULAR[table]
        self._written = WRITTEN[table]
        self._are_names_unique = NAME_COLUMNS[table][:1] in UNIQUE_COLUMNS.get(table, ())
        self.place = place
        self._numbers: set[int] = set()
        self._by_name: defaultdict[str, set[int]] = defaultdict(set)
        self._by_folded_name: defaultdict[str, set[int]] = defaultdict(set)
        self._spelling: dict[str, str] = {}
        self._first_names: dict[int, str] = {}
        self._suggestions_left = _MAX_SUGGESTIONS
        self._has_unreadable_rows = False
        self._unreadable_names: set[str] = set()
        self._names_to_shorten: list[str] = []
        self._has_commas = False
        self.are_numbers_used = False
        """Whether a cell has referred to one of the rows by its number."""
        self.count = 0
        for number, names in rows:
            self.count += 1
            self._has_commas = self._has_commas or any("," in name for name in names)
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

    def several(self, cell: Cell) -> list[int | CellError]:
        """Return the rows that a cell refers to, separated by semicolons or commas, in its order.

        A `MissingReferenceError` stands for what may be a row whose number could not be read, and
        another `CellError` for what isn't a row, is several, or appears twice.
        """
        found: list[int | CellError] = []
        for part in _parts(cell if isinstance(cell, str) else displayed(cell)):
            for name, row in self._find_parts(part):
                if isinstance(row, int) and row in found:
                    found.append(CellError(f"“{name}” appears twice", "delete one of the two"))
                else:
                    found.append(row)
        return found

    def _find_parts(self, part: str) -> list[tuple[str, int | CellError]]:
        """Return a part of a cell, or what commas separate in it, and the row of each."""
        row = self._found_or_error(part)
        if row is not None:
            return [(part, row)]
        parts = _parts(part, ",")
        rows = [self._found_or_error(each) for each in parts]
        if self._has_commas and all(each is None for each in rows):
            return [(part, self._unknown(part))]
        pairs = zip(parts, rows, strict=True)
        return [(each, self._unknown(each) if row is None else row) for each, row in pairs]

    def _found_or_error(self, part: str) -> int | CellError | None:
        try:
            return self._find(part)
        except CellError as error:
            return error

    def _names_several(self, cell: str) -> bool:
        """Return whether semicolons, or commas between known rows, separate a cell's text."""
        by_comma = _parts(cell, ",")
        return len(_parts(cell)) > 1 or (
            len(by_comma) > 1 and all(self._find(part) is not None for part in by_comma)
        )

    def _find(self, cell: Cell) -> int | None:
        number = read_whole_number(cell)
        if number in self._numbers:
            self.are_numbers_used = True
            return number
        name = cell if isinstance(cell, str) else displayed(cell)
        found = self._by_name.get(name) or self._by_folded_name.get(_folded(name), set())
        if len(found) > 1:
            numbers = ", ".join(map(str, sorted(found)))
            what = f"several rows of {self.place} have the name “{name.strip()}”"
            if self._are_names_unique and len(self._by_name.get(name, ())) > 1:
                raise MissingReferenceError(what, f"fix the names in {self.place} first")
            raise CellError(what, f"write a number instead: {numbers}")
        return next(iter(found), None)

    def _may_be_unreadable(self, cell: Cell) -> bool:
        is_number = read_whole_number(cell) is not None
        name = displayed(cell)
        return any(_may_shorten(name, full) for full in self._names_to_shorten) or (
            self._has_unreadable_rows and (is_number or _folded(name) in self._unreadable_names)
        )

    def _unknown(self, cell: Cell) -> CellError:
        """Return the error for a cell, or a part of it, that refers to nothing."""
        name = displayed(cell)
        what = f"there is no {self._singular} “{name}”"
        if self._may_be_unreadable(cell):
            return MissingReferenceError(what, f"fix the numbers in {self.place} first")
        if self._singular == "force" and _TOTAL.fullmatch(_folded(name)):
            return CellError(what, "delete the row if it is a total of several forces")
        suggested = self._suggested(name)
        if suggested:
            names = " or ".join(f"“{each}”" for each in suggested)
            return CellError(what, f"did you mean {names}?")
        return CellError(what, f"write a {self._written} from {self.place}")

    def _suggested(self, name: str) -> list[str]:
        """Return the names that may be meant: those with these words, or else the closest one."""
        if not self._suggestions_left:
            return []
        self._suggestions_left -= 1
        words = set(_folded(name).split())
        longer = {
            row
            for full, rows in self._by_folded_name.items()
            if words and words.issubset(full.split())
            for row in rows
            if row in self._first_names
        }
        if 1 <= len(longer) <= _MAX_SUGGESTED:
            return [self._first_names[row] for row in sorted(longer)]
        near = get_close_matches(_folded(name), list(self._spelling), n=1)
        return [self._spelling[each] for each in near]


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
