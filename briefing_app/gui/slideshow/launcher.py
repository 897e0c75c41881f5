"""Starts slideshows, one at a time: from a slide, or where the last one stopped."""

import gc
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from briefing_app.database.personal.slideshows import Session, StoppedSession
from briefing_app.database.reader import Briefing
from briefing_app.files.paths import resolved
from briefing_app.gui.os_integration.sleep import SleepInhibitor
from briefing_app.gui.personal.personal_data import PersonalData, RunningOrderStore
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.placement import Situation, assign_screens, screen_not_found
from briefing_app.gui.slideshow.presentation import Presentation, Surroundings
from briefing_app.gui.slideshow.recorder import SlideshowLock
from briefing_app.gui.slideshow.screens import ScreenWatcher, audience_choices
from briefing_app.gui.slideshow.slideshow import SlideshowOptions
from briefing_app.model.report import Report, force_labels
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slides import Slide, slide_index
from briefing_app.model.slideshow.record import NextStart, SlideshowRecord, next_start
from briefing_app.model.slideshow.state import SlidePosition

logger = logging.getLogger(__name__)


class Start(Enum):
    """Where a slideshow starts."""

    BY_RULE = auto()
    """As `model.slideshow.record.next_start` says."""
    CONTINUE = auto()
    """Where the last one stopped, with its clock; at the first slide if it can't be continued."""
    NEW = auto()
    """At the first slide, with the clock at zero."""
    CHOSEN = auto()
    """At a chosen slide, with the clock at zero."""


class StartOptions(NamedTuple):
    """How a slideshow is requested.

    Args:
        start: Where to start.
        key: The key of the first slide to show, for `Start.CHOSEN`.
        windowed: Whether the audience window is an ordinary window.
        screen: The name of the requested screen for the audience, or empty.
        minutes: The planned time, which is remembered; None to use the remembered one.
    """

    start: Start = Start.BY_RULE
    key: str = ""
    windowed: bool = False
    screen: str = ""
    minutes: int | None = None


DEFAULT_START: Final = StartOptions()


