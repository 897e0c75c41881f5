"""A measure as a chart value."""

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.chart_builder import (
    CALCULATED,
    LATEST,
    ChartView,
    bar_chart,
    chart_views,
    periods,
)
from briefing_app.model.charts import Bar, tab_separated
from briefing_app.model.figure_text import difference_text, number_text
from briefing_app.model.report import Figure, Force, Measure, force_labels
from tests.sample_measures import THREE, make_force, make_measure
from tests.sample_report import SOURCE

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


@st.composite
def _measures_over_time(draw: st.DrawFn) -> Measure:
    """Measures with figures of none to three periods, not all forces having one of each."""
    measure = draw(_measures())
    figures = []
    for figure in measure.figures:
        for period in draw(st.sets(st.sampled_from(["2015", "2016", "2017"]), min_size=1)):
            value = draw(st.none() | _numbers)
            markers = ("x", "c", "z") if value is None else ("", "p", "r")
            marker = draw(st.sampled_from(markers))
            figures.append(Figure(figure.force, period, value, marker))
    return replace(measure, figures=tuple(figures))


@given(_measures())
def test_that_bars_stand_longest_first_and_missing_figures_last(measure: Measure) -> None:
    values = [bar.value for bar in bar_chart(measure).bars]
    there = [value for value in values if value is not None]
    assert there == sorted(there, reverse=True)
    assert values == there + [None] * (len(values) - len(there))


def _wanted(measure: Measure, view: ChartView) -> list[Figure]:
    """The figures that a view is of."""
    spans = periods(measure)
    if view.force is not None:
        return [figure for figure in measure.figures if figure.force == view.force]
    shown = {view.period or (spans[0] if spans else ""), view.since}
    return [figure for figure in measure.figures if figure.period in shown]


@given(_measures_over_time())
def test_that_no_figure_of_a_view_is_lost_changed_or_added(measure: Measure) -> None:
    for view in chart_views(measure):
        bars = bar_chart(measure, view=view).bars
        wanted = {(f.force, f.period): f.value for f in _wanted(measure, view)}
        assert {(bar.force, bar.period): bar.value for bar in bars} == wanted
        assert len(bars) == len(wanted)


@given(_measures_over_time())
def test_that_every_figure_is_in_a_view_and_every_view_has_a_name_of_its_own(
    measure: Measure,
) -> None:
    views = chart_views(measure)
    shown = {
        (bar.force, bar.period) for view in views for bar in bar_chart(measure, view=view).bars
    }
    assert shown == {(figure.force, figure.period) for figure in measure.figures}
    assert len(set(views.values())) == len(views)
    assert next(iter(views)) == LATEST


@given(_measures_over_time(), st.data())
def test_that_views_do_not_depend_on_the_order_of_the_figures(
    measure: Measure, data: st.DataObject
) -> None:
    turned = replace(measure, figures=tuple(data.draw(st.permutations(measure.figures))))
    views = chart_views(measure)
    assert list(chart_views(turned).items()) == list(views.items())
    for view in views:
        assert bar_chart(turned, view=view) == bar_chart(measure, view=view)


@given(_measures_over_time())
def test_that_a_change_is_said_of_two_figures_to_the_last_digit_and_of_no_other(
    measure: Measure,
) -> None:
    for view in chart_views(measure):
        chart = bar_chart(measure, view=view)
        known = {(bar.force, bar.period): bar for bar in chart.bars}
        compared = False
        for bar in chart.bars:
            before = known.get((bar.force, view.since))
            said = re.search(r"(?:(up|down) ([\d,.]+)|no change)$", bar.note)
            both = before is not None and None not in (before.value, bar.value)
            assert bool(said) == (both and bar is not before)
            if said and before is not None:
                compared = True
                # Fractions, since a sum of decimals is rounded.
                change = Fraction((said[2] or "0").replace(",", ""))
                change *= -1 if said[1] == "down" else 1
                assert Fraction(str(before.value)) + change == Fraction(str(bar.value))
        assert (CALCULATED in chart.notes) == compared


@given(_measures_over_time())
def test_that_pairs_stand_together_in_the_order_of_their_later_figures(measure: Measure) -> None:
    for view in chart_views(measure):
        bars = bar_chart(measure, view=view).bars
        assert not bars or not bars[0].is_joined
        for above, bar in pairwise(bars):
            pair = (above.force, above.period) == (bar.force, view.since)
            assert bar.is_joined == (bool(view.since) and pair)
            assert view.force is not None or pair or above.force != bar.force
        if view.since:
            later = [
                bar.value for bar in bars if bar.period == view.period and bar.value is not None
            ]
            assert later == sorted(later, reverse=True)
            last = [pair[-1] for pair in _pairs(bars)]
            drawn = [bar.period == view.period and bar.value is not None for bar in last]
            assert drawn == sorted(drawn, reverse=True)
        if view.force is not None:
            assert [bar.period for bar in bars] == sorted(bar.period for bar in bars)


