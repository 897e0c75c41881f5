"""What is kept for slideshows: running orders, planned times, and where the last one stopped."""

import json
from collections.abc import Sequence
from datetime import UTC
from typing import Final, NamedTuple

from briefing_app.database.personal.rows import flag, moment, number, seconds, text
from briefing_app.database.personal.store import Change, PersonalTable, attempted
from briefing_app.model.slideshow.record import SlideshowRecord
from briefing_app.model.slideshow.time import (
    MAX_COUNTDOWN_S,
    MAX_PLANNED_MINUTES,
    Clock,
    Countdown,
)

_SELECT: Final = """
    SELECT sessions.rowid, briefing, title, path, saved, first_slide,
    slide, page, step, elapsed, is_running, is_windowed, screen, pages, countdowns
    FROM sessions JOIN briefings ON key = briefing
"""
_MAX_COUNT: Final = 1_000_000  # of pages or steps


class Session(NamedTuple):
    """One slideshow from its start to its end, however often it was continued in between.

    Args:
        briefing: The key of the briefing, `Report.key`.
        title: The title of the briefing.
        path: The file that was opened last.
        first_slide: The key of the slide at which it started; empty for the first one.
    """

    briefing: str
    title: str
    path: str
    first_slide: str = ""


class StoppedSession(NamedTuple):
    """A session, and where its slideshow was when that was last saved."""

    session: Session
    record: SlideshowRecord


class Sessions(PersonalTable):
    """Saves where slideshows are, and finds those that can be continued."""

    @attempted(default=False)
    def save(self, session: Session, record: SlideshowRecord) -> bool:
        """Save where the slideshow of a session is, in place of what its briefing had.

        Returns:
            Whether that worked.
        """
        saved = record.saved.astimezone(UTC).isoformat(timespec="microseconds")
        counted = {key: _countdown_fields(each) for key, each in record.countdowns.items()}
        with self.store.change() as change:
            change.keep_briefing(session.briefing, session.title)
            change(
                "INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                *(session.briefing, session.path, saved, session.first_slide),
                *(record.key, record.page, record.step, record.elapsed, record.running),
                *(record.windowed, record.screen, json.dumps(record.pages), json.dumps(counted)),
            )
        return True

    @attempted(None)
    def of_briefing(self, key: str) -> StoppedSession | None:
        """Return the session of a briefing that was saved last; None if none was."""
        return self._found("WHERE briefing = ?", key)

    @attempted(None)
    def interrupted(self) -> StoppedSession | None:
        """Return the latest session of all briefings whose slideshow did not end, if any.

        It may be running, in this program or another one.
        """
        return self._found("WHERE is_running ORDER BY saved DESC")

    @attempted(default=False)
    def dismiss(self, briefing: str) -> bool:
        """Mark the slideshow of a briefing, by its key, as ended. Return whether that worked."""
        with self.store.change() as change:
            change("UPDATE sessions SET is_running = 0 WHERE briefing = ?", briefing)
        return True

    def _found(self, condition: str, *values: object) -> StoppedSession | None:
        sql = _SELECT + condition
        found = self.store.fetch_sound("sessions", _stopped_session, sql, *values)
        return found[0] if found else None


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


def _stopped_session(*cells: object) -> StoppedSession:
    briefing, title, path, saved, first_slide, *place = cells
    slide, page, step, elapsed, is_running, is_windowed, screen, pages, countdowns = place
    return StoppedSession(
        Session(text(briefing), text(title), text(path), text(first_slide)),
        SlideshowRecord(
            text(slide),
            number(page, 0, _MAX_COUNT),
            number(step, 0, _MAX_COUNT),
            seconds(elapsed),
            running=flag(is_running),
            saved=moment(saved),
            windowed=flag(is_windowed),
            screen=text(screen),
            pages=tuple(number(steps, 1, _MAX_COUNT) for steps in json.loads(text(pages))),
            countdowns={
                key: _countdown(*each) for key, each in dict(json.loads(text(countdowns))).items()
            },
        ),
    )


def _countdown_fields(countdown: Countdown) -> tuple[int, float, bool, bool]:
    """Return how a countdown that isn't running is stored."""
    return (
        countdown.seconds,
        countdown.clock.accumulated,
        countdown.is_started,
        countdown.is_held,
    )


def _countdown(length: object, ran: object, is_started: object, is_held: object) -> Countdown:
    length_s = number(length, 1, MAX_COUNTDOWN_S)
    return Countdown(length_s, Clock(seconds(ran)), bool(is_started), bool(is_held))


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
