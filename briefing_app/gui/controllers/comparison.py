"""File ▸ Compare with another briefing: asks for the other briefing and shows what has changed."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from briefing_app.errors import BriefingAppError, BriefingError
from briefing_app.export import jobs as export_jobs
from briefing_app.export.kinds import ExportKind
from briefing_app.export.request import Export, Material
from briefing_app.gui.comparison import window as comparison_window
from briefing_app.gui.look import look
from briefing_app.gui.main_window.actions import FILE, Action
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.os_integration.file_dialog import create_save_dialog
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.widgets.focus import bring_to_front
from briefing_app.gui.widgets.tasks import BackgroundTask, SingleDialog
from briefing_app.model.comparison import Comparison, comparison_slides, earlier_first
from briefing_app.model.wording import saved_message


class ComparisonController(QObject):
    """Compares the briefing in the main window with another one.

    Args:
        window: The main window; it owns this controller.
        launcher: Has the running order that slides can be added to.
        settings: Has the folder that was used last.
        application: A running export is stopped when it quits.
    """

    changed = Signal()
    """Emitted when another comparison is shown, or none any more."""

    def __init__(
        self,
        window: MainWindow,
        launcher: SlideshowLauncher,
        settings: Settings,
        application: QCoreApplication,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._launcher = launcher
        self._settings = settings
        self._file: Path | None = None
        task = self._task = BackgroundTask(self, application)
        task.done.connect(self._show_saved)
        task.done_late.connect(self._show_saved_late)
        task.failed.connect(self._show_error)
        task.crashed.connect(lambda: self._show_message(""))
        self._dialog = SingleDialog["comparison_window.ComparisonWindow"](self, [task])
        self._dialog.closed.connect(self._report_closed)
        window.briefing_changed.connect(self._dialog.close)

    def actions(self) -> tuple[Action, ...]:
        """Return the actions that this carries out."""
        return (
            Action(
                "&Compare with another briefing…",
                self.ask,
                FILE,
                13,
                ("Ctrl+Shift+O",),
                "See what has changed between this briefing and another one",
            ),
        )

    @property
    def shown(self) -> "comparison_window.ComparisonWindow | None":
        """The comparison window, while it is open."""
        return self._dialog.dialog

    @property
    def comparison(self) -> Comparison | None:
        """The comparison that is shown, if any."""
        return self.shown.comparison if self.shown is not None else None

    @property
    def compared_file(self) -> Path | None:
        """The file of the briefing that is compared with the open one, if any."""
        return self._file if self.shown is not None else None

    def ask(self) -> None:
        """Ask which briefing to compare with the open one."""
        if self._window.briefing is None:
            return
        title = "Compare with another briefing"
        self._window.dialogs.choose_briefing(title, self.open)

    def open(self, path: Path) -> bool:
        """Show what has changed between the open briefing and another one.

        If the other briefing can't be read, the main window shows why; the open briefing stays
        open.

        Returns:
            Whether the comparison is shown.
        """
        briefing = self._window.briefing
        if briefing is None:
            return False
        try:
            with self._window.read(path) as other:
                earlier, later = earlier_first(briefing.report, other.report)
        except BriefingError as error:
            self._window.show_error(error)
            return False
        self._dialog.close()
        self._file = path
        shown = self._dialog.get_or_make(
            lambda: comparison_window.ComparisonWindow(earlier, later, self._window)
        )
        shown.slides_requested.connect(self._add_slides)
        shown.page_requested.connect(self._ask_for_file)
        shown.swapped.connect(self.changed)
        self.changed.emit()
        bring_to_front(shown)
        return True

    def save_page(self, comparison: Comparison, target: Path) -> None:
        """Save a handout page of what has changed, in the background.

        Args:
            comparison: What has changed.
            target: The file to write; an existing one is replaced.
        """
        briefing = self._window.briefing
        if briefing is None or self._task.is_running:
            return
        export = Export(ExportKind.CHANGES, target, replace=True)
        material = Material(
            briefing.path,
            comparison.later,
            comparison=comparison,
            compared_file=self.compared_file,
            identity=look().identity,
        )
        self._show_message("Saving the page…")
        self._task.start(partial(export_jobs.run, export, material))

    def _add_slides(self, comparison: Comparison) -> None:
        briefing = self._window.briefing
        if briefing is not None:
            slides = comparison_slides(comparison)
            self._launcher.running_orders.add(briefing, slides)
            self._show_message(
                f"{len(slides)} slides were added to the running order; they stay until you "
                "close the program. Press F5 to present them, or Ctrl+R to rearrange them."
            )

    def _ask_for_file(self, comparison: Comparison) -> None:
        folder, name = self._settings.folder, "What has changed.pdf"
        dialog = create_save_dialog(self.shown, "Save the page", folder, name, {"PDF": "pdf"})
        dialog.fileSelected.connect(lambda name: self.save_page(comparison, Path(name)))
        dialog.open()

    def _show_saved(self, files: list[Path]) -> None:
        self._show_message(saved_message(files[0]))

    def _show_saved_late(self, files: list[Path]) -> None:
        self._window.show_message(saved_message(files[0]))

    def _show_error(self, error: BriefingAppError) -> None:
        self._show_message(str(error))

    def _show_message(self, sentence: str) -> None:
        if self.shown is not None:
            self.shown.show_message(sentence)

    def _report_closed(self, was_saving: bool) -> None:
        self.changed.emit()
        if was_saving:
            self._window.show_message("The page was not saved because its comparison was closed.")
