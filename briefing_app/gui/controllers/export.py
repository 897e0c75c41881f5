"""The Export menu: asks what to export, makes it in the background and reports the result."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject

from briefing_app.database.reader import Briefing
from briefing_app.errors import BriefingAppError
from briefing_app.export import jobs as export_jobs
from briefing_app.export.handout import missing_glyphs_warning
from briefing_app.export.kinds import ExportKind, dialog_entries
from briefing_app.export.request import Export, Material
from briefing_app.export.targets import check_file
from briefing_app.files.progress import Progress
from briefing_app.gui.export import dialog as export_dialog
from briefing_app.gui.export import preview, printing, renderer
from briefing_app.gui.main_window.actions import FILE, Action
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.widgets.focus import bring_to_front
from briefing_app.gui.widgets.tasks import BackgroundTask, Job, SingleDialog
from briefing_app.model.notes import NO_NOTES, ReportNotes
from briefing_app.model.wording import saved_message

_EXPORT_MENU: Final = f"{FILE}/&Export"


@dataclass(frozen=True, slots=True)
class Exported:
    """The result of an export.

    Args:
        files: The files written, at least one.
        warning: A warning about characters that the handout's font doesn't have, or empty.
    """

    files: Sequence[Path]
    warning: str = ""


def run_export(export: Export, material: Material, progress: Progress) -> Exported:
    """Make an export as `export_jobs.run` does, and check a handout for missing glyphs."""
    files = export_jobs.run(export, material, progress, renderer)
    if export.kind is not ExportKind.HANDOUT:
        return Exported(files)
    warning = missing_glyphs_warning(material.report, export_jobs.handout_options(export, material))
    return Exported(files, warning)


class ExportController(QObject):
    """Exports what is open in the main window.

    Args:
        window: The main window; it owns this controller.
        launcher: Has the running order of the slides.
        settings: Has the folder that was used last.
        personal: Has the user's notes.
        application: A running export is stopped when it quits.
    """

    def __init__(
        self,
        window: MainWindow,
        launcher: SlideshowLauncher,
        settings: Settings,
        application: QCoreApplication,
        *,
        personal: PersonalData,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._launcher = launcher
        self._settings = settings
        self._personal = personal
        self._task = BackgroundTask(self, application)
        self._preview_task = BackgroundTask(self, application)
        self._task.done.connect(self._show_done)
        self._task.done_late.connect(self._show_saved_late)
        self._dialog = SingleDialog["export_dialog.ExportDialog"](self, [self._task])
        window.briefing_changed.connect(self._dialog.close)
        personal.forgotten.connect(self._offer_notes)

    def actions(self) -> tuple[Action, ...]:
        """Return the actions that this carries out."""
        return (
            Action(
                "Choose what to e&xport…",
                self.open,
                _EXPORT_MENU,
                30,
                ("Ctrl+E",),
            ),
            *(
                Action(entry.menu_text, partial(self.open, kind), _EXPORT_MENU, 31)
                for kind, entry in dialog_entries().items()
            ),
            Action("&Print the handout…", self.open_to_print, FILE, 38, ("Ctrl+P",)),
        )

    @cached_property
    def _printer(self) -> "printing.SheetPrinter":
        printer = printing.SheetPrinter(self)
        printer.progress_changed.connect(self._show_sheet_count)
        printer.done.connect(self._show_printed)
        printer.failed.connect(self._show_print_error)
        printer.crashed.connect(self._show_print_crash)
        return printer

    def open_to_print(self) -> None:
        """Open the dialog to print the handout."""
        self.open(ExportKind.HANDOUT)
        if self._dialog.dialog is not None:
            self._dialog.dialog.offer_to_print()

    def open(self, kind: ExportKind | None = None) -> None:
        """Open the export dialog, or bring it forward.

        Args:
            kind: The kind to select; None keeps the kind that was selected last.
        """
        if self._window.briefing is None:
            return
        dialog = self._dialog.get_or_make(self._make_dialog)
        self._offer_notes()
        bring_to_front(dialog)
        if kind is not None:
            dialog.choose(kind)

    def _make_dialog(self) -> "export_dialog.ExportDialog":
        briefing = self._window.briefing
        assert briefing is not None  # noqa: S101, checked by open()
        dialog = export_dialog.ExportDialog(
            briefing.report,
            self._settings,
            self._window,
            preview_job=self._preview_job,
            preview_task=self._preview_task,
            my_force=self._window.header.my_force,
        )
        dialog.export_requested.connect(self._start)
        dialog.print_requested.connect(self._print)
        dialog.cancel_requested.connect(self._stop_printing)
        dialog.follow(self._task)
        dialog.finished.connect(self._printer.stop)
        shown = self._window.view.shown_chart
        if shown is not None:
            dialog.show_chart(*shown)
        return dialog

    def _start(self, export: Export) -> None:
        material = self._material(export)
        if material is not None:
            self._task.start(partial(run_export, export, material))

    def _print(self, request: "printing.PrintRequest") -> None:
        material = self._material(request.export)
        if material is None:
            return
        try:
            if request.printer.outputFileName():
                check_file(request.export, material)
        except BriefingAppError as error:
            self._show_print_error(error)
        else:
            self._printer.start(request.printer, request.sheets)

    def _stop_printing(self) -> None:
        if self._printer.is_running:
            self._printer.stop()
            self._show_not_printed("Printing was stopped.")

    def _show_sheet_count(self, count: int) -> None:
        if self._dialog.dialog is not None:
            self._dialog.dialog.show_sheet_count(count)

    def _show_printed(self) -> None:
        if self._dialog.dialog is not None:
            self._dialog.dialog.show_printed()

    def _show_print_error(self, error: BriefingAppError) -> None:
        self._show_not_printed(str(error))

    def _show_print_crash(self) -> None:
        self._show_not_printed("The handout can’t be printed.")

    def _show_not_printed(self, message: str) -> None:
        if self._dialog.dialog is not None:
            self._dialog.dialog.show_not_printed(message)

    def _preview_job(self, export: Export) -> Job | None:
        material = self._material(export)
        return partial(preview.preview_pages, export, material) if material is not None else None

    def _material(self, export: Export) -> Material | None:
        """Return what an export of the open dialog is made from; None while the window closes."""
        briefing, dialog = self._window.briefing, self._dialog.dialog
        if briefing is None or dialog is None:
            return None
        order = self._launcher.running_orders.order(briefing, export.highlight)
        return Material(
            briefing.path,
            briefing.report,
            order.slides,
            self._notes(briefing) if dialog.includes_notes else NO_NOTES,
        )

    def _notes(self, briefing: Briefing) -> ReportNotes:
        """Return the user's notes on a briefing."""
        return self._personal.notes.of_report(briefing.report)

    def _offer_notes(self) -> None:
        briefing, dialog = self._window.briefing, self._dialog.dialog
        if briefing is not None and dialog is not None:
            dialog.offer_notes(are_offered=self._notes(briefing).has_matches)

    def _show_done(self, exported: Exported) -> None:
        if self._dialog.dialog is not None:
            self._dialog.dialog.show_done(exported.files, exported.warning)

    def _show_saved_late(self, exported: Exported) -> None:
        self._window.show_message(saved_message(exported.files[0]))
