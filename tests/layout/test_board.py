"""The board with what people said, in a slideshow."""

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.layout.board import board_pages
from briefing_app.layout.countdown import countdown_rect
from briefing_app.layout.measurer import BOLD, Measurer, TextStyle
from briefing_app.layout.page import Page, PlacedText, Ratio, bold_runs
from briefing_app.layout.slide import lay_out
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide, SlideText
from briefing_app.model.slideshow.said import MAX_SAID_LENGTH, SaidLine
from tests.layout.fixed_measurer import FixedMeasurer
from tests.layout.outline import outline

_MEASURER: Final = FixedMeasurer()

_QUESTION: Final = "Before a case is closed, what should we always ask?"
_TWO_LINES: Final = "The supervisor signs, and not the officer in the case"


def _boards(
    *said: str,
    question: str = _QUESTION,
    actions: tuple[int, ...] = (),
    minutes: int | None = 4,
    is_made_up: bool = False,
    ratio: Ratio = Ratio.WIDE,
    measurer: Measurer = _MEASURER,
) -> tuple[Page, ...]:
    texts = (SlideText(Role.QUESTION, question),)
    slide = Slide(
        "key", SlideKind.DISCUSSION, "Talk", texts, minutes=minutes, is_made_up=is_made_up
    )
    lines = [SaidLine("key", question, "", text, at in actions) for at, text in enumerate(said)]
    body = ratio.body
    return board_pages(lay_out(slide, measurer, body)[0], lines, body, measurer)


def _board(*said: str, **how: Any) -> Page:
    """Return the last board; see `_boards`."""
    return _boards(*said, **how)[-1]


def _lines(page: Page) -> list[PlacedText]:
    return [text for text in page.texts if text.role is Role.SAID]


def test_everything_on_a_board_is_at_its_position() -> None:
    page = _board(
        "Ask", f"{_TWO_LINES}. {_TWO_LINES}.", "Phone " * 9, question="Who?", actions=(2,)
    )
    expected = """
arc 1635 96 165 165, outline bar 10.1
box 120 289 800 2, track
box 120 401.4 800 2, track
box 120 623 800 2, track
label 120 105.2 271.7 47.5, 38/700 label, “Talk …”, 271.7 on 141.3
question 120 162 114.4 65, 52/600 ink, “Who?”, 114.4 on 211.4
text 1665.1 148.7 104.9 59.6, 47.6667/800 ink, “4:00”, 104.9 on 194
text 120 297 24.2 55, 44/700 label, “1”, 24.2 on 338.8
said 200 297 720 48.4, 44/500 ink, “Ask”, 66 on 338.8
text 120 409.4 24.2 55, 44/700 label, “2”, 24.2 on 451.2
said 200 409.4 720 193.6, 44/500 ink, “The s…” ×4, 638 on 451.2 →, 440 on 596.4
text 120 631 24.2 55, 44/700 label, “3”, 24.2 on 672.8
said 200 631 720 96.8, 44/500 ink, “We wi…”, 704 on 672.8 lead 8 →, 638 on 721.2
source 120 987.5 697 42.5, 34/400 muted, “Said …”, 697 on 1019.8
"""
    assert outline(page) == expected.strip()


def test_board_without_a_countdown_begins_directly_below_its_question() -> None:
    expected = """
box 120 255 800 2, track
label 120 105.2 271.7 47.5, 38/700 label, “Talk …”, 271.7 on 141.3
question 120 162 114.4 65, 52/600 ink, “Who?”, 114.4 on 211.4
text 120 263 24.2 55, 44/700 label, “1”, 24.2 on 304.8
said 200 263 720 48.4, 44/500 ink, “Ask”, 66 on 304.8
source 120 987.5 697 42.5, 34/400 muted, “Said …”, 697 on 1019.8
"""
    assert outline(_board("Ask", question="Who?", minutes=None)) == expected.strip()


@pytest.mark.parametrize(
    ("count", "size", "lines", "said_size"),
    [(9, 52, 1, 44), (19, 52, 2, 40), (21, 46, 2, 44), (23, 40, 2, 44), (39, 40, 3, 40)],
)
def test_long_question_is_smaller_and_then_the_lines_are(
    count: int, size: int, lines: int, said_size: int
) -> None:
    page = _board("Ask", question="word " * count)
    (question,) = (text for text in page.texts if text.role is Role.QUESTION)
    assert (question.style.size, len(question.lines)) == (size, lines)
    assert [text.style.size for text in _lines(page)] == [said_size]


@pytest.mark.parametrize(("letters", "lines"), [(51, 1), (52, 2)])
def test_question_has_the_width_left_of_the_countdown(letters: int, lines: int) -> None:
    (question,) = (
        text for text in _board("Ask", question="x" * letters).texts if text.role is Role.QUESTION
    )
    assert len(question.lines) == lines  # of 1475 pixels, with letters of 28.6


@pytest.mark.parametrize(
    ("count", "size"),
    [(72, 44), (73, 36), (112, 36), (113, 32), (145, 28), (181, 24), (265, 20), (400, 20)],
)
def test_line_that_is_too_long_for_a_column_is_smaller(count: int, size: int) -> None:
    (line,) = _lines(_board("word " * count, question="Who?"))
    assert line.style.size == size


class _WideMeasurer(FixedMeasurer):
    """The cuneiform sign 𒐫 is eight times as wide as it is high."""

    def width(self, text: str, style: TextStyle) -> float:
        return super().width(text.replace("𒐫", "中" * 8), style)


def test_line_that_is_higher_than_a_column_begins_at_the_left() -> None:
    lines = _lines(_board("𒐫" * MAX_SAID_LENGTH, "Ask", measurer=_WideMeasurer()))
    assert [line.rect.left for line in lines] == [200, 1080]


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
    assert page.slide.key != _board(*words[:12]).slide.key


def test_earlier_boards_have_the_other_lines_and_say_how_many_there_are() -> None:
    words = [f"Table {number}" for number in range(1, 26)]
    boards = _boards(*words)
    assert [text.text.strip() for page in boards for text in _lines(page)] == words
    counts = ("1 to 12 of 25", "13 to 24 of 25", "25 of 25")
    for at, (page, count) in enumerate(zip(boards, counts, strict=True)):
        assert count in page.read(0)
        assert (page.number, page.total) == (at, 3)
    assert "of 12" not in _board(*words[:12]).read(0)


def test_words_are_as_narrow_as_their_number_of_lines_allows() -> None:
    (line,) = _lines(_board("ab " * 19, question="Who?"))
    assert [len(each.text.split()) for each in line.lines] == [10, 9]  # and not 11 and 8


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
            assert text.rect.right <= Ratio.WIDE.body.right + 1
    assert ["".join(text.split()) for text in shown] == ["".join(text.split()) for text in kept]
