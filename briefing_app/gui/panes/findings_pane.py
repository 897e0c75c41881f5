"""The pane with the list of findings and its filters."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import look, scale
from briefing_app.gui.panes import nothing_found
from briefing_app.gui.panes.findings_filter_bar import FindingsFilterBar
from briefing_app.gui.panes.findings_list import (
    FindingDelegate,
    FindingFilter,
    FindingRole,
    FindingsList,
    FindingsModel,
    NoteFilter,
    UserMarks,
    accessible_text,
)
from briefing_app.model.report import Finding, FindingKind, Force, force_labels

if TYPE_CHECKING:
    from briefing_app.gui.panes.force_line import ForceLine
    from briefing_app.model.notes import NoteMarks

_LIST_MIN_HEIGHT: Final = 40  # pixels at 100 % text size


class FindingsPane(QFrame):
    """The findings of the briefing, filtered by kind, force and search."""

    finding_selected = Signal(object)
    """Emitted when another `Finding` is selected, or None if the list is empty."""
    filter_changed = Signal()
    """Emitted when the user chooses a kind or a force in this pane."""
    clear_requested = Signal()
    """Emitted when the user asks to remove all filters, including the window's search."""
    search_requested = Signal(str)
    """Emitted with another text to search for, which was suggested."""
    unmatched_notes_requested = Signal()
    """Emitted when the user asks for the notes that match nothing in this briefing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._force_labels: Mapping[Force, str] = {}
        self._kind: FindingKind | None = None
        self._force: Force | None = None
        self._search_results: frozenset[int] | None = None
        self._nothing_found: nothing_found.NothingFound | None = None
        self._note_filter = NoteFilter()
        self._selected: Finding | None = None
        self.setProperty("look", "sidebar")
        self.setAccessibleName("Findings")

        self._filter_bar = FindingsFilterBar(self)
        self._model = FindingsModel(self)
        self._place = QStackedWidget(self)
        self._list = FindingsList(self._place)
        self._place.addWidget(self._list)
        self._list.setModel(self._model)
        # In a small window the list shrinks, not the filters, which can't scroll.
        scale(self._place.setMinimumHeight, _LIST_MIN_HEIGHT)
        self._delegate = FindingDelegate(self._list)
        self._list.setItemDelegate(self._delegate)

        line = QFrame(self)
        line.setProperty("look", "separator")
        line.setFixedHeight(1)
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(self._filter_bar)
        layout.addWidget(line)
        layout.addWidget(self._place, 1)

        self._filter_bar.kind_chosen.connect(self._choose_kind)
        self._filter_bar.force_chosen.connect(self._choose_force)
        self._filter_bar.note_filter_chosen.connect(self.set_note_filter)
        self._filter_bar.unmatched_notes_requested.connect(self.unmatched_notes_requested)
        self._filter_bar.clear_requested.connect(self.clear_requested)
        self._list.selectionModel().currentChanged.connect(self._current_changed)
        look().changed.connect(self._follow_look)

    @property
    def kind(self) -> FindingKind | None:
        """The kind that the list is limited to, if any."""
        return self._kind

    @property
    def force(self) -> Force | None:
        """The force that the list is limited to, if any."""
        return self._force

    @property
    def selected(self) -> Finding | None:
        """The selected finding."""
        return self._selected

    @property
    def is_filtered(self) -> bool:
        """Whether the list is limited to a kind, a force, or what has notes or bookmarks."""
        is_marked = self._note_filter != NoteFilter()
        return self._kind is not None or self._force is not None or is_marked

    def set_findings(self, findings: Sequence[Finding], forces: Sequence[Force]) -> None:
        """Show a briefing's findings without a filter and select the first."""
        labels = self._force_labels = force_labels(forces)
        self._kind = self._force = self._search_results = None
        self._nothing_found = None
        self._note_filter = NoteFilter()
        self._set_marks(UserMarks())
        self._selected = None
        self._filter_bar.set_findings(findings, sorted(forces, key=labels.__getitem__), labels)
        self._model.set_findings(findings)
        self._delegate.set_largest_number(self._model.largest_number)
        self._update_filter()

    def add_line(self, line: "ForceLine") -> None:
        """Add the line about the user's force between the filters and the list."""
        self._layout.insertWidget(1, line)
        line.set_tab_position(self._filter_bar.last_control)

    def set_text_locale(self, locale: QLocale) -> None:
        """Set the locale that the briefing's texts are in, for screen readers."""
        self._list.setLocale(locale)

    def set_kind(self, kind: FindingKind | None) -> None:
        """Limit the list to a kind, or to none; emits no `filter_changed`."""
        if kind is not self._kind:
            self._kind = kind
            self._filter_bar.show_kind(kind)
            self._update_filter()

    def set_force(self, force: Force | None) -> None:
        """Limit the list to a force, or to none; emits no `filter_changed`."""
        if force != self._force:
            self._force = force
            self._filter_bar.show_force(force)
            self._update_filter()

    def set_note_marks(self, marks: "NoteMarks", unmatched_count: int) -> None:
        """Mark the findings with the user's notes and bookmarks.

        The selected finding stays in the list although it may have lost its note: the user may be
        writing another one.

        Args:
            marks: Those findings.
            unmatched_count: How many notes match nothing in this briefing.
        """
        self._set_marks(UserMarks(marks.with_notes, marks.bookmarked, self._model.marks.found))
        self._filter_bar.show_unmatched_notes(unmatched_count)
        self._update_filter(keeps_selected=True)

    def set_note_filter(self, note_filter: NoteFilter) -> None:
        """Limit the list to findings with the user's notes or bookmarks, or to none."""
        if note_filter != self._note_filter:
            self._note_filter = note_filter
            self._update_filter()

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
        self._set_marks(self._model.marks._replace(found=in_notes))
        self._delegate.set_terms(terms)
        self._search_results = results
        self._nothing_found = nothing_found
        self._update_filter(keep_selection=results is None)
        self._list.viewport().update()

    def set_my_force(self, force: Force | None) -> None:
        """Mark the findings about the user's force."""
        label = self._force_labels.get(force, force.short_name) if force is not None else ""
        self._delegate.set_my_force(force, label)
        self._list.viewport().update()

    def select(self, finding: Finding) -> None:
        """Select a finding if it is listed; any, if a search has emptied the list."""
        row = self._model.row_of(finding)
        if row is not None:
            self._select_row(row)
        elif self._nothing_found is not None:
            self._set_selected(finding)

    def step(self, by: int) -> None:
        """Move the selection by a number of rows, if the list reaches so far, and announce it."""
        row = self._list.currentIndex().row() + by
        if 0 <= row < self._model.listed_count:
            self._select_row(row)
            if self._selected is not None and not self._list.hasFocus():  # Qt announces the focus
                announce(accessible_text(self._selected, self._model.marks), self._list)

    def focus(self) -> None:
        """Give the list the keyboard focus."""
        if self._nothing_found is not None:
            self._nothing_page.focus()
        else:
            self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @cached_property
    def _nothing_page(self) -> "nothing_found.NothingFoundPage":
        page = nothing_found.NothingFoundPage(self._place)
        page.search_requested.connect(self.search_requested)
        page.clear_requested.connect(self.clear_requested)
        self._place.addWidget(page)
        return page

    def _choose_kind(self, kind: FindingKind | None) -> None:
        self.set_kind(kind)
        self.filter_changed.emit()

    def _choose_force(self, force: Force | None) -> None:
        self.set_force(force)
        self.filter_changed.emit()

    def _set_marks(self, marks: UserMarks) -> None:
        self._delegate.set_marks(marks)
        self._model.set_marks(marks)

    def _update_filter(self, *, keep_selection: bool = True, keeps_selected: bool = False) -> None:
        before = self._selected if keep_selection else None
        marked = self._note_filter.ids(self._model.marks)
        if keeps_selected and marked is not None and self._selected is not None:
            marked |= {self._selected.id}
        self._model.set_filter(FindingFilter(self._kind, self._force, self._search_results, marked))
        row = self._model.row_of(before) if before is not None else None
        if row is None and self._model.listed_count:
            row = 0
        if row is not None:
            self._select_row(row)
        elif not self._model.total_count:
            self._set_selected(None)
        self._show_place()
        self._show_count()

    def _show_place(self) -> None:
        """Show the list, or what is said in its place."""
        if self._nothing_found is None:
            self._place.setCurrentWidget(self._list)
        else:
            self._nothing_page.show_content(self._nothing_found, self._model.total_count)
            self._place.setCurrentWidget(self._nothing_page)

    def _select_row(self, row: int) -> None:
        self._model.load(row)
        self._list.setCurrentIndex(self._model.index(row))

    def _current_changed(self, index: QModelIndex) -> None:
        # While a model is reset it has no current row for a moment; `_update_filter` selects one.
        if index.isValid():
            self._set_selected(index.data(FindingRole.FINDING))

    def _set_selected(self, finding: Finding | None) -> None:
        if finding is not self._selected:
            self._selected = finding
            self.finding_selected.emit(finding)

    def _show_count(self) -> None:
        is_filtered = self.is_filtered or self._search_results is not None
        shown, total = self._model.listed_count, self._model.total_count
        self._filter_bar.show_kind_counts(self._model.kind_counts())
        self._show_note_filters()
        self._filter_bar.show_count(
            shown,
            total,
            is_filtered=is_filtered,
            nothing_found=self._nothing_found.spoken if self._nothing_found is not None else "",
            in_notes=len(self._model.marks.found),
        )

    def _show_note_filters(self) -> None:
        marks, chosen, model = self._model.marks, self._note_filter, self._model
        counts = [
            model.count(model.filter._replace(marked=each.ids(marks))) if ids else None
            for ids, each in (
                (marks.with_notes, chosen._replace(with_notes=True)),
                (marks.bookmarked, chosen._replace(bookmarked=True)),
            )
        ]
        self._filter_bar.show_note_filter(chosen, *counts)

    def _follow_look(self) -> None:
        self._delegate.clear_cache()
        self._list.keep_current_in_view()
        self._list.viewport().update()
