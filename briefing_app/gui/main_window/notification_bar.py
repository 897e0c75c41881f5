"""A bar that shows one notification at a time, with its answers."""

from collections.abc import Callable, Sequence
from enum import IntEnum, auto
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from briefing_app.gui.accessibility.announcements import announce
from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.widgets.labels import text_label


class Topic(IntEnum):
    """What a notification is about, the most important first."""

    RELOAD = auto()
    """The file of the open briefing was replaced; the next slideshow should show the new one."""
    RESUME = auto()
    """The last slideshow stopped unexpectedly."""
    RECORDED = auto()
    """A slideshow has ended, and what was recorded in it can be shown."""
    PERSONAL_DATA = auto()
    """What belongs to the user can't be read or saved."""
    IDENTITY = auto()
    """The force's identity can't be shown."""


class Offer(NamedTuple):
    """Something that the program can do about a notification.

    Args:
        text: The text of its button.
        accept: Called when it is accepted.
    """

    text: str
    accept: Callable[[], object]


class Notification(NamedTuple):
    """A message that the user can dismiss, with offers to accept.

    Args:
        text: What happened.
        offers: What the program can do about it. The notification is answered when all are
            accepted.
        on_dismiss: Called when it is dismissed.
    """

    text: str
    offers: Sequence[Offer] = ()
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
        self._previous: QWidget = self  # from which Tab leads to the answers
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._text, 1)
        self._accept_buttons: list[QPushButton] = []
        self._dismiss = self._add_button("Dismiss")
        self._dismiss.clicked.connect(self._dismiss_first)
        style.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def focus(self) -> None:
        """Move the keyboard focus to the first answer."""
        self._buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_tab_position(self, previous: QWidget) -> None:
        """Let Tab lead from another widget to the answers."""
        self._previous = previous
        self._order_for_tab()

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

    @property
    def _buttons(self) -> list[QPushButton]:
        """The buttons that are shown."""
        accept_buttons = (each for each in self._accept_buttons if not each.isHidden())
        return [*accept_buttons, self._dismiss]

    def _show_first(self) -> None:
        if self._notifications:
            notification = self._notifications[min(self._notifications)]
            if notification.text != self._text.text():
                self._text.setText(notification.text)
                announce(notification.text, self)
            self._show_offers(notification.offers)
            for button in self._buttons:
                button.setAccessibleDescription(notification.text)
        else:
            self._text.clear()
        self.setVisible(bool(self._notifications))

    def _show_offers(self, offers: Sequence[Offer]) -> None:
        while len(self._accept_buttons) < len(offers):
            at = len(self._accept_buttons)
            button = self._add_button("", before=self._dismiss)
            button.clicked.connect(lambda _=False, at=at: self._accept(at))
            self._accept_buttons.append(button)
            self._order_for_tab()
        for at, button in enumerate(self._accept_buttons):
            button.setVisible(at < len(offers))
            if at < len(offers):
                button.setText(offers[at].text)

    def _accept(self, at: int) -> None:
        """Accept an offer of the notification that is shown."""
        topic = min(self._notifications)
        notification = self._notifications[topic]
        offer = notification.offers[at]
        left = [each for each in notification.offers if each is not offer]
        if left:
            self._notifications[topic] = notification._replace(offers=left)
        else:
            del self._notifications[topic]
        self._show_next()
        offer.accept()

    def _dismiss_first(self) -> None:
        notification = self._notifications.pop(min(self._notifications))
        self._show_next()
        notification.on_dismiss()

    def _show_next(self) -> None:
        # Hiding takes the keyboard focus away: the next notification isn't answered by accident.
        self.hide()
        self._show_first()

    def _add_button(self, text: str, before: QWidget | None = None) -> QPushButton:
        button = _AnswerButton(text, self)
        button.setProperty("look", "quiet")
        at = -1 if before is None else self._row.indexOf(before)
        self._row.insertWidget(at, button)
        return button

    def _order_for_tab(self) -> None:
        for before, after in pairwise((self._previous, *self._accept_buttons, self._dismiss)):
            QWidget.setTabOrder(before, after)

    def _restyle(self) -> None:
        px = self._style.px
        self._row.setContentsMargins(px(20), px(6), px(12), px(6))
        self._row.setSpacing(px(10))
        self._text.setFont(self._style.font(TextRole.CONTROL))


class _AnswerButton(QPushButton):
    """A button that a double click presses once: the next notification may be under the mouse."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ignore the second press of a double click."""
        event.accept()
