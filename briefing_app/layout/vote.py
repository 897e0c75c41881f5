"""The page of a vote: the question with its options, then its answer with the evidence."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from briefing_app.layout.countdown import RING_SIZE, countdown
from briefing_app.layout.foot import foot_of
from briefing_app.layout.head import HEAD_HEIGHT, head_of, made_up_tag
from briefing_app.layout.measurer import Measurer, TextStyle
from briefing_app.layout.page import (
    BODY,
    HEIGHT,
    WIDTH,
    Block,
    Form,
    LowerPart,
    PlacedText,
    Rect,
    Shape,
    joined,
)
from briefing_app.layout.paginator import fitted
from briefing_app.layout.palette import Colour
from briefing_app.layout.slide_rows import SPEAKERS, lettered_row
from briefing_app.layout.text import (
    Row,
    height_of,
    place_items,
    set_rows,
    set_text,
    text_row,
)
from briefing_app.layout.type_sizes import (
    ABOVE_EVIDENCE,
    ANSWER,
    BELOW_ANSWER,
    EVIDENCE,
    EXTRA_BOLD,
    HEAD,
    OPTION,
    RIGHT_OPTION,
    SMALL_QUESTION,
    SPEAKER,
    RoleLook,
)
from briefing_app.model.search import spans, words
from briefing_app.model.slides import Role, Slide, SlideText, VoteEvidence, option_letter
from briefing_app.model.wording import RIGHT

_RING: Final = 165
_RING_GAP: Final = 60  # between a question and its countdown
_BELOW_QUESTION: Final = 24
_QUESTION_SIZES: Final = (64, 52, 44)
_LARGE_OPTIONS: Final = 48  # large enough: the question need not shrink for larger ones
_MAX_GAP: Final = 140  # between two options
_BESIDE_TICK: Final = 24
_RULE: Final = 2
_TICK: Final = 1.05  # of the size of the text beside it
_TICK_THICKNESS: Final = 0.11  # of its diameter
_LETTER_MIDDLE: Final = 0.35  # of their size, above the baseline
_SPREAD_SHARE: Final = 0.5  # of the spare height
_BAND_SHARE: Final = 0.55  # of the height of a page, for the answer above its evidence
_BELOW_BAND: Final = 40
_PANEL_TOP: Final = 40
_BELOW_LABEL: Final = 20
_ABOVE_FOOT: Final = 36
_ABOVE_SPEAKER: Final = 28
_EDGE: Final = 4
_NUMBER: Final = 360
_NUMBER_SHARE: Final = 0.5  # of the width, at most
_NUMBER_GAP: Final = 80
_DIGITS: Final = 0.72  # the height of digits, as a share of their size
_MARK_HEIGHTS: Final = (0.84, 0.22)  # of the size of words, above and below the baseline


class Answer(NamedTuple):
    """The answer of a vote: what is on the ground of its page, and the evidence below that."""

    block: Block
    lower: LowerPart | None = None


def question_block(
    slide: Slide, bottom: float, measurer: Measurer, *, has_clock: bool
) -> Block | None:
    """Return a question with its options below each other; None if they don't fit on a page.

    Args:
        slide: The slide of the vote.
        bottom: The lower edge of the region for the options.
        measurer: Measures the texts.
        has_clock: Whether a countdown can run; without one, the planned time is in words.
    """
    head = head_of(slide, "", 0, measurer)
    place, time = _time(slide, measurer, has_clock=has_clock)
    width = place.left - _RING_GAP - BODY.left
    top = BODY.top + HEAD_HEIGHT
    best: tuple[Block, Block] | None = None
    largest = 0.0
    for size in _QUESTION_SIZES:
        look = RoleLook(size, size, OPTION.weight, above=0, grows=False)
        row = text_row(Role.QUESTION, slide.title, look, width)
        items = set_rows([row], 1.0, measurer)
        end = max(top + height_of(items), place.bottom) + _BELOW_QUESTION
        area = BODY._replace(top=end, height=bottom - end)
        options = _options(slide.options, area, measurer)
        if options is not None and options.texts[0].style.size > largest:
            largest = options.texts[0].style.size
            best = place_items(items, BODY._replace(top=top)), options
        if largest >= _LARGE_OPTIONS:
            break
    if best is None:
        return None
    return joined([head, *best, time])


def _time(slide: Slide, measurer: Measurer, *, has_clock: bool) -> tuple[Rect, Block]:
    """Return the countdown with its place at the right end, or left of the tag that is there."""
    seconds = slide.countdown_s
    if not seconds:
        return Rect(BODY.right + _RING_GAP, BODY.top, 0, 0), Block()
    tag = made_up_tag(slide, measurer)
    right = min((shape.rect.left - _RING_GAP / 2 for shape in tag.shapes), default=BODY.right)
    width = _RING if has_clock else RING_SIZE
    rect = Rect(right - width, BODY.top, width, _RING)
    return rect, countdown(seconds, measurer, rect, has_clock=has_clock)


def _options(options: Sequence[str], area: Rect, measurer: Measurer) -> Block | None:
    """Return options with their letters and a line above each; None if they don't fit."""
    rows = [
        lettered_row(option_letter(at), SlideText(Role.OPTION, option), OPTION, width=area.width)
        for at, option in enumerate(options)
    ]
    items = fitted(rows, measurer, area.height)
    if items is None:
        return None
    count = len(options)
    heights = height_of(items) - OPTION.above * (count - 1)
    gap = min((area.height - heights) / count, _MAX_GAP)
    area = area._replace(top=area.top + gap / 2)
    placed = place_items(items, area, gap - OPTION.above)
    rules = (
        Shape(Form.BOX, Rect(area.left, text.rect.top - gap / 2, area.width, _RULE), Colour.LINE)
        for text in placed.texts[1::2]
    )
    return Block(tuple(rules), tuple(_spoken(placed.texts, options)))


