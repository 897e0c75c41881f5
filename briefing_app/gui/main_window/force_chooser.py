"""The button that names the user's own force, and the list to choose it from."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.accessibility.interfaces import AccessiblePopup
from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import add_arrow, look, scale
from briefing_app.gui.reading import Reading
from briefing_app.gui.widgets.buttons import QuietButton
from briefing_app.gui.widgets.labels import tool_tip_text
from briefing_app.model import forces
from briefing_app.model.report import Force

_PURPOSE: Final = "The force to highlight in the charts and lists of this window"
_CHOOSE: Final = "Choose my force"
_MY_FORCE: Final = "My force"
_NONE: Final = "None"
_NOTHING: Final = "No force has this name"
_MAX_LENGTH: Final = 100  # characters
# Pixels at 100 % text size.
_BUTTON_WIDTH: Final = 215
_NARROW_BUTTON_WIDTH: Final = 132
_MIN_BUTTON_WIDTH: Final = 118
_LIST_SIZE: Final = QSize(320, 380)
_MARGIN: Final = 8

_LIST_KEYS: Final = (
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
    *(Qt.Key.Key_Return, Qt.Key.Key_Enter),
)


class ForceChooser(QuietButton):
    """Names the user's own force, and opens the list of forces.

    It is as wide whatever the name, so that nothing beside it moves; less if there is no room.
    """

    left = Signal()
    """Emitted when the button loses the keyboard focus."""

    def __init__(self, parent: QWidget, reading: Reading) -> None:
        super().__init__("", parent)
        add_arrow(self)
        scale(self.setMinimumWidth, _MIN_BUTTON_WIDTH)
        scale(self.setMaximumWidth, _BUTTON_WIDTH)
        self._header = parent
        self._reading = reading
        self._list: _ForceList | None = None
        self.setAccessibleDescription(_PURPOSE)
        self.clicked.connect(self.open)
        look().changed.connect(self.show_force)
        self.show_force()

    def show_force(self) -> None:
        """Show the chosen force, or that one can be chosen."""
        label = self._reading.contents.my_force_label
        text = f"{_MY_FORCE}: {label}" if label else _CHOOSE
        self.ensurePolished()  # with the font that it has in the style sheet
        fits = self.fontMetrics().horizontalAdvance(text) <= self.text_width()
        self.setText(text if fits else label or _MY_FORCE)
        self.setAccessibleName(text)
        self.setToolTip(tool_tip_text(text, _PURPOSE))

    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth(), super().sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text at the right, beside what follows, unless the button has an outline."""
        option = self.style_option()
        if not look().theme.outlined:
            option.rect.setLeft(max(0, self.width() - super().sizeHint().width()))
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_force()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def fit(self, *, is_narrow: bool) -> None:
        """Adapt to the width of the window."""
        scale(self.setMaximumWidth, _NARROW_BUTTON_WIDTH if is_narrow else _BUTTON_WIDTH)

    def open(self) -> None:
        """Open the list of forces below the button."""
        if self._list is None:
            self._list = _ForceList(self._header, self._reading)
        contents = self._reading.contents
        choices = forces.forces_to_choose(contents.report.forces)
        self._list.offer(choices, contents.my_force)
        self._list.resize(_LIST_SIZE * look().scale)
        right_edge = self.mapToGlobal(QPoint(self.width(), self.height()))
        place = self._list.rect()
        place.moveTopRight(right_edge)
        screen = self.screen().availableGeometry()
        place.setSize(place.size().boundedTo(screen.size()))
        place.moveLeft(max(place.left(), screen.left()))
        place.moveBottom(min(place.bottom(), screen.bottom()))
        self._list.setGeometry(place)
        self._list.show()


class _ForceList(AccessiblePopup, QFrame):
    """A list of forces below a field: typing a part of a name leaves only those that have it."""

    def __init__(self, parent: QWidget, reading: Reading) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._reading = reading
        self.setProperty("look", "overlay")
        self.setAccessibleName(_MY_FORCE)
        self._choices: Mapping[Force, str] = {}
        self._field = _ListField(self)
        self._field.setPlaceholderText("Type part of its name")
        self._field.setAccessibleName("Part of the name of my force")
        self._field.setMaxLength(_MAX_LENGTH)
        self._rows = QListWidget(self)
        self._rows.setProperty("look", "choices")
        self._rows.ensurePolished()  # it is filled, and its rows are measured, before it is shown
        self._rows.setAccessibleName("Forces")
        self._rows.setUniformItemSizes(True)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._field.list_key_pressed.connect(self._press)
        self._field.textChanged.connect(self._find)
        self._rows.itemClicked.connect(self._choose)
        column = QVBoxLayout(self)
        scale(column.setContentsMargins, _MARGIN, _MARGIN, _MARGIN, _MARGIN)
        scale(column.setSpacing, _MARGIN)
        column.addWidget(self._field)
        column.addWidget(self._rows, 1)
        self.setFocusProxy(self._field)

    def offer(self, choices: Mapping[Force, str], chosen: Force | None) -> None:
        """Offer forces with their labels, at the one that is chosen now."""
        self._choices = choices
        self._field.clear()
        self._fill(chosen)
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _find(self) -> None:
        """Offer the forces with what was typed, and announce the first one."""
        before = self._current_text()
        self._fill(None)
        self._announce(before)

    def _fill(self, current: Force | None) -> None:
        text = self._field.text()
        self._rows.clear()
        if not text.strip():
            self._add(_NONE, None)
        for force in forces.find_forces(text, self._choices):
            row = self._add(self._choices[force], force)
            if force == current:
                self._rows.setCurrentItem(row)
        if not self._rows.count():
            row = self._add(_NOTHING, None)
            row.setFlags(Qt.ItemFlag.NoItemFlags)
        elif self._rows.currentItem() is None:
            self._rows.setCurrentRow(0)

    def _add(self, label: str, force: Force | None) -> QListWidgetItem:
        row = QListWidgetItem(label, self._rows)
        row.setData(Qt.ItemDataRole.UserRole, force)
        if force is not None and force.name != label:
            row.setToolTip(tool_tip_text(force.name))
        return row

    def _press(self, event: QKeyEvent) -> None:
        row = self._rows.currentItem()
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            before = self._current_text()
            self._rows.keyPressEvent(event)
            self._announce(before)
        elif row is not None:
            self._choose(row)

    def _choose(self, row: QListWidgetItem) -> None:
        if row.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.close()
            force = row.data(Qt.ItemDataRole.UserRole)
            self._reading.set_my_force(force.name if force is not None else "")

    def _current_text(self) -> str:
        """Return the text of the current row; if nothing can be chosen, what the list says."""
        row = self._rows.currentRow()
        return self._rows.item(max(row, 0)).text()

    def _announce(self, before: str) -> None:
        """Announce the current row if it isn't the one before."""
        text = self._current_text()
        if text != before and self.isVisible():
            announce(text, self._rows)


class _ListField(QLineEdit):
    """A field whose keys that don't edit text are for the list below it."""

    list_key_pressed = Signal(QKeyEvent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _LIST_KEYS:
            self.list_key_pressed.emit(event)
        else:
            super().keyPressEvent(event)
