"""What was said, as it is kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing_app.database.personal.said import KEPT_DAYS, SaidStore
from briefing_app.database.personal.sessions import new_session
from briefing_app.database.personal.store import PersonalStore, Row
from briefing_app.model.slideshow.said import MAX_SAID_LENGTH, SaidCount, SaidKind, SaidLine

START = datetime(2026, 12, 24, 14, tzinfo=UTC)
SESSION = new_session("sample", "A sample", "/sample.briefing")._replace(started=START.isoformat())
LINE = SaidLine("discussion 1", "Who checks?", "finding 1", "Table 2: nobody")


class Clock:
    """The time, which a test sets."""

    def __init__(self) -> None:
        self.time = START

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


def test_mark_is_kept_with_its_line_and_removed_again(said: SaidStore) -> None:
    first = said.add(SESSION, LINE)
    second = said.add(SESSION, replace(LINE, text="Ask again", is_action=True))
    assert [line.is_action for line in said.lines(SESSION.id)] == [False, True]
    for line in (first, second):
        assert line.id is not None
        said.mark(line.id, is_action=not line.is_action)
    (session,) = said.sessions("sample")
    assert [(line.text, line.is_action) for line in session.lines] == [
        (LINE.text, True),
        ("Ask again", False),
    ]


def test_numbers_of_the_room_are_kept_with_what_they_are_for(said: SaidStore) -> None:
    guess = replace(LINE, text="Kent", kind=SaidKind.GUESS, number=12.5, force="Kent Police")
    hands = replace(LINE, text="Yes", kind=SaidKind.HANDS, number=9.0)
    kept = [said.add(SESSION, each) for each in (guess, hands)]
    assert said.lines(SESSION.id) == kept == [guess, hands]


def test_lines_are_deleted_when_two_starts_on_different_days_find_their_time_over(
    said: SaidStore, clock: Clock
) -> None:
    said.add(SESSION, LINE)
    clock.time += timedelta(days=KEPT_DAYS)
    assert said.remove_old() == SaidCount()
    clock.time += timedelta(seconds=1)
    assert said.remove_old() == SaidCount(1)
    clock.time += timedelta(hours=9)
    assert said.remove_old() == SaidCount()
    assert said.lines(SESSION.id)
    clock.time += timedelta(days=1)
    assert said.remove_old() == SaidCount()
    assert said.lines(SESSION.id) == []


@pytest.mark.parametrize(
    "wrong",
    [
        *(START + timedelta(days=31), START - timedelta(days=365)),
        datetime(1970, 1, 1, 9, 30, tzinfo=UTC),
    ],
)
def test_one_start_with_a_wrong_clock_loses_no_line(
    said: SaidStore, clock: Clock, wrong: datetime
) -> None:
    said.add(SESSION, LINE)
    clock.time = wrong
    said.remove_old()
    said.add(SESSION, LINE)
    said.remove_old()
    for day in range(1, KEPT_DAYS):
        clock.time = START + timedelta(days=day)
        said.remove_old()
        assert len(said.lines(SESSION.id)) == 2
        assert not said.sessions("sample")[0].deleted_after < clock.time  # type: ignore[operator]
    for day in range(62, 64):
        clock.time = START + timedelta(days=day)
        said.remove_old()
    assert said.lines(SESSION.id) == []


@pytest.mark.parametrize(
    "wrong", [START - timedelta(days=365), datetime(1970, 1, 1, 9, 30, tzinfo=UTC)]
)
def test_first_line_that_is_typed_while_the_clock_is_behind_has_30_days(
    said: SaidStore, clock: Clock, wrong: datetime
) -> None:
    clock.time = wrong
    said.add(SESSION, LINE)
    assert said.sessions("sample")[0].deleted_after is not None
    for day in range(KEPT_DAYS):
        clock.time = START + timedelta(days=day)
        assert said.remove_old() == SaidCount()
    first_seen = START.replace(hour=0)
    assert said.sessions("sample")[0].deleted_after == first_seen + timedelta(days=KEPT_DAYS)
    for day in (KEPT_DAYS, KEPT_DAYS + 1):
        assert said.lines(SESSION.id)
        clock.time = START + timedelta(days=day)
        said.remove_old()
    assert said.lines(SESSION.id) == []


@pytest.mark.parametrize("starts_before", [0, 1])
@pytest.mark.parametrize(
    "wrong", [START - timedelta(days=365), datetime(1970, 1, 1, 9, 30, tzinfo=UTC)]
)
def test_line_from_the_future_outlives_a_start_with_the_clock_behind(
    said: SaidStore, clock: Clock, wrong: datetime, starts_before: int
) -> None:
    clock.time = START + timedelta(days=365)
    said.add(SESSION, LINE)
    clock.time = START
    for _ in range(starts_before):
        said.remove_old()
    clock.time = wrong
    said.remove_old()
    for day in range(1, KEPT_DAYS):
        clock.time = START + timedelta(days=day)
        assert said.remove_old() == SaidCount()
    assert said.lines(SESSION.id)


def test_line_that_is_typed_while_the_clock_is_behind_gets_the_latest_known_time(
    said: SaidStore, clock: Clock
) -> None:
    said.add(SESSION, LINE)
    clock.time -= timedelta(days=365)
    started = clock.time.isoformat()
    session = new_session("sample", "A sample", "/a.db")._replace(started=started)
    said.add(session, LINE)
    clock.time = START
    ends = [each.deleted_after for each in said.sessions("sample")]
    assert ends == [START + timedelta(days=KEPT_DAYS)] * 2


def test_line_is_from_the_future_if_it_is_more_than_a_day_ahead(
    said: SaidStore, clock: Clock
) -> None:
    clock.time = a_day_ahead = START + timedelta(days=1)
    said.add(SESSION, LINE)
    clock.time = START
    assert said.sessions("sample")[0].deleted_after == a_day_ahead + timedelta(days=KEPT_DAYS)
    clock.time = START - timedelta(seconds=1)
    first_seen = START.replace(hour=0)
    assert said.sessions("sample")[0].deleted_after == first_seen + timedelta(days=KEPT_DAYS)


@pytest.mark.parametrize("seen", [START, datetime(2026, 11, 26, 14, tzinfo=UTC)])
def test_lines_from_the_future_go_30_days_after_they_were_first_seen(
    said: SaidStore, clock: Clock, seen: datetime
) -> None:
    clock.time = datetime(2099, 1, 1, tzinfo=UTC)
    said.add(SESSION, LINE)
    clock.time = seen
    assert said.remove_old() == SaidCount()
    (session,) = said.sessions("sample")
    first_seen = seen.replace(hour=0)
    assert session.deleted_after == first_seen + timedelta(days=KEPT_DAYS)
    clock.time = datetime(2026, 11, 25, 23, 59, tzinfo=UTC)  # before the first release
    assert said.remove_old() == SaidCount()
    clock.time = seen + timedelta(days=KEPT_DAYS)
    assert said.remove_old() == SaidCount(1)
    clock.time += timedelta(days=1)
    said.remove_old()
    assert said.lines(SESSION.id) == []


def test_lines_that_are_kept_after_the_warning_stay(said: SaidStore, clock: Clock) -> None:
    said.add(SESSION, LINE)
    clock.time += timedelta(days=KEPT_DAYS + 1)
    assert said.remove_old() == SaidCount(1)
    said.set_kept(SESSION.id, is_kept=True)
    clock.time += timedelta(days=1)
    said.remove_old()
    said.set_kept(SESSION.id, is_kept=False)
    assert said.remove_old() == SaidCount(1)
    assert said.lines(SESSION.id)


def test_what_was_said_in_many_sessions_is_read_at_once(tmp_path: Path) -> None:
    class CountingStore(PersonalStore):
        fetched = 0

        def fetch(self, sql: str, *values: object) -> list[Row]:
            self.fetched += 1
            return super().fetch(sql, *values)

    store = CountingStore(tmp_path / "personal.db")
    said = SaidStore(store)
    for number in range(5):
        session = SESSION._replace(id=number, started=f"2026-12-0{number + 1}T10:00:00+00:00")
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


def test_removing_nothing_makes_and_changes_no_file(said: SaidStore, tmp_path: Path) -> None:
    said.remove_old()
    assert list(tmp_path.iterdir()) == []
    said.add(SESSION, LINE)
    before = (tmp_path / "personal.db").read_bytes()
    said.remove_old()
    assert (tmp_path / "personal.db").read_bytes() == before


def test_lines_are_kept_for_30_days(said: SaidStore) -> None:
    assert KEPT_DAYS == 30  # as the dialog and the documentation say


def test_later_line_keeps_those_of_the_same_session(said: SaidStore, clock: Clock) -> None:
    said.add(SESSION, LINE)
    clock.time += timedelta(days=KEPT_DAYS - 1)
    said.add(SESSION, LINE)
    for _ in range(2):
        clock.time += timedelta(days=1)
        said.remove_old()
    assert len(said.lines(SESSION.id)) == 2


def test_kept_session_is_not_deleted_even_if_a_line_is_added(said: SaidStore, clock: Clock) -> None:
    said.add(SESSION, LINE)
    said.set_kept(SESSION.id, is_kept=True)
    said.add(SESSION, LINE)
    for _ in range(2):
        clock.time += timedelta(days=5 * KEPT_DAYS)
        said.remove_old()
    (session,) = said.sessions("sample")
    assert len(session.lines) == 2
    assert session.deleted_after is None
