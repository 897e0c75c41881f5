"""The buttons at the bottom of the presenter view."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from briefing_app.gui.slideshow.key_bindings import KEY_BINDINGS, Command, KeyBinding
from briefing_app.gui.slideshow.presenter.button_row import ButtonRow
from briefing_app.gui.style import Style, set_look
from briefing_app.gui.widgets.keys import key_text


class CommandButtons(QWidget):
    """Frequent commands on the left, and End apart from them on the right.

    Args:
        style: The text size.
        parent: The presenter view.
    """

    command_requested = Signal(Command)
    """Emitted with the command whose button was clicked."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._flow_area = ButtonRow(self, spacing=style.px(8))
        self._buttons: dict[Command, QPushButton] = {}
        for binding in KEY_BINDINGS:
            if binding.button:
                button = self._buttons[binding.command] = self._command_button(binding)
                if binding.command is not Command.END:
                    self._flow_area.flow.add(button)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._flow_area, 1)
        self._row.addWidget(self._flow_area.more, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._buttons[Command.END], 0, Qt.AlignmentFlag.AlignTop)

    def show_toggles(self, are_on: Mapping[Command, bool]) -> None:
        """Show which of the toggles are on."""
        for command, is_on in are_on.items():
            self._buttons[command].setChecked(is_on)

    def height_at_width(self, width: int) -> int:
        """Return the height that the buttons need."""
        self._row.invalidate()
        return self._row.heightForWidth(width)

    def fit(self, width: int, *, is_single_row: bool) -> None:
        """Arrange the buttons.

        Args:
            width: The width for all of them.
            is_single_row: Whether there is height for one row only.
        """
        end_width = self._buttons[Command.END].sizeHint().width() + self._row.spacing()
        self._flow_area.fit(width - end_width, is_single=is_single_row)
        self.updateGeometry()

    def set_spacious(self, spacing: int, *, is_spacious: bool) -> None:
        """Use buttons of full size, or small ones if space is scarce.

        Args:
            spacing: The distance to the End button, in pixels.
            is_spacious: Whether there is space for buttons of full size.
        """
        self._row.setSpacing(spacing)
        for button in (*self._buttons.values(), self._flow_area.more):
            set_look(button, "" if is_spacious else "chip")

    def _command_button(self, binding: KeyBinding) -> QPushButton:
        button = QPushButton(f"{binding.button}  {key_text(binding.keys[0])}", self)
        button.setAccessibleName(binding.button.strip("‹› "))
        button.setAccessibleDescription(binding.text)
        button.setToolTip(binding.text)
        # Space and Enter always go to the next slide, so no button may take them.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCheckable(binding.is_checkable)
        command = binding.command
        button.clicked.connect(lambda: self.command_requested.emit(command))
        return button
