"""Records a running slideshow: where it is, and that it is running."""

import logging
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import IO, Final, Literal

from PySide6.QtCore import QObject, Qt, QTimer

from briefing_app.database.personal.slideshows import StoppedSession
from briefing_app.files.lock import NoLocksError, lock
from briefing_app.files.on_disk import is_open_elsewhere, make_private_file, reason, retried
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.slideshow.slideshow import Slideshow, SlideshowOptions
from briefing_app.gui.slideshow.windows import SlideshowWindows
from briefing_app.model.slideshow.record import SlideshowRecord

logger = logging.getLogger(__name__)


class SlideshowLock:
    """A lock on a file that is held while a slideshow is running.

    The system itself releases it when the program ends, even if it is killed. The file
    itself stays; its existence and content mean nothing, because a process id may belong to another
    program by now.

    Args:
        personal: The user's own file, whose folder holds the file of the lock; None if nothing may
            be written: then no lock is ever taken.
    """

    def __init__(self, personal: Path | None) -> None:
        self._path = personal.with_name("slideshow.lock") if personal is not None else None
        self._file: IO[bytes] | None = None

    def take(self) -> bool:
        """Take the lock until `release`. Return False if another program has it, or may have it.

        If the folder is read-only or its drive has no locks, return True: then at worst two
        programs record their slideshows in the same place.
        """
        return self._file is not None or self._try("ab")

    def release(self) -> None:
        """Release the lock. Does nothing if it wasn't taken."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def is_taken_elsewhere(self) -> bool:
        """Return whether a slideshow is running in another program."""
        if self._file is not None:
            return False
        is_free = self._try("r+b")  # which creates no file
        self.release()
        return not is_free

    def _try(self, mode: Literal["ab", "r+b"]) -> bool:
        path = self._path
        if path is None:
            return True
        try:
            if mode == "ab":
                make_private_file(path)
            file = retried(lambda: path.open(mode))
        except OSError as error:
            return not is_open_elsewhere(error)
        try:
            is_locked = lock(file)
        except NoLocksError as error:
            logger.warning("Slideshows of other programs can't be noticed: %s", reason(error))
            is_locked = True
        if is_locked:
            self._file = file
        else:
            file.close()
        return is_locked


_DELAY_MS: Final = 250  # after the first of several quick changes


class SlideshowRecorder(QObject):
    """Saves a slideshow soon after each change, in a thread: a key can't wait for a disk.

    It begins when there is something to continue. Until then, the slideshow before it is kept.

    Args:
        slideshow: The slideshow, also the owner.
        windows: Its windows, whose requested screen is recorded.
        options: How the slideshow started.
        personal: Where the slideshow is saved.
    """

    def __init__(
        self,
        slideshow: Slideshow,
        windows: SlideshowWindows,
        options: SlideshowOptions,
        *,
        personal: PersonalData,
    ) -> None:
        super().__init__(slideshow)
        self._slideshow = slideshow
        self._windows = windows
        self._options = options
        self._personal = personal
        self.has_begun = options.elapsed > 0
        """Whether there has been something to continue."""
        self._planned_minutes = options.planned_minutes  # as they are saved
        self._thread: Thread | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self.save)
        slideshow.changed.connect(self._save_soon, Qt.ConnectionType.QueuedConnection)
        windows.swapped.connect(self._save_soon)  # the requested screen may be rejected

    @property
    def record(self) -> SlideshowRecord:
        """The record from which the slideshow can be continued."""
        state, now = self._slideshow.state, self._slideshow.now()
        position, slides = state.position, self._slideshow.slides
        record = SlideshowRecord(
            key=slides[position.slide].key,
            page=position.page,
            step=position.step,
            elapsed=state.clock.elapsed(now),
            running=False,
            saved=datetime.now(UTC),
            windowed=self._options.windowed,
            screen=self._windows.policy.requested,
            pages=tuple(map(len, state.outlines[position.slide])),
            countdowns={slides[at].key: each.held(now) for at, each in state.counted.items()},
        )
        is_running = not state.is_over and record.has_begun(position.slide)
        return record._replace(running=is_running)

    @property
    def stopped_session(self) -> StoppedSession:
        """The session, and the record from which it can be continued."""
        return StoppedSession(self._options.session, self.record)

    def save(self) -> None:
        """Save now, or try it again soon if an earlier place is still being saved."""
        place = self._place()
        if self._personal.is_private:  # in memory
            self._write(*place)
        elif self._thread is not None and self._thread.is_alive():
            self._timer.start()
        else:
            self._thread = Thread(target=self._write, args=place, name="slideshow")
            self._thread.start()

    def finish(self) -> None:
        """Save at once, and wait for it: the slideshow or the program ends."""
        self._timer.stop()
        if self._thread is not None:
            self._thread.join()
        self._write(*self._place())

    def _save_soon(self) -> None:
        """Save after a delay, in which several changes come together."""
        if not self._timer.isActive():  # another change must not postpone it
            self._timer.start()

    def _place(self) -> tuple[SlideshowRecord, int]:
        """Return what to save: the record and the planned minutes."""
        record, state = self.record, self._slideshow.state
        self.has_begun = self.has_begun or record.has_begun(state.position.slide)
        return record, state.planned.own

    def _write(self, record: SlideshowRecord, planned_minutes: int) -> None:
        session, personal = self._options.session, self._personal
        is_kept = self._options.is_saved and self.has_begun
        if is_kept and not personal.sessions.save(session, record):
            return
        if planned_minutes != self._planned_minutes and personal.orders.save_minutes(
            session.briefing, session.title, planned_minutes
        ):
            self._planned_minutes = planned_minutes
