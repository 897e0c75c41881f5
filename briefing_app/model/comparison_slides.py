"""The slides that present a comparison of two briefings."""

from briefing_app.model.comparison import Comparison
from briefing_app.model.comparison_text import (
    ENDED,
    FOLLOWED_UP,
    NEW,
    NOW,
    THEN,
    UNMATCHED,
    briefing_label,
    compared_briefings_label,
    finding_label,
    new_finding_label,
    unmatched_measure_lines,
)
from briefing_app.model.report import SlideKind
from briefing_app.model.slide_builder import slide_for_chart
from briefing_app.model.slides import Role, Slide, SlideText


def comparison_slides(comparison: Comparison) -> tuple[Slide, ...]:
    """Return an opening slide, one for each group of findings, and a chart for each measure.

    Their keys are unique, and no slide of a briefing has one of them.
    """
    return (
        _opening_slide(comparison),
        *_finding_slides(comparison),
        *(
            slide_for_chart(change.chart, f"comparison chart {number}")
            for number, change in enumerate(comparison.measures, start=1)
        ),
    )


def _opening_slide(comparison: Comparison) -> Slide:
    return Slide(
        key="comparison",
        kind=SlideKind.TITLE,
        name="Comparison",
        texts=(
            SlideText(Role.TITLE, "What has changed"),
            SlideText(Role.SUBTITLE, compared_briefings_label(comparison)),
            SlideText(Role.SUBTITLE, comparison.summary),
        ),
    )


def _finding_slides(comparison: Comparison) -> list[Slide]:
    earlier, later = briefing_label(comparison.earlier), briefing_label(comparison.later)
    pairs = [
        f"{THEN}: {finding_label(pair.earlier)}\n{NOW}: {finding_label(pair.later)}"
        for pair in comparison.followed
    ]
    groups = (
        (FOLLOWED_UP, pairs),
        (ENDED, [finding_label(finding) for finding in comparison.ended]),
        (NEW, [new_finding_label(finding) for finding in comparison.new]),
        (UNMATCHED, unmatched_measure_lines(comparison)),
    )
    return [
        Slide(
            key=f"comparison {title}",
            kind=SlideKind.TEXT,
            name=title,
            texts=(SlideText(Role.TITLE, title), *(SlideText(Role.BODY, line) for line in lines)),
            source=f"Earlier: {earlier} · Later: {later}",
        )
        for title, lines in groups
        if lines
    ]
