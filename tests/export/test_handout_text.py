"""Texts are reduced to characters that the bundled fonts have glyphs for."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QRawFont

from briefing_app.export.handout_text import REPLACEMENT_CHARACTER, replace_missing_glyphs
from briefing_app.files.paths import FONTS

ANY = st.text(st.characters(exclude_categories=()))  # including lone surrogates


@pytest.mark.usefixtures("qapp")
def test_only_characters_of_the_bundled_fonts_are_kept() -> None:
    [font] = [QRawFont(str(path), 16) for path in FONTS.glob("*-Regular.ttf")]
    plain = [
        chr(code)
        for code in range(0x10000)
        if unicodedata.category(chr(code))[0] in "LNPSZ" and chr(code) != REPLACEMENT_CHARACTER
    ]
    plain = [letter for letter in plain if unicodedata.normalize("NFKC", letter) == letter]
    has = {letter for letter in plain if font.supportsCharacter(ord(letter))}
    kept = {letter for letter in plain if replace_missing_glyphs(letter) == letter}
    assert kept ^ has == {"\u2028", "\u2029"} & (kept ^ has)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tŵ a thŷ, “so”", "Tŵ a thŷ, “so”"),
        ("w\u0302", "ŵ"),
        ("q\u0302", "q\u0302"),
        ("ﬁne\u2011ly\u202f5", "fine-ly 5"),
        ("a\r\nb\u2028c\td", "a\nb\nc d"),
        ("\ufeffa\u200bb\u200ec\ufe0f", "abc"),
        ("x中\ud800\0y", f"x{REPLACEMENT_CHARACTER * 3}y"),
    ],
)
def test_text_is_changed_to_available_glyphs(text: str, expected: str) -> None:
    assert replace_missing_glyphs(text) == expected


def test_replaced_characters_are_collected() -> None:
    missing: set[str] = set()
    replace_missing_glyphs("ŵ中 é文中", missing)
    assert missing == {"中", "文"}


@given(ANY)
def test_replacing_missing_glyphs_is_idempotent(text: str) -> None:
    assert replace_missing_glyphs(replace_missing_glyphs(text)) == replace_missing_glyphs(text)
