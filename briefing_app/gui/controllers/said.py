"""Shows what was said in the slideshows of the open briefing."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from briefing_app.database.personal.sessions import Session
from briefing_app.database.reader import Briefing
from briefing_app.errors import BriefingAppError
from briefing_app.export import jobs as export_jobs
from briefing_app.export.kinds import ExportKind
from briefing_app.export.request import Export, Material, OwnMaterial
from briefing_app.export.text_files import said_text
from briefing_app.gui.dialogs import said
from briefing_app.gui.main_window.actions import SLIDESHOW, Action
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.os_integration.file_dialog import create_save_dialog
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.focus import bring_to_front
from briefing_app.gui.widgets.tasks import SingleDialog
from briefing_app.model.slideshow.said import (
    SAID_TITLE,
    SaidCount,
    SaidLine,
    SaidSession,
    said_count,
)


class SaidController(QObject):
    """Opens the window “What we said”; it is open at most once.

    Args:
        window: The main window; it owns this.
        personal: Where the lines are kept.
        settings: The folder for files.
    """

    def __init__(self, window: MainWindow, personal: PersonalData, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._personal = personal
        self._settings = settings
        self._dialog = SingleDialog["said.SaidDialog"](self, [])
        for changed in (window.briefing_changed, personal.forgotten):
            changed.connect(self._dialog.close)

    def actions(self) -> tuple[Action, ...]:
        """Return the actions that this carries out."""
        hint = "What was typed during the discussions of earlier slideshows"
        return (Action("What we sa&id…", self.open_dialog, SLIDESHOW, 22, hint=hint),)

    def open_dialog(self) -> None:
        """Open the window for the open briefing, or bring it to the front."""
        briefing = self._window.briefing
        if briefing is not None:
            dialog = self._dialog.get_or_make(partial(self._make, briefing))
            dialog.show_sessions(self._sessions(briefing))
            bring_to_front(dialog)

    def count(self, session: Session) -> SaidCount:
        """Return how much is kept of what was said in a session."""
        return said_count(self._personal.said.lines(session.id))

    def _make(self, briefing: Briefing) -> "said.SaidDialog":
        dialog = said.SaidDialog((), self._window)
        dialog.copy_requested.connect(partial(self._copy, briefing))
        dialog.save_requested.connect(partial(self._ask_for_file, briefing))
        dialog.kept_toggled.connect(partial(self._set_kept, briefing))
        dialog.line_deleted.connect(partial(self._delete, briefing))
        return dialog

    def _sessions(self, briefing: Briefing) -> list[SaidSession]:
        return self._personal.said.sessions(briefing.report.key)

    def _copy(self, briefing: Briefing, session: SaidSession) -> None:
        QApplication.clipboard().setText(said_text(briefing.report.title, [session]))
        self._say("Copied")

    def _ask_for_file(self, briefing: Briefing, session: SaidSession) -> None:
        dialog = create_save_dialog(
            self._dialog.dialog,
            "Save what was said",
            self._settings.export_folder,
            SAID_TITLE,
            {"Text": "txt", "Table": "csv"},
        )
        dialog.fileSelected.connect(lambda name: self.save(briefing, session, Path(name)))
        dialog.open()

    def save(self, briefing: Briefing, session: SaidSession, target: Path) -> None:
        """Save what was said in a session as a text or, with the suffix .csv, as a table."""
        self._settings.export_folder = str(target.parent)
        material = Material(briefing.path, briefing.report, own=OwnMaterial(said=[session]))
        try:
            # The file dialog has asked already whether to replace an existing file.
            export_jobs.run(Export(ExportKind.SAID, target, replace=True), material)
        except BriefingAppError as error:
            self._say(str(error))
        else:
            self._say(f"Saved as {target.name}")

    def _set_kept(self, briefing: Briefing, session: SaidSession, is_kept: bool) -> None:
        self._personal.said.set_kept(session.id, is_kept=is_kept)
        self._show_again(briefing)

    def _delete(self, briefing: Briefing, line: SaidLine) -> None:
        if line.id is not None:
            self._personal.said.remove(line.id)
            self._show_again(briefing)
            self._say("Deleted")

    def _show_again(self, briefing: Briefing) -> None:
        if self._dialog.dialog is not None:
            self._dialog.dialog.show_sessions(self._sessions(briefing))

    def _say(self, message: str) -> None:
        if self._dialog.dialog is not None:
            self._dialog.dialog.show_message(message)
