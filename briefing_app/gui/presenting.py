"""Wires the main window to the stage: what its Present menu does."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from briefing_app.gui.actions import Act
from briefing_app.gui.main_window import MainWindow
from briefing_app.gui.presenter_console import clock_text
from briefing_app.gui.settings import ShowRecord
from briefing_app.gui.stage import Beginning, Stage, Start, slide_number

_STARTS: Final = {
    Act.PRESENT: Start.RESUME,
    Act.PRESENT_HERE: Start.CHOSEN,
    Act.PRESENT_AGAIN: Start.BEGINNING,
    Act.PRESENT_WINDOWED: Start.RESUME,
}


class Presenting(QObject):
    """Lets the main window present what is open in it.

    Args:
        window: The main window; it owns this.
        stage: Starts the shows.
    """

    def __init__(self, window: MainWindow, stage: Stage) -> None:
        super().__init__(window)
        self._window = window
        self._stage = stage
        self._bugs: list[str] = []
        window.briefing_changed.connect(stage.close_order)
        stage.ended.connect(self._ended)

    def offer_to_go_on(self) -> None:
        """Offer, in one line, to go on with a show that ended unforeseen."""
        record, briefing = self._stage.interrupted(), self._window.briefing
        if record is None or briefing is None:
            return
        path = Path(record.path)
        words = f"after {clock_text(record.elapsed)}"
        if path == briefing.path.resolve():
            number = slide_number(self._stage.order(briefing).slides, record)
            if number is not None:
                words = f"at slide {number}, {words}"
        else:
            words = f"{words}; it was of {path.name}"
        self._window.offer(
            f"The last show ended unforeseen {words}.",
            "Go on there",
            partial(self._go_on, record),
            self._stage.forget_interrupted,
        )

    def report_bug(self, details: str) -> None:
        """Tell about an error that nothing expected, but not before a show is over."""
        if self._stage.show is not None:
            self._bugs.append(details)
        else:
            self._window.report_bug(details)

    def _go_on(self, record: ShowRecord) -> None:
        briefing = self._window.briefing
        path = Path(record.path)
        self._stage.forget_interrupted()
        if (briefing is None or briefing.path.resolve() != path) and not self._window.open(path):
            return
        self._stage.go_on(record)
        self.present(Act.PRESENT)

    def present(self, act: Act) -> None:
        """Begin the show that one of the Present menu's actions asks for."""
        briefing = self._window.briefing
        if briefing is None:
            return
        beginning = Beginning(
            _STARTS[act], self._window.chosen_key, windowed=act is Act.PRESENT_WINDOWED
        )
        if not self._stage.present(briefing, beginning):
            self._window.tell(
                "What is chosen isn’t in the running order. Ctrl+R adds it for this occasion."
            )

    def open_order(self) -> None:
        """Show the window where the order of the slides is prepared."""
        if self._window.briefing is not None:
            self._stage.open_order(self._window.briefing, self._window)

    def _ended(self) -> None:
        self._window.raise_()
        self._window.activateWindow()
        bugs, self._bugs = self._bugs, []
        if bugs:
            self._window.report_bug("\n".join(bugs))
