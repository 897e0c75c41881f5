"""Rows drawn by hand, as a screen reader meets them.

To Qt a picture is one nameless area. Here it becomes a chart, or a list, with a name and a
description, and each row a child with its own text. Qt holds bare pointers to these interfaces,
which Python may not free under it: they live as long as the widget and are withdrawn when it goes.
"""

from functools import cache, partial
from typing import Final

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QScrollArea, QWidget
from shiboken6 import isValid

_NO_ROW: Final = -1


class AccessibleRows(QScrollArea):
    """Base of a widget whose rows are drawn by hand and moved over with the keyboard.

    Its accessible name and description are the widget's own.
    """

    spoken_role = QAccessible.Role.Chart
    """What it is as a whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        _install_factory()
        super().__init__(parent)
        self.interface: QAccessibleInterface | None = None  # here it is kept alive

    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row_text(self, row: int) -> str:
        """What a row says, in full."""
        raise NotImplementedError

    def row_rect(self, row: int) -> QRect:
        """Where a row stands, in pixels of the inner widget."""
        raise NotImplementedError

    def current_row(self) -> int:
        """The row that the keyboard is on."""
        raise NotImplementedError

    def is_chosen(self, row: int) -> bool:
        """Whether a row is the chosen one."""
        raise NotImplementedError

    def announce_current_row(self) -> None:
        """Tell a screen reader, if there is one, that the keyboard is on another row."""
        if QAccessible.isActive() and self.hasFocus():
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(self.current_row())
            QAccessible.updateAccessibility(event)


class _AccessibleRow(QAccessibleInterface):
    """One row. PySide's stubs don't know that an interface may be absent, hence the ignores."""

    def __init__(self, rows: AccessibleRows, row: int) -> None:
        super().__init__()
        self._rows = rows
        self._row = row

    def isValid(self) -> bool:  # noqa: N802, Qt's name
        return isValid(self._rows) and self._row < self._rows.row_count()

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return self._rows.interface

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        del index
        return None

    def childAt(  # type: ignore[override]  # noqa: N802, Qt's name
        self, x: int, y: int
    ) -> QAccessibleInterface | None:
        del x, y
        return None

    def childCount(self) -> int:  # noqa: N802, Qt's name
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802, Qt's name
        del child
        return _NO_ROW

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def rect(self) -> QRect:
        return _on_screen(self._rows, self._row)

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        current = self._rows.current_row() == self._row
        for name, holds in (
            ("focusable", self._rows.focusPolicy() is not Qt.FocusPolicy.NoFocus),
            ("selectable", True),
            ("focused", current and self._rows.hasFocus()),
            ("selected", self._rows.is_chosen(self._row)),
            ("invisible", not self._rows.isVisible()),
        ):
            setattr(state, name, holds)
        return state

    def text(self, kind: QAccessible.Text) -> str:
        return self._rows.row_text(self._row) if kind is QAccessible.Text.Name else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:  # noqa: N802, Qt's name
        pass


class _AccessibleChart(QAccessibleWidget):
    """The widget as a whole."""

    def __init__(self, rows: AccessibleRows) -> None:
        super().__init__(rows, rows.spoken_role)
        self._rows = rows
        self._children: dict[int, _AccessibleRow] = {}
        self._registered: list[int] = []
        rows.destroyed.connect(partial(_withdraw, self._registered))

    def childCount(self) -> int:  # noqa: N802, Qt's name
        return self._rows.row_count()

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        if not 0 <= index < self._rows.row_count():
            return None
        if index not in self._children:
            self._children[index] = child = _AccessibleRow(self._rows, index)
            self._registered.append(QAccessible.registerAccessibleInterface(child))
        return self._children[index]

    def childAt(  # type: ignore[override]  # noqa: N802, Qt's name
        self, x: int, y: int
    ) -> QAccessibleInterface | None:
        rows = range(self._rows.row_count())
        at = next((row for row in rows if _on_screen(self._rows, row).contains(x, y)), _NO_ROW)
        return self.child(at)

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802, Qt's name
        return next((row for row, known in self._children.items() if known is child), _NO_ROW)

    def focusChild(  # type: ignore[override]  # noqa: N802, Qt's name
        self,
    ) -> QAccessibleInterface | None:
        return self.child(self._rows.current_row()) if self._rows.hasFocus() else None


def _on_screen(rows: AccessibleRows, row: int) -> QRect:
    rect = rows.row_rect(row)
    inner = rows.widget() or rows
    return QRect(inner.mapToGlobal(rect.topLeft()), rect.size())


def _withdraw(registered: list[int]) -> None:
    for identity in registered:
        QAccessible.deleteAccessibleInterface(identity)


def _interface_for(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, AccessibleRows):
        return None
    thing.interface = _AccessibleChart(thing)
    return thing.interface


@cache
def _install_factory() -> None:
    QAccessible.installFactory(_interface_for)
