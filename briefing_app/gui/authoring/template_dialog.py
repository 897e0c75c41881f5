"""The dialog that saves a template workbook."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.os_integration.file_dialog import create_file_dialog
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.buttons import CheckBox
from briefing_app.gui.widgets.labels import selectable_label
from briefing_app.gui.widgets.task_dialog import TaskDialog

_EXPLANATION: Final = (
    "A workbook in which to write a briefing: a sheet for each part, help below every heading, and "
    "a first page that explains the work in six steps. File ▸ New briefing from workbook builds a "
    "briefing from it."
)


class TemplateDialog(TaskDialog):
    """Asks whether to fill in the workbook with an example, and where to save it.

    Args:
        settings: Remembers the folder that was used last.
        style: Colours, fonts and text size.
        parent: The main window.
    """

    template_requested = Signal(Path, bool)
    """Emitted with the file, and whether to fill it in with the bundled briefing."""

    def __init__(self, settings: Settings, style: Style, parent: QWidget) -> None:
        title = "Save a template workbook"
        super().__init__(title, "Save as…", QSize(560, 260), style, parent)
        self._settings = settings
        self._saved: Path | None = None
        self._explanation = selectable_label(self._page)
        self._explanation.setText(_EXPLANATION)
        self._example = CheckBox(
            "Fill it in with the bundled briefing as an example", style, self._page
        )
        for widget in (self._explanation, self._example, self._bar, self._message, self._answers):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._follow_style()

    def show_done(self, file: Path) -> None:
        """Show where the workbook was saved."""
        self._end_task()
        self._show_message(f"Saved: {file.name} in {file.parent}.", self._folder)

    def _request_start(self) -> None:
        dialog = create_file_dialog(self, "Save as", self._settings.source_folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Excel workbook (*.xlsx)")
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile("Example briefing.xlsx" if self._example.isChecked() else "Briefing.xlsx")
        # The system's dialog asks whether to replace an existing file.
        dialog.fileSelected.connect(lambda name: self._save(Path(name)))
        dialog.open()

    def _save(self, file: Path) -> None:
        self._saved = file
        self._settings.source_folder = str(file.parent)
        self._begin_task(f"Writing {file.name}…")
        self.template_requested.emit(file, self._example.isChecked())

    def _replace_clicked(self) -> None:
        """Do nothing, because the system's dialog has asked."""

    def _written(self) -> Path | None:
        return self._saved

    def _enable_options(self, *, on: bool) -> None:
        self._example.setEnabled(on)

    def _restyle(self) -> None:
        self._explanation.setFont(self._style.font(TextRole.BODY))
        self._example.restyle()
        super()._restyle()
