"""The user's folders on each platform, and paths that can't be resolved."""

import sys
from pathlib import Path

import pytest

from briefing_app.files.paths import resolved, settings_file, user_data_folder
from tests.systems import make_link


@pytest.mark.parametrize(
    ("platform", "variables", "data", "settings"),
    [
        ("linux", {}, "home/.local/share", "home/.config"),
        ("linux", {"XDG_DATA_HOME": "{root}/a", "XDG_CONFIG_HOME": "{root}/b"}, "a", "b"),
        ("linux", {"XDG_DATA_HOME": "a"}, "home/.local/share", "home/.config"),
        ("win32", {"LOCALAPPDATA": "{root}/a", "APPDATA": "{root}/b"}, "a", "b"),
        ("win32", {}, "home/AppData/Local", "home/AppData/Roaming"),
    ],
)
def test_folders_follow_the_platform(
    *,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    variables: dict[str, str],
    data: str,
    settings: str,
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("HOME", "USERPROFILE"):  # the system that runs the test reads one of them
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value.format(root=tmp_path))
    assert user_data_folder() == tmp_path / data / "briefing-app"
    assert settings_file() == tmp_path / settings / "briefing-app" / "settings.json"


def test_path_that_the_system_cannot_follow_is_only_made_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> Path:
        raise OSError("The device is not connected")

    make_link(tmp_path / "link.db", "report.db")
    assert resolved(tmp_path / "link.db") == (tmp_path / "report.db").resolve()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "resolve", refuse)
    assert resolved(Path("part", "..", "link.db")) == tmp_path / "link.db"
