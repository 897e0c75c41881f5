"""The watcher that reports when files were replaced or overwritten."""

from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_QUIET_TIME_MS: Final = 400  # without changes, before a file counts as written


class _Stamp(NamedTuple):
    """What changes when a file is replaced or overwritten."""

    inode: int
    size: int
    modified: int


_Stamps = tuple[_Stamp | None, ...]
"""The stamp of each watched file; None if there is no such file."""


class FileWatcher(QObject):
    """Watches files and their folders, because a replaced file is a different one to the system.

    It never polls. It misses changes that the system doesn't report, as on some network
    drives.
    """

    replaced = Signal()
    """Emitted when a file was replaced or overwritten and all seem to be complete."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._paths: list[Path] = []
        self._known: _Stamps | None = None
        self._seen: _Stamps = ()
        self._watcher: QFileSystemWatcher | None = None
        self._quiet_timer = QTimer(self)
        self._quiet_timer.setSingleShot(True)
        self._quiet_timer.setInterval(_QUIET_TIME_MS)
        self._quiet_timer.timeout.connect(self._check)

    def watch(self, *paths: Path) -> None:
        """Watch other files as they are now, or none.

        Nothing is watched if none of the files exists.
        """
        self._quiet_timer.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        self._paths = [path.resolve() for path in paths]
        self._known = self._seen = self._stamps()
        if not any(self._known):
            return
        watcher = QFileSystemWatcher(self)
        watcher.addPaths(sorted({str(path.parent) for path in self._paths}))
        self._add_files(watcher)
        # Without support by the system, Qt would poll every second and keep the processor busy.
        if any("Polling" in child.metaObject().className() for child in watcher.children()):
            watcher.deleteLater()
            return
        watcher.fileChanged.connect(self._start_quiet_timer)
        watcher.directoryChanged.connect(self._start_quiet_timer)
        self._watcher = watcher

    def report_again(self) -> None:
        """Emit `replaced` again when the files stop changing, as if they had changed now."""
        if self._watcher is not None:
            self._known = None
            self._quiet_timer.start()

    def _start_quiet_timer(self) -> None:
        # Not restarted by each change: other files in the folder may change all the time.
        if not self._quiet_timer.isActive():
            self._quiet_timer.start()

    def _check(self) -> None:
        stamps = self._stamps()
        if not any(stamps) or stamps == self._known:  # deleted, or another file changed
            return
        if stamps != self._seen:  # a file may still be written
            self._seen = stamps
            self._quiet_timer.start()
            return
        self._known = stamps
        if self._watcher is not None:
            self._add_files(self._watcher)  # the watched files may no longer exist
        self.replaced.emit()

    def _add_files(self, watcher: QFileSystemWatcher) -> None:
        watched = set(watcher.files())
        for path in self._paths:
            if path.exists() and str(path) not in watched:
                watcher.addPath(str(path))

    def _stamps(self) -> _Stamps:
        return tuple(map(_stamp, self._paths))


def _stamp(path: Path) -> _Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return _Stamp(status.st_ino, status.st_size, status.st_mtime_ns)
