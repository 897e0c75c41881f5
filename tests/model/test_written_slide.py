"""Slides that a presenter writes for one occasion."""

import pytest

from briefing_app.model.slides import Role
from briefing_app.model.written_slide import (
    MAX_WRITTEN_LENGTH,
    WrittenKind,
    WrittenSlide,
    written,
    written_slide,
)


def test_typed_texts_lose_control_characters_and_empty_lines() -> None:
    what = written(WrittenKind.QUESTION, " Who\x1b\nasks? ", "not used", "One\x07\n\n  Two  \n")
    assert what == WrittenSlide(WrittenKind.QUESTION, "Who asks?", "", ("One", "Two"))


@pytest.mark.parametrize(
    ("kind", "title", "text", "options", "problem"),
    [
        (WrittenKind.QUESTION, "", "", "", "Type a question."),
        (WrittenKind.QUESTION, "Q?", "", "", ""),
        (WrittenKind.QUESTION, "Q?", "", "One", "A vote has 2 to 6 options, one in each line."),
        (WrittenKind.QUESTION, "Q?", "", "1\n2\n3\n4\n5\n6", ""),
        (
            *(WrittenKind.QUESTION, "Q?", "", "1\n2\n3\n4\n5\n6\n7"),
            "A vote has 2 to 6 options, one in each line.",
        ),
        (WrittenKind.QUESTION, "Q?", "", "Yes\nYES", "Two of the options are the same."),
        (WrittenKind.TEXT, "", "", "", "Type a title or a text."),
        (WrittenKind.TEXT, "", "Text", "", ""),
        (WrittenKind.TEXT, "", "x" * MAX_WRITTEN_LENGTH, "", ""),
        (WrittenKind.TEXT, "Title", "", "", ""),
        (WrittenKind.BREAK, "", "", "", ""),
        (WrittenKind.BREAK, "x" * 60, "", "", ""),
        (
            *(WrittenKind.BREAK, "x" * 61, "", ""),
            "The title of a break has at most 60 characters.",
        ),
        (
            *(WrittenKind.TEXT, "", "x" * (MAX_WRITTEN_LENGTH + 1), ""),
            "A text has at most 1,000 characters.",
        ),
    ],
)
def test_problem_says_what_to_type(
    kind: WrittenKind, title: str, text: str, options: str, problem: str
) -> None:
    assert written(kind, title, text, options).problem == problem


def test_written_text_says_that_it_is_not_the_reports() -> None:
    slide = written_slide(written(WrittenKind.TEXT, "Welcome", "Fire exits."), "key")
    assert [text.role for text in slide.texts] == [Role.TITLE, Role.BODY]
    assert slide.source == "The trainer’s own words, not part of the report"
    assert slide.is_of_today


def test_break_has_its_title_only() -> None:
    slide = written_slide(written(WrittenKind.BREAK, "Tea"), "key")
    assert [(text.role, text.text) for text in slide.texts] == [(Role.TITLE, "Tea")]
    assert slide.is_break
    assert not slide.is_of_today
    assert not slide.source
