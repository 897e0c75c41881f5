"""What happens to an unexpected error while there is a window."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Signal

logger = logging.getLogger(__name__)


class BugReporter(QObject):
    """Logs, prints and shows unexpected errors; the program continues.

    It replaces the hooks for exceptions of this thread and of others. A thread that saves may
    repeat its error with each change, so each place is reported once.
    """

    _raised_in_thread = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._show: Callable[[str], object] = lambda _: None
        self._places_in_threads: set[tuple[type[BaseException], str, int]] = set()
        self._raised_in_thread.connect(self._show_details)
        sys.excepthook = self._report
        threading.excepthook = self._report_in_thread

    def show_with(self, show: Callable[[str], object]) -> None:
        """Show errors with this function, which gets the traceback, in the thread of Qt."""
        self._show = show

    def _show_details(self, details: str) -> None:
        self._show(details)

    def _report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self._show(_log_bug(kind, error, trace))

    def _report_in_thread(self, raised: threading.ExceptHookArgs) -> None:
        error = raised.exc_value
        if error is None:  # raised with too little memory for an instance
            return
        frames = [
            (frame.f_code.co_filename, line)
            for frame, line in traceback.walk_tb(raised.exc_traceback)
        ]
        place = (raised.exc_type, *(frames[-1] if frames else ("", 0)))
        if place not in self._places_in_threads:
            self._places_in_threads.add(place)
            details = _log_bug(raised.exc_type, error, raised.exc_traceback)
            self._raised_in_thread.emit(details)


def _log_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Log and print an unexpected error. Return its traceback."""
    logger.critical("Unexpected error", exc_info=(kind, error, trace))
    details = "".join(traceback.format_exception(kind, error, trace))
    if sys.stderr is not None:
        sys.stderr.write(details)
    return details
