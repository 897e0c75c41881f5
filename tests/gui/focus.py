"""Where the keyboard focus is, and whether it can be seen."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QPushButton,
    QTextEdit,
    QWidget,
)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _focused_place(widget: QWidget) -> tuple[QWidget, QRect]:
    """Return what must be seen of a widget: the caret, the start of the row, the whole button."""
    if isinstance(widget, QTextEdit):
        return widget.viewport(), widget.cursorRect()
    if isinstance(widget, QAbstractItemView):
        row = widget.visualRect(widget.currentIndex())
        return widget.viewport(), QRect(row.topLeft(), QSize(20, 10))
    if isinstance(widget, QPushButton):
        return widget, widget.rect()
    return widget, QRect(0, 0, 20, 20)


def _seen_part(widget: QWidget) -> QRect:
    """Return the part of a widget that its ancestors don't cut off."""
    seen, at = widget.rect(), widget
    while not at.isWindow():
        seen.translate(at.pos())
        parent = at.parentWidget()
        assert parent is not None
        at = parent
        seen &= at.rect()
    return seen.translated(-widget.mapTo(at, QPoint(0, 0)))


def hidden_focus() -> str:
    """Return a description of the focused widget if it can't be seen."""
    widget = focus()
    part, place = _focused_place(widget)
    seen = _seen_part(part)
    if widget.isVisible() and not place.isEmpty() and seen.contains(place):
        return ""
    return f"{type(widget).__name__} {widget.accessibleName()!r}: {place} not in {seen}"


def tab_order(dialog: QDialog) -> list[QWidget]:
    """Return the widgets that Tab leads to, from the first one."""
    order: list[QWidget] = []
    widget = dialog.nextInFocusChain()
    while widget is not None and widget is not dialog:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(widget)
        widget = widget.nextInFocusChain()
    return order
