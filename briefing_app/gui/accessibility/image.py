"""Painted widgets that a screen reader reads as images."""

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from briefing_app.gui.accessibility.factory import CustomAccessible


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
