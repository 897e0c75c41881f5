"""The form for a slide that the presenter writes."""

from typing import Final, NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, scale
from briefing_app.gui.running_order.list import SlideMinutesField
from briefing_app.gui.running_order.text_box import TextBox
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.model.running_order import RunningOrderItem
from briefing_app.model.slides import VOTE_S
from briefing_app.model.written_slide import MAX_WRITTEN_LENGTH, WrittenKind, written


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


TEXTS: Final = {
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
"""The texts of the form for each kind."""
_VOTE_MINUTES: Final = 0  # a vote without minutes has half a minute
_VOTE_HINT: Final = f"{VOTE_S} seconds if empty"
_MORE_LINES: Final = 4


class WrittenForm(ScrollArea):
    """The fields of a question, a text or a break, and what is wrong with them.

    What was typed is kept until it is entered: the fields have it when they are shown again.
    """

    entered = Signal(object, int)
    """Emitted with the `WrittenSlide` that was entered, and its minutes."""
    closed = Signal()
    """Emitted when the user goes back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = WrittenKind.QUESTION
        self._is_vote = False
        self._target: _Target | None = None
        self._drafts: dict[_Target, _Fields] = {}
        page = self._page = QWidget(self)
        self._heading = heading_label(page, role=TextRole.SECTION, wraps=True)
        self._title_label = text_label(page, role=TextRole.STRONG, wraps=True)
        self._title = TextBox("", page, max_length=MAX_WRITTEN_LENGTH, is_line=True)
        self._more_label = text_label(page, role=TextRole.STRONG, wraps=True)
        self._more = TextBox("", page, max_length=2 * MAX_WRITTEN_LENGTH, lines=_MORE_LINES)
        minutes_label = text_label(page, "Minutes", role=TextRole.STRONG)
        self._minutes = SlideMinutesField(page, "this slide")
        self._hint = text_label(page, look="muted", role=TextRole.SMALL)
        self._problem = text_label(page, look="attention", role=TextRole.BODY, wraps=True)
        self._enter = quiet_button("", page)
        self._back = quiet_button("Back", page)
        self._back.setAccessibleDescription("Escape")
        planning = QHBoxLayout()
        scale(planning.setSpacing, 10)
        planning.addWidget(minutes_label)
        planning.addWidget(self._minutes)
        planning.addWidget(self._hint)
        planning.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._enter)
        buttons.addStretch(1)
        buttons.addWidget(self._back)
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
        for box in (self._title, self._more):
            box.caret_moved.connect(lambda caret, box=box: self._scroll_to_caret(box, caret))
            box.edited.connect(lambda: self._show_problem(""))
        self._more.edited.connect(self._offer_minutes)
        self._minutes.confirmed.connect(self._submit)
        self._enter.clicked.connect(self._submit)
        self._back.clicked.connect(self.closed)

    def begin(self, kind: WrittenKind, item: RunningOrderItem | None = None) -> None:
        """Show the fields of a kind, with what was typed before if it wasn't entered.

        Args:
            kind: The kind.
            item: The slide to edit; None for a new one.
        """
        if self._target is not None:
            self._drafts[self._target] = self._fields
        self._kind, texts = kind, TEXTS[kind]
        what = item.written if item is not None else None
        is_new = item is None or what is None
        self._heading.setText(texts.heading if is_new else texts.edit_heading)
        self._title_label.setText(texts.title)
        self._title.set_name(texts.title)
        self._more_label.setText(texts.more)
        self._more.set_name(texts.more)
        for widget in (self._more_label, self._more):
            widget.setVisible(bool(texts.more))
        self._enter.setText("Add after the selected slide" if is_new else "Save")
        fields = _Fields("", "", texts.minutes)
        if item is not None and what is not None:
            more = "\n".join(filter(None, (what.text, *what.options)))
            fields = _Fields(what.title, more, item.slide.minutes or 0)
        self._target = _Target(kind, "" if item is None else item.made.key, fields)
        self._show_fields(self._drafts.get(self._target, fields))
        self._show_problem("")
        self.verticalScrollBar().setValue(0)
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _fields(self) -> _Fields:
        self._minutes.interpretText()
        return _Fields(self._title.text, self._more.text, self._minutes.value())

    def _show_fields(self, fields: _Fields) -> None:
        self._title.set_text(fields.title)
        self._more.set_text(fields.more)
        self._minutes.set_minutes(fields.minutes)
        self._show_vote()

    def _show_vote(self) -> None:
        self._is_vote = self._kind is WrittenKind.QUESTION and bool(self._more.text.strip())
        hint = _VOTE_HINT if self._is_vote else ""
        self._hint.setText(hint)
        for widget in (self._minutes, self._minutes.lineEdit()):
            widget.setAccessibleDescription(hint)

    def _offer_minutes(self) -> None:
        """Offer the minutes of a vote or of a discussion, unless the user has entered others."""
        is_offered = self._minutes.value() == self._offered_minutes
        self._show_vote()
        if is_offered:
            self._minutes.set_minutes(self._offered_minutes)

    @property
    def _offered_minutes(self) -> int:
        return _VOTE_MINUTES if self._is_vote else TEXTS[self._kind].minutes

    def _submit(self) -> None:
        title, more, minutes = self._fields
        what = written(self._kind, title, more, more)
        self._show_problem(what.problem)
        if what.problem:
            announce(what.problem, self._problem)
            return
        if self._target is not None:
            self._drafts.pop(self._target, None)
            self._target = None
        self.entered.emit(what, minutes)

    def _show_problem(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _scroll_to_caret(self, box: TextBox, caret: QRect) -> None:
        middle = box.mapTo(self._page, caret.center())
        self.ensureVisible(middle.x(), middle.y(), 0, caret.height())
