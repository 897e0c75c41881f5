"""Tests of archives that say when they were made, but not on which system."""

import io
import zipfile

import pytest

from briefing_app.files.archive import make_zip, without_origin

FILES = [("b.xml", b"b" * 100), ("a/ŵ.xml", "ŵ".encode() * 100)]


def test_archive_is_independent_of_system_and_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    here = make_zip(FILES)
    monkeypatch.setattr(zipfile.sys, "platform", "win32")  # type: ignore[attr-defined]
    monkeypatch.setattr(zipfile.time, "time", lambda: 2e9)  # type: ignore[attr-defined]
    assert make_zip(FILES) == here


def test_archive_made_elsewhere_becomes_the_same() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as target:
        for name, file in FILES:
            entry = zipfile.ZipInfo(name, (1999, 1, 2, 3, 4, 6))
            entry.create_system = 0
            target.writestr(entry, file)
    assert without_origin(content.getvalue()) == make_zip(FILES)


@pytest.mark.parametrize(
    ("seconds", "time"),
    [
        ("1700000000", (2023, 11, 14, 22, 13, 20)),
        ("0", (1980, 1, 1, 0, 0, 0)),
        ("9999999999", (2107, 12, 31, 23, 59, 58)),
    ],
)
def test_parts_keep_order_names_and_content_and_have_the_nearest_time_that_fits(
    seconds: str, time: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    with zipfile.ZipFile(io.BytesIO(make_zip(FILES))) as parts:
        assert [(name, parts.read(name)) for name in parts.namelist()] == FILES
        assert {entry.date_time for entry in parts.infolist()} == {time}