def _pairs(bars: tuple[Bar, ...]) -> list[list[Bar]]:
    pairs: list[list[Bar]] = []
    for bar in bars:
        if bar.is_joined:
            pairs[-1].append(bar)
        else:
            pairs.append([bar])
    return pairs


@given(_measures_over_time())
def test_that_every_view_says_all_in_words(measure: Measure) -> None:
    for view in chart_views(measure):
        chart = bar_chart(measure, view=view)
        for bar in chart.bars:
            assert f"{bar.label} {bar.figure}" in chart.alt_text
        assert len({bar.label for bar in chart.bars}) == len(chart.bars)
        assert [(row.force, row.figure, row.period) for row in chart.rows] == [
            (bar.force.name, bar.figure, bar.period) for bar in chart.bars
        ]
        assert chart.has_several_periods == (len({bar.period for bar in chart.bars}) > 1)


@given(_measures_over_time())
def test_that_a_figure_that_is_not_final_says_so_in_every_view(measure: Measure) -> None:
    status = {"p": "provisional", "r": "revised"}
    marked = {(f.force, f.period): status.get(f.marker, "") for f in measure.figures}
    for view in chart_views(measure):
        for bar in bar_chart(measure, view=view).bars:
            assert bar.note.startswith(marked[bar.force, bar.period])


