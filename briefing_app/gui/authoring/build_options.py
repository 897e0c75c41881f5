"""What to build a briefing from, where to save it, and the texts that quotes are compared with."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QFrame,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing_app.authoring.build import BuildRequest, QuotedSource
from briefing_app.files.on_disk import is_folder, is_source
from briefing_app.files.paths import BRIEFING_SUFFIX, WORKBOOK_SUFFIX
from briefing_app.gui.look import TextRole, look, scale, set_look
from briefing_app.gui.os_integration.file_dialog import (
    BRIEFING_FILTER,
    SOURCE_TEXT_FILTERS,
    create_file_dialog,
)
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.buttons import CheckBox, quiet_button
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import text_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.text import single_line

# Pixels at 100 % text size.
_NAME_WIDTH: Final = 110
_ROW_HEIGHT: Final = 30  # with or without buttons, so that nothing moves when one appears
_NARROW: Final = 380  # below it, the value of an option is below its name


class DropZone(QFrame):
    """A frame in which files can be dropped, with buttons that choose them instead.

    The window accepts the files, wherever in it they are dropped, and calls `set_expecting`.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = FlowRow(self, spacing=4)
        lead = text_label(row, "Drop a workbook here,", look="muted", role=TextRole.BODY)
        self.choose_workbook = quiet_button("choose one…", row, role=TextRole.BODY)
        self.choose_workbook.setAccessibleDescription("An Excel workbook (.xlsx)")
        self.choose_folder = quiet_button("choose a folder…", row, role=TextRole.BODY)
        self.choose_folder.setAccessibleDescription("A folder of CSV files")
        between = text_label(row, "or", look="muted", role=TextRole.BODY)
        for widget in (lead, self.choose_workbook, between, self.choose_folder):
            row.add(widget)
        rows = QVBoxLayout(self)
        scale(rows.setContentsMargins, 14, 12, 14, 12)
        rows.addWidget(row, 0, Qt.AlignmentFlag.AlignHCenter)
        self.set_expecting(is_expecting=False)

    def set_expecting(self, *, is_expecting: bool) -> None:
        """Show whether a file that can be used is dragged over the window."""
        set_look(self, "drop_zone_in_use" if is_expecting else "drop_zone")


