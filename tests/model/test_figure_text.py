"""Tests of figures and differences as text."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from briefing_app.model.charts import difference_text, number_text
from tests.model.measure_strategies import numbers


@given(numbers)
def test_number_keeps_exactly_its_digits(value: float) -> None:
    assert Decimal(number_text(value).replace(",", "")) == Decimal(str(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (99, "99"), (1234, "1,234"), (12.5, "12.5"), (1234567.25, "1,234,567.25")],
)
def test_number_has_thousands_separators(value: float, text: str) -> None:
    assert number_text(value) == text


@given(numbers, numbers)
def test_difference_added_to_earlier_figure_is_the_later(before: float, after: float) -> None:
    said = difference_text(before, after)
    word, _, digits = said.partition(" ")
    by = {"up": 1, "down": -1, "no": 0}[word]
    change = by * Fraction(digits.replace(",", "")) if by else 0
    assert Fraction(str(before)) + change == Fraction(str(after))


def test_no_difference_is_given_to_a_missing_figure() -> None:
    assert difference_text(None, 5) == difference_text(5, None) == difference_text(None, None) == ""
    assert difference_text(1.0, float("inf")) == ""
