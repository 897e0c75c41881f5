"""Paths of the program's resources and of the user's data."""

import os
import sys
from pathlib import Path
from typing import Final

_PACKAGE = Path(__file__).resolve().parents[1]


def _root() -> Path:
    """Return the folder that contains ``resources/`` and ``data/``.

    A frozen bundle unpacks them into ``sys._MEIPASS``. A wheel carries them inside the package, so
    that they can't collide with another package's. In a checkout they are next to it, and on
    Windows next to the archive that the package is in.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen)
    places = (_PACKAGE, *_PACKAGE.parents[:2])
    return next((place for place in places if (place / "data").is_dir()), _PACKAGE.parent)


PROGRAM_FOLDER = _root()
RESOURCES = PROGRAM_FOLDER / "resources"
FONTS = RESOURCES / "fonts"
FONT_FAMILY = "Atkinson Hyperlegible Next"
"""The family of the bundled fonts, which have five weights."""
HANDOUT = RESOURCES / "handout" / "handout.typ"
PAGE = RESOURCES / "page"
POWERPOINT = RESOURCES / "powerpoint"
ICONS = RESOURCES / "icons"
COLOURED_ICONS = ICONS / "coloured"
"""The icons of the style sheet, in the colours of the themes."""
KNOWN_FORCES = RESOURCES / "forces.csv"
"""The police forces of the United Kingdom: name, short name."""
DEMONSTRATION_SOURCE = RESOURCES / "demonstration"
"""The demonstration briefing, which shows every kind of slide, as a folder of CSV files."""
DEMONSTRATION = DEMONSTRATION_SOURCE / "made-up.briefing"
"""The file that `make db` builds from it."""
GUIDE_PAGES: Final = ("read", "present", "export", "write", "keys")
"""The pages of the guide in their order; each is a file that ends with ``.md``."""
BRIEFING_SUFFIX: Final = ".briefing"
"""How the name of a new briefing ends."""
BRIEFING_SUFFIXES: Final = (BRIEFING_SUFFIX, ".db")
"""How the names of briefings end; others are opened too."""
WORKBOOK_SUFFIX: Final = ".xlsx"
"""How the names of workbooks end that briefings are built from."""
REPORT_FILE: Final = "report.toml"
"""A file that is in every folder of CSV files that briefings are built from."""
BUNDLED_BRIEFING = PROGRAM_FOLDER / "data" / "report.db"

_FOLDER_NAME: Final = "briefing-app"


def guide_folder() -> Path:
    """Return the folder with the pages of the guide; in a checkout, it is in ``docs/``."""
    installed = RESOURCES / "guide"
    return installed if installed.is_dir() else PROGRAM_FOLDER / "docs" / "guide"


def resolved(path: Path) -> Path:
    """Return an absolute path without links, as far as the system can follow it.

    It can't on a drive or share that has gone, and on Windows not if the path is too long.
    """
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # for links in a circle; for an invalid name
        return Path(os.path.abspath(path))  # noqa: PTH100, as resolve but without the system


def personal_file() -> Path:
    """Return the file for the user's notes, running orders and slideshows; it may not exist yet.

    Raises:
        RuntimeError: The user's home folder can't be determined.
    """
    return user_data_folder() / "personal.db"


def settings_file() -> Path:
    """Return the file for the user's settings; it may not exist yet.

    Raises:
        RuntimeError: The user's home folder can't be determined.
    """
    folder = _own_folder("APPDATA", "AppData/Roaming", "XDG_CONFIG_HOME", ".config")
    return folder / "settings.json"


def user_data_folder() -> Path:
    """Return the folder for what belongs to the user rather than to a briefing.

    It follows the platform's convention and may not exist yet.

    Raises:
        RuntimeError: The user's home folder can't be determined.
    """
    return _own_folder("LOCALAPPDATA", "AppData/Local", "XDG_DATA_HOME", ".local/share")


def _own_folder(windows: str, usual_windows: str, xdg: str, usual_xdg: str) -> Path:
    """Return the program's folder in one that a variable names, or else in the usual one."""
    is_windows = sys.platform == "win32"
    parent = os.environ.get(windows if is_windows else xdg, "")
    # The XDG Base Directory Specification says to ignore relative paths.
    if not os.path.isabs(parent):  # noqa: PTH117
        return Path.home() / (usual_windows if is_windows else usual_xdg) / _FOLDER_NAME
    return Path(parent) / _FOLDER_NAME
