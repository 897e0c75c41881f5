"""What stands between a briefing that is open and a show of it: the order, and where a show was.

One show goes on at a time. What is remembered of it is the user's and stands in the settings; the
briefing is never written to.
"""

from collections.abc import Sequence
from enum import Enum, auto
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from briefing_app.database.reader import Briefing
from briefing_app.gui.os_integration.sleep_inhibitors.inhibitor import SleepInhibitor
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.settings import Settings, briefing_name
from briefing_app.gui.slideshow.lock import SlideshowLock
from briefing_app.gui.slideshow.resume import _anew, _index, _is_done, _news, _resumed
from briefing_app.gui.slideshow.screen_assignment import Situation, choose, no_such_screen
from briefing_app.gui.slideshow.screen_watcher import ScreenWatcher
from briefing_app.gui.slideshow.slideshow import Slideshow, SlideshowOptions
from briefing_app.gui.style import Style
from briefing_app.gui.widgets.window_focus import bring_to_front
from briefing_app.model.report import Report
from briefing_app.model.running_order import RunningOrder, restore_running_order
from briefing_app.model.slides import Slide, briefing_slides
from briefing_app.model.slideshow_record import SlideshowRecord
from briefing_app.model.slideshow_state import SlidePosition


class Start(Enum):
    """Where a show begins."""

    RESUME = auto()
    """Where it was left, with its clock; at the beginning where it wasn't shown yet."""
    BEGINNING = auto()
    """At the first slide, with the clock at nought."""
    CHOSEN = auto()
    """At a chosen slide, with the clock of the show that this program ran before, if it did."""


class StartOptions(NamedTuple):
    """How a show is to begin.

    Args:
        start: Where.
        key: The key of the slide to begin with, where that was chosen.
        windowed: Whether the audience's window is an ordinary one.
        screen: The name of the audience's screen, where one was asked for.
        minutes: The planned time, where another one than the remembered was asked for.
    """

    start: Start = Start.RESUME
    key: str = ""
    windowed: bool = False
    screen: str = ""
    minutes: int | None = None


