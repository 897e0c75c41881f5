"""A program in whose note field a user types until the program is killed.

Its argument is the file for notes. It prints ``typed LENGTH TIME`` after each key,
``saving LENGTH TIME`` before each save and ``saved LENGTH SECONDS`` after it, with the time of the
system's monotonic clock in seconds.
"""

import os
import sys
import time
from pathlib import Path
from typing import Final
from unittest.mock import patch

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from briefing_app.database.personal.notes_table import Notes
from briefing_app.database.personal.store import PersonalStore
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.application import create_application
from briefing_app.gui.controllers.notes import NotesController
from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.text_field import TextField
from briefing_app.model.notes import Note, NoteItem
from briefing_app.model.report import Report

ALPHABET: Final = "abcdefghij klmnopqrst uvwxyz "
_KEY_INTERVAL_MS: Final = 4


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # in one piece, from either thread


def _print_saves() -> None:
    """Let notes print each save."""
    save = Notes.save

    def print_and_save(
        notes: Notes, report: Report, item: NoteItem, loaded: Note, written: Note
    ) -> Note | None:
        start = time.monotonic()
        _say(f"saving {len(written.text)} {start}")
        saved = save(notes, report, item, loaded, written)
        _say(f"saved {len(saved.text) if saved else 0} {time.monotonic() - start}")
        return saved

    patch.object(Notes, "save", print_and_save).start()


def main() -> int:
    """Type until this process is killed."""
    path = Path(sys.argv[1])
    application = create_application()
    Look(application, ThemeChoice.LIGHT, 1.0)
    settings = Settings(path.with_suffix(".json"))
    window = MainWindow(settings)
    window.open(BUNDLED_BRIEFING)
    window.show()
    _print_saves()
    personal = PersonalData(PersonalStore(path))
    NotesController(window, settings, personal, application)
    (field,) = window.view.column.page.findChildren(TextField)
    window.activateWindow()
    window.view.focus_note()

    def press_key() -> None:
        length = len(field.toPlainText())
        QTest.keyClicks(field, ALPHABET[length % len(ALPHABET)])
        _say(f"typed {length + 1} {time.monotonic()}")

    timer = QTimer()
    timer.timeout.connect(press_key)
    timer.start(_KEY_INTERVAL_MS)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
