"""Slides in the colours of an identity are legible in every theme."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.layout.identity import NO_IDENTITY, Identity, colour_problem
from briefing_app.layout.theme import (
    DARK,
    HIGH_CONTRAST,
    LIGHT,
    SLIDE_THEMES,
    SlideTheme,
    Surface,
    branded,
)
from briefing_app.model.palette import contrast_ratio
from tests.layout.test_slide_theme import parts

_COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")
_LEGIBLE = _COLOURS.filter(lambda colour: not colour_problem(colour))


@pytest.mark.parametrize("theme", SLIDE_THEMES, ids=lambda theme: theme.name)
@given(accent=_LEGIBLE, second=_LEGIBLE)
def test_every_pair_of_colours_is_legible(theme: SlideTheme, accent: str, second: str) -> None:
    made = branded(theme, Identity(accent=accent, second=second))
    for surface in Surface:
        colours = made.colours(surface)
        for text, ground in colours.text_pairs():
            assert contrast_ratio(text, ground) >= 4.5
        for part in parts(colours):
            assert contrast_ratio(part, colours.ground) >= 3


def test_light_slides_have_exactly_the_colours_of_the_identity() -> None:
    made = branded(LIGHT, Identity(accent="#5A1A4A", second="#3B2A0B"))
    assert made.accent.ground == made.page.bar == made.page.label == "#5A1A4A"
    assert made.discussion.ground == "#3B2A0B"


def test_dark_slides_have_a_lighter_accent() -> None:
    made = branded(DARK, Identity(accent="#5A1A4A"))
    assert made.accent.ground == "#5A1A4A"
    assert contrast_ratio(made.page.bar, DARK.page.ground) >= 4.5
    assert made.discussion == DARK.discussion


def test_high_contrast_keeps_its_colours() -> None:
    identity = Identity(accent="#5A1A4A", second="#3B2A0B", footer="A force")
    assert branded(HIGH_CONTRAST, identity) == HIGH_CONTRAST._replace(identity=identity)


@pytest.mark.parametrize("theme", SLIDE_THEMES, ids=lambda theme: theme.name)
def test_no_identity_changes_nothing(theme: SlideTheme) -> None:
    assert branded(theme, NO_IDENTITY) == theme


def test_ground_gives_the_other_colours_of_its_slides() -> None:
    made = branded(LIGHT, Identity(accent="#000000", second="#5A1A4A"))
    assert made.accent == LIGHT.accent._replace(
        ground="#000000",
        ink="#FFFFFF",
        body="#E0E0E0",  # with 88 % white
        muted="#C7C7C7",
        dimmed="#999999",
        label="#C7C7C7",
        panel="#000000",
        line="#595959",
        mark="#262626",
        caution_tag="#000000",
        bar="#FFFFFF",
        quiet_bar="#999999",
        track="#333333",
    )
    assert made.discussion.panel == made.discussion.caution_tag == "#46143A"  # with 22 % black
    assert made.message == LIGHT.message._replace(label="#000000", bar="#000000")
