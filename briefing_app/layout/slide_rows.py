"""The texts of a slide as rows for the paginator."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from briefing_app.layout.countdown import RING_SIZE
from briefing_app.layout.kind_looks import KIND_LOOKS, look_of
from briefing_app.layout.page import BODY
from briefing_app.layout.palette import Colour
from briefing_app.layout.text import (
    LONG_SIZE,
    MIN_LONG_TEXT,
    PANEL_PADDING,
    FlowText,
    Row,
    text_row,
)
from briefing_app.layout.type_sizes import (
    ANSWER,
    ANSWER_FIGURE,
    BELOW_ANSWER,
    LONG_TITLE_SIZE,
    SMALL_QUESTION,
    RoleLook,
)
from briefing_app.model.slides import Role, Slide, SlideText, option_letter
from briefing_app.model.text import (
    SENTENCE_END,
    is_right_to_left,
    paragraphs,
    parts_at_sentences,
)

_RING_GAP: Final = 90  # between a question and its countdown
_LETTER_WIDTH: Final = 94  # of an option, with the gap to its words
_TAG_ROOM: Final = 260  # right of a title, for the tag of a made-up slide
_USE_SHARE: Final = 1 / 3  # of the width
_MIN_USE_WIDTH: Final = 500
_COLUMN_GAP: Final = 40
_MAX_LABEL: Final = 40  # characters of a title that is a label
_MAX_TITLE_WORDS: Final = 20  # of a title that keeps its size
_MAX_MESSAGE: Final = 320  # characters
_MIN_LONG_QUOTE: Final = 170  # characters
_HANGING: Final = {Role.EXCERPT, Role.QUOTE}
SPEAKERS: Final = {Role.SPEAKER, Role.SPEAKER_ROLE}
"""The texts of a quote that say whose it is."""
_MIN_LIST: Final = 3  # lines of quoted words
_MAX_FIGURE: Final = 9  # characters of an answer that is shown as a figure
_GAP_BETWEEN_PARTS: Final = 36


def message_texts(slide: Slide) -> list[SlideText] | None:
    """Return the texts of a key message: its first sentence large, the rest below it.

    A slide of the author with a short title and one short paragraph is a message, and its title is
    a label.
    """
    if not KIND_LOOKS[slide.kind].may_be_message or slide.is_of_today:
        return None
    match slide.texts:
        case (SlideText(Role.TITLE, title), SlideText(Role.BODY, text)):
            is_short = len(title) <= _MAX_LABEL and len(text) <= _MAX_MESSAGE
            if not is_short or len(paragraphs(title)) > 1 or len(paragraphs(text)) > 1:
                return None
            first, *rest = re.split(SENTENCE_END, text, maxsplit=1)
            return [
                SlideText(Role.STATEMENT, first),
                *(SlideText(Role.BODY, part) for part in rest if part),
            ]
    return None


def is_quotation(slide: Slide) -> bool:
    """Return whether a slide begins with a quote."""
    first = slide.texts[0] if slide.texts else None
    return first is not None and first.role is Role.QUOTE and first.text.startswith("“")


def is_long_quote(slide: Slide) -> bool:
    """Return whether a quote is so long that its speaker is above it."""
    is_long = len(slide.title) > _MIN_LONG_QUOTE and not is_right_to_left(slide.title)
    return is_long and is_quotation(slide)


def text_region(slide: Slide) -> tuple[float, float]:
    """Return the left edge and the width of the region for texts."""
    look = KIND_LOOKS[slide.kind]
    left = 0 if is_long_quote(slide) else look.left
    has_ring = slide.countdown_s and not slide.is_break
    right = RING_SIZE + _RING_GAP if has_ring else look.right
    return BODY.left + left, BODY.width - left - right


def slide_rows(slide: Slide, texts: Sequence[SlideText]) -> list[Row]:
    """Return those texts of a slide that are in the flow as rows.

    The parts of a long quote are a row each, of which the second has a step of its own.
    """
    _, region = text_region(slide)
    roles = {text.role for text in texts}
    rows: list[Row] = []
    kind_look = KIND_LOOKS[slide.kind]
    if kind_look.is_list:
        return list(_source_rows(slide, texts, region))
    for text in texts:
        look = look_of(slide.kind, text.role)
        if text.role is Role.OPTION:
            letter = option_letter(slide.options.index(text.text))
            rows.append(lettered_row(letter, text, look, width=region))
            continue
        is_answer = text.role is Role.ANSWER
        left = PANEL_PADDING[0] if is_answer else 0
        width = region - 2 * left
        if text.role is Role.TITLE:
            if kind_look.title_alone is not None and Role.EXCERPT not in roles:
                look = kind_look.title_alone
            if len(text.text.split()) > _MAX_TITLE_WORDS:
                look = look._replace(least=min(look.least, LONG_TITLE_SIZE))
            if slide.is_made_up:
                width = min(width, BODY.width - _TAG_ROOM)
        parts = _parts(slide, text)
        if len(parts) > 1 and max(map(len, parts)) > MIN_LONG_TEXT:
            look = look._replace(best=LONG_SIZE, grows=False)  # both parts in one size
        for at, words in enumerate(parts):
            part_look = look._replace(above=_GAP_BETWEEN_PARTS) if at else look
            hangs = text.role in _HANGING and not at
            step = 1 if is_answer or at else None
            flow = FlowText(text.role, words, part_look, width, left, step, hangs=hangs)
            rows.append(Row(((flow,),), in_panel=is_answer))
    return rows


def lettered_row(
    letter: str, option: SlideText, look: RoleLook, *, width: float, left: float = 0
) -> Row:
    """Return an option of a vote beside its letter.

    Args:
        letter: Its letter.
        option: The option.
        look: The style of both.
        width: The distance of the end of the option from the left edge of the flow.
        left: The distance of the letter from the same.
    """
    start = left + _LETTER_WIDTH
    label = FlowText(Role.LABEL, letter, look._replace(colour=Colour.LABEL), _LETTER_WIDTH, left)
    return Row(((label,), (FlowText(option.role, option.text, look, width - start, start),)))


def _parts(slide: Slide, text: SlideText) -> list[str]:
    if text.role is not Role.QUOTE:
        return [text.text]
    if is_long_quote(slide):
        is_list = len(paragraphs(text.text)) > 1
        return [text.text] if is_list else parts_at_sentences(text.text, (1, 1))
    return [text.text.removeprefix("“")]  # the head has it as a large mark


def _source_rows(slide: Slide, texts: Sequence[SlideText], region: float) -> Iterator[Row]:
    """Yield the rows of the sources: what comes from where, side by side."""
    use: FlowText | None = None
    column: list[FlowText] = []
    use_width = max(_MIN_USE_WIDTH, _USE_SHARE * region)
    left = use_width + _COLUMN_GAP

    def row() -> Iterator[Row]:
        if use is not None:
            yield Row(((use,), tuple(column)), ruled=True)

    for text in texts:
        look = look_of(slide.kind, text.role)
        if text.role is Role.SOURCE_USE:
            yield from row()
            use, column = FlowText(text.role, text.text, look, use_width), []
        elif use is None or text.role not in {Role.SOURCE_TITLE, Role.SOURCE_DETAIL}:
            yield from row()
            use = None
            width = region - _TAG_ROOM if slide.is_made_up else region
            yield text_row(text.role, text.text, look, width)
        else:
            column.append(FlowText(text.role, text.text, look, region - left, left))
    yield from row()


def statements_of(slide: Slide) -> tuple[list[SlideText], list[SlideText]]:
    """Return what is at the left and at the right on the slide of an unclear source.

    If the words quoted are a list, its last line is what the source says, too. Otherwise, what is
    unclear about them is beside them. Both are empty if there are no words, nothing is unclear, or
    there is more to show.
    """
    excerpt = next((text for text in slide.texts if text.role is Role.EXCERPT), None)
    caution = next((text for text in slide.texts if text.role is Role.CAUTION), None)
    has_more = any(text.role is Role.BODY for text in slide.texts)  # the author's own text
    if caution is None or excerpt is None or has_more:
        return [], []
    words = excerpt.text.removeprefix("“").removesuffix("”")
    # A source's list keeps its bullets in an excerpt; statements on their own need none.
    lines = [line.strip().removeprefix("•").lstrip() for line in paragraphs(words)]
    lines = [line for line in lines if line]
    if len(lines) < _MIN_LIST or len(words) > len(excerpt.text) - 2:
        return [excerpt], [caution]
    *others, last = (SlideText(Role.EXCERPT, f"“{line}”") for line in lines)
    return others, [last]


def answer_rows(question: str, answer: str) -> list[Row]:
    """Return a small question and its answer: the beginning as large as fits, the rest below it."""
    first, *others = paragraphs(answer.strip())
    start, *rest = re.split(SENTENCE_END, first, maxsplit=1)
    others = [*rest, *others]
    look = ANSWER
    if len(start) <= _MAX_FIGURE and " " not in start:
        look = ANSWER_FIGURE
        start = start.removesuffix(".") if others else start
    rows = [
        text_row(Role.QUESTION, question, SMALL_QUESTION, BODY.width),
        text_row(Role.ANSWER, start, look, BODY.width),
    ]
    if others:
        words = "\n".join(others)
        rows.append(text_row(Role.ANSWER, words, BELOW_ANSWER, BODY.width))
    return rows
