"""The dialog that builds a briefing from a workbook and shows the problems of the workbook."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from briefing_app.authoring.build import BuildRequest, Outcome
from briefing_app.errors import BriefingAppError, UnreadableSourceError
from briefing_app.gui.authoring.build_options import BuildOptions
from briefing_app.gui.authoring.problems_panel import ProblemsPanel
from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.labels import selectable_label
from briefing_app.gui.widgets.task_dialog import TaskDialog
from briefing_app.model.wording import counted

_EXPLANATION: Final = (
    "Builds a briefing from a workbook (.xlsx or .ods) or a folder of CSV files. All problems are "
    "listed with their sheet and cell. Nothing is written until they are fixed."
)
_MAX_RETRIES: Final = 25
"""How often a saved source that can't be read is read again; it may be locked for a while."""


class NewBriefingDialog(TaskDialog):
    """Asks what to build a briefing from and where to save it, and shows how the build ended.

    Args:
        settings: Remembers the folder that was used last.
        style: Colours, fonts and text size.
        parent: The main window.
    """

    build_requested = Signal(object)
    """Emitted with the `BuildRequest` to carry out."""
    open_requested = Signal(Path)
    """Emitted with the built briefing to open."""
    retry_requested = Signal()
    """Emitted when a saved source can't be read and `rebuild` should be called in a moment."""

    def __init__(self, settings: Settings, style: Style, parent: QWidget) -> None:
        super().__init__("New briefing", "Build", QSize(860, 620), style, parent)
        self._request: BuildRequest | None = None
        self._built: Path | None = None
        self._is_rebuilding = False
        self._is_saved_again = False
        self._retries = 0
        self._open = self._add_answer_button("Open it")
        self._open.setProperty("look", "primary")
        self._open.clicked.connect(self._request_open)
        self._explanation = selectable_label(self._page)
        self._explanation.setText(_EXPLANATION)
        self._options = BuildOptions(settings, style, self._page)
        self._options.source_chosen.connect(self.choose_source)
        self._problems = ProblemsPanel(style, self._page)
        widgets = (self._explanation, self._options, self._bar, self._message, self._answers)
        for widget in widgets:
            self._column.addWidget(widget)
        self._column.addWidget(self._problems, 1)
        self._column.addStretch(0)
        self._start.setEnabled(False)
        self._show_problems(Outcome())
        self._follow_style()

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
        can_retry = self._is_rebuilding and self._retries < _MAX_RETRIES
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

    def _restyle(self) -> None:
        self._explanation.setFont(self._style.font(TextRole.BODY))
        self._options.restyle()
        self._problems.restyle()
        super()._restyle()
