"""Tests of bar charts as values, and of their figures as table and text."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.charts import (
    LATEST,
    ChartView,
    bar_chart,
    chart_views,
    tab_separated,
)
from briefing_app.model.report import Figure, Force, Measure
from tests.model.measure_strategies import measures, measures_over_time
from tests.sample_measures import make_force, make_measure


@given(measures_over_time())
def test_alt_text_of_every_view_has_every_figure(measure: Measure) -> None:
    for view in chart_views(measure):
        chart = bar_chart(measure, view=view)
        for bar in chart.bars:
            assert f"{bar.label} {bar.figure}" in chart.alt_text
        assert len({bar.label for bar in chart.bars}) == len(chart.bars)
        assert [(row.force, row.figure, row.period) for row in chart.rows] == [
            (bar.force.name, bar.figure, bar.period) for bar in chart.bars
        ]
        assert chart.is_over_time == (view.force is not None)


@pytest.mark.parametrize(("marker", "note"), [("p", "provisional"), ("r", "revised")])
def test_figure_that_is_not_final_says_so(marker: str, note: str) -> None:
    chart = bar_chart(make_measure([("Alpha", 1200, marker)]))
    assert chart.bars[0].figure == f"1,200 {note}"
    assert chart.rows[0].figure == f"1,200 {note}"
    assert f"Alpha 1,200 {note}." in chart.alt_text


def test_figure_that_rounds_to_0_is_not_shown_as_0() -> None:
    measure = make_measure([("Alpha", 0, "low"), ("Bravo", 0, ""), ("Charlie", None, "x")])
    chart = bar_chart(measure)
    assert [(bar.text, bar.is_in_words, bar.value) for bar in chart.bars] == [
        ("low, rounds to 0", True, 0),
        ("0", False, 0),
        ("not given", True, None),
    ]
    assert "Alpha low, rounds to 0, Bravo 0," in chart.alt_text
    assert [cells[1] for cells in _cells(tab_separated(chart))[3:6]] == [
        "low, rounds to 0",
        "0",
        "not given",
    ]


def test_chart_of_latest_period_lists_earlier_periods() -> None:
    def earlier_text(*spans: str, view: ChartView = LATEST) -> str:
        return bar_chart(make_measure(periods=spans), view=view).earlier_text

    assert earlier_text("2016") == ""
    assert earlier_text("2016", "2015") == "Earlier period in this briefing: 2015."
    for view in (LATEST, ChartView("2017")):
        several = earlier_text("2015", "2017", "2016", view=view)
        assert several == "Earlier periods in this briefing: 2015, 2016."
    others = (ChartView("2016"), ChartView(force=make_force("Alpha")))
    assert [earlier_text("2015", "2016", "2017", view=view) for view in others] == ["", ""]
    assert earlier_text(*map(str, range(2000, 2007))).endswith(
        ": 2000, 2001, 2002, 2003, 2004, 2005."
    )
    assert earlier_text(*map(str, range(2000, 2008))).endswith(": 7, from 2000 to 2006.")
    assert bar_chart(make_measure(())).earlier_text == ""


def test_alt_text_follows_the_order_of_the_bars() -> None:
    rows = [("Alpha", 16, ""), ("Bravo", 99, ""), ("Charlie", None, "c")]
    assert bar_chart(make_measure(rows, highlight="Bravo")).alt_text == (
        "Bar chart, 2 bars, longest first, 1 figure missing. "
        "Bravo 99, Alpha 16, Charlie confidential. Bravo is highlighted."
    )


def _cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), dialect="excel-tab"))


@given(measures())
def test_copied_table_has_every_figure_with_force_and_period(measure: Measure) -> None:
    chart = bar_chart(measure)
    table = _cells(tab_separated(chart))[3 : 3 + len(chart.bars)]
    for bar, cells in zip(chart.bars, table, strict=True):
        assert cells[2] == chart.period
        if bar.value is None:
            assert cells[1] == bar.text
        else:
            assert Decimal(cells[1]) == Decimal(str(bar.value))
            assert "," not in cells[1]


def test_copied_text_runs_from_message_to_source() -> None:
    cells = _cells(tab_separated(bar_chart(make_measure([("Alpha", 1, "p"), ("Bravo", 2, "")]))))
    assert cells == [
        ["Bravo has more than the others"],
        ["Made-up measure 1, things counted, 2016"],
        ["Force", "things counted", "Period", "Note"],
        ["Bravo Made-up Police", "2", "2016", ""],
        ["Alpha Made-up Police", "1", "2016", "provisional"],
        ["Things, counted once each."],
        ["Counts, not rates."],
        ["Source: The Made-up Post, A made-up article."],
    ]


@given(
    st.sampled_from(["=", "+", "-", "@", "\t=", "\r\n@", " +", "＝"]),
    st.text(max_size=20),
)
def test_copied_text_cannot_run_as_formula_or_break_table(start: str, rest: str) -> None:
    evil = start + rest
    force = Force(1, evil, evil)
    measure = make_measure(())._replace(
        title=evil,
        message=evil,
        unit=evil,
        definition=evil,
        caveat=evil,
        figures=(Figure(force, evil, 1, ""),),
    )
    cells = _cells(tab_separated(bar_chart(measure)))
    assert [len(line) for line in cells] == [1, 1, 3, 3, 1, 1, 1]
    for line in cells:
        for cell in line:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
