"""Text that is shown as it stands."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QTextLayout
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.labels import ClampedLabel
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.text_layout import elide_text, wrap_text

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
        layout = elide_text(text, font, width, most)
        assert layout.lineCount() == most
        assert _last_line(layout).endswith("…")
        assert _last_line(layout) != "…"
        assert text.startswith(layout.text().removesuffix("…"))


def test_that_a_text_that_fits_is_whole(style: Style) -> None:
    font = style.font(TextRole.HEADLINE)
    needed = wrap_text(LONG, font, 300).lineCount()
    assert elide_text(LONG, font, 300, needed).text() == LONG
    assert elide_text(LONG, font, 300, needed - 1).text() != LONG


def test_that_what_stands_out_is_asked_for_in_the_text_that_is_left(style: Style) -> None:
    asked = []

    def looks(shown: str) -> list[QTextLayout.FormatRange]:
        asked.append(shown)
        return []

    layout = elide_text(LONG, style.font(TextRole.HEADLINE), 300, 2, looks)
    assert asked[-1] == layout.text() != LONG


@pytest.mark.parametrize("width", [120, 680])
def test_that_a_text_has_the_same_height_for_a_width_before_and_after_it_is_shown(
    qtbot: QtBot, style: Style, width: int
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    text = PlainText(style, window)
    text.show_text(LONG, style.font(TextRole.BODY))
    before = text.heightForWidth(width)
    text.resize(width, before)
    with qtbot.waitExposed(window):
        window.show()
    assert text.document().size().height() == before


@pytest.fixture
def label(qtbot: QtBot, style: Style) -> Iterator[ClampedLabel]:
    """A label of two lines in a window of its own, empty."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 200)
    label = ClampedLabel(window, 2)
    label.setFont(style.font(TextRole.TITLE))
    label.resize(300, 60)
    window.show()
    yield label
    window.close()


def test_that_a_brief_label_asks_for_two_lines_at_most_and_any_width(label: ClampedLabel) -> None:
    label.setText("Short")
    one = label.heightForWidth(300)
    label.setText("A text of two lines " * 2)
    two = label.heightForWidth(300)
    label.setText(LONG)
    assert one < two == label.heightForWidth(300) == label.heightForWidth(100)
    label.setText("W" * 240)
    assert label.heightForWidth(300) == two
    assert label.minimumSizeHint().width() < 10


def test_that_a_brief_label_tells_all_of_a_text_that_it_cuts(label: ClampedLabel) -> None:
    text = f"<b>{LONG}"
    label.setText(text)
    label.grab()
    assert label.toolTip().startswith("<p>&lt;b&gt;Findings")
    assert label.toolTip().endswith(f"{LONG}</p>")
    name = QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name)
    assert name == text
    label.setText("Short enough for two lines, not for more")
    for width, cut in ((300, False), (60, True), (300, False)):
        label.resize(width, 60)
        label.grab()
        assert bool(label.toolTip()) is cut


def test_that_a_brief_label_shows_that_it_is_cut(label: ClampedLabel) -> None:
    label.setText("A text whose end can’t be read " * 9)
    cut = label.grab().toImage()
    label.setText("A text whose end can’t be read " * 10)
    assert label.grab().toImage() == cut
    label.setText("A text whose end can’t be read")
    assert label.grab().toImage() != cut
