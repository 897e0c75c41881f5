"""The known forces, and where a briefing names one."""

import pytest

from briefing_app.model.forces import (
    find_forces,
    find_mentions,
    force_named,
    forces_to_choose,
    known_forces,
)
from briefing_app.model.report import Figure, Force, Report
from tests.sample_measures import make_measure
from tests.sample_report import (
    NORTH,
    SOUTH,
    make_discussion,
    make_entry,
    make_finding,
    make_quote,
    make_report,
)


def test_all_territorial_forces_and_three_more_are_known() -> None:
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


MEASURE = make_measure((), periods=())._replace(
    figures=(
        Figure(NORTH, "2016", 3, ""),
        Figure(NORTH, "2017", None, "c"),
        Figure(SOUTH, "2017", 4, ""),
    ),
)


def test_findings_quotes_and_figures_about_the_force_are_found() -> None:
    findings = (make_finding(1), *(make_finding(at, forces=(NORTH, SOUTH)) for at in (4, 9)))
    quotes = (make_quote(1, forces=(SOUTH,)), make_quote(2, forces=(NORTH,)))
    report = make_report(findings, quotes, (make_measure(number=2), MEASURE))
    mentions = find_mentions(report, NORTH)
    assert mentions.findings == findings[1:]
    assert mentions.quotes == quotes[1:]
    assert mentions.measures == (MEASURE,)
    assert mentions.text == "Northern is in findings 4 and 9, 1 quote and 2 figures."


@pytest.mark.parametrize(
    "report",
    [
        make_report((make_finding(1, headline=NORTH.name, forces=(NORTH,)),)),
        make_report(quotes=(make_quote(1, NORTH.name, forces=(NORTH,)),)),
        make_report(measures=(MEASURE._replace(title=NORTH.name),)),
    ],
)
def test_texts_are_not_searched_for_a_force_that_something_is_about(report: Report) -> None:
    assert not find_mentions(report, NORTH).is_in_other_texts


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "finding 1"),
        (3, "findings 1, 2 and 3"),
        (5, "findings 1, 2, 3, 4 and 5"),
        (6, "6 findings"),
        (1200, "1,200 findings"),
    ],
)
def test_few_findings_are_listed_and_many_counted(count: int, text: str) -> None:
    findings = tuple(make_finding(at, forces=(NORTH,)) for at in range(1, count + 1))
    assert find_mentions(make_report(findings), NORTH).text == f"Northern is in {text}."


ELSEWHERE = Force(0, "Elsewhere Constabulary", "Elsewhere")


@pytest.mark.parametrize("force", [NORTH, ELSEWHERE])
def test_force_that_is_nowhere_is_not_mentioned(force: Force) -> None:
    report = make_report((make_finding(1, headline="Northernmost elsewheres"),))
    mentions = find_mentions(report, force)
    assert mentions.text == f"This briefing doesn’t mention {force.short_name}."
    assert mentions.short_text == f"{force.short_name}: not mentioned"
    assert (mentions.findings_count, mentions.parts) == ("", ())


PLACED = Figure(SOUTH, "2017", 4, "", locator="table on Elsewhere")


@pytest.mark.parametrize(
    "report",
    [
        make_report((make_finding(1, detail="What Elsewhere\ndid"),)),
        make_report(quotes=(make_quote(1, "In ELSEWHERE, too."),)),
        make_report(measures=(make_measure(message="Elsewhere has none"),)),
        make_report(measures=(make_measure()._replace(locator="table on Elsewhere"),)),
        make_report(measures=(MEASURE._replace(figures=(PLACED,)),)),
        make_report(running_order=(make_discussion(1, "Where?", options=("Here", "Elsewhere")),)),
        make_report()._replace(summary="Not Elsewhere’s."),
        make_report(running_order=(make_entry(1, make_finding(1), notes="Elsewhere"),)),
    ],
)
def test_force_in_any_text_is_not_said_to_be_unnamed(report: Report) -> None:
    mentions = find_mentions(report, ELSEWHERE)
    assert mentions.text == "No finding, quote or figure is about Elsewhere."
    assert mentions.short_text == "Nothing about Elsewhere"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("King's Police", "What the King’s Police did"),
        ("Dyfed-Powys Police", "In Dyfed\N{NON-BREAKING HYPHEN}Powys, too"),
        ("Môn Police", "Officers of Mo\N{COMBINING CIRCUMFLEX ACCENT}n"),
    ],
)
def test_name_is_found_in_another_spelling(name: str, text: str) -> None:
    report = make_report((make_finding(1, detail=text),))
    text = find_mentions(report, Force(0, name, name)).text
    assert text == f"No finding, quote or figure is about {name}."
