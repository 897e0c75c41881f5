"""A field that shows a chosen file, with buttons to choose another."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import text_label
from briefing_app.gui.widgets.plain_text import PlainText


class FileField(QWidget):
    """Shows a caption, and below it a file's name of any length beside its buttons.

    Args:
        style: Colours, fonts and text size.
        parent: The parent widget.
        caption: What the file is for.
        buttons: The buttons to choose or clear it with.
    """

    def __init__(
        self, style: Style, parent: QWidget, caption: str, buttons: Sequence[QPushButton]
    ) -> None:
        super().__init__(parent)
        self._style = style
        self._buttons = buttons
        self._caption = text_label(self, caption, wraps=True)
        self._frame = QFrame(self)
        self._frame.setProperty("look", "field")
        self._text = PlainText(style, self._frame, is_tab_stop=False)
        self._text.setAccessibleName(caption)
        self._flow = FlowRow(self._frame, spacing=0)
        for button in buttons:
            self._flow.add(button)
        self._row = QHBoxLayout(self._frame)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._text)
        middle.addStretch(1)
        self._row.addLayout(middle, 1)
        self._row.addWidget(self._flow)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self._caption)
        self._rows.addWidget(self._frame)
        self._name = ""

    @property
    def name(self) -> str:
        """The name that is shown."""
        return self._name

    def show_file(self, name: str, description: str = "") -> None:
        """Show a file's name. The buttons get it as their description.

        Args:
            name: The name.
            description: What screen readers and the tool tip add, such as its folder.
        """
        self._name = name
        self._text.show_text(name, self._style.font(TextRole.BODY))
        for button in self._buttons:  # its text alone does not say what it chooses
            button.setAccessibleDescription(f"{self._caption.text()}: {name}. {description}")

    def restyle(self) -> None:
        """Apply the current style."""
        px, font = self._style.px, self._style.font
        self._rows.setSpacing(px(6))
        self._row.setContentsMargins(px(10), px(4), px(4), px(4))
        self._caption.setFont(font(TextRole.SECTION))
        self._text.show_text(self._name, font(TextRole.BODY))
        for button in self._buttons:
            button.setFont(font(TextRole.CONTROL))
