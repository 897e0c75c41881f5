"""The next slide and its name, in the presenter view."""

from math import ceil
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.slide_pages import Shown
from briefing_app.gui.slideshow.presenter.arrangement import MIN_NEXT_HEIGHT_PX
from briefing_app.gui.widgets.elided_label import ElidedLabel
from briefing_app.gui.widgets.labels import heading_label
from briefing_app.layout.page import ASPECT_RATIO
from briefing_app.model.palette import Theme

if TYPE_CHECKING:  # imported when something is drawn
    from briefing_app.model.slideshow.ink import Ink

_UNLIMITED_SIZE: Final = QSize((1 << 24) - 1, (1 << 24) - 1)  # Qt's QWIDGETSIZE_MAX
_Direction = QBoxLayout.Direction


class NextSlidePanel(QWidget):
    """Shows what the next key press leads to.

    Args:
        style: Fonts and text size.
        theme: The presenter view's colours.
        parent: The presenter view.
    """

    def __init__(self, style: Style, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self.setAccessibleName("Next")
        self._heading = heading_label(self, "Next", look="muted", wraps=True)
        self._name = ElidedLabel(self)
        self._preview = SlideView(self, surround=theme.ground, at_top=True)
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

    def set_ink(self, ink: "Ink | None") -> None:
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
        self._rows.setSpacing(self._style.px(10))
        self._heading_row.setDirection(_Direction.TopToBottom)
        self._heading_row.setSpacing(0)
        self._heading.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)

    def restyle(self, theme: Theme) -> None:
        """Follow a change of text size or theme."""
        self._preview.set_surround(theme.ground)
        for label in (self._heading, self._name):
            label.setFont(self._style.font(TextRole.SMALL))
