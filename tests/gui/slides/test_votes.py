"""The hands of a vote on the pages of a slideshow."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from briefing_app.gui.slides.painter import paint_page
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.layout.theme import SLIDE_THEMES, Colour, SlideTheme
from briefing_app.model.palette import contrast_ratio
from briefing_app.model.report import SlideKind
from briefing_app.model.slideshow.said import SaidLine, SaidLines
from briefing_app.model.slideshow.state import SlidePosition, SlideshowState
from tests.layout.vote_samples import FIGURE, NUMBERS, QUESTION, hands_for, vote

pytestmark = pytest.mark.usefixtures("qapp")

VOTE = vote(NUMBERS, "16", FIGURE)
AGAIN = VOTE._replace(key=f"again 2 {VOTE.key}")
RESULT = SlidePosition(0, 0, 1)


def said(*lines: SaidLine, shown_for: str = "") -> SaidLines:
    return SaidLines(lines, shown_for)


def test_hands_are_on_the_result_only() -> None:
    pages = SlidePages((VOTE,))
    counted = said(*hands_for(VOTE, 3, 5, 9, 2))
    assert "19 hands" in pages.shown(RESULT, counted).page.read(1)
    assert pages.shown(SlidePosition(0), counted).page.read(0) == pages.pages(0)[0].read(0)
    assert "19 hands" not in pages.preview(0).page.read(1)


def test_page_with_hands_is_made_once() -> None:
    pages = SlidePages((VOTE,))
    counted = said(*hands_for(VOTE, 3, 5))
    page = pages.shown(RESULT, counted).page
    assert pages.shown(RESULT, counted._replace()).page is page
    more = pages.shown(RESULT, said(*hands_for(VOTE, 3, 5, 9))).page
    assert "17 hands" in more.read(1)
    assert pages.shown(RESULT).page is pages.pages(0)[0]


def test_question_that_was_voted_twice_shows_both() -> None:
    pages = SlidePages((VOTE, AGAIN))
    first, second = hands_for(VOTE, 6, 1), hands_for(AGAIN, 3, 5)
    both = said(*second, *first)  # the first one was corrected last
    assert "before 6 hands" in pages.shown(SlidePosition(1, 0, 1), both).page.read(1)
    assert "before" not in pages.shown(RESULT, both).page.read(1)
    alone = pages.shown(SlidePosition(1, 0, 1), said(*first)).page
    assert "hands" not in alone.read(1).replace("Show of hands", "")


def test_vote_on_another_question_is_not_one_before() -> None:
    other = vote(NUMBERS, "16", FIGURE, "How many others?")
    pages = SlidePages((other, VOTE))
    lines = said(*hands_for(other, 6, 1), *hands_for(VOTE, 3, 5))
    assert "before" not in pages.shown(SlidePosition(1, 0, 1), lines).page.read(1)


def test_board_is_in_place_of_a_vote_but_not_of_its_result() -> None:
    line = SaidLine(VOTE.key, QUESTION, "", "A guess in the dark")
    lines = said(line, *hands_for(VOTE, 3, 5), shown_for=VOTE.key)
    pages = SlidePages((VOTE,))
    board = pages.shown(SlidePosition(0), lines).page.read(0)
    assert "A guess in the dark" in board
    assert board.startswith("Show of hands")
    result = pages.shown(RESULT, lines).page.read(1)
    assert "A guess in the dark" not in result
    assert "8 hands" in result


def test_question_of_a_finding_that_is_a_vote_has_hands_too() -> None:
    asked = VOTE._replace(about="finding 1")
    finding = asked._replace(key="finding 1", kind=SlideKind.FINDING, prompt=QUESTION, texts=())
    pages = SlidePages((finding, asked))
    question = pages.question(0)
    assert question is not None
    assert question.steps == 2
    assert [pages.shows_answer(SlidePosition(0, question=at)) for at in (1, 2)] == [False, True]
    shown = pages.shown(SlidePosition(0, question=2), said(*hands_for(asked, 3, 5)))
    assert "8 hands" in shown.page.read(shown.step)


def test_answer_of_a_long_question_is_where_its_options_are() -> None:
    long = vote(NUMBERS, "16", question="Which of these? " * 60)
    pages = SlidePages((long,))
    count = len(pages.pages(0))
    assert count > 1
    state = SlideshowState(pages, countdowns={0: 30})
    positions = [state.position]
    while (following := state.next_position) is not None:
        state = state.go_to_position(following)
        positions.append(state.position)
        shown = pages.shown(state.position)
        assert state.shows_answer == shown.page.shows_answer(shown.step)
        assert (state.visible_countdown is None) == state.shows_answer
    assert positions[-2:] == [SlidePosition(0, count - 1), SlidePosition(0, count - 1, 1)]


def _picture(pages: SlidePages, lines: SaidLines) -> QImage:
    picture = QImage(1920, 1080, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    paint_page(painter, QRectF(picture.rect()), pages.shown(RESULT, lines))
    painter.end()
    return picture


@pytest.mark.parametrize("theme", SLIDE_THEMES, ids=lambda theme: theme.name)
def test_report_is_on_the_ground_of_a_page_and_the_room_on_that_of_a_discussion(
    theme: SlideTheme,
) -> None:
    pages = SlidePages((VOTE,), theme)
    picture = _picture(pages, said(*hands_for(VOTE, 3, 5, 9, 2)))
    page = pages.shown(RESULT, said(*hands_for(VOTE, 3))).page
    aside = page.aside_at(1)
    assert aside is not None
    assert picture.pixelColor(60, 40) == QColor(theme.discussion.ground)
    assert picture.pixelColor(1880, 40) == QColor(theme.page.ground)
    edge = picture.pixelColor(round(aside.rect.left) + 1, 40)
    grounds = {theme.discussion.ground, theme.page.ground}
    assert len(grounds) == 2 or contrast_ratio(edge.name(), theme.page.ground) >= 3
    bars = [shape for shape in page.shapes if shape.outline is Colour.ROOM]
    corner = bars[0].rect
    assert picture.pixelColor(round(corner.left) + 2, round(corner.top) + 20) == QColor(
        theme.discussion.room
    )