def _spoken(
    texts: Sequence[PlacedText], options: Sequence[str], lead: str = ""
) -> Iterator[PlacedText]:
    """Yield letters and options, of which a screen reader reads each pair as one."""
    for letter, text, option in zip(texts[::2], texts[1::2], options, strict=True):
        yield letter._replace(spoken="")
        yield text._replace(spoken=f"{lead}{letter.text.strip()} {option}")


def answer_of(
    slide: Slide, bottom: float, measurer: Measurer, *, has_page: bool
) -> tuple[Answer | None, str]:
    """Return the answer of a vote below its question, and its words for which there is no room.

    These are all if its question has no page, and both are empty if it has no answer. Evidence for
    which there is no room is left out.

    Args:
        slide: The slide of the vote.
        bottom: The lower edge of the region for the answer if there is no evidence.
        measurer: Measures the texts.
        has_page: Whether the question with its options has a page.
    """
    further, alone = slide.further_answer, slide._replace(evidence=None)
    tried = ((slide, further, ""), (slide, "", further), (alone, further, ""), (alone, "", further))
    for shown, said, more in tried if has_page and slide.has_answer else ():
        answer = _answer(shown, said, bottom, measurer)
        if answer is not None:
            return answer, more
    return None, slide.answer


def _answer(slide: Slide, words: str, bottom: float, measurer: Measurer) -> Answer | None:
    """Return the right option of a vote with these words; None if it takes more than a page."""
    evidence = slide.evidence
    head = head_of(slide, "", 0, measurer)
    top = BODY.top + head.height
    room = (bottom if evidence is None else _BAND_SHARE * HEIGHT) - top
    rows = _answer_rows(slide, words)
    items = fitted(rows, measurer, room)
    if items is None or (evidence is None and len(rows) == 1):
        return None
    spread = 0.0 if evidence is not None else (room - height_of(items)) * _SPREAD_SHARE / len(rows)
    placed = place_items(items, BODY._replace(top=top), spread)
    block = joined([head, _with_tick(slide, placed)])
    if evidence is None:
        return Answer(block)
    lower = _lower_part(slide, evidence, top + height_of(items) + _BELOW_BAND, measurer)
    return None if lower is None else Answer(block, lower)


def _answer_rows(slide: Slide, words: str) -> list[Row]:
    """Return a small question, the right option, and what is said about it."""
    looks = ABOVE_EVIDENCE
    if slide.evidence is None:
        looks = {
            Role.QUESTION: SMALL_QUESTION,
            Role.OPTION: RIGHT_OPTION,
            Role.ANSWER: BELOW_ANSWER._replace(grows=False) if slide.right_option else ANSWER,
        }
    rows = [text_row(Role.QUESTION, slide.title, looks[Role.QUESTION], BODY.width)]
    if slide.right_option:
        letter = option_letter(slide.options.index(slide.right_option))
        option, look = SlideText(Role.ANSWER, slide.right_option), looks[Role.OPTION]
        left = _TICK * look.best + _BESIDE_TICK
        rows.append(lettered_row(letter, option, look, width=BODY.width, left=left))
    if words:
        rows.append(text_row(Role.ANSWER, words, looks[Role.ANSWER], BODY.width))
    return rows


