"""The program starts itself safely, wherever it was started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefing_app.files.own_process import start_own_process
from briefing_app.files.paths import BUNDLED_BRIEFING, PROGRAM_FOLDER
from tests.hostile_folder import enter_hostile_folder


def _run(*arguments: str) -> tuple[int, str]:
    with start_own_process(*arguments, pipe=subprocess.PIPE) as process:
        output, _ = process.communicate()
    return process.returncode, output.decode()


# The ways in which the current folder gets into the search path; None leaves the path as it is.
@pytest.mark.parametrize("entry", [None, "", "."])
def test_nothing_is_imported_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str | None
) -> None:
    mark = enter_hostile_folder(tmp_path, monkeypatch)
    if entry is not None:
        monkeypatch.setattr(sys, "path", [entry, *sys.path])
    code, output = _run("check", str(BUNDLED_BRIEFING))
    assert (code, mark.exists()) == (0, False)
    assert "report.db" in output


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script takes the place of the bundle")
def test_bundle_starts_itself_by_name_in_its_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = tmp_path / "briefing-app"
    bundle.write_text('#!/bin/sh\npwd\necho "$@"\n')
    bundle.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(bundle))
    monkeypatch.chdir(tmp_path)
    code, output = _run("--private", "/a b.briefing")
    assert code == 0
    assert output.splitlines() == [os.fspath(PROGRAM_FOLDER), "--private /a b.briefing"]


def test_program_that_is_missing_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    with pytest.raises(FileNotFoundError):
        start_own_process("--version")
