"""The values that describe an export: what to make, and from what."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from briefing_app.export.handout_options import HandoutOptions
from briefing_app.export.kinds import ExportKind
from briefing_app.layout.palette import LIGHT_SLIDES, SlideTheme
from briefing_app.model.charts import LATEST, ChartView
from briefing_app.model.notes import NO_NOTES, ReportNotes
from briefing_app.model.report import Force, Measure, Report
from briefing_app.model.slides import Slide

DEFAULT_WIDTH: Final = 1920  # pixels


FILE_TYPES: Final = {
    ".pdf": "PDF",
    ".pptx": "PowerPoint",
    ".png": "PNG picture",
    ".svg": "SVG picture",
    ".html": "Web page",
    ".zip": "ZIP archive",
    ".txt": "Text",
    ".csv": "Table",
}
"""What a file with an ending is, as a file dialog says it."""


@dataclass(frozen=True, slots=True)
class ChartOptions:
    """Which chart to export.

    Args:
        measure: Its measure; None for the briefing's first.
        view: The view of that measure.
        definition: Whether the picture says how the figures were counted.
    """

    measure: Measure | None = None
    view: ChartView = LATEST
    definition: bool = False


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """How pictures look.

    Args:
        width: The width of each picture in pixels.
        slide_theme: The colours of pictures of slides.
    """

    width: int = DEFAULT_WIDTH
    slide_theme: SlideTheme = LIGHT_SLIDES


@dataclass(frozen=True, slots=True)
class Export:
    """One export.

    Args:
        kind: What to make.
        target: The file; for pictures a folder, for data too unless it ends in .zip.
        replace: Whether existing files may be replaced.
        handout: The options of a handout. `jobs.handout_options` adds the highlight and what is
            in the `Material`.
        chart: Which chart.
        picture: The options of pictures and slides.
        highlight: The force to highlight in charts; None for the author's choice.
    """

    kind: ExportKind
    target: Path
    replace: bool = False
    handout: HandoutOptions = field(default_factory=HandoutOptions)
    chart: ChartOptions = field(default_factory=ChartOptions)
    picture: PictureOptions = field(default_factory=PictureOptions)
    highlight: Force | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """What an export is made from.

    Args:
        path: The briefing's file.
        report: The briefing.
        slides: The slides in running order.
        notes: The user's notes, if they are to be exported.
    """

    path: Path
    report: Report
    slides: Sequence[Slide] = ()
    notes: ReportNotes = NO_NOTES
