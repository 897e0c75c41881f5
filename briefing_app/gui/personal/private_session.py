"""A private session: a program of its own that keeps nothing on the computer."""

import logging
import subprocess
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from briefing_app.files.own_process import start_own_process
from briefing_app.files.paths import resolved

logger = logging.getLogger(__name__)

PRIVATE_OPTION: Final = "--private"
"""The option of the command line that starts a private session."""

_CHECK_INTERVAL_MS: Final = 250
_CHECK_COUNT: Final = 120  # half a minute, as a program that can't start says so by then


class PrivateSession(QObject):
    """Another process of this program that keeps nothing. It doesn't end with this one."""

    failed = Signal()
    """Emitted if it can't be started, or soon ends with an error."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: subprocess.Popen[bytes] | None = None
        self._checks_left = _CHECK_COUNT
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._check)

    def start(self, path: Path | None) -> None:
        """Start it, and watch its first seconds.

        Args:
            path: The briefing to open; None for the bundled one.
        """
        try:
            file = [] if path is None else [str(resolved(path))]
            self._process = start_own_process(PRIVATE_OPTION, *file)
        except OSError as error:
            logger.warning("Could not start a private session: %s", error.strerror)
            self.failed.emit()
        else:
            self._timer.start(_CHECK_INTERVAL_MS)

    def _check(self) -> None:
        code = self._process.poll() if self._process is not None else None
        self._checks_left -= 1
        if code is not None or not self._checks_left:
            self._timer.stop()
        if code:
            logger.warning("A private session ended with exit code %d", code)
            self.failed.emit()
