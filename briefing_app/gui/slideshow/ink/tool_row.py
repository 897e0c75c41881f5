"""The buttons of pen, highlighter and eraser in the presenter view."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QPushButton, QWidget

from briefing_app.gui.look import scale
from briefing_app.gui.slides.ink import swatch
from briefing_app.gui.slideshow.key_bindings import PEN_GROUPS, Command
from briefing_app.gui.slideshow.presenter.buttons import CommandButtons
from briefing_app.model.slideshow.ink import TOOL_COLOURS, InkColour, Tool

_RING: Final = "#000000"


class ToolRow(CommandButtons):
    """Commands of the pen, and its colours as buttons."""

    colour_requested = Signal(InkColour)
    """Emitted with the colour whose button was clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, PEN_GROUPS)
        self._tool = Tool.PEN
        self._swatch_height = 0
        self._colours: dict[InkColour, QPushButton] = {}
        for colour in InkColour:
            button = self._colours[colour] = QPushButton(colour.value.capitalize(), self)
            button.setToolTip("Draw in this colour. K changes to the next one.")
            button.setAccessibleName(colour.value.capitalize())
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _, colour=colour: self.colour_requested.emit(colour))
            self.add_button(button)
        self.setAccessibleName("Pen")
        self.shorten_more("the pen")
        scale(self.set_swatch_height, 16)

    def show_tool(self, tool: Tool, colour: InkColour, *, is_erasing: bool) -> None:
        """Show what the mouse does.

        Args:
            tool: The tool.
            colour: Its colour.
            is_erasing: Whether the eraser is used in place of it.
        """
        self.show_toggles(
            {
                Command.HIGHLIGHTER: tool is Tool.HIGHLIGHTER and not is_erasing,
                Command.ERASER: is_erasing,
            }
        )
        self._tool = tool
        for each, button in self._colours.items():
            button.setVisible(each in TOOL_COLOURS[tool])
            button.setChecked(each is colour and not is_erasing)
        self._draw_icons()

    def set_swatch_height(self, height: int) -> None:
        """Draw the colours in another size, in pixels."""
        self._swatch_height = height
        self._draw_icons()

    def _draw_icons(self) -> None:
        size = self._swatch_height
        for colour in TOOL_COLOURS[self._tool]:
            self._colours[colour].setIcon(self._icon(self._tool, colour, size))
            self._colours[colour].setIconSize(QSize(size + size // 4, size))

    def _icon(self, tool: Tool, colour: InkColour, size: int) -> QIcon:
        # Wider than the dot: Qt leaves little space between icon and text.
        pixmap = QPixmap(QSize(size + size // 4, size) * self.devicePixelRatioF())
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(_RING), size / 10))  # on a button in the same colour
        painter.setBrush(QColor(swatch(tool, colour)))
        painter.drawEllipse(QRectF(1, 1, size - 2, size - 2))
        painter.end()
        return QIcon(pixmap)
