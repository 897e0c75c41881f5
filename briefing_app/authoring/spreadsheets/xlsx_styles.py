"""The shared texts and the styles of an Excel workbook."""

import re
from typing import Final

from briefing_app.authoring.spreadsheets.sheet_marks import (
    Advance,
    NotASheetError,
    create_parser,
    parse,
)
from briefing_app.authoring.spreadsheets.xlsx_directory import local_name

_BUILT_IN_PERCENTAGES: Final = {"9": "0%", "10": "0.00%"}
"""The number formats with a per cent sign that workbooks don't define."""

_LITERALS: Final = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')
"""The parts of a number format that are only text."""

_DEPTH_OF_TEXTS: Final = 2


class LocalNames(dict[str, str]):
    """A cache of the names of elements without their namespaces."""

    def __missing__(self, name: str) -> str:
        local = self[name] = local_name(name)
        return local


def text_lengths(part: bytes, advance: Advance) -> list[int]:
    """Return the number of characters of each text that cells share."""
    parser = create_parser(" ")
    local_names = LocalNames()
    lengths: list[int] = []
    depth = 0

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        local = local_names[name]
        if (local == "si") != (depth == _DEPTH_OF_TEXTS) or (local == "sst") != (depth == 1):
            raise NotASheetError
        if local == "si":
            lengths.append(0)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def characters(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parse(parser, part, advance)
    return lengths


def percentage_styles(part: bytes, advance: Advance) -> frozenset[str]:
    """Return the styles that show numbers as percentages, as cells refer to them."""
    parser = create_parser(" ")
    codes: dict[str, str] = {}
    found: set[str] = set()
    styles = 0
    path: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal styles
        path.append(local_name(name))
        if path[-1] == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif path[-2:] == ["cellXfs", "xf"]:
            number = attributes.get("numFmtId", "")
            if "%" in _LITERALS.sub("", codes.get(number, _BUILT_IN_PERCENTAGES.get(number, ""))):
                found.add(str(styles))
            styles += 1

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: path.pop()
    parse(parser, part, advance)
    return frozenset(found)
