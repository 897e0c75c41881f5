"""Offers to reload a briefing that was built again while it is open."""

from PySide6.QtCore import QObject

from briefing_app.gui.file_watch import FileWatch
from briefing_app.gui.main_window import MainWindow
from briefing_app.gui.stage import Stage


class Reloading(QObject):
    """Watches the file of the briefing that is open in the main window.

    Args:
        window: The main window; it owns this.
        stage: Knows whether a show goes on, in which nothing is offered.
    """

    def __init__(self, window: MainWindow, stage: Stage) -> None:
        super().__init__(window)
        self._window = window
        self._stage = stage
        self._waiting = False
        self._offered = False
        self._watch = FileWatch(self)
        self._watch.replaced.connect(self._offer)
        window.briefing_changed.connect(self._another)
        stage.ended.connect(self._show_ended)
        self._another()

    def _another(self) -> None:
        briefing = self._window.briefing
        self._waiting = False
        if self._offered:
            self._offered = False
            self._window.withdraw_offer()
        self._watch.watch(briefing.path if briefing is not None else None)

    def _show_ended(self) -> None:
        if self._waiting:
            self._offer()

    def _offer(self) -> None:
        briefing = self._window.briefing
        self._waiting = self._stage.show is not None
        if briefing is None or self._waiting:
            return
        self._offered = True
        self._window.offer(
            f"{briefing.path.name} was changed, or built again, since it was opened.",
            "Reload",
            self._window.reload,
            self._declined,
        )

    def _declined(self) -> None:
        self._offered = False
