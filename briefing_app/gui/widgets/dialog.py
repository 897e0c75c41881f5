"""The base classes of dialogs, and bringing windows to the front."""

from functools import cached_property
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QVBoxLayout, QWidget

from briefing_app.gui.look import look, scale, set_look
from briefing_app.gui.os_integration.application import window_title
from briefing_app.gui.widgets.keys import press_focused_button
from briefing_app.gui.widgets.scroll_area import FocusRingPage, scroll_to_focus

_SCREEN_MARGIN_PX: Final = 80  # left free for the window's frame and the desktop
_MIN_WIDTH_PX: Final = 280  # at 100 % text size


def bring_to_front(window: QWidget) -> None:
    """Show a window in front of the others and give it the keyboard."""
    restore(window)
    window.raise_()
    window.activateWindow()


def restore(window: QWidget) -> None:
    """Show a window, in the size that it had before it was minimised."""
    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()


class Dialog(QDialog):
    """A dialog that has its parent's keys, fits on the screen, and is deleted when it is closed.

    Enter presses the button that has the focus, before the default one.

    Args:
        title: The title, without the program's name.
    """

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._last_size = QSize()  # that was not the user's choice
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(window_title(title))
        if parent is not None:
            self.addActions(parent.actions())  # the keys for the text size

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the focused button with Enter."""
        if not press_focused_button(self, event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        is_moved = super().focusNextPrevChild(forward)
        scroll_to_focus()
        return is_moved

    def _fit_on_screen(self, preferred: QSize, min_width: int = 0) -> None:
        """Resize the dialog so that it fits on its screen. Keep a size that the user chose.

        Args:
            preferred: The size if the screen is large enough, at 100 % text size.
            min_width: The minimum width in pixels if the screen is wide enough.
        """
        screen = self.screen().availableGeometry()
        available = screen.size() - QSize(_SCREEN_MARGIN_PX, _SCREEN_MARGIN_PX)
        size = self.size()
        self.setMinimumWidth(min(min_width, available.width()))
        if self._last_size.isEmpty() or size == self._last_size:
            px = look().px
            wanted = QSize(px(preferred.width()), px(preferred.height()))
            size = self._last_size = wanted.boundedTo(available)
        self.resize(size.boundedTo(available))
        if self.isVisible():
            _move_into_screen(self, screen)


def _move_into_screen(window: QWidget, screen: QRect) -> None:
    frame = window.frameGeometry()
    target = QRect(frame)
    target.moveRight(min(target.right(), screen.right()))
    target.moveBottom(min(target.bottom(), screen.bottom()))
    target.moveLeft(max(target.left(), screen.left()))
    target.moveTop(max(target.top(), screen.top()))
    window.move(window.pos() + target.topLeft() - frame.topLeft())


def separator_line(parent: QWidget) -> QFrame:
    """Return a line across a window, such as above its buttons."""
    line = QFrame(parent)
    line.setProperty("look", "separator")
    line.setFixedHeight(1)
    return line


class ResizableDialog(Dialog):
    """A dialog with a page that scrolls, and below it a row of buttons with Close.

    The button for the one thing to do has the AcceptRole, so that it is the last on the right.

    Args:
        title: The title.
        size: The size at 100 % text size. It is limited to the screen.
    """

    def __init__(self, title: str, size: QSize, parent: QWidget | None) -> None:
        super().__init__(title, parent)
        self._preferred_size = size
        self._area = FocusRingPage(self)
        self._area.setAccessibleName(title)
        # Given its parent before it has children: under a style sheet, labels lose their fonts if
        # they are reparented together with it.
        self._page = QWidget(self._area)
        self._area.set_page(self._page)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.setSpacing(0)
        self._rows = QVBoxLayout()
        frame.addLayout(self._rows, 1)
        scale(self._rows.setContentsMargins, 20, 16, 20, 16)
        scale(self._rows.setSpacing, 12)
        self._rows.addWidget(self._area, 1)

    @cached_property
    def _buttons(self) -> QDialogButtonBox:
        """The buttons below the page.

        They are created when they are first used, after the page: Tab follows that order.
        """
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        scale(buttons.setContentsMargins, 20, 10, 20, 10)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setIcon(QIcon())  # removes the icon that some desktops add
        set_look(close, "quiet")
        return buttons

    def showEvent(self, event: QShowEvent) -> None:
        """Move the keyboard focus to the page if it scrolls, otherwise to the Close button."""
        super().showEvent(event)
        if not event.spontaneous():
            scrolls = self._area.focusPolicy() is not Qt.FocusPolicy.NoFocus
            close = self._buttons.button(QDialogButtonBox.StandardButton.Close)
            (self._area if scrolls else close).setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        """Add the buttons, and fit the size to the page now and at each text size.

        Subclasses call this when the page is complete.
        """
        frame = self.layout()
        assert isinstance(frame, QVBoxLayout)  # noqa: S101, made above
        frame.addWidget(separator_line(self))
        frame.addWidget(self._buttons)
        look().changed.connect(self._fit_size)
        self._fit_size()

    def _fit_size(self) -> None:
        px, margins = look().px, self._rows.contentsMargins()
        page_width = self._page.minimumSizeHint().width()
        bar_width = self._area.verticalScrollBar().sizeHint().width()
        # The page scrolls vertically only.
        needed = max(page_width + bar_width, self._buttons.sizeHint().width())
        min_width = max(needed + margins.left() + margins.right(), px(_MIN_WIDTH_PX))
        self._fit_on_screen(self._preferred_size, min_width)
        self._set_tab_order_of_buttons()

    def _set_tab_order(self, *stops: QWidget) -> None:
        """Let Tab lead through widgets, of which the page may only scroll later."""
        policy = self._area.focusPolicy()
        self._area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # or Qt would ignore the order
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)
        self._area.setFocusPolicy(policy)

    def _set_tab_order_of_buttons(self) -> None:
        """Let Tab reach what the dialog is for before Close, which is to the left of it."""
        close = self._buttons.button(QDialogButtonBox.StandardButton.Close)
        for button in self._buttons.buttons():
            if self._buttons.buttonRole(button) is QDialogButtonBox.ButtonRole.AcceptRole:
                self.setTabOrder(button, close)
