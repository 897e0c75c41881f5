"""Errors whose messages are shown to the user.

::

    BriefingAppError              exit code 2 unless stated otherwise
    ├── BriefingError             a briefing file that can't be opened
    │   ├── MissingFileError
    │   ├── UnreadableFileError
    │   ├── EmptyFileError
    │   ├── NotABriefingError     not SQLite, or another application's database
    │   ├── FormatVersionError
    │   ├── UnfinishedFileError   has a journal or a write-ahead log beside it
    │   ├── DamagedFileError
    │   ├── SchemaError           lacks a table or column that every briefing has
    │   ├── InvalidBriefingError  has rows that break a rule; carries the problems
    │   └── ChangedFileError      has changed since it was opened
    ├── SourceError               a source that has problems; carries them; exit code 1
    ├── UnreadableSourceError     a source or a source text that can't be read
    ├── OutputError               a file or folder that can't be written
    │   └── TargetExistsError     exists, and overwriting was not requested
    ├── CancelledError            work stopped by the user; nothing was written
    ├── PrintError                standard output can't be written
    ├── OptionError               an unusable argument of a command
    └── DisplayError              no screen, or Qt can't be loaded

Any other exception is a bug and is reported as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, NamedTuple


@dataclass(frozen=True, slots=True)
class Location:
    """A place in what a briefing is read from: a container and, in a subclass, a place in it.

    Args:
        container: The sheet, the file or the table.
    """

    container: str

    @property
    def place(self) -> str:
        """The place within the container, in words; empty for the container as a whole."""
        return ""

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
        """Whether this is one cell with a value of the briefing."""
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
    def place(self) -> str:
        """Line and column, or the entry of a file that has no lines."""
        if not self.line:
            return f"entry {self.column}" if self.column else ""
        return f"line {self.line}" + (f", column {self.column}" if self.column else "")

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


class Problem(NamedTuple):
    """One thing that is wrong, and where.

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


class BriefingAppError(Exception):
    """Base class of the errors whose messages are shown to the user.

    Args:
        what: What happened, as a complete sentence.
        remedy: What the user can do about it, as a complete sentence; may be empty.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what} {remedy}".rstrip())
        self.what = what
        self.remedy = remedy


class _PathError(BriefingAppError):
    """Base class of the errors that concern one file or folder.

    Args:
        path: The file or folder, as the user gave it.
        what: What happened, as a complete sentence.
        remedy: What the user can do about it, as a complete sentence.
    """

    def __init__(self, path: Path, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path}: {self.what} {self.remedy}".rstrip()


class BriefingError(_PathError):
    """A briefing file that can't be opened."""


class MissingFileError(BriefingError):
    """The file doesn't exist."""


class UnreadableFileError(BriefingError):
    """The system can't read the file or doesn't allow it."""


class EmptyFileError(BriefingError):
    """The file has no content. SQLite would take it for a valid, empty database."""


class NotABriefingError(BriefingError):
    """The file is not SQLite, or is another application's database."""


class FormatVersionError(BriefingError):
    """The file has a format version that this program can't read."""


class UnfinishedFileError(BriefingError):
    """Part of the file's content may still be in a journal or log beside it."""


class DamagedFileError(BriefingError):
    """SQLite can't read the file's pages."""


class SchemaError(BriefingError):
    """A table or column that every briefing has is missing, or is a view or generated."""


class InvalidBriefingError(BriefingError):
    """The file is intact, but rows in it break a rule of the format.

    Args:
        path: The file, as the user gave it.
        problems: Every problem found, at least one.
    """

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        super().__init__(
            path,
            f"This briefing has {_counted_problems(problems)}, the first: {problems[0]}.",
            "Correct its source and build it again.",
        )
        self.problems = tuple(problems)


class ChangedFileError(BriefingError):
    """The file has changed since it was opened."""


class SourceError(BriefingAppError):
    """A source from which no briefing can be built.

    Args:
        path: The source, a folder or a workbook.
        problems: Every problem found, at least one.
        warnings: What the author should look at; on their own, they would not stop the build.
    """

    exit_code: ClassVar[int] = 1

    def __init__(
        self, path: Path, problems: Sequence[Problem], warnings: Sequence[Problem] = ()
    ) -> None:
        super().__init__(f"{path}: {_counted_problems(problems)}; nothing was written.")
        self.path = path
        self.problems = tuple(problems)
        self.warnings = tuple(warnings)


class UnreadableSourceError(_PathError):
    """A source or a source text doesn't exist, is of the wrong kind or can't be read."""


class OutputError(_PathError):
    """A file or folder that can't be written."""


class TargetExistsError(OutputError):
    """A file or folder exists, and overwriting was not requested."""


class CancelledError(BriefingAppError):
    """The user stopped the work before anything was written."""


class PrintError(BriefingAppError):
    """Standard output can't be written."""


class OptionError(BriefingAppError):
    """A command or an argument that can't be used as given."""


class DisplayError(BriefingAppError):
    """A window can't be shown: there is no screen, or Qt can't be loaded."""


def _counted_problems(problems: Sequence[Problem]) -> str:
    return f"{len(problems):,} problem{'' if len(problems) == 1 else 's'}"
