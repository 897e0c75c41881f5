"""The preview of an export: makes its pages in the background, and shows one of them."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QScrollBar, QSizePolicy, QVBoxLayout, QWidget

from briefing_app.errors import BriefingAppError
from briefing_app.export.request import Pages
from briefing_app.gui.accessibility.interfaces import AccessibleImage
from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import text_label
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.gui.widgets.tasks import BackgroundTask, Job
from briefing_app.layout.palette import LIGHT

_REMAKE_DELAY_MS: Final = 150  # another option may be changed meanwhile
_A4: Final = QSizeF(210, 297)
_MIN_SIZE: Final = QSize(120, 160)
ZOOMS: Final = (1.0, 1.5, 2.0, 3.0)
"""How many times as large as its space a page can be."""


class PrintedPage:
    """One page of a handout.

    Args:
        content: An SVG file, or a picture in any format that Qt reads.
    """

    def __init__(self, content: bytes) -> None:
        self._svg: QSvgRenderer | None = None
        self._image = QImage()
        if content.lstrip().startswith((b"<svg", b"<?xml")):
            # Without a stroke width Qt 6 draws no line on a screen, but one of the default width
            # on paper, so that all letters would be bold.
            thin = content.replace(b"<svg ", b'<svg stroke-width="0" ', 1)
            self._svg = QSvgRenderer(QByteArray(thin))
            self._size = self._svg.viewBoxF().size() if self._svg.isValid() else QSizeF()
        else:
            self._image = QImage.fromData(content)
            self._size = QSizeF(self._image.size())

    @property
    def size(self) -> QSizeF:
        """The size in a unit of the page's own; empty if the page can't be read."""
        return self._size

    def fitted(self, space: QRectF) -> QRectF:
        """Return the largest rectangle with the page's proportions, centred in a space."""
        scale = min(space.width() / self._size.width(), space.height() / self._size.height())
        size = self._size * scale
        left = space.left() + (space.width() - size.width()) / 2
        top = space.top() + (space.height() - size.height()) / 2
        return QRectF(QPointF(left, top), size)

    def paint(self, painter: QPainter, target: QRectF) -> None:
        """Paint the page, as vectors if it has them.

        Args:
            painter: The painter.
            target: Where to paint, with the page's proportions.
        """
        if self._svg is not None:
            self._svg.render(painter, target)
        else:
            painter.drawImage(target, self._image)


class PagePreview(AccessibleImage):
    """Shows one page as large as its space allows. A screen reader reads the page's text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
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
        painter.setPen(QPen(QColor(look().theme.control), 1))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()


class PageArea(ScrollArea):
    """Shows a page that can be enlarged. It then takes the focus, and arrow keys scroll it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._zoom = ZOOMS[0]
        self.page = PagePreview(self)
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


