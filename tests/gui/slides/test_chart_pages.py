"""Tests of the pages of charts: bars, names, figures and steps."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from briefing_app.gui.slides.chart_layout import PlacedRow
from briefing_app.gui.slides.page_layout import (
    PAGE,
    lay_out,
)
from briefing_app.model.chart_builder import ChartView, bar_chart
from briefing_app.model.palette import (
    LIGHT,
    Theme,
)
from briefing_app.model.report import Reveal
from briefing_app.model.slide_builder import chart_slide, slide_for_chart
from briefing_app.model.slides import Slide
from briefing_app.model.text_direction import is_right_to_left
from tests.gui.slides.page_samples import (
    ALL_THEMES,
    SENTENCE,
    TEXT_PIECES,
    all_rows,
    any_text,
    assert_legible,
    assert_well_placed,
    few_examples,
    pages_text,
    sample_chart_slide,
    shown_rows,
    slide_text,
    text_rects,
)
from tests.sample_measures import AWKWARD, FORTY_THREE, THREE, Row, make_measure

pytestmark = [
    pytest.mark.usefixtures("_fonts"),
    # Qt's warning if no font supports a script, on which these tests do not depend.
    pytest.mark.qt_log_ignore("OpenType support missing"),
]


_a_name = st.builds(
    lambda words, end: f"{words} {end}",
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
    | st.sampled_from([*TEXT_PIECES, "The Combined Constabulary of Longshire and Faraway " * 3]),
    st.uuids().map(lambda each: each.hex[:6]),
)


_a_value = st.one_of(
    st.none(),
    st.integers(0, 2**62),
    st.integers(0, 300),
    st.just(0.5),
    st.floats(1e-60, 1e15),
    st.just(10**80),
)


@given(
    rows=st.lists(
        st.tuples(_a_name, _a_value, st.sampled_from(("", "p", "r"))),
        max_size=60,
        unique_by=lambda row: row[0],
    ),
    message=any_text,
    source=st.just("Source") | any_text,
)
@example(rows=[], message="", source="यह एक हिन्दी वाक्य है " * 5)
@few_examples
def test_every_bar_is_on_one_page_with_its_name_and_figure(
    rows: list[Row], message: str, source: str
) -> None:
    known = tuple((name, value, "c" if value is None else marker) for name, value, marker in rows)
    slide = sample_chart_slide(known, message=message, source=source)
    assert slide.chart is not None
    pages = lay_out(slide, LIGHT)
    assert pages_text(pages) == slide_text(slide)
    placed = all_rows(pages)
    assert [row.bar for row in placed if row.opens] == list(slide.chart.bars)
    for bar in slide.chart.bars:
        mine = [row for row in placed if row.bar is bar]
        assert "".join(row.name for row in mine) == bar.label
        assert "".join(row.figure_text for row in mine).replace(" ", "") == bar.figure.replace(
            " ", ""
        )
        assert sum(row.note is not None for row in mine) == bool(bar.note)
        assert all(not row.rect.width() for row in mine[1:])
        assert bool(mine[0].rect.width()) == bool(bar.value)
    for page in pages:
        assert_well_placed(page)
        assert_legible(page)
        for row in shown_rows(page):
            texts = (row.label, row.figure, *filter(None, [row.note]))
            one, *others = (text.rect for text in texts)
            rects = [one, row.rect, *others]
            if is_right_to_left(slide.title):
                rects.reverse()
            assert all(left.right() < right.left() for left, right in pairwise(rects))


@pytest.mark.parametrize("rows", [(), THREE[:1], THREE, FORTY_THREE, AWKWARD], ids=len)
@pytest.mark.parametrize("theme", ALL_THEMES, ids=lambda theme: theme.name)
def test_usual_charts_are_apart_and_legible(rows: tuple[Row, ...], theme: Theme) -> None:
    for page in lay_out(sample_chart_slide(rows), theme):
        assert_well_placed(page)
        assert_legible(page)


def test_bars_have_one_scale_on_evenly_filled_pages() -> None:
    pages = lay_out(sample_chart_slide(FORTY_THREE), LIGHT)
    shown = [shown_rows(page) for page in pages]
    assert len(shown) > 1
    assert max(map(len, shown)) - min(map(len, shown)) <= 1
    rows = all_rows(pages)
    scales = {
        round(row.rect.width() / row.bar.value, 3)
        for row in rows
        if row.bar.value and row.rect.width() > 3
    }
    assert len(scales) == 1
    assert len({row.rect.left() for row in rows}) == 1
    assert len({row.rect.height() for row in rows}) == 1
    assert len({page[0].rect.top() for page in shown}) == 1


_LONG_NAMED = (*THREE, ("The Combined Constabulary of Longshire and Faraway and Near", 16, ""))


@pytest.mark.parametrize(
    "rows",
    [_LONG_NAMED, AWKWARD, (*FORTY_THREE, *_LONG_NAMED), (*_LONG_NAMED, ("x " * 2000, 1, ""))],
    ids=len,
)
def test_bars_are_equally_thick_with_any_names(
    rows: tuple[Row, ...],
) -> None:
    placed = all_rows(lay_out(sample_chart_slide(rows), LIGHT))
    assert len({row.label.layout.lineCount() for row in placed}) > 1
    assert len({row.rect.height() for row in placed if row.opens}) == 1


@pytest.mark.parametrize("rows", [THREE[:1], THREE, FORTY_THREE, AWKWARD], ids=len)
def test_pair_is_on_one_page_apart_from_the_next(
    rows: tuple[Row, ...],
) -> None:
    measure = make_measure(rows, periods=("2015", "2016"))
    chart = bar_chart(measure, view=ChartView("2016", "2015"))
    pages = lay_out(slide_for_chart(chart, "change"), LIGHT)
    assert [row.bar for row in all_rows(pages) if row.opens] == list(chart.bars)
    for page in pages:
        assert_well_placed(page)
        assert_legible(page)
        shown = [row for row in shown_rows(page) if row.opens]
        assert not shown or not shown[0].bar.is_joined
        gaps = [
            (_texts_of(other).top() - _texts_of(one).bottom(), other.bar.is_joined)
            for one, other in pairwise(shown)
        ]
        between = [gap for gap, joined in gaps if not joined]
        assert all(gap < min(between, default=gap + 1) for gap, joined in gaps if joined)


def _change(rows: Sequence[Row], title: str, caveat: str) -> Slide:
    """Return a chart of two periods with a long foot."""
    measure = make_measure(rows, periods=("2015", "2016"))
    measure = replace(measure, title=title, caveat=caveat)
    return slide_for_chart(bar_chart(measure, view=ChartView("2016", "2015")), "change")


@pytest.mark.parametrize("limits", [0, 2, 5, 12])
@pytest.mark.parametrize("titles", [1, 3])
@pytest.mark.parametrize("rows", [THREE, FORTY_THREE[:9]], ids=len)
def test_every_chart_page_has_bars_title_period_and_source(
    rows: tuple[Row, ...], titles: int, limits: int
) -> None:
    title = " ".join(["Victims of slavery and trafficking referred for more help"] * titles)
    slide = _change(rows, title, (SENTENCE * limits).strip())
    assert slide.chart is not None
    pages = lay_out(slide, LIGHT)
    for page in pages:
        assert_well_placed(page)
        assert_legible(page)
        said = " ".join(page.text.split())
        assert "2015 and 2016" in said
        assert said.endswith(slide.chart.source)
        if page.bars is not None:
            assert said.startswith(f"{title} Things counted, 2015 and 2016")
    # The caveat comes after the figures if it does not fit next to them.
    assert [page.bars is None for page in pages][:-1] == [False] * (len(pages) - 1)
    once = f"{title} Things counted, 2015 and 2016 {slide.source}"
    assert " ".join(pages_text(pages).split()) == " ".join(once.split())


def test_six_bars_fit_on_one_page_with_a_long_foot() -> None:
    (page,) = lay_out(_change(THREE, "Victims referred " * 5, (SENTENCE * 6).strip()), LIGHT)
    assert len(shown_rows(page)) == 6
    assert sum(line.layout is page.foot for line in page.lines) == 4


def test_chart_after_a_full_page_heading_names_title_and_period() -> None:
    title = "Victims of slavery and trafficking referred for more help " * 9
    pages = lay_out(_change(THREE, title, ""), LIGHT)
    assert pages[0].bars is None
    for page in pages[1:]:
        first = page.text.splitlines()[0]
        assert first.startswith("Victims of slavery and")
        assert first.endswith("…, continued: 2015 and 2016")


def _texts_of(row: PlacedRow) -> QRectF:
    return row.label.rect.united(row.figure.rect)


def test_three_bars_fill_the_page() -> None:
    (page,) = lay_out(sample_chart_slide(THREE), LIGHT)
    rects = [row.rect for row in shown_rows(page)]
    assert rects[-1].bottom() - rects[0].top() > 380
    assert rects[0].width() > PAGE.width() / 2


def test_missing_figure_is_in_words_without_a_bar() -> None:
    (page,) = lay_out(sample_chart_slide((*THREE, ("Delta", None, "c"))), LIGHT)
    last = shown_rows(page)[-1]
    assert last.rect.width() == 0
    assert (last.name, last.figure_text) == ("Delta", "confidential")


def test_wide_figures_leave_room_for_the_bars() -> None:
    name = "A very long name of a force"
    (page,) = lay_out(
        sample_chart_slide(((name, 123_456_789_012_345, "p"), ("Bravo", 12, ""))), LIGHT
    )
    assert shown_rows(page)[0].rect.width() > 350


@pytest.mark.parametrize("reveal", [False, True])
def test_name_higher_than_a_page_continues_on_the_next(*, reveal: bool) -> None:
    slide = sample_chart_slide(
        (("A very long name " * 150, 5, ""), ("Bravo", 3, "p")),
        reveal=Reveal.BARS if reveal else Reveal.NONE,
    )
    pages = lay_out(slide, LIGHT)
    assert len(pages) > 1
    placed = all_rows(pages)
    assert [row.opens for row in placed].count(True) == 2
    for page in pages:
        assert_well_placed(page)
        assert page.steps == (1 + sum(row.opens for row in shown_rows(page)) if reveal else 1)


@pytest.mark.parametrize("rows", [THREE, FORTY_THREE], ids=len)
def test_reveal_has_a_step_without_bars_and_one_for_each_bar(
    rows: tuple[Row, ...],
) -> None:
    whole, revealed = (
        lay_out(sample_chart_slide(rows), LIGHT),
        lay_out(sample_chart_slide(rows, reveal=Reveal.BARS), LIGHT),
    )
    assert [page.steps for page in whole] == [1] * len(whole)
    assert [page.steps for page in revealed] == [len(shown_rows(page)) + 1 for page in revealed]
    for page in revealed:
        assert [len(page.shown(step)) for step in range(page.steps)] == list(range(page.steps))
    # Positions do not depend on whether there are steps.
    for one, other in zip(whole, revealed, strict=True):
        assert list(text_rects(one)) == list(text_rects(other))
        assert [row.rect for row in shown_rows(one)] == [row.rect for row in shown_rows(other)]


def test_only_revealed_figures_can_be_read() -> None:
    (page,) = lay_out(sample_chart_slide(THREE, reveal=Reveal.BARS), LIGHT)
    read = [page.read(step).splitlines()[2:-1] for step in range(page.steps)]
    assert read == [
        ["Bravo", "Charlie", "Alpha"],
        ["Bravo 99", "Charlie", "Alpha"],
        ["Bravo 99", "Charlie 20", "Alpha"],
        ["Bravo 99", "Charlie 20", "Alpha 16"],
    ]


def test_chart_without_figures_says_so_in_one_step() -> None:
    (page,) = lay_out(sample_chart_slide((), reveal=Reveal.BARS), LIGHT)
    assert page.steps == 1
    assert "There are no figures to show." in page.text


def test_slide_and_window_show_the_same_chart() -> None:
    measure = make_measure(AWKWARD)
    assert chart_slide(measure).chart == bar_chart(measure)
