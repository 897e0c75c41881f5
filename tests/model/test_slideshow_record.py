"""Whether the next slideshow continues the last one."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.slideshow.record import NEW_SESSION, SlideshowRecord, next_start
from briefing_app.model.slideshow.time import Countdown

_KEYS: Final = ("title", "one", "two", "last")
_STOPPED: Final = datetime(2026, 3, 1, 13, 7, tzinfo=UTC)
_ESC: Final = SlideshowRecord("two", 0, 0, 754.0, running=False, saved=_STOPPED)
_KILLED: Final = _ESC._replace(running=True)
_MINUTE: Final = timedelta(minutes=1)
_CONTINUES, _ONLY_OFFERED, _NOTHING = "continues", "only offered", "nothing"


@pytest.mark.parametrize(
    ("record", "minutes", "expected"),
    [
        (_ESC, 0, _CONTINUES),
        (_ESC, 9, _CONTINUES),
        (_ESC, 10, _ONLY_OFFERED),
        (_ESC, 60 * 24 * 400, _ONLY_OFFERED),
        (_ESC, -9, _CONTINUES),  # the computer's clock was set back
        (_ESC, -10, _ONLY_OFFERED),
        (_KILLED, 10, _CONTINUES),
        (_KILLED, 239, _CONTINUES),
        (_KILLED, 240, _ONLY_OFFERED),
        (_ESC._replace(key="last"), 0, _ONLY_OFFERED),
        (_KILLED._replace(key="last"), 239, _CONTINUES),
        (_ESC._replace(key="title"), 0, _NOTHING),
        (_ESC._replace(key="title", step=1), 0, _CONTINUES),
        (_ESC._replace(key="title", page=1), 0, _CONTINUES),
        (_ESC._replace(key="title", countdowns={"title": Countdown(60)}), 0, _NOTHING),
        (
            _ESC._replace(key="title", countdowns={"title": Countdown(60, is_started=True)}),
            0,
            _CONTINUES,
        ),
        (_KILLED._replace(key="title"), 0, _CONTINUES),  # which was another slide at that time
        (_KILLED._replace(key="gone"), 0, _NOTHING),
        (None, 0, _NOTHING),
    ],
)
def test_last_slideshow_is_continued_offered_or_neither(
    record: SlideshowRecord | None, minutes: int, expected: str
) -> None:
    start = next_start(record, _KEYS, _STOPPED + minutes * _MINUTE)
    is_kept = expected != _NOTHING
    assert start.continues is (expected == _CONTINUES)
    assert start.slide == (_KEYS.index(record.key) + 1 if record and is_kept else 0)
    label = f"Continue at slide {start.slide}"
    assert start.label == (label if expected == _CONTINUES else "Start slideshow")
    assert start.label.startswith(start.short_label)
    assert start.continue_label == label or not is_kept


@given(
    st.sampled_from([_ESC, _KILLED]),
    st.sampled_from(_KEYS),
    st.timedeltas(timedelta(), timedelta(days=2)),
    st.timedeltas(timedelta(), timedelta(days=2)),
)
def test_what_starts_new_once_is_not_continued_later(
    record: SlideshowRecord, key: str, earlier: timedelta, later: timedelta
) -> None:
    starts = [
        next_start(record._replace(key=key), _KEYS, _STOPPED + age)
        for age in (earlier, earlier + later)
    ]
    assert starts[0].continues or not starts[1].continues
    assert not starts[0].continues or starts[0].time_left == starts[1].time_left + later
    assert starts[0].slide == starts[1].slide


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-01T23:59", "today at 15:07"),
        ("2026-03-02T00:01", "yesterday at 15:07"),
        ("2026-03-03T15:07", "on 1 March 2026 at 15:07"),
        ("2026-02-28T15:07", "on 1 March 2026 at 15:07"),
    ],
)
def test_day_and_time_are_those_of_the_clock_on_the_wall(now: str, expected: str) -> None:
    here = datetime.fromisoformat(f"{now}+02:00")
    assert next_start(_KILLED, _KEYS, here).when_stopped(here) == expected
    assert not NEW_SESSION.when_stopped(here)
