"""What comes before Qt: the display is looked at while Qt's Python side is imported."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from briefing_app.errors import DisplayError
from briefing_app.gui.os_integration import display_check
from briefing_app.gui.os_integration.display_check import display_checked

ROOT = Path(__file__).resolve().parents[3]


def _printed(code: str) -> str:
    """What a fresh interpreter prints."""
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


def _refused() -> None:
    raise DisplayError("There is no screen here.")


# ---- the display --------------------------------------------------------------------------------


def test_that_the_display_is_looked_at_while_the_imports_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    imported = Event()

    def look() -> None:
        assert imported.wait(10), "the imports waited for the display"

    monkeypatch.setattr(display_check, "require_display", look)
    with display_checked():
        imported.set()


def test_that_a_display_that_cannot_show_a_window_is_told_after_the_imports(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(display_check, "require_display", _refused)
    with pytest.raises(DisplayError, match="no screen"), display_checked():
        pass


@pytest.mark.parametrize(
    ("look", "told"),
    [(_refused, "There is no screen"), (lambda: None, r"Qt can’t be loaded: libEGL\.so\.1")],
    ids=["no display either", "display"],
)
def test_that_a_missing_library_is_told_unless_the_display_says_more(
    monkeypatch: pytest.MonkeyPatch, look: Callable[[], None], told: str
) -> None:
    monkeypatch.setattr(display_check, "require_display", look)
    with pytest.raises(DisplayError, match=told), display_checked():
        raise ImportError("libEGL.so.1: cannot open shared object file: No such file")


def test_that_a_bug_in_the_check_is_not_lost_on_its_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(display_check, "require_display", fail)
    with pytest.raises(ZeroDivisionError), display_checked():
        pass


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_that_the_check_loads_what_a_window_needs_without_any_python_of_qt() -> None:
    loaded = _printed(
        "import sys\n"
        "from briefing_app.gui.os_integration.display_check import checking_display\n"
        "with checking_display(): pass\n"
        "print(*(line.split('/')[-1] for line in open('/proc/self/maps')))\n"
        "print('PySide6' in sys.modules)"
    )
    assert "libQt6Widgets.so.6" in loaded
    assert "libfontconfig.so.1" in loaded
    assert loaded.endswith("False")


# ---- Qt's Python side ---------------------------------------------------------------------------


def test_that_no_source_is_read_for_an_import_after_pyside_s() -> None:
    read = _printed(
        "import linecache\n"
        "from briefing_app.gui.os_integration.qt_import import loading_qt\n"
        "with loading_qt():\n"
        "    from briefing_app.gui import application\n"
        "import csv\n"
        "print(*linecache.cache)"
    )
    assert not {"application.py", "csv.py"} & {Path(path).name for path in read.split()}


def test_that_pyside_still_tells_what_a_call_may_be_given() -> None:
    told = _printed(
        "from briefing_app.gui.os_integration.qt_import import loading_qt\n"
        "with loading_qt():\n"
        "    from PySide6.QtCore import QPoint\n"
        "try:\n"
        "    QPoint('a')\n"
        "except TypeError as error:\n"
        "    print(error)"
    )
    assert "called with wrong argument types" in told
    assert "xpos: int, ypos: int" in told


def test_that_the_first_paint_waits_for_nothing_that_it_does_not_show(tmp_path: Path) -> None:
    loaded = _printed(
        "import sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QSettings\n"
        "from briefing_app.gui.application import MainWindow, Settings, Style, create_application\n"
        "from briefing_app.files.paths import BUNDLED_BRIEFING\n"
        "application = create_application()\n"
        f"kept = QSettings({str(tmp_path / 'settings.ini')!r}, QSettings.Format.IniFormat)\n"
        "settings = Settings(kept)\n"
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
        "PySide6.QtSvg",
        "briefing_app.authoring",
        "briefing_app.model.charts",
        "briefing_app.export",
        "briefing_app.model.slides",
        "briefing_app.files.atomic_write",
        "html",
        "json",
        "numpy",
        "pyqtgraph",
        "urllib.parse",
    }
    later |= {
        f"briefing_app.gui.{name}"
        for name in ("dialogs", "keep_awake", "problem_page", "referral_pane", "show", "stage")
    }
    assert later & set(loaded) == set()


def test_that_garbage_is_collected_again_after_loading() -> None:
    told = _printed(
        "import gc\n"
        "from briefing_app.gui.os_integration.qt_import import loading_qt\n"
        "with loading_qt():\n"
        "    print(gc.isenabled())\n"
        "print(gc.isenabled())"
    )
    assert told.split() == ["False", "True"]
