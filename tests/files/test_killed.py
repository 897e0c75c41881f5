"""What a killed process leaves behind, and that writing to the same target again cleans it up."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from briefing_app.cli import main as cli
from briefing_app.database.builder import build
from briefing_app.files.atomic import write_file, write_folder
from tests.database.sample_rows import as_briefing_rows, sample_rows
from tests.files.folders import contents
from tests.files.killed_process import NEW_FILE, NEW_FILES

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


def killed_runs(*arguments: str | Path) -> Iterator[int]:
    """Run the process, killed at each change in turn, and yield the number of the change.

    Ends after the run that isn't killed.
    """
    for number in count(1):
        done = subprocess.run(
            [sys.executable, "-m", "tests.files.killed_process", str(number), *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
        )
        assert done.returncode in {0, -signal.SIGKILL}, done.stderr
        yield number
        if done.returncode == 0:
            return


def test_folder_is_absent_or_complete_and_the_rest_is_cleaned_up(tmp_path: Path) -> None:
    folder = tmp_path / "slides"
    seen = []
    for number in killed_runs("folder", folder):
        assert contents(folder) in ({}, NEW_FILES), number
        seen.append(folder.exists())
        shutil.rmtree(folder, ignore_errors=True)
        write_folder(folder, [("slide-1.png", b"next")])
        assert list(tmp_path.iterdir()) == [folder], number
        shutil.rmtree(folder)
    assert set(seen) == {False, True}
    assert len(seen) > 4


@pytest.mark.parametrize("old", [b"old", None], ids=["existing", "new"])
def test_file_is_old_or_new_and_is_cleaned_up(tmp_path: Path, old: bytes | None) -> None:
    target = tmp_path / "handout.pdf"

    def prepare() -> None:
        target.unlink(missing_ok=True)
        if old is not None:
            target.write_bytes(old)

    prepare()
    seen = []
    for number in killed_runs("file", target):
        seen.append(target.read_bytes() if target.exists() else None)
        write_file(target, b"next")
        assert list(tmp_path.iterdir()) == [target], number
        prepare()
    assert set(seen) == {old, NEW_FILE}
    assert len(seen) > 2


def test_exported_folder_is_absent_or_complete_and_the_rest_is_cleaned_up(tmp_path: Path) -> None:
    small = tmp_path / "small.briefing"  # so that the export takes little time
    build(as_briefing_rows(sample_rows()), small)
    output = tmp_path / "output"
    output.mkdir()
    folder = output / "data"
    export = ("export", "data", str(small), "-o", str(folder))
    assert cli.main(export) == 0
    complete = contents(output)
    shutil.rmtree(folder)
    seen = []
    for number in killed_runs(*export):
        seen.append(folder.exists())
        assert not folder.exists() or contents(output) == complete, number
        shutil.rmtree(folder, ignore_errors=True)
        assert cli.main(export) == 0
        assert contents(output) == complete
        shutil.rmtree(folder)
    assert set(seen) == {False, True}
