"""The page of a finding: headline, the source's words, our detail, a question and a note.

Words that no finding has are on the same page, which then has only them and the note.
"""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from briefing_app.gui.accessibility.speech import announce, text_locale
from briefing_app.gui.look import TextRole, look, set_role
from briefing_app.gui.panes.page_boxes import BoxPair, NoteBox, QuestionBox
from briefing_app.gui.panes.page_head import PageHead, page_margin
from briefing_app.gui.panes.words_block import WORD_ROLES, WordsBlock
from briefing_app.gui.reading import Reading
from briefing_app.gui.widgets.column import ColumnFrame, Padding, has_size
from briefing_app.gui.widgets.plain_text import Notice, PlainText
from briefing_app.gui.widgets.scroll_area import FocusRingPage
from briefing_app.model.reading import Contents
from briefing_app.model.report import Finding, Quote
from briefing_app.model.wording import CAUTION_LABEL

_NO_FINDING: Final = "No finding is selected."
_NO_WORDS: Final = "This briefing quotes no source for this finding."
# Pixels at 100 % text size.
_MAX_WIDTH_PX: Final = 1000  # of the contents
_SMALL_TITLE_PX: Final = 480  # a narrower page has a smaller headline


class _Page(ColumnFrame):
    """What the page scrolls."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Padding(top=6, bottom=10))
        self.head = PageHead(self)
        self.headline = self._text(
            "The finding", TextRole.PAGE_TITLE, is_tab_stop=False, is_even=True
        )
        self.words = WordsBlock(self)
        self.caution = Notice("Caution", self, lead=f"{CAUTION_LABEL}.")
        self.detail = self._text("The finding in plain words", TextRole.BODY)
        self.excerpt = self._text(
            "The words that the finding is based on", TextRole.SMALL, is_tab_stop=False
        )
        self.excerpt.setProperty("look", "muted")
        self.boxes = BoxPair(self)
        self.question = QuestionBox(self.boxes)
        self.note = NoteBox(self.boxes)
        self.boxes.set_boxes(self.question, self.note)
        for widget, gap in (
            (self.head, 0),
            (self.headline, 2),
            (self.words, 8),
            (self.caution, 8),
            (self.detail, 8),
            (self.excerpt, 6),
            (self.boxes, 10),
        ):
            self.add(widget, gap)

    def space(self, width: int) -> tuple[int, int]:
        margin = page_margin(width)
        return margin, max(1, min(width - 2 * margin, look().px(_MAX_WIDTH_PX)))

    def place_contents(self, widget: QWidget) -> None:
        super().place_contents(widget)
        if widget is self.boxes:
            self.boxes.place()

    def keep_boxes_at_foot(self, height: int) -> int:
        """Move the boxes to the foot of a height, if they are above it; return the new height."""
        spare = max(0, height - self.height())
        self.boxes.move(self.boxes.x(), self.boxes.y() + spare)
        return self.height() + spare

    def note_height(self, width: int) -> int:
        """Return by how much the note makes the page higher at a width, in pixels."""
        _, space = self.space(width)
        return self.boxes.heightForWidth(space) - self.boxes.height_without(self.note, space)

    def _text(
        self, name: str, role: TextRole, *, is_tab_stop: bool = True, is_even: bool = False
    ) -> PlainText:
        text = PlainText(self, role, is_tab_stop=is_tab_stop, is_even=is_even)
        text.setAccessibleName(name)
        return text


class FindingPage(FocusRingPage):
    """Shows a finding on one surface with one scroll bar.

    If it is too long for the height, its words are smaller, and then the page scrolls.
    """

    def __init__(self, parent: QWidget, reading: Reading) -> None:
        super().__init__(parent)
        self._reading = reading
        self._is_filling = False  # the contents are placed when all of them are there
        self.setAccessibleName("Finding")
        self.setProperty("look", "surface")
        self.setWidgetResizable(False)
        self._page = _Page(self.viewport())
        self.set_page(self._page)
        self.head = self._page.head
        self.note = self._page.note
        self.steps = self._page.words.steps
        self.words_parts = self._page.words.parts
        """What has the context menu of the words."""
        self.steps.previous_button.clicked.connect(lambda: self.step(-1))
        self.steps.next_button.clicked.connect(lambda: self.step(1))
        self.note.height_changed.connect(self._refit)
        reading.changed.connect(self._show_contents)
        look().changed.connect(self._fit)

    def step(self, by: int) -> None:
        """Show another quote of the finding, a number of places further on, and announce it."""
        if self._reading.step_quote(by):
            self._announce()

    def show_note_button(self, *, is_shown: bool) -> None:
        """Show whether the quote has a note of its own, beside that of its finding."""
        self.steps.show_note_button(is_shown=is_shown)
        self._refit()

    def set_note_elsewhere(self, *, is_elsewhere: bool) -> None:
        """Leave the note to another box, and show the question at the foot of the page."""
        if is_elsewhere is not self._page.note.isHidden():
            self._page.note.setVisible(not is_elsewhere)
            self._fit()

    def copy_text(self) -> str:
        """Return the shown words with their attribution, or an empty string."""
        evidence = self._reading.contents.evidence
        return evidence.citation if evidence is not None else ""

    def focus(self) -> None:
        """Give the words the keyboard focus, or the note that there are none."""
        self._page.words.start.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_note(self) -> None:
        """Give the field for the user's note, if it is here, the keyboard focus."""
        self.ensureWidgetVisible(self.note)
        self.note.focus()

    def keep_foot(self, height: int) -> None:
        """Scroll as if this were lower; a note that is being written stays in sight."""
        super().keep_foot(height)
        self._refit()
        if self.note.field.hasFocus():
            self.ensureWidgetVisible(self.note)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_sizes()
        self._refit()

    # ---- showing --------------------------------------------------------------------------------

    def _show_contents(self, new: Contents, old: Contents) -> None:
        is_another = new.parts is not old.parts or new.item is not old.item
        if new.parts is not old.parts:
            self._page.setLocale(text_locale(new.report.language))
        if is_another or new.quote is not old.quote or new.my_force != old.my_force:
            self._fill(new)
        elif new.terms != old.terms:
            self._highlight(new)  # typing should not lay out the page at each letter
        if is_another or new.listed_ids != old.listed_ids:
            self.head.show_steps(new)
        if is_another:
            self.verticalScrollBar().setValue(0)

    def _fill(self, contents: Contents) -> None:
        finding, page = contents.finding, self._page
        self.setUpdatesEnabled(False)
        self._is_filling = True
        page.head.show_contents(contents)
        page.headline.setVisible(finding is not None)
        page.headline.show_text(finding.headline if finding else "")
        self._show_words(contents)
        self._show_texts(finding, contents.quote)
        page.question.show_text(finding.prompt if finding else "")
        self._highlight(contents)
        page.boxes.setVisible(contents.item is not None)
        self._is_filling = False
        self._fit()
        self.setUpdatesEnabled(True)

    def _show_words(self, contents: Contents) -> None:
        words, evidence = self._page.words, contents.evidence
        if evidence is not None:
            words.show_words(evidence)
            words.mark_my_force(contents.quote, contents.my_force)
        else:
            words.show_none(_NO_FINDING if contents.item is None else _NO_WORDS)
        words.steps.show_place(contents.quote_index, len(contents.quotes))

    def _show_texts(self, finding: Finding | None, quote: Quote | None) -> None:
        page = self._page
        page.caution.show_text(finding.caution if finding else "")
        detail = finding.detail if finding else ""
        page.detail.setVisible(bool(detail))
        page.detail.show_text(detail)
        excerpt = ""
        if finding and finding.excerpt and quote and finding.excerpt not in quote.text:
            place = " · ".join(filter(None, (finding.source.publisher, finding.locator)))
            excerpt = f"The finding is based on: “{finding.excerpt}” — {place}"
        page.excerpt.setVisible(bool(excerpt))
        page.excerpt.show_text(excerpt)

    def _highlight(self, contents: Contents) -> None:
        """Highlight the words of the search in what is shown."""
        page, terms, finding = self._page, contents.terms, contents.finding
        for text in (page.headline, page.words, page.caution, page.detail, page.question):
            text.highlight(terms)
        start = page.excerpt.toPlainText().find("“") + 1
        end = start + len(finding.excerpt) if finding is not None else start
        page.excerpt.highlight(terms, slice(start, end))
        page.note.highlight(terms)

    def _fit(self) -> None:
        """Follow the contents, unless there is no size to fit them in yet."""
        if has_size(self):
            self._choose_sizes()
            self._refit()

    def _choose_sizes(self) -> None:
        """Show the headline as the width allows, the words as large as nothing scrolls.

        The note doesn't count: the words stay while it is written.
        """
        is_narrow = self.width() < look().px(_SMALL_TITLE_PX)
        role = TextRole.NARROW_PAGE_TITLE if is_narrow else TextRole.PAGE_TITLE
        set_role(self._page.headline, role)
        height = self.height() + self._page.note_height(self.width())
        largest = (TextRole.QUOTE_LARGE,) if self.note.isHidden() else ()
        for role in (*largest, *WORD_ROLES):
            self._page.words.set_words_role(role)
            if self._page.heightForWidth(self.width()) <= height:
                break

    def _refit(self) -> None:
        """Follow the height of the contents, which doesn't depend on the scroll bar."""
        page = self._page
        if self._is_filling:
            return
        page.resize(self.width(), page.place(self.width()))
        if self.note.isHidden():
            page.resize(self.width(), page.keep_boxes_at_foot(self.viewport().height()))

    def _announce(self) -> None:
        contents = self._reading.contents
        evidence, finding = contents.evidence, contents.finding
        if evidence is None or finding is None:
            return
        at, count = contents.quote_index, len(contents.quotes)
        place = f"Quote {at + 1:,} of {count:,} for finding {finding.position}"
        announce(". ".join(filter(None, (place, evidence.quoted, evidence.attribution))), self)
