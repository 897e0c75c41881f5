"""Where the project lives."""

import tomllib
from email.message import Message
from pathlib import Path

import pytest

from briefing_app.files import address
from briefing_app.files.address import project_address

_PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_addresses_are_those_that_the_installed_package_states(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stated = Message()
    stated["Project-URL"] = "Homepage, https://example.org/a, b"
    monkeypatch.setattr(address, "metadata", lambda _name: stated)
    assert project_address("Homepage") == "https://example.org/a, b"
    assert project_address("Issues") == ""


def test_installed_package_states_what_pyproject_does() -> None:
    urls = tomllib.loads(_PYPROJECT.read_text("utf-8"))["project"]["urls"]
    for name in ("Homepage", "Issues"):
        assert project_address(name) == urls.get(name, "")
