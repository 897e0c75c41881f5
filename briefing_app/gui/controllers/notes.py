"""The user's notes in the main window: the field below the evidence, and what is done with it."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from briefing_app.errors import BriefingAppError
from briefing_app.export import jobs as export_jobs
from briefing_app.export.kinds import OWN_NOTES
from briefing_app.export.request import Export, Material
from briefing_app.gui.dialogs import note_dialogs as dialogs
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.os_integration.file_dialog import create_save_dialog
from briefing_app.gui.panes.page_boxes import NoteBox
from briefing_app.gui.personal.notebook import Notebook
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.dialog import bring_to_front
from briefing_app.gui.widgets.tasks import SingleDialog
from briefing_app.model.notes import (
    Note,
    NoteItem,
    find_in_notes,
    finding_item,
    note_marks,
    quote_item,
)
from briefing_app.model.reading import Contents
from briefing_app.model.search import NoteMatches, Query
from briefing_app.model.wording import MY_NOTES, NOTHING_NOTED, saved_message


class NotesController(QObject):
    """Shows the note about the selected finding or quote, and saves what the user writes.

    Args:
        window: The main window; it owns this.
        settings: Has the folder that was used last.
        personal: Where notes are kept.
        application: Notes are saved before it ends.
    """

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        personal: PersonalData,
        application: QGuiApplication,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._column = window.view.column
        self._item: NoteItem | None = None  # what the field is about
        self._settings = settings
        self.notebook = Notebook(personal, self, application)
        self._unmatched = SingleDialog["dialogs.UnmatchedNotesDialog"](self, [])
        self._connect(personal, application)
        self._open()

    def _connect(self, personal: PersonalData, application: QGuiApplication) -> None:
        notebook, reading = self.notebook, self._window.reading
        page = self._column.page
        self._follow_box(self._column.side_note)
        self._follow_box(page.note)
        page.head.bookmark.clicked.connect(self._set_bookmark)
        page.steps.note_button.toggled.connect(self._follow_selection)
        self._column.note_moved.connect(self._follow_selection)
        notebook.marks_changed.connect(self._show_marks)
        notebook.merged.connect(self._show_merged)
        notebook.save_attempted.connect(self._show_saved)
        notebook.read_late.connect(self._follow_selection)
        reading.use_notes(self._find)
        self._window.view.findings.unmatched_button.clicked.connect(self._show_unmatched)
        reading.changed.connect(self._follow_reading)
        self._window.briefing_changed.connect(self._open)
        for changed in (self._window.briefing_changed, personal.forgotten):
            changed.connect(self._unmatched.close)
        self._window.closed.connect(notebook.save)
        personal.forgotten.connect(self._refresh)
        for ended in (application.commitDataRequest, application.aboutToQuit):
            ended.connect(notebook.save)

    def _open(self) -> None:
        briefing = self._window.briefing
        self.notebook.open(briefing.report if briefing is not None else None)
        self._follow_selection()

    def _follow_box(self, box: NoteBox) -> None:
        """Keep what the user writes in a box."""
        box.field.edited.connect(self._write_text)
        box.field.entered.connect(self._refresh)
        box.field.left.connect(self.notebook.save)

    def _follow_reading(self, new: Contents, old: Contents) -> None:
        if (new.item, new.quote) != (old.item, old.quote):
            self._column.page.steps.note_button.setChecked(False)
            self._follow_selection()

    def _follow_selection(self) -> None:
        """Show the note on what is read: on the quote of a finding only if that is asked for."""
        contents, page = self._window.reading.contents, self._column.page
        finding, quote = contents.finding, contents.quote
        of_quote = quote_item(quote) if quote is not None else None
        is_asked_for = page.steps.note_button.isChecked()
        is_noted = of_quote is not None and not self.notebook.note(of_quote).is_empty
        page.show_note_button(is_shown=finding is not None and (is_noted or is_asked_for))
        if finding is not None and not is_asked_for:
            item, about = finding_item(finding), f"finding {finding.position}"
        elif of_quote is not None:
            item, about = of_quote, "this quote"
        else:
            self._item = None
            return
        if self._item is not None and item.key != self._item.key:
            self.notebook.save()
        self._item = item
        note = self.notebook.note(item)
        page.head.bookmark.setChecked(note.is_bookmarked)
        page.head.bookmark.setAccessibleName(f"Bookmark {about}")
        self._column.note.show_note(note.text, about)
        self._show_saved()

    def _refresh(self) -> None:
        """Show what another window has saved meanwhile, before the user types."""
        self.notebook.refresh()
        self._follow_selection()

    def _write_text(self, text: str) -> None:
        if self._item is not None:
            is_bookmarked = self.notebook.note(self._item).is_bookmarked
            self.notebook.write(self._item, Note(text, is_bookmarked))

    def _set_bookmark(self, is_bookmarked: bool) -> None:
        if self._item is not None:
            text = self.notebook.note(self._item).text
            self.notebook.write(self._item, Note(text, is_bookmarked))

    def _show_saved(self) -> None:
        if self._item is not None:
            self._column.note.show_saved(is_saved=self.notebook.is_saved(self._item))

    def _show_marks(self) -> None:
        briefing, notes = self._window.briefing, self.notebook.report_notes
        if briefing is not None:
            reading = self._window.reading
            reading.set_marks(note_marks(reading.contents.parts, notes))

    def _find(self, query: Query) -> NoteMatches:
        briefing = self._window.briefing
        if briefing is None:
            return NoteMatches()
        return find_in_notes(briefing.report, self.notebook.report_notes, query)

    def _show_unmatched(self) -> None:
        bring_to_front(self._unmatched.get_or_make(self._make_unmatched_dialog))

    def _make_unmatched_dialog(self) -> "dialogs.UnmatchedNotesDialog":
        notebook = self.notebook
        return dialogs.UnmatchedNotesDialog(
            notebook.report_notes.unmatched,
            self._window,
            delete=notebook.delete,
            restore=notebook.restore,
        )

    def ask_for_file(self) -> None:
        """Ask where to save the notes as a text or a table."""
        if self.notebook.report_notes.is_empty:
            self._window.show_message(NOTHING_NOTED)
            return
        folder, kinds = self._settings.export_folder, OWN_NOTES.endings
        dialog = create_save_dialog(self._window, "Save my notes", folder, MY_NOTES, kinds)
        dialog.fileSelected.connect(lambda name: self.export(Path(name)))
        dialog.open()

    def export(self, target: Path) -> None:
        """Save the notes as a text or, with the suffix .csv, as a table."""
        briefing = self._window.briefing
        if briefing is None:
            return
        self._settings.export_folder = str(target.parent)
        notes = self.notebook.report_notes
        material = Material(briefing.path, briefing.report, notes=notes)
        try:
            # The file dialog has asked already whether to replace an existing file.
            export_jobs.run(Export(OWN_NOTES, target, replace=True), material)
        except BriefingAppError as error:
            self._window.show_message(str(error))
        else:
            self._window.show_message(saved_message(target))

    def _show_merged(self, key: str) -> None:
        if self._item is not None and self._item.key == key:
            note = self.notebook.note(self._item)
            self._column.page.head.bookmark.setChecked(note.is_bookmarked)
            self._column.note.replace_note(note.text)