class Preview(QWidget):
    """Shows one page of those that a background task makes, with buttons to turn and enlarge it.

    While it is visible, the keys for that work in the complete dialog.

    Args:
        task: Makes the pages.
    """

    changed = Signal()
    """Emitted when another page is shown, or when making pages begins or ends."""
    made = Signal()
    """Emitted when the pages have been made, or can't be made."""

    def __init__(self, parent: QWidget, task: BackgroundTask) -> None:
        super().__init__(parent)
        self._task = task
        self._prepare: Callable[[], Job | None] | None = None
        self._pages = Pages()
        self._at = 0
        self._min_height = 0
        self._area = PageArea(self)
        self._place = QLabel(self)
        self._note = text_label(self, look="muted", role=TextRole.SMALL, wraps=True)
        self._previous, self._next = quiet_button("‹", self), quiet_button("›", self)
        self._smaller, self._larger = quiet_button("−", self), quiet_button("+", self)
        self._row = FlowRow(self, spacing=6)
        for widget in (self._previous, self._place, self._next, self._smaller, self._larger):
            self._row.add(widget)
        for button, name, act, by in (
            (self._previous, "Previous page", self.turn, -1),
            (self._next, "Next page", self.turn, 1),
            (self._smaller, "Smaller page", self.change_zoom, -1),
            (self._larger, "Larger page", self.change_zoom, 1),
        ):
            button.setAccessibleName(name)
            button.clicked.connect(partial(act, by))
        for key, act, by in (
            ("PgUp", self.turn, -1),
            ("PgDown", self.turn, 1),
            ("+", self.change_zoom, 1),
            ("=", self.change_zoom, 1),
            ("-", self.change_zoom, -1),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(partial(act, by))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._area, 1)
        rows.addWidget(self._row, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addWidget(self._note)
        rows.addStretch()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REMAKE_DELAY_MS)
        self._timer.timeout.connect(self._make)
        # Only methods: they are disconnected when the dialog is deleted, and its pages freed.
        task.done.connect(self._show_made)
        task.failed.connect(self._show_failed)
        task.crashed.connect(self._show_broken)

    @property
    def pages(self) -> Pages:
        """The pages, as far as they are up to date; none while they are being made."""
        return Pages() if self.is_making else self._pages

    @property
    def is_making(self) -> bool:
        """Whether pages are being made."""
        return self._prepare is not None

    def remake(self, prepare: Callable[[], Job | None], *, keep: bool) -> None:
        """Make other pages soon, and abandon those that are being made.

        Args:
            prepare: Called a little later, and returns what makes the `Pages` in the background;
                None if it is too late to make them.
            keep: Whether the present pages are shown until then.
        """
        self._task.abandon()
        self._prepare = prepare
        if not keep:
            self._pages, self._at = Pages(), 0
        self._show_note("")
        self._timer.start()
        self._show()

    def abandon(self) -> None:
        """Abandon the pages that are being made."""
        self._timer.stop()
        self._task.abandon()
        self._prepare = None

    def turn(self, by: int) -> None:
        """Turn by some pages, if there are so many, and announce the page."""
        if 0 <= self._at + by < len(self._pages.sheets):
            self._at += by
            self._show()
            announce(self._place.text(), self)

    def change_zoom(self, by: int) -> None:
        """Enlarge the page by steps, or make it smaller if less than 0, and announce its size."""
        self._area.change_zoom(by)
        announce(f"Page at {self._area.zoom:.0%}", self)
        self._show()

    def set_min_height(self, height: int) -> None:
        """Reserve a height in pixels for the page, less if its proportions don't need it."""
        self._min_height = height
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons directly below the page."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        page = self._area.page.page
        size = page.size if page is not None and not page.size.isEmpty() else _A4
        height = round(self.width() * size.height() / size.width())
        self._area.setMinimumHeight(min(height, self._min_height))
        self._area.setMaximumHeight(max(height, self._area.minimumHeight()))

    def _make(self) -> None:
        job = self._prepare() if self._prepare is not None else None
        if job is not None:
            self._task.start(job)

    def _show_made(self, pages: Pages) -> None:
        self._pages = pages
        self._end(pages.warning)

    def _show_failed(self, error: BriefingAppError) -> None:
        self._pages = Pages()
        self._end(f"No preview. {error}")

    def _show_broken(self) -> None:
        self._pages = Pages()
        self._end("No preview.")

    def _end(self, note: str) -> None:
        self._prepare = None
        self._at = min(self._at, max(0, len(self._pages.sheets) - 1))
        self._show_note(note)
        self._show()
        self.made.emit()

    def _show_note(self, note: str) -> None:
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _show(self) -> None:
        sheets, texts, at = self._pages.sheets, self._pages.texts, self._at
        count = len(sheets)
        total = f"the first {count:,}" if self._pages.has_more else f"{count:,}"
        place = f"Page {at + 1:,} of {total}" if count else ""
        page = PrintedPage(sheets[at]) if count else None
        self._area.page.show_page(page, place or "No page", texts[at] if texts else "")
        self._place.setText("Making the pages…" if self.is_making else place)
        self._previous.setEnabled(at > 0)
        self._next.setEnabled(at + 1 < count)
        self._smaller.setEnabled(bool(count) and self._area.zoom > ZOOMS[0])
        self._larger.setEnabled(bool(count) and self._area.zoom < ZOOMS[-1])
        self._row.setVisible(bool(count) or self.is_making)
        self._fit()
        self.changed.emit()
