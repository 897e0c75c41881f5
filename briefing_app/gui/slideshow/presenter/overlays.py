"""The slide search and the key help, which are shown over the presenter view one at a time."""

from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from briefing_app.gui.look import Style
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.model.palette import Theme

# The overlays are imported and built when they are first opened: the first slide doesn't need them.
if TYPE_CHECKING:
    from briefing_app.gui.slideshow.presenter.key_help import KeyHelp
    from briefing_app.gui.slideshow.presenter.slide_search import SlideSearch
    from briefing_app.model.slideshow.ink import Ink


class Overlays(QObject):
    """Shows and hides the overlays, and keeps them in place.

    Args:
        style: Fonts and text size.
        theme: The presenter view's colours.
        window: The presenter view.
    """

    slide_requested = Signal(int)
    """Emitted with the index of the slide that the search should go to."""
    closed = Signal()
    """Emitted when either overlay was closed."""
    announcement_requested = Signal(str)
    """Emitted with a text that a screen reader should say."""

    def __init__(self, style: Style, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._style = style
        self._theme = theme
        self._window = window
        self._covered: Sequence[QWidget] = (window,)
        self._pages: SlidePages | None = None
        self._ink: Ink | None = None
        self._search: SlideSearch | None = None
        self._key_help: KeyHelp | None = None

    def set_covered(self, parts: Sequence[QWidget]) -> None:
        """Let the search cover some parts of the window."""
        self._covered = parts

    def set_pages(self, pages: SlidePages) -> None:
        """Search in the slides of another slideshow."""
        self._pages = pages
        if self._search is not None:
            self._search.set_pages(pages)

    def set_ink(self, ink: "Ink | None") -> None:
        """Show what was drawn on the slides."""
        self._ink = ink
        if self._search is not None:
            self._search.set_ink(ink)

    def open_search(self, on_screen: int) -> None:
        """Open the slide search.

        Args:
            on_screen: The index of the current slide.
        """
        if self._key_help is not None:
            self._key_help.hide()
        search = self._search or self._build_search()
        self.fit()
        search.open(on_screen)
        search.raise_()

    @property
    def is_searching(self) -> bool:
        """Whether the search is open."""
        return self._search is not None and not self._search.isHidden()

    def handle_search_key(self, event: QKeyEvent) -> None:
        """Let the search handle a key pressed in another window."""
        if self._search is not None:
            self._search.handle_key(event)

    def handle_help_key(self, event: QKeyEvent) -> bool:
        """Scroll the list of keys if it can be seen. Return True if the key was used."""
        key_help = self._key_help
        if key_help is None or not key_help.isVisible() or self._window.isMinimized():
            return False
        return key_help.handle_key(event)

    def toggle_key_help(self) -> None:
        """Show or hide the list of keys."""
        key_help = self._key_help or self._build_key_help()
        if key_help.isVisible():
            key_help.close_help()
            return
        self.fit()
        key_help.open_help()
        self.announcement_requested.emit(key_help.announcement)

    def close(self) -> bool:
        """Close the overlay. Return True if one was open."""
        if self._key_help is not None and self._key_help.isVisible():
            self._key_help.close_help()
            return True
        if self._search is not None and self._search.isVisible():
            self._search.close_search()
            return True
        return False

    def fit(self) -> None:
        """Follow the window's size."""
        if self._key_help is not None:
            self._key_help.setGeometry(self._window.rect())
        if self._search is not None:
            rects = (widget.geometry() for widget in self._covered)
            self._search.setGeometry(reduce(QRect.united, rects))

    def restyle(self, theme: Theme) -> None:
        """Follow a change of text size or theme."""
        self._theme = theme
        if self._key_help is not None:
            self._key_help.restyle(theme)
        if self._search is not None:
            self._search.restyle(theme)

    def _build_search(self) -> "SlideSearch":
        from briefing_app.gui.slideshow.presenter.slide_search import (  # noqa: PLC0415, see above
            SlideSearch,
        )

        search = self._search = SlideSearch(self._style, self._theme, self._window)
        search.hide()
        search.slide_requested.connect(self.slide_requested)
        search.announcement_requested.connect(self.announcement_requested)
        search.closed.connect(self._return_keyboard)
        if self._pages is not None:
            search.set_pages(self._pages)
        search.set_ink(self._ink)
        return search

    def _build_key_help(self) -> "KeyHelp":
        from briefing_app.gui.slideshow.presenter.key_help import KeyHelp  # noqa: PLC0415, see above

        key_help = self._key_help = KeyHelp(self._style, self._theme, self._window)
        key_help.hide()
        key_help.closed.connect(self._return_keyboard)
        return key_help

    def _return_keyboard(self) -> None:
        self._window.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
