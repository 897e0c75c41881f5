"""The files that make the program known to a Linux desktop."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from contextlib import closing
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from briefing_app.database.columns import APPLICATION_ID
from briefing_app.files.paths import BRIEFING_SUFFIX, BUNDLED_BRIEFING

_ROOT: Final = Path(__file__).resolve().parents[1]
_FOLDER: Final = _ROOT / "resources" / "desktop"
_TYPE: Final = "application/x-briefing"
_WITHOUT_WEB_ADDRESS: Final = "cid-desktopapp-is-not-rdns=info,url-homepage-missing=info"


def _program(name: str, package: str) -> str:
    """Return the path of a program, or skip the test."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is missing (Debian: {package})")
    return path


def _run(*command: str | Path, **variables: str) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **variables}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_desktop_entry_is_valid() -> None:
    program = _program("desktop-file-validate", "desktop-file-utils")
    assert _run(program, _FOLDER / "briefing-app.desktop") == ""


def test_metainfo_is_valid() -> None:
    program = _program("appstreamcli", "appstream")
    path = _FOLDER / "briefing-app.metainfo.xml"
    _run(program, "validate", "--no-net", f"--override={_WITHOUT_WEB_ADDRESS}", path)


def test_files_agree_on_names() -> None:
    entry = (_FOLDER / "briefing-app.desktop").read_text("utf-8").splitlines()
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    metainfo = ET.parse(_FOLDER / "briefing-app.metainfo.xml").getroot()
    assert f"MimeType={_TYPE};" in entry
    assert "Exec=briefing-app-window %f" in entry
    assert {each.text for each in metainfo.iter("binary")} == {
        *project["scripts"],
        *project["gui-scripts"],
    }
    assert metainfo.findtext("project_license") == project["license"]
    assert metainfo.findtext("developer/name") == project["authors"][0]["name"]
    assert metainfo.findtext("provides/mediatype") == _TYPE


def test_desktops_and_screen_readers_know_the_running_program_by_the_entry_s_name() -> None:
    code = (
        "from PySide6.QtGui import QAccessible\n"
        "from briefing_app.gui.application import application_without_screen\n"
        "qt = application_without_screen()\n"
        "interface = QAccessible.queryAccessibleInterface(qt)\n"
        "print(qt.applicationName(), interface.text(QAccessible.Text.Name))\n"
    )
    entry = (_FOLDER / "briefing-app.desktop").read_text("utf-8")
    found = dict(line.split("=", 1) for line in entry.splitlines() if "=" in line)
    names = _run(sys.executable, "-c", code).split()
    assert names == [found["StartupWMClass"], found["Name"]]


def test_briefings_are_recognised_by_name_and_content(tmp_path: Path) -> None:
    update = _program("update-mime-database", "shared-mime-info")
    gio = _program("gio", "libglib2.0-bin")
    types = tmp_path / "share" / "mime"
    (types / "packages").mkdir(parents=True)
    shutil.copy(_FOLDER / "briefing-app.xml", types / "packages")
    _run(update, types)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE a (b)")
    damaged = tmp_path / f"damaged{BRIEFING_SUFFIX}"
    damaged.write_bytes(b"\0\1")

    def content_type(path: Path) -> str:
        line = "standard::content-type: "
        described = _run(
            gio, "info", "-a", line.strip(": "), path, XDG_DATA_HOME=str(tmp_path / "share")
        )
        (found,) = (each.strip() for each in described.splitlines() if line in each)
        return found.removeprefix(line)

    assert content_type(BUNDLED_BRIEFING) == _TYPE
    assert content_type(damaged) == _TYPE
    assert content_type(other) == "application/vnd.sqlite3"


def test_magic_number_is_that_of_the_file_format() -> None:
    match = ET.parse(_FOLDER / "briefing-app.xml").getroot().find(".//{*}match/{*}match")
    assert match is not None
    assert match.get("offset") == "68"
    assert match.get("value", "").encode() == APPLICATION_ID.to_bytes(4, "big")
