"""Tests of what happens before Qt is loaded, and of what the first paint waits for."""

import subprocess
import sys
from pathlib import Path

import pytest

from briefing_app.errors import DisplayError
from briefing_app.gui.os_integration import start_up
from briefing_app.gui.os_integration.start_up import importing_qt

ROOT = Path(__file__).resolve().parents[3]


def _output(code: str) -> str:
    """Return what a fresh interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _refuse() -> None:
    raise DisplayError("There is no screen here.")


# ---- the display --------------------------------------------------------------------------------


def test_unusable_display_is_reported_before_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_up, "require_display", _refuse)
    with pytest.raises(DisplayError, match="no screen"), importing_qt():
        pytest.fail("Qt would be imported")


def test_missing_library_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_up, "require_display", lambda: None)
    message = r"Qt can’t be loaded: libEGL\.so\.1"
    with pytest.raises(DisplayError, match=message), importing_qt():
        raise ImportError("libEGL.so.1: cannot open shared object file: No such file")


def test_reason_and_remedy_are_separated_by_one_full_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_up, "require_display", lambda: None)
    message = r"could not be found\. Reinstall|could not be found\. Install"
    with pytest.raises(DisplayError, match=message), importing_qt():
        raise ImportError("DLL load failed: The specified module could not be found.")


def test_missing_screen_is_reported_before_a_window_needs_it() -> None:
    reason = _output(
        "from briefing_app.errors import DisplayError\n"
        "from briefing_app.gui.application import Application, create_application\n"
        "Application.screens = staticmethod(list)\n"
        "try:\n"
        "    create_application()\n"
        "except DisplayError as error:\n"
        "    print(error)"
    )
    assert reason.startswith("There is no screen to show a window on.")


def test_display_check_imports_nothing_of_qt() -> None:
    loaded = _output(
        "import sys\n"
        "from briefing_app.gui.os_integration import start_up\n"
        "start_up.require_display()\n"
        "print(*sys.modules)"
    ).split()
    assert "briefing_app.gui.os_integration.start_up" in loaded
    assert not [name for name in loaded if name.startswith(("PySide6", "shiboken6"))]


# ---- the first paint ----------------------------------------------------------------------------


def test_first_paint_waits_for_nothing_it_does_not_show() -> None:
    loaded = _output(
        "import os, sys\n"
        "from types import ModuleType\n"
        "from briefing_app.files.paths import BUNDLED_BRIEFING\n"
        "from briefing_app.gui import application\n"
        "from briefing_app.gui.main_window.window import MainWindow\n"
        "def end(window):\n"
        # A module that is listed as lazy has another type until it is executed.
        "    executed = [name for name, of in sys.modules.items() if type(of) is ModuleType]\n"
        "    print('painted', *executed, flush=True)\n"
        "    os._exit(0)\n"
        "MainWindow.draw_bars = end\n"
        "application.run(BUNDLED_BRIEFING)"
    ).split()
    assert loaded[0] == "painted"
    assert "sqlite3" in loaded
    later = {
        *("PySide6.QtDBus", "numpy", "pyqtgraph"),
        "briefing_app.files.atomic",
        "briefing_app.gui.charts.bar_chart",
        "briefing_app.gui.controllers.wiring",
        "briefing_app.gui.main_window.dialogs",
    }
    assert later & set(loaded) == set()
    packages = tuple(
        f"briefing_app.{name}."
        for name in (
            *("authoring", "export", "gui.authoring", "gui.controllers"),
            *("gui.dialogs", "gui.export", "gui.running_order"),
        )
    )
    assert [name for name in loaded if name.startswith(packages)] == []
