"""Tests of charts that people guess: the names with empty boxes, then all bars."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.layout.measurer import BOLD
from briefing_app.layout.page import Page, PlacedRow
from briefing_app.layout.palette import Colour
from briefing_app.layout.slide import lay_out
from briefing_app.model.report import Reveal
from briefing_app.model.slide_builder import chart_slide
from briefing_app.model.slides import Role, Slide
from tests.layout.fixed_measurer import FixedMeasurer, assert_well_placed
from tests.layout.page_samples import SENTENCE, few_examples, sample_chart_slide
from tests.sample_measures import AWKWARD, FORTY_THREE, THREE, Row, make_measure

MEASURER = FixedMeasurer()
COUNTED = "Made-up measure 1, things counted, 2016"
SHARES: tuple[Row, ...] = (("Alpha", 20, ""), ("Bravo", 62.5, ""), ("Charlie", None, "c"))


def guess_slide(rows: Sequence[Row], message: str = "Bravo has more than the others") -> Slide:
    return sample_chart_slide(rows, reveal=Reveal.GUESS, message=message)


def share_slide() -> Slide:
    measure = make_measure(SHARES)._replace(unit="per cent of cases")
    return chart_slide(measure, title="What share?")._replace(reveal=Reveal.GUESS)


def pages_of(slide: Slide) -> list[Page]:
    pages = list(lay_out(slide, MEASURER))
    for page in pages:
        for step in range(page.steps):
            assert_well_placed(page, step=step)
    return pages


def rows_of(page: Page, step: int) -> Sequence[PlacedRow]:
    chart = page.chart_at(step)
    assert chart is not None
    return chart.rows


def titles(page: Page, step: int) -> list[str]:
    """Return the texts of the heading."""
    roles = {Role.TITLE, Role.SUBTITLE, Role.LABEL}
    return [text.text.strip() for text in page.texts if text.role in roles and text.is_shown(step)]


def foot(page: Page, step: int) -> str:
    return "".join(text.text for text in page.foot_at(step)).replace("\u00a0", " ").strip()


def test_chart_without_a_title_of_its_own_asks_for_what_was_counted() -> None:
    (page,) = pages_of(guess_slide(THREE))
    assert titles(page, 0) == [f"{COUNTED}: your guess?", "Guess first: three numbers on paper"]
    assert titles(page, 1) == ["Bravo has more than the others", COUNTED]
    assert not foot(page, 0)
    assert "Counts, not rates." in foot(page, 1)


def test_authors_title_is_the_question_and_the_message_the_result() -> None:
    slide = chart_slide(make_measure(), title="How many in each?")._replace(reveal=Reveal.GUESS)
    (page,) = pages_of(slide)
    assert titles(page, 0) == ["How many in each?", "Guess first: three numbers on paper"]
    assert titles(page, 1)[0] == "Bravo has more than the others"
    assert foot(page, 0) == COUNTED
    assert "The Made-up Post" in foot(page, 1)


def test_authors_title_stays_if_the_measure_has_no_message() -> None:
    measure = make_measure(message="")
    slide = chart_slide(measure, title="How many in each?")._replace(reveal=Reveal.GUESS)
    (page,) = pages_of(slide)
    assert titles(page, 0)[0] == titles(page, 1)[0] == "How many in each?"


def test_long_message_comes_after_the_bars_that_it_tells() -> None:
    first, *others = pages_of(guess_slide(THREE, message=SENTENCE * 14))
    assert first.asked is not None
    assert SENTENCE.strip() not in first.read(0)
    assert others
    assert all(page.chart is None for page in others)


@pytest.mark.parametrize("title", ["", SENTENCE * 2])
@pytest.mark.parametrize("rows", [THREE[:1], FORTY_THREE[:12], FORTY_THREE])
def test_names_stay_in_their_places_when_the_bars_appear(title: str, rows: Sequence[Row]) -> None:
    slide = chart_slide(make_measure(rows), title=title)._replace(reveal=Reveal.GUESS)
    for page in pages_of(slide):
        asked, answered = (rows_of(page, step) for step in (0, 1))
        middles = [
            [row.name.rect.top + row.name.rect.height / 2 for row in rows]
            for rows in (asked, answered)
        ]
        assert middles[0] == pytest.approx(middles[1])
        assert [row.bar for row in asked] == [row.bar for row in answered]
        assert {row.name.rect.right for row in (*asked, *answered)} == {asked[0].name.rect.right}
        boxes = [shape.rect for shape in page.asked.fixed.shapes] if page.asked else []
        for row, box in zip(answered, boxes, strict=True):
            for bar in row.shapes:
                assert (bar.rect.top, bar.rect.height) == (box.top, box.height)
        assert "your guess?" in page.read(0) or title.strip() in page.read(0)


def test_highlighted_name_is_bold_only_with_its_bar() -> None:
    (page,) = pages_of(guess_slide(THREE))
    bold = [
        [row.name.text.strip() for row in rows_of(page, step) if row.name.style.weight == BOLD]
        for step in (0, 1)
    ]
    assert bold == [[], ["Bravo"]]


def test_question_is_as_large_as_the_heading_of_the_result_allows() -> None:
    def size(rows: Sequence[Row], message: str) -> float:
        measure = make_measure(rows, message=message)
        (page,) = pages_of(chart_slide(measure, title=SENTENCE)._replace(reveal=Reveal.GUESS))
        return next(text.style.size for text in page.texts if text.role is Role.TITLE)

    twelve = FORTY_THREE[:12]
    assert size(THREE, "In short") == 96
    assert size(twelve, "In short") < size(twelve, SENTENCE * 4) < 96


@pytest.mark.parametrize("forces", [12, 43])
def test_as_many_numbers_are_asked_for_as_there_are_boxes(forces: int) -> None:
    (page,) = pages_of(guess_slide(FORTY_THREE[:forces]))
    assert page.asked is not None
    assert titles(page, 0)[-1] == "Guess first: twelve numbers on paper"
    assert len(page.asked.fixed.shapes) == 12
    left_out = [text.text.strip() for text in page.asked.omitted.texts]
    assert left_out == ["and 31 more in the handout"] * (forces > 12)


def test_nothing_shows_the_figures_before_they_are_guessed() -> None:
    rows: tuple[Row, ...] = (("Alpha", 30, ""), ("Bravo", None, "c"), ("Charlie", 20, "p"))
    other: tuple[Row, ...] = (("Alpha", 3, "p"), ("Bravo", 5, ""), ("Charlie", 70, ""))
    (first,), (second,) = (pages_of(guess_slide(each)) for each in (rows, other))
    names = [row.name.text.strip() for row in rows_of(first, 0)]
    assert names == [row.name.text.strip() for row in rows_of(second, 0)]
    assert first.read(0) == second.read(0)
    colours = {shape.fill for shape in first.shown_at(0).shapes}
    assert colours == {Colour.PANEL}
    assert "confidential" in first.read(1)


@given(st.lists(st.sampled_from((*AWKWARD, *FORTY_THREE)), min_size=1, max_size=43, unique=True))
@few_examples
def test_nothing_overlaps_whatever_the_names_are(rows: Sequence[Row]) -> None:
    assert all(page.steps == 2 for page in pages_of(guess_slide(rows)))
