"""What the windowing system allows."""

from PySide6.QtGui import QGuiApplication


def may_place_windows() -> bool:
    """Return whether a program can choose the position of its windows.

    On Wayland it can only request a screen to fill, before the window is shown.
    """
    return not QGuiApplication.platformName().startswith("wayland")
