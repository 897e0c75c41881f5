"""Slideshows and running orders in the user's own file."""

from pathlib import Path

import pytest

from briefing_app.database.personal.running_orders import RunningOrders
from briefing_app.database.personal.sessions import (
    Session,
    Sessions,
    StoppedSession,
    keep_session,
    new_session,
)
from briefing_app.database.personal.store import PersonalStore
from briefing_app.errors import PersonalDataError
from briefing_app.model.slideshow.record import SlideshowRecord
from briefing_app.model.slideshow.time import Countdown

RECORD = SlideshowRecord(
    "finding x", 1, 2, 3599.25, running=True, windowed=True, screen="EPSON", pages=(1, 2, 3)
)


@pytest.fixture
def store() -> PersonalStore:
    return PersonalStore(None)


@pytest.fixture
def sessions(store: PersonalStore) -> Sessions:
    return Sessions(store)


def begin(key: str = "one") -> Session:
    return new_session(key, "A title", "/with, comma/ŵ.db")


def test_all_of_a_session_survives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "personal.db"
    session = begin()
    counted = {"a": Countdown(240).started(0).held(31.5), "b": Countdown(30).extended(0)}
    record = RECORD._replace(countdowns=counted)
    Sessions(PersonalStore(path)).save(session, record)
    assert Sessions(PersonalStore(path)).of_briefing("one") == [StoppedSession(session, record)]


def test_session_that_was_saved_last_comes_first(sessions: Sessions) -> None:
    first, second = begin(), begin()
    for session in (first, second, first):
        sessions.save(session, RECORD)
    assert [each.session for each in sessions.of_briefing("one")] == [first, second]


def test_session_continues_with_the_new_file_and_title(sessions: Sessions) -> None:
    session = begin()
    sessions.save(session, RECORD)
    moved = session._replace(path="/new.db", title="Second edition")
    sessions.save(moved, RECORD)
    assert [each.session for each in sessions.of_briefing("one")] == [moved]


def test_interrupted_sessions_of_all_briefings_are_found(sessions: Sessions) -> None:
    first, second, ended = begin(), begin("two"), begin("two")
    for session in (first, second):
        sessions.save(session, RECORD)
    sessions.save(ended, RECORD._replace(running=False))
    assert [each.session for each in sessions.interrupted()] == [second, first]
    sessions.dismiss(second)
    assert [each.session for each in sessions.interrupted()] == [first]


def test_what_belongs_to_a_session_can_be_kept_before_its_record(
    store: PersonalStore, sessions: Sessions
) -> None:
    session = begin()
    for _ in range(2):
        with store.change() as execute:
            keep_session(execute, session)
    assert [each.session for each in sessions.of_briefing("one")] == [session]
    assert sessions.interrupted() == []


def test_largest_number_of_a_session_can_be_stored(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.urandom", lambda size: b"\xff" * size)
    session = begin()
    sessions.save(session, RECORD)
    assert [each.session for each in sessions.of_briefing("one")] == [session]


def test_impossible_record_is_refused(sessions: Sessions) -> None:
    with pytest.raises(PersonalDataError):
        sessions.save(begin(), RECORD._replace(elapsed=float("nan")))
    assert sessions.of_briefing("one") == []


def test_order_and_planned_time_are_kept_apart(store: PersonalStore) -> None:
    orders = RunningOrders(store)
    orders.save_minutes("one", "A title", 45)
    orders.save_lines("one", "A title", ["finding ŵ", "-quote, x"])
    assert (orders.lines("one"), orders.minutes("one")) == (["finding ŵ", "-quote, x"], 45)
    assert store.fetch("SELECT lines FROM running_orders") == [('["finding ŵ", "-quote, x"]',)]
    orders.save_lines("one", "A title", [])
    assert (orders.lines("one"), orders.minutes("one")) == ([], 45)
    assert (orders.lines("two"), orders.minutes("two")) == ([], 0)
