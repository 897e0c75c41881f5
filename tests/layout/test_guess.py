"""Tests of charts that people guess: the empty axis, the room's guesses, and the bars with them."""

from collections.abc import Mapping, Sequence
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.layout.guess import guess_page
from briefing_app.layout.page import Form, Page, PlacedRow, PlacedText, Ratio, Rect, Shape
from briefing_app.layout.slide import lay_out
from briefing_app.layout.theme import Colour
from briefing_app.model.chart_selection import with_per_cent_sign
from briefing_app.model.report import Reveal
from briefing_app.model.slide_builder import chart_slide
from briefing_app.model.slides import Role, Slide, SlideText
from tests.layout.fixed_measurer import FixedMeasurer, assert_well_placed, ink_of
from tests.layout.page_samples import SENTENCE, few_examples, sample_chart_slide
from tests.sample_measures import AWKWARD, FORTY_THREE, THREE, Row, make_force, make_measure

MEASURER = FixedMeasurer()
SHARES: tuple[Row, ...] = (("Alpha", 20, ""), ("Bravo", 62.5, ""), ("Charlie", None, "c"))
BODY = Ratio.WIDE.body


def guess_slide(rows: Sequence[Row], message: str = "Bravo has more than the others") -> Slide:
    return sample_chart_slide(rows, reveal=Reveal.GUESS, message=message)


def share_slide(rows: Sequence[Row] = SHARES) -> Slide:
    measure = make_measure(rows)._replace(unit="per cent of cases")
    return chart_slide(measure)._replace(reveal=Reveal.GUESS)


def guessed(
    slide: Slide, guesses: Mapping[str, float], ratio: Ratio = Ratio.WIDE, at: int = 0
) -> Page:
    """Return a page with guesses, on which everything is well placed at both steps.

    The guesses are by the short names of forces.
    """
    body = ratio.body
    made = {make_force(name).name: number for name, number in guesses.items()}
    page = guess_page(lay_out(slide, MEASURER, body)[at], made, body, MEASURER)
    for step in range(page.steps):
        assert_well_placed(page, ratio, step)
    return page


def row_of(page: Page, name: str, step: int) -> PlacedRow:
    chart = page.chart_at(step)
    assert chart is not None
    return next(row for row in chart.rows if row.bar.label == name)


def rings_of(page: Page, step: int) -> list[Shape]:
    """Return the rings in a chart, from the top; that of the legend isn't one of them."""
    chart = page.chart_at(step)
    assert chart is not None
    shapes = chart.shown_at(step).shapes
    rings = [shape for shape in shapes if shape.form is Form.DOT and shape.outline is Colour.ROOM]
    return sorted(rings, key=lambda ring: ring.rect.top)


def middles(shapes: Sequence[Shape]) -> list[float]:
    return [(shape.rect.left + shape.rect.right) / 2 for shape in shapes]


def label_of(row: PlacedRow) -> PlacedText:
    return next(text for text in row.texts if text.text.startswith("our guess"))


def lines_of(page: Page) -> list[Rect]:
    """Return the parts of the lines from the ends of bars to their rings."""
    shapes = page.shown_at(1).shapes
    return [each.rect for each in shapes if each.form is Form.BOX and each.fill is Colour.ROOM]


def titles(page: Page, step: int) -> list[str]:
    """Return the texts of the heading, without a legend."""
    roles = {Role.TITLE, Role.SUBTITLE}
    return [text.text.strip() for text in page.texts if text.role in roles and text.is_shown(step)]


# What people read


def test_people_are_asked_what_they_think_about_what_was_counted() -> None:
    page = guessed(guess_slide(THREE), {})
    counted = "Made-up measure 1, things counted, 2016"
    assert titles(page, 0) == ["What do you think?", counted]
    assert titles(page, 1) == ["Bravo has more than the others", counted]
    assert page.foot_at(0) == ()
    assert "Counts, not rates." not in page.read(0)
    assert "Counts, not rates." in page.read(1)


def test_title_of_the_measure_is_above_the_axis_even_if_the_message_has_it() -> None:
    slide = chart_slide(make_measure(message="Made-up measure 1 counts things"))
    (page,) = lay_out(slide._replace(reveal=Reveal.GUESS), MEASURER)
    assert titles(page, 0)[1].startswith("Made-up measure 1")
    assert titles(page, 1)[1] == "Things counted, 2016"


