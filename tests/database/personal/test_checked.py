"""Which files were compared with the texts of their sources."""

import pytest

from briefing_app.database.checked_file import CheckedFile
from briefing_app.database.personal.checked import CheckedFiles
from briefing_app.database.personal.store import PersonalStore

FILE = CheckedFile("ab" * 32, 4096, {1: "cd" * 32, 2: "ef" * 32})


@pytest.fixture
def checked(personal_store: PersonalStore) -> CheckedFiles:
    return CheckedFiles(personal_store)


def test_checked_file_is_found_by_its_size(
    checked: CheckedFiles, personal_store: PersonalStore
) -> None:
    checked.keep(FILE)
    later = CheckedFiles(personal_store)
    assert later.of_size(4096) == {FILE.sha256: FILE.texts}
    assert later.of_size(8192) == {}
    assert later.count() == 1


def test_reading_makes_no_file(checked: CheckedFiles, personal_store: PersonalStore) -> None:
    assert (checked.of_size(4096), checked.count()) == ({}, 0)
    assert personal_store.path is not None
    assert not personal_store.path.exists()


def test_file_that_is_checked_again_has_the_texts_of_both_times(checked: CheckedFiles) -> None:
    checked.keep(CheckedFile(FILE.sha256, 4096, {1: "cd" * 32}))
    checked.keep(CheckedFile(FILE.sha256, 4096, {1: "00" * 32, 2: "ef" * 32}))
    assert checked.of_size(4096) == {FILE.sha256: {1: "00" * 32, 2: "ef" * 32}}
    assert checked.count() == 1


def test_nothing_is_left_when_it_is_forgotten(
    checked: CheckedFiles, personal_store: PersonalStore
) -> None:
    checked.keep(FILE)
    checked.forget()
    assert (checked.of_size(4096), checked.count()) == ({}, 0)
    assert personal_store.path is not None
    assert FILE.sha256.encode() not in personal_store.path.read_bytes()
