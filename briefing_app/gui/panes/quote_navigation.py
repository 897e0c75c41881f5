"""The row of buttons that lead from quote to quote."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QPushButton, QWidget

from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.panes.quote_browser import QuoteBrowser
from briefing_app.gui.widgets.buttons import ToggleButton, quiet_button
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import heading_label

_MIN_TARGET: Final = 24  # pixels


class QuoteNavigation(FlowRow):
    """Shows which quote is shown, and leads to the others.

    Args:
        style: Fonts and text size.
        parent: As in Qt.
    """

    step_requested = Signal(int)
    """Emitted with the number of quotes to move on by."""
    browsing_requested = Signal(bool)
    """Emitted with whether all quotes should be browsed."""
    note_requested = Signal()
    """Emitted when the user wants to see their note on the quote."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent, spacing=4)
        self._style = style
        self._previous = self._arrow("‹", "Previous quote", -1)
        self._position = heading_label(self)
        self._next = self._arrow("›", "Next quote", 1)
        self._all = ToggleButton("", self)
        self._all.clicked.connect(self.browsing_requested)
        self._note = quiet_button("My note on this quote", self)
        self._note.hide()
        self._note.clicked.connect(self.note_requested)
        for widget in (self._previous, self._position, self._next, self._all, self._note):
            self.add(widget)

    def show_place(self, browser: QuoteBrowser) -> None:
        """Show the place among the quotes, and the buttons that lead on from there."""
        is_place_shown = browser.has_several or browser.is_browsing
        self._position.setText(browser.position)
        self._position.setVisible(is_place_shown and bool(browser.position))
        for button, is_possible in (
            (self._previous, browser.has_previous),
            (self._next, browser.has_next),
        ):
            button.setVisible(browser.has_several)
            button.setEnabled(is_possible)
        count = browser.total_count
        self._all.setText(f"All {count:,} quotes" if count > 1 else "All quotes")
        self._all.setVisible(count > 0)
        self._all.setChecked(browser.is_browsing)
        self.setVisible(count > 0)
        self.refresh()

    def show_note_link(self, *, is_shown: bool) -> None:
        """Show whether the quote has a note of its own, which is elsewhere."""
        if self._note.isHidden() is is_shown:
            self._note.setVisible(is_shown)
            self.refresh()

    def restyle(self) -> None:
        """Apply the current style."""
        for button in (self._previous, self._next, self._all):
            button.setFont(self._style.font(TextRole.SMALL))
            least = max(_MIN_TARGET, self._style.px(_MIN_TARGET))
            button.setMinimumSize(least, least)
        bold = QFont(self._style.font(TextRole.SMALL))
        bold.setWeight(QFont.Weight.DemiBold)  # as it is painted, so that it is measured so
        self._note.setFont(bold)
        self._position.setFont(self._style.font(TextRole.STRONG))
        self.refresh()

    def _arrow(self, text: str, name: str, by: int) -> QPushButton:
        button = quiet_button(text, self)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self.step_requested.emit(by))
        return button
