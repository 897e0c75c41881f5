"""Dates as people write them."""

import pytest

from briefing_app.database.rules import meant_date


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("March 2025", "2025-03"),
        ("Sept. 2017", "2017-09"),
        ("2017 October", "2017-10"),
        ("2017/10", "2017-10"),
        ("10/2017", "2017-10"),
        ("2017-1", "2017-01"),
        (" 24  October 2017 ", "2017-10-24"),
        ("24th Oct 2017", "2017-10-24"),
        ("October 24, 2017", "2017-10-24"),
        ("24/10/2017", "2017-10-24"),
        ("24.10.2017", "2017-10-24"),
        ("2017/10/4", "2017-10-04"),
        ("4/4/2017", "2017-04-04"),
    ],
)
def test_clear_date_is_understood(text: str, meant: str) -> None:
    assert meant_date(text) == meant


@pytest.mark.parametrize(
    "text",
    ["", "3/4/2017", "31/2/2017", "2017/13", "Marchy 2025", "March", "43032", "soon", "May 0000"],
)
def test_unclear_date_is_not_guessed(text: str) -> None:
    assert not meant_date(text)
