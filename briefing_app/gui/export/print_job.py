"""Prints a handout: sheet by sheet, or as the handout's own PDF file."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter

from briefing_app.errors import BriefingAppError
from briefing_app.files.progress import Progress
from briefing_app.gui.export.printer import can_save_instead
from briefing_app.gui.export.sheet_printer import SheetPrinter
from briefing_app.gui.widgets.tasks import BackgroundTask
from briefing_app.model.wording import counted

_CANNOT_PRINT: Final = "The handout can’t be printed."
_STOPPED: Final = "Printing was stopped."


class PrintJob(QObject):
    """Prints one handout at a time.

    Args:
        task: Writes the handout's own PDF file.
        parent: The owner.
    """

    message_changed = Signal(str)
    """Emitted with what is happening; empty at the end of a job that was not stopped or failed."""
    done = Signal()
    """Emitted when the handout is printed."""

    def __init__(self, task: BackgroundTask, parent: QObject) -> None:
        super().__init__(parent)
        self._task = task
        self._sheets = SheetPrinter(self)
        # Only methods: they are disconnected when the dialog is deleted.
        task.done.connect(self._end_done)
        task.cancelled.connect(self._end_stopped)
        task.failed.connect(self._end_failed)
        task.crashed.connect(self._end_broken)
        self._sheets.progress_changed.connect(self._show_sheet_count)
        self._sheets.done.connect(self._end_done)
        self._sheets.failed.connect(self._end_failed)
        self._sheets.broke.connect(self._end_broken)

    @property
    def is_saving(self) -> bool:
        """Whether the handout's own PDF file is being written."""
        return self._task.is_running

    @property
    def is_running(self) -> bool:
        """Whether the handout is being printed or written."""
        return self.is_saving or self._sheets.is_running

    def start(
        self,
        printer: QPrinter,
        pages: Sequence[bytes],
        check_file: Callable[[Path], None],
        save: Callable[[Path, Progress], object],
    ) -> None:
        """Print pages, or write the handout's own file if that is the same.

        Args:
            printer: The printer, as set up in the print dialog.
            pages: The pages.
            check_file: Raises an OutputError if a file may not be written.
            save: Writes the handout's own file; called in another thread.
        """
        file = printer.outputFileName()
        try:
            if file:
                check_file(Path(file))
        except BriefingAppError as error:
            self._end_failed(error)
            return
        if can_save_instead(printer, len(pages)):
            self._task.start(partial(save, Path(file)))
            self.message_changed.emit(f"Writing {Path(file).name}…")
        else:
            self._sheets.start(printer, pages)
            self.message_changed.emit("Printing…")

    def stop(self) -> None:
        """Stop as soon as possible."""
        if self._sheets.is_running:
            self._end(_STOPPED)
        elif self.is_saving:
            self.message_changed.emit("Stopping…")
            self._task.cancel()

    def abandon(self) -> None:
        """Stop without a message."""
        self._sheets.stop()
        self._task.abandon()

    def _show_sheet_count(self, count: int) -> None:
        self.message_changed.emit(f"Printing… {counted(count, 'sheet')} done")

    def _end_done(self) -> None:
        self._end("")
        self.done.emit()

    def _end_failed(self, error: BriefingAppError) -> None:
        self._end(str(error))

    def _end_broken(self) -> None:
        self._end(_CANNOT_PRINT)

    def _end_stopped(self) -> None:
        self._end(_STOPPED)

    def _end(self, message: str) -> None:
        self._sheets.stop()
        self.message_changed.emit(message)
