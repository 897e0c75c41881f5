"""Help: keys, sources, licences, and what to send with a report of a problem."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from briefing_app.gui.main_window import dialogs
from briefing_app.gui.main_window.actions import HELP, Action, always
from briefing_app.gui.main_window.window import MainWindow


class HelpController(QObject):
    """Opens the dialogs of the menu Help.

    Args:
        window: The main window; it owns this.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def actions(self) -> tuple[Action, ...]:
        """Return the actions that this carries out."""
        return (
            Action("&Keys", self._show_keys, HELP, 10, ("F1",), enabled=always),
            Action("&Sources and what was checked", self._show_sources, HELP, 11),
            Action(
                "Copy &diagnostics",
                self._copy_diagnostics,
                HELP,
                20,
                hint="Copy version numbers, screens and the end of the log file, to report a "
                "problem",
                enabled=always,
            ),
            Action("&Licences", self._show_licences, HELP, 21, enabled=always),
            Action("&About this program", self._show_about, HELP, 22, enabled=always),
        )

    def _show_keys(self) -> None:
        if self._window.menus is not None:
            self._window.dialogs.show_keys(self._window.menus.key_rows())

    def _show_sources(self) -> None:
        if self._window.briefing is not None:
            self._window.dialogs.show_sources(self._window.briefing.report)

    def _show_licences(self) -> None:
        self._window.dialogs.show_licences()

    def _show_about(self) -> None:
        self._window.dialogs.show_about()

    def _copy_diagnostics(self) -> None:
        QGuiApplication.clipboard().setText(dialogs.diagnostics_text())
        self._window.show_message("Diagnostics copied to the clipboard")
