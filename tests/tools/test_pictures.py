"""Tests of the pictures of the program, which are drawn without a screen."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractAnimation, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.slides.png_file import png
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
def test_every_state_is_drawn_and_nothing_moves_or_blinks(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    moving: list[QAbstractAnimation] = []
    sizes: list[QSize] = []

    def look(picture: QImage) -> bytes:
        for window in qapp.topLevelWidgets():
            animations = window.findChildren(QAbstractAnimation)
            moving.extend(each for each in animations if each.state() is _RUNNING)
        assert qapp.cursorFlashTime() == 0
        sizes.append(picture.size())
        return png(picture)

    monkeypatch.setattr("tools.pictures.pictures.png", look)
    drawn = dict(draw_all(BUNDLED_BRIEFING))
    assert moving == []
    assert {"main-window", "search", "running-order", "presenter-view", "slide-01"} <= {
        Path(name).stem for name in drawn
    }
    assert len(set(drawn.values())) == len(drawn)
    assert {QSize(1280, 800), QSize(1024, 640), QSize(1920, 1080)} <= set(sizes)


def test_only_the_main_window_is_drawn_if_it_is_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    command = [sys.executable, "-m", "tools.pictures", "--window"]
    subprocess.run([*command, "-o", folder, BUNDLED_BRIEFING], cwd=ROOT, check=True)
    (picture,) = folder.iterdir()
    assert picture.name == "main-window.png"
    assert QImage(str(picture)).size() == QSize(1280, 800)
