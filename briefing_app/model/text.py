"""White space and paragraphs of plain text."""

import re
from typing import Final

_PARAGRAPH_END: Final = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")


def single_line(text: str) -> str:
    """Return a text on one line: each run of white space becomes one space, none at the ends."""
    return " ".join(text.split())


def paragraphs(text: str) -> list[str]:
    """Split a text into paragraphs, at any line or paragraph separator; at least one."""
    return _PARAGRAPH_END.split(text)
