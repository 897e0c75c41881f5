"""The keyboard focus in the panes of the main window, and scrolling to it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget

from briefing_app.gui.main_window.briefing_view.evidence_splitter import EvidenceSplitter
from briefing_app.gui.panes.findings_pane import FindingsPane
from briefing_app.gui.widgets.scroll_area import ScrollArea

if TYPE_CHECKING:
    from briefing_app.gui.main_window.notification_bar import NotificationBar
    from briefing_app.gui.panes.figures_pane import FiguresPane


class PaneFocus:
    """Moves the keyboard focus from pane to pane, and scrolls so that it can be seen.

    Args:
        findings: The pane on the left.
        evidence: The panes on the right; their parent is the page of the scroll area.
        scroll_area: Scrolls the panes on the right.
    """

    def __init__(
        self, findings: FindingsPane, evidence: EvidenceSplitter, scroll_area: ScrollArea
    ) -> None:
        self._findings = findings
        self._evidence = evidence
        self._quotes = evidence.quotes
        self._scroll_area = scroll_area
        self._notification_bar: NotificationBar | None = None
        findings.finding_selected.connect(lambda _: self._scroll_to_quote())
        self._quotes.focus_moved.connect(partial(self._scroll_to, self._quotes))

    def follow(self, figures: "FiguresPane") -> None:
        """Scroll to the focus in the figures too."""
        figures.focus_moved.connect(partial(self._scroll_to, figures))

    def set_notification_bar(self, bar: "NotificationBar") -> None:
        """Let `to_next_pane` lead to the bar too, while it is shown."""
        self._notification_bar = bar

    def to_quotes(self) -> None:
        """Move the keyboard focus to the quote."""
        self._scroll_area.ensureWidgetVisible(self._quotes)
        self._quotes.focus()

    def to_note(self) -> None:
        """Move the keyboard focus to the user's note about what is shown."""
        panel = self._quotes.note_panel
        if panel is not None:
            self._scroll_area.ensureWidgetVisible(panel)
            panel.focus()

    def to_figures(self) -> None:
        """Move the keyboard focus to the chart or the table."""
        figures = self._evidence.figures
        if figures is not None:
            self._scroll_area.ensureWidgetVisible(figures)
            figures.focus()

    def to_next_pane(self) -> None:
        """Move the keyboard focus to the next pane, and after the last one to the first."""
        panes: list[tuple[QWidget | None, Callable[[], None]]] = [
            (self._findings, self._findings.focus),
            (self._quotes, self.to_quotes),
            (self._quotes.note_panel, self.to_note),
            (self._evidence.figures, self.to_figures),
        ]
        bar = self._notification_bar
        if bar is not None:
            panes.append((bar, bar.focus))
        shown = [(pane, focus) for pane, focus in panes if pane is not None and pane.isVisible()]
        widget = QApplication.focusWidget()
        current = [at for at, (pane, _) in enumerate(shown) if widget and pane.isAncestorOf(widget)]
        # The note is a part of the pane of the quotes.
        following = (current[-1] + 1) % len(shown) if current else 0
        shown[following][1]()

    def _scroll_to_quote(self) -> None:
        """Scroll up to the words of a finding that was selected in the list."""
        focus = QApplication.focusWidget()
        if focus is not None and self._findings.isAncestorOf(focus):
            self._scroll_area.verticalScrollBar().setValue(0)

    def _scroll_to(self, pane: QWidget, place: QRect) -> None:
        """Scroll to the place in a pane that has the keyboard focus."""
        at = self._evidence.mapToParent(pane.mapTo(self._evidence, place.center()))
        self._scroll_area.ensureVisible(0, at.y(), 0, place.height() // 2 + 1)