def test_authors_title_is_the_question_and_the_message_the_result() -> None:
    slide = chart_slide(make_measure(), title="How many in each?")._replace(reveal=Reveal.GUESS)
    (page,) = lay_out(slide, MEASURER)
    assert titles(page, 0)[0] == "How many in each?"
    assert titles(page, 1)[0] == "Bravo has more than the others"
    assert slide.title == "How many in each?"


def test_authors_title_stays_if_the_measure_has_no_message() -> None:
    measure = make_measure(message="")
    slide = chart_slide(measure, title="How many in each?")._replace(reveal=Reveal.GUESS)
    (page,) = lay_out(slide, MEASURER)
    assert titles(page, 0) == titles(page, 1)


def test_long_message_comes_after_the_bars_that_it_tells() -> None:
    first, *others = lay_out(guess_slide(THREE, message=SENTENCE * 9), MEASURER)
    assert first.asked is not None
    assert SENTENCE.strip() not in first.read(0)
    assert others
    assert all(page.chart is None for page in others)


def test_guesses_are_read_with_the_names_and_then_with_the_figures() -> None:
    page = guessed(guess_slide(THREE), {"Bravo": 1250.0, "Alpha": 12.5})
    assert "Alpha our guess 12.5\nBravo our guess 1,250\nCharlie\n" in page.read(0)
    assert "Alpha 16 our guess 12.5\nBravo 99 our guess 1,250 →\nCharlie 20\n" in page.read(1)
    labels = [text.text.strip() for text in page.texts if text.role is Role.LABEL]
    assert labels == ["the report", "this room"]
    assert not {"the report", "this room"} & set(page.read(1).splitlines())  # beside each number


def test_foot_says_whose_guesses_they_are_and_then_the_source() -> None:
    page = guessed(guess_slide(THREE), {"Bravo": 60})
    (note,) = page.foot_at(0)
    assert note.text.strip() == "Guesses made in this room, not part of the report"
    assert "The Made-up Post" in "".join(text.text for text in page.foot_at(1))
    assert page.number_baseline == note.lines[-1].baseline


# The axis while people guess


@pytest.mark.parametrize("count", [1, 2, 3, 6, 12])
def test_names_and_empty_axis_fill_the_slide(count: int) -> None:
    page = guessed(guess_slide(FORTY_THREE[:count]), {})
    asked = page.asked
    assert asked is not None
    heading = max(text.rect.bottom for text in page.texts if text.is_shown(0))
    if count > 2:
        assert asked.area.top - heading < 70
        assert BODY.bottom - asked.area.bottom < 100
    pitches = {
        round(below.name.rect.top - above.name.rect.top, 3)
        for above, below in zip(asked.rows, asked.rows[1:], strict=False)
    }
    assert len(pitches) <= 1
    assert not asked.fixed.texts  # an axis without numbers
    assert not any(row.shapes or row.texts for row in asked.rows)
    assert asked.per_unit == 0


def test_axis_reaches_a_little_beyond_the_largest_guess() -> None:
    page = guessed(guess_slide(THREE), {"Alpha": 30, "Bravo": 60, "Charlie": 15})
    asked = page.asked
    assert asked is not None
    lengths = [x - asked.zero for x in middles(rings_of(page, 0))]
    assert [length / lengths[2] for length in lengths] == pytest.approx([2, 4, 1])
    largest = row_of(page, "Bravo", 0)
    assert label_of(largest).rect.right == pytest.approx(asked.area.right)
    grid = [each.rect for each in asked.fixed.shapes if each.fill is Colour.MARK]
    steps = {round((line.left + 1 - asked.zero) / asked.per_unit, 6) for line in grid}
    assert steps == {20, 40, 60, 80}


@pytest.mark.parametrize(
    ("largest", "step"), [(5, 1), (10, 2), (12, 2.5), (20, 5), (30, 10), (100, 25), (1, 0.2)]
)
def test_lines_of_the_axis_are_at_round_numbers(largest: float, step: float) -> None:
    asked = guessed(guess_slide(THREE), {"Bravo": largest}).asked
    assert asked is not None
    lines = [shape.rect for shape in asked.fixed.shapes if shape.fill is Colour.MARK]
    values = [(line.left + 1 - asked.zero) / asked.per_unit for line in lines]
    assert values == pytest.approx([step * number for number in range(1, len(lines) + 1)])
    assert 3 <= len(lines) <= 7


