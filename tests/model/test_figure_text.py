"""Tests of figures as text."""

from decimal import Decimal

import pytest
from hypothesis import given

from briefing_app.model.charts import number_text
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
