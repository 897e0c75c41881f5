"""What was said, as it is kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing_app.database.personal.said import KEPT_DAYS, SaidStore
from briefing_app.database.personal.sessions import new_session
from briefing_app.database.personal.store import PersonalStore, Row
from briefing_app.model.slideshow.said import MAX_SAID_LENGTH, SaidLine

SESSION = new_session("sample", "A sample", "/sample.briefing")
LINE = SaidLine("discussion 1", "Who checks?", "finding 1", "Table 2: nobody")


class Clock:
    """The time, which a test sets."""

    def __init__(self) -> None:
        self.time = datetime(2026, 10, 24, 14, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def said(tmp_path: Path, clock: Clock) -> SaidStore:
    return SaidStore(PersonalStore(tmp_path / "personal.db"), clock)


def test_line_is_kept_with_its_question_and_session(said: SaidStore, clock: Clock) -> None:
    line = said.add(SESSION, LINE)
    (session,) = said.sessions("sample")
    assert session.lines == (line,)
    assert replace(line, id=None) == LINE
    assert session.deleted_after == clock.time + timedelta(days=KEPT_DAYS)
    assert said.sessions("another") == []


def test_deleted_line_is_gone(said: SaidStore) -> None:
    line = said.add(SESSION, LINE)
    assert line.id is not None
    said.remove(line.id)
    assert said.sessions("sample") == []


def test_lines_are_deleted_when_their_time_is_over(said: SaidStore, clock: Clock) -> None:
    said.add(SESSION, LINE)
    clock.time += timedelta(days=KEPT_DAYS)
    said.remove_old()
    assert said.lines(SESSION.id)
    clock.time += timedelta(seconds=1)
    said.remove_old()
    assert said.lines(SESSION.id) == []


def test_what_was_said_in_many_sessions_is_read_at_once(tmp_path: Path) -> None:
    class CountingStore(PersonalStore):
        fetched = 0

        def fetch(self, sql: str, *values: object) -> list[Row]:
            self.fetched += 1
            return super().fetch(sql, *values)

    store = CountingStore(tmp_path / "personal.db")
    said = SaidStore(store)
    for number in range(5):
        session = replace(SESSION, id=number, started=f"2026-10-0{number + 1}T10:00:00+00:00")
        for text in ("first", "second"):
            said.add(session, replace(LINE, text=text))
    found = said.sessions("sample")
    assert [session.id for session in found] == [4, 3, 2, 1, 0]
    assert {tuple(line.text for line in session.lines) for session in found} == {
        ("first", "second")
    }
    assert store.fetched == 1


def test_line_that_is_too_long_is_cut(said: SaidStore, tmp_path: Path) -> None:
    said.add(SESSION, LINE)
    with PersonalStore(tmp_path / "personal.db").change() as execute:
        execute("UPDATE said SET text = ?, question = ?", "a" * 2_000_000, "?" * 2_000_000)
    (line,) = said.lines(SESSION.id)
    assert line.text == "a" * MAX_SAID_LENGTH
    assert len(line.question) <= 10_000
    assert said.sessions("sample")[0].lines == (line,)


def test_removing_nothing_makes_no_file(said: SaidStore, tmp_path: Path) -> None:
    said.remove_old()
    assert list(tmp_path.iterdir()) == []


def test_lines_are_kept_for_30_days(said: SaidStore) -> None:
    assert KEPT_DAYS == 30  # as the dialog and the documentation say


def test_later_line_keeps_those_of_the_same_session(said: SaidStore, clock: Clock) -> None:
    said.add(SESSION, LINE)
    clock.time += timedelta(days=KEPT_DAYS - 1)
    said.add(SESSION, LINE)
    clock.time += timedelta(days=2)
    said.remove_old()
    assert len(said.lines(SESSION.id)) == 2


def test_kept_session_is_not_deleted_even_if_a_line_is_added(said: SaidStore, clock: Clock) -> None:
    said.add(SESSION, LINE)
    said.set_kept(SESSION.id, is_kept=True)
    said.add(SESSION, LINE)
    clock.time += timedelta(days=10 * KEPT_DAYS)
    said.remove_old()
    (session,) = said.sessions("sample")
    assert len(session.lines) == 2
    assert session.deleted_after is None
