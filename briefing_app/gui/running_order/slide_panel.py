"""The selected slide of a running order with its notes."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.widgets.labels import heading_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.layout.page import ASPECT_RATIO


class SlidePanel(ScrollArea):
    """Shows a slide large enough to be read, and its notes below.

    Args:
        style: Colours, fonts and text size.
        parent: As in Qt.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        page = self._page = QWidget(self)
        self._slide = SlideView(page, surround=style.theme.ground, at_top=True)
        self._heading = heading_label(page, "Notes, for the presenter only", wraps=True)
        self._notes = PlainText(style, page)
        self._notes.setAccessibleName("Notes of the selected slide")
        self._notes.caret_moved.connect(self._scroll_to_caret)
        self._rows = QVBoxLayout(page)
        self._rows.setContentsMargins(0, 0, 0, 0)
        for widget in (self._slide, self._heading, self._notes):
            self._rows.addWidget(widget)
        self._rows.addStretch(1)
        self.set_page(page)

    def show_slide(self, pages: SlidePages, index: int) -> None:
        """Show a slide; none if the index is -1."""
        font = self._style.font(TextRole.CONTROL)
        if index < 0:
            self._slide.show_page(None)
            self._notes.show_text("", font)
            return
        self._slide.show_page(pages.preview(index))
        self._notes.show_text(pages.slides[index].notes or "No notes for this slide.", font)
        self.verticalScrollBar().setValue(0)

    def restyle(self) -> None:
        """Apply the current style."""
        self._slide.set_surround(self._style.theme.ground)
        self._heading.setFont(self._style.font(TextRole.STRONG))
        self._rows.setSpacing(self._style.px(10))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the slide its height for the width."""
        width = self.width() - self.verticalScrollBar().sizeHint().width()
        self._slide.setFixedHeight(round(width / ASPECT_RATIO))
        super().resizeEvent(event)

    def _scroll_to_caret(self, caret: QRect) -> None:
        middle = self._notes.mapTo(self._page, caret.center())
        self.ensureVisible(middle.x(), middle.y(), 0, caret.height())
