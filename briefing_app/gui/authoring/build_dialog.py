"""The dialog that builds a briefing from a workbook and shows the problems of the workbook."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from briefing_app.authoring.build import BuildRequest, Outcome, QuotedSource
from briefing_app.errors import BriefingAppError, UnreadableSourceError
from briefing_app.files.on_disk import is_folder
from briefing_app.files.paths import BRIEFING_SUFFIX, WORKBOOK_SUFFIX
from briefing_app.gui.authoring.problems import ProblemsPanel
from briefing_app.gui.look import TextRole, scale
from briefing_app.gui.os_integration.file_dialog import BRIEFING_FILTER, create_file_dialog
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.buttons import CheckBox, quiet_button
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import selectable_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.task_dialog import TaskDialog
from briefing_app.model.text import single_line
from briefing_app.model.wording import counted


class OptionRow(QWidget):
    """Shows the name of an option and the chosen value, of any length, above its buttons.

    Args:
        name: The name of the option.
        buttons: The buttons to choose or clear the value with.
    """

    def __init__(self, parent: QWidget, name: str, buttons: Sequence[QPushButton]) -> None:
        super().__init__(parent)
        self.buttons = list(buttons)
        self._lead = f"{name}: "
        self._text = PlainText(self, TextRole.BODY, is_tab_stop=False)
        self._text.setAccessibleName(name)
        flow = FlowRow(self)
        for button in buttons:
            flow.add(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        scale(rows.setSpacing, 5)
        rows.addWidget(self._text)
        rows.addWidget(flow)

    def show_chosen(self, chosen: str) -> None:
        """Show the chosen value."""
        text = self._lead + chosen
        self._text.show_text(text, bold=[slice(len(self._lead))])
        for button in self.buttons:  # its text alone does not say what it chooses
            button.setAccessibleDescription(text)


_WORKBOOKS: Final = f"Workbooks (*{WORKBOOK_SUFFIX})"
_TEXT_FILES: Final = ("Text (*.txt *.md)", "All files (*)")
_NO_TEXT: Final = "none; quotes from it are not checked"
_MAX_TITLE_LENGTH: Final = 40  # characters of a source's title


class BuildOptions(QWidget):
    """Asks for the source, the target and the texts with which quotes are compared.

    Args:
        settings: Remembers the folder that was used last.
    """

    source_chosen = Signal(Path)
    """Emitted with the workbook or folder that the user chose."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._source: Path | None = None
        self._target: Path | None = None
        self._replaceable: Path | None = None
        self._texts: dict[int | None, Path] = {}
        self._text_rows: dict[int | None, OptionRow] = {}
        self.choose_workbook = quiet_button("Choose a workbook…")
        choose_folder = quiet_button("Choose a folder…")
        choose_target = quiet_button("Save as…")
        make_row = partial(OptionRow, self)
        self._source_row = make_row("Made from", (self.choose_workbook, choose_folder))
        self._target_row = make_row("Saved as", (choose_target,))
        self._keep_proof = CheckBox(
            "Record what was checked, for later builds without the text", self
        )
        self._keep_proof.setAccessibleDescription(
            "In a file next to the workbook, or in the folder"
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        scale(self._column.setSpacing, 12)
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
            name = path.name if is_folder(path) else path.stem
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

    def _add_text_row(self, source_id: int | None, name: str) -> None:
        choose = quiet_button("Choose a text…")
        none = quiet_button("Use none")
        row = OptionRow(self, name, (choose, none))
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

    def _ask_for_text(self, source_id: int | None, _checked: bool = False) -> None:  # noqa: FBT002, a slot
        dialog = create_file_dialog(self, "The text of the source", self._settings.source_folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(_TEXT_FILES)
        dialog.fileSelected.connect(lambda name: self._set_text(source_id, Path(name)))
        dialog.open()

    def _set_text(self, source_id: int | None, text: Path) -> None:
        self._texts[source_id] = text
        self._show_choices()

    def _clear_text(self, source_id: int | None, _checked: bool = False) -> None:  # noqa: FBT002, a slot
        self._texts.pop(source_id, None)
        self._text_rows[source_id].buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_choices()


def _name_and_folder(path: Path) -> str:
    return f"{path.name}, in {path.parent}"


def _shortened(title: str) -> str:
    line = single_line(title)
    return line if len(line) <= _MAX_TITLE_LENGTH else f"{line[: _MAX_TITLE_LENGTH - 1]}…"


_EXPLANATION: Final = (
    "Builds a briefing from a workbook (.xlsx) or a folder of CSV files. All problems are "
    "listed with their sheet and cell. Nothing is written until they are fixed."
)
MAX_RETRIES: Final = 25
"""How often a saved source that can't be read is read again; it may be locked for a while."""


class NewBriefingDialog(TaskDialog):
    """Asks what to build a briefing from and where to save it, and shows how the build ended.

    Args:
        settings: Remembers the folder that was used last.
    """

    build_requested = Signal(object)
    """Emitted with the `BuildRequest` to carry out."""
    open_requested = Signal(Path)
    """Emitted with the built briefing to open."""
    retry_requested = Signal()
    """Emitted when a saved source can't be read and `rebuild` should be called in a moment."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__("New briefing", "Build", QSize(860, 620), parent)
        self._request: BuildRequest | None = None
        self._built: Path | None = None
        self._is_rebuilding = False
        self._is_saved_again = False
        self._retries = 0
        self._open = self._add_answer_button("Open it")
        self._open.setProperty("look", "primary")
        self._open.clicked.connect(self._request_open)
        self._explanation = selectable_label(self._page, _EXPLANATION, TextRole.BODY)
        self._options = BuildOptions(settings, self._page)
        self._options.source_chosen.connect(self.choose_source)
        self._problems = ProblemsPanel(self._page)
        widgets = (self._explanation, self._options, self._bar, self._message, self._answers)
        for widget in widgets:
            self._column.addWidget(widget)
        self._column.addWidget(self._problems, 1)
        self._column.addStretch(0)
        self._start.setEnabled(False)
        self._show_problems(Outcome())
        self._finish()

    @property
    def is_rebuilding(self) -> bool:
        """Whether `rebuild` started the last build, so that the user may be in another program."""
        return self._is_rebuilding

    def rebuild(self) -> None:
        """Build again because the source was saved, if problems are shown and this is wanted."""
        if self._running:
            self._is_saved_again = True
        elif self._problems.is_rebuild_wanted:
            self._is_rebuilding = True
            self._request_start()

    def choose_source(self, path: Path) -> None:
        """Use a workbook or a folder as the source; ignored while a build is running."""
        if self._running:
            return
        is_another = path != self._options.source
        self._options.set_source(path)
        self._problems.set_source(path)
        if is_another:
            self._start.setText("Build")
            self._show_problems(Outcome())
            self._show_message("")
        self._start.setEnabled(True)
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show how the build ended."""
        self._end_task()
        if outcome.quoted:
            self._options.show_sources(outcome.quoted)
        self._show_problems(outcome)
        if outcome.path is not None:
            self._show_built(outcome.path, len(outcome.warnings))
        elif outcome.is_text_unclear:
            self._show_message(
                f"This briefing quotes {len(outcome.quoted)} sources. Choose above which of them "
                "the text belongs to, and build again."
            )
        else:
            errors, warnings = len(outcome.errors), len(outcome.warnings)
            also = f" and {counted(warnings, 'warning')}" if warnings else ""
            fix = "Fix it" if errors == 1 else "Fix them"
            save = " and save" if self._problems.is_rebuild_wanted else ", save, and try again"
            self._show_message(
                f"{counted(errors, 'error')}{also}; nothing was written. {fix}{save}."
            )
            self._start.setText("Try again")
        self._retries = 0
        self._rebuild_if_saved_again()

    def show_error(self, error: BriefingAppError) -> None:
        """Show why the build failed, and offer to replace a file that exists.

        A saved source that can't be read may still be written or be locked by its program, so it
        is read again before this is an error. The problems found before stay.
        """
        can_retry = self._is_rebuilding and self._retries < MAX_RETRIES
        if can_retry and isinstance(error, UnreadableSourceError):
            self._retries += 1
            self._end_task()
            self._start.setText("Try again")
            self._show_message(f"Waiting until {error.path.name} can be read…")
            self.retry_requested.emit()
            return
        self._retries = 0
        if not self._is_rebuilding:
            self._show_problems(Outcome())
        super().show_error(error)
        if self._options.source is not None and not self._replace.isVisibleTo(self):
            self._start.setText("Try again")
        self._rebuild_if_saved_again()

    def showEvent(self, event: QShowEvent) -> None:
        """Move the keyboard focus to the button for the next step."""
        super().showEvent(event)
        if not event.spontaneous():
            has_source = self._options.source is not None
            button = self._start if has_source else self._options.choose_workbook
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_built(self, path: Path, warnings: int) -> None:
        self._built = path
        self._options.allow_replacing(path)
        also = f", with {counted(warnings, 'warning')}" if warnings else ""
        self._show_message(f"Built: {path.name} in {path.parent}{also}.", self._open, self._folder)
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)
        self._start.setText("Build again")

    def _show_problems(self, outcome: Outcome) -> None:
        self._problems.show_problems(outcome.errors, outcome.warnings)
        has_problems = bool(outcome.errors or outcome.warnings)
        self._explanation.setVisible(not has_problems)
        self._column.setStretch(self._column.count() - 1, 0 if has_problems else 1)
        if has_problems:  # later, when the layout has placed the table
            QTimer.singleShot(0, self, self._scroll_to_problems)

    def _scroll_to_problems(self) -> None:
        for widget in (self._problems.table, self._message):
            self._area.ensureWidgetVisible(widget)

    def _start_or_cancel(self) -> None:
        self._is_rebuilding = False
        super()._start_or_cancel()

    def _rebuild_if_saved_again(self) -> None:
        if self._is_saved_again:
            self.rebuild()

    def _request_start(self) -> None:
        request = self._options.request()
        if request is not None:
            self._request_build(request)

    def _request_build(self, request: BuildRequest) -> None:
        self._request = request
        self._built = None
        self._is_saved_again = False
        is_retry = self._is_rebuilding and self._retries > 0
        self._begin_task(self.message if is_retry else f"Reading {request.source.name}…")
        self.build_requested.emit(request)

    def _replace_clicked(self) -> None:
        if self._request is not None:
            self._is_rebuilding = False
            self._options.allow_replacing(self._request.target)
            self._request_build(replace(self._request, replace=True))

    def _request_open(self) -> None:
        if self._built is not None:
            self.open_requested.emit(self._built)

    def _written(self) -> Path | None:
        return self._built

    def _enable_options(self, *, on: bool) -> None:
        self._options.setEnabled(on)


_TEMPLATE_EXPLANATION: Final = (
    "A workbook in which to write a briefing: a sheet for each part, help below every heading, and "
    "a first page that explains the work in six steps. File ▸ New briefing from workbook builds a "
    "briefing from it."
)


class TemplateDialog(TaskDialog):
    """Asks whether to fill in the workbook with an example, and where to save it.

    Args:
        settings: Remembers the folder that was used last.
    """

    template_requested = Signal(Path, bool)
    """Emitted with the file, and whether to fill it in with the bundled briefing."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        title = "Save a template workbook"
        super().__init__(title, "Save as…", QSize(560, 260), parent)
        self._settings = settings
        self._saved: Path | None = None
        explanation = selectable_label(self._page, _TEMPLATE_EXPLANATION, TextRole.BODY)
        self._example = CheckBox("Fill it in with the bundled briefing as an example", self._page)
        for widget in (explanation, self._example, self._bar, self._message, self._answers):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._finish()

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
