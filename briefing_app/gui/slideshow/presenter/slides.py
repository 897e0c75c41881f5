"""The current and the next slide in the presenter view."""

from typing import Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.gui.look import TextRole, set_look, set_role
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.slide_pages import Shown
from briefing_app.gui.widgets.labels import ElidedLabel, heading_label, text_label

ON_SCREEN: Final = "On screen"


class CurrentSlidePanel(QWidget):
    """Shows the current slide with its position."""

    pointer_moved = Signal(QPointF)
    """Emitted with the point of the page that the mouse is over."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(ON_SCREEN)
        self._heading = heading_label(self, ON_SCREEN, look="muted", role=TextRole.SMALL)
        self._position = text_label(self, look="muted", role=TextRole.SMALL)
        heading_row = QHBoxLayout()
        heading_row.addWidget(self._heading, 1)
        heading_row.addWidget(self._position)
        self.slide = _Preview(self)
        """The current slide."""
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(heading_row)
        self._rows.addWidget(self.slide)
        self.slide.pointer_moved.connect(self.pointer_moved)

    @property
    def heading_height(self) -> int:
        """The height of the heading and the gap below it."""
        return self._position.height() + self._rows.spacing()

    def set_heading_height(self, height: int) -> None:
        """Give the heading the height of another one, so that what is below them is level."""
        self._position.setFixedHeight(height)

    def show_page(self, position: str, shown: Shown) -> None:
        """Show a page, and its position in words."""
        self._position.setText(position)
        self.slide.show_page(shown)

    def show_status(self, status: str) -> None:
        """Show in a few words what the audience sees, or with an empty text that it sees this."""
        self._heading.setText(status or ON_SCREEN)
        set_look(self._heading, "attention" if status else "muted")


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


class NextSlidePanel(QWidget):
    """Shows what the next key press leads to."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Next")
        heading = heading_label(self, "Next", look="muted", role=TextRole.SMALL)
        self._name = ElidedLabel(self)
        self._name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        set_role(self._name, TextRole.SMALL)
        self.slide = SlideView(self, surround=None, at_top=True)
        """The next slide."""
        heading_row = QHBoxLayout()
        heading_row.addWidget(heading)
        heading_row.addWidget(self._name, 1)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(heading_row)
        self._rows.addWidget(self.slide, 1)

    @property
    def heading_height(self) -> int:
        """The height of the heading and the gap below it."""
        return self._name.sizeHint().height() + self._rows.spacing()

    def show_page(self, name: str, shown: Shown | None) -> None:
        """Show the next page, or none at the end of the slideshow.

        Args:
            name: What comes next, in words.
            shown: The page, or None.
        """
        self._name.setText(name)
        self.slide.show_page(shown)
