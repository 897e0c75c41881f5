"""Deleting files that the program keeps for the user."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from briefing_app.errors import OutputError


def delete_files(files: Sequence[Path]) -> None:
    """Delete files, those that are gone already too.

    Raises:
        OutputError: One of them can't be deleted.
    """
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise _error(file, error) from error


def delete_folder(folder: Path) -> None:
    """Delete a folder with all that is in it.

    Raises:
        OutputError: It can't be deleted.
    """
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise _error(folder, error) from error


def _error(path: Path, error: OSError) -> OutputError:
    what = f"It can’t be deleted: {error.strerror or error}."
    return OutputError(path, what, "Close other programs that use it, or delete it yourself.")
