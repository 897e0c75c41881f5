"""Lays another briefing beside the one that is open: asks for it, shows what has changed."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from briefing_app.database.reader import open_briefing
from briefing_app.errors import BriefingAppError, BriefingError
from briefing_app.gui.comparison.window import ComparisonWindow
from briefing_app.gui.export import jobs as export_jobs
from briefing_app.gui.export.jobs import Export, ExportKind, Material
from briefing_app.gui.main_window.dialogs import ask_for_briefing
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.style import Style
from briefing_app.gui.widgets.background_task import BackgroundTask
from briefing_app.gui.widgets.window_focus import bring_forward
from briefing_app.model.comparison import Comparison, comparison_slides, earlier_first


class ComparisonController(QObject):
    """What File ▸ Open beside… of the main window does.

    Args:
        window: The main window; it owns this.
        stage: Keeps the order of the slides.
        settings: What is remembered.
        style: Colours, fonts and text size.
        application: Qt's; work that goes on is stopped when it ends.
    """

    changed = Signal()
    """Another comparison is shown, or none."""

    def __init__(
        self,
        window: MainWindow,
        launcher: SlideshowLauncher,
        settings: Settings,
        style: Style,
        application: QCoreApplication,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._stage = launcher
        self._settings = settings
        self._style = style
        self._shown: ComparisonWindow | None = None
        self._beside: Path | None = None
        work = self._work = BackgroundTask(self, application)
        work.done.connect(self._saved)
        work.too_late.connect(self._saved_after_all)
        work.failed.connect(self._failed)
        work.broke.connect(lambda: self._tell(""))
        window.briefing_changed.connect(self._close)

    @property
    def shown(self) -> ComparisonWindow | None:
        """The window that shows a comparison, if one does."""
        return self._shown

    @property
    def comparison(self) -> Comparison | None:
        """What that window shows, if there is one."""
        return self._shown.comparison if self._shown is not None else None

    @property
    def beside(self) -> Path | None:
        """The file that is shown beside the briefing that is open, if one is."""
        return self._beside if self._shown is not None else None

    def ask(self) -> None:
        """Ask which briefing to lay beside the one that is open."""
        if self._window.briefing is None:
            return
        title = "Open a briefing beside this one"
        ask_for_briefing(title, self._settings, self._window, self.open)

    def open(self, path: Path) -> bool:
        """Show what has changed between the briefing that is open and another one.

        What is wrong with that one, if anything is, stands in the main window; the briefing that
        is open stays so.

        Returns:
            Whether the comparison is shown.
        """
        briefing = self._window.briefing
        if briefing is None:
            return False
        try:
            with open_briefing(path) as beside:
                other = beside.report
        except BriefingError as error:
            self._window.show_problem(error)
            return False
        self._close()
        self._beside = path
        earlier, later = earlier_first(briefing.report, other)
        shown = self._shown = ComparisonWindow(earlier, later, self._style, self._window)
        shown.slides_wanted.connect(self._add_slides)
        shown.page_wanted.connect(self._ask_for_page)
        shown.swapped.connect(self.changed)
        shown.finished.connect(self._forget)
        self.changed.emit()
        bring_forward(shown)
        return True

    def save_page(self, comparison: Comparison, target: Path) -> None:
        """Save what has changed as a page to hand out; beside the window, which says how it went.

        Args:
            comparison: What has changed.
            target: The file to write; one that is there is replaced.
        """
        briefing = self._window.briefing
        if briefing is None or self._work.running:
            return
        export = Export(ExportKind.HANDOUT, target, replace=True, changes_only=True)
        material = Material(
            briefing.path, comparison.later, (), comparison=comparison, beside=self.beside
        )
        self._tell("Saving the page…")
        self._work.start(partial(export_jobs.run, export, material))

    def _add_slides(self, comparison: Comparison) -> None:
        briefing = self._window.briefing
        if briefing is not None:
            slides = comparison_slides(comparison)
            self._stage.add(briefing, slides)
            self._tell(
                f"{len(slides)} slides stand in the running order until the program ends. "
                "F5 presents them, Ctrl+R moves them or leaves them out."
            )

    def _ask_for_page(self, comparison: Comparison) -> None:
        dialog = QFileDialog(self._shown, "Save the page", self._settings.folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilters(["PDF (*.pdf)"])
        dialog.selectFile("What has changed.pdf")
        dialog.fileSelected.connect(lambda name: self.save_page(comparison, Path(name)))
        dialog.open()

    def _saved(self, files: list[Path]) -> None:
        self._tell(f"Saved: {files[0]}")

    def _saved_after_all(self, files: list[Path]) -> None:
        self._window.tell(f"Saved: {files[0]}")

    def _failed(self, error: BriefingAppError) -> None:
        self._tell(str(error))

    def _tell(self, sentence: str) -> None:
        if self._shown is not None:
            self._shown.tell(sentence)

    def _close(self) -> None:
        if self._shown is not None:
            self._shown.close()

    def _forget(self) -> None:
        self._shown = None
        self.changed.emit()
        if self._work.running:
            self._work.give_up()
            self._window.tell("The page was not saved: what it is of was closed before.")
