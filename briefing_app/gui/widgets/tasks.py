"""Running one job at a time in a thread, and the one dialog that such jobs serve."""

import logging
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from threading import Event
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, Signal
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from briefing_app.errors import BriefingAppError, CancelledError
from briefing_app.files.progress import Progress

logger = logging.getLogger(__name__)

Job = Callable[[Progress], object]
"""What runs in the thread. It must not touch any widget."""

_DialogT = TypeVar("_DialogT", bound=QDialog)


class BackgroundTask(QObject):
    """Runs one job at a time in a thread, and reports its result in the main thread.

    If the task is deleted, its jobs are cancelled and waited for: Qt aborts the program if a thread
    is deleted while it runs.

    Args:
        application: The application. A running job is cancelled when it quits.
    """

    progress_changed = Signal(int, int)
    """Emitted with (done, total)."""
    done = Signal(object)
    """Emitted with what the job returned."""
    done_late = Signal(object)
    """Emitted with what an abandoned job returned because it could no longer be cancelled."""
    cancelled = Signal()
    """Emitted when the job has been cancelled."""
    failed = Signal(object)
    """Emitted with the `BriefingAppError` that ended the job."""
    crashed = Signal()
    """Emitted when a bug ended the job. The exception is raised afterwards, to be reported."""

    def __init__(self, parent: QObject, application: QCoreApplication) -> None:
        super().__init__(parent)
        self._thread: _Thread | None = None
        self._unfinished: list[_Thread] = []  # not children: those are deleted with their parent
        self._is_shut_down = False
        application.aboutToQuit.connect(self.shut_down)
        self.destroyed.connect(partial(_end, self._unfinished))

    @property
    def is_running(self) -> bool:
        """Whether a job is running."""
        return self._thread is not None

    def start(self, job: Job) -> None:
        """Start a job, abandoning a running one. Do nothing while the application quits."""
        self.abandon()
        if self._is_shut_down:
            return
        thread = self._thread = _Thread(job)
        thread.progress_changed.connect(self._forward_progress)
        thread.returned.connect(self._handle_result)
        thread.raised.connect(self._handle_error)
        thread.finished.connect(self._forget_thread)
        self._unfinished.append(thread)
        thread.start()

    def cancel(self) -> None:
        """Cancel the running job as soon as possible. Nothing is written then."""
        if self._thread is not None:
            self._thread.cancel()

    def abandon(self) -> None:
        """Cancel the running job and ignore how it ends.

        A bug is still reported, and so is the result if it was too late to cancel the job.
        """
        self.cancel()
        self._thread = None

    def wait(self) -> None:
        """Wait until the running job has ended, and report how before this returns."""
        if self._thread is not None:
            self._thread.wait()
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def shut_down(self) -> None:
        """Cancel all jobs, wait for them, and start no others."""
        self._is_shut_down = True
        _end(self._unfinished)

    def _forward_progress(self, done: int, total: int) -> None:
        if self.sender() is self._thread:
            self.progress_changed.emit(done, total)

    def _handle_result(self, result: object) -> None:
        if self._end_current_job():
            self.done.emit(result)
        else:
            self.done_late.emit(result)

    def _handle_error(self, error: Exception) -> None:
        is_current = self._end_current_job()
        if not isinstance(error, BriefingAppError):
            if is_current:
                self.crashed.emit()
            raise error
        logger.info("Job ended: %s", type(error).__name__)
        if is_current and isinstance(error, CancelledError):
            self.cancelled.emit()
        elif is_current:
            self.failed.emit(error)

    def _end_current_job(self) -> bool:
        """Note that a job has ended. Return whether it was the current one."""
        if self.sender() is not self._thread:
            return False
        self._thread = None
        return True

    def _forget_thread(self) -> None:
        thread = self.sender()
        if isinstance(thread, _Thread):  # always
            thread.wait()  # its last signal comes before its end
            self._unfinished.remove(thread)


class _Thread(QThread):
    """Runs one job."""

    progress_changed = Signal(int, int)
    returned = Signal(object)
    raised = Signal(object)

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job
        self._cancelled = Event()

    def cancel(self) -> None:
        self._cancelled.set()

    def run(self) -> None:
        try:
            result = self._job(self._report_progress)
        # Bugs included: they are raised again in the main thread.
        except Exception as error:
            self.raised.emit(error)
        else:
            self.returned.emit(result)

    def _report_progress(self, done: int, total: int) -> None:
        if self._cancelled.is_set():
            raise CancelledError("Stopped.")
        self.progress_changed.emit(done, total)


def _end(threads: Iterable[_Thread], *_destroyed: QObject) -> None:
    """Cancel the jobs of some threads and wait for them."""
    # When the program ends, PySide may delete threads that have ended before what started them.
    left = [thread for thread in threads if isValid(thread)]
    for thread in left:
        thread.cancel()
    for thread in left:
        thread.wait()


class SingleDialog(QObject, Generic[_DialogT]):
    """Keeps track of one dialog, and abandons its background tasks when it closes.

    A task that finishes although it was abandoned reports through `BackgroundTask.done_late`.

    Args:
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
