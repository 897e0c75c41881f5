"""Typesets the handout with typst in this process.

Loaded only by the process that typesets: typst takes 84 MB that nothing else needs.
"""

import json
from bisect import bisect_left
from functools import partial
from typing import Any, Final

import typst

from briefing_app.errors import TypesettingError
from briefing_app.files.paths import FONTS, HANDOUT

_PARTS: Final = {
    "findings": "Finding {}",
    "quotes": "Further quote {}",
    "measures": "Chart {}",
    "sources": "Source {}",
    "worksheets": "Discussion {}",
    "answers": "Answer {}",
    "asked_measures": "Chart {} of the answers",
}
"""The lists in the handout's data, and what an error calls an entry, given its number."""


def typeset(data: dict[str, Any]) -> bytes:
    """Typeset the handout in this process, as a PDF that conforms to PDF/UA-1 and PDF/A-2a.

    Args:
        data: The data that ``handout.typ`` reads, of types that JSON has.

    Raises:
        TypesettingError: Typst refuses the data; the message says which part of it.
    """
    try:
        return _compile(data)
    except typst.TypstError as error:
        raise TypesettingError(
            f"{_refused_part(data)} can’t be printed in a handout: {error}.",
            "Shorten its texts in the briefing’s source, and build it again.",
        ) from error


def _compile(data: dict[str, Any]) -> bytes:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.compile(
        str(HANDOUT),
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
        root=str(HANDOUT.parent),
        font_paths=fonts,
        sys_inputs={"data": json.dumps(data)},
    )


def _refused_part(data: dict[str, Any]) -> str:
    """Return what an error calls the first part of the data that typst refuses."""

    def is_refused(section: str, count: int) -> bool:
        nothing: dict[str, Any] = {key: [] for key in _PARTS} | {"summary": None}
        try:
            _compile(data | nothing | {section: data[section][:count]})
        except typst.TypstError:
            return True
        return False

    if is_refused("findings", 0):
        return "The title or the summary"
    for section, name in _PARTS.items():
        parts = data[section]
        if is_refused(section, len(parts)):
            number = bisect_left(range(len(parts)), x=True, key=partial(is_refused, section))
            return name.format(parts[number - 1].get("number", number))
    return "The summary"
