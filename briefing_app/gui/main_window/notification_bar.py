"""A bar that shows one notification at a time, with two answers."""

from collections.abc import Callable
from enum import IntEnum, auto
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.labels import text_label


class Topic(IntEnum):
    """What a notification is about, the most important first."""

    RELOAD = auto()
    """The file of the open briefing was replaced; the next slideshow should show the new one."""
    RESUME = auto()
    """The last slideshow stopped unexpectedly."""
    TIMES = auto()
    """A rehearsal has ended, and its times can be shown."""
    PERSONAL_DATA = auto()
    """What belongs to the user can't be read or saved."""


class Notification(NamedTuple):
    """A message that the user can dismiss, or an offer to accept or dismiss.

    Args:
        text: What happened.
        accept_text: The text of the button that accepts; empty if it can only be dismissed.
        on_accept: Called when it is accepted.
        on_dismiss: Called when it is dismissed.
    """

    text: str
    accept_text: str = ""
    on_accept: Callable[[], object] = lambda: None
    on_dismiss: Callable[[], object] = lambda: None


class NotificationBar(QFrame):
    """Shows the most important notification; hidden if there is none.

    There is at most one notification about each topic. The next one is shown when the first is
    answered or withdrawn.

    Args:
        style: Fonts and text size.
        parent: The parent widget.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._notifications: dict[Topic, Notification] = {}
        self.setProperty("look", "header")
        self._text = text_label(self, wraps=True)
        self._accept = _AnswerButton(self)
        self._dismiss = _AnswerButton("Dismiss", self)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._text, 1)
        for button, is_accepted in ((self._accept, True), (self._dismiss, False)):
            button.setProperty("look", "quiet")
            button.clicked.connect(
                lambda _=False, is_accepted=is_accepted: self._answer(is_accepted=is_accepted)
            )
            self._row.addWidget(button)
        style.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def focus(self) -> None:
        """Move the keyboard focus to the first answer."""
        button = self._dismiss if self._accept.isHidden() else self._accept
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_tab_position(self, previous: QWidget) -> None:
        """Let Tab lead from another widget to the answers."""
        QWidget.setTabOrder(previous, self._accept)
        QWidget.setTabOrder(self._accept, self._dismiss)

    @property
    def topics(self) -> frozenset[Topic]:
        """What there are notifications about, shown or not."""
        return frozenset(self._notifications)

    def notify(self, topic: Topic, notification: Notification) -> None:
        """Add a notification. It replaces an earlier one about the same topic."""
        self._notifications[topic] = notification
        self._show_first()

    def withdraw(self, topic: Topic) -> None:
        """Remove the notification about a topic, if there is one."""
        if self._notifications.pop(topic, None) is not None:
            self._show_first()

    def _show_first(self) -> None:
        if self._notifications:
            notification = self._notifications[min(self._notifications)]
            self._text.setText(notification.text)
            self._accept.setText(notification.accept_text)
            self._accept.setVisible(bool(notification.accept_text))
            for button in (self._accept, self._dismiss):
                button.setAccessibleDescription(notification.text)
        self.setVisible(bool(self._notifications))

    def _answer(self, *, is_accepted: bool) -> None:
        notification = self._notifications.pop(min(self._notifications))
        # Hiding takes the keyboard focus away: the next notification isn't answered by accident.
        self.hide()
        self._show_first()
        if is_accepted:
            notification.on_accept()
        else:
            notification.on_dismiss()

    def _restyle(self) -> None:
        px = self._style.px
        self._row.setContentsMargins(px(20), px(6), px(12), px(6))
        self._row.setSpacing(px(10))
        self._text.setFont(self._style.font(TextRole.CONTROL))


class _AnswerButton(QPushButton):
    """A button that a double click presses once: the next notification may be under the mouse."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802, Qt's name
        """Ignore the second press of a double click."""
        event.accept()
