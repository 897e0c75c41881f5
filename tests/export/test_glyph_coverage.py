"""Every text can be set, and what can't be is told."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QRawFont

from briefing_app.export.glyph_coverage import (
    REPLACEMENT_CHARACTER,
    replace_missing_glyphs,
    second_font_characters,
)
from briefing_app.files.paths import FONTS

ANY = st.text(st.characters(exclude_categories=()))  # half characters too


@pytest.mark.usefixtures("qapp")
def test_that_a_character_is_kept_just_where_a_bundled_font_has_it() -> None:
    fonts = [QRawFont(str(path), 16) for path in FONTS.glob("*-Regular.ttf")]
    plain = [
        chr(code)
        for code in range(0x10000)
        if unicodedata.category(chr(code))[0] in "LNPSZ" and chr(code) != REPLACEMENT_CHARACTER
    ]
    plain = [letter for letter in plain if unicodedata.normalize("NFKC", letter) == letter]
    has = {letter for letter in plain if any(f.supportsCharacter(ord(letter)) for f in fonts)}
    kept = {letter for letter in plain if replace_missing_glyphs(letter) == letter}
    assert kept ^ has == {"\u2028", "\u2029"} & (kept ^ has)


@pytest.mark.parametrize(
    ("text", "shown"),
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
def test_that_a_text_is_set_in_letters_that_there_are(text: str, shown: str) -> None:
    assert replace_missing_glyphs(text) == shown


def test_that_each_character_with_a_stand_in_is_told() -> None:
    lacking: set[str] = set()
    replace_missing_glyphs("ŵ中 é文中", lacking)
    assert lacking == {"中", "文"}


@given(ANY)
def test_that_what_can_be_set_stays_as_it_is(text: str) -> None:
    assert replace_missing_glyphs(replace_missing_glyphs(text)) == replace_missing_glyphs(text)


def test_that_the_second_font_is_there_for_welsh() -> None:
    assert set("ŵŷŴŶẁẃẅỳ") <= set(second_font_characters())
