"""Gives Qt the accessible interfaces that our own widgets create."""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


class CustomAccessible:
    """Mixin for a widget with an accessible role or interface of its own.

    List it before the widget's class among the bases.
    """

    accessible_role = QAccessible.Role.Client
    """The role of the widget."""
    accessible_interface: QAccessibleInterface | None = None
    """Kept here because Qt holds a bare pointer to it."""

    def __init_subclass__(cls) -> None:
        """Let Qt ask us for interfaces before there is a widget of the class."""
        super().__init_subclass__()
        _install_factory()

    def create_accessible_interface(self) -> QAccessibleInterface:
        """Create the interface. It is called once, when Qt first asks for it."""
        assert isinstance(self, QWidget)  # noqa: S101, as the class says
        return QAccessibleWidget(self, self.accessible_role)


@cache
def _install_factory() -> None:
    QAccessible.installFactory(_interface_for)


def _interface_for(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, CustomAccessible):
        return None
    thing.accessible_interface = thing.create_accessible_interface()
    return thing.accessible_interface
