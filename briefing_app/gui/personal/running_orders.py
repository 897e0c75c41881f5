"""The running order of each briefing, as its user changed it."""

from briefing_app.database.reader import Briefing
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.model.report import Force
from briefing_app.model.running_order import RunningOrder, restore_running_order
from briefing_app.model.slide_builder import briefing_slides


class RunningOrderStore:
    """Loads and saves running orders. They belong to the user, not to the briefing.

    Args:
        personal: Where changed orders are kept.
    """

    def __init__(self, personal: PersonalData) -> None:
        self._personal = personal
        self._highlights: dict[str, str] = {}  # the full names of forces, by `Report.key`

    def highlight(self, briefing: Briefing) -> Force | None:
        """Return the force that a slideshow highlights; None for the author's choice."""
        name = self._highlights.get(briefing.report.key)
        return next((force for force in briefing.report.forces if force.name == name), None)

    def set_highlight(self, briefing: Briefing, force: Force | None) -> None:
        """Let slideshows highlight a force until the program ends: it isn't saved."""
        self._highlights[briefing.report.key] = force.name if force is not None else ""

    def order(self, briefing: Briefing, highlight: Force | None = None) -> RunningOrder:
        """Return the running order of a briefing, as its user left it.

        Args:
            briefing: The briefing.
            highlight: The force to highlight in charts; None for the author's choice.
        """
        slides = briefing_slides(briefing.report, highlight)
        lines = self._personal.orders.lines(briefing.report.key)
        if not lines:
            return RunningOrder.of(slides)
        return restore_running_order(briefing.report, slides, lines, highlight)

    def difference(self, briefing: Briefing, order: RunningOrder | None = None) -> str:
        """Say how a running order differs from the briefing's own; empty if it doesn't.

        Args:
            briefing: The briefing.
            order: Its running order, if the caller has it already.
        """
        if not self._personal.orders.lines(briefing.report.key):
            return ""
        if order is None:
            order = self.order(briefing)
        difference = order.describe_changes(briefing_slides(briefing.report))
        return f"{difference} for this occasion" if difference else ""

    def planned_minutes(self, briefing: Briefing) -> int:
        """Return the minutes that the user planned for a briefing; 0 for none."""
        return self._personal.orders.minutes(briefing.report.key)

    def save_planned_minutes(self, briefing: Briefing, minutes: int) -> None:
        """Save the minutes that the user plans for a briefing; 0 for none."""
        report = briefing.report
        self._personal.orders.save_minutes(report.key, report.title, minutes)

    def save(self, briefing: Briefing, order: RunningOrder) -> None:
        """Save the running order of a briefing."""
        own = RunningOrder.of(briefing_slides(briefing.report))
        lines = [] if order == own else order.to_lines()
        report = briefing.report
        self._personal.orders.save_lines(report.key, report.title, lines)
        self._personal.order_saved.emit()
