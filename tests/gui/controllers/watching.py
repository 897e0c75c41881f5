"""The watchers of files, and their timers, which tests don't wait for."""

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from briefing_app.gui.controllers.files import FileWatcher
from tests.gui.slideshows import process_deletions, timer_of


def watcher_of(controller: QObject) -> FileWatcher:
    """Return the watcher of a controller."""
    (watcher,) = controller.findChildren(FileWatcher)
    return watcher


def quiet_timer(watcher: FileWatcher) -> QTimer:
    """Return the timer that runs from the first change until the files count as written."""
    return timer_of(watcher)


def is_watching(watcher: FileWatcher) -> bool:
    """Return whether the system reports changes to a watcher."""
    process_deletions()
    return bool(watcher.findChildren(QFileSystemWatcher))
