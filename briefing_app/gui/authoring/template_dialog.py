"""The window that asks for a workbook to write a briefing in."""

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from briefing_app.gui.settings import Settings
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.labels import selectable_label
from briefing_app.gui.widgets.task_dialog import TaskDialog, make_flow_row, toggle_chip

_ABOUT = (
    "A workbook to write a briefing in: a sheet for each part, help under every heading, and a "
    "first page that explains the work in six steps. File ▸ New briefing from workbook makes a "
    "briefing of it."
)


class TemplateDialog(TaskDialog):
    """Asks whether the workbook is to hold an example, and where to save it.

    Args:
        settings: Which folder was used last.
        style: Colours, fonts and text size.
        parent: The main window.
    """

    template_wanted = Signal(Path, bool)
    """The file, and whether the bundled briefing is to stand in it."""

    def __init__(self, settings: Settings, style: Style, parent: QWidget) -> None:
        title = "Save a template workbook"
        super().__init__(title, "Save as…", QSize(560, 260), style, parent)
        self._settings = settings
        self._saved: Path | None = None
        self._about = selectable_label(self._page)
        self._about.setText(_ABOUT)
        self._example = toggle_chip("Filled in with the bundled briefing, as an example")
        options = make_flow_row(self._example)
        for widget in (self._about, options, self._bar, self._message, self._answers):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._follow_style()

    def show_done(self, file: Path) -> None:
        """Tell where the workbook is."""
        self._end_task()
        self._show_message(f"Saved: {file.name} in {file.parent}.", self._folder)

    def _request_start(self) -> None:
        dialog = self._file_dialog("Save as", self._settings.source_folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Excel workbook (*.xlsx)")
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile("Example briefing.xlsx" if self._example.isChecked() else "Briefing.xlsx")
        # What is there is asked about by the system's own window.
        dialog.fileSelected.connect(lambda name: self._save(Path(name)))
        dialog.open()

    def _save(self, file: Path) -> None:
        self._saved = file
        self._settings.source_folder = str(file.parent)
        self._begin_task(f"Writing {file.name} …")
        self.template_wanted.emit(file, self._example.isChecked())

    def _replace_clicked(self) -> None:
        """Nothing: the system's own window has asked."""

    def _written(self) -> Path | None:
        return self._saved

    def _enable_options(self, *, on: bool) -> None:
        self._example.setEnabled(on)

    def _restyle(self) -> None:
        self._about.setFont(self._style.font(TextRole.BODY))
        super()._restyle()
