"""The wording of a comparison, for its window, its slides and the handout."""

from typing import Final

from briefing_app.model.comparison import Comparison
from briefing_app.model.report import Finding, Report
from briefing_app.model.text import single_line
from briefing_app.model.wording import dated, written_date

THEN_AND_NOW: Final = "Then and now"
THEN: Final = "Then"
NOW: Final = "Now"
FOLLOWED_UP: Final = "Then and now"
ENDED: Final = "No longer reported"
NEW: Final = "New"
UNMATCHED: Final = "Figures in one briefing only"


def briefing_label(report: Report) -> str:
    """Return title and publication date, if there is one: ``Title, October 2017``."""
    return dated(single_line(report.title), report.published)


def changed_since_label(comparison: Comparison) -> str:
    """Return the heading of a comparison: ``What has changed since May 2016``."""
    date = written_date(comparison.earlier.published)
    return f"What has changed since {date}" if date else "What has changed"


def compared_briefings_label(comparison: Comparison) -> str:
    """Return the briefings compared: ``From Title, May 2016 to Another, May 2017``."""
    earlier, later = briefing_label(comparison.earlier), briefing_label(comparison.later)
    return f"From {earlier} to {later}"


def finding_label(finding: Finding) -> str:
    """Return headline and kind of a finding: ``Cases were closed too soon (Concern)``."""
    return f"{single_line(finding.headline)} ({finding.kind.label})"


def new_finding_label(finding: Finding) -> str:
    """Return the label of a new finding, with a note if it follows an unknown finding."""
    note = unknown_predecessor_note(finding)
    return f"{finding_label(finding)} — {note}" if note else finding_label(finding)


def unknown_predecessor_note(new: Finding) -> str:
    """Return a note on the unknown key that a new finding follows; empty if it follows none."""
    if not new.follows:
        return ""
    return f"follows “{new.follows}”, which the earlier briefing doesn’t have"


def unmatched_measure_lines(comparison: Comparison) -> list[str]:
    """Return a sentence for each measure that only one of the briefings has figures for."""
    return [
        f"“{single_line(measure.title)}” has figures only in the {briefing} briefing."
        for measures, briefing in (
            (comparison.only_earlier, "earlier"),
            (comparison.only_later, "later"),
        )
        for measure in measures
    ]
