"""The user's data folder on each platform, and paths that can't be resolved."""

import sys
from pathlib import Path

import pytest

from briefing_app.files.paths import resolved, user_data_folder

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


def test_path_that_the_system_cannot_follow_is_only_made_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> Path:
        raise OSError("The device is not connected")

    (tmp_path / "link.db").symlink_to("report.db")
    assert resolved(tmp_path / "link.db") == (tmp_path / "report.db").resolve()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "resolve", refuse)
    assert resolved(Path("part", "..", "link.db")) == tmp_path / "link.db"
