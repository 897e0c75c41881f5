"""The boxes at the end of a page: a question to talk about, and the user's own note."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from briefing_app.gui.accessibility.speech import INTERFACE_LOCALE
from briefing_app.gui.look import TextRole, look, scale, set_look, set_role
from briefing_app.gui.widgets.column import ColumnFrame, Padding
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import MessageLabel, heading_label, text_label
from briefing_app.gui.widgets.plain_text import MAX_LETTERS, PlainText
from briefing_app.gui.widgets.text_field import TextField
from briefing_app.model.wording import (
    DISCUSSION_LABEL,
    DISCUSSION_QUESTION,
    MY_NOTES,
    NOT_OF_THE_REPORT,
)

# Pixels at 100 % text size.
_PADDING = Padding(14, 8, 14, 9)
_MIN_HEIGHT_PX = 96  # the heading and three lines
_MIN_WIDTH_BESIDE_PX = 640  # of two boxes side by side
_GAP_PX = 16


class PageBox(ColumnFrame):
    """A box with a heading, and at its right what the contents are or are not.

    Args:
        look_name: Its look in the style sheet.
        title: The heading.
        aside: What is at the right of it.
    """

    def __init__(self, parent: QWidget, look_name: str, title: str, aside: str) -> None:
        super().__init__(parent, _PADDING)
        self.setProperty("look", look_name)
        head = FlowRow(self, stretches_first=True)
        head.setLocale(INTERFACE_LOCALE)
        self.title = heading_label(head, title, role=TextRole.STRONG)
        head.add(self.title)
        self.aside = text_label(head, aside, "muted", role=TextRole.SMALL)
        self.aside.setAlignment(Qt.AlignmentFlag.AlignRight)
        head.add(self.aside)
        scale(self.setMinimumHeight, _MIN_HEIGHT_PX)
        self.add(head)


class QuestionBox(PageBox):
    """The discussion question of a finding."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "prompt", DISCUSSION_LABEL, NOT_OF_THE_REPORT)
        self.title.setProperty("look", "good")
        set_role(self.title, TextRole.STRONG)
        self.text_view = PlainText(self, TextRole.CONTROL, max_letters=MAX_LETTERS)
        self.text_view.setAccessibleName(DISCUSSION_QUESTION)
        self.add(self.text_view, 3)

    def show_text(self, text: str) -> None:
        """Show a question; hide the box if it is empty."""
        self.setVisible(bool(text))
        self.text_view.show_text(text)

    def highlight(self, terms: tuple[str, ...]) -> None:
        """Highlight the matches of a search."""
        self.text_view.highlight(terms)


