"""The countdown of a discussion, with times that the test chooses."""

from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.slideshow.time import Countdown, CountdownAction, CountdownFace, milestone

_FOUR_MINUTES: Final = Countdown(240)
_AT: Final = 1000.0
"""When the countdowns of these tests are started."""


def test_countdown_shows_planned_time_until_it_starts() -> None:
    assert _FOUR_MINUTES.face(_AT) == CountdownFace(
        1.0, "4:00", is_over=False, action=CountdownAction.START, left=240
    )
    assert not _FOUR_MINUTES.is_started
    assert not _FOUR_MINUTES.is_paused
    assert _FOUR_MINUTES.until_next_face(_AT) is None


@pytest.mark.parametrize(
    ("later", "text", "share"),
    [
        (0.0, "3:59", 239 / 240),
        (0.9, "3:59", 239 / 240),
        (1.0, "3:58", 238 / 240),
        (59.5, "3:00", 0.75),
        (239.5, "0:00", 0.0),
        (240.0, "+0:00", 0.0),
        (241.0, "+0:01", 0.0),
        (325.0, "+1:25", 0.0),
    ],
)
def test_countdown_counts_down_and_then_up(later: float, text: str, share: float) -> None:
    running = _FOUR_MINUTES.started(_AT)
    face = running.face(_AT + later)
    left = round(share * 240)
    assert face == CountdownFace(share, text, is_over=later >= 240, left=left)
    time = text.removeprefix("+")
    assert face.spoken == f"Countdown: {time} {'over' if face.is_over else 'left'}"


def test_paused_countdown_keeps_the_time_left() -> None:
    paused = _FOUR_MINUTES.started(_AT).toggled(_AT + 29.5)
    assert paused.is_paused
    assert paused.face(_AT + 500).text == "3:30"
    assert paused.face(_AT + 500).spoken == "Countdown paused: 3:30 left"
    again = paused.toggled(_AT + 500)
    assert again.is_running
    assert again.face(_AT + 510).text == "3:20"


def test_extension_adds_a_minute_and_gives_a_full_one_after_the_end() -> None:
    running = _FOUR_MINUTES.started(_AT)
    assert _FOUR_MINUTES.extended(_AT).face(_AT).text == "5:00"
    assert running.extended(_AT + 30).left(_AT + 30) == 4 * 60 + 30
    assert running.extended(_AT + 300).left(_AT + 300) == 60
    assert Countdown(999 * 60).extended(_AT).seconds == 999 * 60


@given(st.integers(1, 9), st.integers(0, 4800).map(lambda quarters: quarters / 4))
def test_face_changes_exactly_when_it_says(minutes: int, later: float) -> None:
    running = Countdown(minutes * 60).started(0.0)
    wait = running.until_next_face(later)
    assert wait is not None
    assert 0 < wait <= 1
    assert running.face(later + wait * 0.9) == running.face(later)
    assert running.face(later + wait + 0.001) != running.face(later)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(3, ["One minute left", "Time is over"]), (1, ["Time is over"])],
)
@given(seen=st.sets(st.floats(0, 4.5 * 60)))
def test_last_minute_and_end_are_announced_once_whatever_seconds_are_skipped(
    minutes: int, said: list[str], seen: set[float]
) -> None:
    running = Countdown(minutes * 60).started(0.0)
    in_last_minute, after_end = minutes * 60 - 30.0, minutes * 60 + 90.0
    faces = [running.face(at) for at in sorted({0.0, in_last_minute, after_end, *seen})]
    heard = [milestone(before, after) for before, after in pairwise(faces)]
    assert [text for text in heard if text] == said


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (0, "4 minutes left"),
        (35, "3 minutes 25 seconds left"),
        (239, "1 second left"),
        (301, "1 minute 1 second over"),
    ],
)
def test_time_left_is_spoken_in_words(later: float, words: str) -> None:
    assert _FOUR_MINUTES.started(_AT).spoken(_AT + later) == words
