"""Wires the main window to the stage: what its Present menu does."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt

from briefing_app.gui.main_window.actions import ActionId
from briefing_app.gui.main_window.notification_bar import Notification, Topic
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.slideshow.launcher import SlideshowLauncher, Start, StartOptions
from briefing_app.gui.slideshow.resume import where_left
from briefing_app.gui.slideshow.screen_assignment import Situation
from briefing_app.gui.widgets.window_focus import bring_to_front
from briefing_app.model.slideshow_record import SlideshowRecord

_STARTS: Final = {
    ActionId.PRESENT: Start.RESUME,
    ActionId.PRESENT_HERE: Start.CHOSEN,
    ActionId.PRESENT_AGAIN: Start.BEGINNING,
    ActionId.PRESENT_WINDOWED: Start.RESUME,
}

_AS_EVER: Final = StartOptions()


class SlideshowController(QObject):
    """Lets the main window present what is open in it.

    Args:
        window: The main window; it owns this.
        stage: Starts the shows.
        usual: What every show is like unless the menu says otherwise.
    """

    def __init__(
        self, window: MainWindow, launcher: SlideshowLauncher, usual: StartOptions = _AS_EVER
    ) -> None:
        super().__init__(window)
        self._usual = usual
        self._window = window
        self._stage = launcher
        self._bugs: list[str] = []
        window.briefing_changed.connect(launcher.close_order)
        for other_slides in (window.briefing_changed, launcher.order_changed):
            other_slides.connect(self._tell_order)
            other_slides.connect(self.offer_to_go_on)  # the words say at which slide
        launcher.began.connect(self._began)
        launcher.ended.connect(self._ended)
        launcher.screens_changed.connect(self._warn_of_mirrors)
        # The show places its windows first.
        launcher.screens_changed.connect(self._tell_of_waiting, Qt.ConnectionType.QueuedConnection)
        self._warn_of_mirrors()
        self._tell_order()

    def offer_to_go_on(self) -> None:
        """Offer, in one line, to go on with a show that ended unforeseen, if one did."""
        record, briefing = self._stage.interrupted(), self._window.briefing
        if record is None or briefing is None:
            self._window.notifications.withdraw(Topic.RESUME)
            return
        path = Path(record.path)
        if path == briefing.path.resolve():
            words = where_left(self._stage.order(briefing).slides, record)
        else:
            words = f"{where_left((), record)}; it was of {path.name}"
        self._window.notifications.notify(
            Topic.RESUME,
            Notification(
                f"A show ended unforeseen {words}.",
                "Go on there",
                partial(self._go_on, record),
                self._stage.forget_interrupted,
            ),
        )

    def report_bug(self, details: str) -> None:
        """Tell about an error that nothing expected, but not before a show is over."""
        if self._stage.show is not None:
            self._bugs.append(details)
        else:
            self._window.report_bug(details)

    def _go_on(self, record: SlideshowRecord) -> None:
        briefing = self._window.briefing
        path = Path(record.path)
        if (briefing is None or briefing.path.resolve() != path) and not self._window.open(path):
            self.offer_to_go_on()  # the file may come back, with its stick or share
            return
        self._stage.go_on(record)
        self.present(ActionId.PRESENT)

    def present(self, act: ActionId) -> None:
        """Begin the show that one of the Present menu's actions asks for."""
        briefing = self._window.briefing
        if briefing is None:
            return
        beginning = StartOptions(
            _STARTS[act],
            self._window.view.selected_slide_key,
            windowed=act is ActionId.PRESENT_WINDOWED or self._usual.windowed,
            screen=self._usual.screen,
        )
        if self._stage.present(briefing, beginning):
            if not beginning.windowed and (warning := self._stage.warning(beginning.screen)):
                self._window.show_message(warning)
        else:
            self._window.show_message(
                "What is chosen isn’t in the running order. Ctrl+R adds it for this occasion."
            )

    def _warn_of_mirrors(self) -> None:
        """Say before a show that it would have no screen of its own for the notes."""
        if self._stage.show is None and self._stage.mirrored:
            self._window.show_message(self._stage.warning())

    def _tell_of_waiting(self) -> None:
        """Say during a show that its notes wait: the console, which would say it, isn't there."""
        placement = self._stage.show.placement if self._stage.show is not None else None
        if placement is not None and placement.situation is Situation.WAITING:
            self._window.show_message(placement.sentence)

    def _tell_order(self) -> None:
        """Say in the main window whether the order that is shown isn't the briefing's own."""
        briefing = self._window.briefing
        self._window.show_running_order(
            self._stage.occasion(briefing) if briefing is not None else ""
        )

    def open_order(self) -> None:
        """Show the window where the order of the slides is prepared."""
        if self._window.briefing is not None:
            self._stage.open_order(self._window.briefing, self._window)

    def _began(self) -> None:
        self._window.notifications.withdraw(
            Topic.RESUME
        )  # this one goes on there, or it is offered again

    def _ended(self) -> None:
        if not self._window.isVisible():
            # It was closed during the show: Qt ends a program with the last window that is closed,
            # and those of a show are taken away.
            QCoreApplication.quit()
            return
        bring_to_front(self._window)
        bugs, self._bugs = self._bugs, []
        if bugs:
            self._window.report_bug("\n".join(bugs))
        self.offer_to_go_on()  # with one that this show didn't go on with
