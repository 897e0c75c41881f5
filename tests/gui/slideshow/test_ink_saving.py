"""Ink outlives the slideshow, and what goes wrong with saving it."""

from typing import Final

import pytest
from PySide6.QtCore import QEvent, QPointF
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.kept import KeptKind
from briefing_app.database.personal.sessions import SavedInk
from briefing_app.database.reader import Briefing
from briefing_app.errors import PersonalDataError
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.slideshow.ink import saver
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.slideshow.options import Start, StartOptions
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.model.slideshow.ink import Stroke
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshow.test_ink import draw_in, strokes
from tests.gui.slideshows import (
    SAMPLE_SESSION,
    labels,
    running_slideshow,
    send_mouse,
    widget_point,
)

_SECOND_LINE: Final = (QPointF(100, 900), QPointF(900, 1000))


def _saved(personal: PersonalData) -> tuple[Stroke, ...]:
    """Return the strokes that are saved, of all pages."""
    ink = personal.ink.of_session(SAMPLE_SESSION)
    return () if ink is None else tuple(s for page in ink.pages.values() for s in page.strokes)


def test_strokes_are_saved_soon_after_they_end(
    slideshow: Presentation, personal: PersonalData, qtbot: QtBot
) -> None:
    slideshow.do(Command.PEN)
    draw_in(slideshow, "audience")
    qtbot.waitUntil(lambda: len(_saved(personal)) == 1)
    draw_in(slideshow, "presenter", _SECOND_LINE)
    slideshow.do(Command.NEXT)
    draw_in(slideshow, "audience")
    qtbot.waitUntil(lambda: len(_saved(personal)) == 3)
    slideshow.do(Command.CLEAR_INK)
    qtbot.waitUntil(lambda: len(_saved(personal)) == 2)


def test_finished_stroke_does_not_wait_to_be_saved(
    slideshow: Presentation,
    personal: PersonalData,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(saver, "_DRAWING_DELAY_MS", 1_000_000)
    slideshow.do(Command.PEN)
    draw_in(slideshow, "audience")
    qtbot.waitUntil(lambda: len(_saved(personal)) == 1)


def test_stroke_is_saved_while_it_is_drawn(
    slideshow: Presentation, personal: PersonalData, qtbot: QtBot
) -> None:
    slideshow.do(Command.PEN)
    draw_in(slideshow, "audience", lift=False)
    qtbot.waitUntil(lambda: _saved(personal) == strokes(slideshow))
    point = widget_point(slideshow.audience.slide, QPointF(100, 100))
    send_mouse(slideshow.audience, QEvent.Type.MouseMove, point)
    qtbot.waitUntil(lambda: _saved(personal) == strokes(slideshow))
    slideshow.do(Command.UNDO)
    qtbot.waitUntil(lambda: not _saved(personal))


def test_stroke_that_is_drawn_at_the_end_is_saved(
    slideshow: Presentation, personal: PersonalData
) -> None:
    slideshow.do(Command.PEN)
    draw_in(slideshow, "audience")
    draw_in(slideshow, "audience", _SECOND_LINE, lift=False)
    slideshow.end()
    assert len(_saved(personal)) == 2


def test_ink_belongs_to_its_session(launcher: SlideshowLauncher, briefing: Briefing) -> None:
    def start(where: Start) -> Presentation:
        launcher.present(briefing, StartOptions(where, key))
        slideshow = running_slideshow(launcher)
        slideshow.go_to(3)
        return slideshow

    key = launcher.running_orders.order(briefing).slides[3].key
    first = start(Start.RESUME)
    first.do(Command.PEN)
    draw_in(first, "audience")
    draw_in(first, "audience", _SECOND_LINE)
    drawn = strokes(first)
    first.end()
    resumed = start(Start.RESUME)
    assert strokes(resumed) == drawn
    resumed.do(Command.PEN)
    resumed.do(Command.UNDO)
    resumed.end()
    chosen = start(Start.CHOSEN)
    assert strokes(chosen) == drawn[:1]
    chosen.end()
    assert not strokes(start(Start.BEGINNING))


def test_ink_that_cannot_be_saved_stays_and_the_presenter_is_told(
    slideshow: Presentation, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def fail(*_: object) -> None:
        raise PersonalDataError(None, "The disk is full.", "Free some space.")

    monkeypatch.setattr(SavedInk, "save", fail)
    slideshow.do(Command.PEN)
    draw_in(slideshow, "audience")
    qtbot.waitUntil(lambda: any("disk is full" in t for t in labels(slideshow.presenter_view)))
    draw_in(slideshow, "audience", _SECOND_LINE)
    assert len(strokes(slideshow)) == 2


def _forget(personal: PersonalData, kind: KeptKind) -> None:
    """Remove what is kept of a kind, as the dialog does."""
    personal.forget(SAMPLE_SESSION.briefing, kind)
    personal.forgotten.emit()


@pytest.mark.parametrize("is_frozen", [False, True])
def test_forgotten_ink_is_gone_from_the_screens_and_from_the_file(
    slideshow: Presentation, personal: PersonalData, is_frozen: bool, qtbot: QtBot
) -> None:
    before = slideshow.audience.slide.grab().toImage()
    slideshow.do(Command.PEN)
    draw_in(slideshow, "audience")
    qtbot.waitUntil(lambda: len(_saved(personal)) == 1)
    if is_frozen:
        slideshow.do(Command.FREEZE)
        draw_in(slideshow, "presenter", _SECOND_LINE)
    _forget(personal, KeptKind.INK)
    assert slideshow.audience.slide.grab().toImage() == before
    assert not strokes(slideshow)
    slideshow.do(Command.UNDO)
    draw_in(slideshow, "presenter", _SECOND_LINE)
    drawn = strokes(slideshow)
    slideshow.end()
    assert len(drawn) == 1
    assert _saved(personal) == drawn


def test_forgotten_ink_of_a_resumed_slideshow_is_gone(
    start_slideshow: StartSlideshow, personal: PersonalData
) -> None:
    first = start_slideshow()
    first.do(Command.PEN)
    draw_in(first, "audience")
    first.end()
    resumed = start_slideshow(ink=personal.ink.of_session(SAMPLE_SESSION))
    assert len(strokes(resumed)) == 1
    _forget(personal, KeptKind.INK)
    assert not strokes(resumed)
    resumed.end()
    assert not _saved(personal)


def test_ink_stays_if_something_else_is_forgotten(
    slideshow: Presentation, personal: PersonalData
) -> None:
    slideshow.do(Command.PEN)
    draw_in(slideshow, "audience")
    draw_in(slideshow, "audience", _SECOND_LINE, lift=False)
    _forget(personal, KeptKind.TIMES)
    assert len(strokes(slideshow)) == 2
    slideshow.end()
    assert len(_saved(personal)) == 2
