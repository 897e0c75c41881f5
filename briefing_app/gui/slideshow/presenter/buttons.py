"""The rows of buttons of the presenter view."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from briefing_app.gui.look import (
    look,
    scale,
    set_look,
    set_style_property,
)
from briefing_app.gui.slideshow.command import (
    BUTTON_GROUPS,
    Button,
    ButtonGroup,
    Command,
    CommandSet,
)
from briefing_app.gui.style_sheet import KEY_PADDING_X, NARROW_KEY_PADDING_X
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.keys import native_key

MIN_TARGET_PX: Final = 24
"""The least height of what is clicked."""


class ButtonRow(QScrollArea):
    """Shows the buttons in one row, or row by row. None of them takes the keyboard focus.

    Qt's tool bar would put those that don't fit into a menu, which takes the keyboard: the next key
    of a clicker would go there instead of to the slides.

    Args:
        parent: The parent widget, also of the button that shows more.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = FlowRow(self.viewport())
        scale(self.row.flow.setSpacing, 8)
        scale(self.row.flow.set_group_gap, 22)
        self.setWidget(self.row)
        self.more = QPushButton("More ›", parent)
        """Turns to the next row of buttons, and from the last row to the first."""
        self.more.setAccessibleName("More buttons")
        self.more.setToolTip("Show more buttons. Their keys always work.")
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.clicked.connect(lambda: self._turn(1, wraps=True))
        self.more.hide()
        self.row.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for set_policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def fit(self, width: int) -> None:
        """Show whether there are more buttons than fit, after a change of texts or space.

        Args:
            width: The width for all of them.
        """
        self.more.setVisible(self.row.sizeHint().width() > width)
        self.updateGeometry()
        self._turn(0)

    def sizeHint(self) -> QSize:
        return self.row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return any width, with the height of one row."""
        return QSize(0, self.row.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn(0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        by = delta.y() or delta.x()
        rows = len(self.row.flow.row_tops())
        if rows == 1 or not by:
            event.ignore()
            return
        self._turn(-1 if by > 0 else 1)
        event.accept()

    def _turn(self, by: int, *, wraps: bool = False) -> None:
        """Show another row; 0 aligns the current one.

        Args:
            by: The number of rows to move down.
            wraps: Whether the first row follows the last one.
        """
        bar = self.verticalScrollBar()
        tops = self.row.flow.row_tops()
        row = sum(top <= bar.value() for top in tops) - 1 + by
        row = row % len(tops) if wraps else min(max(row, 0), len(tops) - 1)
        bar.setValue(tops[row])


class CommandButtons(QWidget):
    """Frequent commands in groups, and those that change everything apart from them.

    Args:
        commands: What the buttons do.
        groups: The groups to show.
    """

    def __init__(
        self, parent: QWidget, commands: CommandSet, groups: Sequence[ButtonGroup] = BUTTON_GROUPS
    ) -> None:
        super().__init__(parent)
        self._commands = commands
        self._is_narrow = False
        self._flow_area = ButtonRow(self)
        self._buttons: dict[Command, _CommandButton] = {}
        self._apart: list[QPushButton] = []
        for group in groups:
            self._add_group(group)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._flow_area, 1)
        for button in (self._flow_area.more, *self._apart):
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def show_toggles(self) -> None:
        """Show whether what the commands switch is on."""
        for command, button in self._buttons.items():
            if command.is_on is not None:
                button.show_toggle(is_on=self._commands.is_on(command))

    def show_text(self, text: str) -> None:
        """Show one of the texts of a button that has several: the one for what it does now."""
        for command, button in self._buttons.items():
            if command.button is not None and text in command.button.texts:
                button.show_text(text)

    def fit(self) -> None:
        """Arrange the buttons, with narrow ones if that gives them a single row."""
        apart = self._apart
        width = self.width() - len(apart) * self._row.spacing()
        px, keys = look().px, self._keys
        shown = sum(not button.isHidden() for button in keys)
        saved = 2 * shown * (px(KEY_PADDING_X) - px(NARROW_KEY_PADDING_X))
        needed = self._flow_area.row.sizeHint().width() + _width_of(apart)
        if self._is_narrow:
            needed += saved
        self._is_narrow = needed - saved <= width < needed
        for button in keys:
            set_style_property(button, "narrow", self._is_narrow)
        self._flow_area.fit(width - _width_of(apart))
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def set_spacious(self, spacing: int, *, is_spacious: bool) -> None:
        """Use buttons of full size, or small ones if space is scarce.

        Args:
            spacing: The distance between the buttons at the right, in pixels at 100 % text size.
            is_spacious: Whether there is space for buttons of full size.
        """
        scale(self._row.setSpacing, spacing)
        for button in (*self._buttons.values(), *self._keys, self._flow_area.more):
            button.setMinimumHeight(MIN_TARGET_PX)
        set_look(self._flow_area.more, _look(is_primary=False, is_spacious=is_spacious))
        for button in self._buttons.values():
            set_look(button, _look(is_primary=button.is_primary, is_spacious=is_spacious))

    def shorten_more(self, purpose: str) -> None:
        """Use a small button for turning to the next row.

        Args:
            purpose: What the buttons are for, for screen readers.
        """
        self._flow_area.more.setText("›")
        self._flow_area.more.setAccessibleName(f"More buttons of {purpose}")

    @property
    def _keys(self) -> list["_CommandButton"]:
        """The buttons except Next, which looks different."""
        return [button for button in self._buttons.values() if not button.is_primary]

    def _add_group(self, group: ButtonGroup) -> None:
        starts_group = True
        for command in self._commands.all:
            described = command.button
            if described is None or described.group is not group:
                continue
            button = self._buttons[command] = self._command_button(command, described)
            if group is ButtonGroup.APART:
                self._apart.append(button)
            else:
                self._flow_area.row.add(button, starts_group=starts_group)
                starts_group = False

    def _command_button(self, command: Command, described: Button) -> "_CommandButton":
        button = _CommandButton(command, described, self)
        button.clicked.connect(lambda: self._commands.do(command))
        return button


class _CommandButton(QPushButton):
    """The button of a command, with its key; it is as wide as the longest of its texts needs.

    Args:
        command: The command, its key and what it does.
        described: Its texts.
        parent: The row of buttons.
    """

    def __init__(self, command: Command, described: Button, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = f"  {native_key(command.keys[0])}" if described.is_key_shown else ""
        self._texts = (f"{described.text}{self._key}", *described.texts)
        # Set before the button is styled, which takes time.
        self.is_primary = described.is_primary
        self.setProperty("look", _look(is_primary=self.is_primary, is_spacious=True))
        self.show_text(described.text)
        self.setAccessibleDescription(command.text)
        self.setToolTip(command.text)
        # Space and Enter always go to the next slide, so no button may take them.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_toggle(self, *, is_on: bool) -> None:
        """Show whether what the command switches is on."""
        self.setCheckable(True)
        self.setChecked(is_on)

    def show_text(self, text: str) -> None:
        """Show one of its texts, with the key if the button needs no more width for that."""
        width, named = self.fontMetrics().horizontalAdvance, f"{text}{self._key}"
        has_key = width(named) <= max(map(width, self._texts))
        self.setText(named if has_key else text)
        self.setAccessibleName(text.strip("‹› "))

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance
        longest = max(map(width, self._texts))
        return super().sizeHint() + QSize(longest - width(self.text()), 0)


def _width_of(buttons: Iterable[QPushButton]) -> int:
    return sum(button.sizeHint().width() for button in buttons)


def _look(*, is_primary: bool, is_spacious: bool) -> str:
    """Return the look of a button in the style sheet: only the primary one is filled."""
    if is_primary:
        return "primary" if is_spacious else "primary_chip"
    return "key" if is_spacious else "chip"
