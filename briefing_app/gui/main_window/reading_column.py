"""The right side of the window: the page of a finding or all quotes, and the figures."""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QLocale, QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from briefing_app.gui.look import look
from briefing_app.gui.panes import all_quotes
from briefing_app.gui.panes.evidence import Evidence, excerpt_evidence, quote_evidence
from briefing_app.gui.panes.figures_form import FiguresForm
from briefing_app.gui.panes.figures_pane import FiguresPane
from briefing_app.gui.panes.finding_matches import NO_MATCHES, FindingMatches
from briefing_app.gui.panes.finding_page import FindingPage
from briefing_app.gui.panes.note_box import NoteBox
from briefing_app.gui.panes.page_head import BookmarkButton
from briefing_app.model import notes
from briefing_app.model.report import Finding, Force, Quote, Report

_LOW_HEIGHT_PX: Final = 620  # of the window: a lower one has the figures in one line
_LARGE_TEXT: Final = 1.25  # with larger text, that height grows with it
# Pixels at 100 % text size.
_COLUMN_WIDTH_PX: Final = 1500  # of the window: a wider one has the figures in a column
_FIGURES_SHARE: Final = 0.41  # of the width, in a column
_ASIDE_SHARE: Final = 0.545  # of the width, if the figures are not in a column
_ASIDE_WIDTH_PX: Final = 600  # of the page and a pane beside it; with less, only that is shown
_MIN_SIZE: Final = QSize(300, 120)  # pixels


