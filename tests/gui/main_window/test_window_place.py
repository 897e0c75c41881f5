"""Where the main window is when the program starts again."""

import pytest
from PySide6.QtCore import QRect

from briefing_app.gui.main_window.window_place import restored_place

_LAPTOP = QRect(0, 0, 1366, 768)
_PROJECTOR = QRect(1366, 0, 1920, 1080)


@pytest.mark.parametrize(
    ("saved", "restored"),
    [
        ((320, 140, 1280, 800), QRect(86, 48, 1280, 720)),
        ((-100, 10, 900, 600), QRect(0, 48, 900, 600)),
        ((100, -20, 900, 600), QRect(100, 48, 900, 600)),
        ((0, 500, 900, 600), QRect(0, 168, 900, 600)),
        ((1300, 60, 1200, 800), QRect(1366, 60, 1200, 800)),
        ((0, 0, 1366, 768), QRect(0, 0, 1366, 768)),
        ((1500, 40, 1200, 800), QRect(1500, 40, 1200, 800)),
    ],
    ids=[
        "beyond-right-and-bottom",
        "beyond-left",
        "beyond-top",
        "beyond-bottom",
        "mostly-on-second-screen",
        "fills-screen",
        "on-second-screen",
    ],
)
def test_window_is_moved_onto_screen_of_its_title_bar(
    saved: tuple[int, ...], restored: QRect
) -> None:
    assert restored_place(saved, [_LAPTOP, _PROJECTOR]) == restored


@pytest.mark.parametrize(
    "saved",
    [
        *((), (0, 0, 900), (0, 0, 0, 0), (1_000_000, 1_000_000, 1_000_000, 1_000_000)),
        *((0, -300, 900, 600), (0, 760, 900, 600), (-850, 0, 900, 600), (1500, 40, 1200, 800)),
    ],
    ids=[
        *("none", "damaged", "empty", "huge"),
        *("above-screen", "below-screen", "nearly-all-left-of-screen", "on-missing-screen"),
    ],
)
def test_place_with_unreachable_title_bar_is_not_restored(saved: tuple[int, ...]) -> None:
    assert restored_place(saved, [_LAPTOP]) is None
