"""Tests of the colours of slides."""

import pytest

from briefing_app.layout.page import HEIGHT, WIDTH, Page, Shape
from briefing_app.layout.theme import HIGH_CONTRAST, SLIDE_THEMES, Colours, SlideTheme, Surface
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Slide
from tests.contrast import contrast_ratio


def text_pairs(colours: Colours) -> list[tuple[str, str]]:
    """Return every pair of text and background colour of a slide."""
    kinds = (colours.concern, colours.good, colours.figures, colours.next_step)
    texts = (
        colours.ink,
        colours.body,
        colours.muted,
        colours.dimmed,
        colours.label,
        colours.bar,
        *kinds,
    )
    return [
        *((text, colours.ground) for text in texts),
        *((text, colours.panel) for text in (colours.ink, colours.body, colours.muted)),
        (colours.ink, colours.mark),
        (colours.caution, colours.ground),
    ]


def parts(colours: Colours) -> tuple[str, ...]:
    """Return the colours of parts that carry meaning."""
    return colours.bar, colours.quiet_bar, colours.caution


@pytest.mark.parametrize("theme", SLIDE_THEMES, ids=lambda theme: theme.name)
def test_text_contrasts_with_its_ground(theme: SlideTheme) -> None:
    for surface in Surface:
        for text, ground in text_pairs(theme.colours(surface)):
            assert contrast_ratio(text, ground) >= 4.5, (surface, text, ground)


@pytest.mark.parametrize("theme", SLIDE_THEMES, ids=lambda theme: theme.name)
def test_parts_contrast_with_their_ground(theme: SlideTheme) -> None:
    for surface in Surface:
        colours = theme.colours(surface)
        for part in parts(colours):
            assert contrast_ratio(part, colours.ground) >= 3, (surface, part)


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
        colours = HIGH_CONTRAST.colours(surface)
        for line in _frame(surface, HIGH_CONTRAST):
            assert line.fill is not None
            assert contrast_ratio(colours(line.fill), colours.ground) >= 3
            inside = line.rect.right > 16 and line.rect.left < WIDTH - 16
            is_flat = line.rect.height < 16
            assert not inside or (is_flat and not 16 < line.rect.top < HEIGHT - 16)


def test_frame_is_at_the_four_edges() -> None:
    assert _frame(Surface.PAGE, HIGH_CONTRAST) == []
    for surface, thickness in ((Surface.MESSAGE, 5), (Surface.DISCUSSION, 14)):
        top, *others = _frame(surface, HIGH_CONTRAST)
        assert (top.rect, len(others)) == ((0, 0, 1920, thickness), 3)
    assert [line.rect for line in _frame(Surface.ACCENT, HIGH_CONTRAST)] == [
        *((0, 0, 1920, 5), (0, 1075, 1920, 5), (0, 0, 5, 1080), (1915, 0, 5, 1080)),
        *((10, 10, 1900, 4), (10, 1066, 1900, 4), (10, 10, 4, 1060), (1906, 10, 4, 1060)),
    ]
