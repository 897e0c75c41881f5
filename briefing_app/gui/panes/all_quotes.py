"""All quotes of the briefing as a table, in the place of the page."""

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import INTERFACE_LOCALE, announce, text_locale
from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.panes.page_boxes import NoteBox
from briefing_app.gui.panes.page_head import BookmarkButton, page_margin
from briefing_app.gui.reading import Reading
from briefing_app.gui.style_sheet import SCROLL_BAR_WIDTH
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import heading_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.tables import HeadedTableModel, Line, PaddedTable
from briefing_app.model.evidence import Evidence, quote_evidence
from briefing_app.model.reading import NOTHING, Contents
from briefing_app.model.report import Finding, Quote, Report, quote_key
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.wording import counted

_TOP_PX: Final = 6
_BOTTOM_PX: Final = 10
# Pixels of the view at 100 % text size.
_LOW_HEIGHT_PX: Final = 420  # a lower one shows the note only while it is written
_VERY_LOW_HEIGHT_PX: Final = 260  # a lower one has only buttons and the table
_NARROW_WIDTH_PX: Final = 480  # a narrower one has shorter buttons
_MIN_WORDS_PX: Final = 240  # of the table; with less, the words have all others below them

_QUOTE, _SAID_BY, _FINDINGS, _PLACE = range(4)
_WIDTHS_PX: Final = {_SAID_BY: 150, _FINDINGS: 76, _PLACE: 186}  # at 100 % text size


class QuoteRow(NamedTuple):
    """A row of the table.

    Args:
        quote: The quote.
        evidence: Its words, and where they are from.
        findings: The findings that have it.
        slide: The number of its slide if no finding has it; 0 if there is none.
        speaker: Who said it, unless all quotes have that in common.
        place: Where it is in the source, and in which one unless all have that in common.
    """

    quote: Quote
    evidence: Evidence
    findings: Sequence[Finding]
    slide: int
    speaker: str
    place: str

    @property
    def belongs_to(self) -> str:
        """The numbers of its findings, or else its slide."""
        numbers = ", ".join(f"{finding.position:,}" for finding in self.findings)
        return numbers or (f"slide {self.slide:,}" if self.slide else "")

    @property
    def named(self) -> str:
        """The same without a heading above it."""
        if self.findings:
            return f"Finding {self.belongs_to}"
        return ", ".join(filter(None, ("In no finding", self.belongs_to)))

    @property
    def spoken(self) -> str:
        """What a screen reader says about the row."""
        evidence = self.evidence
        parts = (evidence.quoted, self.speaker, self.named, self.place, evidence.checked)
        return ". ".join(filter(None, parts))


