"""Isolation of the tests from the machine: fonts, HOME, settings, locale, signals, options."""

import atexit
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

_ROOT: Final = Path(__file__).resolve().parents[1]
_FONT_FOLDERS: Final = (_ROOT / "resources" / "fonts", _ROOT / "tests" / "fonts")
_USER_FOLDERS: Final = {
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "LOCALAPPDATA": "local",
    "APPDATA": "roaming",
}
_KEPT_QT_OPTIONS: Final = {"QT_QPA_PLATFORM"}


def isolate() -> None:
    """Give this process and its children a separate environment for tests.

    Call this before Qt is loaded: fontconfig reads its configuration once.
    """
    home = Path(tempfile.mkdtemp(prefix="briefing-app-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    for name in [name for name in os.environ if name.startswith("QT_")]:
        if name not in _KEPT_QT_OPTIONS:
            del os.environ[name]
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(home)
    for name, folder in _USER_FOLDERS.items():
        os.environ[name] = str(home / folder)
    os.environ["LC_ALL"] = "C.UTF-8"
    os.environ["TZ"] = "UTC"
    os.environ["SOURCE_DATE_EPOCH"] = "1700000000"  # the same files at any time
    os.environ["FONTCONFIG_FILE"] = str(_font_configuration())
    if sys.platform == "win32":
        os.environ["PYTHONUTF8"] = "1"  # as Briefing.exe does for the program
        # Otherwise Qt's offscreen platform warns that PySide has no folder of fonts.
        os.environ["QT_QPA_FONTDIR"] = str(_FONT_FOLDERS[0])
    # Otherwise each process would compile the program and the tests again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    # If the parent process ignores Ctrl+C, so do this process and its children.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Qt aborts if there is no screen. Set another platform to watch the tests.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _font_configuration() -> Path:
    """Return a fontconfig file that lists only the bundled fonts and the test fonts.

    It leaves out the fonts of the web page, which have the same names but fewer letters: which of
    them fontconfig prefers depends on the order of the files in their folder.

    It isn't in the temporary HOME: a process that ends after the tests may still read it.
    """
    folder = _ROOT / "build" / "fontconfig"
    folders = "".join(f"  <dir>{escape(str(folder))}</dir>\n" for folder in _FONT_FOLDERS)
    text = (
        "<?xml version='1.0'?>\n<!DOCTYPE fontconfig SYSTEM 'fonts.dtd'>\n<fontconfig>\n"
        f"{folders}  <cachedir>{escape(str(folder / 'cache'))}</cachedir>\n"
        "  <selectfont><rejectfont><glob>*.woff2</glob></rejectfont></selectfont>\n</fontconfig>\n"
    )
    path = folder / "fonts.conf"
    if not path.is_file() or path.read_text("utf-8") != text:
        folder.mkdir(parents=True, exist_ok=True)
        written = path.with_suffix(f".{os.getpid()}")  # other processes may write it too
        written.write_text(text, "utf-8")
        written.replace(path)
    return path
