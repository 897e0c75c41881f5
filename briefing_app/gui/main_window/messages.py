"""What the window says: notifications, the status bar, and the page that explains an error."""

from collections.abc import Callable
from enum import IntEnum, auto
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
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
from briefing_app.gui.widgets.buttons import SinglePressButton, quiet_button
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import ElidedLabel, heading_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.model.wording import counted, verification_status


class Topic(IntEnum):
    """What a notification is about, the most important first."""

    RELOAD = auto()
    """The file of the open briefing was replaced; the next slideshow should show the new one."""
    BUILD = auto()
    """The workbook of the open briefing was saved with mistakes."""
    SEARCH = auto()
    """The open briefing can't be searched."""
    RESUME = auto()
    """The last slideshow stopped unexpectedly."""
    PERSONAL_DATA = auto()
    """What belongs to the user can't be read or saved."""


class Notification(NamedTuple):
    """A message that the user can dismiss.

    Args:
        text: What happened.
        offer: What the program can do about it, the text of a button; empty if nothing.
        accept: Called when that is accepted.
        on_dismiss: Called when the notification is dismissed.
    """

    text: str
    offer: str = ""
    accept: Callable[[], object] = lambda: None
    on_dismiss: Callable[[], object] = lambda: None


_MAX_LINES: Final = 6


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
        row = FlowRow(self, spacing=10, stretches_first=True)
        self._text = ElidedLabel(row, _MAX_LINES)
        self._accept, self._dismiss = SinglePressButton(row), SinglePressButton("Dismiss", row)
        for button in (self._accept, self._dismiss):
            button.setProperty("look", "quiet")
        for widget in (self._text, self._accept, self._dismiss):
            row.add(widget)
        # The texts of the answers, not their edges, are flush with what is above and below.
        side = 20 - QUIET_PADDING_X
        layout = QVBoxLayout(self)
        scale(layout.setContentsMargins, side, 6, side, 6)
        scale(self._text.setContentsMargins, QUIET_PADDING_X, 0, 0, 0)
        layout.addWidget(row)
        self._accept.clicked.connect(self._accept_first)
        self._dismiss.clicked.connect(self._dismiss_first)
        self.hide()

    def focus(self) -> None:
        """Move the keyboard focus to the first answer."""
        first = self._dismiss if self._accept.isHidden() else self._accept
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
            if notification.text != self._text.text():
                self._text.setText(notification.text)
                announce(notification.text, self)
            self._accept.setText(notification.offer)
            self._accept.setVisible(bool(notification.offer))
            for button in (self._accept, self._dismiss):
                button.setAccessibleDescription(notification.text)
        else:
            self._text.clear()
        self.setVisible(bool(self._notifications))
        self.changed.emit()

    def _accept_first(self) -> None:
        self._take_first().accept()

    def _dismiss_first(self) -> None:
        self._take_first().on_dismiss()

    def _take_first(self) -> Notification:
        notification = self._notifications.pop(min(self._notifications))
        # Hiding takes the keyboard focus away: the next notification isn't answered by accident.
        self.hide()
        self._show_first()
        return notification


_FIRST_STEPS: Final = "F5 shows the slides · F1 opens the guide"
_HINT_MS: Final = 20_000
_WIDTH_FOR_OFFLINE: Final = 800  # pixels of the window at 100 % text size


class StatusBar(QStatusBar):
    """Shows the open file, and the text size if it isn't 100 %.

    Args:
        is_private: Whether it is a private session, which the status bar says as long as it lasts.
        is_first_start: Whether it says what the most important keys do.
    """

    def __init__(self, parent: QWidget, *, is_private: bool, is_first_start: bool) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._file, self._running_order = ElidedLabel(self), ElidedLabel(self)
        self._has_running_order = False
        self._has_space = True
        self._offline, self._scale = QLabel("Works offline", self), QLabel(self)
        self._private = QLabel("Private session: nothing is kept", self)
        self._private.setVisible(is_private)
        self.addWidget(self._file)
        self.addWidget(self._running_order)
        # Leftmost at the right, so that nothing moves when it goes.
        self._hint = ElidedLabel(self)
        self._hint.setText(_FIRST_STEPS if is_first_start else "")
        self._hint.setVisible(is_first_start)
        self.addPermanentWidget(self._hint)
        self._hint_timer = QTimer(self)
        self._hint_timer.setSingleShot(True)
        self._hint_timer.setInterval(_HINT_MS)
        self._hint_timer.timeout.connect(self.end_hint)
        self.addPermanentWidget(self._scale)
        self.addPermanentWidget(self._offline)
        if is_private:
            self.addPermanentWidget(self._private)
        labels = (self._file, self._running_order, self._hint, self._scale, self._offline)
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
        if not is_shown:
            self.end_hint()

    def show_hint(self, text: str) -> None:
        """Show a line for some seconds, and announce it."""
        self._hint.setText(text)
        self._hint.setVisible(self._has_space)
        self._hint_timer.start()
        announce(text, self)

    def end_hint(self) -> None:
        """Hide the line about keys: one of them was used, or it was there long enough."""
        self._hint.setText("")
        self._hint.hide()

    def fit(self, width: int) -> None:
        """Hide the least important text if the window is narrow."""
        self._has_space = width >= look().px(_WIDTH_FOR_OFFLINE)
        self._offline.setVisible(self._has_space and self._private.isHidden())
        self._hint.setVisible(self._has_space and bool(self._hint.text()))

    def _show_scale(self) -> None:
        self._scale.setText(f"Text {round(look().text_scale * 100)} %")
        self._scale.setVisible(look().text_scale != 1)


_MAX_PROBLEMS: Final = 8


class ErrorPage(QWidget):
    """Says which file can't be opened, why, and what to do next, with a button for each choice."""

    def __init__(self, parent: QWidget) -> None:
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
        self.open_button = QPushButton("Open another briefing…", self._card)
        self.open_button.setProperty("look", "primary")
        self.bundled_button = quiet_button("Open the bundled briefing", self._card)
        self.back_button = quiet_button("Back to the open briefing", self._card)
        self._buttons = FlowRow(self._card)
        for button in (self.open_button, self.bundled_button, self.back_button):
            self._buttons.add(button)
        self._build_layout()

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
        self.back_button.setVisible(can_go_back)
        self._show_texts(error)
        self._card.setAccessibleName(self._title.text())
        self._card.setAccessibleDescription(f"{error.path}. {error.what} {error.remedy}")
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

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
