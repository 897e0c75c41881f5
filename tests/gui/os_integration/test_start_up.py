"""Tests of what happens before Qt is loaded."""

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


def test_unusable_display_is_reported_before_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_up, "require_display", _refuse)
    with pytest.raises(DisplayError, match="no screen"), importing_qt():
        pytest.fail("Qt would be imported")


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


def test_imports_after_qt_keep_no_source() -> None:
    kept = _output(
        "import linecache\n"
        "from briefing_app.gui.os_integration.start_up import importing_qt\n"
        "with importing_qt():\n"
        "    from PySide6 import QtWidgets\n"
        "    from briefing_app.layout.palette import SlideTheme\n"
        "print(*linecache.cache)"
    )
    assert "palette.py" not in kept
