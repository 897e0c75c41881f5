"""Lets the main window make briefings: asks, builds beside the window, tells, and opens."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from briefing_app.authoring import build
from briefing_app.authoring.build import BuildRequest, Outcome
from briefing_app.gui.authoring.build_dialog import NewBriefingDialog
from briefing_app.gui.authoring.template_dialog import TemplateDialog
from briefing_app.gui.controllers.single_dialog import SingleDialog
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.style import Style
from briefing_app.gui.widgets.background_task import BackgroundTask
from briefing_app.gui.widgets.window_focus import bring_to_front


class AuthoringController(QObject):
    """What the File menu of the main window does for authors.

    Args:
        window: The main window; it owns this.
        stage: Knows whether a show goes on, in which no window comes forward.
        settings: What is remembered.
        style: Colours, fonts and text size.
        application: Qt's; work that goes on is stopped when it ends.
    """

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
        self._untold: list[str] = []  # what came about in a show, to be told when that is over
        self._building = BackgroundTask(self, application)
        self._building.done.connect(self._built)
        self._building.done_late.connect(self._built_after_all)
        self._new = SingleDialog[NewBriefingDialog](self, [self._building])
        self._writing = BackgroundTask(self, application)
        self._writing.done.connect(self._saved)
        self._writing.done_late.connect(self._saved_after_all)
        self._template = SingleDialog[TemplateDialog](self, [self._writing])
        launcher.ended.connect(self._show_ended)

    def new_briefing(self, source: Path | None = None) -> None:
        """Ask what to make a briefing from, or bring the window that asks forward.

        Args:
            source: A workbook or a folder that is chosen already.
        """
        dialog = self._new.get_or_make(self._make_new_dialog)
        if source is not None:
            dialog.choose_source(source)
        bring_to_front(dialog)

    def save_template(self) -> None:
        """Ask where to save a workbook to write a briefing in."""
        bring_to_front(self._template.get_or_make(self._make_template_dialog))

    def _make_new_dialog(self) -> NewBriefingDialog:
        dialog = NewBriefingDialog(self._settings, self._style, self._window)
        dialog.build_wanted.connect(self._build)
        dialog.open_wanted.connect(self._open)
        dialog.follow(self._building)
        return dialog

    def _make_template_dialog(self) -> TemplateDialog:
        dialog = TemplateDialog(self._settings, self._style, self._window)
        dialog.template_wanted.connect(self._write_template)
        dialog.follow(self._writing)
        return dialog

    def _build(self, new: BuildRequest) -> None:
        self._building.start(partial(build.build_briefing, new))

    def _built(self, outcome: Outcome) -> None:
        showing = self._stage.slideshow is not None
        if outcome.path is not None and not outcome.warnings and not showing:
            self._open(outcome.path)
        elif (dialog := self._new.dialog) is not None:
            # What is built in a show is offered there, also when that is over: the next F5 is to go
            # on with it, and not to begin another briefing's.
            dialog.show_outcome(outcome)
            if outcome.path is not None and showing:
                self._tell(_where(outcome.path))

    def _built_after_all(self, outcome: Outcome) -> None:
        if outcome.path is not None:
            self._tell(_where(outcome.path))

    def _open(self, path: Path) -> None:
        if self._new.dialog is not None:
            self._new.dialog.end()
            self._new.close()
        if self._window.open(path):
            self._tell(_where(path))
            if (
                self._stage.slideshow is None
            ):  # it may stand on the audience's screen, under the slide
                bring_to_front(self._window)

    def _tell(self, sentence: str) -> None:
        """Say something in the main window: nobody sees it in a show, so when that is over too."""
        self._window.show_message(sentence)
        if self._stage.slideshow is not None and sentence not in self._untold:
            self._untold.append(sentence)

    def _show_ended(self) -> None:
        untold, self._untold = self._untold, []
        if untold:
            self._window.show_message(". ".join(untold))

    def _write_template(self, file: Path, example: bool) -> None:  # noqa: FBT001, a slot
        # The system's own window has asked whether to replace what is there.
        job = partial(build.save_template, file, example=example, replace=True)
        self._writing.start(job)

    def _saved(self, file: Path) -> None:
        if self._template.dialog is not None:
            self._template.dialog.show_done(file)

    def _saved_after_all(self, file: Path) -> None:
        self._tell(f"Saved: {file}")


def _where(path: Path) -> str:
    return f"Built: {path.name} in {path.parent}"
