"""The current and the next slide in the presenter view."""

from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.gui.look import TextRole, look, set_look, set_role
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.gui.slideshow.presenter.arrangement import MIN_NEXT_HEIGHT_PX
from briefing_app.gui.widgets.labels import ElidedLabel, heading_label, text_label
from briefing_app.layout.page import ASPECT_RATIO
from briefing_app.model.slideshow.ink import Ink
from briefing_app.model.slideshow.state import AudienceView
from briefing_app.model.slideshow.time import CountdownFace


class CurrentSlidePanel(QWidget):
    """Shows the current slide with its position. Below it is room for other small slides."""

    pointer_moved = Signal(QPointF)
    """Emitted with the point of the page that the mouse is over."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._status = ""
        self.setAccessibleName("On screen")
        self._heading = heading_label(self, look="muted", role=TextRole.SMALL, wraps=True)
        self._position = text_label(self, look="muted", role=TextRole.SMALL)
        self._heading_row = QHBoxLayout()
        self._heading_row.addWidget(self._heading, 1)
        self._heading_row.addWidget(self._position)
        self.slide = _Preview(self)
        """The current slide."""
        self._frozen = _FrozenPreview(self)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(self._heading_row)
        self._rows.addWidget(self.slide, 1)
        self._rows.addWidget(self._frozen)
        self.slide.pointer_moved.connect(self.pointer_moved)

    @property
    def position_width(self) -> int:
        """The width that the position needs."""
        return self._position.sizeHint().width()

    @property
    def heading_height(self) -> int:
        """The height of the heading and the gap below it."""
        return self._position.fontMetrics().height() + self.spacing

    @property
    def spacing(self) -> int:
        """The distance between the slide and what is below it."""
        return self._rows.spacing()

    def show_page(self, position: str, shown: Shown) -> None:
        """Show a page, and its position in words."""
        self._position.setText(position)
        self.slide.show_page(shown)

    def show_status(self, status: str) -> None:
        """Show what the audience sees. An empty text means that it sees this slide."""
        self._status = status or "On screen"
        self._heading.setText(self._status)
        set_look(self._heading, "attention" if status else "muted")

    def show_frozen(self, view: AudienceView | None, pages: SlidePages) -> None:
        """Show what a frozen audience sees, or nothing if the audience isn't frozen."""
        self._frozen.show_view(view, pages)

    def fit_frozen(self, height: int, *, has_space: bool) -> None:
        """Set the height of the frozen slide, and whether there is space for it at all."""
        self._frozen.fit(height, has_space=has_space)

    def set_countdown(self, own: CountdownFace | None, audience: CountdownFace | None) -> None:
        """Show a countdown on this slide, and that on the slide of a frozen audience."""
        self.slide.set_countdown(own)
        self._frozen.set_countdown(audience)

    def add_below(self, widget: QWidget) -> None:
        """Put a widget below the slides."""
        self._rows.addWidget(widget)

    def set_heading_visible(self, *, is_visible: bool) -> None:
        """Show or hide the heading. The position stays."""
        self._heading.setVisible(is_visible)

    def fit_heading(self) -> None:
        """Put the heading and the position into one line if both fit."""
        heading = self._heading.fontMetrics().horizontalAdvance(self._status)
        needed = heading + self.position_width + self._heading_row.spacing()
        direction = QBoxLayout.Direction
        fits = needed <= self.width()
        self._heading_row.setDirection(direction.LeftToRight if fits else direction.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_heading()


class _Preview(SlideView):
    """A slide that reports where the mouse is on it."""

    pointer_moved = Signal(QPointF)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, surround=None, at_top=True)
        self.setMouseTracking(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.mouse_point(event.position())
        if at is not None:
            self.pointer_moved.emit(at)


class _FrozenPreview(QWidget):
    """A small slide with a label beside it. It is visible while the audience is frozen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_frozen = False
        self._has_space = True
        self.setAccessibleName("The audience sees")
        self._slide = SlideView(self, surround=None, at_top=True)
        label = text_label(
            self, "The audience sees", look="attention", role=TextRole.SMALL, wraps=True
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._slide)
        row.addWidget(label, 1)
        self.hide()

    def show_view(self, view: AudienceView | None, pages: SlidePages) -> None:
        self._is_frozen = view is not None
        if view is not None:
            self._slide.show_page(pages.shown(view.position, view.said))
            self._slide.set_ink(view.ink)
            self._slide.set_blank(view.blank)
        self.setVisible(self._is_frozen and self._has_space)

    def set_countdown(self, face: CountdownFace | None) -> None:
        self._slide.set_countdown(face)

    def fit(self, height: int, *, has_space: bool) -> None:
        self._has_space = has_space
        self._slide.setFixedSize(ceil(height * ASPECT_RATIO), height)
        self.setVisible(self._is_frozen and has_space)


_UNLIMITED_SIZE: Final = QSize((1 << 24) - 1, (1 << 24) - 1)  # Qt's QWIDGETSIZE_MAX
_Direction = QBoxLayout.Direction


class NextSlidePanel(QWidget):
    """Shows what the next key press leads to."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Next")
        self._heading = heading_label(self, "Next", look="muted", role=TextRole.SMALL, wraps=True)
        self._name = ElidedLabel(self)
        set_role(self._name, TextRole.SMALL)
        self._preview = SlideView(self, surround=None, at_top=True)
        self._heading_row = QHBoxLayout()
        self._heading_row.addWidget(self._heading, 1)
        self._heading_row.addWidget(self._name)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(self._heading_row)
        self._rows.addWidget(self._preview, 1)

    @property
    def width_when_small(self) -> int:
        """The width of the slide with its name beside it."""
        name_width = max(label.sizeHint().width() for label in (self._name, self._heading))
        return self._preview.width() + self._rows.spacing() + name_width

    def show_page(self, name: str, shown: Shown | None) -> None:
        """Show the next page, or none at the end of the slideshow.

        Args:
            name: What comes next, in words.
            shown: The page, or None.
        """
        self._name.setText(name)
        self._preview.show_page(shown)

    def set_ink(self, ink: Ink | None) -> None:
        """Show what was drawn on the page."""
        self._preview.set_ink(ink)

    def show_large(self, panel_height: int) -> None:
        """Put the name above the slide.

        Args:
            panel_height: The greatest height of the panel.
        """
        self._preview.setMinimumSize(ceil(MIN_NEXT_HEIGHT_PX * ASPECT_RATIO), MIN_NEXT_HEIGHT_PX)
        self._preview.setMaximumSize(_UNLIMITED_SIZE)
        self.setMaximumHeight(panel_height)
        self._rows.setDirection(_Direction.TopToBottom)
        self._rows.setSpacing(-1)
        self._heading_row.setDirection(_Direction.LeftToRight)
        self._heading_row.setSpacing(-1)
        self._heading.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_small(self, slide_height: int, panel_height: int) -> None:
        """Put the name beside the slide.

        Args:
            slide_height: The height of the slide.
            panel_height: The greatest height of the panel.
        """
        self.setMaximumHeight(panel_height)
        self._preview.setFixedSize(ceil(slide_height * ASPECT_RATIO), slide_height)
        self._rows.setDirection(_Direction.RightToLeft)
        self._rows.setSpacing(look().px(10))
        self._heading_row.setDirection(_Direction.TopToBottom)
        self._heading_row.setSpacing(0)
        self._heading.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
