"""Runs a show: what a key does to its state, and on which screen its two windows stand.

The state is a `SlideshowState`, a value; whatever happens makes the next one, and both windows draw
from it. The slides are drawn on the audience's window first and at once: the presenter's follows.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from PySide6.QtCore import (
    QElapsedTimer,
    QLocale,
    QObject,
    QPointF,
    Qt,
    QTime,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent

from briefing_app.gui.os_integration.sleep_inhibitors.inhibitor import SleepInhibitor
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.page_layout import PAGE, SlidePages
from briefing_app.gui.slides.page_view import Shown
from briefing_app.gui.slideshow.audience_window import AudienceWindow
from briefing_app.gui.slideshow.key_bindings import Command, KeyBinding, binding_for
from briefing_app.gui.slideshow.presenter.presenter_view import PresenterView
from briefing_app.gui.slideshow.screen_assignment import Placement
from briefing_app.gui.slideshow.screen_watcher import ScreenWatcher
from briefing_app.gui.slideshow.timing import SlideshowTime
from briefing_app.gui.slideshow.window_placement import WindowPlacement
from briefing_app.gui.style import Style, slide_theme
from briefing_app.gui.widgets.keys import typed_digit
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow_record import SlideshowRecord
from briefing_app.model.slideshow_state import Blank, Clock, SlidePosition, SlideshowState

_FOLLOW_AFTER: Final = 10  # milliseconds that the screen has for the audience's slide alone
_CHARTS_AFTER: Final = 50  # milliseconds after the beginning, when the first slide is seen
_SAVE_AFTER: Final = 500  # milliseconds after a change, so that quick changes are saved once
_SAVE_EVERY: Final = 15  # ticks of a second, for the clock
_LOOK_EVERY: Final = 2  # the same, for what becomes of the screens unsaid
_MOST_DIGITS: Final = 5
_MINUTE: Final = 60  # seconds
_LONGEST_PLAN: Final = 24 * 60  # minutes
_PAGE_CENTRE: Final = QPointF(PAGE.width() / 2, PAGE.height() / 2)


class SlideshowOptions(NamedTuple):
    """How a show begins.

    Args:
        path: The briefing's file, for what is remembered of the show.
        position: Where it begins.
        elapsed: Seconds that its clock has run already.
        screen: The name of the audience's screen, where one was asked for.
        windowed: Whether the audience's window is an ordinary one, to be shared in a video call.
        minutes: The planned time; None for the one that is remembered.
        news: What to tell the presenter at the beginning, until a slide is turned with the console
            in view; or empty.
        kept: Whether it is written down where it is; another show that goes on may be.
    """

    path: str
    position: SlidePosition = SlidePosition(0)
    elapsed: float = 0.0
    screen: str = ""
    windowed: bool = False
    minutes: int | None = None
    news: str = ""
    kept: bool = True


class Slideshow(QObject):
    """A show that goes on, from `start` to `ended`.

    Args:
        slides: What is shown, in order; at least one.
        options: How it begins.
        settings: What is remembered.
        style: Fonts, text size and theme.
        screens: Knows the screens.
        awake: Holds off sleep for as long as the show goes on.
        parent: As in Qt.
    """

    ended = Signal()
    """The show is over and its windows are gone."""

    def __init__(
        self,
        slides: tuple[Slide, ...],
        options: SlideshowOptions,
        *,
        settings: Settings,
        style: Style,
        screens: ScreenWatcher,
        sleep_inhibitor: SleepInhibitor,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._options = options
        self._settings = settings
        self._style = style
        self._screens = screens
        self._sleep_inhibitor = sleep_inhibitor
        self._theme = slide_theme(style.theme)
        self._pages = SlidePages(slides, self._theme)
        self._time = QElapsedTimer()
        self._time.start()
        self._state = SlideshowState(self._pages, clock=Clock(options.elapsed)).go_to_position(
            options.position
        )
        self._planned = settings.planned_minutes if options.minutes is None else options.minutes
        self._turned_in_view = False  # a slide, with the console and its news before the presenter
        self._typed = ""
        self._told = ""  # of the number that is being typed
        self._held: KeyBinding | None = None
        self._repeating = False
        self._pointing = False
        self._pointed = _PAGE_CENTRE
        self._zoomed = False
        self._ticks = 0
        self._over = False
        self._started = False

        self._audience = AudienceWindow(
            self._press_in_audience, self._likely, windowed=options.windowed
        )
        self._console = PresenterView(self.press, settings, style)
        self._console.set_pages(self._pages)
        self._windows = WindowPlacement(
            self._audience,
            self._console,
            screens=screens,
            settings=settings,
            asked=options.screen,
            windowed=options.windowed,
            parent=self,
        )
        self._follow = _single_shot(self, self._catch_up, _FOLLOW_AFTER)
        self._save_soon = _single_shot(self, self._save, _SAVE_AFTER)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._commands = self._handlers()
        self._connect_signals()

    # ---- what others see ------------------------------------------------------------------------

    @property
    def presentation(self) -> SlideshowState:
        """The state of the show."""
        return self._state

    @property
    def audience(self) -> AudienceWindow:
        """The audience's window."""
        return self._audience

    @property
    def presenter_view(self) -> PresenterView:
        """The presenter's window."""
        return self._console

    @property
    def placement(self) -> Placement | None:
        """Where the windows were put, once they were."""
        return self._windows.placement

    @property
    def overruled(self) -> str:
        """The screen that was asked for, where the presenter chose another by S; or empty."""
        return "" if self._windows.asked else self._options.screen

    @property
    def elapsed(self) -> float:
        """Seconds that the show's clock has run."""
        return self._state.clock.elapsed(self._now())

    @property
    def record(self) -> SlideshowRecord:
        """Where it is, to go on there."""
        position = self._state.position
        return SlideshowRecord(
            path=self._options.path,
            key=self._pages.slides[position.slide].key,
            page=position.page,
            step=position.step,
            elapsed=self.elapsed,
            running=not self._over,
            windowed=self._options.windowed,
            screen=self._windows.asked,
            minutes=self._planned,
        )

    # ---- beginning and end ----------------------------------------------------------------------

    def start(self) -> None:
        """Show both windows and let the clock run."""
        self._started = True
        self._state = self._state.start_clock(self._now())
        self._show_audience()
        self._screens.look_again()
        self._windows.place()
        self._show_console()
        self._second.start()
        if any(slide.chart is not None for slide in self._pages.slides):
            QTimer.singleShot(_CHARTS_AFTER, self, _import_charts)
        self._sleep_inhibitor.inhibit("A briefing is being presented")
        self._show_news()
        self._save()

    def end(self) -> None:
        """End the show; its place and its clock are kept."""
        if self._over:
            return
        self._over = True
        self._state = self._state.end(self._now())
        for timer in (self._second, self._follow, self._save_soon):
            timer.stop()
        self._screens.changed.disconnect(self._follow_screens)
        self._sleep_inhibitor.changed.disconnect(self._show_news)
        self._style.changed.disconnect(self._restyle)
        self._sleep_inhibitor.release()
        # Another slideshow may be running when this one is destroyed.
        self.destroyed.disconnect(self._sleep_inhibitor.release)
        self._save()
        self._windows.close()
        self.ended.emit()

    def bring_to_front(self) -> None:
        """Bring the windows to the front again."""
        self._windows.place()

    # ---- keys -----------------------------------------------------------------------------------

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key stands for, whichever window has it; tells whether it does anything."""
        if self._over:
            return True
        digit = typed_digit(event)
        entry = None if digit else binding_for(event)
        self._repeating = event.isAutoRepeat()
        if self._repeating:
            # A key that is held down goes on with what it began here and with nothing else: the
            # Enter that ended a number or a search doesn't go on to the next slide.
            if entry is not None and entry is self._held:
                self.do(entry.command)
            return bool(digit) or entry is not None
        self._held = None
        if digit:
            self._type(digit)
        elif entry is None:
            return False
        elif not (self._typed and self._finish_number(entry.command, event.key())):
            self._held = entry if entry.repeats else None
            self.do(entry.command)
        return True

    def _press_in_audience(self, event: QKeyEvent) -> bool:
        return self._console.forward_to_search(event) or self.press(event)

    def do(self, command: Command) -> None:
        """Do what a key or a button stands for."""
        if not self._over:
            self._set_typed("")
            self._commands[command]()

    def go_to(self, slide: int) -> None:
        """Go to the slide with an index, or the nearest there is."""
        self._become(self._state.go_to_slide(slide))

    def _finish_number(self, command: Command, key: int) -> bool:
        """Use the number that is being typed, shorten it or drop it; tells whether that was it."""
        typed = self._typed
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or command is Command.GO_TO:
            at, total = int(typed) - 1, len(self._pages)
            if 0 <= at < total:
                self._set_typed("")
                self.go_to(at)
            else:  # rather stay than show the audience a slide that nobody meant
                self._set_typed("", f"No slide {typed}: they go from 1 to {total}")
        elif key == Qt.Key.Key_Backspace:
            self._set_typed(typed[:-1])
        elif command is Command.END:
            self._set_typed("")
        else:
            return False
        return True

    def _type(self, digit: str) -> None:
        if len(self._typed) < _MOST_DIGITS:
            self._set_typed(self._typed + digit)

    def _set_typed(self, digits: str, told: str = "") -> None:
        """Take up the digits of a number, and tell of them or of what was wrong with them."""
        told = told or (f"Go to {digits}, Enter" if digits else "")
        if (digits, told) != (self._typed, self._told):
            self._typed, self._told = digits, told
            self._console.show_typed_number(told)

    def _handlers(self) -> dict[Command, Callable[[], object]]:
        presenter_view = self._console
        return {
            Command.NEXT: lambda: self._become(self._state.go_forward()),
            Command.BACK: lambda: self._become(self._state.go_back()),
            Command.FIRST: lambda: self._become(self._state.go_to_first()),
            Command.LAST: lambda: self._become(self._state.go_to_last()),
            Command.GO_TO: self._search,
            Command.BLACK: lambda: self._become(self._state.toggle_blank(Blank.BLACK)),
            Command.WHITE: lambda: self._become(self._state.toggle_blank(Blank.WHITE)),
            Command.FREEZE: lambda: self._become(self._state.toggle_freeze()),
            Command.POINTER: self._toggle_pointer,
            Command.ZOOM: self._toggle_zoom,
            Command.SWAP: self._swap,
            Command.CLOCK: self._toggle_clock,
            Command.RESET_CLOCK: self._reset_clock,
            Command.MORE_TIME: lambda: self._plan(1),
            Command.LESS_TIME: lambda: self._plan(-1),
            Command.LARGER_NOTES: lambda: presenter_view.change_notes_size(1),
            Command.SMALLER_NOTES: lambda: presenter_view.change_notes_size(-1),
            Command.NOTES_UP: lambda: presenter_view.scroll_notes(-1),
            Command.NOTES_DOWN: lambda: presenter_view.scroll_notes(1),
            Command.LARGER_CLOCK: lambda: presenter_view.change_clock_size(1),
            Command.SMALLER_CLOCK: lambda: presenter_view.change_clock_size(-1),
            Command.HELP: self._toggle_help,
            Command.RESUME: self.bring_to_front,
            Command.END: self._end_step,
        }

    def _connect_signals(self) -> None:
        for window in (self._audience, self._console):
            window.closed.connect(self.end)
            window.pointer_moved.connect(self._point)
        self._audience.step_requested.connect(
            lambda step: self.do(Command.NEXT if step > 0 else Command.BACK)
        )
        self._console.command_requested.connect(self.do)
        self._console.slide_requested.connect(self.go_to)
        self._console.overlay_closed.connect(self._windows.leave_console)
        self._windows.console_came.connect(self._follow.start)
        self._screens.changed.connect(self._follow_screens)
        self._sleep_inhibitor.changed.connect(self._show_news)
        self._style.changed.connect(self._restyle)
        # Where it is destroyed without having been ended.
        self.destroyed.connect(self._sleep_inhibitor.release)
        for window in (self._audience, self._console):
            self.destroyed.connect(window.deleteLater)
        self._second.timeout.connect(self._tick)

    # ---- the state ------------------------------------------------------------------------------

    def _become(self, state: SlideshowState) -> None:
        """Take up another state and show it: to the audience at once, to the presenter after."""
        before, self._state = self._state, state
        turned = state.position[:2] != before.position[:2]
        if state.position != before.position and not self._console.isHidden():
            self._turned_in_view = True
        if (self._zoomed and turned) or state.is_frozen != before.is_frozen:
            self._zoomed = self._zoomed and not turned
            self._aim()
        if state.audience != before.audience:
            self._show_audience()
            # Where a held key repeats faster than slides are painted, it goes on over some: one is
            # painted when no key waits any more.
            if not self._repeating:
                self._audience.slide.paint_now()
        self._follow.start()
        self._save_soon.start()

    def _show_audience(self) -> None:
        position, blank = self._state.audience
        view = self._audience.slide
        view.set_blank(blank)
        page, step, number, total = self._shown(position)
        view.show_page(page, step, number=number, total=total)

    def _likely(self) -> Iterator[Shown]:
        """What a key is likely to show next, and what is shown now: a key may lead back to that."""
        state = self._state
        for position in (state.next_position, state.previous_position, state.position):
            if position is not None:
                yield self._shown(position)

    def _shown(self, position: SlidePosition) -> Shown:
        page = self._pages.page(position)
        return Shown(page, position.step, position.slide + 1, len(self._pages))

    def _catch_up(self) -> None:
        """Let the console follow, once the audience has seen its slide."""
        self._audience.slide.paint_now()
        if self._options.news and self._turned_in_view:
            self._options = self._options._replace(news="")  # it was for the beginning
            self._show_news()
        self._show_console()

    def _show_console(self) -> None:
        state = self._state
        self._console.show_state(state)
        self._console.show_toggles(
            {
                Command.BLACK: state.audience.blank is Blank.BLACK,
                Command.WHITE: state.audience.blank is Blank.WHITE,
                Command.FREEZE: state.is_frozen,
                Command.POINTER: self._pointing,
                Command.ZOOM: self._zoomed,
            }
        )
        self._show_time()

    def _end_step(self) -> None:
        """Esc: first what lies over the windows, then the show."""
        if not self._console.close_overlay():
            self.end()

    # ---- time -----------------------------------------------------------------------------------

    def _now(self) -> float:
        return self._time.elapsed() / 1000

    def _tick(self) -> None:
        self._show_time()
        self._ticks += 1
        if self._ticks % _LOOK_EVERY == 0:
            self._screens.look_again()
        if self._ticks % _SAVE_EVERY == 0 and self._state.clock.running_since is not None:
            self._save()

    def _show_time(self) -> None:
        if self._console.isHidden():
            return
        clock = self._state.clock
        time = SlideshowTime(self.elapsed, self._planned * _MINUTE, clock.running_since is not None)
        short = QLocale.system().timeFormat(QLocale.FormatType.ShortFormat)
        self._console.show_time(time, self._state.progress, QTime.currentTime().toString(short))

    def _toggle_clock(self) -> None:
        clock, now = self._state.clock, self._now()
        running = clock.running_since is not None
        self._become(self._state.with_clock(clock.stopped(now) if running else clock.started(now)))

    def _reset_clock(self) -> None:
        running = self._state.clock.running_since is not None
        self._become(self._state.with_clock(Clock(running_since=self._now() if running else None)))

    def _plan(self, minutes: int) -> None:
        self._planned = min(max(self._planned + minutes, 0), _LONGEST_PLAN)
        self._settings.planned_minutes = self._planned
        self._show_time()

    # ---- pointer and zoom -----------------------------------------------------------------------

    def _toggle_pointer(self) -> None:
        self._pointing = not self._pointing
        self._aim()
        self._follow.start()

    def _toggle_zoom(self) -> None:
        self._zoomed = not self._zoomed
        self._aim()
        self._follow.start()

    def _point(self, at: QPointF) -> None:
        self._pointed = at
        if self._pointing or self._zoomed:
            self._aim()

    def _aim(self) -> None:
        """Point and enlarge in both windows; a frozen audience goes on seeing what it saw."""
        for view in (
            (self._console,) if self._state.is_frozen else (self._audience.slide, self._console)
        ):
            view.set_pointer(self._pointed if self._pointing else None)
            view.set_zoom(self._pointed if self._zoomed else None)

    # ---- what lies over the windows -------------------------------------------------------------

    def _search(self) -> None:
        """Search in the console."""
        if self._windows.come_to_console():
            self._console.open_search()

    def _toggle_help(self) -> None:
        """Lay the keys over the console, or take them away."""
        if self._windows.come_to_console():
            self._console.toggle_key_help()

    def _restyle(self) -> None:
        """Follow the theme: the console does so by itself, the slides are laid out anew."""
        theme = slide_theme(self._style.theme)
        if theme is not self._theme:
            self._theme = theme
            self._pages = SlidePages(self._pages.slides, theme)
            self._state = replace(self._state, outline=self._pages)
            self._console.set_pages(self._pages)
            self._show_audience()
            self._show_console()

    def _show_news(self) -> None:
        told = (self._sleep_inhibitor.warning, self._options.news)
        self._console.show_message(" ".join(part for part in told if part))

    def _swap(self) -> None:
        self._windows.swap()
        self._save_soon.start()  # a screen that was asked for may be so no more

    def _follow_screens(self) -> None:
        """Put the windows where they belong with the screens that there are now."""
        if self._started and not self._over:
            self._windows.place(ask=False)

    # ---- what is remembered ---------------------------------------------------------------------

    def _save(self) -> None:
        if self._options.kept:
            self._settings.show_record = self.record
        self._settings.save()


def _import_charts() -> None:
    """Import what draws charts before the first one is shown: it takes a third of a second."""
    import briefing_app.gui.charts.bar_chart  # noqa: F401, PLC0415


def _single_shot(parent: QObject, call: Callable[[], object], milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(call)
    return timer
