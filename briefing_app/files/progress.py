"""Progress callbacks, through which long work can also be stopped."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], object]
"""Progress callback: called with (done, total); total is 0 if it is unknown.

An exception raised by the callback stops the work before anything is written.
"""


@contextmanager
def interrupts_deferred() -> Iterator[Progress]:
    """Defer Ctrl+C to points where the work can stop. Work that reaches its end is not stopped.

    In another thread, or if the process ignores SIGINT, signals are left alone.

    Yields:
        A progress callback that raises KeyboardInterrupt if Ctrl+C was pressed.
    """
    is_interrupted = False

    def note_interrupt(_signal: int, _frame: object) -> None:
        nonlocal is_interrupted
        is_interrupted = True

    def raise_if_interrupted(_done: int, _total: int) -> None:
        if is_interrupted:
            raise KeyboardInterrupt

    previous_handler = signal.getsignal(signal.SIGINT)
    is_main_thread = threading.current_thread() is threading.main_thread()
    if not is_main_thread or previous_handler is not signal.default_int_handler:
        yield raise_if_interrupted
        return
    signal.signal(signal.SIGINT, note_interrupt)
    try:
        yield raise_if_interrupted
    finally:
        signal.signal(signal.SIGINT, previous_handler)
