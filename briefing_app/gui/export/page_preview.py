"""The widget that shows one page of a handout."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from briefing_app.gui.export.printer import PrintedPage
from briefing_app.gui.style import Style
from briefing_app.model.palette import LIGHT


class PagePreview(QWidget):
    """Shows one page as large as its space allows.

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
        self.setMinimumSize(120, 160)

    @property
    def page(self) -> PrintedPage | None:
        """The page that is shown."""
        return self._page

    def show_page(self, page: PrintedPage | None) -> None:
        """Show another page, or none."""
        self._page = page
        self._pixmap = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
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
            page_painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            page.paint(page_painter, QRectF(self._pixmap.rect()))
            page_painter.end()
        painter = QPainter(self)
        painter.drawPixmap(place, self._pixmap)
        painter.setPen(QPen(QColor(self._style.theme.control), 1))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()
