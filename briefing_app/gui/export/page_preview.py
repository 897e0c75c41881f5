"""The widgets that show one page of a handout."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollBar, QSizePolicy, QWidget

from briefing_app.gui.accessibility.interfaces import AccessibleImage
from briefing_app.gui.export.printer import PrintedPage
from briefing_app.gui.look import Style
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.model.palette import LIGHT

_MIN_SIZE: Final = QSize(120, 160)
ZOOMS: Final = (1.0, 1.5, 2.0, 3.0)
"""The sizes of a page, 1.0 if it fits into the dialog."""


class PagePreview(AccessibleImage):
    """Shows one page as large as its space allows. A screen reader reads the page's text.

    Args:
        style: Colours.
        parent: As in Qt.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._page: PrintedPage | None = None
        self._pixmap: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(_MIN_SIZE)

    @property
    def page(self) -> PrintedPage | None:
        """The page that is shown."""
        return self._page

    def show_page(self, page: PrintedPage | None, name: str, text: str) -> None:
        """Show another page, or none.

        Args:
            page: The page.
            name: Its name for screen readers.
            text: Its text for screen readers.
        """
        self._page = page
        self.setAccessibleName(name)
        self.setAccessibleDescription(text)
        self._pixmap = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page with a border."""
        del event
        page = self._page
        if page is None or page.size.isEmpty():
            return
        place = page.fitted(QRectF(self.rect()).adjusted(1, 1, -1, -1)).toRect()
        size = place.size() * self.devicePixelRatioF()
        if self._pixmap is None or self._pixmap.size() != size:
            # A page has thousands of letters, so it is drawn only once per size.
            self._pixmap = QPixmap(size)
            self._pixmap.fill(QColor(LIGHT.surface))  # paper is white in every theme
            page_painter = QPainter(self._pixmap)
            hint = QPainter.RenderHint
            page_painter.setRenderHints(hint.Antialiasing | hint.SmoothPixmapTransform)
            page.paint(page_painter, QRectF(self._pixmap.rect()))
            page_painter.end()
        painter = QPainter(self)
        painter.drawPixmap(place, self._pixmap)
        painter.setPen(QPen(QColor(self._style.theme.control), 1))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()


class PageArea(ScrollArea):
    """Shows a page that can be enlarged. It then takes the focus, and arrow keys scroll it.

    Args:
        style: Colours.
        parent: As in Qt.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._zoom = ZOOMS[0]
        self.page = PagePreview(style, self)
        self.set_page(self.page)
        self.setProperty("look", "page")
        self.setAccessibleName("Page")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setMinimumSize(_MIN_SIZE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def zoom(self) -> float:
        """The size of the page, one of `ZOOMS`."""
        return self._zoom

    def change_zoom(self, by: int) -> None:
        """Enlarge the page by steps, or make it smaller if less than 0. Its middle stays."""
        at = min(max(ZOOMS.index(self._zoom) + by, 0), len(ZOOMS) - 1)
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        middles = [_middle_share(bar) for bar in bars]
        self._zoom = ZOOMS[at]
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if at else Qt.FocusPolicy.NoFocus)
        self._fit()
        for bar, share in zip(bars, middles, strict=True):
            bar.setValue(round(share * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page as many times as large as the space for it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # The size without scroll bars, which come and go.
        size = self.maximumViewportSize() * self._zoom if self._zoom > ZOOMS[0] else _MIN_SIZE
        self.page.setMinimumSize(size)
        self.page.resize(size.expandedTo(self.maximumViewportSize()))


def _middle_share(bar: QScrollBar) -> float:
    """Return how far along the page the middle of the visible part is, from 0.0 to 1.0."""
    return (bar.value() + bar.pageStep() / 2) / max(1, bar.maximum() + bar.pageStep())
