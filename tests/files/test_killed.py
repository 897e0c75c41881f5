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
from briefing_app.errors import TargetExistsError
from briefing_app.files.atomic import write_file, write_folder
from tests.database.sample_rows import as_briefing_rows, sample_rows
from tests.files.folders import SLIDES, contents, make_slides
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


def without_marker(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in contents(folder).items() if name != SLIDES.marker}


@pytest.mark.parametrize("has_old", [True, False], ids=["existing", "new"])
def test_folder_is_old_or_new_and_is_cleaned_up(tmp_path: Path, *, has_old: bool) -> None:
    folder = tmp_path / "slides"
    old = {"slide-1.png": b"old 1", "small/1.png": b"old"} if has_old else None

    def prepare() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        if old is not None:
            make_slides(folder, old)

    prepare()
    seen = []
    for number in killed_runs("folder", folder):
        found = without_marker(folder) if folder.exists() else None
        assert found in (old, NEW_FILES, None), number
        if found is None and old is not None:
            assert old in map(without_marker, tmp_path.iterdir()), number
        seen.append(found)
        write_folder(folder, [("slide-1.png", b"next")], SLIDES, force=True)
        assert list(tmp_path.iterdir()) == [folder], number
        assert without_marker(folder) == {"slide-1.png": b"next"}
        prepare()
    assert all(state in seen for state in (old, NEW_FILES, None))
    assert len(seen) > 4


def test_old_folder_is_restored_even_if_it_may_not_be_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "slides"
    old = {"slide-1.png": b"old"}
    make_slides(folder, old)
    restored = 0
    for number in killed_runs("folder", folder):
        if not folder.exists():
            restored += 1
            with pytest.raises(TargetExistsError):
                write_folder(folder, [], SLIDES, force=False)
            assert without_marker(folder) == old, number
            assert list(tmp_path.iterdir()) == [folder], number
        write_folder(folder, old.items(), SLIDES, force=True)
    assert restored == 1


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


def without_pictures(folder: Path) -> dict[str, bytes]:
    """Return the files without pictures, in which Qt may place letters differently each time."""
    found = contents(folder)
    return {name: found[name] for name in found if not name.endswith((".png", "SHA256SUMS"))}


@pytest.mark.parametrize("kind", ["data", "pack"])
@pytest.mark.usefixtures("qapp")
def test_exported_folder_is_old_or_new_and_is_cleaned_up(tmp_path: Path, kind: str) -> None:
    small = tmp_path / "small.briefing"  # so that the exports take little time
    build(as_briefing_rows(sample_rows()), small)
    output = tmp_path / "output"
    output.mkdir()
    folder = output / kind
    export = ("export", kind, str(small), "-o", str(folder))
    assert cli.main(export) == 0
    new = without_pictures(folder)
    old = {name: content + b"\r\n" for name, content in new.items()}

    def prepare() -> None:
        for name, content in old.items():
            (folder / name).write_bytes(content)

    prepare()
    seen = []
    for number in killed_runs(*export, "--force"):
        found = without_pictures(folder) if folder.exists() else None
        assert found in (old, new, None), number
        assert found is not None or old in map(without_pictures, output.iterdir())
        seen.append(found)
        assert cli.main([*export, "--force"]) == 0
        assert without_pictures(output) == {
            f"{kind}/{name}": content for name, content in new.items()
        }
        prepare()
    assert all(state in seen for state in (old, new, None))
