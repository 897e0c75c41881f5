"""The running order and the planned time of each briefing, as its user set them."""

import json
from collections.abc import Sequence

from briefing_app.database.personal.rows import number, text
from briefing_app.database.personal.sessions import keep_briefing
from briefing_app.database.personal.store import Change, PersonalStore
from briefing_app.model.slideshow.time import MAX_PLANNED_MINUTES


class RunningOrders:
    """Reads and saves running orders and planned times.

    Args:
        store: Where they are kept.
    """

    def __init__(self, store: PersonalStore) -> None:
        self._store = store

    def lines(self, briefing: str) -> list[str]:
        """Return the running order of a briefing, as lines of `RunningOrder.to_lines`.

        Args:
            briefing: The key of the briefing.

        Returns:
            An empty list if none was made.

        Raises:
            PersonalDataError: It can't be read.
        """
        sql = "SELECT rowid, lines FROM running_orders WHERE briefing = ?"
        found = self._store.fetch_sound("running_orders", _lines, sql, briefing)
        return found[0] if found else []

    def minutes(self, briefing: str) -> int:
        """Return the planned time of a briefing's slideshow; 0 for none.

        Raises:
            PersonalDataError: It can't be read.
        """
        sql = "SELECT rowid, minutes FROM running_orders WHERE briefing = ?"
        found = self._store.fetch_sound("running_orders", _minutes, sql, briefing)
        return found[0] if found else 0

    def save_lines(self, briefing: str, title: str, lines: Sequence[str]) -> None:
        """Save a running order; forget it if there are no lines.

        Raises:
            PersonalDataError: It could not be saved.
        """
        with self._store.change() as change:
            change.has_removed = True
            _keep_row(change, briefing, title)
            change(
                "UPDATE running_orders SET lines = ? WHERE briefing = ?",
                json.dumps(list(lines), ensure_ascii=False),
                briefing,
            )

    def save_minutes(self, briefing: str, title: str, minutes: int) -> None:
        """Save the planned time of a briefing's slideshow; 0 for none.

        Raises:
            PersonalDataError: It could not be saved.
        """
        with self._store.change() as change:
            change.has_removed = True
            _keep_row(change, briefing, title)
            change("UPDATE running_orders SET minutes = ? WHERE briefing = ?", minutes, briefing)


def _keep_row(change: Change, briefing: str, title: str) -> None:
    keep_briefing(change, briefing, title)
    change("INSERT INTO running_orders (briefing) VALUES (?) ON CONFLICT DO NOTHING", briefing)


def _lines(cell: object) -> list[str]:
    lines = json.loads(text(cell))
    if not isinstance(lines, list):
        raise TypeError
    return list(map(text, lines))


def _minutes(cell: object) -> int:
    return number(cell, 0, MAX_PLANNED_MINUTES)
