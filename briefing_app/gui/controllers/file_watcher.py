"""The watcher that reports when a file was replaced or overwritten."""

from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_QUIET_TIME_MS: Final = 400  # without changes, before a file counts as written


class _Stamp(NamedTuple):
    """What changes when a file is replaced or overwritten."""

    inode: int
    size: int
    modified: int


class FileWatcher(QObject):
    """Watches one file and its folder, because a replaced file is a different one to the system.

    It never polls. It misses changes that the system doesn't report, as on some network
    drives.
    """

    replaced = Signal()
    """Emitted when the file was replaced or overwritten and seems to be complete."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._known: _Stamp | None = None
        self._seen: _Stamp | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._quiet_timer = QTimer(self)
        self._quiet_timer.setSingleShot(True)
        self._quiet_timer.setInterval(_QUIET_TIME_MS)
        self._quiet_timer.timeout.connect(self._check)

    def watch(self, path: Path | None) -> None:
        """Watch another file as it is now; None to watch none."""
        self._quiet_timer.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        self._path = path.resolve() if path is not None else None
        self._known = self._seen = self._stamp()
        if self._path is None or self._known is None:
            return
        watcher = QFileSystemWatcher(self)
        watcher.addPaths([str(self._path), str(self._path.parent)])
        # Without support by the system, Qt would poll every second and keep the processor busy.
        if any("Polling" in child.metaObject().className() for child in watcher.children()):
            watcher.deleteLater()
            return
        watcher.fileChanged.connect(self._start_quiet_timer)
        watcher.directoryChanged.connect(self._start_quiet_timer)
        self._watcher = watcher

    def _start_quiet_timer(self) -> None:
        # Not restarted by each change: other files in the folder may change all the time.
        if not self._quiet_timer.isActive():
            self._quiet_timer.start()

    def _check(self) -> None:
        stamp = self._stamp()
        if stamp is None or stamp == self._known:  # deleted, or another file changed
            return
        if stamp != self._seen:  # it may still be written
            self._seen = stamp
            self._quiet_timer.start()
            return
        self._known = stamp
        if self._watcher is not None and self._path is not None:
            self._watcher.addPath(str(self._path))  # the watched file no longer exists
        self.replaced.emit()

    def _stamp(self) -> _Stamp | None:
        if self._path is None:
            return None
        try:
            status = self._path.stat()
        except OSError:
            return None
        return _Stamp(status.st_ino, status.st_size, status.st_mtime_ns)
