"""The dialog Forget what I did here."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.announcements import announce
from briefing_app.gui.forgetting.kept_items import KeptGroup, KeptItem
from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.widgets.buttons import CheckBox, quiet_button
from briefing_app.gui.widgets.dialog import ResizableDialog
from briefing_app.gui.widgets.labels import heading_label, text_label

TITLE = "Forget what I did here"
_EXPLANATION = (
    "This is kept on this computer for your user account. Tick what to remove. "
    "Briefings and exported files stay where they are."
)
_NOTHING = "Nothing is kept on this computer."


class ForgetDialog(ResizableDialog):
    """Shows what is kept, and requests the removal of what is ticked.

    Args:
        style: Colours, fonts and text size.
        parent: The main window.
    """

    removal_requested = Signal(list)
    """Emitted with the ticked `KeptItem` values."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, QSize(620, 560), style, parent)
        self._layout = QVBoxLayout(self._page)
        self._explanation = text_label(self._page, _EXPLANATION, wraps=True)
        self._layout.addWidget(self._explanation)
        self._list = QWidget(self._page)
        self._layout.addWidget(self._list)
        self._layout.addStretch(1)
        self._message = text_label(self, wraps=True)
        self._headings: list[QLabel] = []
        self._boxes: list[tuple[CheckBox, KeptItem]] = []
        self._remove = QPushButton("Remove what is ticked")
        self._remove.setProperty("look", "primary")
        self._remove.clicked.connect(self._request)
        self._tick_all = quiet_button("Tick all")
        self._tick_all.clicked.connect(self._toggle_all)
        self._rows.addWidget(self._message)
        self._buttons.addButton(self._remove, QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.addButton(self._tick_all, QDialogButtonBox.ButtonRole.ResetRole)
        self._follow_style()
        self.show_message("")

    def show_groups(self, groups: Sequence[KeptGroup]) -> None:
        """Show what is kept, with nothing ticked and the keyboard focus at the first item."""
        self._list.deleteLater()
        self._list.hide()
        self._headings, self._boxes = [], []
        self._list = QWidget(self._page)
        rows = QVBoxLayout(self._list)
        rows.setContentsMargins(0, 0, 0, 0)
        for group in groups:
            heading = heading_label(self._list, group.title, wraps=True)
            self._headings.append(heading)
            rows.addWidget(heading)
            for item in group.items:
                box = CheckBox(item.text, self._style, self._list)
                box.setAccessibleDescription(group.title)
                box.toggled.connect(self._follow_ticks)
                self._boxes.append((box, item))
                rows.addWidget(box)
        self._layout.insertWidget(1, self._list)
        self._list.show()
        boxes = (box for box, _ in self._boxes)
        in_order = (self._area, *boxes, self._tick_all, self._remove, self._close_button)
        for previous, following in pairwise(in_order):
            self.setTabOrder(previous, following)
        self._explanation.setText(_EXPLANATION if groups else _NOTHING)
        self._restyle()
        self._follow_ticks()
        self._focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        """Move the keyboard focus to the first item."""
        super().showEvent(event)
        if not event.spontaneous():
            self._focus_first()

    def show_message(self, message: str) -> None:
        """Show what was removed, and announce it."""
        self._message.setText(message)
        self._message.setVisible(bool(message))
        if message:
            announce(message, self)

    @property
    def ticked(self) -> list[KeptItem]:
        """What is ticked."""
        return [item for box, item in self._boxes if box.isChecked()]

    @property
    def _close_button(self) -> QPushButton:
        return self._buttons.button(QDialogButtonBox.StandardButton.Close)

    def _focus_first(self) -> None:
        first = self._boxes[0][0] if self._boxes else self._close_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _request(self) -> None:
        self.removal_requested.emit(self.ticked)

    def _toggle_all(self) -> None:
        is_checked = len(self.ticked) < len(self._boxes)
        for box, _ in self._boxes:
            box.setChecked(is_checked)

    def _follow_ticks(self) -> None:
        count = len(self.ticked)
        self._remove.setEnabled(count > 0)
        self._tick_all.setEnabled(bool(self._boxes))
        are_all_ticked = 0 < count == len(self._boxes)
        self._tick_all.setText("Tick none" if are_all_ticked else "Tick all")

    def _restyle(self) -> None:
        px, font = self._style.px, self._style.font
        self._explanation.setFont(font(TextRole.BODY))
        self._message.setFont(font(TextRole.BODY))
        self._layout.setSpacing(px(10))
        rows = self._list.layout()
        if rows is not None:
            rows.setSpacing(px(2))
        for number, heading in enumerate(self._headings):
            heading.setFont(font(TextRole.STRONG))
            heading.setContentsMargins(0, px(12) if number else 0, 0, px(2))
        for box, _ in self._boxes:
            box.restyle()
        super()._restyle()
