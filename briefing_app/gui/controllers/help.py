"""Help: the guide, example briefings, sources, and about the program."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from briefing_app.gui.controllers.files import EXAMPLES
from briefing_app.gui.help import window as guide
from briefing_app.gui.main_window.actions import HELP, Action, always
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.widgets.dialog import bring_to_front
from briefing_app.gui.widgets.tasks import SingleDialog
from briefing_app.model.wording import KEYS_TITLE

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

    def actions(self) -> tuple[Action, ...]:
        """Return the actions that this carries out."""
        return (
            Action("&Guide", self._show_guide, HELP, 10, ("F1",), enabled=always),
            Action(f"&{KEYS_TITLE}", self._show_keys, HELP, 11, enabled=always),
            *(
                Action(text, partial(self._window.open, path), _EXAMPLES_MENU, 20, enabled=always)
                for text, path in EXAMPLES
            ),
            Action("&Sources and what was checked", self._show_sources, HELP, 21),
            Action("&About this program", self._show_about, HELP, 30, enabled=always),
        )

    def _show_guide(self) -> None:
        self._window.status_bar.end_hint()
        bring_to_front(self._guide.get_or_make(lambda: guide.GuideWindow(self._window)))

    def _show_keys(self) -> None:
        self._show_guide()
        if self._guide.dialog is not None:
            self._guide.dialog.show_page("keys")

    def _show_sources(self) -> None:
        if self._window.briefing is not None:
            self._window.dialogs.show_sources(self._window.briefing.report)

    def _show_about(self) -> None:
        self._window.dialogs.show_about()
