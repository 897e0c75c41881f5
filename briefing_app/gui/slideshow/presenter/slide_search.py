"""The slide search with its overview, which only the presenter sees."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slideshow.presenter.slide_grid import SlideGrid
from briefing_app.gui.slideshow.presenter.status_text import slide_count_text
from briefing_app.gui.widgets.keys import ENTER_KEYS
from briefing_app.gui.widgets.labels import text_label
from briefing_app.model.palette import Theme
from briefing_app.model.slides import matching_slides
from briefing_app.model.wording import counted

if TYPE_CHECKING:  # imported when something is drawn
    from briefing_app.model.slideshow.ink import Ink

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

    Apart from text, it uses only Enter, Esc, Tab and the arrow keys. All other keys, such as those
    of a clicker, go to the presenter view.

    Args:
        style: Fonts and text size.
        theme: The presenter view's colours.
        parent: The presenter view.
    """

    slide_requested = Signal(int)
    """Emitted with the index of the slide that was chosen."""
    closed = Signal()
    """Emitted when the search has ended."""
    announcement_requested = Signal(str)
    """Emitted with a text that a screen reader should say."""

    def __init__(self, style: Style, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._pages: SlidePages | None = None
        self._on_screen = 0
        self.setProperty("look", "overlay")
        self.setAccessibleName("Search for a slide")
        self._field = QLineEdit(self)
        self._field.setPlaceholderText("Slide number or words")
        self._field.setAccessibleName("Go to slide")
        self._field.setMaxLength(200)
        self._count = text_label(self, look="muted")
        self._grid = SlideGrid(style, theme, self)
        self._head = QHBoxLayout()
        self._head.addWidget(self._field, 1)
        self._head.addWidget(self._count)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(self._head)
        self._rows.addWidget(self._grid, 1)
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._search)
        self._grid.slide_clicked.connect(self._go_to)
        self.restyle(theme)

    def set_pages(self, pages: SlidePages) -> None:
        """Search in the slides of another slideshow, or in the same ones in another theme."""
        self._pages = pages
        self._grid.set_pages(pages)

    def set_ink(self, ink: "Ink | None") -> None:
        """Show what was drawn on the slides."""
        self._grid.set_ink(ink)

    def open(self, on_screen: int) -> None:
        """Begin a new search.

        Args:
            on_screen: The index of the current slide, which is selected at first.
        """
        self._on_screen = on_screen
        self._field.clear()
        self.show()
        self._search("")
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def handle_key(self, event: QKeyEvent) -> None:
        """Handle a key pressed in another window."""
        event.accept()  # the other window must not handle it again
        QCoreApplication.sendEvent(self._field, event)

    def close_search(self) -> None:
        """End the search without going to a slide."""
        self.hide()
        self.closed.emit()

    def restyle(self, theme: Theme) -> None:
        """Follow a change of text size or theme."""
        self._field.setFont(self._style.font(TextRole.BODY))
        self._count.setFont(self._style.font(TextRole.SMALL))
        px = self._style.px
        self._rows.setContentsMargins(px(10), px(10), px(10), px(10))
        self._rows.setSpacing(px(8))
        self._head.setSpacing(px(14))
        self._grid.restyle(theme)

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
        elif key == Qt.Key.Key_Escape:
            self.close_search()
        elif key in _COLUMN_STEPS or key in _ROW_STEPS:
            step = _COLUMN_STEPS.get(key) or _ROW_STEPS[key] * self._grid.columns
            self._grid.move_by(step)
            self._describe_selected()
            self.announcement_requested.emit(self._field.accessibleDescription())
        else:
            return False
        return True

    def _search(self, text: str) -> None:
        if self._pages is None:
            return
        matches = matching_slides(self._pages.slides, text)
        message = slide_count_text(len(matches)) if text else counted(len(matches), "slide")
        self._count.setText(message)
        self._grid.show_slides(
            matches, selected=-1 if text else self._on_screen, on_screen=self._on_screen
        )
        self._describe_selected()
        if text:
            self.announcement_requested.emit(message)

    def _describe_selected(self) -> None:
        """Let a screen reader, which reads the field, say where Enter goes."""
        self._field.setAccessibleDescription(self._grid.text or self._count.text())

    def _go_to(self, slide: int) -> None:
        self.close_search()
        self.slide_requested.emit(slide)