class QuotesModel(HeadedTableModel):
    """The quotes of a briefing, or those that a search found."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(("Quote", "Said by", "Finding", "Place"), parent)
        self.rows: Sequence[QuoteRow] = ()
        self.terms: tuple[str, ...] = ()
        self.is_narrow = False

    def lines(self, row: int, column: int) -> Sequence[Line]:
        shown, theme, small = self.rows[row], look().theme, TextRole.SMALL
        tick = "check" if shown.evidence.has_tick else ""
        where = shown.named if self.is_narrow else shown.belongs_to
        words = Line(shown.evidence.quoted, TextRole.HEADLINE, theme.ink, terms=self.terms)
        said_by = Line(shown.speaker, small, theme.muted, terms=self.terms)
        belongs_to = Line(where, TextRole.SMALL_BUTTON, theme.accent)
        place = Line(shown.place, small, theme.muted)
        check = Line(shown.evidence.checked, small, theme.muted, tick, theme.good)
        if self.is_narrow:
            return [words, said_by, place, check, belongs_to]
        return {_QUOTE: [words], _SAID_BY: [said_by], _FINDINGS: [belongs_to]}.get(
            column, [place, check]
        )

    def spoken(self, row: int) -> str:
        return self.rows[row].spoken


class QuotesTable(PaddedTable):
    """The table of quotes. Its context menu leads to what the current one belongs to."""

    finding_requested = Signal(object)
    """Emitted with the `Finding` to show."""
    slide_requested = Signal(object)
    """Emitted with the `Quote` whose slide is to be shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.quotes = QuotesModel(self)
        self.setModel(self.quotes)
        self.setAccessibleName("All quotes")
        self.setAccessibleDescription(
            "Enter leads to the first finding with the quote, the menu key to each"
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.activated.connect(self._follow_first)
        self.clicked.connect(self._follow_click)

    @property
    def current(self) -> QuoteRow | None:
        """The current row."""
        at = self.currentIndex().row()
        return self.quotes.rows[at] if 0 <= at < len(self.quotes.rows) else None

    def select(self, quote: Quote | None) -> None:
        """Make a quote the current one; the first if it isn't listed."""
        at = next((at for at, row in enumerate(self.quotes.rows) if row.quote == quote), 0)
        self.quotes.load(at)
        self.setCurrentIndex(self.quotes.index(at, 0))

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Offer what the current quote belongs to in the context menu."""
        super().currentChanged(current, previous)
        for action in self.actions():
            self.removeAction(action)
            action.deleteLater()
        row = self.current
        if row is None:
            return
        for finding in row.findings:
            self._offer(f"Finding {finding.position:,}", self.finding_requested, finding)
        if row.slide:
            self._offer(f"Slide {row.slide:,}", self.slide_requested, row.quote)

    def fit(self) -> None:
        # Rows are measured before the headings have the new width, and a column that Qt stretches
        # would still have the old one.
        self.horizontalHeader().setStretchLastSection(False)
        super().fit()
        self.horizontalHeader().setStretchLastSection(True)

    def fit_columns(self) -> None:
        """Give the words the width that the others leave; with too little, they have it all."""
        px, taken = look().px, dict(_WIDTHS_PX)
        if not any(row.speaker for row in self.quotes.rows):
            del taken[_SAID_BY]
        # Without the scroll bar, which comes and goes with the rows.
        width = self.width() - px(SCROLL_BAR_WIDTH)
        self.quotes.is_narrow = width - px(sum(taken.values())) < px(_MIN_WORDS_PX)
        self.horizontalHeader().setHidden(self.quotes.is_narrow)
        for column, length in _WIDTHS_PX.items():
            is_hidden = self.quotes.is_narrow or column not in taken
            self.setColumnHidden(column, is_hidden)
            if not is_hidden:
                self.setColumnWidth(column, px(length))
                width -= px(length)
        self.setColumnWidth(_QUOTE, max(1, width))

    def _offer(self, text: str, signal: SignalInstance, value: object) -> None:
        action = QAction(text, self)
        action.triggered.connect(partial(signal.emit, value))
        self.addAction(action)

    def _follow_first(self) -> None:
        if self.actions():
            self.actions()[0].trigger()

    def _follow_click(self, index: QModelIndex) -> None:
        """Lead to what was clicked; ask which if a quote belongs to several findings."""
        if index.column() != _FINDINGS:
            return
        if len(self.actions()) == 1:
            self._follow_first()
        elif self.actions():
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions(self.actions())
            place = self.visualRect(index)
            menu.popup(self.viewport().mapToGlobal(place.bottomLeft()))


class AllQuotes(QFrame):
    """Lists all quotes of the briefing, or those that a search found, with where each belongs."""

    def __init__(self, parent: QWidget, reading: Reading) -> None:
        super().__init__(parent)
        self._reading = reading
        self._shown = NOTHING
        self._all_rows: Sequence[QuoteRow] = ()
        self._size = QSize()
        self._back_text = ""
        self.setProperty("look", "surface")
        self.setAccessibleName("All quotes")
        self.setLocale(INTERFACE_LOCALE)
        self.back = quiet_button("‹ Back  Esc", self, role=TextRole.SMALL_BUTTON)
        self.bookmark = BookmarkButton(self)
        self.copy = quiet_button("Copy all", self, role=TextRole.SMALL_BUTTON)
        self._title = heading_label(self, role=TextRole.PAGE_TITLE)
        self._common = PlainText(self, TextRole.CONTROL, is_tab_stop=False)
        self._common.setAccessibleName("Who said it, and the source")
        self.table = QuotesTable(self)
        # About its final size, so that long quotes are not wrapped at a width of a few letters.
        self.table.resize(parent.size())
        self._nothing = PlainText(self, TextRole.BODY, is_tab_stop=False)
        self._nothing.setAccessibleName("Nothing to list")
        self.note = NoteBox(self)
        self.note.limit_height()
        self._is_note_elsewhere = False
        self._rows = QVBoxLayout(self)
        self._build_layout()
        self.table.selectionModel().currentChanged.connect(self._choose)
        self.note.field.left.connect(self._show_note_box)
        self.note.height_changed.connect(self._show_note_box)
        reading.changed.connect(self._follow)
        look().changed.connect(self._fit)
        self._follow(reading.contents)

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        return (self.back, self.bookmark, self.copy, self.table, self.note.field)

    def step(self, by: int) -> None:
        """Make another quote the current one, a number of rows further on, and announce it."""
        # Qt announces a row that has the keyboard focus.
        if self._reading.step_quote(by) and not self.table.hasFocus():
            announce(self.table.quotes.spoken(self.table.currentIndex().row()), self.table)

    def copy_text(self) -> str:
        """Return the current quote with its attribution, or an empty string."""
        row = self.table.current
        return row.evidence.citation if row is not None else ""

    def copy_all_text(self) -> str:
        """Return the quotes that are listed, with their attributions."""
        return "\n\n".join(row.evidence.citation for row in self.table.quotes.rows)

    def focus(self) -> None:
        """Give the table the keyboard focus, or the way back if nothing is listed."""
        widget = self.back if self.table.isHidden() else self.table
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_note(self) -> None:
        """Give the field for the user's note the keyboard focus."""
        if self._shown.browsed is not None:
            self.note.show()
            self.note.focus()

    def set_note_elsewhere(self, *, is_elsewhere: bool) -> None:
        """Leave the note to another box."""
        self._is_note_elsewhere = is_elsewhere
        self._show_note_box()

    def fit(self, size: QSize) -> None:
        """Adapt to the size of the view."""
        self._size = size
        self._fit()

    def _build_layout(self) -> None:
        head = QHBoxLayout()
        scale(head.setSpacing, 6)
        head.addWidget(self.back)
        head.addStretch(1)
        head.addWidget(self.bookmark)
        head.addWidget(self.copy)
        rows = self._rows
        scale(rows.setSpacing, 6)
        rows.addLayout(head)
        rows.addWidget(self._title)
        rows.addWidget(self._common)
        rows.addWidget(self._nothing, 1)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.note)

    def _show_common(self, quotes: Sequence[Quote]) -> None:
        """Show above the table the speaker and the source that all quotes have in common."""
        texts, name = [], ""
        if _has_one_speaker(quotes):
            evidence = quote_evidence(quotes[0])
            texts, name = [evidence.attribution], evidence.speaker
        if _has_one_source(quotes):
            texts.append(quote_evidence(quotes[0]).source_name)
        self._common.show_text(" · ".join(texts), bold=[slice(len(name))])

    def _follow(self, contents: Contents) -> None:
        """Show what is read, as long as this is in the place of the page."""
        if not contents.is_browsing:
            return
        old, self._shown = self._shown, contents
        if contents.parts is not old.parts:
            self.table.setLocale(text_locale(contents.report.language))
            self._all_rows = _rows_of(contents.report)
            self._show_common(contents.report.quotes)
        if contents.parts is not old.parts or contents.found != old.found:
            self._show_rows(contents)
        self.table.select(contents.browsed)
        self.bookmark.setEnabled(contents.browsed is not None)
        finding = contents.finding
        self._back_text = f"Back to finding {finding.position}" if finding is not None else "Back"
        self.back.setAccessibleName(self._back_text)
        self._fit()

    def _show_rows(self, contents: Contents) -> None:
        """List all quotes, or those that the search found."""
        rows, total = self._all_rows, counted(len(self._all_rows), "quote")
        found = contents.found
        if found is None:
            self._title.setText(f"All {total} in this briefing")
        else:
            rows = [row for row in rows if row.quote.id in found.quote_ids]
            self._title.setText(f"{len(rows):,} of {total} found")
        self.table.quotes.terms = contents.terms
        self.table.quotes.set_rows(rows)
        nothing = "" if self._all_rows else "This briefing has no quotes."
        if found is not None and self._all_rows and not rows:
            nothing = f"No quotes match. {found.findings_summary}".rstrip()
        self._nothing.show_text(nothing)
        self._nothing.setVisible(bool(nothing))
        self.table.setVisible(bool(rows))
        self.copy.setEnabled(bool(rows))
        self.note.highlight(contents.terms)

    def _choose(self) -> None:
        """Make the quote of the current row the current one; while rows change, there is none."""
        row = self.table.current
        if row is not None:
            self._reading.choose_quote(row.quote)

    def _fit(self) -> None:
        px, size = look().px, self._size
        is_narrow = size.width() < px(_NARROW_WIDTH_PX)
        margin, is_high = page_margin(size.width()), size.height() >= px(_VERY_LOW_HEIGHT_PX)
        self._rows.setContentsMargins(margin, _TOP_PX, margin, _BOTTOM_PX)
        self._title.setVisible(not self._is_low)
        self._common.setVisible(is_high and bool(self._common.toPlainText()))
        self.back.setText("‹ Back" if is_narrow else f"‹ {self._back_text}  Esc")
        self.bookmark.show_text(is_shown=not is_narrow)
        self._show_note_box()

    @property
    def _is_low(self) -> bool:
        return self._size.height() < look().px(_LOW_HEIGHT_PX)

    def _show_note_box(self) -> None:
        is_written = self.note.field.hasFocus()
        is_there = self._shown.browsed is not None and not self._is_note_elsewhere
        self.note.setVisible(is_there and (is_written or not self._is_low))


def _has_one_speaker(quotes: Sequence[Quote]) -> bool:
    return len({(quote.speaker.name, quote.speaker.role) for quote in quotes}) == 1


def _has_one_source(quotes: Sequence[Quote]) -> bool:
    return len({quote.source for quote in quotes}) == 1


def _rows_of(report: Report) -> list[QuoteRow]:
    """Return a row for each quote of a briefing."""
    findings: dict[int, list[Finding]] = {}
    for finding in report.findings:
        for quote in finding.quotes:
            findings.setdefault(quote.id, []).append(finding)
    slides = {slide.key: at for at, slide in enumerate(briefing_slides(report), 1)}
    names_speakers = not _has_one_speaker(report.quotes)
    names_sources = not _has_one_source(report.quotes)

    def row(quote: Quote) -> QuoteRow:
        evidence, belongs_to = quote_evidence(quote), findings.get(quote.id, ())
        source = evidence.source_name if names_sources else ""
        return QuoteRow(
            quote,
            evidence,
            belongs_to,
            0 if belongs_to else slides.get(quote_key(quote), 0),
            evidence.attribution if names_speakers else "",
            ", ".join(filter(None, (source, quote.locator))),
        )

    return [row(quote) for quote in report.quotes]
