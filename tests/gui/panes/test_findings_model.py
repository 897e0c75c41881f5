"""The findings as a list model."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from briefing_app.gui.panes.findings_model import FindingFilter, FindingRole, FindingsModel
from briefing_app.model.report import Finding, FindingKind, Force
from briefing_app.model.wording import counted
from tests.sample_report import NORTH, SOUTH, make_finding


def _listed(model: FindingsModel) -> list[int]:
    return [model.index(row).data(FindingRole.FINDING).position for row in range(model.rowCount())]


def test_that_qt_finds_nothing_wrong_with_the_model_while_it_changes(
    findings: tuple[Finding, ...],
) -> None:
    model = FindingsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_findings(findings)
    for wanted in (
        FindingFilter(kind=FindingKind.CONCERN),
        FindingFilter(ids=frozenset()),
        FindingFilter(force=NORTH),
        FindingFilter(),
    ):
        model.set_filter(wanted)
    model.set_findings(())
    assert tester.model() is model


def test_that_every_condition_of_a_filter_must_hold(findings: tuple[Finding, ...]) -> None:
    model = FindingsModel()
    model.set_findings(findings)
    model.set_filter(FindingFilter(kind=FindingKind.CONCERN, force=SOUTH))
    assert _listed(model) == [2]
    model.set_filter(FindingFilter(kind=FindingKind.GOOD_PRACTICE, force=SOUTH))
    assert _listed(model) == []


_KINDS = st.sampled_from(FindingKind)
_FORCES = st.sets(st.sampled_from([NORTH, SOUTH])).map(tuple)


@given(
    st.lists(st.tuples(_KINDS, _FORCES), max_size=12),
    st.none() | _KINDS,
    st.none() | st.sampled_from([NORTH, SOUTH]),
    st.none() | st.frozensets(st.integers(1, 12)),
)
def test_that_the_rows_are_just_the_findings_that_the_filter_accepts_in_order(
    made: list[tuple[FindingKind, tuple[Force, ...]]],
    kind: FindingKind | None,
    force: Force | None,
    ids: frozenset[int] | None,
) -> None:
    findings = [make_finding(n, k, forces=f) for n, (k, f) in enumerate(made, 1)]
    wanted = FindingFilter(kind, force, ids)
    model = FindingsModel()
    model.set_findings(findings)
    model.set_filter(wanted)
    expected = [
        finding
        for finding in findings
        if (kind is None or finding.kind is kind)
        and (force is None or force in finding.forces)
        and (ids is None or finding.id in ids)
    ]
    assert _listed(model) == [finding.position for finding in expected]
    assert [model.row_of(finding) for finding in expected] == list(range(len(expected)))
    hidden = [finding for finding in findings if finding not in expected]
    assert all(model.row_of(finding) is None for finding in hidden)


def test_that_a_screen_reader_is_told_all_that_the_row_shows(
    findings: tuple[Finding, ...],
) -> None:
    model = FindingsModel()
    model.set_findings(findings)
    spoken = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Finding 2. Concern. Finding number 2. 2 quotes. 2 forces"
    cautioned = model.index(3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Check before presenting" in cautioned


def test_that_a_row_outside_the_list_says_nothing(findings: tuple[Finding, ...]) -> None:
    model = FindingsModel()
    model.set_findings(findings)
    outside = model.index(5)
    model.set_filter(FindingFilter(kind=FindingKind.GOOD_PRACTICE))
    assert model.data(outside) is None


def test_that_counts_agree_with_their_noun() -> None:
    assert [counted(n, "quote") for n in (0, 1, 2, 1204)] == [
        "0 quotes",
        "1 quote",
        "2 quotes",
        "1,204 quotes",
    ]