def test_axis_of_guesses_of_zero_has_even_lines_without_a_scale() -> None:
    page, plain = (guessed(guess_slide(THREE), guesses) for guesses in ({"Bravo": 0}, {}))
    assert page.asked is not None
    assert plain.asked is not None
    assert page.asked.fixed == plain.asked.fixed


def test_axis_tells_nothing_of_the_figures() -> None:
    few, many = (
        guessed(guess_slide((("Alpha", value, ""), ("Bravo", 5, ""))), {"Alpha": 7, "Bravo": 9})
        for value in (1, 8)
    )
    assert few.shown_at(0) == many.shown_at(0)


def test_shares_are_guessed_on_the_scale_of_the_bars() -> None:
    page = guessed(share_slide(), {"Alpha": 50, "Bravo": 120, "Charlie": 0})
    asked, chart = page.asked, page.chart
    assert asked is not None
    assert chart is not None
    assert [text.text.strip() for text in asked.fixed.texts] == ["0", "50%", "100%"]
    end = chart.zero + 100 * chart.per_unit
    half = (chart.zero + end) / 2
    assert middles(rings_of(page, 0))[:2] == pytest.approx([half, end])
    assert middles(rings_of(page, 1)) == pytest.approx([half, end, chart.zero])
    assert "Bravo our guess 120% →" in page.read(0)
    assert "Charlie our guess 0%" in page.read(0)


# The bars with the guesses


def test_bars_keep_their_length_and_names_their_order() -> None:
    slide = guess_slide(THREE)
    (plain,) = lay_out(slide, MEASURER)
    page = guessed(slide, {"Bravo": 60, "Alpha": 35, "Charlie": 40})
    assert plain.chart is not None
    assert page.chart is not None
    for one, other in zip(plain.chart.rows, page.chart.rows, strict=True):
        assert one.bar == other.bar
        assert [shape.rect.width for shape in one.shapes] == [
            shape.rect.width for shape in other.shapes
        ]
        assert {shape.rect.left for shape in other.shapes} == {page.chart.zero}


def test_ring_is_below_the_end_of_its_bar_at_the_scale_of_the_bars() -> None:
    page = guessed(guess_slide(THREE), {"Bravo": 60, "Alpha": 35})
    chart = page.chart
    assert chart is not None
    alpha, bravo = rings_of(page, 1)
    scale = [(x - chart.zero) / chart.per_unit for x in middles([alpha, bravo])]
    assert scale == pytest.approx([35, 60])
    for ring, name in ((alpha, "Alpha"), (bravo, "Bravo")):
        (bar,) = row_of(page, name, 1).shapes
        assert bar.rect.bottom <= ring.rect.top <= bar.rect.bottom + 30
    down, across = lines_of(page)[2:]  # of Bravo, of which the room thought less
    (bar,) = row_of(page, "Bravo", 1).shapes
    assert down.right == pytest.approx(bar.rect.right)
    assert down.top > bar.rect.bottom
    assert across.left == pytest.approx(middles([bravo])[0])
    assert across.right == pytest.approx(bar.rect.right, abs=3)
    assert label_of(row_of(page, "Bravo", 1)).rect.right < bravo.rect.left
    assert label_of(row_of(page, "Alpha", 1)).rect.left > alpha.rect.right


@pytest.mark.parametrize(
    ("figure", "guess", "beside"),
    [
        (16, 60, "right of its ring"),
        (70, 95.5, "past the end of its bar"),
        (70, 97.5, "left of its ring"),
        (90, 107, "past the end of its bar"),
    ],
)
def test_label_of_a_guess_that_is_too_large_is_where_it_fits(
    figure: int, guess: float, beside: str
) -> None:
    rows = (("Alpha", figure, ""), ("Bravo", 99, ""))
    page = guessed(guess_slide(rows), {"Alpha": guess})
    (ring,) = rings_of(page, 1)
    row = row_of(page, "Alpha", 1)
    (bar,) = row.shapes
    label = label_of(row).rect
    assert {
        "right of its ring": label.left - ring.rect.right,
        "left of its ring": ring.rect.left - label.right,
        "past the end of its bar": bar.rect.right - label.right,
    }[beside] == pytest.approx(16)


def test_label_of_a_guess_that_is_too_small_is_right_of_a_short_line() -> None:
    page = guessed(guess_slide(THREE), {"Alpha": 2})
    row = row_of(page, "Alpha", 1)
    (bar,) = row.shapes
    assert label_of(row).rect.left - bar.rect.right == pytest.approx(16)
    page = guessed(guess_slide(THREE), {"Bravo": 2})
    (ring,) = rings_of(page, 1)
    label = label_of(row_of(page, "Bravo", 1)).rect
    assert label.left - ring.rect.right == pytest.approx(16)
    (across,) = (line for line in lines_of(page) if line.width > line.height)
    assert across.left < label.left < label.right < across.right


