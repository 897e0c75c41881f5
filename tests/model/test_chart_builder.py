"""Tests of charts made from measures: figures, order, titles and notes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.charts import (
    LATEST,
    ChartView,
    bar_chart,
    chart_views,
    periods,
)
from briefing_app.model.report import Figure, Force, Measure
from tests.model.measure_strategies import measures, measures_over_time
from tests.sample_measures import THREE, highlighted, make_force, make_measure
from tests.sample_report import SOURCE


@given(measures())
def test_bars_are_longest_first_with_missing_figures_last(measure: Measure) -> None:
    values = [bar.value for bar in bar_chart(measure).bars]
    there = [value for value in values if value is not None]
    assert there == sorted(there, reverse=True)
    assert values == there + [None] * (len(values) - len(there))


def _figures_of(measure: Measure, view: ChartView) -> list[Figure]:
    """Return the figures that a view shows."""
    available = periods(measure)
    if view.force is not None:
        return [figure for figure in measure.figures if figure.force == view.force]
    period = view.period or (available[0] if available else "")
    return [figure for figure in measure.figures if figure.period == period]


@given(measures_over_time())
def test_view_shows_exactly_its_figures(measure: Measure) -> None:
    for view in chart_views(measure):
        bars = bar_chart(measure, view=view).bars
        wanted = {(f.force, f.period): f.value for f in _figures_of(measure, view)}
        assert {(bar.force, bar.period): bar.value for bar in bars} == wanted
        assert len(bars) == len(wanted)


@given(measures_over_time())
def test_views_cover_every_figure_and_have_distinct_names(
    measure: Measure,
) -> None:
    views = chart_views(measure)
    shown = {
        (bar.force, bar.period) for view in views for bar in bar_chart(measure, view=view).bars
    }
    assert shown == {(figure.force, figure.period) for figure in measure.figures}
    assert len(set(views.values())) == len(views)
    assert next(iter(views)) == LATEST


@given(measures_over_time(), st.data())
def test_views_do_not_depend_on_the_order_of_figures(measure: Measure, data: st.DataObject) -> None:
    turned = measure._replace(figures=tuple(data.draw(st.permutations(measure.figures))))
    views = chart_views(measure)
    assert list(chart_views(turned).items()) == list(views.items())
    for view in views:
        assert bar_chart(turned, view=view) == bar_chart(measure, view=view)


@given(measures_over_time())
def test_force_without_figures_changes_no_views(measure: Measure) -> None:
    elsewhere = make_force("Elsewhere")
    assert list(chart_views(measure, elsewhere).items()) == list(chart_views(measure).items())


@given(measures_over_time())
def test_unfinished_figure_is_marked_in_every_view(measure: Measure) -> None:
    status = {"p": "provisional", "r": "revised"}
    marked = {(f.force, f.period): status.get(f.marker, "") for f in measure.figures}
    for view in chart_views(measure):
        for bar in bar_chart(measure, view=view).bars:
            assert bar.note == marked[bar.force, bar.period]


@given(measures_over_time())
def test_message_is_shown_only_with_latest_figures(measure: Measure) -> None:
    for view in chart_views(measure):
        chart = bar_chart(measure, view=view)
        assert (chart.title == measure.message) == (view == LATEST)
        assert view == LATEST or measure.message not in (chart.title, chart.subtitle, *chart.notes)


@given(measures(), st.data())
def test_at_most_one_bar_is_highlighted(measure: Measure, data: st.DataObject) -> None:
    forces = [figure.force for figure in measure.figures]
    elsewhere = Force(0, "Elsewhere", "Elsewhere")
    my_force = data.draw(st.sampled_from([None, elsewhere, *forces]))
    chart = bar_chart(measure, my_force)
    shown = {bar.force for bar in chart.bars}
    lit = [bar.force for bar in chart.bars if bar.is_highlighted]
    wanted = my_force if my_force in shown else measure.highlight
    assert lit == ([wanted] if wanted in shown else [])


@pytest.mark.parametrize(
    ("marker", "text"), [("x", "not given"), ("c", "confidential"), ("z", "not applicable")]
)
def test_marker_says_why_a_figure_is_missing(marker: str, text: str) -> None:
    (bar,) = bar_chart(make_measure([("Alpha", None, marker)])).bars
    assert (bar.figure, bar.note, bar.drawn_value) == (text, "", 0.0)


def test_bars_of_equal_length_are_sorted_by_name() -> None:
    chart = bar_chart(make_measure([("bravo", 5, ""), ("Charlie", 5, ""), ("Alpha", 5, "")]))
    assert [bar.label for bar in chart.bars] == ["Alpha", "bravo", "Charlie"]


def test_latest_period_is_the_default() -> None:
    measure = make_measure(periods=("2015", "2017", "2016"))
    assert periods(measure) == ("2017", "2016", "2015")
    assert bar_chart(measure).period == "2017"
    assert {row.period for row in bar_chart(measure, view=ChartView("2015")).rows} == {"2015"}


def test_views_are_periods_and_forces_over_time() -> None:
    measure = make_measure(THREE[:2], periods=("2015", "2016", "2017"))
    assert list(chart_views(measure, make_force("Bravo")).values()) == [
        "2017, the latest",
        "2016",
        "2015",
        "Bravo over time",
        "Alpha over time",
    ]


def test_force_with_two_figures_can_be_shown_over_time() -> None:
    measure = make_measure(THREE[:2], periods=("2015", "2016"))
    measure = measure._replace(figures=measure.figures[:3])
    assert list(chart_views(measure).values()) == ["2016, the latest", "2015", "Alpha over time"]


def test_measure_with_one_period_has_one_view() -> None:
    assert chart_views(make_measure()) == {LATEST: "2016"}
    assert chart_views(make_measure(())) == {LATEST: ""}


def test_force_over_time_is_titled_and_ends_with_latest() -> None:
    measure = make_measure(periods=("2017", "2015", "2016"))
    chart = bar_chart(measure, make_force("Bravo"), ChartView(force=make_force("Alpha")))
    assert chart.title == "Alpha Made-up Police: Made-up measure 1"
    assert chart.subtitle == "Things counted, 2015 to 2017"
    assert [bar.label for bar in chart.bars] == ["2015", "2016", "2017"]
    assert [bar.is_highlighted for bar in chart.bars] == [False, False, True]
    assert chart.notes == ()
    assert "in chronological order" in chart.alt_text
    alpha = make_force("Alpha")
    assert bar_chart(measure, alpha, ChartView(force=alpha)).subtitle == chart.subtitle


def test_other_highlight_than_the_authors_is_named() -> None:
    measure = make_measure(highlight="Bravo", periods=("2015", "2016"))
    alpha, bravo, zulu = map(make_force, ("Alpha", "Bravo", "Zulu"))
    for view in (LATEST, ChartView("2015")):
        assert bar_chart(measure, alpha, view).subtitle.endswith(" · highlighted: Alpha")
        unnamed = bar_chart(measure, alpha, view, names_highlight=False)
        assert "highlighted" not in unnamed.subtitle
        for silent in (None, bravo, zulu):
            assert "highlighted" not in bar_chart(measure, silent, view).subtitle


def test_my_force_without_a_figure_is_noted() -> None:
    chart = bar_chart(make_measure(highlight="Bravo"), make_force("Zulu"))
    assert chart.notes == ("Zulu Made-up Police is not in these figures.",)
    assert highlighted(chart) == ["Bravo"]


def test_periods_keep_their_order_beside_an_arabic_title() -> None:
    measure = make_measure(periods=("2015", "2016"))._replace(title="عدد البلاغات", unit="بلاغ")
    view = ChartView(force=make_force("Alpha"))
    chart = bar_chart(measure, view=view, title="تقرير")
    assert chart.subtitle == "عدد البلاغات, بلاغ, \u20682015 to 2016\u2069"
    assert chart.period == "2015 to 2016"


@pytest.mark.parametrize(
    ("title", "subtitle"),
    [
        ("Things in 2016", "Things in 2016, things counted"),
        ("2016: things", "2016: things, things counted"),
        ("Things in 2016/17", "Things in 2016/17, things counted, 2016"),
        ("Things of 12016", "Things of 12016, things counted, 2016"),
    ],
)
def test_period_is_stated_once(title: str, subtitle: str) -> None:
    chart = bar_chart(make_measure()._replace(title=title))
    assert (chart.subtitle, chart.measured, chart.period) == (subtitle, subtitle, "2016")


@pytest.mark.parametrize(
    ("title", "message", "unit", "subtitle"),
    [
        # The measure's title or the message states the unit.
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
def test_unit_is_stated_once_in_title_or_subtitle(
    title: str, message: str, unit: str, subtitle: str | None
) -> None:
    measure = make_measure(message=message)._replace(title=title, unit=unit)
    chart = bar_chart(measure)
    assert chart.title == (message or title)
    assert chart.subtitle == (f"{title}, {unit}, 2016" if subtitle is None else subtitle)


def test_chart_uses_full_names_if_short_names_clash() -> None:
    figures = (
        Figure(Force(1, "Upper Vale Police", "Vale"), "2016", 2, ""),
        Figure(Force(2, "Lower Vale Police", "Vale"), "2016", 1, ""),
        Figure(Force(3, "Hill Police", "Hill"), "2016", 0, ""),
    )
    chart = bar_chart(make_measure(())._replace(figures=figures))
    assert [bar.label for bar in chart.bars] == ["Upper Vale Police", "Lower Vale Police", "Hill"]


def test_measure_without_figures_says_so() -> None:
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
def test_source_line_is_a_sentence(publisher: str, title: str, line: str) -> None:
    source = SOURCE._replace(publisher=publisher, title=title)
    assert bar_chart(make_measure()._replace(source=source)).source == line


def test_source_line_says_where_the_figures_are() -> None:
    chart = bar_chart(make_measure()._replace(locator="table 2"))
    assert chart.source == "Source: The Made-up Post, A made-up article · table 2."


def test_caveat_and_definition_are_sentences_before_the_source() -> None:
    chart = bar_chart(make_measure()._replace(caveat="Not rates", definition="Each is a case"))
    assert chart.caveat == "Not rates."
    assert chart.definition == "Each is a case."
