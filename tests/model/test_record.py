"""Tests of what a slideshow has recorded, in words."""

import pytest

from briefing_app.model.slideshow.record import Recording, SlideshowRecord
from briefing_app.model.slideshow.said import SaidCount


@pytest.mark.parametrize(
    ("seconds", "said", "is_rehearsal", "text"),
    [
        ({}, SaidCount(), False, ""),
        ({"a": 59.0}, SaidCount(), False, ""),
        ({"a": 45.0, "b": 80.0}, SaidCount(), False, "The slideshow took 2:05 for 2 slides."),
        ({"a": 60.0}, SaidCount(), True, "The rehearsal took 1:00 for 1 slide."),
        ({}, SaidCount(1), False, "“What we said” has 1 line."),
        ({}, SaidCount(0, 1, 0), False, "“What we said” has 1 guess."),
        ({}, SaidCount(2, 6, 0), False, "“What we said” has 2 lines and 6 guesses."),
        ({}, SaidCount(0, 0, 1), False, "“What we said” has the hands of 1 vote."),
        (
            {},
            SaidCount(5, 1, 2),
            False,
            "“What we said” has 5 lines, 1 guess and the hands of 2 votes.",
        ),
        (
            {"a": 3661.0},
            SaidCount(2),
            False,
            "The slideshow took 1:01:01 for 1 slide. “What we said” has 2 lines.",
        ),
    ],
)
def test_recording_is_described(
    seconds: dict[str, float], said: SaidCount, text: str, *, is_rehearsal: bool
) -> None:
    assert Recording(seconds, said, is_rehearsal).text == text


def test_record_has_no_window_screen_pages_or_countdown_unless_it_is_given() -> None:
    record = SlideshowRecord("key", 2, 1, 61.5, running=True)
    assert record == ("key", 2, 1, 61.5, True, False, "", (), {})