class ReadingColumn(QWidget):
    """The page of a finding, or all quotes in its place, and the figures below or beside it.

    A pane that is shown aside, such as the text of a source, has the place of the figures, at the
    right of the page. It places its parts at once, so that nothing moves in several turns of the
    event loop.
    """

    item_changed = Signal()
    """Emitted when another finding or quote is shown, or all quotes instead of a finding."""
    copy_requested = Signal()
    copy_all_requested = Signal()
    step_requested = Signal(int)
    """Emitted with the number of findings to move on by."""
    finding_requested = Signal(object)
    """Emitted with the `Finding` whose link was followed."""
    slide_requested = Signal(object)
    """Emitted with the `Quote` whose slide was asked for."""
    note_edited = Signal(str)
    """Emitted with the text of the note when the user has changed it."""
    note_entered = Signal()
    """Emitted when the field for the note gets the keyboard focus."""
    note_left = Signal()
    """Emitted when that field loses the keyboard focus."""
    bookmark_toggled = Signal(bool)
    """Emitted with whether the user has set a bookmark or removed it."""
    area_changed = Signal()
    """Emitted when `area` has changed."""
    aside_closed = Signal()
    """Emitted when the pane that was shown aside is closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._report: Report | None = None
        self._is_enlarged = False
        self._aside: QWidget | None = None
        self._window_size = QSize()
        self._area = QRect()
        self._foot_height = 0
        self._is_browsing = False
        self._found: tuple[frozenset[int] | None, tuple[str, ...], FindingMatches]
        self._found = (None, (), NO_MATCHES)
        self._locale = QLocale()
        self.page = FindingPage(self)
        self.figures = FiguresPane(self)
        self._all_quotes: all_quotes.AllQuotes | None = None
        self.page.quote_changed.connect(lambda _: self.item_changed.emit())
        self.page.quote_note_requested.connect(self.show_note_on)
        head = self.page.head
        head.step_requested.connect(self.step_requested)
        head.copy_requested.connect(self.copy_requested)
        head.all_quotes_requested.connect(lambda: self.browse(True))
        self._connect_note(self.page.note, head.bookmark)

    # ---- what is shown --------------------------------------------------------------------------

    @property
    def is_browsing(self) -> bool:
        """Whether all quotes are shown rather than a finding."""
        return self._is_browsing

    @property
    def finding(self) -> Finding | None:
        """The finding that is shown; None while all quotes are."""
        return None if self._is_browsing else self.page.finding

    @property
    def quote(self) -> Quote | None:
        """The quote that is shown, if any; the current one of all quotes."""
        return self.shown.quote

    @property
    def evidence(self) -> Evidence | None:
        """The words of a source that are shown, if any."""
        if self.quote is not None:
            return quote_evidence(self.quote)
        return excerpt_evidence(self.finding) if self.finding is not None else None

    @property
    def note(self) -> NoteBox:
        """The box of the user's note about what is shown."""
        return self.shown.note

    @property
    def bookmark(self) -> BookmarkButton:
        """The button for the bookmark of what is shown."""
        shown = self.shown
        return shown.head.bookmark if isinstance(shown, FindingPage) else shown.bookmark

    @property
    def shown(self) -> "FindingPage | all_quotes.AllQuotes":
        """What is in the place of the page."""
        return self._browser if self._is_browsing else self.page

    @property
    def _browser(self) -> "all_quotes.AllQuotes":
        """The view of all quotes, made when it is first needed."""
        if self._all_quotes is None:
            self._all_quotes = made = all_quotes.AllQuotes(self)
            made.back.clicked.connect(lambda: self.browse(False))
            made.table.finding_requested.connect(self.finding_requested)
            made.table.slide_requested.connect(self.slide_requested)
            made.copy.clicked.connect(self.copy_all_requested)
            made.quote_changed.connect(self._follow_quote)
            self._connect_note(made.note, made.bookmark)
            for before, after in pairwise((self.page.note.field, *made.tab_stops)):
                QWidget.setTabOrder(before, after)  # not after the figures
            made.set_text_locale(self._locale)
            made.set_search(*self._found)
            if self._report is not None:
                made.show_report(self._report)
        return self._all_quotes

    def show_report(self, report: Report, locale: QLocale) -> None:
        """Use another briefing; `show_finding` then shows one of its findings.

        Args:
            report: The briefing.
            locale: The locale of its texts, for screen readers.
        """
        self._report, self._locale = report, locale
        self._found = (None, (), NO_MATCHES)
        self._is_browsing = self._is_enlarged = False
        self.page.set_text_locale(locale)
        self.page.set_counts(len(report.findings), len(report.quotes))
        self.page.set_search(None, ())
        if self._all_quotes is not None:
            self._all_quotes.set_text_locale(locale)
            self._all_quotes.set_search(*self._found)
            self._all_quotes.show_report(report)
        self._place()

    def show_finding(self, finding: Finding | None) -> None:
        """Show a finding in the place of all quotes."""
        self._is_browsing = False
        self._place()
        self.page.show_finding(finding)

    def set_my_force(self, force: Force | None) -> None:
        """Mark the quotes about the user's force."""
        self.page.set_my_force(force)

    def set_search(
        self,
        found: frozenset[int] | None,
        terms: tuple[str, ...],
        others: FindingMatches = NO_MATCHES,
    ) -> None:
        """Highlight the words of a search, and list only the quotes that it found.

        Args:
            found: The ids of the quotes; None ends the search.
            terms: The words.
            others: The findings that match too; they are mentioned if no quote does.
        """
        self._found = (found, terms, others)
        self.page.set_search(found, terms)
        if self._all_quotes is not None:
            self._all_quotes.set_search(found, terms, others)

    def set_browsing(self, *, browsing: bool) -> None:
        """Show all quotes, with the one that is shown selected, or the finding again."""
        if browsing == self._is_browsing:
            return
        if browsing:
            self._browser.open_at(self.page.quote, self.page.finding)
        self._is_browsing = browsing
        self._place()
        self.item_changed.emit()

    def browse(self, browsing: bool) -> None:
        """Do what `set_browsing` does, and move the keyboard focus there."""
        self.set_enlarged(is_enlarged=False)
        self.set_browsing(browsing=browsing)
        self.focus_words()

    def show_quote(self, quote: Quote) -> None:
        """Show one of all quotes."""
        self.set_browsing(browsing=True)
        self._browser.select(quote)

    def show_note_on(self, quote: Quote) -> None:
        """Show the user's note on a quote."""
        self.show_quote(quote)
        self.focus_note()

    def step_quote(self, by: int) -> None:
        """Show another quote of the finding or of all quotes."""
        self.shown.step(by)

    # ---- notes, copying and the keyboard --------------------------------------------------------

    def show_note(self, note: "notes.Note", about: str) -> None:
        """Show the user's note and bookmark about what is shown.

        Args:
            note: The note.
            about: What it is about, for screen readers: "finding 2", "this quote".
        """
        self.bookmark.setChecked(note.is_bookmarked)
        self.bookmark.setAccessibleName(f"Bookmark {about}")
        self.note.show_note(note.text, about)

    def replace_note(self, note: "notes.Note") -> None:
        """Show what another window has added to the note while the user types in it."""
        self.bookmark.setChecked(note.is_bookmarked)
        self.note.replace_note(note.text)

    def copy_text(self) -> str:
        """Return the shown words with their attribution, or an empty string."""
        return self.shown.copy_text()

    def copy_all_text(self) -> str:
        """Return all quotes that are listed, with their attributions."""
        return self._browser.copy_all_text()

    def copy_selection(self) -> bool:
        """Copy the text that is selected on the page. Return False if none is."""
        return not self._is_browsing and self.page.copy_selection()

    def focus_words(self) -> None:
        """Give the words or the list of all quotes the keyboard focus."""
        self.set_enlarged(is_enlarged=False)
        self.shown.focus()

    def focus_note(self) -> None:
        """Give the field for the user's note the keyboard focus."""
        self.set_enlarged(is_enlarged=False)
        self.shown.focus_note()

    # ---- places ---------------------------------------------------------------------------------

    @property
    def figures_form(self) -> FiguresForm:
        """The form of the figures in this window."""
        if self._is_enlarged:
            return FiguresForm.ENLARGED
        width, height = self._window_size.width(), self._window_size.height()
        scale = look().scale
        is_low = height < _LOW_HEIGHT_PX * (scale if scale > _LARGE_TEXT else 1)
        if is_low or not self._has_figures:
            return FiguresForm.LINE
        return FiguresForm.COLUMN if width >= look().px(_COLUMN_WIDTH_PX) else FiguresForm.PANEL

    @property
    def _has_figures(self) -> bool:
        return self._report is None or bool(self._report.measures)

    @property
    def is_enlarged(self) -> bool:
        """Whether the figures are in the place of the page."""
        return self._is_enlarged

    def set_enlarged(self, *, is_enlarged: bool) -> None:
        """Put the figures, if there are any, in the place of the page, or back."""
        is_enlarged = is_enlarged and self._has_figures
        if is_enlarged:
            self.close_aside()
        if is_enlarged != self._is_enlarged:
            self._is_enlarged = is_enlarged
            self._place()

    def show_figures(self) -> None:
        """Show the figures, enlarged if there is no other place for them."""
        self.close_aside()
        if self.figures_form is FiguresForm.LINE:
            self.set_enlarged(is_enlarged=True)

    @property
    def aside(self) -> QWidget | None:
        """The pane that is shown in the place of the figures, if any."""
        return self._aside

    def show_aside(self, pane: QWidget) -> None:
        """Show a pane, which is a child of this, in the place of the figures."""
        self.set_enlarged(is_enlarged=False)
        self._aside = pane
        self._place()

    def close_aside(self) -> None:
        """Show the figures again in their place."""
        if self._aside is not None:
            self._aside.hide()
            self._aside = None
            self._place()
            self.aside_closed.emit()

    def fit(self, window_size: QSize) -> None:
        """Adapt to the size of the window and of the text."""
        self._window_size = window_size
        self._place()

    @property
    def area(self) -> QRect:
        """Where the page is, or what is in its place."""
        return self._area

    def keep_foot(self, height: int) -> None:
        """Keep a height in pixels at the foot of `area` free for what is over it."""
        if height != self._foot_height:
            self._foot_height = height
            self.page.keep_foot(height)
            self._place()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return little: the page scrolls."""
        return _MIN_SIZE

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        form = self.figures_form
        if form is not self.figures.form:
            self.figures.set_form(form)
        page, figures, aside = places = self._places(form)
        area = next(filter(None, places), page)
        area_before, self._area = self._area, QRect(area)
        if area is not page or self.shown is not self.page:  # the page scrolls further instead
            area.setHeight(area.height() - self._foot_height)
        if self._all_quotes is not None:
            self._all_quotes.fit(page.size())
        for widget, place in (
            (self.shown, page),
            (self.page if self._is_browsing else self._all_quotes, QRect()),
            (self.figures, figures),
            (self._aside, aside),
        ):
            if widget is not None:
                if not place.isEmpty():
                    widget.setGeometry(place)
                widget.setVisible(not place.isEmpty())
        if self._area != area_before:
            self.area_changed.emit()

    def _places(self, form: FiguresForm) -> tuple[QRect, QRect, QRect]:
        """Return the places of the page, the figures and the pane aside; empty if not shown."""
        width, height = self.width(), self.height()
        page, figures = self.rect(), QRect()
        if form is FiguresForm.ENLARGED:
            page, figures = QRect(), self.rect()
        elif form is FiguresForm.COLUMN:
            beside = round(width * _FIGURES_SHARE)
            page = QRect(0, 0, width - beside, height)
            figures = QRect(width - beside, 0, beside, height)
        elif not self._is_browsing:
            below = min(self.figures.panel_height(), height // 2)
            page = QRect(0, 0, width, height - below)
            figures = QRect(0, height - below, width, below)
        aside = QRect()
        if self._aside is not None:
            share = _FIGURES_SHARE if form is FiguresForm.COLUMN else _ASIDE_SHARE
            is_beside = width >= look().px(_ASIDE_WIDTH_PX)
            left = width - round(width * share) if is_beside else 0
            page, aside = QRect(0, 0, left, height), QRect(left, 0, width - left, height)
            figures = QRect()
        return page, figures, aside

    def _follow_quote(self) -> None:
        if self._is_browsing:
            self.item_changed.emit()

    def _connect_note(self, note: NoteBox, bookmark: BookmarkButton) -> None:
        note.text_edited.connect(self.note_edited)
        note.entered.connect(self.note_entered)
        note.left.connect(self.note_left)
        bookmark.clicked.connect(self.bookmark_toggled)
