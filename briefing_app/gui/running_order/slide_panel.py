"""The panel beside the running order with the selected slide and its notes."""

from typing import Final

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.gui.look import TextRole, scale
from briefing_app.gui.running_order.text_box import TextBox
from briefing_app.gui.slides.page_view import AsideSlideView
from briefing_app.gui.slides.slide_pages import Shown
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.layout.page import ASPECT
from briefing_app.model.running_order import MAX_NOTES_LENGTH, RunningOrderItem
from briefing_app.model.wording import NO_SLIDE_NOTES

_SAVE_DELAY_MS: Final = 500  # after the last letter of own notes
_NOTES_LINES: Final = 3
_MAX_SLIDE_SHARE: Final = 0.6  # of the height, so that there is room for notes


class SlidePanel(ScrollArea):
    """Shows a slide large enough to be read, the author's notes, and a field for one's own."""

    notes_edited = Signal(str, str)
    """Emitted with the key of a slide and the presenter's own notes, shortly after an edit."""
    edit_requested = Signal()
    """Emitted when the slide that the presenter wrote is to be edited."""
    closed = Signal()
    """Emitted when the user goes back to the list, if only one of the two is shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = ""
        self._is_edited = False
        page = self._page = QWidget(self)
        self._slide = AsideSlideView(page)
        heading = heading_label(page, "Notes, only you see these", role=TextRole.STRONG, wraps=True)
        self._edit = quiet_button("Edit…", page)
        self._notes = PlainText(page, TextRole.CONTROL)
        self._notes.setAccessibleName("Notes of the selected slide")
        self._own_label = text_label(page, "My notes for today", look="muted", role=TextRole.SMALL)
        self._own = TextBox(
            "My notes for today", page, max_length=MAX_NOTES_LENGTH, lines=_NOTES_LINES
        )
        self._back = quiet_button("Back to the list", page)
        self._back.setAccessibleDescription("Escape")
        self._back.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_DELAY_MS)
        self._timer.timeout.connect(self.save_notes)
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self._edit)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        scale(rows.setSpacing, 10)
        rows.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self._slide)
        rows.addLayout(head)
        for widget in (self._notes, self._own_label, self._own):
            rows.addWidget(widget)
        rows.addStretch(1)
        self.set_page(page)
        self._notes.caret_moved.connect(lambda caret: self._scroll_to_caret(self._notes, caret))
        self._own.caret_moved.connect(lambda caret: self._scroll_to_caret(self._own, caret))
        self._own.edited.connect(self._follow_edit)
        self._own.left.connect(self.save_notes)
        self._edit.clicked.connect(self.edit_requested)
        self._back.clicked.connect(self.closed)

    def show_item(self, item: RunningOrderItem | None, shown: Shown | None) -> None:
        """Show a slide and its notes; none if there is no item.

        Args:
            item: The slide.
            shown: Its page.
        """
        key = "" if item is None else item.made.key
        if key != self._key:
            self.verticalScrollBar().setValue(0)
        self._key = key
        self._slide.show_page(shown)
        is_written = item is not None and item.written is not None
        authors = "" if item is None else item.made.notes or NO_SLIDE_NOTES
        self._notes.show_text(authors)
        self._notes.setVisible(not is_written)
        self._own_label.setVisible(not is_written)
        self._edit.setVisible(is_written)
        self._own.setEnabled(item is not None)
        self._own.set_text("" if item is None else item.changes.notes)

    def begin(self) -> None:
        """Give the keyboard focus to the first button or field."""
        first = self._own if self._back.isHidden() else self._back
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_notes(self) -> None:
        """Report own notes that were edited, if that was postponed."""
        self._timer.stop()
        if self._is_edited:
            self._is_edited = False
            self.notes_edited.emit(self._key, self._own.text)

    def set_has_back(self, *, has_back: bool) -> None:
        """Show the button that leads back to the list, or hide it."""
        self._back.setVisible(has_back)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = self.width() - self.verticalScrollBar().sizeHint().width()
        most = round(_MAX_SLIDE_SHARE * self.height())
        self._slide.setFixedHeight(max(0, min(round(width / ASPECT), most)))
        super().resizeEvent(event)

    def _follow_edit(self) -> None:
        self._is_edited = True
        self._timer.start()

    def _scroll_to_caret(self, text: QWidget, caret: QRect) -> None:
        middle = text.mapTo(self._page, caret.center())
        self.ensureVisible(middle.x(), middle.y(), 0, caret.height())
