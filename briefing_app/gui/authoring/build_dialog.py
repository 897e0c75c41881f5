"""The window where a briefing is made from a workbook, and where its problems are told."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from briefing_app.authoring.build import BuildRequest, Outcome, QuotedSource
from briefing_app.authoring.spreadsheets.workbook_archive import SUFFIXES
from briefing_app.errors import BriefingAppError
from briefing_app.gui.authoring.problems_table import ProblemsTable
from briefing_app.gui.export.option_row import OptionRow
from briefing_app.gui.settings import Settings
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.labels import selectable_label
from briefing_app.gui.widgets.task_dialog import TaskDialog, chip_button, make_flow_row, toggle_chip
from briefing_app.model.text import single_line
from briefing_app.model.wording import counted

_ABOUT: Final = (
    "A workbook (.xlsx or .ods), or a folder of CSV files, becomes a briefing. Every problem is "
    "told with its sheet and cell, and nothing is written until there is none."
)
_WORKBOOKS: Final = f"Workbooks ({' '.join(f'*{ending}' for ending in SUFFIXES)})"
_TEXTS: Final = ("Text (*.txt *.md)", "All files (*)")
_NO_TEXT: Final = "none: what is quoted is not checked against it"
_MEND: Final = "Mend them, save, and try again."
_LONGEST_TITLE: Final = 40  # characters of a source's title on a button


class NewBriefingDialog(TaskDialog):
    """Asks what a briefing is made from and where it goes, and shows what is wrong with it.

    Args:
        settings: Which folder was used last.
        style: Colours, fonts and text size.
        parent: The main window.
    """

    build_wanted = Signal(object)
    """A `BuildRequest` that is to be built."""
    open_wanted = Signal(Path)
    """The briefing that was built is to be opened."""

    def __init__(self, settings: Settings, style: Style, parent: QWidget) -> None:
        super().__init__("New briefing", "Build", QSize(860, 620), style, parent)
        self._settings = settings
        self._source: Path | None = None
        self._target: Path | None = None
        self._may_replace: Path | None = None
        self._texts: dict[int | None, Path] = {}
        self._asked: BuildRequest | None = None
        self._built: Path | None = None
        self._open = self._add_answer_button("Open it")
        self._open.setProperty("look", "primary")
        self._build()
        self._show_sources(())
        self._show_choices()
        self._follow_style()

    def choose_source(self, path: Path) -> None:
        """Make the briefing from a workbook or a folder; not while one is being made."""
        if self._running:
            return
        if path != self._source:
            self._texts.clear()
            self._show_sources(())
            self._target = path.with_name(f"{path.name if path.is_dir() else path.stem}.db")
            self._forget_outcome()
        self._source = path
        self._settings.source_folder = str(path.parent)
        self._show_choices()
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_outcome(self, outcome: Outcome) -> None:
        """Tell how building ended."""
        self._end_task()
        if outcome.quoted:
            self._show_sources(outcome.quoted)
            self._show_choices()
        self._show_problems(outcome)
        errors, warnings = len(outcome.errors), len(outcome.warnings)
        also = f" and {counted(warnings, 'warning')}" if warnings else ""
        if outcome.path is not None:
            self._built = outcome.path
            self._may_replace = outcome.path
            told = f", with {counted(warnings, 'warning')}" if warnings else ""
            built = f"Built: {outcome.path.name} in {outcome.path.parent}{told}."
            self._show_message(built, self._open, self._folder)
            self._open.setFocus(Qt.FocusReason.OtherFocusReason)
            self._start.setText("Build again")
        elif outcome.is_text_unclear:
            self._show_message(
                f"This briefing quotes {len(outcome.quoted)} sources. Choose above of which of "
                "them you have the text, and build it again."
            )
        else:
            mend = "Mend it, save, and try again." if errors == 1 else _MEND
            self._show_message(f"{counted(errors, 'error')}{also}; nothing was written. {mend}")
            self._start.setText("Try again")

    def show_error(self, error: BriefingAppError) -> None:
        """Tell why nothing could be built, and offer to replace what is in its way."""
        self._show_problems(Outcome())
        super().show_error(error)
        if self._source is not None and not self._replace.isVisibleTo(self):
            self._start.setText("Try again")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the keyboard begins with what is to be done next."""
        super().showEvent(event)
        if not event.spontaneous():
            next_one = self._start if self._source is not None else self._choose_workbook
            next_one.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        page = self._page
        self._about = selectable_label(page)
        self._about.setText(_ABOUT)
        self._options = QWidget(page)
        self._choices = QVBoxLayout(self._options)
        self._choices.setContentsMargins(0, 0, 0, 0)
        self._choose_workbook = chip_button("Choose a workbook…", checkable=False)
        self._choose_folder = chip_button("Choose a folder…", checkable=False)
        self._choose_target = chip_button("Save as…", checkable=False)
        make = partial(OptionRow, self._style, self._options)
        self._made_from = make("Made from", (self._choose_workbook, self._choose_folder))
        self._saved_as = make("Saved as", (self._choose_target,))
        for row in (self._made_from, self._saved_as):
            self._choices.addWidget(row)
        self._text_rows: dict[int | None, OptionRow] = {}
        self._keep_proof = toggle_chip("Keep what was checked for later builds without the text")
        self._keep_proof_row = make_flow_row(self._keep_proof)
        self._keep_proof.setAccessibleDescription("In a file beside the workbook, or in the folder")
        self._table = ProblemsTable(self._style, page)
        self._by_place = toggle_chip("In the order of the source")
        self._copy = chip_button("Copy", checkable=False)
        self._copy.setAccessibleDescription("Copies the rows that are selected, or all of them")
        self._copied = QLabel(page)
        self._copied.setProperty("look", "muted")
        self._table_row = make_flow_row(self._by_place, self._copy, self._copied)
        for widget in (self._about, self._options, self._bar, self._message, self._answers):
            self._column.addWidget(widget)
        self._column.addWidget(self._table_row)
        self._column.addWidget(self._table, 1)
        self._column.addStretch(0)
        self._choose_workbook.clicked.connect(self._ask_for_workbook)
        self._choose_folder.clicked.connect(self._ask_for_folder)
        self._choose_target.clicked.connect(self._ask_for_target)
        self._open.clicked.connect(self._open_clicked)
        self._by_place.toggled.connect(self._table.sort_by_place)
        self._table.horizontalHeader().sortIndicatorChanged.connect(self._sorted)
        self._copy.clicked.connect(self._copy_clicked)
        self._show_problems(Outcome())

    def _show_sources(self, quoted: Sequence[QuotedSource]) -> None:
        """Ask for the text of each source that is quoted; of the one there may be, at first."""
        if len(quoted) == 1 and None in self._texts:
            self._texts = {quoted[0].id: self._texts[None]}
        self._texts.pop(None, None)
        for row in self._text_rows.values():
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self._text_rows.clear()
        asked: list[tuple[int | None, str]] = [(None, "Text of the source")]
        if len(quoted) > 1:
            asked = [(source.id, f"Text of “{_short(source.title)}”") for source in quoted]
        elif quoted:
            asked = [(quoted[0].id, "Text of the source")]
        for identity, name in asked:
            choose = chip_button("Choose a text…", checkable=False)
            none = chip_button("Use none", checkable=False)
            row = OptionRow(self._style, self._options, name, (choose, none))
            self._text_rows[identity] = row
            self._choices.addWidget(row)
            choose.clicked.connect(partial(self._ask_for_text, identity))
            none.clicked.connect(partial(self._set_text, identity, None))
        self._choices.addWidget(self._keep_proof_row)
        chain = [*self._made_from.buttons, *self._saved_as.buttons]
        for row in self._text_rows.values():
            chain += row.buttons
        for before, after in pairwise([*chain, self._keep_proof]):
            QWidget.setTabOrder(before, after)

    def _show_choices(self) -> None:
        self._made_from.show_chosen(_place(self._source) if self._source else "not chosen yet")
        self._saved_as.show_chosen(_place(self._target) if self._target else "beside the workbook")
        for identity, row in self._text_rows.items():
            text = self._texts.get(identity)
            row.show_chosen(_place(text) if text else _NO_TEXT)
            row.buttons[1].setEnabled(text is not None)
        self._saved_as.buttons[0].setEnabled(self._source is not None)
        self._keep_proof_row.setVisible(bool(self._texts))
        self._start.setEnabled(self._source is not None)

    # ---- asking ---------------------------------------------------------------------------------

    def _ask_for_workbook(self) -> None:
        dialog = self._file_dialog("Choose a workbook", self._settings.source_folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_WORKBOOKS, "All files (*)"])
        dialog.fileSelected.connect(lambda name: self.choose_source(Path(name)))
        dialog.open()

    def _ask_for_folder(self) -> None:
        dialog = self._file_dialog("Choose a folder of CSV files", self._settings.source_folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.choose_source(Path(name)))
        dialog.open()

    def _ask_for_target(self) -> None:
        if self._target is None:
            return
        dialog = self._file_dialog("Save as", str(self._target.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Briefings (*.db)")
        dialog.setDefaultSuffix("db")
        dialog.selectFile(self._target.name)
        dialog.fileSelected.connect(lambda name: self._set_target(Path(name)))
        dialog.open()

    def _set_target(self, target: Path) -> None:
        # What is there was asked about by the system's own window.
        self._target = self._may_replace = target
        self._show_choices()

    def _ask_for_text(self, identity: int | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002, a slot
        dialog = self._file_dialog("The text of the source", self._settings.source_folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(_TEXTS)
        dialog.fileSelected.connect(lambda name: self._set_text(identity, Path(name)))
        dialog.open()

    def _set_text(self, identity: int | None, text: Path | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002, a slot
        if text is None:
            self._texts.pop(identity, None)
            self._text_rows[identity].buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._texts[identity] = text
        self._show_choices()

    # ---- building a briefing --------------------------------------------------------------------

    def _request_start(self) -> None:
        if self._source is None or self._target is None:
            return
        self._want(
            BuildRequest(
                self._source,
                self._target,
                replace=self._may_replace == self._target,
                texts=dict(self._texts),
                keep_proof=bool(self._texts) and self._keep_proof.isChecked(),
            )
        )

    def _want(self, new: BuildRequest) -> None:
        self._asked = new
        self._built = None
        self._begin_task(f"Reading {new.source.name} …")
        self.build_wanted.emit(new)

    def _replace_clicked(self) -> None:
        if self._asked is not None:
            self._may_replace = self._asked.target
            self._want(replace(self._asked, replace=True))

    def _written(self) -> Path | None:
        return self._built

    def _open_clicked(self) -> None:
        if self._built is not None:
            self.open_wanted.emit(self._built)

    def _enable_options(self, *, on: bool) -> None:
        self._options.setEnabled(on)

    def _forget_outcome(self) -> None:
        self._start.setText("Build")
        self._show_problems(Outcome())
        self._show_message("")

    # ---- problems -------------------------------------------------------------------------------

    def _show_problems(self, outcome: Outcome) -> None:
        there = bool(outcome.errors or outcome.warnings)
        self._copied.clear()
        self._table.show_problems(outcome.errors, outcome.warnings)
        for widget in (self._table_row, self._table):
            widget.setVisible(there)
        self._about.setVisible(not there)
        self._column.setStretch(self._column.count() - 1, 0 if there else 1)
        if there:  # in a small window too, once the table has its place
            QTimer.singleShot(0, self, self._show_table)

    def _show_table(self) -> None:
        for widget in (self._table, self._message):
            self._area.ensureWidgetVisible(widget)

    def _sorted(self) -> None:
        with QSignalBlocker(self._by_place):
            self._by_place.setChecked(self._table.by_place)

    def _copy_clicked(self) -> None:
        self._copied.setText(f"{counted(self._table.copy(), 'row')} copied")
        self._table_row.refresh()

    def _restyle(self) -> None:
        px, font = self._style.px, self._style.font
        self._about.setFont(font(TextRole.BODY))
        self._copied.setFont(font(TextRole.CONTROL))
        self._choices.setSpacing(px(12))
        for row in (self._made_from, self._saved_as, *self._text_rows.values()):
            row.restyle()
        super()._restyle()


def _place(path: Path) -> str:
    return f"{path.name}, in {path.parent}"


def _short(title: str) -> str:
    words = single_line(title)
    return words if len(words) <= _LONGEST_TITLE else f"{words[: _LONGEST_TITLE - 1]}…"
