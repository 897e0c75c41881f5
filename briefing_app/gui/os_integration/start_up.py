"""What comes before Qt, and two measures that let the program start sooner.

Without them the first paint would be later (medians of alternating starts on two cores):

- PySide replaces Python's ``__import__`` to support ``from __feature__ import snake_case``. Its
  function reads the source of every module that is imported later. Nothing here uses that, so
  Python’s function is restored: 10 ms, and 30 ms more until the first chart is painted.
- Garbage collection is paused until the first paint, because nearly everything that is created
  until then is needed to the end: 9 ms with the bundled briefing, 20 ms with 10,000 findings. In
  `__main__` it is paused for the first imports too.
"""

import builtins
import gc
from collections.abc import Iterator
from contextlib import contextmanager

from briefing_app.gui.os_integration.display_check import missing_library, require_display


@contextmanager
def importing_qt() -> Iterator[None]:
    """Check that a window can be shown, then let the block import Qt.

    Garbage collection stays paused until `resume_garbage_collection` is called.

    Raises:
        DisplayError: There is no screen, or a library is missing for it or for what is imported.
    """
    require_display()
    gc.disable()
    try:
        import PySide6  # noqa: F401, PLC0415, replaces __import__

        builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
        yield
    except ImportError as error:
        raise missing_library(error) from error


def resume_garbage_collection() -> None:
    """Collect garbage again, except among the objects that exist now."""
    gc.freeze()
    gc.enable()
