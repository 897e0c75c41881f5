"""What was said, as it is kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing_app.database.personal.said import KEPT_DAYS, SaidStore
from briefing_app.database.personal.sessions import new_session
from briefing_app.database.personal.store import PersonalStore
from briefing_app.model.slideshow.said import SaidLine

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
