"""Abbreviations are made from what the texts write in full."""

import sys
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.abbreviations import find_abbreviations
from briefing_app.model.search import terms


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
        (
            "in modern slavery and human trafficking (MSHT), inspectors",
            "msht",
            "modern slavery and human trafficking",
        ),
        (
            "police community support officers (PCSOs)",
            "pcso",
            "police community support officers",
        ),
        ("the Home Office (HO) wrote", "ho", "home office"),
    ],
)
def test_abbreviation_stands_for_what_the_text_writes(
    text: str, abbreviation: str, meaning: str
) -> None:
    assert meaning in find_abbreviations([text])[abbreviation]


@pytest.mark.parametrize(
    "text",
    [
        "nothing in capitals",
        "A victim",
        "West Mercia",
        "somebody (ABC) else",
        "(NCA)",
        "Ann\nBob\nCy",
    ],
)
def test_other_text_has_no_abbreviations(text: str) -> None:
    assert find_abbreviations([text]) == {}


def test_abbreviation_may_have_several_meanings_but_not_many() -> None:
    texts = ["The National Crime Agency", "Northern Care Association", "New Car A", "Not Care A"]
    assert find_abbreviations([*texts, "Nobody Cares Anymore"])["nca"] == (
        "national crime agency",
        "northern care association",
        "new car a",
        "not care a",
    )


def test_abbreviation_is_of_ten_words_at_most() -> None:
    found = find_abbreviations(["Ann Bob Cy Dee Eve Flo Gus Hal Ian Joe Kim"])
    assert {"abcdefghij", "bcdefghijk"} <= found.keys()
    assert max(map(len, found)) == 10
    found = find_abbreviations([" ".join(f"{letter}x" for letter in "ABCDEFGHIJKLMNOPQRSTUV")])
    assert "klmnopqrst" in found
    assert not any("u" in each for each in found)  # of a long run, the first 20 words


def test_meaning_does_not_begin_or_end_with_a_small_word() -> None:
    found = find_abbreviations(["Ministry of National Crime Agency and Others"])
    assert found["nca"] == ("national crime agency",)


def test_meaning_is_in_the_200_characters_before_its_abbreviation() -> None:
    meaning = f"p{'x' * 172} community support officers"
    assert len(meaning) == 200
    assert find_abbreviations([f"{meaning} (PCSO)"]) == {"pcso": (meaning,)}
    assert find_abbreviations([f"{meaning.replace('p', 'px', 1)} (PCSO)"]) == {}


def test_beginning_of_very_long_texts_is_read() -> None:
    name = "National Crime Agency"
    before = "x" * (1_000_000 - len(name))
    assert set(find_abbreviations([before, name, "Northern Care"])) == {"nca"}
    assert find_abbreviations([before, f"{name}s"]) == {}


def test_meanings_are_terms_of_a_search() -> None:
    for meanings in find_abbreviations(["Châtel Ŵyn’s O-Neill & Co"]).values():
        for meaning in meanings:
            assert terms(meaning.replace(" ", "-")) == (meaning,)


@given(st.lists(st.text()))
def test_any_text_is_accepted(texts: list[str]) -> None:
    find_abbreviations(texts)


HOSTILE_PARTS: Final = ("A B ", "A of ", "(AB) ", "a ", "AB", "Ab-")


def calls(text: str) -> int:
    """Return how many functions are called to find the abbreviations of a text."""
    count = 0

    def add(*_: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(add)
    try:
        find_abbreviations([text])
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("part", HOSTILE_PARTS)
def test_steps_grow_with_the_length_of_hostile_text(part: str) -> None:
    assert calls(part * 2_000) < 12 * calls(part * 200)


@pytest.mark.parametrize("part", HOSTILE_PARTS)
def test_long_hostile_text_is_read(part: str) -> None:
    # In quadratic time it would take longer than a test may take.
    found = find_abbreviations([part * (200_000 // len(part))])
    assert all(len(each) <= 10 for each in found)
