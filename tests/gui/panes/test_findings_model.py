"""The list model of the findings."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from briefing_app.gui.panes.findings_model import (
    FindingFilter,
    FindingsModel,
    KindHeading,
    Mark,
    UserMarks,
)
from briefing_app.model.report import Finding, FindingKind, Force
from tests.sample_report import NORTH, SOUTH, make_finding, make_quote

ALL, NOTES = FindingFilter.ALL, FindingFilter.NOTES


def entries(model: FindingsModel) -> list[str | int]:
    """Return the rows: the name of a kind, or the number of a finding."""
    rows = map(model.entry, range(model.rowCount()))
    return [
        row.kind.plural if isinstance(row, KindHeading) else row.position for row in rows if row
    ]


def test_model_passes_qt_model_tester(
    findings: tuple[Finding, ...],
) -> None:
    model = FindingsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_findings(findings)
    model.set_my_force(NORTH)
    for results in (None, frozenset[int]()):
        model.set_results(results)
        for chosen in FindingFilter:
            model.list_filtered(chosen)
    model.set_results(None)
    model.list_filtered(ALL)
    model.set_folded(FindingKind.CONCERN, is_folded=True)
    model.set_findings(())
    assert tester.model() is model


def test_kinds_are_headings_in_the_order_of_their_first_finding() -> None:
    model = FindingsModel()
    kinds = ("figures", "concern", "figures", "next step", "concern")
    model.set_findings([make_finding(at, FindingKind(kind)) for at, kind in enumerate(kinds, 1)])
    assert entries(model) == ["Figures", 1, 3, "Concerns", 2, 5, "Next steps", 4]
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Figures, 2 findings"
    assert model.index(6, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Next steps, 1 finding"


def test_folded_kind_shows_its_heading_only() -> None:
    model = FindingsModel()
    findings = [
        make_finding(1),
        make_finding(2, FindingKind.FIGURES),
        make_finding(3),
    ]
    model.set_findings(findings)
    model.set_folded(FindingKind.CONCERN, is_folded=True)
    assert entries(model) == ["Concerns", "Figures", 2]
    heading = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heading == "Concerns, 2 findings, folded"
    assert model.row_of(findings[0]) is None
    assert model.is_listed(findings[0])
    assert model.listed_count == 3
    model.set_folded(FindingKind.CONCERN, is_folded=False)
    assert entries(model) == ["Concerns", 1, 3, "Figures", 2]


def test_other_findings_are_unfolded(findings: tuple[Finding, ...]) -> None:
    model = FindingsModel()
    model.set_findings(findings)
    model.set_folded(findings[0].kind, is_folded=True)
    model.set_results(frozenset({findings[0].id}))
    model.list_filtered(ALL)
    assert entries(model) == [findings[0].kind.plural, findings[0].position]


_KINDS = st.sampled_from(FindingKind)
_FORCES = st.sets(st.sampled_from([NORTH, SOUTH])).map(tuple)
_IDS = st.frozensets(st.integers(1, 12))


@given(
    st.lists(st.tuples(_KINDS, _FORCES, st.booleans()), max_size=12),
    st.sampled_from(FindingFilter),
    st.none() | st.sampled_from([NORTH, SOUTH]),
    st.none() | _IDS,
    _IDS,
)
def test_rows_are_the_filtered_findings_by_kind(
    made: list[tuple[FindingKind, tuple[Force, ...], bool]],
    chosen: FindingFilter,
    force: Force | None,
    results: frozenset[int] | None,
    noted: frozenset[int],
) -> None:
    findings = [
        make_finding(n, kind, forces=forces, caution="Unclear" if is_unclear else "")
        for n, (kind, forces, is_unclear) in enumerate(made, 1)
    ]
    ids = frozenset(finding.id for finding in findings)
    noted &= ids
    model = FindingsModel()
    model.set_findings(findings)
    model.set_my_force(force)
    model.set_marks(UserMarks(with_notes=noted, bookmarked=ids - noted))
    model.set_results(None if results is None else results & ids)
    model.list_filtered(chosen)
    passes = {
        FindingFilter.ALL: ids,
        FindingFilter.MY_FORCE: {each.id for each in findings if force in each.forces},
        FindingFilter.NOTES: noted,
        FindingFilter.BOOKMARKS: ids - noted,
        FindingFilter.UNCLEAR: {each.id for each in findings if each.caution},
    }
    found = ids if results is None else results
    listed = [each for each in findings if each.id in passes[chosen] and each.id in found]
    kinds = dict.fromkeys(each.kind for each in findings)
    expected = [each for kind in kinds for each in listed if each.kind is kind]
    assert [row for row in entries(model) if isinstance(row, int)] == [
        finding.position for finding in expected
    ]
    assert model.listed_count == len(expected)
    assert {each: model.count(each) for each in FindingFilter} == {
        each: len(found & ids & members) for each, members in passes.items()
    }
    for place, finding in enumerate(expected):
        row = model.row_of(finding)
        assert row is not None
        assert model.entry(row) is finding
        for by in (-1, 1, 2):
            at = place + by
            wanted = expected[at] if 0 <= at < len(expected) else None
            assert model.neighbour(finding, by) is wanted
    hidden = [finding for finding in findings if finding not in expected]
    assert all(model.row_of(finding) is None for finding in hidden)
    assert not any(model.is_listed(finding) for finding in hidden)


def test_screen_reader_says_number_and_marks_and_describes_with_words() -> None:
    words = make_quote(1, "What was said")
    plain = make_finding(1, excerpt="An excerpt")
    marked = make_finding(2, caution="It is unclear.", quotes=(words,), forces=(NORTH, SOUTH))
    model = FindingsModel()
    model.set_findings([plain, marked])
    model.set_my_force(SOUTH)
    model.set_marks(UserMarks(frozenset({2}), frozenset({2})))
    spoken = ("My note", "Bookmarked", "About my force", "Source unclear")
    texts = [
        [
            model.index(row, 0).data(role)
            for role in (
                Qt.ItemDataRole.AccessibleTextRole,
                Qt.ItemDataRole.AccessibleDescriptionRole,
            )
        ]
        for row in (1, 2)
    ]
    assert texts == [
        ["Finding 1. Concern. Finding number 1", "An excerpt"],
        [
            f"Finding 2. Concern. Finding number 2. {'. '.join(spoken)}",
            "What was said",
        ],
    ]
    assert model.marks_of(marked) == tuple(Mark)


def test_note_that_a_search_found_is_named_so() -> None:
    model = FindingsModel()
    model.set_findings([make_finding(1)])
    model.set_marks(UserMarks(frozenset({1}), frozenset(), found=frozenset({1})))
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole).endswith(". Found in my note")


def test_only_findings_can_be_selected(findings: tuple[Finding, ...]) -> None:
    model = FindingsModel()
    model.set_findings(findings)
    selectable = Qt.ItemFlag.ItemIsSelectable
    assert not model.flags(model.index(0, 0)) & selectable
    assert model.flags(model.index(1, 0)) & selectable


def test_index_past_the_end_has_no_data(findings: tuple[Finding, ...]) -> None:
    model = FindingsModel()
    model.set_findings(findings)
    outside = model.index(5, 0)
    model.set_results(frozenset({findings[2].id}))
    model.list_filtered(ALL)
    assert model.data(outside) is None


def test_finding_that_is_kept_is_listed_although_the_filter_hides_it() -> None:
    model = FindingsModel()
    findings = [make_finding(1), make_finding(2)]
    model.set_findings(findings)
    model.list_filtered(NOTES, kept=findings[1])
    assert entries(model) == ["Concerns", 2]
    model.set_results(frozenset({1}))
    model.list_filtered(NOTES, kept=findings[1])
    assert entries(model) == []
