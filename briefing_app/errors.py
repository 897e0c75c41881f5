"""Errors whose messages are shown to the user. Any other exception is a bug, and shown as one."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from briefing_app import problems


class BriefingAppError(Exception):
    """Base class of these errors. A command that raises one ends with its exit code.

    Args:
        what: What happened, as a complete sentence.
        remedy: What the user can do about it, as a complete sentence; may be empty.

    Either may end with a name or a message of the system that has a full stop of its own.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, what: str, remedy: str = "") -> None:
        self.what = _with_one_full_stop(what)
        self.remedy = _with_one_full_stop(remedy)
        super().__init__(f"{self.what} {self.remedy}".rstrip())


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

    def __init__(self, path: Path, problems: "Sequence[problems.Problem]") -> None:
        super().__init__(
            path,
            f"This briefing has {_counted_problems(problems)}, the first: {problems[0]}.",
            "Correct its source and build it again.",
        )
        self.problems = tuple(problems)


class ChangedFileError(BriefingError):
    """The file has changed since it was opened."""


class SourceError(BriefingAppError):
    """A source with problems, from which no briefing can be built.

    Args:
        path: The source, a folder or a workbook.
        problems: Every problem found, at least one.
        warnings: What the author should look at; on their own, they would not stop the build.
    """

    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        path: Path,
        problems: "Sequence[problems.Problem]",
        warnings: "Sequence[problems.Problem]" = (),
    ) -> None:
        super().__init__(f"{path}: {_counted_problems(problems)}; nothing was written.")
        self.path = path
        self.problems = tuple(problems)
        self.warnings = tuple(warnings)


class UnreadableSourceError(_PathError):
    """A source or a source text doesn't exist, is of the wrong kind or can't be read."""


class PersonalDataError(BriefingAppError):
    """The user's own notes and running orders can't be read or saved.

    Args:
        path: The file; None if they are kept in memory.
        what: What happened, as a complete sentence.
        remedy: What the user can do about it, as a complete sentence.
    """

    def __init__(self, path: Path | None, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.path = path

    def __str__(self) -> str:
        message = super().__str__()
        return message if self.path is None else f"{self.path}: {message}"


class ReplacedDataError(PersonalDataError):
    """The file of the user's own notes and running orders was damaged or missing.

    The next call works with its copy or, if there is none, with a new file.
    """


class OutputError(_PathError):
    """A file or folder that can't be written."""


class TargetExistsError(OutputError):
    """A file exists, and overwriting was not requested."""


class TypesettingError(BriefingAppError):
    """A part of the handout can't be typeset, or there is too little memory for it."""


class CancelledError(BriefingAppError):
    """The user stopped the work before anything was written."""


class PrintError(BriefingAppError):
    """Standard output can't be written."""


class OptionError(BriefingAppError):
    """A command or an argument that can't be used as given."""


class DisplayError(BriefingAppError):
    """A window can't be shown: there is no screen, or Qt can't be loaded."""


def _with_one_full_stop(sentence: str) -> str:
    is_doubled = sentence.endswith("..") and not sentence.endswith("...")
    return sentence[:-1] if is_doubled else sentence


def _counted_problems(problems: "Sequence[problems.Problem]") -> str:
    return f"{len(problems):,} problem{'' if len(problems) == 1 else 's'}"
