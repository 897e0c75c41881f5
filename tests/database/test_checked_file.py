"""Which briefings are known to be what their words' sources say."""

import hashlib
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from briefing_app.authoring.build import check_words
from briefing_app.authoring.source_matching import GivenTexts
from briefing_app.database import checked_file
from briefing_app.database.checked_file import Checks, Texts, no_checks
from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.report import Check
from tests.forged_briefing import forge, honest_copy, write_article

ANOTHER_TEXT = "ab" * 32


def check_of(path: Path, checks: Checks = no_checks) -> Check:
    with open_briefing(path, checks) as briefing:
        return briefing.report.check


def checks_with(path: Path, texts: Texts) -> Checks:
    """Return that a file was compared, as personal data does."""
    content = path.read_bytes()
    found = {hashlib.sha256(content).hexdigest(): texts}
    return lambda size: found if size == len(content) else {}


def test_copy_of_the_bundled_briefing_is_proved_whatever_its_name(tmp_path: Path) -> None:
    copy = tmp_path / "copy.briefing"
    shutil.copy(BUNDLED_BRIEFING, copy)
    assert check_of(copy) is Check.BUILT


def test_forged_copy_in_its_place_is_not_proved(tmp_path: Path) -> None:
    path = forge(tmp_path / "report.db")
    assert path.stat().st_size == BUNDLED_BRIEFING.stat().st_size
    assert check_of(path) is Check.CLAIMED


def test_file_that_was_compared_here_is_proved(tmp_path: Path) -> None:
    path = honest_copy(tmp_path / "copy.db")
    assert check_of(path, checks_with(path, {1: ANOTHER_TEXT})) is Check.COMPARED
    with open_briefing(path) as briefing:
        recorded = briefing.report.sources[0].sha256
    assert check_of(path, checks_with(path, {1: recorded})) is Check.BUILT


def test_another_file_of_the_same_size_is_not_proved(tmp_path: Path) -> None:
    honest, forged = honest_copy(tmp_path / "honest.db"), forge(tmp_path / "forged.db")
    assert honest.stat().st_size == forged.stat().st_size
    assert check_of(forged, checks_with(honest, {1: ANOTHER_TEXT})) is Check.CLAIMED


def test_text_of_a_source_that_is_not_quoted_proves_nothing(tmp_path: Path) -> None:
    path = honest_copy(tmp_path / "copy.db")
    assert check_of(path, checks_with(path, {2: ANOTHER_TEXT})) is Check.CLAIMED


def test_large_file_that_was_never_compared_is_not_hashed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = honest_copy(tmp_path / "copy.db")
    monkeypatch.setattr(checked_file, "BUNDLED_SIZE", 0)
    hashed: list[bytes] = []
    monkeypatch.setattr(checked_file, "sha256", hashed.append)
    asked: list[int] = []

    def ask(size: int) -> Mapping[str, Texts]:
        asked.append(size)
        return {}

    assert check_of(path, ask) is Check.CLAIMED
    assert asked == [path.stat().st_size]
    assert hashed == []


@pytest.mark.parametrize(("make", "is_honest"), [(honest_copy, True), (forge, False)])
def test_what_was_compared_is_a_file_with_all_its_words(
    tmp_path: Path, make: Callable[[Path], Path], *, is_honest: bool
) -> None:
    path = make(tmp_path / "a.db")
    article = write_article(tmp_path / "article.txt")
    outcome = check_words(path, GivenTexts(others=(article,)))
    assert bool(outcome.errors) is not is_honest
    assert (outcome.path == path) is is_honest
    if is_honest:
        assert outcome.checked is not None
        assert outcome.checked.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert outcome.checked.size == path.stat().st_size
        text = hashlib.sha256(article.read_bytes()).hexdigest()
        assert outcome.checked.texts == {1: text}
    else:
        assert outcome.checked is None
