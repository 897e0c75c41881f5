"""The two bands of text in the presenter view: the time at the top, and the messages."""

from math import ceil
from typing import Final

from PySide6.QtCore import QLocale, Qt, QTime
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look, scale, set_look, set_role
from briefing_app.gui.slideshow.messages import Messages
from briefing_app.gui.slideshow.presenter.buttons import MIN_TARGET_PX
from briefing_app.gui.slideshow.presenter.status_text import planned_time_announcement
from briefing_app.gui.slideshow.slideshow import Slideshow, SlideTimer
from briefing_app.gui.widgets.labels import (
    ElidedLabel,
    text_label,
    with_even_digits,
)
from briefing_app.gui.widgets.minutes_field import PlannedTimeField
from briefing_app.model.slideshow.pace import Pace, pace
from briefing_app.model.slideshow.time import clock_text

_CLOCK_SIZE_PX: Final = 44  # at 100 % text size
_MIN_WINDOW_HEIGHT_PER_CLOCK_HEIGHT: Final = 11
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TimerBar(QWidget):
    """The clock and its plan on the left, the audience's screen and the time of day on the right.

    Two lines of text beside each clock say what it is. The bar keeps its height. The lines on the
    left give way to those on the right, which can have the hint about S.

    Args:
        parent: The presenter view.
        slideshow: The slideshow, whose planned time is entered here.
        timer: Its time.
    """

    def __init__(self, parent: QWidget, slideshow: Slideshow, timer: SlideTimer) -> None:
        super().__init__(parent)
        self._slideshow = slideshow
        self._timer = timer
        self._elapsed = text_label(self)
        self._elapsed.setAccessibleDescription("Elapsed time")
        self._caption = text_label(self, "elapsed", look="muted")
        self._planned = PlannedTimeField(self)
        self._planned.setProperty("look", "quiet")
        self._planned.setMinimumHeight(MIN_TARGET_PX)
        self._planned.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._planned.valueChanged.connect(self._plan)
        self._pace = text_label(self, look="muted")
        self._typed_number = text_label(self, look="attention")
        self._typed_number.setAccessibleDescription("Slide number being typed")
        self._typed_number.hide()
        self._end = ElidedLabel(self, look="muted")
        self._end.setAlignment(_RIGHT)
        self._screen = ElidedLabel(self, look="muted")
        self._screen.setAlignment(_RIGHT)
        self._time_of_day = text_label(self)
        self._time_of_day.setAccessibleDescription("Time of day")
        self._current_pace = Pace()
        plan = QHBoxLayout()
        scale(plan.setSpacing, 4)
        plan.addWidget(self._caption)
        plan.addWidget(self._planned)
        plan.addStretch(1)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(0)
        left.addLayout(plan)
        left.addWidget(self._pace)
        left.addWidget(self._typed_number)
        right.addWidget(self._end)
        right.addWidget(self._screen)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        scale(row.setSpacing, 14)
        row.addWidget(self._elapsed)
        row.addLayout(left)
        row.addLayout(right, 1)
        row.addWidget(self._time_of_day)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_time(self) -> None:
        """Show the elapsed and the planned time, and the time of day."""
        time = self._timer.time
        self._elapsed.setText(clock_text(time.elapsed))
        self._planned.set_minutes(time.minutes)
        self._current_pace = pace(time, self._timer.due)
        set_look(self._pace, "attention" if self._current_pace.is_late else "muted")
        time_format = QLocale.system().timeFormat(QLocale.FormatType.ShortFormat)
        of_day = self._slideshow.time_of_day()
        now = QTime(of_day.hour, of_day.minute, of_day.second)
        self._time_of_day.setText(now.toString(time_format))
        left = ceil(time.planned - time.elapsed)
        ends = f"ends {now.addSecs(left).toString(time_format)}" if left > 0 else ""
        self._end.set_short_text(ends)
        self._end.setText(" · ".join(filter(None, (ends, "time of day"))))
        self._fit_labels()

    def show_typed_number(self, text: str) -> None:
        """Show a message about the slide number being typed in place of the pace, or the pace."""
        self._typed_number.setText(text)
        self._typed_number.setVisible(bool(text))
        self._pace.setHidden(bool(text))

    def show_audience_screen(self, text: str) -> None:
        """Show which screen the audience sees, or a hint after a colon."""
        name, _, has_size = text.partition(" · ")
        hint = text.rpartition(": ")[2].removeprefix("press ")
        self._screen.setText(text)
        self._screen.set_short_text(name if has_size else f"{hint[:1].upper()}{hint[1:]}")
        self._fit_labels()

    def fit(self, window_height: int, *, is_spacious: bool) -> None:
        """Use the text sizes that suit the window, and keep the height that they need.

        Args:
            window_height: The height of the window; the clocks' digits take a part of it at most.
            is_spacious: Whether to use the normal text size, or a small one if space is scarce.
        """
        font = QFont(look().font(TextRole.TITLE))
        most = window_height // _MIN_WINDOW_HEIGHT_PER_CLOCK_HEIGHT
        font.setPixelSize(max(1, min(look().px(_CLOCK_SIZE_PX), most)))
        clock = with_even_digits(font)
        for label in (self._elapsed, self._time_of_day):
            label.setFont(clock)
        role = TextRole.BODY if is_spacious else TextRole.SMALL
        small = (self._caption, self._pace, self._typed_number, self._end, self._screen)
        for widget in (*small, self._planned):
            set_role(widget, role)
        underlined = QFont(self._planned.font())
        underlined.setUnderline(True)
        self._planned.setFont(underlined)
        lines = (
            max(self._planned.sizeHint().height(), MIN_TARGET_PX) + self._end.fontMetrics().height()
        )
        self.setFixedHeight(max(self._elapsed.fontMetrics().height(), lines))
        self._fit_labels()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_labels()

    def _fit_labels(self) -> None:
        """Shorten the labels beside the clock if those beside the time of day don't fit."""
        long, caption = self._current_pace.text, self._caption.text()
        width = self._pace.fontMetrics().horizontalAdvance
        plan = self._planned.sizeHint().width() + self._row.spacing()
        parts = (
            max(width(f"{caption} ") + plan, width(long)),
            max(self._end.sizeHint().width(), self._screen.sizeHint().width()),
            *(label.sizeHint().width() for label in (self._elapsed, self._time_of_day)),
        )
        is_tight = sum(parts) + (len(parts) - 1) * self._row.spacing() > self.width()
        self._caption.setHidden(is_tight)
        self._pace.setText(self._current_pace.short_text if is_tight else long)

    def _plan(self, minutes: int) -> None:
        """Plan minutes; with 0, those of the slides are planned."""
        self._slideshow.update(self._slideshow.state.plan(minutes))
        announce(planned_time_announcement(self._slideshow.state.planned.minutes))


