"""The discussion question that a presenter can show in front of a slide."""

from collections.abc import Sequence

from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide, SlideText
from briefing_app.model.wording import DISCUSSION_LABEL


def question_slide(slides: Sequence[Slide], index: int) -> Slide | None:
    """Return the slide with the discussion question of a slide; None if it has no question.

    A discussion of the same finding in the running order gives its minutes. If it asks the same
    question, it is the result, with its answer.

    Args:
        slides: The running order.
        index: The index of the slide.
    """
    slide = slides[index]
    if not slide.prompt or slide.kind is SlideKind.DISCUSSION:
        return None
    planned = [
        each
        for each in slides
        if each.kind is SlideKind.DISCUSSION and each.about and each.about == slide.about
    ]
    question = SlideText(Role.QUESTION, slide.prompt)
    same = next((each for each in planned if question in each.texts), None)
    if same is not None:
        return same
    return Slide(
        key=f"question {slide.key}",
        kind=SlideKind.DISCUSSION,
        name=DISCUSSION_LABEL,
        texts=(question,),
        source=slide.list_label,
        minutes=next((each.minutes for each in planned if each.minutes), None),
        about=slide.about,
    )


def with_said(slide: Slide, lines: Sequence[str], first: int = 0) -> Slide:
    """Return the slide of a discussion with what people said, above an answer.

    It is another slide, and so has ink of its own: its texts are in other places.

    Args:
        slide: The slide.
        lines: What people said.
        first: The index of the first line to show. As long as it is the same one, another line at
            the end changes no place.
    """
    at = next(
        (at for at, text in enumerate(slide.texts) if text.role is Role.ANSWER), len(slide.texts)
    )
    said = tuple(SlideText(Role.SAID, f"– {line}") for line in lines[first:])
    texts = (*slide.texts[:at], *said, *slide.texts[at:])
    return slide._replace(key=f"{slide.key} said {first}", texts=texts)


def countdown_minutes(slides: Sequence[Slide]) -> dict[int, int]:
    """Return the minutes that each discussion counts down, by the index of its slide."""
    return {
        index: slide.minutes
        for index, slide in enumerate(slides)
        if slide.kind is SlideKind.DISCUSSION and slide.minutes
    }
