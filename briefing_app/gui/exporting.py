"""Lets the main window export what is open in it: asks, works beside the window, and tells."""

from pathlib import Path
from threading import Event

from PySide6.QtCore import QCoreApplication, QObject, QThread, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from briefing_app.errors import BriefingAppError, CancelledError
from briefing_app.gui import export_jobs
from briefing_app.gui.actions import Act
from briefing_app.gui.export_dialog import ExportDialog
from briefing_app.gui.export_jobs import Export, ExportKind, Material
from briefing_app.gui.main_window import MainWindow
from briefing_app.gui.settings import Settings
from briefing_app.gui.stage import Stage
from briefing_app.gui.style import Style

KINDS = {
    Act.EXPORT_HANDOUT: ExportKind.HANDOUT,
    Act.EXPORT_SLIDES: ExportKind.SLIDES,
    Act.EXPORT_CHART: ExportKind.CHART,
    Act.EXPORT_PICTURES: ExportKind.PICTURES,
    Act.EXPORT_DATA: ExportKind.DATA,
}
"""What each action of the Export menu makes."""


class Work(QThread):
    """One export, made beside the window.

    Args:
        export: What is made.
        material: What it is made from; nothing about it changes.
        parent: As in Qt.
    """

    progressed = Signal(int, int)
    done = Signal(list)
    failed = Signal(object)
    """The exception that ended it."""

    def __init__(self, export: Export, material: Material, parent: QObject) -> None:
        super().__init__(parent)
        self._export = export
        self._material = material
        self._stopped = Event()

    def stop(self) -> None:
        """End it as soon as that can be; nothing is written then."""
        self._stopped.set()

    def run(self) -> None:
        """Qt: what the thread does."""
        try:
            files = export_jobs.run(self._export, self._material, self._progress)
        # A bug too: it is raised again where the program tells of bugs.
        except Exception as error:
            self.failed.emit(error)
        else:
            self.done.emit(files)

    def _progress(self, done: int, of: int) -> None:
        if self._stopped.is_set():
            raise CancelledError("Stopped.")
        self.progressed.emit(done, of)


class Exporting(QObject):
    """What the Export menu of the main window does.

    Args:
        window: The main window; it owns this.
        stage: Knows the order of the slides.
        settings: What is remembered.
        style: Colours, fonts and text size.
        application: Qt's; work that goes on is stopped when it ends.
    """

    def __init__(
        self,
        window: MainWindow,
        stage: Stage,
        settings: Settings,
        style: Style,
        application: QCoreApplication,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._stage = stage
        self._settings = settings
        self._style = style
        self._dialog: ExportDialog | None = None
        self._work: Work | None = None
        window.briefing_changed.connect(self._close)
        application.aboutToQuit.connect(self._finish)

    def open(self, kind: ExportKind | None) -> None:
        """Ask what to export, or bring the window that asks forward.

        Args:
            kind: What is offered first; None for what was offered last.
        """
        briefing = self._window.briefing
        if briefing is None:
            return
        if self._dialog is None:
            dialog = self._dialog = ExportDialog(
                briefing.report, self._settings, self._style, self._window
            )
            dialog.export_wanted.connect(self._start)
            dialog.cancel_wanted.connect(self._stop)
            dialog.folder_wanted.connect(_show_folder)
            dialog.finished.connect(self._forget)
            dialog.show()
        if kind is not None:
            self._dialog.choose(kind)
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _start(self, export: Export) -> None:
        briefing = self._window.briefing
        if briefing is None or self._dialog is None:
            return
        slides = self._stage.order(briefing).slides
        material = Material(briefing.path, briefing.report, slides, self._window.my_force)
        work = self._work = Work(export, material, self)
        work.progressed.connect(self._dialog.show_progress)
        work.done.connect(self._done)
        work.failed.connect(self._failed)
        work.finished.connect(work.deleteLater)
        work.start()

    def _stop(self) -> None:
        if self._work is not None:
            self._work.stop()

    def _done(self, files: list[Path]) -> None:
        self._work = None
        if self._dialog is not None:
            self._dialog.show_done(files)
        else:
            self._window.tell(f"Saved: {files[0]}")

    def _failed(self, error: Exception) -> None:
        self._work = None
        dialog = self._dialog
        if isinstance(error, CancelledError):
            if dialog is not None:
                dialog.show_stopped()
        elif isinstance(error, BriefingAppError):
            if dialog is not None:
                dialog.show_error(error)
            else:
                self._window.tell(str(error))
        else:
            if dialog is not None:
                dialog.end()
            raise error

    def _close(self) -> None:
        if self._dialog is not None:
            self._dialog.close()

    def _forget(self) -> None:
        self._dialog = None

    def _finish(self) -> None:
        """Let no work outlive the program; what is not in its place yet is not written."""
        work = self._work
        if work is not None:
            work.stop()
            work.wait()


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
