"""Vertical scroll areas without a frame, and the keyboard focus in them."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QScrollArea, QWidget

from briefing_app.gui.look import look

_MIN_HEIGHT_PX: Final = 32

KEYBOARD_FOCUS_REASONS: Final = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
"""The reasons for focus by a key. After a click, nothing may scroll under the mouse."""


class ScrollArea(QScrollArea):
    """Scrolls a page vertically, without a frame or background of its own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.viewport().setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_page(self, page: QWidget) -> None:
        """Set the page to scroll."""
        self.setWidget(page)
        page.setAutoFillBackground(False)

    def keep_foot(self, height: int) -> None:
        """Scroll as if this were `height` pixels lower, because something covers its foot."""
        self.setViewportMargins(0, 0, 0, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with the keys that the page's texts don't use, Home and End included."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move the focus without scrolling; the window calls `scroll_to_focus`."""
        return QWidget.focusNextPrevChild(self, forward)

    def sizeHint(self) -> QSize:
        """Return the minimum size. Qt would lay out the page in its smallest width."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return little height: the page scrolls."""
        return QSize(super().minimumSizeHint().width(), _MIN_HEIGHT_PX)


class FocusRingPage(ScrollArea):
    """A scroll area that takes the keyboard focus while there is something to scroll."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.verticalScrollBar().rangeChanged.connect(self._follow_range)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_focus_ring(self, look().colour("accent"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _follow_range(self, _minimum: int, maximum: int) -> None:
        policy = Qt.FocusPolicy
        self.setFocusPolicy(policy.TabFocus if maximum > 0 else policy.NoFocus)


def paint_focus_ring(area: QAbstractScrollArea, colour: QColor) -> None:
    """Paint a ring around an area's viewport if the area has the keyboard focus.

    Call this in the area's paintEvent, after its own painting.
    """
    if area.hasFocus():
        painter = QPainter(area.viewport())
        painter.setPen(QPen(colour, 2))
        painter.drawRect(area.viewport().rect().adjusted(1, 1, -1, -1))


def scroll_to_focus() -> None:
    """Scroll the areas around the widget that has the keyboard focus, so that it can be seen.

    A window calls this after Tab has moved the focus. Qt's scroll areas do it too, but not if the
    focus comes from outside, and they scroll to the wrong part of a tall widget. Texts, charts and
    tables call `scroll_to_part` instead.
    """
    widget = QApplication.focusWidget()
    if widget is None or isinstance(widget, QAbstractScrollArea):
        return
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, ScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


def scroll_to_part(view: QWidget, part: QRect) -> None:
    """Scroll the areas around a view so that a part of it, such as its caret, can be seen."""
    parent = view.parentWidget()
    while parent is not None:
        if isinstance(parent, ScrollArea):
            middle = view.mapTo(parent.viewport(), part.center()).y()
            middle += parent.verticalScrollBar().value()
            parent.ensureVisible(0, middle, 0, part.height() // 2 + 1)
        parent = parent.parentWidget()
