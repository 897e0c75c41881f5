"""What a user has written, drawn and recorded in the pictures."""

from collections.abc import Sequence
from itertools import cycle
from math import sin
from typing import Final

from briefing_app.database.personal.kept import KeptBriefing
from briefing_app.database.personal.notes import Notes
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.personal.times import RecordedTimes
from briefing_app.gui.slideshow.time import SECONDS_PER_MINUTE, SlideTime
from briefing_app.layout.page import Page
from briefing_app.model.notes import NO_NOTE, KeptNote, Note, NoteItem, finding_item
from briefing_app.model.report import Report
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.ink import Ink, InkColour, PageInk, Stroke, Tool

ELAPSED_SECONDS: Final = 6 * 60 + 12  # on the clock of the presenter view
PLANNED_SECONDS: Final = 45 * 60
SLIDE_TIME: Final = SlideTime(48, 70)
DISCUSSED_SECONDS: Final = 29.5

_REHEARSED: Final = ("2017-11-22T16:20:00", (0.7, 1.1, 0.85, 0.6, 0.95))
"""When the slideshow of the pictures was rehearsed, and the shares of the planned time, in turn."""
_TAKEN: Final = ("2017-11-24T14:01:00", (0.9, 1.2, 0.8, 1.4))
"""The same for the slideshow itself."""

_WAVES: Final = 24  # of a line drawn by hand

KEPT: Final = KeptBriefing(
    key="",
    title="",
    notes=3,
    bookmarks=2,
    said_lines=5,
    said_sessions=1,
    inked_slides=4,
    has_order=True,
    planned_minutes=45,
    rehearsals=2,
    timed_slideshows=1,
    places=3,
)
"""What is kept for the briefing in pictures."""

_NOTES: Final = (
    (1, Note("Ask how closures are reviewed. Compare our checklist.", is_bookmarked=True)),
    (6, Note("Which powers? Look them up before the session.")),
)
"""The index of a finding, and the note about it."""

UNMATCHED_NOTES: Final = (
    KeptNote(
        NoteItem("finding training", "A finding that only an earlier edition has"),
        Note("Our own refresher is in March. Say so."),
    ),
    KeptNote(
        NoteItem("quote", "“Words that only an earlier edition quotes.”"),
        Note(is_bookmarked=True),
    ),
)

SAID: Final = ("Table 2: ask the interpreter again", "Table 4: write down who was told")
"""The lines that the presenter has typed, in the pictures of “What we said”."""


def store_with_notes(report: Report) -> PersonalStore:
    """Return a store in memory with notes on findings of a briefing."""
    store = PersonalStore(None)
    for index, note in _NOTES:
        for finding in report.findings[index : index + 1]:
            Notes(store).save(report, finding_item(finding), NO_NOTE, note)
    return store


def recorded_times(slides: Sequence[Slide]) -> list[RecordedTimes]:
    """Return the times of a slideshow and of its rehearsal, the latest first."""
    return [
        RecordedTimes(
            started,
            is_rehearsal,
            {
                slide.key: (slide.minutes or 1) * SECONDS_PER_MINUTE * share
                for slide, share in zip(slides, cycle(shares), strict=False)
            },
        )
        for is_rehearsal, (started, shares) in ((False, _TAKEN), (True, _REHEARSED))
    ]


def sample_ink(page: Page) -> Ink:
    """Return ink that highlights words of the source and underlines the headline."""
    last = len(page.texts) - 1
    headline, words = page.texts[min(1, last)], page.texts[min(2, last)]
    middle = words.lines[0].baseline - words.style.size / 3
    under = headline.lines[-1]
    lines = (
        (Tool.HIGHLIGHTER, InkColour.YELLOW, words, words.lines[0], middle),
        (Tool.PEN, InkColour.RED, headline, under, under.baseline + 20),
    )
    strokes = tuple(
        Stroke(
            tool,
            colour,
            tuple(
                (text.left_of(line) + line.width * step / _WAVES, at + 2 * sin(step))
                for step in range(_WAVES + 1)
            ),
        )
        for tool, colour, text, line, at in lines
    )
    return Ink({page.place: PageInk(strokes)})
