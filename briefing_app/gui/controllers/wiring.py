"""Builds the controllers of the main window and connects them."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from briefing_app.gui.controllers.authoring import AuthoringController
from briefing_app.gui.controllers.closing import ClosingController
from briefing_app.gui.controllers.editing import EditingController
from briefing_app.gui.controllers.export import ExportController
from briefing_app.gui.controllers.files import Drop, FileDropHandler, RecentFiles, ReloadController
from briefing_app.gui.controllers.help import HelpController
from briefing_app.gui.controllers.menus import (
    add_context_menus,
    edit_menu,
    file_menu,
    go_menu,
    help_menu,
    slideshow_menu,
    view_menu,
)
from briefing_app.gui.controllers.notes import NotesController
from briefing_app.gui.controllers.privacy import PrivacyController
from briefing_app.gui.controllers.running_order import RunningOrderController
from briefing_app.gui.controllers.settings import AppearanceController, SettingsController
from briefing_app.gui.controllers.slideshow import SlideshowController
from briefing_app.gui.controllers.source import SourceController
from briefing_app.gui.main_window.messages import Notification, Topic
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import DEFAULT_START, SlideshowLauncher, StartOptions


class Controllers(QObject):
    """The controllers of one main window, each of which carries out its actions.

    Args:
        window: The main window; it owns this.
        settings: The settings of the program.
        personal: What belongs to the user.
        application: The application of the program.
        launcher: Starts slideshows.
        start_options: How a slideshow starts unless the menu says otherwise.
    """

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        personal: PersonalData,
        application: QApplication,
        *,
        launcher: SlideshowLauncher,
        start_options: StartOptions = DEFAULT_START,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._personal = personal
        self.launcher = launcher
        self.editing = EditingController(window, application)
        self.appearance = AppearanceController(window, settings)
        self.help = HelpController(window)
        self.notes = NotesController(window, settings, personal, application)
        ClosingController(window, self.notes.notebook, launcher, application)
        self.slideshow = SlideshowController(window, launcher, start_options, application)
        self.running_order = RunningOrderController(window, launcher, self.slideshow, personal)
        self.privacy = PrivacyController(window, settings, personal)
        self.settings = SettingsController(window, settings, launcher, self.privacy)
        self.export = ExportController(window, launcher, settings, application, personal=personal)
        self.authoring = AuthoringController(window, launcher, settings, application, personal)
        self.source = SourceController(window, launcher, settings, personal, application)
        self.recent_files = RecentFiles(window, settings)
        ReloadController(window, launcher)
        self._fill_menus()
        self._connect()
        self.slideshow.refresh()
        self._show_failure()

    def report_bug(self, details: str) -> None:
        """Show an unexpected error; during a slideshow, wait until it is over."""
        self.slideshow.report_bug(details)

    def _fill_menus(self) -> None:
        window = self._window
        menus = window.fill_menus(
            (
                file_menu(
                    window=window,
                    recent_files=self.recent_files,
                    authoring=self.authoring,
                    export=self.export,
                    notes=self.notes,
                    privacy=self.privacy,
                ),
                edit_menu(window, self.editing, self.source, self.settings),
                view_menu(window, self.source, self.appearance),
                go_menu(window),
                slideshow_menu(self.slideshow, self.running_order),
                help_menu(window, self.help),
            )
        )
        slideshow, starts = menus.menu("Slideshow"), window.header.start_menu
        starts.add_entries_of(slideshow)
        for menu in (slideshow, starts):
            menu.aboutToShow.connect(self.slideshow.update_next_start)
        add_context_menus(menus, window.view)

    def _connect(self) -> None:
        window = self._window
        window.header.export_button.clicked.connect(lambda _checked: self.export.open())
        window.header.start_button.clicked.connect(lambda _checked: self.slideshow.present())
        self.launcher.started.connect(window.status_bar.end_hint)
        FileDropHandler(window, lambda: self.launcher.slideshow is not None, self._use_dropped)
        personal = self._personal
        personal.failed.connect(self._show_failure)
        for changed in (personal.order_saved, personal.forgotten, self.notes.notebook.read_late):
            changed.connect(self.slideshow.refresh)

    def _use_dropped(self, drop: Drop) -> None:
        if drop.briefing is not None:
            self._window.open(drop.briefing)
        elif drop.source is not None:
            self.authoring.new_briefing(drop.source)
        if drop.warning:
            self._window.show_message(drop.warning)

    def _show_failure(self) -> None:
        """Show that personal data can't be kept, unless the presenter view shows it."""
        if self.launcher.slideshow is None and (message := self._personal.take_message()):
            self._window.notifications.notify(Topic.PERSONAL_DATA, Notification(message))