class OptionRow(QWidget):
    """Shows the name of an option, its value and its buttons, in a column if there is no room.

    Args:
        name: The name of the option.
        buttons: The buttons to choose or clear the value with.
    """

    def __init__(self, parent: QWidget, name: str, buttons: Sequence[QPushButton]) -> None:
        super().__init__(parent)
        self.buttons = list(buttons)
        self._name = text_label(self, role=TextRole.STRONG)
        self._text = PlainText(self, TextRole.BODY, is_tab_stop=False)
        flow = FlowRow(self)
        for button in buttons:
            flow.add(button)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        scale(self._row.setSpacing, 2)
        value = QVBoxLayout()
        value.addStretch(1)
        value.addWidget(self._text)
        value.addStretch(1)
        self._row.addWidget(self._name)
        self._row.addLayout(value, 1)
        self._row.addWidget(flow)
        scale(self.setMinimumHeight, _ROW_HEIGHT)
        self.set_name(name)
        look().changed.connect(self._arrange)

    def set_name(self, name: str) -> None:
        """Change the name of the option."""
        self._name.setText(name)
        self._text.setAccessibleName(name)

    def show_chosen(self, chosen: str, more: str = "", tool_tip: str = "") -> None:
        """Show the chosen value.

        Args:
            chosen: The value.
            more: What there is to say about it, less visibly.
            tool_tip: Where it is, in full.
        """
        self._text.show_text(f"{chosen} {more}".rstrip())
        self._text.setToolTip(tool_tip)
        for button in self.buttons:  # its text alone does not say what it chooses
            button.setAccessibleDescription(f"{self._name.text()}: {tool_tip or chosen}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_narrow = self.width() < look().px(_NARROW)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        width = look().px(_NAME_WIDTH)
        self._name.setMinimumWidth(0 if is_narrow else width)


_WORKBOOK: Final = "Workbook"
_FOLDER: Final = "Folder"
_SOURCE_TEXT: Final = "Source text"
_WORKBOOKS: Final = f"Workbooks (*{WORKBOOK_SUFFIX})"
_NO_TEXT: Final = "none. Quotes won’t be checked."
_MAX_TITLE_LENGTH: Final = 40  # characters of a source's title


class BuildOptions(QWidget):
    """Asks for the source, the target and the texts with which quotes are compared.

    Args:
        settings: Remembers the folder that was used last.
        choose: Called with the workbook or folder that the user chose.
    """

    def __init__(self, settings: Settings, choose: Callable[[Path], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._choose = choose
        self._source: Path | None = None
        self._target: Path | None = None
        self._replaceable: Path | None = None
        self._texts: dict[int | None, Path] = {}
        self._text_rows: dict[int | None, OptionRow] = {}
        self.drop_zone = DropZone(self)
        self.open_button = quiet_button("Open workbook")
        """Opens the source in its own program; whoever does that connects to it."""
        choose_target = quiet_button("Change…")
        self._source_row = OptionRow(self, _WORKBOOK, (self.open_button,))
        self._target_row = OptionRow(self, "Save as", (choose_target,))
        self._keep_proof = CheckBox(
            "Record what was checked, for later builds without the text", self
        )
        self._keep_proof.setAccessibleDescription(
            "In a file next to the workbook, or in the folder"
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        scale(self._column.setSpacing, 4)
        self._column.addWidget(self.drop_zone)
        self._column.addSpacing(4)
        self._column.addWidget(self._source_row)
        self._column.addWidget(self._target_row)
        self.drop_zone.choose_workbook.clicked.connect(self._ask_for_workbook)
        self.drop_zone.choose_folder.clicked.connect(self._ask_for_folder)
        choose_target.clicked.connect(self._ask_for_target)
        self.show_sources(())

    @property
    def source(self) -> Path | None:
        """The chosen workbook or folder."""
        return self._source

    def set_source(self, path: Path, *, can_open: bool) -> None:
        """Use a workbook or folder. Another one resets the target and the texts.

        Args:
            path: The workbook or folder.
            can_open: Whether to offer to open it.
        """
        if path != self._source:
            self._texts.clear()
            name = path.name if is_folder(path) else path.stem
            self._target = path.with_name(f"{name}{BRIEFING_SUFFIX}")
            self.show_sources(())
        self._source = path
        self._settings.source_folder = str(path.parent)
        self._source_row.set_name(_FOLDER if is_folder(path) else _WORKBOOK)
        self.open_button.setText("Open folder" if is_folder(path) else "Open workbook")
        self.open_button.setEnabled(can_open)
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
        names: list[tuple[int | None, str]] = [(None, _SOURCE_TEXT)]
        if len(quoted) > 1:
            names = [(source.id, f"Text of “{_shortened(source.title)}”") for source in quoted]
        elif quoted:
            names = [(quoted[0].id, _SOURCE_TEXT)]
        for source_id, name in names:
            self._add_text_row(source_id, name)
        self._column.addWidget(self._keep_proof)
        self._set_tab_order()
        self._show_choices()

    def _add_text_row(self, source_id: int | None, name: str) -> None:
        choose = quiet_button("Choose…")
        none = quiet_button("Use none")
        row = OptionRow(self, name, (none, choose))
        self._text_rows[source_id] = row
        self._column.addWidget(row)
        choose.clicked.connect(lambda _: self._ask_for_text(source_id))
        none.clicked.connect(lambda _: self._clear_text(source_id))

    def _set_tab_order(self) -> None:
        chain = [self.drop_zone.choose_workbook, self.drop_zone.choose_folder]
        chain += [*self._source_row.buttons, *self._target_row.buttons]
        for row in self._text_rows.values():
            chain += row.buttons
        for before, after in pairwise([*chain, self._keep_proof]):
            QWidget.setTabOrder(before, after)

    def _show_choices(self) -> None:
        source, target = self._source, self._target
        _show_path(self._source_row, source, "none chosen")
        _show_path(self._target_row, target, "next to the workbook")
        for source_id, row in self._text_rows.items():
            text = self._texts.get(source_id)
            none, choose = row.buttons
            none.setVisible(text is not None)
            choose.setText("Choose…" if text is None else "Change…")
            if text is None:
                row.show_chosen(_NO_TEXT)
            else:
                row.show_chosen(text.name, "· quotes are compared with it", str(text))
        self.open_button.setVisible(source is not None and self.open_button.isEnabled())
        self._target_row.buttons[0].setEnabled(source is not None)
        self._keep_proof.setVisible(bool(self._texts))

    def _ask_for_workbook(self) -> None:
        dialog = create_file_dialog(self, "Choose a workbook", self._settings.source_folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_WORKBOOKS, "All files (*)"])
        dialog.fileSelected.connect(lambda name: self._choose(Path(name)))
        dialog.open()

    def _ask_for_folder(self) -> None:
        dialog = create_file_dialog(
            self, "Choose a folder of CSV files", self._settings.source_folder
        )
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self._choose(Path(name)))
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

    def _ask_for_text(self, source_id: int | None) -> None:
        dialog = create_file_dialog(self, "The text of the source", self._settings.source_folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(SOURCE_TEXT_FILTERS)
        dialog.fileSelected.connect(lambda name: self._set_text(source_id, Path(name)))
        dialog.open()

    def _set_text(self, source_id: int | None, text: Path) -> None:
        self._texts[source_id] = text
        self._show_choices()

    def _clear_text(self, source_id: int | None) -> None:
        self._texts.pop(source_id, None)
        _none, choose = self._text_rows[source_id].buttons
        choose.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_choices()


def dropped_source(event: QDropEvent) -> Path | None:
    """Return the first workbook or folder that is dragged; None if there is none."""
    urls = event.mimeData().urls()
    paths = (Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    return next(filter(is_source, paths), None)


def _show_path(row: OptionRow, path: Path | None, none: str) -> None:
    if path is None:
        row.show_chosen(none)
    else:
        row.show_chosen(path.name, f"in {path.parent.name or path.parent}", str(path))


def _shortened(title: str) -> str:
    line = single_line(title)
    return line if len(line) <= _MAX_TITLE_LENGTH else f"{line[: _MAX_TITLE_LENGTH - 1]}…"
