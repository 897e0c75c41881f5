"""Widgets one below the other, each as high as it needs to be in the width that there is."""

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QWidget

from briefing_app.gui.look import look


def has_size(widget: QWidget) -> bool:
    """Return whether a widget has got the size in which it is shown; `resizeEvent` comes first."""
    return not widget.testAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent)


class Padding(NamedTuple):
    """The space around the widgets of a column, in pixels at 100 % text size."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


class ColumnFrame(QFrame):
    """A frame that places its widgets itself, at once, when its owner calls `place`.

    Qt's layouts would measure texts at widths that are never used, and would move what is shown in
    several turns of the event loop.
    """

    def __init__(self, parent: QWidget, padding: Padding = Padding()) -> None:  # noqa: B008, a value
        super().__init__(parent)
        self._padding = padding
        self._rows: list[tuple[QWidget, int]] = []

    def add(self, widget: QWidget, gap: int = 0) -> None:
        """Add a widget below the others.

        Args:
            widget: The widget; a hidden one takes no space.
            gap: The space above it, unless it is the first that is shown: pixels at 100 %.
        """
        self._rows.append((widget, gap))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width, is_placing=False)

    def sizeHint(self) -> QSize:
        """Return any width. The height depends on it."""
        return QSize(1, 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def place(self, width: int) -> int:
        """Place the widgets in a width, and return the height that they need, in pixels.

        Call this if the width has changed, or if a widget was shown, hidden, or has another text.
        """
        return self._arrange(width, is_placing=True)

    def space(self, width: int) -> tuple[int, int]:
        """Return where the widgets start and how wide they may be, in pixels, in some width."""
        px, padding = look().px, self._padding
        left = px(padding.left)
        return left, max(1, width - left - px(padding.right))

    def _arrange(self, width: int, *, is_placing: bool) -> int:
        """Return the height of the column, and place the widgets in it if wanted."""
        px = look().px
        left, space = self.space(width)
        bottom = px(self._padding.top)
        is_first = True
        for widget, gap in self._rows:
            if widget.isHidden():
                continue
            top = bottom + (0 if is_first else px(gap))
            is_first = False
            taken = min(space, widget.maximumWidth())
            height = self.row_height(widget, taken)
            if is_placing:
                widget.setGeometry(left, top, taken, height)
                self.place_contents(widget)
            bottom = top + height
        return bottom + px(self._padding.bottom)

    def place_contents(self, widget: QWidget) -> None:
        """Place the contents of one of the widgets: they can change while its size doesn't."""
        if isinstance(widget, ColumnFrame):
            widget.place(widget.width())

    def row_height(self, widget: QWidget, width: int) -> int:
        """Return the height of one of the widgets at a width, in pixels."""
        hint = widget.sizeHint().height()
        height = widget.heightForWidth(width) if widget.hasHeightForWidth() else hint
        return min(max(height, widget.minimumHeight()), widget.maximumHeight())
