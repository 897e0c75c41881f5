"""The words that a finding is based on, with who said them, where, and how that was checked."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from briefing_app.gui.accessibility.speech import INTERFACE_LOCALE
from briefing_app.gui.look import TextRole, look, scale, set_role
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.column import ColumnFrame, Padding
from briefing_app.gui.widgets.labels import text_label
from briefing_app.gui.widgets.plain_text import MAX_LETTERS, PlainText
from briefing_app.model.evidence import Evidence
from briefing_app.model.report import Force, Quote
from briefing_app.model.wording import own_words

# Pixels at 100 % text size.
_CHECK_MARK_PX: Final = 17
_BAR_PX: Final = 4
_TEXT_LEFT_PX: Final = 24
_MIN_TARGET_PX: Final = 24

_JOINT: Final = " · "

WORD_ROLES: Final = (TextRole.QUOTE, TextRole.QUOTE_MEDIUM, TextRole.QUOTE_SMALL)
"""The sizes of the words, the largest first."""


class CheckMark(QWidget):
    """A check mark."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        scale(self.setFixedSize, _CHECK_MARK_PX, _CHECK_MARK_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0, 1, -2, -1)
        look().paint_icon(painter, box, "check", look().theme.good)
        painter.end()


class _Origin(ColumnFrame):
    """Where the words are, after a check mark if that was proved."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setLocale(INTERFACE_LOCALE)  # our own words, or mostly
        self.tick = CheckMark(self)
        self.text = PlainText(self, TextRole.SMALL, is_tab_stop=False)
        self.text.setAccessibleName("Source")
        self.text.setProperty("look", "muted")
        self.add(self.text)

    def space(self, width: int) -> tuple[int, int]:
        left = 0 if self.tick.isHidden() else self.tick.width()
        return left, max(1, width - left)


class QuoteSteps(QWidget):
    """Which of several quotes is shown, between the arrows that lead to the others."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setLocale(INTERFACE_LOCALE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        scale(row.setSpacing, 3)
        self.previous_button = self._arrow("‹", "Previous quote")
        self._position = text_label(self, look="accent", role=TextRole.SMALL_BUTTON)
        self.next_button = self._arrow("›", "Next quote")
        self.note_button = quiet_button("My note on this quote", self, role=TextRole.SMALL_BUTTON)
        self.note_button.setCheckable(True)
        self.note_button.hide()
        for widget in (self.previous_button, self._position, self.next_button, self.note_button):
            row.addWidget(widget)
        row.addStretch(1)

    def show_place(self, at: int, count: int) -> None:
        """Show which quote is shown, counted from 0, and of how many."""
        self._position.setText(f"Quote {at + 1:,} of {count:,}")
        self.previous_button.setEnabled(at > 0)
        self.next_button.setEnabled(at < count - 1)
        for widget in (self.previous_button, self._position, self.next_button):
            widget.setVisible(count > 1)
        self._follow()

    def show_note_button(self, *, is_shown: bool) -> None:
        """Show whether the quote has a note of its own, beside that of the finding."""
        self.note_button.setVisible(is_shown)
        self._follow()

    def _follow(self) -> None:
        self.setHidden(self._position.isHidden() and self.note_button.isHidden())

    def _arrow(self, text: str, name: str) -> QPushButton:
        button = quiet_button(text, self, role=TextRole.SMALL_BUTTON)
        button.setAccessibleName(name)
        scale(button.setMinimumSize, _MIN_TARGET_PX, _MIN_TARGET_PX)
        return button


class WordsBlock(ColumnFrame):
    """The exact words beside a bar, and below them the speaker, the place and the other quotes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Padding(left=_TEXT_LEFT_PX, top=2, right=7, bottom=1))
        self.words = PlainText(self, TextRole.QUOTE, max_letters=MAX_LETTERS)
        self.words.setAccessibleName("The exact words")
        self._attribution = PlainText(self, TextRole.CONTROL)
        self._attribution.setAccessibleName("Who said it")
        self._origin = _Origin(self)
        self._evidence: Evidence | None = None
        self.steps = QuoteSteps(self)
        self.add(self.words)
        self.add(self._attribution, 6)
        self.add(self._origin, 1)
        self.add(self.steps)

    @property
    def start(self) -> PlainText:
        """The first text: the words, or the note that there are none."""
        return self._origin.text if self.words.isHidden() else self.words

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """The block and the words in it, which have the same context menu."""
        return (self, self.words)

    def show_words(self, evidence: Evidence) -> None:
        """Show words with who said them and where they are from."""
        self._evidence = evidence
        self.words.show()
        self.words.show_text(evidence.quoted)
        self._attribution.setVisible(bool(evidence.speaker))
        self._attribution.show_text(evidence.attribution, bold=[slice(len(evidence.speaker))])
        self._origin.tick.setVisible(evidence.has_tick)
        lead = self._origin_lead
        bold = [slice(len(lead.removesuffix(_JOINT)))] if lead else []
        self._origin.text.show_text(lead + evidence.origin, bold=bold)

    def show_none(self, reason: str) -> None:
        """Say why there are no words."""
        for widget in (self.words, self._attribution, self._origin.tick):
            widget.hide()
        self.words.show_text("")
        self._evidence = None
        self._origin.text.show_text(reason)

    @property
    def _origin_lead(self) -> str:
        """What is in front of the origin of words that nobody in particular said."""
        evidence = self._evidence
        if evidence is None or evidence.speaker:
            return ""
        return own_words(evidence.source) + _JOINT

    def mark_my_force(self, quote: Quote | None, my_force: Force | None) -> None:
        """Say whether the quote is about the user's force; call this after `show_words`."""
        if quote is not None and my_force is not None and my_force in quote.forces:
            text = self._origin.text.toPlainText()
            self._origin.text.show_text(f"{text} · about my force, {my_force.name}")

    def highlight(self, terms: tuple[str, ...]) -> None:
        """Highlight the matches of a search in what it looks at; call this after the others."""
        evidence = self._evidence
        self.words.highlight(terms)
        if evidence is not None:
            self._attribution.highlight(terms, slice(len(evidence.speaker)))  # not the role
            start, part = len(self._origin_lead), evidence.source_part
            self._origin.text.highlight(terms, slice(start + part.start, start + part.stop))
        else:
            self._origin.text.highlight(())

    def set_words_role(self, role: TextRole) -> None:
        """Show the words in another size."""
        set_role(self.words, role)

    def space(self, width: int) -> tuple[int, int]:
        """Return where the texts start, and how wide they may be: without words there is no bar."""
        left, space = super().space(width)
        return (left, space) if self._evidence is not None else (0, left + space)

    def place_contents(self, widget: QWidget) -> None:
        """Let the first arrow start where the words do."""
        super().place_contents(widget)
        if widget is self.steps:
            widget.move(widget.x() - look().px(QUIET_PADDING_X), widget.y())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.words.isHidden():
            painter = QPainter(self)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().colour("accent"))
            painter.drawRect(0, 0, look().px(_BAR_PX), self.height())
            painter.end()
