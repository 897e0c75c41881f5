"""File ▸ Print the handout: makes the pages in the background and shows the print preview."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from PySide6.QtCore import QCoreApplication, QObject

from briefing_app.database.personal.notes import Notes
from briefing_app.export import jobs as export_jobs
from briefing_app.export.glyph_coverage import REPLACEMENT_CHARACTER
from briefing_app.export.handout import make_handout_pages
from briefing_app.export.handout_data import HandoutOptions, missing_glyphs_warning
from briefing_app.export.request import Export, ExportKind, Material
from briefing_app.export.target_checks import check_file
from briefing_app.files.progress import Progress
from briefing_app.gui.controllers.comparison import ComparisonController
from briefing_app.gui.export.page_browser import Pages
from briefing_app.gui.export.print_preview import PrintPreview
from briefing_app.gui.look import Style
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.widgets.focus import bring_to_front
from briefing_app.gui.widgets.tasks import BackgroundTask, SingleDialog
from briefing_app.layout.identity import Identity
from briefing_app.model.comparison import Comparison
from briefing_app.model.notes import NO_NOTES
from briefing_app.model.report import Report
from briefing_app.model.wording import saved_message


@dataclass(frozen=True, slots=True)
class _Handout:
    """The handout of the open briefing.

    Args:
        path: The briefing's file.
        report: The briefing.
        force: The force that charts highlight, if one was chosen.
        lock: Makes one handout at a time: that of a thousand findings takes seconds and much
            memory.
        compared_file: Returns the file of the briefing that is compared, if there is one.
        identity: The identity to show.
    """

    path: Path
    report: Report
    lock: Lock
    compared_file: Callable[[], Path | None]
    identity: Identity

    def pages(
        self, options: HandoutOptions, comparison: Comparison | None, progress: Progress
    ) -> Pages:
        with self.lock:
            progress(0, 0)  # raises if this was cancelled while it waited for the lock
            options = replace(options, identity=self.identity)
            sheets = make_handout_pages(self.report, options, comparison, progress)
        warning = missing_glyphs_warning(self.report, options, comparison)
        return Pages(sheets, warning, sheets.texts)

    def check_file(self, target: Path) -> None:
        check_file(_export(target, HandoutOptions()), self._material(None))

    def save(
        self,
        target: Path,
        options: HandoutOptions,
        comparison: Comparison | None,
        progress: Progress,
    ) -> list[Path]:
        with self.lock:
            return export_jobs.run(_export(target, options), self._material(comparison), progress)

    def _material(self, comparison: Comparison | None) -> Material:
        compared_file = self.compared_file()
        return Material(
            self.path,
            self.report,
            comparison=comparison,
            compared_file=compared_file,
            identity=self.identity,
        )


def _export(target: Path, options: HandoutOptions) -> Export:
    # The printer's dialog has asked already whether to replace an existing file.
    return Export(ExportKind.HANDOUT, target, replace=True, handout=options)


class PrintingController(QObject):
    """Prints the handout of the briefing in the main window.

    Args:
        window: The main window; it owns this controller.
        personal: Has the user's notes, which can be printed.
        comparison: The comparison whose pages can be included.
        style: Colours, fonts and text size.
        application: Running tasks are stopped when it quits.
    """

    def __init__(
        self,
        window: MainWindow,
        personal: PersonalData,
        comparison: ComparisonController,
        style: Style,
        application: QCoreApplication,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._personal = personal
        self._comparison = comparison
        self._style = style
        self._page_task = BackgroundTask(self, application)
        self._save_task = BackgroundTask(self, application)
        self._save_task.done_late.connect(self._show_saved_late)
        self._preview = SingleDialog[PrintPreview](self, [])  # it abandons its tasks itself
        self._lock = Lock()
        window.briefing_changed.connect(self._preview.close)
        comparison.changed.connect(self._offer_changes)

    def open(self) -> None:
        """Open the print preview of the handout."""
        if self._window.briefing is not None:
            preview = self._preview.get_or_make(self._make_preview)
            self._offer_changes()
            bring_to_front(preview)

    def _make_preview(self) -> PrintPreview:
        briefing = self._window.briefing
        assert briefing is not None  # noqa: S101, checked by open()
        notes = Notes(self._personal.store)
        handout = _Handout(
            briefing.path,
            briefing.report,
            self._lock,
            lambda: self._comparison.compared_file,
            self._style.identity,
        )
        preview = PrintPreview(
            briefing.report,
            handout,
            self._style,
            self._window,
            page_task=self._page_task,
            save_task=self._save_task,
            notes=self._personal.read(lambda: notes.of_report(briefing.report), NO_NOTES),
        )
        preview.printed.connect(self._show_printed)
        return preview

    def _show_printed(self, is_lacking: bool) -> None:  # noqa: FBT001, a signal's argument
        sentence = "The handout was printed."
        if is_lacking:
            sentence += (
                f" {REPLACEMENT_CHARACTER} replaces each character that its font doesn’t have."
            )
        self._window.show_message(sentence)

    def _show_saved_late(self, files: list[Path]) -> None:
        self._window.show_message(saved_message(files[0]))

    def _offer_changes(self) -> None:
        if self._preview.dialog is not None:
            self._preview.dialog.offer_changes(self._comparison.comparison)