@given(_measures_over_time())
def test_that_the_message_stands_over_the_latest_figures_alone(measure: Measure) -> None:
    for view in chart_views(measure):
        chart = bar_chart(measure, view=view)
        assert (chart.title == measure.message) == (view == LATEST)
        assert view == LATEST or measure.message not in (chart.title, chart.subtitle, *chart.notes)


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
    lit = [bar.force for bar in chart.bars if bar.is_highlighted]
    wanted = my_force if my_force in shown else measure.highlight
    assert lit == ([wanted] if wanted in shown else [])
    assert (chart.highlighted_bar.force if chart.highlighted_bar else None) == (
        lit[0] if lit else None
    )


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
    assert [(bar.text, bar.is_in_words, bar.value) for bar in chart.bars] == [
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
    assert {row.period for row in bar_chart(measure, view=ChartView("2015")).rows} == {"2015"}


def test_that_a_measure_of_several_periods_offers_each_the_changes_and_each_force() -> None:
    measure = make_measure(THREE[:2], periods=("2015", "2016", "2017"))
    assert list(chart_views(measure, make_force("Bravo")).values()) == [
        "2017, the latest",
        "2016",
        "2015",
        "Change from 2016 to 2017",
        "Change from 2015 to 2017",
        "Change from 2015 to 2016",
        "Bravo over time",
        "Alpha over time",
    ]


def test_that_a_chart_of_the_latest_period_alone_says_which_earlier_ones_there_are() -> None:
    def told(*spans: str, view: ChartView = LATEST) -> str:
        return bar_chart(make_measure(periods=spans), view=view).earlier_text

    assert told("2016") == ""
    assert told("2016", "2015") == "Earlier period in this briefing: 2015."
    for view in (LATEST, ChartView("2017")):
        several = told("2015", "2017", "2016", view=view)
        assert several == "Earlier periods in this briefing: 2015, 2016."
    others = (ChartView("2016"), ChartView("2017", "2016"), ChartView(force=make_force("Alpha")))
    assert [told("2015", "2016", "2017", view=view) for view in others] == ["", "", ""]
    many = told(*(str(year) for year in range(2000, 2009)))
    assert many == "Earlier periods in this briefing: 8, from 2000 to 2007."
    assert bar_chart(make_measure(())).earlier_text == ""


def test_that_a_measure_of_one_period_or_none_offers_no_choice() -> None:
    assert list(chart_views(make_measure())) == [LATEST]
    assert list(chart_views(make_measure(()))) == [LATEST]


def test_that_the_change_is_told_beside_the_later_figure_and_said_to_be_worked_out() -> None:
    measure = replace(
        make_measure(()),
        figures=tuple(
            Figure(make_force(name), period, value, marker)
            for name, period, value, marker in (
                ("Alpha", "2015", 0.1, "p"),
                ("Alpha", "2016", 0.3, "r"),
                ("Bravo", "2015", 1200, ""),
                ("Bravo", "2016", 100, ""),
                ("Charlie", "2015", 7, ""),
                ("Charlie", "2016", 7, ""),
                ("Delta", "2015", None, "x"),
                ("Delta", "2016", 5, ""),
                ("Echo", "2016", None, "c"),
                ("Foxtrot", "2015", 3, ""),
            )
        ),
    )
    chart = bar_chart(measure, view=ChartView("2016", "2015"))
    assert [(bar.label, bar.figure) for bar in chart.bars] == [
        ("Bravo 2015", "1,200"),
        ("Bravo 2016", "100 down 1,100"),
        ("Charlie 2015", "7"),
        ("Charlie 2016", "7 no change"),
        ("Delta 2015", "not available"),
        ("Delta 2016", "5"),
        ("Alpha 2015", "0.1 provisional"),
        ("Alpha 2016", "0.3 revised, up 0.2"),
        ("Echo 2016", "confidential"),
        ("Foxtrot 2015", "3"),
    ]
    assert chart.notes == (CALCULATED,)
    assert (chart.title, chart.subtitle) == ("Made-up measure 1", "Things counted, 2015 and 2016")
    assert chart.alt_text.startswith(
        "Bar chart, 8 bars, the two periods of each force together, 2 figures missing. Bravo 2015 "
    )


def test_that_one_force_over_time_is_named_in_the_title_and_ends_with_its_latest_figure() -> None:
    measure = make_measure(periods=("2017", "2015", "2016"))
    chart = bar_chart(measure, make_force("Bravo"), ChartView(force=make_force("Alpha")))
    assert chart.title == "Alpha Made-up Police: Made-up measure 1"
    assert chart.subtitle == "Things counted, 2015 to 2017"
    assert [bar.label for bar in chart.bars] == ["2015", "2016", "2017"]
    assert chart.highlighted_bar == chart.bars[-1]
    assert chart.notes == ()
    assert "in the order of time" in chart.alt_text


@given(_numbers, _numbers)
def test_that_a_difference_and_the_earlier_figure_make_the_later_one(
    before: float, after: float
) -> None:
    said = difference_text(before, after)
    word, _, digits = said.partition(" ")
    by = {"up": 1, "down": -1, "no": 0}[word]
    change = by * Fraction(digits.replace(",", "")) if by else 0
    assert Fraction(str(before)) + change == Fraction(str(after))


def test_that_nothing_is_said_of_the_difference_to_a_figure_that_is_missing() -> None:
    assert difference_text(None, 5) == difference_text(5, None) == difference_text(None, None) == ""
    assert difference_text(1.0, float("inf")) == ""


def test_that_my_force_is_highlighted_in_place_of_the_measures_own() -> None:
    measure = make_measure(highlight="Bravo")
    own = bar_chart(measure).highlighted_bar
    mine = bar_chart(measure, make_force("Alpha")).highlighted_bar
    assert (own and own.label, mine and mine.label) == ("Bravo", "Alpha")


def test_that_my_force_without_a_figure_is_said_and_the_measures_own_stays() -> None:
    chart = bar_chart(make_measure(highlight="Bravo"), make_force("Zulu"))
    assert chart.notes == ("Zulu Made-up Police is not in these figures.",)
    assert chart.highlighted_bar is not None
    assert chart.highlighted_bar.label == "Bravo"


def test_that_the_message_is_the_title_and_the_measure_and_period_stand_under_it() -> None:
    chart = bar_chart(make_measure())
    assert chart.title == "Bravo has more than the others"
    assert chart.subtitle == "Made-up measure 1, things counted, 2016"


@pytest.mark.parametrize(
    ("title", "message", "unit", "subtitle"),
    [
        # The measure's title says the unit, or the message does.
        ("Victims referred", "Bravo leads", "victims", "Victims referred, 2016"),
        ("Referrals", "Bravo referred most Victims", "victims referred", "Referrals, 2016"),
        ("Cases opened", "Bravo leads", "number of cases", "Cases opened, 2016"),
        ("Officers (%)", "Bravo leads", "per cent of officers", "Officers (%), 2016"),
        ("Officers trained", "Bravo: 79% of officers", "Percent", "Officers trained, 2016"),
        ("Cost, £ million", "Bravo leads", "£ million", "Cost, £ million, 2016"),
        ("Swyddogion ŵyr", "Bravo leads", "swyddogion", "Swyddogion ŵyr, 2016"),
        # Neither does.
        ("Trained", "Half of the officers were", "per cent of officers", None),
        ("Trained", "Bravo leads", "officers trained", None),
        ("Referrals of women", "Bravo leads", "men", None),
        ("Cost in million", "Bravo leads", "£ million", None),
        ("Dedfrydau", "Bravo leads", "blynyddoedd ŵ", None),
        # Without a message, the measure's title is the title.
        ("Victims referred", "", "victims", "2016"),
        ("Referrals", "", "victims", "Victims, 2016"),
        ("Referrals", "", "", "2016"),
        ("Referrals.", "Bravo leads", "victims.", "Referrals, victims, 2016"),
    ],
)
def test_that_the_unit_is_said_once_by_the_title_what_was_counted_or_below(
    title: str, message: str, unit: str, subtitle: str | None
) -> None:
    measure = replace(make_measure(message=message), title=title, unit=unit)
    chart = bar_chart(measure)
    assert chart.title == (message or title)
    assert chart.subtitle == (f"{title}, {unit}, 2016" if subtitle is None else subtitle)


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


def test_that_a_figure_that_only_rounds_to_0_is_not_compared_as_0() -> None:
    alpha = make_force("Alpha")
    measure = replace(
        make_measure((("Alpha", 4, ""),), periods=("2015", "2016")),
        figures=(Figure(alpha, "2015", 0, "low"), Figure(alpha, "2016", 4, "")),
    )
    chart = bar_chart(measure, view=ChartView("2016", "2015"))
    assert [bar.figure for bar in chart.bars] == ["low, rounds to 0", "4"]
    assert CALCULATED not in chart.notes
