"""Tests of measuring text with Qt."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing_app.gui.slides.blocks import MEASURER
from briefing_app.layout.measurer import TextStyle, elide

pytestmark = [
    pytest.mark.usefixtures("_fonts"),
    # Qt's warning if no font supports a script, on which these tests do not depend.
    pytest.mark.qt_log_ignore("OpenType support missing"),
]
STYLE = TextStyle(44)
PIECES = st.sampled_from(
    [
        "word ",
        "W" * 90,
        "ŵyneb ",
        "قال المفتشون ",
        "检查官对受害者",
        "👮 ",
        "ไทยไม่มีช่องว่าง",
        "\t",
        "a\u00a0b",
    ]
)


# Qt never parts white space at the beginning of a paragraph from the first letter.
@given(st.lists(PIECES, max_size=40).map("".join).map(str.lstrip), st.integers(60, 1700))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_are_the_paragraph_and_no_wider_than_asked(text: str, width: int) -> None:
    lines = MEASURER.break_lines(text, STYLE, width)
    assert "".join(line.text for line in lines) == text
    assert lines
    assert all(line.width <= width + 1 for line in lines)


def test_lines_break_between_words() -> None:
    for line in MEASURER.break_lines("👮 word " * 90, STYLE, 900):
        assert set(line.text.split(" ")) <= {"👮", "word", ""}


def test_heavier_text_is_wider() -> None:
    widths = [
        MEASURER.width("Officers", TextStyle(80, weight)) for weight in (400, 500, 600, 700, 800)
    ]
    assert widths == sorted(widths)
    assert len(set(widths)) == len(widths)


def test_bold_lead_makes_a_line_wider() -> None:
    (plain,) = MEASURER.break_lines("Note: counts", STYLE, 900)
    (bold,) = MEASURER.break_lines("Note: counts", STYLE, 900, lead=5)
    assert bold.width > plain.width
    (complete,) = MEASURER.break_lines("👮👮 it", TextStyle(44, 700), 900)
    (led,) = MEASURER.break_lines("👮👮 it", STYLE, 900, lead=5)
    assert led.width == pytest.approx(complete.width)


def test_elided_text_fits_and_ends_with_an_ellipsis() -> None:
    text = "What officers know of their powers is unclear"
    shown = elide(text, STYLE, 400, MEASURER)
    assert MEASURER.width(shown, STYLE) <= 400
    assert shown.endswith("…")
    assert text.startswith(shown[:-1])
    assert elide(text, STYLE, 4000, MEASURER) == text
    assert elide(text, STYLE, 1, MEASURER) == ""
