"""What exports in tests are made from."""

from collections.abc import Sequence
from pathlib import Path

from briefing_app.export.request import Material
from briefing_app.model.notes import NO_NOTES, ReportNotes
from briefing_app.model.report import Report
from briefing_app.model.slides import Slide


def made_of(
    report: Report, slides: Sequence[Slide] = (), notes: ReportNotes = NO_NOTES
) -> Material:
    """Return a report as what an export is made from, without its file."""
    return Material(Path("briefing.db"), report, slides, notes)
