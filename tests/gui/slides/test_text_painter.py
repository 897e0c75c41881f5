"""Tests of painting texts whose words run from right to left, alone and among others."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from briefing_app.gui.slides.blocks import MEASURER, paint_text
from briefing_app.layout.measurer import BOLD, TextStyle
from briefing_app.layout.palette import LIGHT_SLIDES, Colour
from briefing_app.layout.text import set_text

pytestmark = pytest.mark.usefixtures("_fonts")

WIDTH, HEIGHT = 900, 200
STYLE = TextStyle(44)


def painted(words: str, *, lead: int = 0) -> QImage:
    """Return a picture of a paragraph, at most as wide as the picture."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(LIGHT_SLIDES.page.ground)
    painter = QPainter(image)
    text = set_text(words, STYLE, Colour.INK, WIDTH, MEASURER, lead=lead)
    paint_text(painter, text.placed(0, 40, WIDTH), LIGHT_SLIDES.page)
    painter.end()
    return image


def at_right(image: QImage, words: str, weight: int = STYLE.weight) -> QImage:
    """Return the part of a picture at its right edge that is as wide as some words."""
    width = int(MEASURER.width(words, TextStyle(STYLE.size, weight)))
    return image.copy(QRect(WIDTH - width, 0, width, HEIGHT))


@pytest.mark.parametrize("first", ["שלום", "مرحبا"])
def test_sentence_is_read_from_the_right_with_other_words_in_it(first: str) -> None:
    whole = painted(f"{first} Kent 24.")
    assert at_right(whole, first) == at_right(painted(first), first)
    assert at_right(whole, first) != at_right(painted("Kent 24."), first)


@pytest.mark.parametrize("words", ["שלום עולם", "مرحبا بالعالم"])
def test_words_from_the_right_keep_all_their_letters_in_a_sentence(words: str) -> None:
    (line,) = MEASURER.break_lines(f"Kent says {words} again.", STYLE, WIDTH)
    parts = ("Kent says ", words, " again.")
    assert line.width == pytest.approx(sum(MEASURER.width(each, STYLE) for each in parts), abs=1)
    assert MEASURER.width(words, STYLE) > 2 * STYLE.size


def test_bold_lead_is_where_a_paragraph_from_the_right_begins() -> None:
    whole, alone = (painted(words, lead=5) for words in ("Note: שלום", "Note:\u200f"))
    assert at_right(whole, "Note:", BOLD) == at_right(alone, "Note:", BOLD)
