"""Where slideshows stopped: how that is saved, and how the next one resumes from there."""

import logging
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import IO, Final, Literal

from PySide6.QtCore import QObject, Qt, QTimer

from briefing_app.database.personal.slideshows import Session, StoppedSession
from briefing_app.files.lock import NoLocksError, lock
from briefing_app.files.on_disk import is_open_elsewhere, make_private_file, reason, retried
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.slideshow.options import SlideshowOptions, Start, StartOptions
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.slideshow.windows import SlideshowWindows
from briefing_app.model.report import Report
from briefing_app.model.slides import Slide, slide_index
from briefing_app.model.slideshow.state import START, SlidePosition, SlideshowRecord
from briefing_app.model.slideshow.time import short_clock_text

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
        """The record from which the slideshow can be resumed."""
        state, now = self._slideshow.state, self._slideshow.now()
        position, slides = state.position, self._slideshow.slides
        return SlideshowRecord(
            key=slides[position.slide].key,
            page=position.page,
            step=position.step,
            elapsed=state.clock.elapsed(now),
            running=not state.is_over and position.slide > 0,
            windowed=self._options.windowed,
            screen=self._windows.policy.requested,
            pages=tuple(map(len, state.outlines[position.slide])),
            countdowns={slides[at].key: each.held(now) for at, each in state.counted.items()},
        )

    @property
    def stopped_session(self) -> StoppedSession:
        """The session, and the record from which it can be continued."""
        return StoppedSession(self._options.session, self.record)

    def save(self) -> None:
        """Save now, or try it again soon if an earlier place is still being saved."""
        place = self.record, self._slideshow.state.planned.own
        if self._personal.is_private:  # in memory
            self._write(*place)
        elif self._thread is not None and self._thread.is_alive():
            self._timer.start()
        else:
            self._thread = Thread(target=self._write, args=place, name="slideshow")
            self._thread.start()

    def finish(self) -> None:
        """Save the end of the slideshow, and wait for it."""
        self._timer.stop()
        if self._thread is not None:
            self._thread.join()
        self._write(self.record, self._slideshow.state.planned.own)

    def _save_soon(self) -> None:
        """Save after a delay, in which several changes come together."""
        if not self._timer.isActive():  # another change must not postpone it
            self._timer.start()

    def _write(self, record: SlideshowRecord, planned_minutes: int) -> None:
        session, personal = self._options.session, self._personal
        if self._options.is_saved and not personal.sessions.save(session, record):
            return
        if planned_minutes != self._planned_minutes and personal.orders.save_minutes(
            session.briefing, session.title, planned_minutes
        ):
            self._planned_minutes = planned_minutes


_KEYS_HINT = "Home goes to the first slide, Shift+C restarts the clock."


