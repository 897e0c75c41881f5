"""``briefing-app snapshot``."""

from pathlib import Path

from tests.cli.program import run_program


def test_every_state_is_drawn_without_a_screen(tmp_path: Path) -> None:
    from PySide6.QtGui import QImage  # noqa: PLC0415

    folder = tmp_path / "pictures"
    done = run_program("snapshot", "-o", str(folder))
    assert done.returncode == 0, done.stderr
    drawn = [Path(line) for line in done.stdout.split()]
    assert sorted(drawn) == sorted(folder.iterdir())
    names = {path.stem for path in drawn}
    assert {"main-window", "main-window-dark", "search", "table", "large-text"} <= names
    assert {"comparison", "running-order", "presenter-view", "new-briefing"} <= names
    assert {"slide-01", "slide-16"} <= names
    sizes = {path.stem: QImage(str(path)).size().toTuple() for path in drawn}
    assert sizes["main-window"] == (1280, 800)
    assert sizes["small"] == (1024, 640)
    assert sizes["full-hd"] == sizes["slide-12"] == (1920, 1080)
    assert len({path.read_bytes() for path in drawn}) == len(drawn)


def test_folder_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = run_program("snapshot", "-o", str(tmp_path / "file" / "pictures"))
    assert done.returncode == 2
    assert "can’t be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_unusable_briefing_leaves_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    done = run_program("snapshot", "-o", str(tmp_path / "pictures"), str(tmp_path / "empty.db"))
    assert done.returncode == 2
    assert "empty.db" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("pictures/*"))
