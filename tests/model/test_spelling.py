"""British and American spellings, and words that are nearly the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.model.spelling import Vocabulary, spellings


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
