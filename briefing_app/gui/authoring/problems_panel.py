"""The table of problems with its buttons."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing_app.files.csv import escape_formula
from briefing_app.files.paths import WORKBOOK_SUFFIXES
from briefing_app.gui.accessibility.announcements import announce
from briefing_app.gui.authoring.problems_table import ProblemsTable
from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.widgets.buttons import CheckBox, ToggleButton, quiet_button
from briefing_app.gui.widgets.labels import text_label
from briefing_app.gui.widgets.task_dialog import make_flow_row, open_in_system
from briefing_app.model.text import single_line
from briefing_app.model.wording import counted
from briefing_app.problems import Problem


class ProblemsPanel(QWidget):
    """Shows the problems of a source, sorts and copies them, and opens the source.

    Args:
        style: Colours, fonts and text size.
        parent: As in Qt.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._source: Path | None = None
        self.table = ProblemsTable(style, self)
        self._open = quiet_button("Open workbook")
        self._sort_by_location = ToggleButton("Sort by sheet and cell")
        copy = quiet_button("Copy")
        copy.setAccessibleDescription("Copies the selected rows, or all rows if none is selected")
        self._done = text_label(self, look="muted", wraps=True)
        self._done.hide()
        self._rebuild = CheckBox("Rebuild when it is saved", style, self, is_checked=True)
        widgets = (self._open, self._sort_by_location, copy, self._rebuild, self._done)
        self._buttons = make_flow_row(*widgets)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._buttons)
        self._column.addWidget(self.table, 1)
        self._open.clicked.connect(self._open_source)
        self._sort_by_location.toggled.connect(self.table.sort_by_location)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._update_sort_button)
        self.table.problem_activated.connect(self._go_to)
        copy.clicked.connect(self._copy)

    @property
    def is_rebuild_wanted(self) -> bool:
        """Whether problems are shown and the source is built again when it is saved."""
        return not self.isHidden() and self._rebuild.isChecked()

    def set_source(self, source: Path) -> None:
        """Set the workbook or folder whose problems are shown."""
        self._source = source
        self._open.setText("Open folder" if source.is_dir() else "Open workbook")
        self._open.setVisible(_is_safe_to_open(source))
        self._buttons.refresh()

    def show_problems(self, errors: Sequence[Problem], warnings: Sequence[Problem]) -> None:
        """Show errors and warnings; hide the panel if there are none."""
        self._report("")
        self.table.show_problems(errors, warnings)
        self.setVisible(bool(errors or warnings))

    def restyle(self) -> None:
        """Apply the current style."""
        self._column.setSpacing(self._style.px(14))
        self._done.setFont(self._style.font(TextRole.CONTROL))
        self._rebuild.restyle()
        self._buttons.refresh()

    def _update_sort_button(self) -> None:
        with QSignalBlocker(self._sort_by_location):
            self._sort_by_location.setChecked(self.table.is_sorted_by_location)

    def _copy(self) -> None:
        self._report(f"{counted(self.table.copy(), 'row')} copied")

    def _go_to(self, problem: Problem) -> None:
        """Copy the name of a problem's cell and open the source, in which it can be pasted."""
        reference = escape_formula(single_line(problem.location.reference))
        QGuiApplication.clipboard().setText(reference)
        self._report(". ".join(filter(None, (f"Copied: {reference}", self._failure_to_open()))))

    def _open_source(self) -> None:
        self._report(self._failure_to_open())

    def _failure_to_open(self) -> str:
        """Open the source in the system's program. Return what to say if there is none."""
        source = self._source
        if source is None or not _is_safe_to_open(source) or open_in_system(source):
            return ""
        return f"{source.name} could not be opened. Open it in its own program."

    def _report(self, done: str) -> None:
        self._done.setText(done)
        self._done.setVisible(bool(done))
        self._buttons.refresh()
        announce(done, self._done)


def _is_safe_to_open(source: Path) -> bool:
    """Return whether the system shows a workbook or folder instead of running it.

    The name of a file decides which program opens it, and macOS runs some folders, such as those
    named ``.app``.
    """
    if source.is_dir():
        return sys.platform != "darwin" or not source.suffix
    return source.suffix.lower() in WORKBOOK_SUFFIXES
