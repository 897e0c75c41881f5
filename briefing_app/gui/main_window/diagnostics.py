"""The text that Help ▸ Copy diagnostics puts on the clipboard.

It holds nothing of a briefing and nothing that identifies the user or a screen.
"""

import platform
from typing import Final

import PySide6
from PySide6.QtCore import QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication, QScreen

from briefing_app import __version__
from briefing_app.files.log_file import read_log_tail
from briefing_app.gui.look import Style

_LOG_LINES: Final = 200


def diagnostics_text(style: Style) -> str:
    """Return the versions, the system, the screens, the theme and the end of the log file."""
    lines = [
        f"Briefing {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, PySide {PySide6.__version__}",
        f"System: {QSysInfo.prettyProductName()}, {QSysInfo.currentCpuArchitecture()}",
        f"Windowing system: {QGuiApplication.platformName()}",
        *map(_screen_line, QGuiApplication.screens()),
        f"Theme: {style.choice.value}, text {round(style.scale * 100)} %",
        "",
        f"The last {_LOG_LINES} lines of the log:",
        *(read_log_tail(_LOG_LINES) or ["There is no log."]),
    ]
    return "\n".join(lines) + "\n"


def _screen_line(screen: QScreen) -> str:
    size = screen.size()
    primary = ", primary" if screen is QGuiApplication.primaryScreen() else ""
    return f"Screen: {size.width()} × {size.height()}, scale {screen.devicePixelRatio():g}{primary}"
