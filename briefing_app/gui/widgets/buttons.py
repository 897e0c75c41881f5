"""Quiet buttons; the style sheet lists the looks."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton, QWidget


def quiet_button(text: str, parent: QWidget | None = None) -> QPushButton:
    """Return a button without a border."""
    button = QPushButton(text, parent)
    button.setProperty("look", "quiet")
    button.setAutoDefault(False)
    return button


class ToggleButton(QPushButton):
    """A quiet button whose text is bold while it is on, and which always keeps its width.

    Args:
        text: The text at first.
        parent: The parent widget.
        is_checked: Whether it is on at first.
    """

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, is_checked: bool = False
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("look", "toggle")
        self.setCheckable(True)
        self.setChecked(is_checked)
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Return a size with room for the bold text."""
        self.ensurePolished()
        hint, text = super().sizeHint(), self.text()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        wider = QFontMetrics(bold).horizontalAdvance(text)
        usual = QFontMetrics(self.font()).horizontalAdvance(text)
        return QSize(hint.width() + max(0, wider - usual), hint.height())
