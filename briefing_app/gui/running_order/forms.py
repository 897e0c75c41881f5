"""What is beside the running order: the selected slide, or what the presenter writes."""

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.running_order.editor import EditorState, RunningOrderEditor
from briefing_app.gui.running_order.table import slide_minutes_field
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import MessageLabel, heading_label, text_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.gui.widgets.text_field import TextField
from briefing_app.layout.page import ASPECT
from briefing_app.model.running_order import RunningOrderItem
from briefing_app.model.slides import VOTE_S
from briefing_app.model.wording import NO_SLIDE_NOTES, NOTES_OF_SLIDE
from briefing_app.model.written_slide import MAX_WRITTEN_LENGTH, WrittenKind, written

_MAX_SLIDE_SHARE: Final = 0.6  # of the height, so that there is room for notes
_MORE_HEIGHT_PX: Final = 88  # four lines


class _FieldsPanel(ScrollArea):
    """A page with text fields."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = QWidget(self)

    def _text_field(self, name: str, max_length: int, *, is_line: bool = False) -> TextField:
        """Return a field that grows with its text."""
        field = TextField(self._page, max_length=max_length, is_line=is_line)
        field.setAccessibleName(name)
        field.setProperty("look", "text_field")
        full = f"This text has at most {max_length:,} characters."
        field.refused.connect(lambda: announce(full, field))
        return field


class SlidePanel(_FieldsPanel):
    """Shows the selected slide large enough to be read, and the author's notes.

    Args:
        editor: The running order.
    """

    def __init__(self, editor: RunningOrderEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        page = self._page
        self.back_button = quiet_button("Back to the list", page)
        self.back_button.setAccessibleDescription("Escape")
        self._slide = SlideView(page, is_aside=True)
        heading = heading_label(page, NOTES_OF_SLIDE, role=TextRole.STRONG, wraps=True)
        self.edit_button = quiet_button("Edit…", page)
        self._notes = PlainText(page, TextRole.CONTROL)
        self._notes.setAccessibleName("Notes of the selected slide")
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self.edit_button)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        scale(rows.setSpacing, 10)
        rows.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self._slide)
        rows.addLayout(head)
        rows.addWidget(self._notes)
        rows.addStretch(1)
        self.set_page(page)
        self._show_item()
        editor.changed.connect(self._follow)
        look().changed.connect(self._show_item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = self.width() - self.verticalScrollBar().sizeHint().width()
        most = round(_MAX_SLIDE_SHARE * self.height())
        self._slide.setFixedHeight(max(0, min(round(width / ASPECT), most)))
        super().resizeEvent(event)

    def _follow(self, new: EditorState, old: EditorState) -> None:
        if new.row != old.row:
            self.verticalScrollBar().setValue(0)
        if new.order is not old.order or new.row != old.row:
            self._show_item()

    def _show_item(self) -> None:
        item = self._editor.state.item
        is_written = item is not None and item.written is not None
        self._slide.show_page(_preview(self._editor.state))
        self._notes.show_text("" if item is None else item.made.notes or NO_SLIDE_NOTES)
        self.edit_button.setVisible(is_written)


def _preview(state: EditorState) -> Shown | None:
    """Return the page of the selected slide with its number, or the one that it would have."""
    if state.item is None:
        return None
    items = state.order.items
    number = 1 + sum(item.is_shown for item in items[: state.row])
    total = number + sum(item.is_shown for item in items[state.row + 1 :])
    shown = SlidePages([state.item.slide], look().slide_theme).preview(0)
    return shown._replace(number=number, total=total)


class _Fields(NamedTuple):
    """What is in the fields; `more` is the text, or the options, one in each line."""

    title: str
    more: str
    minutes: int


class _Target(NamedTuple):
    """What the form is for: a kind, the key of the slide to edit or "", and the fields at first."""

    kind: WrittenKind
    key: str
    fields: _Fields


class _Texts(NamedTuple):
    """What the form says about a kind, and the minutes that it offers."""

    heading: str
    edit_heading: str
    title: str
    more: str = ""
    minutes: int = 0


_TEXTS: Final = {
    WrittenKind.QUESTION: _Texts(
        "Add a question of your own",
        "Edit your question",
        "Question",
        "Options for a show of hands, one in each line; none for a discussion",
        5,
    ),
    WrittenKind.TEXT: _Texts("Add a text of your own", "Edit your text", "Title", "Text", 2),
    WrittenKind.BREAK: _Texts("Add a break", "Edit the break", "Title", "", 10),
}
_VOTE_MINUTES: Final = 0  # a vote without minutes has half a minute
_VOTE_HINT: Final = f"{VOTE_S} seconds if empty"


class WrittenForm(_FieldsPanel):
    """The fields of a question, a text or a break, and what is wrong with them.

    What was typed is kept until it is entered: the fields have it when they are shown again.

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
        self._is_vote = False
        self._target = _Target(WrittenKind.QUESTION, "", _Fields("", "", 0))
        self._drafts: dict[_Target, _Fields] = {}
        page = self._page
        self._heading = heading_label(page, role=TextRole.SECTION, wraps=True)
        self._title_label = text_label(page, role=TextRole.STRONG, wraps=True)
        self._title = self._text_field("", MAX_WRITTEN_LENGTH, is_line=True)
        self._more_label = text_label(page, role=TextRole.STRONG, wraps=True)
        self._more = self._text_field("", 2 * MAX_WRITTEN_LENGTH)
        scale(self._more.setMinimumHeight, _MORE_HEIGHT_PX)
        minutes_label = text_label(page, "Minutes", role=TextRole.STRONG)
        self._minutes = slide_minutes_field(page, "this slide")
        self._hint = text_label(page, look="muted", role=TextRole.SMALL)
        self._problem = MessageLabel(page, "attention", role=TextRole.BODY)
        self._enter = quiet_button("", page)
        back = quiet_button("Back", page)
        back.setAccessibleDescription("Escape")
        planning = QHBoxLayout()
        scale(planning.setSpacing, 10)
        planning.addWidget(minutes_label)
        planning.addWidget(self._minutes)
        planning.addWidget(self._hint)
        planning.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._enter)
        buttons.addStretch(1)
        buttons.addWidget(back)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        scale(rows.setSpacing, 8)
        for widget in (self._heading, self._title_label, self._title, self._more_label, self._more):
            rows.addWidget(widget)
        rows.addLayout(planning)
        rows.addWidget(self._problem)
        rows.addLayout(buttons)
        rows.addStretch(1)
        self.set_page(page)
        for field in (self._title, self._more):
            field.edited.connect(lambda _: self._problem.show_message(""))
        self._more.edited.connect(self._offer_minutes)
        self._minutes.confirmed.connect(self._submit)
        self._enter.clicked.connect(self._submit)
        back.clicked.connect(leave)

    def begin(self, kind: WrittenKind, item: RunningOrderItem | None = None) -> None:
        """Show the fields of a kind, with what was typed before if it wasn't entered.

        Args:
            kind: The kind.
            item: The slide to edit; None for a new one.
        """
        self._drafts[self._target] = self._fields
        texts = _TEXTS[kind]
        what = None if item is None else item.written
        if item is None or what is None:
            self._heading.setText(texts.heading)
            self._enter.setText("Add after the selected slide")
            self._target = _Target(kind, "", _Fields("", "", texts.minutes))
        else:
            self._heading.setText(texts.edit_heading)
            self._enter.setText("Save")
            more = "\n".join(filter(None, (what.text, *what.options)))
            fields = _Fields(what.title, more, item.slide.minutes or 0)
            self._target = _Target(kind, item.made.key, fields)
        self._title_label.setText(texts.title)
        self._title.setAccessibleName(texts.title)
        self._more_label.setText(texts.more)
        self._more.setAccessibleName(texts.more)
        for widget in (self._more_label, self._more):
            widget.setVisible(bool(texts.more))
        self._show_fields(self._drafts.get(self._target, self._target.fields))
        self._problem.show_message("")
        self.verticalScrollBar().setValue(0)
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _fields(self) -> _Fields:
        return _Fields(self._title.toPlainText(), self._more.toPlainText(), self._minutes.value())

    def _show_fields(self, fields: _Fields) -> None:
        self._title.set_text(fields.title)
        self._more.set_text(fields.more)
        self._minutes.setValue(fields.minutes)
        self._show_vote()

    def _show_vote(self) -> None:
        is_question = self._target.kind is WrittenKind.QUESTION
        self._is_vote = is_question and bool(self._more.toPlainText().strip())
        hint = _VOTE_HINT if self._is_vote else ""
        self._hint.setText(hint)
        for widget in (self._minutes, self._minutes.lineEdit()):
            widget.setAccessibleDescription(hint)

    def _offer_minutes(self) -> None:
        """Offer the minutes of a vote or of a discussion, unless the user has entered others."""
        is_offered = self._minutes.value() == self._offered_minutes
        self._show_vote()
        if is_offered:
            self._minutes.setValue(self._offered_minutes)

    @property
    def _offered_minutes(self) -> int:
        return _VOTE_MINUTES if self._is_vote else _TEXTS[self._target.kind].minutes

    def _submit(self) -> None:
        title, more, minutes = self._fields
        what = written(self._target.kind, title, more, more)
        self._problem.show_message(what.problem)
        if what.problem:
            return
        key = self._target.key
        self._drafts.pop(self._target, None)
        self._show_fields(self._target.fields)
        self._editor.write(what, minutes, key)
        self._leave()
