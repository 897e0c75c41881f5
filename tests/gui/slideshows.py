"""Shows of made-up slides: what they need, how to drive them, and what stands in a window."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, QPoint, QPointF, QRect, Qt
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
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from briefing_app.gui.os_integration.sleep_inhibitors.mechanism import EVERYTHING, Failure, Report
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slideshow.presenter.presenter_view import PresenterView
from briefing_app.gui.slideshow.screen_assignment import ScreenInfo
from briefing_app.gui.slideshow.screen_watcher import ScreenWatcher
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Slide, briefing_slides
from tests.sample_measures import make_measure
from tests.sample_report import make_entry, make_finding, make_quote, make_report

LAPTOP: Final = ScreenInfo("eDP-1", "", "", "", QRect(0, 0, 1366, 768), 1.0, primary=True)
PROJECTOR: Final = ScreenInfo("HDMI-1", "", "", "", QRect(1366, 0, 1920, 1080), 1.0, primary=False)
BESIDE: Final = ScreenInfo("DP-3", "", "", "", QRect(3286, 0, 1280, 720), 1.0, primary=False)
MIRROR: Final = ScreenInfo("HDMI-1", "", "", "", LAPTOP.geometry, 1.0, primary=False)

CHART: Final = 3
"""The index of the slide whose chart comes bar by bar, in `made_up_slides`; it has three bars."""
LONG: Final = 4
"""The index of the one that takes several pages."""
LAST: Final = 6
NOTES: Final = "Words for the presenter"
PROMPT: Final = "A question for the room"
"""With these begin notes and prompts, and nothing that the audience may see."""


def made_up_slides() -> tuple[Slide, ...]:
    """Seven slides of all kinds, each with notes of its own."""
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
            what,  # type: ignore[arg-type]  # all of them can be shown
            title="A title of its own" if text else "",
            text=text,
            notes=f"{NOTES} {number}",
            reveal=what is measure,
        )
        for number, (what, text) in enumerate(shown)
    )
    report = make_report((finding, has_caution), (quote,), (measure,), entries)
    return briefing_slides(report)


class Screens(ScreenWatcher):
    """Screens that come and go as a test says; all windows stand on the only one there is."""

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self.there = [LAPTOP, PROJECTOR]

    def become(self, *screens: ScreenInfo) -> None:
        """Let others be there, and tell."""
        self.there = list(screens)
        self.changed.emit()

    def screens(self) -> list[ScreenInfo]:
        """Those that are there now."""
        return list(self.there)

    def screen(self, info: ScreenInfo) -> QScreen | None:
        """The one that stands for all."""
        return QGuiApplication.primaryScreen() if info in self.there else None


class Sleep:
    """A mechanism that inhibits sleep, or fails for the reason that a test sets."""

    inhibits: Final = EVERYTHING

    def __init__(self) -> None:
        self.failure: Failure | None = None
        self.is_inhibited = False
        self._report: Report = lambda _: None

    def is_available(self) -> bool:
        """Return True on every system."""
        return True

    def inhibit(self, reason: str, report: Report) -> None:
        """Agree unless a test has set a failure."""
        assert reason
        assert not self.is_inhibited
        self._report = report
        self.answer(self.failure)

    def answer(self, failure: Failure | None) -> None:
        """Report that the system agrees, or why it doesn't any more."""
        self.is_inhibited = failure is None
        self._report(failure)

    def release(self) -> None:
        """Let the system sleep again."""
        self.is_inhibited = False


def press(
    window: QWidget,
    key: str | Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    *,
    text: str | None = None,
    again: bool = False,
) -> bool:
    """Press a key in a window; tells whether the window took it.

    Args:
        window: Which one.
        key: As in the table of keys, or Qt's.
        modifiers: More than the key says itself.
        text: What is typed by it; by default what its name says.
        again: Whether it is held down and repeats.
    """
    if isinstance(key, str):
        combination: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index]  # not in its stub
        code, modifiers = combination.key(), combination.keyboardModifiers() | modifiers
    else:
        code = key
    if text is None:
        text = chr(code).lower() if code < Qt.Key.Key_Escape else ""
    event = QKeyEvent(QEvent.Type.KeyPress, code, modifiers, text, again)
    event.ignore()
    QCoreApplication.sendEvent(window, event)
    return event.isAccepted()


def type_in(window: QWidget, digits: str) -> None:
    """Press the keys of some digits."""
    for digit in digits:
        press(window, digit)


def move_mouse(widget: QWidget, at: QPointF) -> None:
    """Move the mouse over a widget."""
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
    """Turn the wheel, by eighths of a degree; less than 0 is down. Tells whether it was taken."""
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


def settle() -> None:
    """Let the console follow, as it does when the audience has seen the slide."""
    QCoreApplication.processEvents()


def delete_what_is_to_be() -> None:
    """Delete what `deleteLater` was called for."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def labels(window: QWidget) -> list[str]:
    """The texts of all labels of a window that aren't hidden."""
    return [label.text() for label in window.findChildren(QLabel) if label.isVisibleTo(window)]


def view(presenter_view: PresenterView, part: str) -> SlideView:
    """The slide in a part of the console, by the part's name."""
    (found,) = [
        slide
        for slide in presenter_view.findChildren(SlideView)
        if part_of(slide).accessibleName() == part
    ]
    return found


def part_of(widget: QWidget) -> QWidget:
    """What a widget stands in."""
    parent = widget.parentWidget()
    assert parent is not None
    return parent


def button(presenter_view: PresenterView, name: str) -> QPushButton:
    """A button of the console by what a screen reader calls it."""
    (found,) = [b for b in presenter_view.findChildren(QPushButton) if b.accessibleName() == name]
    return found


def said(window: QWidget) -> str:
    """All that a screen reader can learn in a window, and all that stands in its widgets."""
    interface = QAccessible.queryAccessibleInterface(window)
    words = list(_said(interface))
    for widget in (window, *window.findChildren(QWidget)):
        words += (widget.windowTitle(), widget.toolTip(), widget.whatsThis(), widget.statusTip())
        words += (widget.accessibleName(), widget.accessibleDescription())
        for name in ("text", "plainText"):
            words.append(str(widget.property(name) or ""))
    return "\n".join(words)


def _said(node: QAccessibleInterface) -> Iterator[str]:
    kinds = QAccessible.Text
    for kind in (kinds.Name, kinds.Description, kinds.Value, kinds.Help):
        yield node.text(kind)
    for index in range(node.childCount()):
        child = node.child(index)
        if child is not None:
            yield from _said(child)