def test_label_on_the_axis_is_smaller_if_it_takes_much_of_it() -> None:
    def size(guess: float) -> float:
        page = guessed(guess_slide(AWKWARD), {AWKWARD[0][0]: guess}, Ratio.NARROW)
        return label_of(row_of(page, AWKWARD[0][0], 0)).style.size

    assert size(60) == 54
    assert size(123_456.25) == 38
    assert size(123_456_789.25) == 30


def test_right_guess_is_below_the_end_of_its_bar() -> None:
    page = guessed(guess_slide(THREE), {"Bravo": 99})
    (ring,) = rings_of(page, 1)
    (bar,) = row_of(page, "Bravo", 1).shapes
    assert middles([ring])[0] == pytest.approx(bar.rect.right)
    (down,) = lines_of(page)
    assert bar.rect.bottom < down.top < down.bottom <= ring.rect.top + 10


def test_line_to_an_almost_right_guess_ends_on_its_ring() -> None:
    page = guessed(guess_slide(THREE), {"Bravo": 98.2})
    (ring,) = rings_of(page, 1)
    (down,) = lines_of(page)
    across = middles([ring])[0] - (down.left + down.right) / 2
    up = (ring.rect.top + ring.rect.bottom) / 2 - (down.bottom - down.width / 2)
    assert 0 < abs(across) < up
    assert hypot(across, up) == pytest.approx(ring.rect.width / 2)


def test_guess_beyond_the_axis_is_at_its_end_with_a_sign() -> None:
    page = guessed(guess_slide(THREE), {"Alpha": 400, "Bravo": 60})
    alpha, bravo = rings_of(page, 1)
    row = row_of(page, "Alpha", 1)
    sign = row.texts[-1]
    assert sign.text.strip() == "→"
    assert alpha.rect.right < sign.rect.left
    assert sign.rect.right <= BODY.right
    assert "our guess 400" in label_of(row).text
    assert "→" not in "".join(text.text for text in row_of(page, "Bravo", 1).texts)
    assert bravo.rect.right < alpha.rect.left


def test_missing_figure_keeps_its_words_and_has_no_line_to_its_ring() -> None:
    rows = (*THREE[:2], ("Delta", None, "c"), ("Echo", 0, "low"))
    page = guessed(guess_slide(rows), {"Delta": 30, "Echo": 10})
    assert "Delta confidential our guess 30" in page.read(1)
    assert "Echo low, rounds to 0 our guess 10" in page.read(1)
    assert len(rings_of(page, 1)) == 2
    assert lines_of(page) == []


def test_line_of_a_figure_of_zero_starts_at_the_axis() -> None:
    page = guessed(guess_slide((*THREE, ("Echo", 0, ""))), {"Echo": 30})
    assert page.chart is not None
    down, across = lines_of(page)
    assert down.left == page.chart.zero
    assert across.right == pytest.approx(middles(rings_of(page, 1))[0])


@pytest.mark.parametrize("ratio", Ratio)
def test_rings_keep_their_size_on_any_number_of_bars(ratio: Ratio) -> None:
    sizes = set()
    for count in range(1, 7):
        rows = tuple((f"Force {at}", 9 * at + 2, "") for at in range(count))
        page = guessed(guess_slide(rows, "Few"), {name: 10.0 * count for name, *_ in rows}, ratio)
        sizes |= {tuple(ring.rect.width for ring in rings_of(page, step)) for step in (0, 1)}
        assert [len(rings_of(page, step)) for step in (0, 1)] == [count, count]
    assert len({width for widths in sizes for width in widths}) == 2  # on the axis, below bars


@pytest.mark.parametrize("count", [7, 12])
def test_one_ring_among_many_bars_makes_room_for_itself(count: int) -> None:
    rows = FORTY_THREE[:count]
    page = guessed(guess_slide(rows), {rows[0][0]: 100})
    assert [len(rings_of(page, step)) for step in (0, 1)] == [1, 1]
    assert page.chart is not None
    assert page.foot_at(1)[0].rect.top - page.chart.area.bottom == pytest.approx(28)


