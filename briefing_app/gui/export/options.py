"""The options of a kind of export in its dialog, made from their records."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from briefing_app.export.kinds import HANDOUT
from briefing_app.export.options import (
    DEFAULTS,
    HIGHLIGHT,
    MEASURE,
    NOTES,
    OPTIONS,
    PARTS,
    SVG,
    WIDTH,
    Option,
    Options,
    Part,
)
from briefing_app.export.request import Export, ExportKind
from briefing_app.gui.charts.highlight_box import HighlightBox
from briefing_app.gui.look import TextRole, scale, set_role
from briefing_app.gui.widgets.buttons import CheckBox
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.labels import text_label
from briefing_app.model.charts import LATEST, ChartView, chart_views
from briefing_app.model.report import Force, Measure
from briefing_app.model.text import single_line
from briefing_app.model.wording import VIEW_LABEL


class ExportOptions(QWidget):
    """Shows the options of one kind of export at a time.

    Args:
        measures: The briefing's measures.
        my_force: The user's own force, which is offered first for a chart over time.
    """

    ending_changed = Signal()
    """Emitted when `ending` may have changed."""

    def __init__(
        self, parent: QWidget, measures: Sequence[Measure], my_force: Force | None
    ) -> None:
        super().__init__(parent)
        self._measures = measures
        self._my_force = my_force
        self._are_notes_offered = False
        self.kind = HANDOUT
        self._widgets: dict[Option, tuple[QWidget, ...]] = {}
        self._parts: dict[Part, CheckBox] = {}
        self._boxes: dict[Option, CheckBox] = {}
        self._combo_boxes: dict[Option, ComboBox] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        scale(self._rows.setSpacing, 6)
        for option in OPTIONS:
            if option is PARTS:
                self._add_parts()
            elif option is MEASURE:
                self._add_measures()
            elif option is HIGHLIGHT:
                box = HighlightBox(self, measures, has_caption=True)
                set_role(box, TextRole.BODY)
                self._add_combo_box(option, box)
            elif option.choices:
                self._add_choices(option)
            else:
                self._add_box(option)

    @property
    def ending(self) -> str:
        """The ending of the file's name; empty if the export is a folder."""
        for option in self.kind.options:
            if option.ending and self._is_on(option):
                return option.ending
        return "" if self.kind.make_folder is not None else next(iter(self.kind.endings))

    def show_kind(self, kind: ExportKind) -> None:
        """Show the options of a kind."""
        self.kind = kind
        for option, widgets in self._widgets.items():
            combo_box = self._combo_boxes.get(option)
            has_choice = combo_box is None or combo_box.count() > 1
            for widget in widgets:
                widget.setVisible(self._has(option) and has_choice)
        self._show_view_box()
        self._enable_width()

    def show_chart(self, measure: Measure, view: ChartView) -> None:
        """Select a chart, if the briefing has it."""
        if measure in self._measures:
            self._measure_box.setCurrentIndex(self._measures.index(measure))
            if view in self._views:
                self._view_box.setCurrentIndex(self._views.index(view))

    def offer_notes(self, *, are_offered: bool) -> None:
        """Offer to include the user's notes, or stop offering it."""
        self._are_notes_offered = are_offered
        self.show_kind(self.kind)

    def export(self, target: Path, *, replace: bool = False) -> Export:
        """Return an export with the options that are chosen."""
        chosen: dict[str, Any] = {}
        for option in filter(self._has, self.kind.options):
            if option in self._combo_boxes:
                chosen[option.name] = self._combo_boxes[option].currentData()
            elif option is PARTS:
                parts = (part for part, box in self._parts.items() if box.isChecked())
                chosen[option.name] = frozenset(parts)
            elif option.name:
                chosen[option.name] = self._is_on(option)
        if MEASURE in self.kind.options:
            chosen["view"] = self._views[self._view_box.currentIndex()]
        return Export(self.kind, target, replace, Options(**chosen))

    # ---- building -------------------------------------------------------------------------------

    def _add_combo_box(self, option: Option, box: ComboBox) -> None:
        """Add an option below its caption."""
        caption = self._caption(option)
        caption.setBuddy(box)  # on Linux, Qt names a combo box by its value only
        caption.stackUnder(box)  # screen readers read in this order
        self._combo_boxes[option], self._widgets[option] = box, (caption, box)
        for widget in self._widgets[option]:
            self._rows.addWidget(widget)

    def _add_box(self, option: Option) -> None:
        box = CheckBox(option.label, self, is_checked=option.is_on)
        box.setAccessibleDescription(option.hint)
        box.toggled.connect(self._follow)
        self._rows.addWidget(box)
        self._boxes[option], self._widgets[option] = box, (box,)

    def _add_choices(self, option: Option) -> None:
        box = self._combo_box(option.label)
        for label, value in option.choices.items():
            box.addItem(label, value)
        default = getattr(DEFAULTS, option.name)
        box.setCurrentIndex(list(option.choices.values()).index(default))
        self._add_combo_box(option, box)

    def _add_parts(self) -> None:
        caption = self._caption(PARTS)
        self._rows.addWidget(caption)
        hints = []
        for part in Part:
            box = CheckBox(part.label, self, is_checked=part in DEFAULTS.parts)
            box.setAccessibleDescription(part.hint)
            hint = text_label(self, part.hint, look="muted", role=TextRole.SMALL, wraps=True)
            scale(hint.setContentsMargins, 33, 0, 0, 0)
            together = QVBoxLayout()
            together.setSpacing(0)
            together.addWidget(box)
            together.addWidget(hint)
            self._rows.addLayout(together)
            self._parts[part] = box
            hints.append(hint)
        self._widgets[PARTS] = (caption, *self._parts.values(), *hints)

    def _add_measures(self) -> None:
        self._measure_box = self._combo_box("Which chart")
        self._view_box = self._combo_box(VIEW_LABEL)
        self._view_box.setAccessibleDescription(VIEW_LABEL)  # it has no caption
        for measure in self._measures:
            self._measure_box.addItem(single_line(measure.title), measure)
        self._fill_view_box()
        self._measure_box.currentIndexChanged.connect(self._choose_measure)
        self._add_combo_box(MEASURE, self._measure_box)
        self._rows.addWidget(self._view_box)

    def _combo_box(self, name: str) -> ComboBox:
        """Make a combo box that does not widen the dialog, however long its items are."""
        box = ComboBox(self, min_letters=12)
        box.setAccessibleName(name)
        set_role(box, TextRole.BODY)
        return box

    def _caption(self, option: Option) -> QLabel:
        caption = text_label(self, option.label, role=TextRole.SECTION)
        scale(caption.setContentsMargins, 0, 8, 0, 0)
        return caption

    # ---- following ------------------------------------------------------------------------------

    def _has(self, option: Option) -> bool:
        is_offered = option is not NOTES or self._are_notes_offered
        return is_offered and option in self.kind.options

    def _is_on(self, option: Option) -> bool:
        return self._boxes[option].isChecked()

    def _follow(self) -> None:
        self._enable_width()
        self.ending_changed.emit()

    def _enable_width(self) -> None:
        self._combo_boxes[WIDTH].setDisabled(SVG in self.kind.options and self._is_on(SVG))

    def _choose_measure(self) -> None:
        self._fill_view_box()
        self._show_view_box()

    def _fill_view_box(self) -> None:
        measure: Measure | None = self._measure_box.currentData()
        views = chart_views(measure, self._my_force) if measure is not None else {LATEST: ""}
        self._views = list(views)
        self._view_box.clear()
        self._view_box.addItems(list(views.values()))

    def _show_view_box(self) -> None:
        self._view_box.setVisible(MEASURE in self.kind.options and len(self._views) > 1)
