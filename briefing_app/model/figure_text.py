"""Figures as text: numbers, missing figures, and the difference between two figures."""

from math import isfinite
from typing import TYPE_CHECKING, Final

from briefing_app.model.report import Figure

if TYPE_CHECKING:
    from decimal import Decimal

LOW_TEXT: Final = "low, rounds to 0"
"""The text of a figure that only rounds to 0."""

_MISSING_TEXTS: Final = {"x": "not available", "c": "confidential", "z": "not applicable"}
_STATUS_TEXTS: Final = {"p": "provisional", "r": "revised"}
_MAX_DIGITS: Final = 1000  # more than the difference of any two floating-point numbers has


def figure_text(figure: Figure) -> str:
    """Return a figure as it is shown; a missing figure is described in words."""
    if figure.value is None:
        return _MISSING_TEXTS.get(figure.marker, _MISSING_TEXTS["x"])
    return LOW_TEXT if figure.marker == "low" else number_text(figure.value)


def status_text(figure: Figure) -> str:
    """Return ``provisional`` or ``revised`` for a figure that is not final, else an empty text."""
    return "" if figure.value is None else _STATUS_TEXTS.get(figure.marker, "")


def number_text(value: float) -> str:
    """Return a number with exactly the source's digits and with thousands separators."""
    return f"{value:,}" if isinstance(value, int) else f"{exact_decimal(value):,f}"


def exact_decimal(value: float) -> "Decimal":
    """Return a number with exactly the digits that the source gives."""
    from decimal import Decimal  # noqa: PLC0415, most figures are integers and don't need it

    return Decimal(str(value))


def exact_value(figure: Figure) -> int | float | None:
    """Return a value to compare; None if the figure is missing or only rounds to 0."""
    return None if figure.marker == "low" else figure.value


def difference_text(before: float | None, after: float | None) -> str:
    """Return the exact difference between two figures: ``up 46``, ``no change``.

    The text is empty if one of them is None, because then nothing can be said.
    """
    if before is None or after is None or not (isfinite(before) and isfinite(after)):
        return ""
    from decimal import Context  # noqa: PLC0415, only comparisons need it

    exact = Context(prec=_MAX_DIGITS)
    difference = exact.subtract(exact_decimal(after), exact_decimal(before))
    if not difference:
        return "no change"
    return f"{'up' if difference > 0 else 'down'} {difference.copy_abs():,f}"
