"""The right side of the window: the page of a finding or all quotes, and the figures."""

from collections.abc import Collection, Mapping
from functools import partial
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from briefing_app.gui.look import look
from briefing_app.gui.panes import all_quotes
from briefing_app.gui.panes.figures_head import FiguresForm
from briefing_app.gui.panes.figures_pane import FiguresPane
from briefing_app.gui.panes.finding_page import FindingPage
from briefing_app.gui.panes.page_boxes import NoteBox
from briefing_app.gui.reading import Reading
from briefing_app.gui.widgets.parts import hide_parts
from briefing_app.model.reading import Contents, FiguresPlace
from briefing_app.model.report import NO_REPORT

# Of the window; with text larger than that, they grow with it.
_LOW_HEIGHT_PX: Final = 620  # a lower one has thin bars
_VERY_LOW_HEIGHT_PX: Final = 520  # a lower one has the figures in one line
_LARGE_TEXT: Final = 1.25
# Pixels at 100 % text size.
_COLUMN_WIDTH_PX: Final = 1500  # of the window: a wider one has the figures in a column
_FIGURES_SHARE: Final = 0.41  # of the width, in a column
_ASIDE_SHARE: Final = 0.545  # of the width, if the figures are not in a column
_ASIDE_WIDTH_PX: Final = 600  # of the page and a pane beside it; with less, only that is shown
_LEAST_NOTE_PX: Final = 150  # below the figures, with the space around it
_SIDE_NOTE_MARGINS_PX: Final = (40, 8, 32, 14)  # around it: left and right as the figures
_MIN_SIZE: Final = QSize(300, 120)  # pixels


