"""Tells a screen reader that what is drawn by hand is a picture, with a name and a description."""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


class AccessibleImage(QWidget):
    """Base of a widget that is a picture; its accessible name and description are the widget's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        _install_factory()
        super().__init__(parent)
        # Kept alive here: Qt holds a bare pointer to it.
        self.interface: QAccessibleInterface | None = None


def _interface_for(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, AccessibleImage):
        return None
    thing.interface = QAccessibleWidget(thing, QAccessible.Role.Graphic)
    return thing.interface


@cache
def _install_factory() -> None:
    QAccessible.installFactory(_interface_for)
