"""Starts slideshows from the main window, and shows their messages in it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt

from briefing_app.database.personal.slideshows import StoppedSession
from briefing_app.gui.main_window.actions import SLIDESHOW, Action
from briefing_app.gui.main_window.messages import Notification, Topic
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.slideshow.options import Start, StartOptions
from briefing_app.gui.slideshow.resume import interrupted_message
from briefing_app.gui.slideshow.screens.assignment import Situation
from briefing_app.gui.widgets.dialog import bring_to_front
from briefing_app.model.slides import slide_index


class SlideshowController(QObject):
    """Starts slideshows of the briefing that is open in the main window.

    Args:
        window: The main window; it owns this.
        launcher: Starts the slideshows.
        defaults: How a slideshow starts unless the menu says otherwise.
    """

    def __init__(
        self,
        window: MainWindow,
        launcher: SlideshowLauncher,
        defaults: StartOptions,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._launcher = launcher
        self._defaults = defaults
        self._bugs: list[str] = []
        window.briefing_changed.connect(self.refresh)
        launcher.started.connect(self._withdraw_offer)
        launcher.ended.connect(self._return_to_window)
        launcher.screens.changed.connect(self._warn_if_mirrored)
        # After the slideshow has placed its windows.
        launcher.screens.changed.connect(
            self._show_hidden_notes, Qt.ConnectionType.QueuedConnection
        )
        self._warn_if_mirrored()
        self._show_running_order()

    def actions(self) -> tuple[Action, ...]:
        """Return the actions that this carries out."""
        entries: tuple[tuple[str, Callable[[], None], str], ...] = (
            ("&Start slideshow", self.present, "F5"),
            ("Start from &here", partial(self.present, Start.CHOSEN), "Shift+F5"),
            ("Start from the &beginning", partial(self.present, Start.BEGINNING), "Ctrl+F5"),
            (
                "Start in a &window, for a video call",
                partial(self.present, windowed=True),
                "Ctrl+Shift+F5",
            ),
        )
        return tuple(
            Action(text, start, SLIDESHOW, 10 + at, (key,), is_global=True)
            for at, (text, start, key) in enumerate(entries)
        )

    def present(self, start: Start = Start.RESUME, *, windowed: bool = False) -> None:
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
        elif not request.windowed and (warning := self._launcher.screen_warning(request.screen)):
            self._window.show_message(warning)

    def refresh(self) -> None:
        """Show what may have changed of running orders and interrupted slideshows."""
        self._show_running_order()
        self.offer_to_resume()  # it names the number of a slide

    def offer_to_resume(self) -> None:
        """Offer to resume a slideshow that was interrupted, if there is one."""
        stopped, briefing = self._launcher.interrupted(), self._window.briefing
        if stopped is None or briefing is None:
            self._withdraw_offer()
            return
        session, record = stopped
        if session.briefing == briefing.report.key:
            slides = self._launcher.running_orders.order(briefing).slides
            index = slide_index(slides, record.key)
            button = "Continue" if index is None else f"Continue from slide {index + 1}"
            f5 = "F5 continues it." if self._launcher.resumes(stopped, briefing) else ""
        else:
            slides, button, f5 = None, "Open and continue", ""
        message = interrupted_message(session.path, record, slides)
        self._window.notifications.notify(
            Topic.RESUME,
            Notification(
                f"{message} {f5}".rstrip(),
                button,
                partial(self._resume, stopped),
                self._launcher.dismiss_interrupted,
            ),
        )

    def report_bug(self, details: str) -> None:
        """Show an unexpected error; during a slideshow, wait until it is over."""
        if self._launcher.slideshow is not None:
            self._bugs.append(details)
        else:
            self._window.report_bug(details)

    def _resume(self, stopped: StoppedSession) -> None:
        briefing, session = self._window.briefing, stopped.session
        is_open = briefing is not None and briefing.report.key == session.briefing
        if not is_open and not self._window.open(Path(session.path)):
            self.offer_to_resume()  # the file's drive may be connected later
            return
        self._launcher.stopped.add(stopped)
        self.present()

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
        self.offer_to_resume()  # an earlier one that this slideshow didn't resume
        self._show_next_slide()

    def _show_next_slide(self) -> None:
        """Show where the slideshow resumes."""
        briefing = self._window.briefing
        slide = None if briefing is None else self._launcher.next_slide(briefing)
        if slide is not None:
            self._window.show_message(f"F5 resumes at slide {slide + 1}.")
