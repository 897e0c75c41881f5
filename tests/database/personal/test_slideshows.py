"""Slideshows and running orders in the user's own file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing_app.database.personal.slideshows import (
    RunningOrders,
    Session,
    Sessions,
    StoppedSession,
)
from briefing_app.database.personal.store import PersonalStore
from briefing_app.errors import PersonalDataError
from briefing_app.model.slideshow.record import SlideshowRecord
from briefing_app.model.slideshow.time import Countdown

RECORD = SlideshowRecord(
    "finding x",
    1,
    2,
    3599.25,
    running=True,
    saved=datetime.now(UTC),
    windowed=True,
    screen="EPSON",
    pages=(1, 2, 3),
)


@pytest.fixture
def store() -> PersonalStore:
    return PersonalStore(None)


@pytest.fixture
def sessions(store: PersonalStore) -> Sessions:
    return Sessions(store)


def begin(key: str = "one") -> Session:
    return Session(key, "A title", "/with, comma/ŵ.db", "finding b")


def test_all_of_a_session_survives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "personal.db"
    session = begin()
    counted = {"a": Countdown(240).started(0).held(31.5), "b": Countdown(30).extended(0)}
    record = RECORD._replace(countdowns=counted)
    Sessions(PersonalStore(path)).save(session, record)
    assert Sessions(PersonalStore(path)).of_briefing("one") == StoppedSession(session, record)


def test_session_takes_the_place_of_the_last_one_of_its_briefing(sessions: Sessions) -> None:
    sessions.save(begin("two"), RECORD)
    sessions.save(begin(), RECORD)
    other = Session("one", "Second edition", "/new.db")
    record = RECORD._replace(key="finding y", running=False, countdowns={"a": Countdown(30)})
    sessions.save(other, record)
    assert sessions.of_briefing("one") == StoppedSession(other, record)
    assert sessions.of_briefing("two") == StoppedSession(begin("two"), RECORD)
    assert sessions.of_briefing("three") is None


def test_latest_interrupted_session_of_all_briefings_is_found(sessions: Sessions) -> None:
    later = RECORD._replace(saved=RECORD.saved + timedelta(seconds=1))
    sessions.save(begin("two"), later)
    sessions.save(begin("one"), RECORD)
    sessions.save(begin("three"), later._replace(running=False))
    assert sessions.interrupted() == StoppedSession(begin("two"), later)
    sessions.dismiss("two")
    assert sessions.interrupted() == StoppedSession(begin("one"), RECORD)
    sessions.dismiss("one")
    assert sessions.interrupted() is None


def test_impossible_record_is_refused(sessions: Sessions) -> None:
    with pytest.raises(PersonalDataError):
        sessions.save(begin(), RECORD._replace(elapsed=float("nan")))
    assert sessions.of_briefing("one") is None


def test_order_and_planned_time_are_kept_apart(store: PersonalStore) -> None:
    orders = RunningOrders(store)
    orders.save_minutes("one", "A title", 45)
    orders.save_lines("one", "A title", ["finding ŵ", "-quote, x"])
    assert (orders.lines("one"), orders.minutes("one")) == (("finding ŵ", "-quote, x"), 45)
    assert store.fetch("SELECT lines FROM running_orders") == [('["finding ŵ", "-quote, x"]',)]
    orders.save_lines("one", "A title", [])
    assert (orders.lines("one"), orders.minutes("one")) == ((), 45)
    assert (orders.lines("two"), orders.minutes("two")) == ((), 0)
