"""Which colours of a theme can meet on screen."""

from typing import Final

from briefing_app.model.palette import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Theme
from briefing_app.model.report import FindingKind

HIGH_CONTRAST_THEMES: Final = (CONTRAST_LIGHT, CONTRAST_DARK)
THEMES: Final = (LIGHT, DARK, *HIGH_CONTRAST_THEMES)


def text_pairs(theme: Theme) -> list[tuple[str, str]]:
    """Return every pair of text and background colour that the program uses."""
    # Used on any background.
    inks = (theme.ink, theme.muted, theme.accent, theme.caution, theme.good)
    rows = (theme.surface, theme.accent_soft)
    return [
        *((ink, ground) for ground in _grounds(theme) for ink in inks),
        (theme.on_accent, theme.accent),
        *(theme.kind_colours(kind) for kind in FindingKind),
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
    return (theme.caution, *(theme.kind_colours(kind)[0] for kind in FindingKind))
