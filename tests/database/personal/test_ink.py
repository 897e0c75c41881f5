"""Ink in the user's own file."""

from pathlib import Path
from typing import Final

import pytest

from briefing_app.database.personal.ink import SavedInk
from briefing_app.database.personal.sessions import Session, Sessions, new_session
from briefing_app.database.personal.store import PersonalStore
from briefing_app.model.slideshow.ink import Ink, InkColour, PageInk, Place, Stroke, Tool
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


def test_strokes_survive_a_restart(store: PersonalStore) -> None:
    session = begin()
    SavedInk(store).save(session, {HERE: (PEN, DOT), NEXT: (DOT,)})
    SavedInk(store).save(session, {NEXT: (PEN,)})
    saved = SavedInk(PersonalStore(store.path)).of_session(session)
    assert saved == Ink({HERE: PageInk((PEN, DOT)), NEXT: PageInk((PEN,))})


def test_erased_page_leaves_nothing(store: PersonalStore) -> None:
    session = begin()
    SavedInk(store).save(session, {HERE: (PEN,)})
    SavedInk(store).save(session, {HERE: ()})
    assert SavedInk(store).of_session(session) is None
    assert store.fetch("SELECT * FROM ink") == []


def test_latest_ink_is_that_of_the_last_session_with_ink(store: PersonalStore) -> None:
    first, second, empty = begin(), begin(), begin()
    ink, sessions = SavedInk(store), Sessions(store)
    for session, strokes in ((first, (PEN,)), (second, (DOT,)), (empty, ())):
        ink.save(session, {HERE: strokes})
        sessions.save(session, SlideshowRecord("x", 0, 0, 1.0, running=False))
    ink.save(begin("other"), {HERE: (PEN, PEN)})
    assert ink.latest("one") == Ink({HERE: PageInk((DOT,))})
    assert ink.latest("unknown") is None


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[1]", "null", '[{"a":1}]', '[["pen","red"]]', '[["pen","red",1]]'),
        *('[["pen","red",1,"x"]]', '[["pen","beige",1,2]]', '[["brush","red",1,2]]'),
    ],
)
def test_strokes_that_make_no_sense_are_left_out(store: PersonalStore, text: str) -> None:
    session = begin()
    SavedInk(store).save(session, {HERE: (PEN,), NEXT: (PEN,)})
    with store.change() as execute:
        execute("UPDATE ink SET strokes = ? WHERE page = 1", text)
    assert SavedInk(store).of_session(session) == Ink({HERE: PageInk((PEN,))})
