"""Gives Qt the accessible interfaces that our own widgets create."""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface


class CustomAccessible:
    """Mixin for a widget with an accessible interface of its own.

    Call `install_factory` before the widget's own constructor.
    """

    accessible_interface: QAccessibleInterface | None = None
    """Kept here because Qt holds a bare pointer to it."""

    def create_accessible_interface(self) -> QAccessibleInterface:
        """Create the interface. It is called once, when Qt first asks for it."""
        raise NotImplementedError


@cache
def install_factory() -> None:
    """Register the factory with Qt. Further calls do nothing."""
    QAccessible.installFactory(_interface_for)


def _interface_for(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, CustomAccessible):
        return None
    thing.accessible_interface = thing.create_accessible_interface()
    return thing.accessible_interface
