"""Starts Qt, builds the objects of the program and passes them on."""

import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, qVersion
from PySide6.QtWidgets import QApplication

from briefing_app import __version__
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import open_briefing
from briefing_app.errors import IdentityError, OptionError
from briefing_app.files.paths import ICONS, has_identity, identity_folder, personal_file
from briefing_app.gui.accessibility.speech import INTERFACE_LOCALE
from briefing_app.gui.look import Style, load_fonts
from briefing_app.gui.os_integration.application import Application
from briefing_app.gui.os_integration.start_up import resume_garbage_collection
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings, discard_qt_settings, user_settings
from briefing_app.layout.identity import Identity
from briefing_app.model.report import find_force

if TYPE_CHECKING:
    from briefing_app.gui.controllers.wiring import WindowControllers
    from briefing_app.gui.main_window.window import MainWindow
    from briefing_app.gui.slideshow.launcher import SlideshowLauncher
    from briefing_app.gui.slideshow.options import StartOptions

logger = logging.getLogger(__name__)

_ExceptHook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def run(path: Path, identity: Identity | None = None, *, is_private: bool = False) -> int:
    """Show the main window until it is closed.

    Args:
        path: The briefing to open. If it can't be opened, the window says why.
        identity: The identity to use; None for the one that the user has chosen.
        is_private: Whether nothing may be kept after the program ends.

    Returns:
        The exit code.
    """
    application = create_application()
    settings, personal = _kept(application, is_private=is_private)
    style = Style(application, settings.theme, settings.text_scale, settings.slide_theme)
    window, controllers = _main_window(settings, personal, style, application)
    application.file_opened.connect(controllers.open_file)
    window.first_painted.connect(resume_garbage_collection)
    window.first_painted.connect(lambda: _show_warning(window, _use_identity(style, identity)))
    window.completed.connect(lambda: _finish_start(application))
    window.open(path)
    _end_on_signals()
    window.show()
    return application.exec()


def present(
    path: Path,
    *,
    at: int | None,
    minutes: int | None,
    screen: str,
    windowed: bool,
    highlight: str = "",
    identity: Identity | None = None,
    is_private: bool = False,
) -> int:
    """Show the slides of a briefing, then the main window until it is closed.

    The slideshow resumes where the last one of the same briefing was left, unless `at` says where
    to start. In the main window F5 resumes it: some clickers have one button for F5 and Esc.

    Args:
        path: The briefing.
        at: The number of the first slide to show, from 1; None to resume.
        minutes: The planned time; None for the one that is remembered.
        screen: The name of the audience's screen, or empty.
        windowed: Whether the audience window is an ordinary window.
        highlight: The name of the force that charts highlight; empty for the author's choice.
        identity: The identity to use; None for the one that the user has chosen.
        is_private: Whether nothing may be kept after the program ends.

    Returns:
        The exit code.

    Raises:
        BriefingError: The briefing can't be opened.
        OptionError: There is no such slide or force.
    """
    # For slideshows only.
    from briefing_app.gui.os_integration.sleep import (  # noqa: PLC0415
        SleepInhibitor,
    )
    from briefing_app.gui.slideshow.launcher import SlideshowLauncher  # noqa: PLC0415
    from briefing_app.gui.slideshow.options import Start, StartOptions  # noqa: PLC0415

    with open_briefing(path) as briefing:
        forces = briefing.report.forces
        force = find_force("--highlight", highlight, forces) if highlight else None
        application = create_application()
        settings, personal = _kept(application, is_private=is_private)
        style = Style(application, settings.theme, settings.text_scale, settings.slide_theme)
        identity_warning = _use_identity(style, identity)
        launcher = SlideshowLauncher(
            settings, personal, style, application, SleepInhibitor(application)
        )
        launcher.running_orders.set_highlight(briefing, force)
        options = StartOptions(Start.RESUME, "", windowed, screen, minutes)
        if at is not None:
            slides = launcher.running_orders.order(briefing).slides
            if not 1 <= at <= len(slides):
                raise OptionError(
                    f"--at {at}: there is no such slide.", f"Slides go from 1 to {len(slides)}."
                )
            options = options._replace(start=Start.CHOSEN, key=slides[at - 1].key)

        @cache
        def open_window() -> "MainWindow":
            usual = StartOptions(windowed=windowed, screen=screen)
            window, _ = _main_window(
                settings, personal, style, application, start_options=usual, launcher=launcher
            )
            window.open(path)
            window.show()
            _show_warning(window, identity_warning)
            return window

        launcher.ended.connect(open_window)
        if not windowed and (warning := launcher.screen_warning(screen)) and sys.stderr is not None:
            # Printed before the slideshow: on a single screen the audience would see it.
            print(f"briefing-app: {warning}.", file=sys.stderr, flush=True)
        sys.excepthook = _bug_reporter(lambda _: None)
        _end_on_signals()
        resume_garbage_collection()
        launcher.present(briefing, options)
        launcher.after_first_slide(lambda: _finish_start(application))
        return application.exec()


