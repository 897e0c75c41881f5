"""Building briefings and saving templates from the main window, in the background."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from briefing_app.authoring import build
from briefing_app.authoring import source as authoring_source
from briefing_app.errors import BriefingAppError
from briefing_app.gui.authoring import build_dialog
from briefing_app.gui.controllers.files import FileWatcher
from briefing_app.gui.main_window.messages import Notification, Topic
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.widgets.dialog import bring_to_front
from briefing_app.gui.widgets.tasks import BackgroundTask, SingleDialog
from briefing_app.model.wording import counted, saved_message


class AuthoringController(QObject):
    """Carries out the commands of the File menu for authors.

    While the briefing that was built last is open, the dialog that built it is hidden: it builds
    again whenever the workbook is saved, and the window shows the result.

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
        self._source: Path | None = None  # of the last build
        self._opened: Path | None = None  # the briefing that the hidden dialog builds
        self._sources: Sequence[build.ListedSource] = ()  # by the last outcome
        self._build_task = BackgroundTask(self, application)
        self._build_task.done.connect(self._show_outcome)
        self._build_task.done_late.connect(self._show_late_outcome)
        self._build_task.failed.connect(self._show_failure)
        self._build_dialog = SingleDialog["build_dialog.NewBriefingDialog"](
            self, [self._build_task]
        )
        self._source_watcher = FileWatcher(self)
        self._source_watcher.replaced.connect(self._rebuild)
        self._build_dialog.closed.connect(self._stop_watching)
        window.briefing_changed.connect(self._stop_building)
        self._template_task = BackgroundTask(self, application)
        self._template_task.done.connect(self._show_saved)
        self._template_task.done_late.connect(self._show_saved_late)
        self._template_dialog = SingleDialog["build_dialog.TemplateDialog"](
            self, [self._template_task]
        )
        launcher.ended.connect(self._show_messages_of_slideshow)

    def new_briefing(self, source: Path | None = None) -> None:
        """Open the dialog that builds a briefing, or bring it to the front.

        Args:
            source: A workbook or a folder to choose in it.
        """
        dialog = self._build_dialog.get_or_make(self._make_build_dialog)
        if source is not None:
            dialog.choose_source(source)
        self._window.notifications.withdraw(Topic.BUILD)
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
        self._source = request.source
        # Before they are read.
        self._source_watcher.watch(*authoring_source.authored_files(request.source))
        self._build_task.start(partial(build.build_briefing, request))

    def _rebuild(self) -> None:
        if self._build_dialog.dialog is not None:
            self._build_dialog.dialog.rebuild()

    def _show_outcome(self, outcome: "build.Outcome") -> None:
        self._keep_check(outcome)
        self._sources = outcome.sources
        is_presenting = self._launcher.slideshow is not None
        dialog, path = self._build_dialog.dialog, outcome.path
        if dialog is None:
            return
        is_first = not dialog.is_rebuilding
        # After a slideshow the dialog still offers to open the briefing: the next F5 should
        # resume the slideshow, and not start one of another briefing.
        dialog.show_outcome(outcome)
        if path is None and dialog.isHidden():
            name = self._source.name if self._source is not None else ""
            self._offer_dialog(f"{name}: {counted(len(outcome.errors), 'error')}.")
        elif path is not None and is_presenting:
            self._show_message(_built_message(path))
        elif path is not None and dialog.isHidden():
            self._show_rebuilt(path, len(outcome.warnings))
        elif path is not None and is_first and not outcome.warnings:
            self._open(path)

    def _show_rebuilt(self, path: Path, warnings: int) -> None:
        """Show what was built of a workbook that was saved again."""
        self._window.notifications.withdraw(Topic.BUILD)
        if self._window.reload():
            self._keep_texts()
            also = f", with {counted(warnings, 'warning')}. Ctrl+N shows them" if warnings else ""
            self._show_message(f"{_built_message(path)}{also}")

    def _show_failure(self, error: BriefingAppError) -> None:
        dialog = self._build_dialog.dialog
        if dialog is not None and dialog.isHidden() and not dialog.can_retry(error):
            self._offer_dialog(str(error))

    def _offer_dialog(self, what: str) -> None:
        """Say why a saved workbook could not be built; during a slideshow, say it afterwards."""
        if self._launcher.slideshow is not None:
            self._show_message(what)
            return
        text = f"{what} The window still shows what was built before."
        notification = Notification(text, "Show", self.new_briefing)
        self._window.notifications.notify(Topic.BUILD, notification)

    def _stop_watching(self) -> None:
        self._source_watcher.watch()
        self._window.notifications.withdraw(Topic.BUILD)

    def _stop_building(self) -> None:
        """Close the hidden dialog if another briefing was opened."""
        briefing, dialog = self._window.briefing, self._build_dialog.dialog
        is_another = briefing is None or briefing.path != self._opened
        if dialog is not None and dialog.isHidden() and is_another:
            dialog.done(dialog.DialogCode.Rejected)

    def _keep_texts(self) -> None:
        """Let *Show in source* find the texts that the build found."""
        briefing = self._window.briefing
        if briefing is None:
            return
        files = {listed.id: listed.file for listed in self._sources}
        for source in briefing.report.sources:
            if file := files.get(source.id):
                self._personal.source_files.keep(briefing.report, source, file)

    def _show_late_outcome(self, outcome: "build.Outcome") -> None:
        self._keep_check(outcome)
        if outcome.path is not None:
            self._show_message(_built_message(outcome.path))

    def _keep_check(self, outcome: "build.Outcome") -> None:
        if outcome.checked is not None:
            self._personal.checked.keep(outcome.checked)

    def _open(self, path: Path) -> None:
        dialog = self._build_dialog.dialog
        self._opened = path
        is_open = self._window.open(path)
        if dialog is not None and is_open and dialog.checks_again:
            dialog.hide()
        else:
            self._build_dialog.close()
        if is_open:
            self._keep_texts()
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
        if self._build_dialog.dialog is not None:  # which offered to save it
            self._build_dialog.dialog.choose_if_none(file)

    def _show_saved_late(self, file: Path) -> None:
        self._show_message(saved_message(file))


def _built_message(path: Path) -> str:
    return f"Built: {path.name} in {path.parent}"
