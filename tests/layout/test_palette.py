"""Tests of the colours of windows and slides."""

import pytest

from briefing_app.layout.page import HEIGHT, WIDTH, Page, Shape
from briefing_app.layout.palette import (
    HIGH_CONTRAST_SLIDES,
    LIGHT_SLIDES,
    SLIDE_THEMES,
    SlideTheme,
    Surface,
    slide_theme,
)
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Slide
from tests.contrast import (
    HIGH_CONTRAST_THEMES,
    THEMES,
    contrast_ratio,
    part_pairs,
    slide_part_pairs,
    slide_text_pairs,
    text_pairs,
)

_OF_WINDOWS = [
    pytest.param(pairs(theme), least, id=f"{what}, {theme.name}")
    for theme in THEMES
    for what, pairs, least in (
        ("text", text_pairs, 7.0 if theme.outlined else 4.5),
        ("parts", part_pairs, 3.0),
    )
]
_OF_SLIDES = [
    pytest.param(pairs(theme.colours(surface)), least, id=f"{what}, {theme.name}, {surface.name}")
    for theme in SLIDE_THEMES
    for surface in Surface
    for what, pairs, least in (("text", slide_text_pairs, 4.5), ("parts", slide_part_pairs, 3.0))
]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#000000", 21.0),
        ("#123456", "#123456", 1.0),
        ("#000000", "#FF0000", 1 + 0.2126 / 0.05),
        ("#000000", "#00FF00", 1 + 0.7152 / 0.05),
        ("#000000", "#0000FF", 1 + 0.0722 / 0.05),
        ("#000000", "#0A0A0A", 1 + 10 / 255 / 12.92 / 0.05),
        ("#777777", "#FFFFFF", 4.478),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast_ratio(one, other) == pytest.approx(ratio, abs=0.001)


@pytest.mark.parametrize(("pairs", "least"), [*_OF_WINDOWS, *_OF_SLIDES])
def test_colours_that_meet_differ_enough(pairs: list[tuple[str, str]], least: float) -> None:
    ratios = {pair: contrast_ratio(*pair) for pair in pairs}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < least} == {}


def test_slide_theme_is_found_by_its_name_or_is_the_light_one() -> None:
    assert [slide_theme(each.name) for each in SLIDE_THEMES] == list(SLIDE_THEMES)
    assert slide_theme("sepia") is LIGHT_SLIDES


def test_only_themes_of_high_contrast_have_outlines() -> None:
    assert [theme for theme in THEMES if theme.outlined] == list(HIGH_CONTRAST_THEMES)


def _frame(surface: Surface, theme: SlideTheme) -> list[Shape]:
    slide = Slide("a", SlideKind.TEXT, "A", ())
    return list(Page(slide, 0, 1, surface, (), (), theme=theme).frame)


@pytest.mark.parametrize("theme", SLIDE_THEMES, ids=lambda theme: theme.name)
def test_grounds_differ_by_their_colour_or_by_the_lines_of_a_frame(theme: SlideTheme) -> None:
    looks = {
        (theme.colours(surface).ground, tuple(line.rect for line in _frame(surface, theme)))
        for surface in Surface
    }
    assert len(looks) == len(Surface)


def test_frames_of_high_contrast_stand_out_at_the_edges_of_the_page() -> None:
    for surface in Surface:
        colours = HIGH_CONTRAST_SLIDES.colours(surface)
        for line in _frame(surface, HIGH_CONTRAST_SLIDES):
            assert line.fill is not None
            assert contrast_ratio(colours(line.fill), colours.ground) >= 3
            inside = line.rect.right > 16 and line.rect.left < WIDTH - 16
            is_flat = line.rect.height < 16
            assert not inside or (is_flat and not 16 < line.rect.top < HEIGHT - 16)
