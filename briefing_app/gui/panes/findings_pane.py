"""The pane with the list of findings and its filters."""

from functools import cached_property
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.accessibility.speech import announce, text_locale
from briefing_app.gui.look import TextRole, add_arrow, look, scale, scale_sides, set_icon, set_role
from briefing_app.gui.panes import nothing_found
from briefing_app.gui.panes.findings_list import FindingDelegate, FindingsList
from briefing_app.gui.panes.findings_model import FindingsModel, Mark
from briefing_app.gui.panes.force_line import ForceLine
from briefing_app.gui.reading import Reading
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import ToggleButton, quiet_button
from briefing_app.gui.widgets.labels import set_tool_tip, text_label
from briefing_app.model.reading import Contents, FindingFilter, Item, item_kind
from briefing_app.model.report import FindingKind
from briefing_app.model.wording import UNMATCHED_NOTES

_ICONS: Final = {
    FindingFilter.NOTES: "pencil",
    FindingFilter.BOOKMARKS: "star",
    FindingFilter.UNCLEAR: "triangle-alert",
}
_NAMES: Final = {
    FindingFilter.ALL: "All",
    FindingFilter.MY_FORCE: "My force",
    FindingFilter.NOTES: "With my notes",
    FindingFilter.BOOKMARKS: Mark.BOOKMARK.value,
    FindingFilter.UNCLEAR: Mark.UNCLEAR.value,
}
_LEAST_NAME: Final = 76  # pixels at 100 % text size, of the chip of my force with its count
_SIDE_PX: Final = 10  # beside quiet buttons, which have a padding of their own
_PADDING_PX: Final = 8  # above and below
_NO_FORCE: Final = "Findings about my force, if one is chosen"


class FindingsFilterBar(QStackedWidget):
    """Limits the list to one kind of mark, and says how many rows have it.

    If the window is too low or too narrow for a row of chips, one button opens a menu instead. The
    bar is as high either way, and nothing in it moves when counts change.
    """

    def __init__(self, parent: QWidget, reading: Reading) -> None:
        super().__init__(parent)
        self._reading = reading
        self._chosen = FindingFilter.ALL
        self._force_name = ""
        self._counts: dict[FindingFilter, int] = {}
        self._total = 0
        self._is_low = False
        self._chips = self._build_chips()
        self._button = quiet_button("Filter", self, role=TextRole.SMALL_BUTTON)
        add_arrow(self._button)
        self._button.clicked.connect(self._open_menu)
        self._shown = text_label(self, look="muted", role=TextRole.SMALL)
        self._chips_row, chips = self._add_row()
        for chip in self._chips.values():
            chips.addWidget(chip)
        # It takes and gives way to the width that the others leave, so that these stay in place.
        chips.setStretchFactor(self._chips[FindingFilter.MY_FORCE], 1)
        scale(self._chips[FindingFilter.MY_FORCE].setMinimumWidth, _LEAST_NAME)
        self._folded_row, folded = self._add_row()
        folded.addWidget(self._button)
        folded.addStretch(1)
        folded.addWidget(self._shown)
        scale(self._shown.setContentsMargins, 0, 0, QUIET_PADDING_X, 0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_contents(self, contents: Contents) -> None:
        """Show which filter is on, and how many rows each of them lets pass."""
        counts = {each: contents.count(each) for each in FindingFilter}
        shown = (
            contents.state.filter,
            contents.my_force_label,
            counts,
            len(contents.parts.items),
        )
        if shown != (self._chosen, self._force_name, self._counts, self._total):
            self._chosen, self._force_name, self._counts, self._total = shown
            self._chips[self._chosen].setChecked(True)
            self._show()

    def set_folded(self, *, is_folded: bool) -> None:
        """Show one button instead of the chips; they also give way if they have no room."""
        self._is_low = is_folded
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """Return the size of the narrower form."""
        return QSize(self._folded_row.minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        is_folded = self._is_low or self.width() < self._chips_row.minimumSizeHint().width()
        self.setCurrentWidget(self._folded_row if is_folded else self._chips_row)

    def _build_chips(self) -> dict[FindingFilter, ToggleButton]:
        group = QButtonGroup(self)
        chips: dict[FindingFilter, ToggleButton] = {}
        for each in FindingFilter:
            chip = chips[each] = ToggleButton("", self)
            set_role(chip, TextRole.SMALL)
            if each in _ICONS:
                set_icon(chip, _ICONS[each])
            chip.setAutoExclusive(True)
            chip.clicked.connect(lambda _checked, each=each: self._reading.set_filter(each))
            group.addButton(chip)
        chips[self._chosen].setChecked(True)
        return chips

    def _add_row(self) -> tuple[QWidget, QHBoxLayout]:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        # Space at the edges doesn't grow with the text size, which needs it then.
        layout.setContentsMargins(_SIDE_PX, _PADDING_PX, _SIDE_PX, _PADDING_PX)
        scale(layout.setSpacing, 3)
        self.addWidget(row)
        return row, layout

    def _show(self) -> None:
        room = "8" * len(f"{self._total:,}")
        for each, chip in self._chips.items():
            count = self._counts[each]
            text = "" if each in _ICONS else self._name(each)
            chip.set_content(text, f"{count:,}", room)
            name = f"{self._name(each)}: {count:,}"
            chip.setAccessibleName(name)
            hint = _NO_FORCE if each is FindingFilter.MY_FORCE and not self._force_name else name
            set_tool_tip(chip, hint)
            chip.setEnabled(self._reading.contents.can_filter(each))
        shown = self._label(self._chosen)
        self._shown.setText(shown)
        self._button.setAccessibleName(f"Filter: {shown}")
        self._fold()

    def _name(self, each: FindingFilter) -> str:
        return (each is FindingFilter.MY_FORCE and self._force_name) or _NAMES[each]

    def _label(self, each: FindingFilter) -> str:
        return f"{self._name(each)} {self._counts[each]:,}"

    def _open_menu(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for each in FindingFilter:
            # An ampersand in the name of a force would underline the next letter.
            action = QAction(self._label(each).replace("&", "&&"), group)
            action.setCheckable(True)
            action.setChecked(each is self._chosen)
            action.setEnabled(self._reading.contents.can_filter(each))
            action.triggered.connect(lambda _checked, each=each: self._reading.set_filter(each))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height())))


