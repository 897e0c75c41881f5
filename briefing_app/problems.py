"""Problems of a briefing or its source, and their locations as values."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Location:
    """A sheet, file or table; its subclasses can name a place in it.

    Args:
        container: The sheet, the file or the table.
    """

    container: str

    @property
    def place(self) -> str:
        """The place within the container in words; empty if the container itself is meant."""
        return ""

    @property
    def reference(self) -> str:
        """The location as programs accept it to go there, as exactly as they can."""
        return self.container

    @property
    def is_value(self) -> bool:
        """Whether this is one cell with a value of the briefing."""
        return False

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """The position within the container: rows first, then columns."""
        return (0, 0, "")

    def in_column(self, _column: str) -> "Location":
        """Return the location of a table's column in this row, as exactly as it is known."""
        return self

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.container, self.place)))


@dataclass(frozen=True, slots=True)
class SheetLocation(Location):
    """A sheet of a workbook, or a row, a column or a cell of it.

    Args:
        row: The row, counted from 1; 0 if no single row is meant.
        column: The letters of the column; empty if no single column is meant.
        heading: What the cell's column or entry is called; empty for cells that hold no value of
            the briefing, such as the headings.
    """

    row: int = 0
    column: str = ""
    heading: str = ""

    @property
    def is_value(self) -> bool:
        """Whether row, column and heading are known."""
        return bool(self.row and self.column and self.heading)

    @property
    def place(self) -> str:
        """The cell with its heading, the row, the column, or the entry that is missing."""
        if self.row and self.column:
            heading = f" ({self.heading})" if self.heading else ""
            return f"{self.column}{self.row}{heading}"
        if self.row:
            return f"row {self.row}"
        if self.column:
            return f"column {self.column}"
        return f"entry {self.heading}" if self.heading else ""

    @property
    def reference(self) -> str:
        """The sheet with the cell, row or column as spreadsheet programs write it: Findings!D2."""
        is_plain = self.container.isascii() and self.container.isalpha()
        sheet = self.container if is_plain else "'{}'".format(self.container.replace("'", "''"))
        row = str(self.row or "")
        if row and self.column:
            return f"{sheet}!{self.column}{row}"
        line = row or self.column
        return f"{sheet}!{line}:{line}" if line else sheet

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """Row, then column as spreadsheet programs order their letters."""
        return (self.row, len(self.column), self.column)

    def __str__(self) -> str:
        if self.row and self.column:
            return f"{self.container}, cell {self.place}"
        return Location.__str__(self)


@dataclass(frozen=True, slots=True)
class FileLocation(Location):
    """A file of a folder, or a line or a column of it.

    Args:
        line: The line, counted from 1; 0 if no single line is meant.
        column: The column of the table, or the entry; empty if no single one is meant.
    """

    line: int = 0
    column: str = ""

    @property
    def is_value(self) -> bool:
        """Whether the column or the entry is known."""
        return bool(self.column)

    @property
    def place(self) -> str:
        """Line and column, or the entry of a file that has no lines."""
        if not self.line:
            return f"entry {self.column}" if self.column else ""
        return f"line {self.line}" + (f", column {self.column}" if self.column else "")

    @property
    def reference(self) -> str:
        """The file with the line, as editors write it: findings.csv:3."""
        return f"{self.container}:{self.line}" if self.line else self.container

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """Line, then the column's name."""
        return (self.line, 0, self.column)

    def in_column(self, column: str) -> "FileLocation":
        """Return the location of a table's column in this line."""
        return replace(self, column=column)


@dataclass(frozen=True, slots=True)
class TableLocation(Location):
    """A table of a briefing file, or a row or a cell of it.

    Args:
        key: The id of the row as it is shown, or both ids of a row that links two tables; empty
            if no single row is meant.
        column: The column; empty if no single one is meant.
    """

    key: tuple[str, ...] = ()
    column: str = ""

    @property
    def place(self) -> str:
        """Row and column."""
        row = f"row {'–'.join(self.key)}" if self.key else ""
        column = f"column {self.column}" if self.column else ""
        return ", ".join(filter(None, (row, column)))

    def in_column(self, column: str) -> "TableLocation":
        """Return the location of a column of this row."""
        return replace(self, column=column)

    def __str__(self) -> str:
        return f"{self.container} {self.place}".rstrip()


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a briefing or its source.

    Args:
        location: Where it is.
        what: What is wrong, as a sentence without a full stop.
        remedy: What to do about it, as a sentence without a full stop; may be empty.
    """

    location: Location
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{self.location}: {self.what}{remedy}"
