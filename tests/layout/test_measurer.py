"""Tests of shortening a text to a width."""

import pytest

from briefing_app.layout.measurer import TextStyle, elide
from tests.layout.fixed_measurer import FixedMeasurer

ONE_PIXEL = TextStyle(2)  # for each letter


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (0, ""),
        (1, ""),
        (2, "T…"),
        (3, "Tw…"),
        (4, "Two…"),
        (5, "Two…"),
        (6, "Two…"),
        (7, "Two, w…"),
        (8, "Two, wo…"),
        (9, "Two, wor…"),
        (10, "Two, words"),
        (11, "Two, words"),
    ],
)
def test_text_is_shortened_as_little_as_the_width_needs(width: int, shown: str) -> None:
    assert elide("Two, words", ONE_PIXEL, width, FixedMeasurer()) == shown
