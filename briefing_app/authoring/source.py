"""The source of a briefing: a workbook or a folder of CSV files."""

from pathlib import Path
from typing import Final

from briefing_app.authoring.csv_files import proof_file
from briefing_app.authoring.folder import FILES, read_folder
from briefing_app.authoring.workbook import read_workbook
from briefing_app.database.source_rows import BriefingRows
from briefing_app.database.source_text import SourceText, SourceTextError, read_text
from briefing_app.errors import UnreadableSourceError
from briefing_app.files.on_disk import (
    UnsuitableFileError,
    is_file,
    is_folder,
    read_regular_file,
    reason,
)
from briefing_app.files.paths import WORKBOOK_SUFFIX
from briefing_app.files.progress import Progress, no_progress

_MAX_TEXT_SIZE: Final = 20 * 2**20  # bytes; a novel takes one million


def authored_files(source: Path) -> list[Path]:
    """Return the workbook, or every file of the folder that an author writes.

    Args:
        source: A workbook or a folder. Neither it nor each file of a folder need exist.
    """
    return [source / name for name in FILES] if is_folder(source) else [source]


def files_of(source: Path) -> list[Path]:
    """Return every file that is read for a briefing, and the proof file that may be written.

    Args:
        source: A workbook or a folder, which need not exist.
    """
    return [*authored_files(source), proof_file(source)]


def read_source(path: Path, progress: Progress = no_progress) -> BriefingRows:
    """Read all rows of a briefing from a workbook or a folder.

    Args:
        path: The workbook or folder.
        progress: The progress callback.

    Returns:
        The rows, with problems and warnings for their author.

    Raises:
        UnreadableSourceError: It can't be read.
    """
    is_one_file, suffix = is_file(path), path.suffix.lower()
    if is_one_file and suffix in {".csv", ".toml"}:
        what = "This is one of several files of a briefing."
        raise UnreadableSourceError(path, what, "Choose the folder that contains it.")
    if is_one_file and suffix == ".zip":
        remedy = "Unpack it and choose the folder with its files."
        raise UnreadableSourceError(path, "This is a ZIP file.", remedy)
    try:
        if is_one_file or (suffix == WORKBOOK_SUFFIX and not is_folder(path)):
            return read_workbook(path, progress)
        return read_folder(path, progress)
    except (MemoryError, RecursionError) as error:
        what = "Reading the source needs too much memory."
        remedy = "Delete what doesn’t belong to the briefing, or split it into two."
        raise UnreadableSourceError(path, what, remedy) from error


def read_source_text(file: Path) -> SourceText:
    """Read the text of a source, with which quotes are compared.

    Raises:
        UnreadableSourceError: The file can't be read, is too large, or is no text.
    """
    try:
        return read_text(read_regular_file(file, _MAX_TEXT_SIZE))
    except SourceTextError as error:
        what, remedy = f"The text {error.what}.", f"Choose another file, or {error.remedy}."
        raise UnreadableSourceError(file, what, remedy) from error
    except UnsuitableFileError as error:
        raise _unreadable_text(file, f"it is {error}") from error
    except (OSError, ValueError) as error:
        raise _unreadable_text(file, reason(error)) from error


def _unreadable_text(file: Path, why: str) -> UnreadableSourceError:
    return UnreadableSourceError(
        file,
        f"The text of a source can’t be read: {why}.",
        "Choose a file with the source’s text: plain text in UTF-8, or a web page.",
    )
