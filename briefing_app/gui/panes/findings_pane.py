"""The pane with the list of findings and its filters."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.announcements import announce
from briefing_app.gui.panes.findings_delegate import FindingDelegate
from briefing_app.gui.panes.findings_filter_bar import FindingsFilterBar
from briefing_app.gui.panes.findings_model import (
    FindingFilter,
    FindingRole,
    FindingsModel,
    accessible_text,
)
from briefing_app.gui.style import Style
from briefing_app.model.report import Finding, FindingKind, Force, force_labels

if TYPE_CHECKING:
    from briefing_app.gui.panes.force_line import ForceLine

_LIST_MIN_HEIGHT: Final = 40  # pixels at 100 % text size


class _FindingList(QListView):
    """The list itself; its model may load rows when they are fetched."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # As in ScrollArea: a viewport of a class that PySide knows.
        self.setViewport(QWidget())
        self._is_following = False  # whether the next layout scrolls to the current row
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName("Findings")

    def moveCursor(  # noqa: N802, Qt's name
        self,
        action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Return the row that a key leads to; End leads to the last row, loaded or not.

        Down and Up first scroll to the end and the start of a row that the list is too low for.
        """
        cursor = QAbstractItemView.CursorAction
        if action is cursor.MoveEnd:
            model, root = self.model(), self.rootIndex()
            while model.canFetchMore(root):
                model.fetchMore(root)
        row, height = self.visualRect(self.currentIndex()), self.viewport().height()
        hidden_below, hidden_above = row.bottom() + 1 - height, -row.top()
        bar = self.verticalScrollBar()
        if action is cursor.MoveDown and row.top() < height and hidden_below > 0:
            bar.setValue(bar.value() + min(hidden_below, height))
            return self.currentIndex()
        if action is cursor.MoveUp and row.bottom() >= 0 and hidden_above > 0:
            bar.setValue(bar.value() - min(hidden_above, height))
            return self.currentIndex()
        return super().moveCursor(action, modifiers)

    def keep_current_in_view(self) -> None:
        """Lay out the rows again, and scroll to the current one if it is in view now."""
        self._follow_current(self.viewport().rect())
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, Qt's name
        """Keep the current row in view."""
        self._follow_current(QRect(QPoint(), event.oldSize()))
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()  # the rows have other heights

    def doItemsLayout(self) -> None:  # noqa: N802, Qt's name
        """Scroll to the current row if it was in view before."""
        super().doItemsLayout()
        if self._is_following:
            self._is_following = False
            self.scrollTo(self.currentIndex())

    def _follow_current(self, view: QRect) -> None:
        # Not asked twice: it would lay out the rows at each step of resizing the window.
        if not self._is_following:
            self._is_following = self.visualRect(self.currentIndex()).intersects(view)


class FindingsPane(QFrame):
    """The findings of the briefing, filtered by kind, force and search.

    Args:
        style: Colours, fonts and text size.
        parent: As in Qt.
    """

    finding_selected = Signal(object)
    """Emitted when another `Finding` is selected, or None if the list is empty."""
    filter_changed = Signal()
    """Emitted when the user chooses a kind or a force in this pane."""
    clear_requested = Signal()
    """Emitted when the user asks to remove all filters, including the window's search."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._force_labels: Mapping[Force, str] = {}
        self._kind: FindingKind | None = None
        self._force: Force | None = None
        self._search_results: frozenset[int] | None = None
        self._quotes_only = 0  # how many quotes match a search that no finding matches
        self._selected: Finding | None = None
        self.setProperty("look", "sidebar")
        self.setAccessibleName("Findings")

        self._filter_bar = FindingsFilterBar(style, self)
        self._model = FindingsModel(self)
        self._list = _FindingList(self)
        self._list.setModel(self._model)
        self._delegate = FindingDelegate(style, self._list)
        self._list.setItemDelegate(self._delegate)

        line = QFrame(self)
        line.setProperty("look", "separator")
        line.setFixedHeight(1)
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(self._filter_bar)
        layout.addWidget(line)
        layout.addWidget(self._list, 1)

        self._filter_bar.kind_chosen.connect(self._choose_kind)
        self._filter_bar.force_chosen.connect(self._choose_force)
        self._filter_bar.clear_requested.connect(self.clear_requested)
        self._list.selectionModel().currentChanged.connect(self._current_changed)
        style.changed.connect(self._restyle)
        self._restyle()
        self._show_count()

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
        """Whether the list is limited to a kind or a force."""
        return self._kind is not None or self._force is not None

    def set_findings(self, findings: Sequence[Finding], forces: Sequence[Force]) -> None:
        """Show a briefing's findings without a filter and select the first."""
        labels = self._force_labels = force_labels(forces)
        self._kind = self._force = self._search_results = None
        self._quotes_only = 0
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

    def set_search(
        self, results: frozenset[int] | None, terms: tuple[str, ...], quote_count: int = 0
    ) -> None:
        """List the results of a search and select the first, or end the search.

        The selected finding stays selected when a search ends.

        Args:
            results: The ids of the findings; None ends the search.
            terms: The words to highlight.
            quote_count: How many quotes match; the empty list mentions them.
        """
        self._delegate.set_terms(terms)
        self._search_results = results
        self._quotes_only = 0 if results else quote_count
        self._update_filter(keep_selection=results is None)
        self._list.viewport().update()

    def set_my_force(self, force: Force | None) -> None:
        """Mark the findings about the user's force."""
        label = self._force_labels.get(force, force.short_name) if force is not None else ""
        self._delegate.set_my_force(force, label)
        self._list.viewport().update()

    def select(self, finding: Finding) -> None:
        """Select a finding if it is listed."""
        row = self._model.row_of(finding)
        if row is not None:
            self._select_row(row)

    def step(self, by: int) -> None:
        """Move the selection by a number of rows, if the list reaches so far, and announce it."""
        row = self._list.currentIndex().row() + by
        if 0 <= row < self._model.listed_count:
            self._select_row(row)
            if self._selected is not None and not self._list.hasFocus():  # Qt announces the focus
                announce(accessible_text(self._selected), self._list)

    def focus(self) -> None:
        """Give the list the keyboard focus."""
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose_kind(self, kind: FindingKind | None) -> None:
        self.set_kind(kind)
        self.filter_changed.emit()

    def _choose_force(self, force: Force | None) -> None:
        self.set_force(force)
        self.filter_changed.emit()

    def _update_filter(self, *, keep_selection: bool = True) -> None:
        before = self._selected if keep_selection else None
        self._model.set_filter(FindingFilter(self._kind, self._force, self._search_results))
        row = self._model.row_of(before) if before is not None else None
        if row is None and self._model.listed_count:
            row = 0
        if row is None:
            self._set_selected(None)
        else:
            self._select_row(row)
        self._show_count()

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
        self._filter_bar.show_count(
            shown, total, is_filtered=is_filtered, quotes_only=self._quotes_only
        )

    def _restyle(self) -> None:
        self._filter_bar.restyle()
        # In a small window the list shrinks, not the filters, which can't scroll.
        self._list.setMinimumHeight(self._style.px(_LIST_MIN_HEIGHT))
        self._delegate.clear_cache()
        self._list.keep_current_in_view()
        self._list.viewport().update()
