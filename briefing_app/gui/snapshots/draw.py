"""Draws the pictures into a folder."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from briefing_app.database.reader import open_briefing
from briefing_app.export.request import ExportKind
from briefing_app.files.atomic import FolderKind, write_folder
from briefing_app.gui.application import application_without_screen
from briefing_app.gui.snapshots.pictures import Grabber, Picture, Pictures
from briefing_app.gui.snapshots.states import SHOTS

_FOLDER: Final = FolderKind(".briefing-app-snapshot", re.compile(r"[a-z0-9-]+\.png"))


def draw(path: Path, folder: Path) -> list[Path]:
    """Draw the main window in its states, the other windows, and every slide.

    Args:
        path: The briefing to show.
        folder: The folder for the pictures. An earlier one with such pictures is replaced.

    Returns:
        The file of each picture.

    Raises:
        BriefingError: The briefing can't be opened.
        OutputError: The folder can't be written, or has other files in it.
    """
    with open_briefing(path):  # raises before anything is written
        pass
    return write_folder(folder, draw_all(path), _FOLDER, force=True)


def draw_all(path: Path) -> Iterator[Picture]:
    """Yield the name and the content of each picture.

    Args:
        path: The briefing to show.
    """
    application = application_without_screen()
    application.setCursorFlashTime(0)  # a blinking caret would change the pictures
    with tempfile.TemporaryDirectory() as scratch:
        pictures = Pictures(Grabber(application, Path(scratch)))
        for shot in SHOTS:
            yield pictures.main_window(shot, path)
        yield pictures.unmatched_notes()
        yield from pictures.authoring()
        with open_briefing(path) as briefing:
            report = briefing.report
        yield pictures.export("export", ExportKind.HANDOUT, path, report)
        yield pictures.export("session-pack", ExportKind.PACK, path, report)
        yield pictures.running_order(report)
        yield pictures.forget(report)
        yield from pictures.presenter_views(report)
        yield pictures.times(report)
        yield from pictures.slides(report)
        yield pictures.comparison()
