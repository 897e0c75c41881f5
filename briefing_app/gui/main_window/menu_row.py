"""The main controls in the row of the menus, in a window too low for the header."""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QPushButton, QWidget

from briefing_app.gui.look import look, scale
from briefing_app.gui.widgets.buttons import quiet_button

_EDGE: Final = 12  # pixels at any text size: larger text needs the space
# Pixels at 100 % text size.
_BAR_PADDING_PX: Final = 12  # of the menu bar, on both sides together, as in the style sheet
_MENU_PADDING_PX: Final = 18  # of each menu in it
_MENU_GAP: Final = 6  # pixels at any text size, between menus, as Qt's style has it
_SPACING_PX: Final = 6
_SEARCH_WIDTH_PX: Final = 110  # of what is searched for, at most

_SEARCH: Final = "Search"
_FORMS: Final = (  # from the widest: the text of the start button, and whether Export is there
    ("Start slideshow  F5", True),
    ("Start  F5", True),
    ("F5", True),
    ("Start  F5", False),
    ("F5", False),
)


class MenuRow(QWidget):
    """Buttons for the search, exports and the slideshow at the end of the menu bar.

    They show as much as the menus leave room for.

    Args:
        menu_bar: Gets this as its corner.
    """

    def __init__(self, menu_bar: QMenuBar) -> None:
        super().__init__(menu_bar)
        self._menu_bar = menu_bar
        self._search_text = ""
        self._width = 0
        self.search_button = quiet_button(_SEARCH, self)
        self.export_button = quiet_button("Export…", self)
        self.start_button = QPushButton(self)
        self.start_button.setProperty("look", "primary_chip")
        self.start_button.setAutoDefault(False)
        self.start_button.setAccessibleName("Start slideshow")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, _EDGE, 0)
        scale(row.setSpacing, _SPACING_PX)
        for button in (self.search_button, self.export_button, self.start_button):
            row.addWidget(button)
        menu_bar.setCornerWidget(self)

    def set_tab_position(self, previous: QWidget) -> None:
        """Let Tab lead from another widget to the buttons."""
        for before, after in pairwise(
            (previous, self.search_button, self.export_button, self.start_button)
        ):
            QWidget.setTabOrder(before, after)

    def show_search(self, text: str) -> None:
        """Show what is searched for; empty if nothing is."""
        self._search_text = text
        self.search_button.setAccessibleName(f"{_SEARCH}: {text}" if text else _SEARCH)
        self._fit_buttons()

    def sizeHint(self) -> QSize:
        """Return nothing while it is hidden: otherwise the menu bar would keep its height."""
        return QSize() if self.isHidden() else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def fit(self, width: int, *, is_shown: bool) -> None:
        """Be shown or not, and adapt to the width of the window, in pixels."""
        self.setVisible(is_shown)
        self._width = width
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        metrics, px = QFontMetrics(self._menu_bar.font()), look().px
        titles = [action.text().replace("&", "") for action in self._menu_bar.actions()]
        padding = px(_MENU_PADDING_PX) + _MENU_GAP
        menus = sum(metrics.horizontalAdvance(each) + padding for each in titles)
        room = self._width - menus - px(_BAR_PADDING_PX)
        self.search_button.setText(_SEARCH)
        for text, has_export in _FORMS:
            self.start_button.setText(text)
            self.export_button.setVisible(has_export)
            if self.sizeHint().width() <= room:
                break
        if self._search_text:  # it takes only what the others leave, so that they stay in place
            spare = max(0, room - self.sizeHint().width())
            self.search_button.setText(self._shortened(self._search_text, spare))
        self._menu_bar.setCornerWidget(self)  # Qt looks at its width only then

    def _shortened(self, text: str, spare: int) -> str:
        """Return a text in quotation marks, at most `spare` pixels wider than "Search"."""
        metrics = QFontMetrics(self.search_button.font())
        most = metrics.horizontalAdvance(_SEARCH) + spare - metrics.horizontalAdvance("“”")
        most = min(most, look().px(_SEARCH_WIDTH_PX))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)
        return f"“{shown}”".replace("&", "&&")
