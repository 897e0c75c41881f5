"""The contrast of two colours, and which colours of the palette can meet."""

from typing import Final

from briefing_app.layout.palette import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    Colours,
    Theme,
)
from briefing_app.model.report import FindingKind

HIGH_CONTRAST_THEMES: Final = (CONTRAST_LIGHT, CONTRAST_DARK)
THEMES: Final = (LIGHT, DARK, *HIGH_CONTRAST_THEMES)


def contrast_ratio(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two ``#RRGGBB`` colours, from 1.0 to 21.0."""

    def luminance(colour: str) -> float:
        channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_pairs(theme: Theme) -> list[tuple[str, str]]:
    """Return every pair of text and background colour that the program uses."""
    # Used on any background.
    inks = (theme.ink, theme.muted, theme.accent, theme.caution, theme.good)
    rows = (theme.surface, theme.accent_soft)
    return [
        *((ink, ground) for ground in _grounds(theme) for ink in inks),
        (theme.on_accent, theme.accent),
        *((label, row) for row in rows for label in _labels(theme)),
        (theme.surface, theme.caution),  # an alert
        (theme.ground, theme.ink),  # a message beside what was pressed
        (theme.mark_ink, theme.mark),
        *([(theme.surface, theme.disabled)] if theme.outlined else []),  # disabled toggles
    ]


def part_pairs(theme: Theme) -> list[tuple[str, str]]:
    """Return every pair of part and background colour in which the part carries meaning."""
    parts = (theme.control, theme.accent, *_labels(theme))
    return [
        *((part, ground) for ground in _grounds(theme) for part in parts),
        (theme.quiet_bar, theme.surface),
        (theme.quiet_bar, theme.ground),
        (theme.muted, theme.accent_soft),  # a bar that is read out
    ]


def _grounds(theme: Theme) -> tuple[str, ...]:
    """Return the backgrounds of texts, controls and chips."""
    return (theme.ground, theme.surface, theme.accent_soft, theme.caution_soft, theme.good_soft)


def _labels(theme: Theme) -> tuple[str, ...]:
    """Return the colours of bands and labels that say what kind something is."""
    return (theme.caution, *(theme.kind_colour(kind) for kind in FindingKind))


def slide_text_pairs(colours: Colours) -> list[tuple[str, str]]:
    """Return every pair of text and background colour on one ground of a slide."""
    kinds = (colours.concern, colours.good, colours.figures, colours.progress, colours.next_step)
    texts = (colours.ink, colours.body, colours.muted, colours.dimmed, colours.label, colours.bar)
    return [
        *((text, colours.ground) for text in (*texts, *kinds, colours.caution)),
        *((text, colours.panel) for text in (colours.ink, colours.body, colours.muted)),
        (colours.ink, colours.mark),
    ]


def slide_part_pairs(colours: Colours) -> list[tuple[str, str]]:
    """Return every pair of part and ground of a slide in which the part carries meaning."""
    parts = (colours.bar, colours.quiet_bar, colours.caution)
    return [(part, colours.ground) for part in parts]
