"""Finding quotes and excerpts in a file with the text of their source."""

import hashlib
from pathlib import Path

import pytest

from briefing_app.authoring.source_comparison import ComparedSource, compare_source
from briefing_app.database.reader import open_briefing
from briefing_app.errors import CancelledError, UnreadableSourceError
from briefing_app.files.paths import BUNDLED_BRIEFING
from tests.forged_briefing import FORGED_WORDS, forge, honest_copy, write_article


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write_article(tmp_path / "article.txt")


def compare(briefing: Path, file: Path) -> ComparedSource:
    with open_briefing(briefing) as opened:
        report = opened.report
    return compare_source(briefing, report, report.sources[0], file)


def test_each_quote_and_excerpt_is_found_with_its_speaker(tmp_path: Path, article: Path) -> None:
    compared = compare(honest_copy(tmp_path / "copy.db"), article)
    words = compared.text.words
    assert compared.missing == ()
    assert compared.count == len(compared.passages) == 21
    assert [words[each.start : each.end] for each in compared.passages] == [
        each.words for each in compared.passages
    ]
    assert {each.speaker for each in compared.passages} == {"Wendy Williams", ""}


def test_file_with_all_words_is_proof(tmp_path: Path, article: Path) -> None:
    path = honest_copy(tmp_path / "copy.db")
    checked = compare(path, article).checked
    assert checked is not None
    assert checked.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert checked.texts == {1: hashlib.sha256(article.read_bytes()).hexdigest()}


def test_what_is_proved_already_is_not_proved_again(article: Path) -> None:
    assert compare(BUNDLED_BRIEFING, article).checked is None


def test_missing_words_prevent_the_proof_and_are_explained(tmp_path: Path, article: Path) -> None:
    compared = compare(forge(tmp_path / "forged.db"), article)
    assert compared.missing == (FORGED_WORDS,)
    assert compared.checked is None
    assert compared.passage(FORGED_WORDS) is None
    assert compared.difference(FORGED_WORDS)


def test_briefing_that_has_changed_on_disk_is_not_proved(tmp_path: Path, article: Path) -> None:
    path = honest_copy(tmp_path / "copy.db")
    with open_briefing(path) as opened:
        report = opened.report
    forge(path)
    compared = compare_source(path, report, report.sources[0], article)
    assert (compared.missing, compared.checked) == ((), None)
    path.unlink()
    assert compare_source(path, report, report.sources[0], article).checked is None


def test_file_is_named_only_if_it_is_the_very_one(tmp_path: Path, article: Path) -> None:
    compared = compare(honest_copy(tmp_path / "copy.db"), article)
    assert not compared.is_named


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "This file isn’t there any more, or its drive isn’t connected."),
        (b"caf\xe9", "The text is not UTF-8 (byte 3)."),
    ],
)
def test_file_that_cannot_be_read_is_explained(
    tmp_path: Path, content: bytes | None, expected: str
) -> None:
    file = tmp_path / "article.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UnreadableSourceError) as error:
        compare(BUNDLED_BRIEFING, file)
    assert error.value.what == expected
    assert error.value.remedy


def test_comparison_can_be_stopped(article: Path) -> None:
    def stop(_done: int, total: int) -> None:
        if total:
            raise CancelledError("Stopped.")

    with open_briefing(BUNDLED_BRIEFING) as opened:
        report = opened.report
    with pytest.raises(CancelledError):
        compare_source(BUNDLED_BRIEFING, report, report.sources[0], article, stop)


# ---- marked words -------------------------------------------------------------------------------


def marked(compared: ComparedSource, part: str) -> tuple[int, int]:
    start = compared.text.words.index(part)
    return start, start + len(part)


def test_marked_words_are_complete_and_have_their_place(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("One pond.\nTwo deep ponds.\nThree.", encoding="utf-8")
    compared = compare(BUNDLED_BRIEFING, article)
    words = compared.marked(*marked(compared, "eep pon"))
    assert (words.words, words.locator, words.source) == ("deep ponds", "paragraph 2", 1)
    several = compared.marked(*marked(compared, " pond. Two "))
    assert (several.words, several.locator) == ("pond. Two", "paragraphs 1 to 2")
    assert compared.marked(3, 4).words == ""


def test_speaker_of_marked_words_is_the_one_of_the_briefing_or_the_last_before(
    tmp_path: Path, article: Path
) -> None:
    words = article.read_text("utf-8")
    before = "Nobody has spoken yet.\nWendy Williams led it. She adds this."
    article.write_text(f"{before}\n{words}\nHere it goes on.", "utf-8")
    compared = compare(honest_copy(tmp_path / "copy.db"), article)
    said = [
        compared.marked(*marked(compared, part))
        for part in ("every day, thousands", "it goes on", "has spoken", "She adds")
    ]
    assert [(each.speaker, each.is_guess) for each in said] == [
        ("Wendy Williams", False),
        ("Wendy Williams", True),
        ("", False),
        ("Wendy Williams", True),
    ]


def test_speaker_who_was_named_many_pages_before_is_not_offered(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(f"Wendy Williams led it.{' And so on.' * 2000} The end.", encoding="utf-8")
    compared = compare(BUNDLED_BRIEFING, article)
    assert compared.marked(*marked(compared, "led it")).speaker == "Wendy Williams"
    assert compared.marked(*marked(compared, "The end")).speaker == ""
