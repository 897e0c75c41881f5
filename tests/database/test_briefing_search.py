"""The search understands abbreviations, and suggests near words."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.database.builder import build
from briefing_app.database.reader import Briefing, open_briefing
from tests.database.sample_rows import RowsByTable, as_briefing_rows, sample_rows

OpenWith = Callable[[str], Briefing]


@pytest.fixture
def open_with(tmp_path: Path) -> Iterator[OpenWith]:
    """Return a function that opens the sample briefing with another detail of finding 1."""
    opened: list[Briefing] = []

    def open_(detail: str) -> Briefing:
        rows: RowsByTable = sample_rows()
        rows["findings"][0]["detail"] = detail
        build(as_briefing_rows(rows), tmp_path / "other.db")
        opened.append(open_briefing(tmp_path / "other.db"))
        return opened[-1]

    yield open_
    for briefing in opened:
        briefing.close()


def found(briefing: Briefing, typed: str) -> frozenset[int]:
    result = briefing.search(typed)
    assert result is not None
    return result.finding_ids


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("The National Crime Agency came.", "NCA"),
        ("The National Crime Agency came.", "nca came"),
        ("The National Crime Agency came.", "N.C.A."),
        ("Câmera, café", "camera cafe"),
    ],
)
def test_search_finds_what_is_written_in_another_way(
    open_with: OpenWith, written: str, typed: str
) -> None:
    briefing = open_with(written)
    assert found(briefing, typed) == {1}
    result = briefing.search(typed)
    assert result is not None
    assert not result.is_general


@pytest.mark.parametrize(
    ("written", "terms"),
    [
        ("The National Crime Agency came.", ("nca", "national crime agency")),
        ("The Ministry of Housing came.", ("moh", "ministry of housing")),
    ],
)
def test_meaning_of_an_abbreviation_is_marked(
    open_with: OpenWith, written: str, terms: tuple[str, ...]
) -> None:
    result = open_with(written).search(terms[0].upper())
    assert result is not None
    assert result.terms == terms


def test_title_that_has_some_of_the_words_leaves_the_others(open_with: OpenWith) -> None:
    assert found(open_with("A frog."), "made-up frog") == {1}


@pytest.mark.parametrize(("written", "finding"), [("A book.", 1), ("A frog.", 7)])
def test_text_with_the_words_that_the_title_leaves_goes_before_a_source_with_them(
    open_with: OpenWith, written: str, finding: int
) -> None:
    assert found(open_with(written), "made-up book") == {finding}


def test_source_from_which_nothing_is_quoted_is_named(tmp_path: Path) -> None:
    rows = sample_rows()
    rows["sources"].append({"id": 3, "title": "Lakes of the moon", "publisher": "Star press"})
    build(as_briefing_rows(rows), tmp_path / "other.db")
    with open_briefing(tmp_path / "other.db") as briefing:
        result = briefing.search("moon star")
    assert result is not None
    assert (result.finding_ids, result.quote_ids) == (frozenset(), frozenset())
    assert result.uncited_source == "Lakes of the moon"


@pytest.mark.parametrize(
    ("typed", "suggested", "findings", "quotes"),
    [
        ("measurred", "measured", {2}, {1}),
        ("  Shalow   ponds ", "shallow ponds", {1}, set()),
        ("measurde", "measured", {2}, {1}),
        ("metre", None, set(), set()),
        ("wetter watre", None, set(), set()),
        ("nobdy", "Nobody", set(), {5}),  # as the quote writes it
        ("befor-noboddy", None, set(), set()),
        ("each-pondd", "each-pond", {2}, {1}),
        ("pond zebra", None, set(), set()),
        ("2021", None, set(), set()),
        ("", None, set(), set()),
    ],
)
def test_near_words_are_suggested_with_what_they_find(
    open_with: OpenWith, typed: str, suggested: str | None, findings: set[int], quotes: set[int]
) -> None:
    suggestion = open_with("All of them.").suggest(typed)
    if suggested is None:
        assert suggestion is None
    else:
        assert suggestion is not None
        assert suggestion.text == suggested
        assert suggestion.result.finding_ids == findings
        assert suggestion.result.quote_ids == quotes


@pytest.mark.parametrize(
    ("written", "suggested"), [("Frogs, and frogs.", "frogs"), ("Frogs, and FROGS.", "Frogs")]
)
def test_suggestion_has_small_letters_if_a_text_has_the_word_so(
    open_with: OpenWith, written: str, suggested: str
) -> None:
    suggestion = open_with(written).suggest("frgos")
    assert suggestion is not None
    assert suggestion.text == suggested


def test_only_single_letters_are_an_abbreviation_if_they_are_divided(open_with: OpenWith) -> None:
    assert found(open_with("The National Crime Agency came."), "NC-A") == frozenset()


def test_abbreviation_is_left_as_it_is(open_with: OpenWith) -> None:
    suggestion = open_with("The National Crime Agency came.").suggest("NCA camee")
    assert suggestion is not None
    assert suggestion.text == "NCA came"


def test_nothing_is_replaced_silently(open_with: OpenWith) -> None:
    briefing = open_with("All of them.")
    assert found(briefing, "measurred") == frozenset()


@pytest.fixture(scope="module")
def open_ponds(tmp_path_factory: pytest.TempPathFactory, built_bytes: bytes) -> Iterator[Briefing]:
    """The sample briefing, opened once for many searches."""
    path = tmp_path_factory.mktemp("search") / "ponds.db"
    path.write_bytes(built_bytes)
    with closing(open_briefing(path)) as briefing:
        yield briefing


@given(st.text())
def test_any_text_may_be_typed(open_ponds: Briefing, typed: str) -> None:
    suggestion = open_ponds.suggest(typed)
    if suggestion is not None:
        result = open_ponds.search(suggestion.text)
        assert result is not None
        assert result.finding_ids | result.quote_ids
