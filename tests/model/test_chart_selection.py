"""Which bars a window shows, in which order, and the figures of other periods."""

import pytest

from briefing_app.model.chart_selection import (
    ChartOrder,
    OtherPeriods,
    few_rows,
    in_order,
    with_per_cent_sign,
)
from briefing_app.model.charts import BarChart, ChartView, bar_chart
from briefing_app.model.report import Measure
from tests.sample_measures import THREE, Row, make_force, make_measure

TWELVE: tuple[Row, ...] = tuple((f"Force {at:02}", at * 7 % 12, "") for at in range(12))
"""Their values are 0, 7, 2, 9, 4, 11, 6, 1, 8, 3, 10 and 5."""


def labels(chart: BarChart) -> list[str]:
    return [bar.force.short_name for bar in chart.bars]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (ChartOrder.VALUE, ["Bravo", "Charlie", "Alpha"]),
        (ChartOrder.NAME, ["Alpha", "Bravo", "Charlie"]),
        (ChartOrder.AUTHOR, ["Charlie", "Alpha", "Bravo"]),
    ],
)
def test_bars_are_in_the_chosen_order(order: ChartOrder, expected: list[str]) -> None:
    measure = make_measure((THREE[2], THREE[0], THREE[1]))
    chart = in_order(bar_chart(measure), order, measure)
    assert labels(chart) == expected


def test_description_says_that_bars_are_in_the_authors_order() -> None:
    measure = make_measure((THREE[2], THREE[0], THREE[1]))
    chart = in_order(bar_chart(measure), ChartOrder.AUTHOR, measure)
    assert "in the author’s order" in chart.alt_text


@pytest.mark.parametrize("order", ChartOrder)
def test_force_over_time_stays_in_chronological_order(order: ChartOrder) -> None:
    measure = make_measure(periods=("2016", "2014", "2015"))
    chart = bar_chart(measure, view=ChartView(force=make_force("Bravo")))
    assert [bar.period for bar in in_order(chart, order, measure).bars] == ["2014", "2015", "2016"]


def few(measure: Measure, my_force: str = "", view: ChartView = ChartView()) -> BarChart:  # noqa: B008, a frozen value
    force = make_force(my_force) if my_force else None
    return few_rows(bar_chart(measure, force, view), measure, force, 3)


@pytest.mark.parametrize(
    ("highlight", "my_force", "expected"),
    [
        ("", "", ["Force 05", "Force 01", "Force 00"]),  # the largest, and the author's first two
        ("Force 07", "", ["Force 05", "Force 07", "Force 00"]),
        ("Force 07", "Force 09", ["Force 05", "Force 09", "Force 07"]),
        ("Force 05", "Force 05", ["Force 05", "Force 01", "Force 00"]),
        ("", "Elsewhere", ["Force 05", "Force 01", "Force 00"]),
    ],
)
def test_few_bars_are_largest_my_force_highlight_and_first(
    highlight: str, my_force: str, expected: list[str]
) -> None:
    chart = few(make_measure(TWELVE, highlight=highlight), my_force)
    assert labels(chart) == expected
    assert chart.subtitle.endswith(" · 3 of 12 forces")


def test_three_bars_are_all_bars() -> None:
    measure = make_measure(THREE)
    assert few(measure) == bar_chart(measure)


def test_few_bars_over_time_are_the_latest() -> None:
    measure = make_measure(periods=("2013", "2014", "2015", "2016"))
    chart = few(measure, view=ChartView(force=make_force("Bravo")))
    assert [bar.period for bar in chart.bars] == ["2014", "2015", "2016"]
    assert chart.subtitle.endswith(" · 3 of 4 periods")


@pytest.mark.parametrize("unit", ["per cent", "Percentage of officers", "% of cases"])
def test_per_cent_has_its_sign_and_a_scale_of_0_to_100(unit: str) -> None:
    rows: tuple[Row, ...] = (("A", 100, ""), ("B", 7.5, "p"), ("C", None, "x"), ("D", 0, "low"))
    chart = with_per_cent_sign(bar_chart(make_measure(rows)._replace(unit=unit)))
    assert [bar.text for bar in chart.bars] == ["100%", "7.5%", "low, rounds to 0", "not given"]
    assert chart.full_scale == 100


@pytest.mark.parametrize("unit", ["things counted", "percentage points", ""])
def test_other_units_have_no_sign(unit: str) -> None:
    chart = bar_chart(make_measure()._replace(unit=unit))
    assert with_per_cent_sign(chart) == chart


def test_more_than_100_per_cent_has_its_own_scale() -> None:
    chart = bar_chart(make_measure((("A", 140, ""), ("B", 20, "")))._replace(unit="per cent"))
    assert with_per_cent_sign(chart).full_scale is None


def test_other_periods_of_a_force_are_listed_latest_first() -> None:
    measure = make_measure(periods=("2020", "2021", "2022"))
    bravo = make_force("Bravo")
    assert OtherPeriods(measure, {"2022"}).text(bravo) == "2021: 99 · 2020: 99"
    assert OtherPeriods(measure, {"2020", "2021", "2022"}).text(bravo) == ""
    assert OtherPeriods(measure, {"2022"}).text(make_force("Zulu")) == ""


def test_many_other_periods_are_counted() -> None:
    measure = make_measure(periods=[str(year) for year in range(2010, 2020)])
    text = OtherPeriods(measure, {"2019"}).text(make_force("Bravo"))
    assert text.startswith("2018: 99 · ")
    assert text.endswith("2014: 99 · 4 earlier periods")


def test_other_periods_say_what_is_missing_or_not_final() -> None:
    rows: tuple[Row, ...] = (("A", None, "x"), ("B", 5, "p"), ("C", 12, ""))
    measure = make_measure(rows, periods=("2021", "2022"))._replace(unit="per cent")
    texts = [OtherPeriods(measure, {"2022"}).text(make_force(name)) for name in "ABC"]
    assert texts == ["2021: not given", "2021: 5% provisional", "2021: 12%"]
