"""Help: keys, example briefings, sources, and about the program."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from briefing_app.files.paths import BUNDLED_BRIEFING, DEMONSTRATION
from briefing_app.gui.main_window.actions import HELP, Action, always
from briefing_app.gui.main_window.window import MainWindow

_EXAMPLES_MENU: Final = f"{HELP}/&Examples"
_EXAMPLES: Final = (
    ("&Police response to modern slavery", BUNDLED_BRIEFING),
    ("Made up: a &first inspection", DEMONSTRATION / "earlier.briefing"),
    ("Made up: p&rogress since then", DEMONSTRATION / "later.briefing"),
)


class HelpController(QObject):
    """Opens the dialogs of the menu Help, and the briefings that come with the program.

    Args:
        window: The main window; it owns this.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def actions(self) -> tuple[Action, ...]:
        """Return the actions that this carries out."""
        return (
            Action("&Keyboard shortcuts", self._show_keys, HELP, 10, ("F1",), enabled=always),
            *(
                Action(text, partial(self._window.open, path), _EXAMPLES_MENU, 20, enabled=always)
                for text, path in _EXAMPLES
            ),
            Action("&Sources and what was checked", self._show_sources, HELP, 21),
            Action("&About this program", self._show_about, HELP, 30, enabled=always),
        )

    def _show_keys(self) -> None:
        if self._window.menus is not None:
            self._window.dialogs.show_keys(self._window.menus.key_rows())

    def _show_sources(self) -> None:
        if self._window.briefing is not None:
            self._window.dialogs.show_sources(self._window.briefing.report)

    def _show_about(self) -> None:
        self._window.dialogs.show_about()
