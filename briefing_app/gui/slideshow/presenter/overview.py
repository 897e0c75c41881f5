"""The slide search and the key help, which are shown over the presenter view one at a time."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, scale, set_role
from briefing_app.gui.slideshow.command import CommandSet
from briefing_app.gui.slideshow.presenter.key_help import KeyHelp
from briefing_app.gui.slideshow.presenter.slide_lists import SLIDE_ROLE, SlideGrid
from briefing_app.gui.slideshow.presenter.status_text import slide_count_text
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.widgets.keys import ENTER_KEYS
from briefing_app.gui.widgets.labels import text_label
from briefing_app.model.slides import matching_slides
from briefing_app.model.wording import counted

# The overlays are built when they are first opened: the first slide doesn't need them.


class Overlays(QObject):
    """Shows and hides the overlays, and keeps them in place.

    Args:
        window: The presenter view.
        slideshow: The slideshow, whose slides are searched.
        commands: The commands whose keys are shown.
        covered: The parts of the window that the search covers.
    """

    closed = Signal()
    """Emitted when either overlay was closed."""

    def __init__(
        self,
        window: QWidget,
        slideshow: Slideshow,
        commands: CommandSet,
        covered: Sequence[QWidget],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._slideshow = slideshow
        self._commands = commands
        self._covered = covered
        self._search: SlideSearch | None = None
        self._key_help: KeyHelp | None = None

    def use_pages(self) -> None:
        """Show the slides in another theme."""
        if self._search is not None:
            self._search.use_pages()

    def open_search(self) -> None:
        """Open the slide search."""
        if self._key_help is not None:
            self._key_help.hide()
        if self._search is None:
            self._search = SlideSearch(self._window, self._slideshow, self._return_keyboard)
        self.fit()
        self._search.open()

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
        if self._key_help is None:
            self._key_help = KeyHelp(self._window, self._commands, self._return_keyboard)
        if self._key_help.isVisible():
            self._key_help.close_help()
            return
        if self._search is not None:
            self._search.hide()
        self.fit()
        self._key_help.open_help()

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
        """Follow the window's size: no layout of Qt puts a widget over some of the others."""
        if self._key_help is not None:
            self._key_help.setGeometry(self._window.rect())
        if self._search is not None:
            rects = (each.geometry() for each in self._covered if not each.isHidden())
            self._search.setGeometry(reduce(QRect.united, rects))

    def _return_keyboard(self) -> None:
        self._window.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()


_COLUMN_STEPS: Final[dict[int, int]] = {
    Qt.Key.Key_Left: -1,
    # Tab is included: if it left the field, the next letters would control the slideshow.
    Qt.Key.Key_Backtab: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Tab: 1,
}
_ROW_STEPS: Final[dict[int, int]] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SlideSearch(QFrame):
    """A search field and thumbnails of the slides that match; at first, of all slides.

    Apart from text, it uses only Enter, Tab and the arrow keys. All other keys, such as Esc and
    those of a clicker, go to the presenter view.

    Args:
        parent: The presenter view, of which it covers a part.
        slideshow: The slideshow.
        closed: Called when the search has ended.
    """

    def __init__(self, parent: QWidget, slideshow: Slideshow, closed: Callable[[], None]) -> None:
        super().__init__(parent)
        self._slideshow = slideshow
        self._closed = closed
        self._on_screen = 0
        self.setProperty("look", "overlay")
        self.setAccessibleName("Search for a slide")
        self._field = QLineEdit(self)
        self._field.setPlaceholderText("Slide number or words")
        self._field.setAccessibleName("Go to slide")
        self._field.setMaxLength(200)
        set_role(self._field, TextRole.BODY)
        self._count = text_label(self, look="muted", role=TextRole.SMALL)
        self._grid = SlideGrid(self)
        head = QHBoxLayout()
        scale(head.setSpacing, 14)
        head.addWidget(self._field, 1)
        head.addWidget(self._count)
        rows = QVBoxLayout(self)
        scale(rows.setContentsMargins, 10, 10, 10, 10)
        scale(rows.setSpacing, 8)
        rows.addLayout(head)
        rows.addWidget(self._grid, 1)
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._search)
        self._grid.clicked.connect(lambda index: self._go_to(index.data(SLIDE_ROLE)))
        self.use_pages()
        self.hide()

    def use_pages(self) -> None:
        """Show the slides in the theme of the slideshow."""
        self._grid.set_pages(self._slideshow.pages)

    def open(self) -> None:
        """Begin a new search, with the current slide selected."""
        self._on_screen = self._slideshow.state.position.slide
        self._field.clear()
        self.show()
        self._search("")
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.raise_()

    def handle_key(self, event: QKeyEvent) -> None:
        """Handle a key pressed in another window."""
        event.accept()  # the other window must not handle it again
        QCoreApplication.sendEvent(self._field, event)

    def close_search(self) -> None:
        """End the search without going to a slide."""
        self.hide()
        self._closed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle the search's own keys before the field does."""
        if watched is not self._field or not isinstance(event, QKeyEvent):
            return False
        if event.type() is not QEvent.Type.KeyPress:
            return False
        key = event.key()
        if key in ENTER_KEYS:
            if self._grid.slide is not None:
                self._go_to(self._grid.slide)
        elif key in _COLUMN_STEPS or key in _ROW_STEPS:
            step = _COLUMN_STEPS.get(key) or _ROW_STEPS[key] * self._grid.columns
            self._grid.move_by(step)
            self._describe_selected()
            announce(self._field.accessibleDescription())
        else:
            return False
        return True

    def _search(self, text: str) -> None:
        matches = matching_slides(self._slideshow.slides, text)
        message = slide_count_text(len(matches)) if text else counted(len(matches), "slide")
        self._count.setText(message)
        self._grid.show_slides(
            matches, selected=-1 if text else self._on_screen, on_screen=self._on_screen
        )
        self._describe_selected()
        if text:
            announce(message)

    def _describe_selected(self) -> None:
        """Let a screen reader, which reads the field, say where Enter goes."""
        self._field.setAccessibleDescription(self._grid.text or self._count.text())

    def _go_to(self, slide: int) -> None:
        self.close_search()
        self._slideshow.go_to(slide)
