"""The dialog that asks what to export, how and where to."""

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

from briefing_app.gui.charts.highlight_box import HighlightBox
from briefing_app.gui.comparison.include_changes_button import IncludeChangesButton
from briefing_app.gui.export.option_pages import (
    ChartPage,
    DataPage,
    HandoutPage,
    OptionPage,
    PicturesPage,
    SlidesPage,
)
from briefing_app.gui.export.request import Export, ExportKind
from briefing_app.gui.os_integration.file_dialog import create_file_dialog
from briefing_app.gui.settings import Settings
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import selectable_label
from briefing_app.gui.widgets.task_dialog import TaskDialog, chip_button, make_flow_row
from briefing_app.model.chart_builder import ChartView
from briefing_app.model.comparison import Comparison
from briefing_app.model.report import Force, Measure, Report
from briefing_app.model.text import single_line

_FILE_FILTERS: Final = {
    ".pdf": "PDF (*.pdf)",
    ".pptx": "PowerPoint (*.pptx)",
    ".png": "PNG picture (*.png)",
    ".svg": "SVG picture (*.svg)",
    ".zip": "ZIP archive (*.zip)",
}
_INVALID_IN_NAMES: Final = '<>:"/\\|?*'
_MAX_TITLE_LENGTH: Final = 80  # characters
_MAX_TITLE_BYTES: Final = 200  # of the 255 that most systems allow; kind and ending follow


