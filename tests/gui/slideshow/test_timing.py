"""Tests of the wording of a slideshow's time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.gui.slideshow.timing import Pace, SlideshowTime, clock_text, pace


@given(st.integers(0, 10**6))
def test_clock_text_keeps_every_second(seconds: int) -> None:
    parts = [int(part) for part in clock_text(seconds + 0.99).split(":")]
    total = 0
    for part in parts:
        total = total * 60 + part
    assert total == seconds
    assert len(parts) == (3 if seconds >= 3600 else 2)
    assert all(part < 60 for part in parts[1:])


@pytest.mark.parametrize(
    ("elapsed", "planned", "progress", "is_late", "text"),
    [
        (0, 0, 0.5, False, ""),
        (9999, 0, 0.5, False, ""),
        (30, 1200, 0.05, False, ""),
        (600, 1200, 0.5, False, "on time"),
        (614, 1200, 0.5, False, "on time"),
        (620, 1200, 0.5, True, "finishing about 1 min late"),
        (580, 1200, 0.5, False, "finishing about 1 min early"),
        (720, 1200, 0.5, True, "finishing about 4 min late"),
        (400, 1200, 0.5, False, "finishing about 7 min early"),
        (1200, 1200, 0.99, False, "on time"),
        (1201, 1200, 1.0, False, "on time"),
        (1201, 1200, 0.97, True, "finishing about 1 min late"),
        (1230, 1200, 1.0, False, "on time"),
        (1231, 1200, 1.0, True, "1 min over"),
        (1231, 1200, 0.5, True, "1 min over"),
        (1500, 1200, 0.05, True, "5 min over"),
    ],
)
def test_pace_is_reported_only_if_it_matters(
    elapsed: float, planned: float, progress: float, is_late: bool, text: str
) -> None:
    assert pace(SlideshowTime(elapsed, planned, is_running=True), progress) == Pace(text, is_late)
