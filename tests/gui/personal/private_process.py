"""A private session of the program in which every feature is used.

Its arguments are those of the program; a copy of a briefing must be among them. Exports are
written beside the copy.
"""

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import astuple
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from briefing_app.cli.main import main
from briefing_app.export.kinds import CHART, DATA, HANDOUT
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.export.dialog import ExportDialog
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.panes.source_pane import SourcePane
from briefing_app.gui.panes.source_text_view import SourceTextView
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.slideshow.command import Command
from briefing_app.gui.slideshow.commands import COMMANDS, Commands
from briefing_app.gui.widgets.text_field import TextField
from tests.gui.export.dialogs import save_button
from tests.gui.menus import trigger
from tests.gui.parts import button_of, choose_path, press
from tests.gui.slideshows import enter_minutes, saving_timer

_TIMEOUT_S: Final = 60
_SLIDESHOWS: Final = (
    "Start slideshow",
    "Start from the chosen finding",
    "Start a new session",
)
_NOT_TRIGGERED: Final = {
    *_SLIDESHOWS,
    "Continue",
    *("Smaller text", "Larger text", "Normal text size"),  # like a theme, one is chosen at the end
    "Start in a window, for a video call",
    "Start a private session",
    "Quit",
}
_EXPORTS: Final = {
    HANDOUT: "handout.pdf",
    CHART: "chart.png",
    DATA: "data",
}


def _wait(is_done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _TIMEOUT_S
    while not is_done():
        assert time.monotonic() < deadline
        QApplication.processEvents()
        QTest.qWait(1)


def _settle() -> None:
    for _ in range(5):
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _other_windows(window: QWidget) -> list[QWidget]:
    found = QApplication.topLevelWidgets()
    return [each for each in found if each is not window and each.isVisible()]


def _close_others(window: QWidget) -> None:
    for other in _other_windows(window):
        other.close()
    _settle()


def _use_window(window: MainWindow) -> None:
    """Choose and type everything that can be chosen and typed in the main window."""
    briefing = window.briefing
    assert briefing is not None
    assert window.menus is not None
    for path in window.menus.actions:
        *_, menu, name = path.removesuffix("…").split(" › ")
        if menu != "Theme" and name not in _NOT_TRIGGERED:
            trigger(window, f"{menu}/{name}")
            _settle()
            _close_others(window)
            if window.briefing is None or window.briefing.path != briefing.path:
                window.open(briefing.path)  # an example was opened
    window.reading.set_my_force(briefing.report.forces[0].name)
    for box in window.findChildren(QComboBox):
        box.setCurrentIndex(box.count() - 1)
    for note in window.findChildren(TextField):
        QTest.keyClicks(note, "a private note")
    for field in window.findChildren(QLineEdit):
        QTest.keyClicks(field, "a private word")
        field.clear()
    for name in ("Theme/Dark", "Larger text"):
        trigger(window, name)


def _present(
    window: MainWindow, controllers: Controllers, action: str, commands: Iterable[Command]
) -> None:
    """Start a slideshow, run commands, type, and end it."""
    trigger(window, action)
    slideshow = controllers.launcher.slideshow
    assert slideshow is not None
    slideshow.model.go_to(1)
    for command in commands:
        slideshow.commands.do(command)
        _settle()
    enter_minutes(slideshow.windows.presenter_view, 45)
    saving_timer(slideshow).timeout.emit()
    slideshow.end()
    _settle()


def _check_that_it_was_used(controllers: Controllers) -> None:
    """Fail if the walk left something out: then finding no file would mean nothing."""
    kept = controllers.launcher.surroundings.personal.kept.briefings()
    assert kept is not None
    (briefing,) = kept
    assert all(astuple(briefing)), briefing


def _export(window: MainWindow, controllers: Controllers, folder: Path) -> None:
    for kind, name in _EXPORTS.items():
        controllers.export.open(kind)
        dialog = next(each for each in window.findChildren(ExportDialog) if each.isVisible())
        button_of(dialog, "Change…").click()
        choose_path(dialog, folder / name)
        save_button(dialog).click()
        _wait(lambda dialog=dialog: dialog.message.startswith("Saved"))  # type: ignore[misc]
        _close_others(window)


def _show_in_source(window: MainWindow, text: Path) -> None:
    trigger(window, "View/Show in source")
    (pane,) = window.findChildren(SourcePane)
    press(pane, "Choose file…")
    choose_path(window, text)
    (view,) = pane.findChildren(SourceTextView)
    _wait(lambda: bool(view.toPlainText()))
    _close_others(window)


def _walk(folder: Path) -> None:
    window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
    _wait(lambda: window.menus is not None)
    controllers = window.findChild(Controllers)
    assert isinstance(controllers, Controllers)
    assert window.windowTitle().endswith("Briefing (private session)")
    _use_window(window)
    for path in (folder / "gone.briefing", folder / "copy.briefing"):
        window.open(path)
    controllers.running_order.open_dialog()
    order = window.findChild(RunningOrderDialog)
    assert isinstance(order, RunningOrderDialog)
    order.editor.select(1)
    order.editor.toggle()
    _close_others(window)
    _show_in_source(window, folder / "source.txt")
    first, *others = _SLIDESHOWS
    _present(
        window, controllers, first, (each for each in COMMANDS if each is not Commands.close_or_end)
    )
    for action in others:
        _present(window, controllers, action, ())
    _export(window, controllers, folder)
    sys.excepthook(ValueError, ValueError("a private value"), None)
    _close_others(window)
    _check_that_it_was_used(controllers)
    window.close()
    _settle()
    print("done", flush=True)


def _main() -> int:
    folder = Path(sys.argv[-1]).parent

    def instead_of_exec(*_: object) -> int:
        _walk(folder)
        return 0

    QApplication.exec = instead_of_exec  # type: ignore[method-assign]
    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(_main())
