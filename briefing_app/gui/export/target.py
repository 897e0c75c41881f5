"""Where an export is saved: a suggestion or what the user chose, and the field that shows it."""

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing_app.export.jobs import file_name
from briefing_app.export.request import ExportKind
from briefing_app.files.atomic import free_name
from briefing_app.files.on_disk import is_folder
from briefing_app.gui.look import TextRole, scale
from briefing_app.gui.os_integration.file_dialog import create_file_dialog, create_save_dialog
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import text_label
from briefing_app.gui.widgets.plain_text import PlainText


class TargetChoice:
    """The target of each kind of export.

    Args:
        title: The briefing's title, of which names are made.
        settings: Has the folder that was used last.
    """

    def __init__(self, title: str, settings: Settings) -> None:
        self._title = title
        self._settings = settings
        self._chosen: dict[tuple[ExportKind, str], Path] = {}
        self.may_be_replaced: set[Path] = set()
        """The files of which the user has agreed to that, in the dialog that asks for it."""

    def target(self, kind: ExportKind, ending: str) -> Path:
        """Return where to save.

        Args:
            kind: What is saved.
            ending: The ending of the file's name; empty for a folder, whose name is always new.
        """
        chosen = self._chosen.get((kind, ending))
        target = chosen or Path(self._folder()) / f"{self._suggested_name(kind)}{ending}"
        return target if ending else free_name(target)

    def keep(self, target: Path, kind: ExportKind, ending: str) -> None:
        """Use a target that the user chose, until the dialog closes."""
        if ending:
            self.may_be_replaced.add(target)
        else:
            target = self._folder_target(target, kind)
        self._settings.export_folder = str(target.parent)
        self._chosen[kind, ending] = target

    def create_dialog(self, kind: ExportKind, ending: str, parent: QWidget) -> QFileDialog:
        """Return a dialog that asks for the target. It emits `fileSelected`."""
        target = self.target(kind, ending)
        if not ending:
            dialog = create_file_dialog(parent, "Choose a folder", str(target.parent))
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
            dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Save here")
            return dialog
        kinds = {ending: kind.endings[ending]}
        return create_save_dialog(parent, "Save as", str(target.parent), target.name, kinds)

    def _folder(self) -> str:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        known = (self._settings.export_folder, QStandardPaths.writableLocation(documents))
        return next((each for each in known if each and is_folder(Path(each))), str(Path.home()))

    def _suggested_name(self, kind: ExportKind) -> str:
        return f"{file_name(self._title)} – {kind.name}"

    def _folder_target(self, folder: Path, kind: ExportKind) -> Path:
        """Return a folder in the one that was chosen, or beside it if that is an earlier export."""
        name = self._suggested_name(kind)
        is_earlier = re.fullmatch(rf"{re.escape(name)}( \(\d+\))?", folder.name) is not None
        return (folder.parent if is_earlier else folder) / name


class FileField(QWidget):
    """Shows a caption, and below it a file's name of any length beside its buttons.

    Args:
        caption: What the file is for.
        buttons: The buttons to choose or clear it with.
    """

    def __init__(self, parent: QWidget, caption: str, buttons: Sequence[QPushButton]) -> None:
        super().__init__(parent)
        self._buttons = buttons
        self._caption = text_label(self, caption, role=TextRole.SECTION, wraps=True)
        frame = QFrame(self)
        frame.setProperty("look", "field")
        self._text = PlainText(frame, TextRole.BODY, is_tab_stop=False)
        self._text.setAccessibleName(caption)
        flow = FlowRow(frame, spacing=0)
        for button in buttons:
            flow.add(button)
        row = QHBoxLayout(frame)
        scale(row.setContentsMargins, 10, 4, 4, 4)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._text)
        middle.addStretch(1)
        row.addLayout(middle, 1)
        row.addWidget(flow)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        scale(rows.setSpacing, 6)
        rows.addWidget(self._caption)
        rows.addWidget(frame)
        self._name = ""

    @property
    def name(self) -> str:
        """The name that is shown."""
        return self._name

    def show_file(self, name: str, description: str) -> None:
        """Show a file's name. The buttons get it as their description.

        Args:
            name: The name.
            description: What screen readers and the tool tip add, such as its folder.
        """
        self._name = name
        self._text.show_text(name)
        for button in self._buttons:  # its text alone does not say what it chooses
            button.setAccessibleDescription(f"{self._caption.text()}: {name}. {description}")
