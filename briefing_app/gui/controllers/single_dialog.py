"""A dialog that is open at most once, with the background tasks that serve it."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from briefing_app.gui.widgets.background_task import BackgroundTask

_DialogT = TypeVar("_DialogT", bound=QDialog)


class SingleDialog(QObject, Generic[_DialogT]):
    """Keeps track of one dialog, and abandons its background tasks when it closes.

    A task that finishes although it was abandoned reports through `BackgroundTask.done_late`.

    Args:
        parent: As in Qt.
        tasks: The tasks that the dialog starts and does not abandon itself.
    """

    closed = Signal(bool)
    """Emitted when the dialog has closed, with whether a task was still running."""

    def __init__(self, parent: QObject, tasks: Sequence[BackgroundTask]) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._dialog: _DialogT | None = None

    @property
    def dialog(self) -> _DialogT | None:
        """The dialog, while it is open."""
        return self._dialog

    def get_or_make(self, make: Callable[[], _DialogT]) -> _DialogT:
        """Return the open dialog, or a new one if none is open."""
        if self._dialog is None:
            self._dialog = make()
            self._dialog.finished.connect(self._forget)
        return self._dialog

    def close(self) -> None:
        """Close the dialog if it is open."""
        if self._dialog is not None:
            self._dialog.close()

    def _forget(self) -> None:
        self._dialog = None
        was_running = any(task.is_running for task in self._tasks)
        for task in self._tasks:
            task.abandon()
        self.closed.emit(was_running)
