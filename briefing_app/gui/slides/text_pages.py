"""The texts of a slide as lines: the size of each kind of text, and which lines share a page.

The lines have no position yet; `page_layout` gives them one.
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
"""The width of a line, in virtual pixels."""
CAUTION_LEAD: Final = f"{CAUTION_LABEL}.\u200e "
"""The lead of a caution. The mark keeps its full stop in place before right-to-left text."""
BOX: Final = (34, 24)
"""The horizontal and vertical padding of the box around a caution, in pixels."""

_EXCERPT_INDENT: Final = 46
_QUOTE_INDENT: Final = 74
_SIZE_STEPS: Final = (1.0, 0.8, 0.6, 0.4, 0.2, 0.0)  # from the preferred to the minimum size
_BETWEEN_PARAGRAPHS: Final = 0.4  # of their size
_BLANK_LINE: Final = 0.6  # of their size, once for any number of blank lines in a row
# Qt caches glyphs up to this size in screen pixels. Drawing a larger one takes 50 µs each time, so
# a long text would delay the response to a key.
_MAX_CACHED_SIZE: Final = 64
_MIN_LONG_TEXT: Final = 150  # characters
_BISECTIONS: Final = 6  # to find the smallest height that each page can do with
_MIN_TOO_LONG: Final = 3000  # characters that fit on no page at any size


class _Look(NamedTuple):
    """The style of a text.

    Args:
        size: The preferred and the minimum size, in pixels.
        colour: A field of `Theme`.
        bold: Whether it is bold.
        above: The gap above it, in pixels.
        indent: The indent from the left margin, in pixels.
        tight: The line height, as a share of the font's own.
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
    Role.EXCERPT_SOURCE: _Look((44, 44), "muted", above=10, indent=_EXCERPT_INDENT),
    Role.CAUTION: _Look((46, 44), "caution", above=40),
    Role.QUOTE: _Look((76, 44), above=0, indent=_QUOTE_INDENT),
    Role.SPEAKER: _Look((46, 44), bold=True, above=44, indent=_QUOTE_INDENT),
    Role.SPEAKER_ROLE: _Look((44, 44), "muted", above=4, indent=_QUOTE_INDENT),
    Role.NUMBER: _Look((300, 120), bold=True, above=0, tight=0.95),
    Role.STATEMENT: _Look((72, 44), above=30),
    Role.QUESTION: _Look((88, 64), bold=True, above=0),
    Role.ANSWER: _Look((72, 44), above=60),
    Role.SOURCE_TITLE: _Look((44, 44), bold=True, above=44),
    Role.SOURCE_DETAIL: _Look((34, 28), "muted", above=10),
}
_KIND_LOOKS: Final = {  # exceptions for some kinds of slide
    (SlideKind.TITLE, Role.TITLE): _Look((116, 64), bold=True, above=0, tight=0.95),
    (SlideKind.TITLE, Role.SUBTITLE): _Look((52, 44), "muted", above=40),
    (SlideKind.TEXT, Role.BODY): _Look((72, 44), above=48),
    (SlideKind.CHART, Role.TITLE): _Look((72, 64), bold=True, above=0, tight=0.95),
    (SlideKind.QUOTE, Role.TITLE): _Look((64, 64), bold=True, above=0, tight=0.95),
    (SlideKind.QUOTE, Role.BODY): _Look((48, 44), above=44, indent=_QUOTE_INDENT),
    (SlideKind.SOURCES, Role.SOURCE_DETAIL): _Look((44, 28), "muted", above=10),
}
_EVEN: Final = {Role.TITLE, Role.QUOTE}  # large texts, which look better in even lines


class Line(NamedTuple):
    """A line that has no position on a page yet.

    Args:
        layout: The layout that contains it.
        number: Its index in the layout.
        text: Its text.
        block: The index of its text on the slide.
        above: The gap above it in pixels, unless it is first on a page.
        height: Its height in pixels.
        size: Its font size in pixels.
        colour: ``#RRGGBB``.
        left: The distance from the left margin, in pixels.
        ends: Whether it ends its paragraph.
        role: The role of its text.
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
    """Return whether a line is the first of a caution, with the caution's label."""
    return line.role is Role.CAUTION and line.text.startswith(CAUTION_LABEL)


