"""Slides that a presenter writes for one occasion: a question, a text, or a break."""

from enum import StrEnum
from typing import Final, NamedTuple

from briefing_app.model.report import (
    MAX_OPTIONS,
    MIN_OPTIONS,
    SlideKind,
    fingerprint,
    vote_options,
)
from briefing_app.model.slide_builder import discussion_slide
from briefing_app.model.slides import Role, Slide, SlideText
from briefing_app.model.text import cleaned, single_line
from briefing_app.model.wording import TRAINERS_WORDS

MAX_WRITTEN_LENGTH: Final = 1_000
"""How many characters each text of a slide that a presenter writes may have."""
MAX_BREAK_TITLE: Final = 60
"""How many characters the title of a break may have: it is on one line."""
BREAK_LABEL: Final = "Break"


class WrittenKind(StrEnum):
    """What a presenter can write; the values are kept in `personal.db`."""

    QUESTION = "question"
    TEXT = "text"
    BREAK = "break"


class WrittenSlide(NamedTuple):
    """What a presenter wrote for a slide.

    Args:
        kind: What it is.
        title: The question, or the title.
        text: The text of a text slide, below its title.
        options: What people choose from, if the question is a vote.
    """

    kind: WrittenKind
    title: str
    text: str = ""
    options: tuple[str, ...] = ()

    @property
    def problem(self) -> str:
        """Why it can't be shown, as a sentence; empty if it can."""
        texts = (self.title, self.text, *self.options)
        if any(len(text) > MAX_WRITTEN_LENGTH for text in texts):
            return f"A text has at most {MAX_WRITTEN_LENGTH:,} characters."
        match self.kind:
            case WrittenKind.BREAK if len(self.title) > MAX_BREAK_TITLE:
                return f"The title of a break has at most {MAX_BREAK_TITLE} characters."
            case WrittenKind.QUESTION if not self.title:
                return "Type a question."
            case WrittenKind.QUESTION if self.options:
                return self._problem_of_options
            case WrittenKind.TEXT if not self.title and not self.text:
                return "Type a title or a text."
        return ""

    @property
    def _problem_of_options(self) -> str:
        if not MIN_OPTIONS <= len(self.options) <= MAX_OPTIONS:
            return f"A vote has {MIN_OPTIONS} to {MAX_OPTIONS} options, one in each line."
        if len({option.casefold() for option in self.options}) < len(self.options):
            return "Two of the options are the same."
        return ""


def written(kind: WrittenKind, title: str, text: str = "", options: str = "") -> WrittenSlide:
    """Return what was typed, without control characters and empty lines of the options.

    Args:
        kind: What it is.
        title: The question, or the title; a break has one of its own if it is empty.
        text: The text of a text slide.
        options: The options of a vote, one in each line.
    """
    lines = map(single_line, vote_options(cleaned(options)))
    return WrittenSlide(
        kind,
        single_line(cleaned(title)) or (BREAK_LABEL if kind is WrittenKind.BREAK else ""),
        cleaned(text).strip() if kind is WrittenKind.TEXT else "",
        tuple(filter(None, lines)) if kind is WrittenKind.QUESTION else (),
    )


def written_key(what: WrittenSlide) -> str:
    """Return the key of the slide of what was written, which depends on its words."""
    return f"written {what.kind} {fingerprint(what.title, what.text, *what.options)}"


def written_slide(what: WrittenSlide, key: str) -> Slide:
    """Return the slide of what was written, which has no `problem`.

    Args:
        what: What was written.
        key: Its key: `written_key`, or another one if another slide has that.
    """
    if what.kind is WrittenKind.QUESTION:
        slide = discussion_slide(None, what.title, "", what.options)
        return slide._replace(key=key, is_added=True)
    roles = ((Role.TITLE, what.title), (Role.BODY, what.text))
    texts = tuple(SlideText(role, text) for role, text in roles if text)
    if what.kind is WrittenKind.BREAK:
        return Slide(key, SlideKind.TEXT, BREAK_LABEL, texts, is_added=True, is_break=True)
    return Slide(key, SlideKind.TEXT, "Text", texts, source=TRAINERS_WORDS, is_added=True)
