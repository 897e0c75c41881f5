"""Numbers in the message of a measure that don't follow from its figures."""

import pytest

from briefing_app.authoring.message_numbers import MeasureFigures, unexplained_numbers
from briefing_app.database.source_rows import Value

NAMES = ("West Midlands", "West Mercia", "Staffordshire", "Force 77", "Western 77")
FIGURES: dict[str, dict[Value, int | float | None]] = {
    "2015": {1: 80, 2: 30, 3: 20},
    "2016": {1: 99, 2: 20, 3: 16, 4: None},
}
MEASURE = MeasureFigures(FIGURES, NAMES, "Victims referred for each 100,000 people")


@pytest.mark.parametrize(
    ("message", "numbers"),
    [
        ("West Midlands referred 98 victims", ["98"]),
        ("West Midlands referred 1,099 victims", ["1,099"]),
        ("In 2016 Staffordshire referred 17, West Mercia 20", ["17"]),
        ("Of 43 forces, 71 gave figures", ["43", "71"]),
        ("About 900 victims were referred", ["900"]),
        ("Referrals rose by 61 per cent", ["61"]),
        ("West Midlands referred 12 times as many", ["12"]),
        ("99.5 victims were referred", ["99.5"]),
    ],
)
def test_number_that_does_not_follow_from_figures_is_found(
    message: str, numbers: list[str]
) -> None:
    assert list(unexplained_numbers(message, MEASURE)) == numbers


@pytest.mark.parametrize(
    "message",
    [
        "West Midlands referred 99 victims, West Mercia 20",
        "West Mercia has the most",  # words are not checked
        "Three forces referred 135 victims",  # the sum of a period
        "In five periods 265 victims",  # the sum of all
        "West Midlands and West Mercia referred 119",
        "West Midlands referred 19 more than a year before",
        "Nearly 100 victims were referred",
        "More than 90 victims were referred",
        "Referrals rose by 24 per cent, or 23.8%",
        "West Mercia’s share is 15 per cent",
        "West Midlands referred 5 times as many as West Mercia",
        "One in 5 victims was referred elsewhere",
        "In the 12 months to 31 March 2014",
        "Referrals in 2016/17 were the highest",
        "In 4 forces, figures for 100,000 people",
        "Western 77 gave no figure, nor did Force 77",
        "The 1st of the 2nd",
        "",
    ],
)
def test_number_that_follows_from_figures_is_accepted(message: str) -> None:
    assert list(unexplained_numbers(message, MEASURE)) == []


def test_message_without_figures_is_accepted_only_without_numbers() -> None:
    nothing = MeasureFigures({}, (), "")
    assert list(unexplained_numbers("The most victims, more than West Mercia", nothing)) == []
    assert list(unexplained_numbers("There are 99", nothing)) == ["99"]


def test_measure_with_very_many_figures_is_not_checked() -> None:
    many: dict[str, dict[Value, int | float | None]] = {"2016": dict.fromkeys(range(301), 5)}
    assert list(unexplained_numbers("There are 77777", MeasureFigures(many, (), ""))) == []
