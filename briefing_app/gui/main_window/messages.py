"""What the window says: notifications, the status bar, and the page that explains an error."""

from collections.abc import Callable, Sequence
from enum import IntEnum, auto
from itertools import pairwise
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStatusBar,
    QVBoxLayout,
    QWidget,
)

from briefing_app.database.reader import Briefing
from briefing_app.errors import BriefingError, InvalidBriefingError
from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look, scale, set_role
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import ElidedLabel, heading_label, text_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.model.wording import counted, verification_status


class Topic(IntEnum):
    """What a notification is about, the most important first."""

    RELOAD = auto()
    """The file of the open briefing was replaced; the next slideshow should show the new one."""
    SEARCH = auto()
    """The open briefing can't be searched."""
    RESUME = auto()
    """The last slideshow stopped unexpectedly."""
    PERSONAL_DATA = auto()
    """What belongs to the user can't be read or saved."""


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


_LEAST_TEXT_WIDTH: Final = 300  # pixels at 100 % text size; with less, buttons are below the text


class NotificationBar(QFrame):
    """Shows the most important notification; hidden if there is none.

    It covers the foot of the page, which then scrolls further, but no control. Nothing moves when
    it appears.

    There is at most one notification about each topic. The next one is shown when the first is
    answered or withdrawn.
    """

    changed = Signal()
    """Emitted when it may need another place, because it shows something else."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._notifications: dict[Topic, Notification] = {}
        self.setProperty("look", "footer")
        self._text = text_label(self, wraps=True)
        self._previous: QWidget = self  # from which Tab leads to the answers
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        # The texts of the answers, not their edges, are flush with what is above and below.
        side = 20 - QUIET_PADDING_X
        scale(self._row.setContentsMargins, side, 6, side, 6)
        scale(self._text.setContentsMargins, QUIET_PADDING_X, 0, 0, 0)
        self._row.addWidget(self._text, 1)
        self._answers = FlowRow(self, spacing=10)
        self._row.addWidget(self._answers)
        self._accept_buttons: list[_AnswerButton] = []
        self._dismiss = _AnswerButton("Dismiss", self._answers)
        self._answers.add(self._dismiss)
        self._dismiss.clicked.connect(self._dismiss_first)
        self.hide()

    def fit(self, width: int) -> int:
        """Adapt to a width in pixels, and return the height for it."""
        direction = QBoxLayout.Direction
        beside = width - self._answers.sizeHint().width()
        is_narrow = beside < look().px(_LEAST_TEXT_WIDTH)
        self._row.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        self._row.setSpacing(look().px(4 if is_narrow else 10))
        return self.heightForWidth(width)  # with the border

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
    def _buttons(self) -> list["_AnswerButton"]:
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
        self.changed.emit()

    def _show_offers(self, offers: Sequence[Offer]) -> None:
        while len(self._accept_buttons) < len(offers):
            at = len(self._accept_buttons)
            button = _AnswerButton("", self._answers)
            self._answers.add_before(self._dismiss, button)
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

    def _order_for_tab(self) -> None:
        for before, after in pairwise((self._previous, *self._accept_buttons, self._dismiss)):
            QWidget.setTabOrder(before, after)


class _AnswerButton(QPushButton):
    """A button that a double click presses once: the next notification may be under the mouse."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setProperty("look", "quiet")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ignore the second press of a double click."""
        event.accept()


_WIDTH_FOR_OFFLINE: Final = 800  # pixels of the window at 100 % text size