class SlideshowLauncher(QObject):
    """Starts slideshows.

    Args:
        settings: What is remembered of windows.
        personal: Running orders, and where slideshows stopped.
        application: The application, whose screens are watched.
        sleep_inhibitor: Inhibits sleep during a slideshow.
    """

    started = Signal()
    """Emitted when a slideshow has started."""
    ended = Signal()
    """Emitted when the slideshow has ended."""

    def __init__(
        self,
        settings: Settings,
        personal: PersonalData,
        application: QGuiApplication,
        sleep_inhibitor: SleepInhibitor,
    ) -> None:
        super().__init__(application)
        self._settings = settings
        self._personal = personal
        self.screens = ScreenWatcher(application)
        """Watches the screens."""
        self.surroundings = Surroundings(settings, personal, self.screens, sleep_inhibitor)
        """What the program gives every slideshow."""
        self.running_orders = RunningOrderStore(personal)
        """The running orders of the briefings."""
        self._lock = SlideshowLock(personal.path)
        self.last = LastSlideshows(personal, self._lock)
        """The last slideshow of each briefing."""
        self._slideshow: Presentation | None = None
        self._rejected_screens: set[str] = set()  # requested, but swapped away from
        personal.forgotten.connect(self._show_own_notes)
        for ended in (application.commitDataRequest, application.aboutToQuit):
            ended.connect(self._record)

    @property
    def slideshow(self) -> Presentation | None:
        """The running slideshow, if any."""
        return self._slideshow

    @property
    def is_mirrored(self) -> bool:
        """Whether all screens show the same."""
        screens = self.screens.screens()
        if not screens:
            return False
        return assign_screens(screens, remembered="").situation is Situation.MIRRORED

    def audience_choices(self) -> dict[str, str]:
        """Return the screens that the audience can have: what to remember, and what to show."""
        return audience_choices(self.screens.screens(), self._settings.audience_screen)

    def screen_warning(self, requested: str = "") -> str:
        """Return what is wrong with the screens before a slideshow, without a full stop, or "".

        Args:
            requested: The name of the requested screen for the audience, or empty.
        """
        screens = self.screens.screens()
        if not screens:
            return ""
        placement = assign_screens(
            screens, remembered=self._settings.audience_screen, requested=requested
        )
        if placement.situation is Situation.SEPARATE:
            return screen_not_found(screens, requested).strip().removesuffix(".")
        return placement.message

    def present(self, briefing: Briefing, request: StartOptions) -> bool:
        """Start a slideshow; if one is running, bring it to the front instead.

        Args:
            briefing: What to show.
            request: How to start.

        Returns:
            False if the chosen slide isn't in the running order.
        """
        if self._slideshow is not None:
            self._slideshow.windows.place()
            return True
        highlight = self.running_orders.highlight(briefing)
        order = self.running_orders.order(briefing, highlight)
        slides = order.slides
        if request.start is Start.CHOSEN and slide_index(slides, request.key) is None:
            return False
        path = str(resolved(briefing.path))
        if request.minutes is not None:
            self.running_orders.save_planned_minutes(briefing, request.minutes)
        if request.screen in self._rejected_screens:
            request = request._replace(screen="")
        options = self.last.start_options(briefing.report, path, slides, request)
        options = options._replace(
            message=self._start_message(briefing, order, options.message),
            planned_minutes=self.running_orders.planned_minutes(briefing),
        )
        self._start(slides, options)
        self.started.emit()
        return True

    def next_start(self, briefing: Briefing) -> NextStart:
        """Return how the next slideshow of a briefing starts."""
        slides = self.running_orders.order(briefing).slides
        return self.last.next_start(briefing.report.key, slides)

    def _record(self) -> None:
        """Record where the slideshow is: the program is about to end."""
        if self._slideshow is not None:
            self._slideshow.recorder.finish()

    def _show_own_notes(self) -> None:
        """Show the user's notes in the presenter view, without those that were forgotten."""
        if self._slideshow is None:
            return
        key = self._slideshow.recorder.stopped_session.session.briefing
        kept = self._personal.notes.of_briefing(key) or ()
        self._slideshow.windows.presenter_view.set_own_notes(
            {each.item.key: each.note.text for each in kept if each.note.has_text}
        )

    def _start_message(self, briefing: Briefing, order: RunningOrder, message: str) -> str:
        """Return a message preceded by how the slides differ from the briefing's own."""
        difference = self.running_orders.difference(briefing, order)
        parts = [f"{difference[:1].upper()}{difference[1:]}." if difference else ""]
        highlight = self.running_orders.highlight(briefing)
        if highlight is not None:
            parts.append(f"Charts highlight {force_labels(briefing.report.forces)[highlight]}.")
        return " ".join(filter(None, (*parts, message)))

    def _start(self, slides: tuple[Slide, ...], options: SlideshowOptions) -> None:
        options = options._replace(is_saved=self._lock.take())
        slideshow = self._slideshow = Presentation(slides, options, self.surroundings, self)
        slideshow.ready.connect(self._show_own_notes)
        slideshow.ended.connect(self._end)
        try:
            slideshow.start()
        except BaseException:
            # Don't keep half a slideshow: the next key press starts another one.
            self._slideshow = None
            self._lock.release()
            slideshow.deleteLater()
            raise
        screens = len(self.screens.screens())
        logger.info("Slideshow started: %d slides, screens: %d", len(slides), screens)

    def _end(self) -> None:
        logger.info("Slideshow ended")
        slideshow, self._slideshow = self._slideshow, None
        self._lock.release()
        if slideshow is not None:
            if slideshow.recorder.has_begun:
                self.last.add(slideshow.recorder.stopped_session)
            if slideshow.rejected_screen:
                self._rejected_screens.add(slideshow.rejected_screen)
            # When it is destroyed, what belongs to it isn't destroyed yet.
            slideshow.destroyed.connect(lambda: QTimer.singleShot(0, _free_memory))
            slideshow.deleteLater()
        self.ended.emit()


def _free_memory() -> None:
    """Free the objects of a slideshow that has ended, which refer to each other.

    Python does so only when there are very many of them: after about ten slideshows.
    """
    gc.collect()


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
