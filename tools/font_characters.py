"""Write which characters the bundled fonts have: ``make generated``.

The program reads the list instead of a font, each of which has the same characters.
"""

from collections.abc import Iterable, Iterator

from fontTools.ttLib import TTFont

from briefing_app.export.handout_text import CHARACTERS_FILE
from briefing_app.files.paths import FONTS

FONT = FONTS / "AtkinsonHyperlegibleNext-Regular.ttf"


def code_points() -> list[int]:
    """Return the code points that the fonts have glyphs for, in ascending order."""
    with TTFont(FONT) as font:
        return sorted(font.getBestCmap())


def as_ranges(ascending: Iterable[int]) -> Iterator[str]:
    """Yield each run of code points as ``0041-005A``, or as ``00AC`` if it is only one."""
    start = end = -1
    for code in (*ascending, -1):
        if code == end + 1:
            end = code
            continue
        if start >= 0:
            yield f"{start:04X}" if start == end else f"{start:04X}-{end:04X}"
        start = end = code


if __name__ == "__main__":
    CHARACTERS_FILE.write_text("".join(f"{line}\n" for line in as_ranges(code_points())), "ascii")
