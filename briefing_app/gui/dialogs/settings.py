"""The window *Settings…*, made from the fields of `Settings` that have a label."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.look import TextRole, look, scale, set_look
from briefing_app.gui.settings import Setting, Settings
from briefing_app.gui.widgets.buttons import CheckBox, quiet_button
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.dialog import ResizableDialog, separator_line
from briefing_app.gui.widgets.labels import heading_label, text_label

_PRIVACY: Final = "Privacy"
_AT_ONCE: Final = "Each change applies at once."
# Pixels at 100 % text size.
_SIZE: Final = QSize(880, 628)
_HEADING_WIDTH_PX: Final = 168
_CHOICE_WIDTH_PX: Final = 268
_STEPS_WIDTH_PX: Final = 170
_BOX_WIDTH_PX: Final = 30
_NARROW_WIDTH_PX: Final = 700  # the headings are above what they are for
_NARROWEST_WIDTH_PX: Final = 480  # the controls are below their labels, too
_MIN_TARGET: Final = 24  # pixels at any text size


class _Switch(QWidget):
    """A check box with its state in words."""

    def __init__(self, parent: QWidget, change: Callable[[bool], object]) -> None:
        super().__init__(parent)
        self._state = text_label(self, role=TextRole.BODY)
        self._box = CheckBox("", self)
        scale(self._box.setFixedWidth, _BOX_WIDTH_PX)
        self.setFocusProxy(self._box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        scale(row.setSpacing, 6)
        row.addWidget(self._state)
        row.addWidget(self._box)
        self._box.toggled.connect(change)

    def show_value(self, value: bool) -> None:
        """Show whether it is on."""
        self._box.setChecked(value)
        self._state.setText("On" if value else "Off")


class _Choice(ComboBox):
    """A list of values by what they are called."""

    def __init__(
        self, parent: QWidget, choices: Mapping[str, str], change: Callable[[str], object]
    ) -> None:
        super().__init__(parent)
        scale(self.setFixedWidth, _CHOICE_WIDTH_PX)
        self._values = list(choices)
        self.addItems(list(choices.values()))
        self.activated.connect(lambda index: change(self._values[index]))

    def show_value(self, value: str) -> None:
        """Choose a value; one that isn't offered is called what it is."""
        if value not in self._values:
            self._values.append(value)
            self.addItem(value)
        self.setCurrentIndex(self._values.index(value))