class SlideshowLauncher(QObject):
    """Starts shows and keeps their order.

    Args:
        settings: What is remembered.
        style: Colours, fonts and text size.
        application: Qt's; its screens are watched.
        awake: Holds off sleep during a show.
    """

    began = Signal()
    """A show has begun."""
    ended = Signal()
    """The show that went on is over."""
    order_changed = Signal()
    """The order of a briefing's slides is another one."""

    def __init__(
        self,
        settings: Settings,
        style: Style,
        application: QGuiApplication,
        sleep_inhibitor: SleepInhibitor,
    ) -> None:
        super().__init__(application)
        self._settings = settings
        self._style = style
        self._screens = ScreenWatcher(application)
        self._sleep_inhibitor = sleep_inhibitor
        self._lock = SlideshowLock(settings.file)
        self._show: Slideshow | None = None
        self._overruled: set[str] = set()  # screens that were asked for, and swapped away from
        self._pane: RunningOrderDialog | None = None
        self._left: dict[str, SlideshowRecord] = {}
        self._more: dict[str, tuple[Slide, ...]] = {}

    @property
    def show(self) -> Slideshow | None:
        """The show that goes on, if one does."""
        return self._show

    @property
    def screens_changed(self) -> SignalInstance:
        """Screens came, went or moved."""
        return self._screens.changed

    def warning(self, asked: str = "") -> str:
        """What to know of the screens before a show, which nobody can be told on them; or empty.

        Args:
            asked: The name of the screen that is asked for, or empty.
        """
        screens = self._screens.screens()
        if not screens:
            return ""
        placement = choose(screens, remembered=self._settings.audience_screen, asked=asked)
        if placement.situation is Situation.TWO:
            return no_such_screen(screens, asked).strip().removesuffix(".")
        return placement.sentence

    @property
    def mirrored(self) -> bool:
        """Whether all screens show the same."""
        screens = self._screens.screens()
        return bool(screens) and choose(screens, remembered="").situation is Situation.MIRRORED

    def order(self, briefing: Briefing) -> RunningOrder:
        """The order of a briefing's slides, as its user left it."""
        slides = self._slides(briefing.report)
        record = self._settings.order_record(briefing_name(briefing.path))
        more = self._more.get(str(briefing.path.resolve()), ())
        return (
            restore_running_order(briefing.report, slides, record, more)
            if record
            else RunningOrder.of(slides)
        )

    def occasion(self, briefing: Briefing, order: RunningOrder | None = None) -> str:
        """How the order differs from the briefing's own, in words; empty where it doesn't.

        Args:
            briefing: Whose order.
            order: That, where it is known already.
        """
        if not self._settings.order_record(briefing_name(briefing.path)):
            return ""
        if order is None:
            order = self.order(briefing)
        difference = order.describe_changes(self._slides(briefing.report))
        return f"{difference} for this occasion" if difference else ""

    def add(self, briefing: Briefing, slides: Sequence[Slide]) -> None:
        """Add slides that stand in no briefing to the order of one, until the program ends.

        What was added in this way before goes. Nothing can find such slides again from the
        briefing alone, so a later start of the program shows the order without them.
        """
        path = str(briefing.path.resolve())
        order = self.order(briefing)
        before = [slide.key for slide in self._more.get(path, ())]
        self._more[path] = tuple(slides)
        self.close_order()
        self._keep_order(briefing, order.add_at_end(slides, before))

    def present(self, briefing: Briefing, beginning: StartOptions) -> bool:
        """Begin a show; one that goes on is brought forward instead.

        Args:
            briefing: What is shown.
            beginning: How it begins.

        Returns:
            False where what was chosen isn't in the order.
        """
        if self._show is not None:
            self._show.bring_to_front()
            return True
        order = self.order(briefing)
        slides = order.slides
        if beginning.start is Start.CHOSEN and _index(slides, beginning.key) is None:
            return False
        path = str(briefing.path.resolve())
        options, offered = self._options(path, slides, beginning)
        if offered is not None:
            self._settings.set_record_aside(offered)
        if occasion := self.occasion(briefing, order):
            told = f"{occasion[:1].upper()}{occasion[1:]}. {options.news}"
            options = options._replace(news=told.rstrip())
        show = self._show = Slideshow(
            slides,
            options._replace(kept=self._lock.take()),
            settings=self._settings,
            style=self._style,
            screens=self._screens,
            sleep_inhibitor=self._sleep_inhibitor,
            parent=self,
        )
        show.ended.connect(self._show_ended)
        try:
            show.start()
        except BaseException:
            # Half of a show is worse than none: the next key begins another one.
            self._show = None
            self._lock.release()
            show.deleteLater()
            raise
        if offered is None:
            self._settings.forget_record_aside(path)
        if self._pane is not None:
            self._pane.tell_of_show(going_on=True)
        self.began.emit()
        return True

    def _options(
        self, path: str, slides: tuple[Slide, ...], beginning: StartOptions
    ) -> tuple[SlideshowOptions, SlideshowRecord | None]:
        """How a show begins that is asked for.

        Returns:
            Its options, and where another show ended unforeseen that this one doesn't go on with,
            if one did: that stays offered until it is gone on with, or declined.
        """
        options = SlideshowOptions(
            path,
            screen="" if beginning.screen in self._overruled else beginning.screen,
            windowed=beginning.windowed,
            minutes=beginning.minutes,
        )
        earlier = self._take_up_earlier(path)
        left = self._left.get(path)
        aside = self._aside(path)
        if beginning.start is Start.RESUME:
            if earlier is not None and not _is_done(slides, earlier):
                left = earlier
            if left is not None:
                if left is earlier or left.running:
                    options = options._replace(news=_news(slides, left))
                options = _resumed(options, slides, left)
            return options, None if left is not None and left.running else aside
        offered = earlier if earlier is not None and earlier.running else aside
        options = _anew(options, slides, left, offered)
        if beginning.start is Start.CHOSEN:
            position = SlidePosition(_index(slides, beginning.key) or 0)
            elapsed = left.elapsed if left is not None else 0.0
            options = options._replace(position=position, elapsed=elapsed)
        return options, offered

    def interrupted(self) -> SlideshowRecord | None:
        """Where a show was that ended unforeseen before this program was started, if one did.

        One that goes on in another program hasn't ended.
        """
        if self._show is not None or self._lock.held_elsewhere():
            return None
        record = self._settings.show_record
        if record is not None and record.running:
            return record
        return next(iter(self._settings.records_set_aside), None)

    def _take_up_earlier(self, path: str) -> SlideshowRecord | None:
        """Where a briefing's last show was that ended before this program was started, if one did.

        That of another briefing is set aside where it ended unforeseen: what is about to be
        written down takes its place.
        """
        settings = self._settings
        record = settings.show_record
        earlier = self._aside(path)
        if record is not None and record.path not in self._left:
            if record.running and self.interrupted() != record:
                return None  # it goes on in another program
            if record.path == path:
                earlier = record
            elif record.running:
                settings.set_record_aside(record)
        return None if path in self._left else earlier

    def _aside(self, path: str) -> SlideshowRecord | None:
        """Where a briefing's show was that ended unforeseen and wasn't gone on with since."""
        records = self._settings.records_set_aside
        return next((each for each in records if each.path == path), None)

    def go_on(self, record: SlideshowRecord) -> None:
        """Let the next show of a briefing go on where a record says."""
        self._left[record.path] = record

    def forget_interrupted(self) -> None:
        """Offer no more to go on."""
        record = self.interrupted()
        if record is None:  # another program may have begun a show meanwhile
            return
        if record == self._settings.show_record:
            self._settings.show_record = None
        else:
            self._settings.forget_record_aside(record.path)
        self._settings.save()

    def open_order(self, briefing: Briefing, parent: QWidget) -> None:
        """Show the window where the order is prepared."""
        if self._pane is None:
            slides = self._slides(briefing.report)
            pane = self._pane = RunningOrderDialog(
                briefing.report, slides, self.order(briefing), self._style, parent
            )
            pane.order_changed.connect(partial(self._keep_order, briefing))
            pane.destroyed.connect(self._forget_pane)
            pane.tell_of_show(going_on=self._show is not None)
        bring_to_front(self._pane)

    def close_order(self) -> None:
        """Close that window: another briefing is open now."""
        if self._pane is not None:
            self._pane.close()

    def _forget_pane(self) -> None:
        self._pane = None

    def _keep_order(self, briefing: Briefing, order: RunningOrder) -> None:
        own = RunningOrder.of(self._slides(briefing.report))
        name = briefing_name(briefing.path)
        self._settings.set_order_record(name, [] if order == own else order.to_lines())
        self._settings.save()
        self.order_changed.emit()

    def _slides(self, report: Report) -> tuple[Slide, ...]:
        names = {force.name: force for force in report.forces}
        return briefing_slides(report, names.get(self._settings.my_force))

    def _show_ended(self) -> None:
        show, self._show = self._show, None
        self._lock.release()
        if show is not None:
            record = show.record
            self._left[record.path] = record
            if show.overruled:
                self._overruled.add(show.overruled)
            show.deleteLater()
        if self._pane is not None:
            self._pane.tell_of_show(going_on=False)
        self.ended.emit()
