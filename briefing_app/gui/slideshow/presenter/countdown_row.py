"""The countdown in the presenter view, with its buttons."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from briefing_app.gui.look import TextRole, look, scale, set_look
from briefing_app.gui.slideshow.key_bindings import COUNTDOWN_GROUPS
from briefing_app.gui.slideshow.presenter.buttons import CommandButtons
from briefing_app.gui.widgets.labels import text_label, with_even_digits
from briefing_app.model.slideshow.time import CountdownFace


class CountdownRow(QWidget):
    """The time left of a discussion or a break, and the buttons that pause and extend it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._time = text_label(self, look="good", role=TextRole.TITLE)
        self._time.setAccessibleDescription("Countdown")
        self.buttons = CommandButtons(self, COUNTDOWN_GROUPS)
        """The buttons."""
        self.buttons.shorten_more()
        self.buttons.set_spacious(8, is_spacious=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        scale(row.setSpacing, 8)
        row.addWidget(self._time)
        row.addWidget(self.buttons, 1)
        look().changed.connect(self._use_even_digits)
        self._use_even_digits()
        self.show_countdown(None)

    def show_countdown(self, face: CountdownFace | None) -> None:
        """Show what the countdown shows now; without one, the row is empty."""
        self._time.setText("" if face is None else face.text)
        set_look(self._time, "muted" if face is not None and face.is_paused else "good")
        self.buttons.setVisible(face is not None)

    def _use_even_digits(self) -> None:
        self._time.setFont(with_even_digits(look().font(TextRole.TITLE)))
