"""All quotes of the briefing as a plain list, in the place of the page."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import INTERFACE_LOCALE, text_locale
from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.panes.page_head import page_margin
from briefing_app.gui.reading import Reading
from briefing_app.gui.style_sheet import SCROLL_BAR_WIDTH
from briefing_app.gui.widgets.bubble import show_bubble
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import heading_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.tables import HeadedTableModel, Line, PaddedTable
from briefing_app.model.evidence import Evidence, quote_evidence
from briefing_app.model.reading import Contents
from briefing_app.model.report import Finding, Quote
from briefing_app.model.wording import OTHER_WORDS, counted

_TOP_PX: Final = 6
_BOTTOM_PX: Final = 10


class QuoteRow(NamedTuple):
    """A row of the list.

    Args:
        quote: The quote.
        evidence: Its words, and who said them.
        findings: The findings that have it.
    """

    quote: Quote
    evidence: Evidence
    findings: Sequence[Finding]

    @property
    def belongs_to(self) -> str:
        """Where it belongs: the numbers of its findings, or the heading of the other words."""
        numbers = ", ".join(f"{finding.position:,}" for finding in self.findings)
        return f"Finding {numbers}" if numbers else OTHER_WORDS


class QuotesModel(HeadedTableModel):
    """The quotes of a briefing, or those that a search found."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(("Quote",), parent)
        self.rows: Sequence[QuoteRow] = ()
        self.terms: tuple[str, ...] = ()

    def lines(self, row: int, column: int) -> Sequence[Line]:
        del column
        shown, theme, terms = self.rows[row], look().theme, self.terms
        return (
            Line(shown.evidence.quoted, TextRole.HEADLINE, theme.ink, terms=terms),
            Line(shown.evidence.attribution, TextRole.SMALL, theme.muted, terms=terms),
            Line(shown.belongs_to, TextRole.SMALL_BUTTON, theme.accent),
        )

    def spoken(self, row: int) -> str:
        shown = self.rows[row]
        parts = (shown.evidence.quoted, shown.evidence.attribution, shown.belongs_to)
        return ". ".join(filter(None, parts))


class QuotesTable(PaddedTable):
    """The list of quotes, in one column without a heading."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.quotes = QuotesModel(self)
        self.setModel(self.quotes)
        self.setAccessibleName("All quotes")
        self.setAccessibleDescription("Enter goes to where the quote belongs")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()

    def select(self, quote: Quote | None) -> None:
        """Make a quote the current one; the first if it isn't listed."""
        at = next((at for at, row in enumerate(self.quotes.rows) if row.quote == quote), 0)
        self.quotes.load(at)
        self.setCurrentIndex(self.quotes.index(at, 0))

    def fit_columns(self) -> None:
        """Give the words the width without the scroll bar, which comes and goes with the rows."""
        self.setColumnWidth(0, max(1, self.width() - look().px(SCROLL_BAR_WIDTH)))


class AllQuotes(QFrame):
    """Lists all quotes of the briefing, or those that a search found; each leads to its place."""

    def __init__(self, parent: QWidget, reading: Reading) -> None:
        super().__init__(parent)
        self._reading = reading
        self.setProperty("look", "surface")
        self.setAccessibleName("All quotes")
        self.setLocale(INTERFACE_LOCALE)
        self.back = quiet_button("‹ Back  Esc", self, role=TextRole.SMALL_BUTTON)
        self.back.setAccessibleName("Back")
        self.copy = quiet_button("Copy all", self, role=TextRole.SMALL_BUTTON)
        self._title = heading_label(self, role=TextRole.NARROW_PAGE_TITLE, wraps=True)
        self._nothing = PlainText(self, TextRole.BODY, is_tab_stop=False)
        self._nothing.setAccessibleName("Nothing to list")
        self.table = QuotesTable(self)
        # About its final size, so that long quotes are not wrapped at a width of a few letters.
        self.table.resize(parent.size())
        self._rows = QVBoxLayout(self)
        self._build_layout()
        self.back.clicked.connect(lambda: reading.browse(False))
        self.copy.clicked.connect(self._copy_all)
        self.table.activated.connect(self._go_to)
        self.table.clicked.connect(self._go_to)
        reading.changed.connect(self._follow)
        self._show(reading.contents)

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        return (self.back, self.copy, self.table)

    def copy_text(self) -> str:
        """Return the current quote with its attribution, or an empty string."""
        at = self.table.currentIndex().row()
        return self.table.quotes.rows[at].evidence.citation if at >= 0 else ""

    def focus(self) -> None:
        """Give the list the keyboard focus, or the way back if nothing is listed."""
        widget = self.back if self.table.isHidden() else self.table
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margin = page_margin(self.width())
        self._rows.setContentsMargins(margin, _TOP_PX, margin, _BOTTOM_PX)

    def _build_layout(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addStretch(1)
        head.addWidget(self.copy)
        scale(self._rows.setSpacing, 6)
        self._rows.addLayout(head)
        self._rows.addWidget(self._title)
        self._rows.addWidget(self._nothing, 1)
        self._rows.addWidget(self.table, 1)

    def _follow(self, new: Contents, old: Contents) -> None:
        """Show what is listed when the list is opened, and when that changes."""
        is_opened = new.state.is_browsing and not old.state.is_browsing
        is_other = new.parts is not old.parts or new.found != old.found
        if is_opened or (new.state.is_browsing and is_other):
            self._show(new)

    def _show(self, contents: Contents) -> None:
        quotes, total = contents.found_quotes, len(contents.report.quotes)
        findings = contents.parts.findings_of
        every = counted(total, "quote")
        is_all = contents.found is None
        self._title.setText(
            f"All {every} in this briefing" if is_all else f"{len(quotes):,} of {every} found"
        )
        self.table.setLocale(text_locale(contents.report.language))
        self.table.quotes.terms = contents.terms
        self.table.quotes.set_rows(
            [QuoteRow(each, quote_evidence(each), findings.get(each.id, ())) for each in quotes]
        )
        self._nothing.show_text("No quotes match." if total else "This briefing has no quotes.")
        self._nothing.setHidden(bool(quotes))
        self.table.setVisible(bool(quotes))
        self.copy.setEnabled(bool(quotes))
        self.table.select(contents.quote)

    def _go_to(self, index: QModelIndex) -> None:
        self._reading.show_quote(self.table.quotes.rows[index.row()].quote)

    def _copy_all(self) -> None:
        citations = (row.evidence.citation for row in self.table.quotes.rows)
        QGuiApplication.clipboard().setText("\n\n".join(citations))
        show_bubble("Quotes copied", self.copy)
