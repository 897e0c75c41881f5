"""Tests of the presenter's notes: what stands out in them, and what is left out."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from briefing_app.gui.look import Look
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.notes_panel import PROMPT_LEAD, NotesView
from briefing_app.layout.palette import DARK
from tests.gui.slideshow.presenter.views import notes_view
from tests.gui.slideshows import CHART, process_events


@pytest.fixture
def notes(style: Look, settings: Settings) -> Iterator[NotesView]:
    """Return notes in a window of their own."""
    assert style.scale == 1.0
    window = QWidget()
    yield NotesView(window, settings)
    window.deleteLater()


def _format_of(notes: NotesView, text: str) -> QTextCharFormat:
    cursor: QTextCursor = notes.document().find(text)
    assert cursor.selectedText() == text
    return cursor.charFormat()


@pytest.mark.parametrize(
    ("lead", "is_bold"),
    [
        ("Ask:", True),
        ("Ask, if the talk dries up:", True),
        ("Watch for:", True),
        ("After:", True),
        ("They said this:", True),
        ("This is a sentence with a colon:", False),
        ("Say, if the talk dries up:", False),
    ],
)
def test_words_that_say_what_a_paragraph_is_are_bold(
    notes: NotesView, lead: str, is_bold: bool
) -> None:
    notes.show_notes(f"First.\n{lead} then more", "")
    weight = QFont.Weight.Bold if is_bold else QFont.Weight.Normal
    assert _format_of(notes, lead).fontWeight() == weight
    assert _format_of(notes, "then more").fontWeight() == QFont.Weight.Normal


def test_emoji_shifts_no_format(notes: NotesView) -> None:
    notes.show_notes("After: 😀 one is far ahead.\nSay: the end.", "")
    notes.set_revealed(is_revealed=False)
    assert _format_of(notes, "one is far ahead.").foreground().color() == QColor(DARK.muted)
    assert _format_of(notes, "the end.").foreground().color() == QColor(DARK.ink)


@pytest.mark.parametrize("ask", ["Ask: what now?", "Ask, if the talk dries up: what now?"])
def test_question_of_the_finding_is_left_out_if_the_notes_ask(notes: NotesView, ask: str) -> None:
    notes.show_notes(f"Say: two things.\n{ask}", "And then?")
    assert PROMPT_LEAD not in notes.toPlainText()
    notes.show_notes("Say: people often ask: why?", "And then?")
    assert notes.toPlainText().endswith(f"{PROMPT_LEAD}And then?")


def test_paragraph_for_after_is_dimmed_until_all_bars_are_shown(slideshow: Presentation) -> None:
    slideshow.model.go_to(CHART)
    process_events()
    notes = notes_view(slideshow)
    notes.show_notes("Say: guess first.\nAfter: one is far ahead.", "")
    for text in ("After:", "one is far ahead."):
        assert _format_of(notes, text).foreground().color() == QColor(DARK.muted)
    assert _format_of(notes, "guess first.").foreground().color() == QColor(DARK.ink)
    slideshow.commands.advance()
    process_events()
    assert _format_of(notes, "one is far ahead.").foreground().color() == QColor(DARK.ink)
    slideshow.commands.go_back()
    process_events()
    assert _format_of(notes, "one is far ahead.").foreground().color() == QColor(DARK.muted)
    assert _format_of(notes, "After:").fontWeight() == QFont.Weight.Bold
