"""Errors of the operating system: what they are called, and which of them pass."""

import errno
import time
from collections.abc import Callable
from typing import Final, TypeVar

_OPEN_ELSEWHERE: Final = (32, 33)  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
_TOO_LONG: Final = (111, 206, 234)  # ERROR_BUFFER_OVERFLOW, ERROR_FILENAME_EXCED_RANGE, and Wine's
_PASSING: Final = (5, *_OPEN_ELSEWHERE)  # ERROR_ACCESS_DENIED
_DELAYS_S: Final = (0.02, 0.05, 0.1, 0.2, 0.4)

_T = TypeVar("_T")


def is_open_elsewhere(error: OSError) -> bool:
    """Return whether Windows refuses a file because another program has it open."""
    return getattr(error, "winerror", None) in _OPEN_ELSEWHERE


def is_name_too_long(error: OSError) -> bool:
    """Return whether the system refuses a file because of the length of its name or its path."""
    return error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) in _TOO_LONG


def reason(error: OSError | ValueError) -> str:
    """Return why something can't be opened or written, to end a sentence: without a full stop."""
    if not isinstance(error, OSError):  # an invalid name
        return str(error).rstrip(".")
    if is_open_elsewhere(error):
        return "another program has it open"
    if is_name_too_long(error):
        return "the name is too long"
    return (error.strerror or str(error)).strip().rstrip(".")


def retried(action: Callable[[], _T]) -> _T:
    """Call a function that opens, renames or replaces a file, and return what it returns.

    On Windows, a virus scanner or a program that copies files elsewhere keeps a new or changed file
    open for a moment, and nobody else can open or replace it. So the function is called again for
    up to a second. Other errors are raised at once.
    """
    for delay_s in _DELAYS_S:
        try:
            return action()
        except OSError as error:
            if getattr(error, "winerror", None) not in _PASSING:
                raise
        time.sleep(delay_s)
    return action()
