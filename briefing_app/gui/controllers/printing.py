"""Lets the main window print the handout: its pages are made beside the window."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from PySide6.QtCore import QCoreApplication, QObject

from briefing_app.export.handout import HandoutOptions, handout_pages, missing_glyphs_warning
from briefing_app.export.letters import REPLACEMENT
from briefing_app.files.atomic_write import Progress
from briefing_app.gui.controllers.comparison import ComparisonController
from briefing_app.gui.export import jobs as export_jobs
from briefing_app.gui.export.jobs import Export, ExportKind, Material
from briefing_app.gui.export.print_preview import Pages, PrintPreview
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.style import Style
from briefing_app.gui.widgets.background_task import BackgroundTask
from briefing_app.gui.widgets.window_focus import bring_forward
from briefing_app.model.comparison import Comparison
from briefing_app.model.report import Force, Report


@dataclass(frozen=True, slots=True)
class _Handout:
    """The handout of the open briefing.

    Args:
        path: The briefing's file.
        report: What stands in it.
        force: The force that charts highlight, if one was chosen.
        press: One handout is made at a time: that of a thousand findings takes seconds and much
            memory, and in a frozen bundle nothing stops it midway.
        beside: Says which file is shown beside the briefing, if one is.
    """

    path: Path
    report: Report
    force: Force | None
    press: Lock
    beside: Callable[[], Path | None]

    def pages(
        self, options: HandoutOptions, comparison: Comparison | None, progress: Progress
    ) -> Pages:
        with self.press:
            progress(0, 0)  # what was given up while it waited isn't begun
            sheets = handout_pages(self.report, options, self.force, comparison, progress)
        return Pages(sheets, missing_glyphs_warning(self.report, options, self.force, comparison))

    def check_file(self, target: Path) -> None:
        export_jobs.check_file(_export(target, HandoutOptions()), self._material(None))

    def save(
        self,
        target: Path,
        options: HandoutOptions,
        comparison: Comparison | None,
        progress: Progress,
    ) -> list[Path]:
        with self.press:
            return export_jobs.run(_export(target, options), self._material(comparison), progress)

    def _material(self, comparison: Comparison | None) -> Material:
        return Material(self.path, self.report, (), self.force, comparison, self.beside())


def _export(target: Path, options: HandoutOptions) -> Export:
    # What is there is asked about by the printer's dialog.
    return Export(ExportKind.HANDOUT, target, replace=True, handout=options)


class PrintingController(QObject):
    """What File ▸ Print the handout of the main window does.

    Args:
        window: The main window; it owns this.
        comparing: Knows whether a comparison is shown, whose pages are offered too.
        style: Colours, fonts and text size.
        application: Qt's; work that goes on is stopped when it ends.
    """

    def __init__(
        self,
        window: MainWindow,
        comparing: ComparisonController,
        style: Style,
        application: QCoreApplication,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._comparing = comparing
        self._style = style
        self._shown: PrintPreview | None = None
        self._work = BackgroundTask(self, application)
        self._saving = BackgroundTask(self, application)
        self._saving.too_late.connect(self._saved_after_all)
        self._press = Lock()
        window.briefing_changed.connect(self._close)
        comparing.changed.connect(self._offer_changes)

    def open(self) -> None:
        """Show the handout of the open briefing as it will be printed."""
        briefing = self._window.briefing
        if briefing is None:
            return
        if self._shown is None:
            handout = _Handout(
                briefing.path,
                briefing.report,
                self._window.my_force,
                self._press,
                lambda: self._comparing.beside,
            )
            shown = self._shown = PrintPreview(
                briefing.report.title,
                handout,
                self._style,
                self._window,
                work=self._work,
                saving=self._saving,
            )
            shown.printed.connect(self._tell_printed)
            shown.finished.connect(self._forget)
            self._offer_changes()
        bring_forward(self._shown)

    def _tell_printed(self, lacking: bool) -> None:  # noqa: FBT001, a signal's
        more = f" {REPLACEMENT} stands in it for each character that its letters lack."
        self._window.tell(f"The handout is printed.{more if lacking else ''}")

    def _saved_after_all(self, files: list[Path]) -> None:
        self._window.tell(f"Saved: {files[0]}")

    def _offer_changes(self) -> None:
        if self._shown is not None:
            self._shown.offer_changes(self._comparing.comparison)

    def _close(self) -> None:
        if self._shown is not None:
            self._shown.close()

    def _forget(self) -> None:
        self._shown = None
