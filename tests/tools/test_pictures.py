"""Tests of the pictures of the program, which are drawn without a screen."""

import subprocess
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractAnimation
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.slides.render import png
from tools.pictures.pictures import draw_all

ROOT = Path(__file__).parents[2]
_RUNNING = QAbstractAnimation.State.Running


@pytest.fixture
def _blinking(qapp: QApplication) -> Iterator[None]:
    before = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(1000)
    yield
    qapp.setCursorFlashTime(before)


@pytest.mark.usefixtures("_blinking")
def test_nothing_moves_or_blinks_in_a_picture(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    moving: list[QAbstractAnimation] = []

    def look(picture: QImage) -> bytes:
        for window in qapp.topLevelWidgets():
            animations = window.findChildren(QAbstractAnimation)
            moving.extend(each for each in animations if each.state() is _RUNNING)
        assert qapp.cursorFlashTime() == 0
        return png(picture)

    monkeypatch.setattr("tools.pictures.pictures.png", look)
    drawn = draw_all(BUNDLED_BRIEFING)
    names = [name for name, _ in takewhile(lambda picture: picture[0] != "search.png", drawn)]
    drawn.close()
    assert "main-window.png" in names
    assert moving == []


def drawn_pictures(*arguments: str | Path) -> dict[str, QImage]:
    """Return the pictures that the tool draws with these arguments, by their names."""
    command = [sys.executable, "-m", "tools.pictures", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return {path.stem: QImage(str(path)) for path in map(Path, done.stdout.splitlines())}


def test_every_state_is_drawn_without_a_screen(tmp_path: Path) -> None:
    drawn = drawn_pictures("-o", tmp_path / "pictures")
    assert {"main-window", "search", "running-order", "presenter-view", "slide-01"} <= set(drawn)
    sizes = {name: picture.size().toTuple() for name, picture in drawn.items()}
    assert sizes["main-window"] == (1280, 800)
    assert sizes["small"] == (1024, 640)
    assert sizes["full-hd"] == sizes["slide-12"] == (1920, 1080)
    assert len({path.read_bytes() for path in (tmp_path / "pictures").iterdir()}) == len(drawn)


def test_only_the_main_window_is_drawn_if_it_is_asked_for(tmp_path: Path) -> None:
    drawn = drawn_pictures("--window", "-o", tmp_path / "pictures", BUNDLED_BRIEFING)
    assert list(drawn) == ["main-window"]
