"""The files of a session pack, made from parts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_app.errors import CancelledError
from briefing_app.export.pack import (
    CHECKSUM_FILE,
    README_FILE,
    PackPart,
    briefing_name,
    pack_files,
)
from briefing_app.export.targets import portable_name
from briefing_app.files.atomic import is_windows_name
from briefing_app.files.progress import Progress, no_progress
from tests.sample_report import make_report


def make_one(progress: Progress) -> list[tuple[str, bytes]]:
    progress(1, 2)
    return [("", b"one")]


def make_two(progress: Progress) -> Iterator[tuple[str, bytes]]:
    for number in range(2):
        yield f"slide-{number}.png", b"two"
        progress(number + 1, 2)


PARTS = (
    PackPart("One.pdf", "For everybody.", make_one),
    PackPart("Two of them/", "For presenters.", make_two),
)


def test_readme_says_what_each_part_is_in_lines_that_fit() -> None:
    report = make_report()._replace(title="A long title " * 10)
    name, content = pack_files(PARTS, report, no_progress)[0]
    assert name == README_FILE
    text = content.decode("utf-8-sig")
    assert "\r\nOne.pdf\r\n    For everybody.\r\n" in text
    assert "\r\nTwo of them/\r\n    For presenters.\r\n" in text
    assert max(map(len, text.splitlines())) <= 80


def test_progress_counts_each_part_equally_and_never_goes_back() -> None:
    seen: list[float] = []
    pack_files(PARTS, make_report(), lambda done, total: seen.append(done / total))
    assert seen == [0, 0.25, 0.5, 0.75, 1]


@pytest.mark.parametrize("stop_at", range(1, 6))
def test_each_progress_call_can_stop_the_work(stop_at: int) -> None:
    calls = 0

    def stop(_done: int, _total: int) -> None:
        nonlocal calls
        calls += 1
        if calls == stop_at:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        pack_files(PARTS, make_report(), stop)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("training day.briefing", "training day.briefing"),
        ("Llŷn  2017.db", "Llŷn  2017.db"),
        ("what: now?.db", "what now.db"),
        ("back\\slash.db", "back slash.db"),
        ("two\nlines.db", "two lines.db"),
        ("\udcff.db", "Briefing.db"),
        ("ends with a dot.", "ends with a dot.briefing"),
        ("CON.db", "Briefing.briefing"),
        ("..briefing", "Briefing.briefing"),
        (".hidden.db", "hidden.db"),
    ],
)
def test_name_is_changed_only_if_a_system_refuses_or_hides_it(name: str, expected: str) -> None:
    assert portable_name(name) == expected
    assert is_windows_name(expected)


@pytest.mark.parametrize("name", ["data", "HANDOUT.PDF", "readme.txt", CHECKSUM_FILE])
def test_briefing_never_gets_the_name_of_another_part(name: str) -> None:
    assert briefing_name(Path(name)) == f"Briefing {name}"
