"""The pane with the list of findings and its filters."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QLocale, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look, scale, scale_sides
from briefing_app.gui.panes import nothing_found
from briefing_app.gui.panes.findings_filter_bar import FindingsFilterBar
from briefing_app.gui.panes.findings_list import FindingDelegate, FindingsList
from briefing_app.gui.panes.findings_model import (
    FindingFilter,
    FindingsModel,
    UserMarks,
)
from briefing_app.gui.panes.force_line import ForceLine
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import text_label, tool_tip_text
from briefing_app.model import notes
from briefing_app.model.report import Finding, FindingKind, Force, force_labels
from briefing_app.model.wording import UNMATCHED_NOTES, counted

_SIDE_PX: Final = 10  # beside quiet buttons, which have a padding of their own
# Pixels at 100 % text size.
_LIST_MIN_HEIGHT: Final = 40
_LOW_HEIGHT: Final = 420  # the chips give way to one button


class FindingsPane(QFrame):
    """The findings of the briefing, limited by a filter and by a search."""

    finding_selected = Signal(object)
    """Emitted when another `Finding` is selected, or None if the list is empty."""
    steps_changed = Signal()
    """Emitted when `can_step` may have changed: others are listed, or another one is selected."""
    clear_requested = Signal()
    """Emitted when the user asks to remove the filter and the window's search."""
    search_requested = Signal(str)
    """Emitted with another text to search for, which was suggested."""
    unmatched_notes_requested = Signal()
    """Emitted when the user asks for the notes that match nothing in this briefing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._force_labels: Mapping[Force, str] = {}
        self._filter = FindingFilter.ALL
        self._nothing_found: nothing_found.NothingFound | None = None
        self._selected: Finding | None = None
        self._count_text = ""
        self.setProperty("look", "sidebar")
        self.setAccessibleName("Findings")

        self._filter_bar = FindingsFilterBar(self)
        self._model = FindingsModel(self)
        self._place = QStackedWidget(self)
        self._list = FindingsList(self._model, self._place)
        # In a small window the list shrinks, not the filters, which can't scroll.
        scale(self._place.setMinimumHeight, _LIST_MIN_HEIGHT)
        self._delegate = FindingDelegate(self._list, self._model)
        self._list.setItemDelegate(self._delegate)
        self._place.addWidget(self._list)
        self._nothing = _NothingListed(self._place)
        self._place.addWidget(self._nothing)
        self._unmatched = quiet_button("", self, role=TextRole.SMALL_BUTTON)
        self._unmatched.setMinimumWidth(1)  # its text is shortened if the pane is narrow
        self._unmatched.hide()
        self.force_line = ForceLine(self)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(self._filter_bar)
        layout.addWidget(self._line())
        layout.addWidget(self._place, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(_SIDE_PX, 0, _SIDE_PX, 0)
        foot.addWidget(self._unmatched)
        foot.addStretch(1)
        layout.addLayout(foot)
        layout.addWidget(self._line())
        layout.addWidget(self.force_line)

        self._filter_bar.filter_chosen.connect(self.set_filter)
        self._nothing.clear_requested.connect(self.clear_filter)
        self._unmatched.clicked.connect(self.unmatched_notes_requested)
        self._list.selectionModel().currentChanged.connect(self._current_changed)
        self._list.fold_requested.connect(self._fold)
        look().changed.connect(self._follow_look)

    @property
    def filter(self) -> FindingFilter:
        """Which findings are listed, besides the limits of a search."""
        return self._filter

    @property
    def selected(self) -> Finding | None:
        """The selected finding."""
        return self._selected

    @property
    def is_filtered(self) -> bool:
        """Whether a filter is on; a search is none."""
        return self._filter is not FindingFilter.ALL

    def set_findings(self, findings: Sequence[Finding], forces: Sequence[Force]) -> None:
        """Show a briefing's findings without a filter and select the first."""
        self._force_labels = force_labels(forces)
        self._filter, self._nothing_found = FindingFilter.ALL, None
        self._model.set_marks(UserMarks())
        self._selected = None
        self._model.set_findings(findings)
        self._delegate.set_largest_number(self._model.largest_number)
        self._filter_bar.show_total(len(findings))
        self._list_findings()

    def set_text_locale(self, locale: QLocale) -> None:
        """Set the locale that the briefing's texts are in, for screen readers."""
        self._list.setLocale(locale)

    def set_note_marks(self, marks: "notes.NoteMarks", unmatched_count: int) -> None:
        """Mark the findings with the user's notes and bookmarks.

        The selected finding stays in the list although it may have lost its note: the user may be
        writing another one.

        Args:
            marks: Those findings.
            unmatched_count: How many notes match nothing in this briefing.
        """
        found = self._model.marks.found
        self._model.set_marks(UserMarks(marks.with_notes, marks.bookmarked, found))
        unmatched = f"{UNMATCHED_NOTES} ({unmatched_count:,})…"
        self._unmatched.setText(unmatched)
        self._unmatched.setToolTip(tool_tip_text(unmatched))
        self._unmatched.setVisible(unmatched_count > 0)
        self._list_findings(kept=self._selected)

    def set_filter(self, chosen: FindingFilter) -> None:
        """Limit the list to the findings that pass a filter."""
        if chosen is not self._filter:
            self._filter = chosen
            self._list_findings()

    def clear_filter(self) -> None:
        """List all findings, or all that a search found."""
        self.set_filter(FindingFilter.ALL)

    def set_search(
        self,
        results: frozenset[int] | None,
        terms: tuple[str, ...],
        *,
        in_notes: frozenset[int] = frozenset(),
        nothing_found: "nothing_found.NothingFound | None" = None,
    ) -> None:
        """List the results of a search and select the first, or end the search.

        The selected finding stays selected when a search ends, or when it finds nothing.

        Args:
            results: The ids of the findings; None ends the search.
            terms: The words to highlight.
            in_notes: The ids of the findings that match only in the user's note.
            nothing_found: What to say in the place of the list, if there are no results.
        """
        self._model.set_marks(self._model.marks._replace(found=in_notes))
        self._model.set_results(results)
        self._delegate.set_terms(terms)
        self._nothing_found = nothing_found
        self._list_findings(keeps_selection=results is None)

    def set_my_force(self, force: Force | None) -> None:
        """Mark the findings about the user's force, which the briefing may not list."""
        self._model.set_my_force(force)
        name = self._force_labels.get(force, force.short_name) if force is not None else ""
        self._filter_bar.show_force(name)
        is_about_none = not self._model.count(FindingFilter.MY_FORCE)
        if self._filter is FindingFilter.MY_FORCE and is_about_none:
            self._filter = FindingFilter.ALL
        self._list_findings()
        self._list.keep_current_in_view()

    def select(self, finding: Finding) -> None:
        """Select a finding if it is listed; any, if a search has emptied the list.

        Its kind is unfolded.
        """
        if self._model.is_listed(finding):
            if self._model.row_of(finding) is None:
                self._model.set_folded(finding.kind, is_folded=False)
            row = self._model.row_of(finding)
            if row is not None:
                self._model.load(row)
                self._list.go_to_row(row)
            self._set_selected(finding)
        elif self._nothing_found is not None:
            self._set_selected(finding)

    def can_step(self, by: int) -> bool:
        """Return whether the list reaches as far as a number of findings from the selected one."""
        selected = self._selected
        return selected is not None and self._model.neighbour(selected, by) is not None

    def step(self, by: int) -> None:
        """Move the selection by a number of findings, if the list reaches so far, and announce it.

        The order is that of the list, which has all findings of a kind together.
        """
        if self._selected is None:
            return
        following = self._model.neighbour(self._selected, by)
        if following is not None:
            self.select(following)
            if not self._list.hasFocus():  # Qt announces the focus
                announce(self._model.spoken(following), self._list)

    def focus(self) -> None:
        """Give the list the keyboard focus."""
        if self._nothing_found is not None:
            self._nothing_page.focus()
        elif self._place.currentWidget() is self._nothing:
            self._nothing.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @cached_property
    def _nothing_page(self) -> "nothing_found.NothingFoundPage":
        page = nothing_found.NothingFoundPage(self._place)
        page.search_requested.connect(self.search_requested)
        page.clear_requested.connect(self.clear_requested)
        self._place.addWidget(page)
        return page

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the filters if the window is low."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._filter_bar.set_folded(is_folded=self.height() < look().px(_LOW_HEIGHT))

    def _line(self) -> QFrame:
        line = QFrame(self)
        line.setProperty("look", "separator")
        line.setFixedHeight(1)
        return line

    def _list_findings(self, *, keeps_selection: bool = True, kept: Finding | None = None) -> None:
        """List what passes the filter and the search, and select a finding.

        Args:
            keeps_selection: Whether the selected finding stays selected if it is listed.
            kept: A finding that is listed even if it doesn't pass the filter.
        """
        before, model = self._selected, self._model
        model.list_filtered(self._filter, kept)
        first = model.first()
        if before is not None and keeps_selection and model.is_listed(before):
            self._show_selected()
        elif first is not None:
            self.select(first)
        elif not model.total_count:
            self._set_selected(None)
        self._show_count()
        self.steps_changed.emit()

    def _show_selected(self) -> None:
        """Select the row of the selected finding again, if it isn't folded away."""
        if self._selected is None:
            return
        row = self._model.row_of(self._selected)
        if row is None:
            return
        self._model.load(row)
        index, rows = self._model.index(row, 0), self._list.selectionModel()
        if not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(index)
        elif not rows.isSelected(index):
            rows.select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _fold(self, kind: FindingKind, is_folded: bool) -> None:
        """Show only the heading of a kind, or its findings too; nothing above it moves."""
        place = self._list.verticalScrollBar().value()
        self._model.set_folded(kind, is_folded=is_folded)
        heading = self._model.index(self._model.heading_row(kind), 0)
        self._list.setCurrentIndex(heading)
        self._show_selected()
        self._list.doItemsLayout()
        self._list.verticalScrollBar().setValue(place)

    def _current_changed(self, index: QModelIndex) -> None:
        # While a model is reset it has no current row for a moment. A heading selects nothing.
        entry = self._model.entry(index.row())
        if isinstance(entry, Finding):
            self._set_selected(entry)

    def _set_selected(self, finding: Finding | None) -> None:
        if finding is not self._selected:
            self._selected = finding
            self.finding_selected.emit(finding)
            self.steps_changed.emit()

    def _show_count(self) -> None:
        """Show how many findings are listed and pass each filter, and say it aloud."""
        self._filter_bar.show_counts(self._model.count)
        self._filter_bar.show_chosen(self._filter)
        shown, total = self._model.listed_count, self._model.total_count
        if shown:
            text = f"{shown:,} of {counted(total, 'finding')} shown"
            if in_notes := len(self._model.marks.found):
                text += f", {in_notes:,} found in my notes"
        elif self._nothing_found is not None:
            text = self._nothing_found.spoken
        elif total:
            text = "Nothing found with this filter."
        else:
            text = "This briefing has no findings."
        self._show_place(text)
        if text != self._count_text:
            self._count_text = text
            if self.isVisible():
                announce(text, self._list)

    def _show_place(self, text: str) -> None:
        """Show the list, or what is said in its place."""
        if self._model.listed_count:
            self._place.setCurrentWidget(self._list)
        elif self._nothing_found is not None:
            self._nothing_page.show_content(self._nothing_found, self._model.total_count)
            self._place.setCurrentWidget(self._nothing_page)
        else:
            self._nothing.show_text(text, is_filtered=self.is_filtered)
            self._place.setCurrentWidget(self._nothing)

    def _follow_look(self) -> None:
        self._fit()
        self._delegate.clear_cache()
        self._list.keep_current_in_view()
        self._list.viewport().update()


class _NothingListed(QWidget):
    """Says in the list's place why it is empty."""

    clear_requested = Signal()
    """Emitted when the user asks to remove the filter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text_label(self, look="muted", role=TextRole.BODY, wraps=True)
        self._clear = quiet_button("Clear filter", self, role=TextRole.SMALL_BUTTON)
        self._clear.clicked.connect(self.clear_requested)
        self.setFocusProxy(self._clear)
        column = QVBoxLayout(self)
        scale_sides(self._text.setContentsMargins, QUIET_PADDING_X, 0, 0, 0)
        column.setContentsMargins(_SIDE_PX, 14, _SIDE_PX, 8)
        column.addWidget(self._text)
        column.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_text(self, text: str, *, is_filtered: bool) -> None:
        """Say why nothing is listed.

        Args:
            text: What to say.
            is_filtered: Whether a filter may be the reason, which a button then removes.
        """
        self._text.setText(text)
        self._clear.setVisible(is_filtered)
