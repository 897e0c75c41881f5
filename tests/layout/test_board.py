"""The board with what people said, in a slideshow."""

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.layout.board import board_pages
from briefing_app.layout.countdown import countdown_rect
from briefing_app.layout.measurer import BOLD
from briefing_app.layout.page import Page, PlacedText, Ratio, bold_runs
from briefing_app.layout.slide import lay_out
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide, SlideText
from briefing_app.model.slideshow.said import MAX_SAID_LENGTH, SaidLine
from tests.layout.fixed_measurer import FixedMeasurer

_MEASURER: Final = FixedMeasurer()

_QUESTION: Final = "Before a case is closed, what should we always ask?"
_TWO_LINES: Final = "The supervisor signs, and not the officer in the case"


def _boards(
    *said: str,
    question: str = _QUESTION,
    actions: tuple[int, ...] = (),
    is_made_up: bool = False,
    ratio: Ratio = Ratio.WIDE,
) -> tuple[Page, ...]:
    texts = (SlideText(Role.QUESTION, question),)
    slide = Slide("key", SlideKind.DISCUSSION, "Talk", texts, minutes=4, is_made_up=is_made_up)
    lines = [SaidLine("key", question, "", text, at in actions) for at, text in enumerate(said)]
    body = ratio.body()
    return board_pages(lay_out(slide, _MEASURER, body)[0], lines, body, _MEASURER)


def _board(*said: str, **how: Any) -> Page:
    """Return the last board; see `_boards`."""
    return _boards(*said, **how)[-1]


def _lines(page: Page) -> list[PlacedText]:
    return [text for text in page.texts if text.role is Role.SAID]


def test_board_has_twelve_lines_in_two_columns_each_with_its_number() -> None:
    page = _board(*[_TWO_LINES] * 12)
    lines = _lines(page)
    assert {len(text.lines) for text in lines} == {2}
    assert [text.rect.left for text in lines] == [200.0] * 6 + [1080.0] * 6
    numbers = [text.text.strip() for text in page.texts if text.text.strip().isdecimal()]
    assert numbers == [str(number) for number in range(1, 13)]
    assert min(text.style.size for text in lines) >= 40
    (question,) = (text for text in page.texts if text.role is Role.QUESTION)
    assert question.style.size < 60
    ring = countdown_rect(page, 0)
    assert ring is not None
    assert ring.width < 200


def test_next_line_is_on_the_next_board_which_says_how_many_there_are() -> None:
    words = [f"Table {number}" for number in range(1, 16)]
    page = _board(*words)
    assert [text.text.strip() for text in _lines(page)] == words[12:]
    assert "13 to 15 of 15" in page.read(0)
    assert page.slide.key != _board(*words[:12]).slide.key  # it has ink of its own


def test_earlier_boards_have_the_other_lines_and_say_how_many_there_are() -> None:
    words = [f"Table {number}" for number in range(1, 26)]
    boards = _boards(*words)
    assert [text.text.strip() for page in boards for text in _lines(page)] == words
    counts = ("1 to 12 of 25", "13 to 24 of 25", "25 of 25")
    for at, (page, count) in enumerate(zip(boards, counts, strict=True)):
        assert count in page.read(0)
        assert (page.number, page.total) == (at, 3)
    assert "of 12" not in _board(*words[:12]).read(0)


def test_what_we_will_do_is_marked_in_bold() -> None:
    page = _board("Ask again", "Phone twice", actions=(1,))
    first, second = (text.lines[0] for text in _lines(page))
    assert first.lead == 0
    (bold, style), _ = bold_runs(second, _lines(page)[1].style)
    assert (bold, style.weight) == ("We will:", BOLD)


@pytest.mark.parametrize("ratio", Ratio)
def test_countdown_of_a_made_up_board_is_beside_the_tag(ratio: Ratio) -> None:
    """So the lines have as much room as on other boards."""
    page, plain = (
        _board("Ask", question="Who?", is_made_up=is_made_up, ratio=ratio)
        for is_made_up in (True, False)
    )
    ring = countdown_rect(page, 0)
    (tag,) = (text.rect for text in page.texts if text.role is Role.TAG)
    (question,) = (text.rect for text in page.texts if text.role is Role.QUESTION)
    assert ring is not None
    assert question.right <= ring.left
    assert ring.right + 40 <= tag.left
    assert _lines(page)[0].rect.top == _lines(plain)[0].rect.top


def test_long_line_has_space_above_the_rule_of_the_next_one() -> None:
    page = _board(f"{_TWO_LINES}. {_TWO_LINES}, and the next one does", "Phone twice")
    long, following = (text.rect for text in _lines(page))
    rules = [shape.rect.top for shape in page.shapes if shape.rect.height == 2]
    (rule,) = (top for top in rules if long.top < top < following.top)
    assert rule - long.bottom >= following.top - rule


@given(
    st.lists(
        st.text("aW ä\u05d0中", min_size=1, max_size=MAX_SAID_LENGTH), min_size=1, max_size=30
    ),
    st.sampled_from(["Who?", _QUESTION, _QUESTION * 20]),
)
def test_no_line_is_lost_or_out_of_the_page(said: list[str], question: str) -> None:
    kept = [line for line in said if line.strip()]
    if not kept:
        return
    shown: list[str] = []
    for count in range(1, len(kept) + 1):
        page = _board(*kept[:count], question=question)
        shown.append(_lines(page)[-1].text)
        bottom = page.foot[0].rect.top
        for text in _lines(page):
            assert text.rect.bottom <= bottom
            assert text.rect.right <= Ratio.WIDE.body().right + 1
    assert ["".join(text.split()) for text in shown] == ["".join(text.split()) for text in kept]
