"""Notices that a file was replaced, as a briefing is that is built again."""

from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_QUIET: Final = 400  # milliseconds in which nothing happens to the file any more


class _Stamp(NamedTuple):
    """What changes when a file is replaced or written over."""

    inode: int
    size: int
    modified: int


class FileWatcher(QObject):
    """Watches one file, and its folder: a file that is replaced is another one to the system.

    Nothing is asked for again and again. Where the system can't tell of changes, as of some network
    drives, nothing is noticed.
    """

    replaced = Signal()
    """Another file stands in its place, whole as far as can be seen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._known: _Stamp | None = None
        self._seen: _Stamp | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET)
        self._quiet.timeout.connect(self._look)

    def watch(self, path: Path | None) -> None:
        """Watch a file as it is now, and no longer the one before; None for none."""
        self._quiet.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        self._path = path.resolve() if path is not None else None
        self._known = self._seen = self._stamp()
        if self._path is None or self._known is None:
            return
        watcher = QFileSystemWatcher(self)
        watcher.addPaths([str(self._path), str(self._path.parent)])
        # Where the system has nothing to offer, Qt looks every second, which would keep the
        # processor from resting.
        if any("Polling" in child.metaObject().className() for child in watcher.children()):
            watcher.deleteLater()
            return
        watcher.fileChanged.connect(self._stirred)
        watcher.directoryChanged.connect(self._stirred)
        self._watcher = watcher

    def _stirred(self) -> None:
        # Not begun anew each time: something may go on in that folder without end.
        if not self._quiet.isActive():
            self._quiet.start()

    def _look(self) -> None:
        stamp = self._stamp()
        if stamp is None or stamp == self._known:  # gone, or nothing to do with it
            return
        if stamp != self._seen:  # it may still be written to
            self._seen = stamp
            self._quiet.start()
            return
        self._known = stamp
        if self._watcher is not None and self._path is not None:
            self._watcher.addPath(str(self._path))  # the file that was watched is no more
        self.replaced.emit()

    def _stamp(self) -> _Stamp | None:
        if self._path is None:
            return None
        try:
            found = self._path.stat()
        except OSError:
            return None
        return _Stamp(found.st_ino, found.st_size, found.st_mtime_ns)
