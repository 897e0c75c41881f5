"""What belongs to the user, and what goes wrong with keeping it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from briefing_app.database.personal.store import PersonalStore
from briefing_app.errors import PersonalDataError

_Value = TypeVar("_Value")


class PersonalData(QObject):
    """The user's own data. If it can't be read or saved, one message says so and work continues.

    Args:
        store: Where it is kept.
        parent: The owner.
    """

    failed = Signal()
    """Emitted when `take_message` has a message, which the window in front shows."""

    forgotten = Signal()
    """Emitted when the user has removed what was kept: what is shown of it is out of date."""

    def __init__(self, store: PersonalStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._reported: set[str] = set()
        self._message = ""

    @property
    def store(self) -> PersonalStore:
        """Where it is kept."""
        return self._store

    def read(self, read: Callable[[], _Value], default: _Value) -> _Value:
        """Return what a function reads, or a default if that fails."""
        try:
            return read()
        except PersonalDataError as error:
            self.report(error)
            return default

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Leave the block if saving fails, and continue after it."""
        try:
            yield
        except PersonalDataError as error:
            self.report(error)

    def take_message(self) -> str:
        """Return the message that was not shown yet; empty if there is none."""
        message, self._message = self._message, ""
        return message

    def report(self, error: PersonalDataError) -> None:
        """Say once that the user's data can't be read or saved."""
        file = f" The file is {error.path}." if error.path is not None else ""
        message = f"{error.what} {error.remedy}{file}"
        if message not in self._reported:
            self._reported.add(message)
            self._message = f"{self._message} {message}".lstrip()
            self.failed.emit()
