"""The dialog that builds a briefing from a workbook and shows the problems of the workbook."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialogButtonBox,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from briefing_app.authoring.build import BuildRequest, Outcome
from briefing_app.errors import BriefingAppError, UnreadableSourceError
from briefing_app.files.paths import WORKBOOK_SUFFIX
from briefing_app.gui.authoring.build_options import BuildOptions, Dropped, dropped_files
from briefing_app.gui.authoring.problems import (
    ProblemsTable,
    RowPreview,
    can_open,
    cell_reference,
    open_source,
)
from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.os_integration.file_dialog import create_save_dialog
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.bubble import show_bubble
from briefing_app.gui.widgets.buttons import CheckBox
from briefing_app.gui.widgets.labels import heading_label, selectable_label
from briefing_app.gui.widgets.task_dialog import TaskDialog
from briefing_app.model.wording import counted

_EXPLANATION: Final = (
    "Builds a briefing from a workbook (.xlsx) or a folder of CSV files. All problems are "
    "listed with their sheet and cell. Nothing is written until they are fixed."
)
_BUILD: Final = "Build"
_CHECK_AGAIN: Final = "Check again"
_BUILD_AGAIN: Final = "Build again"
MAX_RETRIES: Final = 25
"""How often a saved source that can't be read is read again; it may be locked for a while."""
# Pixels at 100 % text size.
_SIZE: Final = QSize(1000, 690)
_WIDE: Final = 780  # from which the preview is beside the problems
_PREVIEW_WIDTH: Final = 420
_PREVIEW_SHARE: Final = 0.39


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
    """Emitted when `rebuild` should be called again in a moment: a saved source can't be read, or a
    build is still running."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__("New briefing", _BUILD, _SIZE, parent)
        self._request: BuildRequest | None = None
        self._outcome: Outcome | None = None  # of the chosen source
        self._is_rebuilding = False
        self._retries = 0
        self._open = self._add_answer_button("Open it")
        self._open.setProperty("look", "primary")
        self._open.clicked.connect(self._request_open)
        self._explanation = selectable_label(self._page, _EXPLANATION)
        self._table = ProblemsTable(self._page)
        self._options = BuildOptions(settings, self.choose_source, self._table, self._page)
        self._options.open_button.clicked.connect(self._open_source)
        self._options_of_task = (self._options, self._options.texts)
        self._copy = self._add_answer_button("Copy list")
        self._copy.clicked.connect(self._copy_list)
        self._table.activated.connect(self._go_to)
        self._table.selectionModel().currentChanged.connect(self._show_preview)
        self._preview = RowPreview(self._page)
        self._checks_again = CheckBox("Check again when saved", self, is_checked=True)
        policy = QSizePolicy.Policy
        self._checks_again.setSizePolicy(policy.Preferred, policy.Fixed)
        self._buttons.addButton(self._checks_again, QDialogButtonBox.ButtonRole.ResetRole)
        self._build_layout()
        self.setAcceptDrops(True)
        self._start.setEnabled(False)
        self._show_problems()
        self._finish()

    def _build_layout(self) -> None:
        """Put files, problems and texts on the left, and the preview beside them, to the edges."""
        title = heading_label(
            self._page, "New briefing from a workbook", role=TextRole.TITLE, wraps=True
        )
        top, problems, bottom = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        scale(top.setContentsMargins, 24, 18, 20, 10)
        scale(problems.setContentsMargins, 16, 0, 0, 12)
        scale(bottom.setContentsMargins, 24, 0, 20, 6)
        for layout in (top, bottom):
            scale(layout.setSpacing, 10)
        top.addWidget(title)
        top.addWidget(self._options)
        problems.addWidget(self._table, 1)
        bottom.addWidget(self._options.texts)
        bottom.addWidget(self._explanation)
        for widget in (self._table, self._options, title):  # as screen readers read them
            widget.lower()
        self._left = QVBoxLayout()
        self._left.setSpacing(0)
        self._left.addLayout(top)
        self._left.addLayout(problems, 1)
        self._left.addLayout(bottom)
        self._left.addStretch(0)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(0)
        self._body.addLayout(self._left, 1)
        self._body.addWidget(self._preview)
        self._column.addLayout(self._body, 1)
        scale(self._column.setContentsMargins, 0, 0, 0, 0)
        scale(self._rows.setContentsMargins, 0, 0, 0, 0)

    @property
    def is_rebuilding(self) -> bool:
        """Whether `rebuild` started the last build, so that the user may be in another program."""
        return self._is_rebuilding

    @property
    def template_button(self) -> QPushButton:
        """The button for those who have no workbook yet."""
        return self._options.drop_zone.save_template

    @property
    def checks_again(self) -> bool:
        """Whether to build again whenever the source is saved."""
        return self._checks_again.isChecked()

    def can_retry(self, error: BriefingAppError) -> bool:
        """Return whether a saved source that can't be read is to be read again in a moment."""
        is_left = self._is_rebuilding and self._retries < MAX_RETRIES
        return is_left and isinstance(error, UnreadableSourceError)

    def rebuild(self) -> None:
        """Build again because the source was saved, if it was built and this is wanted."""
        if self._running:
            self.retry_requested.emit()
        elif self._outcome is not None and self.checks_again:
            self._is_rebuilding = True
            self._request_start()

    def choose_source(self, path: Path) -> None:
        """Use a workbook or a folder as the source; ignored while a build is running."""
        if self._running:
            return
        is_another = path != self._options.source
        self._options.set_source(path, can_open=can_open(path))
        if is_another:
            self._outcome = None
            self._start.setText(_BUILD)
            self._show_problems()
            self._show_message("")
        self._start.setEnabled(True)
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_if_none(self, path: Path) -> None:
        """Use a workbook as the source if none is chosen yet."""
        if self._options.source is None:
            self.choose_source(path)

    def add_texts(self, texts: Sequence[Path]) -> None:
        """Let the next build compare texts of sources; ignored while a build is running."""
        if not self._running:
            self._options.add_texts(texts)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show how the build ended."""
        self._end_task()
        self._outcome = outcome
        if outcome.sources:
            self._options.show_sources(outcome.sources)
        self._show_problems()
        if outcome.path is not None:
            self._show_built(outcome.path, len(outcome.warnings))
        else:
            errors, warnings = len(outcome.errors), len(outcome.warnings)
            also = f" and {counted(warnings, 'warning')}" if warnings else ""
            self._show_message(f"{counted(errors, 'error')}{also}; nothing was written")
            self._start.setText(_CHECK_AGAIN)
        self._retries = 0

    def show_error(self, error: BriefingAppError) -> None:
        """Show why the build failed, and offer to replace a file that exists.

        A saved source that can't be read may still be written or be locked by its program, so it
        is read again before this is an error. The problems found before stay.
        """
        if isinstance(error, UnreadableSourceError) and self.can_retry(error):
            self._retries += 1
            self._end_task()
            self._start.setText(_CHECK_AGAIN)
            self._show_message(f"Waiting until {error.path.name} can be read…")
            self.retry_requested.emit()
            return
        self._retries = 0
        if not self._is_rebuilding:
            self._outcome = None
            self._show_problems()
        super().show_error(error)
        if self._options.source is not None and not self._replace.isVisibleTo(self):
            self._start.setText(_CHECK_AGAIN)

    def showEvent(self, event: QShowEvent) -> None:
        """Move the keyboard focus to the button for the next step."""
        super().showEvent(event)
        if not event.spontaneous():
            has_source = self._options.source is not None
            button = self._start if has_source else self._options.drop_zone.choose_workbook
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the preview below the problems if there is no room beside them."""
        super().resizeEvent(event)
        self._place_preview()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a workbook, a folder or texts of sources, unless a build is running."""
        if not self._running and any(dropped_files(event)):
            event.acceptProposedAction()
            self._options.drop_zone.set_expecting(is_expecting=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._options.drop_zone.set_expecting(is_expecting=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Use the files later: the program that they are from is waiting."""
        self._options.drop_zone.set_expecting(is_expecting=False)
        event.acceptProposedAction()
        QTimer.singleShot(0, self, partial(self._use_dropped, dropped_files(event)))

    def _use_dropped(self, dropped: Dropped) -> None:
        if dropped.source is not None:
            self.choose_source(dropped.source)
        self.add_texts(dropped.texts)

    def _place_preview(self) -> None:
        px, direction = look().px, QBoxLayout.Direction
        is_wide = self.width() >= px(_WIDE)
        self._body.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
        width = min(px(_PREVIEW_WIDTH), round(_PREVIEW_SHARE * self.width()))
        self._preview.setMinimumWidth(width if is_wide else 0)
        self._preview.setMaximumWidth(width if is_wide else 2 * self.width())

    def _show_built(self, path: Path, warnings: int) -> None:
        self._options.allow_replacing(path)
        also = f", with {counted(warnings, 'warning')}" if warnings else ""
        self._show_message(f"Built: {path.name} in {path.parent}{also}.", self._open, self._folder)
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)
        self._start.setText(_BUILD_AGAIN)

    def _show_problems(self) -> None:
        outcome = self._outcome or Outcome()
        has_problems = bool(outcome.errors or outcome.warnings)
        for widget in (self._table, self._preview):
            widget.setVisible(has_problems)
        self._explanation.setVisible(not has_problems)
        self._left.setStretch(self._left.count() - 1, 0 if has_problems else 1)
        self._table.show_problems(outcome.errors, outcome.warnings)
        self._show_preview()
        if has_problems:  # later, when the layout has placed the table
            QTimer.singleShot(0, self, partial(self._area.ensureWidgetVisible, self._table))

    def _show_preview(self) -> None:
        slides = self._outcome.slides if self._outcome is not None else None
        self._preview.show_problem(self._table.problem, slides)

    def _show_message(self, message: str, *answers: QPushButton) -> None:
        """Offer to copy the list as long as there is one."""
        copy = () if self._table.isHidden() else (self._copy,)
        super()._show_message(message, *answers, *copy)

    def _copy_list(self) -> None:
        show_bubble(f"{counted(self._table.copy_all(), 'row')} copied", self._copy)

    def _go_to(self) -> None:
        """Copy the name of a problem's cell and open the source, in which it can be pasted."""
        assert self._table.problem is not None  # noqa: S101, a row was activated
        reference = cell_reference(self._table.problem)
        QGuiApplication.clipboard().setText(reference)
        source = self._options.source
        failure = open_source(source) if source is not None else ""
        message = ". ".join(filter(None, (f"Copied: {reference}", failure)))
        show_bubble(message, self._table)

    def _open_source(self) -> None:
        source = self._options.source
        failure = open_source(source) if source is not None else ""
        if failure:
            self._show_message(failure)

    def _start_or_cancel(self) -> None:
        self._is_rebuilding = False
        super()._start_or_cancel()

    def _request_start(self) -> None:
        request = self._options.request()
        if request is not None:
            self._request_build(request)

    def _request_build(self, request: BuildRequest) -> None:
        self._request = request
        is_retry = self._is_rebuilding and self._retries > 0
        self._begin_task(self.message if is_retry else f"Reading {request.source.name}…")
        self.build_requested.emit(request)

    def _replace_clicked(self) -> None:
        if self._request is not None:
            self._is_rebuilding = False
            self._options.allow_replacing(self._request.target)
            self._request_build(replace(self._request, replace=True))

    def _request_open(self) -> None:
        built = self._written()
        if built is not None:
            self.open_requested.emit(built)

    def _written(self) -> Path | None:
        return self._outcome.path if self._outcome is not None else None

    def _fit_size(self) -> None:
        super()._fit_size()
        bar = self._area.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(min(self._left.minimumSize().width() + bar, self.width()))
        self._place_preview()


_TEMPLATE_EXPLANATION: Final = (
    "A workbook in which to write a briefing: a sheet for each part, help below every heading, and "
    "a first page that explains the work in six steps. In the menu File, New briefing from "
    "workbook builds a briefing from it."
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
        super().__init__(title, "Save as…", QSize(560, 310), parent)
        self._settings = settings
        self._saved: Path | None = None
        explanation = selectable_label(self._page, _TEMPLATE_EXPLANATION)
        self._example = CheckBox("Fill it in with the bundled briefing as an example", self._page)
        self._options_of_task = (self._example,)
        for widget in (explanation, self._example):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._finish()

    def show_done(self, file: Path) -> None:
        """Show where the workbook was saved."""
        self._end_task()
        self._show_message(f"Saved: {file.name} in {file.parent}.", self._folder)

    def _request_start(self) -> None:
        name = "Example briefing.xlsx" if self._example.isChecked() else "Briefing.xlsx"
        folder, kinds = self._settings.source_folder, {WORKBOOK_SUFFIX: "Excel workbook"}
        dialog = create_save_dialog(self, "Save as", folder, name, kinds)
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
