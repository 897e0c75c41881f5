"""Moving the keyboard focus from pane to pane."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from briefing_app.gui.main_window.messages import NotificationBar
from briefing_app.gui.main_window.reading_column import ReadingColumn
from briefing_app.gui.panes.findings_pane import FindingsPane


class PaneFocus:
    """Moves the keyboard focus from pane to pane.

    Args:
        findings: The pane on the left.
        column: The panes on the right.
    """

    def __init__(self, findings: FindingsPane, column: ReadingColumn) -> None:
        self._findings = findings
        self._column = column
        self._notification_bar: NotificationBar | None = None

    def set_notification_bar(self, bar: NotificationBar) -> None:
        """Let `to_next_pane` lead to the bar too, while it is shown."""
        self._notification_bar = bar

    def to_findings(self) -> None:
        """Move the keyboard focus to the list."""
        self._findings.focus()

    def to_quotes(self) -> None:
        """Move the keyboard focus to the words, or to the list of all quotes."""
        self._column.focus_words()

    def to_note(self) -> None:
        """Move the keyboard focus to the user's note about what is shown."""
        self._column.focus_note()

    def to_figures(self) -> None:
        """Move the keyboard focus to the chart or the table."""
        self._column.show_figures()
        self._column.figures.focus()

    def to_next_pane(self) -> None:
        """Move the keyboard focus to the next pane, and after the last one to the first."""
        column = self._column
        aside = column.aside
        panes: list[tuple[QWidget | None, Callable[[], None]]] = [
            (self._findings, self.to_findings),
            (column.shown, self.to_quotes),
            (column.note, self.to_note),
            (column.figures, self.to_figures),
        ]
        if aside is not None:
            panes.append((aside, partial(aside.setFocus, Qt.FocusReason.ShortcutFocusReason)))
        bar = self._notification_bar
        if bar is not None:
            panes.append((bar, bar.focus))
        shown = [(pane, focus) for pane, focus in panes if pane is not None and pane.isVisible()]
        widget = QApplication.focusWidget()
        current = [at for at, (pane, _) in enumerate(shown) if widget and pane.isAncestorOf(widget)]
        # The note is a part of the page.
        following = (current[-1] + 1) % len(shown) if current else 0
        shown[following][1]()