# Pixels at 100 % text size.
_LIST_MIN_HEIGHT: Final = 40
_LOW_HEIGHT: Final = 420  # the chips give way to one button


class FindingsPane(QFrame):
    """The findings of the briefing, limited by a filter and by a search."""

    def __init__(self, parent: QWidget | None, reading: Reading) -> None:
        super().__init__(parent)
        self._reading = reading
        self._spoken_summary = ""
        self.setProperty("look", "sidebar")
        self.setAccessibleName("Findings")

        self._filter_bar = FindingsFilterBar(self, reading)
        self._model = FindingsModel(self)
        self._place = QStackedWidget(self)
        self.list = FindingsList(self._model, self._place)
        # In a small window the list shrinks, not the filters, which can't scroll.
        scale(self._place.setMinimumHeight, _LIST_MIN_HEIGHT)
        self._delegate = FindingDelegate(self.list, self._model)
        self.list.setItemDelegate(self._delegate)
        self._place.addWidget(self.list)
        self.unmatched_button = quiet_button("", self, role=TextRole.SMALL_BUTTON)
        self.unmatched_button.setMinimumWidth(1)  # its text is shortened if the pane is narrow
        self.unmatched_button.hide()
        self.force_line = ForceLine(self)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(self._filter_bar)
        layout.addWidget(self._line())
        layout.addWidget(self._place, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(_SIDE_PX, 0, _SIDE_PX, 0)
        foot.addWidget(self.unmatched_button)
        foot.addStretch(1)
        layout.addLayout(foot)
        layout.addWidget(self._line())
        layout.addWidget(self.force_line)

        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.fold_requested.connect(self._fold)
        reading.changed.connect(self._show_contents)
        look().changed.connect(self._follow_look)

    def step(self, by: int) -> None:
        """Show the row some places further in the list, if it reaches so far, and say it."""
        # Qt announces a row that has the keyboard focus.
        if self._reading.step(by) and not self.list.hasFocus():
            item = self._reading.contents.item
            assert item is not None  # noqa: S101, it was stepped to
            announce(self._model.spoken(item), self.list)

    def focus(self) -> None:
        """Give the list the keyboard focus, or the way on if nothing is listed."""
        if self._place.currentWidget() is self.list:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._reading.contents.nothing_found is not None:
            self._nothing_page.focus()
        else:
            self._nothing.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """End the search and the filter, and give the list the keyboard focus."""
        self._reading.clear()
        self.focus()

    @cached_property
    def _nothing(self) -> "_NothingListed":
        nothing = _NothingListed(self._place, self._reading)
        self._place.addWidget(nothing)
        return nothing

    @cached_property
    def _nothing_page(self) -> "nothing_found.NothingFoundPage":
        page = nothing_found.NothingFoundPage(self._place)
        page.suggestion.clicked.connect(self._search_instead)
        page.show_all.clicked.connect(self.clear)
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

    # ---- showing --------------------------------------------------------------------------------

    def _show_contents(self, new: Contents, old: Contents) -> None:
        if new.parts is not old.parts:
            self.list.setLocale(text_locale(new.report.language))
            self._delegate.set_largest_number(
                max((finding.position for finding in new.report.findings), default=0)
            )
        self._delegate.set_terms(new.terms)
        self._model.show_contents(new)
        self._filter_bar.show_contents(new)
        self._select(new, is_another=new.item is not old.item)
        if new.my_force != old.my_force:
            self.list.keep_current_in_view()
        if new.my_force != old.my_force or new.parts is not old.parts:
            self.force_line.show_mentions(new.mentions, is_announced=new.parts is old.parts)
        if new.marks.unmatched_count != old.marks.unmatched_count:
            self._show_unmatched(new.marks.unmatched_count)
        self._show_place(new)

    def _select(self, contents: Contents, *, is_another: bool) -> None:
        """Select the row that is read; unfold its kind if it is another one."""
        item, model = contents.item, self._model
        if item is None or not contents.is_listed(item):
            return
        if is_another and model.row_of(item) is None:
            model.set_folded(item_kind(item), is_folded=False)
        row = model.row_of(item)
        if row is None:
            return
        model.load(row)
        index, rows, current = (
            model.index(row, 0),
            self.list.selectionModel(),
            self.list.currentIndex(),
        )
        if is_another and current != index:
            self.list.go_to_row(row)
        elif not current.isValid():
            self.list.setCurrentIndex(index)
        elif not rows.isSelected(index):
            rows.select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _show_unmatched(self, count: int) -> None:
        text = f"{UNMATCHED_NOTES} ({count:,})…"
        self.unmatched_button.setText(text)
        set_tool_tip(self.unmatched_button, text)
        self.unmatched_button.setVisible(count > 0)

    def _show_place(self, contents: Contents) -> None:
        """Show the list, or what is said in its place; announce how many findings it has."""
        summary = contents.list_summary
        if contents.listed_count:
            self._place.setCurrentWidget(self.list)
        elif contents.nothing_found is not None:
            self._nothing_page.show_content(contents.nothing_found, len(contents.report.findings))
            self._place.setCurrentWidget(self._nothing_page)
        else:
            is_filtered = contents.state.filter is not FindingFilter.ALL
            self._nothing.show_text(summary, is_filtered=is_filtered)
            self._place.setCurrentWidget(self._nothing)
        if summary != self._spoken_summary:
            self._spoken_summary = summary
            if self.isVisible():
                announce(summary, self.list)

    def _follow_look(self) -> None:
        self._fit()
        self._delegate.clear_cache()
        self.list.keep_current_in_view()
        self.list.viewport().update()

    # ---- what the user does ---------------------------------------------------------------------

    def _choose(self, index: QModelIndex) -> None:
        """Show what the current row has; while the rows change, there is none."""
        entry = self._model.entry(index.row())
        if isinstance(entry, Item):
            self._reading.choose(entry)

    def _fold(self, kind: FindingKind | None, is_folded: bool) -> None:
        """Show only the heading of a kind, or its findings too; nothing above it moves."""
        place = self.list.verticalScrollBar().value()
        self._model.set_folded(kind, is_folded=is_folded)
        heading = self._model.index(self._model.heading_row(kind), 0)
        self.list.setCurrentIndex(heading)
        self._select(self._reading.contents, is_another=False)
        self.list.doItemsLayout()
        self.list.verticalScrollBar().setValue(place)

    def _search_instead(self) -> None:
        """Search for what was suggested, and give the results the keyboard focus."""
        nothing = self._reading.contents.nothing_found
        if nothing is not None:
            self._reading.search(nothing.suggestion)
            self._reading.accept_result()
            self.focus()


class _NothingListed(QWidget):
    """Says in the list's place why it is empty."""

    def __init__(self, parent: QWidget, reading: Reading) -> None:
        super().__init__(parent)
        self._text = text_label(self, look="muted", role=TextRole.BODY, wraps=True)
        self._clear = quiet_button("Clear filter", self, role=TextRole.SMALL_BUTTON)
        self._clear.clicked.connect(lambda: reading.set_filter(FindingFilter.ALL))
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
