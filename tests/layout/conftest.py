"""The positions that pages have."""

from pathlib import Path

import pytest

from tests.golden import GoldenFiles


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> GoldenFiles:
    """Return the files with the expected positions."""
    # `make mutants` runs without the option.
    is_updating = bool(request.config.getoption("--update-golden", default=False))
    return GoldenFiles(Path(__file__).with_name("golden"), is_updating=is_updating)
