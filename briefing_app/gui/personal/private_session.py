"""A private session: a program of its own that keeps nothing on the computer."""

import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QProcess, QSettings

PRIVATE_OPTION: Final = "--private"
"""The option of the command line that starts a private session."""

_USED_PREFIXES: Final = (
    "show/",
    "view/slide_theme",
    "view/text-scale",
    "view/theme",
    "window/",
)
"""The settings that a private session starts with; the others say what was done before."""


class PrivateSettings:
    """Settings in memory: colours, text size and places of windows are as they were saved.

    Args:
        saved: The user's settings, which are only read.
    """

    def __init__(self, saved: QSettings) -> None:
        keys = [key for key in saved.allKeys() if key.startswith(_USED_PREFIXES)]
        self._values = {key: saved.value(key) for key in keys}

    def value(self, key: str, default: object = None, /) -> object:
        """Return the value of a key."""
        return self._values.get(key, default)

    def setValue(self, key: str, value: object, /) -> None:
        """Set the value of a key, until the program ends."""
        self._values[key] = value

    def allKeys(self) -> list[str]:
        """Return all keys that have a value."""
        return list(self._values)

    def remove(self, key: str, /) -> None:
        """Remove a key with its value."""
        self._values.pop(key, None)

    def sync(self) -> None:
        """Do nothing: nothing is written."""

    def fileName(self) -> str:
        """Return the name of the file, of which there is none."""
        return ""


def start_private_session(path: Path | None) -> bool:
    """Start the program once more, as a private session.

    Args:
        path: The briefing to open; None for the bundled one.

    Returns:
        Whether it could be started.
    """
    module = [] if getattr(sys, "frozen", False) else ["-m", "briefing_app"]
    file = [] if path is None else [str(path.resolve())]
    is_started, _ = QProcess.startDetached(sys.executable, [*module, PRIVATE_OPTION, *file])
    return is_started
