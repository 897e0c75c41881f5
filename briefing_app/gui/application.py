"""Starts Qt, builds the objects of the program and passes them on."""

import logging
import os
import sys
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QTimer, qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from briefing_app import __version__
from briefing_app.database.checked_file import Texts
from briefing_app.database.personal import store
from briefing_app.database.reader import open_briefing
from briefing_app.errors import DisplayError, OptionError
from briefing_app.files.paths import FONTS, ICONS, personal_file, settings_file
from briefing_app.gui.accessibility.speech import INTERFACE_LOCALE
from briefing_app.gui.bug_reporter import BugReporter
from briefing_app.gui.controllers import wiring
from briefing_app.gui.look import Look, load_fonts
from briefing_app.gui.main_window import window as main_window
from briefing_app.gui.os_integration import sleep
from briefing_app.gui.os_integration.application import (
    Application,
    discard_qt_settings,
    keep_large_letters,
    share_taskbar_button,
)
from briefing_app.gui.os_integration.start_up import NO_SCREEN_HINT
from briefing_app.gui.personal import personal_data
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides import png_file
from briefing_app.gui.slideshow import launcher
from briefing_app.model.report import find_force

logger = logging.getLogger(__name__)


def run(path: Path, *, is_private: bool = False) -> int:
    """Show the main window until it is closed.

    Args:
        path: The briefing to open. If it can't be opened, the window says why.
        is_private: Whether nothing may be kept after the program ends.

    Returns:
        The exit code.
    """
    program = _start(is_private=is_private)
    _open_window(program, path)
    return program.run()


def present(
    path: Path,
    *,
    is_new: bool,
    at: int | None,
    minutes: int | None,
    screen: str,
    windowed: bool,
    highlight: str = "",
    is_private: bool = False,
) -> int:
    """Show the slides of a briefing, then the main window until it is closed.

    It continues the last one of the same briefing or starts a new one by the same rule as F5 in the
    main window, unless `is_new` or `at` is given.

    Args:
        path: The briefing.
        is_new: Whether it starts a new one.
        at: The number of the slide at which it starts a new one, from 1.
        minutes: The planned time; None for the one that is remembered.
        screen: The name of the audience's screen, or empty.
        windowed: Whether the audience window is an ordinary window.
        highlight: The name of the force that charts highlight; empty for the author's choice.
        is_private: Whether nothing may be kept after the program ends.

    Returns:
        The exit code.

    Raises:
        BriefingError: The briefing can't be opened.
        OptionError: There is no such slide or force.
    """
    with open_briefing(path) as briefing:
        forces = briefing.report.forces
        force = find_force("--highlight", highlight, forces) if highlight else None
        program = _start(is_private=is_private)
        slideshows = program.launcher
        slideshows.running_orders.set_highlight(briefing, force)
        start = launcher.Start.NEW if is_new else launcher.Start.BY_RULE
        request = launcher.StartOptions(start, "", windowed, screen, minutes)
        if at is not None:
            slides = slideshows.running_orders.order(briefing).slides
            if not 1 <= at <= len(slides):
                raise OptionError(
                    f"--at {at}: there is no such slide.", f"Slides go from 1 to {len(slides)}."
                )
            request = request._replace(start=launcher.Start.CHOSEN, key=slides[at - 1].key)

        @cache
        def open_window() -> None:
            _open_window(program, path, windowed=windowed, screen=screen)

        slideshows.ended.connect(open_window)
        warning = "" if windowed else slideshows.screen_warning(screen)
        if warning and sys.stderr is not None:
            # Printed before the slideshow: on a single screen the audience would see it.
            print(f"briefing-app: {warning}.", file=sys.stderr, flush=True)
        slideshows.present(briefing, request)
        if slideshows.slideshow is not None:
            slideshows.slideshow.ready.connect(lambda: _finish_start(program.application))
        return program.run()


