"""Sample slides, fakes of screens and sleep inhibition, and functions that drive slideshows."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QKeyCombination,
    QObject,
    QPoint,
    QPointF,
    QRect,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QScreen,
    QWheelEvent,
)
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from briefing_app.database.personal.slideshows import Session, Sessions, StoppedSession
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import Briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.charts.highlight_box import HighlightBox
from briefing_app.gui.os_integration.sleep import SleepInhibitor, warning_of
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.painter import page_transform
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.key_help import KeyHelp
from briefing_app.gui.slideshow.presenter.overview import SlideSearch
from briefing_app.gui.slideshow.presenter.view import PresenterView
from briefing_app.gui.slideshow.screens import ScreenInfo, ScreenWatcher, is_same
from briefing_app.gui.widgets.minutes_field import PlannedTimeField
from briefing_app.model.report import Force, Reveal, SlideKind
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.record import SlideshowRecord
from briefing_app.model.slideshow.state import SlideOutline
from tests.sample_measures import make_measure
from tests.sample_report import (
    make_discussion,
    make_entry,
    make_finding,
    make_number,
    make_quote,
    make_report,
)

LAPTOP: Final = ScreenInfo("eDP-1", "", "", "", QRect(0, 0, 1366, 768), 1.0, primary=True)
PROJECTOR: Final = ScreenInfo("HDMI-1", "", "", "", QRect(1366, 0, 1920, 1080), 1.0, primary=False)
SECOND_PROJECTOR: Final = ScreenInfo(
    "DP-3", "", "", "", QRect(3286, 0, 1280, 720), 1.0, primary=False
)
MIRROR: Final = ScreenInfo("HDMI-1", "", "", "", LAPTOP.geometry, 1.0, primary=False)

SAMPLE_SESSION: Final = Session("sample", "A sample", "/sample.db")
"""The session of slideshows of the sample slides."""
CHART: Final = 3
"""The index of the slide in `sample_slides` whose chart people guess first."""
LONG: Final = 4
"""The index of the slide with several pages."""
LAST: Final = 6
_LONGEST_CHAIN: Final = 4  # of queued signals that lead to each other
NOTES: Final = "Words for the presenter"
PROMPT: Final = "A question for the room"
"""How notes and prompts begin, and nothing that the audience may see."""


def sample_slides() -> tuple[Slide, ...]:
    """Return seven slides, each with its own notes."""
    has_caution = make_finding(2, caution="Look it up.", prompt=f"{PROMPT} 2")
    finding = make_finding(1, excerpt="few words", prompt=f"{PROMPT} 1")
    quote = make_quote(1, "Needle in a haystack.")
    measure = make_measure()
    shown: tuple[tuple[object, str], ...] = (
        (SlideKind.TITLE, ""),
        (finding, ""),
        (quote, ""),
        (measure, ""),
        (SlideKind.TEXT, "A long text that goes on and on. " * 60),
        (has_caution, ""),
        (SlideKind.SOURCES, ""),
    )
    entries = tuple(
        make_entry(
            number,
            what,  # type: ignore[arg-type]  # every kind can be a slide
            title="A title of its own" if text else "",
            text=text,
            notes=f"{NOTES} {number}",
            reveal=Reveal.GUESS if what is measure else Reveal.NONE,
        )
        for number, (what, text) in enumerate(shown)
    )
    report = make_report((finding, has_caution), (quote,), (measure,), entries)
    return briefing_slides(report)


def slides_of_all_kinds() -> tuple[Slide, ...]:
    """Return the sample slides, and then a discussion with an answer and a number."""
    measure = make_measure()
    number = make_number(2, measure, measure.figures[0].force)
    discussion = make_discussion(1, "What would you do?", answer="We would ask.")
    report = make_report(measures=(measure,), running_order=(discussion, number))
    slides = (*sample_slides(), *briefing_slides(report))
    assert {slide.kind for slide in slides} == set(SlideKind)
    return slides


class Screens(ScreenWatcher):
    """Fake screens, chosen by a test. Every window is on the only real screen."""

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self.available = [LAPTOP, PROJECTOR]

    def set_screens(self, *screens: ScreenInfo) -> None:
        """Change the available screens; emit `removed` and `changed`."""
        gone = [old for old in self.available if not any(is_same(old, new) for new in screens)]
        self.available = list(screens)
        for screen in gone:
            self.removed.emit(screen)
        self.changed.emit()

    def screens(self) -> list[ScreenInfo]:
        """Return the available screens."""
        return list(self.available)

    def screen(self, info: ScreenInfo) -> QScreen | None:
        """Return the only real screen if a fake one is available."""
        return QGuiApplication.primaryScreen() if info in self.available else None


SERVICE_SILENT: Final = "the desktop’s screen saver service doesn’t answer"
"""Why sleep is not inhibited."""


class FakeSleepInhibitor(SleepInhibitor):
    """Inhibits sleep without the system, or fails for the reason that a test sets."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.failure = ""
        self.is_inhibited = False
        self._shown_failure = ""

    @property
    def warning(self) -> str:
        """The warning of the failure."""
        return warning_of(self._shown_failure) if self._shown_failure else ""

    def inhibit(self, reason: str) -> None:
        """Agree unless a test has set a failure."""
        assert reason
        self.answer(self.failure)

    def answer(self, failure: str = "") -> None:
        """Report that the system agrees, or why it doesn't."""
        self.is_inhibited = not failure
        self._shown_failure = failure
        self.changed.emit()

    def release(self) -> None:
        """Let the system sleep again."""
        self.is_inhibited = False
        self._shown_failure = ""
        self.changed.emit()


