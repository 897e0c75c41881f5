"""Files that are dragged onto the main window."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from briefing_app.authoring.folder import REPORT_FILE
from briefing_app.authoring.spreadsheets.workbook_archive import SUFFIXES

_BRIEFING: str = ".db"


class Dropped(NamedTuple):
    """What can be done with what is dragged.

    Args:
        briefing: The briefing to open, if there is one.
        source: What a briefing can be made from otherwise.
        left: What nothing is done with.
    """

    briefing: Path | None = None
    source: Path | None = None
    left: tuple[Path, ...] = ()

    @property
    def news(self) -> str:
        """What to tell of what nothing is done with; empty where that is nothing."""
        if not self.left:
            return ""
        if self.briefing is None and self.source is None:
            return (
                f"{self.left[0].name} can’t be opened. Drop a briefing (.db), or a workbook or a "
                f"folder with {REPORT_FILE} to make one from."
            )
        others = f" and {len(self.left) - 1:,} more" if len(self.left) > 1 else ""
        return f"One at a time: nothing was done with {self.left[0].name}{others}."


def dropped(paths: Iterable[Path]) -> Dropped:
    """What can be done with files and folders: the first briefing counts, or else the first source.

    Args:
        paths: What is dragged.
    """
    all_of_them = tuple(paths)
    briefings = [path for path in all_of_them if path.suffix.lower() == _BRIEFING]
    sources = [path for path in all_of_them if _is_source(path)]
    chosen = next(iter([*briefings, *sources]), None)
    left = tuple(path for path in all_of_them if path is not chosen)
    if briefings:
        return Dropped(briefing=chosen, left=left)
    return Dropped(source=chosen, left=left)


def _is_source(path: Path) -> bool:
    if path.is_dir():
        return (path / REPORT_FILE).is_file()
    return path.suffix.lower() in SUFFIXES


class FileDropHandler(QObject):
    """Lets a window take files; anything else, the pointer refuses.

    It watches the window from outside: with event handlers of its own, the window would be painted
    later.

    Args:
        window: Takes the files, wherever in it they are dropped; it owns this.
        refuses: Whether nothing is to be taken now.
    """

    briefing_dropped = Signal(Path)
    source_dropped = Signal(Path)
    left_over = Signal(str)
    """What to tell of files that nothing is done with."""

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
        if self._dragged != Dropped():
            event.acceptProposedAction()
        else:
            event.ignore()
        if dropping:
            # Later, so that whoever let go of it needn't wait.
            QTimer.singleShot(0, self._tell)
        return True

    def _tell(self) -> None:
        there, self._dragged = self._dragged, Dropped()
        if there.briefing is not None:
            self.briefing_dropped.emit(there.briefing)
        elif there.source is not None:
            self.source_dropped.emit(there.source)
        if there.news:
            self.left_over.emit(there.news)


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
