"""The base class of the small windows."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.style import Style
from briefing_app.gui.widgets.focus_ring import FocusRingPage

_AROUND: Final = 80  # pixels of the screen that a window leaves free, for its frame and the desktop


_NARROWEST: Final = 280  # pixels at 100 % text size


def fit(window: QWidget, wanted: QSize, given: QSize, *, needed: int = 0) -> QSize:
    """Give a window its size, whole on its screen; one that the user gave it stays.

    Args:
        window: The window.
        wanted: The size that it has, if the screen has the room.
        given: The size that it was given here before; an empty one at first.
        needed: Its least width, as far as the screen has it.

    Returns:
        The size that it is given.
    """
    screen = window.screen().availableGeometry()
    room = screen.size() - QSize(_AROUND, _AROUND)
    size = window.size()
    window.setMinimumWidth(min(needed, room.width()))
    if given.isEmpty() or size == given:
        size = given = wanted.boundedTo(room)
    window.resize(size.boundedTo(room))
    if window.isVisible():
        frame = window.frameGeometry()
        place = QRect(frame)
        place.moveRight(min(place.right(), screen.right()))
        place.moveBottom(min(place.bottom(), screen.bottom()))
        place.moveLeft(max(place.left(), screen.left()))
        place.moveTop(max(place.top(), screen.top()))
        window.move(window.pos() + place.topLeft() - frame.topLeft())
    return given


class ResizableDialog(QDialog):
    """A page that scrolls, over a button that closes the window.

    Args:
        title: The window's title.
        size: Its size at 100 % text size; the screen may have less.
        style: Colours, fonts and text size.
        parent: The main window.
    """

    def __init__(self, title: str, size: QSize, style: Style, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._style = style
        self._wanted = size
        self._given = QSize()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        if parent is not None:
            self.addActions(parent.actions())  # the keys for the text size
        self._area = FocusRingPage(style, self)
        self._area.setAccessibleName(title)
        # Put in its place before anything stands on it: where there is a style sheet, Qt takes the
        # fonts from labels that are moved along with it.
        self._page = QWidget(self._area)
        self._area.show_page(self._page)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._buttons.rejected.connect(self.reject)
        self._close = self._buttons.button(QDialogButtonBox.StandardButton.Close)
        self._close.setIcon(QIcon())  # some desktops would put one of their own there
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._area, 1)
        self._rows.addWidget(self._buttons)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the keyboard scrolls where there is something to scroll."""
        super().showEvent(event)
        if not event.spontaneous():
            scrolls = self._area.focusPolicy() is not Qt.FocusPolicy.NoFocus
            (self._area if scrolls else self._close).setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_style(self) -> None:
        """Take the style that is in force, now and whenever it changes."""
        self._style.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        px = self._style.px
        self._rows.setContentsMargins(px(20), px(16), px(20), px(16))
        self._rows.setSpacing(px(12))
        page = self._page.minimumSizeHint().width()
        bar = self._area.verticalScrollBar().sizeHint().width()
        # The page scrolls up and down only.
        needed = max(page + bar + 2 * px(20), px(_NARROWEST))
        wanted = QSize(px(self._wanted.width()), px(self._wanted.height()))
        self._given = fit(self, wanted, self._given, needed=needed)
