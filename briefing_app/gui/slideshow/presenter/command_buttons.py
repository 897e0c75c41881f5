"""Rows of buttons at the bottom of the presenter view."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from briefing_app.gui.look import Style, set_look, set_style_property
from briefing_app.gui.slideshow.key_bindings import KEY_BINDINGS, Command, KeyBinding
from briefing_app.gui.slideshow.presenter.button_row import ButtonRow
from briefing_app.gui.style_sheet import KEY_PADDING_X, NARROW_KEY_PADDING_X
from briefing_app.gui.widgets.keys import key_text

_COUNTDOWN: Final = (Command.PAUSE, Command.EXTEND)
"""The commands that have buttons only while a countdown is shown."""
_GROUPS: Final = (
    (Command.BACK, Command.NEXT),
    (Command.BLACK, Command.FREEZE),
    (Command.DISCUSS, *_COUNTDOWN, Command.POINTER, Command.PEN, Command.ZOOM, Command.GO_TO),
)
_APART: Final = (Command.SWAP, Command.END)
"""The commands that are at the right, so that no click on Next hits them."""
_KEYLESS: Final = frozenset({Command.BACK, Command.NEXT, Command.EXTEND})
"""The commands whose buttons don't name their keys: everybody knows them, or they are long."""

# Pixels at 100 % text size.
_SPACING_PX: Final = 8
_GROUP_GAP_PX: Final = 22


class CommandButtons(QWidget):
    """Frequent commands in groups, and those that change everything apart from them.

    Args:
        style: The text size.
        parent: The presenter view.
        groups: The commands in groups.
        apart: The commands that are apart.
    """

    command_requested = Signal(Command)
    """Emitted with the command whose button was clicked."""

    def __init__(
        self,
        style: Style,
        parent: QWidget,
        groups: Sequence[Sequence[Command]] = _GROUPS,
        apart: Sequence[Command] = _APART,
    ) -> None:
        super().__init__(parent)
        self._style = style
        self._apart = apart
        self._is_narrow = False
        self._flow_area = ButtonRow(self, spacing=style.px(_SPACING_PX))
        bindings = {binding.command: binding for binding in KEY_BINDINGS}
        self._buttons = {
            command: self._command_button(bindings[command])
            for command in (*chain(*groups), *apart)
        }
        self._more_buttons: list[QPushButton] = []
        for group in groups:
            for command in group:
                gap = style.px(_GROUP_GAP_PX) if command is group[0] else 0
                self._flow_area.flow.add(self._buttons[command], gap_before=gap)
        for command in self._buttons.keys() & _COUNTDOWN:
            self._buttons[command].hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._flow_area, 1)
        for button in (self._flow_area.more, *(self._buttons[command] for command in apart)):
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def add_button(self, button: QPushButton) -> None:
        """Add a button after the groups."""
        self._more_buttons.append(button)
        self._flow_area.flow.add(button)

    def refresh(self) -> None:
        """Arrange the buttons again after some were shown or hidden."""
        self._flow_area.flow.refresh()

    def show_toggles(self, are_on: Mapping[Command, bool]) -> None:
        """Show which of the toggles are on, as far as they have buttons."""
        for command in are_on.keys() & self._buttons.keys():
            self._buttons[command].setChecked(are_on[command])

    @property
    def has_countdown_buttons(self) -> bool:
        """Whether the buttons of a countdown are shown."""
        return not self._buttons[Command.PAUSE].isHidden()

    def show_countdown_buttons(self, *, are_shown: bool) -> None:
        """Show or hide the buttons of a countdown."""
        if are_shown != self.has_countdown_buttons:
            for command in _COUNTDOWN:
                self._buttons[command].setVisible(are_shown)
            self.refresh()

    def height_at_width(self, width: int) -> int:
        """Return the height that the buttons need."""
        self._row.invalidate()
        return self._row.heightForWidth(width)

    def fit(self, width: int, *, is_single_row: bool) -> None:
        """Arrange the buttons, with narrow ones if that gives them a single row.

        Args:
            width: The width for all of them.
            is_single_row: Whether there is height for one row only.
        """
        apart = [self._buttons[command] for command in self._apart]
        width -= len(apart) * self._row.spacing()
        px, keys = self._style.px, self._keys
        shown = sum(not button.isHidden() for button in keys)
        saved = 2 * shown * (px(KEY_PADDING_X) - px(NARROW_KEY_PADDING_X))
        needed = self._flow_area.flow.sizeHint().width() + _width_of(apart)
        if self._is_narrow:
            needed += saved
        self._is_narrow = needed - saved <= width < needed
        for button in keys:
            set_style_property(button, "narrow", self._is_narrow)
        self._flow_area.fit(width - _width_of(apart), is_single=is_single_row)
        self.updateGeometry()

    def set_spacious(self, spacing: int, *, is_spacious: bool) -> None:
        """Use buttons of full size, or small ones if space is scarce.

        Args:
            spacing: The distance between the buttons at the right, in pixels.
            is_spacious: Whether there is space for buttons of full size.
        """
        self._row.setSpacing(spacing)
        for button in (*self._keys, self._flow_area.more):
            set_look(button, _look(is_next=False, is_spacious=is_spacious))
        if Command.NEXT in self._buttons:
            set_look(self._buttons[Command.NEXT], _look(is_next=True, is_spacious=is_spacious))

    @property
    def _keys(self) -> list[QPushButton]:
        """The buttons except Next, which looks different."""
        keys = (self._buttons[command] for command in self._buttons if command != Command.NEXT)
        return [*keys, *self._more_buttons]

    def _command_button(self, binding: KeyBinding) -> QPushButton:
        key = "" if binding.command in _KEYLESS else f"  {key_text(binding.keys[0])}"
        button = QPushButton(f"{binding.button}{key}", self)
        # Set before the button is styled, which takes time.
        is_next = binding.command is Command.NEXT
        button.setProperty("look", _look(is_next=is_next, is_spacious=True))
        button.setAccessibleName(binding.button.strip("‹› "))
        button.setAccessibleDescription(binding.text)
        button.setToolTip(binding.text)
        # Space and Enter always go to the next slide, so no button may take them.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCheckable(binding.is_checkable)
        command = binding.command
        button.clicked.connect(lambda: self.command_requested.emit(command))
        return button


def _width_of(buttons: Iterable[QPushButton]) -> int:
    return sum(button.sizeHint().width() for button in buttons)


def _look(*, is_next: bool, is_spacious: bool) -> str:
    """Return the look of a button in the style sheet: only Next is filled."""
    if is_next:
        return "primary" if is_spacious else "primary_chip"
    return "key" if is_spacious else "chip"