def _with_tick(slide: Slide, placed: Block) -> Block:
    """Return the texts of an answer with a tick left of the right option."""
    if not slide.right_option:
        return placed
    question, letter, option, *others = placed.texts
    diameter = _TICK * letter.style.size
    middle = letter.lines[0].baseline - _LETTER_MIDDLE * letter.style.size
    rect = Rect(BODY.left, middle - diameter / 2, diameter, diameter)
    tick = (
        Shape(Form.DOT, rect, Colour.INK),
        Shape(Form.TICK, rect, outline=Colour.GROUND, thickness=_TICK_THICKNESS * diameter),
    )
    right = _spoken((letter, option), (slide.right_option,), f"{RIGHT}: ")
    return Block(tick, (question, *right, *others))


def _lower_part(
    slide: Slide, evidence: VoteEvidence, top: float, measurer: Measurer
) -> LowerPart | None:
    """Return evidence on a ground of its own, from a height down; None if it doesn't fit there."""
    foot = foot_of(slide, evidence.foot, measurer)
    label = set_text(evidence.label, HEAD, Colour.LABEL, BODY.width, measurer)
    start = top + _PANEL_TOP + label.height + _BELOW_LABEL
    room = BODY.bottom - foot.height - _ABOVE_FOOT - start
    number, others = _number(evidence, BODY._replace(top=start, height=room), measurer)
    left = max((text.rect.right + _NUMBER_GAP for text in number.texts), default=BODY.left)
    area = Rect(left, start, BODY.right - left, room)
    rows = [
        text_row(
            text.role, text.text, EVIDENCE[text.role], area.width, hangs=text.role is Role.QUOTE
        )
        for text in others
        if text.role not in SPEAKERS
    ]
    speaker = _speaker(others, area.width, measurer)
    items = fitted(rows, measurer, room - speaker.height)
    if items is None or not foot.has_source:
        return None
    words = place_items(items, area)
    placed = joined([number, words, speaker.moved(start + height_of(items))])
    # In high contrast, both grounds are black.
    edge = Shape(Form.BOX, Rect(0, top, WIDTH, _EDGE), Colour.LINE)
    marks = (
        mark
        for text in placed.texts
        if text.role is Role.QUOTE and slide.right_option
        for mark in _marks(text, slide.right_option, measurer)
    )
    texts = (label.placed(BODY.left, top + _PANEL_TOP), *placed.texts, *foot.texts)
    rect = Rect(0, top, WIDTH, HEIGHT - top)
    return LowerPart(rect, Block((edge, *marks), texts))


def _number(
    evidence: VoteEvidence, area: Rect, measurer: Measurer
) -> tuple[Block, Sequence[SlideText]]:
    """Return a figure at the left of an area, if evidence has one, and the other texts."""
    figure, *others = evidence.texts
    if figure.role is not Role.NUMBER:
        return Block(), evidence.texts
    style = TextStyle(min(_NUMBER, area.height / _DIGITS), EXTRA_BOLD)
    share = _NUMBER_SHARE * area.width / measurer.width(figure.text, style)
    style = style._replace(size=int(style.size * min(1.0, share)))
    text = set_text(figure.text, style, Colour.LABEL, area.width, measurer)
    top = area.top + _DIGITS * style.size - text.lines[0].ascent
    return Block(texts=(text.placed(area.left, top, role=Role.NUMBER),)), others


def _speaker(texts: Sequence[SlideText], width: float, measurer: Measurer) -> Block:
    """Return the speaker of a quote with the role, if there is one, to be placed below it."""
    said_by = [text.text for text in texts if text.role in SPEAKERS]
    if not said_by:
        return Block()
    lead = len(said_by[0])
    line = set_text(", ".join(said_by), SPEAKER, Colour.BODY, width, measurer, lead=lead)
    placed = line.placed(BODY.left, _ABOVE_SPEAKER, width, role=Role.SPEAKER)
    return Block(texts=(placed,), height=_ABOVE_SPEAKER + line.height)


def _marks(text: PlacedText, option: str, measurer: Measurer) -> Iterator[Shape]:
    """Yield a highlight for each line of a quote that has words of an option."""
    above, below = (share * text.style.size for share in _MARK_HEIGHTS)
    start = 0
    for line in text.lines:
        for first, last in spans(text.text, (" ".join(words(option)),)):
            lead = line.text[: max(0, first - start)]
            marked = line.text[len(lead) : max(0, last - start)].rstrip()
            if marked and not text.right_to_left:
                left = text.left_of(line) + measurer.width(lead, text.style)
                width = measurer.width(marked, text.style)
                rect = Rect(left, line.baseline - above, width, above + below)
                yield Shape(Form.BOX, rect, Colour.MARK)
        start += len(line.text) + line.ends