class ReadingColumn(QWidget):
    """The page of a finding, or all quotes in its place, and the figures below or beside it.

    The text of a source has the place of the figures, at the right of the page. The column places
    its parts at once, so that nothing moves in several turns of the event loop.
    """

    area_changed = Signal()
    """Emitted when `area` has changed."""
    note_moved = Signal()
    """Emitted when `note` is another box."""

    def __init__(self, parent: QWidget, reading: Reading) -> None:
        super().__init__(parent)
        self._reading = reading
        self.source: QWidget | None = None
        self._window_size = QSize()
        self._area = QRect()
        self._foot_height = 0
        self.page = FindingPage(self, reading)
        self.figures = FiguresPane(self, reading)
        self.side_note = NoteBox(self, "side_note")
        """The box of the user's note below the figures, if these are in a column."""
        self.side_note.fill_height()
        self.side_note.hide()
        self._all_quotes: all_quotes.AllQuotes | None = None
        reading.changed.connect(self._follow)

    @property
    def shown(self) -> "FindingPage | all_quotes.AllQuotes":
        """What is in the place of the page."""
        return self._quotes if self._reading.state.is_browsing else self.page

    @property
    def note(self) -> NoteBox:
        """The box of the user's note about what is read."""
        return self.page.note if self.side_note.isHidden() else self.side_note

    def focus_note(self) -> None:
        """Give the field for the user's note about what is read the keyboard focus."""
        if self.side_note.isHidden():
            self.page.focus_note()
        else:
            self.side_note.focus()

    @property
    def _quotes(self) -> "all_quotes.AllQuotes":
        """The list of all quotes, made when it is first needed."""
        if self._all_quotes is None:
            self._all_quotes = made = all_quotes.AllQuotes(self, self._reading)
            for before, after in pairwise((self.page.note.field, *made.tab_stops)):
                QWidget.setTabOrder(before, after)  # not after the figures
        return self._all_quotes

    def set_source(self, pane: QWidget) -> None:
        """Set the pane with the text of a source, which is a child of this."""
        self.source = pane
        self._place()

    # ---- places ---------------------------------------------------------------------------------

    @property
    def figures_form(self) -> FiguresForm:
        """The form of the figures in this window."""
        contents = self._reading.contents
        if contents.state.figures is FiguresPlace.ENLARGED:
            return FiguresForm.ENLARGED
        has_figures = contents.report is NO_REPORT or contents.measure is not None
        if self._is_lower(_VERY_LOW_HEIGHT_PX) or not has_figures:
            return FiguresForm.LINE
        is_wide = self._window_size.width() >= look().px(_COLUMN_WIDTH_PX)
        return FiguresForm.COLUMN if is_wide else FiguresForm.PANEL

    def _is_lower(self, height_px: int) -> bool:
        """Return whether the window is lower than a height."""
        scale = look().scale
        return self._window_size.height() < height_px * (scale if scale > _LARGE_TEXT else 1)

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

    def showEvent(self, event: QShowEvent) -> None:
        """Place the parts again: a layout knows its height only when its widgets are shown."""
        super().showEvent(event)
        self._place()

    def _follow(self, new: Contents, old: Contents) -> None:
        self._place()
        if new.terms != old.terms:
            self.side_note.highlight(new.terms)

    def _place(self) -> None:
        before = self.note
        had_focus = before.field.hasFocus()
        form = self.figures_form
        if form is not self.figures.form:
            self.figures.set_form(form)
        page, figures, source = places = self._places(form)
        side_note = self._side_note_place(form, figures)
        figures_foot = figures.bottom() + 1 - side_note.top() if not side_note.isEmpty() else 0
        self.figures.keep_foot(figures_foot)
        self.page.set_note_elsewhere(is_elsewhere=not side_note.isEmpty())
        area = next(filter(None, places), page)
        area_before, self._area = self._area, QRect(area)
        if area is not page or self.shown is not self.page:  # the page scrolls further instead
            area.setHeight(area.height() - self._foot_height)
        self._show_parts(
            {
                self.shown: page,
                self.page if self.shown is not self.page else self._all_quotes: QRect(),
                self.figures: figures,
                self.source: source,
                self.side_note: side_note,
            }
        )
        if self._area != area_before:
            self.area_changed.emit()
        if self.note is not before:
            self.note_moved.emit()
            if had_focus:
                self.note.focus()

    def _show_parts(self, places: Mapping[QWidget | None, QRect]) -> None:
        """Show the parts that have a place, and then hide the others.

        If the keyboard focus is in one of those, what has the place of the page gets it.
        """
        parts = {widget: place for widget, place in places.items() if widget is not None}
        for widget, place in parts.items():
            if not place.isEmpty():
                widget.setGeometry(place)
                widget.show()
        hidden = [widget for widget, place in parts.items() if place.isEmpty()]
        hide_parts(hidden, partial(self._focus_area, hidden))

    def _focus_area(self, hidden: Collection[QWidget]) -> None:
        """Give what has the place of the page the keyboard focus."""
        if self.shown not in hidden:
            self.shown.focus()
        elif self.figures not in hidden:
            self.figures.focus()
        elif self.source is not None:
            self.source.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _side_note_place(self, form: FiguresForm, figures: QRect) -> QRect:
        """Return the place of the note below the figures of a column; empty if it isn't there."""
        has_note = self._reading.contents.item is not None
        if form is not FiguresForm.COLUMN or figures.isEmpty() or not has_note:
            return QRect()
        px = look().px
        most = figures.height() - px(_LEAST_NOTE_PX)
        top = min(self.figures.column_height(figures.width()), most)
        place = QRect(figures.left(), top, figures.width(), figures.height() - top)
        left, above, right, below = map(px, _SIDE_NOTE_MARGINS_PX)
        return place.adjusted(left, above, -right, -below)

    def _places(self, form: FiguresForm) -> tuple[QRect, QRect, QRect]:
        """Return the places of the page, the figures and the source; empty if not shown."""
        width, height = self.width(), self.height()
        page, figures = self.rect(), QRect()
        if form is FiguresForm.ENLARGED:
            page, figures = QRect(), self.rect()
        elif form is FiguresForm.COLUMN:
            beside = round(width * _FIGURES_SHARE)
            page = QRect(0, 0, width - beside, height)
            figures = QRect(width - beside, 0, beside, height)
        elif self.shown is self.page:
            is_low = self._is_lower(_LOW_HEIGHT_PX)
            below = min(self.figures.panel_height(width, is_low=is_low), height // 2)
            page = QRect(0, 0, width, height - below)
            figures = QRect(0, height - below, width, below)
        source = QRect()
        if self._reading.state.figures is FiguresPlace.SOURCE:
            share = _FIGURES_SHARE if form is FiguresForm.COLUMN else _ASIDE_SHARE
            is_beside = width >= look().px(_ASIDE_WIDTH_PX)
            left = width - round(width * share) if is_beside else 0
            page, source = QRect(0, 0, left, height), QRect(left, 0, width - left, height)
            figures = QRect()
        return page, figures, source
