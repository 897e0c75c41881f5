"""Tests of what a slideshow has recorded, in words."""

from briefing_app.model.slideshow.record import SlideshowRecord


def test_record_has_no_window_screen_pages_or_countdown_unless_it_is_given() -> None:
    record = SlideshowRecord("key", 2, 1, 61.5, running=True)
    assert record == ("key", 2, 1, 61.5, True, False, "", (), {})
