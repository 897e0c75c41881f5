"""Dragging files over a widget and dropping them, as another program does."""

from pathlib import Path
from typing import Any, Final

from PySide6 import __version_info__
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

_COPY: Final = Qt.DropAction.CopyAction
_LEFT: Final = Qt.MouseButton.LeftButton
_NONE: Final = Qt.KeyboardModifier.NoModifier
# PySide 6.11, which Python 3.11 gets, takes whole numbers; 6.12 deprecates them.
# A type checker knows only the installed one.
_POINT: Final[Any] = QPoint if __version_info__ < (6, 12) else QPointF


def files(*paths: Path) -> QMimeData:
    """Return the data of dragged files."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def enter(widget: QWidget, data: QMimeData) -> bool:
    """Drag data into a widget. Return whether it was accepted."""
    event = QDragEnterEvent(_POINT(5, 5), _COPY, data, _LEFT, _NONE)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def move(widget: QWidget, data: QMimeData) -> bool:
    """Drag data on over a widget. Return whether it was accepted."""
    event = QDragMoveEvent(_POINT(6, 5), _COPY, data, _LEFT, _NONE)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def drop(widget: QWidget, data: QMimeData) -> None:
    """Drop data on a widget."""
    QApplication.sendEvent(widget, QDropEvent(QPointF(6, 5), _COPY, data, _LEFT, _NONE))
