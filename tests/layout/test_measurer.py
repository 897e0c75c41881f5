"""Tests of breaking and shortening a text to a width."""

import pytest

from briefing_app.layout.measurer import NameKeeper, TextStyle, elide
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


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("See West Kent, p", 9, ["See West ", "Kent, p"]),
        ("See West Kent, p", 10, ["See ", "West_Kent, ", "p"]),
        ("See West Kent p", 9, ["See ", "West_Kent ", "p"]),
        ("The Paper · 4 May", 9, ["The ", "Paper · 4 ", "May"]),
    ],
)
def test_lines_begin_with_no_sign_that_belongs_to_a_name(
    text: str, width: int, lines: list[str]
) -> None:
    keeper = NameKeeper(FixedMeasurer(), ["West Kent"])
    broken = [line.text for line in keeper.break_lines(text, ONE_PIXEL, width)]
    assert [line.replace("\N{NO-BREAK SPACE}", "_") for line in broken] == lines
