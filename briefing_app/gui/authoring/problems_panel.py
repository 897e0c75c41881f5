"""The table of problems with its buttons."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from briefing_app.gui.authoring.problems_table import ProblemsTable
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.buttons import ToggleButton, quiet_button
from briefing_app.gui.widgets.task_dialog import make_flow_row
from briefing_app.model.wording import counted
from briefing_app.problems import Problem


class ProblemsPanel(QWidget):
    """Shows the problems of a source, sorts them and copies them.

    Args:
        style: Colours, fonts and text size.
        parent: As in Qt.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self.table = ProblemsTable(style, self)
        self._sort_by_location = ToggleButton("Sort by sheet and cell")
        copy = quiet_button("Copy")
        copy.setAccessibleDescription("Copies the selected rows, or all rows if none is selected")
        self._copied = QLabel(self)
        self._copied.setProperty("look", "muted")
        self._buttons = make_flow_row(self._sort_by_location, copy, self._copied)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._buttons)
        self._column.addWidget(self.table, 1)
        self._sort_by_location.toggled.connect(self.table.sort_by_location)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._update_sort_button)
        copy.clicked.connect(self._copy)

    def show_problems(self, errors: Sequence[Problem], warnings: Sequence[Problem]) -> None:
        """Show errors and warnings; hide the panel if there are none."""
        self._copied.clear()
        self.table.show_problems(errors, warnings)
        self.setVisible(bool(errors or warnings))

    def restyle(self) -> None:
        """Apply the current style."""
        self._column.setSpacing(self._style.px(14))
        self._copied.setFont(self._style.font(TextRole.CONTROL))

    def _update_sort_button(self) -> None:
        with QSignalBlocker(self._sort_by_location):
            self._sort_by_location.setChecked(self.table.is_sorted_by_location)

    def _copy(self) -> None:
        self._copied.setText(f"{counted(self.table.copy(), 'row')} copied")
        self._buttons.refresh()
