"""The kinds of export, and the options of each."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from briefing_app.export.handout_options import HandoutOptions
from briefing_app.export.kinds import DEFAULT_PARTS, ExportKind, Option, Part, PartDetails
from briefing_app.export.request import DEFAULT_WIDTH, ChartOptions, Export, PictureOptions
from briefing_app.gui.charts.highlight_box import HighlightBox
from briefing_app.gui.look import TextRole, scale, set_role
from briefing_app.gui.widgets.buttons import CheckBox
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.labels import text_label
from briefing_app.layout.palette import LIGHT_SLIDES, SLIDE_THEMES
from briefing_app.model.charts import LATEST, ChartView, chart_views
from briefing_app.model.report import Force, Measure
from briefing_app.model.text import single_line
from briefing_app.model.wording import HIGHLIGHT_IN_CHARTS, MY_NOTES, SLIDE_COLOURS, VIEW_LABEL

NOTES_OPTION: Final = MY_NOTES
LARGE_PRINT_OPTION: Final = "Large print"


_WIDTHS: Final = (1280, 1920, 2560, 3840)  # pixels
CHECK_BOXES: Final = {
    Option.NOTES: NOTES_OPTION,
    Option.LARGE_PRINT: LARGE_PRINT_OPTION,
    Option.DEFINITION: "Explain how the figures were counted",
    Option.SVG: "SVG, sharp at any size",
    Option.ZIP: "In one ZIP file",
}
# Placed with the other choices of a chart.
_PLACED_APART: Final = {Option.DEFINITION, Option.SVG}
_CHECKED: Final = {Option.ZIP}
_MANY_PAGES: Final = 1000


class ExportOptions(QWidget):
    """Shows the options of one kind of export at a time.

    Args:
        measures: The briefing's measures.
        my_force: The user's own force, which is offered first for a chart over time.
    """

    changed = Signal()
    """Emitted when an option was changed."""

    def __init__(
        self, parent: QWidget, measures: Sequence[Measure], my_force: Force | None
    ) -> None:
        super().__init__(parent)
        self._measures = measures
        self._my_force = my_force
        self._are_notes_offered = False
        self.kind = ExportKind.HANDOUT
        self._parts = {
            part: CheckBox(part.details.label, self, is_checked=part in DEFAULT_PARTS)
            for part in Part
        }
        self._boxes = {
            option: CheckBox(text, self, is_checked=option in _CHECKED)
            for option, text in CHECK_BOXES.items()
        }
        self._hints = {part: _PartHint(self, part.details) for part in Part}
        for part in Part:
            self._show_what_is_in(part)
        self._boxes[Option.LARGE_PRINT].setAccessibleDescription("All text in 18 points or more")
        self.measure_box = self._combo_box("Which chart")
        self.view_box = self._combo_box(VIEW_LABEL)
        self._width_box = self._combo_box("Width")
        self.slide_theme_box = self._combo_box(SLIDE_COLOURS)
        self._highlight = HighlightBox(self, measures, has_caption=True)
        set_role(self._highlight, TextRole.BODY)
        self._fill_boxes()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        scale(rows.setSpacing, 6)
        self._parts_caption = self._caption("Parts")
        rows.addWidget(self._parts_caption)
        for part, hint in self._hints.items():
            together = QVBoxLayout()
            together.setSpacing(0)
            together.addWidget(self._parts[part])
            together.addWidget(hint)
            rows.addLayout(together)
        self._captions = {
            self.measure_box: self._caption("Chart"),
            self._width_box: self._caption("Width"),
            self.slide_theme_box: self._caption(SLIDE_COLOURS),
            self._highlight: self._caption(HIGHLIGHT_IN_CHARTS),
        }
        for box, caption in self._captions.items():
            caption.setBuddy(box)
        for widget in (
            *(self._boxes[each] for each in CHECK_BOXES if each not in _PLACED_APART),
            *(self.measure_box, self.view_box),
            *(self._boxes[Option.DEFINITION], self._width_box, self._boxes[Option.SVG]),
            *(self.slide_theme_box, self._highlight),
        ):
            if widget in self._captions:
                rows.addWidget(self._captions[widget])
            rows.addWidget(widget)
        self._connect()

    @property
    def ending(self) -> str:
        """The ending of the file's name; empty if the export is a folder."""
        if self.kind is ExportKind.CHART and self._is_on(Option.SVG):
            return ".svg"
        if self.kind is ExportKind.DATA and not self._is_on(Option.ZIP):
            return ""
        return next(iter(self.kind.endings), "")

    def show_kind(self, kind: ExportKind) -> None:
        """Show the options of a kind."""
        self.kind = kind
        for option, box in self._boxes.items():
            box.setVisible(self._has(option))
        for part, hint in self._hints.items():
            self._parts[part].setVisible(self._has(Option.PARTS))
            hint.setVisible(self._has(Option.PARTS))
        self._parts_caption.setVisible(self._has(Option.PARTS))
        for option, widget in (
            (Option.MEASURE, self.measure_box),
            (Option.WIDTH, self._width_box),
            (Option.SLIDE_THEME, self.slide_theme_box),
            (Option.HIGHLIGHT, self._highlight),
        ):
            is_shown = self._has(option) and widget.count() > 1
            widget.setVisible(is_shown)
            self._captions[widget].setVisible(is_shown)
        self._show_view_box()

    def show_chart(self, measure: Measure, view: ChartView) -> None:
        """Select a chart, if the briefing has it."""
        if measure in self._measures:
            self.measure_box.setCurrentIndex(self._measures.index(measure))
            if view in self._views:
                self.view_box.setCurrentIndex(self._views.index(view))

    def offer_notes(self, *, are_offered: bool) -> None:
        """Offer to include the user's notes, or stop offering it."""
        were_included = self.includes_notes
        self._are_notes_offered = are_offered
        self.show_kind(self.kind)
        if were_included != self.includes_notes:
            self.changed.emit()

    @property
    def includes_notes(self) -> bool:
        """Whether the user's notes are to be included."""
        return self._has(Option.NOTES) and self._is_on(Option.NOTES)

    def export(self, target: Path, *, replace: bool = False) -> Export:
        """Return an export with the options that are chosen."""
        slide_theme = SLIDE_THEMES[self.slide_theme_box.currentIndex()]
        return Export(
            self.kind,
            target,
            replace=replace,
            handout=HandoutOptions(
                parts=frozenset(part for part, box in self._parts.items() if box.isChecked()),
                large_print=self._is_on(Option.LARGE_PRINT),
            ),
            chart=ChartOptions(
                self.measure_box.currentData(),
                self._views[self.view_box.currentIndex()],
                self._is_on(Option.DEFINITION),
            ),
            picture=PictureOptions(
                self._width_box.currentData() if self._has(Option.WIDTH) else DEFAULT_WIDTH,
                slide_theme if self._has(Option.SLIDE_THEME) else LIGHT_SLIDES,
            ),
            highlight=self._highlight.highlight if self._has(Option.HIGHLIGHT) else None,
        )

    def show_page_counts(self, page_counts: Mapping[str, int]) -> None:
        """Show how many pages each chosen part has.

        Args:
            page_counts: The numbers by the values of `Part`; empty if they aren't known.
        """
        for part in Part:
            is_counted = page_counts and self._parts[part].isChecked()
            self._show_what_is_in(part, page_counts.get(part.value, 0) if is_counted else None)

    def _forget_count(self, part: Part, _is_chosen: bool) -> None:
        self._show_what_is_in(part)

    def _show_what_is_in(self, part: Part, page_count: int | None = None) -> None:
        details = part.details
        text = details.hint if page_count is None else details.counted(page_count)
        self._hints[part].setText(text)
        self._parts[part].setAccessibleDescription(text)

    # ---- building -------------------------------------------------------------------------------

    def _combo_box(self, name: str) -> ComboBox:
        """Make a combo box that does not widen the dialog, however long its items are."""
        box = ComboBox(self, min_letters=12)
        box.setAccessibleName(name)
        set_role(box, TextRole.BODY)
        return box

    def _caption(self, text: str) -> QLabel:
        caption = text_label(self, text, role=TextRole.SECTION)
        scale(caption.setContentsMargins, 0, 8, 0, 0)
        return caption

    def _fill_boxes(self) -> None:
        for measure in self._measures:
            self.measure_box.addItem(single_line(measure.title), measure)
        for width in _WIDTHS:
            self._width_box.addItem(f"{width} pixels", width)
        self._width_box.setCurrentIndex(_WIDTHS.index(DEFAULT_WIDTH))
        self.slide_theme_box.addItems([theme.name.capitalize() for theme in SLIDE_THEMES])
        self._fill_view_box()

    def _connect(self) -> None:
        for part, box in self._parts.items():
            box.toggled.connect(partial(self._forget_count, part))
        for box in (*self._parts.values(), *self._boxes.values()):
            box.toggled.connect(self._follow)
        self.measure_box.currentIndexChanged.connect(self._choose_measure)
        self.view_box.activated.connect(self._follow)
        self.slide_theme_box.currentIndexChanged.connect(self._follow)
        self._highlight.highlight_chosen.connect(self._follow)

    # ---- following ------------------------------------------------------------------------------

    def _has(self, option: Option) -> bool:
        is_offered = option is not Option.NOTES or self._are_notes_offered
        return is_offered and option in self.kind.details.options

    def _is_on(self, option: Option) -> bool:
        return self._boxes[option].isChecked()

    def _follow(self) -> None:
        self._width_box.setDisabled(self.kind is ExportKind.CHART and self._is_on(Option.SVG))
        self.changed.emit()

    def _choose_measure(self) -> None:
        self._fill_view_box()
        self._show_view_box()
        self.changed.emit()

    def _fill_view_box(self) -> None:
        measure: Measure | None = self.measure_box.currentData()
        views = chart_views(measure, self._my_force) if measure is not None else {LATEST: ""}
        self._views = list(views)
        self.view_box.clear()
        self.view_box.addItems(list(views.values()))

    def _show_view_box(self) -> None:
        self.view_box.setVisible(self._has(Option.MEASURE) and len(self._views) > 1)


class _PartHint(QLabel):
    """Says what a part of a handout contains, or how many pages it has.

    Its height has room for both, so that nothing moves when the pages have been counted.
    """

    def __init__(self, parent: QWidget, details: PartDetails) -> None:
        super().__init__(parent)
        self._texts = (details.hint, details.counted(_MANY_PAGES))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setProperty("look", "muted")
        set_role(self, TextRole.SMALL)
        scale(self.setContentsMargins, 33, 0, 0, 0)

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        room = QRect(0, 0, width - margins.left() - margins.right(), 0)
        flags = Qt.TextFlag.TextWordWrap
        heights = (
            self.fontMetrics().boundingRect(room, flags, text).height() for text in self._texts
        )
        return max(heights) + margins.top() + margins.bottom()
