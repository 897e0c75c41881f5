"""Tests of the values of a briefing."""

from hypothesis import given

from briefing_app.model.report import Force, force_labels
from tests.model.measure_strategies import force_lists


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
