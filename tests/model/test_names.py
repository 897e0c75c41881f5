"""Tests of the names that are not broken over lines."""

import pytest

from briefing_app.model.names import KnownNames, known_names, unbroken, unparted_source, whole
from tests.sample_report import make_report

LONGEST, TOO_LONG = f"A {'b' * 30}", f"C {'d' * 31}"
NAMES = KnownNames(
    [
        *("West Mercia", "West Mercia Police", "Express & Star", "Kent", "Dyfed-Powys", "& !"),
        *(LONGEST, TOO_LONG),
    ]
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("West Mercia Police referred 20", "West_Mercia_Police referred 20"),
        ("as West Mercia did", "as West_Mercia did"),
        ("the Express & Star, Kent", "the Express_&_Star, Kent"),
        ("west mercia", "west mercia"),
        (LONGEST, LONGEST.replace(" ", "_")),
        (TOO_LONG, TOO_LONG),
        ("", ""),
    ],
)
def test_spaces_of_names_are_no_break_spaces(text: str, kept: str) -> None:
    assert unbroken(text, NAMES.found_in(text)) == kept.replace("_", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize("space", [" ", "\N{NO-BREAK SPACE}"])
def test_hyphens_of_names_are_replaced(space: str) -> None:
    text = f"Well-known Made-up{space}Post, Made-up"
    assert unbroken(text, ["Made-up Post"], "‑") == "Well-known Made‑up\u00a0Post, Made-up"


def test_names_that_lines_may_break_are_found_the_longest_first() -> None:
    found = NAMES.found_in("The West Mercia Police, Kent, Dyfed-Powys and the Express & Star, & !")
    assert found == ("West Mercia Police", "Express & Star", "Dyfed-Powys", "West Mercia")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("(West Mercia), then West Mercia’s", ["(West Mercia),", "West Mercia’s"]),
        ("xWest Mercia!", ["xWest Mercia!"]),
        ("West", []),
    ],
)
def test_places_of_a_name_have_the_signs_that_stay_with_it(text: str, places: list[str]) -> None:
    assert whole("West Mercia", text) == places


def test_name_is_found_after_a_very_long_word() -> None:
    # In quadratic time it would take longer than a test may take.
    assert whole("Kent", f"{'x' * 3_000_000} Kent.") == ["Kent."]


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("The Paper, paragraph 12", "The Paper, paragraph_12"),
        ("The Paper · table 2.", "The Paper · table_2."),
        ("The Paper, page 4 and 5a", "The Paper, page 4 and_5a"),
        ("The Paper, the table", "The Paper, the table"),
        ("12", "12"),
    ],
)
def test_number_at_the_end_of_a_source_is_not_alone_on_a_line(source: str, kept: str) -> None:
    assert unparted_source(source) == kept.replace("_", "\N{NO-BREAK SPACE}")


def test_forces_speakers_sources_and_publishers_of_a_briefing_are_known() -> None:
    report = make_report()
    known = known_names(report)
    names = (
        *(force.name for force in report.forces),
        *(speaker.name for speaker in report.speakers),
        *(source.publisher for source in report.sources),
    )
    for name in names:
        if " " in name and len(name) <= 32:
            assert name in known.found_in(f"Of {name}.")
