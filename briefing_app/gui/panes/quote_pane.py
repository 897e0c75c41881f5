"""The exact words: the quotes of a finding or of the whole report, and what the finding says."""

from collections.abc import Sequence
from functools import partial
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import text_label
from briefing_app.gui.widgets.plain_text import Notice, PlainText
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.gui.widgets.text_layout import in_lines
from briefing_app.model.report import Finding, Force, Quote, Source

_CAUTION_LEAD = "Check before presenting. "
_PROMPT_LEAD = "To talk about — training prompt, not part of the report\n"


class _Words(NamedTuple):
    """What stands in quotation marks, and whose it is."""

    text: str
    who: str
    role: str
    locator: str
    source: Source

    @property
    def quoted(self) -> str:
        return f"“{self.text}”"

    @property
    def attribution(self) -> str:
        """Speaker and role, or nothing where only the source speaks."""
        return f"{self.who} — {self.role}" if self.who and self.role else self.who

    @property
    def origin(self) -> str:
        """Where the words stand, and whether that was proved when the briefing was built."""
        parts = [self.source.publisher or self.source.title, self.locator]
        parts.append(
            "checked word for word against the source when built"
            if self.source.sha256
            else "not checked"
        )
        return " · ".join(part for part in parts if part)


def _words_of_quote(quote: Quote) -> _Words:
    speaker = quote.speaker
    return _Words(quote.text, speaker.name, speaker.role, quote.locator, quote.source)


def _words_of_finding(finding: Finding) -> _Words | None:
    if not finding.excerpt:
        return None
    return _Words(finding.excerpt, "", "", finding.locator, finding.source)


