"""Saves what is drawn during a slideshow."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from briefing_app.database.personal.sessions import Session
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.model.slideshow.ink import NO_INK, Ink

_DRAWING_DELAY_MS: Final = 100  # in which the movements of the pen are saved together


class InkSaver(QObject):
    """Saves ink in a thread: a pen that moves can't wait for a disk.

    A complete stroke is saved at once. One that is being drawn is saved repeatedly. Each
    transaction saves all that changed during the one before.

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
        self._saved = self._submitted = self._wanted = NO_INK if saved is None else saved
        self._writing: Future[bool] | None = None
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="ink")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DRAWING_DELAY_MS)
        self._timer.timeout.connect(self._write)
        self._written.connect(self._continue)

    def save(self, ink: Ink) -> None:
        """Save ink: at once, or soon if a stroke is being drawn."""
        self._wanted = ink
        if self._writing is not None:
            return
        if ink.live is None:
            self._write()
        elif not self._timer.isActive():
            self._timer.start()

    def drop_forgotten(self) -> bool:
        """Delete all ink if the user has removed what was saved of it. Return whether they had."""
        self._take_result()
        kept = self._personal.ink.of_session(self._session, self._saved) or NO_INK
        is_forgotten = bool(self._saved.changes_since(kept))
        if is_forgotten:  # a stroke may have been saved just afterwards
            self._saved = kept
            self.save(NO_INK)
        return is_forgotten

    def finish(self) -> None:
        """Save what is not saved yet, and wait for it."""
        self._take_result()
        self._write()
        self._take_result()
        self._executor.shutdown()

    def _write(self) -> None:
        self._timer.stop()
        self._submitted, drawn = self._wanted, self._wanted.finished()
        changes = drawn.changes_since(self._saved)
        if not changes:
            return
        if self._personal.is_private:  # in memory
            if self._personal.ink.save(self._session, changes):
                self._saved = drawn
            return
        self._writing = self._executor.submit(self._personal.ink.save, self._session, changes)
        self._writing.add_done_callback(lambda _: self._written.emit())

    def _continue(self) -> None:
        """Save what has changed meanwhile."""
        if self._writing is not None and not self._writing.done():
            return  # reported already
        self._take_result()
        if self._wanted is not self._submitted:
            self.save(self._wanted)

    def _take_result(self) -> None:
        """Wait for the last transaction."""
        writing, self._writing = self._writing, None
        if writing is not None and writing.result():
            self._saved = self._submitted.finished()
