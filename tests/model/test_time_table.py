"""Tests of the table of planned, rehearsed and taken times."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide, SlideText
from briefing_app.model.slideshow.time import TimeRow, time_scale, time_table


def _slide(key: str, minutes: int | None = None) -> Slide:
    texts = (SlideText(Role.TITLE, f"Title of {key}"),)
    return Slide(key, SlideKind.TEXT, f"Text {key}", texts, minutes=minutes)


_SLIDES: Final = (_slide("a", 2), _slide("b"), _slide("c", 60))


def test_each_slide_has_its_planned_rehearsed_and_taken_time() -> None:
    rows = time_table(_SLIDES, (), {"a": 70.2, "c": 3600.4}, {"b": 42.0})
    assert [row.texts for row in rows] == [
        ("1", "Text a: Title of a", "2:00", "1:10", "–"),
        ("2", "Text b: Title of b", "–", "–", "0:42"),
        ("3", "Text c: Title of c", "1:00:00", "1:00:00", "–"),
        ("", "Total", "1:02:00", "1:01:10", "0:42"),
    ]


def test_slides_outside_the_order_follow_it() -> None:
    others = (*_SLIDES, _slide("left out"), _slide("never shown"))
    rows = time_table(_SLIDES[:1], others, {"left out": 5.0, "gone": 7.0, "b": 1.0}, {"old": 9.0})
    assert [row.texts[:2] for row in rows] == [
        ("1", "Text a: Title of a"),
        ("–", "Text b: Title of b"),
        ("–", "Text left out: Title of left out"),
        ("–", "Slides that are no longer in the briefing"),
        ("", "Total"),
    ]
    assert rows[3].times == (0, 7, 9)
    # What was planned for a slide that isn't shown doesn't count.
    assert time_table(_SLIDES[1:], _SLIDES, {"a": 5.0}, {})[-1].times == (3600, 5, 0)


def test_total_has_the_planned_time_that_was_entered() -> None:
    assert time_table(_SLIDES, (), {}, {}, own_minutes=45)[-1].times == (45 * 60, 0, 0)


_seconds = st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 20_000))


@given(_seconds, _seconds)
def test_totals_are_the_sums_of_what_is_shown(
    rehearsed: dict[str, float], taken: dict[str, float]
) -> None:
    *rows, total = time_table(_SLIDES, (_slide("d", 1),), rehearsed, taken)
    assert total.is_total
    assert total.times == tuple(sum(row.times[at] for row in rows) for at in range(3))
    assert total.times[1] == pytest.approx(sum(rehearsed.values()), abs=3)


def test_title_is_complete_unless_it_is_a_page_of_words() -> None:
    def row(title: str) -> TimeRow:
        slide = _SLIDES[0]._replace(texts=(SlideText(Role.TITLE, title),))
        return time_table((slide,), (), {}, {})[0]

    assert row("word\n" * 60).texts[1] == f"Text a: {'word ' * 60}".strip()
    long = row("word\n" * 600)
    assert len(long.texts[1]) == 501
    assert long.cells[1] == f"Text a: {'word ' * 600}".strip()


@pytest.mark.parametrize(
    ("longest", "marks"),
    [
        (0, (0, 15)),
        (40, (0, 15, 30, 45)),
        (120, (0, 60, 120)),
        (288, (0, 120, 240, 360)),
        *((3 * step, (0, step, 2 * step, 3 * step)) for step in (30, 60, 120, 300, 600)),
        *((3 * step, (0, step, 2 * step, 3 * step)) for step in (900, 1800, 3600)),
        (4 * 3600, (0, 4800, 9600, 14400)),
    ],
)
def test_scale_of_times_has_few_round_marks(longest: int, marks: tuple[int, ...]) -> None:
    assert time_scale(longest) == marks


@given(st.integers(0, 10**6))
def test_scale_of_times_reaches_the_longest_time(longest: int) -> None:
    scale = time_scale(longest)
    assert scale[0] == 0
    assert scale[-1] >= max(longest, 1)
    assert len(scale) <= 4


def test_spreadsheet_cells_are_hours_minutes_and_seconds() -> None:
    assert TimeRow(3, "Title", (70, 0, 36_070)).cells == ("3", "Title", "0:01:10", "", "10:01:10")


def test_row_is_spoken_as_one_sentence() -> None:
    row = TimeRow(3, "Title", (120, 70, 0))
    assert row.spoken == "Slide 3, Title, planned 2 minutes, rehearsed 1 minute 10 seconds"
