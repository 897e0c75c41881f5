"""Tests of wrapping and eliding text."""

import pytest
from PySide6.QtGui import QFontMetrics, QTextLayout

from briefing_app.gui.look import Look, TextRole
from briefing_app.gui.widgets.text_layout import (
    elide_text,
    even_width,
    utf16_length,
    wrap_text,
)

_LONG = "Findings that go on and on, and 𝔘nder 𝔘sual circumstances would never end. " * 6
"""It has characters that are two UTF-16 code units long."""


def _last_line(layout: QTextLayout) -> str:
    line = layout.lineAt(layout.lineCount() - 1)
    units = layout.text().encode("utf-16-le")
    return units[2 * line.textStart() : 2 * (line.textStart() + line.textLength())].decode(
        "utf-16-le"
    )


def test_long_text_ends_in_ellipsis_on_its_last_line(style: Look) -> None:
    for max_lines, scale in enumerate((1.0, 1.5, 2.0), 1):
        style.set_scale(scale)
        font = style.font(TextRole.HEADLINE)
        for text in (_LONG, "W" * 240, "i" * 900, "one " + "Ẅ𝔘" * 200, "𝔘" * 300):
            for width in range(90, 500, 23):
                layout = elide_text(text, font, width, max_lines)
                assert layout.lineCount() == max_lines
                assert _last_line(layout).endswith("…")
                assert _last_line(layout) != "…"
                assert text.startswith(layout.text().removesuffix("…"))


def test_text_that_fits_is_not_elided_and_formats_are_those_of_the_elided_text(
    style: Look,
) -> None:
    font = style.font(TextRole.HEADLINE)
    requested = []

    def formats_for(shortened: str) -> list[QTextLayout.FormatRange]:
        requested.append(shortened)
        return []

    needed = wrap_text(_LONG, font, 300).lineCount()
    assert elide_text(_LONG, font, 300, needed).text() == _LONG
    layout = elide_text(_LONG, font, 300, needed - 1, formats_for)
    assert requested[-1] == layout.text() != _LONG


def test_even_width_takes_no_more_lines_and_is_the_smallest(style: Look) -> None:
    text = "Victims 𝔘 were not reliably recognised, and cases closed"
    font = style.font(TextRole.PAGE_TITLE)
    for width in range(200, 900, 41):
        count, even = wrap_text(text, font, width).lineCount(), even_width(text, font, width)
        assert even <= width
        assert wrap_text(text, font, even).lineCount() == count
        assert count == 1 or wrap_text(text, font, even * 0.95 - 2).lineCount() > count


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The forces referred 20,199 victims for help", "20,199"),
        ("Between 325 and 3.25 times as many", "3.25"),
        *(
            (f"The forces referred 20{space}199 victims for help", f"20{space}199")
            for space in "\u2009\u202f\u00a0"
        ),
    ],
    ids=["comma", "point", "thin", "narrow-no-break", "no-break"],
)
def test_no_number_is_cut_in_two(style: Look, text: str, number: str) -> None:
    font = style.font(TextRole.HEADLINE)
    start, end = text.index(number), text.index(number) + len(number)
    for max_lines in (1, 2):
        lengths = set()
        for width in range(80, QFontMetrics(font).horizontalAdvance(text)):
            shown = elide_text(text, font, width, max_lines).text().removesuffix("…")
            assert text.startswith(shown)
            lengths.add(len(shown))
        assert lengths.isdisjoint(range(start + 1, end))
        assert min(lengths) < start
        assert max_lines > 1 or end in lengths


@pytest.mark.parametrize("text", ["1, 2, 3, 4 and 5", "٢٠١٩٩٢٠١٩٩", "3..4,,5..6,,7"])
def test_what_is_not_one_number_is_cut_anywhere(style: Look, text: str) -> None:
    font = style.font(TextRole.HEADLINE)
    widths = range(40, QFontMetrics(font).horizontalAdvance(text))
    lengths = {len(elide_text(text, font, width, 1).text()) for width in widths}
    assert len(lengths) > 3


def test_length_counts_units_of_damaged_text_too() -> None:
    assert [utf16_length(text) for text in ("", "é", "𝔘", "a\ud800")] == [0, 1, 2, 2]
