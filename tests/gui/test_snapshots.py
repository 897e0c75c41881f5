"""Tests of the pictures of the program: the same state gives the same picture."""

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractAnimation
from PySide6.QtWidgets import QApplication

from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.snapshots import draw

_RUNNING = QAbstractAnimation.State.Running


@pytest.fixture
def _blinking(qapp: QApplication) -> Iterator[None]:
    before = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(1000)
    yield
    qapp.setCursorFlashTime(before)


@pytest.mark.usefixtures("_blinking")
def test_nothing_moves_or_blinks_in_a_picture(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moving: list[QAbstractAnimation] = []

    def look(picture: object, folder: Path, name: str) -> Path:
        del picture
        for window in qapp.topLevelWidgets():
            animations = window.findChildren(QAbstractAnimation)
            moving.extend(each for each in animations if each.state() is _RUNNING)
        assert qapp.cursorFlashTime() == 0
        return folder / name

    monkeypatch.setattr("briefing_app.gui.snapshots._save", look)
    drawn = draw(BUNDLED_BRIEFING, tmp_path)
    names = [path.name for path in takewhile(lambda path: path.name != "search", drawn)]
    drawn.close()  # type: ignore[attr-defined]  # it is a generator
    assert "main-window" in names
    assert moving == []
