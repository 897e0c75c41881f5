"""Texts of sources, which are matched to them by the words found in them."""

from itertools import permutations
from pathlib import Path

import pytest

from briefing_app.authoring.source_matching import GivenTexts, match_texts
from briefing_app.errors import UnreadableSourceError

CITED = {
    1: ["the pond", "it was wet and cold"],
    2: ["the pond", "nobody had measured it", "twice"],
    5: ["frogs, toads and newts"],
}
TITLES = {1: "Ponds", 2: "More ponds", 5: "Frogs", 7: "A list of eggs"}
TEXTS = {
    "one.txt": "By the pond it was\nwet and cold.",
    "two.html": "<html><p>the pond, and nobody had measured it twice</p></html>",
    "five.txt": "frogs, toads and newts of the pond",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def matched(folder: Path, *names: str, **chosen: int) -> dict[int, str]:
    given = GivenTexts(
        {number: folder / f"{name}.txt" for name, number in chosen.items()},
        tuple(folder / name for name in names),
    )
    return {
        number: each.file.name
        for number, each in match_texts(given, TITLES, CITED).by_source.items()
    }


@pytest.mark.parametrize("names", list(permutations(TEXTS)))
def test_each_source_gets_the_text_with_most_of_its_words(
    folder: Path, names: tuple[str, ...]
) -> None:
    assert matched(folder, *names) == {1: "one.txt", 2: "two.html", 5: "five.txt"}


def test_text_and_source_that_are_left_belong_together(folder: Path) -> None:
    (folder / "two.html").write_text("nothing of it", "utf-8")
    assert matched(folder, *TEXTS) == {1: "one.txt", 2: "two.html", 5: "five.txt"}
    (folder / "five.txt").write_text("nothing of it either", "utf-8")
    assert matched(folder, *TEXTS) == {1: "one.txt"}


def test_text_of_a_source_that_is_not_quoted_yet_has_its_title(folder: Path) -> None:
    (folder / "eggs.txt").write_text("A list of eggs, and of what else there is", "utf-8")
    assert matched(folder, *TEXTS, "eggs.txt")[7] == "eggs.txt"
    (folder / "eggs.txt").write_text("A list of cakes", "utf-8")
    assert 7 not in matched(folder, *TEXTS, "eggs.txt")
    given = GivenTexts(others=(folder / "eggs.txt",))
    assert match_texts(given, {7: "Eggs"}, {}).by_source.keys() == {7}


def test_choice_of_the_author_comes_first(folder: Path) -> None:
    assert matched(folder, "five.txt", one=5) == {5: "one.txt", 1: "five.txt"}


def test_texts_of_no_use_are_reported(folder: Path) -> None:
    (folder / "copy.txt").write_text("the pond: it was wet", "utf-8")
    (folder / "list.txt").write_text("eggs", "utf-8")
    names = (*TEXTS, "copy.txt", "list.txt")
    warnings = match_texts(
        GivenTexts(others=tuple(folder / name for name in names)), TITLES, CITED
    )[1]
    assert [(each.location.container, each.what) for each in warnings] == [
        ("copy.txt", "this file has words of source 1, which has another text"),
        ("list.txt", "no quote, excerpt or title of a source is in this file"),
    ]


def test_file_that_is_no_text_is_named(folder: Path) -> None:
    (folder / "one.txt").write_bytes(b"caf\xe9")
    with pytest.raises(UnreadableSourceError, match=r"one\.txt.*is not UTF-8"):
        matched(folder, *TEXTS)
