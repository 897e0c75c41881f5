"""Ink in the user's own file."""

from pathlib import Path
from typing import Final

import pytest

from briefing_app.database.personal.sessions import SavedInk, Session, Sessions, new_session
from briefing_app.database.personal.store import PersonalStore
from briefing_app.model.slideshow.ink import (
    NO_INK,
    Ink,
    InkColour,
    PageInk,
    Place,
    Stroke,
    Tool,
)
from briefing_app.model.slideshow.record import SlideshowRecord

HERE: Final[Place] = ("finding ŵ", 0)
NEXT: Final[Place] = ("finding ŵ", 1)
PEN: Final = Stroke(Tool.PEN, InkColour.RED, ((0.0, 0.5), (1919.9, 1080.0)))
DOT: Final = Stroke(Tool.HIGHLIGHTER, InkColour.GREEN, ((7.0, 8.0),))


@pytest.fixture
def store(tmp_path: Path) -> PersonalStore:
    return PersonalStore(tmp_path / "personal.db")


def begin(briefing: str = "one") -> Session:
    return new_session(briefing, "A title", "/a.db")


def inked(**pages: tuple[Stroke, ...]) -> Ink:
    """Return ink on the page and the next one."""
    return Ink({HERE if name == "here" else NEXT: PageInk(each) for name, each in pages.items()})


def test_strokes_survive_a_restart(store: PersonalStore) -> None:
    session, ink = begin(), SavedInk(store)
    first, second = inked(here=(PEN, DOT), next=(DOT,)), inked(here=(PEN, DOT, PEN), next=(PEN,))
    ink.save(session, first.changes_since(None))
    ink.save(session, second.changes_since(first))
    assert SavedInk(PersonalStore(store.path)).of_session(session) == second
    ink.save(session, first.changes_since(second))
    assert ink.of_session(session) == first


def test_only_strokes_that_have_changed_are_written(store: PersonalStore) -> None:
    session, ink = begin(), SavedInk(store)
    first, second = inked(here=(PEN, DOT)), inked(here=(PEN, PEN, DOT))
    ink.save(session, first.changes_since(None))
    with store.change() as execute:
        execute("DELETE FROM ink")
    ink.save(session, second.changes_since(first))
    assert ink.of_session(session) == inked(here=(PEN, DOT))


def test_erased_page_leaves_nothing(store: PersonalStore) -> None:
    session = begin()
    drawn = inked(here=(PEN,))
    SavedInk(store).save(session, drawn.changes_since(None))
    SavedInk(store).save(session, NO_INK.changes_since(drawn))
    assert SavedInk(store).of_session(session) is None
    assert store.fetch("SELECT * FROM ink") == []


def test_latest_ink_is_that_of_the_last_slideshow_with_ink(store: PersonalStore) -> None:
    rehearsal = begin()._replace(is_rehearsal=True)
    ink, sessions = SavedInk(store), Sessions(store)
    drawn = ((begin(), (PEN,)), (begin(), (DOT,)), (begin(), ()), (rehearsal, (PEN, DOT)))
    for session, strokes in drawn:
        ink.save(session, inked(here=strokes).changes_since(None))
        sessions.save(session, SlideshowRecord("x", 0, 0, 1.0, running=False))
    ink.save(begin("other"), inked(here=(PEN, PEN)).changes_since(None))
    assert ink.latest("one") == inked(here=(DOT,))
    assert ink.latest("unknown") is None
    only_rehearsal = begin("rehearsed")._replace(is_rehearsal=True)
    ink.save(only_rehearsal, inked(here=(DOT,)).changes_since(None))
    assert ink.latest("rehearsed") == inked(here=(DOT,))


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[1]", "null", '{"a":1}', '["pen","red"]', '["pen","red",1]'),
        *('["pen","red",1,"x"]', '["pen","beige",1,2]', '["brush","red",1,2]'),
    ],
)
def test_strokes_that_make_no_sense_are_left_out(store: PersonalStore, text: str) -> None:
    session = begin()
    SavedInk(store).save(session, inked(here=(PEN, DOT), next=(PEN,)).changes_since(None))
    with store.change() as execute:
        execute("UPDATE ink SET stroke = ? WHERE page = 1 OR position = 0", text)
    assert SavedInk(store).of_session(session) == inked(here=(DOT,))
