"""Slides as pictures."""

import re

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from briefing_app.errors import OptionError
from briefing_app.export.size_limits import PICTURE_WIDTHS
from briefing_app.gui.slides import render
from briefing_app.gui.slides.render import slide_pictures
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.layout.palette import LIGHT_SLIDES
from briefing_app.model.charts import bar_chart
from briefing_app.model.report import Reveal, SlideKind
from briefing_app.model.slide_builder import chart_slide, discussion_slide, quote_slide
from briefing_app.model.slides import Role, Slide, SlideText
from tests.sample_measures import make_measure
from tests.sample_report import make_quote

pytestmark = pytest.mark.usefixtures("_fonts")


def image_of(content: bytes) -> QImage:
    image = QImage.fromData(content)
    assert not image.isNull()
    return image


@pytest.mark.parametrize("width", [-1, 0, PICTURE_WIDTHS[0] - 1, PICTURE_WIDTHS[-1] + 1])
def test_impossible_width_is_refused(width: int) -> None:
    with pytest.raises(OptionError, match="from 320 to 7,680 pixels"):
        next(slide_pictures([], width))


def text_slide(text: str) -> Slide:
    return Slide("text", SlideKind.TEXT, "Text", (SlideText(Role.BODY, text),))


@pytest.mark.parametrize(("width", "last"), [(320, None), (1000, 3)])
def test_every_slide_becomes_a_picture_of_the_given_width(
    slides: tuple[Slide, ...], width: int, last: int | None
) -> None:
    some = slides[:last]
    made = dict(slide_pictures(some, width))
    first = {name.removesuffix(".png").split("-")[1] for name in made}
    assert first == {f"{number:02}" for number in range(1, len(some) + 1)}
    for content in made.values():
        image = image_of(content)
        assert (image.width(), image.height()) == (width, round(width * 9 / 16))


def test_slide_with_several_pages_has_several_pictures() -> None:
    made = dict(slide_pictures([text_slide("Short"), text_slide("Many words. " * 150)], 640))
    assert list(made)[:3] == ["slide-01.png", "slide-02-1.png", "slide-02-2.png"]
    said = " ".join(image_of(content).text("Description") for content in made.values())
    assert said.count("Many words.") == 150


def test_question_is_a_picture_with_the_planned_time_and_its_answer_the_next() -> None:
    slides = [
        discussion_slide(None, "Who asks?", "Nobody"),
        discussion_slide(None, "Who asks?", "", ("You", "We"))._replace(minutes=4),
    ]
    made = dict(slide_pictures(slides, 640))
    assert list(made) == ["slide-01-1.png", "slide-01-2.png", "slide-02.png"]
    said = [image_of(content).text("Description") for content in made.values()]
    assert ["Nobody" in each for each in said] == [False, True, False]
    assert all("Who asks?" in each for each in said)
    assert "4:00" in said[2]


def test_each_part_of_a_long_quote_has_a_picture_with_its_speaker() -> None:
    quote = make_quote(1, f"{'This was said. ' * 10}{'That was said. ' * 10}".strip())
    said = [
        image_of(content).text("Description")
        for _, content in slide_pictures([quote_slide(quote)], 640)
    ]
    assert ["That" in each for each in said] == [False, True]
    assert all(each.startswith("A speaker\n") for each in said)


def test_chart_to_guess_is_a_picture_and_its_bars_the_next() -> None:
    slide = chart_slide(make_measure())._replace(reveal=Reveal.GUESS)
    made = dict(slide_pictures([slide], 640))
    assert list(made) == ["slide-01-1.png", "slide-01-2.png"]
    question, answer = (image_of(content).text("Description") for content in made.values())
    assert "Bravo" in question
    assert not {"99", "more than"} & set(re.findall("99|more than", question))
    assert {"99", "more than"} <= set(re.findall("99|more than", answer))


def test_picture_names_sort_in_slide_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "paint_page", lambda *_, **__: None)
    slides = [text_slide("Short")] * 120
    slides[3] = text_slide("Many words. " * 2000)
    names = [name for name, _ in slide_pictures(slides, 320)]
    assert names[0] == "slide-001.png"
    assert sum(name.startswith("slide-004-") for name in names) > 9
    assert names == sorted(names)
    assert all(re.fullmatch(r"slide-\d+(-\d+)?\.png", name) for name in names)


def test_picture_shows_all_bars_of_a_slide() -> None:
    chart = bar_chart(make_measure(highlight="Charlie", message="A message"))
    title = SlideText(Role.TITLE, chart.title)
    slide = Slide("chart", SlideKind.CHART, "Chart", (title,), chart=chart)
    ((_, content),) = slide_pictures([slide], 1920)
    image = image_of(content)
    placed = SlidePages([slide]).pages(0)[0].chart
    assert placed is not None
    bars = [QRectF(*shape.rect) for row in placed.rows for shape in row.shapes]
    colours = [image.pixelColor(bar.center().toPoint()).name().upper() for bar in bars]
    assert colours == [
        LIGHT_SLIDES.page.quiet_bar,
        LIGHT_SLIDES.page.bar,
        LIGHT_SLIDES.page.quiet_bar,
    ]
