"""Tests of the pictures of the program: the same state gives the same picture."""

from collections.abc import Iterator
from itertools import takewhile

import pytest
from PySide6.QtCore import QAbstractAnimation
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.slides.render import png
from briefing_app.gui.snapshots.pictures import draw_all

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

    monkeypatch.setattr("briefing_app.gui.snapshots.pictures.png", look)
    drawn = draw_all(BUNDLED_BRIEFING)
    names = [name for name, _ in takewhile(lambda picture: picture[0] != "search.png", drawn)]
    drawn.close()
    assert "main-window.png" in names
    assert moving == []
