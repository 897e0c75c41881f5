"""Painted widgets that a screen reader reads as images."""

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from briefing_app.gui.accessibility.factory import CustomAccessible, install_factory


class AccessibleImage(CustomAccessible, QWidget):
    """Base of a widget that is an image.

    A screen reader reads the widget's accessible name and description.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        install_factory()
        super().__init__(parent)

    def create_accessible_interface(self) -> QAccessibleInterface:
        """Create the interface of an image."""
        return QAccessibleWidget(self, QAccessible.Role.Graphic)
