"""The list model of the findings."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from briefing_app.gui.panes.findings_list import FindingFilter, FindingRole, FindingsModel
from briefing_app.model.report import Finding, FindingKind, Force
from tests.sample_report import NORTH, SOUTH, make_finding


def _numbers(model: FindingsModel) -> list[int]:
    return [model.index(row).data(FindingRole.FINDING).position for row in range(model.rowCount())]


def test_model_passes_qt_model_tester(
    findings: tuple[Finding, ...],
) -> None:
    model = FindingsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_findings(findings)
    for new_filter in (
        FindingFilter(kind=FindingKind.CONCERN),
        FindingFilter(ids=frozenset()),
        FindingFilter(force=NORTH),
        FindingFilter(),
    ):
        model.set_filter(new_filter)
    model.set_findings(())
    assert tester.model() is model


def test_filter_combines_its_conditions(findings: tuple[Finding, ...]) -> None:
    model = FindingsModel()
    model.set_findings(findings)
    model.set_filter(FindingFilter(kind=FindingKind.CONCERN, force=SOUTH))
    assert _numbers(model) == [2]
    model.set_filter(FindingFilter(kind=FindingKind.GOOD_PRACTICE, force=SOUTH))
    assert _numbers(model) == []


_KINDS = st.sampled_from(FindingKind)
_FORCES = st.sets(st.sampled_from([NORTH, SOUTH])).map(tuple)


@given(
    st.lists(st.tuples(_KINDS, _FORCES), max_size=12),
    st.none() | _KINDS,
    st.none() | st.sampled_from([NORTH, SOUTH]),
    st.none() | st.frozensets(st.integers(1, 12)),
)
def test_rows_are_the_filtered_findings_in_order(
    made: list[tuple[FindingKind, tuple[Force, ...]]],
    kind: FindingKind | None,
    force: Force | None,
    ids: frozenset[int] | None,
) -> None:
    findings = [make_finding(n, k, forces=f) for n, (k, f) in enumerate(made, 1)]
    new_filter = FindingFilter(kind, force, ids)
    model = FindingsModel()
    model.set_findings(findings)
    model.set_filter(new_filter)
    expected = [
        finding
        for finding in findings
        if (kind is None or finding.kind is kind)
        and (force is None or force in finding.forces)
        and (ids is None or finding.id in ids)
    ]
    assert _numbers(model) == [finding.position for finding in expected]
    assert [model.row_of(finding) for finding in expected] == list(range(len(expected)))
    hidden = [finding for finding in findings if finding not in expected]
    assert all(model.row_of(finding) is None for finding in hidden)


def test_accessible_text_says_all_that_row_shows(
    findings: tuple[Finding, ...],
) -> None:
    assert findings[1].quotes, "a number of quotes would be beside words that are none of them"
    model = FindingsModel()
    model.set_findings(findings)
    text = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text == "Finding 2. Concern. Finding number 2. 2 forces"
    with_caution = model.index(3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Source unclear" in with_caution


def test_index_past_the_end_has_no_data(findings: tuple[Finding, ...]) -> None:
    model = FindingsModel()
    model.set_findings(findings)
    outside = model.index(5)
    model.set_filter(FindingFilter(kind=FindingKind.GOOD_PRACTICE))
    assert model.data(outside) is None
