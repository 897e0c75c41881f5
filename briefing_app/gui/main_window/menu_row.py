"""The two main controls in the row of the menus, in a window too low for the header."""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QPushButton, QWidget

from briefing_app.gui.look import look, scale
from briefing_app.gui.widgets.buttons import quiet_button

# Pixels at 100 % text size.
_MENU_PADDING_PX: Final = 18  # of each menu in its bar, as in the style sheet
_SPACING_PX: Final = 6
_MAX_SEARCH_LETTERS: Final = 12

_START_TEXTS: Final = ("Start slideshow  F5", "Start  F5", "F5")


class MenuRow(QWidget):
    """Buttons for the search and the slideshow at the end of the menu bar.

    The texts are as long as the menus leave room for.

    Args:
        menu_bar: Gets this as its corner.
    """

    search_requested = Signal()
    slideshow_requested = Signal()

    def __init__(self, menu_bar: QMenuBar) -> None:
        super().__init__(menu_bar)
        self._menu_bar = menu_bar
        self._search_text = ""
        self._search = quiet_button("Search", self)
        self._start = QPushButton(_START_TEXTS[0], self)
        self._start.setProperty("look", "primary_chip")
        self._start.setAutoDefault(False)
        self._start.setAccessibleName("Start slideshow")
        row = QHBoxLayout(self)
        scale(row.setContentsMargins, 0, 0, 12, 0)
        scale(row.setSpacing, _SPACING_PX)
        row.addWidget(self._search)
        row.addWidget(self._start)
        self._search.clicked.connect(self.search_requested)
        self._start.clicked.connect(self.slideshow_requested)
        menu_bar.setCornerWidget(self)

    def set_tab_position(self, previous: QWidget) -> None:
        """Let Tab lead from another widget to the buttons."""
        for before, after in pairwise((previous, self._search, self._start)):
            QWidget.setTabOrder(before, after)

    def show_search(self, text: str) -> None:
        """Show what is searched for; empty if nothing is."""
        shown = text if len(text) <= _MAX_SEARCH_LETTERS else f"{text[:_MAX_SEARCH_LETTERS]}…"
        self._search_text = f"“{shown}”".replace("&", "&&") if text else "Search"
        self._search.setText(self._search_text)
        self._search.setAccessibleName(f"Search: {text}" if text else "Search")

    def sizeHint(self) -> QSize:
        """Return nothing while it is hidden: otherwise the menu bar would keep its height."""
        return QSize() if self.isHidden() else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def fit(self, width: int, *, is_shown: bool) -> None:
        """Be shown or not, and adapt to the width of the window, in pixels."""
        self.setVisible(is_shown)
        metrics, px = QFontMetrics(self._menu_bar.font()), look().px
        titles = [action.text().replace("&", "") for action in self._menu_bar.actions()]
        menus = sum(metrics.horizontalAdvance(each) + px(_MENU_PADDING_PX) for each in titles)
        for text in _START_TEXTS:
            self._start.setText(text)
            if self.sizeHint().width() <= width - menus - px(_MENU_PADDING_PX):
                break
        self._menu_bar.setCornerWidget(self)  # Qt looks at its width only then
