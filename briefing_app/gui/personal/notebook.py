"""The notes of the open briefing: as they are kept, and as the user has changed them since."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.widgets.tasks import BackgroundTask
from briefing_app.model.notes import (
    NO_NOTE,
    NO_NOTES,
    KeptNote,
    Note,
    NoteItem,
    ReportNotes,
    continue_note,
    match_notes,
)
from briefing_app.model.report import Report

AUTOSAVE_DELAY_MS: Final = 100
"""The time from the first change that isn't saved until saving begins, which takes time too."""


FIRST_RETRY_MS: Final = 1000
MAX_RETRY_MS: Final = 30_000
"""The time until a failed attempt is repeated; it doubles each time, up to a maximum."""


class _Change(NamedTuple):
    """A change that isn't saved yet.

    Args:
        report: The briefing.
        item: What the note is about.
        loaded: The note as it was read or saved last; None if it could not be read.
        note: The note as the user wants it.
    """

    report: Report
    item: NoteItem
    loaded: Note | None
    note: Note


class _Attempt(NamedTuple):
    """An attempt to save changes, which ends at the first one that fails.

    Args:
        saved: The changes that were saved, with the notes that are kept now.
        is_complete: Whether none has failed.
    """

    saved: Sequence[tuple[_Change, Note]]
    is_complete: bool


