"""``briefing-app snapshot``."""

import errno
from pathlib import Path

import pytest

from briefing_app.cli import main as cli
from tests.cli.program import run_program
from tests.files.folders import contents


def test_every_state_is_drawn_without_a_screen(tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    folder = tmp_path / "pictures"
    done = run_program("snapshot", "-o", str(folder))
    assert done.returncode == 0, done.stderr
    drawn = [Path(line) for line in done.stdout.split()]
    assert sorted(drawn) == sorted(folder.glob("[!.]*"))
    names = {path.stem for path in drawn}
    assert {"main-window", "main-window-dark", "search", "table", "large-text"} <= names
    assert {"comparison", "running-order", "presenter-view", "new-briefing"} <= names
    assert {"slide-01", "slide-16"} <= names
    sizes = {path.stem: QImage(str(path)).size().toTuple() for path in drawn}
    assert sizes["main-window"] == (1280, 800)
    assert sizes["small"] == (1024, 640)
    assert sizes["full-hd"] == sizes["slide-12"] == (1920, 1080)
    assert len({path.read_bytes() for path in drawn}) == len(drawn)


@pytest.mark.usefixtures("qapp")
def test_folder_that_cannot_be_written_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert cli.main(["snapshot", "-o", str(tmp_path / "file" / "pictures")]) == 2
    assert "doesn’t exist. Create it first" in capsys.readouterr().err


@pytest.mark.usefixtures("qapp")
def test_existing_folder_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "main-window.png").write_text("mine")
    assert cli.main(["snapshot", "-o", str(tmp_path)]) == 2
    assert "This folder already exists. Choose another name" in capsys.readouterr().err
    assert contents(tmp_path) == {"main-window.png": b"mine"}


@pytest.mark.usefixtures("qapp")
def test_full_disk_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    assert cli.main(["snapshot", "-o", str(tmp_path / "pictures")]) == 2
    assert "The disk is full." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("qapp")
def test_unusable_briefing_leaves_no_pictures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.db").touch()
    assert cli.main(["snapshot", "-o", str(tmp_path / "pictures"), str(tmp_path / "empty.db")]) == 2
    assert "empty.db" in capsys.readouterr().err
    assert not (tmp_path / "pictures").exists()
