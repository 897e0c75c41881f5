"""Other ways to write a word: spellings, near words and abbreviations."""

import sys
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.search import terms
from briefing_app.model.spelling import Vocabulary, find_abbreviations, spellings


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("recognised", "recognized"),
        ("organisation", "organization"),
        ("analyse", "analyze"),
        ("colour", "color"),
        ("behaviours", "behaviors"),
        ("centre", "center"),
        ("defence", "defense"),
        ("licence", "license"),
        ("programme", "program"),
        ("travelling", "traveling"),
        ("enrolment", "enrollment"),
        ("enquiries", "inquiries"),
    ],
)
def test_each_spelling_leads_to_the_other(british: str, american: str) -> None:
    assert american in spellings(british)
    assert british in spellings(american)


@pytest.mark.parametrize(("begun", "other"), [("recogniz", "recognis"), ("colou", "color")])
def test_word_that_is_being_typed_has_its_other_spelling(begun: str, other: str) -> None:
    assert other in spellings(begun)


@pytest.mark.parametrize("word", ["police", "prize", "prison", "this", "admission", "four", "his"])
def test_word_with_one_spelling_has_no_other(word: str) -> None:
    assert spellings(word) == (word,)


WORDS = [("trafficking", 9), ("trafficked", 2), ("victim", 1), ("victims", 5), ("2016", 3)]


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("trafficing", ["trafficking"]),
        ("tarfficking", ["trafficking"]),
        ("trraficking", ["trafficking"]),
        ("victm", ["victim"]),
        ("viktims", ["victims"]),
        ("victimz", ["victims", "victim"]),  # the one in more rows first
        ("2017", []),  # another year is no misspelling
        ("vktimz", []),
        ("viktimz", ["victims", "victim"]),  # two mistakes in seven letters
        ("wictimz", []),  # but not in the first one
        ("viktin", []),
        ("vic", []),
        ("nothing", []),
        ("", []),
    ],
)
def test_near_words_are_those_of_the_vocabulary(typed: str, near: list[str]) -> None:
    assert Vocabulary(WORDS).near(typed) == near


def _with_one_mistake(word: str) -> set[str]:
    places = range(len(word) + 1)
    return {
        *(word[:at] + word[at + 1 :] for at in places),
        *(word[:at] + letter + word[at:] for at in places for letter in "abz"),
        *(word[:at] + letter + word[at + 1 :] for at in places for letter in "abz"),
        *(word[:at] + word[at : at + 2][::-1] + word[at + 2 :] for at in places),
    }


@given(st.text("abz", min_size=4, max_size=6), st.data())
def test_near_words_of_a_short_word_have_one_mistake(word: str, data: st.DataObject) -> None:
    near = _with_one_mistake(word)
    others = st.sampled_from(sorted(near)) | st.text("abz", min_size=3, max_size=7)
    other = data.draw(others)
    assert Vocabulary([(other, 1)]).near(word) == ([other] if other in near else [])


@pytest.mark.parametrize(("typed", "near"), [("pomd", ["pond"]), ("pon", []), ("ppnd", ["pond"])])
def test_word_of_four_letters_may_be_misspelt(typed: str, near: list[str]) -> None:
    assert Vocabulary([("pond", 1)]).near(typed) == near


def test_beginning_of_a_word_is_known() -> None:
    vocabulary = Vocabulary(WORDS)
    assert vocabulary.has_beginning("traff")
    assert vocabulary.has_beginning("victims")
    assert not vocabulary.has_beginning("victimsx")
    assert not vocabulary.has_beginning("z")


def test_vocabulary_of_a_huge_file_is_limited() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [a + b + c + d for a in letters for b in letters for c in letters for d in letters]
    vocabulary = Vocabulary((word, 1) for word in words[:60_000])
    assert vocabulary.has_beginning(words[49_999])
    assert not vocabulary.has_beginning(words[50_000])


@given(st.text(), st.text())
def test_any_text_has_spellings_and_near_words(word: str, other: str) -> None:
    assert spellings(word)[0] == word
    assert set(Vocabulary([(other, 1)]).near(word)) <= {other}


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