def all_outlines(pages: SlidePages) -> tuple[SlideOutline, ...]:
    """Return the outlines of all slides."""
    return tuple(map(pages.outline, range(len(pages))))


def running_slideshow(launcher: SlideshowLauncher) -> Presentation:
    """Return the running slideshow; fail if there is none."""
    assert launcher.slideshow is not None
    assert launcher.slideshow.windows.presenter_view is not None  # built now
    process_events()
    return launcher.slideshow


def presenter_text(launcher: SlideshowLauncher) -> str:
    """Return the texts of all labels of the presenter view."""
    return " ".join(labels(running_slideshow(launcher).windows.presenter_view))


def interrupted_record(
    briefing: Briefing, launcher: SlideshowLauncher, slide: int, elapsed: float = 75.0
) -> SlideshowRecord:
    """Return the record of a slideshow that was interrupted at a slide."""
    key = launcher.running_orders.order(briefing).slides[slide].key
    return SlideshowRecord(key, 0, 0, elapsed, running=True, saved=datetime.now(UTC))


def save_record(
    store: PersonalStore, briefing: Briefing, record: SlideshowRecord
) -> StoppedSession:
    """Save the record of a session that began in an earlier run."""
    report = briefing.report
    session = Session(report.key, report.title, str(briefing.path.resolve()))
    Sessions(store).save(session, record)
    return StoppedSession(session, record)


def last_session(store: PersonalStore) -> StoppedSession | None:
    """Return the session that was saved last."""
    briefings = store.fetch("SELECT briefing FROM sessions ORDER BY saved DESC LIMIT 1")
    return Sessions(store).of_briefing(str(briefings[0][0])) if briefings else None


def last_record(store: PersonalStore) -> SlideshowRecord:
    """Return the record that was saved last; fail if there is none."""
    stopped = last_session(store)
    assert stopped is not None
    return stopped.record


def another_briefing(folder: Path, **report: str) -> Path:
    """Return the file of a briefing like the bundled one, but with another key.

    Args:
        folder: Where to write it.
        report: Other values of the briefing, by their columns.
    """
    path = folder / "another.db"
    path.write_bytes(BUNDLED_BRIEFING.read_bytes())
    with closing(sqlite3.connect(path)) as connection, connection:
        for column, value in ({"key": "another"} | report).items():
            update = f"UPDATE report SET {column} = ?"  # noqa: S608, a column of its own
            connection.execute(update, (value,))
    return path


def press(
    window: QWidget,
    key: str | Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    *,
    text: str | None = None,
    repeat: bool = False,
) -> bool:
    """Press a key in a window. Return whether the window used it.

    Args:
        window: The window.
        key: A key as in `Command`, or Qt's code.
        modifiers: Modifiers in addition to those of the key.
        text: The text that it types; by default that of its name.
        repeat: Whether the key is held down and repeats.
    """
    if isinstance(key, str):
        combination: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index]  # not in its stub
        code, modifiers = combination.key(), combination.keyboardModifiers() | modifiers
    else:
        code = key
    if text is None:
        text = chr(code).lower() if code < Qt.Key.Key_Escape else ""
    event = QKeyEvent(QEvent.Type.KeyPress, code, modifiers, text, repeat)
    event.ignore()
    QCoreApplication.sendEvent(window, event)
    return event.isAccepted()


def focus_in(window: QWidget) -> QWidget:
    """Return what gets the keys that are pressed in a window."""
    focus: QWidget | None = window.focusWidget()
    return window if focus is None else focus


def type_in(window: QWidget, digits: str) -> None:
    """Press one key after the other."""
    for digit in digits:
        press(window, digit)


def move_mouse(widget: QWidget, at: QPointF) -> None:
    """Move the mouse to a point of a widget."""
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        at,
        QPointF(widget.mapToGlobal(at.toPoint())),
        none,
        none,
        Qt.KeyboardModifier.NoModifier,
    )
    QCoreApplication.sendEvent(widget, event)


def turn_wheel(widget: QWidget, by: int) -> bool:
    """Turn the wheel by eighths of a degree, down if negative. Return whether it was used."""
    at = QPointF(5, 5)
    event = QWheelEvent(
        at,
        at,
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # not inverted
    )
    event.ignore()
    QCoreApplication.sendEvent(widget, event)
    return event.isAccepted()


