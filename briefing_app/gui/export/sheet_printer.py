"""Prints a handout sheet by sheet, so that the user can stop it in between."""

from collections.abc import Generator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtPrintSupport import QPrinter

from briefing_app.errors import BriefingAppError
from briefing_app.gui.export.printer import print_sheets


class SheetPrinter(QObject):
    """Prints one sheet in each turn of the event loop.

    Args:
        parent: As in Qt.
    """

    progress_changed = Signal(int)
    """Emitted with the number of sheets printed so far."""
    done = Signal()
    """Emitted when every sheet is printed."""
    failed = Signal(object)
    """Emitted with the `BriefingAppError` that ended the printing."""
    broke = Signal()
    """Emitted when an unexpected error ended the printing."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sheets: Generator[int, None, int] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._print_sheet)

    @property
    def is_running(self) -> bool:
        """Whether a handout is being printed."""
        return self._sheets is not None

    def start(self, printer: QPrinter, pages: Sequence[bytes]) -> None:
        """Start to print pages as `print_sheets` does."""
        self._sheets = print_sheets(printer, pages)
        self._timer.start()

    def stop(self) -> None:
        """Stop printing; an incomplete file is removed."""
        self._timer.stop()
        sheets, self._sheets = self._sheets, None
        if sheets is not None:
            sheets.close()

    def _print_sheet(self) -> None:
        if self._sheets is None:
            return
        try:
            count = next(self._sheets)
        except StopIteration as end:
            self.stop()
            # If something else closed the generator, it returns no number of sheets.
            (self.done if end.value else self.broke).emit()
        except BriefingAppError as error:
            self.stop()
            self.failed.emit(error)
        except BaseException:
            self.stop()
            self.broke.emit()
            raise
        else:
            self.progress_changed.emit(count)
