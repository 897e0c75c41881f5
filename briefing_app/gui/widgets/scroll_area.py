"""A vertical scroll area without a frame, and scrolling to the keyboard focus."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QScrollArea, QWidget

_MIN_HEIGHT_PX: Final = 32


class ScrollArea(QScrollArea):
    """Scrolls a page vertically, without a frame or background of its own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_full_height = False
        # Created here rather than by Qt: to find out the class of Qt's widget, PySide would build
        # all classes of widgets, which would delay the first paint.
        self.setViewport(QWidget())
        self.viewport().setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_page(self, page: QWidget) -> None:
        """Set the page to scroll."""
        self.setWidget(page)
        page.setAutoFillBackground(False)

    def set_full_height(self, is_full_height: bool) -> None:
        """Ask for the height of the complete page, because the parent scrolls; or for little.

        Two scroll bars side by side would be confusing.
        """
        if is_full_height is self._is_full_height:
            return  # avoids a new layout whenever the window changes
        self._is_full_height = is_full_height
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if is_full_height else policy.ScrollBarAsNeeded
        )
        self.updateGeometry()

    def update_height(self) -> None:
        """Follow a change of the page's contents."""
        if self._is_full_height:
            self.updateGeometry()

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the page's height, which depends on the width."""
        super().resizeEvent(event)
        self.update_height()

    def sizeHint(self) -> QSize:
        """Return the minimum size. Qt would lay out the page in its smallest width."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return enough height that the widgets above, which can't scroll, need not shrink."""
        return QSize(super().minimumSizeHint().width(), self._page_height())

    def _page_height(self) -> int:
        page = self.widget()
        layout = page.layout() if self._is_full_height and page is not None else None
        if layout is None:
            return _MIN_HEIGHT_PX
        layout.activate()  # layouts in it would keep the heights of earlier texts
        return max(_MIN_HEIGHT_PX, layout.totalHeightForWidth(self.viewport().width()))


def scroll_to_focus() -> None:
    """Scroll the areas around the widget that has the keyboard focus, so that it can be seen.

    A window calls this after Tab has moved the focus. Qt's scroll areas do it too, but not if the
    focus comes from outside, and they scroll to the wrong part of a tall widget. Texts, charts and
    tables emit the place that has the keyboard focus instead.
    """
    widget = QApplication.focusWidget()
    if widget is None or isinstance(widget, QAbstractScrollArea):
        return
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, ScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
