"""White space, paragraphs and words of plain text."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

# A terminal obeys the first two ranges; the others change the order or the lines of what is shown.
_CONTROL: Final = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
CONTROLS: Final = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0\ufdd1]"
"""The pattern of the characters that no text of a briefing or of the user contains.

Tabs and line breaks are allowed. So are the marks that text in Arabic or Hebrew may need; what
embeds, overrides or isolates a direction could change the order of the words that follow. Qt takes
U+FDD0 and U+FDD1, which are no characters, for the beginning and the end of a paragraph.
"""
_FIRST_STRONG_ISOLATE: Final = "\u2068"
_POP_ISOLATE: Final = "\u2069"
_MAX_SHORTENED_LENGTH: Final = 80  # characters
_WORD: Final = r"[^\W_]+"
_MAX_HYPHENATED_LENGTH: Final = 100  # characters
_NOT_IN_XML: Final = "[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_CLOSING_MARKS: Final = "\"'”’»)]"
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "؟", "۔")
_BREAK_BETWEEN_LINES: Final = r"(?<=\S)\r?\n(?=\S)"
PARAGRAPH_ENDS: Final = "\n\r\v\f\x85\u2028\u2029"
"""The characters that end a line or a paragraph; a carriage return and a line feed are one end."""
_PARAGRAPH_END: Final = re.compile(f"\r\n|[{PARAGRAPH_ENDS}]")


def single_line(text: str) -> str:
    """Return a text on one line: each run of white space becomes one space, none at the ends."""
    return " ".join(text.split())


def printable(text: str) -> str:
    """Return a text that a terminal shows on one line, each control character replaced by �."""
    return re.sub(_CONTROL, "�", text)


def cleaned(text: str) -> str:
    """Return what a user typed or pasted, with plain line breaks and without `CONTROLS`."""
    return re.sub(CONTROLS, "", "\n".join(paragraphs(text)))


def valid_xml(text: str) -> str:
    """Return a text in which each character that XML does not allow is replaced by �."""
    return re.sub(_NOT_IN_XML, "�", text)


def shortened(text: str) -> str:
    """Return the beginning of a text in the form that messages show, on one line."""
    if len(text) > _MAX_SHORTENED_LENGTH:
        text = f"{text[: _MAX_SHORTENED_LENGTH - 1]}…"
    return printable(re.sub(_BREAK_BETWEEN_LINES, " ", text))


def as_sentence(text: str) -> str:
    """Return a text with a full stop, unless a mark ends it already or it is empty."""
    text = text.rstrip()
    is_ended = text.rstrip(_CLOSING_MARKS).endswith(_SENTENCE_ENDS)
    return text if is_ended or not text else f"{text}."


def hyphenated(text: str) -> str:
    """Return the words of a text in lower case with hyphens between them; may be empty."""
    words = re.findall(_WORD, unicodedata.normalize("NFC", text).lower())
    return "-".join(words)[:_MAX_HYPHENATED_LENGTH].rstrip("-")


def paragraphs(text: str) -> list[str]:
    """Split a text into paragraphs, at any line or paragraph separator; at least one."""
    return list(each_paragraph(text))


def each_paragraph(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text, of which a list might be too large."""
    start = 0
    for end in _PARAGRAPH_END.finditer(text):
        yield text[start : end.start()]
        start = end.end()
    yield text[start:]


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter with a direction is written from right to left."""
    if text.isascii():
        return False
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((each in {"R", "AL"} for each in directions if each in {"L", "R", "AL"}), False)


def isolated(words: str, *, beside: str) -> str:
    """Return words of ours, such as a date, that keep their order next to a text in any script.

    After an Arabic letter, ``24 October 2017`` would be shown as “October 2017 24”.
    """
    if not words or beside.isascii():
        return words
    has_rtl = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in beside)
    return f"{_FIRST_STRONG_ISOLATE}{words}{_POP_ISOLATE}" if has_rtl else words


SENTENCE_END: Final = r"(?<=[.!?…])\s+"
"""A pattern for what is between two sentences."""


def parts_at_sentences(text: str, shares: Sequence[float]) -> list[str]:
    """Divide a text at ends of sentences into parts of about these shares, or into fewer."""
    ends = [match.end() for match in re.finditer(SENTENCE_END, text)]
    at, cuts = 0.0, [0]
    for share in shares[:-1]:
        at += share / sum(shares) * len(text)
        later = [end for end in ends if end > cuts[-1]]
        if later:
            cuts.append(min(later, key=lambda end: abs(end - at)))
    return [text[start:end].rstrip() for start, end in pairwise((*cuts, len(text)))]