def look_of(kind: SlideKind, role: Role) -> _Look:
    """Return the style of a text on a kind of slide."""
    return _KIND_LOOKS.get((kind, role), _LOOKS[role])


def total_height(lines: Sequence[Line]) -> float:
    """Return the height of lines that are stacked from the top of a page."""
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
    """Return the lines at the largest size that fits, else at the minimum; and whether they fit."""
    shares = (
        _SIZE_STEPS if sum(len(text.text) for text in texts) < _MIN_TOO_LONG else _SIZE_STEPS[-1:]
    )
    lines: list[Line] = []
    for share in shares:
        lines = _set_texts(slide, texts, share, theme)
        if total_height(lines) <= room:
            return lines, True
    return lines, False


def fewest_pages(
    slide: Slide, texts: Sequence[SlideText], least: list[Line], theme: Theme, room: float
) -> list[Sequence[Line]]:
    """Return the lines in as few pages as possible, at the largest size for that many pages.

    Args:
        slide: The slide.
        texts: Its texts.
        least: Their lines at the minimum size.
        theme: The colours.
        room: The height of a page in pixels.
    """
    lines = _with_stays(least, room)
    count = len(list(_filled_pages(lines, room)))
    if sum(len(text.text) for text in texts) < _MIN_TOO_LONG:
        for share in _SIZE_STEPS[:-1]:
            larger = _with_stays(_set_texts(slide, texts, share, theme), room)
            if len(list(_filled_pages(larger, room))) == count:
                lines = larger
                break
    return _even_pages(lines, room)


def in_pages(
    slide: Slide, texts: Sequence[SlideText], theme: Theme, room: float
) -> list[Sequence[Line]]:
    """Return the lines in as few pages as possible."""
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
    """Return one text of a slide in lines.

    Args:
        text: The text.
        block: Its index on the slide.
        look: Its style.
        shrink: The size, from 0.0 (minimum) to 1.0 (preferred).
        theme: The colours.
        mirrored: Whether it is indented at the right, because it is right-to-left.
    """
    best, least = look.size
    if len(text.text) > _MIN_LONG_TEXT and text.role is not Role.TITLE:
        best = min(best, _MAX_CACHED_SIZE)
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
            # A blank line becomes a gap above the next line, so that blank lines never fill a page.
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
    """Return whether the rule is right of the text. A speaker is on the side of the quote."""
    if slide.kind is SlideKind.QUOTE:
        return any(is_right_to_left(each.text) for each in slide.texts if each.role is Role.QUOTE)
    return is_right_to_left(text.text)


def _with_stays(lines: Sequence[Line], room: float) -> list[Line]:
    """Mark the lines that no page may end after.

    A page has no single line of a text at its start or end; a heading stays with the text after it,
    and a speaker with the quote. A caution, or one of several texts with the same role, stays on
    one page if it fits.
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


def _filled_pages(lines: Sequence[Line], room: float) -> Iterator[Sequence[Line]]:
    """Put as many lines on each page as fit its height."""
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


def _even_pages(lines: Sequence[Line], room: float) -> list[Sequence[Line]]:
    """Put the lines on as few pages as possible, so that these are about equally full."""
    best = list(_filled_pages(lines, room))
    low, high = room / 2, room
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        tried = list(_filled_pages(lines, middle))
        if len(tried) == len(best) and _bad_breaks(tried) <= _bad_breaks(best):
            best, high = tried, middle
        else:
            low = middle
    return best


def _bad_breaks(pages: Sequence[Sequence[Line]]) -> int:
    """Return how many pages end after a line that should stay."""
    return sum(page[-1].stays for page in pages[:-1])