class _Steps(QFrame):
    """A few numbers in their order, with buttons for the one before and the one after."""

    def __init__(
        self, parent: QWidget, choices: Mapping[Any, str], change: Callable[[Any], object]
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "field")
        scale(self.setFixedWidth, _STEPS_WIDTH_PX)
        self._values = list(choices)
        self._number = _Number(self, list(choices.values()))
        self.setFocusProxy(self._number)
        less, more = quiet_button("−", self), quiet_button("+", self)
        for button, step in ((less, self._number.stepDown), (more, self._number.stepUp)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys do the same
            button.clicked.connect(step)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        row.addWidget(less)
        row.addWidget(self._number, 1)
        row.addWidget(more)
        self._number.valueChanged.connect(lambda index: change(self._values[index]))

    def show_value(self, value: object) -> None:
        """Show a value."""
        self._number.setValue(self._values.index(value))


class _Number(QSpinBox):
    """The place of a value in a list, shown as what the value is called."""

    def __init__(self, parent: QWidget, labels: Sequence[str]) -> None:
        super().__init__(parent)
        self._labels = labels
        self.setProperty("look", "quiet")
        self.setRange(0, len(labels) - 1)
        self.setMinimumHeight(_MIN_TARGET)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.lineEdit().setReadOnly(True)

    def textFromValue(self, value: int) -> str:
        return self._labels[value]

    def changeEvent(self, event: QEvent) -> None:
        """Pass the font on: under a style sheet, the inner field would keep its first one."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.lineEdit().setFont(self.font())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page around it."""
        event.ignore()


_Control = _Switch | _Choice | _Steps


class SettingsDialog(ResizableDialog):
    """Shows the settings and changes them at once.

    Args:
        settings: The settings of the program.
        offered: For settings whose possible values change, by their names: the values to choose
            from, and what they are called.
        start_private_session: Called when that button is pressed, after the window is closed.
        clear_data: The same; None if nothing is kept.
        parent: The window that it belongs to.
    """

    def __init__(
        self,
        settings: Settings,
        offered: Mapping[str, Mapping[str, str]],
        *,
        start_private_session: Callable[[], object],
        clear_data: Callable[[], object] | None,
        parent: QWidget,
    ) -> None:
        super().__init__("Settings", _SIZE, parent)
        self._settings = settings
        self._offered = offered
        self._groups: list[QBoxLayout] = []
        self._setting_rows: list[QBoxLayout] = []
        self._controls: dict[str, _Control] = {}
        self._layout = QVBoxLayout(self._page)
        scale(self._layout.setSpacing, 13)
        labelled = [field for field in Settings.fields() if field.label]
        for group in dict.fromkeys(field.group for field in labelled):
            rows = self._add_group(group)
            for field in labelled:
                if field.group == group:
                    rows.addLayout(self._setting_row(field))
        rows = self._add_group(_PRIVACY)
        private = "A window of its own that keeps nothing on this computer"
        rows.addLayout(self._button_row("Private session", private, "Start", start_private_session))
        kept = "Notes, bookmarks, running orders"
        rows.addLayout(
            self._button_row("My data on this computer", kept, "Clear my data…", clear_data)
        )
        self._layout.addStretch(1)
        settings.changed.connect(self._show_setting)
        self._finish()
        self._build_footer()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            next(iter(self._controls.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        for width, layouts in (
            (_NARROW_WIDTH_PX, self._groups),
            (_NARROWEST_WIDTH_PX, self._setting_rows),
        ):
            is_narrow = self.width() < look().px(width)
            for layout in layouts:
                layout.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)

    def _build_footer(self) -> None:
        """Put a line beside the buttons, of which Close is the main one."""
        close = self._buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText("Close  Esc")
        close.setAccessibleName("Close")
        set_look(close, "primary")
        frame, footer = self.layout(), QHBoxLayout()
        assert isinstance(frame, QVBoxLayout)  # noqa: S101, as the base class made it
        scale(footer.setContentsMargins, 20, 0, 0, 0)
        footer.addWidget(text_label(self, _AT_ONCE, "muted", role=TextRole.SMALL, wraps=True), 1)
        footer.addWidget(self._buttons)
        frame.addLayout(footer)

    def _add_group(self, title: str) -> QBoxLayout:
        """Add a heading, and return the layout for the rows beside it."""
        if self._groups:
            self._layout.addWidget(separator_line(self._page))
        heading = heading_label(self._page, title, role=TextRole.SECTION)
        scale(heading.setMinimumWidth, _HEADING_WIDTH_PX)
        column = QVBoxLayout()
        scale(column.setSpacing, 9)
        group = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        scale(group.setSpacing, 0)
        group.addWidget(heading, 0, Qt.AlignmentFlag.AlignTop)
        group.addLayout(column, 1)
        self._groups.append(group)
        self._layout.addLayout(group)
        return column

    def _setting_row(self, field: Setting[Any]) -> QBoxLayout:
        control = self._make_control(field)
        focused = control.focusProxy() or control
        for widget in (focused, *focused.findChildren(QLineEdit)):
            widget.setAccessibleName(field.label)
            widget.setAccessibleDescription(field.explanation)
        for button in control.findChildren(QPushButton):
            button.setAccessibleDescription(field.label)
        self._controls[field.name] = control
        self._show_setting(field.name)
        return self._row(field.label, field.explanation, control)

    def _button_row(
        self, label: str, explanation: str, text: str, callback: Callable[[], object] | None
    ) -> QBoxLayout:
        button = QPushButton(text, self._page)
        button.setAutoDefault(False)
        button.setAccessibleDescription(f"{label}: {explanation}")
        button.setEnabled(callback is not None)
        button.clicked.connect(self.accept)
        if callback is not None:
            button.clicked.connect(callback)
        return self._row(label, explanation, button)

    def _row(self, label: str, explanation: str, control: QWidget) -> QBoxLayout:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        scale(texts.setContentsMargins, 0, 0, 12, 0)
        name = text_label(self._page, label, role=TextRole.BODY, wraps=True)
        name.setBuddy(control)  # on Linux, Qt names a combo box by its value only
        name.stackUnder(control)  # screen readers read in this order
        texts.addWidget(name)
        if explanation:
            more = text_label(self._page, explanation, "muted", role=TextRole.SMALL, wraps=True)
            more.stackUnder(control)
            texts.addWidget(more)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        scale(row.setSpacing, 4)
        row.addLayout(texts, 1)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._setting_rows.append(row)
        return row

    def _make_control(self, field: Setting[Any]) -> _Control:
        def change(value: object) -> None:
            self._settings.set_value(field, value)

        if isinstance(field.default, bool):
            return _Switch(self._page, change)
        choices = self._offered.get(field.name, field.choices or {})
        kind = _Choice if isinstance(field.default, str) else _Steps
        return kind(self._page, choices, change)

    def _show_setting(self, name: str) -> None:
        if name in self._controls:
            self._controls[name].show_value(getattr(self._settings, name))
