"""The options of each kind of export, one page per kind."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing_app.export.handout_data import HandoutOptions
from briefing_app.gui.export.option_row import OptionRow
from briefing_app.gui.export.request import Export, ExportKind
from briefing_app.gui.style import Style
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.task_dialog import chip_button, make_flow_row, toggle_chip
from briefing_app.model.chart_builder import LATEST, ChartView, chart_views
from briefing_app.model.report import Force, Measure
from briefing_app.model.text import single_line
from briefing_app.model.wording import NO_CHART

_WIDTHS: Final = (1280, 1920, 2560, 3840)  # pixels


class OptionPage(QWidget):
    """The options of one kind of export.

    Args:
        style: Colours, fonts and text size.
        parent: As in Qt.
    """

    kind: ExportKind
    label: str
    """The label of the kind's button."""
    description: str
    can_include_changes = False
    """Whether the changes of a comparison can be included."""
    has_charts = True
    """Whether a force can be highlighted in its charts."""
    problem = ""
    """Why this kind can't be exported, or empty."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)

    @property
    def ending(self) -> str:
        """The ending of the file's name; empty if the export is a folder."""
        return next(iter(self.kind.endings), "")

    def with_options(self, export: Export) -> Export:
        """Return an export with the options of this page."""
        raise NotImplementedError

    def restyle(self) -> None:
        """Apply the current style."""


class HandoutPage(OptionPage):
    """The options of a handout."""

    kind = ExportKind.HANDOUT
    label = "Handout"
    description = (
        "An accessible PDF to print or email: findings, quotes, charts, discussion questions and "
        "sources, without the presenter’s notes."
    )
    can_include_changes = True

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(style, parent)
        self._questions = toggle_chip("Discussion questions", checked=True)
        self._findings_only = toggle_chip("Findings only")
        self._large_print = toggle_chip("Large print")
        self._large_print.setAccessibleDescription("All text in 18 points or more")
        self._rows.addWidget(make_flow_row(self._questions, self._findings_only, self._large_print))

    def with_options(self, export: Export) -> Export:
        """Return an export with the options of this page."""
        options = HandoutOptions(
            findings_only=self._findings_only.isChecked(),
            questions=self._questions.isChecked(),
            large_print=self._large_print.isChecked(),
            highlight=export.highlight,
        )
        return replace(export, handout=options)


class SlidesPage(OptionPage):
    """The template of a PowerPoint file."""

    kind = ExportKind.SLIDES
    label = "PowerPoint"
    description = (
        "The slides in your running order, with text and charts that you can edit, and with your "
        "notes."
    )
    can_include_changes = True

    template_requested = Signal()
    """Emitted when the user wants to choose a template."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(style, parent)
        self._template: Path | None = None
        choose = chip_button("Use a template…", checkable=False)
        self._clear = chip_button("Use none", checkable=False)
        self._row = OptionRow(style, self, "Template", (choose, self._clear))
        self._rows.addWidget(self._row)
        choose.clicked.connect(self.template_requested)
        self._clear.clicked.connect(lambda: self.set_template(None))
        self.set_template(None)

    def set_template(self, path: Path | None) -> None:
        """Use a template, or none."""
        self._template = path
        self._row.show_chosen(path.name if path else "none")
        self._clear.setEnabled(path is not None)

    def with_options(self, export: Export) -> Export:
        """Return an export with the options of this page."""
        return replace(export, template=self._template)

    def restyle(self) -> None:
        """Apply the current style."""
        self._row.restyle()


class ChartPage(OptionPage):
    """Which chart, and the format of its picture.

    Args:
        style: Colours, fonts and text size.
        parent: As in Qt.
        measures: The briefing's measures.
        my_force: The user's own force, which is offered first for a chart over time.
    """

    kind = ExportKind.CHART
    label = "Chart"
    description = "One chart as a picture with its message, source and caveat."

    def __init__(
        self,
        style: Style,
        parent: QWidget,
        measures: tuple[Measure, ...],
        my_force: Force | None,
    ) -> None:
        super().__init__(style, parent)
        self._measures = measures
        self._my_force = my_force
        self.problem = "" if measures else NO_CHART
        self._measure_box = self._combo_box("Which chart")
        self._view_box = self._combo_box("Period, change or force over time")
        for measure in measures:
            self._measure_box.addItem(single_line(measure.title), measure)
        self._measure_box.setVisible(len(measures) > 1)
        self._offer_views()
        self._width = _width_box(style, self)
        self._svg = toggle_chip("SVG, for any size")
        for widget in (self._measure_box, self._view_box, make_flow_row(self._width, self._svg)):
            self._rows.addWidget(widget)
        self._measure_box.currentIndexChanged.connect(self._offer_views)
        self._svg.toggled.connect(self._width.setDisabled)

    @property
    def ending(self) -> str:
        """The ending of the file's name."""
        return ".svg" if self._svg.isChecked() else ".png"

    def show_chart(self, measure: Measure, view: ChartView) -> None:
        """Select a chart, if the briefing has it."""
        if measure in self._measures:
            self._measure_box.setCurrentIndex(self._measures.index(measure))
            if view in self._views:
                self._view_box.setCurrentIndex(self._views.index(view))

    def with_options(self, export: Export) -> Export:
        """Return an export with the options of this page."""
        return replace(
            export,
            measure=self._measure_box.currentData(),
            view=self._views[self._view_box.currentIndex()],
            width=self._width.currentData(),
        )

    def _combo_box(self, name: str) -> ComboBox:
        """Make a combo box that does not widen the dialog, however long its items are."""
        box = ComboBox(self._style, self, min_letters=12)
        box.setAccessibleName(name)
        return box

    def _offer_views(self) -> None:
        """Offer the views of the selected measure, if there is more than the latest figures."""
        measure: Measure | None = self._measure_box.currentData()
        views = chart_views(measure, self._my_force) if measure is not None else {LATEST: ""}
        self._views = list(views)
        self._view_box.clear()
        self._view_box.addItems(list(views.values()))
        self._view_box.update_uniform_item_sizes()
        self._view_box.setVisible(len(views) > 1)


class PicturesPage(OptionPage):
    """The width of the pictures of the slides."""

    kind = ExportKind.PICTURES
    label = "Pictures"
    description = "Every slide as a PNG file, in your running order."
    can_include_changes = True

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(style, parent)
        self._width = _width_box(style, self)
        self._rows.addWidget(make_flow_row(self._width))

    def with_options(self, export: Export) -> Export:
        """Return an export with the options of this page."""
        return replace(export, width=self._width.currentData())


class DataPage(OptionPage):
    """Whether the tables go into one ZIP file."""

    kind = ExportKind.DATA
    has_charts = False
    label = "Data"
    description = (
        "Every table as a CSV file for a spreadsheet, with a description of each column. The "
        "briefing can be built from them again, including the presenter’s notes."
    )

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(style, parent)
        self._zip = toggle_chip("In one ZIP file", checked=True)
        self._rows.addWidget(make_flow_row(self._zip))

    @property
    def ending(self) -> str:
        """The ending of the file's name; empty if the export is a folder."""
        return super().ending if self._zip.isChecked() else ""

    def with_options(self, export: Export) -> Export:
        """Return the export: its target says whether it is a ZIP file."""
        return export


def _width_box(style: Style, parent: QWidget) -> ComboBox:
    box = ComboBox(style, parent)
    box.setAccessibleName("Width")
    for width in _WIDTHS:
        box.addItem(f"{width} pixels wide", width)
    box.setCurrentIndex(1)
    return box
