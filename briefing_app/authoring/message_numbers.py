"""The check of a measure's message: each number in it should follow from the figures."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, combinations, permutations
from typing import Final, NamedTuple

from briefing_app.database.source_rows import Value

_NUMBER: Final = re.compile(r"(?<![\w.,/–-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w/–]|-\d|,\d)")
_PERCENTAGE: Final = re.compile(r"\s*(?:%|per\s?cent)", re.IGNORECASE)
_TIMES: Final = re.compile(r"\s*(?:times|-?fold)", re.IGNORECASE)
_ONE_IN: Final = re.compile(r"\b(?:in|of|every)\s+$", re.IGNORECASE)
_TIME: Final = re.compile(
    r"\s*-?(?:years?|months?|weeks?|days?|hours?|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_YEARS: Final = range(1900, 2101)
_MAX_FIGURES: Final = 300  # more make too many combinations
_ROUNDING: Final = 0.1  # the largest share by which a round number may differ


class MeasureFigures(NamedTuple):
    """What the numbers of a message are compared with.

    Args:
        figures: Period to force to figure; None if it is missing.
        names: The names of all forces, whose digits are not checked.
        about: The other texts of the measure, whose numbers a message may repeat.
    """

    figures: Mapping[str, Mapping[Value, int | float | None]]
    names: Collection[str]
    about: str


def unexplained_numbers(message: str, measure: MeasureFigures) -> Iterator[str]:
    """Yield the numbers of a message that don't follow from the figures.

    A number follows if it is a figure, a period or a count of forces or periods; if it is the sum
    or difference of two figures, or the sum of three or all; or if it is a percentage or multiple
    of two of these. Figures may be rounded.
    """
    periods = [
        [value for value in period.values() if value is not None]
        for period in measure.figures.values()
    ]
    counts = max(len(periods), *map(len, measure.figures.values()), 0)
    if sum(map(len, periods)) > _MAX_FIGURES:
        return
    for name in sorted([*measure.names, *measure.figures], key=len, reverse=True):
        message = re.sub(rf"(?i)(?<!\w){re.escape(name)}(?!\w)", "…", message)
    for found in _NUMBER.finditer(message):
        text = found.group()
        number = float(text.replace(",", ""))
        is_period = _TIME.match(message, found.end()) or ("," not in text and number in _YEARS)
        if number <= counts or is_period or text in measure.about:
            continue
        candidates: Iterable[float] = _sums(periods)
        if _PERCENTAGE.match(message, found.end()):
            candidates = chain(candidates, _percentages(periods))
        elif _TIMES.match(message, found.end()) or _ONE_IN.search(message[: found.start()]):
            candidates = chain(candidates, _ratios(periods))
        tolerance = _tolerance(text, number)
        if all(abs(value - number) > tolerance for value in candidates):
            yield text


def _tolerance(text: str, number: float) -> float:
    """Return how far the exact value may be from a number as it is written."""
    whole, _, decimals = text.replace(",", "").partition(".")
    if decimals:
        return 0.5 / 10.0 ** len(decimals) + 1e-9
    zeros = len(whole) - len(whole.rstrip("0"))
    return min(10.0**zeros, _ROUNDING * number) if zeros else 0.5


def _sums(periods: list[list[int | float]]) -> Iterator[float]:
    """Yield the figures, their sums, and the differences of two."""
    values = [value for period in periods for value in period]
    yield from values
    for one, other in combinations(values, 2):
        yield one + other
        yield abs(one - other)
    for period in periods:
        yield sum(period)
        yield from map(sum, combinations(period, 3))
    yield sum(values)


def _ratios(periods: list[list[int | float]]) -> Iterator[float]:
    """Yield the ratios of two figures or totals of a period."""
    values = [value for period in periods for value in (*period, sum(period))]
    return (one / other for one, other in permutations(values, 2) if other)


def _percentages(periods: list[list[int | float]]) -> Iterator[float]:
    """Yield shares and changes in per cent."""
    for ratio in _ratios(periods):
        yield from (100 * ratio, 100 * abs(ratio - 1))
