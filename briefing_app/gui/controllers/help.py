"""Help: the guide, example briefings, sources, and about the program."""

from typing import Final

from PySide6.QtCore import QObject

from briefing_app.gui.help import window as guide
from briefing_app.gui.main_window.actions import HELP
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.widgets.dialog import bring_to_front
from briefing_app.gui.widgets.tasks import SingleDialog

_EXAMPLES_MENU: Final = f"{HELP}/&Examples"


class HelpController(QObject):
    """Opens the dialogs of the menu Help, and the briefings that come with the program.

    Args:
        window: The main window; it owns this.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._guide = SingleDialog["guide.GuideWindow"](self, [])

    def show_guide(self) -> None:
        self._window.status_bar.end_hint()
        bring_to_front(self._guide.get_or_make(lambda: guide.GuideWindow(self._window)))

    def show_keys(self) -> None:
        self.show_guide()
        if self._guide.dialog is not None:
            self._guide.dialog.show_page("keys")

    def show_sources(self) -> None:
        if self._window.briefing is not None:
            self._window.dialogs.show_sources(self._window.briefing.report)

    def show_about(self) -> None:
        self._window.dialogs.show_about()