def test_guess_is_on_the_page_of_its_bar_only() -> None:
    slide = guess_slide(FORTY_THREE)
    plain = lay_out(slide, MEASURER)
    guesses = {"Force with the number 9": 100.0}
    pages = [guessed(slide, guesses, at=at) for at in range(len(plain))]
    changed = [page for page, before in zip(pages, plain, strict=True) if page != before]
    assert len(changed) == 1
    assert "Force with the number 9 122 our guess 100" in changed[0].read(1)


def test_ring_is_at_one_of_two_bars_whose_names_look_the_same() -> None:
    first, second = "Dyfed Powys", "Dyfed\N{NO-BREAK SPACE}Powys"
    page = guessed(guess_slide([(first, 122, ""), (second, 60, "")]), {second: 60.0})
    assert f"{first} 122\n{second} 60 our guess 60" in page.read(1)


def test_page_without_guesses_stays_as_it_is() -> None:
    (page,) = lay_out(guess_slide(THREE), MEASURER)
    (other,) = lay_out(sample_chart_slide(THREE), MEASURER)
    assert guess_page(other, {make_force("Alpha").name: 3}, BODY, MEASURER) is other
    assert guess_page(page, {}, BODY, MEASURER) is page
    assert guess_page(page, {"Elsewhere": 3}, BODY, MEASURER) is page


def test_legend_is_beside_what_was_counted_or_below_it() -> None:
    def places(slide: Slide) -> tuple[PlacedText, PlacedText]:
        page = guessed(slide, {"Bravo": 60})
        texts = {text.text.strip(): text for text in page.texts if text.is_shown(1)}
        subtitle = next(text for text in texts.values() if text.role is Role.SUBTITLE)
        return subtitle, texts["this room"]

    subtitle, legend = places(guess_slide(THREE))
    assert legend.lines[0].baseline == subtitle.lines[-1].baseline
    texts = tuple(
        SlideText(text.role, "قال المفتشون" if text.role is Role.SUBTITLE else text.text)
        for text in guess_slide(THREE).texts
    )
    subtitle, legend = places(guess_slide(THREE)._replace(texts=texts))
    assert legend.rect.top >= subtitle.rect.bottom
    assert legend.rect.right <= BODY.right


def test_what_was_counted_becomes_smaller_to_have_the_legend_beside_it() -> None:
    texts = (SlideText(Role.TITLE, "Few"), SlideText(Role.SUBTITLE, "counted " * 6 + "now"))
    page = guessed(guess_slide(THREE)._replace(texts=texts), {"Bravo": 60})
    sizes = [
        text.style.size
        for text in page.texts
        if text.is_shown(1) and (text.role is Role.SUBTITLE or text.text.strip() == "this room")
    ]
    assert sizes == [40, 40]


_NUMBERS = st.one_of(st.integers(0, 300), st.floats(0, 1e12), st.sampled_from((1e-300, 1e300, -5)))


@given(
    rows=st.sampled_from((THREE, AWKWARD, FORTY_THREE[:6], SHARES)),
    numbers=st.lists(st.none() | _NUMBERS, min_size=6, max_size=6),
    ratio=st.sampled_from(Ratio),
    lines=st.integers(0, 2),
)
@few_examples
def test_nothing_overlaps_whatever_people_guess(
    rows: tuple[Row, ...], numbers: list[float | None], ratio: Ratio, lines: int
) -> None:
    slide = share_slide(rows) if rows is SHARES else guess_slide(rows, SENTENCE * lines or "Few")
    guesses = {
        row[0]: number for row, number in zip(rows, numbers, strict=False) if number is not None
    }
    for at in range(len(lay_out(slide, MEASURER, ratio.body))):
        page = guessed(slide, guesses, ratio, at)
        for step in range(page.steps):
            for ring in rings_of(page, step) if page.chart is not None else ():
                assert ring.rect.right <= ratio.body.right + 60
                for text in page.shown_at(step).texts:
                    for ink in ink_of(text):
                        across = min(ink.right, ring.rect.right) - max(ink.left, ring.rect.left)
                        down = min(ink.bottom, ring.rect.bottom) - max(ink.top, ring.rect.top)
                        assert across <= 1 or down <= 1, text.text


def test_per_cent_sign_is_on_a_scale_of_its_own_too() -> None:
    slide = share_slide((("Alpha", 120, ""), ("Bravo", 20, "")))
    assert slide.chart is not None
    assert with_per_cent_sign(slide.chart).full_scale is None
    assert "Alpha our guess 90%" in guessed(slide, {"Alpha": 90}).read(0)
