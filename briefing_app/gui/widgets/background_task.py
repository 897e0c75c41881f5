"""Work that goes on beside the window: one piece at a time, which can be stopped."""

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal

from briefing_app.errors import BriefingAppError, CancelledError
from briefing_app.files.progress import Progress

Job = Callable[[Progress], object]
"""What is done in a thread of its own; touches nothing of the window."""


class BackgroundTask(QObject):
    """Does one job at a time beside the window, and tells how it ended in the window's thread.

    Args:
        parent: As in Qt.
        application: Qt's; a job that goes on is stopped when it ends.
    """

    progressed = Signal(int, int)
    done = Signal(object)
    """What the job returned."""
    too_late = Signal(object)
    """What a job returned that was given up, but couldn't be stopped any more."""
    stopped = Signal()
    failed = Signal(object)
    """The `BriefingAppError` that ended it."""
    broke = Signal()
    """A bug ended it; it is raised, right after this, where the program tells of bugs."""

    def __init__(self, parent: QObject, application: QCoreApplication) -> None:
        super().__init__(parent)
        self._thread: _Thread | None = None
        self._over = False
        application.aboutToQuit.connect(self.finish)

    @property
    def running(self) -> bool:
        """Whether a job goes on."""
        return self._thread is not None

    def start(self, job: Job) -> None:
        """Begin a job; one that goes on is given up for it. None is begun when the program ends."""
        self.give_up()
        if self._over:
            return
        thread = self._thread = _Thread(job, self)
        thread.progressed.connect(self._progressed)
        thread.returned.connect(self._returned)
        thread.raised.connect(self._raised)
        thread.finished.connect(thread.deleteLater)
        thread.start()

    def stop(self) -> None:
        """End the job that goes on as soon as that can be; nothing is written then."""
        if self._thread is not None:
            self._thread.stop()

    def give_up(self) -> None:
        """Stop the job that goes on, for whoever asked for it is gone.

        Nothing more is heard of it but a bug, or, where it was too late to stop it, what it made.
        """
        self.stop()
        self._thread = None

    def finish(self) -> None:
        """Let no job outlive the program; what is not in its place yet is not written."""
        self._over = True
        for thread in self.findChildren(_Thread):
            thread.stop()
            thread.wait()

    def _progressed(self, done: int, of: int) -> None:
        if self.sender() is self._thread:
            self.progressed.emit(done, of)

    def _returned(self, result: object) -> None:
        if self._ended():
            self.done.emit(result)
        else:
            self.too_late.emit(result)

    def _raised(self, error: Exception) -> None:
        heard = self._ended()
        if not isinstance(error, BriefingAppError):
            if heard:
                self.broke.emit()
            raise error
        if heard and isinstance(error, CancelledError):
            self.stopped.emit()
        elif heard:
            self.failed.emit(error)

    def _ended(self) -> bool:
        """Whether the job that tells of its end is the last that was begun."""
        if self.sender() is not self._thread:
            return False
        self._thread = None
        return True


class _Thread(QThread):
    """One job."""

    progressed = Signal(int, int)
    returned = Signal(object)
    raised = Signal(object)

    def __init__(self, job: Job, parent: QObject) -> None:
        super().__init__(parent)
        self._job = job
        self._stopped = Event()

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> None:
        try:
            result = self._job(self._progress)
        # A bug too: it is raised again where the program tells of bugs.
        except Exception as error:
            self.raised.emit(error)
        else:
            self.returned.emit(result)

    def _progress(self, done: int, of: int) -> None:
        if self._stopped.is_set():
            raise CancelledError("Stopped.")
        self.progressed.emit(done, of)
