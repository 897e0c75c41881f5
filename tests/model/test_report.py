"""Tests of the values of a briefing."""

import pytest
from hypothesis import given

from briefing_app.errors import OptionError
from briefing_app.model.report import FindingKind, Force, find_force, force_labels, vote_options
from tests.model.measure_strategies import force_lists
from tests.sample_measures import make_force, make_measure
from tests.sample_report import (
    NORTH,
    SOURCE,
    VERIFIED_SOURCE,
    make_discussion,
    make_finding,
    make_quote,
)


def test_only_kinds_that_can_be_counted_have_a_plural() -> None:
    plurals = [kind.plural for kind in FindingKind]
    assert plurals == ["Concerns", "Good practice", "Figures", "Progress", "Next steps"]


@given(force_lists)
def test_force_labels_are_distinct(forces: list[Force]) -> None:
    labels = force_labels(forces)
    assert set(labels) == set(forces)
    assert len(set(labels.values())) == len(forces)


@given(force_lists)
def test_force_label_is_short_name_unless_shared(
    forces: list[Force],
) -> None:
    for force, label in force_labels(forces).items():
        others = [other for other in forces if other != force]
        shared = any(force.short_name in {other.name, other.short_name} for other in others)
        assert label == (force.name if shared else force.short_name)


def test_excerpt_is_added_unless_a_quote_of_its_source_has_its_words() -> None:
    quote = make_quote(1, "We waited for days.")
    finding = make_finding(1, excerpt="waited for")._replace(source=quote.source)
    assert finding.adds_excerpt([make_quote(2, "Others.")])
    assert finding.adds_excerpt([])
    assert not finding.adds_excerpt([make_quote(2, "Others."), quote])
    assert finding._replace(source=SOURCE).adds_excerpt([quote])
    assert not finding._replace(excerpt="").adds_excerpt([])


def test_question_is_that_of_the_discussion_or_else_of_its_finding() -> None:
    finding = make_finding(1, prompt="Who asks?")
    assert make_discussion(1, "Why?", finding=finding).question == "Why?"
    assert make_discussion(1, finding=finding).question == "Who asks?"
    assert make_discussion(1).question == ""


def test_each_line_of_options_is_one() -> None:
    assert vote_options(" Two \n\nNine") == ("Two", "", "Nine")
    assert vote_options("") == ()


FORCES = (
    Force(1, "Kent and Sussex", "Kent"),
    Force(2, "Kent", "KP"),
    Force(3, "Kent Marine", "KP"),
)


@pytest.mark.parametrize(
    ("name", "at"), [("kent", 1), (" Kent and Sussex ", 0), ("KENT MARINE", 2)]
)
def test_full_name_is_preferred_and_case_is_ignored(name: str, at: int) -> None:
    assert find_force("--highlight", name, FORCES) == FORCES[at]


def test_short_name_is_found() -> None:
    assert find_force("--highlight", "Kent", FORCES[:1]) == FORCES[0]


@pytest.mark.parametrize(
    ("name", "what"), [("KP", "several forces have this short name"), ("K", "no such force")]
)
def test_shared_or_unknown_name_is_refused_with_the_choices(name: str, what: str) -> None:
    with pytest.raises(OptionError, match=what) as raised:
        find_force("--highlight", name, FORCES)
    assert "Kent and Sussex" in raised.value.remedy


@pytest.mark.parametrize(
    ("kind", "forces", "belongs"),
    [
        (FindingKind.FIGURES, (), True),
        (FindingKind.FIGURES, (make_force("Alpha"), make_force("Bravo")), True),
        (FindingKind.FIGURES, (make_force("Alpha"), NORTH), False),
        (FindingKind.CONCERN, (make_force("Alpha"),), False),
    ],
)
def test_figures_belong_to_finding_about_figures_of_their_forces(
    kind: FindingKind, forces: tuple[Force, ...], belongs: bool
) -> None:
    finding = make_finding(1, kind, forces=forces)
    assert make_measure().belongs_to(finding) == belongs
    assert not make_measure().belongs_to(finding._replace(source=VERIFIED_SOURCE))
