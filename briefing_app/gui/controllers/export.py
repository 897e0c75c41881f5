"""The Export menu: asks what to export, makes it in the background and reports the result."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from briefing_app.database.reader import Briefing
from briefing_app.export import jobs as export_jobs
from briefing_app.export.kinds import dialog_entries
from briefing_app.export.request import Export, Exported, ExportKind, Material
from briefing_app.gui.export import dialog as export_dialog
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides import render
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.widgets.dialog import bring_to_front
from briefing_app.gui.widgets.tasks import BackgroundTask, SingleDialog
from briefing_app.model.notes import NO_NOTES, ReportNotes
from briefing_app.model.wording import saved_message


def export_texts(taken: str) -> Iterator[tuple[ExportKind, str]]:
    """Yield each kind of the dialog with its entry, whose mnemonic is its first free letter.

    Args:
        taken: The mnemonics of what else is in the menu, in lower case.
    """
    used = {*taken, " "}  # a space can't be one
    for kind, entry in dialog_entries().items():
        text = entry.menu_text
        words = (0, text.rfind(" ") + 1)
        at = next(at for at in (*words, *range(len(text))) if text[at].casefold() not in used)
        used.add(text[at].casefold())
        yield kind, f"{text[:at]}&{text[at:]}…"


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
        self._task.done_late.connect(self._show_saved_late)
        self._dialog = SingleDialog["export_dialog.ExportDialog"](self, [self._task])
        window.briefing_changed.connect(self._dialog.close)
        personal.forgotten.connect(self._offer_notes)

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
            my_force=self._window.reading.contents.my_force,
        )
        dialog.export_requested.connect(self._start)
        dialog.follow(self._task)
        self._task.done.connect(dialog.show_done)
        contents = self._window.reading.contents
        if contents.measure is not None:
            dialog.options.show_chart(contents.measure, contents.view)
        return dialog

    def _start(self, export: Export) -> None:
        material = self._material(export)
        if material is not None:
            self._task.start(partial(export_jobs.run, export, material, renderer=render))

    def _material(self, export: Export) -> Material | None:
        """Return what an export of the open dialog is made from; None while the window closes."""
        briefing, options = self._window.briefing, export.options
        if briefing is None or self._dialog.dialog is None:
            return None
        order = self._launcher.running_orders.order(briefing, options.highlight)
        return Material(
            briefing.path,
            briefing.report,
            order.slides,
            self._notes(briefing) if options.notes else NO_NOTES,
        )

    def _notes(self, briefing: Briefing) -> ReportNotes:
        """Return the user's notes on a briefing."""
        return self._personal.notes.of_report(briefing.report)

    def _offer_notes(self) -> None:
        briefing, dialog = self._window.briefing, self._dialog.dialog
        if briefing is not None and dialog is not None:
            dialog.options.offer_notes(are_offered=self._notes(briefing).has_matches)

    def _show_saved_late(self, exported: Exported) -> None:
        self._window.show_message(saved_message(exported.files[0]))
