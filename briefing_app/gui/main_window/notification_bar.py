"""One quiet line that offers something; it never gets in anybody's way."""

from collections.abc import Callable
from enum import IntEnum, auto
from typing import NamedTuple

from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.labels import text_label


class Topic(IntEnum):
    """What an offer is about. Of several offers the first of these is seen."""

    RELOAD = auto()
    """The open briefing was built again: a show that goes on is to be of the new one."""
    GO_ON = auto()
    """A show ended unforeseen."""


class Notification(NamedTuple):
    """Something that is offered.

    Args:
        sentence: What it is, and why.
        caption: What stands on the button that takes it.
        take: Called when it is taken.
        decline: Called when it is declined.
    """

    sentence: str
    caption: str
    take: Callable[[], object]
    decline: Callable[[], object] = lambda: None


class NotificationBar(QFrame):
    """A sentence with a button that takes the offer and one that declines it.

    There is one offer at most about each topic. What another one stands before is seen when that
    is answered or withdrawn.

    Args:
        style: Fonts and text size.
        parent: As in Qt.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._offers: dict[Topic, Notification] = {}
        self.setProperty("look", "header")
        self._text = text_label(self, wraps=True)
        self._taken = _AnswerButton(self)
        self._declined = _AnswerButton("No, thanks", self)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._text, 1)
        for button, answer in ((self._taken, True), (self._declined, False)):
            button.setProperty("look", "pill")
            button.clicked.connect(lambda _=False, answer=answer: self._answer(taken=answer))
            self._row.addWidget(button)
        style.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    @property
    def topics(self) -> frozenset[Topic]:
        """What is offered, seen or not."""
        return frozenset(self._offers)

    def offer(self, topic: Topic, offer: Notification) -> None:
        """Offer something, in place of what was offered about the same before."""
        self._offers[topic] = offer
        self._show_first()

    def withdraw(self, topic: Topic) -> None:
        """Offer it no longer, if it was offered."""
        if self._offers.pop(topic, None) is not None:
            self._show_first()

    def _show_first(self) -> None:
        if self._offers:
            offer = self._offers[min(self._offers)]
            self._text.setText(offer.sentence)
            self._taken.setText(offer.caption)
            self._taken.setAccessibleDescription(offer.sentence)
        self.setVisible(bool(self._offers))

    def _answer(self, *, taken: bool) -> None:
        offer = self._offers.pop(min(self._offers))
        self.hide()  # takes the keyboard away: the next answer is to the next offer, and deliberate
        self._show_first()
        if taken:
            offer.take()
        else:
            offer.decline()

    def _restyle(self) -> None:
        px = self._style.px
        self._row.setContentsMargins(px(16), px(6), px(16), px(6))
        self._row.setSpacing(px(10))
        self._text.setFont(self._style.font(TextRole.CONTROL))


class _AnswerButton(QPushButton):
    """Pressed once by a double click: the second half may stand under the next offer."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802, Qt's name
        """Qt: would press it again."""
        event.accept()
