"""How a check fails, and what several stages need."""

import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from release.archives import files_in

_LIMIT_S: Final = 180


class CheckError(Exception):
    """Something isn't as it should be on Windows."""


def require_same(what: str, found: object, expected: object) -> None:
    """Fail if something isn't as expected.

    Args:
        what: What is compared, for the message.
        found: What there is.
        expected: What there should be.
    """
    if found == expected:
        return
    if isinstance(found, dict) and isinstance(expected, dict):
        found, expected = set(found.items()), set(expected.items())
    if isinstance(found, set) and isinstance(expected, set):
        more, fewer = sorted(found - expected), sorted(expected - found)
        raise CheckError(f"{what}: too many {more[:10]}, missing {fewer[:10]}")
    raise CheckError(f"{what}: {found!r}, not {expected!r}")


def wait_until(what: str, is_done: Callable[[], object]) -> None:
    """Wait until something happens; fail if it doesn't in time.

    Args:
        what: What is awaited, for the message.
        is_done: Returns whether it has happened.
    """
    end = time.monotonic() + _LIMIT_S
    while not is_done():
        if time.monotonic() > end:
            raise CheckError(f"{what}: not within {_LIMIT_S} seconds")
        time.sleep(0.1)


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file in a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files_in(folder)
    }
