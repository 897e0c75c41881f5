"""Ink outlives the slideshow, and what goes wrong with saving it."""

from typing import Final

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.ink import SavedInk
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import Briefing
from briefing_app.errors import PersonalDataError
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.slideshow.options import Start, StartOptions
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.model.slideshow.ink import Stroke
from tests.gui.slideshow.test_ink import draw_in, strokes
from tests.gui.slideshows import SAMPLE_SESSION, labels, running_slideshow

_SECOND_LINE: Final = (QPointF(100, 900), QPointF(900, 1000))


def _saved(store: PersonalStore) -> tuple[Stroke, ...]:
    """Return the strokes that are saved, of all pages."""
    ink = SavedInk(store).of_session(SAMPLE_SESSION)
    return () if ink is None else tuple(s for page in ink.pages.values() for s in page.strokes)


def test_strokes_are_saved_soon_after_they_end(
    slideshow: Slideshow, personal_store: PersonalStore, qtbot: QtBot
) -> None:
    slideshow.do(Command.PEN)
    draw_in(slideshow, "audience")
    qtbot.waitUntil(lambda: len(_saved(personal_store)) == 1)
    draw_in(slideshow, "presenter", _SECOND_LINE)
    slideshow.do(Command.NEXT)
    draw_in(slideshow, "audience")
    qtbot.waitUntil(lambda: len(_saved(personal_store)) == 3)
    slideshow.do(Command.CLEAR_INK)
    qtbot.waitUntil(lambda: len(_saved(personal_store)) == 2)


def test_stroke_that_is_drawn_at_the_end_is_saved(
    slideshow: Slideshow, personal_store: PersonalStore
) -> None:
    slideshow.do(Command.PEN)
    draw_in(slideshow, "audience")
    draw_in(slideshow, "audience", _SECOND_LINE, lift=False)
    slideshow.end()
    assert len(_saved(personal_store)) == 2


@pytest.mark.parametrize(
    ("start", "has_ink"),
    [(Start.RESUME, True), (Start.CHOSEN, True), (Start.BEGINNING, False)],
)
def test_ink_belongs_to_its_session(
    launcher: SlideshowLauncher, briefing: Briefing, start: Start, has_ink: bool
) -> None:
    launcher.present(briefing, StartOptions())
    slideshow = running_slideshow(launcher)
    slideshow.go_to(3)
    slideshow.do(Command.PEN)
    draw_in(slideshow, "audience")
    drawn = strokes(slideshow)
    slideshow.end()
    launcher.present(briefing, StartOptions(start, slideshow.slides[3].key))
    slideshow = running_slideshow(launcher)
    slideshow.go_to(3)
    assert (strokes(slideshow) == drawn) == has_ink
    if has_ink:
        slideshow.do(Command.PEN)
        slideshow.do(Command.UNDO)
    assert not strokes(slideshow)


def test_ink_that_cannot_be_saved_stays_and_the_presenter_is_told(
    slideshow: Slideshow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def fail(*_: object) -> None:
        raise PersonalDataError(None, "The disk is full.", "Free some space.")

    monkeypatch.setattr(SavedInk, "save", fail)
    slideshow.do(Command.PEN)
    draw_in(slideshow, "audience")
    qtbot.waitUntil(lambda: any("disk is full" in t for t in labels(slideshow.presenter_view)))
    draw_in(slideshow, "audience", _SECOND_LINE)
    assert len(strokes(slideshow)) == 2
