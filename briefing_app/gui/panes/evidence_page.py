"""The page of the quote pane: the finding, its evidence, and what we say about it."""

from collections.abc import Sequence
from functools import partial
from math import ceil
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.accessibility.speech import INTERFACE_LOCALE
from briefing_app.gui.look import TextRole, look, scale, scale_sides, set_role
from briefing_app.gui.panes.evidence import Evidence
from briefing_app.gui.panes.note_panel import NotePanel
from briefing_app.gui.panes.quote_browser import QuoteBrowser
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import ToggleButton, quiet_button
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import heading_label
from briefing_app.gui.widgets.plain_text import MAX_LETTERS, Notice, PlainText, narrow_row
from briefing_app.gui.widgets.text_layout import wrap_text
from briefing_app.model.report import Finding, Force, Quote
from briefing_app.model.wording import (
    CAUTION_LABEL,
    DISCUSSION_LABEL,
    DISCUSSION_QUESTION,
    OUR_DISCUSSION_QUESTION,
)

_CHECK_MARK_SIZE: Final = 17  # pixels at 100 % text size


class CheckMark(QWidget):
    """A check mark; not every font has that character."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        scale(self.setFixedSize, _CHECK_MARK_SIZE, _CHECK_MARK_SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        size = self.height()
        pen = QPen(look().colour("good"), size * 0.13)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        points = ((0.1, 0.55), (0.32, 0.78), (0.72, 0.25))
        painter.drawPolyline([QPointF(x * size, y * size) for x, y in points])
        painter.end()


class LinkButton(QPushButton):
    """A button that looks like a link and wraps its text over several lines.

    Args:
        text: The text; an ampersand in it has no special meaning.
    """

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._text = text
        self.setProperty("look", "link")
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = wrap_text(self._text, self._font(), width - 2 * self._margin())
        return ceil(lines.boundingRect().height()) + 2 * self._margin()

    def sizeHint(self) -> QSize:
        """Return a small width, since any will do, and the height of one line."""
        return QSize(40, QFontMetrics(self._font()).height() + 2 * self._margin())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        margin = self._margin()
        painter = QPainter(self)
        painter.setPen(QPen(look().colour("accent"), 2))
        lines = wrap_text(self._text, self._font(), self.width() - 2 * margin)
        lines.draw(painter, QPointF(margin, margin))
        if self.hasFocus():
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _font(self) -> QFont:
        font = QFont(look().font(TextRole.CONTROL))
        font.setUnderline(True)
        return font

    def _margin(self) -> int:
        to_target = (25 - QFontMetrics(self._font()).height()) // 2  # 24 px or more to click
        return max(3, look().px(3), to_target)  # the focus ring takes two


_MIN_TARGET: Final = 24  # pixels at 100 % text size


class QuoteNavigation(FlowRow):
    """Shows which quote is shown, and leads to the others."""

    step_requested = Signal(int)
    """Emitted with the number of quotes to move on by."""
    browsing_requested = Signal(bool)
    """Emitted with whether all quotes should be browsed."""
    note_requested = Signal()
    """Emitted when the user wants to see their note on the quote."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, spacing=4)
        self._previous = self._arrow("‹", "Previous quote", -1)
        self._position = heading_label(self, role=TextRole.STRONG)
        self._next = self._arrow("›", "Next quote", 1)
        self._all = ToggleButton("", self)
        self._all.clicked.connect(self.browsing_requested)
        set_role(self._all, TextRole.SMALL)
        self._note = quiet_button("My note on this quote", self, role=TextRole.SMALL_BUTTON)
        self._note.hide()
        self._note.clicked.connect(self.note_requested)
        for button in (self._previous, self._next, self._all):
            scale(button.setMinimumSize, _MIN_TARGET, _MIN_TARGET)
        for widget in (self._previous, self._position, self._next, self._all, self._note):
            self.add(widget)

    def show_place(self, browser: QuoteBrowser) -> None:
        """Show the place among the quotes, and the buttons that lead on from there."""
        is_place_shown = browser.has_several or browser.is_browsing
        self._position.setText(browser.position)
        self._position.setVisible(is_place_shown and bool(browser.position))
        for button, is_possible in (
            (self._previous, browser.has_previous),
            (self._next, browser.has_next),
        ):
            button.setVisible(browser.has_several)
            button.setEnabled(is_possible)
        count = browser.total_count
        self._all.setText(f"All {count:,} quotes" if count > 1 else "All quotes")
        self._all.setVisible(count > 0)
        self._all.setChecked(browser.is_browsing)
        self.setVisible(count > 0)

    def show_note_link(self, *, is_shown: bool) -> None:
        """Show whether the quote has a note of its own, which is elsewhere."""
        self._note.setVisible(is_shown)

    def _arrow(self, text: str, name: str, by: int) -> QPushButton:
        button = quiet_button(text, self, role=TextRole.SMALL_BUTTON)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self.step_requested.emit(by))
        return button


