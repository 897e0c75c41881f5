"""The text of a source: the words of a plain text or of a web page, and its paragraphs.

A web page is recognised by how it begins, whatever the name of its file. Its text is what a reader
sees of it: no tags, no scripts, no styles. Nothing that it refers to is loaded.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from itertools import accumulate
from typing import Final, NamedTuple

from briefing_app.model.text import CONTROLS, PARAGRAPH_ENDS, each_paragraph, single_line

_BEGINNING: Final = 2000  # characters in which a web page says what it is
_XML: Final = "<?xml"
_WEB_PAGE: Final = re.compile(  # after an XML declaration and comments
    r"\s*(<\?xml\b[^>]*>\s*)?(<!--((?!-->).)*-->\s*)*"
    r"<(!doctype\s+html|(html|head|title|meta|body|main|article|section|header|div|table|p|h1)"
    r"(?=[\s/>]))",
    re.IGNORECASE | re.DOTALL,
)
_GAP: Final = re.compile(r"\W")
_SPACE: Final = re.compile(r"\s")
_CONTROLS: Final = re.compile(CONTROLS)
_PLACE: Final = re.compile(
    "paragraphs? ([0-9]{1,9})(?: ?(?:to|and|[-–]) ?([0-9]{1,9}))?", re.IGNORECASE
)
_MAX_WRAPPED_LENGTH: Final = 120  # characters of the longest line if lines end within sentences
_MAX_LINES: Final = 500_000  # of a plain text; a novel has 10,000
_MAX_MARKUP: Final = 300_000  # tags, comments and character references of a web page
_MAX_TAG: Final = 2**16  # characters of a tag
_CHUNK: Final = 2**16  # characters of a long paragraph that are changed at a time

_MARKUP: Final = re.compile("<(?=[a-z/!?])", re.IGNORECASE)
# Up to its end or that of the page. A value in quotation marks may contain ">". What has matched
# isn't tried again, so that a damaged tag takes no longer.
_TAG: Final = re.compile(
    r"<(?P<slash>/?)(?P<name>[a-z][^\s/>]*+)"
    r"(?:[\s/]++|(?:=[^\s/>=]*+|[^\s/>=]++)"
    r"""(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+))?+)*+(?:>|\Z)""",
    re.IGNORECASE,
)
_COMMENT_END: Final = re.compile("--!?>")
_HUGE_NUMBER: Final = re.compile("&#[0-9]{1000,};?")  # of a character; Python reads no such numbers

# Elements that no reader sees, or whose words aren't those of the page: those that contain only
# text, which may look like tags, and others.
_HIDDEN_TEXT: Final = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "title", "noscript", "iframe", "textarea")
}
_HIDDEN: Final = frozenset({"template", "object", "svg", "select"})
_BLOCKS: Final = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "center", "details", "dialog"),
        *("dd", "dl", "dt", "dir", "div", "fieldset", "figcaption", "figure", "footer", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "legend", "li"),
        *("main", "menu", "nav", "ol", "p", "pre", "section", "summary", "ul"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    }
)
_LISTS: Final = frozenset({"ul", "ol", "menu"})
_BULLET: Final = "• "  # which a reader sees before an item of a list without numbers


class SourceTextError(Exception):
    """A file whose text can't be read.

    Args:
        what: Why, to follow “the text”.
        remedy: What to do about it.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a source.

    Args:
        sha256: The SHA-256 of its file, in hexadecimal.
        words: All of its words on one line: each run of white space is one space.
        starts: Where each paragraph starts in them.
    """

    sha256: str
    words: str
    starts: tuple[int, ...]

    @property
    def paragraphs(self) -> list[str]:
        """The words of each paragraph."""
        ends = [*(start - 1 for start in self.starts[1:]), len(self.words)]
        return [self.words[start:end] for start, end in zip(self.starts, ends, strict=False)]

    def paragraph_at(self, place: int) -> int:
        """Return the number of the paragraph at a place in the words, counted from 1."""
        return bisect_right(self.starts, place)

    def place_of(self, start: int, end: int) -> "Place":
        """Return the paragraphs of a part of the words, which may be empty."""
        return Place(self.paragraph_at(start), self.paragraph_at(max(start, end - 1)))


class Place(NamedTuple):
    """Where words are in the text of a source, as authors write it and readers see it.

    Args:
        first: The number of the paragraph in which they begin, counted from 1.
        last: The number of the one in which they end.
    """

    first: int
    last: int

    def __str__(self) -> str:
        if self.first == self.last:
            return f"paragraph {self.first}"
        return f"paragraphs {self.first} to {self.last}"

    def overlaps(self, other: "Place") -> bool:
        """Return whether a paragraph is in both places."""
        return self.first <= other.last and other.first <= self.last


def read_place(text: str) -> Place | None:
    """Return the place that a text names in the words of `Place`; None if it says another thing."""
    found = _PLACE.fullmatch(single_line(text))
    return Place(int(found[1]), int(found[2] or found[1])) if found is not None else None


def read_text(content: bytes) -> SourceText:
    """Return the text of a file.

    Args:
        content: The file: a plain text or a web page, in UTF-8.

    Raises:
        SourceTextError: It isn't in UTF-8, or has too many lines or tags.
    """
    lines = [line for line in map(_cleaned_line, _paragraphs(content)) if line]
    lengths = (len(line) + 1 for line in lines[:-1])
    starts = tuple(accumulate(lengths, initial=0)) if lines else ()
    return SourceText(sha256(content).hexdigest(), " ".join(lines), starts)


def find_words(words: str, text: str, start: int = 0) -> int:
    """Return where words begin in a text; -1 if they aren't there as complete words.

    Args:
        words: The words, each run of white space as one space.
        text: The text, likewise.
        start: Where to begin.
    """
    at = text.find(words, start) if words else -1
    if at < 0:
        return -1
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    after = r"(?!\w)" if re.match(r"\w", words[-1]) else ""
    complete = re.compile(f"{before}{re.escape(words)}{after}")
    while at >= 0 and complete.match(text, at) is None:
        # No match begins in the middle of a word, so skip the rest of it: it may be very long.
        gap = _GAP.search(text, at)
        at = -1 if gap is None else text.find(words, gap.end())
    return at


def complete_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a part of a text without white space at its ends, and with complete words."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while 0 < start < end and _are_of_one_word(text, start):
        start -= 1
    while start < end < len(text) and _are_of_one_word(text, end):
        end += 1
    return start, end


def _are_of_one_word(text: str, at: int) -> bool:
    """Return whether the characters before and at a place belong to one word."""
    return re.match(r"\w\w", text[at - 1 : at + 1]) is not None


def _paragraphs(content: bytes) -> Iterator[str]:
    """Return the paragraphs of a file; some may be empty."""
    try:
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        what = f"is not UTF-8 (byte {error.start:,})"
        raise SourceTextError(what, "save the text as UTF-8") from error
    is_web_page = _WEB_PAGE.match(text[:_BEGINNING]) is not None
    return _Page(text).paragraphs() if is_web_page else _paragraphs_of_text(text)


def _cleaned_line(paragraph: str) -> str:
    """Return a paragraph on one line and without `CONTROLS`.

    A long one is changed in parts: a list of all its words would need much memory.
    """
    if len(paragraph) <= _CHUNK:
        return _CONTROLS.sub("�", single_line(paragraph))
    parts: list[str] = []
    start = 0
    while start < len(paragraph):
        space = _SPACE.search(paragraph, start + _CHUNK)
        end = space.start() if space is not None else len(paragraph)
        line = single_line(paragraph[start:end])
        if line and parts:
            parts.append(" ")
        chunks = (line[at : at + _CHUNK] for at in range(0, len(line), _CHUNK))
        parts += (_CONTROLS.sub("�", chunk) for chunk in chunks)
        start = end
    return "".join(parts)


def _paragraphs_of_text(text: str) -> Iterator[str]:
    """Yield the paragraphs of a plain text without white space at its ends.

    Each line is one, unless the lines are short and there are empty ones between paragraphs.
    """
    if sum(map(text.count, PARAGRAPH_ENDS)) - text.count("\r\n") > _MAX_LINES:
        what = f"has more than {_MAX_LINES:,} lines"
        raise SourceTextError(what, "save only the pages with the quoted words")
    has_empty_lines = not all(map(str.strip, each_paragraph(text)))
    if not has_empty_lines or max(map(len, each_paragraph(text))) > _MAX_WRAPPED_LENGTH:
        yield from each_paragraph(text)
        return
    paragraph: list[str] = []
    for line in each_paragraph(text):
        if line.strip():
            paragraph.append(line)
        else:
            yield " ".join(paragraph)
            paragraph.clear()
    yield " ".join(paragraph)


class _Page:
    """The words of a web page.

    Args:
        text: The page.

    Raises:
        SourceTextError: It has too many tags.
    """

    def __init__(self, text: str) -> None:
        if text.count("<") + text.count("&") > _MAX_MARKUP:
            raise _unsuitable_page(f"has more than {_MAX_MARKUP:,} tags")
        self._text = text
        self._is_xml = text.startswith(_XML)
        self._hidden = ""  # the name of the element whose words are left out
        self._depth = 0  # of elements of that name
        self._lists: list[str] = []  # the names of the lists around the words, the innermost last

    def paragraphs(self) -> Iterator[str]:
        """Yield the paragraphs; some may be empty.

        Raises:
            SourceTextError: A tag is too long.
        """
        paragraph: list[str] = []
        for part in self._parts():
            if part:
                paragraph.append(part)
            else:
                yield "".join(paragraph)
                paragraph.clear()
        yield "".join(paragraph)

    def _parts(self) -> Iterator[str]:
        """Yield words, and an empty text where a paragraph ends."""
        text, at = self._text, 0
        while at < len(text):
            markup = _MARKUP.search(text, at)
            start = markup.start() if markup is not None else len(text)
            if start > at and not self._hidden:
                yield unescape(_HUGE_NUMBER.sub("&#xfffd;", text[at:start]))
            tag = _TAG.match(text, start, start + _MAX_TAG)
            if tag is None:
                at = self._end_of_comment(start)
            elif tag.end() == start + _MAX_TAG:
                what = f"has a tag of more than {_MAX_TAG:,} characters, such as a picture"
                raise _unsuitable_page(what)
            else:
                name, is_end = tag["name"].lower(), bool(tag["slash"])
                is_empty = tag[0].endswith("/>") and self._can_be_empty(name)
                at = tag.end()
                if name in _HIDDEN_TEXT and not is_end and not is_empty:
                    closing = _HIDDEN_TEXT[name].search(text, at)
                    at = closing.start() if closing is not None else len(text)
                if self._hidden or name in _HIDDEN:
                    self._hide(name, is_end=is_end, is_empty=is_empty)
                else:
                    yield from self._parts_of_tag(name, is_end=is_end)

    def _end_of_comment(self, start: int) -> int:
        """Return where a comment ends, or what else is no tag."""
        if self._text.startswith("<!--", start):
            found = _COMMENT_END.search(self._text, start + len("<!"))
            return found.end() if found is not None else len(self._text)
        end = self._text.find(">", start)
        return end + 1 if end >= 0 else len(self._text)

    def _can_be_empty(self, name: str) -> bool:
        """Return whether a slash at the end of a tag ends the element; it may mean nothing."""
        return self._is_xml or "svg" in {name, self._hidden}

    def _hide(self, name: str, *, is_end: bool, is_empty: bool) -> None:
        """Leave out the words of an element, or no longer if all of that name are closed."""
        if not self._hidden and not is_end and not is_empty:
            self._hidden, self._depth = name, 1
        elif name == self._hidden and not is_empty:
            self._depth += -1 if is_end else 1
            self._hidden = self._hidden if self._depth else ""

    def _parts_of_tag(self, name: str, *, is_end: bool) -> Iterator[str]:
        if name in _BLOCKS:
            yield ""
            if is_end:
                if name in self._lists[-1:]:
                    self._lists.pop()
            elif name in _LISTS:
                self._lists.append(name)
            elif name == "li" and "ol" not in self._lists[-1:]:
                yield _BULLET
        elif name == "br" and not is_end:
            yield "\n"


def _unsuitable_page(what: str) -> SourceTextError:
    return SourceTextError(what, "save its words as plain text")
