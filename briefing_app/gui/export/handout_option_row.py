"""The options of a handout in the print preview."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from briefing_app.export.handout_data import HandoutOptions
from briefing_app.gui.charts.highlight_box import HighlightBox
from briefing_app.gui.comparison.window import IncludeChangesBox
from briefing_app.gui.export.kinds import (
    FINDINGS_ONLY_OPTION,
    LARGE_PRINT_OPTION,
    NOTES_OPTION,
    QUESTIONS_OPTION,
)
from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.widgets.buttons import CheckBox
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.model.comparison import Comparison
from briefing_app.model.notes import NO_NOTES, ReportNotes
from briefing_app.model.report import Report


class HandoutOptionRow(FlowRow):
    """Check boxes and the choice of the force to highlight.

    Args:
        report: The briefing.
        notes: The user's notes, which can be printed.
        style: Colours, fonts and text size.
        parent: The parent widget.
    """

    changed = Signal()
    """Emitted when an option was changed."""

    def __init__(self, report: Report, notes: ReportNotes, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._own_notes = notes
        self._questions = CheckBox(QUESTIONS_OPTION, style, self, is_checked=True)
        self._notes = CheckBox(NOTES_OPTION, style, self)
        self._notes.setVisible(notes.has_matches)
        self._findings_only = CheckBox(FINDINGS_ONLY_OPTION, style, self)
        self._large_print = CheckBox(LARGE_PRINT_OPTION, style, self)
        self._changes = IncludeChangesBox(style, self)
        self._boxes = (
            *(self._questions, self._notes, self._findings_only),
            *(self._large_print, self._changes),
        )
        self._highlight = HighlightBox(style, self, report.measures)
        for option in (*self._boxes, self._highlight):
            self.add(option)
        self._highlight.setVisible(self._highlight.is_useful)
        for box in self._boxes:
            box.toggled.connect(self._follow)
        self._highlight.highlight_chosen.connect(self._follow)

    @property
    def options(self) -> HandoutOptions:
        """The options that are chosen."""
        findings_only = self._findings_only.isChecked()
        return HandoutOptions(
            findings_only=findings_only,
            questions=self._questions.isChecked() and not findings_only,
            large_print=self._large_print.isChecked(),
            highlight=self._highlight.highlight,
            notes=self._own_notes if self._notes.isChecked() else NO_NOTES,
        )

    @property
    def comparison(self) -> Comparison | None:
        """The comparison to include, if any."""
        return self._changes.selected

    def offer_changes(self, comparison: Comparison | None) -> None:
        """Offer to include the changes of a comparison, or of none any more."""
        before = self.comparison
        self._changes.offer(comparison)
        if self.comparison is not before:
            self.changed.emit()

    def restyle(self) -> None:
        """Apply the current style."""
        for box in self._boxes:
            box.restyle()
        self._highlight.setFont(self._style.font(TextRole.SMALL))

    def _follow(self) -> None:
        self._questions.setEnabled(not self._findings_only.isChecked())
        self.changed.emit()
