"""Locations of problems."""

import pytest

from briefing_app.problems import FileLocation, Location, SheetLocation


@pytest.mark.parametrize(
    ("location", "reference"),
    [
        (SheetLocation("Findings", 2, "D", "Headline"), "Findings!D2"),
        (SheetLocation("Findings", 2), "Findings!2:2"),
        (SheetLocation("Findings", 0, "D"), "Findings!D:D"),
        (SheetLocation("Findings", heading="Title"), "Findings"),
        (SheetLocation("Our plan’s 'A'", 1, "A"), "'Our plan’s ''A'''!A1"),
        (SheetLocation("A1", 1, "B"), "'A1'!B1"),
        (FileLocation("findings.csv", 3, "headline"), "findings.csv:3"),
        (FileLocation("report.toml", column="title"), "report.toml"),
    ],
    ids=str,
)
def test_reference_is_what_programs_accept(location: Location, reference: str) -> None:
    assert location.reference == reference
