"""All quotes of the briefing, in the place of the page."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import INTERFACE_LOCALE, announce
from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.panes.evidence import quote_evidence
from briefing_app.gui.panes.finding_matches import NO_MATCHES, FindingMatches
from briefing_app.gui.panes.note_box import NoteBox
from briefing_app.gui.panes.page_head import BookmarkButton, page_margin
from briefing_app.gui.panes.quotes_list import QuoteLink, QuoteRow, QuotesList
from briefing_app.gui.panes.words_block import CheckMark
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import ClampedLabel, heading_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.report import Finding, Quote, Report, quote_key
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.wording import counted

_TOP_PX: Final = 6
_BOTTOM_PX: Final = 10
# Pixels of the view at 100 % text size.
_LOW_HEIGHT_PX: Final = 420  # a lower one shows the note only while it is written
_VERY_LOW_HEIGHT_PX: Final = 260  # a lower one has only buttons and the list
_NARROW_WIDTH_PX: Final = 480  # a narrower one has shorter buttons
_CHECK_ROOM_PX: Final = 40  # for the tick, and between the speaker and the check


class AllQuotes(QFrame):
    """Lists all quotes of the briefing, or those that a search found, with where each belongs."""

    back_requested = Signal()
    finding_requested = Signal(object)
    """Emitted with the `Finding` whose link was followed."""
    slide_requested = Signal(object)
    """Emitted with the `Quote` whose slide was asked for."""
    quote_changed = Signal()
    """Emitted when another quote is the current one."""
    copy_requested = Signal()
    """Emitted when the user asks to copy all quotes that are listed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._all_rows: Sequence[QuoteRow] = ()
        self._found: frozenset[int] | None = None
        self._terms: tuple[str, ...] = ()
        self._others = NO_MATCHES
        self._size = QSize()
        self._back_text = ""
        self._has_common = False
        self.setProperty("look", "surface")
        self.setAccessibleName("All quotes")
        self.setLocale(INTERFACE_LOCALE)
        self._back = quiet_button("‹ Back  Esc", self, role=TextRole.SMALL_BUTTON)
        self.bookmark = BookmarkButton(self)
        self._copy = quiet_button("Copy all", self, role=TextRole.SMALL_BUTTON)
        self._title = heading_label(self, role=TextRole.PAGE_TITLE)
        self._common = QWidget(self)
        self._speaker = PlainText(self._common, TextRole.CONTROL, is_tab_stop=False)
        self._speaker.setAccessibleName("Who said it")
        self._tick = CheckMark(self._common)
        self._check = ClampedLabel(self._common)
        self._check.setProperty("look", "muted")
        self._list = QuotesList(self)
        self._nothing = PlainText(self, TextRole.BODY, is_tab_stop=False)
        self._nothing.setAccessibleName("Nothing to list")
        self.note = NoteBox(self)
        self.note.limit_height()
        self._rows = QVBoxLayout(self)
        self._common_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._common)
        self._build_layout()
        self._back.clicked.connect(self.back_requested)
        self._copy.clicked.connect(self.copy_requested)
        self._list.quote_selected.connect(self._follow_quote)
        self._list.link_followed.connect(self._follow_link)
        self.note.left.connect(self._show_note_box)
        self.note.height_changed.connect(self._show_note_box)
        look().changed.connect(self._fit)

    @property
    def quote(self) -> Quote | None:
        """The current quote, if there is one."""
        row = self._list.current
        return row.quote if row is not None else None

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        return (self._back, self.bookmark, self._copy, self._list, self.note.field)

    def set_text_locale(self, locale: QLocale) -> None:
        """Set the locale that the briefing's texts are in, for screen readers."""
        self._list.setLocale(locale)

    def show_report(self, report: Report) -> None:
        """List the quotes of a briefing."""
        self._all_rows = _rows_of(report)
        self._show_common(report.quotes)
        self._show_rows()

    def set_search(
        self, found: frozenset[int] | None, terms: tuple[str, ...], others: FindingMatches
    ) -> None:
        """List only the quotes that a search found.

        Args:
            found: The ids of the quotes; None ends the search.
            terms: The words to highlight.
            others: The findings that match too; they are mentioned if no quote does.
        """
        self._found, self._terms, self._others = found, terms, others
        self._show_rows()

    def open_at(self, quote: Quote | None, finding: Finding | None) -> None:
        """Select a quote, and offer the way back to a finding."""
        self._back_text = f"Back to finding {finding.position}" if finding is not None else "Back"
        self._back.setAccessibleName(self._back_text)
        self._fit()
        self._list.select(quote)

    def select(self, quote: Quote) -> None:
        """Make a quote the current one if it is listed."""
        if any(row.quote == quote for row in self._list.rows):
            self._list.select(quote)

    def step(self, by: int) -> None:
        """Make another quote the current one, a number of rows further on."""
        at = self._list.currentIndex().row() + by
        if 0 <= at < len(self._list.rows):
            self._list.select(self._list.rows[at].quote)
            if not self._list.hasFocus():  # Qt announces the focus
                announce(self._list.rows[at].spoken, self._list)

    def copy_text(self) -> str:
        """Return the current quote with its attribution, or an empty string."""
        return quote_evidence(self.quote).citation if self.quote is not None else ""

    def copy_all_text(self) -> str:
        """Return the quotes that are listed, with their attributions."""
        return "\n\n".join(quote_evidence(row.quote).citation for row in self._list.rows)

    def focus(self) -> None:
        """Give the list the keyboard focus, or the way back if nothing is listed."""
        widget = self._back if self._list.isHidden() else self._list
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_note(self) -> None:
        """Give the field for the user's note the keyboard focus."""
        if self.quote is not None:
            self.note.show()
            self.note.focus()

    def fit(self, size: QSize) -> None:
        """Adapt to the size of the view."""
        self._size = size
        self._fit()

    def _build_layout(self) -> None:
        head = QHBoxLayout()
        scale(head.setSpacing, 6)
        head.addWidget(self._back)
        head.addStretch(1)
        head.addWidget(self.bookmark)
        head.addWidget(self._copy)
        self._common_row.setContentsMargins(0, 0, 0, 0)
        self._common_row.setSpacing(0)
        self._common_row.addWidget(self._speaker, 1)
        check = QHBoxLayout()
        check.addWidget(self._tick)
        check.addWidget(self._check, 1)
        self._common_row.addLayout(check)
        rows = self._rows
        scale(rows.setSpacing, 6)
        rows.addLayout(head)
        rows.addWidget(self._title)
        rows.addWidget(self._common)
        rows.addWidget(self._nothing, 1)
        rows.addWidget(self._list, 1)
        rows.addWidget(self.note)

    def _show_common(self, quotes: Sequence[Quote]) -> None:
        """Show above the list what all quotes have in common."""
        speakers = {(quote.speaker.name, quote.speaker.role) for quote in quotes}
        sources = {quote.source for quote in quotes}
        evidence = quote_evidence(quotes[0]) if quotes else None
        attribution = evidence.attribution if evidence and len(speakers) == 1 else ""
        name = evidence.speaker if evidence else ""
        self._speaker.show_text(attribution, bold=[slice(len(name))] if attribution else ())
        has_check = evidence is not None and len(sources) == 1
        self._tick.setVisible(has_check and evidence is not None and evidence.has_tick)
        self._check.setText(evidence.checked_source if has_check and evidence else "")
        self._has_common = bool(attribution) or has_check
        self._fit()

    def _show_rows(self) -> None:
        found, total = self._found, len(self._all_rows)
        before = self.quote
        rows = self._all_rows
        if found is not None:
            rows = [row for row in rows if row.quote.id in found]
        self._list.show_rows(rows, self._terms)
        self._list.select(before)
        if found is None:
            self._title.setText(f"All {counted(total, 'quote')} in this briefing")
        else:
            self._title.setText(f"{len(rows):,} of {counted(total, 'quote')} found")
        nothing = "" if total else "This briefing has no quotes."
        if total and not rows:
            nothing = f"No quotes match. {self._others.summary}".rstrip()
        self._nothing.show_text(nothing)
        self._nothing.setVisible(bool(nothing))
        self._list.setVisible(bool(rows))
        self._copy.setEnabled(bool(rows))
        self.note.highlight(self._terms)
        self._follow_quote()

    def _follow_quote(self) -> None:
        self.bookmark.setEnabled(self.quote is not None)
        self._show_note_box()
        self.quote_changed.emit()

    def _follow_link(self, link: QuoteLink) -> None:
        if link.finding is not None:
            self.finding_requested.emit(link.finding)
        elif self.quote is not None:
            self.slide_requested.emit(self.quote)

    @property
    def _is_low(self) -> bool:
        return self._size.height() < look().px(_LOW_HEIGHT_PX)

    def _fit(self) -> None:
        px, direction = look().px, QBoxLayout.Direction
        is_narrow = self._size.width() < px(_NARROW_WIDTH_PX)
        margin = page_margin(self._size.width())
        self._rows.setContentsMargins(margin, _TOP_PX, margin, _BOTTOM_PX)
        is_beside = self._common_width() <= self._size.width() - 2 * margin
        self._common_row.setDirection(direction.LeftToRight if is_beside else direction.TopToBottom)
        self._common.setVisible(self._has_common and self._size.height() >= px(_VERY_LOW_HEIGHT_PX))
        self._title.setVisible(not self._is_low)
        self._back.setText("‹ Back" if is_narrow else f"‹ {self._back_text}  Esc")
        self.bookmark.show_text(is_shown=not is_narrow)
        self._show_note_box()

    def _common_width(self) -> int:
        """Return the width that speaker and check need in one line, in pixels."""
        font = QFont(self._speaker.font())
        font.setBold(True)
        speaker = QFontMetrics(font).horizontalAdvance(self._speaker.toPlainText())
        return speaker + self._check.sizeHint().width() + look().px(_CHECK_ROOM_PX)

    def _show_note_box(self) -> None:
        is_written = self.note.field.hasFocus()
        self.note.setVisible(self.quote is not None and (is_written or not self._is_low))


def _rows_of(report: Report) -> list[QuoteRow]:
    """Return a row for each quote of a briefing."""
    findings: dict[int, list[Finding]] = {}
    for finding in report.findings:
        for quote in finding.quotes:
            findings.setdefault(quote.id, []).append(finding)
    slides = {slide.key: at for at, slide in enumerate(briefing_slides(report), 1)}
    has_one_speaker = len({(each.speaker.name, each.speaker.role) for each in report.quotes}) == 1
    has_one_source = len({each.source for each in report.quotes}) == 1

    def row(quote: Quote) -> QuoteRow:
        links = [
            QuoteLink(f"Finding {each.position:,} ›", each) for each in findings.get(quote.id, ())
        ]
        if not links and (number := slides.get(quote_key(quote))):
            links.append(QuoteLink(f"Slide {number:,} ›"))
        evidence = quote_evidence(quote)
        place = quote.locator if has_one_source else evidence.origin
        speaker = "" if has_one_speaker else evidence.attribution
        return QuoteRow(quote, tuple(links), speaker, place)

    return [row(quote) for quote in report.quotes]
