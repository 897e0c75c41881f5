"""The folder of one mutated file, and the limits while the program reads it."""

import faulthandler
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hypothesis import settings

_GIVEN_UP_S: Final = 60
_MAX_MEMORY: Final = 2 * 2**30  # bytes of address space


@contextmanager
def case_folder(parent: Path) -> Iterator[Path]:
    """Yield a folder, and limit the memory until the ``with`` block ends.

    If the block hangs or crashes, the process ends, and the folder with the file is still there.
    """
    with tempfile.TemporaryDirectory(dir=parent) as folder, _limited_memory():
        # Standard error itself: pytest has replaced sys.stderr by something that isn't a file.
        faulthandler.dump_traceback_later(_GIVEN_UP_S, exit=True, file=2)
        try:
            yield Path(folder)
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def _limited_memory() -> Iterator[None]:
    try:
        import resource
    except ImportError:  # Windows
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def share(divisor: int) -> settings:
    """Return settings for slow cases: a part of the profile's number of examples."""
    return settings(max_examples=max(1, settings().max_examples // divisor))