def timer_of(owner: QObject) -> QTimer:
    """Return the timer of an object, for a test that doesn't wait for it."""
    (timer,) = owner.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return timer


class SlideshowTime:
    """The time of a slideshow, which stands still until a test lets it pass."""

    def __init__(self, slideshow: Presentation) -> None:
        self._slideshow = slideshow
        self.now = float(ceil(slideshow.model.now()))  # so that seconds add up exactly
        slideshow.model.now = lambda: self.now  # type: ignore[method-assign]

    def pass_seconds(self, seconds: float) -> None:
        """Let the time pass, and the timers time out that run each second."""
        process_events()
        self.skip_seconds(seconds)
        for owner in (self._slideshow.model, self._slideshow):
            timer_of(owner).timeout.emit()
        process_events()

    def skip_seconds(self, seconds: float) -> None:
        """Let the time pass, but the timers be late."""
        self.now += seconds


def saving_timer(slideshow: Presentation) -> QTimer:
    """Return the timer that saves the place of a slideshow soon after a change."""
    process_events()
    return timer_of(slideshow.recorder)


def process_events() -> None:
    """Let the presenter view follow the audience window, and what follows from that."""
    for _ in range(_LONGEST_CHAIN):
        QCoreApplication.processEvents()


def process_deletions() -> None:
    """Delete the objects whose `deleteLater` was called."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def labels(window: QWidget) -> list[str]:
    """Return the texts of a window's labels that aren't hidden, after all changes."""
    process_events()
    return [label.text() for label in window.findChildren(QLabel) if label.isVisibleTo(window)]


def search_fields(presenter_view: QWidget) -> list[QLineEdit]:
    """Return the field of the search for slides, if the search was opened."""
    searches = presenter_view.findChildren(SlideSearch)
    return [field for search in searches for field in search.findChildren(QLineEdit)]


def is_searching(slideshow: Presentation) -> bool:
    """Return whether the search for slides can be seen."""
    return any(line.isVisible() for line in search_fields(slideshow.windows.presenter_view))


def shows_key_help(slideshow: Presentation) -> bool:
    """Return whether the keys can be seen."""
    keys = slideshow.windows.presenter_view.findChildren(KeyHelp)
    return any(each.isVisible() for each in keys)


def visible_windows(slideshow: Presentation) -> tuple[bool, bool]:
    """Return whether the audience window and the presenter view are visible."""
    return slideshow.windows.audience.isVisible(), slideshow.windows.presenter_view.isVisible()


def choose_highlight(box: HighlightBox, force: Force) -> None:
    """Choose a force in the list of forces to highlight, as its user does."""
    box.set_highlight(force)
    assert box.highlight == force
    box.activated.emit(box.currentIndex())


def field_minutes(window: QWidget) -> int:
    """Return the planned time that a window shows."""
    (field,) = window.findChildren(PlannedTimeField)
    return field.value()


def enter_minutes(window: QWidget, minutes: int) -> None:
    """Enter the planned time in a window; 0 for that of the slides."""
    (field,) = window.findChildren(PlannedTimeField)
    field.setValue(minutes)


def view(presenter_view: PresenterView, part: str) -> SlideView:
    """Return the slide view in a part of the presenter view, by the part's accessible name."""
    (found,) = [
        slide
        for slide in presenter_view.findChildren(SlideView)
        if parent_of(slide).accessibleName() == part
    ]
    return found


def widget_point(view: SlideView, at: QPointF) -> QPointF:
    """Return the point of a view that shows a point of the page, in virtual pixels."""
    return page_transform(view.target()).map(at)


def parent_of(widget: QWidget) -> QWidget:
    """Return the parent of a widget."""
    parent = widget.parentWidget()
    assert parent is not None
    return parent


def button(presenter_view: PresenterView, name: str) -> QPushButton:
    """Return a button of the presenter view by its accessible name, after all changes."""
    process_events()
    (found,) = [b for b in presenter_view.findChildren(QPushButton) if b.accessibleName() == name]
    return found


def accessible_text(window: QWidget) -> str:
    """Return all texts of a window: those for screen readers and those of its widgets."""
    interface = QAccessible.queryAccessibleInterface(window)
    words = list(_accessible_texts(interface))
    for widget in (window, *window.findChildren(QWidget)):
        words += (widget.windowTitle(), widget.toolTip(), widget.whatsThis(), widget.statusTip())
        words += (widget.accessibleName(), widget.accessibleDescription())
        for name in ("text", "plainText"):
            words.append(str(widget.property(name) or ""))
    return "\n".join(words)


def _accessible_texts(node: QAccessibleInterface) -> Iterator[str]:
    kinds = QAccessible.Text
    for kind in (kinds.Name, kinds.Description, kinds.Value, kinds.Help):
        yield node.text(kind)
    for index in range(node.childCount()):
        child = node.child(index)
        if child is not None:
            yield from _accessible_texts(child)
