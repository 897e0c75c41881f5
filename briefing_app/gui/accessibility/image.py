"""Painted widgets that a screen reader reads as images."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from briefing_app.gui.accessibility.factory import CustomAccessible


class AccessibleImage(CustomAccessible, QWidget):
    """Base of a widget that is an image.

    A screen reader reads the widget's accessible name and description.
    """

    accessible_role = QAccessible.Role.Graphic
