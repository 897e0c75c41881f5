"""Tests of the times of slides that are kept."""

from pathlib import Path

import pytest

from briefing_app.database.personal.sessions import (
    RecordedTimes,
    Session,
    Sessions,
    Times,
    new_session,
)
from briefing_app.database.personal.store import PersonalStore
from briefing_app.model.slideshow.record import SlideshowRecord

_RECORD = SlideshowRecord("a", 0, 0, 90.0, running=False)


@pytest.fixture(params=["file", "private"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> PersonalStore:
    """Return an empty store, in a file and in memory."""
    return PersonalStore(tmp_path / "personal.db" if request.param == "file" else None)


def _session(store: PersonalStore, started: str, *, is_rehearsal: bool = False) -> Session:
    """Save a session with times of two slides."""
    session = new_session("one", "A title", "/a.db", is_rehearsal=is_rehearsal)
    session = session._replace(started=started)
    Sessions(store).save(session, _RECORD, {"quote “ŵ”": 60.5, "a": 29.5})
    return session


def test_times_of_a_briefing_are_found_newest_first(store: PersonalStore) -> None:
    seconds = {"quote “ŵ”": 60.5, "a": 29.5}
    _session(store, "2026-11-25T09:00:00+00:00", is_rehearsal=True)
    _session(store, "2026-11-26T09:00:00+00:00")
    no_times = new_session("one", "A title", "/a.db")
    Sessions(store).save(no_times, _RECORD)
    times = Times(store)
    assert times.of_briefing("one") == [
        RecordedTimes("2026-11-26T09:00:00+00:00", is_rehearsal=False, seconds=seconds),
        RecordedTimes("2026-11-25T09:00:00+00:00", is_rehearsal=True, seconds=seconds),
    ]
    assert times.rehearsals("one") == [seconds]
    assert times.of_briefing("two") == []


def test_newest_rehearsals_are_found_behind_many_slideshows() -> None:
    store = PersonalStore(None)
    for number in range(7):
        _session(store, f"2026-11-01T{number:02}:00:00+00:00", is_rehearsal=True)
    for number in range(51):
        _session(store, f"2026-11-02T10:{number:02}:00+00:00")
    assert len(Times(store).of_briefing("one")) == 50
    assert len(Times(store).rehearsals("one")) == 5


def test_saving_again_replaces_the_times(store: PersonalStore) -> None:
    session = _session(store, "2026-11-26T09:00:00+00:00")
    Sessions(store).save(session, _RECORD, {"b": 1.0})
    assert Times(store).of_session(session.id) == {"b": 1.0}


def test_times_go_with_their_briefing(store: PersonalStore) -> None:
    session = _session(store, "2026-11-26T09:00:00+00:00")
    with store.change() as execute:
        execute("DELETE FROM briefings WHERE key = 'one'")
    assert Times(store).of_session(session.id) == {}
