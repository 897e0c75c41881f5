"""Text that is shown as it stands."""

import pytest
from PySide6.QtGui import QTextLayout

from briefing_app.gui.plain_text import in_few_lines, in_lines
from briefing_app.gui.style import Style, TextRole

LONG = "Findings that go on and on, and 𝔘nder 𝔘sual circumstances would never end. " * 6


def _last_line(layout: QTextLayout) -> str:
    line = layout.lineAt(layout.lineCount() - 1)
    units = layout.text().encode("utf-16-le")
    return units[2 * line.textStart() : 2 * (line.textStart() + line.textLength())].decode(
        "utf-16-le"
    )


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("text", [LONG, "W" * 240, "i" * 900, "one " + "Ẅ𝔘" * 200, "𝔘" * 300])
@pytest.mark.parametrize("most", [1, 2, 3])
def test_that_a_text_that_is_too_long_ends_in_an_ellipsis_on_its_last_line(
    style: Style, scale: float, text: str, most: int
) -> None:
    style.set_scale(scale)
    font = style.font(TextRole.HEADLINE)
    for width in range(90, 500, 23):
        layout = in_few_lines(text, font, width, most)
        assert layout.lineCount() == most
        assert _last_line(layout).endswith("…")
        assert _last_line(layout) != "…"
        assert text.startswith(layout.text().removesuffix("…"))


def test_that_a_text_that_fits_is_whole(style: Style) -> None:
    font = style.font(TextRole.HEADLINE)
    needed = in_lines(LONG, font, 300).lineCount()
    assert in_few_lines(LONG, font, 300, needed).text() == LONG
    assert in_few_lines(LONG, font, 300, needed - 1).text() != LONG


def test_that_what_stands_out_is_asked_for_in_the_text_that_is_left(style: Style) -> None:
    asked = []

    def looks(shown: str) -> list[QTextLayout.FormatRange]:
        asked.append(shown)
        return []

    layout = in_few_lines(LONG, style.font(TextRole.HEADLINE), 300, 2, looks)
    assert asked[-1] == layout.text() != LONG
