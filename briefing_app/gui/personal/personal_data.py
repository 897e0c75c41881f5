"""What belongs to the user: the one door through which windows and slideshows reach it."""

from contextlib import suppress
from pathlib import Path
from threading import Lock

from PySide6.QtCore import QObject, Signal

from briefing_app.database.personal import kept as kept_rows
from briefing_app.database.personal import notes as notes_table
from briefing_app.database.personal import sources
from briefing_app.database.personal.running_orders import RunningOrders
from briefing_app.database.personal.sessions import Sessions
from briefing_app.database.personal.store import PersonalStore, repeat_if_replaced
from briefing_app.errors import PersonalDataError


class PersonalData(QObject):
    """The user's own data. If it can't be read or saved, one message says so and work continues.

    What is read and saved is grouped into tables. Their methods return a default instead of raising
    an exception, but for `forget`; they may be called in any thread.

    Args:
        store: Where it is kept.
    """

    failed = Signal()
    """Emitted when `take_message` has a message, which the window in front shows."""

    forgotten = Signal()
    """Emitted when the user has removed what was kept: what is shown of it is out of date."""

    order_saved = Signal()
    """Emitted when the user has changed the running order of a briefing."""

    def __init__(self, store: PersonalStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._lock = Lock()
        self._reported: set[str] = set()
        self._message = ""
        store.report = self.report

    @property
    def path(self) -> Path | None:
        """The file, or None in a private session."""
        return self._store.path

    @property
    def is_private(self) -> bool:
        """Whether nothing is kept after the program ends, so that saving waits for no disk."""
        return self._store.is_private

    @property
    def notes(self) -> "notes_table.Notes":
        """Notes and bookmarks."""
        return notes_table.Notes(self._store)

    @property
    def sessions(self) -> Sessions:
        """Where slideshows are and were."""
        return Sessions(self._store)

    @property
    def orders(self) -> RunningOrders:
        """Running orders and planned times."""
        return RunningOrders(self._store)

    @property
    def checked(self) -> "sources.CheckedFiles":
        """Which files were compared with the texts of their sources."""
        return sources.CheckedFiles(self._store)

    @property
    def source_files(self) -> "sources.SourceFiles":
        """Where the files with the texts of sources are."""
        return sources.SourceFiles(self._store)

    @property
    def kept(self) -> "kept_rows.Kept":
        """How much is kept for each briefing."""
        return kept_rows.Kept(self._store)

    def end(self) -> None:
        """Bring the copy of what is kept up to date when the program ends."""
        with suppress(PersonalDataError):  # no window is left that would show it
            repeat_if_replaced(self.report, self._store.end)

    def take_message(self) -> str:
        """Return the message that was not shown yet; empty if there is none."""
        with self._lock:
            message, self._message = self._message, ""
        return message

    def report(self, error: PersonalDataError) -> None:
        """Say once that the user's data can't be read or saved."""
        file = f" The file is {error.path}." if error.path is not None else ""
        message = f"{error.what} {error.remedy}{file}"
        with self._lock:
            if message in self._reported:
                return
            self._reported.add(message)
            self._message = f"{self._message} {message}".lstrip()
        self.failed.emit()
