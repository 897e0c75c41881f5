"""Which bars a window and a slide show, in which order, and the figures of other periods."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from briefing_app.model.chart_selection import (
    ChartOrder,
    OtherPeriods,
    bars_for_slide,
    few_rows,
    in_order,
    with_per_cent_sign,
)
from briefing_app.model.charts import BarChart, ChartView, bar_chart
from briefing_app.model.report import Measure
from tests.sample_measures import THREE, Row, make_force, make_measure, measure_of_two_sources

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


def test_other_periods_name_their_sources_if_the_figures_have_several() -> None:
    measure = measure_of_two_sources()
    earlier = tuple(figure._replace(period="2015") for figure in measure.figures)
    both = measure._replace(figures=(*earlier, *measure.figures))
    others = OtherPeriods(both, {"2016"})
    texts = [others.text(make_force(name)) for name in ("Alpha", "Bravo")]
    assert texts == [
        "2015: 16 (The Made-up Post, table 2)",
        "2015: 99 (The Made-up House, column 5)",
    ]


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


def many(count: int, *missing: int) -> list[Row]:
    """Return rows of which the first one is the largest, some without a figure."""
    return [(f"{at:03}", None if at in missing else 999 - at, "") for at in range(count)]


def shown(rows: Sequence[Row], highlight: str = "") -> tuple[str, tuple[int, ...]]:
    """Return the bars on a slide, from the first to the last of those in a row, and the breaks."""
    chart = bars_for_slide(bar_chart(make_measure(rows, highlight=highlight)))
    assert len(chart.bars) == min(len(rows), 12)
    assert chart.left_out == len(rows) - len(chart.bars)
    names, runs = labels(chart), [0, *chart.breaks, len(chart.bars)]
    text = " ".join("-".join(dict.fromkeys((names[a], names[b - 1]))) for a, b in pairwise(runs))
    return text, chart.breaks


@pytest.mark.parametrize(
    ("rows", "highlight", "expected"),
    [
        (many(12), "", ("000-011", ())),
        (many(13), "", ("000-010 012", (11,))),
        (many(13), "011", ("000-009 011-012", (10,))),
        (many(43), "", ("000-010 042", (11,))),
        (many(43), "005", ("000-010 042", (11,))),  # among the largest
        (many(43), "020", ("000-009 020 042", (10, 11))),
        (many(43), "041", ("000-009 041-042", (10,))),
        (many(43), "042", ("000-010 042", (11,))),  # the lowest
        (many(300), "150", ("000-009 150 299", (10, 11))),
        # Missing figures come last, and aren’t the lowest.
        (many(43, 2, 42), "", ("000-011 041", (11,))),
        (many(43, 20), "020", ("000-009 042-020", (10,))),
        (many(43, *range(3, 43)), "", ("000-011", ())),
        (many(43, *range(43)), "", ("000-011", ())),
        (many(43, *range(43)), "030", ("000-010 030", (11,))),
    ],
)
def test_slide_has_the_largest_the_highlighted_and_the_lowest_bar(
    rows: list[Row], highlight: str, expected: tuple[str, tuple[int, ...]]
) -> None:
    assert shown(rows, highlight) == expected


def test_last_of_several_lowest_bars_is_on_a_slide() -> None:
    rows: list[Row] = [(f"{at:03}", 99 if at < 20 else 0, "") for at in range(43)]
    assert shown(rows, "025") == ("000-009 025 042", (10, 11))


@pytest.mark.parametrize(("count", "expected"), [(1, ["000"]), (2, ["000", "042"])])
def test_slide_with_little_room_has_the_largest_bar(count: int, expected: list[str]) -> None:
    chart = bar_chart(make_measure(many(43)))
    assert labels(bars_for_slide(chart, count)) == expected


def test_description_says_how_many_bars_a_slide_leaves_out() -> None:
    chart = bars_for_slide(bar_chart(make_measure(many(2_043))))
    assert "Bar chart, 12 bars, longest first. 000 999," in chart.alt_text
    assert ", and 2,031 more in the handout." in chart.alt_text
    assert chart.in_name_order.left_out == 2_031
    assert not chart.in_name_order.breaks
