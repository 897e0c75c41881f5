"""The right side of the window: the page above the figures, or the figures alone."""

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing_app.gui.look import look
from briefing_app.gui.panes.figures_pane import FiguresPane
from briefing_app.gui.panes.quote_pane import QuotePane

# Pixels at 100 % text size.
_FIGURES_HEIGHT_PX: Final = 230
_LOW_HEIGHT_PX: Final = (
    620  # of the window; the figures give their place to the page in a lower one
)
_LARGE_TEXT: Final = 1.25


class FiguresPlace(Enum):
    """Where the figures are."""

    BELOW = auto()
    """Below the page, at a fixed height."""
    HIDDEN = auto()
    """Nowhere until they are enlarged: the window is low."""
    ENLARGED = auto()
    """In the place of the page."""


class ReadingColumn(QWidget):
    """The page with the words, and the figures below it at a fixed height."""

    enlarged = Signal(bool)
    """Emitted with whether the figures are in the place of the page now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_enlarged = False
        self._is_low = False
        self.quotes = QuotePane(self)
        self.figures = FiguresPane(self)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addWidget(self.quotes, 1)
        self._rows.addWidget(self.figures)
        self._place_figures()

    @property
    def figures_place(self) -> FiguresPlace:
        """Where the figures are now."""
        if self._is_enlarged:
            return FiguresPlace.ENLARGED
        return FiguresPlace.HIDDEN if self._is_low else FiguresPlace.BELOW

    @property
    def is_enlarged(self) -> bool:
        """Whether the figures are in the place of the page."""
        return self._is_enlarged

    def set_enlarged(self, *, is_enlarged: bool) -> None:
        """Put the figures in the place of the page, or back."""
        if is_enlarged != self._is_enlarged:
            self._is_enlarged = is_enlarged
            self._place_figures()
            self.enlarged.emit(is_enlarged)

    def show_figures(self) -> None:
        """Show the figures, enlarged if there is no other place for them."""
        if self._is_low:
            self.set_enlarged(is_enlarged=True)

    def fit(self, window_size: QSize) -> None:
        """Adapt to the size of the window and of the text."""
        least, height = _LOW_HEIGHT_PX, window_size.height()
        is_large = look().scale > _LARGE_TEXT
        self._is_low = height < (look().px(least) if is_large else least)
        self._place_figures()

    def _place_figures(self) -> None:
        place = self.figures_place
        self.quotes.setVisible(place is not FiguresPlace.ENLARGED)
        self.figures.setVisible(place is not FiguresPlace.HIDDEN)
        if place is FiguresPlace.BELOW:
            self.figures.setFixedHeight(look().px(_FIGURES_HEIGHT_PX))
        else:
            self.figures.setMinimumHeight(0)
            self.figures.setMaximumHeight(16_777_215)
