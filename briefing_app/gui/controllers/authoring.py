"""Building briefings and saving templates from the main window, in the background."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from briefing_app.authoring import build
from briefing_app.authoring import source as authoring_source
from briefing_app.gui.authoring import build_dialog
from briefing_app.gui.controllers.files import FileWatcher
from briefing_app.gui.main_window.actions import FILE, Action, always
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.widgets.dialog import bring_to_front
from briefing_app.gui.widgets.tasks import BackgroundTask, SingleDialog
from briefing_app.model.wording import saved_message


class AuthoringController(QObject):
    """Carries out the commands of the File menu for authors.

    Args:
        window: The main window, which owns this.
        launcher: Knows whether a slideshow is running, during which no window comes to the front.
        settings: Remembers the folder that was used last.
        application: The application. Running tasks are cancelled when it quits.
        personal: Keeps which briefings were compared with the texts of their sources.
    """

    def __init__(
        self,
        window: MainWindow,
        launcher: SlideshowLauncher,
        settings: Settings,
        application: QCoreApplication,
        personal: PersonalData,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._launcher = launcher
        self._settings = settings
        self._personal = personal
        self._messages_of_slideshow: list[str] = []  # to be shown again after it
        self._build_task = BackgroundTask(self, application)
        self._build_task.done.connect(self._show_outcome)
        self._build_task.done_late.connect(self._show_late_outcome)
        self._build_dialog = SingleDialog["build_dialog.NewBriefingDialog"](
            self, [self._build_task]
        )
        self._source_watcher = FileWatcher(self)
        self._source_watcher.replaced.connect(self._rebuild)
        self._build_dialog.closed.connect(lambda _: self._source_watcher.watch())
        self._template_task = BackgroundTask(self, application)
        self._template_task.done.connect(self._show_saved)
        self._template_task.done_late.connect(self._show_saved_late)
        self._template_dialog = SingleDialog["build_dialog.TemplateDialog"](
            self, [self._template_task]
        )
        launcher.ended.connect(self._show_messages_of_slideshow)

    def actions(self) -> tuple[Action, ...]:
        """Return the actions that this carries out."""
        return (
            Action(
                "&New briefing from workbook…",
                self.new_briefing,
                FILE,
                20,
                ("Ctrl+N",),
                enabled=always,
            ),
            Action("Save a &template workbook…", self.save_template, FILE, 21, enabled=always),
        )

    def new_briefing(self, source: Path | None = None) -> None:
        """Open the dialog that builds a briefing, or bring it to the front.

        Args:
            source: A workbook or a folder to choose in it.
        """
        dialog = self._build_dialog.get_or_make(self._make_build_dialog)
        if source is not None:
            dialog.choose_source(source)
        bring_to_front(dialog)

    def save_template(self) -> None:
        """Open the dialog that saves a template workbook, or bring it to the front."""
        bring_to_front(self._template_dialog.get_or_make(self._make_template_dialog))

    def _make_build_dialog(self) -> "build_dialog.NewBriefingDialog":
        dialog = build_dialog.NewBriefingDialog(self._settings, self._window)
        dialog.build_requested.connect(self._start_build)
        dialog.open_requested.connect(self._open)
        dialog.retry_requested.connect(self._source_watcher.report_again)
        dialog.template_button.clicked.connect(self.save_template)
        dialog.follow(self._build_task)
        return dialog

    def _make_template_dialog(self) -> "build_dialog.TemplateDialog":
        dialog = build_dialog.TemplateDialog(self._settings, self._window)
        dialog.template_requested.connect(self._start_saving_template)
        dialog.follow(self._template_task)
        return dialog

    def _start_build(self, request: "build.BuildRequest") -> None:
        # Before they are read.
        self._source_watcher.watch(*authoring_source.authored_files(request.source))
        self._build_task.start(partial(build.build_briefing, request))

    def _rebuild(self) -> None:
        if self._build_dialog.dialog is not None:
            self._build_dialog.dialog.rebuild()

    def _show_outcome(self, outcome: "build.Outcome") -> None:
        self._keep_check(outcome)
        is_presenting = self._launcher.slideshow is not None
        dialog = self._build_dialog.dialog
        is_rebuilding = dialog is not None and dialog.is_rebuilding
        is_complete = outcome.path is not None and not outcome.warnings
        if outcome.path is not None and is_complete and not is_presenting and not is_rebuilding:
            self._open(outcome.path)
        elif dialog is not None:
            # After a slideshow the dialog still offers to open the briefing: the next F5 should
            # continue the slideshow, and not start one of another briefing.
            dialog.show_outcome(outcome)
            if outcome.path is not None and is_presenting:
                self._show_message(_built_message(outcome.path))

    def _show_late_outcome(self, outcome: "build.Outcome") -> None:
        self._keep_check(outcome)
        if outcome.path is not None:
            self._show_message(_built_message(outcome.path))

    def _keep_check(self, outcome: "build.Outcome") -> None:
        if outcome.checked is not None:
            self._personal.checked.keep(outcome.checked)

    def _open(self, path: Path) -> None:
        if self._build_dialog.dialog is not None:
            self._build_dialog.dialog.end()
            self._build_dialog.close()
        if self._window.open(path):
            self._show_message(_built_message(path))
            # During a slideshow the window could be on the audience's screen, below the slide.
            if self._launcher.slideshow is None:
                bring_to_front(self._window)

    def _show_message(self, message: str) -> None:
        """Show a message in the main window; during a slideshow, show it again afterwards."""
        self._window.show_message(message)
        is_presenting = self._launcher.slideshow is not None
        if is_presenting and message not in self._messages_of_slideshow:
            self._messages_of_slideshow.append(message)

    def _show_messages_of_slideshow(self) -> None:
        messages, self._messages_of_slideshow = self._messages_of_slideshow, []
        if messages:
            self._window.show_message(". ".join(messages))

    def _start_saving_template(self, file: Path, example: bool) -> None:
        # The system's dialog has asked whether to replace an existing file.
        job = partial(build.save_template, file, example=example, replace=True)
        self._template_task.start(job)

    def _show_saved(self, file: Path) -> None:
        if self._template_dialog.dialog is not None:
            self._template_dialog.dialog.show_done(file)

    def _show_saved_late(self, file: Path) -> None:
        self._show_message(saved_message(file))


def _built_message(path: Path) -> str:
    return f"Built: {path.name} in {path.parent}"
