"""Messages of errors that are shown to the user."""

from pathlib import Path

import pytest

from briefing_app.errors import BriefingAppError, OutputError


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("The file can’t be read: Access is denied..", "The file can’t be read: Access is denied."),
        ("There is no force “Ltd.”.", "There is no force “Ltd.”."),
        ("Choose a folder, such as ...", "Choose a folder, such as ..."),
        ("", ""),
    ],
)
def test_sentence_of_an_error_ends_with_one_full_stop(what: str, expected: str) -> None:
    error = BriefingAppError(what, what)
    assert (error.what, error.remedy) == (expected, expected)
    path_error = OutputError(Path("out"), what, "")
    assert str(path_error) == f"out: {expected}".rstrip()
