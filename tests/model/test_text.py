"""Texts as messages show them."""

import pytest

from briefing_app.model.text import hyphenated, printable, shortened


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb\n", "a�[31mb�"),
        ("\x9b2J", "�2J"),
        ("\u202elive\u2066", "�live�"),
        ("a\r\tb\u2028c", "a��b�c"),
        ("tŷ by 警 “£5” \u00a0👩\u200d🚒", "tŷ by 警 “£5” \u00a0👩\u200d🚒"),
    ],
)
def test_control_characters_are_not_printed(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_long_text_is_shortened_and_printable() -> None:
    assert shortened("\x1b" + "x" * 1000) == "�" + "x" * 78 + "…"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Police response to modern slavery", "police-response-to-modern-slavery"),
        ("  Tŷ & _garden_: 2nd (edition)! ", "tŷ-garden-2nd-edition"),
        ("…", ""),
        ("word " * 100, "-".join(["word"] * 20)),
    ],
)
def test_words_are_joined_by_hyphens(text: str, made: str) -> None:
    assert hyphenated(text) == made