class Notebook(QObject):
    """Reads the notes of a briefing, and saves what the user changes.

    What is typed is saved in a thread: a key can't wait for a disk. A note that can't be saved
    stays here, and is tried again after a while and with the next change. Notes that can't be read,
    because another program has locked the file, are read when that is possible.

    Args:
        personal: Where they are kept.
        application: The application; after it has quit, only `save` saves.
    """

    marks_changed = Signal()
    """Emitted when a finding or a quote has got its first note or bookmark, or lost them."""
    merged = Signal(str)
    """Emitted with the key of an item whose note another window had changed too."""
    read_late = Signal()
    """Emitted when notes have been read that could not be read before."""
    saved_late = Signal()
    """Emitted when nothing is left that could not be saved before."""
    save_attempted = Signal()
    """Emitted when notes were saved, or could not be saved."""

    def __init__(
        self, personal: PersonalData, parent: QObject, application: QCoreApplication
    ) -> None:
        super().__init__(parent)
        self._personal = personal
        self._report: Report | None = None
        self._loaded: dict[str, KeptNote] = {}  # by the key of the item
        self._is_read = True  # `_loaded`
        self._changes: dict[tuple[str, str], _Change] = {}  # by the keys of briefing and item
        self._matched: ReportNotes | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_DELAY_MS)
        self._timer.timeout.connect(self._save_in_background)
        self._task = BackgroundTask(self, application)
        self._task.done.connect(self._follow_task)
        self._has_failed = False  # the last attempt to save
        self._was_failing = False  # since everything was saved last
        self._retry_timer = QTimer(self)
        self._retry_timer.setSingleShot(True)
        self._retry_timer.setInterval(FIRST_RETRY_MS)
        self._retry_timer.timeout.connect(self._try_again)

    def open(self, report: Report | None) -> None:
        """Save what isn't saved yet, and read the notes of another briefing."""
        self.save()
        self._report = report
        self._loaded = {}
        self._is_read = report is None
        self._read()
        self._follow_attempt()
        self._follow_change()

    @property
    def report_notes(self) -> ReportNotes:
        """The notes by what they are about, saved or not."""
        if self._report is None:
            return NO_NOTES
        if self._matched is None:
            key = self._report.key
            written = {
                each.item.key: KeptNote(each.item, each.note)
                for each in self._changes.values()
                if each.report.key == key
            }
            self._matched = match_notes(self._report, (self._loaded | written).values())
        return self._matched

    def note(self, item: NoteItem) -> Note:
        """Return the note about something, saved or not."""
        change = self._changes.get((self._key, item.key))
        return change.note if change is not None else self._loaded_note(item)

    def is_saved(self, item: NoteItem) -> bool:
        """Return whether a note was saved last time; what was typed since then will be soon."""
        is_kept = not self._has_failed and not self._personal.is_private
        return is_kept and self._loaded_note(item).has_text

    def write(self, item: NoteItem, note: Note) -> None:
        """Change a note; it is saved soon."""
        before = self.note(item)
        if self._report is None or note == before:
            return
        change = self._changes.get((self._key, item.key))
        is_known = self._is_read or item.key in self._loaded
        loaded = self._loaded_note(item) if is_known else None
        if change is not None:
            loaded = change.loaded
        self._changes[self._key, item.key] = _Change(self._report, item, loaded, note)
        self._follow_change(before, note)
        if not self._timer.isActive():
            self._timer.start()

    @property
    def unsaved(self) -> list[KeptNote]:
        """The notes that aren't saved yet, of all briefings."""
        return [KeptNote(each.item, each.note) for each in self._changes.values()]

    def save(self) -> None:
        """Save at once what isn't saved yet."""
        self._timer.stop()
        while self._task.is_running:  # it starts again if more was typed meanwhile
            self._task.wait()
        self._follow_save(self._save_all(list(self._changes.values())))

    def refresh(self) -> None:
        """Read again what another window may have changed."""
        before, was_read = self._loaded, self._is_read
        self._read()
        if self._loaded != before:
            self._follow_change()
        if self._is_read and not was_read:
            self.read_late.emit()

    def delete(self, kept: KeptNote) -> bool:
        """Delete a note at once. Return whether that worked."""
        is_deleted = self._personal.notes.delete(self._key, kept.item.key)
        if is_deleted:
            self._loaded.pop(kept.item.key, None)
            self._follow_change()
        return is_deleted

    def restore(self, kept: KeptNote) -> bool:
        """Keep a note again that was deleted. Return whether that worked."""
        self.write(kept.item, kept.note)
        self.save()
        return self._loaded_note(kept.item) != NO_NOTE

    @property
    def _key(self) -> str:
        return self._report.key if self._report is not None else ""

    def _loaded_note(self, item: NoteItem) -> Note:
        kept = self._loaded.get(item.key)
        return kept.note if kept is not None else NO_NOTE

    def _save_in_background(self) -> None:
        if self._personal.is_private:  # in memory
            self.save()
        elif not self._task.is_running:
            changes = list(self._changes.values())
            self._task.start(lambda _progress: self._save_all(changes))

    def _try_again(self) -> None:
        self._retry_timer.setInterval(min(2 * self._retry_timer.interval(), MAX_RETRY_MS))
        if not self._is_read:
            self.refresh()
        if self._changes:
            self._save_in_background()
        else:
            self._follow_attempt()

    def _save_all(self, changes: Sequence[_Change]) -> _Attempt:
        """Try to save changes, in any thread."""
        results: list[tuple[_Change, Note]] = []
        for change in changes:
            saved = self._personal.notes.save(*change)
            if saved is None:
                return _Attempt(results, is_complete=False)
            results.append((change, saved))
        return _Attempt(results, is_complete=True)

    def _follow_task(self, attempt: _Attempt) -> None:
        self._follow_save(attempt)
        if attempt.is_complete and self._changes and not self._timer.isActive():
            self._save_in_background()  # the time of what was typed meanwhile is over

    def _follow_save(self, attempt: _Attempt) -> None:
        self._has_failed = not attempt.is_complete
        for change, saved in attempt.saved:
            self._follow_saved_change(change, saved)
        self._follow_attempt()

    def _follow_attempt(self) -> None:
        timer = self._retry_timer
        if self._is_read and not self._has_failed:
            timer.stop()
            timer.setInterval(FIRST_RETRY_MS)
        elif not timer.isActive():
            timer.start()
        if self._has_failed:
            self._was_failing = True
        elif self._was_failing and not self._changes:
            self._was_failing = False
            self.saved_late.emit()
        self.save_attempted.emit()

    def _follow_saved_change(self, change: _Change, saved: Note) -> None:
        report, item, _, written = change
        key = (report.key, item.key)
        current = self._changes[key].note
        note = continue_note(written, current, saved)
        if note == saved:
            del self._changes[key]
        else:  # the user has typed more meanwhile
            self._changes[key] = change._replace(loaded=saved, note=note)
        if report.key == self._key:
            self._loaded[item.key] = KeptNote(item, saved)
            if note != current:
                self._follow_change(current, note)
                self.merged.emit(item.key)

    def _read(self) -> None:
        if self._report is None:
            return
        kept = self._personal.notes.of_briefing(self._key)
        if kept is not None:
            self._loaded = {each.item.key: each for each in kept}
            self._is_read = True

    def _follow_change(self, *notes: Note) -> None:
        self._matched = None
        if not notes or len({(note.has_text, note.is_bookmarked) for note in notes}) > 1:
            self.marks_changed.emit()
