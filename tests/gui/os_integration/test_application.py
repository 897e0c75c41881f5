"""What the application does with the system: its end, and Windows' taskbar."""

import ctypes
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from briefing_app.gui.os_integration.application import share_taskbar_button

LAUNCHER = Path(__file__).parents[3] / "packaging" / "windows" / "launcher.c"


def test_end_of_the_session_is_the_last_thing_in_the_log(
    qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    qapp.aboutToQuit.emit()
    assert "The window is closed, or the session ends" in caplog.text


def test_log_off_is_logged_before_the_system_ends_the_program(
    qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    qapp.commitDataRequest.emit(None)
    assert "The user logs off, or the computer shuts down" in caplog.text


def test_windows_shows_one_taskbar_button_however_the_program_was_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ids: list[str] = []

    def library(name: str) -> Any:
        assert name == "shell32"
        return SimpleNamespace(
            SetCurrentProcessExplicitAppUserModelID=lambda text: ids.append(text.value)
        )

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "WinDLL", library, raising=False)
    share_taskbar_button()
    in_launcher = re.findall(r'AppUserModelID\(L"(.+?)"\)', LAUNCHER.read_text("utf-8"))
    assert ids == in_launcher
    assert len(ids) == 1


def test_windows_without_that_function_starts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "WinDLL", lambda _: SimpleNamespace(), raising=False)
    share_taskbar_button()