_QUESTION_ASIDE: Final = f" — {OUR_DISCUSSION_QUESTION.lower()}\n"
# Pixels at 100 % text size.
_RULE_WIDTH: Final = 4
_RULE_GAP: Final = 18
_COLUMN_GAP: Final = 40
_GAP: Final = 10
_MIN_BOX_WIDTH: Final = 300  # of a box that has another one beside it


class EvidenceContent(NamedTuple):
    """What the page shows.

    Args:
        title: The headline of the finding, or what is browsed.
        evidence: The words, if there are any.
        no_evidence: The text to show if there are none.
        quote: The quote that the words are, if they are one.
        finding: The finding that is shown with it; None while all quotes are browsed.
        supported: The findings to link to.
        terms: The search terms to highlight.
        my_force: The user's own force.
    """

    title: str
    evidence: Evidence | None
    no_evidence: str
    quote: Quote | None
    finding: Finding | None
    supported: Sequence[Finding]
    terms: tuple[str, ...]
    my_force: Force | None


class EvidencePage(QWidget):
    """Shows a finding's headline, a caution, the words with their source, our detail, and links."""

    finding_requested = Signal(object)
    """Emitted when the user follows the link to a `Finding`."""
    caret_moved = Signal(QRect)
    """Emitted when the text cursor moves, with its place on the page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # The list of findings shows three lines of it; this is the complete headline.
        self._title = self._text(
            "The finding", TextRole.TITLE, max_letters=MAX_LETTERS, is_tab_stop=False
        )
        self.copy_button = quiet_button("Copy", self, role=TextRole.SMALL_BUTTON)
        self.copy_button.setAccessibleName("Copy the quote with its attribution")
        self._caution = Notice("caution", "Caution", self, lead=f"{CAUTION_LABEL}.")
        self._rule = QFrame(self)
        self._rule.setProperty("look", "rule")
        scale(self._rule.setFixedWidth, _RULE_WIDTH)
        self._words = self._text("The exact words", TextRole.QUOTE, max_letters=MAX_LETTERS)
        self._attribution = self._text("Who said it", TextRole.CONTROL)
        self._tick = CheckMark(self)
        self._origin = self._small_text("Source")
        self.navigation = QuoteNavigation(self)
        for widget in (self._origin, self.navigation, self.copy_button):
            widget.setLocale(INTERFACE_LOCALE)  # our own words, or mostly
        self._detail = self._text(
            "The finding in plain words", TextRole.BODY, max_letters=MAX_LETTERS
        )
        self._excerpt = self._small_text(
            "The words that the finding is based on", max_letters=MAX_LETTERS
        )
        self._links = QWidget(self)
        self._link_rows = QVBoxLayout(self._links)
        self._link_rows.setContentsMargins(0, 0, 0, 0)
        self._question = Notice(
            *("prompt", DISCUSSION_QUESTION, self),
            lead=DISCUSSION_LABEL,
            aside=_QUESTION_ASIDE,
        )
        self.note_panel = NotePanel(self)
        self._boxes = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._evidence, self._evidence_rows = QHBoxLayout(), QVBoxLayout()
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._rows = QVBoxLayout(self)
        self._build_layout()
        for text in self.findChildren(PlainText):
            if not self.note_panel.isAncestorOf(text):
                text.caret_moved.connect(partial(self._emit_caret, text))
        self.note_panel.caret_moved.connect(partial(self._emit_caret, self.note_panel))
        self.note_panel.set_tab_position(self._question.text_view)

    def show_content(self, content: EvidenceContent) -> None:
        """Show other content."""
        self.setUpdatesEnabled(False)
        self._show_evidence(content)
        self._show_finding(content)
        self._show_links(content.supported)
        self.note_panel.highlight(content.terms)
        self.note_panel.setVisible(content.finding is not None or content.quote is not None)
        self._choose_columns(self.width())
        self.setUpdatesEnabled(True)

    def selected_text(self) -> str:
        """Return the text that is selected on the page, or an empty string."""
        texts = self.findChildren(PlainText)
        return next(filter(None, (text.selected_text() for text in texts)), "")

    def focus(self) -> None:
        """Give the keyboard focus to the words, or to the note that there are none."""
        text = self._origin if self._words.isHidden() else self._words
        text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sizeHint(self) -> QSize:
        """Return the minimum size. Qt would lay out all texts in their smallest width."""
        return self.minimumSizeHint()

    def height_at(self, width: int) -> int:
        """Return the height that the page needs at a width, in pixels."""
        self._choose_columns(width)
        self._rows.activate()  # the rows in it would keep the heights of earlier texts
        return self._rows.totalHeightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_columns(self.width())

    def _choose_columns(self, width: int) -> None:
        """Put what we say beside the words if both have the width of a line, otherwise below."""
        px, direction = look().px, QBoxLayout.Direction
        lines = self._words.maximumWidth() + self._detail.maximumWidth()
        needed = lines + px(_RULE_WIDTH + _RULE_GAP + 4 * QUIET_PADDING_X + _COLUMN_GAP)
        is_wide = width >= needed
        self._columns.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
        self._columns.setSpacing(px(_COLUMN_GAP if is_wide else _GAP))
        has_room = not is_wide and width >= px(2 * _MIN_BOX_WIDTH)
        is_beside = has_room and not self._question.isHidden()
        self._boxes.setDirection(direction.LeftToRight if is_beside else direction.TopToBottom)

    def _text(
        self,
        name: str,
        role: TextRole,
        *,
        max_letters: int | None = None,
        is_tab_stop: bool = True,
    ) -> PlainText:
        text = PlainText(self, role, max_letters=max_letters, is_tab_stop=is_tab_stop)
        text.setAccessibleName(name)
        return text

    def _small_text(self, name: str, *, max_letters: int | None = None) -> PlainText:
        """Make a muted text that Tab skips."""
        text = self._text(name, TextRole.SMALL, max_letters=max_letters, is_tab_stop=False)
        text.setProperty("look", "muted")
        return text

    def _build_layout(self) -> None:
        scale_sides(self._rows.setContentsMargins, 0, 0, 6, 12)
        for layout in (self._rows, self._left, self._right, self._boxes):
            scale(layout.setSpacing, _GAP)
        scale(self._evidence.setSpacing, _RULE_GAP)
        scale(self._evidence_rows.setSpacing, 4)
        origin = QHBoxLayout()
        origin.setSpacing(0)
        origin.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignTop)
        origin.addWidget(self._origin, 1)
        self._evidence_rows.addLayout(narrow_row(self._words))
        self._evidence_rows.addWidget(self._attribution)
        self._evidence_rows.addLayout(origin)
        self._indent(self._evidence)
        self._evidence.addWidget(self._rule)
        self._evidence.addLayout(self._evidence_rows, 1)
        head = QHBoxLayout()
        head.addLayout(self._indent(narrow_row(self._title)), 1)
        head.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)
        self._left.addLayout(self._evidence)
        self._left.addWidget(self.navigation)
        self._left.addStretch()
        for widget in (self._detail, self._excerpt, self._links):
            self._right.addLayout(self._indent(narrow_row(widget)))
        boxes = self._indent(QHBoxLayout())
        boxes.addLayout(self._boxes)
        question = QVBoxLayout()
        question.addLayout(narrow_row(self._question))
        question.addStretch(1)
        self._boxes.addLayout(question, 3)
        self._boxes.addLayout(narrow_row(self.note_panel), 2)
        self._right.addLayout(boxes)
        self._right.addStretch()
        self._columns.addLayout(self._left, 1)
        self._columns.addLayout(self._right, 1)
        self._rows.addLayout(head)
        self._rows.addLayout(self._indent(narrow_row(self._caution)))
        self._rows.addLayout(self._columns)
        self._rows.addStretch(1)

    def _indent(self, row: QHBoxLayout) -> QHBoxLayout:
        """Align a row with the texts of quiet buttons, and return it."""
        scale(row.setContentsMargins, QUIET_PADDING_X, 0, QUIET_PADDING_X, 0)
        return row

    def _emit_caret(self, widget: QWidget, caret: QRect) -> None:
        self.caret_moved.emit(QRect(widget.mapTo(self, caret.topLeft()), caret.size()))

    def _show_evidence(self, content: EvidenceContent) -> None:
        evidence = content.evidence
        quote, my_force = content.quote, content.my_force
        self.copy_button.setVisible(evidence is not None)
        self._rule.setVisible(evidence is not None)
        self._words.setVisible(evidence is not None)
        self._words.show_text(evidence.quoted if evidence else "")
        self._words.highlight(content.terms)
        speaker = evidence.speaker if evidence else ""
        self._attribution.setVisible(bool(speaker))
        attribution = evidence.attribution if evidence else ""
        self._attribution.show_text(attribution, bold=[slice(len(speaker))])
        # The search looks at the speaker's name, not at the role.
        self._attribution.highlight(content.terms, slice(len(speaker)))
        origin = evidence.origin if evidence else content.no_evidence
        if quote is not None and my_force is not None and my_force in quote.forces:
            origin += f" · about my force, {my_force.name}"
        self._tick.setVisible(evidence is not None and evidence.has_tick)
        self._origin.show_text(origin)

    def _show_finding(self, content: EvidenceContent) -> None:
        finding, quote, terms = content.finding, content.quote, content.terms
        self._title.setVisible(bool(content.title))
        self._title.show_text(content.title)
        self._title.highlight(terms if finding else ())
        self._caution.show_text(finding.caution if finding else "")
        self._caution.highlight(terms)
        detail = finding.detail if finding else ""
        self._detail.setVisible(bool(detail))
        self._detail.show_text(detail)
        self._detail.highlight(terms)
        excerpt = ""
        if finding and finding.excerpt and quote and finding.excerpt not in quote.text:
            place = " · ".join(filter(None, (finding.source.publisher, finding.locator)))
            excerpt = f"The finding is based on: “{finding.excerpt}” — {place}"
        self._excerpt.setVisible(bool(excerpt))
        self._excerpt.show_text(excerpt)
        start = excerpt.find("“") + 1
        end = start + len(finding.excerpt) if finding else start
        self._excerpt.highlight(terms, slice(start, end))
        self._question.show_text(finding.prompt if finding else "", look().colour("good"))

    def _show_links(self, findings: Sequence[Finding]) -> None:
        while (item := self._link_rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for finding in findings:
            text = f"Supports finding {finding.position}: {finding.headline}"
            link = LinkButton(text, self._links)
            link.clicked.connect(
                lambda _checked, finding=finding: self.finding_requested.emit(finding)
            )
            self._link_rows.addWidget(link)
        self._links.setVisible(bool(findings))
        self._links.updateGeometry()
