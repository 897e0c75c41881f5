"""The colours of an identity are legible, and its footer is one line."""

import pytest

from briefing_app.layout.identity import colour_problem, footer_problem, legible, mixed


@pytest.mark.parametrize("colour", ["#12436D", "#5A1A4A", "#000000", "#0b5f57"])
def test_dark_colour_is_accepted(colour: str) -> None:
    assert colour_problem(colour) == ""


def test_light_colour_is_refused_with_its_contrast() -> None:
    assert colour_problem("#4A90D9") == (
        "Its contrast to white or light grey is only 3.0:1, but text needs "
        "4.5:1. Choose a darker colour."
    )


def test_contrast_that_is_too_low_is_never_rounded_up() -> None:
    assert colour_problem("#707070") == ""
    assert "only 4.4:1" in colour_problem("#717171")


@pytest.mark.parametrize(
    ("share", "found"), [(0, "#102030"), (0.25, "#4C4C44"), (0.5, "#887858"), (1, "#FFD080")]
)
def test_colours_are_mixed_by_their_share(share: float, found: str) -> None:
    assert mixed("#102030", "#FFD080", share) == found


def test_colour_is_changed_until_it_is_legible() -> None:
    assert legible("#767676", ["#FFFFFF"]) == "#767676"
    assert legible("#777777", ["#FFFFFF"]) == "#717171"  # 5 % darker
    assert legible("#777777", ["#000000", "#333333"]) == "#A0A0A0"
    assert legible("#777777", ["#000000"], 21) == "#FFFFFF"
    assert legible("#777777", ["#FFFFFF"], 21) == "#000000"


@pytest.mark.parametrize("colour", ["", "red", "#123", "#12436G", "#12436D;", "#12436D\n"])
def test_other_notation_is_refused(colour: str) -> None:
    assert colour_problem(colour).startswith("Write a colour as #")


@pytest.mark.parametrize("footer", ["a\nb", "a\u202eb", "x" * 121])
def test_footer_that_is_long_or_not_one_line_is_refused(footer: str) -> None:
    assert footer_problem(footer)


def test_footer_of_the_greatest_length_is_accepted() -> None:
    assert footer_problem("x" * 120) == ""


def test_footer_may_be_in_any_language() -> None:
    assert footer_problem("Heddlu Gwŷr — hyfforddiant · 訓練") == ""
