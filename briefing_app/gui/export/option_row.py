"""Something that was chosen, over the buttons to choose with."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.plain_text import PlainText


class OptionRow(QWidget):
    """What a choice is about and what was chosen, of any length, over its buttons.

    Args:
        style: Fonts and text size.
        parent: The widget that it stands in.
        name: What is chosen.
        buttons: To choose with, or to choose nothing.
    """

    def __init__(
        self, style: Style, parent: QWidget, name: str, buttons: Sequence[QPushButton]
    ) -> None:
        super().__init__(parent)
        self.buttons = list(buttons)
        self._style = style
        self._lead = f"{name}: "
        self._chosen = ""
        self._text = PlainText(style, self, by_keyboard=False)
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
        """Show what was chosen."""
        self._chosen = chosen
        whole = self._lead + chosen
        font = self._style.font(TextRole.BODY)
        self._text.show_text(whole, font, bold_until=len(self._lead))
        for button in self.buttons:  # alone it says neither what for nor what is chosen
            button.setAccessibleDescription(whole)

    def restyle(self) -> None:
        """Take the style that is in force."""
        self._rows.setSpacing(self._style.px(5))
        self.show_chosen(self._chosen)
        self._flow.refresh()
