"""Accessible interfaces of our own widgets: painted images, and headings."""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QWidget


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


class AccessibleImage(CustomAccessible, QWidget):
    """Base of a widget that is an image.

    A screen reader reads the widget's accessible name and description.
    """

    accessible_role = QAccessible.Role.Graphic

    def create_accessible_interface(self) -> QAccessibleInterface:
        """Create the interface of an image."""
        return _ImageInterface(self)

    def changing_description(self) -> str:
        """Return what to read after the description, but not to announce with each change."""
        return ""


class _ImageInterface(QAccessibleWidget):
    def __init__(self, image: AccessibleImage) -> None:
        super().__init__(image, QAccessible.Role.Graphic)
        self._image = image

    def text(self, kind: QAccessible.Text) -> str:
        text = super().text(kind)
        if kind is QAccessible.Text.Description:
            text = f"{text.rstrip()}\n{self._image.changing_description()}".strip()
        return text


class AccessibleHeading(CustomAccessible):
    """Mixin for a label that is a heading."""

    def create_accessible_interface(self) -> QAccessibleInterface:
        """Create the interface of a heading, whose name is the label's text."""
        assert isinstance(self, QLabel)  # noqa: S101, as the class says
        return _HeadingInterface(self)


class _HeadingInterface(QAccessibleWidget):
    def __init__(self, label: QLabel) -> None:
        super().__init__(label, QAccessible.Role.Heading)
        self._label = label

    def text(self, kind: QAccessible.Text) -> str:
        return self._label.text() if kind is QAccessible.Text.Name else super().text(kind)
