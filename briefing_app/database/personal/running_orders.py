"""The running order and the planned time of each briefing, as its user set them."""

import json
from collections.abc import Sequence

from briefing_app.database.personal.rows import SOUND
from briefing_app.database.personal.sessions import keep_briefing
from briefing_app.database.personal.store import Execute, PersonalStore

_OF_BRIEFING = f"FROM {SOUND['running_orders']} WHERE briefing = ?"


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
            An empty list if none was made. What isn't a line is left out.

        Raises:
            PersonalDataError: It can't be read.
        """
        rows = self._store.fetch(f"SELECT lines {_OF_BRIEFING}", briefing)
        return [line for (lines,) in rows for line in json.loads(lines) if isinstance(line, str)]

    def minutes(self, briefing: str) -> int:
        """Return the planned time of a briefing's slideshow; 0 for none.

        Raises:
            PersonalDataError: It can't be read.
        """
        rows = self._store.fetch(f"SELECT minutes {_OF_BRIEFING}", briefing)
        return next((minutes for (minutes,) in rows), 0)

    def save_lines(self, briefing: str, title: str, lines: Sequence[str]) -> None:
        """Save a running order; forget it if there are no lines.

        Raises:
            PersonalDataError: It could not be saved.
        """
        with self._store.change() as execute:
            _keep_row(execute, briefing, title)
            execute(
                "UPDATE running_orders SET lines = ? WHERE briefing = ?",
                json.dumps(list(lines), ensure_ascii=False),
                briefing,
            )

    def save_minutes(self, briefing: str, title: str, minutes: int) -> None:
        """Save the planned time of a briefing's slideshow; 0 for none.

        Raises:
            PersonalDataError: It could not be saved.
        """
        with self._store.change() as execute:
            _keep_row(execute, briefing, title)
            execute("UPDATE running_orders SET minutes = ? WHERE briefing = ?", minutes, briefing)


def _keep_row(execute: Execute, briefing: str, title: str) -> None:
    keep_briefing(execute, briefing, title)
    execute("INSERT INTO running_orders (briefing) VALUES (?) ON CONFLICT DO NOTHING", briefing)
