"""The filters of the list of findings: set, cleared and remembered."""

from briefing_app.gui.panes.figures_pane import FiguresPane
from briefing_app.gui.panes.findings_list import NoteFilter
from briefing_app.gui.panes.findings_pane import FindingsPane
from briefing_app.gui.settings import Settings
from briefing_app.model.report import Force, Report


class PaneFilters:
    """Sets and remembers filters, and marks the force that was chosen in the figures.

    Args:
        findings: Lists what passes the filters.
        figures: Marks the force that the list is limited to.
        settings: Where the filters are remembered.
    """

    def __init__(self, findings: FindingsPane, figures: FiguresPane, settings: Settings) -> None:
        self._findings = findings
        self._figures = figures
        self._settings = settings
        findings.filter_changed.connect(self._follow)

    @property
    def are_set(self) -> bool:
        """Whether a filter hides findings."""
        return self._findings.is_filtered

    def clear(self) -> None:
        """Show findings of every kind and force, with notes or without."""
        self._findings.set_note_filter(NoteFilter())
        self._findings.set_kind(None)
        self.choose_force(None)

    def choose_force(self, force: Force | None) -> None:
        """Show only the findings about a force; all of them if it is None."""
        self._findings.set_force(force)
        self._follow()

    def restore(self, report: Report) -> None:
        """Set the remembered filters, as far as this briefing has the kind and the force."""
        kind = self._settings.kind_filter
        if kind is not None and any(finding.kind is kind for finding in report.findings):
            self._findings.set_kind(kind)
        force = {force.name: force for force in report.forces}.get(self._settings.force_filter)
        if force is not None:
            self._findings.set_force(force)
        self.mark_force()

    def mark_force(self) -> None:
        """Mark the force that the list is limited to in the figures."""
        self._figures.set_chosen_force(self._findings.force)

    def _follow(self) -> None:
        force = self._findings.force
        self._settings.kind_filter = self._findings.kind
        self._settings.force_filter = force.name if force is not None else ""
        self.mark_force()
