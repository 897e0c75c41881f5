"""A slide's texts in lines: how large each kind of text is set, and which lines share a page.

The lines have no place yet: where they stand on their page is decided in `slide_layout`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from PySide6.QtGui import QTextLayout

from briefing_app.gui.slides.paragraph_layout import (
    line_texts,
    page_font,
    set_paragraph,
)
from briefing_app.model.palette import Theme
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide, SlideText
from briefing_app.model.text import paragraphs
from briefing_app.model.text_direction import is_right_to_left
from briefing_app.model.wording import CAUTION_LABEL

WIDTH: Final = 1700
"""Pixels that a page has for a line."""
CAUTION_LEAD: Final = f"{CAUTION_LABEL}.\u200e "
"""With a mark that keeps its full stop at its end before a text that runs from right to left."""
BOX: Final = (34, 24)
"""The padding of the box around a caution, in pixels across and down."""

_EXCERPT_INDENT: Final = 46
_QUOTE_INDENT: Final = 74
_SHRINK: Final = (1.0, 0.8, 0.6, 0.4, 0.2, 0.0)  # from preferred to least size
_BETWEEN_PARAGRAPHS: Final = 0.4  # of their size
_BLANK_LINE: Final = 0.6  # of their size more, however many there are in a row
# Qt keeps the letters that it has drawn up to this size, in pixels of the screen. Larger ones are
# drawn anew each time, 50 µs each: many of them would make a key wait.
_KEPT: Final = 64
_MANY: Final = 150  # characters
_HALVINGS: Final = 6  # of the room, to find how little of it each page can do with
_LONG: Final = 3000  # characters that fit on no page, whatever their size


class _Look(NamedTuple):
    """How a text is set.

    Args:
        size: Pixels, at best and at least.
        colour: A field of `Theme`.
        bold: Whether in bold.
        above: Pixels between it and what stands above.
        indent: Pixels from the left margin.
        tight: The distance of its lines, as a share of what its font asks for.
    """

    size: tuple[int, int]
    colour: str = "ink"
    bold: bool = False
    above: int = 30
    indent: int = 0
    tight: float = 1.0


_LOOKS: Final = {
    Role.TITLE: _Look((88, 64), bold=True, above=0, tight=0.95),
    Role.SUBTITLE: _Look((46, 44), "muted", above=22),
    Role.BODY: _Look((54, 44), above=36),
    Role.EXCERPT: _Look((50, 44), "muted", above=40, indent=_EXCERPT_INDENT),
    Role.CAUTION: _Look((46, 44), "caution", above=40),
    Role.QUOTE: _Look((76, 44), above=0, indent=_QUOTE_INDENT),
    Role.SPEAKER: _Look((46, 44), bold=True, above=44, indent=_QUOTE_INDENT),
    Role.SPEAKER_ROLE: _Look((44, 44), "muted", above=4, indent=_QUOTE_INDENT),
    Role.SOURCE_TITLE: _Look((44, 44), bold=True, above=44),
    Role.SOURCE_DETAIL: _Look((34, 28), "muted", above=10),
}
_KIND_LOOKS: Final = {  # where a kind of slide sets a text in another way
    (SlideKind.TITLE, Role.TITLE): _Look((116, 64), bold=True, above=0, tight=0.95),
    (SlideKind.TITLE, Role.SUBTITLE): _Look((52, 44), "muted", above=40),
    (SlideKind.TEXT, Role.BODY): _Look((72, 44), above=48),
    (SlideKind.CHART, Role.TITLE): _Look((72, 64), bold=True, above=0, tight=0.95),
    (SlideKind.QUOTE, Role.TITLE): _Look((64, 64), bold=True, above=0, tight=0.95),
    (SlideKind.QUOTE, Role.BODY): _Look((48, 44), above=44, indent=_QUOTE_INDENT),
    (SlideKind.SOURCES, Role.SOURCE_DETAIL): _Look((44, 28), "muted", above=10),
}
_EVEN: Final = {Role.TITLE, Role.QUOTE}  # what stands large; lines of plain text fill their width


class Line(NamedTuple):
    """A line that has no place on a page yet.

    Args:
        layout: Holds it.
        number: Which of the layout's lines.
        text: What it says.
        block: Which of the slide's texts it is part of.
        above: Pixels above it, unless it comes first on a page.
        height: Pixels that it takes.
        size: Its height of type, in pixels.
        colour: ``#RRGGBB``.
        left: Pixels from the left margin.
        ends: Whether it ends its paragraph.
        role: What its text is.
        stays: Whether no page may end after it.
    """

    layout: QTextLayout
    number: int
    text: str
    block: int
    above: float
    height: float
    size: int
    colour: str
    left: float
    ends: bool
    role: Role
    stays: bool = False


def opens_caution(line: Line) -> bool:
    """Whether a line says of a caution that it is one, as the first of its lines does."""
    return line.role is Role.CAUTION and line.text.startswith(CAUTION_LABEL)


def look_of(kind: SlideKind, role: Role) -> _Look:
    """How a kind of slide sets a kind of text."""
    return _KIND_LOOKS.get((kind, role), _LOOKS[role])


def total_height(lines: Sequence[Line]) -> float:
    """How high lines are, one after the other from the top of a page."""
    height = 0.0
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        opens = line.role is Role.CAUTION and (before is None or before.block != line.block)
        after = lines[at + 1] if at + 1 < len(lines) else None
        closes = line.role is Role.CAUTION and (after is None or after.block != line.block)
        height += (line.above if at else 0.0) + line.height + BOX[1] * (opens + closes)
    return height


def fitted(
    slide: Slide, texts: Sequence[SlideText], theme: Theme, room: float
) -> tuple[list[Line], bool]:
    """The lines as large as they fit, or at their least size where they don't; and whether."""
    shares = _SHRINK if sum(len(text.text) for text in texts) < _LONG else _SHRINK[-1:]
    lines: list[Line] = []
    for share in shares:
        lines = _set_texts(slide, texts, share, theme)
        if total_height(lines) <= room:
            return lines, True
    return lines, False


