"""A message beside what was pressed, such as "Quote copied"."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTextEdit, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look, set_role

# Pixels at 100 % text size.
_MAX_WIDTH: Final = 420
_GAP: Final = 6

_DOES_SOMETHING: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,  # of a shortcut, such as F8, which is no KeyPress
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.Resize,
    }
)


class Bubble(QLabel):
    """Covers a part of its window, moves nothing, and goes when the user does something else there.

    Args:
        window: The window.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("look", "bubble")
        set_role(self, TextRole.CONTROL)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._window = window
        self._anchor = window
        self.hide()

    def show_message(self, text: str, anchor: QWidget) -> None:
        """Show a message beside a widget of the window, and announce it."""
        self._anchor = anchor
        self.setText(text)
        self._place()
        self.show()
        self.raise_()
        announce(text, self._window)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # All input reaches the system's window first, for whichever widget it is.
        self._window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide the message when something is done in its window."""
        if event.type() in _DOES_SOMETHING:
            watched.removeEventFilter(self)
            self.hide()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """Move below the anchor, or above it if there is no room."""
        px, window = look().px, self._window.rect()
        gap = px(_GAP)
        self.ensurePolished()
        width = min(self._natural_width(), px(_MAX_WIDTH), window.width() - 2 * gap)
        self.resize(width, self.heightForWidth(width))
        at = self._anchor_rect()
        below, above = at.bottom() + gap, at.top() - gap - self.height()
        y = below if below + self.height() <= window.height() - gap else above
        x = at.center().x() - width // 2
        self.move(
            max(gap, min(x, window.width() - width - gap)),
            max(gap, min(y, window.height() - self.height() - gap)),
        )

    def _natural_width(self) -> int:
        """Return the width of the text on one line."""
        self.setWordWrap(False)
        width = self.sizeHint().width()
        self.setWordWrap(True)
        return width

    def _anchor_rect(self) -> QRect:
        """Return the part of the anchor that has the focus, in the window: a row, or the caret."""
        anchor = self._anchor
        widget, rect = anchor, anchor.rect()
        if isinstance(anchor, QAbstractItemView):
            widget, rect = anchor.viewport(), anchor.visualRect(anchor.currentIndex())
        elif isinstance(anchor, QTextEdit):
            widget, rect = anchor.viewport(), anchor.cursorRect()
        return rect.translated(widget.mapTo(self._window, QPoint()))


def show_bubble(text: str, anchor: QWidget) -> None:
    """Show a message beside a widget, and announce it; it replaces the window's last one."""
    window = anchor.window()
    bubble = window.findChild(Bubble, options=Qt.FindChildOption.FindDirectChildrenOnly)
    (bubble or Bubble(window)).show_message(text, anchor)
