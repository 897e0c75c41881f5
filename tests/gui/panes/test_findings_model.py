"""The list model of the findings."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from briefing_app.gui.panes.findings_model import FindingsModel, KindHeading, Mark
from briefing_app.model.reading import FindingFilter, NoteMarks
from briefing_app.model.report import Finding, FindingKind
from tests.sample_reading import SampleReading
from tests.sample_report import NORTH, SOUTH, make_finding, make_quote


@pytest.fixture
def model(reading: SampleReading) -> FindingsModel:
    """Return a model of what is read."""
    model = FindingsModel(reading)
    reading.changed.connect(lambda new, _old: model.show_contents(new))
    return model


def entries(model: FindingsModel) -> list[str | int]:
    """Return the rows: the name of a kind, or the number of a finding."""
    rows = map(model.entry, range(model.rowCount()))
    return [row.text if isinstance(row, KindHeading) else row.position for row in rows if row]


def test_model_passes_qt_model_tester(
    model: FindingsModel, reading: SampleReading, findings: tuple[Finding, ...]
) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    reading.show(findings)
    reading.set_my_force(NORTH.name)
    for found in (range(1, 7), (2, 3), ()):
        reading.find(f"{found}", found)
        for chosen in FindingFilter:
            reading.set_filter(chosen)
    reading.clear()
    model.set_folded(FindingKind.CONCERN, is_folded=True)
    reading.show()
    assert tester.model() is model


def test_kinds_are_headings_in_the_order_of_their_first_finding(
    model: FindingsModel, reading: SampleReading
) -> None:
    kinds = ("figures", "concern", "figures", "next step", "concern")
    reading.show(tuple(make_finding(at, FindingKind(kind)) for at, kind in enumerate(kinds, 1)))
    assert entries(model) == ["Figures", 1, 3, "Concerns", 2, 5, "Next steps", 4]
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Figures, 2 findings"
    assert model.index(6, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Next steps, 1 finding"
    selectable = Qt.ItemFlag.ItemIsSelectable
    assert [bool(model.flags(model.index(row, 0)) & selectable) for row in (0, 1)] == [False, True]


def test_folded_kind_shows_its_heading_only_until_other_findings_are_listed(
    model: FindingsModel, reading: SampleReading
) -> None:
    findings = (make_finding(1), make_finding(2, FindingKind.FIGURES), make_finding(3))
    reading.show(findings)
    model.set_folded(FindingKind.CONCERN, is_folded=True)
    assert entries(model) == ["Concerns", "Figures", 2]
    heading = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heading == "Concerns, 2 findings, folded"
    assert model.row_of(findings[0]) is None
    model.set_folded(FindingKind.CONCERN, is_folded=False)
    assert entries(model) == ["Concerns", 1, 3, "Figures", 2]
    model.set_folded(FindingKind.CONCERN, is_folded=True)
    reading.find("x", {1})
    assert entries(model) == ["Concerns", 1]


def test_quotes_of_no_finding_are_other_words_below_all_findings(
    model: FindingsModel, reading: SampleReading
) -> None:
    quotes = tuple(map(make_quote, range(1, 4)))
    reading.show((make_finding(1, quotes=quotes[1:2]),), quotes)
    assert entries(model) == ["Concerns", 1, "Other words", 1, 3]
    assert (model.row_of(quotes[2]), model.row_of(quotes[1])) == (4, None)
    reading.set_marks(NoteMarks(frozenset({-3}), frozenset({1})))
    roles = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole)
    assert [[model.index(row, 0).data(role) for role in roles] for row in (2, 4)] == [
        ["Other words, 2 quotes", None],
        ["Other words. “Words number 3.”. My note", "A speaker, who is made up"],
    ]
    model.set_folded(None, is_folded=True)
    assert entries(model) == ["Concerns", 1, "Other words"]


def test_screen_reader_says_number_and_marks_and_describes_with_words(
    qtbot: QtBot, model: FindingsModel, reading: SampleReading
) -> None:
    plain = make_finding(1, excerpt="An excerpt")
    marked = make_finding(
        2,
        caution="It is unclear.",
        quotes=(make_quote(1, "What was said"),),
        forces=(NORTH, SOUTH),
    )
    reading.show((plain, marked))
    reading.set_my_force(SOUTH.name)
    with qtbot.waitSignal(model.dataChanged, timeout=0):
        reading.set_marks(NoteMarks(frozenset({2}), frozenset({2})))
    roles = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole)
    texts = [[model.index(row, 0).data(role) for role in roles] for row in (1, 2)]
    spoken = ("My note", "Bookmarked", "About my force", "Source unclear")
    assert texts == [
        ["Finding 1. Concern. Finding number 1", "An excerpt"],
        [f"Finding 2. Concern. Finding number 2. {'. '.join(spoken)}", "What was said"],
    ]
    assert model.marks_of(marked) == tuple(Mark)
    reading.find("x", {1}, in_notes={1})
    assert model.index(1, 0).data(roles[0]).endswith(". Found in my note")


def test_index_past_the_end_has_no_data(
    model: FindingsModel, reading: SampleReading, findings: tuple[Finding, ...]
) -> None:
    reading.show(findings)
    outside = model.index(5, 0)
    reading.find("x", {findings[2].id})
    assert model.data(outside) is None
