"""Tests of what happens before Qt is loaded, and of what the first paint waits for."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_app.errors import DisplayError
from briefing_app.gui.os_integration import start_up
from briefing_app.gui.os_integration.start_up import importing_qt, resume_garbage_collection

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


@pytest.fixture(autouse=True)
def _garbage_collection() -> Iterator[None]:
    yield
    resume_garbage_collection()


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


def test_display_check_imports_nothing_of_qt() -> None:
    loaded = _output(
        "import sys\n"
        "from briefing_app.gui.os_integration import start_up\n"
        "start_up.require_display()\n"
        "print(*sys.modules)"
    ).split()
    assert "briefing_app.gui.os_integration.start_up" in loaded
    assert not [name for name in loaded if name.startswith(("PySide6", "shiboken6"))]


# ---- PySide -------------------------------------------------------------------------------------


def test_imports_after_pyside_read_no_source() -> None:
    read = _output(
        "import linecache\n"
        "from briefing_app.gui.os_integration.start_up import importing_qt\n"
        "with importing_qt():\n"
        "    from briefing_app.gui import application\n"
        "import csv\n"
        "print(*linecache.cache)"
    )
    assert not {"application.py", "csv.py"} & {Path(path).name for path in read.split()}


def test_pyside_still_explains_wrong_arguments() -> None:
    message = _output(
        "from briefing_app.gui.os_integration.start_up import importing_qt\n"
        "with importing_qt():\n"
        "    from PySide6.QtCore import QPoint\n"
        "try:\n"
        "    QPoint('a')\n"
        "except TypeError as error:\n"
        "    print(error)"
    )
    assert "called with wrong argument types" in message
    assert "xpos: int, ypos: int" in message


# ---- the first paint ----------------------------------------------------------------------------


def test_first_paint_waits_for_nothing_it_does_not_show(tmp_path: Path) -> None:
    loaded = _output(
        "import sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QSettings\n"
        "from briefing_app.gui.application import Settings, Style, create_application\n"
        "from briefing_app.gui.main_window.window import MainWindow\n"
        "from briefing_app.files.paths import BUNDLED_BRIEFING\n"
        "application = create_application()\n"
        f"store = QSettings({str(tmp_path / 'settings.ini')!r}, QSettings.Format.IniFormat)\n"
        "settings = Settings(store)\n"
        "window = MainWindow(settings, Style(application, settings.theme, settings.text_scale))\n"
        "def painted():\n"
        "    print('painted', *sys.modules)\n"
        "    application.quit()\n"
        "window.first_painted.connect(painted)\n"
        "window.open(BUNDLED_BRIEFING)\n"
        "window.show()\n"
        "application.exec()"
    ).split()
    assert loaded[0] == "painted"
    assert "sqlite3" in loaded
    later = {
        "PySide6.QtDBus",
        "briefing_app.authoring",
        "briefing_app.export",
        "briefing_app.files.atomic",
        "briefing_app.gui.controllers.slideshow",
        "briefing_app.gui.main_window.dialogs",
        "briefing_app.gui.main_window.messages",
        "briefing_app.gui.main_window.menus",
        "briefing_app.gui.os_integration.sleep",
        "briefing_app.gui.panes.figures_pane",
        "briefing_app.gui.slides",
        "briefing_app.gui.slideshow",
        "briefing_app.model.charts",
        "briefing_app.model.slides",
        "html",
        "numpy",
        "pyqtgraph",
    }
    assert later & set(loaded) == set()


def test_garbage_collection_is_paused_until_resumed() -> None:
    states = _output(
        "import gc\n"
        "from briefing_app.gui.os_integration.start_up import *\n"
        "with importing_qt():\n"
        "    print(gc.isenabled())\n"
        "print(gc.isenabled())\n"
        "resume_garbage_collection()\n"
        "print(gc.isenabled())"
    )
    assert states.split() == ["False", "False", "True"]


def test_commands_run_with_garbage_collection() -> None:
    state = _output(
        "import gc, sys\n"
        "from briefing_app.__main__ import main\n"
        "from briefing_app.cli import check\n"
        "check.run = lambda options: print(gc.isenabled()) or 0\n"
        "sys.argv = ['briefing-app', 'check', 'x']\n"
        "main()"
    )
    assert state == "True"
