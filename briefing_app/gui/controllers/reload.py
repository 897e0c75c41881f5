"""Offering to reload a briefing that was built again while it is open."""

from PySide6.QtCore import QObject

from briefing_app.gui.controllers.file_watcher import FileWatcher
from briefing_app.gui.main_window.notification_bar import Notification, Offer, Topic
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.slideshow.launcher import SlideshowLauncher


class ReloadController(QObject):
    """Watches the file of the open briefing and offers to reload it.

    Args:
        window: The main window, which owns this.
        launcher: Knows whether a slideshow is running, during which nothing is offered.
    """

    def __init__(self, window: MainWindow, launcher: SlideshowLauncher) -> None:
        super().__init__(window)
        self._window = window
        self._launcher = launcher
        self._is_postponed = False
        self._watcher = FileWatcher(self)
        self._watcher.replaced.connect(self._offer)
        window.briefing_changed.connect(self._watch_current)
        launcher.started.connect(self._postpone)
        launcher.ended.connect(self._offer_if_postponed)
        self._watch_current()

    def _watch_current(self) -> None:
        briefing = self._window.briefing
        self._is_postponed = False
        self._window.notifications.withdraw(Topic.RELOAD)
        self._watcher.watch(*([briefing.path] if briefing is not None else []))

    def _postpone(self) -> None:
        if Topic.RELOAD in self._window.notifications.topics:
            self._is_postponed = True
            self._window.notifications.withdraw(Topic.RELOAD)

    def _offer_if_postponed(self) -> None:
        if self._is_postponed:
            self._offer()

    def _offer(self) -> None:
        briefing = self._window.briefing
        self._is_postponed = self._launcher.slideshow is not None
        if briefing is None or self._is_postponed:
            return
        self._window.notifications.notify(
            Topic.RELOAD,
            Notification(
                f"{briefing.path.name} was changed since it was opened.",
                [Offer("Reload", self._reload)],
            ),
        )

    def _reload(self) -> None:
        if not self._window.reload():
            self._offer()  # it may be readable later
