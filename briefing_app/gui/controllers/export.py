"""Lets the main window export what is open in it: asks, works beside the window, and tells."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject

from briefing_app.export.handout import missing_glyphs_warning
from briefing_app.files.atomic_write import Progress
from briefing_app.gui.controllers.comparison import ComparisonController
from briefing_app.gui.export import jobs as export_jobs
from briefing_app.gui.export.dialog import ExportDialog
from briefing_app.gui.export.jobs import Export, ExportKind, Material
from briefing_app.gui.main_window.actions import ActionId
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.style import Style
from briefing_app.gui.widgets.background_task import BackgroundTask
from briefing_app.gui.widgets.window_focus import bring_forward
from briefing_app.model.comparison import comparison_slides

KINDS = {
    ActionId.EXPORT_HANDOUT: ExportKind.HANDOUT,
    ActionId.EXPORT_SLIDES: ExportKind.SLIDES,
    ActionId.EXPORT_CHART: ExportKind.CHART,
    ActionId.EXPORT_PICTURES: ExportKind.PICTURES,
    ActionId.EXPORT_DATA: ExportKind.DATA,
}
"""What each action of the Export menu makes."""


class Exported(NamedTuple):
    """What an export made.

    Args:
        files: Where it went, at least one.
        lacking: What is told of characters that a handout's letters lack; or nothing.
    """

    files: Sequence[Path]
    lacking: str = ""


def make(export: Export, material: Material, progress: Progress) -> Exported:
    """Make an export, as `export_jobs.run` does, and see what is to be told of it."""
    files = export_jobs.run(export, material, progress)
    if export.kind is not ExportKind.HANDOUT:
        return Exported(files)
    _, report, _, force, comparison, _ = material
    return Exported(files, missing_glyphs_warning(report, export.handout, force, comparison))


class ExportController(QObject):
    """What the Export menu of the main window does.

    Args:
        window: The main window; it owns this.
        stage: Knows the order of the slides.
        settings: What is remembered.
        style: Colours, fonts and text size.
        application: Qt's; work that goes on is stopped when it ends.
        comparing: Knows whether a comparison is shown, which is offered then, too.
    """

    def __init__(
        self,
        window: MainWindow,
        launcher: SlideshowLauncher,
        settings: Settings,
        style: Style,
        application: QCoreApplication,
        *,
        comparing: ComparisonController,
    ) -> None:
        super().__init__(window)
        self._comparing = comparing
        self._window = window
        self._stage = launcher
        self._settings = settings
        self._style = style
        self._dialog: ExportDialog | None = None
        work = self._work = BackgroundTask(self, application)
        work.done.connect(self._done)
        work.too_late.connect(self._made_after_all)
        window.briefing_changed.connect(self._close)
        comparing.changed.connect(self._offer_changes)

    def take(self, act: ActionId) -> None:
        """Do what an action of the Export menu says."""
        self.open(KINDS.get(act))

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
                briefing.report,
                self._settings,
                self._style,
                self._window,
                my_force=self._window.my_force,
            )
            dialog.export_wanted.connect(self._start)
            dialog.follow(self._work)
            dialog.finished.connect(self._forget)
            self._offer_changes()
            shown = self._window.shown_figures
            if shown is not None:
                dialog.begin_with(*shown)
        bring_forward(self._dialog)
        if kind is not None:
            self._dialog.choose(kind)

    def _start(self, export: Export) -> None:
        briefing = self._window.briefing
        if briefing is None or self._dialog is None:
            return
        order, comparison = self._stage.order(briefing), self._dialog.changes
        if comparison is not None:
            slides = comparison_slides(comparison)
            # They may have been added to the running order as well.
            order = order.with_added(slides, [slide.key for slide in slides])
        material = Material(
            briefing.path,
            briefing.report,
            order.slides,
            self._window.my_force,
            comparison,
            self._comparing.beside,
        )
        self._work.start(partial(make, export, material))

    def _offer_changes(self) -> None:
        if self._dialog is not None:
            self._dialog.offer_changes(self._comparing.comparison)

    def _done(self, made: Exported) -> None:
        if self._dialog is not None:
            self._dialog.show_done(made.files, made.lacking)

    def _made_after_all(self, made: Exported) -> None:
        self._window.tell(f"Saved: {made.files[0]}")

    def _close(self) -> None:
        if self._dialog is not None:
            self._dialog.close()

    def _forget(self) -> None:
        self._dialog = None
        self._work.give_up()
