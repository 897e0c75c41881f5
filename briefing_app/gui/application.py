"""Starts Qt, builds every object once and hands it on."""

import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from briefing_app import __version__
from briefing_app.database.reader import open_briefing
from briefing_app.errors import OptionError
from briefing_app.files.paths import ICONS
from briefing_app.gui.main_window.actions import ActionId
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings, user_settings
from briefing_app.gui.style import Style, load_fonts

if TYPE_CHECKING:  # imported when it is needed
    from briefing_app.gui.controllers.authoring import AuthoringController
    from briefing_app.gui.controllers.comparison import ComparisonController
    from briefing_app.gui.controllers.export import ExportController
    from briefing_app.gui.controllers.printing import PrintingController
    from briefing_app.gui.controllers.slideshow import SlideshowController
    from briefing_app.gui.slideshow.launcher import SlideshowLauncher, StartOptions

_ExceptHook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def run(path: Path) -> int:
    """Show the main window until it is closed.

    Args:
        path: The briefing to open; what is wrong with it, if anything is, stands in the window.

    Returns:
        The exit code.
    """
    # Nearly all that is made while the program starts stays, so looking for garbage in it only
    # keeps the first paint waiting.
    gc.disable()
    application = create_application()
    settings = Settings(user_settings())
    style = Style(application, settings.theme, settings.text_scale)
    window = MainWindow(settings, style)
    window.first_painted.connect(window.complete)
    window.first_painted.connect(lambda: application.setWindowIcon(_icon()))
    _let_it_do_more_than_show(window, settings, style, application)
    window.first_painted.connect(_collect_garbage_from_now_on)
    window.open(path)
    sys.excepthook = _bug_reporter(window.report_bug)
    # Ctrl+C in the terminal ends the program as it ends any other.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    window.show()
    return application.exec()


def present(path: Path, *, at: int | None, minutes: int | None, screen: str, windowed: bool) -> int:
    """Show a briefing's slides, and when the show is ended the main window until it is closed.

    The show goes on where the last one of the same briefing was left, unless it is said where to
    begin. In the main window F5 goes on with it: some clickers have one button for F5 and Esc.

    Args:
        path: The briefing.
        at: The number of the slide to begin with, counted from 1; None for the first.
        minutes: The planned time; None for the one that is remembered.
        screen: The name of the audience's screen, or empty.
        windowed: Whether the audience's window is an ordinary one.

    Returns:
        The exit code.

    Raises:
        BriefingError: The briefing can't be opened.
        OptionError: There is no such slide.
    """
    from briefing_app.gui.os_integration.sleep_inhibitors.inhibitor import SleepInhibitor  # noqa: PLC0415, only for shows
    from briefing_app.gui.slideshow.launcher import SlideshowLauncher, Start, StartOptions  # noqa: PLC0415

    with open_briefing(path) as briefing:
        application = create_application()
        application.setWindowIcon(_icon())
        settings = Settings(user_settings())
        style = Style(application, settings.theme, settings.text_scale)
        launcher = SlideshowLauncher(settings, style, application, SleepInhibitor(application))
        slides = launcher.order(briefing).slides
        beginning = StartOptions(Start.RESUME, "", windowed, screen, minutes)
        if at is not None:
            if not 1 <= at <= len(slides):
                raise OptionError(
                    f"--at {at}: there is no such slide.", f"Slides go from 1 to {len(slides)}."
                )
            beginning = beginning._replace(start=Start.CHOSEN, key=slides[at - 1].key)

        @cache
        def open_window() -> MainWindow:
            window = MainWindow(settings, style)
            window.first_painted.connect(window.complete)
            usual = StartOptions(windowed=windowed, screen=screen)
            _let_it_do_more_than_show(
                window, settings, style, application, built=launcher, usual=usual
            )
            window.open(path)
            window.show()
            return window

        launcher.ended.connect(open_window)
        if not windowed and (warning := launcher.warning(screen)) and sys.stderr is not None:
            # Before the show: on one screen there is no place for it that an audience doesn't see.
            print(f"briefing-app: {warning}.", file=sys.stderr, flush=True)
        sys.excepthook = _bug_reporter(lambda _: None)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        launcher.present(briefing, beginning)
        return application.exec()


