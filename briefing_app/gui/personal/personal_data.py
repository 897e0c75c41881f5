"""Access to all that belongs to the user, and the running orders of briefings."""

from contextlib import suppress
from pathlib import Path
from threading import Lock

from PySide6.QtCore import QObject, Signal

from briefing_app.database.personal import kept as kept_rows
from briefing_app.database.personal import notes_table, sources
from briefing_app.database.personal.slideshows import RunningOrders, Sessions
from briefing_app.database.personal.store import PersonalStore, repeat_if_replaced
from briefing_app.database.reader import Briefing
from briefing_app.errors import PersonalDataError
from briefing_app.model.report import Force
from briefing_app.model.running_order import RunningOrder, restore_running_order
from briefing_app.model.slide_builder import briefing_slides


class PersonalData(QObject):
    """The user's own data. If it can't be read or saved, one message says so and work continues.

    What is read and saved is grouped into tables. Their methods return a default instead of raising
    an exception, but for `forget`; they may be called in any thread.

    Args:
        store: Where it is kept.
    """

    failed = Signal()
    """Emitted when `take_message` has a message, which the window in front shows."""

    forgotten = Signal()
    """Emitted when the user has removed what was kept: what is shown of it is out of date."""

    order_saved = Signal()
    """Emitted when the user has changed the running order of a briefing."""

    def __init__(self, store: PersonalStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._lock = Lock()
        self._reported: set[str] = set()
        self._message = ""
        store.report = self.report

    @property
    def path(self) -> Path | None:
        """The file, or None in a private session."""
        return self._store.path

    @property
    def is_private(self) -> bool:
        """Whether nothing is kept after the program ends, so that saving waits for no disk."""
        return self._store.is_private

    @property
    def notes(self) -> "notes_table.Notes":
        """Notes and bookmarks."""
        return notes_table.Notes(self._store)

    @property
    def sessions(self) -> Sessions:
        """Where slideshows are and were."""
        return Sessions(self._store)

    @property
    def orders(self) -> RunningOrders:
        """Running orders and planned times."""
        return RunningOrders(self._store)

    @property
    def checked(self) -> "sources.CheckedFiles":
        """Which files were compared with the texts of their sources."""
        return sources.CheckedFiles(self._store)

    @property
    def source_files(self) -> "sources.SourceFiles":
        """Where the files with the texts of sources are."""
        return sources.SourceFiles(self._store)

    @property
    def kept(self) -> "kept_rows.Kept":
        """How much is kept for each briefing."""
        return kept_rows.Kept(self._store)

    def end(self) -> None:
        """Bring the copy of what is kept up to date when the program ends."""
        with suppress(PersonalDataError):  # no window is left that would show it
            repeat_if_replaced(self.report, self._store.end)

    def take_message(self) -> str:
        """Return the message that was not shown yet; empty if there is none."""
        with self._lock:
            message, self._message = self._message, ""
        return message

    def report(self, error: PersonalDataError) -> None:
        """Say once that the user's data can't be read or saved."""
        file = f" The file is {error.path}." if error.path is not None else ""
        message = f"{error.what} {error.remedy}{file}"
        with self._lock:
            if message in self._reported:
                return
            self._reported.add(message)
            self._message = f"{self._message} {message}".lstrip()
        self.failed.emit()


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
        return restore_running_order(briefing.report, slides, lines)

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
