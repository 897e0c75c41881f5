"""The filters above the findings list."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, scale_sides, set_role
from briefing_app.gui.panes.findings_list import NoteFilter
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import ToggleButton, quiet_button
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import text_label
from briefing_app.model.report import Finding, FindingKind, Force
from briefing_app.model.wording import UNMATCHED_NOTES, counted


class FindingsFilterBar(QWidget):
    """Filters by kind and by force, and a line that says how many findings pass them."""

    kind_chosen = Signal(object)
    """Emitted when the user chooses a `FindingKind`, or None for all kinds."""
    force_chosen = Signal(object)
    """Emitted when the user chooses a `Force`, or None for all forces."""
    note_filter_chosen = Signal(NoteFilter)
    """Emitted when the user chooses to list only findings with notes or bookmarks, or all."""
    unmatched_notes_requested = Signal()
    """Emitted when the user asks for the notes that match nothing in this briefing."""
    clear_requested = Signal()
    """Emitted when the user asks to see all findings again."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._forces: Sequence[Force] = ()
        self._filters = FlowRow(self, spacing=2)
        self._kind_buttons = self._build_kind_buttons()
        self._kind_counts: dict[FindingKind | None, int] = {}
        self._force_box = ComboBox(self._filters, min_letters=0, is_quiet=True)
        set_role(self._force_box, TextRole.SMALL_BUTTON)
        self._force_box.setToolTip("Limit the findings to a force")
        self._force_box.setAccessibleName(self._force_box.toolTip())
        self._shown_note_filter: tuple[NoteFilter, int | None, int | None] | None = None
        self._with_notes, self._bookmarked = self._toggle(), self._toggle()
        self._unmatched = quiet_button("", self._filters, role=TextRole.SMALL_BUTTON)
        self._clear = quiet_button("Show all findings", self._filters, role=TextRole.SMALL_BUTTON)
        self._filters.add(self._force_box)
        for button in (self._with_notes, self._bookmarked, self._unmatched):
            button.hide()
            self._filters.add(button)
        self._filters.add(self._clear)
        self._count = text_label(self, look="muted", role=TextRole.SMALL, wraps=True)
        self._count_text = ""
        scale_sides(self._count.setContentsMargins, QUIET_PADDING_X, 0, 0, 2)
        rows = QVBoxLayout(self)
        # Vertical space doesn't grow with the text size: the list needs it then.
        scale_sides(rows.setContentsMargins, 14, 10, 4, 6)
        rows.setSpacing(2)
        rows.addWidget(self._filters)
        rows.addWidget(self._count)
        self._force_box.activated.connect(self._emit_force)
        for button in (self._with_notes, self._bookmarked):
            button.clicked.connect(self._emit_note_filter)
        self._unmatched.clicked.connect(self.unmatched_notes_requested)
        self._clear.clicked.connect(self.clear_requested)

    @property
    def last_control(self) -> QWidget:
        """The control that Tab leads to last."""
        return self._clear

    def set_findings(
        self, findings: Sequence[Finding], forces: Sequence[Force], labels: Mapping[Force, str]
    ) -> None:
        """Offer the filters of other findings, with none of them set.

        Args:
            findings: The findings, filtered or not.
            forces: The forces to filter by, in the order of the list.
            labels: The name of each force.
        """
        self._forces = forces
        self._force_box.clear()
        self._force_box.addItem("All forces")
        self._force_box.addItems([labels[force] for force in forces])
        self._force_box.update_uniform_item_sizes()
        self._force_box.setVisible(bool(forces))
        kinds = {finding.kind for finding in findings}
        for kind, button in self._kind_buttons.items():
            button.setVisible(kind is None or kind in kinds)
        self.show_kind(None)

    def show_kind_counts(self, counts: Mapping[FindingKind, int]) -> None:
        """Show how many findings of each kind pass the other filters and the search."""
        for kind, button in self._kind_buttons.items():
            count = sum(counts.values()) if kind is None else counts.get(kind, 0)
            if self._kind_counts.get(kind) == count:
                continue
            self._kind_counts[kind] = count
            name = "All" if kind is None else kind.plural
            button.setText(f"{name} {count:,}")
            button.setAccessibleName(f"{name}, {counted(count, 'finding')}")

    def show_kind(self, kind: FindingKind | None) -> None:
        """Show which kind the list is limited to; emits no signal."""
        self._kind_buttons[kind].setChecked(True)

    def show_force(self, force: Force | None) -> None:
        """Show which force the list is limited to; emits no signal."""
        self._force_box.setCurrentIndex(0 if force is None else 1 + self._forces.index(force))

    def show_note_filter(
        self, chosen: NoteFilter, with_notes: int | None, bookmarked: int | None
    ) -> None:
        """Show the filters by the user's notes, unless there is nothing to find with them.

        Args:
            chosen: Which of them are on.
            with_notes: How many findings with notes pass the other filters; None if none has any.
            bookmarked: The same for bookmarks.
        """
        shown = (chosen, with_notes, bookmarked)
        if shown == self._shown_note_filter:
            return
        self._shown_note_filter = shown
        for button, name, count, is_on in (
            (self._with_notes, "With my notes", with_notes, chosen.with_notes),
            (self._bookmarked, "Bookmarked", bookmarked, chosen.bookmarked),
        ):
            button.setVisible(count is not None or is_on)
            button.setChecked(is_on)
            button.setText(f"{name} {count or 0:,}")
            button.setAccessibleName(f"{name}, {counted(count or 0, 'finding')}")

    def show_unmatched_notes(self, count: int) -> None:
        """Show how many notes match nothing in this briefing."""
        self._unmatched.setText(f"{UNMATCHED_NOTES} ({count:,})…")
        self._unmatched.setVisible(count > 0)

    def show_count(
        self,
        shown: int,
        total: int,
        *,
        is_filtered: bool,
        nothing_found: str = "",
        in_notes: int = 0,
    ) -> None:
        """Say how many of the findings are shown, aloud too.

        Args:
            shown: How many findings pass the filters and the search.
            total: How many findings the briefing has.
            is_filtered: Whether there is a filter or a search.
            nothing_found: What is said in the place of the list, if a search found nothing.
            in_notes: How many of the shown findings match a search only in the user's note.
        """
        self._clear.setVisible(is_filtered and not nothing_found)
        self._count.setVisible((is_filtered and not nothing_found) or total == 0)
        if total == 0:
            text = "This briefing has no findings."
        elif shown == 0:
            text = nothing_found or "No findings match."
        else:
            text = f"{shown:,} of {counted(total, 'finding')} shown"
            if in_notes:
                text += f", {in_notes:,} found in my notes"
        if text != self._count_text:
            self._count_text = text
            self._count.setText(text)
            if self.isVisible():
                self._announce(text)

    def _build_kind_buttons(self) -> dict[FindingKind | None, ToggleButton]:
        group = QButtonGroup(self)
        buttons: dict[FindingKind | None, ToggleButton] = {}
        for kind in (None, *FindingKind):
            button = buttons[kind] = self._toggle()
            button.setAutoExclusive(True)
            button.clicked.connect(lambda _checked, kind=kind: self.kind_chosen.emit(kind))
            group.addButton(button)
            self._filters.add(button)
        buttons[None].setChecked(True)
        return buttons

    def _toggle(self) -> ToggleButton:
        toggle = ToggleButton(parent=self._filters)
        set_role(toggle, TextRole.SMALL)
        return toggle

    def _emit_note_filter(self) -> None:
        chosen = NoteFilter(self._with_notes.isChecked(), self._bookmarked.isChecked())
        self.note_filter_chosen.emit(chosen)

    def _emit_force(self, index: int) -> None:
        self.force_chosen.emit(None if index <= 0 else self._forces[index - 1])

    def _announce(self, text: str) -> None:
        announce(text, self._count)
