"""What belongs to the user: the one door through which windows and slideshows reach it."""

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Final, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from briefing_app.database.checked_file import CheckedFile, Texts
from briefing_app.database.personal import checked as checked_table
from briefing_app.database.personal import kept as kept_rows
from briefing_app.database.personal import notes as notes_table
from briefing_app.database.personal import source_files as source_files_table
from briefing_app.database.personal.running_orders import RunningOrders
from briefing_app.database.personal.sessions import (
    Session,
    Sessions,
    StoppedSession,
)
from briefing_app.database.personal.store import PersonalStore, repeat_if_replaced
from briefing_app.errors import PersonalDataError
from briefing_app.model import notes as model_notes
from briefing_app.model.report import Report, Source, source_key
from briefing_app.model.slideshow.record import SlideshowRecord

logger = logging.getLogger(__name__)

_DAMAGED: Final = "Some of your notes and slideshows can’t be read or saved: the file is damaged."
_DAMAGED_REMEDY: Final = "Keep a copy of it: the rest is still there."

_P = ParamSpec("_P")
_Value = TypeVar("_Value")


class PersonalData(QObject):
    """The user's own data. If it can't be read or saved, one message says so and work continues.

    What is read and saved is grouped: `notes`, `sessions`, `orders`, `checked` and
    `source_files`. Their methods never raise an exception; they return a default instead. They may
    be called in any thread.

    Args:
        store: Where it is kept.
    """

    failed = Signal()
    """Emitted when `take_message` has a message, which the window in front shows."""

    forgotten = Signal()
    """Emitted when the user has removed what was kept: what is shown of it is out of date."""

    def __init__(self, store: PersonalStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._lock = Lock()
        self._reported: set[str] = set()
        self._message = ""

    @property
    def path(self) -> Path | None:
        """The file, or None in a private session."""
        return self._store.path

    @property
    def is_private(self) -> bool:
        """Whether nothing is kept after the program ends, so that saving waits for no disk."""
        return self._store.is_private

    @property
    def notes(self) -> "NotesData":
        """Notes and bookmarks."""
        return NotesData(self, notes_table.Notes(self._store))

    @property
    def sessions(self) -> "SessionsData":
        """Where slideshows are and were."""
        return SessionsData(self, Sessions(self._store))

    @property
    def orders(self) -> "OrdersData":
        """Running orders and planned times."""
        return OrdersData(self, RunningOrders(self._store))

    @property
    def checked(self) -> "CheckedData":
        """Which files were compared with the texts of their sources."""
        return CheckedData(self, checked_table.CheckedFiles(self._store))

    @property
    def source_files(self) -> "SourceFilesData":
        """Where the files with the texts of sources are."""
        return SourceFilesData(self, source_files_table.SourceFiles(self._store))

    def kept(self) -> "list[kept_rows.KeptBriefing] | None":
        """Return how much is kept for each briefing; None if it can't be read."""
        return self.attempt(None, kept_rows.Kept(self._store).briefings)

    def forget(self, briefing: str, kind: "kept_rows.KeptKind") -> None:
        """Delete what is kept of one kind for a briefing, by its key.

        Raises:
            PersonalDataError: It could not be deleted; whoever asked for it shows why.
        """
        self._call(kept_rows.Kept(self._store).forget, briefing, kind)

    def end(self) -> None:
        """Bring the copy of what is kept up to date when the program ends."""
        self.attempt(None, self._store.end)

    def attempt(
        self,
        default: _Value,
        call: Callable[_P, _Value],
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _Value:
        """Return what a function of a table returns, or a default if it fails."""
        try:
            return self._call(call, *args, **kwargs)
        except PersonalDataError as error:
            self.report(error)
        except Exception:  # whatever it is, it doesn't stop a slideshow
            logger.exception("Personal data can't be used")
            self.report(PersonalDataError(self.path, _DAMAGED, _DAMAGED_REMEDY))
        return default

    def attempt_to(self, call: Callable[_P, object], *args: _P.args, **kwargs: _P.kwargs) -> bool:
        """Call a function of a table that saves something. Return whether that worked."""

        def save() -> bool:
            call(*args, **kwargs)
            return True

        return self.attempt(default=False, call=save)

    def _call(self, call: Callable[_P, _Value], *args: _P.args, **kwargs: _P.kwargs) -> _Value:
        value = repeat_if_replaced(self.report, call, *args, **kwargs)
        if self._store.damaged_rows:
            self.report(PersonalDataError(self.path, _DAMAGED, _DAMAGED_REMEDY))
        return value

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


class NotesData:
    """Notes and bookmarks."""

    def __init__(self, personal: PersonalData, notes: "notes_table.Notes") -> None:
        self._personal = personal
        self._notes = notes

    def of_briefing(self, key: str) -> "Sequence[model_notes.KeptNote] | None":
        """Return the notes of a briefing, the one that was changed last at the end.

        None if they can't be read.
        """
        return self._personal.attempt(None, self._notes.of_briefing, key)

    def of_report(self, report: Report) -> "model_notes.ReportNotes":
        """Return the notes of a briefing by what they are about."""
        return self._personal.attempt(model_notes.NO_NOTES, self._notes.of_report, report)

    def save(
        self,
        report: Report,
        item: "model_notes.NoteItem",
        loaded: "model_notes.Note | None",
        written: "model_notes.Note",
    ) -> "model_notes.Note | None":
        """Save a note as `Notes.save` does. Return the note that is kept now; None if it failed."""
        return self._personal.attempt(None, self._notes.save, report, item, loaded, written)

    def delete(self, key: str, item: str) -> bool:
        """Delete a note of a briefing. Return whether that worked."""
        return self._personal.attempt_to(self._notes.delete, key, item)


class SessionsData:
    """Where slideshows are and were."""

    def __init__(self, personal: PersonalData, sessions: Sessions) -> None:
        self._personal = personal
        self._sessions = sessions

    def save(self, session: Session, record: SlideshowRecord) -> bool:
        """Save where the slideshow of a session is. Return whether that worked."""
        return self._personal.attempt_to(self._sessions.save, session, record)

    def of_briefing(self, key: str) -> StoppedSession | None:
        """Return the session of a briefing that was saved last; None if none was."""
        return self._personal.attempt(None, self._sessions.of_briefing, key)

    def interrupted(self) -> StoppedSession | None:
        """Return the latest session of all briefings whose slideshow did not end, if any."""
        return self._personal.attempt(None, self._sessions.interrupted)

    def dismiss(self, briefing: str) -> bool:
        """Mark the slideshow of a briefing as ended. Return whether that worked."""
        return self._personal.attempt_to(self._sessions.dismiss, briefing)


class OrdersData:
    """Running orders and planned times."""

    def __init__(self, personal: PersonalData, orders: RunningOrders) -> None:
        self._personal = personal
        self._orders = orders

    def lines(self, key: str) -> list[str]:
        """Return the running order of a briefing, as lines of `RunningOrder.to_lines`."""
        return self._personal.attempt([], self._orders.lines, key)

    def minutes(self, key: str) -> int:
        """Return the planned time of a briefing's slideshow; 0 for none."""
        return self._personal.attempt(0, self._orders.minutes, key)

    def save_lines(self, key: str, title: str, lines: Sequence[str]) -> bool:
        """Save a running order; forget it if there are no lines. Return whether that worked."""
        return self._personal.attempt_to(self._orders.save_lines, key, title, lines)

    def save_minutes(self, key: str, title: str, minutes: int) -> bool:
        """Save the planned time of a briefing's slideshow. Return whether that worked."""
        return self._personal.attempt_to(self._orders.save_minutes, key, title, minutes)


class CheckedData:
    """Which files were compared with the texts of their sources."""

    def __init__(self, personal: PersonalData, checked: "checked_table.CheckedFiles") -> None:
        self._personal = personal
        self._checked = checked

    def of_size(self, size: int) -> Mapping[str, Texts]:
        """Return what was compared in files of a size in bytes, as `checked_file.Checks`."""
        return self._personal.attempt({}, self._checked.of_size, size)

    def keep(self, file: CheckedFile) -> bool:
        """Save that a file was compared. Return whether that worked."""
        return self._personal.attempt_to(self._checked.keep, file)

    def count(self) -> int:
        """Return the number of files that were compared."""
        return self._personal.attempt(0, self._checked.count)

    def forget(self) -> None:
        """Forget which files were compared.

        Raises:
            PersonalDataError: It could not be deleted; whoever asked for it shows why.
        """
        repeat_if_replaced(self._personal.report, self._checked.forget)


class SourceFilesData:
    """Where the files with the texts of sources are."""

    def __init__(self, personal: PersonalData, files: "source_files_table.SourceFiles") -> None:
        self._personal = personal
        self._files = files

    def file_of(self, report: Report, source: Source) -> Path | None:
        """Return the file with the text of a briefing's source; None if it isn't known."""
        known = self._personal.attempt({}, self._files.of_briefing, report.key)
        path = known.get(source_key(source))
        return Path(path) if path else None

    def keep(self, report: Report, source: Source, file: Path) -> bool:
        """Save where the file of a source is. Return whether that worked."""
        return self._personal.attempt_to(
            self._files.keep, report.key, report.title, source_key(source), str(file)
        )