def fewest_pages(
    slide: Slide, texts: Sequence[SlideText], least: list[Line], theme: Theme, room: float
) -> list[Sequence[Line]]:
    """The lines in pages: as few as there are at the least size, as large as they fit there.

    Args:
        slide: The slide.
        texts: What is set.
        least: The same in lines of the least size.
        theme: The colours.
        room: Pixels that each page has.
    """
    lines = _held_together(least, room)
    count = len(list(_broken_into_pages(lines, room)))
    if sum(len(text.text) for text in texts) < _LONG:
        for share in _SHRINK[:-1]:
            larger = _held_together(_set_texts(slide, texts, share, theme), room)
            if len(list(_broken_into_pages(larger, room))) == count:
                lines = larger
                break
    return _evenly_filled(lines, room)


def in_pages(
    slide: Slide, texts: Sequence[SlideText], theme: Theme, room: float
) -> list[Sequence[Line]]:
    """The lines in as few pages as they take."""
    lines, fits = fitted(slide, texts, theme, room)
    return [lines] if fits else fewest_pages(slide, texts, lines, theme, room)


def _set_texts(slide: Slide, texts: Iterable[SlideText], shrink: float, theme: Theme) -> list[Line]:
    lines: list[Line] = []
    for block, text in enumerate(texts):
        look = look_of(slide.kind, text.role)
        mirrored = bool(look.indent) and _is_mirrored(slide, text)
        lines += _set_text(text, block, look, shrink, theme, mirrored=mirrored)
    return lines


