"""The room's guesses on a slide of a slideshow."""

from collections.abc import Mapping
from typing import Final

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.painter import paint_page
from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.layout.theme import SLIDE_THEMES, SlideTheme
from briefing_app.model.report import Reveal
from briefing_app.model.slide_builder import chart_slide
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.said import SaidKind, SaidLine, SaidLines
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.pixels import colours
from tests.sample_measures import make_force, make_measure

pytestmark = pytest.mark.usefixtures("_fonts")

ASKED, SHOWN = SlidePosition(0), SlidePosition(0, 0, 1)
GUESSES: Final = {"Alpha": 60.0, "Bravo": 40.0}


def guess_slide(title: str = "") -> Slide:
    return chart_slide(make_measure(), title=title)._replace(reveal=Reveal.GUESS)


def said(slide: Slide, guesses: Mapping[str, float], kind: SaidKind = SaidKind.GUESS) -> SaidLines:
    lines = (
        SaidLine(slide.key, "?", "", name, kind=kind, number=number, force=make_force(name).name)
        for name, number in guesses.items()
    )
    return SaidLines(tuple(lines))


def painted(shown: Shown) -> QImage:
    image = QImage(960, 540, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_page(painter, QRectF(image.rect()), shown)
    painter.end()
    return image


def test_guesses_are_on_the_page_at_both_steps() -> None:
    slide = guess_slide()
    pages = SlidePages([slide])
    for position in (ASKED, SHOWN):
        shown = pages.shown(position, said(slide, GUESSES))
        assert "our guess 60" in shown.page.read(shown.step)
        assert "our guess" not in pages.shown(position).page.read(shown.step)


def test_guesses_of_another_slide_and_hands_are_not_on_the_page() -> None:
    slide = guess_slide()
    pages = SlidePages([slide])
    plain = pages.shown(ASKED)
    assert pages.shown(ASKED, said(slide._replace(key="other"), GUESSES)) == plain
    assert pages.shown(ASKED, said(slide, GUESSES, SaidKind.HANDS)) == plain
    bars = SlidePages([slide._replace(reveal=Reveal.BARS)])
    assert bars.shown(ASKED, said(slide, GUESSES)) == bars.shown(ASKED)


def test_page_with_guesses_is_made_once_until_they_change() -> None:
    slide = guess_slide()
    pages = SlidePages([slide])
    page = pages.shown(ASKED, said(slide, GUESSES)).page
    assert pages.shown(SHOWN, said(slide, GUESSES)).page is page
    other = pages.shown(SHOWN, said(slide, {"Alpha": 61.0})).page
    assert "our guess 61" in other.read(1)
    assert "our guess 40" not in other.read(1)
    assert other.place == page.place


@pytest.mark.parametrize("theme", SLIDE_THEMES, ids=lambda theme: theme.name)
def test_rings_have_the_colour_of_the_room(theme: SlideTheme) -> None:
    slide = guess_slide()
    pages = SlidePages([slide], theme)
    for position in (ASKED, SHOWN):
        assert theme.page.room not in colours(painted(pages.shown(position)))
        assert theme.page.room in colours(painted(pages.shown(position, said(slide, GUESSES))))


@pytest.mark.parametrize("title", ["", "How many in each?"])
def test_screen_reader_gets_the_title_of_each_step(title: str) -> None:
    slide = guess_slide(title)
    pages = SlidePages([slide])
    view = SlideView()
    names = []
    for position in (ASKED, SHOWN):
        view.show_page(pages.shown(position, said(slide, GUESSES)))
        names.append(view.accessibleName())
        assert "Alpha our guess 60" in view.accessibleDescription().replace("16 ", "")
    asked = title or "What do you think?"
    assert names == [f"Slide 1 of 1: {asked}", "Slide 1 of 1: Bravo has more than the others"]
