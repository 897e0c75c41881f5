"""Starts slideshows from the main window, and shows their messages in it."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from briefing_app.database.personal.slideshows import StoppedSession
from briefing_app.gui.main_window.actions import Entry
from briefing_app.gui.main_window.messages import Notification, Topic
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.slideshow.launcher import SlideshowLauncher, Start, StartOptions
from briefing_app.gui.slideshow.placement import Situation
from briefing_app.gui.widgets.dialog import bring_to_front
from briefing_app.model.report import Quote
from briefing_app.model.slideshow.record import NEW_SESSION, NextStart
from briefing_app.model.slideshow.time import short_clock_text

BY_RULE_KEY: Final = "F5"
NEW_KEY: Final = "Ctrl+F5"
CHOSEN_KEY: Final = "Shift+F5"
_MILLISECOND: Final = timedelta(milliseconds=1)


class SlideshowController(QObject):
    """Starts slideshows of the briefing that is open in the main window.

    Args:
        window: The main window; it owns this.
        launcher: Starts the slideshows.
        defaults: How a slideshow starts unless the menu says otherwise.
        application: Says when the user returns to the program.
    """

    next_start_changed = Signal(NextStart)
    """Emitted when the next slideshow may start in another way, which buttons say."""

    def __init__(
        self,
        window: MainWindow,
        launcher: SlideshowLauncher,
        defaults: StartOptions,
        application: QGuiApplication,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._launcher = launcher
        self._defaults = defaults
        self._bugs: list[str] = []
        self._next_start = NEW_SESSION
        self._limit = QTimer(self)  # until F5 starts a new slideshow
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(self.update_next_start)
        self.next_start_changed.connect(window.show_next_start)
        window.briefing_changed.connect(self.refresh)
        application.applicationStateChanged.connect(self.update_next_start)
        launcher.started.connect(self._withdraw_offer)
        launcher.ended.connect(self._return_to_window)
        launcher.screens.changed.connect(self._warn_if_mirrored)
        # After the slideshow has placed its windows.
        launcher.screens.changed.connect(
            self._show_hidden_notes, Qt.ConnectionType.QueuedConnection
        )
        self._warn_if_mirrored()
        self._show_running_order()

    @property
    def next_start(self) -> NextStart:
        """How the next slideshow starts unless its presenter chooses, as buttons say it."""
        return self._next_start

    def present(self, start: Start = Start.BY_RULE, *, windowed: bool = False) -> None:
        """Start a slideshow of the open briefing, if there is one.

        Args:
            start: Where to start.
            windowed: Whether the slides are shown in an ordinary window.
        """
        briefing = self._window.briefing
        if briefing is None:
            return
        request = StartOptions(
            start,
            self._window.reading.contents.slide_key,
            windowed=windowed or self._defaults.windowed,
            screen=self._defaults.screen,
        )
        if not self._launcher.present(briefing, request):
            self._window.show_message(
                "The selected item isn’t in the running order. Press Ctrl+R to add it."
            )

    def refresh(self) -> None:
        """Show what may have changed of running orders and of the last slideshows."""
        self._show_running_order()
        self.update_next_start()
        self.offer_to_continue()

    def update_next_start(self) -> None:
        """Show how the next slideshow starts, which depends on the time, too."""
        if self._launcher.slideshow is not None:  # nothing may delay it
            return
        briefing = self._window.briefing
        start = self._launcher.next_start(briefing) if briefing is not None else NEW_SESSION
        self._next_start = start
        if start.continues:
            self._limit.start(start.time_left // _MILLISECOND + 1)
        else:
            self._limit.stop()
        if self._window.menus is not None:
            self._window.menus.update("Slideshow")
        self.next_start_changed.emit(start)

    def offer_to_continue(self) -> None:
        """Offer to open another briefing whose slideshow stopped unexpectedly, if there is one."""
        briefing = self._window.briefing
        is_idle = briefing is not None and self._launcher.slideshow is None
        last = self._launcher.last.stopped_unexpectedly() if is_idle else None
        if last is None or briefing is None or last.session.briefing == briefing.report.key:
            self._withdraw_offer()  # the buttons offer to continue that of this briefing
            return
        name, time = Path(last.session.path).name, short_clock_text(last.record.elapsed)
        self._window.notifications.notify(
            Topic.RESUME,
            Notification(
                f"Your last slideshow of {name} stopped unexpectedly (clock at {time}).",
                "Open and continue",
                partial(self._open_and_continue, last),
                self._launcher.last.dismiss,
            ),
        )

    def report_bug(self, details: str) -> None:
        """Show an unexpected error; during a slideshow, wait until it is over."""
        if self._launcher.slideshow is not None:
            self._bugs.append(details)
        else:
            self._window.report_bug(details)

    def resume(self) -> None:
        """Continue as the button says, unless it is too late for that, or as the menu says."""
        self.present(Start.BY_RULE if self._next_start.continues else Start.CONTINUE)

    def continue_entry(self) -> Entry:
        start = self._next_start
        when = start.when_stopped(datetime.now().astimezone())
        return Entry(
            f"&{start.continue_label}" if start.slide else "&Continue",
            (BY_RULE_KEY,) if start.continues else (),
            f"Where it stopped {when}, with its clock",
            is_there=start.slide > 0,
        )

    def new_entry(self) -> Entry:
        line = "From the first slide, clock at zero"
        if self._next_start.continues:
            return Entry("Start a &new session", (NEW_KEY,), line)
        return Entry("&Start slideshow", (BY_RULE_KEY, NEW_KEY), line)

    def chosen_entry(self) -> Entry:
        is_quote = isinstance(self._window.reading.contents.item, Quote)
        text = "Start from the chosen &quote" if is_quote else "Start from the chosen &finding"
        return Entry(text, (CHOSEN_KEY,), "A new session from there, clock at zero")

    def _open_and_continue(self, last: StoppedSession) -> None:
        if self._window.open(Path(last.session.path)):
            self.present(Start.CONTINUE)
        else:
            self.offer_to_continue()  # the file's drive may be connected later

    def _warn_if_mirrored(self) -> None:
        """Warn before a slideshow that the notes would have no screen of their own."""
        if self._launcher.slideshow is None and self._launcher.is_mirrored:
            self._window.show_message(self._launcher.screen_warning())

    def _show_hidden_notes(self) -> None:
        """Show how to reveal hidden notes: the presenter view, which would say it, is hidden."""
        slideshow = self._launcher.slideshow
        placement = slideshow.windows.placement if slideshow is not None else None
        if placement is not None and placement.situation is Situation.NOTES_HIDDEN:
            self._window.show_message(placement.message)

    def _show_running_order(self) -> None:
        """Show in the main window how the running order differs from the briefing's own."""
        briefing = self._window.briefing
        orders = self._launcher.running_orders
        self._window.status_bar.show_running_order(
            orders.difference(briefing) if briefing is not None else ""
        )

    def _withdraw_offer(self) -> None:
        self._window.notifications.withdraw(Topic.RESUME)

    def _return_to_window(self) -> None:
        if not self._window.isVisible():
            # It was closed during the slideshow. Qt quits when the last window is closed, but the
            # windows of a slideshow are only hidden.
            QCoreApplication.quit()
            return
        bring_to_front(self._window)
        bugs, self._bugs = self._bugs, []
        if bugs:
            self._window.report_bug("\n".join(bugs))
        self.update_next_start()
        self.offer_to_continue()
        start = self._next_start
        if start.continues:
            self._window.status_bar.show_hint(
                f"{BY_RULE_KEY} continues at slide {start.slide}, {NEW_KEY} starts a new session."
            )
