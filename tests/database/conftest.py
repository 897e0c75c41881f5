"""Sample briefings, each in a folder of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_app.database.builder import build
from tests.database.sample_rows import as_briefing_rows, contents, sample_rows


@pytest.fixture(scope="session")
def built_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of the sample briefing, built once."""
    path = tmp_path_factory.mktemp("built") / "ponds.db"
    build(as_briefing_rows(sample_rows()), path)
    return path.read_bytes()


@pytest.fixture
def briefing_path(tmp_path: Path, built_bytes: bytes) -> Path:
    """The sample briefing, alone in its folder."""
    folder = tmp_path / "briefing"
    folder.mkdir()
    path = folder / "ponds.db"
    path.write_bytes(built_bytes)
    return path


@pytest.fixture
def nothing_written(briefing_path: Path) -> Iterator[None]:
    """Assert after the test that the briefing's folder is unchanged."""
    before = contents(briefing_path.parent)
    yield
    assert contents(briefing_path.parent) == before


@pytest.fixture
def not_root() -> None:
    """Skip a test of permissions for the superuser, and on Windows."""
    if os.name != "posix":
        pytest.skip("Windows has no such permissions")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        pytest.skip("the superuser can read and write everything")
