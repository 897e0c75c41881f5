"""Offers to reload a briefing that was built again while it is open."""

from PySide6.QtCore import QObject

from briefing_app.gui.controllers.file_watcher import FileWatcher
from briefing_app.gui.main_window.notification_bar import Notification, Topic
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.slideshow.launcher import SlideshowLauncher


class ReloadController(QObject):
    """Watches the file of the briefing that is open in the main window.

    Args:
        window: The main window; it owns this.
        stage: Knows whether a show goes on, in which nothing is offered.
    """

    def __init__(self, window: MainWindow, launcher: SlideshowLauncher) -> None:
        super().__init__(window)
        self._window = window
        self._stage = launcher
        self._waiting = False
        self._watch = FileWatcher(self)
        self._watch.replaced.connect(self._offer)
        window.briefing_changed.connect(self._another)
        launcher.started.connect(self._show_began)
        launcher.ended.connect(self._show_ended)
        self._another()

    def _another(self) -> None:
        briefing = self._window.briefing
        self._waiting = False
        self._window.notifications.withdraw(Topic.RELOAD)
        self._watch.watch(briefing.path if briefing is not None else None)

    def _show_began(self) -> None:
        if Topic.RELOAD in self._window.notifications.topics:
            self._waiting = True
            self._window.notifications.withdraw(Topic.RELOAD)

    def _show_ended(self) -> None:
        if self._waiting:
            self._offer()

    def _offer(self) -> None:
        briefing = self._window.briefing
        self._waiting = self._stage.slideshow is not None
        if briefing is None or self._waiting:
            return
        self._window.notifications.notify(
            Topic.RELOAD,
            Notification(
                f"{briefing.path.name} was changed, or built again, since it was opened.",
                "Reload",
                self._reload,
            ),
        )

    def _reload(self) -> None:
        if not self._window.reload():
            self._offer()  # it may be readable later, with its share or its next edition
