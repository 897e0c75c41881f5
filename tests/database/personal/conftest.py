"""The file of personal data, for tests that run without Qt."""

from pathlib import Path

import pytest

from briefing_app.database.personal.store import PersonalStore


@pytest.fixture
def personal_store(tmp_path: Path) -> PersonalStore:
    """Return an empty store in a temporary file."""
    return PersonalStore(tmp_path / "user" / "personal.db")
