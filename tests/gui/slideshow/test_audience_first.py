"""The audience's page is painted before anything of the presenter view changes or is painted."""

from collections.abc import Iterator
from typing import Final

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtWidgets import QAbstractButton, QLabel, QTextEdit, QWidget

from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slideshow.command import Command
from briefing_app.gui.slideshow.commands import COMMANDS, Commands
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshows import NOTES, move_mouse, press, process_events
from tests.sample_report import make_discussion, make_entry, make_finding, make_report

_FINDING: Final = 0
_DISCUSSION: Final = 1
_LAST: Final = 2
_AUDIENCE: Final = "audience painted"
_CLOCKS: Final = {"Elapsed time", "Time of day"}
_SHOWN: Final = (
    *(Commands.advance, Commands.go_back, Commands.go_to_first, Commands.go_to_last),
    *(Commands.toggle_black, Commands.toggle_question),
    *(Commands.toggle_countdown, Commands.extend_countdown),
    *(Commands.toggle_pointer, Commands.toggle_zoom),
)
"""The commands that change what the audience sees."""
_KEYS: Final = {command: command.keys[0] for command in COMMANDS}


class Witness(QObject):
    """Notes when the audience's page is painted, and what happens in the presenter view."""

    def __init__(self, slideshow: Presentation) -> None:
        super().__init__()
        self._slideshow = slideshow
        self._seen: list[str] = []
        self._first_painted: tuple[object, ...] = ()
        for widget in (
            slideshow.windows.presenter_view,
            *slideshow.windows.presenter_view.findChildren(QWidget),
        ):
            widget.installEventFilter(self)
        self._before = tuple(self._presenter_contents())
        slideshow.windows.audience.slide.painted.connect(self._note_audience)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self._seen.append(f"presenter view painted: {type(watched).__name__}")
        return False

    def assert_audience_first(self) -> None:
        """Assert that the audience saw all before anything happened in the presenter view."""
        process_events()
        self._note_presenter()
        assert self._seen[0] == _AUDIENCE, self._seen
        assert len(set(self._seen)) > 1  # the presenter view has followed
        assert self._first_painted == self._audience_contents()

    def assert_audience_unchanged(self) -> None:
        """Assert that the audience's page was not painted, or only before the presenter view."""
        process_events()
        assert _AUDIENCE not in self._seen[1:], self._seen

    def _note_audience(self) -> None:
        self._note_presenter()
        if not self._seen:
            self._first_painted = self._audience_contents()
        self._seen.append(_AUDIENCE)

    def _note_presenter(self) -> None:
        now = tuple(self._presenter_contents())
        if now != self._before:
            self._before = now
            self._seen.append("presenter view changed")

    def _audience_contents(self) -> tuple[object, ...]:
        return tuple(_slide_contents(self._slideshow.windows.audience.slide))

    def _presenter_contents(self) -> Iterator[object]:
        """Yield what can be seen in the presenter view, except the clock."""
        for widget in self._slideshow.windows.presenter_view.findChildren(QWidget):
            yield widget.isVisible()
            match widget:
                case QLabel() if widget.accessibleDescription() not in _CLOCKS:
                    yield widget.text()
                case QAbstractButton():
                    yield widget.text(), widget.isChecked()
                case QTextEdit():
                    yield widget.toPlainText()
                case SlideView():
                    yield from _slide_contents(widget)


def _slide_contents(slide: SlideView) -> Iterator[object]:
    yield slide.page, slide.step, slide.is_black, slide.changing_description()
    yield slide.pointer, slide.target()


@pytest.fixture
def slides() -> tuple[Slide, ...]:
    """Return a finding with a question, a discussion with an answer, and another finding."""
    finding = make_finding(1, prompt="Who checks that we did?")
    entries = (
        make_entry(1, finding, notes=f"{NOTES} 1"),
        make_discussion(2, "And what then?", finding=finding, answer="Nobody.", minutes=4),
        make_entry(3, make_finding(2), notes=f"{NOTES} 3"),
    )
    return briefing_slides(make_report((finding, make_finding(2)), running_order=entries))


@pytest.fixture
def show(start_slideshow: StartSlideshow) -> Presentation:
    """Return a slideshow at a finding with a question, before a discussion."""
    return start_slideshow(position=SlidePosition(_FINDING))


_DISCUSSING: Final = {
    *(Commands.advance, Commands.go_back, Commands.go_to_first),
    *(Commands.toggle_countdown, Commands.extend_countdown),
}
"""The commands that are run at the discussion."""


def _prepare(show: Presentation, command: Command) -> None:
    """Bring a slideshow to where a command changes what the audience sees."""
    if command in _DISCUSSING:
        show.model.go_to(_DISCUSSION)
    if command is Commands.extend_countdown:
        show.commands.toggle_countdown()
    process_events()


@pytest.mark.parametrize(
    ("command", "window"),
    [
        *((command, "presenter_view") for command in _SHOWN),
        *((command, "audience") for command in (Commands.advance, Commands.toggle_black)),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_audience_is_painted_before_the_presenter_view_changes(
    show: Presentation, command: Command, window: str
) -> None:
    _prepare(show, command)
    witness = Witness(show)
    press(getattr(show.windows, window), _KEYS[command])
    witness.assert_audience_first()


def test_audience_is_not_painted_for_keys_that_are_not_for_it(show: Presentation) -> None:
    for command in [each for each in COMMANDS if each not in (*_SHOWN, Commands.close_or_end)]:
        witness = Witness(show)
        press(show.windows.presenter_view, _KEYS[command])
        witness.assert_audience_unchanged()
        show.windows.presenter_view.overlays.close()
        if show.model.state.is_frozen:
            show.commands.toggle_freeze()
        process_events()


@pytest.mark.parametrize("keys", [("Right", "Left"), ("D", "D")])
def test_audience_is_first_into_and_out_of_a_discussion(
    show: Presentation, keys: tuple[str, ...]
) -> None:
    for key in keys:
        witness = Witness(show)
        press(show.windows.audience, key)
        witness.assert_audience_first()


def test_audience_is_first_when_the_slide_after_a_discussion_comes(
    show: Presentation, monkeypatch: pytest.MonkeyPatch
) -> None:
    show.model.go_to(_DISCUSSION)
    for now in (100.0, 110.0, 120.0):  # the countdown starts, the answer, the next slide
        monkeypatch.setattr(show.model, "now", lambda now=now: now)
        process_events()
        witness = Witness(show)
        press(show.windows.audience, "PgDown")
        witness.assert_audience_first()
    assert show.model.state.position == SlidePosition(_LAST)


def test_audience_is_first_when_a_key_is_held(show: Presentation) -> None:
    press(show.windows.audience, "Right")
    process_events()
    witness = Witness(show)
    press(show.windows.audience, "Right", repeat=True)
    witness.assert_audience_first()


@pytest.mark.parametrize("command", [Commands.toggle_pointer, Commands.toggle_zoom])
def test_audience_is_first_when_the_pointer_moves(show: Presentation, command: Command) -> None:
    show.commands.do(command)
    process_events()
    witness = Witness(show)
    move_mouse(
        show.windows.audience, QPointF(show.windows.audience.rect().center()) + QPointF(20, 10)
    )
    witness.assert_audience_first()
