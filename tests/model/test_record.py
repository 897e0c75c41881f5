"""Tests of what a slideshow has recorded, in words."""

import pytest

from briefing_app.model.slideshow.record import Recording, SlideshowRecord


@pytest.mark.parametrize(
    ("seconds", "is_rehearsal", "text"),
    [
        ({}, False, ""),
        ({"a": 59.0}, False, ""),
        ({"a": 45.0, "b": 80.0}, False, "The slideshow took 2:05 for 2 slides."),
        ({"a": 60.0}, True, "The rehearsal took 1:00 for 1 slide."),
    ],
)
def test_recording_is_described(
    seconds: dict[str, float], text: str, *, is_rehearsal: bool
) -> None:
    assert Recording(seconds, is_rehearsal).text == text


def test_record_has_no_window_screen_pages_or_countdown_unless_it_is_given() -> None:
    record = SlideshowRecord("key", 2, 1, 61.5, running=True)
    assert record == ("key", 2, 1, 61.5, True, False, "", (), {})