class _Link(QPushButton):
    """A button that looks like a link and whose text goes on in a next line."""

    def __init__(self, text: str, style: Style, parent: QWidget) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._style = style
        self._words = text
        self.setProperty("look", "link")
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802, Qt's name
        """Qt: its height follows from its width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802, Qt's name
        """Qt: the height of the text, set to a width."""
        lines = in_lines(self._words, self._font(), width - 2 * self._margin())
        return ceil(lines.boundingRect().height()) + 2 * self._margin()

    def sizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: any width will do; one line at least."""
        return QSize(40, QFontMetrics(self._font()).height() + 2 * self._margin())

    def minimumSizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the text, underlined, and a ring where the keyboard is."""
        del event
        margin = self._margin()
        painter = QPainter(self)
        painter.setPen(QPen(self._style.colour("accent"), 2))
        lines = in_lines(self._words, self._font(), self.width() - 2 * margin)
        lines.draw(painter, QPointF(margin, margin))
        if self.hasFocus():
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _font(self) -> QFont:
        font = QFont(self._style.font(TextRole.CONTROL))
        font.setUnderline(True)
        return font

    def _margin(self) -> int:
        return max(3, self._style.px(3))  # the ring takes two


class QuotePane(QFrame):
    """Shows the words that a finding rests on, or all quotes of the report one by one.

    `quote_shown` carries the Quote that now stands there, or None. `finding_wanted` carries a
    Finding that the shown quote supports and that the user asked for. `scope_changed` says whether
    all quotes are browsed.
    """

    quote_shown = Signal(object)
    finding_wanted = Signal(object)
    scope_changed = Signal(bool)
    copy_requested = Signal()
    place_shown = Signal(QRect)
    """The keyboard went to this place of the card."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._finding: Finding | None = None
        self._all: Sequence[Quote] = ()
        self._supports: dict[int, list[Finding]] = {}
        self._browsing = False
        self._found: frozenset[int] | None = None
        self._terms: tuple[str, ...] = ()
        self._quotes: Sequence[Quote] = ()
        self._at = 0
        self._my_force: Force | None = None
        self.setProperty("look", "card")
        self.setAccessibleName("Quote")
        self._head = self._build_head()
        self._page = QWidget(self)
        self._rows = self._build_page()
        self._area = ScrollArea(self)
        self._area.show_page(self._page)
        for text in self._page.findChildren(PlainText):
            text.caret_moved.connect(partial(self._follow, text))
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._head)
        self._layout.addWidget(self._area, 1)
        self._scope.toggled.connect(self.browse_all)
        self._previous.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        self._copy.clicked.connect(self.copy_requested)
        style.changed.connect(self._restyle)
        self._restyle()

    @property
    def quote(self) -> Quote | None:
        """The quote that stands there, if it is one."""
        return self._quotes[self._at] if self._quotes else None

    @property
    def browsing_all(self) -> bool:
        """Whether all quotes are browsed rather than those of the finding."""
        return self._browsing

    def set_report(self, quotes: Sequence[Quote], findings: Sequence[Finding]) -> None:
        """Take over another briefing's quotes; the finding to show comes after."""
        self._all = quotes
        self._supports = {}
        for finding in findings:
            for quote in finding.quotes:
                self._supports.setdefault(quote.id, []).append(finding)
        self._scope.setVisible(bool(quotes))
        self._found = None
        self._terms = ()
        self._finding = None
        self._leave_browsing()
        self._collect()

    def show_finding(self, finding: Finding | None) -> None:
        """Show what a finding rests on, and leave the browsing of all quotes."""
        self._finding = finding
        self._leave_browsing()
        self._at = 0
        self._collect()

    def set_search(self, found: frozenset[int] | None, terms: tuple[str, ...]) -> None:
        """Mark the words that a search found, and browse only quotes that have them.

        Args:
            found: The ids of the quotes that fit; None where nothing is searched for.
            terms: The words.
        """
        self._found = found
        self._terms = terms
        self._collect()

    def set_my_force(self, force: Force | None) -> None:
        """Say of a quote that it speaks of the user's force."""
        if force != self._my_force:
            self._my_force = force
            self._show()

    def browse_all(self, browsing: bool) -> None:  # noqa: FBT001, a slot
        """Browse all quotes, starting at the one that is shown, or only the finding's."""
        if browsing == self._browsing:
            return
        self._browsing = browsing
        self._scope.setChecked(browsing)
        self._collect()
        self.scope_changed.emit(browsing)

    def step(self, by: int) -> None:
        """Show the quote so many further on, stopping at the ends."""
        at = self._at + by
        if 0 <= at < len(self._quotes):
            self._at = at
            self._show()

    def show_quote(self, identity: int) -> None:
        """Show the quote of an id, if it is among those that are browsed."""
        for at, quote in enumerate(self._quotes):
            if quote.id == identity:
                self._at = at
                self._show()

    def copy_text(self) -> str:
        """The words that are shown with their attribution, or empty."""
        words = self._shown_words()
        if words is None:
            return ""
        source = words.source
        place = ", ".join(part for part in (source.publisher, source.title, words.locator) if part)
        lines = [words.quoted, words.attribution, place]
        return "\n".join(line for line in lines if line)

    def copy_selection(self) -> bool:
        """Copy what is selected in this pane, if anything is; says whether something was."""
        for view in self._page.findChildren(PlainText):
            if text := view.selected_text():
                QGuiApplication.clipboard().setText(text)
                return True
        return False

    def focus(self) -> None:
        """Give the words the keyboard."""
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build_head(self) -> FlowRow:
        """The line with the heading, the place and the buttons."""
        titles = QWidget(self)
        self._heading = text_label(titles)
        self._place = text_label(titles, look="muted")
        title_row = QHBoxLayout(titles)
        title_row.setContentsMargins(0, 0, 0, 0)
        title_row.addWidget(self._heading)
        title_row.addWidget(self._place, 1)
        self._scope = self._pill("All quotes")
        self._scope.setCheckable(True)
        self._previous = self._pill("‹ Previous")
        self._previous.setAccessibleName("Previous quote")
        self._next = self._pill("Next ›")
        self._next.setAccessibleName("Next quote")
        self._copy = self._pill("Copy")
        self._copy.setAccessibleName("Copy the quote with its attribution")
        head = FlowRow(self, spacing=8, first_grows=True)
        for widget in (titles, self._scope, self._previous, self._next, self._copy):
            head.add(widget)
        return head

    def _build_page(self) -> QVBoxLayout:
        """What scrolls: caution, words, the finding in plain words, prompt."""
        page = self._page
        self._caution = Notice("caution", "Caution", self._style, page)
        self._rule = QFrame(page)
        self._rule.setProperty("look", "rule")
        self._rule.setFixedWidth(4)
        self._words = PlainText(self._style, page)
        self._words.setAccessibleName("The exact words")
        self._who = PlainText(self._style, page)
        self._who.setAccessibleName("Who said it")
        self._origin = self._aside("Where it stands")
        self._detail = PlainText(self._style, page)
        self._detail.setAccessibleName("The finding in plain words")
        self._rests_on = self._aside("The words that the finding rests on")
        self._links = QWidget(page)
        self._link_rows = QVBoxLayout(self._links)
        self._link_rows.setContentsMargins(0, 0, 0, 0)
        self._prompt = Notice("prompt", "Training prompt", self._style, page)
        self._evidence = QVBoxLayout()
        evidence = QHBoxLayout()
        evidence.addWidget(self._rule)
        evidence.addLayout(self._evidence, 1)
        for line in (self._words, self._who, self._origin):
            self._evidence.addWidget(line)
        rows = QVBoxLayout(page)
        rows.addWidget(self._caution)
        rows.addLayout(evidence)
        for widget in (self._detail, self._rests_on, self._links, self._prompt):
            rows.addWidget(widget)
        rows.addStretch(1)
        return rows

    def _follow(self, text: PlainText, caret: QRect) -> None:
        """Scroll to where the keyboard is in a text."""
        middle = text.mapTo(self._page, caret.center())
        self._area.ensureVisible(0, middle.y(), 0, caret.height())
        self.place_shown.emit(QRect(text.mapTo(self, caret.topLeft()), caret.size()))

    def set_whole(self, whole: bool) -> None:  # noqa: FBT001, Qt's manner
        """Ask for room for all that is shown, since what the card stands in scrolls."""
        self._area.set_whole(whole)

    def _leave_browsing(self) -> None:
        if self._browsing:
            self._browsing = False
            self._scope.setChecked(False)
            self.scope_changed.emit(self._browsing)

    def _collect(self) -> None:
        """Work out which quotes are browsed, keeping the place where it can be kept."""
        before = self.quote
        if self._browsing:
            found = self._found
            self._quotes = (
                self._all if found is None else [quote for quote in self._all if quote.id in found]
            )
        else:
            self._quotes = self._finding.quotes if self._finding is not None else ()
        if before is not None and before in self._quotes:
            self._at = self._quotes.index(before)
        elif not self._browsing and self._found is not None:
            # The quote that the search found is the one the reader is looking for.
            hits = (at for at, quote in enumerate(self._quotes) if quote.id in self._found)
            self._at = next(hits, 0)
        else:
            self._at = 0
        self._show()

    def _shown_words(self) -> _Words | None:
        quote = self.quote
        if quote is not None:
            return _words_of_quote(quote)
        if self._browsing or self._finding is None:
            return None
        return _words_of_finding(self._finding)

    def _show(self) -> None:
        style = self._style
        quote, words = self.quote, self._shown_words()
        finding = None if self._browsing else self._finding
        self._heading.setText(self._heading_text())
        self._place.setText(self._place_text())
        count = len(self._quotes)
        self._previous.setVisible(count > 1)
        self._next.setVisible(count > 1)
        self._previous.setEnabled(self._at > 0)
        self._next.setEnabled(self._at < count - 1)
        self._copy.setEnabled(words is not None)
        self._head.refresh()

        self._page.setUpdatesEnabled(False)
        self._rule.setVisible(words is not None)
        self._words.setVisible(words is not None)
        self._words.show_text(words.quoted if words else "", style.font(TextRole.QUOTE))
        self._words.mark(self._terms, style)
        self._who.setVisible(bool(words and words.who))
        self._who.show_text(
            words.attribution if words else "",
            style.font(TextRole.CONTROL),
            bold_until=len(words.who) if words else 0,
        )
        # Of the speaker, the name alone is searched; of what stands below, the source's words.
        self._who.mark(self._terms, style, slice(len(words.who) if words else 0))
        origin = words.origin if words else self._nothing_text()
        if quote is not None and self._my_force is not None and self._my_force in quote.forces:
            origin += f" · speaks of my force, {self._my_force.name}"
        self._origin.show_text(origin, style.font(TextRole.SMALL))

        caution = finding.caution if finding else ""
        self._caution.show_text(_CAUTION_LEAD, caution, style)
        self._caution.mark(self._terms, style)
        detail = finding.detail if finding else ""
        self._detail.setVisible(bool(detail))
        self._detail.show_text(detail, style.font(TextRole.BODY))
        self._detail.mark(self._terms, style)
        rests_on = ""
        if finding and finding.excerpt and quote and finding.excerpt not in quote.text:
            place = " · ".join(p for p in (finding.source.publisher, finding.locator) if p)
            rests_on = f"The finding rests on: “{finding.excerpt}” — {place}"
        self._rests_on.setVisible(bool(rests_on))
        self._rests_on.show_text(rests_on, style.font(TextRole.SMALL))
        start = rests_on.find("“") + 1
        end = start + len(finding.excerpt) if finding else start
        self._rests_on.mark(self._terms, style, slice(start, end))
        prompt = finding.prompt if finding else ""
        self._prompt.show_text(_PROMPT_LEAD, prompt, style)
        self._show_links(self._supports.get(quote.id, []) if self._browsing and quote else [])
        self._page.setUpdatesEnabled(True)
        self._area.verticalScrollBar().setValue(0)
        self._area.fit()
        self.quote_shown.emit(quote)

    def _heading_text(self) -> str:
        """What is shown, or nothing where nothing is."""
        if self._browsing or self.quote is not None:
            return "Quote"
        return "Evidence" if self._finding is not None else ""

    def _place_text(self) -> str:
        quote = self.quote
        if quote is None:
            return f"for finding {self._finding.position}" if self._finding else ""
        count = f"{self._at + 1:,} of {len(self._quotes):,}"
        if self._browsing:
            return f"{count} that match" if self._found is not None else count
        assert self._finding is not None  # noqa: S101, only a finding has quotes of its own
        return f"{count} for finding {self._finding.position}"

    def _nothing_text(self) -> str:
        if self._browsing:
            return "No quote has these words." if self._all else "This briefing has no quotes."
        if self._finding is None:
            return "No finding is chosen."
        return "The briefing gives no words of the source for this finding."

    def _show_links(self, findings: Sequence[Finding]) -> None:
        while (item := self._link_rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for finding in findings:
            text = f"Supports finding {finding.position}: {finding.headline}"
            link = _Link(text, self._style, self._links)
            link.clicked.connect(lambda _=False, finding=finding: self.finding_wanted.emit(finding))
            self._link_rows.addWidget(link)
        self._links.setVisible(bool(findings))

    def _restyle(self) -> None:
        style, px = self._style, self._style.px
        self._heading.setFont(style.font(TextRole.SECTION))
        self._place.setFont(style.font(TextRole.SMALL))
        for pill in (self._scope, self._previous, self._next, self._copy):
            pill.setFont(style.font(TextRole.SMALL))
        # What scrolls goes down to the card's edge; its own margin follows the last line.
        self._layout.setContentsMargins(px(20), 12, px(12), 2)
        self._layout.setSpacing(8)
        self._rows.setContentsMargins(0, 0, px(8), 10)
        self._rows.setSpacing(px(12))
        self._evidence.setContentsMargins(px(12), 0, 0, 0)
        self._evidence.setSpacing(px(4))
        self._show()

    def _pill(self, text: str) -> QPushButton:
        pill = QPushButton(text, self)
        pill.setProperty("look", "pill")
        return pill

    def _aside(self, name: str) -> PlainText:
        """Small text that Tab passes by."""
        text = PlainText(self._style, self._page, by_keyboard=False)
        text.setAccessibleName(name)
        text.setProperty("look", "muted")
        return text
