"""The states in which the main window is drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize

from briefing_app.errors import MissingFileError
from briefing_app.gui.look import ThemeChoice
from briefing_app.gui.main_window.actions import ActionId
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.panes.findings_list import NoteFilter

WINDOW_SIZE: Final = QSize(1280, 800)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of the main window.

    Args:
        name: The name of the picture's file without its suffix.
        arrange: Brings the window into the state to draw.
        theme: The theme.
        scale: The text size, 1.0 for 100 %.
        size: The size of the window.
    """

    name: str
    arrange: Callable[[MainWindow], None] = lambda _: None
    theme: ThemeChoice = ThemeChoice.LIGHT
    scale: float = 1.0
    size: QSize = WINDOW_SIZE


def _select_second(window: MainWindow) -> None:
    window.trigger(ActionId.NEXT_FINDING)


def _select_cautioned(window: MainWindow) -> None:
    briefing = window.briefing
    assert briefing is not None  # noqa: S101, pictures show a briefing
    for finding in briefing.report.findings:
        if finding.caution:
            window.view.show_finding(finding)
            return


def _search(window: MainWindow) -> None:
    window.header.search_for("victim")


def _filter_notes(window: MainWindow) -> None:
    window.view.findings.set_note_filter(NoteFilter(with_notes=True))


def _table(window: MainWindow) -> None:
    _select_second(window)
    window.trigger(ActionId.TABLE)


def _all_quotes(window: MainWindow) -> None:
    window.trigger(ActionId.ALL_QUOTES)


def _my_force(window: MainWindow) -> None:
    briefing = window.briefing
    assert briefing is not None  # noqa: S101, pictures show a briefing
    window.set_my_force(briefing.report.forces[-1])


def _missing_file(window: MainWindow) -> None:
    window.show_error(
        MissingFileError(
            Path("training-day.briefing"), "There is no such file.", "Check its name and folder."
        )
    )


SHOTS: Final = (
    Shot("main-window", _select_second),
    Shot("main-window-dark", _select_second, ThemeChoice.DARK),
    Shot("contrast-light", _select_second, ThemeChoice.CONTRAST_LIGHT),
    Shot("contrast-dark", _select_second, ThemeChoice.CONTRAST_DARK),
    Shot("large-text", _select_second, scale=1.5),
    Shot("caution", _select_cautioned),
    Shot("search", _search),
    Shot("notes", _filter_notes),
    Shot("table", _table),
    Shot("all-quotes", _all_quotes),
    Shot("my-force", _my_force),
    Shot("small", _select_second, size=QSize(1024, 640)),
    Shot("full-hd", _select_second, size=QSize(1920, 1080)),
    Shot("problem", _missing_file),
)
"""The pictures of the main window."""
