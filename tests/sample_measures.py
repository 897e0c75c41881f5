"""Fictional measures for tests: no real force or figure."""

from collections.abc import Sequence

from briefing_app.model.charts import BarChart
from briefing_app.model.report import Figure, Force, Measure
from tests.sample_report import DEBATES, SOURCE

Row = tuple[str, int | float | None, str]
"""The short name of a force, a value and a marker."""

THREE: tuple[Row, ...] = (("Alpha", 16, ""), ("Bravo", 99, ""), ("Charlie", 20, ""))
FORTY_THREE: tuple[Row, ...] = tuple(
    (f"Force with the number {number}", number * 37 % 211, "") for number in range(1, 44)
)
AWKWARD: tuple[Row, ...] = (
    ("The Combined Constabulary of Longshire and Faraway", 1_234_567, ""),
    ("Pneumonoultramicroscopicsilicovolcanoconiosisshire", 1234.5, "p"),
    ("<b>Bold</b> & <img src='x'>", 0, "r"),
    ("Zero", None, "c"),
    ("Huge", 9_223_372_036_854_775_807, ""),
)


def make_force(name: str) -> Force:
    """Return a force; the same short name always gives an equal force."""
    return Force(sum(map(ord, name)), f"{name} Made-up Police", name)


def make_measure(
    rows: Sequence[Row] = THREE,
    *,
    number: int = 1,
    message: str = "Bravo has more than the others",
    highlight: str = "",
    periods: Sequence[str] = ("2016",),
) -> Measure:
    """Return a measure with one figure for each row and period."""
    return Measure(
        id=number,
        title=f"Made-up measure {number}",
        message=message,
        unit="things counted",
        definition="Things, counted once each.",
        caveat="Counts, not rates.",
        source=SOURCE,
        locator="",
        highlight=make_force(highlight) if highlight else None,
        figures=tuple(
            Figure(make_force(name), period, value, marker)
            for period in periods
            for name, value, marker in rows
        ),
    )


def measure_of_two_sources(number: int = 1) -> Measure:
    """Return figures of which one has a source and a place of its own, and one only a place."""
    measure = make_measure(number=number)._replace(locator="table 2")
    alpha, bravo, charlie = measure.figures
    bravo = bravo._replace(source=DEBATES, locator="column 5")
    return measure._replace(figures=(alpha, bravo, charlie._replace(locator="table 3")))


def highlighted(chart: BarChart) -> list[str]:
    """Return the labels of the bars that stand out."""
    return [bar.label for bar in chart.bars if bar.is_highlighted]
