"""The text of a source: the words of a plain text or of a web page, and its paragraphs.

A web page is recognised by how it begins, whatever the name of its file. Its text is what a reader
sees of it: no tags, no scripts, no styles. Nothing that it refers to is loaded.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from html.parser import HTMLParser
from itertools import accumulate
from time import thread_time
from typing import Final

from briefing_app.model.text import CONTROLS, paragraphs, single_line

_BEGINNING: Final = 2000  # characters in which a web page says what it is
_XML: Final = "<?xml"
_WEB_PAGE: Final = re.compile(  # after an XML declaration and comments
    r"\s*(<\?xml\b[^>]*>\s*)?(<!--((?!-->).)*-->\s*)*"
    r"<(!doctype\s+html|(html|head|title|meta|body|main|article|section|header|div|table|p|h1)"
    r"(?=[\s/>]))",
    re.IGNORECASE | re.DOTALL,
)
_GAP: Final = re.compile(r"\W")
_MAX_WRAPPED_LENGTH: Final = 120  # characters of the longest line if lines end within sentences
_MAX_SECONDS: Final = 20.0  # of processor time to read a web page; 20 MB take five

# Elements that no reader sees, or whose words aren't those of the page.
_HIDDEN: Final = frozenset(
    {
        *("script", "style", "template", "noscript", "title"),
        *("iframe", "object", "svg", "select", "textarea"),
    }
)
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


def read_text(content: bytes) -> SourceText:
    """Return the text of a file.

    Args:
        content: The file: a plain text or a web page, in UTF-8.

    Raises:
        SourceTextError: It isn't in UTF-8, or reading the page takes too long.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"is not UTF-8 (byte {error.start:,})"
        raise SourceTextError(what, "save the text as UTF-8") from error
    is_web_page = _WEB_PAGE.match(text[:_BEGINNING]) is not None
    found = _paragraphs_of_page(text) if is_web_page else _paragraphs_of_text(text)
    # What changes the direction of other text would change the order of the words that are shown.
    lines = [line for line in map(single_line, found) if line]
    lengths = (len(line) + 1 for line in lines[:-1])
    starts = tuple(accumulate(lengths, initial=0)) if lines else ()
    return SourceText(sha256(content).hexdigest(), re.sub(CONTROLS, "�", " ".join(lines)), starts)


def find_words(words: str, text: str) -> int:
    """Return where words begin in a text; -1 if they aren't there as complete words.

    Args:
        words: The words, each run of white space as one space.
        text: The text, likewise.
    """
    if not words:
        return -1
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    after = r"(?!\w)" if re.match(r"\w", words[-1]) else ""
    complete = re.compile(f"{before}{re.escape(words)}{after}")
    at = text.find(words)
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


def _paragraphs_of_text(text: str) -> Iterable[str]:
    """Return the paragraphs of a plain text.

    Each line is one, unless the lines are short and there are empty ones between paragraphs.
    """
    lines = paragraphs(text.strip())
    is_wrapped = not all(map(str.strip, lines)) and max(map(len, lines)) <= _MAX_WRAPPED_LENGTH
    if not is_wrapped:
        return lines
    return "\n".join(line.strip() for line in lines).split("\n\n")


def _paragraphs_of_page(text: str) -> Iterable[str]:
    page = _Page(is_xml=text.lstrip().startswith(_XML))
    page.feed(text)
    page.close()
    return page.paragraphs()


class _Page(HTMLParser):
    """Collects the words of a web page.

    Args:
        is_xml: Whether a slash at the end of a tag ends any element, as in XHTML.
    """

    def __init__(self, *, is_xml: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._is_xml = is_xml
        self._parts: list[str] = []  # words, and an empty text where a paragraph ends
        self._hidden = ""  # the name of the element whose words are left out
        self._depth = 0  # of elements of that name
        self._lists: list[str] = []  # the names of the lists around the words, the innermost last
        self._deadline = thread_time() + _MAX_SECONDS

    def paragraphs(self) -> Iterable[str]:
        """Yield the paragraphs; some may be empty."""
        paragraph: list[str] = []
        for part in self._parts:
            if part:
                paragraph.append(part)
            else:
                yield "".join(paragraph)
                paragraph = []
        yield "".join(paragraph)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._check_time()
        if self._hidden:
            self._depth += tag == self._hidden
        elif tag in _HIDDEN:
            self._hidden, self._depth = tag, 1
        elif tag in _BLOCKS:
            self._parts.append("")
            if tag in _LISTS:
                self._lists.append(tag)
            elif tag == "li" and "ol" not in self._lists[-1:]:
                self._parts.append(_BULLET)
        elif tag == "br":
            self._parts.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Handle a tag such as ``<br/>``, whose slash may mean nothing."""
        is_ended = self._is_xml or tag == "svg"
        if not (is_ended and tag in _HIDDEN):
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._check_time()
        if self._hidden:
            self._depth -= tag == self._hidden
            if not self._depth:
                self._hidden = ""
        elif tag in _BLOCKS:
            self._parts.append("")
            if tag in self._lists[-1:]:
                self._lists.pop()

    def handle_data(self, data: str) -> None:
        self._check_time()
        if not self._hidden:
            self._parts.append(data)

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002, the library's
        """Skip what starts with ``<![``, for some of which the library raises an exception."""
        return self.parse_bogus_comment(i, report)

    def _check_time(self) -> None:
        # Older versions of the library take quadratic time for some damaged pages.
        if thread_time() > self._deadline:
            what = "can’t be read: the web page is damaged or too large"
            raise SourceTextError(what, "save its words as plain text")
