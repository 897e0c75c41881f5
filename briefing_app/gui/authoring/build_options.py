"""The options of a build: the source, where to save the briefing, and the texts of its sources."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from briefing_app.authoring.build import BuildRequest, QuotedSource
from briefing_app.files.paths import BRIEFING_SUFFIX, WORKBOOK_SUFFIXES
from briefing_app.gui.authoring.option_row import OptionRow
from briefing_app.gui.look import Style
from briefing_app.gui.os_integration.file_dialog import BRIEFING_FILTER, create_file_dialog
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.buttons import CheckBox, quiet_button
from briefing_app.model.text import single_line

_WORKBOOKS: Final = f"Workbooks ({' '.join(f'*{suffix}' for suffix in WORKBOOK_SUFFIXES)})"
_TEXT_FILES: Final = ("Text (*.txt *.md)", "All files (*)")
_NO_TEXT: Final = "none; quotes from it are not checked"
_MAX_TITLE_LENGTH: Final = 40  # characters of a source's title


class BuildOptions(QWidget):
    """Asks for the source, the target and the texts with which quotes are compared.

    Args:
        settings: Remembers the folder that was used last.
        style: Colours, fonts and text size.
        parent: As in Qt.
    """

    source_chosen = Signal(Path)
    """Emitted with the workbook or folder that the user chose."""

    def __init__(self, settings: Settings, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._style = style
        self._source: Path | None = None
        self._target: Path | None = None
        self._replaceable: Path | None = None
        self._texts: dict[int | None, Path] = {}
        self._text_rows: dict[int | None, OptionRow] = {}
        self.choose_workbook = quiet_button("Choose a workbook…")
        choose_folder = quiet_button("Choose a folder…")
        choose_target = quiet_button("Save as…")
        make_row = partial(OptionRow, style, self)
        self._source_row = make_row("Made from", (self.choose_workbook, choose_folder))
        self._target_row = make_row("Saved as", (choose_target,))
        self._keep_proof = CheckBox(
            "Record what was checked, for later builds without the text", style, self
        )
        self._keep_proof.setAccessibleDescription(
            "In a file next to the workbook, or in the folder"
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._source_row)
        self._column.addWidget(self._target_row)
        self.choose_workbook.clicked.connect(self._ask_for_workbook)
        choose_folder.clicked.connect(self._ask_for_folder)
        choose_target.clicked.connect(self._ask_for_target)
        self.show_sources(())

    @property
    def source(self) -> Path | None:
        """The chosen workbook or folder."""
        return self._source

    def set_source(self, path: Path) -> None:
        """Use a workbook or folder. Another one resets the target and the texts."""
        if path != self._source:
            self._texts.clear()
            name = path.name if path.is_dir() else path.stem
            self._target = path.with_name(f"{name}{BRIEFING_SUFFIX}")
            self.show_sources(())
        self._source = path
        self._settings.source_folder = str(path.parent)
        self._show_choices()

    def request(self) -> BuildRequest | None:
        """Return the request for the chosen options; None if there is no source yet."""
        if self._source is None or self._target is None:
            return None
        return BuildRequest(
            self._source,
            self._target,
            replace=self._replaceable == self._target,
            texts=dict(self._texts),
            keep_proof=bool(self._texts) and self._keep_proof.isChecked(),
        )

    def allow_replacing(self, target: Path) -> None:
        """Let a later request replace this file."""
        self._replaceable = target

    def show_sources(self, quoted: Sequence[QuotedSource]) -> None:
        """Ask for the text of each source that is quoted, or of the only source if unknown."""
        if len(quoted) == 1 and None in self._texts:
            self._texts = {quoted[0].id: self._texts[None]}
        self._texts.pop(None, None)
        for row in self._text_rows.values():
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self._text_rows.clear()
        names: list[tuple[int | None, str]] = [(None, "Text of the source")]
        if len(quoted) > 1:
            names = [(source.id, f"Text of “{_shortened(source.title)}”") for source in quoted]
        elif quoted:
            names = [(quoted[0].id, "Text of the source")]
        for source_id, name in names:
            self._add_text_row(source_id, name)
        self._column.addWidget(self._keep_proof)
        self._set_tab_order()
        self._show_choices()

    def restyle(self) -> None:
        """Apply the current style."""
        self._column.setSpacing(self._style.px(12))
        for row in (self._source_row, self._target_row, *self._text_rows.values()):
            row.restyle()
        self._keep_proof.restyle()

    def _add_text_row(self, source_id: int | None, name: str) -> None:
        choose = quiet_button("Choose a text…")
        none = quiet_button("Use none")
        row = OptionRow(self._style, self, name, (choose, none))
        self._text_rows[source_id] = row
        self._column.addWidget(row)
        choose.clicked.connect(partial(self._ask_for_text, source_id))
        none.clicked.connect(partial(self._clear_text, source_id))

    def _set_tab_order(self) -> None:
        chain = [*self._source_row.buttons, *self._target_row.buttons]
        for row in self._text_rows.values():
            chain += row.buttons
        for before, after in pairwise([*chain, self._keep_proof]):
            QWidget.setTabOrder(before, after)

    def _show_choices(self) -> None:
        source, target = self._source, self._target
        self._source_row.show_chosen(_name_and_folder(source) if source else "not chosen yet")
        self._target_row.show_chosen(_name_and_folder(target) if target else "next to the workbook")
        for source_id, row in self._text_rows.items():
            text = self._texts.get(source_id)
            row.show_chosen(_name_and_folder(text) if text else _NO_TEXT)
            row.buttons[1].setEnabled(text is not None)
        self._target_row.buttons[0].setEnabled(source is not None)
        self._keep_proof.setVisible(bool(self._texts))

    def _ask_for_workbook(self) -> None:
        dialog = create_file_dialog(self, "Choose a workbook", self._settings.source_folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_WORKBOOKS, "All files (*)"])
        dialog.fileSelected.connect(lambda name: self.source_chosen.emit(Path(name)))
        dialog.open()

    def _ask_for_folder(self) -> None:
        dialog = create_file_dialog(
            self, "Choose a folder of CSV files", self._settings.source_folder
        )
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.source_chosen.emit(Path(name)))
        dialog.open()

    def _ask_for_target(self) -> None:
        if self._target is None:
            return
        dialog = create_file_dialog(self, "Save as", str(self._target.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(BRIEFING_FILTER)
        dialog.setDefaultSuffix(BRIEFING_SUFFIX.removeprefix("."))
        dialog.selectFile(self._target.name)
        dialog.fileSelected.connect(lambda name: self._set_target(Path(name)))
        dialog.open()

    def _set_target(self, target: Path) -> None:
        # The system's dialog has asked whether to replace an existing file.
        self._target = self._replaceable = target
        self._show_choices()

    def _ask_for_text(self, source_id: int | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002, a slot
        dialog = create_file_dialog(self, "The text of the source", self._settings.source_folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(_TEXT_FILES)
        dialog.fileSelected.connect(lambda name: self._set_text(source_id, Path(name)))
        dialog.open()

    def _set_text(self, source_id: int | None, text: Path) -> None:
        self._texts[source_id] = text
        self._show_choices()

    def _clear_text(self, source_id: int | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002, a slot
        self._texts.pop(source_id, None)
        self._text_rows[source_id].buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_choices()


def _name_and_folder(path: Path) -> str:
    return f"{path.name}, in {path.parent}"


def _shortened(title: str) -> str:
    line = single_line(title)
    return line if len(line) <= _MAX_TITLE_LENGTH else f"{line[: _MAX_TITLE_LENGTH - 1]}…"