def _let_it_do_more_than_show(
    window: MainWindow,
    settings: Settings,
    style: Style,
    application: QApplication,
    *,
    built: "SlideshowLauncher | None" = None,
    usual: "StartOptions | None" = None,
) -> None:
    """Wire the window to all else that it can do; each part is built on need."""

    @cache
    def launcher() -> "SlideshowLauncher":
        from briefing_app.gui.os_integration.sleep_inhibitors.inhibitor import SleepInhibitor  # noqa: PLC0415
        from briefing_app.gui.slideshow.launcher import SlideshowLauncher  # noqa: PLC0415

        return built or SlideshowLauncher(settings, style, application, SleepInhibitor(application))

    @cache
    def presenting() -> "SlideshowController":
        from briefing_app.gui.controllers.slideshow import SlideshowController  # noqa: PLC0415
        from briefing_app.gui.slideshow.launcher import StartOptions  # noqa: PLC0415

        made = SlideshowController(window, launcher(), usual or StartOptions())
        sys.excepthook = _bug_reporter(made.report_bug)
        return made

    @cache
    def exporting() -> "ExportController":
        from briefing_app.gui.controllers.export import ExportController  # noqa: PLC0415

        return ExportController(
            window, launcher(), settings, style, application, comparing=comparing()
        )

    @cache
    def comparing() -> "ComparisonController":
        from briefing_app.gui.controllers.comparison import ComparisonController  # noqa: PLC0415

        return ComparisonController(window, launcher(), settings, style, application)

    @cache
    def printing() -> "PrintingController":
        from briefing_app.gui.controllers.printing import PrintingController  # noqa: PLC0415

        return PrintingController(window, comparing(), style, application)

    @cache
    def authoring() -> "AuthoringController":
        from briefing_app.gui.controllers.authoring import AuthoringController  # noqa: PLC0415

        return AuthoringController(window, launcher(), settings, style, application)

    def author(act: ActionId) -> None:
        if act is ActionId.NEW_BRIEFING:
            authoring().new_briefing()
        else:
            authoring().save_template()

    def look_after_files() -> None:
        from briefing_app.gui.controllers.file_drop import FileDropHandler  # noqa: PLC0415
        from briefing_app.gui.controllers.recent_files import RecentFiles  # noqa: PLC0415
        from briefing_app.gui.controllers.reload import ReloadController  # noqa: PLC0415

        RecentFiles(window, settings)
        ReloadController(window, launcher())
        target = FileDropHandler(window, lambda: launcher().show is not None)
        target.briefing_dropped.connect(window.open)
        target.source_dropped.connect(lambda path: authoring().new_briefing(path))
        target.left_over.connect(window.tell)

    window.beside_wanted.connect(lambda: comparing().ask())
    window.authoring_wanted.connect(author)
    window.completed.connect(look_after_files)
    window.export_wanted.connect(lambda act: exporting().take(act))
    window.print_wanted.connect(lambda: printing().open())
    window.present_wanted.connect(lambda act: presenting().present(act))
    window.order_wanted.connect(lambda: presenting().open_order())
    window.completed.connect(lambda: presenting().offer_to_go_on())


def _collect_garbage_from_now_on() -> None:
    # What was made until now, thousands of objects for a large briefing, stays to the end.
    gc.freeze()
    gc.enable()


def create_application() -> QApplication:
    """Qt's application with the program's name and fonts."""
    QApplication.setApplicationName("briefing-app")
    QApplication.setApplicationDisplayName("Briefing")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("briefing-app")
    # Not by setStyle: that returns the style, and PySide would build all of QStyle's enumerations.
    application = QApplication(["briefing-app", "-style", "fusion"])
    load_fonts()
    return application


def application_without_screen() -> QApplication:
    """Qt's application, drawing in memory alone; the one there is where there is one already."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return create_application()


def _icon() -> QIcon:
    return QIcon(str(ICONS / "briefing-app.png"))


def _bug_reporter(tell: Callable[[str], object]) -> _ExceptHook:
    """What happens to an error that nothing expected: it is told, and the program goes on."""

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        details = "".join(traceback.format_exception(kind, error, trace))
        if sys.stderr is not None:
            sys.stderr.write(details)
        tell(details)

    return report