class BoxPair(QWidget):
    """Two equal boxes side by side; one below the other if there is little width.

    Args:
        first: The box at the left; the other has all the width while it is hidden.
        second: The box at the right.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._boxes: tuple[PageBox, ...] = ()

    def set_boxes(self, first: PageBox, second: PageBox) -> None:
        """Set the boxes, which are children of this."""
        self._boxes = (first, second)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for _, place in self._places(width)), default=0)

    def height_without(self, left_out: PageBox, width: int) -> int:
        """Return the height at a width if one of the boxes were empty, in pixels."""
        places = self._places(width, empty=left_out)
        return max((place.bottom() + 1 for _, place in places), default=0)

    def sizeHint(self) -> QSize:
        return QSize(1, 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def place(self) -> None:
        """Place the boxes: call this if the width or one of them has changed."""
        for box, place in self._places(self.width()):
            box.setGeometry(place)
            box.place(place.width())

    def _places(self, width: int, empty: PageBox | None = None) -> list[tuple[PageBox, QRect]]:
        shown = [box for box in self._boxes if not box.isHidden()]
        gap = look().px(_GAP_PX)
        is_beside = len(shown) > 1 and width >= look().px(_MIN_WIDTH_BESIDE_PX)
        each = (width - gap) // 2 if is_beside else width
        heights = [
            box.minimumHeight()
            if box is empty
            else max(box.minimumHeight(), box.heightForWidth(each))
            for box in shown
        ]
        if is_beside:
            height = max(heights)
            return [
                (box, QRect(at * (each + gap), 0, each, height)) for at, box in enumerate(shown)
            ]
        places, top = [], 0
        for box, height in zip(shown, heights, strict=True):
            places.append((box, QRect(0, top, each, height)))
            top += height + gap
        return places


MAX_NOTE_LENGTH: Final = 10_000
"""The number of characters that can be typed or pasted into a note."""

_FULL: Final = (
    f"A note has at most {MAX_NOTE_LENGTH:,} characters. "
    "What you typed or pasted last was not added."
)


_NOT_SAVED: Final = "only on this computer"
_SAVED: Final = f"Saved, {_NOT_SAVED}"


class NoteBox(PageBox):
    """A box with a field for a note.

    Args:
        look_name: Its look in the style sheet, in which ``_in_use`` follows while it has the focus.
    """

    height_changed = Signal()
    """Emitted when the box may need another height."""

    def __init__(self, parent: QWidget, look_name: str = "note") -> None:
        super().__init__(parent, look_name, MY_NOTES, _NOT_SAVED)
        self._look_name = look_name
        self._fills_height = False
        self._terms: tuple[str, ...] = ()
        self.setLocale(INTERFACE_LOCALE)
        self.field = TextField(self, max_length=MAX_NOTE_LENGTH)
        self.field.setPlaceholderText("Add a note")
        self.field.setAccessibleName(MY_NOTES)
        self._message = MessageLabel(self, "attention", role=TextRole.SMALL)
        self.add(self.field, 3)
        self.add(self._message, 3)
        self.field.edited.connect(self._follow_edit)
        self.field.refused.connect(self._refuse)
        self.field.entered.connect(self._follow_focus)
        self.field.left.connect(self._follow_focus)
        look().changed.connect(self._reserve_width)
        self._reserve_width()

    def show_note(self, text: str, about: str) -> None:
        """Show a note.

        Args:
            text: The note.
            about: What it is about, for screen readers: "finding 2", "this quote".
        """
        self.field.setAccessibleName(f"{MY_NOTES} on {about}")
        self._message.hide()
        self.field.set_text(text)
        self._follow_text()

    def show_saved(self, *, is_saved: bool) -> None:
        """Show beside the heading whether the note is saved."""
        self.aside.setText(_SAVED if is_saved else _NOT_SAVED)

    def replace_note(self, text: str) -> None:
        """Show what another window has added to the note while the user types in it."""
        self.field.replace_text(text)
        self._follow_text()

    def fill_height(self) -> None:
        """Give the field the height of the box, and scroll to the caret in a longer note."""
        self._fills_height = True
        self.height_changed.connect(self._fill)

    def focus(self) -> None:
        """Give the field the keyboard focus."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def highlight(self, terms: tuple[str, ...]) -> None:
        """Highlight the matches of a search."""
        self._terms = terms
        self.field.highlight(terms)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fills_height:
            self._fill()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let a click anywhere in the box start a note."""
        super().mousePressEvent(event)
        self.field.setFocus(Qt.FocusReason.MouseFocusReason)

    def _fill(self) -> None:
        message = 0 if self._message.isHidden() else self._message.heightForWidth(self.width())
        foot = look().px(_PADDING.bottom) + message
        self.field.setFixedHeight(max(1, self.height() - self.field.y() - foot))
        self.place(self.width())

    def _reserve_width(self) -> None:
        """Let nothing move when the note is saved."""
        self.aside.setMinimumWidth(self.aside.fontMetrics().horizontalAdvance(_SAVED) + 1)

    def _follow_edit(self) -> None:
        self._message.hide()
        self._follow_text()

    def _follow_focus(self) -> None:
        set_look(self, f"{self._look_name}_in_use" if self.field.hasFocus() else self._look_name)

    def _refuse(self) -> None:
        self._message.show_message(_FULL)
        self.height_changed.emit()

    def _follow_text(self) -> None:
        self.field.highlight(self._terms)
        self.height_changed.emit()
