"""Labels that a screen reader reads as headings."""

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel

from briefing_app.gui.accessibility.factory import CustomAccessible


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
