"""Asks before the window closes while there are notes that can't be saved."""

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication

from briefing_app.gui.dialogs import note_dialogs
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.notebook import Notebook
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.widgets.tasks import SingleDialog

_LOG_OFF_MS: Final = 60_000  # after that, the user has not logged off after all
_LATER: Final = "Your notes aren’t saved yet. Close this window after the slideshow."
_SAVED: Final = "Your notes are saved now."


class ClosingController(QObject):
    """Keeps the main window open while notes aren't saved, unless the user wants to close it.

    Nothing is asked during a slideshow, or while the user logs off.

    Args:
        window: The main window; it owns this.
        notebook: Saves notes.
        launcher: Starts slideshows.
        application: Says when the user logs off.
    """

    def __init__(
        self,
        window: MainWindow,
        notebook: Notebook,
        launcher: SlideshowLauncher,
        application: QGuiApplication,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._notebook = notebook
        self._launcher = launcher
        self._dialog = SingleDialog["note_dialogs.UnsavedNotesDialog"](self, [])
        self._may_lose_notes = False
        self._log_off = QTimer(self)
        self._log_off.setSingleShot(True)
        self._log_off.setInterval(_LOG_OFF_MS)
        window.closing.connect(self._check)
        notebook.saved_late.connect(self._follow_save)
        launcher.started.connect(self._dialog.close)
        application.commitDataRequest.connect(self._follow_log_off)

    def _check(self, event: QCloseEvent) -> None:
        self._notebook.save()
        is_asked = not self._may_lose_notes and not self._log_off.isActive()
        if not self._notebook.unsaved or not is_asked:
            return
        event.ignore()
        if self._launcher.slideshow is not None:
            self._window.show_message(_LATER)
        else:
            self._dialog.get_or_make(self._make_dialog).open()

    def _make_dialog(self) -> "note_dialogs.UnsavedNotesDialog":
        dialog = note_dialogs.UnsavedNotesDialog(self._notebook.unsaved, self._window)
        dialog.accepted.connect(self._close_anyway)
        return dialog

    def _close_anyway(self) -> None:
        self._may_lose_notes = True
        self._window.close()

    def _follow_log_off(self) -> None:
        self._log_off.start()

    def _follow_save(self) -> None:
        if self._dialog.dialog is not None:
            self._dialog.close()
            self._window.close()
        else:
            self._window.show_message(_SAVED)
