"""Makes the font that tests draw Hebrew, Arabic, Thai, CJK and emoji with: a box per character.

With it, no width depends on the fonts of a machine. After adding a character, run
``python -m tests.fonts.make_test_font``.
"""

from pathlib import Path
from typing import Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

_UNITS_PER_EM: Final = 1000
_ASCENT: Final = 880
_DESCENT: Final = 240
_FAMILY: Final = "Briefing Test Boxes"
_NO_WIDTH: Final = 0
_NARROW: Final = 680
_WIDE: Final = 1000
_CHARACTERS: Final = {
    _NO_WIDTH: ("\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0651", "\u200d\ufe0f\U0001f3fb-\U0001f3ff"),
    _NARROW: (
        "\u0400-\u045f",
        "\u05d0-\u05ea",
        "\u0621-\u064a\u0660-\u0669",
        "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46",
    ),
    _WIDE: (
        "\u2640\u3001\u3002\u3041-\u3096",
        "一上下不中事人判均官害察文断日本查查検池王者被認識警",
        "\U0001f1e6-\U0001f1ff\U0001f44d\U0001f468\U0001f469\U0001f46e\U0001f600",
    ),
}


def _expanded(ranges: str) -> list[int]:
    """Return the code points of "a-z" style ranges."""
    codes: list[int] = []
    at = 0
    while at < len(ranges):
        if ranges[at + 1 : at + 2] == "-":
            codes += range(ord(ranges[at]), ord(ranges[at + 2]) + 1)
            at += 3
        else:
            codes.append(ord(ranges[at]))
            at += 1
    return codes


def _box(width: int) -> object:
    pen = TTGlyphPen(None)
    if width:
        pen.moveTo((60, 0))
        pen.lineTo((60, 640))
        pen.lineTo((width - 60, 640))
        pen.lineTo((width - 60, 0))
        pen.closePath()
    return pen.glyph()


def main() -> None:
    """Write ``test-boxes.ttf`` beside this file."""
    widths = {
        code: width
        for width, groups in _CHARACTERS.items()
        for group in groups
        for code in _expanded(group)
    }
    builder = FontBuilder(_UNITS_PER_EM, isTTF=True)
    names = {code: f"u{code:05X}" for code in sorted(widths)}
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    builder.setupGlyf(
        {".notdef": _box(_NARROW)} | {names[code]: _box(widths[code]) for code in names}
    )
    metrics = {names[code]: (widths[code], 60 if widths[code] else 0) for code in names}
    builder.setupHorizontalMetrics({".notdef": (_NARROW, 60)} | metrics)
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=-_DESCENT)
    builder.setupNameTable({"familyName": _FAMILY, "styleName": "Regular"})
    builder.setupOS2(
        sTypoAscender=_ASCENT,
        sTypoDescender=-_DESCENT,
        usWinAscent=_ASCENT,
        usWinDescent=_DESCENT,
    )
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    builder.save(Path(__file__).with_name("test-boxes.ttf"))


if __name__ == "__main__":
    main()