class _Program:
    """What is built once when the program starts."""

    def __init__(self, application: Application, settings: Settings, bugs: BugReporter) -> None:
        self.application = application
        self.settings = settings
        self.bugs = bugs

    @cached_property
    def personal(self) -> "personal_data.PersonalData":
        """What belongs to the user; in a private session nothing is kept."""
        path = None if self.settings.is_private else _path_of(personal_file)
        return personal_data.PersonalData(store.PersonalStore(path), self.application)

    def run(self) -> int:
        """Run until the last window is closed, and save what isn't saved yet.

        Returns:
            The exit code.
        """
        code = self.application.exec()
        self.settings.save()
        self.personal.end()
        return code

    def checks(self, size: int) -> Mapping[str, Texts]:
        """Return what was compared in files of a size, as `checked_file.Checks`.

        The bundled briefing is shown without asking for it.
        """
        return self.personal.checked.of_size(size)

    @cached_property
    def launcher(self) -> "launcher.SlideshowLauncher":
        """Starts slideshows."""
        return launcher.SlideshowLauncher(
            self.settings,
            self.personal,
            self.application,
            sleep.SleepInhibitor(self.application),
        )


def _start(*, is_private: bool) -> _Program:
    """Start Qt, and read what is kept from one start to the next; nothing if it is private."""
    application = create_application()
    application.end_on_signals()
    bugs = BugReporter(application)
    settings = Settings(_path_of(settings_file), is_private=is_private)
    if is_private:
        QApplication.setApplicationDisplayName(settings.program_name)
        # The system's own dialogs remember the files that were chosen.
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    Look(application, settings.theme, settings.text_scale, settings.slide_theme)
    return _Program(application, settings, bugs)


def _path_of(find: Callable[[], Path]) -> Path | None:
    try:
        return find()
    except RuntimeError:  # there is no home folder
        return None


def _open_window(
    program: _Program, path: Path, *, windowed: bool = False, screen: str = ""
) -> None:
    """Open the main window; what its first paint doesn't need follows in two steps.

    The chart is painted between them.
    """
    window = main_window.MainWindow(program.settings, program.checks)

    def draw_bars() -> None:
        window.draw_bars()
        QTimer.singleShot(0, window, add_controllers)

    def add_controllers() -> None:
        controllers = wiring.Controllers(
            window,
            program.settings,
            program.personal,
            program.application,
            launcher=program.launcher,
            start_options=launcher.StartOptions(windowed=windowed, screen=screen),
        )
        program.bugs.show_with(controllers.report_bug)
        _finish_start(program.application)

    program.bugs.show_with(window.report_bug)
    window.first_painted.connect(draw_bars)
    window.open(path)
    window.show()


def _finish_start(application: QApplication) -> None:
    """Do what the first paint need not wait for."""
    application.setWindowIcon(QIcon(str(ICONS / "briefing-app.png")))
    logger.info("Qt %s, windowing system %s", qVersion(), QApplication.platformName())


def create_application() -> Application:
    """Create Qt's application with the program's name and fonts.

    Raises:
        DisplayError: There is no screen.
    """
    QApplication.setApplicationName("Briefing")
    QApplication.setApplicationDisplayName("Briefing")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("briefing-app")
    QLocale.setDefault(INTERFACE_LOCALE)
    keep_large_letters()
    # NumPy would start a thread for each core, for linear algebra that the chart doesn't use.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    discard_qt_settings()
    share_taskbar_button()
    QApplication.setStyle("fusion")
    application = Application(["briefing-app"])
    if not application.screens():  # Windows starts programs without one, too
        raise DisplayError("There is no screen to show a window on.", NO_SCREEN_HINT)
    load_fonts()
    return application


def application_without_screen() -> QApplication:
    """Return the running application, or create one that draws without a screen."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        return application
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # On Windows, Qt would print a warning that PySide has no folder of fonts.
    os.environ["QT_QPA_FONTDIR"] = str(FONTS)
    return create_application()


def draw_window(path: Path) -> bytes:
    """Return a picture of the main window with a briefing as PNG, drawn without a screen.

    Raises:
        BriefingError: The briefing can't be opened.
    """
    application = application_without_screen()
    settings = Settings(_path_of(settings_file), is_private=True)
    Look(application, settings.theme, settings.text_scale, settings.slide_theme)
    window = main_window.MainWindow(settings)
    window.show_briefing(open_briefing(path))
    window.show()
    window.draw_bars()
    application.processEvents()
    picture = png_file.png(window.grab().toImage())
    window.close()
    window.deleteLater()
    return picture
