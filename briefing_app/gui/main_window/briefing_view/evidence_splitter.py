"""The right side of the window: the quote above the figures."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QWidget

from briefing_app.gui.look import Style
from briefing_app.gui.main_window import lazy_parts
from briefing_app.gui.panes.quote_pane import QuotePane

if TYPE_CHECKING:
    from briefing_app.gui.panes.figures_pane import FiguresPane

# In a lower window, quote and figures are one page that scrolls. Pixels at 100 % text size.
_MIN_SPLIT_HEIGHT: Final = 600
_EXPECTED_FIGURES_HEIGHT: Final = 300  # until the figures are there
_HANDLE_HEIGHT_PX: Final = 12
_COMPLETE: Final = 0.99  # a share of the height that limits nothing


class EvidenceSplitter(QSplitter):
    """Divides the height between the quote and the figures.

    The quote is as high as its content if the figures still have room for some rows, and the
    figures take the rest. If the user moves the splitter, the quote is at most as high as they left
    it.

    Args:
        style: Colours, fonts and text size.
        parent: As in Qt.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._style = style
        self._share = 1.0  # of the height that the quote may take
        self._is_one_page = False
        self.quotes = QuotePane(style, self)
        self.figures: FiguresPane | None = None
        self._placeholder = QFrame(self)
        self._placeholder.setProperty("look", "card")
        self.addWidget(self.quotes)
        self.addWidget(self._placeholder)
        self.quotes.lower()
        self.setChildrenCollapsible(False)
        self.setHandleWidth(_HANDLE_HEIGHT_PX)
        self.quotes.content_height_changed.connect(self._divide)
        self.splitterMoved.connect(self.keep_share)

    @property
    def share(self) -> float:
        """The share of the height that the quote may take; 1.0 unless the user limited it."""
        return self._share

    def set_share(self, share: float) -> None:
        """Limit the quote to a share of the height."""
        self._share = share
        self._divide()

    def add_figures(self) -> "FiguresPane":
        """Replace the empty card by the figures pane."""
        figures = self.figures = lazy_parts.figures_pane(self._style, self)
        self._placeholder.hide()
        self._placeholder.setParent(None)
        self._placeholder.deleteLater()
        self.addWidget(figures)
        self.quotes.lower()
        figures.least_height_changed.connect(self._divide)
        figures.show()
        self._divide()
        return figures

    def fit(self, height: int) -> None:
        """Adapt to the height of the window."""
        self._is_one_page = height < self._style.px(_MIN_SPLIT_HEIGHT)
        self.quotes.set_full_height(self._is_one_page)
        if self.figures is not None:
            self.figures.set_full_height(self._is_one_page)
        self._divide()

    def keep_share(self) -> None:
        """Remember where the user has moved the splitter."""
        top, bottom = self.sizes()
        is_complete = top >= self.quotes.content_height()
        self.set_share(1.0 if is_complete else top / max(1, top + bottom))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the new height."""
        super().resizeEvent(event)
        self._divide()

    def _divide(self) -> None:
        available = sum(self.sizes())
        if self._is_one_page or not available:
            return
        most = round(self._share * available)
        if self._share >= _COMPLETE:
            least = self._style.px(_EXPECTED_FIGURES_HEIGHT)
            if self.figures is not None:
                least = self.figures.least_height()
            most = max(available - least, available // 2)
        needed = self.quotes.content_height()
        top = min(needed, most)
        self.quotes.set_scrollable(top < needed)
        if top != self.sizes()[0]:
            self.setSizes([top, available - top])
