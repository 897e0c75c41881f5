"""A row that shows which option was chosen, above the buttons to choose it with."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.plain_text import PlainText


class OptionRow(QWidget):
    """Shows the name of an option and the chosen value, of any length, above its buttons.

    Args:
        style: Fonts and text size.
        parent: As in Qt.
        name: The name of the option.
        buttons: The buttons to choose or clear the value with.
    """

    def __init__(
        self, style: Style, parent: QWidget, name: str, buttons: Sequence[QPushButton]
    ) -> None:
        super().__init__(parent)
        self.buttons = list(buttons)
        self._style = style
        self._lead = f"{name}: "
        self._chosen = ""
        self._text = PlainText(style, self, is_tab_stop=False)
        self._text.setAccessibleName(name)
        self._flow = FlowRow(self)
        for button in buttons:
            self._flow.add(button)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self._text)
        self._rows.addWidget(self._flow)
        self.restyle()

    def show_chosen(self, chosen: str) -> None:
        """Show the chosen value."""
        self._chosen = chosen
        text = self._lead + chosen
        font = self._style.font(TextRole.BODY)
        self._text.show_text(text, font, bold=[slice(len(self._lead))])
        for button in self.buttons:  # its text alone does not say what it chooses
            button.setAccessibleDescription(text)

    def restyle(self) -> None:
        """Apply the current style."""
        self._rows.setSpacing(self._style.px(5))
        self.show_chosen(self._chosen)
        self._flow.refresh()
