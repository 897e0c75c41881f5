"""Files that are dragged onto the main window."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from briefing_app.authoring.archive import ENDINGS

_BRIEFING: str = ".db"


class Dropped(NamedTuple):
    """What can be done with what is dragged.

    Args:
        briefing: The briefing to open, if there is one.
        source: What a briefing can be made from otherwise.
    """

    briefing: Path | None = None
    source: Path | None = None

    def __bool__(self) -> bool:
        """Whether anything can be done with it."""
        return self != (None, None)


def dropped(paths: Iterable[Path]) -> Dropped:
    """What can be done with files and folders: the first briefing counts, or else the first source.

    Args:
        paths: What is dragged.
    """
    source = None
    for path in paths:
        ending = path.suffix.lower()
        if ending == _BRIEFING:
            return Dropped(briefing=path)
        if source is None and (ending in ENDINGS or path.is_dir()):
            source = path
    return Dropped(source=source)


class DropTarget(QObject):
    """Lets a window take files; what it can't use, the pointer refuses.

    It watches the window from outside: with event handlers of its own, the window would be painted
    later.

    Args:
        window: Takes the files, wherever in it they are dropped; it owns this.
        refuses: Whether nothing is to be taken now.
    """

    briefing_dropped = Signal(Path)
    source_dropped = Signal(Path)

    def __init__(self, window: QWidget, refuses: Callable[[], bool]) -> None:
        super().__init__(window)
        self._refuses = refuses
        self._dragged = Dropped()
        window.setAcceptDrops(True)
        # A field for text would take the name of a file as its text.
        for watched in (window, *window.findChildren(QLineEdit)):
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, Qt's name
        """Qt: an event of what is watched, before that gets it."""
        kind = event.type()
        if kind in {QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop}:
            assert isinstance(event, QDropEvent)  # noqa: S101, or Qt has lied
            return self._take(event, dropping=not isinstance(event, QDragMoveEvent))
        return super().eventFilter(watched, event)

    def _take(self, event: QDropEvent, *, dropping: bool) -> bool:
        data = event.mimeData()
        if not data.hasUrls():
            return False
        if event.type() is not QEvent.Type.DragMove:
            # Looked up once: the files may lie on a slow drive.
            self._dragged = Dropped() if self._refuses() else dropped(_files(data))
        if self._dragged:
            event.acceptProposedAction()
        else:
            event.ignore()
        if dropping:
            # Later, so that whoever let go of it needn't wait.
            QTimer.singleShot(0, self._tell)
        return True

    def _tell(self) -> None:
        briefing, source = self._dragged
        self._dragged = Dropped()
        if briefing is not None:
            self.briefing_dropped.emit(briefing)
        elif source is not None:
            self.source_dropped.emit(source)


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
