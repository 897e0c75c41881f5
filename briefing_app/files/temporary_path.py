"""Temporary files and folders next to a target: their names, and which of them are left over.

The process that makes one holds a lock on it, which the system releases even if the process is
killed. So one without a lock is left over. Windows and some network drives have no such locks; if
two exports to the same target run at the same time there, one may fail.
"""

import hashlib
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import fcntl

_ENDING: Final = ".part"
_NAME_LENGTH: Final = 20  # characters, so that the complete name is never too long
_HASH_LENGTH: Final = 8


def temporary_path(target: Path, label: str = "") -> Path:
    """Return a hidden path next to a target.

    Args:
        target: The file or folder to write.
        label: The last part of the name; random by default.
    """
    return target.with_name(f"{_prefix(target)}{label or secrets.token_hex(8)}{_ENDING}")


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the lock of a temporary file or folder.

    Raises:
        BlockingIOError: Another process, or another part of this one, holds it.
    """
    descriptor = None
    try:
        if sys.platform != "win32":
            descriptor = os.open(path, os.O_RDONLY)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise
            except OSError:
                pass  # no locks on this drive
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def leftovers(target: Path) -> list[Path]:
    """Return the temporary files and folders of a target that no process uses."""
    prefix = _prefix(target)
    with suppress(OSError):  # a folder that can't be listed can perhaps be written to
        return [
            path
            for path in target.parent.iterdir()
            if path.name.startswith(prefix) and path.suffix == _ENDING and not _is_held(path)
        ]
    return []


def _prefix(target: Path) -> str:
    name = os.fsencode(os.path.normcase(target.name))
    name_hash = hashlib.sha256(name).hexdigest()[:_HASH_LENGTH]
    return f".{target.name[:_NAME_LENGTH].strip(' .')}.{name_hash}."


def _is_held(path: Path) -> bool:
    try:
        with hold(path):
            return False
    except OSError:
        return True
