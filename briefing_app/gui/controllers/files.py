"""Opens briefings that are dropped, listed as recent or changed on disk."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QFileSystemWatcher, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from briefing_app.files.on_disk import FileStamp, exists, file_stamp, is_missing, is_source
from briefing_app.files.paths import (
    BRIEFING_SUFFIX,
    BRIEFING_SUFFIXES,
    BUNDLED_BRIEFING,
    DEMONSTRATION,
    REPORT_FILE,
    WORKBOOK_SUFFIX,
    resolved,
)
from briefing_app.gui.main_window.actions import Action, always
from briefing_app.gui.main_window.messages import Notification, Topic
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher


@dataclass(frozen=True, slots=True)
class Drop:
    """What can be done with dragged files.

    Args:
        briefing: The briefing to open, if any.
        source: The workbook or folder to build from, if there is no briefing.
        unused: The files that are ignored.
    """

    briefing: Path | None = None
    source: Path | None = None
    unused: tuple[Path, ...] = ()

    @property
    def warning(self) -> str:
        """The message about unused files; empty if there are none."""
        if not self.unused:
            return ""
        if self.briefing is None and self.source is None:
            return (
                f"{self.unused[0].name} can’t be opened. Drop a briefing ({BRIEFING_SUFFIX}), a "
                f"workbook ({WORKBOOK_SUFFIX}), or a folder with {REPORT_FILE}."
            )
        others = f" and {len(self.unused) - 1:,} more" if len(self.unused) > 1 else ""
        return f"Only one file is opened at a time. Not opened: {self.unused[0].name}{others}."


def choose_file(paths: Iterable[Path]) -> Drop:
    """Choose the first briefing, or else the first workbook or folder to build from."""
    all_paths = tuple(paths)
    briefings = [path for path in all_paths if path.suffix.lower() in BRIEFING_SUFFIXES]
    sources = [path for path in all_paths if is_source(path)]
    chosen = next(iter([*briefings, *sources]), None)
    unused = tuple(path for path in all_paths if path is not chosen)
    if briefings:
        return Drop(briefing=chosen, unused=unused)
    return Drop(source=chosen, unused=unused)


class FileDropHandler(QObject):
    """Accepts files that are dropped onto a window.

    Args:
        window: The window, which owns this.
        is_disabled: Whether drops are refused at the moment.
        use: Opens or builds what was dropped.
    """

    def __init__(
        self, window: QWidget, is_disabled: Callable[[], bool], use: Callable[[Drop], object]
    ) -> None:
        super().__init__(window)
        self._is_disabled = is_disabled
        self._use = use
        self._drop = Drop()
        window.setAcceptDrops(True)
        # A text field would insert the name of a dropped file.
        for watched in (window, *window.findChildren(QLineEdit)):
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle drag and drop events of the window and its text fields."""
        del watched
        if isinstance(event, QDropEvent):  # a QDragMoveEvent, too
            return self._handle(event, is_drop=not isinstance(event, QDragMoveEvent))
        return False

    def _handle(self, event: QDropEvent, *, is_drop: bool) -> bool:
        data = event.mimeData()
        if not data.hasUrls():
            return False
        # Not for each move, because the files may be on a slow drive.
        if event.type() is not QEvent.Type.DragMove:
            self._drop = Drop() if self._is_disabled() else choose_file(_files(data))
        if self._drop != Drop():
            event.acceptProposedAction()
        else:
            event.ignore()
        if is_drop:
            # Later, so that the program from which the file was dragged doesn't wait.
            QTimer.singleShot(0, self, partial(self._use, self._drop))
        return True


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


_QUIET_TIME_MS: Final = 400  # without changes, before a file counts as written


_Stamps = tuple[FileStamp | None, ...]
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
        self._paths = [resolved(path) for path in paths]
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
            if exists(path) and str(path) not in watched:
                watcher.addPath(str(path))

    def _stamps(self) -> _Stamps:
        return tuple(map(file_stamp, self._paths))


MAX_RECENT_FILES: Final = 8
EXAMPLES: Final = (
    ("&Police response to modern slavery", BUNDLED_BRIEFING),
    ("&Made up: an inspection of twelve forces", DEMONSTRATION),
)
"""The briefings that come with the program, with their entries in menus."""


class RecentFiles(QObject):
    """Remembers the briefings that are opened, and opens them again.

    Args:
        window: The main window, which owns this.
        settings: Stores the list.
    """

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        window.briefing_changed.connect(self._remember)
        self._remember()

    def has_files(self) -> bool:
        """Return whether the list has any files."""
        return bool(self._settings.recent_files)

    def clear(self) -> None:
        """Forget the files."""
        self._store()

    def actions(self) -> list[Action]:
        """Return actions that open the files."""
        files = [Path(file) for file in self._settings.recent_files[:MAX_RECENT_FILES]]
        names = Counter(path.name for path in files)
        actions = []
        for number, path in enumerate(files, 1):
            name = path.name if names[path.name] == 1 else f"{path.name}, in {path.parent}"
            text = f"&{number}  {name.replace('&', '&&')}"
            actions.append(Action(text, partial(self._open, path), enabled=always, tip=str(path)))
        return actions

    def _remember(self) -> None:
        briefing = self._window.briefing
        if briefing is None:
            return
        path = resolved(briefing.path)
        if path not in {resolved(BUNDLED_BRIEFING), resolved(DEMONSTRATION)}:
            self._store(str(path), *self._without(str(path)))

    def _without(self, path: str) -> list[str]:
        return [file for file in self._settings.recent_files if file != path]

    def _store(self, *files: str) -> None:
        self._settings.recent_files = files[:MAX_RECENT_FILES]

    def _open(self, path: Path) -> None:
        # Checked first: an unreadable file stays in the list, a missing one doesn't.
        was_missing = is_missing(path)
        self._window.open(path)  # shows an error page if it fails
        if was_missing:
            self._store(*self._without(str(path)))


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
                f"{briefing.path.name} has changed since it was opened.",
                "Reload",
                self._reload,
            ),
        )

    def _reload(self) -> None:
        if not self._window.reload():
            self._offer()  # it may be readable later
