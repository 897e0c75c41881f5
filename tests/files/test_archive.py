"""Tests of archives that don't reveal where they were made."""

import io
import zipfile

from briefing_app.files.archive import without_origin


def archive(system: int, year: int) -> bytes:
    """Return an archive of two parts, made on a system in a year."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as target:
        for name in ("b.xml", "a/ŵ.xml"):
            entry = zipfile.ZipInfo(name, (year, 1, 2, 3, 4, 6))
            entry.create_system = system
            target.writestr(entry, name * 100, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def test_archives_made_at_other_times_and_on_other_systems_become_the_same() -> None:
    assert archive(0, 1999) != archive(3, 2026)
    assert without_origin(archive(0, 1999)) == without_origin(archive(3, 2026))


def test_parts_keep_their_order_names_and_content() -> None:
    with zipfile.ZipFile(io.BytesIO(without_origin(archive(0, 1999)))) as parts:
        assert parts.namelist() == ["b.xml", "a/ŵ.xml"]
        assert parts.read("a/ŵ.xml") == "a/ŵ.xml".encode() * 100
