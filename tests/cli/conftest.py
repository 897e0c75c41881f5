"""Fixtures for the tests of the commands."""

import shutil
from pathlib import Path

import pytest

from tests.report_source import REPORT_SOURCE


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a copy of the bundled briefing's source that a test may change."""
    return shutil.copytree(REPORT_SOURCE, tmp_path / "source")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the list of files that the main window was asked to open, and open no window."""
    from briefing_app.gui import application

    files: list[Path] = []

    def note(path: Path, **_options: object) -> int:
        files.append(path)
        return 0

    monkeypatch.setattr(application, "run", note)
    return files
