"""The toggle for a bookmark, which shows a ribbon."""

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from briefing_app.gui.look import Style
from briefing_app.gui.widgets.buttons import ToggleButton
from briefing_app.gui.widgets.row_painting import RowSign, paint_sign

# Pixels; the first one is the least size of what can be clicked.
_TARGET: Final = 24
_SIDE: Final = 28  # at 100 % text size
_RIBBON: Final = 16  # at 100 % text size


class BookmarkToggle(ToggleButton):
    """A ribbon: an outline, or filled while there is a bookmark.

    Args:
        style: Colours and text size.
        parent: The parent widget.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._style = style
        self.setToolTip("Bookmark (Ctrl+B)")

    def sizeHint(self) -> QSize:
        """Return a square that can be clicked."""
        side = max(_TARGET, self._style.px(_SIDE))
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the same as `sizeHint`."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ribbon on the button."""
        super().paintEvent(event)
        is_on, style = self.isChecked(), self._style
        has_fill = is_on and style.theme.outlined
        colour = style.theme.on_accent if has_fill else style.theme.accent
        side = style.px(_RIBBON)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_sign(painter, box, RowSign.BOOKMARK, colour, is_filled=is_on)
        painter.end()
