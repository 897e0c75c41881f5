"""The window that asks what to take away, and tells how far it is and where it went."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing_app.export.handout import HandoutOptions
from briefing_app.gui.comparison.include_changes_button import IncludeChangesButton
from briefing_app.gui.export.jobs import ENDINGS, Export, ExportKind
from briefing_app.gui.export.option_row import OptionRow
from briefing_app.gui.settings import Settings
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import plain_label
from briefing_app.gui.widgets.task_dialog import TaskDialog, in_a_row, pill, toggle
from briefing_app.model.charts import LATEST, ChartView, chart_views
from briefing_app.model.comparison import Comparison
from briefing_app.model.report import Force, Measure, Report

_ABOUT: Final = {
    ExportKind.HANDOUT: (
        "Handout",
        (
            "An accessible PDF to print or mail: findings, quotes, charts, training prompts, "
            "sources. The presenter’s notes are not in it."
        ),
    ),
    ExportKind.SLIDES: (
        "PowerPoint",
        (
            "The slides in the order prepared for this occasion, their text and charts to be "
            "edited, your notes with them."
        ),
    ),
    ExportKind.CHART: ("Chart", "One chart as a picture with its message, source and caveat."),
    ExportKind.PICTURES: (
        "Pictures",
        "Every slide as a PNG file, in the order prepared for this occasion.",
    ),
    ExportKind.DATA: (
        "Data",
        (
            "Every table as a CSV file for a spreadsheet, with a description of each column. The "
            "briefing can be built from it again, the presenter’s notes too."
        ),
    ),
}
_FILTERS: Final = {
    ".pdf": "PDF (*.pdf)",
    ".pptx": "PowerPoint (*.pptx)",
    ".png": "PNG picture (*.png)",
    ".svg": "SVG picture (*.svg)",
    ".zip": "ZIP archive (*.zip)",
}
_WITH_CHANGES: Final = (ExportKind.HANDOUT, ExportKind.SLIDES, ExportKind.PICTURES)
_WIDTHS: Final = (1280, 1920, 2560, 3840)
_NOT_IN_NAMES: Final = '<>:"/\\|?*'
_LONGEST_NAME: Final = 80  # characters of the briefing's title, as far as they have room in these:
_LONGEST_NAME_BYTES: Final = 200  # of the 255 that most systems take; kind and ending come after


class ExportDialog(TaskDialog):
    """Asks what to export, how, and where to; the work is done elsewhere.

    Args:
        report: What is exported.
        settings: Which folder was used last.
        style: Colours, fonts and text size.
        parent: The main window.
        my_force: The user's own force, which is offered first where one is shown over time.
    """

    export_wanted = Signal(object)
    """An `Export` that is to be made."""

    def __init__(
        self,
        report: Report,
        settings: Settings,
        style: Style,
        parent: QWidget,
        *,
        my_force: Force | None = None,
    ) -> None:
        super().__init__("Export", "Save as…", QSize(600, 300), style, parent)
        self._report = report
        self._settings = settings
        self._my_force = my_force
        self._kind = ExportKind.HANDOUT
        self._template: Path | None = None
        self._asked: Export | None = None
        self._build()
        self._connect_signals()
        self.choose(ExportKind.HANDOUT)
        self._follow_style()

    def choose(self, kind: ExportKind) -> None:
        """Offer one kind of export; while one is made, nothing else is offered."""
        if self._running:
            return
        self._kind = kind
        self._kinds[kind].setChecked(True)
        self._about.setText(_ABOUT[kind][1])
        for of_kind, options in self._pages.items():
            options.setVisible(of_kind is kind)
        self.offer_changes(self._changes.comparison)
        self._say("")
        self._start.setEnabled(kind is not ExportKind.CHART or bool(self._report.measures))
        if not self._start.isEnabled():
            self._say("This briefing has no figures, so there is no chart.")

    def begin_with(self, measure: Measure, view: ChartView) -> None:
        """Offer the chart that is shown elsewhere first: a measure, and what of it."""
        if measure in self._report.measures:
            self._measure.setCurrentIndex(self._report.measures.index(measure))
            if view in self._views:
                self._view.setCurrentIndex(self._views.index(view))

    @property
    def changes(self) -> Comparison | None:
        """What has changed since another briefing, if that is to go in."""
        return self._changes.wanted if self._kind in _WITH_CHANGES else None

    def offer_changes(self, comparison: Comparison | None) -> None:
        """Offer to put in what has changed, as long as a comparison is shown."""
        self._changes.offer(comparison)
        self._changes_row.setVisible(comparison is not None and self._kind in _WITH_CHANGES)
        self._changes_row.refresh()

    def show_done(self, files: Sequence[Path], lacking: str = "") -> None:
        """Tell where an export went.

        Args:
            files: What was written, at least one.
            lacking: What is told of characters that it doesn't have; or nothing.
        """
        self._end_work()
        first = files[0]
        what = first.name if len(files) == 1 else f"{len(files):,} files"
        self._say(f"Saved: {what} in {first.parent}. {lacking}".rstrip(), self._folder)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the keyboard begins with what to export."""
        super().showEvent(event)
        if not event.spontaneous():
            self._kinds[self._kind].setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        page = self._page
        row = FlowRow(page)
        self._group = QButtonGroup(self)
        self._kinds: dict[ExportKind, QPushButton] = {}
        for kind, (name, _) in _ABOUT.items():
            button = self._kinds[kind] = pill(name, row)
            row.add(button)
            self._group.addButton(button)
        self._about = plain_label(page)
        self._options = QWidget(page)
        self._pages = {
            ExportKind.HANDOUT: self._handout_page(),
            ExportKind.SLIDES: self._slides_page(),
            ExportKind.CHART: self._chart_page(),
            ExportKind.PICTURES: self._pictures_page(),
            ExportKind.DATA: self._data_page(),
        }
        self._changes = IncludeChangesButton()
        self._changes_row = in_a_row(self._changes)
        _set_below_each_other(self._options, *self._pages.values(), self._changes_row)
        for widget in (row, self._about, self._options, self._bar, self._said, self._answers):
            self._column.addWidget(widget)
        self._column.addStretch(1)

    def _handout_page(self) -> QWidget:
        self._prompts = toggle("Training prompts", checked=True)
        self._findings_only = toggle("Findings only")
        self._large_print = toggle("Large print")
        self._large_print.setAccessibleDescription("Every text in 18 points or more")
        return in_a_row(self._prompts, self._findings_only, self._large_print)

    def _slides_page(self) -> QWidget:
        self._choose_template = pill("Use a template…", checkable=False)
        self._no_template = pill("Use none", checkable=False)
        buttons = (self._choose_template, self._no_template)
        self._template_row = OptionRow(self._style, self._options, "Template", buttons)
        self._show_template(None)
        return self._template_row

    def _chart_page(self) -> QWidget:
        self._measure = self._chooser_of_any_width("Which chart")
        self._view = self._chooser_of_any_width("Period, change or force over time")
        for measure in self._report.measures:
            self._measure.addItem(" ".join(measure.title.split()), measure)
        self._measure.setVisible(len(self._report.measures) > 1)
        self._offer_views()
        self._svg = toggle("SVG, for any size")
        self._chart_width = self._width_chooser()
        page = QWidget(self._options)
        sizes = in_a_row(self._chart_width, self._svg)
        _set_below_each_other(page, self._measure, self._view, sizes)
        return page

    def _chooser_of_any_width(self, name: str) -> ComboBox:
        """A chooser that doesn't widen the window, however long its choices are."""
        chooser = ComboBox(self._style, self, least=12)
        chooser.setAccessibleName(name)
        return chooser

    def _offer_views(self) -> None:
        """Offer what of the chosen measure can be shown: the latest alone needs no choice."""
        measure: Measure | None = self._measure.currentData()
        views = chart_views(measure, self._my_force) if measure is not None else {LATEST: ""}
        self._views = list(views)
        self._view.clear()
        self._view.addItems(list(views.values()))
        self._view.filled()
        self._view.setVisible(len(views) > 1)

    def _pictures_page(self) -> QWidget:
        self._picture_width = self._width_chooser()
        return in_a_row(self._picture_width)

    def _data_page(self) -> QWidget:
        self._zipped = toggle("In one ZIP file", checked=True)
        return in_a_row(self._zipped)

    def _width_chooser(self) -> ComboBox:
        chooser = ComboBox(self._style, self)
        chooser.setAccessibleName("Width")
        for width in _WIDTHS:
            chooser.addItem(f"{width} pixels wide", width)
        chooser.setCurrentIndex(1)
        return chooser

    def _connect_signals(self) -> None:
        for kind, button in self._kinds.items():
            button.clicked.connect(partial(self._kind_clicked, kind))
        self._choose_template.clicked.connect(self._ask_for_template)
        self._no_template.clicked.connect(lambda: self._show_template(None))
        self._measure.currentIndexChanged.connect(self._offer_views)
        self._svg.toggled.connect(self._chart_width.setDisabled)

    # ---- asking ---------------------------------------------------------------------------------

    def _kind_clicked(self, kind: ExportKind) -> None:
        self.choose(kind)

    def _ask_or_begin(self) -> None:
        if self._ending():
            self._ask_for_file(self._ending())
        else:
            self._ask_for_folder()

    def _ending(self) -> str:
        """How the name of the file to be written ends; empty where a folder is."""
        if self._kind is ExportKind.DATA and not self._zipped.isChecked():
            return ""
        if self._kind is ExportKind.CHART:
            return ".svg" if self._svg.isChecked() else ".png"
        return next(iter(ENDINGS[self._kind]), "")

    def _ask_for_file(self, ending: str) -> None:
        dialog = self._ask("Save as")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_FILTERS[ending])
        dialog.setDefaultSuffix(ending.removeprefix("."))
        dialog.selectFile(f"{file_name(self._report.title)} – {self._kind.value}{ending}")
        # What is there is asked about by the system's own window.
        dialog.fileSelected.connect(lambda name: self._begin(Path(name), replacing=True))
        dialog.open()

    def _ask_for_folder(self) -> None:
        dialog = self._ask("Save in which folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Save here")
        dialog.fileSelected.connect(lambda name: self._begin(Path(name), replacing=False))
        dialog.open()

    def _ask_for_template(self) -> None:
        dialog = self._ask("Use a template")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("PowerPoint files and templates (*.pptx *.potx)")
        dialog.fileSelected.connect(lambda name: self._show_template(Path(name)))
        dialog.open()

    def _ask(self, title: str) -> QFileDialog:
        return self._file_dialog(title, self._settings.export_folder)

    def _show_template(self, path: Path | None) -> None:
        self._template = path
        self._template_row.show_chosen(path.name if path else "none")
        self._no_template.setEnabled(path is not None)

    # ---- an export that goes on -----------------------------------------------------------------

    def _begin(self, target: Path, *, replacing: bool) -> None:
        self._settings.export_folder = str(target.parent if self._ending() else target)
        chooser = self._chart_width if self._kind is ExportKind.CHART else self._picture_width
        self._want(
            Export(
                kind=self._kind,
                target=target,
                replace=replacing,
                handout=HandoutOptions(
                    findings_only=self._findings_only.isChecked(),
                    prompts=self._prompts.isChecked(),
                    large_print=self._large_print.isChecked(),
                ),
                template=self._template,
                measure=self._measure.currentData(),
                view=self._views[self._view.currentIndex()],
                width=chooser.currentData(),
            )
        )

    def _want(self, export: Export) -> None:
        self._asked = export
        self._begin_work(f"Making {export.target.name} …")
        self.export_wanted.emit(export)

    def _replace_clicked(self) -> None:
        if self._asked is not None:
            self._want(replace(self._asked, replace=True))

    def _written(self) -> Path | None:
        return self._asked.target if self._asked is not None else None

    def _enable_options(self, *, on: bool) -> None:
        self._options.setEnabled(on)
        for kind in self._kinds.values():
            kind.setEnabled(on)

    def _restyle(self) -> None:
        font = self._style.font
        self._about.setFont(font(TextRole.BODY))
        self._template_row.restyle()
        super()._restyle()


def _set_below_each_other(page: QWidget, *widgets: QWidget) -> None:
    """Put widgets on a page, each as wide as that is."""
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        column.addWidget(widget)


def file_name(title: str) -> str:
    """A briefing's title as the beginning of a file's name on any system."""
    kept = "".join(
        letter if letter.isprintable() and letter not in _NOT_IN_NAMES else " " for letter in title
    )
    short = " ".join(kept.split())[:_LONGEST_NAME].encode()[:_LONGEST_NAME_BYTES]
    return short.decode(errors="ignore").strip(" .") or "Briefing"
