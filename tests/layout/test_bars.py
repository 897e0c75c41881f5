"""Tests of the layout of charts: bars, names, figures and steps."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.layout.bars import (
    SLIDE_CHART,
    ChartMetrics,
    ChartSizes,
    lay_out_chart,
    least_height,
)
from briefing_app.layout.page import Page, Rect
from briefing_app.layout.slide import lay_out
from briefing_app.model.chart_selection import bars_for_slide
from briefing_app.model.charts import bar_chart
from briefing_app.model.report import Reveal
from briefing_app.model.slide_builder import chart_slide
from briefing_app.model.slides import Slide
from tests.layout.fixed_measurer import (
    FixedMeasurer,
    assert_well_placed,
    rows_of,
    text_of,
)
from tests.layout.page_samples import SENTENCE, any_text, few_examples, sample_chart_slide
from tests.sample_measures import AWKWARD, FORTY_THREE, THREE, Row, make_measure

MEASURER = FixedMeasurer()
_NAMES = st.builds(
    lambda words, end: f"{words} {end}",
    st.sampled_from(("North", "The Combined Constabulary of Longshire", "W" * 60, "検査官は")),
    st.uuids().map(lambda each: each.hex[:6]),
)
_VALUES = st.one_of(st.none(), st.integers(0, 2**53), st.integers(0, 300), st.floats(1e-6, 1e12))


def pages_of(slide: Slide) -> tuple[Page, ...]:
    pages = lay_out(slide, MEASURER)
    for page in pages:
        assert_well_placed(page)
    return pages


def bars_of(pages: Sequence[Page]) -> list[Rect]:
    return [shape.rect for row in rows_of(pages) for shape in row.shapes]


@given(
    rows=st.lists(
        st.tuples(_NAMES, _VALUES, st.sampled_from(("", "p"))),
        max_size=50,
        unique_by=lambda row: row[0],
    ),
    message=any_text.map(lambda text: text[:600]),
)
@few_examples
def test_bars_are_on_one_page_with_names_and_figures(rows: list[Row], message: str) -> None:
    known = tuple((name, value, "c" if value is None else marker) for name, value, marker in rows)
    slide = sample_chart_slide(known, message=message)
    assert slide.chart is not None
    pages = pages_of(slide)
    (chart,) = (page.chart for page in pages if page.chart is not None)
    shown = bars_for_slide(slide.chart, max(len(chart.rows), 1))
    assert chart.shown == shown
    assert [row.bar for row in chart.rows] == list(shown.bars)
    said = [text.text.strip() for text in chart.omitted.texts]
    assert said == [shown.left_out_text] * bool(shown.left_out)
    for row in chart.rows:
        bar = row.bar
        said = " ".join(text.text for text in row.texts).split()
        assert "".join(row.name.text.split()) == "".join(bar.label.split())
        assert "".join(said) == "".join(bar.figure.split())
        assert len(row.shapes) == bool(bar.value)


def test_bars_have_one_scale_thickness_and_start() -> None:
    rects = [
        (shape.rect, row.bar)
        for row in rows_of(pages_of(sample_chart_slide(FORTY_THREE)))
        for shape in row.shapes
    ]
    assert (
        len({round(rect.width / (bar.value or 1), 3) for rect, bar in rects if rect.width > 3}) == 1
    )
    assert len({(rect.left, rect.height) for rect, _ in rects}) == 1


@pytest.mark.parametrize("reveal", Reveal)
@pytest.mark.parametrize("note", ["Counts, not rates.", SENTENCE * 3])
@pytest.mark.parametrize("message", ["Bravo has more than the others", SENTENCE * 2])
@pytest.mark.parametrize("forces", [3, 8, 12, 13, 43, 300])
def test_up_to_twelve_bars_are_on_one_page_with_heading_and_foot_in_legible_type(
    forces: int, message: str, note: str, reveal: Reveal
) -> None:
    rows = tuple((f"Hampshire and Isle of Wight {at}", at * 37 % 211, "") for at in range(forces))
    measure = make_measure(rows, message=message)._replace(caveat=note)
    (page,) = pages_of(chart_slide(measure)._replace(reveal=reveal))
    placed = rows_of([page])
    assert len(placed) == min(forces, 12)
    assert min(text.style.size for row in placed for text in (row.name, *row.texts)) >= 30
    assert message.strip() in text_of(page)
    assert note.strip() in text_of(page)


def test_fewer_bars_are_on_a_page_if_their_names_take_many_lines() -> None:
    rows = tuple((f"{SENTENCE * 2}{at}", at, "") for at in range(12))
    pages = pages_of(sample_chart_slide(rows))
    placed = rows_of(pages)
    assert 3 < len(placed) < 12
    assert f"and {12 - len(placed)} more in the handout" in text_of(pages[-1])


@pytest.mark.parametrize("reveal", Reveal)
def test_chart_of_many_bars_leaves_out_as_many_as_its_heading_needs(reveal: Reveal) -> None:
    measure = make_measure(FORTY_THREE, message=SENTENCE * 3)._replace(caveat=SENTENCE * 4)
    (page,) = pages_of(chart_slide(measure, title=SENTENCE * 4)._replace(reveal=reveal))
    count = len(rows_of([page]))
    assert 7 < count < 12
    assert f"and {43 - count} more in the handout" in text_of(page)


def test_dots_are_between_bars_of_which_others_are_left_out() -> None:
    slide = sample_chart_slide(
        tuple((name, 300 - at, "") for at, name in enumerate(("A", "B", *"CDEFGHIJKLMNOPQR")))
    )
    (page,) = pages_of(slide)
    assert page.chart is not None
    dots = {shape.rect.top for shape in page.chart.omitted.shapes}
    names = [row.name for row in page.chart.rows]
    *_, before, last = names
    assert last.text.strip() == "R"
    (top,) = dots
    assert before.rect.bottom < top < last.rect.top
    axis = [shape.rect for shape in page.chart.fixed.shapes]
    assert [rect.bottom < top for rect in axis] == [True, False]


def test_names_wrap_and_are_never_shortened() -> None:
    name = "The Combined Constabulary of Longshire and Faraway and Near"
    (row, *_) = rows_of(pages_of(sample_chart_slide(((name, 16, ""), *THREE[:1]))))[::-1]
    assert row.name.text.strip() == name
    assert len(row.name.lines) > 1


def test_words_instead_of_a_figure_keep_clear_of_the_axis_of_a_guess() -> None:
    rows = (*THREE, ("Delta", None, "c"), ("Echo", 0, ""))
    (page,) = pages_of(sample_chart_slide(rows, reveal=Reveal.GUESS))
    assert page.chart is not None
    (axis,) = page.chart.fixed.shapes
    for row in page.chart.rows:
        assert row.texts[0].rect.left > axis.rect.right + 10


@pytest.mark.parametrize("count", [3, 12])
def test_rows_of_shares_are_above_the_foot_even_if_one_takes_two_lines(count: int) -> None:
    rows = tuple((f"Force {at}", 40 + at, "" if at else "p") for at in range(count))
    measure = make_measure(rows)._replace(unit="per cent of cases")
    pages = lay_out(chart_slide(measure), MEASURER)
    assert len(rows_of(pages)) == count
    for page in pages:
        assert page.chart is not None
        assert page.chart.area.bottom <= page.foot[0].rect.top


@pytest.mark.parametrize(("height", "size"), [(116, 40), (115, 30)])
def test_row_of_shares_may_be_as_high_as_the_page(height: float, size: float) -> None:
    """The head takes 56 pixels, and the row 50 and a gap of 10."""
    measure = make_measure((("A", 40, ""),))._replace(unit="per cent of cases")
    chart = chart_slide(measure).chart
    assert chart is not None
    metrics = ChartMetrics((ChartSizes(40, 40, 40), ChartSizes(30, 30, 30)), has_scale=True)
    area = Rect(0, 0, 1680, height)
    (part,) = lay_out_chart(chart, area, metrics, MEASURER)
    assert part.rows[0].name.style.size == size


def test_heading_that_fills_the_page_comes_before_the_bars() -> None:
    pages = pages_of(sample_chart_slide(THREE, message=SENTENCE * 14))
    assert pages[0].chart is None
    assert pages[-1].chart is not None
    assert "continued" in text_of(pages[-1]).splitlines()[0]


def test_chart_without_figures_says_so_in_one_step() -> None:
    (page,) = pages_of(sample_chart_slide((), reveal=Reveal.GUESS))
    assert page.steps == 1
    assert "There are no figures to show." in text_of(page)


@pytest.mark.parametrize("rows", [THREE, FORTY_THREE, AWKWARD], ids=len)
def test_bars_start_at_the_left_under_an_arabic_title(rows: tuple[Row, ...]) -> None:
    pages = pages_of(sample_chart_slide(rows, message="قال المفتشون إن الضحايا"))
    for row in rows_of(pages):
        for shape in row.shapes:
            assert row.name.rect.right <= shape.rect.left
    assert len({rect.left for rect in bars_of(pages)}) == 1


def test_single_bar_is_in_the_middle_of_the_room_below_the_heading() -> None:
    (page,) = pages_of(sample_chart_slide(THREE[:1]))
    heading = max(text.rect.bottom for text in page.texts)
    (bar,) = bars_of([page])
    above, below = bar.top - heading, page.foot[0].rect.top - bar.bottom
    assert 0.6 < above / below < 1.2


SMALL = ChartMetrics((ChartSizes(40, 40, 40),))
"""Rows of one line are 50 pixels high, with a gap of 10 to the next one."""


def parts_of(names: Sequence[str], height: float, metrics: ChartMetrics = SMALL) -> list[int]:
    """Return the number of rows on each page; the names are in the order of their figures."""
    rows = tuple((name, 99 - at, "") for at, name in enumerate(names))
    area = Rect(0, 0, 1000, height)
    chart = bar_chart(make_measure(rows))
    return [len(part.rows) for part in lay_out_chart(chart, area, metrics, MEASURER)]


def names(count: int, lines: int = 1) -> list[str]:
    """Return different names of so many lines."""
    return [" ".join(["x" * 16] * (lines - 1) + [f"{lines}-{at}"]) for at in range(count)]


@pytest.mark.parametrize(
    ("forces", "height", "parts"),
    [
        (names(5), 300, [5]),
        (names(5), 299, [2, 3]),
        (names(15), 300, [5, 5, 5]),
        ([*names(4), *names(2, lines=4)], 300, [4, 1, 1]),  # 4 × 60, 210, 210
        ([*names(2, lines=4), *names(4)], 300, [1, 2, 3]),
        (names(3, lines=4), 100, [1, 1, 1]),
    ],
)
def test_rows_are_distributed_to_pages(forces: list[str], height: float, parts: list[int]) -> None:
    assert parts_of(forces, height) == parts


def test_even_rows_are_all_as_high_as_the_highest() -> None:
    forces = [*names(4), *names(1, lines=4)]
    assert parts_of(forces, 5 * 210, SMALL._replace(is_even=True)) == [5]
    assert parts_of(forces, 5 * 210 - 1, SMALL._replace(is_even=True)) == [2, 3]


def test_type_is_as_large_as_the_fewest_pages_allow() -> None:
    def size(count: int, height: float) -> float:
        chart = bar_chart(make_measure(tuple((name, 9, "") for name in names(count))))
        sizes = (ChartSizes(40, 40, 40), ChartSizes(30, 30, 30), ChartSizes(20, 20, 20))
        metrics = ChartMetrics(sizes, gap=0)
        parts = lay_out_chart(chart, Rect(0, 0, 1000, height), metrics, MEASURER)
        return parts[0].rows[0].name.style.size

    assert [size(5, height) for height in (250, 249, 187)] == [40, 30, 20]
    assert [size(6, height) for height in (300, 299, 150, 149)] == [40, 30, 20, 30]
    assert size(5, 49) == 30  # a larger row would be higher than a page


@pytest.mark.parametrize(
    ("width", "marker", "per_unit"),
    [
        # The line at 0 is at 120 + 1 + 32, a figure is 28 + 44 wide and a note 24 + 220.
        (1000, "", (1000 - 153 - 72) / 50),
        (1000, "p", (1000 - 153 - 72 - 244) / 50),
        (100, "", 1 / 50),
    ],
)
def test_longest_bar_leaves_room_for_its_figure_and_note(
    width: float, marker: str, per_unit: float
) -> None:
    chart = bar_chart(make_measure((("Alphas", 50, marker),)))
    (part,) = lay_out_chart(chart, Rect(0, 0, width, 300), SMALL, MEASURER)
    assert part.per_unit == pytest.approx(per_unit)


def test_shortest_bar_can_be_seen() -> None:
    rows = rows_of(pages_of(sample_chart_slide((("A", 1_000_000, ""), ("B", 1, "")))))
    assert rows[1].shapes[0].rect.width == 2


def test_full_scale_has_tracks_with_figures_at_their_ends() -> None:
    rows = (("A", 50, ""), ("B", 25, ""), ("C", 0, ""), ("D", None, "x"))
    chart = bar_chart(make_measure(rows))._replace(full_scale=100.0)
    (part,) = lay_out_chart(chart, Rect(0, 0, 1000, 300), SMALL, MEASURER)
    assert part.zero + 100 * part.per_unit < 1000
    widths = [[shape.rect.width for shape in row.shapes] for row in part.rows]
    half, full = 50 * part.per_unit, 100 * part.per_unit
    assert widths == [pytest.approx(each) for each in ([full, half], [full, half / 2], [full], [])]
    lefts = [row.texts[0].rect.left for row in part.rows]
    assert lefts == pytest.approx([part.zero + full + 28] * 3 + [part.zero])


@pytest.mark.parametrize(
    ("height", "sizes"),
    [
        # A line has 1.25 times the size of its text, and rows have a gap of 2 pixels. The lower
        # ones overlap by 4 pixels, the lowest by 8.
        *((1134, (56, 74, 48)), (1133, (52, 64, 46)), (834, (48, 54, 44)), (684, (44, 44, 44))),
        *((576, (40, 40, 40)), (546, (38, 38, 38)), (516, (36, 36, 36)), (471, (33, 33, 33))),
        *((470, (30, 30, 30)), (378, (30, 30, 30))),
    ],
)
def test_names_figures_and_notes_of_a_slide_shrink_together(
    height: float, sizes: tuple[float, ...]
) -> None:
    rows = tuple((f"F{at}", at + 1, "p") for at in range(12))
    chart, area = bar_chart(make_measure(rows)), Rect(0, 0, 1680, height)
    (part,) = lay_out_chart(chart, area, SLIDE_CHART, MEASURER)
    assert least_height(chart, 1680, SLIDE_CHART, SLIDE_CHART.sizes[-1], MEASURER) == 378
    row = part.rows[0]
    assert tuple(text.style.size for text in (row.name, *row.texts)) == sizes
