"""Damaged files either open as valid briefings or are refused with a `BriefingError`."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing_app.database.checker import check_file
from briefing_app.database.reader import open_briefing
from briefing_app.errors import BriefingError
from briefing_app.model.report import FindingKind, Report
from tests.database.sample_rows import contents


@pytest.fixture(scope="module")
def damaged_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path at which each example writes its damaged file."""
    return tmp_path_factory.mktemp("damaged") / "ponds.db"


def assert_opens_or_is_refused(path: Path) -> None:
    before = contents(path.parent)
    refused: BriefingError | None = None
    try:
        with open_briefing(path) as briefing:
            assert_sound(briefing.report)
            briefing.search("p")
            briefing.search("pond tŷ")
        check_file(path)
    except BriefingError as error:
        refused = error
    if refused:
        assert refused.path == path
        assert refused.remedy
    assert contents(path.parent) == before


def assert_sound(report: Report) -> None:
    """Assert what code that shows a report relies on."""
    assert report.title.strip()
    assert all(type(finding.kind) is FindingKind for finding in report.findings)
    assert {quote for finding in report.findings for quote in finding.quotes} <= set(report.quotes)
    for measure in report.measures:
        assert measure.figures
        for figure in measure.figures:
            assert (figure.value is None) == (figure.marker in {"x", "c", "z"})


CHANGES = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8
)


@given(st.none() | st.integers(0, 200), CHANGES)
def test_file_with_changed_bytes_opens_or_is_refused(
    damaged_path: Path, built_bytes: bytes, page: int | None, changes: list[tuple[float, int]]
) -> None:
    """Change bytes anywhere, or in the header of a page."""
    content = bytearray(built_bytes)
    start, length = (0, len(content)) if page is None else (page * 4096 % len(content), 120)
    for place, byte in changes:
        content[start + int(place * length)] = byte
    damaged_path.write_bytes(content)
    assert_opens_or_is_refused(damaged_path)


@given(st.floats(0, 1))
@example(1)
def test_truncated_file_opens_or_is_refused(
    damaged_path: Path, built_bytes: bytes, place: float
) -> None:
    damaged_path.write_bytes(built_bytes[: int(place * len(built_bytes))])
    assert_opens_or_is_refused(damaged_path)


@given(st.binary(min_size=100, max_size=5000))
def test_noise_after_a_valid_header_opens_or_is_refused(
    damaged_path: Path, built_bytes: bytes, noise: bytes
) -> None:
    damaged_path.write_bytes(built_bytes[:100] + noise)
    assert_opens_or_is_refused(damaged_path)


@given(st.lists(st.integers(0, 60), min_size=2, max_size=6, unique=True))
def test_file_with_swapped_pages_opens_or_is_refused(
    damaged_path: Path, built_bytes: bytes, numbers: list[int]
) -> None:
    pages = [built_bytes[start : start + 4096] for start in range(0, len(built_bytes), 4096)]
    first, *others = (number % len(pages) for number in numbers)
    for number in others:
        pages[first], pages[number] = pages[number], pages[first]
    damaged_path.write_bytes(b"".join(pages))
    assert_opens_or_is_refused(damaged_path)
