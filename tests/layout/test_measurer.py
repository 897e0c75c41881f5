"""Tests of breaking and shortening a text to a width."""

import re

import pytest

from briefing_app.layout.measurer import MeasuredLine, NameKeeper, TextStyle, elide
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


class HyphenMeasurer(FixedMeasurer):
    """Breaks lines after hyphens, too, as fonts do."""

    def break_lines(
        self, paragraph: str, style: TextStyle, width: float, lead: int = 0
    ) -> list[MeasuredLine]:
        apart = re.sub(r"-(?!\N{WORD JOINER})", "- ", paragraph)
        lines = super().break_lines(apart, style, width, lead)
        return [line._replace(text=line.text.replace("- ", "-")) for line in lines]


def test_names_are_not_broken_after_a_hyphen() -> None:
    keeper = NameKeeper(HyphenMeasurer(), ["Dyfed-Powys Police"])
    broken = keeper.break_lines("Well-known Dyfed-Powys Police", ONE_PIXEL, 20)
    assert [line.text.replace("\N{NO-BREAK SPACE}", "_") for line in broken] == [
        *("Well-known ", "Dyfed-Powys_Police"),
    ]


class LeadMeasurer(FixedMeasurer):
    """Returns the bold lead as the first line."""

    def break_lines(
        self, paragraph: str, style: TextStyle, width: float, lead: int = 0
    ) -> list[MeasuredLine]:
        parts = (paragraph[:lead], paragraph[lead:])
        return [line for part in parts for line in super().break_lines(part, style, width)]


def test_names_in_a_bold_lead_leave_it_as_long_as_it_is() -> None:
    keeper = NameKeeper(LeadMeasurer(), ["Dyfed-Powys Police"])
    broken = keeper.break_lines("Dyfed-Powys Police: 3", ONE_PIXEL, 99, lead=19)
    assert [line.text.replace("\N{NO-BREAK SPACE}", "_") for line in broken] == [
        *("Dyfed-Powys_Police:", " 3"),
    ]


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
