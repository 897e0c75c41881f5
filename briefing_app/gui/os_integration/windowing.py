"""What the windowing system allows."""

from PySide6.QtGui import QGuiApplication


def may_place_windows() -> bool:
    """Whether windows stand where they are put.

    On Wayland a program can only ask for the screen that a window fills, and only before that is
    shown; where it then stands, its screen tells.
    """
    return not QGuiApplication.platformName().startswith("wayland")
