"""The selected slide of a running order, and the author's notes on it."""

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.running_order.editor import EditorState, RunningOrderEditor
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.gui.widgets.labels import heading_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.layout.page import ASPECT
from briefing_app.model.wording import NO_SLIDE_NOTES, NOTES_OF_SLIDE

_MAX_SLIDE_SHARE: Final = 0.6  # of the height, so that there is room for notes


class SlidePreview(ScrollArea):
    """Shows the selected slide large enough to be read, and the author's notes.

    Args:
        editor: The running order.
    """

    def __init__(self, editor: RunningOrderEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        page = QWidget(self)
        self._slide = SlideView(page, is_aside=True)
        heading = heading_label(page, NOTES_OF_SLIDE, role=TextRole.STRONG, wraps=True)
        self._notes = PlainText(page, TextRole.CONTROL)
        self._notes.setAccessibleName("Notes of the selected slide")
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        scale(rows.setSpacing, 10)
        for widget in (self._slide, heading, self._notes):
            rows.addWidget(widget)
        rows.addStretch(1)
        self.set_page(page)
        self._show_item()
        editor.changed.connect(self._follow)
        look().changed.connect(self._show_item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = self.width() - self.verticalScrollBar().sizeHint().width()
        most = round(_MAX_SLIDE_SHARE * self.height())
        self._slide.setFixedHeight(max(0, min(round(width / ASPECT), most)))
        super().resizeEvent(event)

    def _follow(self, new: EditorState, old: EditorState) -> None:
        if new.row != old.row:
            self.verticalScrollBar().setValue(0)
        if new.order is not old.order or new.row != old.row:
            self._show_item()

    def _show_item(self) -> None:
        item = self._editor.state.item
        self._slide.show_page(_page(self._editor.state))
        self._notes.show_text("" if item is None else item.made.notes or NO_SLIDE_NOTES)


def _page(state: EditorState) -> Shown | None:
    """Return the page of the selected slide with its number, or the one that it would have."""
    if state.item is None:
        return None
    items = state.order.items
    number = 1 + sum(item.is_shown for item in items[: state.row])
    total = number + sum(item.is_shown for item in items[state.row + 1 :])
    shown = SlidePages([state.item.slide], look().slide_theme).preview(0)
    return shown._replace(number=number, total=total)
