"""Tests of paragraphs: lines fit their width, and their text can be read back."""

from unicodedata import name, normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextLayout

from briefing_app.gui.slides.paragraph_layout import (
    covered,
    line_texts,
    page_font,
    set_paragraph,
    text_width,
)

pytestmark = [
    pytest.mark.usefixtures("_fonts"),
    pytest.mark.qt_log_ignore("OpenType support missing"),
]

_JOINED = "👨" + "\u200d👩" * 60
_STACKED = "क" + "ा" * 40
_ACCENTS = "e" + "\u0301" * 300
_SAFE = st.characters(exclude_categories=["Cs"])
_a_text = st.lists(
    st.sampled_from(
        (
            _JOINED,
            _STACKED,
            _ACCENTS,
            "\u200d👩",
            "ा",
            "\u200b",
            "🏽",
            "\ufdfd",
            "\t",
            "ab ",
            "قال ",
        )
    )
    | st.text(_SAFE, max_size=6),
    max_size=30,
).map("".join)


def _widest(layout: QTextLayout) -> float:
    """Return by how many pixels the widest line exceeds its width."""
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    return max(line.naturalTextWidth() - line.width() for line in lines)


@given(
    text=_a_text,
    size=st.sampled_from((28, 44, 116)),
    width=st.sampled_from((60, 300, 612, 1700)),
    last=st.sampled_from((None, 30)),
    even=st.booleans(),
)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
    deadline=None,
)
def test_lines_fit_their_width_and_read_back_completely(
    text: str, size: int, width: int, last: int | None, *, even: bool
) -> None:
    layout = set_paragraph(
        text, page_font(size), width, even=even, last=None if last is None else width - last
    )
    assert _widest(layout) <= 1
    assert "".join(line_texts(text, layout)) == text


@pytest.mark.parametrize("text", [_JOINED, _STACKED], ids=["joined", "stacked"])
def test_unbreakable_text_is_broken_and_not_shrunk(text: str) -> None:
    layout = set_paragraph(text, page_font(54), 1700)
    assert layout.lineCount() > 1
    assert not layout.formats()
    assert _widest(layout) <= 1


@pytest.mark.parametrize("count", range(40, 100, 7))
def test_emoji_are_broken_at_their_joiners(count: int) -> None:
    joined = "👨🏽" + "\u200d👩🏽" * count
    lines = line_texts(joined, set_paragraph(joined, page_font(54), 1700))
    assert len(lines) > 1
    assert all(line.endswith("\u200d") for line in lines[:-1])


@pytest.mark.parametrize("at_right", [False, True])
def test_even_lines_leave_room_for_unbreakable_text(*, at_right: bool) -> None:
    joined = "👨" + "\u200d👩" * 28
    font = page_font(54)
    width = text_width(set_paragraph(joined, font, 1e6)) + 1
    for words in range(8, 30):
        layout = set_paragraph(
            f"{joined} {'word ' * words}end", font, width, even=True, align_right=at_right
        )
        assert _widest(layout) <= 1


def test_character_wider_than_its_line_is_shrunk() -> None:
    layout = set_paragraph("W", page_font(116), 60)
    assert _widest(layout) <= 1
    assert layout.lineCount() == 1


def test_words_in_broken_text_keep_their_positions() -> None:
    text = f"some words {_STACKED} and more words"
    lines = line_texts(text, set_paragraph(text, page_font(54), 1700))
    assert lines[0].startswith("some words ")
    assert lines[-1].endswith(" and more words")


@pytest.mark.parametrize("text", ["קצר ّ", "שלום ّ שלום", "קצר", "קצר   "])
def test_covered_rectangle_is_within_the_line(text: str) -> None:
    layout = set_paragraph(text, page_font(44), 600)
    rect = covered(layout.lineAt(0))
    assert rect.right() == pytest.approx(600, abs=1)
    assert rect.left() > 300


@pytest.mark.parametrize("text", ["word " * 90, normalize("NFD", "ŵyneb tŷ " * 60), "👮 " * 90])
def test_breakable_text_gets_no_extra_breaks(text: str) -> None:
    layout = set_paragraph(text, page_font(54), 612)
    assert layout.text() == text


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9f"])
def test_control_character_is_drawn_as_a_variation_selector(character: str) -> None:
    # Qt gives it no width and never takes it from another font, which could move the line.
    drawn = set_paragraph(f"a{character}b", page_font(50), 1000).text()
    assert name(drawn[1]).startswith("VARIATION SELECTOR")
