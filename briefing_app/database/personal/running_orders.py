"""The running order and the planned time of each briefing, as its user set them."""

import json
from collections.abc import Sequence

from briefing_app.database.personal.rows import number, text
from briefing_app.database.personal.store import Change, PersonalTable, attempted
from briefing_app.model.slideshow.time import MAX_PLANNED_MINUTES


class RunningOrders(PersonalTable):
    """Reads and saves running orders and planned times."""

    @attempted(())
    def lines(self, briefing: str) -> tuple[str, ...]:
        """Return the running order of a briefing, as lines of `RunningOrder.to_lines`.

        Args:
            briefing: The key of the briefing.

        Returns:
            None of them if it was not changed.
        """
        sql = "SELECT rowid, lines FROM running_orders WHERE briefing = ?"
        found = self.store.fetch_sound("running_orders", _lines, sql, briefing)
        return found[0] if found else ()

    @attempted(0)
    def minutes(self, briefing: str) -> int:
        """Return the planned time of a briefing's slideshow; 0 for none."""
        sql = "SELECT rowid, minutes FROM running_orders WHERE briefing = ?"
        found = self.store.fetch_sound("running_orders", _minutes, sql, briefing)
        return found[0] if found else 0

    @attempted(default=False)
    def save_lines(self, briefing: str, title: str, lines: Sequence[str]) -> bool:
        """Save a running order; forget it if there are no lines. Return whether that worked."""
        with self.store.change() as change:
            change.has_removed = True
            _keep_row(change, briefing, title)
            change(
                "UPDATE running_orders SET lines = ? WHERE briefing = ?",
                json.dumps(list(lines), ensure_ascii=False),
                briefing,
            )
        return True

    @attempted(default=False)
    def save_minutes(self, briefing: str, title: str, minutes: int) -> bool:
        """Save the planned time of a briefing's slideshow; 0 for none. Return whether it worked."""
        with self.store.change() as change:
            change.has_removed = True
            _keep_row(change, briefing, title)
            change("UPDATE running_orders SET minutes = ? WHERE briefing = ?", minutes, briefing)
        return True


def _keep_row(change: Change, briefing: str, title: str) -> None:
    change.keep_briefing(briefing, title)
    change("INSERT INTO running_orders (briefing) VALUES (?) ON CONFLICT DO NOTHING", briefing)


def _lines(cell: object) -> tuple[str, ...]:
    lines = json.loads(text(cell))
    if not isinstance(lines, list):
        raise TypeError
    return tuple(map(text, lines))


def _minutes(cell: object) -> int:
    return number(cell, 0, MAX_PLANNED_MINUTES)
