"""The last slideshow of each briefing, and how the next one continues it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from briefing_app.database.personal.slideshows import Session, StoppedSession
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.slideshow.options import SlideshowOptions, Start, StartOptions
from briefing_app.gui.slideshow.recorder import SlideshowLock
from briefing_app.model.report import Report
from briefing_app.model.slides import Slide, slide_index
from briefing_app.model.slideshow.record import NextStart, SlideshowRecord, next_start
from briefing_app.model.slideshow.state import SlidePosition


class LastSlideshows:
    """Has the last slideshow of each briefing, of this and of earlier runs of the program.

    Args:
        personal: Where slideshows are saved.
        lock: Shows whether a slideshow that looks stopped is running in another program.
    """

    def __init__(self, personal: PersonalData, lock: SlideshowLock) -> None:
        self._personal = personal
        self._lock = lock
        self._of_this_run: dict[str, StoppedSession] = {}  # also those that couldn't be saved
        personal.forgotten.connect(self._of_this_run.clear)

    def add(self, stopped: StoppedSession) -> None:
        """Add a slideshow that has ended."""
        self._of_this_run[stopped.session.briefing] = stopped

    def next_start(self, key: str, slides: Sequence[Slide]) -> NextStart:
        """Return how the next slideshow of a briefing starts.

        Args:
            key: The key of the briefing.
            slides: The slides to show.
        """
        last = self._of_briefing(key)
        return _next_start(last.record if last is not None else None, slides)

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
        last = self._of_briefing(report.key)
        if last is None or request.start is Start.NEW:
            return options
        start = _next_start(last.record, slides)
        if not start.slide or not (start.continues or request.start is Start.CONTINUE):
            return options
        return _continued(options, last, start.slide - 1)._replace(
            message=f"Continued where it stopped {start.when_stopped(_now())}. "
            "Esc, then Ctrl+F5, starts a new session."
        )

    def stopped_unexpectedly(self) -> StoppedSession | None:
        """Return the latest one that stopped unexpectedly, as long as it is continued, if any."""
        last = self._unless_running(self._personal.sessions.interrupted())
        is_late = last is not None and last.record.time_left(_now()) <= timedelta()
        return None if is_late else last

    def dismiss(self) -> None:
        """Let the one that `stopped_unexpectedly` returns count as ended."""
        last = self.stopped_unexpectedly()
        if last is not None:  # another program may have continued it meanwhile
            self._personal.sessions.dismiss(last.session.briefing)

    def _of_briefing(self, key: str) -> StoppedSession | None:
        saved = self._unless_running(self._personal.sessions.of_briefing(key))
        known = [each for each in (saved, self._of_this_run.get(key)) if each is not None]
        return max(known, key=lambda each: each.record.saved, default=None)

    def _unless_running(self, saved: StoppedSession | None) -> StoppedSession | None:
        """Return a saved one, unless it is running in another program."""
        is_running = saved is not None and saved.record.running and self._lock.is_taken_elsewhere()
        return None if is_running else saved


def _now() -> datetime:
    return datetime.now().astimezone()


def _next_start(record: SlideshowRecord | None, slides: Sequence[Slide]) -> NextStart:
    return next_start(record, [slide.key for slide in slides], _now())


def _continued(options: SlideshowOptions, last: StoppedSession, slide: int) -> SlideshowOptions:
    """Return the options of a slideshow that continues the last one.

    After it stopped unexpectedly, the windows are as they were: a window that is shared in a video
    call doesn't become full screen. Countdowns have the time that was left; one that wasn't paused
    continues when its question is on screen.
    """
    record = last.record
    if record.running:
        options = options._replace(
            windowed=options.windowed or record.windowed,
            screen=options.screen or record.screen,
        )
    return options._replace(
        session=options.session._replace(first_slide=last.session.first_slide),
        position=SlidePosition(slide, record.page, record.step),
        pages=record.pages,
        elapsed=record.elapsed,
        countdowns=record.countdowns,
    )
