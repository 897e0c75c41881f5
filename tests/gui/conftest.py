"""Fixtures for the tests of `gui`: sample values and slideshows."""

from collections.abc import Callable, Iterator
from functools import partial
from queue import SimpleQueue
from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtCore import QThread, QUrl
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QDesktopServices,
    QStyleHints,
)
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.slideshows import Session
from briefing_app.database.reader import Briefing, open_briefing
from briefing_app.export import jobs as export_jobs
from briefing_app.export.request import Export, Exported, Material
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.files.progress import Progress
from briefing_app.gui.look import Look
from briefing_app.gui.os_integration.sleep import SleepInhibitor
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow import launcher as slideshow_launcher
from briefing_app.gui.slideshow import recorder
from briefing_app.gui.slideshow.presentation import Presentation, Surroundings
from briefing_app.gui.slideshow.slideshow import SlideshowOptions
from briefing_app.model.report import Finding, FindingKind, Quote
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.slideshows import (
    SAMPLE_SESSION,
    Screens,
    process_deletions,
    sample_slides,
    saving_timer,
    timer_of,
)
from tests.sample_report import NORTH, SOUTH, make_finding, make_quote

StartSlideshow = Callable[..., Presentation]

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
    """Return six findings of all kinds, some with quotes, forces, a caution or a question."""
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
    """Yield the bundled briefing."""
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        yield briefing


@pytest.fixture(scope="session")
def slides() -> tuple[Slide, ...]:
    """Return the sample slides, which are values."""
    return sample_slides()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return a window to use as a parent."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what the system was asked to open."""
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return opened


@pytest.fixture
def fake_screens(qapp: QApplication) -> Iterator[Screens]:
    """Yield a laptop and a projector as fake screens."""
    screens = Screens(qapp)
    yield screens
    screens.deleteLater()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of announcements, in order."""
    announced: list[str] = []

    def record(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            assert event.politeness() is QAccessible.AnnouncementPoliteness.Polite
            announced.append(event.message())

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", record)
    return announced


@pytest.fixture(autouse=True)
def _no_double_click_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Handle single clicks without waiting for a double click."""
    monkeypatch.setattr(QStyleHints, "mouseDoubleClickInterval", lambda _: 0)


class _ThreadThatEndsAtOnce:
    """Has run its target when `start` returns."""

    def __init__(self, target: Callable[..., None], args: tuple[object, ...], **_: str) -> None:
        self._target = partial(target, *args)

    def start(self) -> None:
        self._target()

    def is_alive(self) -> bool:
        return False

    def join(self) -> None:
        """Return at once."""


@pytest.fixture(autouse=True)
def _saves_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Save the places of slideshows without a thread."""
    monkeypatch.setattr(recorder, "Thread", _ThreadThatEndsAtOnce)


@pytest.fixture(autouse=True)
def _frees_memory_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the objects of ended slideshows to Python: looking at all objects takes 20 ms."""
    monkeypatch.setattr(slideshow_launcher, "gc", SimpleNamespace(collect=lambda: 0))


@pytest.fixture
def endless_export(monkeypatch: pytest.MonkeyPatch) -> SimpleQueue[QThread]:
    """Replace exports by one that runs until it is stopped. Return a queue for its thread."""
    threads: SimpleQueue[QThread] = SimpleQueue()

    def run(_export: Export, _material: Material, progress: Progress, **_: object) -> Exported:
        threads.put(QThread.currentThread())
        while True:
            progress(0, 0)

    monkeypatch.setattr(export_jobs, "run", run)
    return threads


@pytest.fixture
def surroundings(
    settings: Settings,
    personal: PersonalData,
    style: Look,
    fake_screens: Screens,
    sleep_inhibitor: SleepInhibitor,
) -> Surroundings:
    """Return what the program gives slideshows, with fake screens."""
    return Surroundings(settings, personal, fake_screens, sleep_inhibitor)


@pytest.fixture
def start_slideshow(
    *,
    slides: tuple[Slide, ...],
    surroundings: Surroundings,
) -> Iterator[StartSlideshow]:
    """Yield a function that starts a slideshow with the given options."""
    started = []

    def start(
        *,
        minutes: int = 0,
        session: Session = SAMPLE_SESSION,
        until_painted: bool = True,
        **options: object,
    ) -> Presentation:
        slideshow = Presentation(
            slides,
            SlideshowOptions(session, minutes, **options),  # type: ignore[arg-type]  # as a test gives them
            surroundings,
        )
        started.append(slideshow)
        timer_of(slideshow).setInterval(_DAY_MS)  # tests trigger it themselves
        slideshow.start()
        if until_painted:
            assert slideshow.windows.presenter_view is not None  # built now
            soon = saving_timer(slideshow)
            soon.stop()
            soon.timeout.emit()
        return slideshow

    yield start
    for slideshow in started:
        if shiboken6.isValid(slideshow):
            slideshow.end()
            slideshow.deleteLater()
    process_deletions()


@pytest.fixture
def slideshow(start_slideshow: StartSlideshow) -> Presentation:
    """Return a slideshow on two screens, at slide 3, 5 minutes into a planned 20 minutes."""
    return start_slideshow(minutes=20, position=SlidePosition(2), elapsed=300.0)
