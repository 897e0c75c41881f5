"""What to build a briefing from, where to save it, and the texts that quotes are compared with."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing_app.authoring.build import BuildRequest, ListedSource
from briefing_app.authoring.source_matching import GivenTexts
from briefing_app.files.on_disk import is_folder, is_source
from briefing_app.files.paths import BRIEFING_SUFFIX, WORKBOOK_SUFFIX
from briefing_app.gui.look import TextRole, look, scale, set_look, set_role
from briefing_app.gui.os_integration.file_dialog import (
    BRIEFING_FILTER,
    SOURCE_TEXT_FILTERS,
    SOURCE_TEXT_SUFFIXES,
    create_file_dialog,
)
from briefing_app.gui.panes.words_block import CheckMark
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.buttons import CheckBox, quiet_button
from briefing_app.gui.widgets.dialog import separator_line
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import (
    ElidedLabel,
    heading_label,
    set_tool_tip,
    text_label,
)
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.text import single_line
from briefing_app.model.wording import counted

# Pixels at 100 % text size.
_ROW_HEIGHT: Final = 30  # with or without buttons, so that nothing moves when one appears
_NARROW: Final = 240  # below it, the buttons of an option are below its value
_BESIDE: Final = 520  # from it, the target is beside the source


class DropZone(QFrame):
    """A frame in which files can be dropped, with buttons that choose them instead.

    The window accepts the files, wherever in it they are dropped, and calls `set_expecting`.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        first, second = FlowRow(self, spacing=4), FlowRow(self, spacing=4)
        self.choose_workbook = _add_button(first, "Drop a workbook here,", "choose one…")
        self.choose_workbook.setAccessibleDescription("An Excel workbook (.xlsx)")
        self.choose_folder = _add_button(first, "or", "choose a folder…")
        self.choose_folder.setAccessibleDescription("A folder of CSV files")
        self.save_template = _add_button(second, "No workbook yet?", "Save a template workbook…")
        rows = QVBoxLayout(self)
        scale(rows.setContentsMargins, 14, 8, 14, 8)
        scale(rows.setSpacing, 2)
        for row in (first, second):
            rows.addWidget(row, 0, Qt.AlignmentFlag.AlignHCenter)
        self.set_expecting(is_expecting=False)

    def set_expecting(self, *, is_expecting: bool) -> None:
        """Show whether a file that can be used is dragged over the window."""
        set_look(self, "drop_zone_in_use" if is_expecting else "drop_zone")


def _add_button(row: FlowRow, text: str, caption: str) -> QPushButton:
    """Add a text and a button after it, in the order in which a screen reader reads them."""
    row.add(text_label(row, text, "muted", role=TextRole.BODY))
    button = quiet_button(caption, row, role=TextRole.BODY_BUTTON)
    row.add(button)
    return button


