"""Tests of the colours of slides."""

import pytest

from briefing_app.layout.theme import SLIDE_THEMES, Colours, SlideTheme, Surface
from briefing_app.model.palette import contrast_ratio


def parts(colours: Colours) -> tuple[str, ...]:
    """Return the colours of parts that carry meaning."""
    return colours.bar, colours.quiet_bar, colours.caution


@pytest.mark.parametrize("theme", SLIDE_THEMES, ids=lambda theme: theme.name)
def test_text_contrasts_with_its_ground(theme: SlideTheme) -> None:
    for surface in Surface:
        for text, ground in theme.colours(surface).text_pairs():
            assert contrast_ratio(text, ground) >= 4.5, (surface, text, ground)


@pytest.mark.parametrize("theme", SLIDE_THEMES, ids=lambda theme: theme.name)
def test_parts_contrast_with_their_ground(theme: SlideTheme) -> None:
    for surface in Surface:
        colours = theme.colours(surface)
        for part in parts(colours):
            assert contrast_ratio(part, colours.ground) >= 3, (surface, part)
