"""On Windows, letters are up to 4 % wider: the main pages have room for them."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtGui import QFont, QFontMetricsF

from briefing_app.files.paths import FONT_FAMILY

ROOT: Final = Path(__file__).parents[2]
IS_WIDER: Final = "tests/gui/test_wider_letters.py::test_letters_have_their_width"
PRESENTER: Final = "slideshow/presenter/test_presenter_layout.py"
PAGES: Final = (
    "main_window/test_window.py::test_no_control_is_cut_off_in_a_small_window",
    "main_window/test_layout.py::test_every_finding_is_complete_on_a_laptop[bundled]",
    "main_window/test_layout.py::test_every_finding_is_complete_on_a_laptop[demonstration]",
    "main_window/test_layout.py::test_menus_and_buttons_of_a_low_window_are_level_and_do_not_overlap",
    "main_window/test_dialogs.py::test_dialog_fits_screen_and_cuts_nothing_off",
    "panes/test_figures_layout.py::test_three_bars_of_a_panel_are_complete[1.0-940]",
    f"{PRESENTER}::test_everything_fits_in_any_text_size[1.0]",
)


@pytest.mark.usefixtures("style")
def test_letters_have_their_width() -> None:
    font = QFont(FONT_FAMILY)
    font.setPixelSize(100)
    is_wider = "tests.fonts.wider" in sys.modules
    width = QFontMetricsF(font).horizontalAdvance("n" * 100)
    assert (width > 5600) is is_wider  # 5,500, and 4 % more


def test_main_pages_cut_nothing_off_if_letters_are_wider() -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-n", "0", "--no-cov"),
            *("-p", "no:cacheprovider", "-p", "tests.fonts.wider"),
            *(IS_WIDER, *(f"tests/gui/{page}" for page in PAGES)),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert f"{len(PAGES) + 1} passed" in done.stdout
