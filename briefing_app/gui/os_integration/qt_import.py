"""Loads Qt's Python side without what takes time beside that and nobody here needs."""

import builtins
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def qt_import() -> Iterator[None]:
    """Import PySide, so that what the block imports is imported as Python does it.

    PySide puts a function of its own in the place of Python's ``__import__``. For the sake of
    ``from __feature__ import snake_case``, which nothing here writes, that one reads the source of
    each module that is imported from then on, to see whether the module uses PySide. With NumPy
    and pyqtgraph that is hundreds of files, so Python's own function is put back.

    Nor is there garbage among what is imported: looking for it would only take longer and longer.
    """
    gc.disable()
    try:
        import PySide6  # noqa: F401, PLC0415, what it puts in place is undone here

        builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
        yield
    finally:
        gc.freeze()
        gc.enable()
