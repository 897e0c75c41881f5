"""What file dialogs leave in the user's settings."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[3]
PACKAGE: Final = ROOT / "briefing_app"

_USE_A_DIALOG: Final = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from briefing_app.files.paths import settings_file
from briefing_app.gui.application import Settings, Look, create_application
from briefing_app.gui.main_window.dialogs import Dialogs

application = {application}
settings = Settings(settings_file())
window = QWidget()
look = Look(application, settings.theme, settings.text_scale)
chosen = []
Dialogs(settings, window).choose_briefing(chosen.append)
(dialog,) = window.findChildren(QFileDialog)
dialog.setDirectory(str(Path(sys.argv[1]).parent))
dialog.selectFile(sys.argv[1])
dialog.accept()
application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
assert chosen == [Path(sys.argv[1])]
settings.save()
assert not window.findChildren(QFileDialog)
"""

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Qt’s settings are not in a file there"
)


@pytest.fixture
def briefing(tmp_path: Path) -> Path:
    """A file in a folder whose name must not be written anywhere."""
    folder = tmp_path / "Operation Larch"
    folder.mkdir()
    (folder / "a.db").touch()
    return folder / "a.db"


@pytest.fixture
def configuration(tmp_path: Path) -> Path:
    folder = tmp_path / "config"
    folder.mkdir()
    return folder


def choose(briefing: Path, configuration: Path, application: str) -> None:
    """Choose a file in the program's file dialog, in another process."""
    subprocess.run(
        [sys.executable, "-c", _USE_A_DIALOG.format(application=application), str(briefing)],
        env={**os.environ, "XDG_CONFIG_HOME": str(configuration), "PYTHONPATH": str(ROOT)},
        check=True,
    )


def test_file_dialog_writes_no_settings_but_ours(briefing: Path, configuration: Path) -> None:
    choose(briefing, configuration, "create_application()")
    files = {path.name: path for path in configuration.rglob("*") if path.is_file()}
    assert files.keys() == {"settings.json", "settings.lock"}
    assert "Operation Larch" in files["settings.json"].read_text("utf-8")


@pytest.mark.parametrize("before", ["file:///before", None])
def test_folders_in_qt_settings_stay_as_they_were(
    briefing: Path, configuration: Path, before: str | None
) -> None:
    """As on Windows, where Qt's settings can't be discarded."""
    store = configuration / "QtProject.conf"
    if before is not None:
        store.write_text(f"[FileDialog]\nhistory={before}\nlastVisited={before}\n")
    choose(briefing, configuration, "QApplication([])")
    lines = store.read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith(("history=", "lastVisited="))] == (
        [f"history={before}", f"lastVisited={before}"] if before else []
    )
    assert "Larch" not in store.read_text("utf-8")


def test_no_other_module_makes_a_file_dialog() -> None:
    makers = [
        path.name
        for path in PACKAGE.rglob("*.py")
        if "QFileDialog(" in (source := path.read_text("utf-8")) or "QFileDialog.get" in source
    ]
    assert makers == ["file_dialog.py"]
