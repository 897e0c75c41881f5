"""What comes before Qt: a check of the display, and no garbage collection until the first paint.

Nearly everything that is created while the program starts is needed to the end, so collecting
garbage only delays the first paint: by 10 ms with the bundled briefing, by 20 ms with 10,000
findings (medians of alternating starts).
"""

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
        yield
    except ImportError as error:
        raise missing_library(error) from error


def resume_garbage_collection() -> None:
    """Collect garbage again, except among the objects that exist now."""
    gc.freeze()
    gc.enable()
