"""A chart to guess in a slideshow."""

import pytest

from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.model.report import Reveal
from briefing_app.model.slide_builder import chart_slide
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.state import SlidePosition
from tests.sample_measures import make_measure

pytestmark = pytest.mark.usefixtures("_fonts")

ASKED, SHOWN = SlidePosition(0), SlidePosition(0, 0, 1)


def guess_slide(title: str = "") -> Slide:
    return chart_slide(make_measure(), title=title)._replace(reveal=Reveal.GUESS)


@pytest.mark.parametrize("title", ["", "How many in each?"])
def test_screen_reader_gets_the_title_of_each_step(title: str) -> None:
    slide = guess_slide(title)
    pages = SlidePages([slide])
    view = SlideView()
    names = []
    for position in (ASKED, SHOWN):
        view.show_page(pages.shown(position))
        names.append(view.accessibleName())
    asked = title or "Made-up measure 1, things counted, 2016: your guess?"
    assert names == [f"Slide 1 of 1: {asked}", "Slide 1 of 1: Bravo has more than the others"]


def test_question_with_a_page_of_its_own_gives_no_result_away() -> None:
    measure = make_measure()._replace(title="What was counted in each of them " * 12)
    pages = SlidePages([chart_slide(measure)._replace(reveal=Reveal.GUESS)])
    view, names = SlideView(), []
    for number, page in enumerate(pages.pages(0)):
        for step in range(page.steps):
            view.show_page(pages.shown(SlidePosition(0, number, step)))
            names.append(view.accessibleName().partition(": ")[2])
    assert names[0].startswith("What was counted")
    assert [name for name in names if "Bravo" in name] == names[-1:]
