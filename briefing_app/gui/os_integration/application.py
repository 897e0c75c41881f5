"""Qt's application, which reports the files that macOS asks it to open."""

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """The application of the program.

    On macOS, a double click on a document sends an event to the running program.
    """

    file_opened = Signal(Path)
    """Emitted with the file to open."""

    def event(self, event: QEvent) -> bool:
        """Report a file to open."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            name = event.file()
            if name:  # not the address of something else
                self.file_opened.emit(Path(name))
            return True
        return super().event(event)
