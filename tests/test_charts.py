"""A measure as a chart value."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.charts import bar_chart, number_text, periods, tab_separated
from briefing_app.report import Figure, Force, Measure, force_labels
from tests.made_up import SOURCE
from tests.made_up_measures import make_force, make_measure

_texts = st.text(min_size=1, max_size=12)
_forces = st.lists(
    st.builds(Force, st.integers(1, 10**6), _texts, _texts),
    max_size=12,
    unique_by=(lambda force: force.id, lambda force: force.name),
)
_numbers = st.one_of(st.integers(0, 2**63 - 1), st.floats(0, allow_nan=False, allow_infinity=False))


@st.composite
def _measures(draw: st.DrawFn) -> Measure:
    """Measures as the database lets them be: a value, or a marker that says why there is none."""
    figures = []
    for force in draw(_forces):
        value = draw(st.none() | _numbers)
        markers = ("x", "c", "z") if value is None else ("", "p", "r")
        period = draw(st.sampled_from(["2015", "2016"]))
        figures.append(Figure(force, period, value, draw(st.sampled_from(markers))))
    highlight = draw(st.none() | st.sampled_from([f.force for f in figures])) if figures else None
    return replace(make_measure(()), figures=tuple(figures), highlight=highlight)


@given(_measures())
def test_that_bars_stand_longest_first_and_missing_figures_last(measure: Measure) -> None:
    values = [bar.value for bar in bar_chart(measure).bars]
    there = [value for value in values if value is not None]
    assert there == sorted(there, reverse=True)
    assert values == there + [None] * (len(values) - len(there))


@given(_measures())
def test_that_no_figure_of_the_period_is_lost_changed_or_added(measure: Measure) -> None:
    for period in ("2015", "2016"):
        bars = bar_chart(measure, period=period).bars
        given_figures = {f.force: f.value for f in measure.figures if f.period == period}
        assert {bar.force: bar.value for bar in bars} == given_figures
        assert len(bars) == len(given_figures)


@given(_measures())
def test_that_the_order_does_not_depend_on_the_order_of_the_figures(measure: Measure) -> None:
    turned = replace(measure, figures=measure.figures[::-1])
    assert bar_chart(turned) == bar_chart(measure)


@given(_measures())
def test_that_a_missing_figure_is_said_in_words_and_never_a_number(measure: Measure) -> None:
    words = {"not available", "confidential", "not applicable"}
    for bar in bar_chart(measure).bars:
        assert (bar.text in words) == (bar.value is None)


@given(_measures(), st.data())
def test_that_one_bar_at_most_is_highlighted(measure: Measure, data: st.DataObject) -> None:
    forces = [figure.force for figure in measure.figures]
    elsewhere = Force(0, "Elsewhere", "Elsewhere")
    my_force = data.draw(st.sampled_from([None, elsewhere, *forces]))
    chart = bar_chart(measure, my_force)
    shown = {bar.force for bar in chart.bars}
    lit = [bar.force for bar in chart.bars if bar.highlighted]
    wanted = my_force if my_force in shown else measure.highlight
    assert lit == ([wanted] if wanted in shown else [])
    assert (chart.highlighted.force if chart.highlighted else None) == (lit[0] if lit else None)


@given(_measures())
def test_that_the_table_says_what_the_bars_say(measure: Measure) -> None:
    chart = bar_chart(measure)
    assert [(row.force, row.figure) for row in chart.rows] == [
        (bar.force.name, bar.figure) for bar in chart.bars
    ]
    assert {row.period for row in chart.rows} <= {chart.period}


@given(_measures())
def test_that_the_alt_text_names_every_bar_with_its_figure(measure: Measure) -> None:
    chart = bar_chart(measure)
    for bar in chart.bars:
        assert f"{bar.label} {bar.figure}" in chart.alt_text


@given(_numbers)
def test_that_a_number_is_shown_to_the_last_digit_and_no_further(value: float) -> None:
    assert Decimal(number_text(value).replace(",", "")) == Decimal(str(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (99, "99"), (1234, "1,234"), (12.5, "12.5"), (1234567.25, "1,234,567.25")],
)
def test_that_numbers_are_written_with_thousands_apart(value: float, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("marker", "text"), [("x", "not available"), ("c", "confidential"), ("z", "not applicable")]
)
def test_that_a_marker_tells_why_a_figure_is_missing(marker: str, text: str) -> None:
    (bar,) = bar_chart(make_measure([("Alpha", None, marker)])).bars
    assert (bar.figure, bar.note) == (text, "")


@pytest.mark.parametrize(("marker", "note"), [("p", "provisional"), ("r", "revised")])
def test_that_a_figure_that_is_not_final_says_so(marker: str, note: str) -> None:
    chart = bar_chart(make_measure([("Alpha", 1200, marker)]))
    assert chart.bars[0].figure == f"1,200 {note}"
    assert chart.rows[0].figure == f"1,200 {note}"
    assert f"Alpha 1,200 {note}." in chart.alt_text


def test_that_a_figure_that_only_rounds_to_0_is_never_shown_as_0() -> None:
    measure = make_measure([("Alpha", 0, "low"), ("Bravo", 0, ""), ("Charlie", None, "x")])
    chart = bar_chart(measure)
    assert [(bar.text, bar.worded, bar.value) for bar in chart.bars] == [
        ("low, rounds to 0", True, 0),
        ("0", False, 0),
        ("not available", True, None),
    ]
    assert "Alpha low, rounds to 0, Bravo 0," in chart.alt_text
    assert [cells[1] for cells in _cells(tab_separated(chart))[3:6]] == [
        "low, rounds to 0",
        "0",
        "not available",
    ]


def test_that_bars_of_one_length_stand_by_name() -> None:
    chart = bar_chart(make_measure([("bravo", 5, ""), ("Charlie", 5, ""), ("Alpha", 5, "")]))
    assert [bar.label for bar in chart.bars] == ["Alpha", "bravo", "Charlie"]


def test_that_the_latest_period_is_shown_unless_another_is_asked_for() -> None:
    measure = make_measure(periods=("2015", "2017", "2016"))
    assert periods(measure) == ("2017", "2016", "2015")
    assert bar_chart(measure).period == "2017"
    assert {row.period for row in bar_chart(measure, period="2015").rows} == {"2015"}


def test_that_my_force_is_highlighted_in_place_of_the_measures_own() -> None:
    measure = make_measure(highlight="Bravo")
    own = bar_chart(measure).highlighted
    mine = bar_chart(measure, make_force("Alpha")).highlighted
    assert (own and own.label, mine and mine.label) == ("Bravo", "Alpha")


def test_that_my_force_without_a_figure_is_said_and_the_measures_own_stays() -> None:
    chart = bar_chart(make_measure(highlight="Bravo"), make_force("Zulu"))
    assert chart.notes == ("Zulu Made-up Police is not in these figures.",)
    assert chart.highlighted is not None
    assert chart.highlighted.label == "Bravo"


def test_that_the_message_is_the_title_and_the_measure_and_period_stand_under_it() -> None:
    chart = bar_chart(make_measure())
    assert chart.title == "Bravo has more than the others"
    assert chart.subtitle == "Made-up measure 1, 2016"


def test_that_a_measure_without_a_message_is_titled_by_what_was_counted() -> None:
    chart = bar_chart(make_measure(message=""))
    assert chart.title == "Made-up measure 1"
    assert chart.subtitle == "Things counted, 2016"


def test_that_forces_with_one_short_name_are_told_apart_by_their_whole_names() -> None:
    figures = (
        Figure(Force(1, "Upper Vale Police", "Vale"), "2016", 2, ""),
        Figure(Force(2, "Lower Vale Police", "Vale"), "2016", 1, ""),
        Figure(Force(3, "Hill Police", "Hill"), "2016", 0, ""),
    )
    chart = bar_chart(replace(make_measure(()), figures=figures))
    assert [bar.label for bar in chart.bars] == ["Upper Vale Police", "Lower Vale Police", "Hill"]


@given(_forces)
def test_that_no_two_forces_are_called_the_same(forces: list[Force]) -> None:
    labels = force_labels(forces)
    assert set(labels) == set(forces)
    assert len(set(labels.values())) == len(forces)


@given(_forces)
def test_that_a_force_is_called_by_its_short_name_unless_another_is_known_by_that(
    forces: list[Force],
) -> None:
    for force, label in force_labels(forces).items():
        others = [other for other in forces if other != force]
        shared = any(force.short_name in {other.name, other.short_name} for other in others)
        assert label == (force.name if shared else force.short_name)


def test_that_the_alt_text_is_sentences_in_the_order_of_the_bars() -> None:
    rows = [("Alpha", 16, ""), ("Bravo", 99, ""), ("Charlie", None, "c")]
    assert bar_chart(make_measure(rows, highlight="Bravo")).alt_text == (
        "Bar chart, 2 bars, longest first, 1 figure missing. "
        "Bravo 99, Alpha 16, Charlie confidential. Bravo is highlighted."
    )


def test_that_a_measure_without_figures_says_so() -> None:
    chart = bar_chart(make_measure(()))
    assert chart.bars == ()
    assert chart.notes == ("There are no figures to show.",)
    assert chart.alt_text == "Bar chart without figures."


@pytest.mark.parametrize(
    ("publisher", "title", "line"),
    [
        ("The Post", "An article", "Source: The Post, An article."),
        ("", "An article", "Source: An article."),
        ("The Post", "Is it so?", "Source: The Post, Is it so?"),
    ],
)
def test_that_the_source_line_is_a_sentence(publisher: str, title: str, line: str) -> None:
    source = replace(SOURCE, publisher=publisher, title=title)
    assert bar_chart(replace(make_measure(), source=source)).source == line


def _cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), dialect="excel-tab"))


@given(_measures())
def test_that_every_figure_is_copied_with_its_force_and_period(measure: Measure) -> None:
    chart = bar_chart(measure)
    table = _cells(tab_separated(chart))[3 : 3 + len(chart.bars)]
    for bar, cells in zip(chart.bars, table, strict=True):
        assert cells[2] == chart.period
        if bar.value is None:
            assert cells[1] == bar.text
        else:
            assert Decimal(cells[1]) == Decimal(str(bar.value))
            assert "," not in cells[1]


def test_that_what_is_copied_starts_with_the_message_and_ends_with_the_source() -> None:
    cells = _cells(tab_separated(bar_chart(make_measure([("Alpha", 1, "p"), ("Bravo", 2, "")]))))
    assert cells == [
        ["Bravo has more than the others"],
        ["Made-up measure 1, 2016"],
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
def test_that_no_copied_text_can_run_as_a_formula_or_break_the_table(start: str, rest: str) -> None:
    evil = start + rest
    force = Force(1, evil, evil)
    measure = replace(
        make_measure(()),
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