def _kept(application: QApplication, *, is_private: bool) -> tuple[Settings, PersonalData]:
    """Return what is kept from one start of the program to the next; nothing if it is private."""
    if not is_private:
        return Settings(user_settings()), PersonalData(_personal_store(), application)
    from briefing_app.gui.personal.private_session import PrivateSettings  # noqa: PLC0415, rare

    settings = Settings(PrivateSettings(user_settings()), is_private=True)
    QApplication.setApplicationDisplayName(settings.program_name)
    # The system's own dialogs remember the files that were chosen.
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    return settings, PersonalData(PersonalStore(None), application)


def _personal_store() -> PersonalStore:
    try:
        return PersonalStore(personal_file())
    except RuntimeError:  # there is no home folder
        return PersonalStore(None)


def _use_identity(style: Style, identity: Identity | None) -> str:
    """Use an identity, or the one that the user has chosen; return why that can't be used."""
    if identity is None:
        if not has_identity():
            return ""
        # Only if there is one.
        from briefing_app.export.identity_file import stored_identity  # noqa: PLC0415

        try:
            identity = stored_identity(identity_folder())
        except IdentityError as error:
            logger.warning("The stored identity can't be used", exc_info=True)
            return f"Your force’s identity isn’t shown. {error} Or set it again in View ▸ Identity…"
    style.use_identity(identity)
    return ""


def _show_warning(window: "MainWindow", warning: str) -> None:
    if not warning:
        return
    from briefing_app.gui.main_window.messages import (  # noqa: PLC0415, rarely needed
        Notification,
        Topic,
    )

    window.notifications.notify(Topic.IDENTITY, Notification(warning))


def _main_window(
    settings: Settings,
    personal: PersonalData,
    style: Style,
    application: QApplication,
    *,
    start_options: "StartOptions | None" = None,
    launcher: "SlideshowLauncher | None" = None,
) -> "tuple[MainWindow, WindowControllers]":
    """Build the main window with its controllers, and report bugs in it from now on."""
    # A slideshow shows its first slide without them.
    from briefing_app.gui.controllers.wiring import WindowControllers  # noqa: PLC0415
    from briefing_app.gui.main_window.window import MainWindow  # noqa: PLC0415

    window = MainWindow(settings, style)
    window.first_painted.connect(window.complete)
    controllers = WindowControllers(
        window,
        settings,
        personal,
        style,
        application,
        start_options=start_options,
        launcher=launcher,
    )
    sys.excepthook = _bug_reporter(controllers.report_bug)
    return window, controllers


def _end_on_signals() -> None:
    """Let Ctrl+C in the terminal and SIGTERM end the program; Qt would not call a handler."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_DFL)


def _finish_start(application: QApplication) -> None:
    """Do what the first paint need not wait for."""
    from PySide6.QtGui import QIcon  # noqa: PLC0415, as the docstring says

    application.setWindowIcon(QIcon(str(ICONS / "briefing-app.png")))
    logger.info("Qt %s, windowing system %s", qVersion(), QApplication.platformName())


def create_application() -> Application:
    """Create Qt's application with the program's name and fonts."""
    QApplication.setApplicationName("briefing-app")
    QApplication.setApplicationDisplayName("Briefing")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("briefing-app")
    QLocale.setDefault(INTERFACE_LOCALE)
    # By default Qt keeps letters up to 64 pixels, and rasterises larger ones in each painting.
    os.environ["QT_MAX_CACHED_GLYPH_SIZE"] = "1000"
    # NumPy would start a thread for each core, for linear algebra that the chart doesn't use.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    discard_qt_settings()
    # QApplication.setStyle returns the style, for which PySide builds all enumerations of QStyle.
    application = Application(["briefing-app", "-style", "fusion"])
    load_fonts()
    return application


def application_without_screen() -> QApplication:
    """Return the running application, or create one that draws without a screen."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        return application
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return create_application()


def _bug_reporter(show: Callable[[str], object]) -> _ExceptHook:
    """Return a hook that logs, prints and shows an unexpected error; the program continues."""

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        logger.critical("Unexpected error", exc_info=(kind, error, trace))
        details = "".join(traceback.format_exception(kind, error, trace))
        if sys.stderr is not None:
            sys.stderr.write(details)
        show(details)

    return report
