"""A field for a text of several lines, in a frame."""

from typing import Final

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look, scale, set_look
from briefing_app.gui.panes.note_box import TextField

_CARET_EDGE_PX: Final = 12  # above and below the caret


class TextBox(QFrame):
    """A field that grows with its text, in a frame that shows whether it has the keyboard.

    Args:
        name: What it holds, for screen readers.
        max_length: The number of characters that can be typed or pasted.
        lines: The number of lines for which it has room while it is empty.
        is_line: Whether the text is a single line, which may wrap.
    """

    edited = Signal()
    """Emitted when the user has changed the text."""
    left = Signal()
    """Emitted when the field loses the keyboard focus."""
    caret_moved = Signal(QRect)
    """Emitted with the caret's rectangle in this box when a key moved it."""

    def __init__(
        self,
        name: str,
        parent: QWidget,
        *,
        max_length: int,
        lines: int = 1,
        is_line: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "text_field")
        self._full = f"This text has at most {max_length:,} characters."
        self._lines = lines
        self._field = TextField(self, max_length=max_length, is_line=is_line)
        self._field.setAccessibleName(name)
        self.setFocusProxy(self._field)
        rows = QVBoxLayout(self)
        scale(rows.setContentsMargins, 9, 6, 9, 6)
        rows.addWidget(self._field)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._field.edited.connect(lambda _: self.edited.emit())
        self._field.refused.connect(lambda: announce(self._full, self._field))
        self._field.entered.connect(lambda: set_look(self, "text_field_in_use"))
        self._field.left.connect(lambda: set_look(self, "text_field"))
        self._field.left.connect(self.left)
        self._field.caret_moved.connect(self._emit_caret)
        look().changed.connect(self._fit)
        self._fit()

    @property
    def text(self) -> str:
        """The text."""
        return self._field.toPlainText()

    def set_name(self, name: str) -> None:
        """Say what it holds, to screen readers."""
        self._field.setAccessibleName(name)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._field.set_text(text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let a click anywhere in the frame start typing."""
        super().mousePressEvent(event)
        self._field.setFocus()

    def _fit(self) -> None:
        line = QFontMetrics(look().font(TextRole.CONTROL)).lineSpacing()
        self._field.setMinimumHeight(self._lines * line)

    def _emit_caret(self, caret: QRect) -> None:
        edge = look().px(_CARET_EDGE_PX)
        place = caret.adjusted(0, -edge, 0, edge)
        self.caret_moved.emit(QRect(self._field.mapTo(self, place.topLeft()), place.size()))
