"""Qt's application, and what its windows may do."""

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent, QGuiApplication
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """The application of the program.

    On macOS, a double click on a document sends an event to the running program.
    """

    file_opened = Signal(Path)
    """Emitted with the file to open."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            name = event.file()
            if name:  # not the address of something else
                self.file_opened.emit(Path(name))
            return True
        return super().event(event)


def may_place_windows() -> bool:
    """Return whether a program can choose the position of its windows.

    On Wayland it can only request a screen to fill, before the window is shown.
    """
    return not QGuiApplication.platformName().startswith("wayland")