def _set_text(
    text: SlideText, block: int, look: _Look, shrink: float, theme: Theme, *, mirrored: bool
) -> list[Line]:
    """One text of a slide in lines.

    Args:
        text: The text.
        block: Which of the slide's texts it is.
        look: How it is set.
        shrink: The share of the way from its least to its best size.
        theme: Its colours.
        mirrored: Whether it is indented at the right, where it begins.
    """
    best, least = look.size
    if len(text.text) > _MANY and text.role is not Role.TITLE:
        best = min(best, _KEPT)
    size = round(least + (best - least) * shrink)
    width = WIDTH - look.indent
    left: float = 0 if mirrored else look.indent
    lead = ""
    if text.role is Role.CAUTION:
        width -= 2 * BOX[0]
        left += BOX[0]
        lead = CAUTION_LEAD
    font = page_font(size, bold=look.bold)
    lines: list[Line] = []
    gap: float = look.above
    for at, paragraph in enumerate(paragraphs(lead + text.text)):
        layout = set_paragraph(
            paragraph,
            font,
            width,
            bold_until=0 if at else len(lead),
            align_right=mirrored,
            even=text.role in _EVEN,
        )
        texts = line_texts(paragraph, layout)
        blank = not paragraph.strip()
        for number, said in enumerate(texts):
            # A blank line is a gap above the next one, so that none fills a page.
            height = 0.0 if blank else layout.lineAt(number).height() * look.tight
            lines.append(
                Line(
                    layout,
                    number,
                    said,
                    block,
                    0.0 if number or blank else gap,
                    height,
                    size,
                    getattr(theme, look.colour),
                    left,
                    number == len(texts) - 1,
                    text.role,
                )
            )
        gap = max(gap, round(size * _BLANK_LINE)) if blank else round(size * _BETWEEN_PARAGRAPHS)
    return lines


def _is_mirrored(slide: Slide, text: SlideText) -> bool:
    """Whether the rule beside a text stands at the right; who said a quote stands as the quote."""
    if slide.kind is SlideKind.QUOTE:
        return any(is_right_to_left(each.text) for each in slide.texts if each.role is Role.QUOTE)
    return is_right_to_left(text.text)


def _held_together(lines: Sequence[Line], room: float) -> list[Line]:
    """The lines with those marked that no page may end after.

    No line of a text stands alone at the end or the start of a page, a heading is not parted from
    what follows, nor a speaker from what was said. What fits on a page stands whole if it is a
    caution or one of several texts alike.
    """
    blocks: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        blocks.setdefault(line.block, []).append(at)
    alike = Counter(lines[block[0]].role for block in blocks.values())
    stays = [False] * len(lines)
    heading: list[int] = []
    for block in blocks.values():
        role = lines[block[0]].role
        said = [at for at in block if lines[at].height] or block
        if len(said) >= 4:
            kept = [*range(said[0], said[1]), *range(said[-2], said[-1])]
        else:
            kept = list(range(said[0], said[-1]))
        for at in kept:
            stays[at] = True
        whole = role is Role.CAUTION or alike[role] > 1
        if whole and total_height([lines[at] for at in (*heading, *block)]) <= room:
            for at in block[:-1]:
                stays[at] = True
        heading = block if role in {Role.TITLE, Role.SOURCE_TITLE} else []
        if heading and block[-1] + 1 < len(lines):
            stays[block[-1]] = True
        if role in {Role.SPEAKER, Role.SPEAKER_ROLE} and block[0]:
            stays[block[0] - 1] = True
    return [line._replace(stays=stay) for line, stay in zip(lines, stays, strict=True)]


def _broken_into_pages(lines: Sequence[Line], room: float) -> Iterator[Sequence[Line]]:
    """As many lines on each page as its room holds, in pixels."""
    start = 0
    while start < len(lines):
        end = start + 1
        used = total_height(lines[start:end])
        while end < len(lines):
            line = lines[end]
            inside = line.role is Role.CAUTION and line.block == lines[end - 1].block
            box = 0 if line.role is not Role.CAUTION or inside else 2 * BOX[1]
            used += line.above + line.height + box
            if used > room:
                break
            end += 1
        if end < len(lines):
            last = end
            while last > start and lines[last - 1].stays:
                last -= 1
            end = last if last > start else end
        yield lines[start:end]
        start = end


def _evenly_filled(lines: Sequence[Line], room: float) -> list[Sequence[Line]]:
    """The lines on as few pages as they take, the last one about as full as the others."""
    best = list(_broken_into_pages(lines, room))
    low, high = room / 2, room
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        tried = list(_broken_into_pages(lines, middle))
        if len(tried) == len(best) and _parted(tried) <= _parted(best):
            best, high = tried, middle
        else:
            low = middle
    return best


def _parted(pages: Sequence[Sequence[Line]]) -> int:
    """How many pages end where none should."""
    return sum(page[-1].stays for page in pages[:-1])