class OptionRow(QWidget):
    """Shows what an option is and where, its value below that, and its buttons at the right.

    Args:
        name: The name of the option.
        buttons: The buttons to choose or clear the value with.
    """

    def __init__(self, parent: QWidget, name: str, buttons: Sequence[QPushButton]) -> None:
        super().__init__(parent)
        self.buttons = list(buttons)
        self._name = name
        self._caption = ElidedLabel(self, look="muted")
        set_role(self._caption, TextRole.SMALL)
        self._tick = CheckMark(self)
        self._text = PlainText(self, TextRole.BODY, is_tab_stop=False)
        flow = FlowRow(self)
        for button in buttons:
            flow.add(button)
        value = QHBoxLayout()
        scale(value.setSpacing, 4)
        value.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignTop)
        value.addWidget(self._text, 1)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._caption)
        texts.addLayout(value)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        scale(self._row.setSpacing, 2)
        self._row.addLayout(texts, 1)
        self._row.addWidget(flow, 0, Qt.AlignmentFlag.AlignVCenter)
        scale(self.setMinimumHeight, _ROW_HEIGHT)
        self.set_name(name)
        self.show_chosen("")
        look().changed.connect(self._arrange)

    def set_name(self, name: str, where: str = "") -> None:
        """Change the name of the option, and where its value is."""
        self._name = name
        self._caption.setText(" · ".join(filter(None, (name, where))))
        self._text.setAccessibleName(name)

    def show_chosen(
        self, chosen: str, more: str = "", tool_tip: str = "", *, is_good: bool = False
    ) -> None:
        """Show the chosen value.

        Args:
            chosen: The value; empty if there is none.
            more: What there is to say about it, or why there is none.
            tool_tip: Where it is, in full.
            is_good: Whether it has a tick.
        """
        self._text.show_text("  ".join(filter(None, (chosen, more))), bold=[slice(len(chosen))])
        set_tool_tip(self._text, tool_tip)
        self._tick.setVisible(is_good)
        for button in self.buttons:  # its text alone does not say what it chooses
            button.setAccessibleDescription(f"{self._name}: {tool_tip or chosen or more}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_narrow = self.width() < look().px(_NARROW)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)


_WORKBOOK: Final = "Workbook"
_FOLDER: Final = "Folder"
_WORKBOOKS: Final = f"Workbooks (*{WORKBOOK_SUFFIX})"
_NO_TEXT: Final = "none. Quotes won’t be checked."
_NOT_QUOTED: Final = "none. Nothing is quoted from it."
_NEXT_TIME: Final = "compared at the next build"
_MATCHING: Final = (
    "Choose all at once: each is compared with each source’s quotes. No text becomes a part of the "
    "briefing."
)
_OTHER_FILES: Final = "Files"


class BuildOptions(QWidget):
    """Asks for the source, the target and the texts with which quotes are compared.

    Args:
        settings: Remembers the folder that was used last.
        choose: Called with the workbook or folder that the user chose.
        between: What is between the files and the texts.
    """

    def __init__(
        self,
        settings: Settings,
        choose: Callable[[Path], None],
        between: QWidget,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._between = between
        self._settings = settings
        self._choose = choose
        self._source: Path | None = None
        self._target: Path | None = None
        self._replaceable: Path | None = None
        self._sources: Sequence[ListedSource] = ()
        self._chosen: dict[int, Path] = {}  # by the id of the source
        self._others: list[Path] = []  # whose sources the words in them say
        self.drop_zone = DropZone(self)
        self.texts = QWidget(parent)
        """The texts of the sources."""
        self.open_button = quiet_button("Open workbook")
        """Opens the source in its own program; whoever does that connects to it."""
        choose_target = quiet_button("Change…")
        self._source_row = OptionRow(self, _WORKBOOK, (self.open_button,))
        self._target_row = OptionRow(self, "Save as", (choose_target,))
        self._files = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        scale(self._files.setSpacing, 16)
        self._files.addWidget(self._source_row, 1)
        self._files.addWidget(self._target_row, 1)
        self._texts_title = heading_label(self.texts, role=TextRole.SECTION, wraps=True)
        self._choose_texts = quiet_button("Choose texts…", self.texts)
        self._explanation = text_label(
            self.texts, _MATCHING, "muted", role=TextRole.SMALL, wraps=True
        )
        leave_out = quiet_button("Use none")
        self._others_row = OptionRow(self.texts, _OTHER_FILES, (leave_out,))
        self._text_rows: dict[int, OptionRow] = {}
        self._keep_proof = CheckBox(
            "Record what was checked, for later builds without the text", self.texts
        )
        self._keep_proof.setAccessibleDescription(
            "In a file next to the workbook, or in the folder"
        )
        self._build_layout()
        self.drop_zone.choose_workbook.clicked.connect(self._ask_for_workbook)
        self.drop_zone.choose_folder.clicked.connect(self._ask_for_folder)
        choose_target.clicked.connect(self._ask_for_target)
        self._choose_texts.clicked.connect(self._ask_for_texts)
        leave_out.clicked.connect(self._clear_others)
        self.show_sources(())

    def _build_layout(self) -> None:
        files, rows = QVBoxLayout(self), QVBoxLayout(self.texts)
        for layout in (files, rows):
            layout.setContentsMargins(0, 0, 0, 0)
            scale(layout.setSpacing, 4)
        files.addWidget(self.drop_zone)
        files.addSpacing(4)
        files.addLayout(self._files)
        head = QHBoxLayout()
        head.addWidget(self._texts_title, 1)
        head.addWidget(self._choose_texts)
        rows.addLayout(head)
        rows.addWidget(self._explanation)
        self._texts = QVBoxLayout()
        scale(self._texts.setSpacing, 4)
        rows.addLayout(self._texts)
        rows.addWidget(self._others_row)
        rows.addWidget(self._keep_proof)

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
            self._chosen.clear()
            if self._source is not None:
                self._others.clear()
            name = path.name if is_folder(path) else path.stem
            self._target = path.with_name(f"{name}{BRIEFING_SUFFIX}")
            self.show_sources(())
        self._source = path
        self._settings.source_folder = str(path.parent)
        self.open_button.setText("Open folder" if is_folder(path) else "Open workbook")
        self.open_button.setEnabled(can_open)
        self._show_choices()

    def add_texts(self, files: Sequence[Path]) -> None:
        """Add files with texts of sources, which the next build compares."""
        self._others = list(dict.fromkeys([*self._others, *files]))
        self._show_choices()

    def request(self) -> BuildRequest | None:
        """Return the request for the chosen options; None if there is no source yet."""
        if self._source is None or self._target is None:
            return None
        texts = GivenTexts(dict(self._chosen), tuple(self._others))
        return BuildRequest(
            self._source,
            self._target,
            replace=self._replaceable == self._target,
            texts=texts,
            keep_proof=bool(texts.files) and self._keep_proof.isChecked(),
        )

    def allow_replacing(self, target: Path) -> None:
        """Let a later request replace this file."""
        self._replaceable = target

    def show_sources(self, sources: Sequence[ListedSource]) -> None:
        """Show the text of each source; none if they aren't known yet."""
        self._sources = sources
        many = counted(len(sources), "source") if len(sources) > 1 else "sources"
        title = "Text of the source" if len(sources) == 1 else f"Texts of the {many}"
        self._texts_title.setText(title)
        while item := self._texts.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self._text_rows = {source.id: self._text_row(source) for source in sources}
        self._keep_proof.raise_()  # screen readers read it after the rows
        self._set_tab_order()
        self._show_choices()

    def _text_row(self, source: ListedSource) -> OptionRow:
        choose, none = quiet_button("Choose…"), quiet_button("Use none")
        title = single_line(source.title)
        row = OptionRow(self.texts, title, (none, choose))
        row.set_name(title, source.publisher)
        self._texts.addWidget(separator_line(self.texts))
        self._texts.addWidget(row)
        choose.clicked.connect(lambda: self._ask_for_text(source))
        none.clicked.connect(lambda: self._clear_text(source))
        return row

    def _set_tab_order(self) -> None:
        zone = self.drop_zone
        chain: list[QWidget] = [zone.choose_workbook, zone.choose_folder, zone.save_template]
        chain += [*self._source_row.buttons, *self._target_row.buttons, self._between]
        chain += [self._choose_texts]
        for row in (*self._text_rows.values(), self._others_row):
            chain += row.buttons
        for before, after in pairwise([*chain, self._keep_proof]):
            QWidget.setTabOrder(before, after)

    def _show_choices(self) -> None:
        source, target = self._source, self._target
        is_a_folder = source is not None and is_folder(source)
        _show_path(self._source_row, _FOLDER if is_a_folder else _WORKBOOK, source, "none chosen")
        _show_path(self._target_row, "Save as", target, "next to the workbook")
        for each in self._sources:
            self._show_text(each)
        matched = {self._file_of(each) for each in self._sources}
        names = [file.name for file in self._others if file not in matched]
        self._others_row.show_chosen(", ".join(names), "" if names else _NO_TEXT)
        self._others_row.setVisible(bool(names) or not self._sources)
        self._others_row.buttons[0].setVisible(bool(names))
        self.open_button.setVisible(source is not None and self.open_button.isEnabled())
        self._target_row.buttons[0].setEnabled(source is not None)
        self._keep_proof.setVisible(bool(self._chosen or self._others))

    def _file_of(self, source: ListedSource) -> Path | None:
        """Return the text of a source: the chosen one, or the one that was found to be it."""
        found = source.file if source.file in self._others else None
        return self._chosen.get(source.id, found)

    def _show_text(self, source: ListedSource) -> None:
        row, file = self._text_rows[source.id], self._file_of(source)
        none, choose = row.buttons
        none.setVisible(file is not None)
        choose.setText("Choose…" if file is None else "Change…")
        if file is None:
            row.show_chosen("", _NO_TEXT if source.cited else _NOT_QUOTED)
        elif file != source.file:
            row.show_chosen(file.name, _NEXT_TIME, str(file))
        elif not source.cited:
            row.show_chosen(file.name, "nothing is quoted from it yet", str(file))
        else:
            is_good = source.found == source.cited
            found = counted(source.found, "quote")
            if not is_good:
                found = f"{source.found:,} of {counted(source.cited, 'quote')}"
            row.show_chosen(file.name, f"{found} found in it", str(file), is_good=is_good)

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

    def _ask_for_texts(self) -> None:
        dialog = create_file_dialog(self, "The texts of the sources", self._settings.source_folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(SOURCE_TEXT_FILTERS)
        dialog.filesSelected.connect(lambda names: self.add_texts([Path(name) for name in names]))
        dialog.open()

    def _ask_for_text(self, source: ListedSource) -> None:
        title = f"The text of “{single_line(source.title)}”"
        dialog = create_file_dialog(self, title, self._settings.source_folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(SOURCE_TEXT_FILTERS)
        dialog.fileSelected.connect(lambda name: self._set_text(source, Path(name)))
        dialog.open()

    def _set_text(self, source: ListedSource, text: Path) -> None:
        self._forget_text(source)
        self._others = [file for file in self._others if file != text]
        self._chosen[source.id] = text
        self._show_choices()

    def _clear_text(self, source: ListedSource) -> None:
        self._forget_text(source)
        _none, choose = self._text_rows[source.id].buttons
        choose.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_choices()

    def _forget_text(self, source: ListedSource) -> None:
        file = self._file_of(source)
        self._chosen.pop(source.id, None)
        self._others = [each for each in self._others if each != file]

    def _clear_others(self) -> None:
        matched = {self._file_of(source) for source in self._sources}
        self._others = [file for file in self._others if file in matched]
        self._choose_texts.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_choices()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the target beside the source if there is room."""
        super().resizeEvent(event)
        is_wide = self.width() >= look().px(_BESIDE)
        direction = QBoxLayout.Direction
        self._files.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)


class Dropped(NamedTuple):
    """The files of a drag that can be used.

    Args:
        source: The first workbook or folder.
        texts: The files with texts of sources.
    """

    source: Path | None
    texts: tuple[Path, ...]


def dropped_files(event: QDropEvent) -> Dropped:
    """Return the files of a drag that can be used."""
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    texts = tuple(path for path in paths if path.suffix.lower() in SOURCE_TEXT_SUFFIXES)
    return Dropped(next(filter(is_source, paths), None), texts)


def _show_path(row: OptionRow, name: str, path: Path | None, none: str) -> None:
    row.set_name(name, f"in {path.parent.name or path.parent}" if path is not None else "")
    row.show_chosen(path.name if path else "", "" if path else none, str(path or ""))
