"""The colours of windows and handouts, by purpose; those of slides are in `layout.theme`."""

from typing import Final, NamedTuple

from briefing_app.model.report import FindingKind


class Theme(NamedTuple):
    """Colours by purpose, each as ``#RRGGBB``.

    Tests derive the pairs of colours that can meet on screen from style sheet and palette, and list
    the minimum contrast of each.
    """

    name: str
    ground: str  # the background of windows and pages
    surface: str  # cards, lists, header bar
    ink: str
    muted: str  # secondary text
    line: str  # decorative separators
    control: str  # borders of controls
    disabled: str  # text of disabled controls, which need no minimum contrast on a surface
    accent: str
    on_accent: str
    accent_soft: str  # selected rows and chips
    concern: str
    concern_soft: str
    good: str
    good_soft: str
    figures: str
    figures_soft: str
    next_step: str
    next_step_soft: str
    caution: str
    caution_soft: str
    quiet_bar: str
    mark: str  # background of a search match
    mark_ink: str
    outlined: bool  # whether chips and selected rows get an outline, so colour isn't needed

    def kind_colours(self, kind: FindingKind) -> tuple[str, str]:
        """Return text and background of the chip for a kind of finding."""
        return {
            FindingKind.CONCERN: (self.concern, self.concern_soft),
            FindingKind.GOOD_PRACTICE: (self.good, self.good_soft),
            FindingKind.FIGURES: (self.figures, self.figures_soft),
            FindingKind.NEXT_STEP: (self.next_step, self.next_step_soft),
        }[kind]


LIGHT: Final = Theme(
    name="light",
    ground="#F3F5F8",
    surface="#FFFFFF",
    ink="#0B1420",
    muted="#4A5563",
    line="#D9DEE5",
    control="#6B7785",
    disabled="#8A95A3",
    accent="#12436D",
    on_accent="#FFFFFF",
    accent_soft="#E3EBF3",
    concern="#801650",
    concern_soft="#F9E3EE",
    good="#0B5F57",
    good_soft="#DDF1EE",
    figures="#12436D",
    figures_soft="#DCE8F4",
    next_step="#433A91",
    next_step_soft="#E9E7F8",
    caution="#7A4B00",
    caution_soft="#FFF1D0",
    quiet_bar="#7D8C9C",
    mark="#FFE27A",
    mark_ink="#0B1420",
    outlined=False,
)
DARK: Final = Theme(
    name="dark",
    ground="#0F1620",
    surface="#1A222D",
    ink="#F2F5F8",
    muted="#A9B4C0",
    line="#2E3946",
    control="#8592A0",
    disabled="#6B7785",
    accent="#7FB3EA",
    on_accent="#0B1420",
    accent_soft="#1F3349",
    concern="#FF9CC7",
    concern_soft="#43122D",
    good="#6FD8C6",
    good_soft="#0F352F",
    figures="#9CC8F5",
    figures_soft="#1B3550",
    next_step="#BDB8FF",
    next_step_soft="#2E2B57",
    caution="#FFD27A",
    caution_soft="#3D2C08",
    quiet_bar="#7D8C9C",
    mark="#F2C94C",
    mark_ink="#0B1420",
    outlined=False,
)
CONTRAST_LIGHT: Final = Theme(
    name="high contrast, light",
    ground="#FFFFFF",
    surface="#FFFFFF",
    ink="#000000",
    muted="#000000",
    line="#000000",
    control="#000000",
    disabled="#595959",
    accent="#00245C",
    on_accent="#FFFFFF",
    accent_soft="#FFFFFF",
    concern="#5E0036",
    concern_soft="#FFFFFF",
    good="#003F38",
    good_soft="#FFFFFF",
    figures="#00245C",
    figures_soft="#FFFFFF",
    next_step="#2A1F7A",
    next_step_soft="#FFFFFF",
    caution="#4D2F00",
    caution_soft="#FFFFFF",
    quiet_bar="#5A5A5A",
    mark="#FFE600",
    mark_ink="#000000",
    outlined=True,
)
CONTRAST_DARK: Final = Theme(
    name="high contrast, dark",
    ground="#000000",
    surface="#000000",
    ink="#FFFFFF",
    muted="#FFFFFF",
    line="#FFFFFF",
    control="#FFFFFF",
    disabled="#9A9A9A",
    accent="#FFE600",
    on_accent="#000000",
    accent_soft="#000000",
    concern="#FFB3D6",
    concern_soft="#000000",
    good="#7FF2DF",
    good_soft="#000000",
    figures="#A8D4FF",
    figures_soft="#000000",
    next_step="#D3CFFF",
    next_step_soft="#000000",
    caution="#FFD27A",
    caution_soft="#000000",
    quiet_bar="#B4B4B4",
    mark="#00E5FF",
    mark_ink="#000000",
    outlined=True,
)