class StoppedSlideshows:
    """The sessions that a slideshow can continue, at most one of each briefing.

    A session is *interrupted* if its slideshow was never ended: the program or the computer
    crashed. It is offered until it is resumed or dismissed, or until its briefing has another one.

    Args:
        personal: The sessions of this and of earlier runs of the program.
        lock: Shows whether a slideshow that looks interrupted is running in another program.
    """

    def __init__(self, personal: PersonalData, lock: SlideshowLock) -> None:
        self._personal = personal
        self._lock = lock
        self._of_this_run: dict[str, StoppedSession] = {}
        personal.forgotten.connect(self._of_this_run.clear)

    def add(self, stopped: StoppedSession) -> None:
        """Let the next slideshow of a briefing continue a session."""
        self._of_this_run[stopped.session.briefing] = stopped

    def next_slide(self, key: str, slides: Sequence[Slide]) -> int | None:
        """Return the index of the slide at which the next slideshow resumes one of this run.

        Args:
            key: The key of the briefing.
            slides: The slides to show.

        Returns:
            None if the next one doesn't resume one that was ended after its first slide.
        """
        latest = self._of_this_run.get(key)
        if latest is None or _is_at_start(slides, latest.record):
            return None
        return slide_index(slides, latest.record.key)

    def next_stopped(self, key: str, slides: Sequence[Slide]) -> StoppedSession | None:
        """Return the session that the next slideshow of a briefing resumes, if any.

        Args:
            key: The key of the briefing.
            slides: The slides to show.
        """
        latest = self._of_this_run.get(key)
        if latest is not None and not _is_at_start(slides, latest.record):
            return latest
        earlier = self._earlier(key)
        return earlier if earlier and _can_continue(slides, earlier.record) else None

    def interrupted(self) -> StoppedSession | None:
        """Return the session that was interrupted last in an earlier run, if any."""
        if self._lock.is_taken_elsewhere():
            return None
        return self._personal.sessions.interrupted()

    def dismiss_interrupted(self) -> None:
        """Stop offering the session that `interrupted` returns."""
        stopped = self.interrupted()
        if stopped is not None:  # another program may have started a slideshow meanwhile
            self._personal.sessions.dismiss(stopped.session.briefing)

    def start_options(
        self, report: Report, path: str, slides: Sequence[Slide], request: StartOptions
    ) -> SlideshowOptions:
        """Return how a requested slideshow starts.

        Args:
            report: The briefing.
            path: The briefing's file.
            slides: The slides to show.
            request: What was requested. A chosen slide must be among the slides.
        """
        options = SlideshowOptions(
            Session(report.key, report.title, path),
            screen=request.screen,
            windowed=request.windowed,
        )
        if request.start is Start.CHOSEN:
            position = SlidePosition(slide_index(slides, request.key) or 0)
            session = options.session._replace(first_slide=request.key)
            return options._replace(session=session, position=position)
        stopped = self.next_stopped(report.key, slides) if request.start is Start.RESUME else None
        if stopped is None:
            return options
        if stopped.record.running or stopped is not self._of_this_run.get(report.key):
            options = options._replace(message=_resumed_message(slides, stopped.record))
        return _resumed(options, slides, stopped)

    def _earlier(self, key: str) -> StoppedSession | None:
        """Return the saved session of a briefing, unless another program is running it."""
        stopped = self._personal.sessions.of_briefing(key)
        is_running = stopped is not None and stopped.record.running
        return None if is_running and self._lock.is_taken_elsewhere() else stopped


def interrupted_message(path: str, record: SlideshowRecord, slides: Sequence[Slide] | None) -> str:
    """Return the sentence that says where a slideshow was interrupted.

    Args:
        path: The file of the briefing.
        record: The record of the slideshow.
        slides: The running order of its briefing; None if another briefing is open.
    """
    time = short_clock_text(record.elapsed)
    if slides is None:
        return f"Your last slideshow of {Path(path).name} stopped unexpectedly ({time})."
    index = slide_index(slides, record.key)
    slide = f" at slide {index + 1}" if index is not None else ""
    return f"Your last slideshow stopped unexpectedly{slide} ({time})."


def _resumed(
    options: SlideshowOptions, slides: Sequence[Slide], latest: StoppedSession
) -> SlideshowOptions:
    """Return the options of a slideshow that resumes another one.

    After an interruption the windows are as they were: a window that is shared in a video call
    doesn't become full screen. Countdowns have the time that was left; one that wasn't paused
    continues when its question is on screen.
    """
    record = latest.record
    index = slide_index(slides, record.key)
    if record.running:
        options = options._replace(
            windowed=options.windowed or record.windowed,
            screen=options.screen or record.screen,
        )
    position = START if index is None else SlidePosition(index, record.page, record.step)
    return options._replace(
        session=options.session._replace(first_slide=latest.session.first_slide),
        position=position,
        pages=record.pages,
        elapsed=record.elapsed,
        countdowns=record.countdowns,
    )


def _is_at_start(slides: Sequence[Slide], record: SlideshowRecord) -> bool:
    """Return whether a slideshow was ended at its first slide, perhaps to try the screens."""
    return not record.running and slide_index(slides, record.key) == 0


def _can_continue(slides: Sequence[Slide], record: SlideshowRecord) -> bool:
    """Return whether a slideshow of an earlier run was ended between its first and last slide."""
    ends = {None, 0, len(slides) - 1}
    return record.running or slide_index(slides, record.key) not in ends


def _resumed_message(slides: Sequence[Slide], record: SlideshowRecord) -> str:
    """Return the message for the presenter of a slideshow that resumes another one."""
    if slide_index(slides, record.key) is None:
        return (
            "Your last slideshow stopped unexpectedly at a slide that is no longer in the running "
            "order, so this one starts at the first slide. Shift+C restarts the clock."
        )
    if record.running:
        return f"Resumed where your last slideshow stopped unexpectedly. {_KEYS_HINT}"
    return f"Resumed where you stopped last time. {_KEYS_HINT}"
