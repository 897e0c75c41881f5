"""Helpers that make PowerPoint slides and read them back."""

import io
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from briefing_app.database.reader import open_briefing
from briefing_app.export.powerpoint.slides import powerpoint
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.report import Finding, Measure, Quote, SlideKind
from briefing_app.model.slide_builder import briefing_slides
from tests.sample_measures import make_measure
from tests.sample_report import make_entry, make_report

AWKWARD_TEXT = "“Curly” quotes’, ŵ, ŷ, <b>&amp;</b> — and – … \N{POLICE OFFICER}"
MAIN_NAMESPACE = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART_NAMESPACE = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DECORATIVE_TAG = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
with open_briefing(BUNDLED_BRIEFING) as _briefing:
    BUNDLED = _briefing.report


def read_presentation(file: bytes) -> Any:
    return Presentation(io.BytesIO(file))


def make_slides(*shown: Finding | Quote | Measure | SlideKind, **entry: Any) -> list[Any]:
    """Return the PowerPoint slides of running order entries, each with the same extras."""
    entries = tuple(make_entry(at, each, **entry) for at, each in enumerate(shown, start=1))
    report = make_report(
        tuple(each for each in shown if isinstance(each, Finding)),
        tuple(each for each in shown if isinstance(each, Quote)),
        tuple(each for each in shown if isinstance(each, Measure)),
        entries,
    )
    return list(read_presentation(powerpoint(briefing_slides(report), report)).slides)


def slide_texts(slide: Any) -> list[str]:
    """Return the texts of the shapes of a slide, in reading order."""
    return [
        shape.text_frame.text
        for shape in slide.shapes
        if shape.has_text_frame and not is_decorative(shape) and not is_slide_number(shape)
    ]


def is_decorative(shape: Any) -> bool:
    return any(True for _ in shape.element.iter(DECORATIVE_TAG))


def is_slide_number(shape: Any) -> bool:
    if not shape.is_placeholder:
        return False
    return bool(shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER)


def chart_shape(slide: Any) -> Any:
    return next(shape for shape in slide.shapes if shape.has_chart)


def number_words(count: int) -> str:
    return " ".join(f"n{number}" for number in range(count))


UNKEPT = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NON-BREAKING HYPHEN}": "-"})
"""Undoes what keeps names on one line."""
LONG_NAMES = (
    "Avon and Faraway",
    "Metropolitan Made-up Police Service",
    "City of Nowhere Police, Directorate for Economic Crime",
    "Police Service of the Northern Counties and the Isles",
)


def many_bars(count: int, names: Sequence[str]) -> Measure:
    """Return a measure with many figures, some provisional and some missing."""
    return make_measure(
        [
            (
                f"{names[at % len(names)]} {at}",
                None if at % 13 == 7 else 12_000 - at,
                "c" if at % 13 == 7 else "p" if at % 4 == 1 else "",
            )
            for at in range(count)
        ]
    )
