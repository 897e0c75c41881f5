"""The form for a slide that the presenter writes."""

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, scale
from briefing_app.gui.running_order.editor import RunningOrderEditor
from briefing_app.gui.running_order.table import slide_minutes_field
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.labels import MessageLabel, heading_label, text_label
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.gui.widgets.text_field import TextField
from briefing_app.model.running_order import RunningOrderItem
from briefing_app.model.slides import VOTE_S
from briefing_app.model.written_slide import MAX_WRITTEN_LENGTH, WrittenKind, written

_MORE_HEIGHT_PX: Final = 88  # four lines, at 100 % text size


class _Kind(NamedTuple):
    """What the form says about a kind of slide, and the minutes that it offers."""

    name: str
    title: str
    more: str
    minutes: int


_KINDS: Final = {
    WrittenKind.QUESTION: _Kind(
        "Question",
        "Question",
        "Options for a show of hands, one in each line; none for a discussion",
        5,
    ),
    WrittenKind.BREAK: _Kind("Break", "Title", "", 10),
    WrittenKind.TEXT: _Kind("Slide", "Title", "Text", 2),
}


class SlideForm(ScrollArea):
    """The fields of a question, a break or a slide, and what is wrong with them.

    Args:
        editor: The running order.
        leave: Shows the table again.
    """

    def __init__(
        self, editor: RunningOrderEditor, leave: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._leave = leave
        self._key = ""  # of the slide that is changed; empty for a new one
        page = self._page = QWidget(self)
        self._heading = heading_label(page, role=TextRole.SECTION, wraps=True)
        self._kind = ComboBox(page)
        self._kind.setAccessibleName("Kind")
        for kind, texts in _KINDS.items():
            self._kind.addItem(texts.name, kind)
        self._title_label = self._label("")
        self._title = self._text_field(MAX_WRITTEN_LENGTH, is_line=True)
        self._more_label = self._label("")
        self._more = self._text_field(2 * MAX_WRITTEN_LENGTH)
        scale(self._more.setMinimumHeight, _MORE_HEIGHT_PX)
        self._minutes = slide_minutes_field(page, "this slide")
        self._hint = text_label(page, look="muted", role=TextRole.SMALL, wraps=True)
        self._problem = MessageLabel(page, "attention", role=TextRole.BODY)
        self._enter = quiet_button("", page)
        cancel = quiet_button("Cancel", page)
        cancel.setAccessibleDescription("Escape")
        minutes = QHBoxLayout()
        scale(minutes.setSpacing, 10)
        minutes.addWidget(self._minutes)
        minutes.addWidget(self._hint, 1)
        self._fields = QFormLayout()
        self._fields.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        scale(self._fields.setVerticalSpacing, 6)
        self._fields.addRow(self._label("Kind"), self._kind)
        self._fields.addRow(self._title_label, self._title)
        self._fields.addRow(self._more_label, self._more)
        self._fields.addRow(self._label("Minutes"), minutes)
        buttons = QHBoxLayout()
        buttons.addWidget(self._enter)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        scale(rows.setSpacing, 8)
        rows.addWidget(self._heading)
        rows.addLayout(self._fields)
        rows.addWidget(self._problem)
        rows.addLayout(buttons)
        rows.addStretch(1)
        self.set_page(page)
        self._kind.currentIndexChanged.connect(lambda _: self._show_kind())
        for field in (self._title, self._more):
            field.edited.connect(lambda _: self._problem.show_message(""))
        self._minutes.lineEdit().returnPressed.connect(self._submit)
        self._enter.clicked.connect(self._submit)
        cancel.clicked.connect(leave)

    def begin(self, item: RunningOrderItem | None) -> None:
        """Show empty fields, or those of a slide.

        Args:
            item: A slide that the presenter wrote, to be changed; None for a new one.
        """
        what = None if item is None else item.written
        self._kind.setEnabled(what is None)
        if item is None or what is None:
            self._key = ""
            self._heading.setText("Add your own")
            self._enter.setText("Add after the selected slide")
            self._title.set_text("")
            self._more.set_text("")
            self._show_kind()
        else:
            self._key = item.made.key
            self._heading.setText("Change your own")
            self._enter.setText("Save")
            self._kind.setCurrentIndex(self._kind.findData(what.kind))
            self._show_kind()
            self._title.set_text(what.title)
            self._more.set_text("\n".join(filter(None, (what.text, *what.options))))
            self._minutes.setValue(item.slide.minutes or 0)
        self.verticalScrollBar().setValue(0)
        (self._kind if what is None else self._title).setFocus(Qt.FocusReason.OtherFocusReason)

    def _label(self, text: str) -> QLabel:
        return text_label(self._page, text, role=TextRole.STRONG, wraps=True)

    def _text_field(self, max_length: int, *, is_line: bool = False) -> TextField:
        """Return a field that grows with its text."""
        field = TextField(self._page, max_length=max_length, is_line=is_line)
        field.setProperty("look", "text_field")
        full = f"This text has at most {max_length:,} characters."
        field.refused.connect(lambda: announce(full, field))
        return field

    def _show_kind(self) -> None:
        """Name the fields of the chosen kind, and offer its minutes."""
        kind = WrittenKind(self._kind.currentData())
        texts = _KINDS[kind]
        self._title_label.setText(texts.title)
        self._title.setAccessibleName(texts.title)
        self._more_label.setText(texts.more)
        self._more.setAccessibleName(texts.more)
        self._fields.setRowVisible(self._more, bool(texts.more))
        is_question = kind is WrittenKind.QUESTION
        self._hint.setText(f"Without minutes, a vote has {VOTE_S} seconds." if is_question else "")
        self._minutes.setValue(texts.minutes)
        self._problem.show_message("")

    def _submit(self) -> None:
        title, more = self._title.toPlainText(), self._more.toPlainText()
        what = written(WrittenKind(self._kind.currentData()), title, more, more)
        self._problem.show_message(what.problem)
        if not what.problem:
            self._editor.write(what, self._minutes.value(), self._key)
            self._leave()
