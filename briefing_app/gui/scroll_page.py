"""A page that scrolls up and down in a card that is too small for it."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LEAST: Final = 32  # pixels of height


class ScrollPage(QScrollArea):
    """Shows a page through a hole in a card, without a frame or ground of its own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
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

    def minimumSizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: what stands above it on the card, and can't scroll, must not give way to it."""
        return QSize(super().minimumSizeHint().width(), _LEAST)

    def show_page(self, page: QWidget) -> None:
        """Put a page into it."""
        self.setWidget(page)
        page.setAutoFillBackground(False)
