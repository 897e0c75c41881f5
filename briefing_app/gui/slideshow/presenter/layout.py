"""Arranges the parts of the presenter view: the same in all states of a slideshow."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.gui.look import look, scale
from briefing_app.gui.slideshow.presenter.buttons import CommandButtons
from briefing_app.gui.slideshow.presenter.message_band import MessageBand
from briefing_app.gui.slideshow.presenter.notes import NotesPanel
from briefing_app.gui.slideshow.presenter.slide_lists import Filmstrip
from briefing_app.gui.slideshow.presenter.slides import (
    CurrentSlidePanel,
    NextSlidePanel,
    ThisSlidePanel,
)
from briefing_app.gui.slideshow.presenter.timer_bar import TimerBar
from briefing_app.layout.page import ASPECT

_SPACIOUS_SIZE_PX: Final = (1000, 700)  # at 100 % text size
_FILMSTRIP_FROM_PX: Final = 1000  # the height of the window
_COLUMN_SHARE: Final = 0.485
"""The largest share of the width for the slides; the notes have the rest."""
_CURRENT_SHARE: Final = 0.68
"""The share of the slides' height that the current slide has; the next slide has the rest."""
_SPARE_SHARE: Final = 0.08
"""The share of a small window's width that may be empty beside the current slide."""
_THIS_SLIDE_WIDTH_PX: Final = 200  # at 100 % text size; for a countdown and its widest button
_MIN_HEIGHT_FOR_TWO_LINES_PX: Final = 295  # at 100 % text size; of messages
_MIN_NEXT_WIDTH_PX: Final = 96


@dataclass(frozen=True, slots=True)
class PresenterParts:
    """The parts of the presenter view, in the order in which they are read."""

    timer_bar: TimerBar
    current: CurrentSlidePanel
    next: NextSlidePanel
    this_slide: ThisSlidePanel
    notes: NotesPanel
    band: MessageBand
    filmstrip: Filmstrip
    buttons: CommandButtons


class PresenterLayout:
    """Puts the parts into their places, which depend on the sizes of window, text and slides only.

    Args:
        window: The presenter view.
        parts: Its parts.
    """

    def __init__(self, window: QWidget, parts: PresenterParts) -> None:
        self._window = window
        self._parts = parts
        self._button_rows = [parts.buttons, parts.this_slide.own.buttons]
        self.body = _Body(window, parts)
        """The area of slides and notes."""
        self._rows = QVBoxLayout(window)
        self._rows.addWidget(parts.timer_bar)
        self._rows.addWidget(self.body, 1)
        for part in (parts.band, parts.filmstrip, parts.buttons):
            self._rows.addWidget(part)
            part.raise_()  # screen readers read from back to front

    def fit(self) -> None:
        """Use what suits the size of the window and of the text."""
        parts, height = self._parts, self._window.height()
        width_needed, height_needed = map(look().px, _SPACIOUS_SIZE_PX)
        is_spacious = self._window.width() >= width_needed and height >= height_needed
        horizontal, vertical, spacing = (24, 14, 10) if is_spacious else (14, 6, 4)
        scale(self._rows.setContentsMargins, horizontal, vertical, horizontal, vertical)
        scale(self._rows.setSpacing, spacing)
        parts.filmstrip.setVisible(height >= _FILMSTRIP_FROM_PX)
        parts.filmstrip.fit(height)
        for row in self._button_rows:
            row.set_spacious(spacing, is_spacious=is_spacious and row is parts.buttons)
            row.fit()
        parts.timer_bar.fit(height, is_spacious=is_spacious)
        parts.notes.set_spacious(is_spacious=is_spacious)
        parts.this_slide.set_spacious(is_spacious=is_spacious)
        lines = 2 if height >= look().px(_MIN_HEIGHT_FOR_TWO_LINES_PX) else 1
        parts.band.fit(lines)
        self.body.fit(is_spacious=is_spacious)


class _Body(QWidget):
    """The current slide above the next one and what is shown of this slide; notes beside them."""

    def __init__(self, parent: QWidget, parts: PresenterParts) -> None:
        super().__init__(parent)
        self._parts = parts
        self._is_spacious = True
        self._slides = QWidget(self)
        self._below = QHBoxLayout()
        self._below.addWidget(parts.next)
        self._below.addWidget(parts.this_slide, 1)
        self._column = QVBoxLayout(self._slides)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(parts.current)
        self._column.addLayout(self._below, 1)
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self._slides)
        self._columns.addWidget(parts.notes, 1)

    def fit(self, *, is_spacious: bool) -> None:
        """Use full or small distances, and share the space between slides and notes."""
        self._is_spacious = is_spacious
        scale(self._columns.setSpacing, 24 if is_spacious else 12)
        scale(self._column.setSpacing, 12 if is_spacious else 6)
        scale(self._below.setSpacing, 16 if is_spacious else 8)
        self._parts.current.position.setFixedHeight(self._parts.notes.heading_height)
        self._share_space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_space()

    def _share_space(self) -> None:
        """Give the slides the largest sizes that keep their shape; the rest follows from them."""
        parts, most = self._parts, round(_COLUMN_SHARE * self.width())
        height = self.height() - parts.current.heading_height - self._column.spacing()
        below = max(
            parts.this_slide.minimumSizeHint().height(),
            parts.next.heading_height + round((1 - _CURRENT_SHARE) * height),
        )
        current = min(height - below, round(most / ASPECT))
        spare = 0 if self._is_spacious else round(_SPARE_SHARE * self.width())
        this_width = look().px(_THIS_SLIDE_WIDTH_PX) + self._below.spacing()
        needed = _MIN_NEXT_WIDTH_PX + this_width
        width = max(needed, min(most, round(current * ASPECT) + spare))
        next_height = height - current - parts.next.heading_height
        next_width = min(round(next_height * ASPECT), (width - self._below.spacing()) // 2)
        if width <= 0 or current <= 0:
            return  # not laid out yet
        parts.current.slide.setFixedHeight(current)
        parts.next.setFixedWidth(max(_MIN_NEXT_WIDTH_PX, min(next_width, width - this_width)))
        self._slides.setFixedWidth(width)
