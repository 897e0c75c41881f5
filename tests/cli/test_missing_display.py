"""Commands that need Qt, without a screen or with missing libraries."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import run_program

_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="on Linux only")


@_LINUX
def test_without_a_screen_exports_are_suggested() -> None:
    done = run_program()
    assert done.returncode == 2
    assert done.stderr == (
        "briefing-app: There is no screen to show a window on. "
        "Exports need none: briefing-app export --help\n"
    )


@_LINUX
@pytest.mark.parametrize("command", [[], ["present"]])
def test_without_a_screen_a_missing_file_is_reported_first(command: list[str]) -> None:
    done = run_program(*command, "missing.db")
    assert done.returncode == 2
    assert done.stderr.startswith("briefing-app: missing.db: There is no such file. ")


@_LINUX
def test_screen_that_does_not_answer_is_named() -> None:
    done = run_program(DISPLAY="127.0.0.1:77")
    assert done.returncode == 2
    assert "127.0.0.1:77" in done.stderr
    assert "Traceback" not in done.stderr


@_LINUX
def test_missing_system_library_gives_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from briefing_app.errors import DisplayError
    from briefing_app.gui.os_integration import start_up

    def refuse(name: str) -> object:
        raise OSError(f"libxcb-cursor.so.0: cannot open shared object file: {name}")

    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":77")
    monkeypatch.setattr(ctypes, "CDLL", refuse)
    with pytest.raises(DisplayError, match=r"libxcb-cursor\.so\.0") as raised:
        start_up.require_display()
    assert "sudo apt install" in raised.value.remedy
    assert "libxcb-cursor0" in raised.value.remedy


def test_missing_qt_library_is_reported_when_the_window_is_loaded() -> None:
    code = (
        "import sys\n"
        "class Missing:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'PySide6.QtWidgets':\n"
        "            raise ImportError('libEGL.so.1: cannot open shared object file')\n"
        "sys.meta_path.insert(0, Missing())\n"
        "from briefing_app.cli import open as command\n"
        "from briefing_app.errors import DisplayError\n"
        "from briefing_app.files.paths import BUNDLED_BRIEFING\n"
        "try:\n"
        "    command.load_application(BUNDLED_BRIEFING)\n"
        "except DisplayError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.startswith("Qt can’t be loaded: libEGL.so.1")


def test_missing_qt_library_is_reported_but_other_import_errors_are_raised() -> None:
    from briefing_app.gui.os_integration.start_up import missing_library

    library = ImportError("libEGL.so.1: cannot open shared object file: No such file")
    assert "libEGL.so.1" in missing_library(library).what
    with pytest.raises(ImportError, match="cannot import name"):
        missing_library(ImportError("cannot import name 'x' from 'briefing_app'"))


@_LINUX
@pytest.mark.parametrize(
    ("name", "content"),
    [("QtCore.abi3.so", b""), ("Qt/lib/libQt6Gui.so.6", b"no library at all" * 100)],
    ids=["empty", "overwritten"],
)
def test_damaged_qt_library_is_reported(tmp_path: Path, name: str, content: bytes) -> None:
    import PySide6

    installed = Path(PySide6.__path__[0])
    package = tmp_path / "PySide6"
    damaged = package / name
    damaged.parent.mkdir(parents=True)
    folder = Path()
    for part in ("", *Path(name).parts[:-1]):  # links to all but what is damaged
        folder /= part
        for each in (installed / folder).iterdir():
            copy = package / folder / each.name
            if copy != damaged and not copy.exists():
                copy.symlink_to(each)
    damaged.write_bytes(content)
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = run_program("export", "pictures", "-o", str(tmp_path / "pictures"), PYTHONPATH=path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert damaged.name in done.stderr
    assert "damaged" in done.stderr
