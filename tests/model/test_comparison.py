"""Tests of the comparison of two briefings."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.charts import CALCULATED
from briefing_app.model.comparison import (
    ENDED,
    NEW,
    UNMATCHED,
    WHAT_HAS_CHANGED,
    FollowUp,
    changed_since_label,
    compare,
    comparison_slides,
    earlier_first,
    unmatched_measure_lines,
)
from briefing_app.model.report import FindingKind, Measure, Report
from briefing_app.model.slides import Pair, Role, Slide
from tests.sample_measures import Row, make_force, make_measure
from tests.sample_report import make_finding, make_report
from tests.sample_report_pairs import pairs


def _measure(rows: list[Row], period: str = "2016") -> Measure:
    return make_measure(rows, periods=(period,))


def _with_measures(*measures: Measure) -> Report:
    return make_report(measures=measures)


@given(pairs)
def test_every_finding_is_in_exactly_one_group(
    pair: tuple[Report, Report],
) -> None:
    earlier, later = pair
    comparison = compare(earlier, later)
    now = [each.later for each in comparison.followed]
    assert Counter(f.id for f in (*now, *comparison.new)) == Counter(f.id for f in later.findings)
    times = Counter(each.earlier.id for each in comparison.followed)
    for finding in earlier.findings:
        followers = [each for each in later.findings if finding.key and each.follows == finding.key]
        assert times[finding.id] == len(followers)
        assert (finding in comparison.ended) == (not followers)
    assert len(comparison.ended) == len(set(comparison.ended))
    for was, followed_by in comparison.followed:
        assert was in earlier.findings
        assert followed_by.follows == was.key != ""


@given(pairs)
def test_groups_keep_the_order_of_their_briefing(
    pair: tuple[Report, Report],
) -> None:
    comparison = compare(*pair)
    followers = [each.later for each in comparison.followed]
    for findings in (followers, comparison.new, comparison.ended):
        places = [finding.position for finding in findings]
        assert places == sorted(places)


@given(pairs)
def test_every_latest_figure_is_compared_once(
    pair: tuple[Report, Report],
) -> None:
    earlier, later = pair
    comparison = compare(earlier, later)
    for report, which, alone in (
        (earlier, 0, comparison.only_earlier),
        (later, 1, comparison.only_later),
    ):
        matched = [(change.earlier, change.later)[which] for change in comparison.measures]
        with_figures = [measure for measure in report.measures if measure.figures]
        assert sorted(map(id, (*matched, *alone))) == sorted(map(id, with_figures))
        for change, measure in zip(comparison.measures, matched, strict=True):
            period = max(figure.period for figure in measure.figures)
            wanted = {f.force.name: f for f in measure.figures if f.period == period}
            shown = [(each.earlier, each.later)[which] for each in change.figures]
            assert {f.force.name: f for f in shown if f is not None} == wanted
            assert sum(figure is not None for figure in shown) == len(wanted)


@given(pairs)
def test_chart_shows_both_figures_with_exact_difference(
    pair: tuple[Report, Report],
) -> None:
    for change in compare(*pair).measures:
        values = {
            each.force.name: [f.value for f in (each.earlier, each.later) if f is not None]
            for each in change.figures
        }
        drawn: dict[str, list[float | None]] = {}
        for bar in change.chart.bars:
            drawn.setdefault(bar.force.name, []).append(bar.value)
        assert drawn == values
        for each in change.figures:
            if each.earlier is None or each.later is None:
                assert each.text.startswith("only in the ")
                continue
            before, after = each.earlier.value, each.later.value
            if before is None or after is None:
                assert each.text == ""
            else:
                word, _, digits = each.text.partition(" ")
                sign = {"up": 1, "down": -1, "no": 0}[word]
                by = sign * Fraction(digits.replace(",", "")) if sign else 0
                assert Fraction(str(before)) + by == Fraction(str(after))


def test_measures_and_forces_match_despite_case_and_space() -> None:
    before, after = _measure([("Alpha", 5, "")]), _measure([("Alpha", 7, "")], "2017")
    figure = before.figures[0]
    shouted = figure.force._replace(name="  ALPHA made-up\tpolice ", id=99)
    before = before._replace(
        title="MADE-UP  measure 1",
        unit="Things Counted ",
        figures=(figure._replace(force=shouted),),
    )
    (change,) = compare(_with_measures(before), _with_measures(after)).measures
    assert [(each.force.name, each.text) for each in change.figures] == [
        ("Alpha Made-up Police", "up 2")
    ]


@pytest.mark.parametrize("other", [{"title": "Another measure"}, {"unit": "other things"}])
def test_measure_with_other_title_or_unit_does_not_match(other: dict[str, str]) -> None:
    measure = _measure([("Alpha", 5, "")])
    changed = measure._replace(**other)  # type: ignore[arg-type]  # texts
    comparison = compare(_with_measures(measure), _with_measures(changed))
    assert comparison.measures == ()
    assert unmatched_measure_lines(comparison) == [
        "“Made-up measure 1” has figures only in the earlier briefing.",
        f"“{changed.title}” has figures only in the later briefing.",
    ]


@pytest.mark.parametrize(
    ("published", "label"), [("2016-05", "What has changed since May 2016"), ("", WHAT_HAS_CHANGED)]
)
def test_heading_says_since_when(published: str, label: str) -> None:
    earlier = make_report()._replace(published=published)
    assert changed_since_label(compare(earlier, make_report())) == label


def test_figure_in_one_briefing_only_is_reported() -> None:
    before = _measure([("Alpha", 5, ""), ("Bravo", 1, ""), ("Charlie", None, "c")])
    after = _measure([("Bravo", 1, "p"), ("Charlie", 3, ""), ("Delta", 4, "")], "2017")
    (change,) = compare(_with_measures(before), _with_measures(after)).measures
    assert [(each.force.short_name, each.text) for each in change.figures] == [
        ("Alpha", "only in the earlier briefing"),
        ("Bravo", "no change"),
        ("Charlie", ""),
        ("Delta", "only in the later briefing"),
    ]
    assert [(bar.label, bar.figure) for bar in change.chart.bars] == [
        ("Delta 2017", "4"),
        ("Charlie 2016", "confidential"),
        ("Charlie 2017", "3"),
        ("Bravo 2016", "1"),
        ("Bravo 2017", "1 provisional, no change"),
        ("Alpha 2016", "5"),
    ]
    first, *_, last = change.rows
    assert first == ("Delta Made-up Police", "no figure", "4", "only in the later briefing")
    assert last == ("Alpha Made-up Police", "5", "no figure", "only in the earlier briefing")


def test_chart_names_both_sources_and_has_no_message() -> None:
    before, after = _measure([("Alpha", 5, "")]), _measure([("Alpha", 7, "")], "2017")
    before = before._replace(
        caveat="Counted by hand.",
        source=before.source._replace(title="An earlier article"),
    )
    (change,) = compare(_with_measures(before), _with_measures(after)).measures
    chart = change.chart
    assert chart.title == "Made-up measure 1"
    assert chart.subtitle == "Things counted, 2016 and 2017"
    assert chart.source == (
        "Earlier source: The Made-up Post, An earlier article. "
        "Later source: The Made-up Post, A made-up article."
    )
    assert chart.caveat == "Earlier: Counted by hand.\nLater: Counts, not rates."
    after = after._replace(caveat="")
    (change,) = compare(_with_measures(before), _with_measures(after)).measures
    assert change.chart.caveat == "Earlier: Counted by hand."
    assert chart.definition == "Things, counted once each."
    assert chart.notes == (CALCULATED,)


def test_common_source_is_named_once() -> None:
    before, after = _measure([("Alpha", 5, "")]), _measure([("Alpha", 7, "")], "2017")
    comparison = compare(_with_measures(before), _with_measures(after))
    assert comparison.measures[0].chart.source == "Source: The Made-up Post, A made-up article."


def test_charts_are_numbered_in_their_keys() -> None:
    report = _with_measures(make_measure(number=1), make_measure(number=2))
    keys = [slide.key for slide in comparison_slides(compare(report, report))]
    assert keys == ["comparison", "comparison chart 1", "comparison chart 2"]


def test_figures_of_one_period_are_labelled_by_briefing() -> None:
    before, after = _measure([("Alpha", 5, "p")]), _measure([("Alpha", 7, "r")])
    (change,) = compare(_with_measures(before), _with_measures(after)).measures
    assert [(bar.label, bar.figure) for bar in change.chart.bars] == [
        ("Alpha 2016 (earlier)", "5 provisional"),
        ("Alpha 2016 (later)", "7 revised, up 2"),
    ]


def test_later_measures_highlight_is_on_its_later_bar() -> None:
    before = make_measure([("Alpha", 5, ""), ("Bravo", 6, "")], highlight="Alpha")
    after = make_measure([("Alpha", 7, ""), ("Bravo", 8, "")], highlight="Bravo", periods=("2017",))
    (change,) = compare(_with_measures(before), _with_measures(after)).measures
    assert [bar.label for bar in change.chart.bars if bar.is_highlighted] == ["Bravo 2017"]
    assert change.chart.bars[1].force == make_force("Bravo")


@given(pairs)
def test_slides_show_every_finding_and_measure(pair: tuple[Report, Report]) -> None:
    comparison = compare(*pair)
    slides = comparison_slides(comparison)
    assert len({slide.key for slide in slides}) == len(slides)
    listed = {
        each.title: [kind for kind, _ in each.findings] for slide in slides for each in slide.lists
    }
    assert listed.get(ENDED, []) == [finding.kind for finding in comparison.ended]
    assert listed.get(NEW, []) == [finding.kind for finding in comparison.new]
    followed = [pair for slide in slides for pair in slide.pairs]
    assert followed == [
        Pair(was.kind, was.headline, now.kind, now.headline) for was, now in comparison.followed
    ]
    charts = [slide.chart for slide in slides if slide.chart is not None]
    assert [[(bar.label, bar.value) for bar in chart.bars] for chart in charts] == [
        [(bar.label, bar.value) for bar in change.chart.bars] for change in comparison.measures
    ]
    unmatched = [slide for slide in slides if slide.name == UNMATCHED]
    lines = sum(len(slide.texts) - 1 for slide in unmatched)
    assert lines == len(comparison.only_earlier) + len(comparison.only_later)


def _change(*rows: tuple[str, float | None, float | None], unit: str = "things") -> Slide:
    """Return the slide of a measure with figures of two years."""
    before = _measure([(name, was, "" if was is not None else "x") for name, was, _ in rows])
    after = _measure([(name, now, "" if now is not None else "x") for name, _, now in rows], "2018")
    before, after = (each._replace(unit=unit) for each in (before, after))
    *_, slide = comparison_slides(compare(_with_measures(before), _with_measures(after)))
    return slide


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([("A", 1, 3), ("B", 1, 2)], "Up from 2016 to 2018 in all 2 forces"),
        ([("A", 1, 3)], "Up from 2016 to 2018 in 1 force"),
        (
            [("A", 1, 3), ("B", 5, 2), ("C", 1, 1), ("D", None, 4)],
            "Up from 2016 to 2018 in 1 of 3 forces, down in 1, no change in 1",
        ),
        ([("A", 3, 1)], "Down from 2016 to 2018 in 1 force"),
        ([("A", None, 1)], "Made-up measure 1"),
    ],
)
def test_title_of_a_change_states_what_has_changed(
    rows: list[tuple[str, float | None, float | None]], title: str
) -> None:
    slide = _change(*rows)
    assert slide.title == title
    assert slide.texts[1].text.endswith("2016 and 2018")


def test_comparison_says_on_its_slide_that_it_is_ours() -> None:
    (note,) = (text.text for text in _change(("A", 1, 3)).texts if text.role is Role.NOTE)
    assert note.startswith("The comparison is ours: changes are calculated from the two figures")


def test_change_of_percentages_is_in_points() -> None:
    chart = _change(("A", 12.5, 61), ("B", 3, 3), unit="per cent of officers").chart
    assert chart is not None
    assert [bar.text for bar in chart.bars if bar.force == make_force("A")] == ["12.5%", "61%"]
    assert [bar.change for bar in chart.bars if bar.change] == ["up 48.5 points", "no change"]


def test_what_is_no_longer_reported_is_beside_what_is_new() -> None:
    ended = make_finding(1, FindingKind.GOOD_PRACTICE, headline="They met")
    new = make_finding(2, headline="They wait")
    _, slide = comparison_slides(compare(make_report((ended,)), make_report((new,))))
    assert [(each.title, each.findings) for each in slide.lists] == [
        (ENDED, ((ended.kind, "They met"),)),
        (NEW, ((new.kind, "They wait"),)),
    ]
    assert "does not mean that it has ended" in slide.texts[0].text
    assert slide.texts[0].text.endswith("The comparison is ours.")


def test_several_findings_may_follow_up_one() -> None:
    was = make_finding(1, headline="Few were found")._replace(key="few")
    good = FindingKind.GOOD_PRACTICE
    now = [make_finding(n, good, headline=f"More {n}")._replace(follows="few") for n in (1, 2)]
    comparison = compare(make_report((was,)), make_report(tuple(now)))
    assert comparison.followed == (FollowUp(was, now[0]), FollowUp(was, now[1]))
    opening, followed = comparison_slides(comparison)
    assert [text.text for text in followed.texts] == ["Then and now: our comparison"]
    assert [(pair.earlier, pair.later) for pair in followed.pairs] == [
        ("Few were found", "More 1"),
        ("Few were found", "More 2"),
    ]
    assert opening.texts[-1].text == (
        "2 findings followed up, 0 no longer reported, 0\N{NO-BREAK SPACE}new, 0 measures in both."
    )
    assert opening.texts[0].role is Role.TITLE


def test_new_finding_that_follows_unknown_key_says_so() -> None:
    finding = make_finding(1)._replace(follows="gone")
    comparison = compare(make_report(), make_report((finding,)))
    assert comparison.new == (finding,)
    _, slide = comparison_slides(comparison)
    assert [text.text for text in slide.texts] == ["The comparison is ours."]
    ((_, said),) = slide.lists[0].findings
    assert said.endswith("— follows “gone”, which the earlier briefing doesn’t have")


@pytest.mark.parametrize(
    ("one", "other", "first"),
    [
        ("2016", "2017", "one"),
        ("2017", "2016", "other"),
        ("2017-10-24", "2017-10", "other"),
        ("2016", "2016", "other"),
        ("", "2016", "other"),
    ],
)
def test_earlier_publication_date_is_first(one: str, other: str, first: str) -> None:
    reports = {
        name: make_report()._replace(title=name, published=date)
        for name, date in (("one", one), ("other", other))
    }
    earlier, later = earlier_first(reports["one"], reports["other"])
    assert (earlier.title, {earlier.title, later.title}) == (first, {"one", "other"})


def test_undated_briefings_are_ordered_by_latest_figures() -> None:
    older = _with_measures(_measure([("A", 1, "")], "2015"))._replace(published="")
    newer = _with_measures(_measure([("A", 1, "")], "2016"))._replace(published="")
    assert earlier_first(older, newer) == earlier_first(newer, older) == (older, newer)
    also, without = newer._replace(title="Also"), older._replace(measures=())
    assert earlier_first(newer, also) == (also, newer)
    assert earlier_first(without, newer) == (newer, without)


@given(st.data())
def test_briefing_compared_with_itself_has_no_changes(data: st.DataObject) -> None:
    report, _ = data.draw(pairs)
    comparison = compare(report, report)
    assert comparison.only_earlier == comparison.only_later == ()
    for change in comparison.measures:
        assert {each.text for each in change.figures} <= {"", "no change"}
