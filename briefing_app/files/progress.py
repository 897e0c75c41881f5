"""Progress callbacks, through which long work can also be stopped."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

Progress = Callable[[int, int], object]
"""Progress callback: called with (done, total); total is 0 if it is unknown.

An exception raised by the callback stops the work before anything is written.
"""


_STEPS_OF_HALF: Final = 1000
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


def no_progress(_done: int, _total: int) -> None:
    """Ignore progress."""


def in_halves(progress: Progress) -> tuple[Progress, Progress]:
    """Return the callbacks of two stages that each count as half of the work."""

    def stage(before: int) -> Progress:
        def report(done: int, total: int) -> None:
            steps = _STEPS_OF_HALF * done // total if total else 0
            progress(before + steps, 2 * _STEPS_OF_HALF)

        return report

    return stage(0), stage(_STEPS_OF_HALF)


class ProgressCounter:
    """Counts the finished parts of some work and reports them.

    Args:
        progress: The progress callback.
        total: The number of parts.
        every: How many parts are finished between two calls of the callback.
    """

    def __init__(self, progress: Progress, total: int, *, every: int = 1) -> None:
        self._progress = progress
        self._total = total
        self._every = every
        self._done = 0
        self._reported = 0

    def advance(self, parts: int = 1) -> None:
        """Count finished parts; 0 only lets the callback stop the work."""
        self._done += parts
        if not parts or self._done - self._reported >= self._every:
            self._reported = self._done
            self._progress(min(self._done, self._total), self._total)


@contextmanager
def termination_as_interrupt() -> Iterator[None]:
    """Let SIGTERM raise KeyboardInterrupt as Ctrl+C does, so that the work is cleaned up."""
    if not _has_handler(signal.SIGTERM, signal.SIG_DFL):
        yield
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


@contextmanager
def interrupts_deferred() -> Iterator[Progress]:
    """Defer Ctrl+C and SIGTERM to points where the work can stop.

    Work that reaches its end is not stopped. In another thread, or if a signal doesn't raise
    KeyboardInterrupt, its handler isn't changed.

    Yields:
        A progress callback that raises KeyboardInterrupt if there was such a signal.
    """
    is_interrupted = False

    def note_interrupt(_signal: int, _frame: object) -> None:
        nonlocal is_interrupted
        is_interrupted = True

    def raise_if_interrupted(_done: int, _total: int) -> None:
        if is_interrupted:
            raise KeyboardInterrupt

    deferred = [each for each in _SIGNALS if _has_handler(each, signal.default_int_handler)]
    try:
        for each in deferred:
            signal.signal(each, note_interrupt)
        yield raise_if_interrupted
    finally:
        for each in deferred:
            signal.signal(each, signal.default_int_handler)


def _has_handler(number: signal.Signals, handler: object) -> bool:
    """Return whether a signal has this handler and this thread can change it."""
    is_main_thread = threading.current_thread() is threading.main_thread()
    return is_main_thread and signal.getsignal(number) == handler
