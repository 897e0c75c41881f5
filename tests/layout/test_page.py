"""Tests of a laid-out page as a value."""

from briefing_app.layout.measurer import BOLD, TextStyle
from briefing_app.layout.page import (
    HEIGHT,
    TICK_POINTS,
    Block,
    Form,
    PlacedLine,
    PlacedText,
    Rect,
    Shape,
    bold_runs,
)
from briefing_app.layout.palette import Colour
from briefing_app.layout.slide import lay_out
from briefing_app.model.report import SlideKind
from tests.layout.fixed_measurer import FixedMeasurer
from tests.layout.page_samples import sample_slide

LINES = (
    PlacedLine("One ", 10, 8, ends=False, above=5),
    PlacedLine("two ", 20, 8, ends=False),
    PlacedLine("three", 30, 10, ends=True),
    PlacedLine("Four", 45, 9, ends=True, above=7),
)
TEXT = PlacedText(None, Rect(100, 0, 40, 50), TextStyle(10), Colour.INK, LINES)


def test_rectangle_has_edges_and_margins() -> None:
    rect = Rect(10, 20, 300, 400)
    assert (rect.right, rect.bottom) == (310, 420)
    assert rect.inset(5, 7) == Rect(15, 27, 290, 386)


def test_tick_is_inside_its_rectangle_down_and_then_up() -> None:
    (left, start), (middle, lowest), (right, highest) = TICK_POINTS
    assert 0 < left < middle < right < 1
    assert 0 < highest < start < lowest < 1


def test_text_consists_of_paragraphs_with_the_gaps_above_them() -> None:
    assert TEXT.text == "One two three\nFour\n"
    assert TEXT.paragraphs == [("One two three", 5), ("Four", 7)]


def test_lines_are_at_one_edge_of_the_text() -> None:
    assert [TEXT.left_of(line) for line in LINES] == [100, 100, 100, 100]
    at_right = TEXT._replace(at_right=True)
    assert [at_right.left_of(line) for line in LINES] == [132, 132, 130, 131]


def test_block_moves_with_everything_in_it() -> None:
    moved = Block((Shape(Form.BOX, Rect(1, 2, 3, 4)),), (TEXT,), 60).moved(100)
    assert moved.shapes[0].rect == Rect(1, 102, 3, 4)
    assert moved.texts[0].rect == Rect(100, 100, 40, 50)
    assert [line.baseline for line in moved.texts[0].lines] == [110, 120, 130, 145]
    assert moved.height == 60


def test_only_the_lead_of_a_line_is_bold() -> None:
    style = TextStyle(30)
    line = PlacedLine("Note: that. ", 10, 9, ends=True)
    assert list(bold_runs(line, style)) == [("Note: that.", style)]
    bold = ("Note:", TextStyle(30, BOLD))
    assert list(bold_runs(line._replace(lead=5), style)) == [bold, (" that.", style)]
    assert list(bold_runs(line._replace(text="Note:", lead=5), style)) == [bold]


def test_slide_number_is_level_with_the_last_line_of_the_foot() -> None:
    slide = sample_slide(SlideKind.TEXT, ["A title"], "a source that takes several lines " * 5)
    (page,) = lay_out(slide, FixedMeasurer())
    assert page.number_baseline == page.foot[0].lines[-1].baseline == HEIGHT - 50 - 9
    assert page._replace(foot=()).number_baseline == HEIGHT - 60
