"""Tests of how text is measured for PowerPoint and the handout."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.export.arial_measurer import ArialMeasurer
from briefing_app.layout.measurer import BOLD, TextStyle

_EXACT = ArialMeasurer(1.0)


@pytest.mark.parametrize(
    ("text", "weight", "width"),
    [
        ("Hello", 400, 2.2788),  # as in Arial's own tables
        ("Hello", BOLD, 2.4448),
        ("ŵ", 400, 0.7222),
        ("e\u0301", 400, 0.5562),  # a combining accent takes no room
        ("日本", 400, 2.0),  # the font lacks these
        ("مر، مَر", 400, 2.75 + 0.2778),
        ("مر", BOLD, 1.32),
        ("👮", 400, 1.4),
    ],
)
def test_width_is_that_of_arial(text: str, weight: int, width: float) -> None:
    assert _EXACT.width(text, TextStyle(100, weight)) == pytest.approx(100 * width, abs=0.01)


@given(
    st.text(st.characters(exclude_characters="\n\r"), max_size=80),
    st.integers(100, 500),
    st.integers(0, 20),
)
def test_lines_are_the_paragraph_and_fit(paragraph: str, width: int, lead: int) -> None:
    style = TextStyle(40)
    lines = ArialMeasurer().break_lines(paragraph, style, width, lead)
    assert "".join(line.text for line in lines) == paragraph
    for line in lines:
        assert line.width <= width + 0.01


def test_long_word_starts_on_a_line_of_its_own() -> None:
    lines = ArialMeasurer().break_lines(f"A {'x' * 40} b", TextStyle(40), 400)
    assert lines[0].text == "A "
    assert lines[-1].text.endswith("x b")


def test_no_line_ends_at_a_space_that_does_not_break() -> None:
    measurer, style = ArialMeasurer(), TextStyle(40)
    lines = measurer.break_lines(
        "about 10\N{NO-BREAK SPACE}%", style, measurer.width("about 10", style) + 1
    )
    assert [line.text for line in lines] == ["about ", "10\N{NO-BREAK SPACE}%"]


def test_lines_of_other_scripts_are_taller() -> None:
    latin, thai = (ArialMeasurer().break_lines(text, TextStyle(40), 400)[0] for text in "aก")
    assert thai.height > latin.height == pytest.approx(48)
    for text in ("مَر", "שלום"):  # Arial has their letters
        assert ArialMeasurer().break_lines(text, TextStyle(40), 400)[0].height == latin.height
