"""The window that asks what to take away, and tells how far it is and where it went."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCloseEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing_app.errors import AlreadyThereError, BriefingAppError
from briefing_app.export.handout import HandoutOptions
from briefing_app.gui.chooser import Chooser
from briefing_app.gui.dialogs import SmallWindow
from briefing_app.gui.export_jobs import ENDINGS, Export, ExportKind
from briefing_app.gui.flow_row import FlowRow
from briefing_app.gui.plain_text import plain_label
from briefing_app.gui.settings import Settings
from briefing_app.gui.style import Style, TextRole
from briefing_app.report import Report

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
_WIDTHS: Final = (1280, 1920, 2560, 3840)
_NOT_IN_NAMES: Final = '<>:"/\\|?*'
_LONGEST_NAME: Final = 80  # characters of the briefing's title


class ExportDialog(SmallWindow):
    """Asks what to export, how, and where to; the work is done elsewhere.

    Args:
        report: What is exported.
        settings: Which folder was used last.
        style: Colours, fonts and text size.
        parent: The main window.
    """

    export_wanted = Signal(object)
    """An `Export` that is to be made."""
    cancel_wanted = Signal()
    """The export that goes on is to be stopped."""
    folder_wanted = Signal(Path)
    """The folder that was written into is to be shown."""

    def __init__(self, report: Report, settings: Settings, style: Style, parent: QWidget) -> None:
        super().__init__("Export", QSize(600, 300), style, parent)
        self._report = report
        self._settings = settings
        self._kind = ExportKind.HANDOUT
        self._template: Path | None = None
        self._asked: Export | None = None
        self._running = False
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
        self._options.setCurrentWidget(self._pages[kind])
        self._say("")
        self._start.setEnabled(kind is not ExportKind.CHART or bool(self._report.measures))
        if not self._start.isEnabled():
            self._say("This briefing has no figures, so there is no chart.")

    def show_progress(self, done: int, of: int) -> None:
        """Tell how far the export is; `of` is 0 where that isn't known."""
        self._bar.setMaximum(of)
        self._bar.setValue(done)

    def show_done(self, files: Sequence[Path]) -> None:
        """Tell where an export went."""
        self._stop()
        first = files[0]
        what = first.name if len(files) == 1 else f"{len(files):,} files"
        self._say(f"Saved: {what} in {first.parent}.")
        self._folder.setVisible(True)
        self._answers.refresh()

    def show_error(self, error: BriefingAppError) -> None:
        """Tell why there is no export, and offer to replace what is in its way."""
        self._stop()
        if isinstance(error, AlreadyThereError):
            self._say(f"{error.path.name} is already there, in {error.path.parent}.")
            self._replace.setVisible(True)
            self._answers.refresh()
            self._replace.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._say(str(error))

    def show_stopped(self) -> None:
        """Tell that an export was stopped."""
        self._stop()
        self._say("Stopped. Nothing was written.")

    def end(self) -> None:
        """Be ready for the next export after one ended in a way that is told elsewhere."""
        self._stop()
        self._say("")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the keyboard begins with what to export."""
        super().showEvent(event)
        if not event.spontaneous():
            self._kinds[self._kind].setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Qt: Esc stops an export that goes on, and only then closes the window."""
        if self._running:
            self._ask_to_stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802, Qt's name
        """Qt: whoever closes the window wants no export."""
        if self._running:
            self.cancel_wanted.emit()
        super().closeEvent(event)

    # ---- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        page = self._page
        self._column = QVBoxLayout(page)
        row = FlowRow(page)
        self._group = QButtonGroup(self)
        self._kinds: dict[ExportKind, QPushButton] = {}
        for kind, (name, _) in _ABOUT.items():
            pill = self._kinds[kind] = _pill(name, row)
            row.add(pill)
            self._group.addButton(pill)
        self._about = plain_label(page)
        self._options = QStackedWidget(page)
        self._pages = {
            ExportKind.HANDOUT: self._handout_page(),
            ExportKind.SLIDES: self._slides_page(),
            ExportKind.CHART: self._chart_page(),
            ExportKind.PICTURES: self._pictures_page(),
            ExportKind.DATA: self._data_page(),
        }
        for options in self._pages.values():
            self._options.addWidget(options)
        self._bar = QProgressBar(page)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of the export")
        self._bar.hide()
        self._said = plain_label(page)
        self._answers = FlowRow(page)
        self._replace = QPushButton("Replace what is there", self._answers)
        self._folder = QPushButton("Show in its folder", self._answers)
        for answer in (self._replace, self._folder):
            self._answers.add(answer)
            answer.hide()
        for widget in (row, self._about, self._options, self._bar, self._said, self._answers):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._start = QPushButton("Save as…", self)
        self._start.setProperty("look", "primary")
        self._start.setDefault(True)
        self._buttons.addButton(self._start, QDialogButtonBox.ButtonRole.ActionRole)

    def _handout_page(self) -> QWidget:
        self._prompts = _toggle("Training prompts", checked=True)
        self._findings_only = _toggle("Findings only")
        self._large_print = _toggle("Large print")
        self._large_print.setAccessibleDescription("Every text in 18 points or more")
        return _in_a_row(self._prompts, self._findings_only, self._large_print)

    def _slides_page(self) -> QWidget:
        self._template_name = QLabel()
        self._template_name.setTextFormat(Qt.TextFormat.PlainText)
        self._choose_template = _pill("Use a template…", None, checkable=False)
        self._no_template = _pill("Use none", None, checkable=False)
        self._show_template(None)
        return _in_a_row(self._template_name, self._choose_template, self._no_template)

    def _chart_page(self) -> QWidget:
        self._measure = Chooser(self._style, self)
        self._measure.setAccessibleName("Which chart")
        for measure in self._report.measures:
            self._measure.addItem(measure.title, measure)
        self._measure.setVisible(len(self._report.measures) > 1)
        self._svg = _toggle("SVG, for any size")
        self._chart_width = self._width_chooser()
        return _in_a_row(self._measure, self._chart_width, self._svg)

    def _pictures_page(self) -> QWidget:
        self._picture_width = self._width_chooser()
        return _in_a_row(self._picture_width)

    def _data_page(self) -> QWidget:
        self._zipped = _toggle("In one ZIP file", checked=True)
        return _in_a_row(self._zipped)

    def _width_chooser(self) -> Chooser:
        chooser = Chooser(self._style, self)
        chooser.setAccessibleName("Width")
        for width in _WIDTHS:
            chooser.addItem(f"{width} pixels wide", width)
        chooser.setCurrentIndex(1)
        return chooser

    def _connect_signals(self) -> None:
        for kind, pill in self._kinds.items():
            pill.clicked.connect(partial(self._kind_clicked, kind))
        self._start.clicked.connect(self._start_clicked)
        self._replace.clicked.connect(self._replace_clicked)
        self._folder.clicked.connect(self._folder_clicked)
        self._choose_template.clicked.connect(self._ask_for_template)
        self._no_template.clicked.connect(lambda: self._show_template(None))
        self._svg.toggled.connect(self._chart_width.setDisabled)

    # ---- asking ---------------------------------------------------------------------------------

    def _kind_clicked(self, kind: ExportKind) -> None:
        self.choose(kind)

    def _start_clicked(self) -> None:
        if self._running:
            self._ask_to_stop()
        elif self._ending():
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
        dialog = self._file_dialog("Save as")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_FILTERS[ending])
        dialog.setDefaultSuffix(ending.removeprefix("."))
        dialog.selectFile(f"{file_name(self._report.title)} – {self._kind.value}{ending}")
        # What is there is asked about by the system's own window.
        dialog.fileSelected.connect(lambda name: self._begin(Path(name), replacing=True))
        dialog.open()

    def _ask_for_folder(self) -> None:
        dialog = self._file_dialog("Save in which folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Save here")
        dialog.fileSelected.connect(lambda name: self._begin(Path(name), replacing=False))
        dialog.open()

    def _ask_for_template(self) -> None:
        dialog = self._file_dialog("Use a template")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("PowerPoint files and templates (*.pptx *.potx)")
        dialog.fileSelected.connect(lambda name: self._show_template(Path(name)))
        dialog.open()

    def _file_dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, title, self._settings.export_folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _show_template(self, path: Path | None) -> None:
        self._template = path
        self._template_name.setText(f"Template: {path.name}" if path else "Template: none")
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
                width=chooser.currentData(),
            )
        )

    def _want(self, export: Export) -> None:
        self._asked = export
        self._running = True
        self._options.setEnabled(False)
        for pill in self._kinds.values():
            pill.setEnabled(False)
        self.show_progress(0, 0)
        self._bar.show()
        self._start.setText("Stop")
        self._say(f"Making {export.target.name} …")
        self.export_wanted.emit(export)

    def _ask_to_stop(self) -> None:
        self._say("Stopping …")
        self.cancel_wanted.emit()

    def _replace_clicked(self) -> None:
        if self._asked is not None:
            self._want(replace(self._asked, replace=True))

    def _folder_clicked(self) -> None:
        if self._asked is not None:
            target = self._asked.target
            self.folder_wanted.emit(target if target.is_dir() else target.parent)

    def _stop(self) -> None:
        self._running = False
        self._options.setEnabled(True)
        for pill in self._kinds.values():
            pill.setEnabled(True)
        self._bar.hide()
        self._start.setText("Save as…")

    def _say(self, sentence: str) -> None:
        """Say something below the options, aloud too; what was offered with the last is gone."""
        self._replace.hide()
        self._folder.hide()
        self._answers.refresh()
        self._said.setText(sentence)
        if sentence and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._said, sentence))

    def _restyle(self) -> None:
        px, font = self._style.px, self._style.font
        self._column.setContentsMargins(px(8), px(6), px(12), px(6))
        self._column.setSpacing(px(14))
        self._about.setFont(font(TextRole.BODY))
        self._said.setFont(font(TextRole.BODY))
        self._template_name.setFont(font(TextRole.CONTROL))
        self._bar.setFixedHeight(px(8))
        super()._restyle()


def file_name(title: str) -> str:
    """A briefing's title as the beginning of a file's name on any system."""
    kept = "".join(
        letter if letter.isprintable() and letter not in _NOT_IN_NAMES else " " for letter in title
    )
    return " ".join(kept.split())[:_LONGEST_NAME].strip(" .") or "Briefing"


def _pill(text: str, parent: QWidget | None, *, checkable: bool = True) -> QPushButton:
    pill = QPushButton(text, parent)
    pill.setProperty("look", "pill")
    pill.setCheckable(checkable)
    pill.setAutoDefault(False)
    return pill


def _toggle(text: str, *, checked: bool = False) -> QPushButton:
    toggle = _pill(text, None)
    toggle.setChecked(checked)
    return toggle


def _in_a_row(*widgets: QWidget) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return page