class ExportDialog(TaskDialog):
    """Asks what to export, how and where to. It does not make the export itself.

    Args:
        report: The briefing.
        settings: Has the folder that was used last.
        style: Colours, fonts and text size.
        parent: The main window.
        my_force: The user's own force, which is offered first for a chart over time.
    """

    export_requested = Signal(object)
    """Emitted with the `Export` to make."""

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
        self._title = report.title
        self._settings = settings
        self._last_export: Export | None = None
        self._kind_row = FlowRow(self._page)
        self._description = selectable_label(self._page)
        self._options = QWidget(self._page)
        self._slides_page = SlidesPage(style, self._options)
        self._slides_page.template_requested.connect(self._ask_for_template)
        self._chart_page = ChartPage(style, self._options, report.measures, my_force)
        pages: tuple[OptionPage, ...] = (
            HandoutPage(style, self._options),
            self._slides_page,
            self._chart_page,
            PicturesPage(style, self._options),
            DataPage(style, self._options),
        )
        self._pages = {page.kind: page for page in pages}
        self._kind_buttons = self._build_kind_buttons()
        self._changes = IncludeChangesButton()
        self._changes_row = make_flow_row(self._changes)
        self._highlight = HighlightBox(style, self._options, report.measures)
        self._build_layout()
        self._selected = pages[0]
        self.choose(self._selected.kind)
        self._follow_style()

    def choose(self, kind: ExportKind) -> None:
        """Select a kind of export, unless an export is running."""
        if self._running:
            return
        page = self._selected = self._pages[kind]
        self._kind_buttons[kind].setChecked(True)
        self._description.setText(page.description)
        for each in self._pages.values():
            each.setVisible(each is page)
        self._highlight.setVisible(self._highlight.is_useful and page.has_charts)
        self.offer_changes(self._changes.comparison)
        self._start.setEnabled(not page.problem)
        self._show_message(page.problem)

    def show_chart(self, measure: Measure, view: ChartView) -> None:
        """Select the chart that the user is looking at."""
        self._chart_page.show_chart(measure, view)

    @property
    def changes(self) -> Comparison | None:
        """The comparison to include, if any."""
        return self._changes.selected if self._selected.can_include_changes else None

    def offer_changes(self, comparison: Comparison | None) -> None:
        """Offer to include the changes of a comparison, or of none any more."""
        self._changes.offer(comparison)
        is_offered = comparison is not None and self._selected.can_include_changes
        self._changes_row.setVisible(is_offered)
        self._changes_row.refresh()

    def show_done(self, files: Sequence[Path], warning: str = "") -> None:
        """Say where an export was saved.

        Args:
            files: The files written, at least one.
            warning: A warning about the export, or empty.
        """
        self._end_task()
        first = files[0]
        what = first.name if len(files) == 1 else f"{len(files):,} files"
        self._show_message(f"Saved: {what} in {first.parent}. {warning}".rstrip(), self._folder)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, Qt's name
        """Give the selected kind the keyboard focus."""
        super().showEvent(event)
        if not event.spontaneous():
            button = self._kind_buttons[self._selected.kind]
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- building -------------------------------------------------------------------------------

    def _build_kind_buttons(self) -> dict[ExportKind, QPushButton]:
        group = QButtonGroup(self)
        buttons = {}
        for kind, page in self._pages.items():
            button = buttons[kind] = chip_button(page.label, self._kind_row)
            button.clicked.connect(partial(self._choose_clicked, kind))
            self._kind_row.add(button)
            group.addButton(button)
        return buttons

    def _build_layout(self) -> None:
        options = QVBoxLayout(self._options)
        options.setContentsMargins(0, 0, 0, 0)
        for widget in (*self._pages.values(), self._highlight, self._changes_row):
            options.addWidget(widget)
        for widget in (
            self._kind_row,
            self._description,
            self._options,
            self._bar,
            self._message,
            self._answers,
        ):
            self._column.addWidget(widget)
        self._column.addStretch(1)

    # ---- asking ---------------------------------------------------------------------------------

    def _choose_clicked(self, kind: ExportKind) -> None:
        self.choose(kind)

    def _request_start(self) -> None:
        if self._selected.ending:
            self._ask_for_file(self._selected.ending)
        else:
            self._ask_for_folder()

    def _ask_for_file(self, ending: str) -> None:
        dialog = self._make_file_dialog("Save as")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_FILE_FILTERS[ending])
        dialog.setDefaultSuffix(ending.removeprefix("."))
        dialog.selectFile(f"{self._suggested_name()}{ending}")
        # The file dialog itself asks whether to replace an existing file.
        dialog.fileSelected.connect(lambda name: self._begin(Path(name), replace_existing=True))
        dialog.open()

    def _ask_for_folder(self) -> None:
        dialog = self._make_file_dialog("Choose a folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Save here")
        dialog.fileSelected.connect(lambda name: self._begin_in_folder(Path(name)))
        dialog.open()

    def _ask_for_template(self) -> None:
        dialog = self._make_file_dialog("Use a template")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("PowerPoint files and templates (*.pptx *.potx)")
        dialog.fileSelected.connect(lambda name: self._slides_page.set_template(Path(name)))
        dialog.open()

    def _make_file_dialog(self, title: str) -> QFileDialog:
        return create_file_dialog(self, title, self._settings.export_folder)

    def _suggested_name(self) -> str:
        return f"{file_name(self._title)} – {self._selected.kind.value}"

    # ---- exporting ------------------------------------------------------------------------------

    def _begin_in_folder(self, folder: Path) -> None:
        """Export into an empty folder, or over an earlier export with its usual name.

        In any other folder, create a new folder.
        """
        name = self._suggested_name()
        is_target = folder.name == name or _is_empty(folder)
        self._begin(folder if is_target else folder / name, replace_existing=False)

    def _begin(self, target: Path, *, replace_existing: bool) -> None:
        page = self._selected
        self._settings.export_folder = str(target.parent)
        highlight = self._highlight.highlight
        export = Export(page.kind, target, replace=replace_existing, highlight=highlight)
        self._request(page.with_options(export))

    def _request(self, export: Export) -> None:
        self._last_export = export
        self._begin_task(f"Making {export.target.name}…")
        self.export_requested.emit(export)

    def _replace_clicked(self) -> None:
        if self._last_export is not None:
            self._request(replace(self._last_export, replace=True))

    def _written(self) -> Path | None:
        return self._last_export.target if self._last_export is not None else None

    def _enable_options(self, *, on: bool) -> None:
        self._options.setEnabled(on)
        for button in self._kind_buttons.values():
            button.setEnabled(on)

    def _restyle(self) -> None:
        self._description.setFont(self._style.font(TextRole.BODY))
        for page in self._pages.values():
            page.restyle()
        super()._restyle()


def _is_empty(folder: Path) -> bool:
    try:
        return not any(folder.iterdir())
    except OSError:
        return False


def file_name(title: str) -> str:
    """Return a briefing's title as the start of a file name that is valid on every system."""
    valid = "".join(
        letter if letter.isprintable() and letter not in _INVALID_IN_NAMES else " "
        for letter in title
    )
    short = single_line(valid)[:_MAX_TITLE_LENGTH].encode()[:_MAX_TITLE_BYTES]
    return short.decode(errors="ignore").strip(" .") or "Briefing"
