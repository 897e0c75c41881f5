"""The panel with the buttons that edit a running order, and the text of the selected slide."""

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.model.running_order import RunningOrderItem

_KEYS: Final = (
    "Drag a slide, move it with Alt+Up and Alt+Down, or type its new number and press Enter. Space "
    "leaves it out or shows it, Delete removes one that you added, Ctrl+Z undoes the last change."
)


class EditAction(NamedTuple):
    """A button that edits the order.

    No button is ever disabled: it would lose the keyboard focus while it is being used. If there
    is nothing to do, a message says so.

    Args:
        text: The button's text.
        keys: The keys that do the same, or empty.
        callback: Called when the button is clicked.
    """

    text: str
    keys: str
    callback: Callable[[], object]


class ActionsPanel(ScrollArea):
    """Shows the buttons, and the text and notes of the selected slide.

    Args:
        actions: The buttons, of which `toggle` is one.
        toggle: The one whose text depends on the selected slide.
        style: Colours, fonts and text size.
        parent: As in Qt.
    """

    def __init__(
        self, actions: list[EditAction], toggle: EditAction, style: Style, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._style = style
        page = self._page = QWidget(self)
        self._flow = FlowRow(page)
        self._buttons = [self._build_button(action) for action in actions]
        self._toggle = self._buttons[actions.index(toggle)]
        self._keys = text_label(page, _KEYS, "muted", wraps=True)
        line = QFrame(page)
        line.setProperty("look", "separator")
        line.setFixedHeight(1)
        self._heading = heading_label(page, "What this slide says", wraps=True)
        self._text = PlainText(style, page)
        self._text.setAccessibleName("What the selected slide says")
        self._text.caret_moved.connect(self._scroll_to_caret)
        self._rows = QVBoxLayout(page)
        for widget in (self._flow, self._keys, line, self._heading, self._text):
            self._rows.addWidget(widget)
        self._rows.addStretch(1)
        self.set_page(page)

    def show_item(self, item: RunningOrderItem | None) -> None:
        """Show the text of another slide, or none."""
        font = self._style.font(TextRole.CONTROL)
        if item is None:
            self._text.show_text("", font)
            return
        slide = item.slide
        self._toggle.setText("Leave out" if item.is_shown else "Show")
        self._flow.refresh()
        parts = [text.text for text in slide.texts] or [slide.title]
        if slide.source:
            parts.append(slide.source)
        if slide.notes:
            parts.append(f"Notes, for the presenter only:\n{slide.notes}")
        self._text.show_text("\n\n".join(parts), font)
        self.verticalScrollBar().setValue(0)

    def restyle(self) -> None:
        """Apply the current style."""
        style, px = self._style, self._style.px
        self._keys.setFont(style.font(TextRole.SMALL))
        self._heading.setFont(style.font(TextRole.STRONG))
        for button in self._buttons:
            button.setFont(style.font(TextRole.CONTROL))
        self._rows.setContentsMargins(0, 0, px(6), 0)
        self._rows.setSpacing(px(10))
        self._flow.refresh()
        # The panel doesn't scroll sideways: its widest button fits beside the scroll bar.
        self.setMinimumWidth(self._flow.minimumSizeHint().width() + px(6 + 14))

    def _build_button(self, action: EditAction) -> QPushButton:
        button = QPushButton(action.text, self._page)
        button.setAutoDefault(False)  # Enter presses it only if it has the focus
        if action.keys:
            button.setAccessibleDescription(action.keys)
            button.setToolTip(action.keys)
        button.clicked.connect(lambda _checked: action.callback())
        self._flow.add(button)
        return button

    def _scroll_to_caret(self, caret: QRect) -> None:
        middle = self._text.mapTo(self._page, caret.center())
        self.ensureVisible(middle.x(), middle.y(), 0, caret.height())
