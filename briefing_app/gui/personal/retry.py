"""Trying again what has failed, less and less often."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

FIRST_DELAY_MS: Final = 1000
MAX_DELAY_MS: Final = 30_000


class Retry(QObject):
    """Says when to try again. The time between two attempts doubles, up to a maximum."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.due)
        self._delay_ms = FIRST_DELAY_MS

    def follow(self, *, has_failed: bool) -> None:
        """Wait for the next attempt if the last one has failed; otherwise begin anew."""
        if not has_failed:
            self._timer.stop()
            self._delay_ms = FIRST_DELAY_MS
        elif not self._timer.isActive():
            self._timer.start(self._delay_ms)
            self._delay_ms = min(2 * self._delay_ms, MAX_DELAY_MS)
