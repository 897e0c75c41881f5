"""The slides that present a comparison of two briefings."""

from collections.abc import Iterator

from briefing_app.model.comparison import Comparison
from briefing_app.model.comparison_text import (
    ENDED,
    FOLLOWED_UP,
    NEW,
    THEN_AND_NOW,
    UNMATCHED,
    briefing_label,
    compared_briefings_label,
    finding_label,
    new_finding_label,
    unmatched_measure_lines,
)
from briefing_app.model.report import Report, SlideKind
from briefing_app.model.slide_builder import slide_for_chart
from briefing_app.model.slides import Pair, Role, Slide, SlideText
from briefing_app.model.text import single_line
from briefing_app.model.wording import written_date


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


def _finding_slides(comparison: Comparison) -> Iterator[Slide]:
    earlier, later = briefing_label(comparison.earlier), briefing_label(comparison.later)
    source = f"Earlier: {earlier} · Later: {later}"
    if comparison.followed:
        yield Slide(
            key=f"comparison {FOLLOWED_UP}",
            kind=SlideKind.TEXT,
            name=FOLLOWED_UP,
            texts=(SlideText(Role.TITLE, THEN_AND_NOW),),
            source=source,
            pairs=tuple(
                Pair(pair.earlier.kind, pair.earlier.headline, pair.later.kind, pair.later.headline)
                for pair in comparison.followed
            ),
            columns=(_column(comparison.earlier), _column(comparison.later)),
        )
    groups = (
        (ENDED, [finding_label(finding) for finding in comparison.ended]),
        (NEW, [new_finding_label(finding) for finding in comparison.new]),
        (UNMATCHED, unmatched_measure_lines(comparison)),
    )
    for title, lines in groups:
        if lines:
            texts = (SlideText(Role.TITLE, title), *(SlideText(Role.BODY, line) for line in lines))
            yield Slide(f"comparison {title}", SlideKind.TEXT, title, texts, source=source)


def _column(report: Report) -> str:
    """Return the heading of a column: when the report was published, or else its title."""
    return written_date(report.published) or single_line(report.title)
