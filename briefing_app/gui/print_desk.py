"""Lets the main window print the handout: its pages are made beside the window."""

from collections.abc import Sequence
from functools import partial
from threading import Lock

from PySide6.QtCore import QCoreApplication, QObject

from briefing_app.comparison import Comparison
from briefing_app.export.handout import HandoutOptions, handout_pages
from briefing_app.gui.background_work import BackgroundWork
from briefing_app.gui.comparing import Comparing
from briefing_app.gui.main_window import MainWindow
from briefing_app.gui.print_window import PrintWindow
from briefing_app.gui.style import Style
from briefing_app.report import Force, Report
from briefing_app.writing import Progress


class PrintDesk(QObject):
    """What File ▸ Print the handout of the main window does.

    Args:
        window: The main window; it owns this.
        comparing: Knows whether a comparison is shown, whose pages are offered too.
        style: Colours, fonts and text size.
        application: Qt's; work that goes on is stopped when it ends.
    """

    def __init__(
        self, window: MainWindow, comparing: Comparing, style: Style, application: QCoreApplication
    ) -> None:
        super().__init__(window)
        self._window = window
        self._comparing = comparing
        self._style = style
        self._shown: PrintWindow | None = None
        self._work = BackgroundWork(self, application)
        self._press = Lock()
        window.briefing_changed.connect(self._close)
        comparing.changed.connect(self._offer_changes)

    def open(self) -> None:
        """Show the handout of the open briefing as it will be printed."""
        briefing = self._window.briefing
        if briefing is None:
            return
        if self._shown is None:
            report, force = briefing.report, self._window.my_force
            make = partial(self._pages, report, force)
            shown = self._shown = PrintWindow(
                report.title, make, self._work, self._style, self._window
            )
            shown.printed.connect(partial(self._window.tell, "The handout is printed."))
            shown.finished.connect(self._forget)
            self._offer_changes()
            shown.show()
        self._shown.raise_()
        self._shown.activateWindow()

    def _pages(
        self,
        report: Report,
        force: Force | None,
        options: HandoutOptions,
        comparison: Comparison | None,
        progress: Progress,
    ) -> Sequence[bytes]:
        """Make the pages; not in the window's thread.

        One handout at a time: that of a thousand findings takes seconds and much memory, and in
        a frozen bundle nothing stops it midway. What was given up while it waited isn't begun.
        """
        with self._press:
            progress(0, 0)
            return handout_pages(report, options, force, comparison, progress)

    def _offer_changes(self) -> None:
        if self._shown is not None:
            self._shown.offer_changes(self._comparing.comparison)

    def _close(self) -> None:
        if self._shown is not None:
            self._shown.close()

    def _forget(self) -> None:
        self._shown = None
