"""Builds the controllers of the main window and connects them to its commands.

Each controller is imported and built when it is first used: together they take about 200 ms, which
the first paint doesn't need. All lazy imports of the controllers are here.
"""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from briefing_app.gui.look import Style
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings

if TYPE_CHECKING:
    from briefing_app.gui.controllers.authoring import AuthoringController
    from briefing_app.gui.controllers.comparison import ComparisonController
    from briefing_app.gui.controllers.export import ExportController
    from briefing_app.gui.controllers.forget import ForgettingController
    from briefing_app.gui.controllers.identity import IdentityController
    from briefing_app.gui.controllers.notes import NotesController
    from briefing_app.gui.controllers.running_order import RunningOrderController
    from briefing_app.gui.controllers.said import SaidController
    from briefing_app.gui.controllers.slideshow import SlideshowController
    from briefing_app.gui.controllers.times import TimesController
    from briefing_app.gui.slideshow.launcher import SlideshowLauncher
    from briefing_app.gui.slideshow.options import StartOptions


class WindowControllers(QObject):
    """The controllers of one main window, each built once.

    Args:
        window: The main window; it owns this.
        settings: The settings of the program.
        personal: What belongs to the user.
        style: Colours, fonts and text size.
        application: The application of the program.
        start_options: How a slideshow starts unless the menu says otherwise; None for the default.
        launcher: Starts slideshows; None if it is not built yet.
    """

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        personal: PersonalData,
        style: Style,
        application: QApplication,
        *,
        start_options: "StartOptions | None" = None,
        launcher: "SlideshowLauncher | None" = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._personal = personal
        self._style = style
        self._application = application
        self._existing_launcher = launcher
        self._start_options = start_options
        self._connect_commands()
        personal.failed.connect(self._show_failure)
        window.completed.connect(lambda: self.notes)
        window.completed.connect(self._start_background_controllers)

    def _connect_commands(self) -> None:
        commands = self._window.commands
        commands.comparison_requested.connect(lambda: self.comparison.ask())
        commands.new_briefing_requested.connect(lambda: self.authoring.new_briefing())
        commands.template_requested.connect(lambda: self.authoring.save_template())
        commands.export_requested.connect(lambda action: self.export.open_for_action(action))
        commands.notes_export_requested.connect(lambda: self.notes.ask_for_file())
        commands.print_requested.connect(lambda: self.export.open_to_print())
        commands.slideshow_requested.connect(lambda action: self.slideshow.present(action))
        commands.running_order_requested.connect(lambda: self.running_order.open_dialog())
        commands.times_requested.connect(lambda: self.times.open_window())
        commands.said_requested.connect(lambda: self.said.open_dialog())
        commands.identity_requested.connect(lambda: self.identity.open_dialog())
        commands.private_session_requested.connect(self._start_private_session)
        commands.forget_requested.connect(lambda: self.forgetting.open_dialog())

    @cached_property
    def launcher(self) -> "SlideshowLauncher":
        """Starts slideshows."""
        if self._existing_launcher is not None:
            return self._existing_launcher
        from briefing_app.gui.os_integration.sleep import SleepInhibitor
        from briefing_app.gui.slideshow.launcher import SlideshowLauncher

        application = self._application
        return SlideshowLauncher(
            self._settings,
            self._personal,
            self._style,
            application,
            SleepInhibitor(application),
        )

    @cached_property
    def slideshow(self) -> "SlideshowController":
        """Presents the open briefing."""
        from briefing_app.gui.controllers.slideshow import SlideshowController

        if self._start_options is None:
            return SlideshowController(self._window, self.launcher)
        return SlideshowController(self._window, self.launcher, self._start_options)

    @cached_property
    def notes(self) -> "NotesController":
        """Shows and saves the user's notes."""
        from briefing_app.gui.controllers.notes import NotesController

        return NotesController(
            self._window, self._settings, self._personal, self._style, self._application
        )

    @cached_property
    def running_order(self) -> "RunningOrderController":
        """Opens the dialog for the running order of the open briefing."""
        from briefing_app.gui.controllers.running_order import RunningOrderController

        return RunningOrderController(self._window, self.launcher, self._style)

    @cached_property
    def times(self) -> "TimesController":
        """Opens the window with the time of each slide."""
        from briefing_app.gui.controllers.times import TimesController

        return TimesController(
            self._window, self.launcher, self._personal, self._settings, self._style
        )

    @cached_property
    def said(self) -> "SaidController":
        """Shows what was said in discussions."""
        from briefing_app.gui.controllers.said import SaidController

        return SaidController(self._window, self._personal, self._settings, self._style)

    @cached_property
    def identity(self) -> "IdentityController":
        """Opens the dialog for the force's identity."""
        from briefing_app.gui.controllers.identity import IdentityController

        return IdentityController(self._window, self._settings, self._style)

    @cached_property
    def forgetting(self) -> "ForgettingController":
        """Removes what is kept on this computer."""
        from briefing_app.gui.controllers.forget import ForgettingController

        return ForgettingController(self._window, self._settings, self._personal, self._style)

    @cached_property
    def comparison(self) -> "ComparisonController":
        """Compares the open briefing with another one."""
        from briefing_app.gui.controllers.comparison import ComparisonController

        return ComparisonController(
            self._window, self.launcher, self._settings, self._style, self._application
        )

    @cached_property
    def export(self) -> "ExportController":
        """Exports the open briefing."""
        from briefing_app.gui.controllers.export import ExportController

        return ExportController(
            self._window,
            self.launcher,
            self._settings,
            self._style,
            self._application,
            personal=self._personal,
            comparison=self.comparison,
        )

    @cached_property
    def authoring(self) -> "AuthoringController":
        """Builds briefings from workbooks."""
        from briefing_app.gui.controllers.authoring import AuthoringController

        return AuthoringController(
            self._window, self.launcher, self._settings, self._style, self._application
        )

    def _start_background_controllers(self) -> None:
        """Build the controllers that act without a command."""
        from briefing_app.gui.controllers.files import (
            FileDropHandler,
            RecentFiles,
            ReloadController,
        )

        RecentFiles(self._window, self._settings)
        ReloadController(self._window, self.launcher)
        files = FileDropHandler(self._window, lambda: self.launcher.slideshow is not None)
        files.briefing_dropped.connect(self._window.open)
        files.source_dropped.connect(lambda path: self.authoring.new_briefing(path))
        files.files_refused.connect(self._window.show_message)
        self.slideshow.offer_to_resume()
        self._personal.said.remove_old()
        self._show_failure()

    def _start_private_session(self) -> None:
        from briefing_app.gui.personal.private_session import start_private_session

        briefing = self._window.briefing
        is_started = start_private_session(briefing.path if briefing is not None else None)
        self._window.show_message(
            "A private session opens in a window of its own"
            if is_started
            else "The private session can’t be started. Close this program and start it again."
        )

    def _show_failure(self) -> None:
        """Show that personal data can't be kept, unless the presenter view shows it."""
        is_presenting = "launcher" in self.__dict__ and self.launcher.slideshow is not None
        if not is_presenting and (message := self._personal.take_message()):
            from briefing_app.gui.main_window.messages import Notification, Topic

            self._window.notifications.notify(Topic.PERSONAL_DATA, Notification(message))

    def open_file(self, path: Path) -> None:
        """Open a briefing that the system hands over; not during a slideshow."""
        if self.launcher.slideshow is None:
            self._window.open(path)
        else:
            self._window.show_message(f"{path.name} was not opened during the slideshow")

    def report_bug(self, details: str) -> None:
        """Show an unexpected error; during a slideshow, wait until it is over."""
        if "slideshow" in self.__dict__:  # otherwise no slideshow was started from the window
            self.slideshow.report_bug(details)
        else:
            self._window.report_bug(details)
