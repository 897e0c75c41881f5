"""Abbreviations that readers type for names which the texts write in full."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.abbreviations import meanings
from briefing_app.model.search import terms, words


@pytest.mark.parametrize(
    ("text", "abbreviation", "meaning"),
    [
        ("shared by the National Crime Agency.", "nca", "national crime agency"),
        ("The Crown Prosecution Service decides", "cps", "crown prosecution service"),
        ("at the Ministry of Housing", "moh", "ministry of housing"),
        (
            "HM Inspectorate of Constabulary and Fire & Rescue Services",
            "hmicfrs",
            "hm inspectorate of constabulary and fire rescue services",
        ),
        ("Her Majesty’s Inspectorate", "hmi", "her majesty s inspectorate"),
        ("Counter-Terrorism Policing said", "ctp", "counter terrorism policing"),
        (
            "Department for Environment, Food and Rural Affairs",
            "defra",
            "department for environment food and rural affairs",
        ),
    ],
)
def test_abbreviation_stands_for_what_the_text_writes(
    text: str, abbreviation: str, meaning: str
) -> None:
    assert meanings(abbreviation, text) == (meaning,)


@pytest.mark.parametrize(
    ("text", "abbreviation"),
    [
        ("nothing in capitals", "nic"),
        ("A Victim", "av"),
        ("The NCA came", "nca"),
        ("National Crime Agency", "nc"),
        ("HMICFRS said", "hmi"),
        ("Ann\nBob\nCy", "abc"),
        ("National Crime AGENCY", "nca"),
        ("InterNational Crime Agency", "nca"),
    ],
)
def test_other_text_is_not_what_an_abbreviation_stands_for(text: str, abbreviation: str) -> None:
    assert meanings(abbreviation, text) == ()


def test_abbreviation_may_have_several_meanings_but_not_many() -> None:
    names = ["The National Crime Agency", "Northern Care Association", "New Car Alarms"]
    found = meanings("nca", ". ".join([*names, "Not Crime Again", "Nobody Cares Anymore"]))
    assert found == (
        "national crime agency",
        "northern care association",
        "new car alarms",
        "not crime again",
    )


@given(st.text(), st.text())
def test_any_text_has_meanings_that_are_terms_of_a_search(abbreviation: str, text: str) -> None:
    for typed in (abbreviation, *words(abbreviation)):
        for meaning in meanings(typed, f"{text} New Car Alarms"):
            assert terms(meaning.replace(" ", "-")) == (meaning,)


HOSTILE_PARTS: Final = ("A ", "A B ", "A of ", "A of of ", "(AB) ", "AB", "Aa-", "A-", "a’")


@pytest.mark.parametrize("part", HOSTILE_PARTS)
@pytest.mark.parametrize("abbreviation", ["aaaaaaaaab", "aoooooooob", "ababababac"])
def test_long_hostile_text_is_read(part: str, abbreviation: str) -> None:
    # In quadratic time it would take longer than a test may take.
    assert meanings(abbreviation, part * (200_000 // len(part))) == ()
