"""What a briefing can be written in: a workbook, or a folder of CSV files."""

import os
from pathlib import Path
from typing import Final

from briefing_app.authoring.folder import FILES, proof_file, read_folder
from briefing_app.authoring.spreadsheets.workbook_archive import ENDINGS
from briefing_app.authoring.workbook import read_workbook
from briefing_app.database.source_rows import BriefingRows
from briefing_app.errors import UnreadableSourceError
from briefing_app.files.progress import Progress, no_progress
from briefing_app.files.safe_read import UnsuitableFileError, read_regular_file

_LONGEST_TEXT: Final = 20 * 2**20  # bytes of a source's text; a novel takes one million


def files_of(source: Path) -> list[Path]:
    """Every file that a briefing is read from, with the proof that may be kept for the next time.

    Args:
        source: A workbook or a folder; it need not be there.
    """
    is_folder = os.path.isdir(source)  # noqa: PTH112, it doesn't raise for a name no file can have
    read = [source / name for name in FILES] if is_folder else [source]
    return [*read, proof_file(source)]


def read_source(path: Path, progress: Progress = no_progress) -> BriefingRows:
    """Read all rows of a briefing from whatever it is written in.

    Args:
        path: A workbook or a folder.
        progress: Called often with how much is done, and of how much; what it raises ends the
            work.

    Returns:
        The rows, with what their author may want to look at among their warnings.

    Raises:
        UnreadableSourceError: There is nothing there that can be read.
        SourceError: As `read_folder` and `read_workbook` raise it.
    """
    # Unlike Path.is_file, it doesn't raise for a name that no file can have.
    is_file = os.path.isfile(path)  # noqa: PTH113
    if is_file and path.suffix.lower() in {".csv", ".toml"}:
        raise UnreadableSourceError(
            path, "This is one file of several.", "Name the folder that it lies in."
        )
    if is_file and path.suffix.lower() == ".zip":
        raise UnreadableSourceError(
            path,
            "This is a ZIP file.",
            "Unpack it first, and name the folder that comes out of it.",
        )
    is_folder = os.path.isdir(path)  # noqa: PTH112
    if is_file or (path.suffix.lower() in ENDINGS and not is_folder):
        return read_workbook(path, progress)
    return read_folder(path)


def read_source_text(file: Path) -> bytes:
    """Read the text of a source, which words are proved against.

    Raises:
        UnreadableSourceError: It can't be read, or is larger than any text.
    """
    try:
        return read_regular_file(file, _LONGEST_TEXT)
    except UnsuitableFileError as error:
        raise _unreadable_text(file, f"it is {error.what}") from error
    except (OSError, ValueError) as error:
        reason = str(getattr(error, "strerror", None) or error)
        raise _unreadable_text(file, reason) from error


def _unreadable_text(file: Path, reason: str) -> UnreadableSourceError:
    return UnreadableSourceError(
        file,
        f"The text of a source can’t be read: {reason}.",
        "Choose a file with the source’s text alone, saved as plain text in UTF-8.",
    )
