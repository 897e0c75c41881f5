"""A page that scrolls up and down in a card that is too small for it."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LEAST: Final = 32  # pixels of height


class ScrollArea(QScrollArea):
    """Shows a page through a hole in a card, without a frame or ground of its own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = False
        # Made here rather than by Qt: to find out what sort of widget Qt made, PySide would build
        # every class of widgets there is, and the first paint would wait for that.
        self.setViewport(QWidget())
        self.viewport().setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, Qt's name
        """Qt: what the texts on the page leave over scrolls it, to its very ends too."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, Qt's name
        """Qt: another width, another height of the page."""
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: what stands above it on the card, and can't scroll, must not give way to it."""
        return QSize(super().minimumSizeHint().width(), self._page_height())

    def set_whole(self, whole: bool) -> None:  # noqa: FBT001, Qt's manner
        """Ask for room for all of the page, since what the card stands in scrolls; or for little.

        Two scroll bars side by side would be hard to tell apart.
        """
        if whole is self._whole:
            return  # not laid out anew for nothing, whenever the window changes
        self._whole = whole
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if whole else policy.ScrollBarAsNeeded
        )
        self.updateGeometry()

    def fit(self) -> None:
        """To be called when what stands on the page has changed."""
        if self._whole:
            self.updateGeometry()

    def _page_height(self) -> int:
        page = self.widget()
        layout = page.layout() if self._whole and page is not None else None
        if layout is None:
            return _LEAST
        return max(_LEAST, layout.totalHeightForWidth(self.viewport().width()))

    def show_page(self, page: QWidget) -> None:
        """Put a page into it."""
        self.setWidget(page)
        page.setAutoFillBackground(False)
