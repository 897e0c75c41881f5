"""Fixtures for the tests of `gui`: sample values, and slideshows of them."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtGui import QStyleHints
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.database.reader import Briefing, open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.files.progress import Progress
from briefing_app.gui.export import jobs as export_jobs
from briefing_app.gui.export.request import Export, Material
from briefing_app.gui.os_integration.sleep_inhibitors.inhibitor import SleepInhibitor
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.slideshow.options import SlideshowOptions
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.style import Style
from briefing_app.model.report import Finding, FindingKind, Quote
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow_state import SlidePosition
from tests.gui.slideshows import (
    FakeMechanism,
    Screens,
    process_deletions,
    process_events,
    sample_slides,
)
from tests.sample_report import NORTH, SOUTH, make_finding, make_quote

StartSlideshow = Callable[..., Slideshow]

_DAY_MS = 24 * 60 * 60 * 1000


@pytest.fixture
def quotes() -> tuple[Quote, ...]:
    """Return four quotes; the third is about the northern force."""
    return (
        make_quote(1),
        make_quote(2),
        make_quote(3, forces=(NORTH,)),
        make_quote(4, "Needle in a haystack."),
    )


@pytest.fixture
def findings(quotes: tuple[Quote, ...]) -> tuple[Finding, ...]:
    """Six findings of all kinds, some with quotes, forces, a caution, a prompt."""
    return (
        make_finding(1, excerpt="few words", detail="In plain words."),
        make_finding(2, quotes=quotes[:2], forces=(NORTH, SOUTH)),
        make_finding(3, FindingKind.GOOD_PRACTICE, quotes=(quotes[2],), forces=(NORTH,)),
        make_finding(4, FindingKind.FIGURES, caution="Look it up.", excerpt="other words"),
        make_finding(5, FindingKind.NEXT_STEP, prompt="What next?", quotes=(quotes[2],)),
        make_finding(6),
    )


@pytest.fixture
def briefing() -> Iterator[Briefing]:
    """The bundled briefing."""
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        yield briefing


@pytest.fixture
def slides() -> tuple[Slide, ...]:
    """Seven made-up slides of all kinds."""
    return sample_slides()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What a dialog belongs to, or a table stands in."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def fake_screens(qapp: QApplication) -> Iterator[Screens]:
    """A laptop and a projector, until a test changes them."""
    screens = Screens(qapp)
    yield screens
    screens.deleteLater()


@pytest.fixture
def sleep() -> FakeMechanism:
    """A mechanism that inhibits sleep, until a test sets a failure."""
    return FakeMechanism()


@pytest.fixture
def sleep_inhibitor(qapp: QApplication, sleep: FakeMechanism) -> Iterator[SleepInhibitor]:
    """A sleep inhibitor with a fake mechanism."""
    sleep_inhibitor = SleepInhibitor(qapp, [sleep])
    yield sleep_inhibitor
    sleep_inhibitor.deleteLater()


@pytest.fixture(autouse=True)
def _clicks_count_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No window waits for the second half of a double click."""
    monkeypatch.setattr(QStyleHints, "mouseDoubleClickInterval", lambda _: 0)


@pytest.fixture
def launcher(
    qapp: QApplication, settings: Settings, style: Style, sleep_inhibitor: SleepInhibitor
) -> Iterator[SlideshowLauncher]:
    """A launcher; its slideshow is ended after the test."""
    launcher = SlideshowLauncher(settings, style, qapp, sleep_inhibitor)
    yield launcher
    if launcher.slideshow is not None:
        launcher.slideshow.end()
    launcher.deleteLater()


@pytest.fixture
def endless_export(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set when an export has begun; it goes on until it is stopped."""
    begun = threading.Event()

    def run(_export: Export, _material: Material, progress: Progress) -> list[Path]:
        begun.set()
        while True:
            progress(0, 0)

    monkeypatch.setattr(export_jobs, "run", run)
    return begun


@pytest.fixture
def start_slideshow(
    slides: tuple[Slide, ...],
    settings: Settings,
    style: Style,
    fake_screens: Screens,
    sleep_inhibitor: SleepInhibitor,
) -> Iterator[StartSlideshow]:
    """Starts a slideshow with the given options."""
    started = []

    def start(**options: object) -> Slideshow:
        slideshow = Slideshow(
            slides,
            SlideshowOptions("/made/up.db", **options),  # type: ignore[arg-type]  # as a test gives them
            settings=settings,
            style=style,
            screens=fake_screens,
            sleep_inhibitor=sleep_inhibitor,
        )
        started.append(slideshow)
        # Tests decide when a second has passed, and when a window has its frame.
        slideshow._second_timer.setInterval(_DAY_MS)
        slideshow.presenter_view._screen_filler._frame_timer.setInterval(_DAY_MS)
        slideshow._display._presenter_timer.setInterval(0)
        slideshow.start()
        process_events()
        return slideshow

    yield start
    for slideshow in started:
        if shiboken6.isValid(slideshow):
            slideshow.end()
            slideshow.deleteLater()
    process_deletions()


@pytest.fixture
def slideshow(start_slideshow: StartSlideshow, settings: Settings) -> Slideshow:
    """A slideshow on two screens: at its third slide, planned for 20 minutes, after 5."""
    settings.planned_minutes = 20
    return start_slideshow(position=SlidePosition(2), elapsed=300.0)
