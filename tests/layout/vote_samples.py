"""Sample votes."""

from collections.abc import Sequence

from briefing_app.layout.page import Rect
from briefing_app.model.slide_builder import discussion_slide
from briefing_app.model.slides import ReportFigure, Slide
from briefing_app.model.slideshow.said import SaidKind, SaidLine

QUESTION = "How many victims did Staffordshire refer for further help?"
NUMBERS = ("6", "16", "60", "160")
WORDS = ("Speak to the person alone", "Ask for an interpreter", "Write it down and come back")
FIGURE = ReportFigure("16", "Staffordshire: Victims referred, 2016", "A count.", "The Post, page 4")
LONG = tuple(f"{letter * 29} {letter * 30}" for letter in "abcdef")
"""Six options of 60 letters."""
WIDE_BODY = Rect(120, 96, 1680, 934)
NARROW_BODY = Rect(90, 96, 1260, 934)


def vote(
    options: Sequence[str] = NUMBERS,
    answer: str = "",
    figure: ReportFigure | None = None,
    question: str = QUESTION,
) -> Slide:
    """Return the slide of a vote."""
    return discussion_slide(None, question, answer, tuple(options))._replace(figure=figure)


def hands_for(slide: Slide, *hands: float) -> tuple[SaidLine, ...]:
    """Return the hands for the first options of a vote as lines."""
    return tuple(
        SaidLine(slide.key, slide.title, "", option, kind=SaidKind.HANDS, number=number)
        for option, number in zip(slide.options, hands, strict=False)
    )
