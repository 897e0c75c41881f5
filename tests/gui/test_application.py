"""Tests of the start of the program and of what follows a slideshow."""

import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.store import PersonalStore
from briefing_app.files.paths import BUNDLED_BRIEFING, personal_file
from briefing_app.gui import application
from briefing_app.gui.look import Look
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.os_integration import sleep
from briefing_app.gui.os_integration.application import Application
from briefing_app.gui.slides.blocks import MEASURER
from briefing_app.gui.slideshow.audience import AudienceWindow
from briefing_app.gui.slideshow.presenter.view import PresenterView
from briefing_app.layout.measurer import BOLD, TextStyle
from tests.gui.menus import trigger
from tests.gui.pixels import pixels
from tests.gui.slideshows import FakeSleepInhibitor, last_record, press, process_deletions, type_in

_Window = TypeVar("_Window", bound=QWidget)
Run = Callable[[Callable[[], None]], None]


@pytest.fixture
def during(
    qapp: QApplication, style: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[], None]], None]:
    """Return a function that replaces Qt's event loop by another function."""
    monkeypatch.setattr(application, "create_application", lambda: qapp)
    monkeypatch.setattr(application, "settings_file", lambda: tmp_path / "settings.json")
    monkeypatch.setattr(sleep, "SleepInhibitor", FakeSleepInhibitor)
    # It would stay so: a signal that a later test raises would end the event loops of all others.
    monkeypatch.setattr(Application, "end_on_signals", lambda _: None)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)

    def run_instead(action: Callable[[], None]) -> None:
        def instead_of_exec(*_: object) -> int:
            action()
            return 0

        monkeypatch.setattr(QApplication, "exec", instead_of_exec)

    return run_instead


def _present(*, windowed: bool = False, is_private: bool = False, is_new: bool = False) -> None:
    code = application.present(
        BUNDLED_BRIEFING,
        is_new=is_new,
        at=None,
        minutes=None,
        screen="",
        windowed=windowed,
        is_private=is_private,
    )
    assert code == 0


def _windows(kind: type[_Window]) -> list[_Window]:
    windows = QApplication.topLevelWidgets()
    return [window for window in windows if isinstance(window, kind) and window.isVisible()]


def _only(kind: type[_Window]) -> _Window:
    (window,) = _windows(kind)
    return window


def _close(window: MainWindow) -> None:
    """Close a window for good: every later change of the look would style it, too."""
    window.close()
    window.deleteLater()
    process_deletions()


def _is_active(kind: type[_Window]) -> bool:
    return any(window.isActiveWindow() for window in _windows(kind))


@pytest.mark.parametrize("windowed", [False, True])
def test_esc_leads_to_main_window_where_f5_continues(
    qtbot: QtBot,
    during: Run,
    windowed: bool,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def end_and_continue() -> None:
        assert not _windows(MainWindow)
        type_in(_only(AudienceWindow), "9")
        press(_only(AudienceWindow), "Return")
        press(_only(AudienceWindow), "Esc")
        assert not _windows(AudienceWindow)
        window = _only(MainWindow)
        qtbot.waitUntil(lambda: window.menus is not None)
        assert window.briefing is not None
        for _ in range(2):
            trigger(window, "Continue at slide 9")
            assert _only(AudienceWindow).isFullScreen() != windowed
            assert "Slide 9 of 21" in _only(AudienceWindow).slide.accessibleName()
            active_window = PresenterView if windowed else AudienceWindow
            qtbot.waitUntil(partial(_is_active, active_window))
            press(_only(active_window), "Esc")
            assert not _windows(AudienceWindow)
            assert _windows(MainWindow) == [window]
        _close(window)

    during(end_and_continue)
    _present(windowed=windowed)
    printed = capsys.readouterr().err
    assert printed.startswith("" if windowed else "briefing-app: Only one screen: press S")
    assert bool(printed) != windowed
    record = last_record(PersonalStore(personal_file()))
    assert not record.running

    def start_again(slide: int) -> None:
        assert f"Slide {slide} of 21" in _only(AudienceWindow).slide.accessibleName()
        _only(AudienceWindow).close()
        _close(_only(MainWindow))

    during(partial(start_again, 9))
    _present(windowed=windowed)
    assert last_record(PersonalStore(personal_file())).elapsed >= record.elapsed
    during(partial(start_again, 1))
    _present(windowed=windowed, is_new=True)


def test_private_slideshow_is_not_kept(
    during: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def turn_and_end() -> None:
        press(_only(AudienceWindow), "Right")
        press(_only(AudienceWindow), "Esc")
        window = _only(MainWindow)
        assert window.windowTitle().endswith("(private session)")
        _close(window)

    monkeypatch.setattr(application, "personal_file", lambda: tmp_path / "personal.db")
    monkeypatch.setattr(QApplication, "setApplicationDisplayName", lambda _: None)
    monkeypatch.setattr(QApplication, "setAttribute", lambda _: None)
    during(turn_and_end)
    _present(is_private=True)
    assert not (tmp_path / "personal.db").exists()
    assert not (tmp_path / "settings.json").exists()


def test_window_opens_without_a_home_folder(during: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Path:
        raise RuntimeError

    def close() -> None:
        _close(_only(MainWindow))

    for name in ("personal_file", "settings_file"):
        monkeypatch.setattr(application, name, fail)
    during(close)
    assert application.run(BUNDLED_BRIEFING) == 0


@pytest.mark.usefixtures("_fonts")
@pytest.mark.parametrize("size", [64, 65, 133, 400])
def test_letters_of_any_size_are_painted(size: int) -> None:
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill("white")
    painter = QPainter(image)
    painter.setFont(MEASURER.font(TextStyle(size, BOLD)))
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, "M")
    painter.end()
    assert np.count_nonzero(pixels(image) == 0xFF000000) > size * size / 10
