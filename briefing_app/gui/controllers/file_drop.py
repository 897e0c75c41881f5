"""Dropping files and folders onto the main window."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from briefing_app.files.paths import (
    BRIEFING_SUFFIX,
    BRIEFING_SUFFIXES,
    REPORT_FILE,
    WORKBOOK_SUFFIXES,
)


class Drop(NamedTuple):
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
                f"workbook, or a folder with {REPORT_FILE}."
            )
        others = f" and {len(self.unused) - 1:,} more" if len(self.unused) > 1 else ""
        return f"Only one file is opened at a time. Not opened: {self.unused[0].name}{others}."


def choose_file(paths: Iterable[Path]) -> Drop:
    """Choose the first briefing, or else the first workbook or folder to build from."""
    all_paths = tuple(paths)
    briefings = [path for path in all_paths if path.suffix.lower() in BRIEFING_SUFFIXES]
    sources = [path for path in all_paths if _is_source(path)]
    chosen = next(iter([*briefings, *sources]), None)
    unused = tuple(path for path in all_paths if path is not chosen)
    if briefings:
        return Drop(briefing=chosen, unused=unused)
    return Drop(source=chosen, unused=unused)


def _is_source(path: Path) -> bool:
    if path.is_dir():
        return (path / REPORT_FILE).is_file()
    return path.suffix.lower() in WORKBOOK_SUFFIXES


class FileDropHandler(QObject):
    """Accepts files that are dropped onto a window.

    It filters the window's events from outside, because event handlers in the window itself would
    delay its first paint.

    Args:
        window: The window, which owns this.
        is_disabled: Whether drops are refused at the moment.
    """

    briefing_dropped = Signal(Path)
    """Emitted with the briefing to open."""
    source_dropped = Signal(Path)
    """Emitted with the workbook or folder to build from."""
    files_refused = Signal(str)
    """Emitted with a message about files that are ignored."""

    def __init__(self, window: QWidget, is_disabled: Callable[[], bool]) -> None:
        super().__init__(window)
        self._is_disabled = is_disabled
        self._drop = Drop()
        window.setAcceptDrops(True)
        # A text field would insert the name of a dropped file.
        for watched in (window, *window.findChildren(QLineEdit)):
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle drag and drop events of the window and its text fields."""
        kind = event.type()
        if kind in {QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop}:
            assert isinstance(event, QDropEvent)  # noqa: S101, as Qt documents
            return self._handle(event, is_drop=not isinstance(event, QDragMoveEvent))
        return super().eventFilter(watched, event)

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
            QTimer.singleShot(0, self._emit_signals)
        return True

    def _emit_signals(self) -> None:
        drop, self._drop = self._drop, Drop()
        if drop.briefing is not None:
            self.briefing_dropped.emit(drop.briefing)
        elif drop.source is not None:
            self.source_dropped.emit(drop.source)
        if drop.warning:
            self.files_refused.emit(drop.warning)


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
