"""The top line of the presenter view: clock, planned time, pace, audience's screen, time of day."""

from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QWidget

from briefing_app.gui.look import TextRole, look, scale, set_look, set_role
from briefing_app.gui.slideshow.time import (
    SECONDS_PER_MINUTE,
    DueShares,
    SlideshowTime,
    pace,
)
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import text_label
from briefing_app.gui.widgets.minutes_field import MinutesField
from briefing_app.model.slideshow.time import clock_text

_CLOCK_SIZE_PX: Final = 44  # at 100 % text size
_MIN_WINDOW_HEIGHT_PER_CLOCK_HEIGHT: Final = 11


class _Texts(NamedTuple):
    """What the clock's labels say, from left to right. Empty labels are hidden."""

    elapsed: str = ""
    stopped: str = ""
    slide: str = ""
    pace: str = ""
    typed: str = ""


class TimerBar(QWidget):
    """The clock and its plan on the left, the audience's screen and the time of day on the right.

    Args:
        parent: The presenter view.
    """

    planned_minutes_entered = Signal(int)
    """Emitted with the planned time that was entered."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = _Texts()
        self._is_spacious = True
        self._flow = FlowRow(self)
        scale(self._flow.set_spacing, 4)
        self._elapsed = text_label(self._flow)
        scale(self._elapsed.setContentsMargins, 0, 0, 12, 0)
        self._elapsed.setAccessibleDescription("Elapsed time")
        self._planned = MinutesField(self._flow, "of ", is_visited=True)
        self._planned.setProperty("look", "quiet")
        self._planned.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._planned.edited.connect(self.planned_minutes_entered)
        self._stopped = text_label(self._flow, look="muted")
        self._slide = text_label(self._flow, look="muted")
        self._pace = text_label(self._flow, look="muted")
        self._typed = text_label(self._flow, look="attention")
        self._typed.setAccessibleDescription("Slide number being typed")
        for label in (self._stopped, self._slide, self._pace):
            scale(label.setContentsMargins, 0, 0, 20, 0)
        small = self._stopped, self._slide, self._pace, self._typed
        self._labels = (self._elapsed, *small)  # as `_Texts`
        for widget in (self._elapsed, self._planned, *small):
            self._flow.add(widget)
        self._screen = text_label(self, look="muted", wraps=True)
        scale(self._screen.setMinimumWidth, 100)
        self._screen.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._time_of_day = text_label(self)
        self._time_of_day.setAccessibleDescription("Time of day")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        scale(self._row.setSpacing, 24)
        self._row.addWidget(self._flow)
        self._row.addWidget(self._screen, 1)
        self._row.addWidget(self._time_of_day)
        look().changed.connect(self._vary_fonts)

    def show_time(self, time: SlideshowTime, due: DueShares, time_of_day: str) -> bool:
        """Show the time. Return True if a text of the clock changed.

        Args:
            time: The elapsed and the planned time.
            due: When the step on screen is due.
            time_of_day: The time of day in the user's format.
        """
        was_planned = bool(self._planned.value())
        self._planned.set_minutes(round(time.planned / SECONDS_PER_MINUTE))
        stopped = "" if time.is_running else "stopped"
        current_pace = pace(time, due)
        set_look(self._pace, "attention" if current_pace.is_late else "muted")
        self._time_of_day.setText(time_of_day)
        slide = time.slide.text if time.slide is not None else ""
        has_changed = self._set_texts(
            _Texts(clock_text(time.elapsed), stopped, slide, current_pace.text, self._texts.typed)
        )
        return has_changed or was_planned != bool(time.planned)

    def show_typed_number(self, text: str) -> None:
        """Show a message about the slide number being typed, or hide it if the text is empty."""
        self._set_texts(self._texts._replace(typed=text))

    def show_audience_screen(self, text: str) -> None:
        """Show which screen the audience sees."""
        self._screen.setText(text)

    def height_at_width(self, width: int) -> int:
        """Return the height that the current texts need."""
        self._row.invalidate()
        return self._row.heightForWidth(width)

    def fit_clock(self, window_height: int) -> None:
        """Limit the clock's digits to a part of the window's height."""
        wanted = look().px(_CLOCK_SIZE_PX)
        size = max(1, min(wanted, window_height // _MIN_WINDOW_HEIGHT_PER_CLOCK_HEIGHT))
        font = QFont(look().font(TextRole.TITLE))
        font.setPixelSize(size)
        for label in (self._elapsed, self._time_of_day):
            label.setFont(_with_even_digits(font))

    def set_spacious(self, *, is_spacious: bool) -> None:
        """Use the normal text size, or a small one if space is scarce."""
        self._is_spacious = is_spacious
        role = TextRole.BODY if is_spacious else TextRole.SMALL
        for widget in (*self._labels[1:], self._planned, self._screen):
            set_role(widget, role)
        self._vary_fonts()
        self._fit_labels()

    def _vary_fonts(self) -> None:
        """Vary the fonts of two roles: for digits that change, and for what can be edited."""
        self._slide.setFont(_with_even_digits(self._slide.font()))
        underlined = QFont(self._planned.font())
        underlined.setUnderline(True)
        self._planned.setFont(underlined)

    def _set_texts(self, texts: _Texts) -> bool:
        if texts == self._texts:
            return False
        self._texts = texts
        for label, text in zip(self._labels, texts, strict=True):
            label.setText(text)
        self._fit_labels()
        return True

    def _fit_labels(self) -> None:
        """Give each label the width that it needs. A typed number replaces slide time and pace.

        If space is scarce, the planned time is shown only if there is one, and no typed number.
        """
        for label, text in zip(self._labels, self._texts, strict=True):
            label.setVisible(bool(text))
        if self._texts.typed:
            self._slide.hide()
            self._pace.hide()
        is_needed = bool(self._planned.value()) and not self._texts.typed
        self._planned.setVisible(self._is_spacious or is_needed)
        self.updateGeometry()


def _with_even_digits(font: QFont) -> QFont:
    """Return a font with digits of equal width, so that nothing moves each second."""
    even = QFont(font)
    even.setFeature(QFont.Tag("tnum"), 1)
    return even
