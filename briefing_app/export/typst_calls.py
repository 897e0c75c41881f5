"""Typesets the handout with typst in this process.

Loaded only by the process that typesets: typst takes 84 MB that nothing else needs.
"""

import json
from bisect import bisect_left
from functools import partial
from typing import Any, Final, Literal, cast

import typst

from briefing_app.errors import TypesettingError
from briefing_app.files.paths import FONTS, HANDOUT

OutputFormat = Literal["pdf", "svg"]
"""A PDF that conforms to PDF/UA-1 and PDF/A-2a, or an SVG picture of each page."""

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

_TEXTS_AND_PARTS: Final = """{
  let plain(it) = if type(it) == str { it }
    else if it.has("text") { plain(it.text) }
    else if it.has("children") { it.children.map(plain).join("") }
    else if it.has("body") { plain(it.body) }
    else if it.has("child") { plain(it.child) }
    else if it.func() in (linebreak, [ ].func()) { " " }
    else { "" }
  let texts = query(selector(heading).or(par))
  (
    texts.map(it => (it.location().page(), plain(it.body))),
    query(<part>).map(it => (it.location().page(), it.value)),
  )
}"""
"""A typst expression: the number of the page and the text of each heading and paragraph; and the
number of the page on which each part begins, and its name."""


def typeset(data: dict[str, Any], output_format: OutputFormat) -> list[bytes]:
    """Typeset the handout in this process.

    Args:
        data: The data that ``handout.typ`` reads, of types that JSON has.
        output_format: What to make.

    Returns:
        The PDF alone, or the pages in order.

    Raises:
        TypesettingError: Typst refuses the data; the message says which part of it.
    """
    try:
        return _compile(data, output_format)
    except typst.TypstError as error:
        raise TypesettingError(
            f"{_refused_part(data, output_format)} can’t be printed in a handout: {error}.",
            "Shorten its texts in the briefing’s source, and build it again.",
        ) from error


def texts_and_page_counts(
    data: dict[str, Any], page_count: int
) -> tuple[list[str], dict[str, int]]:
    """Return the text of each page, and the number of pages of each part.

    Typst reuses the pages that it has just set from the same data, so this is quick.
    """
    found = typst.eval(str(HANDOUT), _TEXTS_AND_PARTS, **_typst_options(data))
    texts, parts = json.loads(found)
    lines: list[list[str]] = [[] for _ in range(page_count)]
    for page, text in texts:
        lines[page - 1].append(text)
    starts = [*(page for page, _ in parts), page_count + 1]
    counts = {name: end - start for (start, name), end in zip(parts, starts[1:], strict=True)}
    return ["\n".join(each) for each in lines], counts


def _typst_options(data: dict[str, Any]) -> dict[str, Any]:
    """Return what each call of typst needs besides the handout's file."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return {
        "root": str(HANDOUT.parent),
        "font_paths": fonts,
        "sys_inputs": {
            "data": json.dumps(data),
        },
    }


def _compile(data: dict[str, Any], output_format: OutputFormat) -> list[bytes]:
    output = cast(
        "bytes | list[bytes]",  # a list if there are several pages
        typst.compile(
            str(HANDOUT),
            format=output_format,
            pdf_standards=["ua-1", "a-2a"] if output_format == "pdf" else [],
            **_typst_options(data),
        ),
    )
    return output if isinstance(output, list) else [output]


def _refused_part(data: dict[str, Any], output_format: OutputFormat) -> str:
    """Return what an error calls the first part of the data that typst refuses."""

    def is_refused(section: str, count: int) -> bool:
        nothing: dict[str, Any] = {key: [] for key in _PARTS} | {"summary": None}
        try:
            _compile(data | nothing | {section: data[section][:count]}, output_format)
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
