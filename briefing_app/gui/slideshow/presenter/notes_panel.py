"""The notes in the presenter view, with their heading and the buttons for their size."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.heading import AccessibleHeading
from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.slideshow.presenter.notes_view import NotesView
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.elided_label import ElidedLabel
from briefing_app.model.palette import Theme

_CARD_BORDERS_PX: Final = 2


class _ElidedHeading(AccessibleHeading, ElidedLabel):
    """A heading that gives way to the buttons beside it."""


class NotesPanel(QWidget):
    """A card with the notes of the current slide.

    Args:
        style: Fonts and text size.
        theme: The presenter view's colours.
        parent: The presenter view.
    """

    size_change_requested = Signal(int)
    """Emitted with 1 if larger notes were requested, or with -1 for smaller ones."""

    def __init__(self, style: Style, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self.setAccessibleName("Notes")
        self._heading = _ElidedHeading(self, short_text="Notes")
        self._heading.setText("Notes — only you see these")
        self._heading_row = QHBoxLayout()
        self._heading_row.addWidget(self._heading, 1)
        self._heading_row.addWidget(self._size_button("A−", "Smaller notes", "-", -1))
        self._heading_row.addWidget(self._size_button("A+", "Larger notes", "+", 1))
        card = QFrame(self)
        card.setProperty("look", "card")
        self.view = NotesView(style, theme, card)
        self._card_rows = QVBoxLayout(card)
        self._card_rows.addWidget(self.view)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(self._heading_row)
        self._rows.addWidget(card, 1)

    @property
    def frame_height(self) -> int:
        """The height of everything in the panel except the lines of the notes."""
        heading = self._heading_row.sizeHint().height() + self._rows.spacing()
        margins = self._card_rows.contentsMargins()
        card = margins.top() + margins.bottom() + _CARD_BORDERS_PX
        return heading + card + self.view.vertical_margins

    def set_spacious(self, *, is_spacious: bool) -> None:
        """Use the full margins around the notes, or small ones if space is scarce."""
        px = self._style.px
        vertical = px(12 if is_spacious else 4)
        self._card_rows.setContentsMargins(px(16), vertical, px(8), vertical)

    def restyle(self, theme: Theme) -> None:
        """Follow a change of text size or theme."""
        self._heading.setFont(self._style.font(TextRole.SMALL))
        self.view.restyle(theme)

    def _size_button(self, caption: str, name: str, key: str, by: int) -> QPushButton:
        button = quiet_button(caption, self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({key})")
        button.clicked.connect(lambda: self.size_change_requested.emit(by))
        return button
