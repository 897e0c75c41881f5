"""The police forces that come with the program."""

from collections import Counter

import pytest

from briefing_app.model.known_forces import (
    find_forces,
    force_named,
    forces_to_choose,
    known_forces,
)
from briefing_app.model.report import Force
from tests.sample_report import NORTH, SOUTH


def test_all_territorial_forces_and_three_more_are_known() -> None:
    nations = Counter(force.nation for force in known_forces())
    assert nations == {
        "England": 39,
        "Wales": 4,
        "Scotland": 1,
        "Northern Ireland": 1,
        "Great Britain": 1,
    }
    for names in ([f.name for f in known_forces()], [f.short_name for f in known_forces()]):
        assert len(set(names)) == 46
        assert all(name == name.strip() != "" for name in names)
    names = [force.name for force in known_forces()]
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("chosen", "name", "short_name"),
    [
        ("West Midlands Police", "West Midlands", "W Mids"),
        ("West Midlands", "West Midlands Police", "West Midlands"),
        ("Cumbria Police", "Cumbria Constabulary", "Cumbria"),
        ("Police Service of Northern Ireland", "PSNI", "PSNI"),
        ("Heddlu Môn", "HEDDLU MON", "Môn"),
        ("Metropolitan Police Service", "The Met", "Metropolitan"),
    ],
)
def test_force_is_found_in_briefing_that_calls_it_otherwise(
    chosen: str, name: str, short_name: str
) -> None:
    force = Force(7, name, short_name)
    assert force_named(chosen, (NORTH, force, SOUTH)) is force


def test_force_that_the_briefing_does_not_list_is_a_known_one_or_its_name() -> None:
    listed = (NORTH, SOUTH)
    kent = force_named("Kent Police", listed)
    assert (kent.name, kent.short_name) == ("Kent Police", "Kent")
    assert kent not in listed
    elsewhere = force_named("Elsewhere Guard", listed)
    assert (elsewhere.name, elsewhere.short_name) == ("Elsewhere Guard", "Elsewhere Guard")


def test_name_that_two_listed_forces_share_stands_for_neither() -> None:
    upper, lower = Force(8, "Upper Vale Police", "Vale"), Force(9, "Lower Vale Police", "Vale")
    assert force_named("Vale Police", (upper, lower)) not in {upper, lower}
    assert force_named(lower.name, (upper, lower)) is lower


def test_choices_are_those_of_the_briefing_and_all_others_once_by_label() -> None:
    kent = Force(5, "Kent", "Kent")
    choices = forces_to_choose((SOUTH, kent))
    assert len(choices) == 46 + 1
    assert {SOUTH, kent} <= set(choices)
    labels = list(choices.values())
    assert labels.count("Kent") == 1
    assert labels == sorted(labels, key=str.casefold)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("wales", ["North Wales", "South Wales"]),
        ("wal", ["North Wales", "South Wales", "Devon and Cornwall"]),
        ("w  MERC", ["West Mercia"]),
        ("dyfed powys", ["Dyfed-Powys"]),
        ("transport", ["British Transport Police"]),
        ("northern ire", ["PSNI"]),
        ("mon", ["Môn"]),
        ("Môn", ["Môn"]),
        ("north", ["North Wales", "North Yorkshire", "Northamptonshire", "Northumbria", "PSNI"]),
        ("elsewhere", []),
    ],
)
def test_typing_finds_forces_by_parts_of_their_names(typed: str, labels: list[str]) -> None:
    choices = forces_to_choose((Force(3, "Heddlu Môn", "Môn"),))
    assert [choices[force] for force in find_forces(typed, choices)] == labels


def test_forces_that_begin_with_what_was_typed_come_first() -> None:
    choices = forces_to_choose(())
    labels = [choices[force] for force in find_forces("police", choices)]
    assert labels[:3] == ["Police Scotland", "PSNI", "Avon and Somerset"]


def test_nothing_typed_finds_all() -> None:
    choices = forces_to_choose(())
    assert find_forces(" ", choices) == list(choices)
