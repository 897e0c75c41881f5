"""The slide search and the key help, which are shown over the presenter view one at a time."""

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from briefing_app.gui.slides.page_layout import SlidePages
from briefing_app.gui.slideshow.presenter.key_help import HELP_ANNOUNCEMENT, KeyHelp
from briefing_app.gui.slideshow.presenter.slide_search import SlideSearch
from briefing_app.gui.style import Style
from briefing_app.model.palette import Theme


class Overlays(QObject):
    """Shows and hides the overlays, and keeps them in place.

    Args:
        style: Fonts and text size.
        theme: The presenter view's colours.
        window: The presenter view.
        body: The area of slides and notes, whose lower part the search covers.
    """

    slide_requested = Signal(int)
    """Emitted with the index of the slide that the search should go to."""
    search_closed = Signal()
    """Emitted when the search was closed."""
    closed = Signal()
    """Emitted when either overlay was closed."""
    announcement_requested = Signal(str)
    """Emitted with a text that a screen reader should say."""

    def __init__(self, style: Style, theme: Theme, window: QWidget, body: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._body = body
        self._search = SlideSearch(style, window)
        self._key_help = KeyHelp(style, theme, window)
        for overlay in (self._search, self._key_help):
            overlay.hide()
        self._search.slide_requested.connect(self.slide_requested)
        self._search.announcement_requested.connect(self.announcement_requested)
        self._search.closed.connect(self.search_closed)
        for overlay in (self._search, self._key_help):
            overlay.closed.connect(lambda: window.setFocus(Qt.FocusReason.OtherFocusReason))
            overlay.closed.connect(self.closed)

    def set_pages(self, pages: SlidePages) -> None:
        """Search in the slides of another slideshow."""
        self._search.set_slides(pages.slides)

    def open_search(self) -> None:
        """Open the slide search."""
        self._key_help.hide()
        self._search.open()
        self.fit()
        self._search.raise_()

    def handle_search_key(self, event: QKeyEvent) -> None:
        """Let the search handle a key pressed in another window."""
        self._search.handle_key(event)

    def handle_help_key(self, event: QKeyEvent) -> bool:
        """Scroll the list of keys if it can be seen. Return True if the key was used."""
        is_seen = self._key_help.isVisible() and not self._window.isMinimized()
        return is_seen and self._key_help.handle_key(event)

    def toggle_key_help(self) -> None:
        """Show or hide the list of keys."""
        if self._key_help.isVisible():
            self._key_help.close_help()
            return
        self.fit()
        self._key_help.open_help()
        self.announcement_requested.emit(HELP_ANNOUNCEMENT)

    def close(self) -> bool:
        """Close the overlay. Return True if one was open."""
        if self._key_help.isVisible():
            self._key_help.close_help()
            return True
        if self._search.isVisible():
            self._search.close_search()
            return True
        return False

    def fit(self) -> None:
        """Follow the window's size."""
        self._key_help.setGeometry(self._window.rect())
        body = self._body.geometry()
        height = min(self._search.sizeHint().height(), body.height())
        top = body.bottom() + 1 - height
        self._search.setGeometry(QRect(body.x(), top, body.width(), height))

    def restyle(self, theme: Theme) -> None:
        """Follow a change of text size or theme."""
        self._key_help.restyle(theme)
        self._search.restyle()
