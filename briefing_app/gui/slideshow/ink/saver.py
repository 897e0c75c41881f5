"""Saves what is drawn during a slideshow."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from briefing_app.database.personal.ink import SavedInk
from briefing_app.database.personal.sessions import Session
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.model.slideshow.ink import NO_INK, Ink

_DELAY_MS: Final = 100  # in which several changes are saved together


class InkSaver(QObject):
    """Saves ink soon after a change, in a thread: a pen that moves can't wait for a disk.

    Args:
        personal: Where it is saved.
        session: The session in which it is drawn.
        saved: What has been saved already, if the slideshow was resumed.
        parent: The owner, which calls `finish`.
    """

    _written = Signal()

    def __init__(
        self, personal: PersonalData, session: Session, saved: Ink | None, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._personal = personal
        self._session = session
        self._records = SavedInk(personal.store)
        self._saved = self._submitted = self._wanted = NO_INK if saved is None else saved
        self._writing: Future[None] | None = None
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="ink")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self._write)
        self._written.connect(self._note_written)

    def save_soon(self, ink: Ink) -> None:
        """Save ink in which no stroke is being drawn."""
        self._wanted = ink
        if self._writing is None and not self._timer.isActive():
            self._timer.start()

    def finish(self) -> None:
        """Save what is not saved yet, and wait for it."""
        self._timer.stop()
        self._note_written()
        self._write()
        self._note_written()
        self._timer.stop()
        self._executor.shutdown()

    def _write(self) -> None:
        wanted = self._wanted
        pages = wanted.changes_since(self._saved)
        if not pages:
            return
        if self._personal.store.is_private:  # in memory
            self._records.save(self._session, pages)
            self._saved = wanted
            return
        self._submitted = wanted
        self._writing = self._executor.submit(self._records.save, self._session, pages)
        self._writing.add_done_callback(lambda _: self._written.emit())

    def _note_written(self) -> None:
        writing, self._writing = self._writing, None
        if writing is None:
            return
        with self._personal.saving():
            writing.result()
            self._saved = self._submitted
        if self._wanted is not self._submitted:
            self._timer.start()
