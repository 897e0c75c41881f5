"""The errors a user can be told about.

::

    BriefingAppError              exit code 2 unless it says otherwise
    ├── BriefingError             a briefing file that can't be opened: which, why, what to do
    │   ├── MissingFileError
    │   ├── UnreadableFileError
    │   ├── EmptyFileError
    │   ├── NotABriefingError     not SQLite, or another application's database
    │   ├── FormatVersionError
    │   ├── UnfinishedFileError   write-ahead log or a journal left beside it
    │   ├── DamagedFileError
    │   ├── SchemaError           without a table or column that a briefing has
    │   ├── InvalidBriefingError  rows that break a rule; carries the problems
    │   └── ChangedFileError      no longer says what was read of it before
    ├── SourceError               rows to build from that can't be built; carries the problems
    ├── UnreadableSourceError     a folder or workbook to build from that can't be read
    ├── OutputError               a file that can't be written
    │   └── AlreadyThereError     one that is there and was not to be replaced
    ├── CancelledError            work that its user stopped; nothing was written
    ├── PrintError                a line of text that can't be printed
    ├── OptionError               an option of a command that can't be used
    └── DisplayError              no screen, or no Qt to draw on one

Anything else that is raised is a bug and is reported as one.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong, and where.

    Args:
        where: The place as the user knows it: ``findings row 4, column kind`` or
            ``findings.csv, line 5, column kind``.
        what: What is wrong, as a sentence without a full stop.
        remedy: What to do about it, as a sentence without a full stop; may be empty.
    """

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{self.where}: {self.what}{remedy}"


class BriefingAppError(Exception):
    """Base of every error that is told to the user rather than reported as a bug.

    Args:
        what: What is wrong, as a whole sentence.
        remedy: What the user can do about it, as a whole sentence; may be empty.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what} {remedy}".rstrip())
        self.what = what
        self.remedy = remedy


class _OfPathError(BriefingAppError):
    """One that a file or a folder is to blame for.

    Args:
        path: Which, as the user gave it.
        what: What is wrong with it, as a whole sentence.
        remedy: What the user can do about it, as a whole sentence.
    """

    def __init__(self, path: Path, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path}: {self.what} {self.remedy}".rstrip()


class BriefingError(_OfPathError):
    """A briefing file that can't be opened."""


class MissingFileError(BriefingError):
    """There is no such file."""


class UnreadableFileError(BriefingError):
    """The file is there but may not, or can't, be read."""


class EmptyFileError(BriefingError):
    """The file holds no bytes. SQLite would take it for a valid, empty database."""


class NotABriefingError(BriefingError):
    """The file is not SQLite, or is another application's database."""


class FormatVersionError(BriefingError):
    """The file's format number is not the one that this program reads."""


class UnfinishedFileError(BriefingError):
    """Part of the file's content may still stand in a log beside it."""


class DamagedFileError(BriefingError):
    """SQLite can't make sense of the file's pages."""


class SchemaError(BriefingError):
    """A table or column that every briefing has is missing, or is not a plain table."""


class InvalidBriefingError(BriefingError):
    """The file is sound, but rows in it break a rule of the format.

    Args:
        path: The file, as the user gave it.
        problems: Every problem found, at least one.
    """

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        count = len(problems)
        noun = "problem" if count == 1 else "problems"
        super().__init__(
            path,
            f"{count:,} {noun} with the rows of this briefing, the first: {problems[0]}.",
            "Mend the source of this briefing and build it again.",
        )
        self.problems = tuple(problems)


class ChangedFileError(BriefingError):
    """The file says something else than when it was opened."""


class SourceError(BriefingAppError):
    """Rows that a briefing can't be built from.

    Args:
        path: The folder or file that the rows came from.
        problems: Every problem found, at least one.
        warnings: What their author may want to look at, but which would not keep the rows from
            being built.
    """

    exit_code: ClassVar[int] = 1

    def __init__(
        self, path: Path, problems: Sequence[Problem], warnings: Sequence[Problem] = ()
    ) -> None:
        count = len(problems)
        noun = "problem" if count == 1 else "problems"
        super().__init__(f"{path}: {count:,} {noun}; nothing was written.")
        self.path = path
        self.problems = tuple(problems)
        self.warnings = tuple(warnings)


class UnreadableSourceError(_OfPathError):
    """What a briefing is to be built from isn't there, is of no such sort, or can't be read."""


class OutputError(_OfPathError):
    """A file or folder that can't be written."""


class TargetExistsError(OutputError):
    """A file is there already, and nobody said that it may be replaced."""


class CancelledError(BriefingAppError):
    """The user stopped the work before anything was written."""


class PrintError(BriefingAppError):
    """What a command has to say can't be printed."""


class OptionError(BriefingAppError):
    """A command or an option that can't be used as it was given."""


class DisplayError(BriefingAppError):
    """The window can't be shown: no screen, or a system library that Qt needs is missing."""