def _width_for(label: QLabel, lines: int) -> int:
    """Return a width at which the wrapped text fits into a number of lines."""
    width, text = label.fontMetrics().horizontalAdvance, label.text()
    longest = max(map(width, text.split()), default=0)
    # Each line but the last may end with a gap in which the next word didn't fit.
    return ceil((width(text) + (lines - 1) * longest) / lines) + 1


class MessageLine(QLabel):
    """A message that wraps and asks for attention. It is hidden while it is empty.

    Args:
        look: ``attention``, or ``alert`` for what the presenter must not miss.
    """

    def __init__(self, parent: QWidget, look: str = "attention") -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("look", look)
        set_role(self, TextRole.SMALL)
        self.hide()

    def width_for(self, lines: int) -> int:
        """Return a width at which the message fits into a number of lines."""
        return _width_for(self, lines) + self.width() - self.contentsRect().width()

    def show_message(self, message: str) -> None:
        """Show a message, or hide the line if it is empty."""
        self.setText(message)
        self.setVisible(bool(message))


class QuietMessage(QWidget):
    """A message in muted letters with a button that dismisses it. It is hidden at first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = text_label(self, look="muted", role=TextRole.SMALL, wraps=True)
        self.dismiss = QPushButton("Dismiss", self)
        """The button that dismisses it."""
        self.dismiss.setProperty("look", "chip")
        self.dismiss.setMinimumHeight(MIN_TARGET_PX)
        set_role(self.dismiss, TextRole.SMALL)
        self.dismiss.setAccessibleName("Dismiss")
        # Space and Enter always go to the next slide, which dismisses the message too.
        self.dismiss.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.dismiss.setAccessibleDescription("The message also goes with the next slide")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label, 1)
        row.addWidget(self.dismiss)
        self.hide()

    def width_for(self, lines: int) -> int:
        """Return a width at which the message fits into a number of lines."""
        row = self.layout()
        spacing = 0 if row is None else row.spacing()
        return _width_for(self._label, lines) + spacing + self.dismiss.sizeHint().width()

    def show_message(self, message: str) -> None:
        """Show a message, or hide it if it is empty."""
        self._label.setText(message)
        self.setVisible(bool(message))


class MessageBand(QWidget):
    """Keeps a height for messages, so that nothing moves when one comes or goes.

    Several messages share the width by their lengths. What the audience sees gives way to those
    that ask for attention. While a hint needs the space, a message is hidden.

    Args:
        messages: The messages to the presenter.
    """

    def __init__(self, parent: QWidget, messages: Messages) -> None:
        super().__init__(parent)
        self._messages = messages
        self._alert = MessageLine(self, "alert")
        self._message = MessageLine(self)
        self._quiet = QuietMessage(self)
        self._quiet.dismiss.clicked.connect(messages.hide_hint)
        self._status = MessageLine(self)
        self._lines = 1
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        scale(self._row.setSpacing, 16)
        for line in (self._alert, self._message, self._quiet, self._status):
            self._row.addWidget(line)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_messages(self) -> None:
        """Show the messages to the presenter."""
        self._message.show_message(self._messages.message)
        self._quiet.show_message(self._messages.quiet_message)
        self._arrange()

    def show_alert(self, alert: str) -> None:
        """Show that the audience's screen was lost, or hide it if the text is empty."""
        self._alert.show_message(alert)
        self._arrange()

    def show_status(self, status: str) -> None:
        """Show what the audience sees, or hide it if the text is empty."""
        self._status.show_message(status)
        self._arrange()

    def fit(self, lines: int) -> None:
        """Reserve the height of some lines of text, at the text size in use."""
        self._lines = lines
        alignment = Qt.AlignmentFlag
        for message in (self._alert, self._message, self._status):
            # Of a message that is too long for one line, that line is complete.
            message.setAlignment(alignment.AlignTop if lines == 1 else alignment.AlignVCenter)
        self._arrange()
        line = self._status.fontMetrics().lineSpacing()
        self.setFixedHeight(lines * line + look().px(2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Give each message that is shown the part of the width that its length needs."""
        # The heading of the slide says the status in a few words, too.
        is_urgent = bool(self._alert.text() or self._message.text())
        self._status.setVisible(bool(self._status.text()) and not is_urgent)
        self._message.setVisible(bool(self._message.text()))
        lines = [
            each
            for each in (self._alert, self._message, self._quiet, self._status)
            if not each.isHidden()
        ]
        widths = [each.width_for(self._lines) for each in lines]
        needed = sum(widths) + self._row.spacing() * (len(lines) - 1)
        if self._messages.has_hint and needed > self.width():
            self._message.hide()
        for each, width in zip(lines, widths, strict=True):
            self._row.setStretchFactor(each, width)
