"""The user's data folder on each platform."""

import sys
from pathlib import Path

import pytest

from briefing_app.files.paths import user_data_folder

HOME = Path("/home/officer")


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, HOME / ".local/share/briefing-app"),
        ("linux", {"XDG_DATA_HOME": "/data"}, Path("/data/briefing-app")),
        ("linux", {"XDG_DATA_HOME": "relative"}, HOME / ".local/share/briefing-app"),
        ("darwin", {}, HOME / "Library/Application Support/briefing-app"),
        ("win32", {"LOCALAPPDATA": "/local"}, Path("/local/briefing-app")),
        ("win32", {}, HOME / "AppData/Local/briefing-app"),
    ],
)
def test_data_folder_follows_the_platform(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], expected: Path
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("HOME", str(HOME))
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert user_data_folder() == expected
