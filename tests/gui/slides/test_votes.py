"""Votes on the pages of a slideshow."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from briefing_app.gui.slides.painter import paint_page
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.layout.palette import SLIDE_THEMES, SlideTheme
from briefing_app.model.report import Reveal, SlideKind
from briefing_app.model.slide_builder import chart_slide, discussion_slide, quote_slide
from briefing_app.model.slides import countdown_seconds
from briefing_app.model.slideshow.state import SlidePosition, SlideshowState
from tests.contrast import contrast_ratio
from tests.gui.slideshows import all_outlines
from tests.layout.vote_samples import FIGURE, NUMBERS, QUESTION, QUOTE, vote
from tests.sample_measures import FORTY_THREE, make_measure
from tests.sample_report import make_quote

pytestmark = pytest.mark.usefixtures("qapp")

VOTE = vote(NUMBERS, "16", FIGURE)
RESULT = SlidePosition(0, 0, 1)


def test_question_of_a_finding_may_be_a_vote() -> None:
    asked = VOTE._replace(about="finding 1")
    finding = asked._replace(key="finding 1", kind=SlideKind.FINDING, prompt=QUESTION, texts=())
    pages = SlidePages((finding, asked))
    question = pages.question(0)
    assert question is not None
    assert question.steps == (False, True)


@pytest.mark.parametrize("times", [1, 60])
@pytest.mark.parametrize("answer", ["", "16"])
def test_countdown_is_shown_until_the_answer_is(times: int, answer: str) -> None:
    pages = SlidePages((vote(NUMBERS, answer, question="Which of these? " * times),))
    state = SlideshowState((pages.outline(0),), countdowns={0: 30})
    positions = [state.position]
    while (following := state.next_position) is not None:
        state = state.go_to_position(following)
        positions.append(state.position)
        shown = pages.shown(state.position)
        assert state.shows_answer == shown.page.shows_answer(shown.step)
        assert (state.visible_countdown is None) == state.shows_answer
    assert state.shows_answer == bool(answer)
    assert len(positions) == sum(page.steps for page in pages.pages(0))


def test_each_next_shows_something_new() -> None:
    slides = (
        vote(NUMBERS),
        vote(NUMBERS, "16", FIGURE),
        vote(NUMBERS, "", QUOTE),
        discussion_slide(None, "What now?", "We ask."),
        discussion_slide(None, "And then?")._replace(minutes=4),
        chart_slide(make_measure())._replace(reveal=Reveal.GUESS),
        chart_slide(make_measure(FORTY_THREE), title="How many?")._replace(reveal=Reveal.GUESS),
        quote_slide(make_quote(1, "Words in a row. " * 40)),
    )
    pages = SlidePages(slides)
    state = SlideshowState(all_outlines(pages), countdowns=countdown_seconds(slides))
    shown, now = [], 0.0
    while state.next_position is not None or state.waits_for_start:
        page, step, number, _ = pages.shown(state.position)
        shown.append((page.shown_at(step), page.lower_at(step), number, state.waits_for_start))
        now += 10
        state = state.advance(now)
    assert len(shown) > 2 * len(slides)
    assert all(before != after for before, after in pairwise(shown))


def _picture(pages: SlidePages) -> QImage:
    picture = QImage(1920, 1080, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    paint_page(painter, QRectF(picture.rect()), pages.shown(RESULT))
    painter.end()
    return picture


@pytest.mark.parametrize("theme", SLIDE_THEMES, ids=lambda theme: theme.name)
def test_report_is_on_the_ground_of_a_page(
    theme: SlideTheme,
) -> None:
    pages = SlidePages((VOTE,), theme)
    picture = _picture(pages)
    page = pages.shown(RESULT).page
    lower = page.lower_at(1)
    assert lower is not None
    assert picture.pixelColor(60, 40) == QColor(theme.discussion.ground)
    assert picture.pixelColor(60, 1000) == QColor(theme.page.ground)
    edge = picture.pixelColor(60, round(lower.rect.top) + 1)
    grounds = {theme.discussion.ground, theme.page.ground}
    assert len(grounds) == 2 or contrast_ratio(edge.name(), theme.page.ground) >= 3