class StatusBar(QStatusBar):
    """Shows the open file, and the text size if it isn't 100 %.

    Args:
        is_private: Whether it is a private session, which the status bar says as long as it lasts.
        is_first_start: Whether it says what the most important keys do.
    """

    def __init__(
        self, parent: QWidget, *, is_private: bool = False, is_first_start: bool = False
    ) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._file, self._running_order = ElidedLabel(self), ElidedLabel(self)
        self._has_running_order = False
        self._offline, self._scale = QLabel("Works offline", self), QLabel(self)
        self._private = QLabel("Private session: nothing is kept", self)
        self._private.setVisible(is_private)
        self.addWidget(self._file)
        self.addWidget(self._running_order)
        # Leftmost at the right, so that nothing moves when it goes.
        self._first_steps = QLabel("F5 starts the slideshow · F1 opens the guide", self)
        self._is_first_start = is_first_start
        self._first_steps.setVisible(is_first_start)
        self.addPermanentWidget(self._first_steps)
        self.addPermanentWidget(self._scale)
        self.addPermanentWidget(self._offline)
        if is_private:
            self.addPermanentWidget(self._private)
        labels = (self._file, self._running_order, self._first_steps, self._scale, self._offline)
        for label in (*labels, self._private):
            set_role(label, TextRole.SMALL)
            scale(label.setContentsMargins, 8, 4, 8, 4)
        set_role(self._private, TextRole.STRONG)
        scale(self.setContentsMargins, 10, 0, 10, 0)
        look().changed.connect(self._show_scale)
        self._show_scale()

    def show_briefing(self, briefing: Briefing) -> None:
        """Show the file of a briefing and whether its quotes were checked."""
        parts = (briefing.path.name, verification_status(briefing.report))
        self._file.setText(" · ".join(filter(None, parts)))
        self.show_running_order("")

    def show_running_order(self, text: str) -> None:
        """Show how the running order differs from the briefing's own; hide it if empty."""
        self._running_order.setText(text)
        self._has_running_order = bool(text)
        self._running_order.setVisible(self._has_running_order and not self._file.isHidden())

    def set_briefing_shown(self, is_shown: bool) -> None:
        """Show or hide what concerns the open briefing."""
        self._file.setVisible(is_shown)
        self._running_order.setVisible(is_shown and self._has_running_order)

    def end_first_start(self) -> None:
        """Hide the line about keys: one of them was used."""
        self._is_first_start = False
        self._first_steps.hide()

    def fit(self, width: int) -> None:
        """Hide the least important text if the window is narrow."""
        has_space = width >= look().px(_WIDTH_FOR_OFFLINE)
        self._offline.setVisible(has_space and self._private.isHidden())
        self._first_steps.setVisible(has_space and self._is_first_start)

    def _show_scale(self) -> None:
        self._scale.setText(f"Text {round(look().scale * 100)} %")
        self._scale.setVisible(look().scale != 1)


_MAX_PROBLEMS: Final = 8


class ErrorPage(QWidget):
    """Says which file can't be opened, why, and what to do next, with a button for each choice."""

    open_requested = Signal()
    open_bundled_requested = Signal()
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._area = ScrollArea(self)
        self._page = QWidget(self._area.viewport())
        self._card = QFrame(self._page)
        self._card.setProperty("look", "card")
        self._title = heading_label(
            self._card, "This briefing can’t be opened", role=TextRole.TITLE
        )
        self._file = PlainText(self._card, TextRole.STRONG)
        self._what = PlainText(self._card, TextRole.BODY)
        self._list = PlainText(self._card, TextRole.SMALL)
        self._remedy = PlainText(self._card, TextRole.BODY)
        self._open = QPushButton("Open another briefing…", self._card)
        self._open.setProperty("look", "primary")
        self._bundled = quiet_button("Open the bundled briefing", self._card)
        self._back = quiet_button("Back to the open briefing", self._card)
        self._buttons = FlowRow(self._card)
        for button in (self._open, self._bundled, self._back):
            self._buttons.add(button)
        self._build_layout()
        self._open.clicked.connect(self.open_requested)
        self._bundled.clicked.connect(self.open_bundled_requested)
        self._back.clicked.connect(self.back_requested)

    def _build_layout(self) -> None:
        rows = QVBoxLayout(self._card)
        scale(rows.setContentsMargins, 28, 24, 28, 24)
        scale(rows.setSpacing, 12)
        for label in (self._title, self._file, self._what, self._list, self._remedy):
            rows.addWidget(label)
        rows.addWidget(self._buttons)
        outer = QVBoxLayout(self._page)
        scale(outer.setContentsMargins, 16, 16, 16, 16)
        outer.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._card, 6)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(2)
        self._area.set_page(self._page)
        area_layout = QVBoxLayout(self)
        area_layout.setContentsMargins(0, 0, 0, 0)
        area_layout.addWidget(self._area)

    def keep_foot(self, height: int) -> None:
        """Keep a height in pixels at the foot free for what is over it."""
        self._area.keep_foot(height)

    def show_error(self, error: BriefingError, *, can_go_back: bool) -> None:
        """Show why a file can't be opened.

        Args:
            error: What is wrong with it.
            can_go_back: Whether there is an open briefing to return to.
        """
        self._back.setVisible(can_go_back)
        self._show_texts(error)
        self._card.setAccessibleName(self._title.text())
        self._card.setAccessibleDescription(f"{error.path}. {error.what} {error.remedy}")
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_texts(self, error: BriefingError) -> None:
        what, lines = error.what, []
        if isinstance(error, InvalidBriefingError):
            problems = error.problems
            what = f"{counted(len(problems), 'problem')} in this briefing:"
            lines = [f"• {problem}" for problem in problems[:_MAX_PROBLEMS]]
            if more := len(problems) - len(lines):
                lines.append(f"and {more:,} more. Run “briefing-app check” to list them all.")
        self._file.show_text(str(error.path))
        self._what.show_text(what)
        self._list.show_text("\n".join(lines))
        self._list.setVisible(bool(lines))
        remedy = f"{error.remedy} Nothing was changed.".strip()
        self._remedy.show_text(remedy)
